//! How much a shared word says: rare words are evidence, common ones are not.
//!
//! Lives here: the [`Rarity`] a caller supplies and the weight made of it. Does not live here: counting words
//! over a corpus; the caller has an index for that.

/// How rare a word is in the whole corpus.
pub trait Rarity {
    /// Statements that hold the word, given folded (lower case, straight apostrophe, no possessive ending).
    fn doc_freq(&self, word: &str) -> u32;
    /// Statements in all.
    fn statements(&self) -> u32;
}

/// Texts compared without a corpus: only the list of function words and the length of a word tell.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoCorpus;

impl Rarity for NoCorpus {
    fn doc_freq(&self, _word: &str) -> u32 {
        0
    }

    fn statements(&self) -> u32 {
        0
    }
}
