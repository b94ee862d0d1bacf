//! Groups of words and phrases, found in sentences.
//!
//! Lives here: the small language of the tables, and the search. Does not live here: the tables. A pattern is one or more
//! words joined by `+`: `cease+fire`. A word stands for itself; with `*` behind it, for every word that begins so; with
//! `~` before it, up to three others may stand between it and the one before. Words are folded. Where several patterns
//! fit, the one with most words counts, then the one of the first group. Cost: a binary search for each different word,
//! then O(words).

use demarche_corpus::order;
use std::ops::Range;

use crate::words::{Lexicon, Token};

/// Words that may stand before one marked `~`.
const MOST_BETWEEN: usize = 3;

/// How a word is told.
#[derive(Debug, PartialEq, Eq)]
enum Told {
    /// The folded word itself.
    Whole(String),
    /// Any word that begins so.
    Start(String),
    /// Any word of this stem, beside the folded word.
    Stem(String, String),
}

impl Told {
    /// What it begins with, to find it by.
    fn text(&self) -> &str {
        match self {
            Told::Whole(text) | Told::Start(text) | Told::Stem(text, _) => text,
        }
    }

    fn fits(&self, word: u32, lexicon: &Lexicon) -> bool {
        let entry = lexicon.entry(word);
        match self {
            Told::Whole(text) => entry.folded == *text,
            Told::Start(text) => entry.folded.starts_with(text.as_str()),
            Told::Stem(text, stem) => entry.stem == *stem || entry.folded == *text,
        }
    }
}

struct Pattern {
    group: usize,
    first: Told,
    /// The words behind the first, and whether others may stand before each.
    rest: Vec<(Told, bool)>,
}

/// Patterns of all groups.
#[derive(Default)]
pub(super) struct Patterns {
    rows: Vec<Pattern>,
    /// Rows whose first word fits, by the number of the word in the lexicon.
    by_word: Vec<Vec<u32>>,
}

/// A pattern found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub group: usize,
    /// Tokens, from its first word to its last.
    pub tokens: Range<usize>,
}

impl Patterns {
    /// The patterns of one group, with white space between them.
    pub fn add(&mut self, group: usize, patterns: &str) {
        for pattern in patterns.split_whitespace() {
            let told = |word: &str| match word.strip_suffix('*') {
                Some(start) => Told::Start(start.to_owned()),
                None => Told::Whole(word.to_owned()),
            };
            let mut words = pattern.split('+');
            if let Some(first) = words.next() {
                let rest = words.map(|word| match word.strip_prefix('~') {
                    Some(word) => (told(word), true),
                    None => (told(word), false),
                });
                self.rows.push(Pattern { group, first: told(first), rest: rest.collect() });
            }
        }
    }

    /// A phrase in any form of its words.
    pub fn add_phrase(&mut self, group: usize, phrase: &str, lexicon: &mut Lexicon) {
        let tokens = lexicon.tokens(phrase, "");
        let told = |token: &Token| {
            let entry = lexicon.entry(token.word);
            Told::Stem(entry.folded.clone(), entry.stem.clone())
        };
        if let [first, rest @ ..] = &tokens[..] {
            let rest = rest.iter().map(|token| (told(token), false)).collect();
            self.rows.push(Pattern { group, first: told(first), rest });
        }
    }

    /// To be called once, when everything is added and every text is read.
    pub fn prepare(&mut self, lexicon: &Lexicon) {
        order::sort_by(&mut self.rows, |one, other| one.first.text().cmp(other.first.text()));
        self.by_word = Vec::with_capacity(lexicon.entries().len());
        for (word, entry) in lexicon.entries().iter().enumerate() {
            let Some(letter) = entry.folded.chars().next() else {
                self.by_word.push(Vec::new());
                continue;
            };
            let first = |row: &Pattern| row.first.text().chars().next().unwrap_or(letter);
            let from = self.rows.partition_point(|row| first(row) < letter);
            let to = self.rows.partition_point(|row| first(row) <= letter);
            let fitting = (from..to).filter(|row| self.rows[*row].first.fits(word as u32, lexicon));
            self.by_word.push(fitting.map(|row| row as u32).collect());
        }
    }

    /// The patterns in a sentence, one behind the other.
    pub fn hits(&self, tokens: &[Token], lexicon: &Lexicon) -> Vec<Hit> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let mut best: Option<(usize, Hit)> = None;
            for &row in self.by_word.get(tokens[at].word as usize).into_iter().flatten() {
                let row = &self.rows[row as usize];
                let Some(end) = fitted(row, tokens, at, lexicon) else { continue };
                let is_better = best.as_ref().is_none_or(|(words, hit)| {
                    row.rest.len() > *words || (row.rest.len() == *words && row.group < hit.group)
                });
                if is_better {
                    best = Some((row.rest.len(), Hit { group: row.group, tokens: at..end }));
                }
            }
            at += 1;
            if let Some((_, hit)) = best {
                at = hit.tokens.end;
                found.push(hit);
            }
        }
        found
    }
}

/// Where a pattern ends whose first word stands at `at`.
fn fitted(row: &Pattern, tokens: &[Token], at: usize, lexicon: &Lexicon) -> Option<usize> {
    let mut end = at + 1;
    for (told, apart) in &row.rest {
        let reach = if *apart { end + MOST_BETWEEN + 1 } else { end + 1 };
        end = (end..reach.min(tokens.len())).find(|next| told.fits(tokens[*next].word, lexicon))? + 1;
    }
    Some(end)
}
