//! The figures of a chart as a table: a row a period, a column a line.

use super::{Shown, links};
use crate::messages::number;
use demarche_search::trend::{Point, Series};
use leptos::prelude::*;

/// The table. Every number that counted something is a link to it.
pub fn table(shown: &Shown) -> AnyView {
    let series = &shown.trend.series;
    let heads: Vec<_> = series.iter().map(|one| view! { <th scope="col">{one.label.clone()}</th> }).collect();
    let Some(first) = series.first() else { return ().into_any() };
    let rows: Vec<_> = first
        .points
        .iter()
        .enumerate()
        .map(|(at, point)| {
            let cells = series.iter().filter_map(|one| Some(cell(shown, one, one.points.get(at)?)));
            let cells: Vec<AnyView> = cells.collect();
            view! { <tr><th scope="row">{point.period.clone()}</th>{cells}</tr> }.into_any()
        })
        .collect();
    view! {
        <div class="figures" role="region" aria-label="Figures of the chart" tabindex="0">
            <table class="figures__table">
                <caption class="visually-hidden">{shown.counted.label()}", with the statements they were counted in"</caption>
                <thead><tr><th scope="col">"Period"</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn cell(shown: &Shown, series: &Series, point: &Point) -> AnyView {
    let Some(value) = shown.counted.value(point.tally) else {
        return view! { <td class="figures__none">"no statement"</td> }.into_any();
    };
    let tally = point.tally;
    let href = links::of_point(shown, series, point);
    let scope =
        format!(" in {} of {}", number(tally.statements as usize), number(tally.scope_statements as usize));
    view! {
        <td class:figures__thin=tally.is_thin()>
            <a href=href aria-label=format!("{}, {}: {}", series.label, point.period, shown.counted.sentence(tally))>
                {super::figures::thousandths(value)}
            </a>
            <span class="figures__scope">{scope}</span>
        </td>
    }
    .into_any()
}
