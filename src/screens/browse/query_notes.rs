//! What was not understood in the words typed, with its place, and words that occur nowhere.

use super::Evaluated;
use crate::components::{Notice, NoticeKind, dynamic};
use crate::routes::{BrowseState, Route};
use crate::state::use_library;
use crate::text_view::marked;
use demarche_search::Catalog;
use leptos::prelude::*;

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
                let place = marked(&text, std::slice::from_ref(&found.range));
                view! {
                    <Notice kind=NoticeKind::Warning title=format!("Not understood: {}", found.message)>
                        <p class="query-note">{place}</p>
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
                        let next = state.with_text(&state.request.text.replace(&word, &term));
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
