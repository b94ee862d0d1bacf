//! Asking for what this screen shows, and taking the answer in: at once, or in parts.
//!
//! Lives here: the one question behind list, counts and sentence, and what of its answer is shown when. Does not live
//! here: how any of it looks, and where questions go (`crate::state`).
//!
//! Of a large corpus the first answer may have no more than the first statements, because the words of the others are
//! still on their way; then the rest is asked for, and the first are read meanwhile.

use super::{Evaluated, Listed, first_page, results};
use crate::browser;
use crate::routes::{BrowseState, PAGE_SIZE, View};
use crate::state::{Lane, Library, Navigation, use_library, use_navigation};
use demarche_search::{Page, Request};
use leptos::prelude::*;
use std::rc::Rc;

/// How many passages a result shows.
const PASSAGES: usize = 2;

/// Whether an answer is still wanted: meanwhile the reader may have typed on, or left.
type IsWanted = Rc<dyn Fn() -> bool>;

/// What is asked, and what has come of it.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    library: Library,
    navigation: Navigation,
    pub request: Memo<Request>,
    /// Which page of the list. Other views than the list show no statements: only the counts are asked for.
    place: Memo<Option<usize>>,
    /// The one evaluated query object that everything on this screen reads. While the next one is on its way, the last
    /// one stays, dimmed.
    pub answer: Evaluated,
    pub listed: RwSignal<Listed>,
    /// How many parts of the list are drawn.
    pub drawn: RwSignal<usize>,
    pub failed: RwSignal<Option<String>>,
    pub is_pending: RwSignal<bool>,
}

impl Asking {
    /// Asks nothing yet.
    pub fn new(state: Memo<BrowseState>) -> Asking {
        let library = use_library();
        Asking {
            library,
            navigation: use_navigation(),
            request: Memo::new(move |_| state.get().request),
            place: Memo::new(move |_| state.with(|state| (state.view == View::List).then_some(state.page))),
            answer: RwSignal::new(first_page(library, &state.get_untracked())),
            listed: RwSignal::default(),
            drawn: RwSignal::new(0),
            failed: RwSignal::new(None),
            is_pending: RwSignal::new(false),
        }
    }

    /// Asks from now on whenever something else is asked for.
    pub fn begin(self) {
        Effect::new(move |before: Option<()>| {
            let (asked, at) = (self.request.get(), self.place.get());
            self.is_pending.set(true);
            let asking = asked.clone();
            let is_wanted: IsWanted = Rc::new(move || {
                self.request.try_with_untracked(|now| *now == asking) == Some(true)
                    && self.place.get_untracked() == at
            });
            let ask = move || {
                if is_wanted() {
                    self.ask(asked, at, is_wanted);
                }
            };
            match before {
                // The next letter comes before the answer to this one.
                Some(()) if self.navigation.is_in_steps() => browser::start(async move {
                    browser::pause().await;
                    ask();
                }),
                _ => ask(),
            }
        });
    }

    fn ask(self, asked: Request, at: Option<usize>, is_wanted: IsWanted) {
        let wanted = at.map_or((0, 0, 0), |page| (page * PAGE_SIZE, PAGE_SIZE, PASSAGES));
        self.library.search(Lane::List, asked.clone(), wanted, move |page| {
            if !is_wanted() {
                return;
            }
            let (first, rows, _) = wanted;
            let all = |page: &Page| rows.min(page.total.statements.saturating_sub(first));
            let is_short = page.as_ref().is_ok_and(|page| page.rows.len() < all(page));
            self.take(page, is_short, Rc::clone(&is_wanted));
            if is_short {
                self.library.search(Lane::List, asked, wanted, move |page| {
                    if is_wanted() {
                        self.complete(page);
                    }
                });
            }
        });
    }

    /// Shows an answer. On the first screen, and while the reader types, the list is drawn part by part, and then the
    /// answer is told: the next letter comes first, and ends the drawing of what is no longer asked for.
    fn take(self, mut page: Result<Page, String>, is_short: bool, is_wanted: IsWanted) {
        let Some(found) = page.as_mut().ok().filter(|page| page.total.statements > 0) else {
            return self.tell(page, is_short);
        };
        let rows = std::mem::take(&mut found.rows);
        let all = rows.len().div_ceil(results::PART);
        let is_typing = self.navigation.is_in_steps() && self.navigation.typing().get_untracked();
        let is_first = !browser::is_marked_shown();
        let is_in_steps = is_typing || is_first;
        self.listed.set(Listed { rows, found: self.request.get_untracked(), is_here: true });
        self.drawn.set(if is_in_steps { 1 } else { usize::MAX });
        if !is_in_steps {
            return self.tell(page, is_short);
        }
        let filling = is_first.then(results::filling);
        browser::start(async move {
            let mut untold = Some(page);
            for parts in 2..=all + 1 {
                browser::pause().await;
                if !is_wanted() {
                    return;
                }
                // The first screen is seen when a window is full.
                if filling.is_some_and(|filling| parts > filling)
                    && let Some(page) = untold.take()
                {
                    self.tell(page, is_short);
                    browser::pause_to_draw().await;
                    if !is_wanted() {
                        return;
                    }
                }
                self.drawn.update(|drawn| *drawn = parts.max(*drawn));
            }
            if let Some(page) = untold {
                self.tell(page, is_short);
            }
        });
    }

    /// Puts the whole list into the place of its first statements.
    fn complete(self, page: Result<Page, String>) {
        match page {
            Ok(page) => {
                self.listed.update(|listed| listed.rows = page.rows);
                self.drawn.set(usize::MAX);
                self.settle();
            }
            Err(_) => self.tell(page, false),
        }
    }

    /// Tells counts and sentence, or why there are none.
    fn tell(self, page: Result<Page, String>, is_short: bool) {
        self.is_pending.set(false);
        self.failed.set(page.as_ref().err().cloned());
        self.answer.set(page.ok());
        browser::mark_shown();
        if !is_short {
            self.settle();
        }
    }

    /// All is there: the focus goes to the statement that the reader was at, to what had it, or to nothing of that name.
    fn settle(self) {
        browser::later(move || {
            if !self.navigation.left().is_some_and(|id| browser::focus_result(&id)) {
                browser::give_focus_back("main");
            }
        });
    }
}
