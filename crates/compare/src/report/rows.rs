//! The passages of a report, row by row, with what differs between them and what they share.
//!
//! Lives here: marks inside passages and what stands beside them. Does not live here: how differences are found.

use super::Report;
use super::writer::{LETTERS, Writer, hundredths, passage_name};
use crate::align::OTHER_WORDS;
use crate::changes::{ChangeClass, MarkedChange, describe, marked_diff};
use crate::model::{ChangeTag, PairKind, Row, RowKind};
use crate::score::LIKELY_SCORE;
use demarche_corpus::order;
use std::ops::Range;

/// Below this share of common words a difference is noise, unless they are the words of a short passage.
const LEAST_COMMON_SHARE: f64 = 0.4;
/// Beyond so many bytes on a side no words are set against each other.
const MOST_BYTES: usize = 60_000;
/// What stands between passages of one side while they are set against the other's.
const BETWEEN: &str = "\n\n";

/// Shared wording inside one passage: where, its number, whether it is exact.
type Shared = (Range<usize>, usize, bool);

/// Words of one passage that its counterpart lacks, and of what sort they are.
type Changed = (Range<usize>, ChangeClass);

/// Shared wording by side and passage.
pub(super) struct SharedPlaces([Vec<Vec<Shared>>; 2]);

impl SharedPlaces {
    pub(super) fn new(report: &Report<'_>) -> SharedPlaces {
        let mut found = report.texts.map(|text| vec![Vec::new(); text.passages.len()]);
        for one in &report.found.shared {
            for (side, place) in [(0, &one.a), (1, &one.b)] {
                if let Some(places) = found[side].get_mut(place.passage) {
                    places.push((place.range.clone(), one.number, one.exact));
                }
            }
        }
        for places in found.iter_mut().flatten() {
            order::sort_by_key(places, |(range, number, _)| (range.start, *number));
            // A stretch has one number.
            let mut end = 0;
            places.retain_mut(|(range, ..)| {
                range.start = range.start.max(end);
                end = end.max(range.end);
                range.start < range.end
            });
        }
        SharedPlaces(found)
    }

    fn of(&self, side: usize, passage: usize) -> &[Shared] {
        self.0.get(side).and_then(|side| side.get(passage)).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The sign and the words of how two texts correspond in a row.
#[must_use]
pub fn relation(row: &Row) -> (&'static str, &'static str) {
    let is_whole = row.score >= 1.0;
    let is_but_for_signs = f64::from(row.score) > OTHER_WORDS + 0.005;
    let is_likely = f64::from(row.score) >= LIKELY_SCORE;
    match (row.kind, row.pair) {
        (RowKind::OnlyA, _) => ("∅", "only in A"),
        (RowKind::OnlyB, _) => ("∅", "only in B"),
        (RowKind::Moved, Some(PairKind::Same)) if is_whole => ("⇅", "moved, same words"),
        (RowKind::Moved, Some(PairKind::Same)) if is_but_for_signs => ("⇅", "moved, same words, other signs"),
        (RowKind::Moved, Some(PairKind::Same)) => ("⇅", "moved, nearly the same words"),
        (RowKind::Moved, Some(PairKind::Point)) if is_likely => ("⇅", "moved, same point"),
        (RowKind::Moved, Some(PairKind::Point)) => ("⇅", "moved, perhaps the same point"),
        (RowKind::Moved, _) => ("⇅", "moved, reworded"),
        (RowKind::Matched, _) if is_whole => ("═", "same words"),
        (RowKind::Matched, _) if is_but_for_signs => ("═", "same words, other signs"),
        (RowKind::Matched, _) => ("═", "nearly the same words"),
        (RowKind::Reworded, Some(PairKind::Point)) if is_likely => ("∼", "same point"),
        (RowKind::Reworded, Some(PairKind::Point)) => ("∼", "perhaps the same point"),
        (RowKind::Reworded, _) => ("≈", "reworded"),
    }
}

/// The words of how two texts correspond in a row, with what turns one of them into another statement.
#[must_use]
pub fn told(row: &Row) -> String {
    let words = relation(row).1;
    match row.turn_words() {
        "" => words.to_owned(),
        turn => format!("{words}, but {turn}"),
    }
}

/// What the marks mean.
pub(super) fn legend(writer: &mut Writer) {
    writer.raw("<p class=\"soft\">", "");
    writer.raw("<del>", "<del>");
    writer.text("Words that only A has");
    writer.raw("</del>, <ins>", "</del>, <ins>");
    writer.text("words that only B has");
    writer.raw("</ins>; ", "</ins>; ");
    if writer.is_html() {
        for class in ChangeClass::ALL.into_iter().filter(|class| *class != ChangeClass::Plain) {
            for part in ["<span class=\"", class.id(), "\">", class.label(), "</span>, "] {
                writer.out.push_str(part);
            }
        }
        writer.out.push_str("<span class=\"shared\">shared wording</span>");
    } else {
        writer.text("shared wording");
    }
    writer.text(" with its number behind it.");
    writer.raw("</p>\n", "\n\n");
}

/// One row; how many bytes of passages it has. `number` counts from 1.
pub(super) fn row(
    writer: &mut Writer,
    report: &Report<'_>,
    shared: &SharedPlaces,
    number: usize,
    row: &Row,
) -> usize {
    if writer.is_html() {
        for part in ["<div class=\"row\" data-row=\"", row.kind.id(), "\""] {
            writer.out.push_str(part);
        }
        let anchor = |side: usize, passages: &[usize]| {
            report.texts[side].passages.get(*passages.first()?).map(|passage| passage.anchor)
        };
        if let (Some(a), Some(b)) = (anchor(0, &row.a), anchor(1, &row.b)) {
            writer.out.push_str(" data-pair=\"");
            writer.text(a);
            writer.out.push(' ');
            writer.text(b);
            writer.out.push('"');
        }
        writer.out.push('>');
    }
    let (sign, words) = (relation(row).0, told(row));
    let mut title = String::from("Row ");
    for part in [&number.to_string(), ": ", sign, " ", &words] {
        title.push_str(part);
    }
    if row.pair.is_some() {
        title.push_str(", ");
        title.push_str(&hundredths(f64::from(row.score)));
    }
    title.push_str(if row.is_formula { ", formula" } else { "" });
    writer.heading(3, &title);
    if !row.reasons.is_empty() {
        writer.raw("<p class=\"why\">Why: ", "Why: ");
        writer.text(&row.reasons.join("; "));
        writer.raw("</p>\n", "\n\n");
    }
    let difference = difference(report, row);
    writer.raw("<div class=\"two\">\n", "");
    let mut bytes = 0;
    for (side, passages) in [&row.a, &row.b].into_iter().enumerate() {
        writer.raw(["<div class=\"side a\">", "<div class=\"side b\">"][side], "");
        if passages.is_empty() {
            writer.raw("<p class=\"gap\">", "");
            writer.text("No counterpart in ");
            writer.text(LETTERS[side]);
            writer.raw("</p>", "\n\n");
        }
        for (place, passage) in passages.iter().enumerate() {
            let Some(held) = report.texts[side].passages.get(*passage) else { continue };
            let marks = difference.marks[side].get(place).map(Vec::as_slice).unwrap_or_default();
            open_passage(writer, report, side, *passage);
            draw(writer, held.text, ["del", "ins"][side], marks, shared.of(side, *passage));
            writer.raw("</p></div>\n", "\n\n");
            bytes += held.text.len();
        }
        writer.raw("</div>\n", "");
    }
    writer.raw("</div>\n", "");
    if !difference.told.is_empty() {
        writer.raw("<p class=\"told\">", "");
        writer.text("From A to B: ");
        writer.text(&difference.told);
        writer.raw("</p>\n", "\n\n");
    }
    writer.raw("</div>\n", "");
    bytes
}

/// What stands before a passage's words.
fn open_passage(writer: &mut Writer, report: &Report<'_>, side: usize, passage: usize) {
    let name = passage_name(side, passage);
    if writer.is_html() {
        let anchor = report.texts[side].passages.get(passage).map_or("", |passage| passage.anchor);
        for part in ["<div class=\"passage\" id=\"", &name, "\" data-passage=\""] {
            writer.out.push_str(part);
        }
        writer.text(anchor);
        for part in ["\"><span class=\"n\">", &name, "</span><p dir=\"auto\""] {
            writer.out.push_str(part);
        }
        if !report.texts[side].lang.is_empty() {
            writer.out.push_str(" lang=\"");
            writer.text(report.texts[side].lang);
            writer.out.push('"');
        }
        writer.out.push('>');
    } else {
        for part in ["**", &name, "**\n\n> "] {
            writer.out.push_str(part);
        }
    }
}

/// The words that only one side of a row has.
#[derive(Default)]
struct Difference {
    /// By side, by passage of the row.
    marks: [Vec<Vec<Changed>>; 2],
    told: String,
}

fn difference(report: &Report<'_>, row: &Row) -> Difference {
    let is_close = matches!(row.pair, Some(PairKind::Same | PairKind::Reworded)) && row.score < 1.0;
    if !is_close {
        return Difference::default();
    }
    let (a, starts_a) = joined(report, 0, &row.a);
    let (b, starts_b) = joined(report, 1, &row.b);
    let longest = a.len().max(b.len());
    if longest > MOST_BYTES {
        return Difference::default();
    }
    let changes = marked_diff(&a, &b);
    let is_common = |change: &&MarkedChange| change.tag == ChangeTag::Equal;
    let common: usize = changes.iter().filter(is_common).map(|change| change.a.len()).sum();
    // Lengths of passages are far below what a fraction can tell apart.
    #[allow(clippy::cast_precision_loss)]
    if row.pair != Some(PairKind::Same) && (common as f64) < LEAST_COMMON_SHARE * longest.max(1) as f64 {
        return Difference::default();
    }
    let mut found = Difference {
        marks: [vec![Vec::new(); row.a.len()], vec![Vec::new(); row.b.len()]],
        told: describe(&a, &b, &changes),
    };
    for change in changes {
        match change.tag {
            ChangeTag::Equal => {}
            ChangeTag::Delete => put(&mut found.marks[0], &starts_a, &change.a, change.class),
            ChangeTag::Insert => put(&mut found.marks[1], &starts_b, &change.b, change.class),
        }
    }
    found
}

/// The passages of one side of a row as one text, and where each begins and ends in it.
fn joined(report: &Report<'_>, side: usize, passages: &[usize]) -> (String, Vec<Range<usize>>) {
    let (mut text, mut places) = (String::new(), Vec::new());
    for passage in passages {
        if !text.is_empty() {
            text.push_str(BETWEEN);
        }
        let start = text.len();
        text.push_str(report.texts[side].passages.get(*passage).map_or("", |passage| passage.text));
        places.push(start..text.len());
    }
    (text, places)
}

/// Puts a mark on a stretch of the joined text, passage by passage.
fn put(marks: &mut [Vec<Changed>], places: &[Range<usize>], range: &Range<usize>, class: ChangeClass) {
    for (marks, place) in marks.iter_mut().zip(places) {
        let part = range.start.max(place.start)..range.end.min(place.end);
        if part.start < part.end {
            marks.push((part.start - place.start..part.end - place.start, class));
        }
    }
}

/// A passage with its marks, both sorts in order.
fn draw(writer: &mut Writer, text: &str, tag: &str, changes: &[Changed], shared: &[Shared]) {
    let ranges = changes.iter().map(|(range, _)| range).chain(shared.iter().map(|(range, ..)| range));
    let mut cuts: Vec<usize> = ranges.flat_map(|range| [range.start, range.end]).collect();
    cuts.extend([0, text.len()]);
    order::sort(&mut cuts);
    cuts.dedup();
    let (mut at_change, mut at_shared) = (0, 0);
    for cut in cuts.windows(2) {
        let [start, end] = [cut[0], cut[1]];
        while changes.get(at_change).is_some_and(|(range, _)| range.end <= start) {
            at_change += 1;
        }
        while shared.get(at_shared).is_some_and(|(range, ..)| range.end <= start) {
            at_shared += 1;
        }
        let shared = shared.get(at_shared).filter(|(range, ..)| range.start <= start);
        // Exact wording stands in the other text too, only elsewhere.
        let change = changes
            .get(at_change)
            .filter(|(range, _)| range.start <= start && shared.is_none_or(|(.., is_exact)| !is_exact));
        if let Some((.., is_exact)) = shared {
            writer
                .raw(if *is_exact { "<span class=\"shared\">" } else { "<span class=\"shared near\">" }, "");
        }
        if let Some((_, class)) = change {
            for part in ["<", tag] {
                writer.out.push_str(part);
            }
            if writer.is_html() && *class != ChangeClass::Plain {
                for part in [" class=\"", class.id(), "\""] {
                    writer.out.push_str(part);
                }
            }
            writer.out.push('>');
        }
        writer.lines(text.get(start..end).unwrap_or_default());
        if change.is_some() {
            for part in ["</", tag, ">"] {
                writer.out.push_str(part);
            }
        }
        if let Some((range, number, _)) = shared {
            if range.end == end {
                writer.raw("<sup>", "<sup>");
                writer.number(*number);
                writer.raw("</sup>", "</sup>");
            }
            writer.raw("</span>", "");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_of_which_little_is_sure_is_told_with_a_perhaps() {
        let row = |kind, pair, score| Row {
            kind,
            a: vec![0],
            b: vec![0],
            score,
            pair: Some(pair),
            reasons: Vec::new(),
            is_formula: false,
            turn: None,
            differs: true,
        };
        let check = |kind, pair, score, expected| assert_eq!(relation(&row(kind, pair, score)).1, expected);
        check(RowKind::Reworded, PairKind::Point, 0.6, "perhaps the same point");
        check(RowKind::Reworded, PairKind::Point, 0.7, "same point");
        check(RowKind::Moved, PairKind::Point, 0.6, "moved, perhaps the same point");
        check(RowKind::Moved, PairKind::Point, 0.7, "moved, same point");
        check(RowKind::Reworded, PairKind::Reworded, 0.6, "reworded");
        check(RowKind::Matched, PairKind::Same, 0.6, "nearly the same words");
        check(RowKind::Matched, PairKind::Same, 0.98, "nearly the same words");
        check(RowKind::Matched, PairKind::Same, 0.99, "same words, other signs");
        check(RowKind::Moved, PairKind::Same, 0.99, "moved, same words, other signs");
        check(RowKind::Matched, PairKind::Same, 1.0, "same words");
    }
}
