//! What is marked in one row, found when the row is drawn: words that differ, and wording that is shared.
//!
//! Of two texts, what B lacks is struck in A and what A lacks is underlined in B. Of more, each is set against A, and
//! A stands as it is; where A has nothing, against the first that has. Cost: one word-level difference a pair of the row.

use super::model::{Compared, Marks, Pairwise};
use crate::components::SIDE_LETTERS;
use crate::text_view::CellMark;
use demarche_compare::{ChangeTag, PairKind, Row, describe, marked_diff};
use demarche_corpus::order;
use std::ops::Range;

/// Below this share of common words a difference is noise: the pair is marked by its shared wording alone.
const LEAST_COMMON_SHARE: f64 = 0.4;

/// Beyond so many bytes on a side no words are set against each other: the page would stand still.
const MOST_BYTES: usize = 60_000;

/// What stands between passages of one side while they are set against the other's.
const BETWEEN: &str = "\n\n";

/// The marks of one row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drawing {
    /// By side, by passage of the row: byte ranges with what they are.
    pub marks: Vec<Vec<Marks>>,
    /// The differences in words, one sentence a pair.
    pub told: Vec<String>,
}

/// Marks one row.
pub fn draw(compared: &Compared, row: usize) -> Drawing {
    let Some(table_row) = compared.table.get(row) else { return Drawing::default() };
    let shared = |(side, passages): (usize, &Vec<usize>)| -> Vec<Marks> {
        let marks = |passage: &usize| {
            let alone = compared.alone(side, *passage).iter().cloned().map(|range| (range, CellMark::Alone));
            compared.shared(side, *passage).iter().cloned().chain(alone).collect()
        };
        passages.iter().map(marks).collect()
    };
    let marks = table_row.passages.iter().enumerate().map(shared).collect();
    let mut drawing = Drawing { marks, told: Vec::new() };
    let first = table_row.first();
    for (pair, found) in compared.links(row) {
        let is_close = matches!(found.pair, Some(PairKind::Same | PairKind::Reworded));
        if pair.first == first && is_close && found.score < 1.0 {
            mark_difference(compared, row, (pair, found), &mut drawing);
        }
    }
    drawing
}

/// The passages of one side of a row as one text, and where each begins in it.
fn joined(compared: &Compared, side: usize, passages: &[usize]) -> (String, Vec<usize>) {
    let (mut text, mut starts) = (String::new(), Vec::new());
    for passage in passages {
        if !text.is_empty() {
            text.push_str(BETWEEN);
        }
        starts.push(text.len());
        text.push_str(compared.sides[side].passages.get(*passage).map_or("", |passage| &passage.text));
    }
    (text, starts)
}

/// Marks the words that only one side of a pair has, where enough is common for that to say something.
fn mark_difference(compared: &Compared, row: usize, (pair, found): (&Pairwise, &Row), drawing: &mut Drawing) {
    let ((a, starts_a), (b, starts_b)) =
        (joined(compared, pair.first, &found.a), joined(compared, pair.second, &found.b));
    if a.len().max(b.len()) > MOST_BYTES {
        return;
    }
    let changes = marked_diff(&a, &b);
    let common: usize =
        changes.iter().filter(|change| change.tag == ChangeTag::Equal).map(|change| change.a.len()).sum();
    let is_same = found.pair == Some(PairKind::Same);
    if !is_same && (common as f64) < LEAST_COMMON_SHARE * a.len().max(b.len()).max(1) as f64 {
        return;
    }
    let [from, to] = [SIDE_LETTERS[pair.first], SIDE_LETTERS[pair.second]];
    drawing.told.push(format!("From {from} to {to}: {}", describe(&a, &b, &changes)));
    let places = |side: usize, passages: &[usize]| -> Vec<usize> {
        let held = &compared.table[row].passages[side];
        passages.iter().map(|at| held.iter().position(|other| other == at).unwrap_or(0)).collect()
    };
    let (places_a, places_b) = (places(pair.first, &found.a), places(pair.second, &found.b));
    for change in changes {
        match change.tag {
            // Of several texts, the first is what the others are set against.
            ChangeTag::Delete if compared.sides.len() == 2 => {
                let side = &mut drawing.marks[pair.first];
                put(side, &places_a, &starts_a, change.a, &CellMark::Removed(change.class));
            }
            ChangeTag::Insert => {
                let side = &mut drawing.marks[pair.second];
                put(side, &places_b, &starts_b, change.b, &CellMark::Added(change.class));
            }
            _ => {}
        }
    }
}

/// Puts a mark on a stretch of the joined text, passage by passage.
fn put(side: &mut [Marks], places: &[usize], starts: &[usize], range: Range<usize>, mark: &CellMark) {
    for (at, start) in starts.iter().enumerate() {
        // What stands between two passages is not part of either.
        let end =
            starts.get(at + 1).map_or(usize::MAX, |next| next.saturating_sub(BETWEEN.len())).max(*start);
        let part = range.start.clamp(*start, end) - start..range.end.clamp(*start, end) - start;
        if let Some(marks) = places.get(at).and_then(|place| side.get_mut(*place)) {
            mark_unshared(marks, part, mark);
        }
    }
}

/// Marks what of a range is not shared wording: that stands in the other text too, only elsewhere.
fn mark_unshared(marks: &mut Marks, range: Range<usize>, mark: &CellMark) {
    let is_exact = |mark: &CellMark| matches!(mark, CellMark::Shared { is_exact: true, .. });
    let mut shared: Vec<Range<usize>> =
        marks.iter().filter(|(_, mark)| is_exact(mark)).map(|(shared, _)| shared.clone()).collect();
    order::sort_by_key(&mut shared, |shared| shared.start);
    let mut start = range.start;
    for shared in shared {
        if start < shared.start.min(range.end) {
            marks.push((start..shared.start.min(range.end), mark.clone()));
        }
        start = start.max(shared.end);
    }
    if start < range.end {
        marks.push((start..range.end, mark.clone()));
    }
}
