//! Filters: which statements the chosen values and dates leave.
//!
//! Lives here: evaluation of a [`FilterSet`]. Does not live here: counting (`facet`) and words (`evaluate`).

use crate::bits::Bits;
use crate::choices::Choice;
use crate::facet::Catalog;
use crate::request::{Field, FilterSet};
use demarche_corpus::{PartialDate, Statement};

/// The statements that may lie between two days, numbered as `PartialDate::first_day` does. A statement known by
/// month or year counts where any of its days lies inside; one without a date never does.
pub(crate) fn dated(statements: &[Statement], (first, last): (u32, u32)) -> Bits {
    let is_inside = |date: PartialDate| date.first_day() <= last && date.last_day() >= first;
    let inside = statements.iter().zip(0..).filter(|(statement, _)| statement.date.is_some_and(is_inside));
    Bits::of(statements.len(), inside.map(|(_, idx)| idx))
}

/// As [`dated`], without those known by month or year that may lie outside too.
pub(crate) fn surely_dated(statements: &[Statement], (first, last): (u32, u32)) -> Bits {
    let is_inside = |date: PartialDate| date.first_day() >= first && date.last_day() <= last;
    let inside = statements.iter().zip(0..).filter(|(statement, _)| statement.date.is_some_and(is_inside));
    Bits::of(statements.len(), inside.map(|(_, idx)| idx))
}

/// The days that the dates of a filter set leave; `None` for all.
pub(crate) fn days(filters: &FilterSet) -> Option<(u32, u32)> {
    let is_narrow = filters.from.is_some() || filters.to.is_some();
    let days = || {
        (filters.from.map_or(0, PartialDate::first_day), filters.to.map_or(u32::MAX, PartialDate::last_day))
    };
    is_narrow.then(days)
}

/// The statements that the dates of a filter set leave.
pub(crate) fn within_dates(filters: &FilterSet, statements: &[Statement]) -> Bits {
    days(filters).map_or_else(|| Bits::all(statements.len()), |days| dated(statements, days))
}

/// The statements that one field's choice leaves.
pub(crate) fn chosen(catalog: &Catalog, field: Field, choice: &Choice, len: usize) -> Bits {
    let union = |ids: &mut dyn Iterator<Item = &String>| {
        let mut bits = Bits::none(len);
        for value in ids.filter_map(|id| catalog.value(field, id)) {
            bits.or(&value.bits(len));
        }
        bits
    };
    let mut left = match choice.include.is_empty() {
        true => Bits::all(len),
        false => union(&mut choice.include.iter()),
    };
    left.and_not(&union(&mut choice.exclude.iter()));
    left
}
