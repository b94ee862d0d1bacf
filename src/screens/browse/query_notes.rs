//! What was not understood in the words typed, with its place, and words that occur nowhere.

use super::Evaluated;
use crate::components::{Notice, NoticeKind, dynamic};
use crate::routes::{BrowseState, Route};
use crate::state::use_library;
use crate::text_view::marked;
use demarche_search::Catalog;
use leptos::prelude::*;
use std::ops::Range;

/// Notes on the query; nothing where all of it was understood and found.
#[component]
pub fn QueryNotes(
    /// The state of the screen.
    state: Memo<BrowseState>,
    /// The evaluated query.
    answer: Evaluated,
) -> impl IntoView {
    let library = use_library();
    let notes = move || {
        let noted = answer
            .with(|answer| answer.as_ref().map(|answer| (answer.text.clone(), answer.diagnostics.clone())));
        let (text, diagnostics) = noted.unwrap_or_default();
        diagnostics
            .into_iter()
            .map(|found| {
                let (before, part, range, after) = around(&text, found.range);
                let place = marked(part, &[range]);
                view! {
                    <Notice kind=NoticeKind::Warning title=format!("Not understood: {}", found.message)>
                        <p class="query-note">{before}{place}{after}</p>
                        <p>{found.hint}</p>
                    </Notice>
                }
            })
            .collect_view()
            .into_any()
    };
    let spellings = move || {
        let state = state.get();
        let words = answer.with(|answer| answer.as_ref().map(|answer| answer.unmatched.clone()));
        words
            .unwrap_or_default()
            .into_iter()
            .map(|(word, nearest)| {
                let links = nearest
                    .into_iter()
                    .map(|term| {
                        let next = state.with_text(&with_word(&state.request.text, &word, &term));
                        view! { <a class="chip" href=Route::Browse(next).href()>{term}</a> }
                    })
                    .collect::<Vec<_>>();
                let offer = (!links.is_empty()).then(|| view! { <p class="spellings">"Nearest spellings that occur: "{links}</p> });
                view! {
                    <Notice kind=NoticeKind::Plain title=format!("“{word}” occurs in no statement of this corpus")>
                        {offer}
                    </Notice>
                }
            })
            .collect_view()
            .into_any()
    };
    let address = move || {
        let state = state.get();
        let mut titles: Vec<String> = Vec::new();
        titles.extend(state.misread.iter().map(|part| {
            format!("“{part}” in the address is not a date; dates are written 2024-11-05, 2024-11 or 2024")
        }));
        if state.is_reversed() {
            titles.push("The range of dates ends before it begins".to_owned());
        }
        titles.extend(library.with_catalog(|catalog| unknown_values(&state, catalog)));
        let href = Route::Browse(state.without_filters()).href();
        let way = move || view! { <a href=href.clone()>"Take all filters away"</a> };
        titles
            .into_iter()
            .map(|title| {
                let way = way.clone()();
                view! {
                    <Notice kind=NoticeKind::Warning title=title>
                        <p>{way}</p>
                    </Notice>
                }
            })
            .collect_view()
            .into_any()
    };
    view! { <div class="notes" aria-live="polite">{dynamic(notes)}{dynamic(address)}{dynamic(spellings)}</div> }
}

/// A sentence for each chosen value that the corpus does not have: a link from another corpus, or cut short.
fn unknown_values(state: &BrowseState, catalog: &Catalog) -> Vec<String> {
    let mut sentences = Vec::new();
    for (field, choice) in &state.request.filters.choices {
        let known = |id: &String| catalog.number(*field, id).is_some();
        for id in choice.include.iter().chain(&choice.exclude).filter(|id| !known(id)) {
            sentences.push(format!("This corpus has no {} “{id}”", field.label().to_lowercase()));
        }
    }
    sentences
}

/// What stands around a place of the text typed, so much that it is recognised: the part, the place in it, and an
/// ellipsis at each end that was cut. A place of no width takes the character before it, so that there is something to
/// mark.
fn around(text: &str, place: Range<usize>) -> (&'static str, &str, Range<usize>, &'static str) {
    const ROOM: usize = 60;
    let end = text.floor_char_boundary(place.end);
    let mut start = text.floor_char_boundary(place.start.min(end));
    if start == end {
        start -= text[..start].chars().next_back().map_or(0, char::len_utf8);
    }
    let from = text.floor_char_boundary(start.saturating_sub(ROOM));
    let to = text.ceil_char_boundary(end.min(start + 4 * ROOM) + ROOM);
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    let part = &text[from..to];
    (cut(from > 0), part, start - from..(end - from).min(part.len()), cut(to < text.len()))
}

/// The text with another word in place of this one, wherever it stands as a word of its own.
fn with_word(text: &str, word: &str, other: &str) -> String {
    let is_edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    let (mut replaced, mut done) = (String::new(), 0);
    for (at, _) in text.match_indices(word) {
        let end = at + word.len();
        if is_edge(text[..at].chars().next_back()) && is_edge(text[end..].chars().next()) {
            replaced.push_str(&text[done..at]);
            replaced.push_str(other);
            done = end;
        }
    }
    replaced.push_str(&text[done..]);
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spelling_takes_the_place_of_whole_words_only() {
        for (text, expected) in [
            ("war AND wars", "peace AND wars"),
            ("(war) -\"a war\"", "(peace) -\"a peace\""),
            ("postwar", "postwar"),
            ("", ""),
        ] {
            assert_eq!(with_word(text, "war", "peace"), expected);
        }
    }

    #[test]
    fn the_place_of_a_note_is_shown_with_what_stands_around_it() {
        let check = |text: &str, place: Range<usize>, marked: &str| {
            let (before, part, range, after) = around(text, place);
            assert_eq!(&part[range], marked);
            assert!(part.len() < 400);
            assert_eq!(before.is_empty(), text.starts_with(part));
            assert_eq!(after.is_empty(), text.ends_with(part));
        };
        check("a ( b", 2..3, "(");
        check("мир (", 8..8, "(");
        check("", 0..0, "");
        check("a", 7..9, "a");
        let long = "слово ".repeat(10_000);
        check(&long, 4_545 * 11..4_545 * 11 + 10, "слово");
        check(&long, 0..long.len(), &long[..around(&long, 0..long.len()).2.end]);
    }
}
