//! What can be done with one passage: one menu for all of them, after the pattern "menu button" of the ARIA practices.
//!
//! The menu opens at the passage that the address names from then on, so that what it says of links is what the address
//! bar shows.

use super::elsewhere::{left_out, searches, without_title};
use super::words::long_words;
use crate::browser::{self, History};
use crate::routes::{BrowseState, Route};
use crate::screens::cite::{CitedPassage, quotation_of};
use crate::state::{Lane, Library, Navigation, OWN_PREFIX, use_library, use_navigation};
use demarche_corpus::Statement;
use demarche_search::{Question, Reply, Request};
use leptos::prelude::*;

/// Id of the menu, wherever it stands.
pub(super) const MENU_ID: &str = "passage-menu";

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

    /// Looks for the rare words of a passage, near each other, in all other statements.
    pub(super) fn said_elsewhere(self, passage: &CitedPassage) {
        let words = long_words(&passage.words);
        let text = passage.words.clone();
        self.library.ask(Lane::Each, Question::Frequencies(words.clone()), move |reply| {
            let Ok(Reply::Frequencies(counts)) = reply else { return };
            // A reader who has gone elsewhere meanwhile is not led away.
            if self.told.try_get_untracked().is_none() {
                return;
            }
            let found: Vec<(String, u32)> = words.into_iter().zip(counts).collect();
            let statements = self.library.with_pack(|pack| pack.statements().len());
            self.search_elsewhere(searches(&text, &found, statements));
        });
    }

    /// Tries searches, the last one first, until one finds another statement, and shows that one.
    fn search_elsewhere(self, mut searches: Vec<String>) {
        let Some(search) = searches.pop() else {
            return self
                .tell("No other statement has three rare words of this passage near each other".to_owned());
        };
        let own = self.statement.with_value(|statement| statement.clone());
        let (idx, left_out) = self.library.with_pack(|pack| {
            let titles = pack.statements().iter().map(|statement| statement.title.as_str());
            (pack.find(&own.id), left_out(&own.title, titles))
        });
        // Where others are called the same, leaving this one out would leave them out, too.
        let without = if left_out == 1 { without_title(&own.title) } else { String::new() };
        let text = format!("{search}{without}");
        let request = Request { text: text.clone(), ..Request::default() };
        self.library.search(Lane::Each, request, (0, 2, 0), move |page| {
            if self.told.try_get_untracked().is_none() {
                return;
            }
            match page {
                Ok(page) if page.rows.iter().all(|row| Some(row.idx) == idx) => {
                    self.search_elsewhere(searches)
                }
                Ok(_) => {
                    let state = BrowseState::default().with_text(&text);
                    self.navigation.visit(Route::Browse(state), History::Push);
                }
                Err(reason) => self.tell(format!("The corpus could not be searched: {reason}")),
            }
        });
    }
}

/// The id of the button that opens the menu at a passage.
pub fn button_id(anchor: &str) -> String {
    format!("more-{anchor}")
}
