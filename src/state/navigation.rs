//! The address as a signal, and the way to change it.

use crate::browser::{self, History};
use crate::routes::{BrowseState, Route};
use leptos::prelude::*;

/// A handle on the address.
#[derive(Debug, Clone, Copy)]
pub struct Navigation {
    route: RwSignal<Route>,
    /// The search that the reader last looked at, so that leaving it loses nothing.
    last_browse: RwSignal<BrowseState>,
    /// Whether Back or Forward led to the present view.
    has_come_back: StoredValue<bool>,
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
        self.show(route);
    }

    /// Whether Back or Forward led to the present view: then the browser knows the place in it.
    pub fn has_come_back(&self) -> bool {
        self.has_come_back.get_value()
    }

    /// Whether the reader has typed since the last pause.
    pub fn typing(&self) -> RwSignal<bool> {
        self.typing
    }

    /// The search shown now, or the last one shown.
    pub fn browse(&self) -> BrowseState {
        self.last_browse.get()
    }

    /// [`Navigation::browse`] without making the caller run again when it changes.
    pub fn browse_untracked(&self) -> BrowseState {
        self.last_browse.get_untracked()
    }

    fn show(&self, route: Route) {
        if let Route::Browse(state) = &route
            && self.last_browse.with_untracked(|last| last != state)
        {
            self.last_browse.set(state.clone());
        }
        if self.route.with_untracked(|shown| *shown != route) {
            self.route.set(route);
        }
    }
}

/// Follows the page's address from now on.
pub fn provide_navigation() -> Navigation {
    let navigation = Navigation {
        route: RwSignal::new(Route::Browse(BrowseState::default())),
        last_browse: RwSignal::default(),
        has_come_back: StoredValue::default(),
        typing: RwSignal::new(false),
    };
    let follow = move || {
        let route = Route::parse(&browser::current_hash());
        let came_back = browser::came_back();
        // The browser tells of one step twice.
        if navigation.route.with_untracked(|shown| *shown != route) {
            navigation.has_come_back.set_value(came_back);
        }
        navigation.show(route);
    };
    follow();
    browser::on_hash_change(follow);
    provide_context(navigation);
    navigation
}

/// The address. Every screen stands below [`provide_navigation`].
pub fn use_navigation() -> Navigation {
    expect_context::<Navigation>()
}
