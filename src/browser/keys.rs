//! Single-key shortcuts, in one table that both the listeners and the list for readers are made of. They stay silent
//! while the reader types, while a modifier is held, inside what floats over the page, and where the reader has
//! switched them off.

use super::prefs;
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Into the search box.
    Search,
    /// Shows this table.
    Help,
    /// To the next passage, row of a comparison, or statement of the list.
    Next,
    /// To the one before.
    Previous,
    /// To the next hit, or difference.
    NextFind,
    /// To the one before.
    PreviousFind,
    /// Sets the statement beside another.
    Compare,
    /// Copies the passage with its source.
    Quote,
    /// To the next statement found.
    NextStatement,
    /// To the one before.
    PreviousStatement,
    /// Exchanges A and B.
    Swap,
    /// Leaves out what has the value that has the focus. The value listens to it by itself.
    LeaveOut,
}

/// Where a key does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On every screen.
    Everywhere,
    /// Among results beside which a statement can be read.
    Browse,
    /// At a value of a filter.
    Filters,
    /// In a statement.
    Read,
    /// In a comparison.
    Compare,
}

impl Place {
    /// All of them, as the list for readers has them, with their names.
    pub const ALL: [(Place, &'static str); 5] = [
        (Place::Everywhere, "Everywhere"),
        (Place::Browse, "In the list, where the window is wide"),
        (Place::Filters, "At a value of a filter"),
        (Place::Read, "In a statement"),
        (Place::Compare, "In a comparison"),
    ];
}

/// Every shortcut: where it works, the key, what it does, and that in words.
pub const SHORTCUTS: &[(Place, &str, Action, &str)] = &[
    (Place::Everywhere, "/", Action::Search, "Search"),
    (Place::Everywhere, "?", Action::Help, "Show these keys"),
    (Place::Browse, "j", Action::Next, "Read the next statement beside the list"),
    (Place::Browse, "k", Action::Previous, "Read the one before"),
    (Place::Browse, "n", Action::NextFind, "Next hit in it"),
    (Place::Browse, "p", Action::PreviousFind, "Previous hit in it"),
    (Place::Filters, "-", Action::LeaveOut, "Leave it out"),
    (Place::Read, "j", Action::Next, "Next passage"),
    (Place::Read, "k", Action::Previous, "Previous passage"),
    (Place::Read, "n", Action::NextFind, "Next hit"),
    (Place::Read, "p", Action::PreviousFind, "Previous hit"),
    (Place::Read, "q", Action::Quote, "Copy the passage as a quotation with its source"),
    (Place::Read, "c", Action::Compare, "Compare with another text"),
    (Place::Read, "]", Action::NextStatement, "Next statement found"),
    (Place::Read, "[", Action::PreviousStatement, "Previous statement found"),
    (Place::Compare, "j", Action::Next, "Next row"),
    (Place::Compare, "k", Action::Previous, "Previous row"),
    (Place::Compare, "n", Action::NextFind, "Next row in which a difference is shown"),
    (Place::Compare, "p", Action::PreviousFind, "Previous row in which a difference is shown"),
    (Place::Compare, "x", Action::Swap, "Swap A and B"),
];

/// Listens to the keys of a place until the returned guard is dropped. `listener` says whether it used the key.
#[must_use = "dropping the guard ends the listening"]
pub fn on_key(place: Place, listener: impl Fn(Action) -> bool + 'static) -> Option<impl Sized> {
    let listener: Box<dyn Fn(Action) -> bool> = Box::new(listener);
    let window = web_sys::window()?;
    let options = gloo_events::EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&window, "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let key = event.key();
        let found = SHORTCUTS.iter().find(|(where_, name, ..)| *where_ == place && *name == key);
        let Some((_, _, action, _)) = found else { return };
        let is_held = event.ctrl_key() || event.meta_key() || event.alt_key();
        if is_held || event.is_composing() || is_elsewhere(event) || !prefs::has_keys() {
            return;
        }
        if listener(*action) {
            event.prevent_default();
        }
    }))
}

/// Whether the event happens in a field that takes text, or in what has keys of its own.
fn is_elsewhere(event: &KeyboardEvent) -> bool {
    const FIELDS: &str =
        "input:not([type=checkbox], [type=radio], [type=range]), textarea, select, dialog, [role=menu]";
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| element.closest(FIELDS).is_ok_and(|found| found.is_some()))
}
