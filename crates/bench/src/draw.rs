//! Draws the questions of the benchmark from a corpus, always the same ones for the same corpus and seed.
//!
//! Lives here: the classes and how common their words are. Does not live here: the right answers
//! ([`super::truth`]). Questions are drawn from the smallest corpus, whose statements every larger one holds, so that each
//! has an answer at every size. They hold single words and rows of at most three: no sentence leaves the corpus.

use crate::folder::PlainStatement;
use crate::question::{Kind, Question};
use crate::words::{TITLE_END, Words};
use std::ops::RangeInclusive;

/// How many questions of each class are drawn; letter by letter, that many words.
const EACH: usize = 6;
/// How many letters are typed of each word.
const LETTERS: usize = 6;
/// Share of statements, in thousandths, that hold a common word, and one of middling frequency.
const COMMON: RangeInclusive<usize> = 500..=900;
const MIDDLING: RangeInclusive<usize> = 30..=100;
/// Statements that hold a rare word.
const RARE: RangeInclusive<usize> = 2..=5;
/// Attempts before a class is left with fewer questions; a corpus of a few statements has no common words.
const ATTEMPTS: usize = 100_000;

/// Draws all questions, each once.
pub fn draw(statements: &[PlainStatement], words: &Words, seed: u64) -> Vec<Question> {
    let mut draw = Draw { statements, words, dice: Dice(seed), questions: Vec::new() };
    let all = statements.len();
    let share = |range: RangeInclusive<usize>| range.start() * all / 1000..=range.end() * all / 1000;
    let anything = RARE.start().max(&(all / 200)).to_owned()..=COMMON.end() * all / 1000;

    for (class, range) in [("common", share(COMMON)), ("middling", share(MIDDLING)), ("rare", RARE)] {
        draw.fill(class, EACH, |draw| Some(ask(Kind::Words, vec![draw.any_word(&range)?])));
    }
    for (class, count) in [("two words", 2), ("three words", 3)] {
        draw.fill(class, EACH, |draw| {
            let (_, words) = draw.words_of_one(count, &anything)?;
            Some(ask(Kind::Words, words))
        });
    }
    for (class, count) in [("phrase of two", 2), ("phrase of three", 3)] {
        draw.fill(class, EACH, |draw| {
            let words = draw.row(count)?;
            Some(ask(Kind::Phrase, words))
        });
    }
    let mut typed = Vec::new();
    for _ in 0..ATTEMPTS {
        if let Some(word) = draw.any_word(&anything).filter(|word| word.len() > LETTERS)
            && !typed.contains(&word)
        {
            typed.push(word);
        }
        if typed.len() == EACH / 2 {
            break;
        }
    }
    for word in typed {
        for length in 1..=LETTERS {
            let question = ask(Kind::Prefix, vec![word[..length].to_owned()]);
            draw.push("letter by letter", question);
        }
    }
    draw.fill("typo", EACH, |draw| {
        let word = draw.any_word(&anything).filter(|word| word.len() >= 7)?;
        let wrong = draw.misspell(&word);
        draw.words.number(&wrong).is_none().then(|| ask(Kind::Typo, vec![wrong]))
    });
    draw.fill("side and word", EACH, |draw| {
        let (at, words) = draw.words_of_one(1, &anything)?;
        let side = draw
            .statements
            .get(at)
            .map(|statement| statement.side.clone())
            .filter(|side| !side.is_empty())?;
        Some(Question { side: Some(side), ..ask(Kind::Words, words) })
    });
    draw.fill("dates and word", EACH, |draw| {
        let (at, words) = draw.words_of_one(1, &anything)?;
        let year: u16 = draw.statements.get(at)?.date.get(..4)?.parse().ok()?;
        let from = year.saturating_sub(draw.dice.below(3) as u16);
        let to = year + draw.dice.below(2) as u16;
        Some(Question { years: Some((from, to)), ..ask(Kind::Words, words) })
    });
    draw.questions
}

/// A question without a class and without filters.
fn ask(kind: Kind, words: Vec<String>) -> Question {
    Question { class: String::new(), kind, words, side: None, years: None }
}

/// A small generator of numbers that look random: splitmix64 (Steele, Lea, Flood 2014).
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

struct Draw<'a> {
    statements: &'a [PlainStatement],
    words: &'a Words,
    dice: Dice,
    questions: Vec<Question>,
}

impl Draw<'_> {
    fn fill(&mut self, class: &str, count: usize, mut next: impl FnMut(&mut Self) -> Option<Question>) {
        let before = self.questions.len();
        for _ in 0..ATTEMPTS {
            if self.questions.len() == before + count {
                break;
            }
            if let Some(question) = next(self) {
                self.push(class, question);
            }
        }
    }

    fn push(&mut self, class: &str, question: Question) {
        let question = Question { class: class.to_owned(), ..question };
        if !self.questions.contains(&question) {
            self.questions.push(question);
        }
    }

    /// A word of four letters or more that so many statements hold.
    fn is_fit(&self, number: u32, statements: &RangeInclusive<usize>) -> bool {
        let at = number as usize;
        let word = self.words.vocabulary.get(at).map_or("", String::as_str);
        let held_by = self.words.statements_with.get(at).copied().unwrap_or(0) as usize;
        word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && statements.contains(&held_by)
    }

    fn word(&self, number: u32) -> Option<String> {
        self.words.vocabulary.get(number as usize).cloned()
    }

    fn any_word(&mut self, statements: &RangeInclusive<usize>) -> Option<String> {
        for _ in 0..ATTEMPTS {
            let number = self.dice.below(self.words.vocabulary.len()) as u32;
            if self.is_fit(number, statements) {
                return self.word(number);
            }
        }
        None
    }

    /// Different words of one statement, and which statement that is.
    fn words_of_one(
        &mut self,
        count: usize,
        statements: &RangeInclusive<usize>,
    ) -> Option<(usize, Vec<String>)> {
        let at = self.dice.below(self.words.sequences.len());
        let sequence = self.words.sequences.get(at)?;
        let mut found: Vec<String> = Vec::new();
        for _ in 0..100 {
            let number = *sequence.get(self.dice.below(sequence.len()))?;
            if self.is_fit(number, statements) {
                let word = self.word(number)?;
                if !found.contains(&word) {
                    found.push(word);
                }
            }
            if found.len() == count {
                return Some((at, found));
            }
        }
        None
    }

    /// Words that stand in a row inside one line of three statements or more, not all of them everyday words.
    fn row(&mut self, count: usize) -> Option<Vec<String>> {
        let at = self.dice.below(self.words.sequences.len());
        let sequence = self.words.sequences.get(at)?;
        let row = sequence.get(self.dice.below(sequence.len())..)?.get(..count)?;
        if row.iter().any(|number| *number >= TITLE_END) {
            return None;
        }
        let words: Vec<String> = row.iter().map(|number| self.word(*number)).collect::<Option<_>>()?;
        let plain = words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()));
        let half = self.statements.len() / 2;
        let telling = row.iter().any(|number| self.is_fit(*number, &(0..=half)));
        if !plain || !telling {
            return None;
        }
        let held_by =
            self.words.sequences.iter().filter(|other| other.windows(count).any(|part| part == row));
        (held_by.take(3).count() == 3).then_some(words)
    }

    /// One letter left out, doubled or exchanged for another, behind the second.
    fn misspell(&mut self, word: &str) -> String {
        let at = 2 + self.dice.below(word.len().saturating_sub(3));
        let mut letters: Vec<char> = word.chars().collect();
        match self.dice.below(3) {
            0 => drop(letters.remove(at)),
            1 => letters.insert(at, letters[at]),
            _ => letters[at] = if letters[at] == 'x' { 'y' } else { 'x' },
        }
        letters.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::truth::count;

    /// Statements in which words are as unevenly spread as in real ones.
    fn statements() -> Vec<PlainStatement> {
        let names =
            ["harbour", "lantern", "meadow", "orchard", "pebble", "quarry", "river", "saddle", "timber"];
        let mut dice = Dice(7);
        let mut made = Vec::new();
        for at in 0..200 {
            let mut text = String::new();
            for _ in 0..40 {
                // Squared, so that the first ones come often and the last ones hardly ever.
                let pick = dice.below(90) * dice.below(90) / 90;
                let ending: String = (0..pick / names.len()).map(|_| 'e').collect();
                let name = names[pick % names.len()];
                text.push_str(&format!("{name}{ending} "));
            }
            let (date, side) = (format!("{}", 2000 + at % 10), format!("side-{}", at % 7));
            made.push(PlainStatement { id: at.to_string(), title: "Talk".into(), date, side, text });
        }
        made
    }

    #[test]
    fn every_question_has_an_answer_and_is_drawn_again() {
        let statements = statements();
        let words = Words::read(&statements);
        let questions = draw(&statements, &words, 1);
        assert_eq!(questions, draw(&statements, &words, 1));
        assert_ne!(questions, draw(&statements, &words, 2));
        for question in &questions {
            assert!(count(question, &statements, &words).statements > 0, "{question:?}");
            assert!(question.words.len() <= 3, "{question:?}");
        }
        for class in [
            "common",
            "two words",
            "three words",
            "phrase of two",
            "letter by letter",
            "typo",
            "side and word",
            "dates and word",
        ] {
            assert!(questions.iter().any(|question| question.class == class), "no question of class {class}");
        }
    }
}
