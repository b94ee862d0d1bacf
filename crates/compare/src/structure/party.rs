//! Who: the words for a person or side that stand right before or right behind others.
//!
//! Lives here: "President Storm of Velmaria", "the two sides", «американской стороной» as runs of capitals and of words
//! for offices and sides. Does not live here: names anywhere else in a text (`names`). A run ends at punctuation; one
//! without a name or a side in it is none. Cost: O(words of the run), which is short.

use std::ops::Range;

use crate::words::{Lexicon, Token};

/// Words for persons and sides, folded; `*` stands for any ending.
const PARTIES: &str = "ambassador* chancellor* counterpart* countries delegation* diplomat* envoy* government governments \
head heads interlocutor* king leader* minister* ministr* official* parties party president* prime queen representative* \
secretar* side sides team* \
глав* государств* делегаци* канцлер* коллег* корол* лидер* мид министр* министерств* парламент* посла посол послом \
правительств* представител* премьер* президент* руководител* руководств* секретар* госсекретар* собеседник* сторон*";
/// Words that may stand among them, and are nobody by themselves. Folded.
const QUALIFIERS: &str = "both deputy first foreign two vice обе обеих оба первый иностранных дел";
/// Words that join two of them. Folded.
const JOINTS: &str = "al and bin de del for la of the van von и";
/// Adverbs and auxiliaries between somebody and a verb. Folded.
const BETWEEN: &str =
    "again also both further had has have jointly once more then вновь еще особо снова совместно также";
/// What a clause may begin with. Folded.
const OPENERS: &str = "and as but if said says that when where which while что и а но где как когда который";
/// Somebody named before.
const PRONOUNS: &str = "he i she they we мы он она они я";
/// Words that have a capital without being names. Folded.
const DAYS: &str = "april august december february friday january july june march monday november october saturday \
september sunday thursday tuesday wednesday";
/// Words a run may have at most.
const MOST_WORDS: usize = 12;

/// A sentence in which somebody is looked for.
pub(super) struct Words<'a> {
    pub source: &'a str,
    pub tokens: &'a [Token],
    pub lexicon: &'a Lexicon,
}

pub(super) fn is_in(list: &str, folded: &str) -> bool {
    list.split_whitespace().any(|word| match word.strip_suffix('*') {
        Some(start) => folded.starts_with(start),
        None => word == folded,
    })
}

impl Words<'_> {
    pub fn folded(&self, at: usize) -> &str {
        &self.lexicon.entry(self.tokens[at].word).folded
    }

    fn raw(&self, at: usize) -> &str {
        &self.source[self.tokens[at].range.clone()]
    }

    pub fn is_possessive(&self, at: usize) -> bool {
        ["'s", "’s", "s'", "s’"].iter().any(|ending| self.raw(at).ends_with(ending))
            // The apostrophe behind a plural is no part of the word.
            || (self.raw(at).ends_with('s')
                && self.source[self.tokens[at].range.end..].starts_with(['\'', '’']))
    }

    /// Whether nothing but white space, a hyphen or the stop of an abbreviation stands before a word.
    pub fn follows(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        before.zip(self.tokens.get(at)).is_some_and(|(before, token)| {
            let gap = &self.source[before.range.end..token.range.start];
            if matches!(gap, "' " | "’ ") || (gap == ", " && matches!(self.folded(at), "jr" | "sr")) {
                return true;
            }
            gap.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '.'))
        })
    }

    pub fn is_name(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.capital && !self.lexicon.is_function(token.word) && !is_in(DAYS, self.folded(at))
    }

    fn is_party(&self, at: usize) -> bool {
        self.is_name(at) || is_in(PARTIES, self.folded(at))
    }

    /// A word that says more of the next one: `both`, or a Russian adjective.
    fn is_qualifier(&self, at: usize) -> bool {
        let folded = self.folded(at);
        let endings =
            ["ая", "ий", "ый", "ой", "ие", "ые", "ого", "его", "ому", "ему", "ей", "их", "ых", "им", "ым"];
        is_in(QUALIFIERS, folded)
            || (!self.lexicon.is_function(self.tokens[at].word)
                && folded.chars().count() > 4
                && endings.iter().any(|ending| folded.ends_with(ending)))
    }

    /// Who stands right before a word, from their first word to their last.
    pub fn before(&self, at: usize) -> Option<Range<usize>> {
        let mut end = at;
        while end > 0 && self.follows(end) {
            let folded = self.folded(end - 1);
            let is_adverb = folded.len() > 3 && folded.ends_with("ly") && !self.tokens[end - 1].capital;
            if !is_adverb && !is_in(BETWEEN, folded) {
                break;
            }
            end -= 1;
        }
        if end == 0 || !self.follows(end) {
            return None;
        }
        if is_in(PRONOUNS, self.folded(end - 1)) {
            return Some(end - 1..end);
        }
        let mut start = end;
        let mut at = end;
        let mut behind_and = None;
        while at > 0 && end - at < MOST_WORDS && self.follows(at) {
            at -= 1;
            if self.is_party(at) || (start == at + 1 && self.is_qualifier(at)) {
                start = at;
            } else if start == end || !is_in(JOINTS, self.folded(at)) {
                at += 1;
                break;
            } else if behind_and.is_none() && matches!(self.folded(at), "and" | "и") {
                behind_and = Some(start);
            }
        }
        // Of "they spoke of Velmaria and the President left", Velmaria is the end of another clause.
        let opens = at == 0 || !self.follows(at) || is_in(OPENERS, self.folded(at - 1));
        if let Some(behind) = behind_and.filter(|behind| *behind > start && !opens) {
            start = behind;
        }
        self.told(start..end)
    }

    /// Who stands from a word on.
    pub fn after(&self, at: usize) -> Option<Range<usize>> {
        let mut start = at;
        let mut end = at;
        let mut next = at;
        while next < self.tokens.len() && next - at < MOST_WORDS && self.follows(next) {
            if self.is_party(next) {
                if next > at && self.begins_anew(next) {
                    break;
                }
                end = next + 1;
            } else if next == start && self.folded(next) == "the" {
                start = next + 1;
            } else if !self.is_qualifier(next) && (end <= start || !is_in(JOINTS, self.folded(next))) {
                break;
            }
            next += 1;
            if end == next && self.is_possessive(end - 1) && !self.is_party_at(next) {
                break;
            }
        }
        self.told(start..end.max(start))
    }

    /// Russian needs no comma between "at the request of President X" and "the sides met": what comes behind a name or
    /// behind «стороны» is somebody else.
    fn begins_anew(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        !self.folded(at).is_ascii()
            && !token.capital
            && self.source[..token.range.start].ends_with(char::is_whitespace)
            && (self.tokens[at - 1].capital || self.folded(at - 1).starts_with("сторон"))
    }

    fn is_party_at(&self, at: usize) -> bool {
        at < self.tokens.len() && self.is_party(at)
    }

    fn told(&self, run: Range<usize>) -> Option<Range<usize>> {
        run.clone().any(|at| self.is_party(at)).then_some(run)
    }

    /// The words of a run on one line, without the ending of a possessive.
    pub fn text(&self, run: &Range<usize>) -> String {
        let range = self.bytes(run);
        let raw = &self.source[range];
        let bare = ["'s", "’s", "'", "’"].iter().find_map(|ending| raw.strip_suffix(ending));
        bare.unwrap_or(raw).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub fn bytes(&self, run: &Range<usize>) -> Range<usize> {
        let start = self.tokens.get(run.start).map_or(0, |token| token.range.start);
        let end = run.end.checked_sub(1).and_then(|last| self.tokens.get(last));
        start..end.map_or(start, |token| token.range.end).max(start)
    }
}
