//! Words in a text, with their bytes.
//!
//! Lives here: where a word begins and ends. Words are those of Unicode's UAX 29 as `icu_segmenter` finds them, cut
//! further where readers see two: at `_`, `:`, `,`, `;` and narrow no-break spaces, at a full stop between two words,
//! at an apostrophe between digits, and letter by letter in scripts that part no words. Characters that are not seen
//! part nothing, all apostrophes are one.
//!
//! Runs between blanks are looked at one by one. Most hold nothing but Latin and Cyrillic letters, digits and common
//! punctuation; in those the rules are few and written out here, three times as fast as the library. All others go
//! to the library. A property test holds the two ways together. Linear in the text.

use super::fold::{is_apostrophe, is_invisible, is_mark};
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use std::ops::Range;

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    /// A hashtag of several words; those follow.
    Tag,
    /// One of the words of the hashtag before.
    Part,
}

/// A word as it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'t> {
    /// Its letters, without what is not seen.
    pub spelled: &'t str,
    /// Bytes of the text as given.
    pub range: Range<usize>,
    pub kind: Kind,
}

/// What is called for each word, in the order of the text.
type Found<'f> = &'f mut dyn FnMut(Word<'_>);

/// Finds the words of a text.
pub(super) fn words(text: &str, found: Found<'_>) {
    let mut start = 0;
    while start < text.len() {
        let (end, is_common) = run_at(text, start);
        match is_common {
            true => common_words(text, start..end, found),
            false => uncommon_words(text, start..end, found),
        }
        start = end + 1;
    }
}

/// The end of the run of characters other than blanks, and whether they are common ones. A blank surely parts words,
/// whatever stands on both sides.
fn run_at(text: &str, start: usize) -> (usize, bool) {
    let (mut end, mut is_common) = (start, true);
    loop {
        let (class, len) = class_at(text, end);
        match class {
            Class::Blank => return (end, is_common),
            Class::Other => is_common = false,
            _ => {}
        }
        end += len;
    }
}

/// What a common character does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    /// Joins letters with letters.
    Apostrophe,
    /// Joins letters with letters and digits with digits.
    Stop,
    /// Parts words.
    Break,
    /// Parts runs.
    Blank,
    /// None of the common ones.
    Other,
}

const fn class_of(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' => Class::Digit,
        '\'' | '’' => Class::Apostrophe,
        '.' => Class::Stop,
        '#' | '_' | '`' => Class::Other,
        ' ' | '\n' | '\r' | '\t' => Class::Blank,
        '!'..='~' => Class::Break,
        '×' | '÷' => Class::Other,
        'À'..='\u{24f}' | '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' => Class::Letter,
        '\u{a0}' | '«' | '»' | '\u{2009}'..='\u{200a}' | '‐'..='―' | '“'..='„' | '…' | '\u{202f}' => {
            Class::Break
        }
        _ => Class::Other,
    }
}

/// The classes of the characters of one byte, looked up.
static ASCII: [Class; 128] = {
    let mut classes = [Class::Other; 128];
    let mut byte = 0;
    while byte < classes.len() {
        classes[byte] = class_of(byte as u8 as char);
        byte += 1;
    }
    classes
};

/// The class of the character at a byte, and its length; a blank beyond the end.
#[inline]
fn class_at(text: &str, at: usize) -> (Class, usize) {
    let Some(byte) = text.as_bytes().get(at) else { return (Class::Blank, 1) };
    match ASCII.get(usize::from(*byte)) {
        Some(class) => (*class, 1),
        None => class_of_long(text, at),
    }
}

/// As [`class_at`], for characters of several bytes.
#[inline(never)]
fn class_of_long(text: &str, at: usize) -> (Class, usize) {
    text[at..].chars().next().map_or((Class::Blank, 1), |c| (class_of(c), c.len_utf8()))
}

/// The words of a run of common characters.
fn common_words(text: &str, run: Range<usize>, found: Found<'_>) {
    let mut start = run.start;
    while start < run.end {
        let (mut class, len) = class_at(text, start);
        let mut end = start + len;
        if !matches!(class, Class::Letter | Class::Digit) {
            start = end;
            continue;
        }
        loop {
            let (next, len) = class_at(text, end);
            if matches!(next, Class::Letter | Class::Digit) {
                (class, end) = (next, end + len);
                continue;
            }
            let (after, after_len) = class_at(text, end + len);
            let joins = after == class
                && match next {
                    Class::Apostrophe => class == Class::Letter,
                    Class::Stop => !is_space_missing(text, end),
                    _ => false,
                };
            if !joins {
                break;
            }
            end += len + after_len;
        }
        found(Word { spelled: &text[start..end], range: start..end, kind: Kind::Plain });
        start = end;
    }
}

/// Whether the full stop at a byte stands between two words: one of them begins with a capital, or both have several
/// letters. `U.S` and `e.g` are one.
fn is_space_missing(text: &str, stop: usize) -> bool {
    let mut before = text[..stop].chars().rev().filter(|c| !is_mark(*c));
    let mut after = text[stop..].chars().skip(1).filter(|c| !is_mark(*c));
    let (Some(last), Some(first)) = (before.next(), after.next()) else { return false };
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    // A Korean syllable is several letters, written together or apart.
    let is_long = |c: char, next: Option<char>| {
        matches!(c, '\u{ac00}'..='\u{d7a3}') || is_letter(Some(c)) && is_letter(next)
    };
    let are_long = is_long(last, before.next()) && is_long(first, after.next());
    are_long || last.is_lowercase() && is_capital(first)
}

/// Whether a letter has a small one; `ᾈ`, which is one letter but counts as two, is a capital too.
fn is_capital(c: char) -> bool {
    !c.to_lowercase().eq([c])
}

/// The words of any run.
fn uncommon_words(text: &str, run: Range<usize>, found: Found<'_>) {
    // What is seen, every byte with where it came from.
    let mut seen = String::with_capacity(run.len());
    let mut origin = Vec::with_capacity(run.len());
    for (at, c) in text[run.clone()].char_indices().filter(|(_, c)| !is_invisible(*c)) {
        let plain = match c {
            '\u{202f}' => '\u{a0}',
            '＃' => '#',
            c if is_apostrophe(c) => '\'',
            c => c,
        };
        seen.push(plain);
        // The first and the last byte are looked up, and those a shorter character has too.
        let from = run.start + at;
        let last = from + c.len_utf8();
        origin
            .extend((1..=plain.len_utf8()).map(|n| (from, if n == plain.len_utf8() { last } else { from })));
    }
    let place = |range: &Range<usize>| {
        // Words are never empty, so both bytes exist; the fallbacks keep this total.
        let start = origin.get(range.start).map_or(run.start, |(from, _)| *from);
        let end = origin.get(range.end.saturating_sub(1)).map_or(start, |(_, last)| *last);
        // What is not seen but joins belongs to the letter before it.
        let joiners = text[end..run.end].chars().take_while(|c| is_joined_to_letter(*c));
        start..end + joiners.map(char::len_utf8).sum::<usize>()
    };
    let mut start = 0;
    for end in segmenter().segment_str(&seen) {
        if seen[start..end].chars().any(is_letter) {
            let is_tag = seen[..start].ends_with('#');
            for piece in pieces(&seen, start..end) {
                let parts = if is_tag { camel_parts(&seen, &piece) } else { Vec::new() };
                let kind = if parts.len() > 1 { Kind::Tag } else { Kind::Plain };
                found(Word { spelled: &seen[piece.clone()], range: place(&piece), kind });
                for part in parts.iter().filter(|_| kind == Kind::Tag) {
                    found(Word { spelled: &seen[part.clone()], range: place(part), kind: Kind::Part });
                }
            }
        }
        start = end;
    }
}

fn segmenter() -> WordSegmenterBorrowed<'static> {
    WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default())
}

/// Whether a character makes a word of what holds it. The library is asked about each alone: what it says of a whole
/// segment is wrong where a mark stands between a letter and a blank.
fn is_letter(c: char) -> bool {
    let is_letter_alone = |c: char| {
        let alone = segmenter().segment_str(c.encode_utf8(&mut [0; 4])).iter_with_word_type().last();
        alone.is_some_and(|(_, word_type)| word_type.is_word_like())
    };
    c.is_ascii_alphanumeric() || c.is_alphanumeric() && is_letter_alone(c)
}

/// Invisible characters that a letter keeps to itself as it does its marks.
fn is_joined_to_letter(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

/// Cuts what UAX 29 keeps together and readers do not.
fn pieces(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut cut = Vec::new();
    let mut start = range.start;
    let (mut before, mut stood_alone) = ('\0', false);
    for (at, c) in text[range.clone()].char_indices() {
        // A letter to itself begins here, or the first letter after one.
        if c.is_alphanumeric() && !extends_letter(c) {
            if (stands_alone(c) || stood_alone) && start < range.start + at {
                cut.push(start..range.start + at);
                start = range.start + at;
            }
            stood_alone = stands_alone(c);
        }
        let is_cut = match c {
            '_' | ':' | ',' | ';' => true,
            '.' => is_space_missing(text, range.start + at),
            '\'' => before.is_ascii_digit(),
            _ => false,
        };
        if is_cut && range.start + at >= start {
            cut.push(start..range.start + at);
            let rest = &text[range.start + at + c.len_utf8()..range.end];
            // Marks on what was cut away are no beginning.
            start = range.end - rest.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        }
        before = c;
    }
    cut.push(start..range.end);
    cut.retain(|piece| piece.start < piece.end);
    cut
}

/// Whether a letter is of a script that parts no words, and so is one itself: Thai, Lao, Burmese, Khmer, Hiragana, Han.
fn stands_alone(c: char) -> bool {
    matches!(
        c,
        '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3041}'..='\u{309f}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{323af}'
    )
}

/// Whether a letter is written on the one before. The standard library knows, and shows it where it escapes them.
fn extends_letter(c: char) -> bool {
    !c.is_ascii() && c.escape_debug().len() > 1
}

/// The words of a CamelCase hashtag: `UNGA80Week` is `UNGA`, `80`, `Week`.
fn camel_parts(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let chars = text[range.clone()].char_indices().map(|(at, c)| (range.start + at, c));
    let chars: Vec<(usize, char)> = chars.filter(|(_, c)| !is_mark(*c)).collect();
    let mut parts = Vec::new();
    let mut start = range.start;
    for window in 1..chars.len() {
        let (at, c) = chars[window];
        let (_, before) = chars[window - 1];
        let next_is_lower = chars.get(window + 1).is_some_and(|(_, next)| next.is_lowercase());
        let begins_word = is_capital(c) && (before.is_lowercase() || (is_capital(before) && next_is_lower));
        let begins_number = c.is_numeric() != before.is_numeric() && c.is_alphanumeric();
        if begins_word || begins_number {
            parts.push(start..at);
            start = at;
        }
    }
    parts.push(start..range.end);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Owned = (String, Range<usize>, Kind);

    fn found(text: &str, find: impl Fn(&str, Found<'_>)) -> Vec<Owned> {
        let mut all = Vec::new();
        find(text, &mut |word| all.push((word.spelled.replace(is_apostrophe, "'"), word.range, word.kind)));
        all
    }

    /// The library alone, over the whole text at once.
    fn by_library(text: &str) -> Vec<Owned> {
        found(text, |text, found| uncommon_words(text, 0..text.len(), found))
    }

    fn check(text: &str) {
        assert_eq!(found(text, words), by_library(text), "{text:?}");
    }

    #[test]
    fn every_common_character_does_what_the_library_says() {
        for c in ('\0'..='\u{ffff}').filter(|c| class_of(*c) != Class::Other) {
            for (before, after) in [
                ("a", "b"),
                ("1", "2"),
                ("a", "1"),
                ("1", "a"),
                ("a.", ".b"),
                ("", ""),
                (" ", " "),
                ("ж", "Я"),
                ("a", ""),
            ] {
                check(&format!("{before}{c}{after}"));
                check(&format!("{before}{c}{after}{c}"));
            }
        }
    }

    #[test]
    fn running_text_is_parted_as_by_the_library() {
        let text = "The envoy’s note — “not a cease-fire”, she said — cost $21,000.50 (or 3.5% of 1.2bn).It ended at \
             12:30; see https://example.org/a.b?c=d&e, A/RES/60.5, the U.S., the E.U.’s. Посол сказал: «нет», 25-го мая, и т.д. \
             Łódź, Türkiye, n°5, №7, e.g. 5'11\", rock'n'roll, 'tis, O'Neill's, 1’000, а́бв co\u{ad}op";
        check(text);
        assert_eq!(found(text, words).len(), 60);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn common_runs_are_parted_as_by_the_library(
            text in "([a-cX-Z]|[0-2]|[.,:;'’`_#-]|[ \u{a0}\u{2009}\u{202f}]|[éßжЯё«»“”–…]|[\u{301}\u{ad}\u{200d}\u{fe0f}한中ש]|\\PC){0,24}"
        ) {
            prop_assert_eq!(found(&text, words), by_library(&text));
        }
    }
}
