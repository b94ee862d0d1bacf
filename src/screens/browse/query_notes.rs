//! What was not understood in the words and the address, with its place, and words that occur nowhere.

use super::Evaluated;
use super::nothing::note;
use crate::components::{Notice, NoticeKind, dynamic};
use crate::routes::{BrowseState, Misread};
use crate::state::{Library, use_library};
use crate::text_view::marked;
use demarche_search::{Query, QueryDiagnostic};
use leptos::prelude::*;
use std::ops::Range;

/// A sentence about a part of the query, and links that mend it.
pub struct Note {
    /// Without a full stop.
    pub sentence: String,
    /// What the links are.
    pub offer: &'static str,
    /// Names of the links and where they lead.
    pub ways: Vec<(String, BrowseState)>,
}

/// Notes on the query; nothing where all of it was understood and found, and none while the reader types. Where no
/// statement is left, what is told of words and values stands in the box that says so.
pub fn query_notes(state: Memo<BrowseState>, answer: Evaluated, is_settled: RwSignal<bool>) -> AnyView {
    let library = use_library();
    let notes = move || {
        if !is_settled.get() {
            return ().into_any();
        }
        let state = state.get();
        let told = answer.with(|answer| {
            let answer = answer.as_ref()?;
            let unmatched = (answer.total.statements > 0).then(|| answer.unmatched.clone());
            Some((answer.text.clone(), answer.diagnostics.clone(), unmatched))
        });
        let (text, diagnostics, unmatched) = told.unwrap_or_default();
        let misread = state.misread.iter().map(|part| {
            let title = match part {
                Misread::Date(part) => format!(
                    "“{part}” in the address is not a date; dates are written 2024-11-05, 2024-11 or 2024"
                ),
                Misread::Name(part) => {
                    format!("“{part}” in the address means nothing here, and is left aside")
                }
            };
            boxed(title, ())
        });
        let mut notes: Vec<AnyView> =
            diagnostics.into_iter().map(|found| not_understood("", &text, found)).collect();
        notes.extend(misread);
        if let Some(unmatched) = unmatched {
            let others = notes_on(library, &state, unmatched).into_iter();
            notes.extend(others.map(|one| view! { <div class="notice">{note(one)}</div> }.into_any()));
        }
        notes.into_any()
    };
    view! { <div class="notes" aria-live="polite">{dynamic(notes)}</div> }.into_any()
}

fn boxed(title: String, inside: impl IntoAny) -> AnyView {
    let inside = inside.into_any();
    view! { <Notice kind=NoticeKind::Warning title=title>{inside}</Notice> }.into_any()
}

/// What was not understood of a text, marked in it. `whose`: what stands before, where it is not the search box's.
pub fn not_understood(whose: &str, text: &str, found: QueryDiagnostic) -> AnyView {
    let (before, part, range, after) = around(text, found.range);
    let place = marked(part, &[range]);
    let inside = view! { <p class="query-note">{before}{place}{after}</p><p>{found.hint}</p> };
    boxed(format!("{whose}Not understood: {}", found.message), inside)
}

/// What is told of values the corpus does not have (a link from another corpus, or cut short), of a range of dates that
/// ends before it begins, and of words that occur nowhere.
pub fn notes_on(library: Library, state: &BrowseState, unmatched: Vec<(String, Vec<String>)>) -> Vec<Note> {
    let mut notes = Vec::new();
    for (field, choice) in &state.request.filters.choices {
        for (ids, exclude) in [(&choice.include, false), (&choice.exclude, true)] {
            for id in ids {
                let nearest = library.with_catalog(|catalog| {
                    let is_unknown = catalog.number(*field, id).is_none();
                    is_unknown.then(|| {
                        let named = catalog.resolve(*field, id).first().map(|value| value.id.clone());
                        let near = named.or_else(|| catalog.nearest(*field, id).map(str::to_owned));
                        near.and_then(|near| Some((catalog.value(*field, &near)?.label.clone(), near)))
                    })
                });
                let Some(nearest) = nearest else { continue };
                let without = state.toggle(*field, id, exclude);
                let instead = nearest.map(|(label, near)| (label, without.toggle(*field, &near, exclude)));
                let away = (format!("Take “{id}” away"), without);
                notes.push(Note {
                    sentence: format!("This corpus has no {} “{id}”", field.label().to_lowercase()),
                    offer: if instead.is_some() { "Did you mean" } else { "" },
                    ways: instead.into_iter().chain([away]).collect(),
                });
            }
        }
    }
    if state.is_reversed() {
        let mut next = state.first_page();
        (next.request.filters.from, next.request.filters.to) =
            (next.request.filters.to, next.request.filters.from);
        let sentence = "The range of dates ends before it begins".to_owned();
        notes.push(Note { sentence, offer: "", ways: vec![("Turn it round".to_owned(), next)] });
    }
    if let Some((word, capitals)) = Query::in_capitals(&state.request.text) {
        let next = state.with_text(&capitals);
        let sentence = format!("“{word}” is searched as a word: operators are written in capitals");
        notes.push(Note { sentence, offer: "Search instead", ways: vec![(capitals, next)] });
    }
    if has_capital_us(&state.request.text) {
        let other = with_word(&state.request.text, "US", "U.S.");
        let sentence = "“US” finds the word “us” too, for capitals and small letters are the same here; “U.S.” finds it with its full stops".to_owned();
        let next = state.with_text(&other);
        notes.push(Note { sentence, offer: "Search instead", ways: vec![(other, next)] });
    }
    for (word, nearest) in unmatched {
        let way = |term: String| {
            let next = state.with_text(&with_word(&state.request.text, &word, &term));
            (term, next)
        };
        let sentence = format!("“{word}” occurs in no statement of this corpus");
        let ways: Vec<_> = nearest.into_iter().map(way).collect();
        let offer = if ways.is_empty() { "" } else { "Nearest spellings that occur:" };
        notes.push(Note { sentence, offer, ways });
    }
    notes
}

/// Whether the country is asked for by two capitals, which a search takes for the pronoun.
fn has_capital_us(text: &str) -> bool {
    text.split(char::is_whitespace).any(|part| part.trim_matches(['"', '(', ')', '-', ',']) == "US")
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
    fn a_country_is_told_from_a_pronoun_by_its_capitals() {
        for (text, expected) in [
            ("US sanctions", true),
            ("(war OR US)", true),
            ("\"US envoy\"", true),
            ("us", false),
            ("USA", false),
            ("", false),
        ] {
            assert_eq!(has_capital_us(text), expected, "{text}");
        }
        assert_eq!(with_word("\"US envoy\" NOT USAID", "US", "U.S."), "\"U.S. envoy\" NOT USAID");
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
