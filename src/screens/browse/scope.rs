//! The scope sentence: how many statements are shown, of how many, and what narrowed them.
//!
//! Does not live here: the words for filters, which are the command's too (`demarche_search::filter_clauses`).

use super::Evaluated;
use super::searches::saved;
use crate::components::{Icon, IconName, text, when};
use crate::messages::{counted, number};
use crate::routes::BrowseState;
use crate::state::{use_library, use_navigation, use_searches};
use demarche_search::{Catalog, Field, Page, Request, filter_clauses};
use leptos::prelude::*;

/// The sentence above the results, read out when it changes: at once after a choice, and once after typing, when the
/// reader pauses.
pub fn scope(
    state: Memo<BrowseState>,
    answer: Evaluated,
    is_settled: RwSignal<bool>,
    is_typed: RwSignal<bool>,
) -> AnyView {
    let library = use_library();
    let searches = use_searches();
    let typing = use_navigation().typing();
    let is_spoken = move || is_settled.get() && !typing.get();
    let sentence = text(move || {
        answer.with(|answer| match answer {
            // Of what was asked: what is being asked has no answer yet.
            Some(page) => state.with_untracked(|state| {
                library.with_catalog(|catalog| scope_sentence(&state.request, page, catalog))
            }),
            None => "Opening the corpus…".to_owned(),
        })
    });
    let said = text(move || match is_typed.get() && is_settled.get() {
        true => answer.with(|answer| {
            answer
                .as_ref()
                .map(|page| counted(page.total.statements, "statement", "statements"))
                .unwrap_or_default()
        }),
        false => String::new(),
    });
    let save = move || {
        let is_saved = Memo::new(move |_| state.with(|state| searches.is_saved(state)));
        let name = text(move || {
            if is_saved.get() { "Saved: forget this search" } else { "Save this search" }.to_owned()
        });
        view! {
            <button type="button" class="icon-button scope__save" aria-label=name title=name
                aria-pressed=text(move || is_saved.get().to_string())
                on:click=move |_| searches.toggle(&state.get_untracked())>
                <Icon name=IconName::Star />
            </button>
        }
        .into_any()
    };
    view! {
        <div class="scope">
            <p id="scope" role="status" tabindex="-1"
                aria-live=text(move || if is_spoken() { "polite" } else { "off" }.to_owned())>{sentence}</p>
            {when(move || state.with(|state| !state.is_everything()), save)}
            <span class="visually-hidden" aria-live="polite">{said}</span>
            {saved()}
        </div>
    }
    .into_any()
}

/// For instance `14 of 37 statements with root and causes, by Sergey Lavrov, from Oct 2024; 31 hits in 20 passages`.
pub fn scope_sentence(request: &Request, answer: &Page, catalog: &Catalog) -> String {
    let total = answer.total;
    let narrowed = !request.filters.is_empty() || !request.text.trim().is_empty();
    let mut sentence = if narrowed {
        format!("{} of {}", number(total.statements), counted(answer.corpus_size, "statement", "statements"))
    } else {
        counted(answer.corpus_size, "statement", "statements")
    };
    let words = &answer.explanation;
    if !words.is_empty() {
        sentence.push(' ');
        sentence.push_str(words);
    }
    for clause in filter_clauses(&request.filters, catalog) {
        sentence.push_str(", ");
        sentence.push_str(&clause);
    }
    sentence.push_str(&total.uncertain_in_words(number));
    if total.hits > 0 {
        let hits = counted(total.hits, "hit", "hits");
        sentence.push_str(&format!("; {hits} in {}", counted(total.passages, "passage", "passages")));
    }
    sentence
}

/// The label of a facet value; its id where the corpus does not know it.
pub fn label(catalog: &Catalog, field: Field, id: &str) -> String {
    catalog.value(field, id).map_or_else(|| id.to_owned(), |value| value.label.clone())
}
