//! Words and phrases where they stand, each told by the stems of its words.
//!
//! Lives here: which words count, which may stand in a phrase, and the walk over a passage. Does not live here: how often
//! each occurs. Cost: O(words).

use demarche_corpus::order;

use super::LEAST;
use crate::words::{Class, Lexicon, Token};

/// Small words that may stand between two words of a phrase.
const MOST_LINKS: usize = 2;
/// The small words that may. Folded.
const LINKS: &str = "a against and for in of on the to with в для за и из к на о об от по с со";
/// Words too common in readouts to be counted by themselves that may end a phrase ("Minsk agreements"). Folded.
const ENDINGS: &str = "agreement agreements dialogue efforts government issue issues minister ministers ministry \
relations secretary situation talks вопросов вопросы министр министра отношений отношения переговоров переговоры";
/// Fills the unused places of a key.
pub(super) const NONE: u32 = u32::MAX;

/// What a word may be in a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A word of content: counted by itself, and anywhere in a phrase.
    Word,
    /// Only as the last word.
    Ending,
    /// Only between two others.
    Link,
    /// Not at all.
    Outside,
}

/// Every form of the lexicon by its number.
pub(super) struct Vocabulary {
    /// Equal for forms of one stem; in alphabetical order of the stems, whichever text is read first.
    pub stems: Vec<u32>,
    pub parts: Vec<Part>,
}

impl Vocabulary {
    pub fn new(lexicon: &Lexicon) -> Vocabulary {
        let entries = lexicon.entries();
        let mut sorted: Vec<usize> = (0..entries.len()).collect();
        order::sort_by(&mut sorted, |one, other| entries[*one].stem.cmp(&entries[*other].stem));
        let mut stems = vec![0; entries.len()];
        let mut stem = 0;
        for (at, &word) in sorted.iter().enumerate() {
            stem += u32::from(at > 0 && entries[sorted[at - 1]].stem != entries[word].stem);
            stems[word] = stem;
        }
        let is_in = |list: &str, folded: &str| list.split_whitespace().any(|word| word == folded);
        let part = |class: Class, folded: &str| match class {
            Class::Function if is_in(LINKS, folded) => Part::Link,
            Class::Stock if is_in(ENDINGS, folded) => Part::Ending,
            // Figures are facts, and a single letter is somebody's initial.
            Class::Content if !folded.starts_with(char::is_numeric) && !is_letter(folded) => Part::Word,
            _ => Part::Outside,
        };
        let parts = entries.iter().map(|entry| part(entry.class, &entry.folded)).collect();
        Vocabulary { stems, parts }
    }
}

/// One letter of an alphabet; a sign of Chinese is a word.
fn is_letter(folded: &str) -> bool {
    folded.len() < 3 && folded.chars().count() == 1
}

/// One word of a passage, or two that are one name.
pub(super) struct Unit {
    pub stem: u32,
    start: usize,
    end: usize,
    part: Part,
}

pub(super) fn units(text: &str, tokens: &[Token], lexicon: &Lexicon, vocabulary: &Vocabulary) -> Vec<Unit> {
    let mut found = Vec::with_capacity(tokens.len());
    let mut opened = None;
    for token in tokens {
        // `United` stands for nothing by itself where `States` stands for both.
        if !lexicon.is_function(token.word) && lexicon.is_function(token.concept) {
            opened = Some(token.range.start);
            continue;
        }
        let word = if opened.is_some() { token.concept } else { token.word } as usize;
        let raw = &text[token.range.clone()];
        // The last full stop of `U.S.` is no part of the token.
        let stop = raw.contains('.') && text[token.range.end..].starts_with('.');
        found.push(Unit {
            stem: vocabulary.stems[word],
            start: opened.take().unwrap_or(token.range.start),
            end: token.range.end + usize::from(stop),
            part: vocabulary.parts[word],
        });
    }
    found
}

/// Which passage of which side is read.
pub(super) struct Within<'a> {
    pub text: &'a str,
    pub side: usize,
    pub passage: usize,
}

/// A word or phrase where it stands.
pub(super) struct Occurrence {
    /// Stems; a word has one, a phrase two or three.
    pub key: [u32; 3],
    pub side: usize,
    pub passage: usize,
    pub start: usize,
    pub end: usize,
}

/// The words and phrases of one passage. A phrase of a word that neither text has twice cannot be shown, and is left out.
pub(super) fn find(within: &Within<'_>, units: &[Unit], often: &[[u32; 2]], found: &mut Vec<Occurrence>) {
    let mut chain: Vec<&Unit> = Vec::with_capacity(3);
    let mut links = 0;
    let mut before = 0;
    for unit in units {
        let gap = within.text.get(before..unit.start).unwrap_or(".");
        if !gap.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}')) {
            chain.clear();
        }
        before = unit.end;
        let mut push = |start: usize, key: [u32; 3]| {
            let Within { side, passage, .. } = *within;
            found.push(Occurrence { key, side, passage, start, end: unit.end });
        };
        match unit.part {
            Part::Link if links < MOST_LINKS => {
                links += 1;
                continue;
            }
            Part::Link | Part::Outside => {
                chain.clear();
                continue;
            }
            Part::Word => push(unit.start, [unit.stem, NONE, NONE]),
            Part::Ending if links > 0 => chain.clear(),
            Part::Ending => {}
        }
        let seldom = often[unit.stem as usize].iter().all(|count| *count < LEAST);
        if seldom || chain.iter().any(|word| word.stem == unit.stem) {
            chain.clear();
        }
        if let Some(last) = chain.last() {
            push(last.start, [last.stem, unit.stem, NONE]);
        }
        if let [first, second] = chain[..] {
            push(first.start, [first.stem, second.stem, unit.stem]);
        }
        if seldom || unit.part == Part::Ending {
            chain.clear();
        } else {
            if chain.len() == 2 {
                chain.remove(0);
            }
            chain.push(unit);
        }
        links = 0;
    }
}
