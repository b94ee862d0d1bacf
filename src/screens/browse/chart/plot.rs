//! The frame of the drawing: grid, labels, keys, and the sentence of the point that is pointed at.
//!
//! Lines are drawn in a plane of 10,000 × 10,000 that is stretched to the room there is; points, ticks and words stand
//! at percentages, so that they are never distorted and the page measures nothing. A line has one stop for the Tab
//! key; from there the arrow keys lead on.

use super::Shown;
use super::figures::{Scale, labelled, middle, percent, period_number, thousandths};
use super::line::{lines, point_id};
use crate::browser;
use crate::components::text;
use demarche_search::Unit;
use leptos::prelude::*;

/// More periods than this get small points.
const DENSE: usize = 48;

/// Said while no point is pointed at.
const HINT: &str = "Every point opens the statements it counts. Arrow keys lead from point to point.";

/// The drawing with the sentence of the point that is pointed at below it.
pub fn plot(stored: StoredValue<Shown>, name: String) -> AnyView {
    let pointed = RwSignal::new(String::new());
    let point_at = move |event: &leptos::ev::Event| {
        if let Some((_, label)) = browser::link_at(event) {
            pointed.set(label);
        }
    };
    let pressed = move |event: leptos::ev::KeyboardEvent| {
        let Some((id, _)) = browser::link_at(&event) else { return };
        if stored.with_value(|shown| step(shown, &id, &event.key())) {
            event.prevent_default();
        }
    };
    let readout = text(move || {
        let label = pointed.get();
        if label.is_empty() { HINT.to_owned() } else { label }
    });
    let (grid, lines, is_dense) = stored.with_value(|shown| {
        let periods = shown.trend.series.first().map_or(0, |series| series.points.len());
        let values = shown.trend.series.iter().flat_map(|series| &series.points);
        let largest = values.filter_map(|point| shown.counted.value(point.tally)).max().unwrap_or(0);
        let scale = Scale::up_to(largest, shown.counted);
        (grid(shown, &scale), lines(shown, &scale), periods > DENSE)
    });
    view! {
        <p class="chart__axis" aria-hidden="true">{stored.with_value(|shown| shown.counted.label())}</p>
        <svg class="plot" class:plot--dense=is_dense role="group" aria-label=name
            on:mouseover=move |event| point_at(&event) on:focusin=move |event| point_at(&event) on:keydown=pressed>
            {grid}
            {lines}
        </svg>
        <p class="chart__readout" aria-hidden="true">{readout}</p>
    }
    .into_any()
}

/// Moves the focus by an arrow key; whether the key was one.
fn step(shown: &Shown, id: &str, key: &str) -> bool {
    let mut numbers = id.split('-').filter_map(|part| part.parse::<usize>().ok());
    let (Some(line), Some(at)) = (numbers.next(), numbers.next()) else { return false };
    let lines = shown.trend.series.len();
    let periods = shown.trend.series.first().map_or(0, |series| series.points.len());
    // Whether there was one to move to: at the end, the key does nothing.
    let _ = match key {
        // The next one there is: some periods have no point.
        "ArrowRight" => (at + 1..periods).any(|at| browser::focus_if_there(&point_id(line, at))),
        "ArrowLeft" => (0..at).rev().any(|at| browser::focus_if_there(&point_id(line, at))),
        "ArrowDown" => (line + 1..lines).any(|line| browser::focus_if_there(&point_id(line, at))),
        "ArrowUp" => (0..line).rev().any(|line| browser::focus_if_there(&point_id(line, at))),
        "Home" => (0..periods).any(|at| browser::focus_if_there(&point_id(line, at))),
        "End" => (0..periods).rev().any(|at| browser::focus_if_there(&point_id(line, at))),
        _ => return false,
    };
    true
}

/// Steps of the values and of time.
fn grid(shown: &Shown, scale: &Scale) -> AnyView {
    let values = scale.steps().map(|value| {
        let y = percent(scale.place(value));
        view! {
            <g>
                <line class="plot__rule" x1="0" x2="100%" y1=y.clone() y2=y.clone() />
                <text class="plot__value" x="0" y=y dx="-8" dy="0.32em">{thousandths(value)}</text>
            </g>
        }
        .into_any()
    });
    let values: Vec<AnyView> = values.collect();
    let a_year = match shown.trend.unit {
        Unit::Month => 12,
        Unit::Quarter => 4,
        Unit::Year => 1,
    };
    let points = shown.trend.series.first().map_or(&[][..], |series| &series.points);
    let first = points.first().map_or(0, |point| period_number(&point.from, a_year));
    let chosen = labelled(first, points.len(), a_year);
    let periods = chosen.into_iter().filter_map(|at| Some((at, points.get(at)?))).map(|(at, point)| {
        let x = percent(middle(at, points.len()));
        view! {
            <g class="plot__tick">
                <line class="plot__mark" x1=x.clone() x2=x.clone() y1="0" y2="100%" />
                <text class="plot__period" x=x y="100%" dy="1.5em">{point.period.clone()}</text>
            </g>
        }
        .into_any()
    });
    let periods: Vec<AnyView> = periods.collect();
    view! { <g aria-hidden="true"><g>{values}</g><g>{periods}</g></g> }.into_any()
}
