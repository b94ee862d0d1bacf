//! What the keys do that go from passage to passage and from statement to statement.

use super::around::{Place, towards};
use crate::browser::{self, Action, History};
use crate::routes::{ReadState, Route};
use crate::screens::statement::{Menu, passage_beside, passage_named};
use crate::state::Navigation;
use crate::text_view::HitMark;
use demarche_corpus::Body;
use leptos::prelude::*;

/// What the keys work with.
#[derive(Clone, Copy)]
pub struct Keys {
    /// The address.
    pub navigation: Navigation,
    /// The state of the screen.
    pub state: Memo<ReadState>,
    /// Hits with the index of their block.
    pub marks: Memo<Vec<(usize, HitMark)>>,
    /// Number of the current hit.
    pub current: Memo<usize>,
    /// The words.
    pub body: StoredValue<Body>,
    /// Where the statement stands in what was found.
    pub place: RwSignal<Option<Place>>,
    /// What can be done with a passage.
    pub menu: Menu,
}

impl Keys {
    /// Whether the key was of use.
    pub fn press(self, action: Action) -> bool {
        match action {
            Action::Next => self.step(true),
            Action::Previous => self.step(false),
            Action::NextStatement => self.leave(true),
            Action::PreviousStatement => self.leave(false),
            Action::Quote => self.quote(),
            _ => false,
        }
    }

    /// The block that the address names, or that the current hit stands in.
    fn here(self) -> Option<usize> {
        let anchor = self.state.with_untracked(|state| state.passage.clone());
        let hit = || {
            let at = self.current.get_untracked().checked_sub(1)?;
            self.marks.with_untracked(|marks| marks.get(at).map(|(block, _)| *block))
        };
        anchor.map_or_else(hit, |anchor| self.body.with_value(|body| body.find(&anchor)))
    }

    fn step(self, forward: bool) -> bool {
        let here = self.here();
        let Some(anchor) = self.body.with_value(|body| passage_beside(body, here, forward)) else {
            return false;
        };
        let next = ReadState { passage: Some(anchor.clone()), hit: None, ..self.state.get_untracked() };
        self.navigation.visit(Route::Read(next), History::Replace);
        browser::focus(&anchor);
        true
    }

    fn leave(self, forward: bool) -> bool {
        let state = self.state.get_untracked();
        let next = self.place.with_untracked(|place| towards(place.as_ref(), forward, &state));
        let is_there = next.is_some();
        if let Some(next) = next {
            self.navigation.visit(next, History::Push);
        }
        is_there
    }

    fn quote(self) -> bool {
        let here = self.here();
        let passage = self.body.with_value(|body| {
            let block = body.blocks.get(here?)?;
            passage_named(body, &block.anchor)
        });
        let passage = passage.filter(|_| self.menu.is_citable());
        if let Some(passage) = &passage {
            self.menu.quote(passage);
        }
        passage.is_some()
    }
}
