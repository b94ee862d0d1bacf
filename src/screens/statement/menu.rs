//! What can be done with one passage: one menu for all of them, after the pattern "menu button" of the ARIA practices.
//!
//! The menu opens at the passage that the address names from then on, so that what it says of links is what the address
//! bar shows.

use super::words::long_words;
use crate::browser::{self, History};
use crate::routes::{BrowseState, Route};
use crate::screens::cite::{CitedPassage, quotation_of};
use crate::state::{Lane, Library, Navigation, OWN_PREFIX, use_library, use_navigation};
use demarche_corpus::Statement;
use demarche_search::{Question, Reply};
use leptos::prelude::*;

/// Id of the menu, wherever it stands.
pub(super) const MENU_ID: &str = "passage-menu";

/// So many of its rare words are looked for elsewhere.
const RARE_WORDS: usize = 6;

/// So long what came of a press is shown.
const TOLD_MS: i32 = 6_000;

/// The menu, where it stands, and what came of it.
#[derive(Clone, Copy)]
pub struct Menu {
    library: Library,
    navigation: Navigation,
    pub(super) statement: StoredValue<Statement>,
    /// The passage it is open at.
    pub(super) at: RwSignal<Option<CitedPassage>>,
    pub(super) told: RwSignal<String>,
}

impl Menu {
    /// A menu for a statement, shut.
    pub fn new(statement: &Statement) -> Menu {
        Menu {
            library: use_library(),
            navigation: use_navigation(),
            statement: StoredValue::new(statement.clone()),
            at: RwSignal::new(None),
            told: RwSignal::default(),
        }
    }

    /// Anchor of the passage that it is open at.
    pub fn anchor(self) -> Option<String> {
        self.at.with(|at| at.as_ref().map(|at| at.anchor.clone()))
    }

    /// Whether it is open at this passage.
    pub fn is_at(self, anchor: &str) -> bool {
        self.at.with(|at| at.as_ref().is_some_and(|at| at.anchor == anchor))
    }

    /// [`Menu::is_at`] without making the caller run again.
    pub fn is_untracked_at(self, anchor: &str) -> bool {
        untrack(|| self.is_at(anchor))
    }

    /// Opens it at a passage, and shuts it there.
    pub fn open(self, passage: Option<CitedPassage>) {
        if self.at.get_untracked() == passage {
            return self.shut(true);
        }
        self.at.set(passage);
        browser::later(|| browser::focus_item(MENU_ID, "first"));
    }

    pub(super) fn shut(self, gives_back: bool) {
        let before = self.at.try_get_untracked().flatten();
        if let Some(before) = before {
            self.at.set(None);
            if gives_back {
                browser::focus(&button_id(&before.anchor));
            }
        }
    }

    fn tell(self, said: String) {
        // The same sentence again has to be heard again.
        self.told.set(String::new());
        let told = self.told;
        let _ = told.try_set(said.clone());
        browser::after(TOLD_MS, move || {
            let _ = told.try_update(|told| {
                if *told == said {
                    told.clear();
                }
            });
        });
    }

    /// Copies a passage with its source.
    pub fn quote(self, passage: &CitedPassage) {
        let words = self.statement.with_value(|statement| quotation_of(self.library, statement, passage));
        self.copy(
            words,
            "Quotation copied",
            "This browser does not let a page copy. “Cite” beside the text shows it.",
        );
    }

    /// Whether others could look the text up.
    pub fn is_citable(self) -> bool {
        self.statement.with_value(|statement| !statement.id.starts_with(OWN_PREFIX))
    }

    pub(super) fn copy(self, words: String, done: &'static str, failed: &'static str) {
        browser::copy(words, move |copied| self.tell(if copied { done } else { failed }.to_owned()));
    }

    /// Looks for the rare words of a passage in all statements.
    pub(super) fn said_elsewhere(self, passage: &CitedPassage) {
        let words = long_words(&passage.words);
        self.library.ask(Lane::Each, Question::Frequencies(words.clone()), move |reply| {
            let Ok(Reply::Frequencies(counts)) = reply else { return };
            // A reader who has gone elsewhere meanwhile is not led away.
            if self.told.try_get_untracked().is_none() {
                return;
            }
            let mut rare: Vec<(u32, String)> =
                counts.into_iter().zip(words).filter(|(count, _)| *count > 1).collect();
            demarche_corpus::order::sort(&mut rare);
            rare.truncate(RARE_WORDS);
            if rare.is_empty() {
                return self.tell("No word of this passage stands in another statement".to_owned());
            }
            let words: Vec<String> = rare.into_iter().map(|(_, word)| word).collect();
            let state = BrowseState::default().with_text(&words.join(" OR "));
            self.navigation.visit(Route::Browse(state), History::Push);
        });
    }
}

/// The id of the button that opens the menu at a passage.
pub fn button_id(anchor: &str) -> String {
    format!("more-{anchor}")
}
