//! One passage as the finders of the ledger read it, and what they find.
//!
//! Lives here: looking at tokens and the gaps between them, which tokens are spoken for, and the stem under which
//! the cases of a name meet. Does not live here: any finder. Cost: O(1) a look.

use std::ops::Range;

use crate::facts::Fact;
use crate::model::LedgerClass;
use crate::words::{Class, Lexicon, Token};

/// One fact where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    pub class: LedgerClass,
    /// Under which mentions are the same fact.
    pub key: String,
    /// The value in one form, for a reader.
    pub normal: String,
    pub unit: String,
    pub qualifier: String,
    /// The fact as written.
    pub value: String,
    /// Bytes of the passage's text.
    pub range: Range<usize>,
    /// Whether it stands inside a longer name: it makes no row, but nobody is said to be silent on it.
    pub is_inside: bool,
}

impl Mention {
    /// A fact whose key is its normal form.
    pub(crate) fn new(class: LedgerClass, normal: String, value: String, range: Range<usize>) -> Mention {
        let (unit, qualifier) = (String::new(), String::new());
        Mention { class, key: normal.clone(), normal, unit, qualifier, value, range, is_inside: false }
    }
}

/// One passage, what is found in it, and whose each token is.
pub(crate) struct Reading<'t> {
    pub text: &'t str,
    pub tokens: &'t [Token],
    pub facts: &'t [Fact],
    pub lexicon: &'t Lexicon,
    /// What may begin with each word of the lexicon.
    marks: &'t [u16],
    pub taken: Vec<Option<LedgerClass>>,
    pub mentions: Vec<Mention>,
}

impl<'t> Reading<'t> {
    pub(crate) fn new(
        text: &'t str,
        tokens: &'t [Token],
        facts: &'t [Fact],
        lexicon: &'t Lexicon,
        marks: &'t [u16],
    ) -> Reading<'t> {
        Reading { text, tokens, facts, lexicon, marks, taken: vec![None; tokens.len()], mentions: Vec::new() }
    }

    /// The folded form of a token; empty outside the passage.
    pub(crate) fn folded(&self, at: usize) -> &'t str {
        let lexicon = self.lexicon;
        self.tokens.get(at).map_or("", |token| lexicon.entry(token.word).folded.as_str())
    }

    /// Whether a token has one of these marks (`marks`).
    pub(crate) fn is_marked(&self, at: usize, mark: u16) -> bool {
        let marks = self.tokens.get(at).and_then(|token| self.marks.get(token.word as usize));
        marks.is_some_and(|marks| marks & mark != 0)
    }

    /// A token as written; empty outside the passage.
    pub(crate) fn raw(&self, at: usize) -> &'t str {
        let text = self.text;
        self.tokens.get(at).and_then(|token| text.get(token.range.clone())).unwrap_or("")
    }

    /// What stands between a token and the one before it; at the ends, what stands before the first or behind the
    /// last.
    pub(crate) fn gap(&self, at: usize) -> &'t str {
        let text = self.text;
        let start = match at.checked_sub(1) {
            Some(before) => self.tokens.get(before).map_or(text.len(), |token| token.range.end),
            None => 0,
        };
        let end = self.tokens.get(at).map_or(text.len(), |token| token.range.start);
        text.get(start..end).unwrap_or("")
    }

    /// Whether nothing but a space parts a token from the one before it.
    pub(crate) fn follows(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && is_space(self.gap(at))
    }

    /// Whether a token hangs on the one before it by a hyphen.
    pub(crate) fn is_hyphened(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && is_hyphen(self.gap(at))
    }

    pub(crate) fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.capital)
    }

    pub(crate) fn is_number(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.number)
    }

    /// Whether a token is written in capitals throughout.
    pub(crate) fn is_acronym(&self, at: usize) -> bool {
        let raw = self.raw(at);
        raw.chars().filter(|c| c.is_uppercase()).count() > 1 && !raw.chars().any(char::is_lowercase)
    }

    pub(crate) fn class(&self, at: usize) -> Class {
        self.tokens.get(at).map_or(Class::Function, |token| self.lexicon.entry(token.word).class)
    }

    pub(crate) fn is_free(&self, tokens: &Range<usize>) -> bool {
        self.taken.get(tokens.clone()).is_some_and(|taken| taken.iter().all(Option::is_none))
    }

    /// Marks tokens as spoken for.
    pub(crate) fn take(&mut self, tokens: Range<usize>, class: LedgerClass) {
        if let Some(taken) = self.taken.get_mut(tokens) {
            taken.fill(Some(class));
        }
    }

    /// The bytes of some tokens, without the last one's possessive ending.
    pub(crate) fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        let start = self.tokens.get(tokens.start).map_or(0, |token| token.range.start);
        let Some(last) = tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last)) else {
            return start..start;
        };
        let word = self.raw(tokens.end - 1);
        let bare = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word);
        start..last.range.start + bare.len()
    }

    /// Some bytes on one line.
    pub(crate) fn value(&self, bytes: &Range<usize>) -> String {
        let words = self.text.get(bytes.clone()).unwrap_or("").split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    }

    /// The words of some tokens, folded.
    pub(crate) fn words(&self, tokens: &Range<usize>) -> String {
        let words: Vec<&str> = tokens.clone().map(|at| self.folded(at)).collect();
        words.join(" ")
    }
}

pub(crate) fn is_space(gap: &str) -> bool {
    !gap.is_empty() && gap.len() <= 4 && gap.chars().all(char::is_whitespace)
}

pub(crate) fn is_hyphen(gap: &str) -> bool {
    matches!(gap, "-" | "\u{2010}" | "\u{2011}")
}

/// A dash as it stands between the ends of a range.
pub(crate) fn is_dash(gap: &str) -> bool {
    is_hyphen(gap.trim()) || matches!(gap.trim(), "–" | "—" | "\u{2212}")
}

/// Endings of Russian names, adjectives and nouns, the longest first.
const ENDINGS: &str = "иями иях иям ями ами ией ого его ому ему ыми ими ия ии ию ие ые ий ый ая яя ое ую юю ой ей ом \
ем ым им ых их ам ям ах ях а я у ю е ы и о й ь";

/// The part of a folded word that all cases of a name share. A stemmer of texts is no help here: Snowball takes
/// `Иран`, `Байден` and `Лавров` for verbs and plurals, and cuts their cases at different places.
pub(crate) fn name_stem(folded: &str) -> &str {
    if folded.is_ascii() {
        return match folded.strip_suffix('s') {
            Some(bare) if bare.len() > 3 && !bare.ends_with(['s', 'u', 'i']) => bare,
            _ => folded,
        };
    }
    if !folded.chars().next_back().is_some_and(|c| matches!(c, 'а'..='я')) {
        return folded;
    }
    let bare = ENDINGS.split(' ').find_map(|ending| {
        // Two letters, of two bytes each, are the least a name keeps.
        folded.strip_suffix(ending).filter(|bare| bare.len() >= 4)
    });
    bare.unwrap_or(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cases_of_a_name_share_a_stem() {
        for (forms, stem) in [
            ("иран ирана иране ираном", "иран"),
            ("лавров лаврова лавровым лаврову", "лавров"),
            ("корея кореи корею корее кореей", "коре"),
            ("россия россии россией", "росс"),
            ("китай китаю китаем", "кита"),
            ("российский российская российских российскую", "российск"),
            ("украинцы украинцам", "украинц"),
            ("president presidents", "president"),
            ("paris", "paris"),
            ("türkiye", "türkiye"),
        ] {
            for form in forms.split(' ') {
                assert_eq!(name_stem(form), stem, "stem of {form}");
            }
        }
    }
}
