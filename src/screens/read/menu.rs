//! What can be done with one passage: one menu for all of them, after the pattern "menu button" of the ARIA practices.
//!
//! The menu opens at the passage that the address names from then on, so that what it says of links is what the address
//! bar shows.

use crate::browser::{self, History};
use crate::components::dynamic;
use crate::messages::counted;
use crate::routes::{BrowseState, CompareState, Route};
use crate::screens::cite::{CitedPassage, full_link, quotation_of};
use crate::state::{Lane, Library, Navigation, OWN_PREFIX, use_library, use_navigation};
use demarche_corpus::Statement;
use demarche_search::{Question, Reply};
use leptos::prelude::*;

const MENU_ID: &str = "passage-menu";

/// So many words of a passage are looked for as they stand.
const PHRASE_WORDS: usize = 8;

/// So many of its rare words are looked for elsewhere.
const RARE_WORDS: usize = 6;

/// Words of fewer letters are not asked about.
const LEAST_LETTERS: usize = 4;

/// So long what came of a press is shown.
const TOLD_MS: i32 = 6_000;

/// The menu, where it stands, and what came of it.
#[derive(Clone, Copy)]
pub struct Menu {
    library: Library,
    navigation: Navigation,
    statement: StoredValue<Statement>,
    /// The passage it is open at.
    at: RwSignal<Option<CitedPassage>>,
    told: RwSignal<String>,
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

    fn shut(self, gives_back: bool) {
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

    fn copy(self, words: String, done: &'static str, failed: &'static str) {
        browser::copy(words, move |copied| self.tell(if copied { done } else { failed }.to_owned()));
    }

    /// Looks for the rare words of a passage in all statements.
    fn said_elsewhere(self, passage: &CitedPassage) {
        let words = long_words(&passage.words);
        self.library.ask(Lane::Each, Question::Frequencies(words.clone()), move |reply| {
            let Ok(Reply::Frequencies(counts)) = reply else { return };
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

    /// The menu and the sentence on what came of it.
    pub fn view(self) -> AnyView {
        let left = move |event: leptos::ev::FocusEvent| {
            if browser::leaves(&event) {
                self.shut(false);
            }
        };
        let pressed = move |event: leptos::ev::KeyboardEvent| {
            match event.key().as_str() {
                "Escape" => self.shut(true),
                // The focus goes on from where the menu was opened.
                "Tab" => return self.shut(true),
                "ArrowDown" => browser::focus_item(MENU_ID, "next"),
                "ArrowUp" => browser::focus_item(MENU_ID, "previous"),
                "Home" => browser::focus_item(MENU_ID, "first"),
                "End" => browser::focus_item(MENU_ID, "last"),
                _ => return,
            }
            event.prevent_default();
        };
        let menu = move || {
            let Some(passage) = self.at.get() else { return ().into_any() };
            let y = format!("{}px", browser::offset_of(&passage.anchor) + 32);
            let name = format!("Passage {}", passage.number);
            view! {
                <div id=MENU_ID class="menu" role="menu" aria-label=name lang="en" dir="ltr" style:--y=y
                    on:keydown=pressed on:focusout=left>
                    {self.items(&passage)}
                </div>
            }
            .into_any()
        };
        let told = move || match self.told.get() {
            said if said.is_empty() => ().into_any(),
            said => said.into_any(),
        };
        view! { {dynamic(menu)}<p class="told" role="status" lang="en" dir="ltr">{dynamic(told)}</p> }
            .into_any()
    }

    fn items(self, passage: &CitedPassage) -> AnyView {
        let button = |name: &'static str, work: fn(Menu, &CitedPassage)| {
            let passage = passage.clone();
            let press = move |_| {
                self.shut(true);
                work(self, &passage);
            };
            view! { <button type="button" role="menuitem" tabindex="-1" on:click=press>{name}</button> }
                .into_any()
        };
        let link = |name: String, route: Route| {
            view! { <a role="menuitem" tabindex="-1" href=route.href()>{name}</a> }.into_any()
        };
        let copies = self.is_citable().then(|| {
            let copy_link = |menu: Menu, passage: &CitedPassage| {
                let link =
                    menu.statement.with_value(|statement| full_link(&statement.id, Some(&passage.anchor)));
                menu.copy(
                    link,
                    "Link copied",
                    "This browser does not let a page copy. The link is in the address bar.",
                );
            };
            vec![
                button("Copy link", copy_link),
                button("Copy as quotation", |menu, passage| menu.quote(passage)),
            ]
        });
        let id = self.statement.with_value(|statement| statement.id.clone());
        let beside = CompareState {
            passage: Some(passage.anchor.clone()),
            ..CompareState::of(std::slice::from_ref(&id))
        };
        let (phrase, count) = phrase(&passage.words);
        let search = (count > 0).then(|| {
            let name = format!("Search for its first {} as they stand", counted(count, "word", "words"));
            link(name, Route::Browse(BrowseState::default().with_text(&format!("\"{phrase}\""))))
        });
        view! {
            {copies}
            {link("Compare with…".to_owned(), Route::Compare(beside))}
            {button("Said elsewhere", |menu, passage| menu.said_elsewhere(passage))}
            {search}
        }
        .into_any()
    }
}

/// The id of the button that opens the menu at a passage.
pub fn button_id(anchor: &str) -> String {
    format!("more-{anchor}")
}

/// The words of a passage that are long enough to mean something, each once.
fn long_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= LEAST_LETTERS && !word.chars().any(|c| c.is_ascii_digit()))
        .map(str::to_lowercase)
        .collect();
    demarche_corpus::order::sort(&mut words);
    words.dedup();
    words
}

/// The first words of a passage, without signs that mean something to the search, and how many they are.
fn phrase(text: &str) -> (String, usize) {
    let words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')));
    let words: Vec<&str> =
        words.filter(|word| word.chars().any(char::is_alphanumeric)).take(PHRASE_WORDS).collect();
    (words.join(" "), words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_looked_for_by_its_first_words() {
        let check =
            |text: &str, expected: &str, count: usize| assert_eq!(phrase(text), (expected.to_owned(), count));
        check("“The roof leaks” — again*", "The roof leaks again", 4);
        check("one two three four five six seven eight nine", "one two three four five six seven eight", 8);
        check("…", "", 0);
    }

    #[test]
    fn short_words_and_numbers_are_not_asked_about() {
        assert_eq!(long_words("The roofs of 2024: Roofs, and tiles."), ["roofs", "tiles"]);
    }
}
