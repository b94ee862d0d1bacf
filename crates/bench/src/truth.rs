//! The right answer to each question, by reading every word.
//!
//! Lives here: counting. Does not live here: what a word is ([`super::words`]). O(words of the corpus) a question,
//! 30 ms for 32 million.
//!
//! A phrase that a line end cuts is one to a reader of the text as received and none to a reader of paragraphs. Where
//! every line is a paragraph the two differ, so both are counted.

use crate::folder::PlainStatement;
use crate::question::{Kind, Question};
use crate::words::{LINE_END, TITLE_END, Words};
use serde::Serialize;

/// The counts of one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Truth {
    /// Statements that answer it.
    pub statements: usize,
    /// Occurrences of its words in them.
    pub hits: usize,
    /// Statements that answer it where a phrase may run on over the end of a line.
    pub statements_across_lines: usize,
}

/// Counts the answers to one question.
pub fn count(question: &Question, statements: &[PlainStatement], words: &Words) -> Truth {
    let wanted = Wanted::new(question, words);
    let mut truth = Truth::default();
    for (statement, sequence) in statements.iter().zip(&words.sequences) {
        if !is_in_scope(question, statement) {
            continue;
        }
        let hits = wanted.hits(sequence);
        if hits > 0 {
            truth.statements += 1;
            truth.hits += hits;
        }
        let across = match wanted {
            Wanted::Phrase(_) => {
                let joined: Vec<u32> = sequence.iter().copied().filter(|word| *word != LINE_END).collect();
                wanted.hits(&joined) > 0
            }
            Wanted::All(_) | Wanted::Any(_) => hits > 0,
        };
        truth.statements_across_lines += usize::from(across);
    }
    truth
}

fn is_in_scope(question: &Question, statement: &PlainStatement) -> bool {
    let side = question.side.as_ref().is_none_or(|side| *side == statement.side);
    let year = statement.date.get(..4).and_then(|year| year.parse::<u16>().ok());
    side && question.years.is_none_or(|(from, to)| year.is_some_and(|year| (from..=to).contains(&year)))
}

/// A question in numbers.
enum Wanted {
    /// Every one of these words; `None` stands for a word that no statement holds.
    All(Vec<Option<u32>>),
    /// These words in a row.
    Phrase(Vec<Option<u32>>),
    /// Any of these, by word number.
    Any(Vec<bool>),
}

impl Wanted {
    fn new(question: &Question, words: &Words) -> Self {
        let numbers = || question.words.iter().map(|word| words.number(word)).collect();
        let any = |is_wanted: &dyn Fn(&str) -> bool| {
            Wanted::Any(words.vocabulary.iter().map(|word| is_wanted(word)).collect())
        };
        let first = question.words.first().map_or("", String::as_str);
        match question.kind {
            Kind::Words => Wanted::All(numbers()),
            Kind::Phrase => Wanted::Phrase(numbers()),
            Kind::Prefix => any(&|word| word.starts_with(first)),
            Kind::Typo => any(&|word| is_one_letter_away(word, first)),
        }
    }

    /// How often what is wanted stands in the sequence; 0 where it does not answer.
    fn hits(&self, sequence: &[u32]) -> usize {
        match self {
            Wanted::Any(wanted) => {
                sequence.iter().filter(|word| wanted.get(**word as usize).is_some_and(|is| *is)).count()
            }
            Wanted::All(wanted) => {
                let mut total = 0;
                for word in wanted {
                    let Some(word) = word else { return 0 };
                    match sequence.iter().filter(|other| *other == word).count() {
                        0 => return 0,
                        hits => total += hits,
                    }
                }
                total
            }
            Wanted::Phrase(wanted) => {
                let Some(wanted) = wanted.iter().copied().collect::<Option<Vec<u32>>>() else { return 0 };
                debug_assert!(wanted.iter().all(|word| *word < TITLE_END));
                sequence.windows(wanted.len().max(1)).filter(|window| *window == wanted).count()
            }
        }
    }
}

/// Whether one letter added, left out or exchanged, or none, turns one word into the other. Linear.
pub fn is_one_letter_away(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(one, other)| one == other).count();
    let rest_of_short = if short.len() == long.len() { same + 1 } else { same };
    short.get(rest_of_short..).unwrap_or_default() == long.get(same + 1..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn statement(id: &str, date: &str, side: &str, text: &str) -> PlainStatement {
        let text = text.replace('/', "\n\n");
        PlainStatement { id: id.into(), title: "Talk".into(), date: date.into(), side: side.into(), text }
    }

    #[test]
    fn answers_are_counted_by_reading() {
        let statements = [
            statement("a", "2001", "x", "the red boat/and the old red boat"),
            statement("b", "2002", "y", "a boat of red/boats"),
            statement("c", "2003-05", "x", "no red/boat"),
        ];
        let words = Words::read(&statements);
        let check = |kind, text: &str, side: Option<&str>, years, expected: [usize; 3]| {
            let question = Question {
                class: String::new(),
                kind,
                words: text.split(' ').map(str::to_owned).collect(),
                side: side.map(str::to_owned),
                years,
            };
            let Truth { statements, hits, statements_across_lines } = count(&question, &statements, &words);
            assert_eq!([statements, hits, statements_across_lines], expected, "{question:?}");
        };
        check(Kind::Words, "red", None, None, [3, 4, 3]);
        check(Kind::Words, "red boat", None, None, [3, 8, 3]);
        check(Kind::Words, "red boats", None, None, [1, 2, 1]);
        check(Kind::Words, "green red", None, None, [0, 0, 0]);
        check(Kind::Words, "talk", None, None, [3, 3, 3]);
        check(Kind::Phrase, "red boat", None, None, [1, 2, 2]);
        check(Kind::Phrase, "talk the", None, None, [0, 0, 0]);
        check(Kind::Prefix, "boat", None, None, [3, 5, 3]);
        check(Kind::Typo, "boatt", None, None, [3, 5, 3]);
        check(Kind::Words, "red", Some("x"), None, [2, 3, 2]);
        check(Kind::Words, "red", None, Some((2002, 2003)), [2, 2, 2]);
    }

    /// Levenshtein's distance by its definition.
    fn distance(a: &[char], b: &[char]) -> usize {
        match (a, b) {
            ([], rest) | (rest, []) => rest.len(),
            ([first, a @ ..], [other, b @ ..]) if first == other => distance(a, b),
            ([_, a_rest @ ..], [_, b_rest @ ..]) => {
                1 + distance(a_rest, b).min(distance(a, b_rest)).min(distance(a_rest, b_rest))
            }
        }
    }

    proptest! {
        #[test]
        fn one_letter_away_is_a_distance_of_one(a in "[abé]{0,6}", b in "[abé]{0,6}") {
            let (left, right): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            prop_assert_eq!(is_one_letter_away(&a, &b), distance(&left, &right) <= 1);
        }
    }
}
