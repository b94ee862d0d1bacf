//! The sort of word a changed word is: number, date, name, negation, hedge, verb of reporting.
//!
//! Lives here: the tables and the rules. Does not live here: what changed (`word_diff`), or the facts of a whole
//! text (`facts`), which know more and cost more. English and Russian; in other languages numbers and names are
//! told. Cost: a binary search a changed word; names need one walk over both passages.

use std::ops::Range;
use std::sync::OnceLock;

use demarche_corpus::order;

use super::ChangeClass;
use super::pieces::{Pieces, has, is_currency, is_initial, is_light, is_month, is_number, is_year};
use crate::words::fold;

/// Each line: the sign of a class, then its words, folded. English verbs of reporting stand in their plain form;
/// their inflected forms are found by rule (`=`: these forms alone); the lines, and the words in each, go from weak to
/// strong.
const WORDS: &str = include_str!("classes.txt");
/// Russian verbs of reporting by the stem before their ending; each line goes from weak to strong.
const RUSSIAN_VERBS: &str = include_str!("russian_verbs.txt");
/// Words that begin a sentence before a name without being part of it, folded.
const OPENERS: &str = " according after all also although any before both but despite during each even every following \
furthermore how however if last many meanwhile moreover most next now one only other since so such then there these those \
through thus under until what when where while why yet after во все для если когда кроме но однако после поэтому перед \
при также так хотя ";
/// Endings of Russian verbs behind such a stem.
const RUSSIAN_ENDINGS: &str =
    " л ла ло ли лся лась лось лись т ет ют ит ят ут тся ется ются ится ятся утся ть ться я в вши ем лась ";

/// The tables turned round, and the names both passages are known to hold.
pub(crate) struct Classes<'t> {
    words: &'static [(&'static str, ChangeClass, bool)],
    /// Words capitalised inside a sentence of either passage, sorted.
    names: Vec<&'t str>,
}

/// The words of the tables in order, with their class and whether they have inflected forms.
fn words() -> &'static [(&'static str, ChangeClass, bool)] {
    static TABLE: OnceLock<Vec<(&'static str, ChangeClass, bool)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut words = Vec::new();
        for line in WORDS.lines() {
            let (sign, list) = line.split_once(' ').unwrap_or_default();
            let class = match sign {
                "-" => ChangeClass::Negation,
                "~" => ChangeClass::Hedge,
                "#" => ChangeClass::Number,
                "@" => ChangeClass::Date,
                _ => ChangeClass::Reporting,
            };
            words.extend(list.split_whitespace().map(|word| (word, class, sign == "!")));
        }
        order::sort(&mut words);
        words
    })
}

impl<'t> Classes<'t> {
    pub(crate) fn new(sides: [&Pieces<'t>; 2]) -> Classes<'t> {
        let mut names = Vec::new();
        for side in sides {
            let inside = (0..side.len()).filter(|at| is_capital(side.word(*at)) && !opens(side, *at));
            names.extend(inside.map(|at| side.word(at)));
        }
        order::sort(&mut names);
        names.dedup();
        Classes { words: words(), names }
    }

    /// The class of the stretch that begins with a piece, and the piece behind it. Neighbours of a class are one
    /// stretch, but for numbers and dates.
    pub(crate) fn stretch(&self, side: &Pieces<'t>, at: usize) -> (ChangeClass, usize) {
        let together = side.together(at);
        let class = self.of(side, together.clone());
        let mut end = together.end;
        if matches!(
            class,
            ChangeClass::Name | ChangeClass::Reporting | ChangeClass::Hedge | ChangeClass::Negation
        ) {
            while end < side.len() && !side.gap_text(end).is_empty() && !side.breaks(end..end) {
                // The link inside "Council of Lakes".
                let link = class == ChangeClass::Name
                    && matches!(side.word(end), "of" | "al" | "bin" | "de" | "von");
                let from = end + usize::from(link);
                let next = side.together(from);
                if from >= side.len() || side.breaks(from..from) || self.of(side, next.clone()) != class {
                    break;
                }
                end = next.end;
            }
        }
        (class, end)
    }

    /// The class of pieces that stay together.
    fn of(&self, side: &Pieces<'t>, pieces: Range<usize>) -> ChangeClass {
        let first = side.word(pieces.start);
        if pieces.len() == 1 {
            return self.of_word(side, pieces.start);
        }
        // A full stop stays with nothing but the abbreviations in names.
        if side.word(pieces.start + 1) == "." {
            ChangeClass::Name
        } else if pieces.clone().any(|at| is_month(side.word(at))) || is_year(first) {
            ChangeClass::Date
        } else if is_number(first) || is_currency(first) {
            ChangeClass::Number
        } else {
            match self.of_word(side, pieces.start) {
                // `twenty-five`
                ChangeClass::Number => ChangeClass::Number,
                _ if pieces.clone().any(|at| self.of_word(side, at) == ChangeClass::Name) => {
                    ChangeClass::Name
                }
                _ => ChangeClass::Plain,
            }
        }
    }

    fn of_word(&self, side: &Pieces<'t>, at: usize) -> ChangeClass {
        let word = side.word(at);
        if is_number(word) {
            let dotted =
                word.split('.').filter(|part| part.bytes().all(|byte| byte.is_ascii_digit())).count() == 3;
            return if dotted || is_year(word) { ChangeClass::Date } else { ChangeClass::Number };
        }
        if !word.starts_with(char::is_alphabetic) {
            return ChangeClass::Plain;
        }
        let folded = fold(word);
        let listed = self.listed(&folded).map(|(class, _)| class);
        let inside = is_capital(word) && !opens(side, at);
        if (inside || !word.is_ascii()) && is_month(word) {
            return ChangeClass::Date;
        }
        if let Some(class) =
            listed.filter(|class| !inside || matches!(class, ChangeClass::Date | ChangeClass::Negation))
        {
            return class;
        }
        if folded.ends_with("n't") {
            return ChangeClass::Negation;
        }
        if is_capital(word) && !is_light(word) && (inside || self.is_name(side, at)) {
            return ChangeClass::Name;
        }
        let before = at.checked_sub(1).map_or("", |at| side.word(at));
        if is_call(word, side.word(at + 1)) || is_call(before, word) || is_russian_verb(&folded) {
            return ChangeClass::Reporting;
        }
        if word.is_ascii() && self.is_inflected(&folded) {
            ChangeClass::Reporting
        } else {
            ChangeClass::Plain
        }
    }

    /// Whether a word that begins a sentence is a name all the same.
    fn is_name(&self, side: &Pieces<'t>, at: usize) -> bool {
        let word = side.word(at);
        let next = side.word(at + 1);
        word.chars().filter(|c| c.is_uppercase()).count() > 1
            || self.names.binary_search(&word).is_ok()
            || ((is_capital(next) || (is_initial(next) && next != "I"))
                && !is_light(next)
                && !side.gap_text(at + 1).is_empty()
                && !has(OPENERS, &fold(word)))
    }

    /// The class of a word of the tables, and whether it has inflected forms.
    fn listed(&self, folded: &str) -> Option<(ChangeClass, bool)> {
        let at = self.words.binary_search_by(|row| row.0.cmp(folded)).ok()?;
        self.words.get(at).map(|row| (row.1, row.2))
    }

    /// `condemns`, `denied`, `committing`: a verb of reporting behind an ending.
    fn is_inflected(&self, folded: &str) -> bool {
        const ENDINGS: [(&str, &str); 8] = [
            ("s", ""),
            ("es", ""),
            ("ies", "y"),
            ("d", ""),
            ("ed", ""),
            ("ied", "y"),
            ("ing", ""),
            ("ing", "e"),
        ];
        ENDINGS.iter().any(|(ending, instead)| {
            let Some(stem) = folded.strip_suffix(ending).filter(|stem| stem.len() > 2) else { return false };
            let mut plain = stem.to_owned();
            plain.push_str(instead);
            let verb = |plain: &str| self.listed(plain).is_some_and(|(_, inflected)| inflected);
            let doubled = stem.as_bytes().last_chunk().is_some_and(|[last, one]| last == one);
            verb(&plain) || (doubled && stem.get(..stem.len() - 1).is_some_and(verb))
        })
    }
}

fn is_capital(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some()
}

/// Whether a word has its capital from where it stands.
fn opens(side: &Pieces<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    if side.gap_text(at).contains('\n') {
        return true;
    }
    match side.word(before) {
        // Behind "Mr." and behind an initial no sentence begins.
        "." => !before.checked_sub(1).is_some_and(|at| {
            let word = side.word(at);
            word.chars().count() <= 3
                && word.starts_with(char::is_uppercase)
                && side.gap_text(before).is_empty()
        }),
        "!" | "?" | "…" | ":" | "\"" | "“" | "«" | "‘" | "(" | "•" | "–" | "—" | "-" | "*" | "#" => {
            true
        }
        _ => false,
    }
}

/// `called for`, `calls on`: a telephone call is something else.
fn is_call(first: &str, second: &str) -> bool {
    matches!(first, "call" | "calls" | "called" | "calling" | "Calling")
        && matches!(second, "for" | "on" | "upon")
}

fn is_russian_verb(folded: &str) -> bool {
    !folded.is_ascii()
        && RUSSIAN_VERBS.split_whitespace().any(|stem| {
            let ending = folded.strip_prefix(stem);
            ending.is_some_and(|ending| {
                !ending.is_empty() && RUSSIAN_ENDINGS.split_whitespace().any(|known| known == ending)
            })
        })
}
