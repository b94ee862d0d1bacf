//! The timeline: how the statements of an answer spread over the time that the corpus covers, a bar a period.
//!
//! Lives here: which bars a corpus has (made on opening, a byte a statement), counting, and the dates that a stretch of bars
//! stands for. Does not live here: which statements are counted ([`crate::engine`]), drawing. Counting is one pass over the
//! statements counted. The bars are the same for every answer, so that a reader compares what stands at one place.

use crate::bits::Bits;
use crate::periods::{Unit, fitting_unit};
use demarche_corpus::{PartialDate, Statement};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// So many bars are told apart on the smallest screen; a corpus that would have more has several years to a bar.
const MOST_BARS: u32 = 80;
/// How many years a bar can hold. The last is enough for all that a date can say.
const YEARS: [u32; 8] = [1, 2, 5, 10, 20, 50, 100, 200];
/// Stands in the place of a bar where the date does not tell which.
const COARSE: u8 = 254;
/// Where there is no date.
const UNDATED: u8 = 255;

/// The bars of a corpus.
#[derive(Debug)]
pub struct Calendar {
    unit: Unit,
    /// How many units a bar holds.
    step: u32,
    /// The number of the first bar.
    first: u32,
    len: usize,
    /// By statement: its bar.
    bars: Vec<u8>,
}

/// How many statements each bar has. The counts leave out the request's own range of dates, as those of a facet leave out
/// its own choice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// By bar, the earliest first.
    pub counts: Vec<u32>,
    /// Statements that stand in no bar, because their date is too coarse for it. The dates of a bar find those that may lie
    /// there.
    pub coarse: u32,
    /// Statements that stand in no bar, because they have no date.
    pub undated: u32,
}

impl Calendar {
    /// The bars that suit these statements.
    pub fn new(statements: &[Statement]) -> Calendar {
        let dates: Vec<PartialDate> = statements.iter().filter_map(|statement| statement.date).collect();
        let unit = fitting_unit(&dates, None);
        let periods = || dates.iter().filter_map(|date| unit.period(*date));
        let (first, last) = (periods().min().unwrap_or(0), periods().max());
        let fits = |step: &u32| last.unwrap_or(0) / step - first / step < MOST_BARS;
        let step = if unit == Unit::Year { YEARS.into_iter().find(fits).unwrap_or(200) } else { 1 };
        let first = first / step;
        let bar = |statement: &Statement| match statement.date {
            None => UNDATED,
            Some(date) => unit.period(date).map_or(COARSE, |period| (period / step - first) as u8),
        };
        Calendar {
            unit,
            step,
            first,
            len: last.map_or(0, |last| last / step - first + 1) as usize,
            bars: statements.iter().map(bar).collect(),
        }
    }

    /// How many bars there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether no statement has a date.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// What a bar holds, and how many of them: a month, a quarter, a year or several.
    pub fn unit(&self) -> (Unit, u32) {
        (self.unit, self.step)
    }

    /// How a bar is called: `Nov 2024`, `2024 Q4`, `2024`, `1940–1944`.
    pub fn label(&self, bar: usize) -> String {
        let first = (self.first + bar as u32) * self.step;
        match self.step {
            1 => self.unit.label(first),
            step => format!("{first}–{}", first + step - 1),
        }
    }

    /// The first and the last date of a stretch of bars.
    pub fn dates(&self, stretch: &Range<usize>) -> (Option<PartialDate>, Option<PartialDate>) {
        let period = |bar: usize| (self.first + bar as u32) * self.step;
        // The year 0 is no date.
        let from = self.unit.ends(period(stretch.start).max(1)).0;
        (from, self.unit.ends(period(stretch.end).saturating_sub(1)).1)
    }

    /// The bars that a range of dates reaches; an empty stretch, in its place, where it reaches none.
    pub fn reached(&self, from: Option<PartialDate>, to: Option<PartialDate>) -> Range<usize> {
        let bar = |day: u32| self.unit.holding(day / 10_000, day / 100 % 100) / self.step;
        let within = |bar: u32| (bar.saturating_sub(self.first) as usize).min(self.len);
        let start = from.map_or(0, |date| within(bar(date.first_day())));
        let end = to.map_or(self.len, |date| within(bar(date.last_day()) + 1));
        start..end.max(start)
    }

    /// The counts of these statements.
    pub(crate) fn count(&self, statements: &Bits) -> Timeline {
        let mut tallies = [0u32; 256];
        for statement in statements.iter() {
            tallies[usize::from(self.bars.get(statement as usize).copied().unwrap_or(UNDATED))] += 1;
        }
        Timeline {
            counts: tallies[..self.len].to_vec(),
            coarse: tallies[usize::from(COARSE)],
            undated: tallies[usize::from(UNDATED)],
        }
    }

    /// The counts of the whole corpus.
    pub fn count_all(&self) -> Timeline {
        self.count(&Bits::all(self.bars.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::fixture::statement;

    fn calendar(dates: &[&str]) -> Calendar {
        Calendar::new(&dates.iter().map(|date| statement("s", "s", date)).collect::<Vec<_>>())
    }

    #[test]
    fn bars_suit_the_time_that_the_corpus_covers() {
        let check = |dates: &[&str], unit, len, first: &str, last: &str| {
            let calendar = calendar(dates);
            assert_eq!((calendar.unit(), calendar.len()), (unit, len), "{dates:?}");
            assert_eq!([calendar.label(0), calendar.label(len - 1)], [first, last], "{dates:?}");
        };
        check(&["2024", "2024-10", "2024-11-05", "2025-09-24"], (Unit::Month, 1), 12, "Oct 2024", "Sep 2025");
        check(&["2016-02", "2025-09"], (Unit::Quarter, 1), 39, "2016 Q1", "2025 Q3");
        check(&["1946-10", "2024-09-01"], (Unit::Year, 1), 79, "1946", "2024");
        check(&["1897", "2024"], (Unit::Year, 2), 65, "1896–1897", "2024–2025");
        check(&["0001", "9999"], (Unit::Year, 200), 50, "0–199", "9800–9999");
        assert!(calendar(&["", ""]).is_empty() && calendar(&[]).is_empty());
    }

    #[test]
    fn a_stretch_and_its_dates_name_each_other() {
        for dates in
            [&["2024-10", "2025-09"][..], &["2016-02", "2025-09"], &["1946", "2024"], &["0001", "9999"]]
        {
            let calendar = calendar(dates);
            for start in 0..calendar.len() {
                for end in start + 1..=calendar.len() {
                    let (from, to) = calendar.dates(&(start..end));
                    assert!(from.is_some() && to.is_some(), "{dates:?} {start}..{end}");
                    assert_eq!(calendar.reached(from, to), start..end, "{dates:?}");
                }
            }
        }
    }

    #[test]
    fn dates_of_any_precision_reach_bars() {
        let calendar = calendar(&["2024-10", "2025-09"]);
        let check = |from: &str, to: &str, stretch: Range<usize>| {
            assert_eq!(
                calendar.reached(PartialDate::parse(from), PartialDate::parse(to)),
                stretch,
                "{from} {to}"
            );
        };
        check("", "", 0..12);
        check("2024-11-30", "2024-12-01", 1..3);
        check("2024", "2024", 0..3);
        check("2025", "", 3..12);
        check("", "2024-01", 0..0);
        check("2026", "", 12..12);
        check("2025-03", "2024-12", 5..5);
    }
}
