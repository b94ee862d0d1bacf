//! Words, each with the bits of what it is: several short lists that are asked at once.
//!
//! Lives here: the look-up. Does not live here: what a bit means (`lists`, `ledger/marks`). Cost: one look-up a word. The bits
//! are held as other tables of words hold numbers: one form of table is less for a page to load.

use rustc_hash::FxHashMap;

/// The words of several lists.
#[derive(Default)]
pub(crate) struct Bits(FxHashMap<&'static str, usize>);

impl Bits {
    /// Says one thing more of a word.
    pub(crate) fn put(&mut self, word: &'static str, bits: u16) {
        *self.0.entry(word).or_default() |= usize::from(bits);
    }

    /// All that was said of a word.
    pub(crate) fn of(&self, word: &str) -> u16 {
        self.0.get(word).and_then(|bits| u16::try_from(*bits).ok()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_all_its_bits_and_no_others() {
        let mut bits = Bits::default();
        for (word, bit) in [("ferry", 1), ("lake", 2), ("ferry", 1 << 15), ("ferry", 1)] {
            bits.put(word, bit);
        }
        assert_eq!(["ferry", "lake", "lak", ""].map(|word| bits.of(word)), [1 | 1 << 15, 2, 0, 0]);
    }
}
