//! Which sentences of a passage with a counterpart have none themselves. No nodes here.
//!
//! A passage that makes one point in common is a pair as a whole; what else it says may stand in no other text, and
//! would be lost to a reader who looks for gaps.

use super::model::{Compared, Pairwise};
use super::texts::Side;
use demarche_compare::{Sentence, SentencePair};
use std::ops::Range;

/// A shorter sentence says too little for its absence to be told.
const LEAST_WORDS: usize = 4;

/// By side and passage: the byte ranges of the sentences that have no counterpart in any other text. Of a passage none of
/// whose sentences has one nothing is told: it is a pair as a whole, or none.
pub fn sentences(sides: &[Side], pairs: &[Pairwise]) -> Vec<Vec<Vec<Range<usize>>>> {
    let side = |(number, side): (usize, &Side)| {
        let (mut sentences, mut is_paired): (&[Sentence], Vec<bool>) = (&[], Vec::new());
        for pair in pairs {
            let found = &pair.comparison;
            let is_first = number == pair.first;
            if !is_first && number != pair.second {
                continue;
            }
            sentences = if is_first { &found.sentences_a } else { &found.sentences_b };
            is_paired.resize(sentences.len(), false);
            for at in found.pairs.iter().flat_map(|one| of_side(one, is_first)) {
                if let Some(is_paired) = is_paired.get_mut(*at) {
                    *is_paired = true;
                }
            }
        }
        let mut alone = vec![Vec::new(); side.passages.len()];
        let mut has_pair = vec![false; side.passages.len()];
        for (sentence, is_paired) in sentences.iter().zip(is_paired) {
            let passage = sentence.passage;
            let text =
                side.passages.get(passage).and_then(|passage| passage.text.get(sentence.range.clone()));
            let says_enough = text.is_some_and(|text| text.split_whitespace().count() >= LEAST_WORDS);
            if is_paired {
                has_pair[passage] = true;
            } else if says_enough {
                alone[passage].push(sentence.range.clone());
            }
        }
        alone.iter_mut().zip(has_pair).filter(|(_, has_pair)| !has_pair).for_each(|(alone, _)| alone.clear());
        alone
    };
    sides.iter().enumerate().map(side).collect()
}

/// The sentences that a pair has on one side.
fn of_side(pair: &SentencePair, is_first: bool) -> &[usize] {
    if is_first { &pair.a } else { &pair.b }
}

impl Compared {
    /// The sentences of a passage that have no counterpart in any other text, where others of it have.
    pub fn alone(&self, side: usize, passage: usize) -> &[Range<usize>] {
        self.alone.get(side).and_then(|side| side.get(passage)).map(Vec::as_slice).unwrap_or_default()
    }

    /// How many such sentences a row has of one text.
    pub fn alone_in_row(&self, side: usize, row: usize) -> usize {
        let held = self.table.get(row).and_then(|row| row.passages.get(side));
        held.into_iter().flatten().map(|passage| self.alone(side, *passage).len()).sum()
    }

    /// How many such sentences a text has.
    pub fn alone_of(&self, side: usize) -> usize {
        self.alone.get(side).into_iter().flatten().map(Vec::len).sum()
    }
}
