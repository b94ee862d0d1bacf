//! The chart: hits through time, a line a term or a group, each point a link to what it counts.
//!
//! Lives here: asking for the trend, and the parts around the drawing. Does not live here: counting
//! (`demarche_search::trend`), the figures' form ([`figures`]), the drawing ([`plot`]), the [`table`].

mod controls;
mod figures;
mod legend;
mod line;
mod links;
mod plot;
mod table;

use crate::browser;
use crate::components::{Notice, NoticeKind, dynamic, text, when};
use crate::messages::{counted, number};
use crate::routes::BrowseState;
use crate::state::{Lane, use_library};
use demarche_search::{Question, Reply, Tally, Trend, TrendRequest, TrendSeries, Unit};
use figures::{Counted, MOST_LINES};
use leptos::prelude::*;

/// How many milliseconds without a further change the chart waits for before it follows.
const PAUSE: i32 = 150;

/// A trend as asked for and counted: links are made of the filters it was counted with.
#[derive(Clone, PartialEq)]
struct Shown {
    state: BrowseState,
    trend: Trend,
    counted: Counted,
}

/// What the state of the screen asks for.
pub fn trend_request(state: &BrowseState) -> TrendRequest {
    let chart = &state.chart;
    let terms: Vec<&str> =
        chart.series.split('|').map(str::trim).filter(|term| !term.is_empty()).take(MOST_LINES).collect();
    let series = match chart.by {
        _ if !terms.is_empty() => TrendSeries::Terms(terms.join("|")),
        Some(field) => TrendSeries::Group { field, top: MOST_LINES as u8 - 1 },
        None => TrendSeries::Whole,
    };
    TrendRequest { request: state.request.clone(), series, unit: chart.unit }
}

/// The chart with its controls.
#[component]
pub fn Chart(
    /// The state of the screen.
    state: Memo<BrowseState>,
) -> impl IntoView {
    let library = use_library();
    let trend: RwSignal<Option<Result<(BrowseState, Trend), String>>> = RwSignal::new(None);
    let wanted = Memo::new(move |_| state.with(trend_request));
    let ask = move |request: TrendRequest| {
        let request = Box::new(request);
        let asked_for = state.get_untracked();
        library.ask(Lane::Chart, Question::Trend(request), move |reply| {
            let found = match reply {
                Ok(Reply::Trend(trend)) => Ok((asked_for, *trend)),
                Ok(_) => return,
                Err(reason) => Err(reason),
            };
            // The reader may have gone to another view meanwhile.
            let _ = trend.try_set(Some(found));
        });
    };
    // Hundreds of points are not drawn anew at every letter: only once the reader pauses.
    Effect::new(move |before: Option<()>| {
        let request = wanted.get();
        if before.is_none() {
            return ask(request);
        }
        browser::after(PAUSE, move || {
            if wanted.try_get_untracked().as_ref() == Some(&request) {
                ask(request);
            }
        });
    });
    let measure = Memo::new(move |_| state.with(|state| state.chart.measure));
    let is_open = RwSignal::new(false);
    let drawn = move || match trend.get() {
        None => view! { <p class="chart__note">"Counting…"</p> }.into_any(),
        Some(Err(reason)) => view! {
            <Notice kind=NoticeKind::Warning title="The chart could not be drawn"><p>{reason}</p></Notice>
        }
        .into_any(),
        Some(Ok((state, trend))) => {
            let counted = Counted::of(&trend, measure.get());
            figure(Shown { state, trend, counted }, is_open)
        }
    };
    view! {
        <controls::Controls state />
        {dynamic(drawn)}
    }
}

/// The drawing with what has to be said about it, and the same figures as a table.
fn figure(shown: Shown, is_open: RwSignal<bool>) -> AnyView {
    let note = |note: String| view! { <p class="chart__note">{note}</p> };
    // What was not understood stands before what is drawn of the rest.
    let first: Vec<_> = shown.trend.notes.iter().cloned().map(note).collect();
    let notes: Vec<_> = said_besides(&shown).into_iter().map(note).collect();
    let has_points = shown.trend.series.iter().any(|series| !series.points.is_empty());
    if !has_points {
        return view! {
            <Notice kind=NoticeKind::Plain title="Nothing to draw: no statement in scope has a date">{first}{notes}</Notice>
        }
        .into_any();
    }
    let name = chart_name(&shown);
    let caption = name.clone();
    let figure_name = name.clone();
    let shown = StoredValue::new(shown);
    view! {
        {first}
        <figure class="chart" aria-label=figure_name>
            <figcaption class="chart__name">{caption}</figcaption>
            {shown.with_value(legend::legend)}
            {plot::plot(shown, name)}
            {notes}
            <button type="button" class="button chart__switch" aria-expanded=text(move || is_open.get().to_string())
                on:click=move |_| is_open.update(|open| *open = !*open)>
                {text(move || if is_open.get() { "Hide the table".to_owned() } else { "Show as table".to_owned() })}
            </button>
            {when(move || is_open.get(), move || shown.with_value(table::table))}
        </figure>
    }
    .into_any()
}

/// For instance `Hits by month, Sep 2024 to Oct 2025; 1 to 9 statements a month`.
fn chart_name(shown: &Shown) -> String {
    let unit = match shown.trend.unit {
        Unit::Month => "month",
        Unit::Quarter => "quarter",
        Unit::Year => "year",
    };
    let points = shown.trend.series.iter().flat_map(|series| &series.points);
    let scopes = points.clone().map(|point| point.tally.scope_statements as usize);
    let (least, most) = (scopes.clone().min().unwrap_or(0), scopes.max().unwrap_or(0));
    let first = shown.trend.series.first().map_or(&[][..], |series| &series.points);
    let span = match first {
        [] => String::new(),
        [one] => one.period.clone(),
        [one, .., last] => format!("{} to {}", one.period, last.period),
    };
    let scope = if least == most { String::new() } else { format!("{} to ", number(least)) };
    let statements = counted(most, "statement", "statements");
    format!("{} by {unit}, {span}; {scope}{statements} a {unit}", shown.counted.name())
}

/// What the points do not show.
fn said_besides(shown: &Shown) -> Vec<String> {
    let mut said = Vec::new();
    let mut points = shown.trend.series.iter().flat_map(|series| &series.points);
    if points.any(|point| point.tally.scope_statements > 0 && point.tally.is_thin()) {
        let thin = demarche_search::trend::THIN;
        said.push(format!(
            "Hollow points and dotted lines: fewer than {thin} statements, too few to read much into."
        ));
    }
    let most = |tally: fn(&demarche_search::trend::Series) -> Tally| {
        shown.trend.series.iter().map(|series| tally(series).scope_statements).max().unwrap_or(0) as usize
    };
    let coarse = most(|series| series.undated_finer);
    if coarse > 0 {
        let statements = counted(coarse, "statement is dated", "statements are dated");
        said.push(format!(
            "{statements} less finely than this; no point counts them, though its list may hold them."
        ));
    }
    let undated = most(|series| series.undated);
    if undated > 0 {
        said.push(format!("{} no date.", counted(undated, "statement has", "statements have")));
    }
    if !shown.state.chart.series.trim().is_empty() {
        let terms = shown.state.chart.series.split('|').filter(|term| !term.trim().is_empty()).count();
        if terms > MOST_LINES {
            said.push(format!("Only the first {MOST_LINES} of {terms} terms are drawn."));
        }
    }
    said
}
