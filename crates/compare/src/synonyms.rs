//! Synonyms: words that different offices use for one act or thing, so that `lapse` meets `expire`, and expressions of
//! several words, so that `stand by` meets `support`.
//!
//! Lives here: the look-up; the table is `synonyms.txt`, stemmed by the build script. Does not live here: words that name
//! the very same thing and count as the same (`concepts`), or subjects (`subjects`). A row is looser than those: its words
//! can stand for each other in a report, and do not always; so what they add to a pair is a signal of its own, weighed by
//! `score`. Cost: a look-up a word.

use crate::entries::{Entries, rows};

/// Each line: stems of words that may stand for each other. A word may stand in several lines. The words of an expression
/// are joined by `_`; in a text another may stand between them.
const TABLE: &str = include_str!(concat!(env!("OUT_DIR"), "/synonyms.txt"));
/// Words that may stand between two words of an expression.
const MOST_BETWEEN: usize = 1;

/// The table, ready to be searched.
pub(crate) struct Synonyms(Entries);

impl Synonyms {
    pub(crate) fn new() -> Synonyms {
        Synonyms(Entries::new(rows(TABLE)))
    }

    /// The entries that begin with a stem, from the first to behind the last.
    pub(crate) fn beginning(&self, stem: &str) -> (u16, u16) {
        self.0.beginning(stem)
    }

    /// The lines that hold a word by itself, given the entries that begin with its stem.
    pub(crate) fn lines(&self, entries: (u16, u16)) -> impl Iterator<Item = u16> {
        self.0.some(entries).iter().take_while(|entry| entry.is_word()).map(|entry| entry.number)
    }

    /// The lines of those of these entries that are expressions and whose other words stand ahead, each with how far
    /// ahead its words stand. `ahead` tells the stems, the next first.
    pub(crate) fn standing<'s>(
        &self,
        entries: (u16, u16),
        ahead: &mut dyn FnMut(usize) -> Option<&'s str>,
        found: &mut Vec<(u16, Vec<usize>)>,
    ) {
        let expressions = self.0.some(entries).iter().skip_while(|entry| entry.is_word());
        for expression in expressions {
            let places = expression.follow(MOST_BETWEEN, ahead);
            found.extend(places.map(|places| (expression.number, places)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::words::Lexicon;

    #[track_caller]
    fn check(one: &str, other: &str, expected: bool) {
        let mut lexicon = Lexicon::new();
        let mut lines = |words: &str| -> Vec<u16> {
            let tokens = lexicon.tokens(words, "");
            let mut lines: Vec<u16> = tokens
                .iter()
                .flat_map(|token| lexicon.synonyms_of(token.concept).collect::<Vec<_>>())
                .collect();
            lines.extend(lexicon.expressions(&tokens).into_iter().map(|(_, line)| line));
            lines
        };
        let (one, other) = (lines(one), lines(other));
        assert_eq!(one.iter().any(|line| other.contains(line)), expected);
    }

    #[test]
    fn words_of_one_line_meet_whatever_their_endings() {
        check("lapsed", "expires", true);
        check("sailors", "crew", true);
        check("swapping", "exchange", true);
        check("lapsed", "sailors", false);
        check("ferry", "lake", false);
    }

    #[test]
    fn an_expression_meets_a_word() {
        check("imposed severe costs", "sanctions", true);
        check("with them it stands", "supports", false);
        check("stands firmly by them", "solidarity", true);
        check("stands on the quay by them", "solidarity", false);
        check("stood with them", "supports", false);
        check("stands with them", "supports", true);
    }
}
