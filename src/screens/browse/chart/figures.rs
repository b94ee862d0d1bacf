//! The figures of the chart in whole numbers: values in thousandths, places in hundredths of a percent.
//!
//! Lives here: what is measured, round steps, places, sentences. Does not live here: counting
//! (`demarche_search::trend`) and drawing. Whole numbers, because the machinery that writes fractions costs a
//! reader more bytes than this file.

use crate::messages::{counted, number};
use crate::routes::Measure;
use demarche_search::{Tally, Trend};

/// So many lines are told apart by eye; more are not drawn.
pub const MOST_LINES: usize = 6;

/// The whole width or height, in hundredths of a percent.
pub const WHOLE: u64 = 10_000;

/// The axis of values has no more steps than this.
const MOST_STEPS: u64 = 5;

/// What the axis of values shows. Where no words are asked for, statements are counted in place of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Hits.
    Hits,
    /// Statements.
    Statements,
    /// Hits per 10,000 words.
    Per10k,
    /// Statements as percent of those in scope.
    Share,
}

impl Counted {
    /// What is counted of this trend.
    pub fn of(trend: &Trend, measure: Measure) -> Counted {
        let tallies = trend.series.iter().flat_map(|series| &series.points).map(|point| point.tally);
        let has_hits = tallies.clone().any(|tally| tally.hits > 0);
        let has_statements = tallies.clone().any(|tally| tally.statements > 0);
        match measure {
            Measure::Share => Counted::Share,
            _ if has_statements && !has_hits => Counted::Statements,
            Measure::Hits => Counted::Hits,
            Measure::Per10k => Counted::Per10k,
        }
    }

    /// What is drawn.
    pub fn name(self) -> &'static str {
        match self {
            Counted::Share => "Share of statements",
            _ => self.label(),
        }
    }

    /// The words at the axis.
    pub fn label(self) -> &'static str {
        match self {
            Counted::Hits => "Hits",
            Counted::Statements => "Statements",
            Counted::Per10k => "Hits per 10,000 words",
            Counted::Share => "Percent of statements",
        }
    }

    /// The value in thousandths; `None` where there is nothing to measure against.
    pub fn value(self, tally: Tally) -> Option<u64> {
        let ratio = |part: u32, whole: u32, per: u64| {
            (whole > 0).then(|| (u64::from(part) * per * 1_000 + u64::from(whole) / 2) / u64::from(whole))
        };
        if tally.scope_statements == 0 {
            return None;
        }
        match self {
            Counted::Hits => Some(u64::from(tally.hits) * 1_000),
            Counted::Statements => Some(u64::from(tally.statements) * 1_000),
            Counted::Per10k => ratio(tally.hits, tally.scope_words, 10_000),
            Counted::Share => ratio(tally.statements, tally.scope_statements, 100),
        }
    }

    /// What stands at a point, in words: `14 hits in 5 of 9 statements; 3.2 hits per 10,000 words`.
    pub fn sentence(self, tally: Tally) -> String {
        let scope = counted(tally.scope_statements as usize, "statement", "statements");
        let mut told = format!("{} of {scope}", number(tally.statements as usize));
        if self != Counted::Statements {
            told = format!("{} in {told}", counted(tally.hits as usize, "hit", "hits"));
        }
        match (self, self.value(tally)) {
            (Counted::Per10k, Some(value)) => {
                told += &format!("; {} hits per 10,000 words", thousandths(value))
            }
            (Counted::Share, Some(value)) => told += &format!("; {} percent", thousandths(value)),
            _ => {}
        }
        told
    }
}

/// The axis of values: its end, and the steps on the way, in thousandths.
#[derive(Debug, PartialEq, Eq)]
pub struct Scale {
    /// The value at the top.
    pub top: u64,
    /// The distance between two lines of the grid.
    pub step: u64,
}

impl Scale {
    /// The smallest scale of round steps that holds `max`: 1, 2 or 5 with noughts.
    pub fn up_to(max: u64, counted: Counted) -> Scale {
        let whole = !matches!(counted, Counted::Per10k);
        let mut power = if whole { 1_000 } else { 1 };
        loop {
            for step in [power, 2 * power, 5 * power] {
                if step * MOST_STEPS >= max {
                    return Scale { top: max.div_ceil(step).max(1) * step, step };
                }
            }
            power *= 10;
        }
    }

    /// The values that get a line, from the bottom up.
    pub fn steps(&self) -> impl Iterator<Item = u64> {
        let step = self.step;
        (0..=self.top / step).map(move |at| at * step)
    }

    /// How far a value stands from the top.
    pub fn place(&self, value: u64) -> u64 {
        WHOLE - value.min(self.top) * WHOLE / self.top
    }
}

/// How far the middle of a period stands from the left edge.
pub fn middle(at: usize, periods: usize) -> u64 {
    (2 * at as u64 + 1) * WHOLE / (2 * periods.max(1) as u64)
}

/// `12.5%`, of hundredths of a percent.
pub fn percent(place: u64) -> String {
    format!("{}.{:02}%", place / 100, place % 100)
}

/// A number of thousandths to about three figures, with the noughts at the end left off.
pub fn thousandths(value: u64) -> String {
    let (unit, digits) = match value {
        0..1_000 => (1, 3),
        1_000..10_000 => (10, 2),
        10_000..100_000 => (100, 1),
        _ => (1_000, 0),
    };
    let rounded = (value + unit / 2) / unit;
    let one = 1_000 / unit;
    let part = format!("{:0width$}", rounded % one, width = digits);
    let part = part.trim_end_matches('0');
    let whole = number((rounded / one) as usize);
    if part.is_empty() { whole } else { format!("{whole}.{part}") }
}

/// Which periods get a label: those whose number divides by a round step, eight at most. `first` is the number of the
/// first one, counted from the year 0, `a_year` how many there are in a year.
pub fn labelled(first: usize, periods: usize, a_year: usize) -> Vec<usize> {
    const MOST_LABELS: usize = 8;
    let within: &[usize] = match a_year {
        12 => &[1, 2, 3, 6],
        4 => &[1, 2],
        _ => &[],
    };
    let years = [1, 2, 5, 10, 20, 50, 100, 200, 500].map(|years| years * a_year);
    let fits = |step: &usize| periods.div_ceil(*step) <= MOST_LABELS;
    let step = within.iter().copied().chain(years).find(fits).unwrap_or(1_000 * a_year);
    let chosen: Vec<usize> = (0..periods).filter(|at| (first + at).is_multiple_of(step)).collect();
    if chosen.is_empty() { vec![0] } else { chosen }
}

/// The number of a period whose first month or year is written in ISO 8601.
pub fn period_number(from: &str, a_year: usize) -> usize {
    let (year, month) = from.split_once('-').unwrap_or((from, "01"));
    let number = |digits: &str| digits.parse::<usize>().unwrap_or(0);
    number(year) * a_year + number(month).saturating_sub(1) * a_year / 12
}

/// Moves labels apart that would stand on each other: places from the top down, at least `gap` between two.
pub fn apart(places: &[u64], gap: u64) -> Vec<u64> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    demarche_corpus::order::sort_by_key(&mut order, |at| places[*at]);
    let mut moved = places.to_vec();
    let mut least = 0;
    for at in &order {
        moved[*at] = moved[*at].max(least);
        least = moved[*at] + gap;
    }
    // What was pushed over the bottom moves up again.
    let mut most = WHOLE;
    for at in order.iter().rev() {
        moved[*at] = moved[*at].min(most);
        most = moved[*at].saturating_sub(gap);
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_about_three_figures() {
        for (value, told) in [
            (0, "0"),
            (4, "0.004"),
            (40, "0.04"),
            (1_000, "1"),
            (3_249, "3.25"),
            (12_345, "12.3"),
            (99_999, "100"),
            (100_000, "100"),
            (1_234_567, "1,235"),
        ] {
            assert_eq!(thousandths(value), told, "{value}");
        }
    }

    #[test]
    fn scales_are_round_and_hold_the_largest_value() {
        let check = |max, counted, top, step| {
            assert_eq!(Scale::up_to(max, counted), Scale { top, step }, "{max}");
        };
        check(0, Counted::Hits, 1_000, 1_000);
        check(3_000, Counted::Hits, 3_000, 1_000);
        check(7_000, Counted::Hits, 8_000, 2_000);
        check(214_000, Counted::Hits, 250_000, 50_000);
        check(100_000, Counted::Share, 100_000, 20_000);
        check(37, Counted::Per10k, 40, 10);
        for max in (0..5_000).chain([123_456, 9_999_999, 77_777_777]) {
            for counted in [Counted::Hits, Counted::Per10k] {
                let scale = Scale::up_to(max, counted);
                assert!(scale.top >= max && scale.steps().count() <= 6, "{max}");
                assert!(scale.place(max) <= WHOLE);
            }
        }
    }

    #[test]
    fn labels_stand_at_round_periods() {
        let check = |from: &str, periods, a_year, labelled_at: &[usize]| {
            assert_eq!(labelled(period_number(from, a_year), periods, a_year), labelled_at, "{from}");
        };
        check("1946", 79, 1, &[4, 14, 24, 34, 44, 54, 64, 74]);
        check("2024-11", 12, 12, &[0, 2, 4, 6, 8, 10]);
        check("2024-11", 3, 12, &[0, 1, 2]);
        check("2020-04", 20, 4, &[3, 7, 11, 15, 19]);
        check("2024", 1, 1, &[0]);
        check("2023", 0, 1, &[0]);
    }

    #[test]
    fn labels_do_not_stand_on_each_other() {
        assert_eq!(apart(&[500, 400, 9_900], 600), [1_000, 400, 9_900]);
        assert_eq!(apart(&[9_900, 9_900], 600), [9_400, 10_000]);
        assert_eq!(apart(&[], 600), Vec::<u64>::new());
    }

    #[test]
    fn a_point_says_what_it_counted() {
        let tally = Tally { hits: 14, statements: 5, scope_statements: 9, scope_words: 43_210 };
        assert_eq!(Counted::Hits.sentence(tally), "14 hits in 5 of 9 statements");
        assert_eq!(
            Counted::Per10k.sentence(tally),
            "14 hits in 5 of 9 statements; 3.24 hits per 10,000 words"
        );
        assert_eq!(Counted::Share.sentence(tally), "14 hits in 5 of 9 statements; 55.6 percent");
        assert_eq!(Counted::Statements.sentence(tally), "5 of 9 statements");
        assert_eq!(Counted::Hits.value(Tally::default()), None);
    }
}
