//! The comparison of two texts as a page calls it, for `cargo xtask bench compare`.
//!
//! Lives here: two strings in, numbers out: rows, and where the word-level differences say that both texts are the same.
//! Does not live here: any method of comparing (`demarche_compare`), or of judging it (`bench/compare/score.mjs`,
//! which must not take our word for it). Everything a reader is shown is computed: alignment, moves, ledger, shared
//! wording, and the marked difference of every pair.

use demarche_compare::{
    ChangeTag, Comparison, InCorpus, PassageText, Row, RowKind, Setting, Text, compare, marked_diff,
};
use rustc_hash::FxHashMap;
use std::ops::Range;
use wasm_bindgen::prelude::wasm_bindgen;

/// What stands between two passages.
const BETWEEN: &str = "\n\n";

/// Compares texts of one corpus.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Comparer {
    statements: usize,
    /// How many statements hold a word, held as the page holds it.
    frequencies: FxHashMap<String, u32>,
}

#[wasm_bindgen]
impl Comparer {
    /// `frequencies`: a word and the number of statements that hold it on each line.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(statements: usize, frequencies: &str) -> Self {
        let pairs = frequencies.lines().filter_map(|line| line.split_once(' '));
        let frequencies =
            pairs.filter_map(|(word, held_by)| Some((word.to_owned(), held_by.parse().ok()?))).collect();
        Self { statements, frequencies }
    }

    /// Compares two texts whose passages are parted by blank lines.
    ///
    /// The numbers: how many rows there are, five of each (0 level, 1 moved, 2 of A alone, 3 of B alone; first passage
    /// and number of passages in A, the same in B), how many stretches are the same words, three of each (bytes at
    /// which it starts in A and in B, its bytes), and how many sentence pairs, shared wordings and ledger rows there are.
    #[must_use]
    pub fn compare(&self, a: &str, b: &str) -> Vec<u32> {
        let doc_freq = |word: &str| self.frequencies.get(word).copied().unwrap_or(0);
        let rarity = InCorpus { statements: self.statements, doc_freq };
        let (passages_a, passages_b) = (passages(a), passages(b));
        let setting = Setting { rarity: &rarity, ..Setting::default() };
        let found = compare(&text(a, &passages_a), &text(b, &passages_b), &setting);
        numbers(&found, [a, b], [&passages_a, &passages_b])
    }
}

fn passages(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for passage in text.split(BETWEEN) {
        let end = start + passage.len();
        if start < end {
            ranges.push(start..end);
        }
        start = end + BETWEEN.len();
    }
    ranges
}

fn text<'t>(text: &'t str, passages: &[Range<usize>]) -> Text<'t> {
    let passages = passages.iter().map(|range| PassageText { anchor: "", text: &text[range.clone()] });
    Text { lang: "en", passages: passages.collect() }
}

fn numbers(found: &Comparison, [a, b]: [&str; 2], [in_a, in_b]: [&[Range<usize>]; 2]) -> Vec<u32> {
    let mut rows = Vec::new();
    let mut same = Vec::new();
    for row in &found.rows {
        rows.extend(row_numbers(row));
        let (Some(range_a), Some(range_b)) = (extent(&row.a, in_a), extent(&row.b, in_b)) else { continue };
        for change in marked_diff(&a[range_a.clone()], &b[range_b.clone()]) {
            if change.tag == ChangeTag::Equal {
                let starts = [range_a.start + change.a.start, range_b.start + change.b.start];
                let parts = [&a[range_a.clone()][change.a.clone()], &b[range_b.clone()][change.b.clone()]];
                for [in_a, in_b, bytes] in alike(parts) {
                    same.extend([starts[0] + in_a, starts[1] + in_b, bytes]);
                }
            }
        }
    }
    let mut all = vec![found.rows.len()];
    all.append(&mut rows);
    all.push(same.len() / 3);
    all.append(&mut same);
    all.extend([found.pairs.len(), found.shared.len(), found.ledger.len()]);
    all.into_iter().map(|number| u32::try_from(number).unwrap_or(u32::MAX)).collect()
}

/// Where two stretches that a reader is told are the same are so to the byte: all of them, but a sign may have another form
/// on the other side. Then what stands before the first such sign and behind the last.
fn alike([a, b]: [&str; 2]) -> Vec<[usize; 3]> {
    if a == b {
        return vec![[0, 0, a.len()]];
    }
    let shared = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| -> usize {
        a.zip(b).take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum()
    };
    let before = shared(&mut a.chars(), &mut b.chars());
    let behind = shared(&mut a[before..].chars().rev(), &mut b[before..].chars().rev());
    vec![[0, 0, before], [a.len() - behind, b.len() - behind, behind]]
}

fn row_numbers(row: &Row) -> [usize; 5] {
    let kind = match row.kind {
        RowKind::Matched | RowKind::Reworded => 0,
        RowKind::Moved => 1,
        RowKind::OnlyA => 2,
        RowKind::OnlyB => 3,
    };
    let first = |passages: &[usize]| passages.first().copied().unwrap_or(0);
    [kind, first(&row.a), row.a.len(), first(&row.b), row.b.len()]
}

/// From the start of a row's first passage to the end of its last: a row's passages follow each other.
fn extent(row: &[usize], passages: &[Range<usize>]) -> Option<Range<usize>> {
    let (first, last) = (passages.get(*row.first()?)?, passages.get(*row.last()?)?);
    Some(first.start..last.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_in_the_bytes_of_the_whole_texts() {
        let a = "É: the ferry leaves the northern harbour at noon.\n\nGrain prices fell by nine per cent in spring.";
        let b = "Grain prices fell by nine per cent in autumn.\n\nÉ: the ferry leaves the northern harbour at noon.";
        let found = Comparer::new(100, "ferry 2\nharbour 3\n").compare(a, b);
        assert_eq!(found[0], 2, "{found:?}");
        let rows: Vec<&[u32]> = found[1..11].chunks(5).collect();
        let moved: u32 = rows.iter().map(|row| row[0]).sum();
        assert_eq!(moved, 1, "{rows:?}");
        assert!(rows.iter().all(|row| row[1] + row[3] == 1 && row[2] == 1 && row[4] == 1), "{rows:?}");
        let stretches: Vec<[usize; 3]> = found[12..found.len() - 3]
            .chunks(3)
            .map(|one| [one[0] as usize, one[1] as usize, one[2] as usize])
            .collect();
        assert_eq!(stretches.len(), found[11] as usize);
        for [in_a, in_b, bytes] in &stretches {
            assert_eq!(a[*in_a..in_a + bytes], b[*in_b..in_b + bytes]);
        }
        let whole: usize = stretches.iter().map(|one| one[2]).sum();
        assert!(whole >= a.len() - "\n\nspring.".len() - 1, "{stretches:?}");
    }

    #[test]
    fn what_has_other_signs_is_told_up_to_them() {
        let a = "The envoys’ ferry leaves the northern harbour at noon.";
        let b = "The envoys' ferry leaves the northern harbour at noon.";
        let found = Comparer::new(100, "ferry 2\nharbour 3\n").compare(a, b);
        let stretches: Vec<&[u32]> = found[7..found.len() - 3].chunks(3).collect();
        let told: Vec<[&str; 2]> = stretches
            .iter()
            .map(|one| [one[0] as usize, one[1] as usize, one[2] as usize])
            .map(|[in_a, in_b, bytes]| [&a[in_a..in_a + bytes], &b[in_b..in_b + bytes]])
            .collect();
        assert!(told.iter().all(|[a, b]| a == b), "{told:?}");
        assert!(told.iter().any(|[a, _]| a.ends_with("harbour at noon.")), "{told:?}");
    }

    #[test]
    fn empty_texts_have_no_rows() {
        assert_eq!(Comparer::new(0, "").compare("", "\n\n"), [0; 5]);
    }
}
