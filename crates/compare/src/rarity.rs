//! How much a shared word says: rare words are evidence, common ones are not.
//!
//! Lives here: the [`Rarity`] a caller supplies and the weight made of it. Does not live here: counting words
//! over a corpus; the caller has an index for that.
//!
//! The weight is the negative logarithm of the share of statements that hold the word, where the share starts
//! from a guess (word list, length, capital) worth [`PRIOR_STATEMENTS`] statements: a corpus of a handful of
//! statements changes little, one of thousands decides.

use crate::words::{Class, Entry};

/// How many statements the guess counts for. At 0 a small corpus makes every unseen word infinitely rare; at
/// very many the corpus is never heard.
const PRIOR_STATEMENTS: f64 = 30.0;
/// Guessed share of statements with a stock word of readouts.
const STOCK_SHARE: f64 = 0.4;
/// Guessed share with a content word of up to 3, 5, 7 letters, and of more.
const LENGTH_SHARES: [f64; 4] = [0.12, 0.08, 0.05, 0.03];
/// Weights are whole thousandths, so that sums are the same in any order.
pub(crate) const UNIT: f64 = 1000.0;

/// How rare a word is in the whole corpus.
pub trait Rarity {
    /// Told once which words will be asked for, before any is: whoever has to look them up elsewhere does it before the
    /// next step of the comparison.
    fn expect(&self, _words: &mut dyn Iterator<Item = &str>) {}
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

/// Texts compared within a corpus whose index counts words.
#[derive(Debug, Clone, Copy)]
pub struct InCorpus<F> {
    /// Statements in all.
    pub statements: usize,
    /// Statements that hold a folded word.
    pub doc_freq: F,
}

impl<F: Fn(&str) -> u32> Rarity for InCorpus<F> {
    fn doc_freq(&self, word: &str) -> u32 {
        (self.doc_freq)(word)
    }

    fn statements(&self) -> u32 {
        u32::try_from(self.statements).unwrap_or(u32::MAX)
    }
}

/// What sharing this word is worth, in thousandths; 0 for function words.
pub(crate) fn weight(entry: &Entry, rarity: &dyn Rarity) -> u32 {
    let letters = entry.folded.chars().count();
    let guess = match entry.class {
        Class::Function => return 0,
        Class::Stock => STOCK_SHARE,
        Class::Content => {
            LENGTH_SHARES[match letters {
                0..=3 => 0,
                4..=5 => 1,
                6..=7 => 2,
                _ => 3,
            }]
        }
    };
    let statements = rarity.statements();
    let found = rarity.doc_freq(&entry.folded).min(statements);
    let share = (f64::from(found) + guess * PRIOR_STATEMENTS) / (f64::from(statements) + PRIOR_STATEMENTS);
    // Truncation to whole thousandths is wanted; the value is small and never negative.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let weight = (-share.min(1.0).ln() * UNIT).round() as u32;
    weight
}
