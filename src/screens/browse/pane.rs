//! The third pane of a wide window: the statement that the address names as open, beside the list it was found in.
//!
//! Lives here: when the pane stands there, and how a statement gets into it and out of it. Does not live here: how it is
//! drawn (`pane_view`), the cards of the list (`result_item`). A window without the room, and any other view than the
//! list, has no pane, and nothing is loaded for it.

use super::Listed;
use crate::browser::{self, Action, History, Place};
use crate::components::followed;
use crate::routes::{BrowseState, Route, View};
use crate::state::{Library, Navigation, use_library, use_navigation};
use leptos::prelude::*;

/// Id of the title in the pane: the focus goes there.
pub(super) const TITLE_ID: &str = "pane-title";

/// The pane, and what is open in it.
#[derive(Clone, Copy)]
pub struct Pane {
    pub(super) library: Library,
    navigation: Navigation,
    pub(super) state: Memo<BrowseState>,
    listed: RwSignal<Listed>,
    /// Whether it stands there.
    pub is_shown: Memo<bool>,
    /// Id of the statement in it.
    pub open: Memo<Option<String>>,
    /// Whether the reader goes into it: the focus follows when the statement is there.
    is_going_in: StoredValue<bool>,
}

/// The id of the button that opens a statement in the pane.
pub fn button_id(id: &str) -> String {
    format!("read-{id}")
}

impl Pane {
    /// The pane of a screen in this state, with this list.
    pub fn new(state: Memo<BrowseState>, listed: RwSignal<Listed>) -> Pane {
        let is_wide = followed(browser::is_wide);
        let is_shown = Memo::new(move |_| is_wide.get() && state.with(|state| state.view == View::List));
        let open = Memo::new(move |_| {
            let id = is_shown.get().then(|| state.with(|state| state.open.clone()));
            id.filter(|id| !id.is_empty())
        });
        let (library, navigation) = (use_library(), use_navigation());
        let is_going_in = StoredValue::new(false);
        let pane = Pane { library, navigation, state, listed, is_shown, open, is_going_in };
        Effect::new(move |_| {
            open.track();
            if is_going_in.get_value() {
                is_going_in.set_value(false);
                browser::later(|| browser::focus(TITLE_ID));
            }
        });
        let listening = StoredValue::new_local(browser::on_key(Place::Browse, move |action| match action {
            Action::Next => pane.step(true),
            Action::Previous => pane.step(false),
            _ => false,
        }));
        on_cleanup(move || listening.dispose());
        pane
    }

    /// Shows a statement, where there is room for it.
    pub fn open(self, id: String) {
        if self.is_shown.get_untracked() {
            self.go_in(id, History::Push);
        }
    }

    /// Goes to a statement with the focus; it is shown a little later, unless it stands there already.
    fn go_in(self, id: String, history: History) {
        if self.open.with_untracked(|open| open.as_ref() == Some(&id)) {
            browser::focus(TITLE_ID);
        } else {
            self.is_going_in.set_value(true);
        }
        self.go(id, history);
    }

    fn go(self, id: String, history: History) {
        // From where the reader is going, which may not be shown yet.
        let before = self.navigation.browse_untracked();
        let next = BrowseState { open: id, ..before.clone() };
        if before != next {
            self.navigation.visit(Route::Browse(next), history);
        }
    }

    /// Empties the pane; the reader is back at the card of what was in it.
    pub(super) fn close(self) {
        let before = self.open.get_untracked().unwrap_or_default();
        self.go(String::new(), History::Push);
        if !browser::focus_in_view(&button_id(&before)) {
            browser::focus("results");
        }
    }

    /// Opens the statement after the present one in the list, or before it; whether there is one.
    fn step(self, forward: bool) -> bool {
        if !self.is_shown.get_untracked() {
            return false;
        }
        let name = |row: &demarche_search::Row| {
            self.library.with_pack(|pack| pack.statement(row.idx).map(|statement| statement.id.clone()))
        };
        let ids: Vec<String> =
            self.listed.with_untracked(|listed| listed.rows.iter().filter_map(name).collect());
        let open = Some(self.navigation.browse_untracked().open).filter(|id| !id.is_empty());
        let at = ids.iter().position(|id| open.as_ref() == Some(id));
        let next = match (at, forward) {
            (None, _) => Some(0),
            (Some(at), true) => Some(at + 1),
            (Some(at), false) => at.checked_sub(1),
        };
        let Some(id) = next.and_then(|at| ids.get(at)) else { return false };
        browser::bring_into_view(&button_id(id));
        // Going on from one to the next is one step of the history.
        self.go_in(id.clone(), if open.is_some() { History::Replace } else { History::Push });
        true
    }
}
