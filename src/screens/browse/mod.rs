//! Browse: words and filters on one side, statements on the other, one query behind both.

mod asking;
mod chart;
mod chips;
mod choice_bar;
mod dates;
mod export;
mod facet_value;
mod facets;
mod filters;
mod follow;
mod groups;
mod lines;
mod nothing;
mod pane;
mod pane_view;
mod picked;
mod query_notes;
mod questions;
mod result_item;
mod results;
mod scope;
pub(super) mod searches;
mod shows;
pub(super) mod start;
pub(super) mod suggest;
mod timeline;
mod undo;
mod view_switch;

use crate::components::{Notice, NoticeKind, Steps, dynamic, flag, text, when};
use crate::routes::{BrowseState, Route, View};
use crate::screens::share::share;
use crate::state::{Library, use_library, use_navigation};
use demarche_search::{Field, Page, Request, Row, Totals};
use leptos::prelude::*;

pub use filters::{BUTTON_ID, FILTERS_ID};
pub use start::provide_start;

/// The evaluated query; `None` until the first one is there.
type Evaluated = RwSignal<Option<Page>>;

/// The statements in the list: those of the last answer that had any, so that the list does not blink while a word is
/// being typed.
#[derive(Default)]
struct Listed {
    rows: Vec<Row>,
    /// What they were found by.
    found: Request,
    /// Whether any answer is there.
    is_here: bool,
}

/// The state of this screen as a memo: other screens' addresses leave it as it was.
fn browse_state() -> Memo<BrowseState> {
    let navigation = use_navigation();
    let route = navigation.route();
    Memo::new(move |before: Option<&BrowseState>| match route.get() {
        Route::Browse(state) => state,
        _ => before.cloned().unwrap_or_default(),
    })
}

/// What is known before the first answer: everything, where nothing narrows it.
fn first_page(library: Library, state: &BrowseState) -> Option<Page> {
    let statements = library.with_pack(|pack| pack.statements().len());
    state.is_everything().then(|| Page {
        total: Totals { statements, ..Totals::default() },
        corpus_size: statements,
        facets: Field::ALL.map(|field| library.with_catalog(|catalog| catalog.all_counts(field))).into(),
        timeline: library.with_catalog(|catalog| catalog.calendar().count_all()),
        text: state.request.text.clone(),
        is_empty: true,
        explanation: String::new(),
        diagnostics: Vec::new(),
        unmatched: Vec::new(),
        rows: Vec::new(),
    })
}

/// The screen.
#[component]
pub fn Browse() -> impl IntoView {
    let library = use_library();
    let state = browse_state();
    let steps = expect_context::<Steps>();
    let asking = asking::Asking::new(state);
    let asking::Asking { request, answer, listed, drawn, failed, is_pending, .. } = asking;
    let (is_settled, is_typed) = (RwSignal::new(true), RwSignal::new(false));
    let undo = undo::Undo::new();
    let pane = pane::Pane::new(state, listed);
    follow::follow(state, request, is_settled, is_typed);
    let trouble = move || match failed.get() {
        Some(reason) => view! {
            <Notice kind=NoticeKind::Warning title="The corpus could not be searched"><p>{reason}</p></Notice>
        }
        .into_any(),
        None => ().into_any(),
    };
    let is_nothing =
        move || answer.with(|answer| answer.as_ref().is_some_and(|page| page.total.statements == 0));
    // Until there is any answer, how much is said of it is not known, and what stands below would move.
    let is_opening = flag(move || answer.with(Option::is_none) && failed.with(Option::is_none));
    // While a word is being typed that finds nothing yet, the last results stay.
    let is_stale = Memo::new(move |_| is_nothing() && !is_settled.get());
    let is_told = Memo::new(move |_| is_nothing() && is_settled.get());
    let told = move || {
        let page = answer
            .with(|answer| answer.as_ref().map(|page| (page.explanation.clone(), page.unmatched.clone())));
        let (explanation, unmatched) = page.unwrap_or_default();
        nothing::nothing(library, &state.get(), &explanation, unmatched)
    };
    let shows = move || {
        let sentence = |page: &Page| state.with(|state| shows::shows(library, state, page));
        answer.with(|answer| answer.as_ref().map(sentence)).unwrap_or_default()
    };
    let shown = move || {
        view! {
            <div class="browse__views">
                {view_switch::view_switch(state)}
                <export::Export state answer />
                {share(shows)}
            </div>
            {view_switch::viewed(state, move |shown| match shown {
                View::List => results::results(state, answer, listed, drawn, pane),
                View::Concordance => view! { <lines::Concordance state /> }.into_any(),
                View::Chart => view! { <chart::Chart state /> }.into_any(),
                View::Groups => view! { <groups::Groups state answer /> }.into_any(),
            })}
        }
        .into_any()
    };
    let said = move || {
        view! {
            {scope::scope(state, answer, is_settled, is_typed)}
            {timeline::timeline(state, answer, undo)}
            {query_notes::query_notes(state, answer, is_settled)}
            {chips::chips(state, undo)}
        }
        .into_any()
    };
    let found = move || {
        view! {
            {when(move || is_told.get(), move || dynamic(told))}
            {when(move || !is_told.get(), shown)}
            <choice_bar::ChoiceBar state />
        }
        .into_any()
    };
    let ask = move || {
        asking.begin();
        ().into_any()
    };
    view! {
        {steps.part(7, ask)}
        {steps.part(3, move || start::start(state))}
        <div class="browse" class:browse--panes=flag(move || pane.is_shown.get())>
            {steps.part(4, move || filters::filters(state, answer, undo))}
            <section id="found" class="browse__results" aria-label="Found" tabindex="-1"
                class:browse__results--pending=is_pending class:browse__results--stale=is_stale
                class:browse__results--opening=is_opening
                aria-busy=text(move || is_pending.get().to_string())>
                {dynamic(trouble)}
                {steps.part(5, said)}
                {steps.part(6, found)}
            </section>
            {pane.view()}
        </div>
    }
}
