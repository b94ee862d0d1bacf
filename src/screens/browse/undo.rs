//! Undo: the last filters taken away, or value left out, and the way back.

use super::chips::CHIPS;
use crate::browser::{self, History};
use crate::components::dynamic;
use crate::routes::{BrowseState, Route};
use crate::state::{Navigation, use_navigation};
use leptos::prelude::*;

/// Id of the button, for the focus to go to where a chip was.
pub const UNDO_ID: &str = "undo";

/// What was done last, until something else is done.
#[derive(Clone, Copy)]
pub struct Undo {
    done: RwSignal<Option<Done>>,
    navigation: Navigation,
}

#[derive(Clone)]
struct Done {
    words: String,
    before: BrowseState,
    after: BrowseState,
}

impl Undo {
    /// Nothing done yet.
    pub fn new() -> Undo {
        Undo { done: RwSignal::default(), navigation: use_navigation() }
    }

    /// Goes to a state and offers the way back; `words` say what was done.
    pub fn visit(self, words: String, after: BrowseState) {
        let before = self.navigation.browse_untracked();
        self.done.set(Some(Done { words, before, after: after.clone() }));
        self.navigation.visit(Route::Browse(after), History::Push);
    }

    /// The line that says what was done.
    pub fn line(self, state: Memo<BrowseState>) -> AnyView {
        let line = dynamic(move || {
            let Some(Done { words, before, after }) = self.done.get() else { return ().into_any() };
            if state.with(|state| *state != after) {
                return ().into_any();
            }
            let back = move |_| {
                self.done.set(None);
                self.navigation.visit(Route::Browse(before.clone()), History::Push);
                browser::focus_neighbour(CHIPS, "scope");
            };
            view! { {words}". "<button type="button" id=UNDO_ID class="link-button" on:click=back>"Undo"</button> }
                .into_any()
        });
        view! { <p class="undo" role="status">{line}</p> }.into_any()
    }
}
