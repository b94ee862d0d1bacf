//! Texts as sequences of numbered words: the literal reading that all counts are held against.
//!
//! Lives here: what a literal word is, deliberately nothing cleverer than a person with a marker would take for one:
//! a run of letters and digits, in lower case, without the marks of letters. Does not live here: any of the
//! project's own analysis, which must not be its own witness. Linear in the text; 4 bytes a word are kept.

use crate::folder::PlainStatement;
use icu_normalizer::DecomposingNormalizerBorrowed;
use std::collections::HashMap;

/// Stands in a sequence where a line of the text ends.
pub const LINE_END: u32 = u32::MAX;
/// Stands in a sequence between the title and the text.
pub const TITLE_END: u32 = u32::MAX - 1;

/// All statements as sequences of word numbers.
#[derive(Debug, Default)]
pub struct Words {
    /// The word of each number.
    pub vocabulary: Vec<String>,
    /// In how many statements each word stands.
    pub statements_with: Vec<u32>,
    /// One sequence a statement: the title, [`TITLE_END`], then the lines, [`LINE_END`] between any two.
    pub sequences: Vec<Vec<u32>>,
    numbers: HashMap<String, u32>,
}

impl Words {
    /// Reads all statements.
    pub fn read(statements: &[PlainStatement]) -> Self {
        let mut words = Self::default();
        let mut last_seen: Vec<usize> = Vec::new();
        for (at, statement) in statements.iter().enumerate() {
            let mut sequence = Vec::new();
            words.push_words(&statement.title, &mut sequence);
            sequence.push(TITLE_END);
            for (line_at, line) in statement.text.split("\n\n").enumerate() {
                if line_at > 0 {
                    sequence.push(LINE_END);
                }
                words.push_words(line, &mut sequence);
            }
            sequence.shrink_to_fit();
            last_seen.resize(words.vocabulary.len(), usize::MAX);
            words.statements_with.resize(words.vocabulary.len(), 0);
            for number in sequence.iter().filter(|number| **number < TITLE_END) {
                let number = *number as usize;
                if last_seen[number] != at {
                    last_seen[number] = at;
                    words.statements_with[number] += 1;
                }
            }
            words.sequences.push(sequence);
        }
        words
    }

    /// The number of a folded word; `None` where no statement holds it.
    pub fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    fn push_words(&mut self, text: &str, sequence: &mut Vec<u32>) {
        let folded = fold(text);
        for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let number = match self.numbers.get(word) {
                Some(number) => *number,
                None => {
                    let number = self.vocabulary.len() as u32;
                    self.numbers.insert(word.to_owned(), number);
                    self.vocabulary.push(word.to_owned());
                    number
                }
            };
            sequence.push(number);
        }
    }
}

/// Lower case, marks of letters taken off, what is not seen left out.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let unseen =
        |c: char| matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}');
    let apart = DecomposingNormalizerBorrowed::new_nfd().normalize(text);
    apart.chars().filter(|c| !unseen(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_a_run_of_letters_and_digits() {
        let check = |text: &str, expected: &str| {
            let folded = fold(text);
            let words: Vec<&str> =
                folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
            assert_eq!(words.join(" "), expected, "{text:?}");
        };
        check("The Envoy’s co-operation, 21,000 strong", "the envoy s co operation 21 000 strong");
        check("Côte d'Ivoire; Türkiye; co\u{ad}operate", "cote d ivoire turkiye cooperate");
    }

    #[test]
    fn sequences_keep_titles_and_lines_apart() {
        let statement = PlainStatement {
            id: "a".to_owned(),
            title: "A talk".to_owned(),
            date: "2020".to_owned(),
            side: String::new(),
            text: "A line\n\nA talk".to_owned(),
        };
        let words = Words::read(&[statement]);
        assert_eq!(words.sequences, [vec![0, 1, TITLE_END, 0, 2, LINE_END, 0, 1]]);
        assert_eq!(words.statements_with, [1, 1, 1]);
        assert_eq!(words.number("line"), Some(2));
    }
}
