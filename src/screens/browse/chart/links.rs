//! Addresses of what a chart counts.

use super::Shown;
use crate::routes::{BrowseState, ChartState, Route, View};
use demarche_corpus::PartialDate;
use demarche_search::trend::{Point, Series};

/// The list of what a whole line counts.
pub fn of_series(shown: &Shown, series: &Series) -> String {
    Route::Browse(list(shown, series)).href()
}

/// The list of what a point counts: the line's, narrowed to the period, and to the filters' dates where these are
/// narrower.
pub fn of_point(shown: &Shown, series: &Series, point: &Point) -> String {
    let mut state = list(shown, series);
    let filters = &mut state.request.filters;
    let from = PartialDate::parse(&point.from);
    let to = PartialDate::parse(&point.to);
    let is_later = |one: PartialDate, other: PartialDate| one.first_day() > other.first_day();
    let is_earlier = |one: PartialDate, other: PartialDate| one.last_day() < other.last_day();
    filters.from = narrower(filters.from, from, is_later);
    filters.to = narrower(filters.to, to, is_earlier);
    Route::Browse(state).href()
}

fn list(shown: &Shown, series: &Series) -> BrowseState {
    let mut state = shown.state.with_text(&series.query).with_view(View::List);
    state.chart = ChartState::default();
    state
}

fn narrower(
    one: Option<PartialDate>,
    other: Option<PartialDate>,
    wins: impl Fn(PartialDate, PartialDate) -> bool,
) -> Option<PartialDate> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if wins(one, other) { one } else { other }),
        (one, other) => one.or(other),
    }
}
