//! Sentences a reader sees in more than one place, and the forms of numbers and names in them.

use demarche_corpus::{CorpusInfo, PartialDate, Statement};
use demarche_search::{Timeline, Unit};

/// `1 statement`, `2 statements`; thousands are set apart by commas.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// A number with its thousands set apart by commas.
pub fn number(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number with so many decimals, one at least; thousands are set apart by commas.
pub fn decimal(value: f64, places: u32) -> String {
    let scale = 10u64.pow(places);
    // By whole numbers: the library's printing of fractions would weigh more than this file.
    let scaled = (value.abs() * scale as f64).round() as u64;
    let decimals = (scale + scaled % scale).to_string();
    let sign = if value < 0.0 && scaled > 0 { "−" } else { "" };
    format!("{sign}{}.{}", number((scaled / scale) as usize), decimals.get(1..).unwrap_or_default())
}

/// A date for readers, or what stands in its place.
pub fn date(date: Option<PartialDate>) -> String {
    date.map_or_else(|| "date not stated".to_owned(), PartialDate::display)
}

/// What the bars of a timeline are: `by month`, `by 5 years`.
pub fn by_period((unit, units): (Unit, u32)) -> String {
    match units {
        1 => format!("by {}", unit.id()),
        _ => format!("by {units} {}s", unit.id()),
    }
}

/// What stands in no bar of a timeline: `6 dated by year only, 2 undated`; empty where nothing is missing.
pub fn in_no_bar(timeline: &Timeline) -> String {
    let part = |count: u32, words: &str| format!("{} {words}", number(count as usize));
    let (coarse, undated) = (part(timeline.coarse, "dated by year only"), part(timeline.undated, "undated"));
    match (timeline.coarse, timeline.undated) {
        (0, 0) => String::new(),
        (_, 0) => coarse,
        (0, _) => undated,
        _ => coarse + ", " + &undated,
    }
}

/// The names of a statement's speakers, or an empty string.
pub fn speakers(info: &CorpusInfo, statement: &Statement) -> String {
    let name = |id: &String| {
        info.speakers.iter().find(|speaker| speaker.id == *id).map(|speaker| speaker.name.clone())
    };
    joined(statement.speakers.iter().filter_map(name))
}

/// The names of a statement's sides, or an empty string.
pub fn sides(info: &CorpusInfo, statement: &Statement) -> String {
    let name = |id: &String| info.sides.iter().find(|side| side.id == *id).map(|side| side.name.clone());
    joined(statement.sides.iter().filter_map(name))
}

/// The name of a statement's publisher, or an empty string.
pub fn publisher(info: &CorpusInfo, statement: &Statement) -> String {
    let id = statement.publisher.as_deref();
    info.publishers
        .iter()
        .find(|publisher| Some(publisher.id.as_str()) == id)
        .map(|found| found.name.clone())
        .unwrap_or_default()
}

/// Who took part or spoke, by the id of a speaker or a side; the id itself where the corpus has no such name.
pub fn participant(info: &CorpusInfo, id: &str) -> String {
    let speaker = info.speakers.iter().find(|speaker| speaker.id == id).map(|speaker| speaker.name.clone());
    let side = || info.sides.iter().find(|side| side.id == id).map(|side| side.name.clone());
    speaker.or_else(side).unwrap_or_else(|| id.to_owned())
}

/// Names joined as in a sentence: `A`, `A and B`, `A, B and C`.
pub fn joined(names: impl IntoIterator<Item = String>) -> String {
    let names: Vec<String> = names.into_iter().collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Words that are to stand in a line beside others. Words that run from right to left are set apart, or they would take
/// the numbers and marks beside them along.
pub fn isolated(words: String) -> String {
    let runs_left = |c: char| matches!(u32::from(c), 0x590..0x900 | 0xFB1D..0xFE00 | 0xFE70..0xFF00 | 0x10800..0x11000 | 0x1E800..0x1F000);
    if words.contains(runs_left) { format!("\u{2068}{words}\u{2069}") } else { words }
}

/// What is told of a statement in one line: those parts that are not empty, each for itself.
pub fn line_of(parts: impl IntoIterator<Item = String>) -> String {
    let parts = parts.into_iter().filter(|part| !part.is_empty()).map(isolated);
    parts.collect::<Vec<_>>().join(" · ")
}

/// One line that tells a statement from others: speaker, side, kind, date, completeness.
pub fn byline(info: &CorpusInfo, statement: &Statement) -> String {
    if statement.id.starts_with(crate::state::OWN_PREFIX) {
        return "your own text · kept in this page only".to_owned();
    }
    let kind = statement.kind.map(|kind| kind.label().to_owned()).unwrap_or_default();
    line_of([
        speakers(info, statement),
        sides(info, statement),
        kind,
        publisher(info, statement),
        date(statement.date),
        statement.completeness.label().to_owned(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_say_what_they_count() {
        assert_eq!(counted(1, "statement", "statements"), "1 statement");
        assert_eq!(counted(0, "statement", "statements"), "0 statements");
        assert_eq!(counted(10_952, "statement", "statements"), "10,952 statements");
        assert_eq!(number(1_234_567), "1,234,567");
        assert_eq!(number(999), "999");
    }

    #[test]
    fn fractions_are_rounded_and_keep_their_noughts() {
        for (value, places, expected) in [
            (0.0, 1, "0.0"),
            (1.25, 1, "1.3"),
            (-0.04, 1, "0.0"),
            (-2.005, 2, "−2.01"),
            (1234.056, 2, "1,234.06"),
        ] {
            assert_eq!(decimal(value, places), expected);
        }
    }

    #[test]
    fn words_that_run_left_keep_what_stands_beside_them_in_its_place() {
        let line = |parts: &[&str]| line_of(parts.iter().map(|part| (*part).to_owned()));
        assert_eq!(line(&["A", "", "5 May 2024"]), "A · 5 May 2024");
        assert_eq!(line(&["وزارة الخارجية", "5 May 2024"]), "\u{2068}وزارة الخارجية\u{2069} · 5 May 2024");
        assert_eq!(
            line(&["משרד החוץ, Foreign Office", "МИД"]),
            "\u{2068}משרד החוץ, Foreign Office\u{2069} · МИД"
        );
    }

    #[test]
    fn names_are_joined_as_in_a_sentence() {
        let list = |names: &[&str]| joined(names.iter().map(|name| (*name).to_owned()));
        assert_eq!(list(&[]), "");
        assert_eq!(list(&["A"]), "A");
        assert_eq!(list(&["A", "B", "C"]), "A, B and C");
    }
}
