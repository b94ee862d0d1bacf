//! Which of the short lists a word stands in.
//!
//! Lives here: these lists together, so that a word is looked up once and not in each. Does not live here: the lists
//! themselves, which stand where they are used (`words`, `subjects`, `voice`, `turn`). Cost: two look-ups a word.

use crate::bits::Bits;
use crate::{subjects, turn, voice, words};
use std::sync::OnceLock;

/// The lists a word stands in, a bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Lists(u16);

impl Lists {
    pub(crate) const FUNCTION: Lists = Lists(1);
    pub(crate) const STOCK: Lists = Lists(1 << 1);
    pub(crate) const BY_CHANCE: Lists = Lists(1 << 2);
    pub(crate) const JOINT: Lists = Lists(1 << 3);
    pub(crate) const PRONOUN: Lists = Lists(1 << 4);
    pub(crate) const TITLE: Lists = Lists(1 << 5);
    pub(crate) const DENYING: Lists = Lists(1 << 6);
    pub(crate) const HEDGING: Lists = Lists(1 << 7);
    pub(crate) const REPORTING: Lists = Lists(1 << 8);
    pub(crate) const HOSTILE: Lists = Lists(1 << 9);
    pub(crate) const JUDGING: Lists = Lists(1 << 10);
    pub(crate) const MEETING: Lists = Lists(1 << 11);
    pub(crate) const MATTER: Lists = Lists(1 << 12);
    pub(crate) const BEFORE_MATTER: Lists = Lists(1 << 13);

    /// Whether the word stands in a list.
    pub(crate) fn has(self, list: Lists) -> bool {
        self.0 & list.0 != 0
    }

    /// These and others.
    pub(crate) fn with(self, others: Lists) -> Lists {
        Lists(self.0 | others.0)
    }

    /// The lists of a word, given folded, and its stem. `stem` takes a folded word to its stem.
    pub(crate) fn of(folded: &str, stemmed: &str, stem: &dyn Fn(&str) -> String) -> Lists {
        let all = all(stem);
        Lists(all.forms.of(folded)).with(Lists(all.stems.of(stemmed))).with(turn::by_ending(folded))
    }
}

/// All lists; a word may stand in several.
#[derive(Default)]
struct All {
    forms: Bits,
    stems: Bits,
}

fn all(stem: &dyn Fn(&str) -> String) -> &'static All {
    static ALL: OnceLock<All> = OnceLock::new();
    ALL.get_or_init(|| {
        let forms = [
            (words::FUNCTION_WORDS, Lists::FUNCTION),
            (words::STOCK_WORDS, Lists::STOCK),
            (subjects::BY_CHANCE, Lists::BY_CHANCE),
            (voice::JOINT, Lists::JOINT),
            (voice::PRONOUNS, Lists::PRONOUN),
            (voice::TITLES, Lists::TITLE),
            (turn::DENYING, Lists::DENYING),
            (turn::HEDGING, Lists::HEDGING),
            (words::MEETING, Lists::MEETING),
            (words::MATTERS, Lists::MATTER),
            (words::BEFORE_MATTERS, Lists::BEFORE_MATTER),
        ];
        let stems = [(voice::REPORTING, Lists::REPORTING), (voice::HOSTILE, Lists::HOSTILE)];
        let mut all = All::default();
        for (words, list) in forms {
            words.split_whitespace().for_each(|word| all.forms.put(word, list.0));
        }
        for (words, list) in stems {
            // They live as long as the program.
            words.split_whitespace().for_each(|word| all.stems.put(stem(word).leak(), list.0));
        }
        // Stems already.
        turn::JUDGING.split_whitespace().for_each(|word| all.stems.put(word, Lists::JUDGING.0));
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stem::Stemmers;

    #[track_caller]
    fn check(word: &str, expected: &[Lists]) {
        let stemmers = Stemmers::new();
        let stem = |word: &str| stemmers.stem(word, "");
        let expected = expected.iter().fold(Lists::default(), |all, list| all.with(*list));
        assert_eq!(Lists::of(word, &stem(word), &stem), expected, "{word}");
    }

    #[test]
    fn a_word_is_in_all_its_lists_and_no_other() {
        check("ferry", &[]);
        check("he", &[Lists::FUNCTION, Lists::PRONOUN, Lists::TITLE]);
        check("condemning", &[Lists::HOSTILE, Lists::REPORTING, Lists::JUDGING]);
        check("won't", &[Lists::DENYING]);
        check("осуждаем", &[Lists::JUDGING]);
        check("firmly", &[Lists::HOSTILE, Lists::BY_CHANCE]);
    }
}
