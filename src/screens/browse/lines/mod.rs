//! Lines: the concordance. Every hit on a line of its own, with the words before and after it.
//!
//! Lives here: asking for the lines that are in sight, and what stands around the table. Does not live here: sorting
//! and grouping (`demarche_search::concordance`), which rows are in sight (`window`), drawing them (`table`).

mod controls;
mod table;
mod window;

use crate::browser;
use crate::components::{Notice, NoticeKind, dynamic};
use crate::messages::{counted, number};
use crate::routes::{BrowseState, Route};
use crate::state::{Lane, Library, use_library};
use demarche_search::concordance::{LineCount, Progress};
use demarche_search::{Line, LinesRequest, Question, Reply};
use leptos::prelude::*;
use std::sync::Arc;
use window::Window;

/// So many lines are asked for above and below those drawn, so that most scrolling asks for nothing.
const MARGIN: u32 = 32;

/// The lines that are here.
#[derive(Debug, Clone, PartialEq)]
struct Loaded {
    /// What was asked, but for the place.
    base: LinesRequest,
    /// How many lines there are.
    total: u32,
    groups: Vec<LineCount>,
    /// The number of the first line that is here.
    first: u32,
    lines: Vec<Line>,
}

impl Loaded {
    /// Whether all rows of a window are here, as far as there are any.
    fn has(&self, window: Window) -> bool {
        let end = self.first + self.lines.len() as u32;
        self.first <= window.first && window.first.saturating_add(window.len).min(self.total) <= end
    }

    /// The line of this number, if it is here.
    fn line(&self, number: u32) -> Option<&Line> {
        self.lines.get(number.checked_sub(self.first)? as usize)
    }

    /// The group a line stands in.
    fn group(&self, number: u32) -> Option<&LineCount> {
        let mut end = 0;
        self.groups.iter().find(|group| {
            end += group.count;
            number < end
        })
    }
}

/// What the parts of this view share.
#[derive(Clone, Copy)]
struct Lines {
    library: Library,
    base: Memo<LinesRequest>,
    window: RwSignal<Window>,
    loaded: RwSignal<Option<Arc<Loaded>>>,
    sorting: RwSignal<Option<Progress>>,
    failed: RwSignal<Option<String>>,
}

/// What is asked of the corpus, but for the place in the list: what is shown, and what is exported.
pub fn request(state: &BrowseState) -> LinesRequest {
    let lines = &state.lines;
    LinesRequest {
        request: state.request.clone(),
        focus: Some(lines.word.clone()).filter(|word| !word.is_empty()),
        sort: lines.sort,
        group: lines.group,
        only_group: lines.only.clone(),
        width: lines.width,
        ..LinesRequest::default()
    }
}

impl Lines {
    /// Asks for the lines that are to be drawn, unless they are here.
    fn ask(self) {
        let (base, window) = (self.base.get(), self.window.get());
        let is_here = |loaded: &Option<Arc<Loaded>>| {
            loaded.as_ref().is_some_and(|loaded| loaded.base == base && loaded.has(window))
        };
        if !self.loaded.with_untracked(is_here) {
            self.ask_for(base, window);
        }
    }

    fn ask_for(self, base: LinesRequest, window: Window) {
        let offset = window.first.saturating_sub(MARGIN);
        let wanted = LinesRequest { offset, limit: window.len + 2 * MARGIN, ..base.clone() };
        self.library.ask(Lane::Lines, Question::Lines(wanted), move |reply| {
            // A reply that comes late has nowhere to go.
            if self.base.try_get_untracked().as_ref() != Some(&base) {
                return;
            }
            self.failed.set(None);
            match reply {
                Ok(Reply::Lines(page)) => {
                    self.sorting.set(None);
                    let (total, groups, lines) = (page.total, page.groups, page.lines);
                    self.loaded.set(Some(Arc::new(Loaded { base, total, groups, first: offset, lines })));
                }
                Ok(Reply::Sorting(progress)) => {
                    self.sorting.set(Some(progress));
                    // The reader comes first: another order, more words, a way out.
                    browser::later(move || {
                        if self.base.try_get_untracked().as_ref() == Some(&base) {
                            self.ask_for(base, window);
                        }
                    });
                }
                Ok(_) => {}
                Err(reason) => self.failed.set(Some(reason)),
            }
        });
    }
}

/// The concordance with its controls.
#[component]
pub fn Concordance(
    /// The state of the screen.
    state: Memo<BrowseState>,
) -> impl IntoView {
    let lines = Lines {
        library: use_library(),
        base: Memo::new(move |_| state.with(request)),
        window: RwSignal::default(),
        loaded: RwSignal::new(None),
        sorting: RwSignal::new(None),
        failed: RwSignal::new(None),
    };
    Effect::new(move |before: Option<LinesRequest>| {
        let now = lines.base.get();
        // More words around the same lines leave the reader where they are.
        let is_same = |before: &LinesRequest| LinesRequest { width: now.width, ..before.clone() } == now;
        if before.is_some_and(|before| !is_same(&before)) {
            browser::scroll_back(table::SCROLLER);
            lines.window.set(Window::default());
        }
        now
    });
    Effect::new(move |_| lines.ask());
    let around = move || {
        let failed = lines.failed.get().map(|reason| {
            view! { <Notice kind=NoticeKind::Warning title="The lines cannot be shown"><p>{reason}</p></Notice> }
        });
        let sorting = lines.sorting.get().map(|progress| {
            let read = format!("{} of {} read", number(progress.done as usize), counted(progress.total as usize, "line", "lines"));
            view! {
                <p class="lines__sorting">
                    <progress max=progress.total.to_string() value=progress.done.to_string() aria-label="Sorting the lines"></progress>
                    {read}
                </p>
            }
        });
        view! { {failed}{sorting} }.into_any()
    };
    let total = Memo::new(move |_| lines.loaded.with(|loaded| loaded.as_ref().map(|loaded| loaded.total)));
    let found = move || match total.get() {
        None if lines.failed.with(Option::is_some) => ().into_any(),
        None => view! { <p class="hint">"Looking for the lines…"</p> }.into_any(),
        Some(0) => view! { <Nothing state=state.get() /> }.into_any(),
        Some(_) => table::table(lines, state),
    };
    view! {
        {controls::controls(lines, state)}
        {dynamic(around)}
        {dynamic(found)}
    }
}

/// There are no lines: why, and what next.
#[component]
fn Nothing(state: BrowseState) -> impl IntoView {
    let has_words = !state.request.text.trim().is_empty();
    let way = if state.lines.only.is_some() {
        let mut all = state.clone();
        all.lines.only = None;
        view! { <p><a href=Route::Browse(all).href()>"Show the lines of all groups"</a></p> }.into_any()
    } else if has_words {
        view! { <p>"Statements that are found by filters, dates or what they lack have no words to show on lines; or nothing was found at all."</p> }
            .into_any()
    } else {
        view! { <p>"Type a word or a “phrase” into the box: each place where it occurs becomes a line here."</p> }.into_any()
    };
    let title = if has_words { "No line to show" } else { "Lines need words to look for" };
    view! { <Notice kind=NoticeKind::Plain title=title>{way}</Notice> }
}
