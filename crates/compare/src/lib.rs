//! Two texts side by side: which passages correspond, what wording they share, what each says alone.
//!
//! Lives here: alignment of passages and sentences by content, shared wording, word-level difference and the
//! ledger of hard facts. Does not live here: drawing, files, the search index, the corpus model. Text comes
//! in borrowed, indices and byte ranges go out.

pub mod model;
pub mod rarity;

pub use model::{
    Change, ChangeTag, Comparison, Coverage, LedgerClass, LedgerRow, PairKind, PassageText, Place, Presence,
    Row, RowKind, Sentence, SentencePair, SharedWording, Text,
};
pub use rarity::{NoCorpus, Rarity};

/// Compares two texts.
#[must_use]
pub fn compare(a: &Text<'_>, b: &Text<'_>, rarity: &dyn Rarity) -> Comparison {
    let _ = rarity.statements();
    let only = |kind, a: Vec<usize>, b: Vec<usize>| Row { kind, a, b, score: 0.0, pair: None, reasons: vec![] };
    let mut rows: Vec<Row> = (0..a.passages.len()).map(|i| only(RowKind::OnlyA, vec![i], vec![])).collect();
    rows.extend((0..b.passages.len()).map(|i| only(RowKind::OnlyB, vec![], vec![i])));
    let coverage = Coverage { a_total: a.passages.len(), b_total: b.passages.len(), ..Coverage::default() };
    Comparison { rows, coverage, ..Comparison::default() }
}

/// The word-level difference of two passages; the ranges concatenate to exactly `a` and `b`.
#[must_use]
pub fn word_diff(a: &str, b: &str) -> Vec<Change> {
    vec![
        Change { tag: ChangeTag::Delete, a: 0..a.len(), b: 0..0 },
        Change { tag: ChangeTag::Insert, a: a.len()..a.len(), b: 0..b.len() },
    ]
}
