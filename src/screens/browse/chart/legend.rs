//! The lines of a chart by name, with what each counts in all.

use super::line::{LINES, SHAPES};
use super::{Shown, links};
use crate::messages::counted;
use leptos::prelude::*;

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
        let told =
            if hits == 0 { statements } else { format!("{} in {statements}", counted(hits, "hit", "hits")) };
        view! {
            <li class="legend__line">
                <svg class="legend__key" aria-hidden="true" viewBox="-16 -8 32 16">
                    <g class=LINES[at % LINES.len()]>
                        <path class="series__path" d="M-16 0H16" />
                        <path class="series__shape" d=SHAPES[at % SHAPES.len()] />
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
