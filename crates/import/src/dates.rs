//! Dates that a text states in full: day, month and year. A date is never inferred from a weekday or from "today".
//!
//! Reads `November 1, 2024`, `Nov. 1, 2024`, `1 November 2024`, `1 ноября 2024`, `2024-11-01` and `01.11.2024`. One pass over the words.

use demarche_corpus::PartialDate;
use std::ops::Range;

/// A date and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedDate {
    /// The day.
    pub date: PartialDate,
    /// Bytes of the text that state it.
    pub range: Range<usize>,
}

const ENGLISH: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Pictographs of calendars.
const CALENDARS: [char; 3] = ['📅', '🗓', '📆'];

/// Genitive, as in a date.
const RUSSIAN: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// All dates stated in full, in order.
pub fn dates_in(text: &str) -> Vec<StatedDate> {
    let words = words(text);
    let mut dates = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match date_at(text, &words[at..]) {
            Some((date, used)) => {
                let range = words[at].start..words[at + used - 1].end;
                dates.push(StatedDate { date, range });
                at += used;
            }
            None => at += 1,
        }
    }
    dates
}

/// The date that a heading gives to its text: at the heading's end, or alone between brackets with a place.
/// A date in the middle of a heading is what the text is about, not when it was said.
pub fn date_of_heading(text: &str) -> Option<StatedDate> {
    let mut dates = dates_in(text);
    let last = dates.pop()?;
    let tail = text[last.range.end..].trim_start_matches(" года").trim_start_matches(" г.");
    let closes = tail.trim().chars().all(|c| matches!(c, ')' | ']' | '.'));
    closes.then_some(last)
}

/// The date right behind a calendar: `📅 March 14, 2024`, `🗓 On March 14, 2024, the envoys …`.
pub fn date_after_mark(text: &str) -> Option<PartialDate> {
    let (_, behind) = CALENDARS.iter().find_map(|mark| text.split_once(*mark))?;
    let first = dates_in(behind).into_iter().next()?;
    let between =
        behind.get(..first.range.start)?.trim_matches(|c: char| c == '\u{FE0F}' || c.is_whitespace());
    matches!(between.to_lowercase().as_str(), "" | "on").then_some(first.date)
}

/// The place that stands right before a date: `(New York, October 29, 2024)`, `…, Minsk, October 31, 2024`.
pub fn place_before<'a>(text: &'a str, date: &StatedDate) -> Option<&'a str> {
    let before = text.get(..date.range.start)?.trim_end().strip_suffix(',')?;
    let start = before
        .rfind([',', '(', '[', '—', '–'])
        .map(|at| at + before[at..].chars().next().map_or(1, char::len_utf8))?;
    let place = before.get(start..)?.trim();
    let words = place.split_whitespace().count();
    let named = place.split(['-', ' ']).all(|word| {
        word.chars().next().is_some_and(char::is_uppercase)
            || matches!(word, "of" | "the" | "am" | "de" | "на" | "upon")
    });
    ((1..=4).contains(&words) && named).then_some(place)
}

/// Ranges of runs of letters and digits, with `.` and `-` kept inside numbers such as `2024-11-01`.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        let inside = c.is_alphanumeric()
            || (matches!(c, '-' | '.' | '–')
                && text[..at].ends_with(|p: char| p.is_ascii_digit())
                && text[at + c.len_utf8()..].starts_with(|n: char| n.is_ascii_digit()));
        if !inside {
            continue;
        }
        match words.last_mut() {
            Some(word) if word.end == at => word.end = at + c.len_utf8(),
            _ => words.push(at..at + c.len_utf8()),
        }
    }
    words
}

/// The date that begins with the first of these words, and how many words state it.
fn date_at(text: &str, words: &[Range<usize>]) -> Option<(PartialDate, usize)> {
    let word = |at: usize| words.get(at).and_then(|range| text.get(range.clone()));
    let gap = |at: usize| text.get(words.get(at)?.end..words.get(at + 1)?.start);
    let first = word(0)?;
    if let Some(date) = numeric(first) {
        return Some((date, 1));
    }
    // Month and day must be neighbours in the text, not merely the next words.
    if let Some(month) = month(first, &ENGLISH) {
        let (day, year) = (number(word(1)?, 2)?, number(word(2)?, 4)?);
        let spaced = matches!(gap(0)?.trim(), "" | ".") && matches!(gap(1)?.trim(), "" | ",");
        return PartialDate::new(year, Some(month), Some(day as u8)).filter(|_| spaced).map(|date| (date, 3));
    }
    let day = number(first, 2)?;
    let month = month(word(1)?, &ENGLISH).or_else(|| month(word(1)?, &RUSSIAN))?;
    let year = number(word(2)?, 4)?;
    let spaced = gap(0)?.trim().is_empty() && matches!(gap(1)?.trim(), "" | "," | ".");
    PartialDate::new(year, Some(month), Some(day as u8)).filter(|_| spaced).map(|date| (date, 3))
}

/// `2024-11-01` or `01.11.2024`.
fn numeric(word: &str) -> Option<PartialDate> {
    if word.len() != 10 || !word.is_ascii() {
        return None;
    }
    let dotted: Vec<&str> = word.split('.').collect();
    match dotted.as_slice() {
        [day, month, year] if day.len() == 2 && month.len() == 2 => {
            PartialDate::parse(&format!("{year}-{month}-{day}"))
        }
        _ => PartialDate::parse(word).filter(|date| date.day().is_some()),
    }
}

/// 1–12.
fn month(word: &str, names: &[&str; 12]) -> Option<u8> {
    let word = word.to_lowercase();
    // "Sept" and the first three letters are how English shortens months; Russian genitives are never three letters long.
    let short = |name: &str| {
        word == "sept" && name == "september" || (word.is_ascii() && name.get(..3) == Some(&word))
    };
    names.iter().position(|name| *name == word || short(name)).map(|at| at as u8 + 1)
}

/// At most `digits` ASCII digits.
fn number(word: &str, digits: usize) -> Option<u16> {
    let fits = if digits == 4 { word.len() == 4 } else { (1..=digits).contains(&word.len()) };
    (fits && word.bytes().all(|byte| byte.is_ascii_digit())).then(|| word.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, date: &str, place: &str) {
        let found = date_of_heading(text);
        let shown = found.as_ref().map(|found| found.date.to_string()).unwrap_or_default();
        let stood = found.as_ref().and_then(|found| place_before(text, found)).unwrap_or_default();
        assert_eq!((shown.as_str(), stood), (date, place), "{text}");
    }

    #[test]
    fn full_dates_at_the_end_of_a_heading_are_read() {
        check("Remarks at the forum (Port Alder, October 29, 2024)", "2024-10-29", "Port Alder");
        check("Remarks at the forum, Veltmark, October 31, 2024", "2024-10-31", "Veltmark");
        check("Interview (November 5, 2024)", "2024-11-05", "");
        check("Interview with the daily Observer of Veltmark, November 1, 2024", "2024-11-01", "");
        check("Интервью, Велград, 1 ноября 2024 года", "2024-11-01", "Велград");
        check("Note of 2024-11-05", "2024-11-05", "");
        check("Published 05.11.2024", "2024-11-05", "");
        check("Speech, 3 June 2023", "2023-06-03", "");
    }

    #[test]
    fn shortened_months_are_read() {
        check("Remarks, Velt, Oct. 31, 2024", "2024-10-31", "Velt");
        check("Remarks, 3 Sept 2024", "2024-09-03", "");
        check("Remarks (Nov 1, 2024)", "2024-11-01", "");
        check("Remarks. 1. Nov. 2024", "", "");
        check("Remarks, Marc 1, 2024", "", "");
    }

    #[test]
    fn a_calendar_gives_the_date_behind_it() {
        for (text, date) in [
            ("📅 March 14, 2024 📍 Velt 🎙 Ada Brandt’s interview", "2024-03-14"),
            ("🗓 On March 14, 2024, the envoys met", "2024-03-14"),
            ("🗓\u{FE0F} 14 марта 2024 года послы встретились", "2024-03-14"),
            ("📅 A talk on March 14, 2024", ""),
            ("March 14, 2024", ""),
            ("📅", ""),
        ] {
            assert_eq!(
                date_after_mark(text).map(|date| date.to_string()).unwrap_or_default(),
                date,
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_full_date_of_the_text_is_left_alone() {
        for text in [
            "The talks of October 3, 2024 and what followed",
            "On Tuesday",
            "November 31, 2024",
            "Summit, October 22–24, 2024",
            "In November 2024",
            "May 10 2 2024",
            "Статья от ноября 2024",
            "",
        ] {
            check(text, "", "");
        }
    }
}
