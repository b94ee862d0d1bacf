//! From text to tokens: the one place that decides which spellings are the same word, for index and query alike.
//!
//! Lives here: tokens and their positions. The parts: `segment` finds the words, `number` joins `21 000`, `fold`
//! takes case and marks away, `stem` takes endings away. Does not live here: which forms a typed word stands for
//! (`compile`). Linear in the text.
//!
//! A token begins and ends where a letter does with all its marks. Scripts that only a dictionary could part into
//! words (Chinese, Japanese, Thai, Lao, Khmer, Burmese) come apart letter by letter, and a word typed in them is sought as
//! those letters side by side; there, a vowel may part from its letter.

mod fold;
mod number;
mod segment;
mod stem;

pub(crate) use fold::{fold, is_invisible, is_mark};
pub(crate) use stem::stem;
#[cfg(feature = "build")]
pub(crate) use stem::stems_in;

use number::Number;
use segment::{Kind, Word};
use std::ops::Range;

/// One occurrence of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// The folded spelling: the index key.
    pub form: String,
    /// Where it stands: bytes of the text as given.
    pub range: Range<usize>,
    /// Its place in the sequence of words, from 0. A hashtag of several words shares its place with the first.
    pub position: u32,
}

/// What is called for each token: form, range and position, as in [`Token`].
type Emit<'e> = &'e mut dyn FnMut(&str, Range<usize>, u32);

/// The tokens of a text as indexed: a hashtag in CamelCase yields itself and its parts.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    collect(text, true)
}

/// As [`tokens`], without a string and a place in a list for each: several times as fast.
pub(crate) fn each_token(text: &str, emit: Emit<'_>) {
    run(text, true, emit);
}

/// The tokens of something typed: a hashtag is one word.
pub(crate) fn query_tokens(text: &str) -> Vec<Token> {
    collect(text, false)
}

/// The tokens of a phrase, whose places must be those of the text it is sought in: among other words a hashtag of
/// several is its parts. A hashtag alone is one word.
pub(crate) fn phrase_tokens(text: &str) -> Vec<Token> {
    let typed = query_tokens(text);
    if typed.len() < 2 {
        return typed;
    }
    let mut tokens = tokens(text);
    let places: Vec<u32> = tokens.iter().map(|token| token.position).collect();
    let mut at = 0;
    // The whole tag stands before the first of its parts, in the same place.
    tokens.retain(|token| {
        at += 1;
        places.get(at) != Some(&token.position)
    });
    tokens
}

/// The folded words of something typed or of a name.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    run(text, false, &mut |form, _, _| found.push(form.to_owned()));
    found
}

/// The number that digits typed apart make together, `21 000`, and how many of the words it takes; `None` where the
/// first word begins no such number.
pub(crate) fn number_of_words<'w>(words: impl Iterator<Item = &'w str>) -> Option<(usize, String)> {
    number::of_words(words)
}

/// How many positions a token sequence takes.
#[cfg(test)]
pub(crate) fn position_count(tokens: &[Token]) -> u32 {
    tokens.last().map_or(0, |token| token.position + 1)
}

fn collect(text: &str, hashtag_parts: bool) -> Vec<Token> {
    let mut found = Vec::new();
    run(text, hashtag_parts, &mut |form, range, position| {
        found.push(Token { form: form.to_owned(), range, position });
    });
    found
}

fn run(text: &str, hashtag_parts: bool, emit: Emit<'_>) {
    let mut sequence = Sequence {
        text,
        hashtag_parts,
        position: 0,
        tag_ends: 0,
        form: String::new(),
        number: Number::default(),
        emit,
    };
    segment::words(text, &mut |word| sequence.push(word));
    sequence.push_number();
}

/// Words on their way to tokens.
struct Sequence<'t, 'e> {
    text: &'t str,
    hashtag_parts: bool,
    /// Where the next word stands.
    position: u32,
    /// No word after the last hashtag stands before this.
    tag_ends: u32,
    /// The form of the last word; kept for its memory.
    form: String,
    /// A number that the next word may belong to.
    number: Number,
    emit: Emit<'e>,
}

impl Sequence<'_, '_> {
    fn push(&mut self, word: Word<'_>) {
        if self.number.is_open() {
            if word.kind == Kind::Plain && self.number.takes(self.text, &word) {
                return;
            }
            self.push_number();
        }
        if word.kind == Kind::Plain && self.number.begins(&word) {
            return;
        }
        fold::fold_into(word.spelled, &mut self.form);
        if self.form.is_empty() {
            return;
        }
        match word.kind {
            Kind::Part if !self.hashtag_parts => return,
            Kind::Part => {}
            Kind::Plain | Kind::Tag => self.position = self.position.max(self.tag_ends),
        }
        (self.emit)(&self.form, word.range, self.position);
        match word.kind {
            Kind::Tag => self.tag_ends = self.position + 1,
            Kind::Plain | Kind::Part => self.position += 1,
        }
    }

    /// The number is complete.
    fn push_number(&mut self) {
        if let Some((digits, range)) = self.number.close() {
            self.position = self.position.max(self.tag_ends);
            (self.emit)(&digits, range, self.position);
            self.position += 1;
        }
    }
}

#[cfg(test)]
mod tests;
