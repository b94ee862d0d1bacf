//! Suggestions while typing: words and names for the word at the caret, below the search box.
//!
//! Lives here: when they open and close, and how keys and pointer choose. Does not live here: what is suggested
//! (`demarche_search::suggest`), the box itself (`crate::screens::header`). They open only while the reader types, take no focus,
//! and go away after a pause, for the results they lie over are being read then; the arrow keys bring them back.

use crate::browser;
use crate::components::{dynamic, flag, text};
use crate::messages::counted;
use crate::state::{Lane, Library, use_library};
use demarche_search::{Question, Reply, Suggestion, SuggestionKind};
use leptos::prelude::*;

/// Id of the list, for the search box to name.
pub const LIST_ID: &str = "suggestions";

/// How many are shown.
const MOST: usize = 6;

/// How many milliseconds they stay after the last key, unless one of them is chosen or pointed at.
const PAUSE: i32 = 2_500;

/// How many milliseconds after the last letter their number is read out.
const TOLD: i32 = 600;

/// What is suggested, and which of it is chosen.
#[derive(Clone, Copy)]
pub struct Suggestions {
    offered: RwSignal<Vec<Suggestion>>,
    chosen: RwSignal<Option<usize>>,
    is_pointed_at: RwSignal<bool>,
    /// How many are spoken of: of those that stand there when the reader pauses.
    told: RwSignal<usize>,
    library: Library,
    /// Counts askings and closings, so that a late reply opens nothing.
    turn: StoredValue<u32>,
    /// Counts pauses begun, so that only the last one ends in closing.
    pause: StoredValue<u32>,
}

/// What a key did.
pub enum Pressed {
    /// Nothing here: the box may have it.
    Nothing,
    /// Something here.
    Used,
    /// It took this one.
    Taken(Suggestion),
}

impl Suggestions {
    /// None yet.
    pub fn new() -> Suggestions {
        Suggestions {
            offered: RwSignal::default(),
            chosen: RwSignal::default(),
            is_pointed_at: RwSignal::default(),
            told: RwSignal::default(),
            library: use_library(),
            turn: StoredValue::default(),
            pause: StoredValue::default(),
        }
    }

    /// The id of the chosen one, for the box to name as active.
    pub fn active(self) -> Signal<Option<String>> {
        Signal::derive(move || self.chosen.get().map(option_id))
    }

    /// Asks for suggestions for the word at the caret, a byte of the text, once the browser has drawn the letter.
    pub fn ask(self, text: String, caret: usize) {
        let turn = next(self.turn);
        browser::drawn(move || {
            if self.turn.try_get_value() == Some(turn) {
                self.look_up(turn, text, caret);
            }
        });
    }

    fn look_up(self, turn: u32, text: String, caret: usize) {
        self.library.ask(Lane::Suggest, Question::Suggest { text, caret, max: MOST }, move |reply| {
            if let Ok(Reply::Suggestions(found)) = reply
                && self.turn.get_value() == turn
            {
                self.chosen.set(None);
                self.told.set(0);
                self.offered.set(found);
                self.close_later();
                browser::after(TOLD, move || {
                    if self.turn.get_value() == turn {
                        self.told.set(self.offered.with_untracked(Vec::len));
                    }
                });
            }
        });
    }

    /// Takes them away.
    pub fn close(self) {
        next(self.turn);
        self.is_pointed_at.set(false);
        if !self.offered.with_untracked(Vec::is_empty) {
            self.chosen.set(None);
            self.told.set(0);
            self.offered.set(Vec::new());
        }
    }

    /// What a key does while they are open. Closed, they use none.
    pub fn press(self, key: &str) -> Pressed {
        let len = self.offered.with_untracked(Vec::len);
        if len == 0 {
            return Pressed::Nothing;
        }
        let chosen = self.chosen.get_untracked();
        match key {
            // Behind the last one, and before the first, is the box.
            "ArrowDown" => self.chosen.set(chosen.map_or(Some(0), |at| (at + 1 < len).then_some(at + 1))),
            "ArrowUp" => self.chosen.set(chosen.map_or(Some(len - 1), |at| at.checked_sub(1))),
            "Escape" => self.close(),
            "Enter" => {
                let taken = chosen.and_then(|at| self.offered.with_untracked(|all| all.get(at).cloned()));
                self.close();
                return taken.map_or(Pressed::Nothing, Pressed::Taken);
            }
            _ => return Pressed::Nothing,
        }
        self.close_later();
        Pressed::Used
    }

    /// Closes after a pause, counted anew from now.
    fn close_later(self) {
        let pause = next(self.pause);
        browser::after(PAUSE, move || {
            let is_last = self.pause.get_value() == pause;
            if is_last && self.chosen.get_untracked().is_none() && !self.is_pointed_at.get_untracked() {
                self.close();
            }
        });
    }
}

fn next(counter: StoredValue<u32>) -> u32 {
    let number = counter.get_value().wrapping_add(1);
    counter.set_value(number);
    number
}

fn option_id(at: usize) -> String {
    format!("suggestion-{at}")
}

/// The list of suggestions; hidden while there is none.
#[component]
pub fn SuggestionList(
    /// What is suggested.
    suggestions: Suggestions,
    /// What happens with the one that is clicked.
    take: Callback<Suggestion>,
) -> impl IntoView {
    let Suggestions { offered, chosen, is_pointed_at, told, .. } = suggestions;
    let is_open = move || offered.with(|all| !all.is_empty());
    let said = text(move || match told.get() {
        0 => String::new(),
        len => format!("{}, arrow down to choose", counted(len, "suggestion", "suggestions")),
    });
    let options = move || {
        let all = offered.get().into_iter().enumerate();
        all.map(|(at, one)| option(at, one, chosen, take)).collect::<Vec<AnyView>>().into_any()
    };
    view! {
        <ul id=LIST_ID class="suggest" role="listbox" aria-label="Suggestions" hidden=flag(move || !is_open())
            on:mouseenter=move |_| is_pointed_at.set(true)
            on:mouseleave=move |_| {
                is_pointed_at.set(false);
                suggestions.close_later();
            }>
            {dynamic(options)}
        </ul>
        <span class="visually-hidden" aria-live="polite">{said}</span>
    }
}

fn option(
    at: usize,
    one: Suggestion,
    chosen: RwSignal<Option<usize>>,
    take: Callback<Suggestion>,
) -> AnyView {
    let kind = match one.kind {
        SuggestionKind::Term => "word".to_owned(),
        SuggestionKind::Value(field) => field.label().to_lowercase(),
    };
    let label = one.label.clone();
    let count = counted(one.count as usize, "statement", "statements");
    view! {
        <li id=option_id(at) class="suggest__option" role="option"
            aria-selected=text(move || (chosen.get() == Some(at)).to_string())
            // The box keeps the focus.
            on:mousedown=move |event| event.prevent_default()
            on:click=move |_| take.run(one.clone())>
            <span class="suggest__label">{label}</span>
            // Blanks for the name that is read out.
            " "<span class="suggest__kind">{kind}</span>
            " "<span class="suggest__count">{count}</span>
        </li>
    }
    .into_any()
}
