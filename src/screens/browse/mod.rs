//! Browse: words and filters on one side, statements on the other, one query behind both.

mod chips;
mod choice_bar;
mod dates;
mod facets;
mod query_notes;
mod result_item;
mod results;
mod scope;

use crate::browser;
use crate::components::{Icon, IconName, text};
use crate::messages::counted;
use crate::routes::{BrowseState, Route};
use crate::state::{use_library, use_navigation};
use demarche_search::Answer;
use leptos::prelude::*;

/// How many statements a page of results shows.
const PAGE_SIZE: usize = 20;

/// The state of this screen as a memo: other screens' addresses leave it as it was.
fn browse_state() -> Memo<BrowseState> {
    let navigation = use_navigation();
    let route = navigation.route();
    Memo::new(move |before: Option<&BrowseState>| match route.get() {
        Route::Browse(state) => state,
        _ => before.cloned().unwrap_or_default(),
    })
}

/// The screen.
#[component]
pub fn Browse() -> impl IntoView {
    let library = use_library();
    let state = browse_state();
    let request = Memo::new(move |_| state.get().request);
    // The one evaluated query object that everything on this screen reads.
    let answer: Memo<Answer> = Memo::new(move |_| library.with(|engine| engine.evaluate(&request.get())));
    let filters_open = RwSignal::new(false);
    let total = move || answer.with(|answer| counted(answer.total.statements, "statement", "statements"));
    view! {
        <h1 class="visually-hidden">"Browse statements"</h1>
        <div class="browse">
            <div class="browse__toggle">
                <button type="button" class="button" aria-expanded=text(move || filters_open.get().to_string())
                    aria-controls="filters" on:click=move |_| filters_open.update(|open| *open = !*open)>
                    <Icon name=IconName::Filter />"Filters"
                </button>
            </div>
            <section id="filters" class="browse__filters" class:browse__filters--open=filters_open aria-label="Filters">
                <facets::Facets state answer />
                <dates::DateRange state />
                <button type="button" class="button button--strong browse__done" on:click=move |_| {
                        filters_open.set(false);
                        browser::focus("main");
                        browser::scroll_to_top();
                    }>
                    {text(move || format!("Show {}", total()))}
                </button>
            </section>
            <section class="browse__results" aria-label="Found">
                <scope::Scope state answer />
                <query_notes::QueryNotes state answer />
                <chips::Chips state answer />
                <results::Results state answer />
                <choice_bar::ChoiceBar state />
            </section>
        </div>
    }
}
