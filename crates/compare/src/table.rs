//! Several texts side by side: the rows of every two of them put together.
//!
//! Lives here: which passages share a row, and the order of the rows. Does not live here: what corresponds
//! (`compare`), or drawing. Passages that correspond in any of the comparisons share a row, strongest pairs first.
//! Two passages of one text share a row only where a single pair holds both: what A says twice and C says twice is not
//! one point for being said twice. Of two texts the rows are those of their comparison. Cost: O(r log r) for r rows of
//! all comparisons.

use demarche_corpus::order;

use crate::model::Row;

/// The rows of the comparison of two of the texts.
#[derive(Debug, Clone, Copy)]
pub struct Between<'c> {
    /// The number of its side A among the texts.
    pub first: usize,
    /// The number of its side B among the texts, larger than `first`.
    pub second: usize,
    /// What was found.
    pub rows: &'c [Row],
}

/// A row of a comparison, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Which of the comparisons.
    pub comparison: usize,
    /// Which of its rows.
    pub row: usize,
}

/// One row of several texts side by side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableRow {
    /// Passages of each text, in reading order; none where a text has nothing that corresponds.
    pub passages: Vec<Vec<usize>>,
    /// The pairs inside the row; for a row of one text, what the comparisons say of it.
    pub links: Vec<Link>,
}

impl TableRow {
    /// The first text with a passage in the row.
    #[must_use]
    pub fn first(&self) -> usize {
        self.passages.iter().position(|side| !side.is_empty()).unwrap_or(0)
    }

    /// The only text with a passage in the row, where there is but one.
    #[must_use]
    pub fn only(&self) -> Option<usize> {
        let is_alone = self.passages.iter().filter(|side| !side.is_empty()).count() == 1;
        is_alone.then(|| self.first())
    }
}

/// The rows of texts with so many passages each, in the order of the first text; what a text has alone follows the
/// passage it follows there. Every passage is in exactly one row.
#[must_use]
pub fn table(lengths: &[usize], comparisons: &[Between<'_>]) -> Vec<TableRow> {
    let mut holder: Vec<Vec<usize>> = Vec::with_capacity(lengths.len());
    let mut rows = Vec::new();
    for (side, length) in lengths.iter().enumerate() {
        holder.push((rows.len()..rows.len() + length).collect());
        for passage in 0..*length {
            let mut passages = vec![Vec::new(); lengths.len()];
            passages[side].push(passage);
            rows.push(TableRow { passages, links: Vec::new() });
        }
    }
    for link in by_strength(comparisons) {
        join(link, comparisons, &mut holder, &mut rows);
    }
    for (comparison, between) in comparisons.iter().enumerate() {
        for (row, found) in between.rows.iter().enumerate() {
            let mut holders = holders(between, found, &holder).into_iter();
            if let (Some(at), None) = (holders.next(), holders.next())
                && (found.pair.is_some() || rows[at].only().is_some())
            {
                rows[at].links.push(Link { comparison, row });
            }
        }
    }
    in_order(lengths, &holder).into_iter().map(|at| std::mem::take(&mut rows[at])).collect()
}

/// All pairs, strongest first; among equals, what stands nearest to the same place.
fn by_strength(comparisons: &[Between<'_>]) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for (comparison, between) in comparisons.iter().enumerate() {
        let pairs = between.rows.iter().enumerate().filter(|(_, row)| row.pair.is_some());
        links.extend(pairs.map(|(row, _)| Link { comparison, row }));
    }
    let place = |row: &Row| (row.a.first().copied().unwrap_or(0), row.b.first().copied().unwrap_or(0));
    order::sort_by(&mut links, |one, other| {
        let (one, other) =
            (&comparisons[one.comparison].rows[one.row], &comparisons[other.comparison].rows[other.row]);
        let off = |row: &Row| (place(row).0.abs_diff(place(row).1), place(row).0 + place(row).1);
        other.score.total_cmp(&one.score).then_with(|| off(one).cmp(&off(other)))
    });
    links
}

/// The rows that hold the passages of a pair, each once.
fn holders(between: &Between<'_>, row: &Row, holder: &[Vec<usize>]) -> Vec<usize> {
    let a = row.a.iter().filter_map(|at| holder.get(between.first)?.get(*at));
    let b = row.b.iter().filter_map(|at| holder.get(between.second)?.get(*at));
    let mut found: Vec<usize> = a.chain(b).copied().collect();
    order::sort(&mut found);
    found.dedup();
    found
}

/// Puts the passages of a pair into one row, unless that would bring together what no pair does.
fn join(link: Link, comparisons: &[Between<'_>], holder: &mut [Vec<usize>], rows: &mut [TableRow]) {
    let between = &comparisons[link.comparison];
    let pair = &between.rows[link.row];
    let found = holders(between, pair, holder);
    let is_one_to_one = pair.a.len() <= 1 && pair.b.len() <= 1;
    let has_both = |side: usize| found.iter().filter(|at| !rows[**at].passages[side].is_empty()).count() > 1;
    if found.len() < 2 || is_one_to_one && (0..holder.len()).any(has_both) {
        return;
    }
    let (to, others) = (found[0], &found[1..]);
    for from in others {
        let moved = std::mem::take(&mut rows[*from].passages);
        for (side, passages) in moved.into_iter().enumerate() {
            passages.iter().for_each(|at| holder[side][*at] = to);
            rows[to].passages[side].extend(passages);
        }
    }
    rows[to].passages.iter_mut().for_each(|side| order::sort(side));
}

/// The rows in the order they are read. What stands at the head of a later text, before all that corresponds, stands
/// before the first of that; of two texts, before all rows.
fn in_order(lengths: &[usize], holder: &[Vec<usize>]) -> Vec<usize> {
    // Each row but those of the first text hangs on the row of the passage before its own first one.
    let rows = lengths.iter().sum::<usize>();
    let mut is_placed = vec![false; rows];
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); rows];
    let (mut roots, mut front, mut back) = (Vec::new(), Vec::new(), Vec::new());
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); rows];
    let is_many = lengths.len() > 2;
    for (side, held) in holder.iter().enumerate() {
        for (passage, at) in held.iter().enumerate() {
            if std::mem::replace(&mut is_placed[*at], true) {
                continue;
            }
            match passage.checked_sub(1) {
                _ if side == 0 => roots.push(*at),
                None if is_many => match held.iter().find(|other| *other != at && is_placed[**other]) {
                    Some(other) => before[*other].push(*at),
                    None => back.push(*at),
                },
                None => front.push(*at),
                Some(last) => after[held[last]].push(*at),
            }
        }
    }
    let mut ordered = Vec::with_capacity(rows);
    let mut waiting: Vec<usize> = front.into_iter().chain(roots).chain(back).rev().collect();
    while let Some(at) = waiting.pop() {
        let ahead = std::mem::take(&mut before[at]);
        if ahead.is_empty() {
            ordered.push(at);
            waiting.extend(after[at].iter().rev());
        } else {
            waiting.push(at);
            waiting.extend(ahead.into_iter().rev());
        }
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::{RowPlan, rows};
    use crate::model::{PairKind, RowKind};
    use proptest::prelude::*;

    /// The places of pairs, each with its score in per cent, as rows of a comparison.
    fn compared(pairs: &[(&[usize], &[usize], u8)], a_len: usize, b_len: usize) -> Vec<Row> {
        let places: Vec<(&[usize], &[usize])> = pairs.iter().map(|(a, b, _)| (*a, *b)).collect();
        let alone = |kind, a, b| Row {
            kind,
            a,
            b,
            score: 0.0,
            pair: None,
            reasons: Vec::new(),
            is_formula: false,
            turn: None,
            differs: true,
        };
        let row = |plan| match plan {
            RowPlan::OnlyA(a) => alone(RowKind::OnlyA, vec![a], Vec::new()),
            RowPlan::OnlyB(b) => alone(RowKind::OnlyB, Vec::new(), vec![b]),
            RowPlan::Pair(at) => Row {
                score: f32::from(pairs[at].2) / 100.0,
                pair: Some(PairKind::Reworded),
                ..alone(RowKind::Reworded, pairs[at].0.to_vec(), pairs[at].1.to_vec())
            },
        };
        rows(&places, a_len, b_len).into_iter().map(row).collect()
    }

    fn shown(table: &[TableRow]) -> Vec<String> {
        let side = |side: &Vec<usize>| side.iter().map(ToString::to_string).collect::<Vec<_>>().join("+");
        table.iter().map(|row| row.passages.iter().map(side).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn three_texts_share_rows_where_any_two_of_them_correspond() {
        let ab = compared(&[(&[0], &[1], 90), (&[2], &[2], 50)], 3, 3);
        let ac = compared(&[(&[0], &[0], 80)], 3, 3);
        let bc = compared(&[(&[0], &[2], 70), (&[1], &[0], 60)], 3, 3);
        let comparisons = [
            Between { first: 0, second: 1, rows: &ab },
            Between { first: 0, second: 2, rows: &ac },
            Between { first: 1, second: 2, rows: &bc },
        ];
        let found = table(&[3, 3, 3], &comparisons);
        assert_eq!(shown(&found), ["|0|2", "0|1|0", "||1", "1||", "2|2|"]);
        assert_eq!(found[1].links.len(), 3);
        assert_eq!((found[0].first(), found[0].only(), found[3].only()), (1, None, Some(0)));
    }

    #[test]
    fn what_a_later_text_begins_with_alone_stands_where_it_belongs() {
        let none = compared(&[], 3, 3);
        let ab = compared(&[(&[0], &[0], 90)], 3, 3);
        let ac = compared(&[(&[2], &[2], 80)], 3, 3);
        let between = |first, second, rows| Between { first, second, rows };
        let comparisons = [between(0, 1, &ab), between(0, 2, &ac), between(1, 2, &none)];
        let found = table(&[3, 3, 3], &comparisons);
        assert_eq!(shown(&found), ["0|0|", "|1|", "|2|", "1||", "||0", "||1", "2||2"]);
        let comparisons = [between(0, 1, &ab), between(0, 2, &none), between(1, 2, &none)];
        let found = table(&[3, 3, 3], &comparisons);
        assert_eq!(shown(&found), ["0|0|", "|1|", "|2|", "1||", "2||", "||0", "||1", "||2"]);
    }

    #[test]
    fn a_chain_of_pairs_does_not_bring_two_passages_of_one_text_together() {
        let ab = compared(&[(&[0], &[0], 90)], 2, 1);
        let ac = compared(&[(&[1], &[0], 80)], 2, 1);
        let bc = compared(&[(&[0], &[0], 70)], 1, 1);
        let comparisons = [
            Between { first: 0, second: 1, rows: &ab },
            Between { first: 0, second: 2, rows: &ac },
            Between { first: 1, second: 2, rows: &bc },
        ];
        assert_eq!(shown(&table(&[2, 1, 1], &comparisons)), ["0|0|", "1||0"]);
        let joined = compared(&[(&[0, 1], &[0], 60)], 2, 1);
        let comparisons = [comparisons[0], Between { first: 0, second: 2, rows: &joined }];
        assert_eq!(shown(&table(&[2, 1, 1], &comparisons)), ["0+1|0|0"]);
    }

    /// Rows of a comparison of texts of such lengths, pairs of several passages among them.
    fn random_rows(lengths: (usize, usize)) -> impl Strategy<Value = Vec<Row>> {
        let side = |length| proptest::collection::vec(0..6_usize, length);
        (side(lengths.0), side(lengths.1), proptest::collection::vec(20..=100_u8, 6)).prop_map(
            move |(a, b, scores)| {
                let held = |side: &[usize], number: usize| -> Vec<usize> {
                    (0..side.len()).filter(|at| side[*at] == number).collect()
                };
                // The last number is no pair.
                let mut pairs: Vec<(Vec<usize>, Vec<usize>, u8)> =
                    (0..5).map(|number| (held(&a, number), held(&b, number), scores[number])).collect();
                pairs.retain(|(a, b, _)| !a.is_empty() && !b.is_empty());
                pairs.sort();
                let pairs: Vec<(&[usize], &[usize], u8)> =
                    pairs.iter().map(|(a, b, score)| (a.as_slice(), b.as_slice(), *score)).collect();
                compared(&pairs, lengths.0, lengths.1)
            },
        )
    }

    proptest! {
        #[test]
        fn two_texts_have_the_rows_of_their_comparison(rows in random_rows((7, 6))) {
            let found = table(&[7, 6], &[Between { first: 0, second: 1, rows: &rows }]);
            prop_assert_eq!(found.len(), rows.len());
            for (at, (found, row)) in found.iter().zip(&rows).enumerate() {
                prop_assert_eq!(&found.passages, &[row.a.clone(), row.b.clone()]);
                prop_assert_eq!(&found.links, &[Link { comparison: 0, row: at }]);
            }
        }

        #[test]
        fn every_passage_is_in_exactly_one_row(
            ab in random_rows((5, 4)), ac in random_rows((5, 6)), bc in random_rows((4, 6)),
        ) {
            let between = |first, second, rows| Between { first, second, rows };
            let lengths = [5, 4, 6];
            let found = table(&lengths, &[between(0, 1, &ab), between(0, 2, &ac), between(1, 2, &bc)]);
            for (side, length) in lengths.into_iter().enumerate() {
                let mut seen: Vec<usize> = found.iter().flat_map(|row| row.passages[side].clone()).collect();
                seen.sort_unstable();
                prop_assert_eq!(seen, (0..length).collect::<Vec<_>>());
            }
            let firsts: Vec<usize> = found.iter().filter_map(|row| row.passages[0].first().copied()).collect();
            prop_assert!(firsts.is_sorted());
            prop_assert!(found.iter().all(|row| row.passages.iter().any(|side| !side.is_empty())));
        }
    }
}
