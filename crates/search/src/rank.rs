//! Ranking: BM25 over statements with weights for title and headings and a small bonus for words close together.
//!
//! Lives here: scores and the counting of hits that goes with the same walk. Does not live here: finding
//! occurrences (`evaluate`). Linear in the occurrences of a statement and its blocks.
//! BM25: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009); a weight by zone
//! multiplies the term frequency before saturation, as BM25F does.

use crate::evaluate::{self, Occurrence};
use crate::index::read::BlockSpan;

/// How soon further occurrences stop counting: 0 at once, higher later.
const K1: f32 = 1.2;
/// How much long statements are held back: 0 not at all, 1 fully.
const B: f32 = 0.75;
/// What an occurrence counts in a title, in a heading, in a passage.
const TITLE_WEIGHT: f32 = 3.0;
const HEADING_WEIGHT: f32 = 1.5;
const PASSAGE_WEIGHT: f32 = 1.0;
/// Neighbouring words of the query at most so many positions apart earn the bonus, divided by their distance.
const NEAR_POSITIONS: u32 = 8;
/// The bonus for words side by side, as a share of their smaller rarity. Small: it orders near ties.
const NEAR_BONUS: f32 = 0.3;
/// Length of a middling passage in positions, for comparing passages of one statement.
const MIDDLING_PASSAGE: f32 = 60.0;

/// The rarity of a leaf that so many of all statements have: never negative.
pub(crate) fn rarity(doc_freq: usize, statements: usize) -> f32 {
    let (n, all) = (doc_freq as f32, statements as f32);
    (1.0 + (all - n + 0.5) / (n + 0.5)).ln()
}

/// What one walk over a statement's occurrences yields.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Tally {
    pub score: f32,
    pub hits: usize,
    /// Passages with at least one hit.
    pub passages: usize,
}

/// Scores a statement and counts its hits. `occurrences` are those of this statement, by place.
pub(crate) fn tally(
    occurrences: &[Occurrence],
    blocks: &[BlockSpan],
    rarities: &[f32],
    relative_length: f32,
) -> Tally {
    let mut weighted = vec![0.0; rarities.len()];
    let mut passages = 0;
    let mut last_passage = None;
    for one in occurrences {
        let at = block_at(blocks, one.start);
        let weight = match at.map(|at| (at, blocks[at].is_passage)) {
            Some((0, _)) => TITLE_WEIGHT,
            Some((_, false)) => HEADING_WEIGHT,
            _ => PASSAGE_WEIGHT,
        };
        if let Some(sum) = weighted.get_mut(one.leaf as usize) {
            *sum += weight;
        }
        if at.is_some_and(|at| blocks[at].is_passage) && at != last_passage {
            passages += 1;
            last_passage = at;
        }
    }
    let words: f32 =
        weighted.iter().zip(rarities).map(|(tf, rarity)| rarity * saturated(*tf, relative_length)).sum();
    let hits = evaluate::joined(occurrences).len();
    Tally { score: words + nearness(occurrences, rarities), hits, passages }
}

/// The score of one passage by the same measure.
pub(crate) fn passage_score(occurrences: &[Occurrence], len: u32, rarities: &[f32]) -> f32 {
    let mut counts = vec![0.0; rarities.len()];
    for one in occurrences {
        if let Some(count) = counts.get_mut(one.leaf as usize) {
            *count += 1.0;
        }
    }
    let relative_length = len as f32 / MIDDLING_PASSAGE;
    counts.iter().zip(rarities).map(|(tf, rarity)| rarity * saturated(*tf, relative_length)).sum()
}

fn saturated(tf: f32, relative_length: f32) -> f32 {
    tf * (K1 + 1.0) / (tf + K1 * (1.0 - B + B * relative_length))
}

/// The bonus for words that follow each other in the query standing close together, best place of each pair.
fn nearness(occurrences: &[Occurrence], rarities: &[f32]) -> f32 {
    if rarities.len() < 2 {
        return 0.0;
    }
    // By pair (leaf, next leaf): the least distance seen; by leaf: where it was seen last.
    let mut least = vec![u32::MAX; rarities.len()];
    let mut last: Vec<Option<u32>> = vec![None; rarities.len()];
    for one in occurrences {
        let leaf = one.leaf as usize;
        let pairs = [(leaf.checked_sub(1), leaf.wrapping_sub(1)), (Some(leaf + 1), leaf)];
        for (other, pair) in pairs {
            let seen = other.and_then(|other| last.get(other).copied().flatten());
            if let (Some(seen), Some(least)) = (seen, least.get_mut(pair)) {
                *least = (*least).min(one.start.saturating_sub(seen).max(1));
            }
        }
        if let Some(last) = last.get_mut(leaf) {
            *last = Some(one.start);
        }
    }
    let bonus = |(pair, distance): (usize, &u32)| {
        let smaller = rarities[pair].min(rarities.get(pair + 1).copied().unwrap_or(0.0));
        NEAR_BONUS * smaller / *distance as f32
    };
    least.iter().enumerate().filter(|(_, distance)| **distance <= NEAR_POSITIONS).map(bonus).sum()
}

/// The block that holds a position.
pub(crate) fn block_at(blocks: &[BlockSpan], position: u32) -> Option<usize> {
    blocks.partition_point(|block| block.start <= position).checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cmp::Reverse;

    const BLOCKS: [BlockSpan; 4] = [
        BlockSpan { start: 0, len: 4, is_passage: false },
        BlockSpan { start: 5, len: 3, is_passage: false },
        BlockSpan { start: 9, len: 20, is_passage: true },
        BlockSpan { start: 30, len: 20, is_passage: true },
    ];

    fn check(places: &[(u32, u32)], leaves: usize) -> Tally {
        let occurrences: Vec<Occurrence> = places
            .iter()
            .map(|(start, leaf)| Occurrence { statement: 0, start: *start, len: Reverse(1), leaf: *leaf })
            .collect();
        tally(&occurrences, &BLOCKS, &vec![1.0; leaves], 1.0)
    }

    #[test]
    fn title_beats_heading_beats_passage() {
        let [title, heading, passage] = [0, 5, 9].map(|start| check(&[(start, 0)], 1).score);
        assert!(title > heading && heading > passage && passage > 0.0);
    }

    #[test]
    fn words_side_by_side_beat_words_apart() {
        assert!(check(&[(9, 0), (10, 1)], 2).score > check(&[(9, 0), (16, 1)], 2).score);
        assert!(check(&[(10, 1), (11, 0)], 2).score > check(&[(9, 0), (35, 1)], 2).score);
    }

    #[test]
    fn hits_and_passages_are_counted_by_block() {
        let tally = check(&[(0, 0), (5, 0), (9, 0), (12, 0), (31, 0)], 1);
        assert_eq!((tally.hits, tally.passages), (5, 2));
    }

    #[test]
    fn rarer_words_weigh_more() {
        assert!(rarity(1, 100) > rarity(50, 100) && rarity(100, 100) > 0.0);
    }
}
