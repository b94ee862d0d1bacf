//! Which sentences of a passage with a counterpart have none themselves. No nodes here.
//!
//! A passage that makes one point in common is a pair as a whole; what else it says may stand in no other text, and
//! would be lost to a reader who looks for gaps.

use super::model::{Pairwise, Side};
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
            let (own, of_pair): (&[Sentence], fn(&SentencePair) -> &[usize]) = match number {
                _ if number == pair.first => (&found.sentences_a, |pair| &pair.a),
                _ if number == pair.second => (&found.sentences_b, |pair| &pair.b),
                _ => continue,
            };
            sentences = own;
            is_paired.resize(own.len(), false);
            for at in found.pairs.iter().flat_map(of_pair) {
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
