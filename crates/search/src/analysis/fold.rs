//! Folding: the spellings of a word that readers take for the same.
//!
//! Lives here: what is dropped and what is replaced. Case goes, the marks of Latin and Greek letters and the vowel points of
//! Hebrew and Arabic go, ё becomes е,
//! й and ї stay; all apostrophes are one, and a possessive ending goes with its apostrophe. Does not live here: what
//! letters are made of (`letters`). Linear in the word.

use crate::letters;

/// Letters without a decomposition that readers type without their stroke or ligature, and sigma at the end.
const FOLDED_LETTERS: [(char, &str); 18] = [
    ('ł', "l"),
    ('đ', "d"),
    ('ø', "o"),
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ð', "d"),
    ('þ', "th"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ŧ', "t"),
    ('ё', "е"),
    ('ς', "σ"),
    ('ﬀ', "ff"),
    ('ﬁ', "fi"),
    ('ﬂ', "fl"),
    ('ﬃ', "ffi"),
    ('ﬄ', "ffl"),
];

/// Hangul: the first syllable, the first of the letters it begins with, the first vowel, and the one before the first
/// letter at its end (Unicode, section 3.12).
const HANGUL: [u32; 4] = [0xac00, 0x1100, 0x1161, 0x11a7];
/// How many letters begin a Hangul syllable, how many are vowels, how many end it, counting none as one.
const HANGUL_COUNTS: [u32; 3] = [19, 21, 28];

/// Characters that are not seen and must not part words: soft hyphens, joiners, direction marks, variation selectors.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2027}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
    )
}

/// Combining marks of Latin, Greek and stressed Cyrillic text; vowels and other points of Hebrew and Arabic, which most
/// texts leave out. Those of Arabic that make another letter stay.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5bd}'
            | '\u{5bf}'
            | '\u{5c1}'..='\u{5c2}'
            | '\u{5c4}'..='\u{5c5}'
            | '\u{5c7}'
            | '\u{64b}'..='\u{652}'
            | '\u{656}'..='\u{65f}'
            | '\u{670}'
    )
}

/// Whatever is typed for an apostrophe.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '´' | '\u{2b9}'
            ..='\u{2bd}'
                | '\u{374}'
                | '՚'
                | '\u{1fef}'
                | '\u{1ffd}'
                | '‘'
                | '’'
                | '‛'
                | '′'
                | '\u{a78c}'
                | '＇'
    )
}

pub(super) fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

/// The folded spelling of one word.
pub(crate) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    folded
}

/// As [`fold`], in place of what `folded` holds.
pub(super) fn fold_into(word: &str, folded: &mut String) {
    folded.clear();
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        folded.push_str(word);
        folded.make_ascii_lowercase();
        return;
    }
    // A Cyrillic letter that a mark may still turn into another.
    let mut open = None;
    for c in word.chars().flat_map(char::to_lowercase) {
        if is_mark(c) {
            if let Some(letter) = open.filter(|_| !letters::stands_aside(c)) {
                open = None;
                if let Some(both) = letters::joined(letter, c) {
                    folded.pop();
                    push_folded(folded, both);
                }
            }
        } else {
            open = is_cyrillic(c).then_some(c);
            push_folded(folded, c);
        }
    }
    while folded.starts_with('\'') {
        folded.remove(0);
    }
    while let Some(shorter) = folded.strip_suffix('\'').or_else(|| folded.strip_suffix("'s")) {
        folded.truncate(shorter.len());
    }
}

/// Adds a small letter, or what folding leaves of it.
fn push_folded(folded: &mut String, c: char) {
    match c {
        c if is_apostrophe(c) => folded.push('\''),
        'ё' => folded.push('е'),
        c if c.is_ascii() || is_cyrillic(c) => folded.push(c),
        c if is_invisible(c) => {}
        '\u{1160}'..='\u{11ff}' => push_hangul(folded, c),
        c => match FOLDED_LETTERS.iter().find(|(letter, _)| *letter == c) {
            Some((_, plain)) => folded.push_str(plain),
            None => match letters::apart(c) {
                Some((first, rest)) => {
                    push_folded(folded, first);
                    folded.extend(rest.filter(|rest| !is_mark(*rest)));
                }
                None => folded.push(c),
            },
        },
    }
}

/// Adds a vowel or an ending of Hangul, joined with what it completes.
fn push_hangul(folded: &mut String, c: char) {
    let ([syllable, first, vowel, end], [firsts, vowels, ends]) = (HANGUL, HANGUL_COUNTS);
    let before = folded.chars().next_back().map_or(0, u32::from);
    let (c_as_vowel, c_as_end) = (u32::from(c).wrapping_sub(vowel), u32::from(c).wrapping_sub(end));
    let (as_first, as_syllable) = (before.wrapping_sub(first), before.wrapping_sub(syllable));
    let joined = if c_as_vowel < vowels && as_first < firsts {
        syllable + (as_first * vowels + c_as_vowel) * ends
    } else if (1..ends).contains(&c_as_end)
        && as_syllable < firsts * vowels * ends
        && as_syllable.is_multiple_of(ends)
    {
        before + c_as_end
    } else {
        u32::from(c)
    };
    if joined != u32::from(c) {
        folded.pop();
    }
    folded.extend(char::from_u32(joined));
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
    use proptest::prelude::*;

    fn nfc(text: &str) -> String {
        ComposingNormalizerBorrowed::new_nfc().normalize(text).into_owned()
    }

    fn nfd(text: &str) -> String {
        DecomposingNormalizerBorrowed::new_nfd().normalize(text).into_owned()
    }

    /// Folding as the whole of Unicode's tables has it: Cyrillic composed, all else taken apart, marks dropped.
    fn fold_by_library(word: &str) -> String {
        let mut folded = String::new();
        for c in nfc(&word.to_lowercase()).chars().filter(|c| !is_mark(*c)) {
            let apart = if is_cyrillic(c) { c.to_string() } else { nfd(c.encode_utf8(&mut [0; 4])) };
            for c in apart.chars().filter(|c| !is_mark(*c) && !is_invisible(*c)) {
                match FOLDED_LETTERS.iter().find(|(letter, _)| *letter == c) {
                    Some((_, plain)) => folded.push_str(plain),
                    None if is_apostrophe(c) => folded.push('\''),
                    None => folded.push(c),
                }
            }
        }
        let trimmed = folded.trim_matches('\'');
        trimmed.strip_suffix("'s").unwrap_or(trimmed).to_owned()
    }

    #[test]
    fn every_character_is_folded_as_the_library_has_it() {
        // Hangul is folded the other way; the ideographs are left out of the tables: see `build.rs`.
        let is_left_out =
            |c| matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}');
        for c in ('\0'..=char::MAX).filter(|c| !is_left_out(*c)) {
            let word = c.to_string();
            assert_eq!(fold(&word), fold_by_library(&word), "{c:?}");
        }
        for c in '\u{ac00}'..='\u{d7a3}' {
            let word = c.to_string();
            assert_eq!((fold(&word), fold(&nfd(&word))), (word.clone(), word));
        }
    }

    #[test]
    fn spellings_of_a_word_are_folded_alike() {
        let check = |spellings: &str, expected: &str| {
            for spelling in spellings.split(' ') {
                assert_eq!(fold(spelling), expected, "{spelling}");
            }
        };
        check("Ǿrsted ørsted ORSTED", "orsted");
        check("ǽon Æon aeon", "aeon");
        check("Й й И\u{306} И\u{323}\u{306}", "й");
        check("ИОД И\u{301}\u{306}ОД", "иод");
        check("السَّلام السلام السَّلَام", "السلام");
        check("שָׁלוֹם שלום \u{fb2a}לום", "שלום");
        check("آن", "ا\u{653}ن");
        check("oﬃce office OFFICE", "office");
        check("ΟΔΟΣ οδός οδοσ", "οδοσ");
        check("state's state’s STATEʼS state′s state`s state´s", "state");
        check("x's’s ‘x’ x", "x");
    }

    proptest! {
        #[test]
        fn folding_does_not_depend_on_how_letters_are_composed(
            word in "([\\p{Latin}\\p{Greek}\\p{Cyrillic}]|[а-яіѵѷ]|[\u{300}-\u{36f}]|[\u{306}\u{308}\u{301}\u{323}]){0,12}"
        ) {
            prop_assert_eq!(fold(&nfd(&word)), fold_by_library(&word));
            prop_assert_eq!(fold(&nfc(&word)), fold_by_library(&word));
            prop_assert_eq!(fold(&word), fold_by_library(&word));
        }

        #[test]
        fn folding_twice_changes_nothing(word in "[\\p{L}\\p{M}'’sS\u{ad}\u{fe0f}]{1,12}") {
            let once = fold(&word);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
