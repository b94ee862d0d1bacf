//! Browse: words and filters on one side, statements on the other, one query behind both.

mod chart;
mod chips;
mod choice_bar;
mod dates;
mod export;
mod facets;
mod groups;
mod lines;
mod query_notes;
mod result_item;
mod results;
mod scope;
pub(super) mod suggest;
mod view_switch;

use crate::browser;
use crate::components::{Icon, IconName, Notice, NoticeKind, dynamic, text};
use crate::messages::counted;
use crate::routes::{BrowseState, Route, View};
use crate::state::{Lane, use_library, use_navigation};
use demarche_search::Page;
use leptos::prelude::*;

/// How many statements a page of results shows.
const PAGE_SIZE: usize = 20;

/// How many passages a result shows.
const PASSAGES: usize = 2;

/// The evaluated query; `None` until the first one is there.
type Evaluated = RwSignal<Option<Page>>;

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
    // Other views than the list show no statements: only the counts are asked for.
    let place = Memo::new(move |_| state.with(|state| (state.view == View::List).then_some(state.page)));
    // The one evaluated query object that everything on this screen reads. While the next one is on its way, the last
    // one stays, dimmed.
    let answer: Evaluated = RwSignal::new(None);
    let failed: RwSignal<Option<String>> = RwSignal::new(None);
    let is_pending = RwSignal::new(false);
    Effect::new(move |_| {
        let wanted = place.get().map_or((0, 0, 0), |page| (page * PAGE_SIZE, PAGE_SIZE, PASSAGES));
        is_pending.set(true);
        library.search(Lane::Search, request.get(), wanted, move |page| {
            is_pending.set(false);
            failed.set(page.as_ref().err().cloned());
            answer.set(page.ok());
        });
    });
    let filters_open = RwSignal::new(false);
    let total = move || {
        let count = answer.with(|answer| answer.as_ref().map_or(0, |answer| answer.total.statements));
        counted(count, "statement", "statements")
    };
    let trouble = move || match failed.get() {
        Some(reason) => view! {
            <Notice kind=NoticeKind::Warning title="The corpus could not be searched"><p>{reason}</p></Notice>
        }
        .into_any(),
        None => ().into_any(),
    };
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
            <section class="browse__results" aria-label="Found" class:browse__results--pending=is_pending
                aria-busy=text(move || is_pending.get().to_string())>
                {dynamic(trouble)}
                <scope::Scope state answer />
                <query_notes::QueryNotes state answer />
                <chips::Chips state />
                <div class="browse__views">
                    <view_switch::ViewSwitch state />
                    <export::Export state answer />
                </div>
                {view_switch::viewed(state, move |shown| match shown {
                    View::List => view! { <results::Results state answer /> }.into_any(),
                    View::Lines => view! { <lines::Concordance state /> }.into_any(),
                    View::Chart => view! { <chart::Chart state /> }.into_any(),
                    View::Groups => view! { <groups::Groups state answer /> }.into_any(),
                })}
                <choice_bar::ChoiceBar state />
            </section>
        </div>
    }
}
