//! The drawing: grid, lines, points, labels, and the legend.
//!
//! Lines are drawn in a plane of 10,000 × 10,000 that is stretched to the room there is; points, ticks and words stand
//! at percentages, so that they are never distorted and the page measures nothing. A line has one stop for the Tab
//! key; from there the arrow keys lead on.

use super::Shown;
use super::figures::{self, Scale, apart, labelled, middle, percent, period_number, thousandths};
use super::links;
use crate::browser;
use crate::components::text;
use crate::messages::counted;
use demarche_search::trend::{Point, Series};
use demarche_search::{Tally, Unit};
use leptos::prelude::*;

/// Colour and dash of each line, by class.
const LINES: [&str; figures::MOST_LINES] =
    ["line line--1", "line line--2", "line line--3", "line line--4", "line line--5", "line line--6"];

/// The shape of each line's points, around 0.
const SHAPES: [&str; figures::MOST_LINES] = [
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
    "M-3.6-3.6h7.2v7.2h-7.2z",
    "M0-5 5 3.7H-5z",
    "M0-5.5 5.5 0 0 5.5-5.5 0z",
    "M0 5 5-3.7H-5z",
    "M-4.5-4.5h9l-9 9h9z",
];

/// Two labels at the ends of lines stand this far apart at least, in hundredths of a percent of the height.
const LABEL_GAP: u64 = 640;

/// More periods than this get small points.
const DENSE: usize = 48;

/// Said while no point is pointed at.
const HINT: &str = "Every point opens the statements it counts. Arrow keys lead from point to point.";

/// The lines of the chart by name, each a link to all it counts.
pub fn legend(shown: &Shown) -> AnyView {
    let entries = shown.trend.series.iter().enumerate().map(|(at, series)| {
        let mut hits = 0_usize;
        let mut statements = 0_usize;
        let tallies = series.points.iter().map(|point| point.tally);
        for tally in tallies.chain([series.undated, series.undated_finer]) {
            hits += tally.hits as usize;
            statements += tally.statements as usize;
        }
        let statements = counted(statements, "statement", "statements");
        let told = if hits == 0 { statements } else { format!("{} in {statements}", counted(hits, "hit", "hits")) };
        view! {
            <li class="legend__line">
                <svg class="legend__key" aria-hidden="true" viewBox="-16 -8 32 16">
                    <g class=LINES[at % LINES.len()]>
                        <path class="line__path" d="M-16 0H16" />
                        <path class="line__shape" d=SHAPES[at % SHAPES.len()] />
                    </g>
                </svg>
                <a href=links::of_series(shown, series)>{series.label.clone()}</a>
                <span class="legend__count">{told}</span>
            </li>
        }
        .into_any()
    });
    view! { <ul class="legend" aria-label="Lines of the chart">{entries.collect::<Vec<_>>()}</ul> }.into_any()
}

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

/// The element of a point.
fn point_id(line: usize, at: usize) -> String {
    format!("point-{line}-{at}")
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

/// All lines with their points, and their names at their ends.
fn lines(shown: &Shown, scale: &Scale) -> AnyView {
    let series = &shown.trend.series;
    let drawn: Vec<AnyView> = series.iter().enumerate().map(|(at, one)| line(shown, scale, at, one)).collect();
    let place = |tally: Tally| shown.counted.value(tally).map(|value| scale.place(value));
    let ends: Vec<u64> = series
        .iter()
        .map(|one| one.points.iter().rev().find_map(|point| place(point.tally)).unwrap_or(figures::WHOLE))
        .collect();
    let names = apart(&ends, LABEL_GAP).into_iter().zip(series).enumerate().map(|(at, (y, one))| {
        view! {
            <g class=LINES[at % LINES.len()]>
                <text class="line__name" x="100%" dx="8" dy="0.32em" y=percent(y)>{shortened(&one.label)}</text>
            </g>
        }
        .into_any()
    });
    let names: Vec<AnyView> = if series.len() > 1 { names.collect() } else { Vec::new() };
    view! { <g><g>{drawn}</g><g aria-hidden="true">{names}</g></g> }.into_any()
}

/// One line: what is sound, what is thin, and a link a point.
fn line(shown: &Shown, scale: &Scale, number: usize, series: &Series) -> AnyView {
    let len = series.points.len();
    let place = |at: usize, point: &Point| {
        let value = shown.counted.value(point.tally)?;
        Some((middle(at, len), scale.place(value), point.tally.is_thin()))
    };
    let mut paths = [Path::default(), Path::default()];
    let mut before = None;
    let mut links = Vec::new();
    let last = series.points.iter().rposition(|point| shown.counted.value(point.tally).is_some());
    for (at, point) in series.points.iter().enumerate() {
        let here = place(at, point);
        if let (Some((x0, y0, thin0)), Some((x, y, thin))) = (before, here) {
            paths[usize::from(thin0 || thin)].add((x0, y0), (x, y));
        }
        if let Some((x, y, thin)) = here {
            // The newest point is the way in.
            let tab = if Some(at) == last { "0" } else { "-1" };
            let few = if thin { "; few statements" } else { "" };
            let label = format!("{}, {}: {}{few}", series.label, point.period, shown.counted.sentence(point.tally));
            links.push(view! {
                <svg class="line__place" x=percent(x) y=percent(y) overflow="visible">
                    <a id=point_id(number, at) href=links::of_point(shown, series, point) aria-label=label tabindex=tab
                        class="line__point" class:line__point--thin=thin>
                        <circle class="line__room" r="9" />
                        <path class="line__shape" d=SHAPES[number % SHAPES.len()] />
                    </a>
                </svg>
            }
            .into_any());
        }
        before = here;
    }
    let [sound, thin] = paths.map(|path| path.d);
    view! {
        <g class=LINES[number % LINES.len()]>
            <svg viewBox="0 0 10000 10000" preserveAspectRatio="none" width="100%" height="100%" overflow="visible" aria-hidden="true">
                <path class="line__path" d=sound />
                <path class="line__path line__path--thin" d=thin />
            </svg>
            {links}
        </g>
    }
    .into_any()
}

/// The data of a path that goes on where the last piece ended.
#[derive(Default)]
struct Path {
    d: String,
    end: Option<(u64, u64)>,
}

impl Path {
    fn add(&mut self, from: (u64, u64), to: (u64, u64)) {
        if self.end != Some(from) {
            self.d += &format!("M{} {}", from.0, from.1);
        }
        self.d += &format!("L{} {}", to.0, to.1);
        self.end = Some(to);
    }
}

/// A name that fits beside the drawing.
fn shortened(label: &str) -> String {
    const MOST: usize = 16;
    if label.chars().count() <= MOST {
        return label.to_owned();
    }
    label.chars().take(MOST - 1).chain(['…']).collect()
}
