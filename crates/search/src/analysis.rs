//! From text to tokens: word boundaries, folding, hashtag parts, stems.
//!
//! Lives here: everything that decides which spellings are the same word. Index and query must both come through
//! here, or they drift apart. Does not live here: which forms a typed word stands for (`compile`).
//!
//! Words are those of Unicode UAX 29 as `icu_segmenter` finds them, cut further at `_`, `:` and a full stop
//! between a small and a capital letter. Folding lowercases, drops the marks of Latin and Greek letters, turns ё
//! into е and leaves й and ї alone. Linear in the text; a copy of it is made only where it holds invisible characters.
//! A token begins and ends where a letter does with all its marks. Not so in scripts that only a dictionary could part
//! into words (Chinese, Japanese, Thai, Lao, Khmer, Burmese): those come apart letter by letter, and a mark may part from its letter.

use crate::letters;
use frostem::{Algorithm, Stemmer};
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
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

/// Letters that have no decomposition but that readers type without their stroke or ligature.
const FOLDED_LETTERS: [(char, &str); 12] = [
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
];

/// Languages in Latin script whose words the English stemmer would only spoil.
#[cfg(feature = "build")]
const LATIN_UNSTEMMED: [&str; 26] = [
    "fr", "de", "es", "it", "pt", "nl", "pl", "cs", "sk", "hu", "ro", "tr", "sv", "da", "nb", "nn", "no",
    "fi", "et", "lv", "lt", "hr", "sl", "sq", "az", "vi",
];

/// Languages in Cyrillic script whose words the Russian stemmer would only spoil.
#[cfg(feature = "build")]
const CYRILLIC_UNSTEMMED: [&str; 10] = ["uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg", "tt"];

/// The tokens of a text as indexed: a hashtag in CamelCase yields itself and its parts.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    analyse(text, true)
}

/// The tokens of something typed: a hashtag is one word.
pub(crate) fn query_tokens(text: &str) -> Vec<Token> {
    analyse(text, false)
}

/// The folded words of something typed or of a name.
pub(crate) fn words(text: &str) -> Vec<String> {
    query_tokens(text).into_iter().map(|token| token.form).collect()
}

/// How many positions a token sequence takes.
#[cfg(feature = "build")]
pub(crate) fn position_count(tokens: &[Token]) -> u32 {
    tokens.last().map_or(0, |token| token.position + 1)
}

/// Characters that are not seen and must not part words: soft hyphens, joiners, direction marks.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Combining marks of Latin, Greek and stressed Cyrillic text.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn analyse(text: &str, hashtag_parts: bool) -> Vec<Token> {
    if !text.contains(is_invisible) {
        return segment(text, hashtag_parts);
    }
    // Every byte kept, with where it came from.
    let mut visible = String::with_capacity(text.len());
    let mut origin = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices().filter(|(_, c)| !is_invisible(*c)) {
        visible.push(c);
        origin.extend(at..at + c.len_utf8());
    }
    let mut found = segment(&visible, hashtag_parts);
    for token in &mut found {
        // Tokens are never empty, so both bytes exist; the fallbacks keep this total.
        let start = origin.get(token.range.start).copied().unwrap_or(0);
        let end = origin.get(token.range.end.saturating_sub(1)).map_or(start, |byte| byte + 1);
        // A joiner belongs to the letter before it.
        let joiners = text[end..].chars().take_while(|c| matches!(c, '\u{200c}' | '\u{200d}'));
        token.range = start..end + joiners.map(char::len_utf8).sum::<usize>();
    }
    found
}

fn segment(text: &str, hashtag_parts: bool) -> Vec<Token> {
    let segmenter = WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());
    let mut found = Vec::new();
    let mut position = 0;
    let mut start = 0;
    for (end, word_type) in segmenter.segment_str(text).iter_with_word_type() {
        if word_type.is_word_like() && start < end {
            let is_hashtag = hashtag_parts && text[..start].ends_with('#');
            for piece in pieces(text, start..end) {
                push_word(&mut found, text, piece, is_hashtag, &mut position);
            }
        }
        start = end;
    }
    found
}

/// Adds the token of one piece and, for a hashtag, those of its parts.
fn push_word(found: &mut Vec<Token>, text: &str, range: Range<usize>, is_hashtag: bool, position: &mut u32) {
    let form = fold(&text[range.clone()]);
    if form.is_empty() {
        return;
    }
    found.push(Token { form, range: range.clone(), position: *position });
    if is_hashtag {
        let parts = camel_parts(text, range);
        if parts.len() > 1 {
            let first = *position;
            for part in parts {
                let form = fold(&text[part.clone()]);
                if !form.is_empty() {
                    found.push(Token { form, range: part, position: *position });
                    *position += 1;
                }
            }
            *position = (*position).max(first + 1);
            return;
        }
    }
    *position += 1;
}

/// Cuts what UAX 29 keeps together and readers do not: `a_b`, `a:b`, and `end.Next` with its space missing.
fn pieces(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut cut = Vec::new();
    let mut start = range.start;
    let mut before = None;
    let mut chars = text[range.clone()].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let missing_space = c == '.'
            && before.is_some_and(char::is_lowercase)
            && chars.peek().is_some_and(|(_, next)| next.is_uppercase());
        if (matches!(c, '_' | ':') || missing_space) && range.start + at >= start {
            cut.push(start..range.start + at);
            let rest = &text[range.start + at + c.len_utf8()..range.end];
            // Marks on what was cut away are no beginning.
            start = range.end - rest.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        }
        before = Some(c);
    }
    cut.push(start..range.end);
    cut.retain(|piece| piece.start < piece.end);
    cut
}

/// The words of a CamelCase hashtag: `UNGA80Week` is `UNGA`, `80`, `Week`.
fn camel_parts(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> =
        text[range.clone()].char_indices().map(|(at, c)| (range.start + at, c)).collect();
    let mut parts = Vec::new();
    let mut start = range.start;
    for window in 1..chars.len() {
        let (at, c) = chars[window];
        let (_, before) = chars[window - 1];
        let next_is_lower = chars.get(window + 1).is_some_and(|(_, next)| next.is_lowercase());
        let begins_word =
            c.is_uppercase() && (before.is_lowercase() || (before.is_uppercase() && next_is_lower));
        if begins_word || c.is_numeric() != before.is_numeric() && c.is_alphanumeric() {
            parts.push(start..at);
            start = at;
        }
    }
    parts.push(start..range.end);
    parts
}

/// The folded spelling of one word.
pub(crate) fn fold(word: &str) -> String {
    let lower = word.to_lowercase();
    if lower.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return lower;
    }
    let mut folded = String::with_capacity(lower.len());
    // A Cyrillic letter that a mark may still turn into another.
    let mut open = None;
    for c in lower.chars() {
        if is_mark(c) {
            if let Some(letter) = open.filter(|_| !letters::stands_aside(c)) {
                open = None;
                if let Some(both) = letters::joined(letter, c) {
                    folded.pop();
                    push_folded(&mut folded, both);
                }
            }
        } else {
            open = is_cyrillic(c).then_some(c);
            push_folded(&mut folded, c);
        }
    }
    let trimmed = folded.trim_matches('\'');
    trimmed.strip_suffix("'s").unwrap_or(trimmed).to_owned()
}

/// Adds a small letter, or what folding leaves of it.
fn push_folded(folded: &mut String, c: char) {
    match c {
        '’' | '‘' | 'ʼ' | 'ʹ' | '＇' | '′' | '`' => folded.push('\''),
        c if c.is_ascii() => folded.push(c),
        c if is_invisible(c) => {}
        c => match FOLDED_LETTERS.iter().find(|(letter, _)| *letter == c) {
            Some((_, plain)) => folded.push_str(plain),
            None => match letters::apart(c) {
                Some((first, rest)) => {
                    push_folded(folded, first);
                    folded.extend(rest);
                }
                None => folded.push(c),
            },
        },
    }
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

/// The stem of a folded form by its script: English for Latin, Russian for Cyrillic; `None` for anything else.
pub(crate) fn stem(form: &str) -> Option<String> {
    let algorithm = match form.chars().next()? {
        c if c.is_ascii_alphabetic() => Algorithm::English,
        c if is_cyrillic(c) => Algorithm::Russian,
        _ => return None,
    };
    if form.chars().any(|c| !c.is_alphabetic() && c != '\'') {
        return None;
    }
    Some(Stemmer::new(algorithm).stem(form).into_owned())
}

/// Whether forms of a statement in this language (a BCP 47 tag) join the other forms of their stem.
#[cfg(feature = "build")]
pub(crate) fn stems_in(form: &str, lang: &str) -> bool {
    let primary = lang.split('-').next().unwrap_or("").to_ascii_lowercase();
    let unstemmed: &[&str] = match form.chars().next() {
        Some(c) if is_cyrillic(c) => &CYRILLIC_UNSTEMMED,
        _ => &LATIN_UNSTEMMED,
    };
    !unstemmed.contains(&primary.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        let shown: Vec<String> =
            tokens(text).iter().map(|token| format!("{}:{}", token.position, token.form)).collect();
        assert_eq!(shown.join(" "), expected, "{text}");
    }

    #[test]
    fn words_are_cut_and_folded() {
        check("The Ministry’s note, at 3.5bn.", "0:the 1:ministry 2:note 3:at 4:3.5bn");
        check("U.S. and cease-fire; don’t", "0:u.s 1:and 2:cease 3:fire 4:don't");
        check("Türkiye, Łódź, Straße, Orbán’s", "0:turkiye 1:lodz 2:strasse 3:orban");
        check("Ёлка, чей Київ, и\u{306}од, за\u{301}мок", "0:елка 1:чей 2:київ 3:йод 4:замок");
        check("co\u{ad}operation zero\u{200b}width", "0:cooperation 1:zerowidth");
        check(
            "snake_case key:value It ended.Then more",
            "0:snake 1:case 2:key 3:value 4:it 5:ended 6:then 7:more",
        );
    }

    #[test]
    fn a_hashtag_is_found_whole_and_in_parts() {
        check("see #SafeHarbour now", "0:see 1:safeharbour 1:safe 2:harbour 3:now");
        check("#UNGA80 #ok", "0:unga80 0:unga 1:80 2:ok");
        let whole = query_tokens("#SafeHarbour");
        assert_eq!(whole.len(), 1);
    }

    #[test]
    fn ranges_point_into_the_text_as_given() {
        let text = "a co\u{ad}op\u{200b}s b";
        let found = tokens(text);
        assert_eq!(&text[found[1].range.clone()], "co\u{ad}op\u{200b}s");
    }

    /// Alphabets whose characters join in ways that a cut could get wrong.
    fn odd_text() -> impl Strategy<Value = String> {
        let pieces = "a B 8 é e\u{301} \u{301} \u{fe0f} \u{20e3} \u{200d} \u{200c} \u{ad} \u{2011} ’ ' _ : . # - й и\u{306} ي\u{64b} 한 👩 🏽 🇺 🇦";
        let mut pieces: Vec<&str> = pieces.split(' ').collect();
        pieces.extend([" ", " ", "\u{a0}", "\r", "\n"]);
        prop::collection::vec(prop::sample::select(pieces), 0..16).prop_map(|all| all.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn tokens_cut_no_letter_from_its_marks(text in odd_text()) {
            let segmenter = icu_segmenter::GraphemeClusterSegmenter::new();
            let cuts: Vec<usize> = segmenter.segment_str(&text).collect();
            let mut last = 0;
            for token in tokens(&text).iter().chain(&query_tokens(&text)) {
                prop_assert!(cuts.contains(&token.range.start), "{:?} {:?}", text, token);
                prop_assert!(cuts.contains(&token.range.end), "{:?} {:?}", text, token);
                prop_assert!(!token.range.is_empty() && !token.form.is_empty());
            }
            for token in query_tokens(&text) {
                prop_assert!(token.range.start >= last, "{:?} {:?}", text, token);
                last = token.range.end;
            }
        }
    }

    #[test]
    fn stems_follow_the_script() {
        assert_eq!(stem("sanctions"), stem("sanction"));
        assert_eq!(stem("санкции"), stem("санкций"));
        assert_eq!(stem("1945"), None);
        assert!(stems_in("санкции", "en") && !stems_in("санкції", "uk") && !stems_in("avions", "fr-FR"));
    }

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
                    None if "’‘ʼʹ＇′`".contains(c) => folded.push('\''),
                    None => folded.push(c),
                }
            }
        }
        let trimmed = folded.trim_matches('\'');
        trimmed.strip_suffix("'s").unwrap_or(trimmed).to_owned()
    }

    #[test]
    fn every_character_is_folded_as_the_library_has_it() {
        // Left out of the tables: see `build.rs`.
        let is_left_out =
            |c| matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}');
        for c in ('\0'..=char::MAX).filter(|c| !is_left_out(*c)) {
            let word = c.to_string();
            assert_eq!(fold(&word), fold_by_library(&word), "{c:?}");
        }
    }

    #[test]
    fn a_letter_with_a_mark_and_a_stroke_loses_both() {
        check("Ǿrsted, ǽon, И\u{323}\u{306}од, И\u{301}\u{306}од", "0:orsted 1:aeon 2:йод 3:иод");
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
        fn tokens_lie_on_character_boundaries_in_order(text in "(\\PC|#|[A-Za-zё’_.\u{ad}\u{200b}\u{301} -]){0,60}") {
            let mut start = 0;
            let mut position = 0;
            for token in tokens(&text) {
                prop_assert!(text.get(token.range.clone()).is_some_and(|slice| !slice.is_empty()));
                prop_assert!(token.range.start >= start && token.position >= position);
                prop_assert!(!token.form.is_empty());
                start = token.range.start;
                position = token.position;
            }
        }

        #[test]
        fn folding_twice_changes_nothing(word in "[\\p{L}’']{1,12}") {
            // A possessive ending may hide another one, so only the first round may shorten it.
            let once = fold(&word);
            prop_assume!(!once.ends_with("'s"));
            prop_assert_eq!(fold(&once), once);
        }
    }
}
