//! No statement matches: why, and what next, in one box.

use super::query_notes::{Note, notes_on};
use crate::components::{Notice, NoticeKind};
use crate::routes::{BrowseState, Route};
use crate::state::Library;
use leptos::prelude::*;

/// The box. `explanation`: the words asked for, as a part of a sentence; `unmatched`: those that occur nowhere.
pub fn nothing(
    library: Library,
    state: &BrowseState,
    explanation: &str,
    unmatched: Vec<(String, Vec<String>)>,
) -> AnyView {
    let is_filtered = !state.request.filters.is_empty();
    let has_words = !state.request.text.trim().is_empty();
    let title = match (explanation, is_filtered) {
        ("", true) => "No statement passes these filters".to_owned(),
        ("", false) => "No statement has all of this".to_owned(),
        (words, true) => format!("No statement {words} passes these filters"),
        (words, false) => format!("There is no statement {words}"),
    };
    let notes: Vec<AnyView> = notes_on(library, state, unmatched).into_iter().map(note).collect();
    let way = |next: BrowseState, name: &'static str| view! { <li><a href=Route::Browse(next).href()>{name}</a></li> };
    let filters_away = is_filtered.then(|| way(state.without_filters(), "Take all filters away"));
    let words_away = has_words.then(|| way(state.with_text(""), "Take the words away"));
    let tips = has_words.then(|| {
        view! { <li>"Put "<kbd>"OR"</kbd>" between words to find statements with any of them, or "<kbd>"*"</kbd>" behind the beginning of a word."</li> }
    });
    view! {
        <Notice kind=NoticeKind::Plain title=title>
            {notes}
            <ul class="ways">{filters_away}{words_away}{tips}</ul>
        </Notice>
    }
    .into_any()
}

/// A sentence and the links that mend what it says.
pub fn note(one: Note) -> AnyView {
    let links: Vec<AnyView> = one
        .ways
        .into_iter()
        .map(|(name, next)| view! { <a class="chip" href=Route::Browse(next).href()>{name}</a> }.into_any())
        .collect();
    view! { <p class="spellings"><span>{one.sentence}". "{one.offer}</span>{links}</p> }.into_any()
}
