//! What of a text no word tells: its signs and capitals, each sign in one form.
//!
//! Lives here: which characters are forms of one sign, and which say nothing. Does not live here: words (`words`), and
//! what follows from other signs (`align`, `dress`). Quotation marks, dashes and spaces have as many forms as there are
//! publishers: that they differ is no finding, that one is missing is. Cost: O(bytes).

use std::borrow::Cow;

/// A character in the form all of its kind are compared in; none for white space and what cannot be seen.
fn plain(c: char) -> Option<char> {
    Some(match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‘' | '’' | '‚' | '‛' | '′' | '´' | '`' | '\u{2bc}' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        'ё' => 'е',
        'Ё' => 'Е',
        '\u{ad}' | '\u{301}' | '\u{feff}' => return None,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => return None,
        c if c.is_whitespace() => return None,
        c => c,
    })
}

/// A text as it is written, but for white space and the forms of signs. What is written in two parts is what both parts
/// are together.
pub(crate) fn written(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        // What is nearly all of a text needs no look at the forms of signs.
        if c.is_ascii_alphanumeric() {
            out.push(c);
            before = c;
            continue;
        }
        match plain(c) {
            // Marks like an apostrophe quote as double ones do, but not within a word, and behind a figure they measure.
            Some('\'') => {
                let ends = chars.peek().is_none_or(|next| !next.is_alphanumeric());
                let quotes = !before.is_numeric() && (ends || !before.is_alphanumeric());
                out.push(if quotes { '"' } else { '\'' });
            }
            Some('…') => out.push_str("..."),
            found => out.extend(found),
        }
        before = c;
    }
    out
}

/// A word or mark in the form in which two are the same.
pub(crate) fn folded(word: &str) -> Cow<'_, str> {
    if word == "'" {
        return Cow::Borrowed("\"");
    }
    let is_plain = word.is_ascii() || word.chars().all(|c| plain(c) == Some(c));
    if is_plain { Cow::Borrowed(word) } else { Cow::Owned(written(word)) }
}

/// Whether two stretches of the same words have the same signs; the first may be a capital in one of them, where a
/// sentence begins with it.
pub(crate) fn are_alike(a: &str, b: &str) -> bool {
    let begun = |text: &str| {
        let written = written(text);
        let mut rest = written.chars();
        let first = rest.next().map(|c| c.to_lowercase().collect::<String>());
        (first, rest.as_str().to_owned())
    };
    begun(a) == begun(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_sign_are_one() {
        for (a, b) in [
            ("He said “no”.", "He said \"no\"."),
            ("He said ‘no’.", "He said «no»."),
            ("the envoys’ boat, Ann’s", "the envoys' boat, Ann's"),
            ("5–7 — or −5", "5-7 - or -5"),
            ("12\u{a0}000 люд\u{301}ей", "12 000 людей"),
            ("all of it…", "all of it..."),
            ("всё", "все"),
            ("co\u{ad}operate\u{200b}", "cooperate"),
            ("a\nb", "a b"),
        ] {
            assert_eq!(written(a), written(b), "{a:?} {b:?}");
        }
    }

    #[test]
    fn other_signs_are_others() {
        for (a, b) in [
            ("$5 million", "€5 million"),
            ("5 %", "5"),
            ("−5", "5"),
            ("“elections”", "elections"),
            ("No, peace", "No peace"),
            ("Ukraine", "Ukraine's"),
            ("5′", "5″"),
            ("the President", "the president"),
        ] {
            assert_ne!(written(a), written(b), "{a:?} {b:?}");
        }
    }

    #[test]
    fn parts_are_written_as_the_whole_is() {
        let whole = "He said ‘no’. It’s 5′ long…";
        for (at, _) in whole.match_indices(' ') {
            assert_eq!(written(&whole[..at]) + &written(&whole[at..]), written(whole));
        }
    }

    #[test]
    fn a_stretch_may_begin_a_sentence() {
        assert!(are_alike("The boat", "the boat"));
        assert!(are_alike("", ""));
        assert!(!are_alike("the Boat", "the boat"));
        assert!(!are_alike("the boat", "the, boat"));
    }

    #[test]
    fn words_fold_to_their_signs() {
        for (word, expected) in
            [("don’t", "don't"), ("«", "\""), ("—", "-"), ("boat", "boat"), ("мост", "мост")]
        {
            assert_eq!(folded(word), expected);
        }
    }
}
