//! Dates with the precision the source states: a year, a month or a day. No clock, no time zones.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A date as precise as the source is. Orders by the first day it may mean, then the coarser first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PartialDate {
    year: u16,
    /// 1–12, or 0 where the source gives the year only.
    month: u8,
    /// 1–31, or 0 where the source gives no day.
    day: u8,
}

/// English month names for display; the Russian interface brings its own.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl PartialDate {
    /// A date of the Gregorian calendar, or `None` where there is no such month or day.
    pub fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Option<PartialDate> {
        let date = PartialDate { year, month: month.unwrap_or(0), day: day.unwrap_or(0) };
        let valid = match (month, day) {
            (None, None) => true,
            (None, Some(_)) => false,
            (Some(m), None) => (1..=12).contains(&m),
            (Some(m), Some(d)) => (1..=12).contains(&m) && d >= 1 && d <= days_in_month(year, m),
        };
        (valid && (1..=9999).contains(&year)).then_some(date)
    }

    /// Reads `2024`, `2024-11` or `2024-11-05`; nothing else, and no day that does not exist.
    pub fn parse(text: &str) -> Option<PartialDate> {
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4)?;
        let month = parts.next().map(|part| number(part, 2)).transpose_none()?;
        let day = parts.next().map(|part| number(part, 2)).transpose_none()?;
        if parts.next().is_some() {
            return None;
        }
        PartialDate::new(year, month.map(|m| m as u8), day.map(|d| d as u8))
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1–12, where stated.
    pub fn month(self) -> Option<u8> {
        (self.month > 0).then_some(self.month)
    }

    /// The day of the month, where stated.
    pub fn day(self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }

    /// The first day this may mean, as a number that orders: year × 10,000 + month × 100 + day.
    pub fn first_day(self) -> u32 {
        u32::from(self.year) * 10_000 + u32::from(self.month.max(1)) * 100 + u32::from(self.day.max(1))
    }

    /// The last day this may mean, in the same numbering as [`PartialDate::first_day`].
    pub fn last_day(self) -> u32 {
        let month = if self.month == 0 { 12 } else { self.month };
        let day = if self.day == 0 { days_in_month(self.year, month) } else { self.day };
        u32::from(self.year) * 10_000 + u32::from(month) * 100 + u32::from(day)
    }

    /// The date as readers write it: `1 Nov 2024`, `Nov 2024`, `2024`.
    pub fn display(self) -> String {
        let month = self.month_name().map(|name| name.get(..3).unwrap_or(name));
        match (month, self.day()) {
            (Some(month), Some(day)) => format!("{day} {month} {}", self.year),
            (Some(month), None) => format!("{month} {}", self.year),
            _ => self.year.to_string(),
        }
    }

    /// The English name of the month, where one is given.
    pub fn month_name(self) -> Option<&'static str> {
        self.month().and_then(|month| MONTHS.get(usize::from(month) - 1)).copied()
    }
}

/// ISO 8601 with the stated precision.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month() {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day() {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// `Some(None)` for an absent part, `None` for a part that is no number.
trait TransposeNone<T> {
    fn transpose_none(self) -> Option<Option<T>>;
}

impl<T> TransposeNone<T> for Option<Option<T>> {
    fn transpose_none(self) -> Option<Option<T>> {
        match self {
            None => Some(None),
            Some(None) => None,
            Some(Some(value)) => Some(Some(value)),
        }
    }
}

/// Exactly `digits` ASCII digits as a number.
fn number(part: &str, digits: usize) -> Option<u16> {
    (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok())?
}

/// Days of a month in the Gregorian calendar.
fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_three_precisions_and_writes_them_back() {
        for text in ["2024", "2024-11", "2024-02-29", "1946-01-10"] {
            assert_eq!(PartialDate::parse(text).map(|date| date.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn refuses_days_that_do_not_exist_and_other_notations() {
        for text in [
            "2023-02-29",
            "2024-13",
            "2024-00",
            "2024-04-31",
            "24-01-01",
            "2024-1-1",
            "2024/01/01",
            "2024-01-01-01",
            "",
            "0000",
            "+024",
        ] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_coarse_date_spans_its_days() {
        let february = PartialDate::parse("2024-02").expect("a month");
        assert_eq!((february.first_day(), february.last_day()), (20_240_201, 20_240_229));
        assert_eq!(february.display(), "Feb 2024");
    }
}
