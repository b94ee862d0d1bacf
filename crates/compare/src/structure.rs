//! Structure at a glance: which subjects come when, who is said to have asked for the talk, what the sides "agreed",
//! "noted" and "condemned".
//!
//! Lives here: what is found, and the walk over both texts. Does not live here: the choice of
//! subjects (`structure/topics`), the
//! verbs (`structure/verbs`), who asked (`structure/initiatives`), how words are told (`structure/patterns`,
//! `structure/party`). All of it is tables and rules, so that each finding can be defended by pointing at words; where
//! a text says nothing, nothing is found. Cost: O(n log n) in the words of both sides.

mod initiatives;
mod party;
mod patterns;
mod topics;
mod verbs;

use std::ops::Range;

use crate::distinctive::tokens_of_both;
use crate::model::{Place, Text};
use crate::sentences::sentences;
use crate::words::{Lexicon, Token};

/// A subject the caller knows, as a corpus lists them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Topic {
    /// The id; with one of the built-in subjects (`sanctions`, `arms-control` …) it has their words too.
    pub id: String,
    /// The name for readers; it is a keyword too.
    pub label: String,
    /// Words and phrases that tell the subject, in any form of them.
    pub keywords: Vec<String>,
}

/// What is seen at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Structure {
    /// Words of A.
    pub words_a: u32,
    /// Words of B.
    pub words_b: u32,
    /// The subjects of both sides, the one with the largest share first.
    pub topics: Vec<TopicShare>,
    /// A from beginning to end.
    pub strip_a: Vec<Block>,
    /// B from beginning to end.
    pub strip_b: Vec<Block>,
    /// What connects the strips, in the order of [`Structure::topics`].
    pub bands: Vec<Band>,
    /// Who started the talk or the visit, as A has it.
    pub initiated_a: Vec<Initiative>,
    /// Who started it, as B has it.
    pub initiated_b: Vec<Initiative>,
    /// Verbs of agreement and reporting, the most frequent first.
    pub verbs: Vec<VerbUse>,
}

/// A subject and how much of each side it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicShare {
    /// The caller's id, or that of a built-in subject.
    pub id: String,
    /// The name for readers.
    pub label: String,
    /// Words of A's sentences on it; a sentence on two subjects gives half to each.
    pub words_a: u32,
    /// Words of B's sentences on it, likewise.
    pub words_b: u32,
}

/// Neighbouring sentences of one side on one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Index into [`Structure::topics`]; none where no subject is told.
    pub topic: Option<usize>,
    /// The passages it reaches over, the first and the last perhaps in part.
    pub passages: Range<usize>,
    /// Its first sentence.
    pub start: Place,
    /// How many words it takes.
    pub words: u32,
}

/// A subject that stands on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// Index into [`Structure::topics`].
    pub topic: usize,
    /// The largest block on it in [`Structure::strip_a`].
    pub a: usize,
    /// The largest block on it in [`Structure::strip_b`].
    pub b: usize,
}

/// Somebody said to have started a talk, a visit or a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Initiative {
    /// Who, in the words of the text.
    pub by: String,
    /// The words that say so.
    pub place: Place,
}

/// A verb of agreement or reporting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerbUse {
    /// What was done: `agreed`, `raised`, `called for` …, whatever the language.
    pub verb: &'static str,
    /// How often in A.
    pub a: u32,
    /// How often in B.
    pub b: u32,
    /// Where in A.
    pub places_a: Vec<VerbPlace>,
    /// Where in B.
    pub places_b: Vec<VerbPlace>,
}

/// A verb where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerbPlace {
    /// The verb.
    pub place: Place,
    /// Who did it, where that stands right before the verb; empty otherwise.
    pub subject: String,
}

/// What both texts look like from afar. `topics` are the caller's; without any, the built-in ones do.
#[must_use]
pub fn structure(a: &Text<'_>, b: &Text<'_>, topics: &[Topic]) -> Structure {
    let mut lexicon = Lexicon::new();
    let [tokens_a, tokens_b] = tokens_of_both([a, b], &mut lexicon);
    let sides = [Side::new(a, tokens_a), Side::new(b, tokens_b)];
    let mut found =
        Structure { words_a: sides[0].words(), words_b: sides[1].words(), ..Structure::default() };
    verbs::find(&sides, &lexicon, &mut found);
    initiatives::find(&sides, &lexicon, &mut found);
    // Last: the keywords of the caller become words of the lexicon.
    topics::find(&sides, topics, &mut lexicon, &mut found);
    found
}

/// One text, read.
struct Side<'a> {
    text: &'a Text<'a>,
    tokens: Vec<Vec<Token>>,
    sentences: Vec<Line>,
}

/// One sentence.
struct Line {
    passage: usize,
    range: Range<usize>,
    /// Indices into the tokens of its passage.
    tokens: Range<usize>,
}

impl<'a> Side<'a> {
    fn new(text: &'a Text<'a>, tokens: Vec<Vec<Token>>) -> Side<'a> {
        let mut lines = Vec::new();
        for (passage, (source, tokens)) in text.passages.iter().zip(&tokens).enumerate() {
            for range in sentences(source.text) {
                let from = tokens.partition_point(|token| token.range.start < range.start);
                let to = tokens.partition_point(|token| token.range.start < range.end);
                if from < to {
                    lines.push(Line { passage, range, tokens: from..to });
                }
            }
        }
        Side { text, tokens, sentences: lines }
    }

    fn words(&self) -> u32 {
        self.sentences.iter().map(|line| line.tokens.len()).sum::<usize>() as u32
    }

    /// The source of a sentence's passage, and the sentence's tokens.
    fn line(&self, line: &Line) -> (&'a str, &[Token]) {
        (self.text.passages[line.passage].text, &self.tokens[line.passage][line.tokens.clone()])
    }
}

#[cfg(test)]
mod tests;
