//! Which rows are shown, and how they scroll.

use super::Work;
use super::legend::Legend;
use super::slider::Slider;
use crate::browser::History;
use crate::components::{SIDE_LETTERS, dynamic, flag, maybe, text, unfold, when};
use crate::messages::number;
use crate::routes::{CompareState, Route, RowFilter};
use crate::state::use_navigation;
use leptos::prelude::*;

/// A chip for each kind of row, and the ways to show them.
#[component]
pub fn Controls(
    /// What the screen shares.
    work: Work,
    /// How many texts there are.
    count: usize,
) -> impl IntoView {
    let navigation = use_navigation();
    let state = work.state;
    let offered = RowFilter::offered(count);
    let chips = offered.iter().map(|filter| chip(work, *filter)).collect_view();
    // What the summary led to.
    let other = dynamic(move || match state.with(|state| state.rows) {
        rows if offered.contains(&rows) => ().into_any(),
        rows => chip(work, rows),
    });
    let change = move |change: fn(&mut CompareState, bool), is_set: bool| {
        let mut next = CompareState { passage: None, ..state.get_untracked() };
        change(&mut next, is_set);
        navigation.visit(Route::Compare(next), History::Push);
    };
    let formulae = Memo::new(move |_| {
        work.compared.get().map_or(0, |compared| compared.shown(RowFilter::Formulae, false).len())
    });
    let is_hiding = flag(move || state.with(|state| state.hides_formulae));
    let hide = move || {
        view! {
            <label class="switch">
                <input type="checkbox" prop:checked=is_hiding
                    on:change:target=move |event| change(hide_formulae, event.target().checked()) />
                {text(move || format!("Hide stock formulas ({})", number(formulae.get())))}
            </label>
        }
        .into_any()
    };
    let together = view! {
        <label class="switch">
            <input type="checkbox" prop:checked=flag(move || state.with(|state| !state.is_free))
                on:change:target=move |event| change(|next, is_set| next.is_free = !is_set, event.target().checked()) />
            "Scroll together"
        </label>
    };
    let inside = view! {
        // What is not there need not be hidden.
        {when(move || formulae.get() > 0 || is_hiding.get(), hide)}
        {together}
        <Slider work />
        <h2 class="view__title">"What the marks mean"</h2>
        <Legend count is_for_paper=false />
    };
    view! {
        <div class="compare__controls compare__tools" role="group" aria-label="What is shown">
            <ul class="chips" aria-label="Rows shown">{chips}{other}</ul>
            {unfold("view", "View", inside.into_any())}
        </div>
    }
}

fn hide_formulae(next: &mut CompareState, is_set: bool) {
    next.hides_formulae = is_set;
    if next.rows == RowFilter::Formulae {
        next.rows = RowFilter::All;
    }
}

/// A link to one kind of row, with how many there are.
fn chip(work: Work, filter: RowFilter) -> AnyView {
    let state = work.state;
    let href = text(move || Route::Compare(state.get().with_rows(filter)).href());
    let current = maybe(move || state.with(|state| state.rows == filter).then_some("true"));
    let figure = text(move || {
        let hides = state.with(|state| state.hides_formulae);
        number(work.compared.get().map_or(0, |compared| compared.shown(filter, hides).len()))
    });
    let letter = |side: usize| SIDE_LETTERS.get(side).copied().unwrap_or_default();
    let name = match filter {
        RowFilter::All => "All rows".to_owned(),
        RowFilter::Matched => "Matched".to_owned(),
        RowFilter::Moved => "Moved".to_owned(),
        RowFilter::Differing => "With differences".to_owned(),
        RowFilter::Only(side) => format!("Only {}", letter(side)),
        RowFilter::Paired(two) => format!("{} with {}", letter(two.first), letter(two.second)),
        RowFilter::Alone(side) => format!("Sentences only in {}", letter(side)),
        RowFilter::Formulae => "Stock formulas".to_owned(),
    };
    view! { <li><a class="chip" href=href aria-current=current>{name}" "<span class="figure">{figure}</span></a></li> }
        .into_any()
}
