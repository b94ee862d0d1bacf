//! Where the reader is among the rows: by key, by link, by address.

use super::Work;
use super::model::Compared;
use crate::browser::{self, Action, History};
use crate::routes::{CompareState, Route};
use crate::state::{Navigation, use_navigation};
use leptos::prelude::*;
use std::sync::Arc;

/// The row the reader is at.
#[derive(Clone, Copy)]
pub struct Place {
    work: Work,
    navigation: Navigation,
    /// The row, by its number in the table.
    pub at: RwSignal<Option<usize>>,
    /// A row that shall come into view once it is drawn.
    pub wanted: RwSignal<Option<usize>>,
}

impl Place {
    /// Follows address and keys as long as the present owner lasts.
    pub fn new(work: Work) -> Place {
        let place = Place {
            work,
            navigation: use_navigation(),
            at: RwSignal::new(None),
            wanted: RwSignal::new(None),
        };
        let passage = Memo::new(move |_| work.state.with(|state| state.passage.clone()));
        Effect::new(move |before: Option<Option<String>>| {
            let (passage, compared) = (passage.get(), work.compared.get());
            let Some(compared) = compared else { return before.flatten() };
            let anchor = |row: usize| compared.anchor(row);
            // Keys have been here before: two texts may have a passage of one anchor.
            if place.at.get_untracked().and_then(anchor) != passage || passage.is_none() {
                place.at.set(passage.as_deref().and_then(|anchor| compared.row_of(anchor)));
            }
            if before.flatten() != passage {
                place.wanted.set(place.at.get_untracked());
            }
            passage
        });
        let keys = StoredValue::new_local(browser::on_key(browser::Place::Compare, move |action| {
            place.press(action)
        }));
        on_cleanup(move || keys.dispose());
        place
    }

    /// Goes to a row.
    pub fn go(self, row: usize, history: History) {
        let Some(compared) = self.work.compared.get_untracked() else { return };
        self.at.set(Some(row));
        self.wanted.set(Some(row));
        let next = CompareState { passage: compared.anchor(row), ..self.work.state.get_untracked() };
        self.navigation.visit(Route::Compare(next), history);
    }

    /// Whether the key was of use.
    fn press(self, action: Action) -> bool {
        let Some(compared) = self.work.compared.get_untracked() else { return false };
        let (differing, forward) = match action {
            Action::Next => (false, true),
            Action::Previous => (false, false),
            Action::NextFind => (true, true),
            Action::PreviousFind => (true, false),
            Action::Swap => {
                let swapped = self.work.state.get_untracked().swapped();
                self.navigation.visit(Route::Compare(swapped), History::Push);
                return true;
            }
            _ => return false,
        };
        let next = self.next(&compared, differing, forward);
        if let Some(row) = next {
            self.go(row, History::Replace);
        }
        next.is_some()
    }

    /// The next or previous row that is shown, and differs where that is asked for.
    fn next(self, compared: &Arc<Compared>, differing: bool, forward: bool) -> Option<usize> {
        let (filter, hides) = self.work.state.with_untracked(|state| (state.rows, state.hides_formulae));
        let mut rows = compared.shown(filter, hides);
        rows.retain(|row| !differing || compared.differs(*row));
        match (self.at.get_untracked(), forward) {
            (None, true) => rows.first().copied(),
            (None, false) => rows.last().copied(),
            (Some(at), true) => rows.into_iter().find(|row| *row > at),
            (Some(at), false) => rows.into_iter().rev().find(|row| *row < at),
        }
    }
}
