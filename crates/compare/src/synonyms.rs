//! Synonyms: words that different offices use for one act or thing, so that `lapse` meets `expire`, and expressions of
//! several words, so that `stand by` meets `support`.
//!
//! Lives here: the look-up; the table is `synonyms.txt`. Does not live here: words that name the very same thing and count
//! as the same (`concepts`), or subjects (`subjects`). A row is looser than those: its words can stand for each other
//! in a report, and do not always; so what they add to a pair is a signal of its own, weighed by `score`. Cost: a
//! binary search a word.

use crate::subjects::follow;
use demarche_corpus::order;
use std::ops::Range;

/// Each line: words that may stand for each other, in their base forms. A word may stand in several lines. The words of
/// an expression are joined by `_` or a hyphen; in a text another may stand between them.
const TABLE: &str = include_str!("synonyms.txt");
/// Words that may stand between two words of an expression.
const MOST_BETWEEN: usize = 1;

/// The table turned round.
pub(crate) struct Synonyms {
    /// Stem and line, sorted.
    lines: Vec<(String, u16)>,
    /// Sorted by their first stem.
    expressions: Vec<Expression>,
}

/// Several words in a row.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Expression {
    first: String,
    rest: Vec<String>,
    line: u16,
}

impl Synonyms {
    /// `stem` takes a folded word to the stem it has in the texts.
    pub(crate) fn new(stem: &dyn Fn(&str) -> String) -> Synonyms {
        let mut lines: Vec<(String, u16)> = Vec::new();
        let mut expressions: Vec<Expression> = Vec::new();
        for (number, words) in TABLE.lines().enumerate() {
            let line = u16::try_from(number).unwrap_or(u16::MAX);
            for entry in words.split(' ') {
                let mut stems = entry.split(['_', '-']).map(stem);
                let Some(first) = stems.next() else { continue };
                let rest: Vec<String> = stems.collect();
                if rest.is_empty() {
                    lines.push((first, line));
                } else {
                    expressions.push(Expression { first, rest, line });
                }
            }
        }
        order::sort(&mut lines);
        lines.dedup();
        order::sort(&mut expressions);
        Synonyms { lines, expressions }
    }

    /// The lines that hold a word of this stem, in order.
    pub(crate) fn of(&self, stem: &str) -> impl Iterator<Item = u16> {
        let from = self.lines.partition_point(|(known, _)| known.as_str() < stem);
        self.lines[from..].iter().take_while(move |(known, _)| known == stem).map(|(_, line)| *line)
    }

    /// The expressions that begin with a stem, from the first to behind the last.
    pub(crate) fn beginning(&self, stem: &str) -> Range<u16> {
        let from = self.expressions.partition_point(|expression| expression.first.as_str() < stem);
        let same = self.expressions[from..].iter().take_while(|expression| expression.first == stem).count();
        let number = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        number(from)..number(from + same)
    }

    /// The lines of those of these expressions whose other words stand ahead, each with how far ahead its words stand.
    /// `ahead` tells the stems, the next first.
    pub(crate) fn standing<'s>(
        &self,
        expressions: Range<u16>,
        ahead: &mut dyn FnMut(usize) -> Option<&'s str>,
        found: &mut Vec<(u16, Vec<usize>)>,
    ) {
        let held = self.expressions.get(usize::from(expressions.start)..usize::from(expressions.end));
        for expression in held.unwrap_or_default() {
            let places = follow(&expression.rest, MOST_BETWEEN, ahead);
            found.extend(places.map(|places| (expression.line, places)));
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
            let mut lines: Vec<u16> =
                tokens.iter().flat_map(|token| lexicon.synonyms_of(token.concept).to_vec()).collect();
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
