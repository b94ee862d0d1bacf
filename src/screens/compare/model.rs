//! What the Compare screen draws: two statements, their passages, and how they correspond. No nodes here.

use crate::routes::RowFilter;
use crate::text_view::CellMark;
use demarche_compare::{
    ChangeTag, Comparison, InCorpus, PairKind, PassageText, Row, RowKind, Text, word_diff,
};
use demarche_corpus::order;
use demarche_corpus::{Block, Body, Statement};
use demarche_search::service;
use std::ops::Range;

/// Below this share of common words a difference is noise: the pair is marked by its shared wording alone.
const LEAST_COMMON_SHARE: f64 = 0.4;

/// One side.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Its metadata.
    pub statement: Statement,
    /// Its passages in reading order.
    pub passages: Vec<SidePassage>,
}

/// One passage of a side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SidePassage {
    /// Its anchor.
    pub anchor: String,
    /// Its words.
    pub text: String,
    /// The section heading, on the first passage below it.
    pub heading: Option<String>,
    /// Byte ranges of `text` with what they are.
    pub marks: Vec<(Range<usize>, CellMark)>,
}

/// Two sides and their correspondence.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Side A.
    pub a: Side,
    /// Side B.
    pub b: Side,
    /// What corresponds.
    pub comparison: Comparison,
}

/// How many statements hold each word of two texts.
#[derive(Debug, Clone)]
pub struct Frequencies {
    /// How many statements there are.
    pub statements: usize,
    /// The words as the index has them, in order.
    pub forms: Vec<String>,
    /// For each of them: how many statements hold it.
    pub counts: Vec<u32>,
}

impl Frequencies {
    fn of(&self, word: &str) -> u32 {
        let form = service::forms_of(word).into_iter().next();
        let at = form.and_then(|form| self.forms.binary_search(&form).ok());
        at.and_then(|at| self.counts.get(at)).copied().unwrap_or(0)
    }
}

impl Compared {
    /// Aligns two statements and marks what differs and what is shared.
    pub fn new(a: (Statement, Body), b: (Statement, Body), frequencies: &Frequencies) -> Compared {
        let (mut a, mut b) = (Side::new(a), Side::new(b));
        let doc_freq = |word: &str| frequencies.of(word);
        let rarity = InCorpus { statements: frequencies.statements, doc_freq };
        let comparison = demarche_compare::compare(&a.text(), &b.text(), &rarity);
        for shared in &comparison.shared {
            a.mark(shared.a.passage, shared.a.range.clone(), CellMark::Shared(shared.number));
            b.mark(shared.b.passage, shared.b.range.clone(), CellMark::Shared(shared.number));
        }
        for row in &comparison.rows {
            mark_difference(row, &mut a, &mut b);
        }
        Compared { a, b, comparison }
    }
}

impl Side {
    fn new((statement, body): (Statement, Body)) -> Side {
        let mut last_heading = None;
        // A line of signs ("###") says nothing that could have a counterpart.
        let has_words = |block: &Block| body.block_text(block).chars().any(char::is_alphanumeric);
        let passages = body
            .passages()
            .filter(|(_, block)| has_words(block))
            .map(|(_, block)| {
                let heading =
                    block.heading.filter(|heading| last_heading.replace(*heading) != Some(*heading));
                let heading = heading
                    .and_then(|at| body.blocks.get(at as usize))
                    .map(|found| body.block_text(found).to_owned());
                SidePassage {
                    anchor: block.anchor.clone(),
                    text: body.block_text(block).to_owned(),
                    heading,
                    marks: Vec::new(),
                }
            })
            .collect();
        Side { statement, passages }
    }

    fn text(&self) -> Text<'_> {
        Text {
            lang: &self.statement.lang,
            passages: self
                .passages
                .iter()
                .map(|passage| PassageText { anchor: &passage.anchor, text: &passage.text })
                .collect(),
        }
    }

    /// Marks what of a range is not shared wording: that stands on the other side too, only elsewhere.
    fn mark_unshared(&mut self, passage: usize, range: Range<usize>, mark: &CellMark) {
        let Some(found) = self.passages.get(passage) else { return };
        let mut shared: Vec<Range<usize>> = found
            .marks
            .iter()
            .filter(|(_, mark)| matches!(mark, CellMark::Shared(_)))
            .map(|(shared, _)| shared.clone())
            .collect();
        order::sort_by_key(&mut shared, |shared| shared.start);
        let mut start = range.start;
        for shared in shared {
            if start < shared.start.min(range.end) {
                self.mark(passage, start..shared.start.min(range.end), mark.clone());
            }
            start = start.max(shared.end);
        }
        if start < range.end {
            self.mark(passage, start..range.end, mark.clone());
        }
    }

    fn mark(&mut self, passage: usize, range: Range<usize>, mark: CellMark) {
        if let Some(passage) = self.passages.get_mut(passage) {
            passage.marks.push((range, mark));
        }
    }
}

/// Marks the words that only one of two paired passages has, where enough is common for that to say something.
fn mark_difference(row: &Row, a: &mut Side, b: &mut Side) {
    let ([at_a], [at_b]) = (row.a.as_slice(), row.b.as_slice()) else { return };
    if !matches!(row.pair, Some(PairKind::Same | PairKind::Reworded)) {
        return;
    }
    let (Some(text_a), Some(text_b)) = (a.passages.get(*at_a), b.passages.get(*at_b)) else { return };
    let changes = word_diff(&text_a.text, &text_b.text);
    let common: usize =
        changes.iter().filter(|change| change.tag == ChangeTag::Equal).map(|change| change.a.len()).sum();
    let longer = text_a.text.len().max(text_b.text.len()).max(1);
    if (common as f64) < LEAST_COMMON_SHARE * longer as f64 {
        return;
    }
    for change in changes {
        match change.tag {
            ChangeTag::Delete => a.mark_unshared(*at_a, change.a, &CellMark::Removed),
            ChangeTag::Insert => b.mark_unshared(*at_b, change.b, &CellMark::Added),
            ChangeTag::Equal => {}
        }
    }
}

/// Whether a row is shown under a filter.
pub fn is_shown(row: &Row, filter: RowFilter) -> bool {
    match filter {
        RowFilter::All => true,
        RowFilter::Paired => !matches!(row.kind, RowKind::OnlyA | RowKind::OnlyB),
        RowFilter::OnlyA => row.kind == RowKind::OnlyA,
        RowFilter::OnlyB => row.kind == RowKind::OnlyB,
    }
}

/// The same filter after the sides were exchanged.
pub fn mirrored(filter: RowFilter) -> RowFilter {
    match filter {
        RowFilter::OnlyA => RowFilter::OnlyB,
        RowFilter::OnlyB => RowFilter::OnlyA,
        other => other,
    }
}

/// The sign and the words of a row's relation.
pub fn relation(row: &Row) -> (&'static str, &'static str) {
    match (row.kind, row.pair) {
        (RowKind::OnlyA, _) => ("∅", "only in A"),
        (RowKind::OnlyB, _) => ("∅", "only in B"),
        (RowKind::Moved, _) => ("⇅", "moved"),
        (RowKind::Matched, _) if row.score >= 1.0 => ("═", "same words"),
        (RowKind::Matched, _) => ("═", "nearly the same words"),
        (RowKind::Reworded, Some(PairKind::Point)) => ("∼", "same point"),
        (RowKind::Reworded, _) => ("≈", "reworded"),
    }
}
