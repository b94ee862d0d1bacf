//! The address as a signal, and the way to change it.

use crate::browser::{self, History};
use crate::routes::{BrowseState, ReadState, Route};
use demarche_search::Request;
use leptos::prelude::*;

/// So many milliseconds after which a page shows where it goes that nobody sees, which draws nothing.
const UNSEEN: i32 = 500;

/// A handle on the address.
#[derive(Debug, Clone, Copy)]
pub struct Navigation {
    route: RwSignal<Route>,
    /// The search that the reader last looked at, so that leaving it loses nothing.
    last_browse: RwSignal<BrowseState>,
    /// Where the reader is going: the present view, or the one that the page is about to show.
    next: StoredValue<Route>,
    is_waiting: StoredValue<bool>,
    /// Whether the present view was shown after the browser had drawn what led to it.
    was_drawn: StoredValue<bool>,
    /// Whether Back or Forward led to the present view.
    has_come_back: StoredValue<bool>,
    /// The statement that the reader has just come back from.
    left: StoredValue<Option<String>>,
    /// Whether the reader has typed since the last pause. Set before the view changes, so that a count is not read out
    /// at every letter.
    typing: RwSignal<bool>,
}

impl Navigation {
    /// The present view.
    pub fn route(&self) -> Signal<Route> {
        self.route.into()
    }

    /// Goes to a view.
    pub fn visit(&self, route: Route, history: History) {
        browser::go(&route.href(), history);
        self.has_come_back.set_value(false);
        self.show_soon(route);
    }

    /// Whether Back or Forward led to the present view: then the browser knows the place in it.
    pub fn has_come_back(&self) -> bool {
        self.has_come_back.get_value()
    }

    /// Goes back a step where this view stands there; whether it does.
    pub fn step_back_to(&self, route: &Route) -> bool {
        let is_there = browser::step_before().is_some_and(|hash| Route::parse(&hash) == *route);
        if is_there {
            browser::go_back();
        }
        is_there
    }

    /// The reader goes back to the list from the statement with this id.
    pub fn leave(&self, id: &str) {
        self.left.set_value(Some(id.to_owned()));
    }

    /// The statement that the reader has just come back from, told once.
    pub fn left(&self) -> Option<String> {
        self.left.try_update_value(Option::take).flatten()
    }

    /// Whether the reader has typed since the last pause.
    pub fn typing(&self) -> RwSignal<bool> {
        self.typing
    }

    /// The search shown now, or the last one shown.
    pub fn browse(&self) -> BrowseState {
        self.last_browse.get()
    }

    /// The search shown now, or about to be, or the last one; the caller does not run again when it changes.
    pub fn browse_untracked(&self) -> BrowseState {
        match self.next.get_value() {
            Route::Browse(state) => state,
            _ => self.last_browse.get_untracked(),
        }
    }

    /// Whether a search is shown now, or about to be; the caller does not run again when it changes.
    pub fn is_at_search(&self) -> bool {
        self.next.with_value(|next| matches!(next, Route::Browse(_)))
    }

    /// Whether the present view was shown after the browser had drawn what the reader pressed or typed: more of that may
    /// come at any time, and what takes long had better be done in steps.
    pub fn is_in_steps(&self) -> bool {
        self.was_drawn.get_value()
    }

    /// Shows a view once the browser has drawn what the reader has just pressed or typed: a search or another screen
    /// takes so long that the letter, the tick or the pressed link would be seen late. Of several views the last one is
    /// shown. Inside a text or a comparison little changes, and at once.
    fn show_soon(&self, route: Route) {
        let is_small = !matches!(route, Route::Browse(_))
            && self.route.with_untracked(|shown| shown.screen() == route.screen());
        self.next.set_value(route);
        if is_small && !self.is_waiting.get_value() {
            self.was_drawn.set_value(false);
            return self.show();
        }
        if !self.is_waiting.get_value() {
            self.is_waiting.set_value(true);
            let this = *self;
            let arrive = move || {
                if this.is_waiting.get_value() {
                    this.was_drawn.set_value(true);
                    this.show();
                }
            };
            browser::drawn(arrive);
            browser::after(UNSEEN, arrive);
        }
    }

    fn show(&self) {
        self.is_waiting.set_value(false);
        let route = self.next.get_value();
        if let Some(search) = self.last_browse.with_untracked(|last| another_search(&route, last)) {
            self.last_browse.set(search);
        }
        if self.route.with_untracked(|shown| *shown != route) {
            self.route.set(route);
        }
    }
}

/// The search that a view shows, or that a statement says it was found by, where `last` is another one.
fn another_search(route: &Route, last: &BrowseState) -> Option<BrowseState> {
    match route {
        Route::Browse(state) if state != last => Some(state.clone()),
        // A link from elsewhere, or the page was loaded anew. One that names no search leaves the last one to go back
        // to.
        Route::Read(ReadState { found, .. }) if *found != Request::default() && !last.leads_to(found) => {
            Some(BrowseState { request: found.clone(), ..BrowseState::default() })
        }
        _ => None,
    }
}

/// Follows the page's address from now on.
pub fn provide_navigation() -> Navigation {
    let route = Route::parse(&browser::current_hash());
    let last_browse = another_search(&route, &BrowseState::default()).unwrap_or_default();
    let navigation = Navigation {
        next: StoredValue::new(route.clone()),
        route: RwSignal::new(route),
        is_waiting: StoredValue::default(),
        was_drawn: StoredValue::default(),
        last_browse: RwSignal::new(last_browse),
        has_come_back: StoredValue::new(browser::came_back()),
        left: StoredValue::default(),
        typing: RwSignal::new(false),
    };
    browser::on_hash_change(move || {
        let route = Route::parse(&browser::current_hash());
        let came_back = browser::came_back();
        // The browser tells of one step twice.
        if navigation.next.with_value(|next| *next == route) {
            return;
        }
        navigation.has_come_back.set_value(came_back);
        if let (true, Route::Browse(_)) = (came_back, &route) {
            navigation.route.with_untracked(|shown| {
                if let Route::Read(read) = shown {
                    navigation.leave(&read.id);
                }
            });
        }
        if came_back || !browser::is_pressed() {
            // At once: the browser is about to scroll to where the reader was; and nothing pressed is to be drawn.
            navigation.was_drawn.set_value(false);
            navigation.next.set_value(route);
            navigation.show();
        } else {
            navigation.show_soon(route);
        }
    });
    provide_context(navigation);
    navigation
}

/// The address. Every screen stands below [`provide_navigation`].
pub fn use_navigation() -> Navigation {
    expect_context::<Navigation>()
}
