//! Periods: months, quarters and years as numbers in a row, and which of them suits some dates.
//!
//! Lives here: what the chart and the timeline count by. Does not live here: counting ([`crate::trend`],
//! [`crate::timeline`]).

use demarche_corpus::PartialDate;
use serde::{Deserialize, Serialize};

/// Up to so many months between first and last statement, the unit is a month.
const MONTHS_BY_MONTH: u32 = 36;
/// Up to so many, a quarter; beyond that a year.
const MONTHS_BY_QUARTER: u32 = 144;
/// No chart has more points than this a series: the unit becomes coarser.
const MOST_PERIODS: u32 = 1_200;

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Unit {
    /// A month.
    Month,
    /// Three months, from January on.
    Quarter,
    /// A year.
    Year,
}

impl Unit {
    /// All units, finest first.
    pub const ALL: [Unit; 3] = [Unit::Month, Unit::Quarter, Unit::Year];

    /// The name used in URLs and by the command, and the word for it.
    pub fn id(self) -> &'static str {
        match self {
            Unit::Month => "month",
            Unit::Quarter => "quarter",
            Unit::Year => "year",
        }
    }

    /// The unit with this id.
    pub fn from_id(id: &str) -> Option<Unit> {
        Unit::ALL.into_iter().find(|unit| unit.id() == id)
    }

    /// How many there are in a year.
    fn a_year(self) -> u32 {
        match self {
            Unit::Month => 12,
            Unit::Quarter => 4,
            Unit::Year => 1,
        }
    }

    /// The number of the period that a date lies in; `None` where the date is too coarse to tell.
    pub(crate) fn period(self, date: PartialDate) -> Option<u32> {
        let month = match (self, date.month()) {
            (Unit::Year, _) => 1,
            (_, month) => month?,
        };
        Some(self.holding(u32::from(date.year()), u32::from(month)))
    }

    /// The number of the period that holds a month of a year.
    pub(crate) fn holding(self, year: u32, month: u32) -> u32 {
        year * self.a_year() + (month - 1) * self.a_year() / 12
    }

    /// The first and the last month of a period; of a year, the year.
    pub(crate) fn ends(self, period: u32) -> (Option<PartialDate>, Option<PartialDate>) {
        let year = (period / self.a_year()) as u16;
        let first = (period % self.a_year() * (12 / self.a_year())) as u8 + 1;
        let date = |month: u8| PartialDate::new(year, (self != Unit::Year).then_some(month), None);
        (date(first), date(first + if self == Unit::Quarter { 2 } else { 0 }))
    }

    /// How a period is called: `Nov 2024`, `2024 Q4`, `2024`.
    pub(crate) fn label(self, period: u32) -> String {
        match self {
            Unit::Quarter => format!("{} Q{}", period / 4, period % 4 + 1),
            _ => self.ends(period).0.map(PartialDate::display).unwrap_or_default(),
        }
    }
}

/// The unit asked for, or the one that fits the time between the first and the last date; a coarser one where most dates
/// are known by their year alone, or where there would be too many periods.
pub(crate) fn fitting_unit(dates: &[PartialDate], wanted: Option<Unit>) -> Unit {
    let months = |day: u32| day / 10_000 * 12 + day / 100 % 100;
    let first = dates.iter().map(|date| months(date.first_day())).min().unwrap_or(0);
    let last = dates.iter().map(|date| months(date.last_day())).max().unwrap_or(0);
    let span = last - first + 1;
    let by_year = dates.iter().filter(|date| date.month().is_none()).count();
    let chosen = wanted.unwrap_or(match by_year * 2 > dates.len() {
        true => Unit::Year,
        false if span <= MONTHS_BY_MONTH => Unit::Month,
        false if span <= MONTHS_BY_QUARTER => Unit::Quarter,
        false => Unit::Year,
    });
    let fits = |unit: &Unit| *unit >= chosen && span / (12 / unit.a_year()) <= MOST_PERIODS;
    Unit::ALL.into_iter().find(fits).unwrap_or(Unit::Year)
}
