//! The lines of the drawing: what is sound, what is thin, a link a point, a name at the end.

use super::figures::{MOST_LINES, Scale, WHOLE, apart, middle, percent};
use super::{Shown, links};
use demarche_search::Tally;
use demarche_search::trend::{Point, Series};
use leptos::prelude::*;

/// Colour and dash of each line, by class.
pub const LINES: [&str; MOST_LINES] = [
    "series series--1",
    "series series--2",
    "series series--3",
    "series series--4",
    "series series--5",
    "series series--6",
];

/// The shape of each line's points, around 0.
pub const SHAPES: [&str; MOST_LINES] = [
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
    "M-3.6-3.6h7.2v7.2h-7.2z",
    "M0-5 5 3.7H-5z",
    "M0-5.5 5.5 0 0 5.5-5.5 0z",
    "M0 5 5-3.7H-5z",
    "M-4.5-4.5h9l-9 9h9z",
];

/// Two labels at the ends of lines stand this far apart at least, in hundredths of a percent of the height.
const LABEL_GAP: u64 = 640;

/// The element of a point.
pub fn point_id(line: usize, at: usize) -> String {
    format!("point-{line}-{at}")
}

/// All lines with their points, and their names at their ends.
pub fn lines(shown: &Shown, scale: &Scale) -> AnyView {
    let series = &shown.trend.series;
    let drawn: Vec<AnyView> =
        series.iter().enumerate().map(|(at, one)| line(shown, scale, at, one)).collect();
    let place = |tally: Tally| shown.counted.value(tally).map(|value| scale.place(value));
    let ends: Vec<u64> = series
        .iter()
        .map(|one| one.points.iter().rev().find_map(|point| place(point.tally)).unwrap_or(WHOLE))
        .collect();
    let names = apart(&ends, LABEL_GAP).into_iter().zip(series).enumerate().map(|(at, (y, one))| {
        view! {
            <g class=LINES[at % LINES.len()]>
                <text class="series__name" x="100%" dx="8" dy="0.32em" y=percent(y)>{shortened(&one.label)}</text>
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
            let label =
                format!("{}, {}: {}{few}", series.label, point.period, shown.counted.sentence(point.tally));
            links.push(view! {
                <svg class="series__place" x=percent(x) y=percent(y)>
                    <a id=point_id(number, at) href=links::of_point(shown, series, point) aria-label=label tabindex=tab
                        class="series__point" class:series__point--thin=thin>
                        <circle class="series__room" r="9" />
                        <path class="series__shape" d=SHAPES[number % SHAPES.len()] />
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
            <svg class="series__plane" viewBox="0 0 10000 10000" preserveAspectRatio="none" aria-hidden="true">
                <path class="series__path" d=sound />
                <path class="series__path series__path--thin" d=thin />
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
