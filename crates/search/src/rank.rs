//! Ranking: BM25F for statements, with a bonus for words that stand together.
//!
//! Lives here: scores. Does not live here: finding and counting occurrences (`evaluate`).
//! BM25F: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009); a weight by field
//! (title, heading, passage) multiplies the term frequency before saturation. That a good passage makes a good
//! document: Callan, "Passage-level evidence in document retrieval" (1994).

use crate::index::owners::UnitKind;

/// What each part of the score weighs. `cargo xtask bench ranking` measures each of them on judged queries.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// How soon further occurrences stop counting: 0 at once, higher later.
    pub k1: f32,
    /// How much long statements are held back: 0 not at all, 1 fully.
    pub b: f32,
    /// What an occurrence counts in a title.
    pub title: f32,
    /// The bonus for a title that holds all the words, as a share of the words' rarity.
    pub whole_title: f32,
    /// What an occurrence counts in a heading, which names the topic of passages.
    pub heading: f32,
    /// What an occurrence counts in a passage.
    pub passage: f32,
    /// The bonus for passages that hold all the words, as a share of the words' rarity.
    pub together: f32,
    /// The bonus for words side by side in a passage that holds them all, as a share of the words' rarity; less in
    /// proportion to the stretch that holds them.
    pub near: f32,
}

impl Default for Weights {
    fn default() -> Weights {
        Weights {
            k1: 1.2,
            b: 0.4,
            title: 3.0,
            whole_title: 0.5,
            heading: 1.5,
            passage: 1.0,
            together: 0.8,
            near: 0.5,
        }
    }
}

impl Weights {
    /// What an occurrence counts in a unit of this kind.
    #[inline(always)]
    pub(crate) fn of(&self, kind: UnitKind) -> f32 {
        match kind {
            UnitKind::Title => self.title,
            UnitKind::Heading => self.heading,
            UnitKind::Passage => self.passage,
        }
    }

    /// What so many weighted occurrences count in a statement of this length, relative to the mean.
    #[inline(always)]
    pub(crate) fn saturated(&self, count: f32, relative_length: f32) -> f32 {
        count * (self.k1 + 1.0) / (count + self.k1 * (1.0 - self.b + self.b * relative_length))
    }

    /// The bonus for so many passages with all the words, whose rarities add up to `rarity`.
    pub(crate) fn togetherness(&self, passages: u32, rarity: f32) -> f32 {
        self.together * rarity * passages as f32 / (passages as f32 + 1.0)
    }

    /// The bonus for so many words, whose rarities add up to `rarity`, in a stretch of so many positions.
    pub(crate) fn nearness(&self, words: usize, stretch: u32, rarity: f32) -> f32 {
        self.near * rarity * words as f32 / (stretch as f32).max(words as f32)
    }
}

/// Length of a middling passage in words, for comparing passages of one statement.
const MIDDLING_PASSAGE: f32 = 60.0;

/// The rarity of a leaf that so many of all statements have: never negative.
pub(crate) fn rarity(doc_freq: usize, statements: usize) -> f32 {
    let (n, all) = (doc_freq as f32, statements as f32);
    (1.0 + (all - n + 0.5) / (n + 0.5)).ln()
}

/// The score of a passage of so many words, from leaves' counts and rarities.
pub(crate) fn passage_score(counts: &[(u32, f32)], len: u32, weights: &Weights) -> f32 {
    let relative_length = len as f32 / MIDDLING_PASSAGE;
    counts.iter().map(|(count, rarity)| rarity * weights.saturated(*count as f32, relative_length)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_beats_heading_beats_passage() {
        let weights = Weights::default();
        let [title, heading, passage] = [UnitKind::Title, UnitKind::Heading, UnitKind::Passage]
            .map(|kind| weights.saturated(weights.of(kind), 1.0));
        assert!(title > heading && heading > passage && passage > 0.0);
    }

    #[test]
    fn words_side_by_side_beat_words_apart() {
        let weights = Weights::default();
        assert!(weights.nearness(2, 2, 3.0) > weights.nearness(2, 3, 3.0));
        // Words that share a position are not nearer than side by side.
        assert_eq!(weights.nearness(2, 1, 3.0), weights.nearness(2, 2, 3.0));
    }

    #[test]
    fn rarer_words_weigh_more_and_long_passages_less() {
        assert!(rarity(1, 100) > rarity(50, 100) && rarity(100, 100) > 0.0);
        let weights = Weights::default();
        assert!(passage_score(&[(1, 2.0)], 20, &weights) > passage_score(&[(1, 2.0)], 200, &weights));
    }
}
