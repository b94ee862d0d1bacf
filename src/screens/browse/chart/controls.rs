//! What the reader sets on a chart: terms, lines, periods, measure. All of it is in the address.

use crate::browser::History;
use crate::components::{text, when};
use crate::routes::{BrowseState, CHART_FIELDS, ChartState, Measure, Route};
use crate::state::use_navigation;
use demarche_search::{Field, Unit};
use leptos::prelude::*;

/// The controls above the chart.
#[component]
pub fn Controls(
    /// The state of the screen.
    state: Memo<BrowseState>,
) -> impl IntoView {
    let navigation = use_navigation();
    let change = move |change: &dyn Fn(&mut ChartState)| {
        let mut next = navigation.browse_untracked();
        change(&mut next.chart);
        navigation.visit(Route::Browse(next), History::Push);
    };
    let of = move |value: fn(&ChartState) -> &'static str| {
        text(move || state.with(|state| value(&state.chart).to_owned()))
    };
    let stands_in = move || {
        state.with(|state| !state.chart.series.trim().is_empty() && !state.request.text.trim().is_empty())
    };
    let one_for: Vec<(&str, &str)> = [("", "all together")]
        .into_iter()
        .chain(CHART_FIELDS.map(|field| (field.id(), field.label())))
        .collect();
    let units = vec![("", "as fits"), ("month", "month"), ("quarter", "quarter"), ("year", "year")];
    let measures =
        vec![("hits", "number of hits"), ("per10k", "per 10,000 words"), ("share", "share of statements")];
    view! {
        <div class="chart-set">
            <p class="chart-set__part chart-set__terms">
                <label for="chart-terms">"Compare terms: write a | between them"</label>
                <input id="chart-terms" class="chart-set__field" type="text" autocomplete="off" spellcheck="false"
                    placeholder="peace | \"root causes\""
                    prop:value=text(move || state.with(|state| state.chart.series.clone()))
                    on:change:target=move |event| {
                        let typed = event.target().value();
                        change(&|chart| chart.series = typed.trim().to_owned());
                    } />
                {when(stands_in, || view! { <span>"The terms stand in for the words in the search box."</span> }.into_any())}
            </p>
            {choice("chart-by", "One line for", one_for, of(|chart| chart.by.map_or("", Field::id)),
                Callback::new(move |id: String| change(&|chart| chart.by = Field::from_id(&id))))}
            {choice("chart-unit", "Each point", units, of(|chart| chart.unit.map_or("", Unit::id)),
                Callback::new(move |id: String| change(&|chart| chart.unit = Unit::from_id(&id))))}
            {choice("chart-measure", "Measure", measures, of(|chart| chart.measure.id()),
                Callback::new(move |id: String| change(&|chart| chart.measure = Measure::from_id(&id))))}
        </div>
    }
}

/// A labelled choice among a few values.
fn choice(
    id: &'static str,
    label: &'static str,
    options: Vec<(&'static str, &'static str)>,
    present: Signal<String>,
    set: Callback<String>,
) -> AnyView {
    let options: Vec<_> = options
        .into_iter()
        .map(|(value, name)| {
            let is_here = present.with_untracked(|present| present == value);
            view! { <option value=value selected=is_here>{name}</option> }
        })
        .collect();
    view! {
        <p class="chart-set__part">
            <label for=id>{label}</label>
            <select id=id class="chart-set__field" prop:value=present
                on:change:target=move |event| set.run(event.target().value())>
                {options}
            </select>
        </p>
    }
    .into_any()
}
