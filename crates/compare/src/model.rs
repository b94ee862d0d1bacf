//! What goes into a comparison and what comes out: indices and byte ranges, never markup.
//!
//! Lives here: the plain types. Does not live here: how any of it is found. The sides are `a` and `b`
//! everywhere; nothing is left or right, old or new.

mod ledger;

pub use ledger::{KnownName, LedgerClass, LedgerRow, Mentions, Presence};

use crate::changes::ChangeClass;
use std::ops::Range;

/// One passage of a text, borrowed from whoever holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassageText<'a> {
    /// The stable anchor of the passage inside its statement.
    pub anchor: &'a str,
    /// The words of the passage, as the reader sees them.
    pub text: &'a str,
}

/// One side of a comparison: passages in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text<'a> {
    /// Language tag (`en`, `ru`, …); an empty one lets the script of each word decide.
    pub lang: &'a str,
    /// The passages in reading order.
    pub passages: Vec<PassageText<'a>>,
}

/// Everything found about two texts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// Rows in the reading order of A, B-only rows where they stand in B. Every passage is in exactly one.
    pub rows: Vec<Row>,
    /// How many passages of each side have a counterpart.
    pub coverage: Coverage,
    /// Runs of the same words on both sides, numbered in A's order.
    pub shared: Vec<SharedWording>,
    /// The sentences of A in reading order.
    pub sentences_a: Vec<Sentence>,
    /// The sentences of B in reading order.
    pub sentences_b: Vec<Sentence>,
    /// Sentences that make a point in common, in A's order.
    pub pairs: Vec<SentencePair>,
    /// Numbers, dates, quotations and names, with the side or sides that have them.
    pub ledger: Vec<LedgerRow>,
    pub(crate) least: f64,
}

impl Comparison {
    /// The score from which a pair of sentences was believed: what was asked for, or else the usual one, which is higher
    /// between texts with hardly anything in common.
    #[must_use]
    pub fn least(&self) -> f64 {
        self.least
    }
}

/// One row of the side-by-side view.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// How the row is drawn.
    pub kind: RowKind,
    /// Passages of A in the row, usually one, several where B tells them in one, in
    /// order and not always next to each other; empty in a B-only row.
    pub a: Vec<usize>,
    /// Passages of B in the row, likewise; empty in an A-only row.
    pub b: Vec<usize>,
    /// Strength of the pair, 0 to 1; 0 for a row of one side. 1 only where all of it is the same but for white space and
    /// the forms of signs (“ and ", – and -); 0.99 where the words are, and other signs or capitals stand among them.
    pub score: f32,
    /// What the pair has in common; none for a row of one side.
    pub pair: Option<PairKind>,
    /// Why the two were paired, for a reader.
    pub reasons: Vec<String>,
    /// Whether every passage of it is mere formula: that they spoke, how warmly, with whose thanks.
    pub is_formula: bool,
    /// What turns one side of a pair of nearly the same words into another statement: a negation, a word for may or
    /// must, a verb of judgement that the other lacks.
    pub turn: Option<ChangeClass>,
    /// Whether a difference can be shown: the row is of one side, or not in the same words. A pair that makes one point
    /// of several is not set word against word; it differs where a number, a date or a name does.
    pub differs: bool,
}

impl Row {
    /// What [`Row::turn`] is, for a reader.
    #[must_use]
    pub fn turn_words(&self) -> &'static str {
        match self.turn {
            None => "",
            Some(ChangeClass::Negation) => "a negation differs",
            Some(ChangeClass::Hedge) => "a “may” or “must” differs",
            Some(_) => "a verb of judgement differs",
        }
    }
}

/// What a row shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// The same or nearly the same words, in order.
    Matched,
    /// A pair that stands out of the common order of the two texts.
    Moved,
    /// A counterpart in other words, in order.
    Reworded,
    /// A passage of A without a counterpart.
    OnlyA,
    /// A passage of B without a counterpart.
    OnlyB,
}

impl RowKind {
    /// The name scripts rely on (`data-row`).
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            RowKind::Matched => "matched",
            RowKind::Moved => "moved",
            RowKind::Reworded => "reworded",
            RowKind::OnlyA => "only-a",
            RowKind::OnlyB => "only-b",
        }
    }
}

/// What two paired units have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PairKind {
    /// The same or nearly the same words.
    Same,
    /// Most of the content, in other words.
    Reworded,
    /// One point of several.
    Point,
}

impl PairKind {
    /// The name scripts rely on (`kind` in JSON).
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            PairKind::Same => "same",
            PairKind::Reworded => "reworded",
            PairKind::Point => "point",
        }
    }
}

/// How many passages of each side have a counterpart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Passages of A with a counterpart.
    pub a_matched: usize,
    /// Passages of A.
    pub a_total: usize,
    /// Passages of B with a counterpart.
    pub b_matched: usize,
    /// Passages of B.
    pub b_total: usize,
    /// Rows whose pair stands out of order.
    pub moved: usize,
}

/// A stretch of one passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Index of the passage.
    pub passage: usize,
    /// Bytes of that passage's text.
    pub range: Range<usize>,
}

/// The same wording on both sides, word for word or but for small gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedWording {
    /// Counted from 1 in A's order.
    pub number: usize,
    /// Where it stands in A.
    pub a: Place,
    /// Where it stands in B.
    pub b: Place,
    /// How many words it has in common.
    pub words: usize,
    /// Whether it is the same word for word and sign for sign, but for the forms of signs and a capital at its beginning;
    /// otherwise a few words or signs differ inside it.
    pub exact: bool,
}

/// One sentence of one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Index of the passage it stands in.
    pub passage: usize,
    /// Bytes of that passage's text.
    pub range: Range<usize>,
}

/// Sentences of both sides that make a point in common.
#[derive(Debug, Clone, PartialEq)]
pub struct SentencePair {
    /// Indices into [`Comparison::sentences_a`].
    pub a: Vec<usize>,
    /// Indices into [`Comparison::sentences_b`].
    pub b: Vec<usize>,
    /// Strength of the pair, 0 to 1.
    pub score: f32,
    /// What the two have in common.
    pub kind: PairKind,
    /// Whether the pair stands out of the common order of the two texts.
    pub moved: bool,
    /// Why the two were paired, for a reader.
    pub reasons: Vec<String>,
}

/// One stretch of a word-level difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whether the stretch stands on both sides, in A alone or in B alone.
    pub tag: ChangeTag,
    /// Bytes of A; empty for an insertion.
    pub a: Range<usize>,
    /// Bytes of B; empty for a deletion.
    pub b: Range<usize>,
}

/// What became of a stretch on the way from A to B.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeTag {
    /// The same on both sides.
    Equal,
    /// Only in A.
    Delete,
    /// Only in B.
    Insert,
}
