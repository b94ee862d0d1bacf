//! Where sentences and paragraphs begin and end.
//!
//! Lives here: the splitting of plain text into blocks ([`blocks`]) and of a block into sentences
//! ([`sentences`]), by rules and short lists; Latin and Cyrillic. Does not live here: Markdown. Every range is
//! in UTF-8 bytes, on character boundaries, without the white space around it.
//!
//! A sentence ends at `.` `!` `?` or an ellipsis, with any closing quotes or brackets behind it, when white
//! space follows and the next word does not start in lower case. A full stop does not end one after a title
//! or rank (Mr., Gen.), after an abbreviation with a number behind it (No. 5, Feb. 12), or after an initial,
//! U.S., Jr. and the like unless a word that commonly opens a sentence follows; a bare number before it is the
//! paragraph's and opens the sentence behind it. Cost: one pass, O(bytes).

use std::ops::Range;

/// A hard-wrapped text has no line but the first longer than this many characters.
const WRAPPED_LINE_MAX: usize = 100;

/// Titles, ranks and citation words: the full stop behind them is part of the word.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "messrs", "dr", "prof", "gen", "lt", "col", "maj", "capt", "cmdr", "adm", "sgt",
    "sen", "rep", "gov", "hon", "amb", "st", "mt", "ft", "vs", "pp", "cf", "e.g", "i.e", "т.е", "им", "ул",
    "см", "проф", "акад", "ген",
];
/// Words whose full stop belongs to them when a number follows.
const NUMBERED: &[&str] = &[
    "no", "nos", "art", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
    "ст", "п", "стр",
];
/// Abbreviations that may or may not close a sentence: the next word decides.
const SHORT: &[&str] = &[
    "jr", "sr", "inc", "ltd", "co", "corp", "etc", "a.m", "p.m", "г", "гг", "т.д", "т.п", "млн", "млрд",
    "тыс", "руб", "долл",
];
/// Words that commonly open a sentence.
const OPENERS: &[&str] = &[
    "a",
    "an",
    "the",
    "this",
    "that",
    "these",
    "those",
    "there",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "his",
    "her",
    "its",
    "their",
    "our",
    "in",
    "on",
    "at",
    "as",
    "by",
    "for",
    "from",
    "after",
    "before",
    "but",
    "and",
    "so",
    "if",
    "when",
    "while",
    "however",
    "also",
    "both",
    "all",
    "today",
    "он",
    "она",
    "они",
    "мы",
    "это",
    "в",
    "на",
    "по",
    "при",
    "также",
    "и",
    "но",
    "как",
    "для",
];

/// White space in the sense of these rules: also the invisible kinds that pasted text carries.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '\u{201d}' | '\u{2019}' | '»' | ')' | ']')
}

fn is_mark(c: char) -> bool {
    matches!(c, '*' | '_' | '~' | '=' | '\\' | '#' | '-')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The range without the white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let body = &text[range.clone()];
    let start = range.start + (body.len() - body.trim_start_matches(is_space).len());
    let end = start + text[start..range.end].trim_end_matches(is_space).len();
    (start < end).then_some(start..end)
}

/// The paragraphs of a plain-text file, which no sentence crosses.
///
/// A blank line ends a block; a single line break is a space in a hard-wrapped file and ends a block in any
/// other; the first line is a title of its own unless it ends like a sentence; a line that starts with `#` or
/// holds only marks stands alone.
#[must_use]
pub fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut non_blank = text.lines().filter(|line| !line.trim_matches(is_space).is_empty());
    non_blank.next();
    let wrapped = non_blank.all(|line| line.chars().count() <= WRAPPED_LINE_MAX);
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut seen = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_matches(is_space);
        let title = !bare.is_empty() && !seen && !bare.trim_end_matches(is_closer).ends_with(is_stop);
        let alone = !bare.is_empty() && (title || bare.starts_with('#') || !bare.chars().any(is_word));
        seen = seen || !bare.is_empty();
        if (bare.is_empty() || alone || !wrapped)
            && let Some(start) = open.take()
        {
            found.extend(trimmed(text, start..at));
        }
        if alone {
            found.extend(trimmed(text, at..at + line.len()));
        } else if !bare.is_empty() && open.is_none() {
            open = Some(at);
        }
        at += line.len();
    }
    if let Some(start) = open {
        found.extend(trimmed(text, start..at));
    }
    found
}

/// The sentences of one passage; line breaks count as spaces, blank lines as ends.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for part in parts(text) {
        let mut start = part.start;
        let mut at = part.start;
        while let Some(stop) = text[at..part.end].find(is_stop).map(|offset| at + offset) {
            let run = &text[stop..part.end];
            let stops = run.len() - run.trim_start_matches(is_stop).len();
            let closers = run[stops..].len() - run[stops..].trim_start_matches(is_closer).len();
            let end = stop + stops + closers;
            at = end;
            if text[end..part.end].starts_with(is_space) && ends_here(text, start, stop..end, part.end) {
                found.extend(trimmed(text, start..end));
                start = end;
            }
        }
        found.extend(trimmed(text, start..part.end));
    }
    found
}

/// The passage cut at blank lines and around stand-alone runs of marks (`* * *`, `\###`).
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut cuts = vec![0];
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        if is_mark(c) && is_space(before) {
            let rest = &text[at..];
            let run = rest.len() - rest.trim_start_matches(|c| is_mark(c) || is_space(c)).len();
            let body = rest[..run].trim_end_matches(is_space);
            let closed = run == rest.len() || body.len() < run;
            if closed && body.chars().filter(|c| is_mark(*c)).count() >= 3 {
                cuts.push(at);
                cuts.push(at + body.len());
                while chars.peek().is_some_and(|(next, _)| *next < at + body.len()) {
                    chars.next();
                }
            }
        } else if c == '\n'
            && text[at + 1..].trim_start_matches([' ', '\t', '\r', '\u{a0}']).starts_with('\n')
        {
            cuts.push(at);
        }
        before = c;
    }
    cuts.push(text.len());
    cuts.windows(2).filter_map(|pair| trimmed(text, pair[0]..pair[1])).collect()
}

/// Whether the candidate stop ends the sentence begun at `start`.
fn ends_here(text: &str, start: usize, stop: Range<usize>, limit: usize) -> bool {
    let next = text[stop.end..limit]
        .trim_start_matches(is_space)
        .trim_start_matches(|c| !is_word(c) && !is_space(c));
    let word_len = next.find(|c| !is_word(c)).unwrap_or(next.len());
    let word = &next[..word_len];
    if word.starts_with(char::is_lowercase) {
        return false;
    }
    if &text[stop.clone()] != "." {
        return true;
    }
    let head = &text[start..stop.start];
    // The number of a paragraph opens its first sentence: `107. We support …`.
    let number = head.trim_matches(is_space);
    if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let last = &head[head.trim_end_matches(|c| is_word(c) || c == '.').len()..];
    let folded = last.to_lowercase();
    let capital = last.starts_with(char::is_uppercase);
    let is_number = word.starts_with(|c: char| c.is_numeric());
    if TITLES.contains(&folded.as_str()) {
        return false;
    }
    if NUMBERED.contains(&folded.as_str()) && is_number && (capital || !folded.is_ascii()) {
        return false;
    }
    if SHORT.contains(&folded.as_str()) || is_initials(last) {
        return OPENERS.contains(&word.to_lowercase().as_str());
    }
    true
}

/// One capital, or single letters with full stops between them (`R`, `U.S`).
fn is_initials(word: &str) -> bool {
    let letters: Vec<&str> = word.split('.').collect();
    let single = |part: &&str| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    };
    letters.iter().all(single) && (letters.len() > 1 || word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "sentences of {text:?}");
    }

    #[test]
    fn a_full_stop_inside_a_name_ends_nothing() {
        check("Mr. Ash met Gen. Birch. They spoke.", &["Mr. Ash met Gen. Birch.", "They spoke."]);
        check(
            "Anna K. Moor, Jr. came from the U.S. delegation.",
            &["Anna K. Moor, Jr. came from the U.S. delegation."],
        );
        check("They left the U.S. The rest stayed.", &["They left the U.S.", "The rest stayed."]);
        check(
            "It passed on Feb. 12 under No. 5. Then it lapsed.",
            &["It passed on Feb. 12 under No. 5.", "Then it lapsed."],
        );
        check("We met at 5 p.m. Today we rest.", &["We met at 5 p.m.", "Today we rest."]);
    }

    #[test]
    fn closing_quotes_stay_with_their_sentence() {
        check("“We agree.” She left.", &["“We agree.”", "She left."]);
        check("He asked “why?” and left.", &["He asked “why?” and left."]);
        check("Is it so?! Yes… No.", &["Is it so?!", "Yes…", "No."]);
    }

    #[test]
    fn numbers_and_lower_case_do_not_split() {
        check("Aid rose by 3.5 per cent. it said.", &["Aid rose by 3.5 per cent. it said."]);
        check(
            "В 2024 г. стороны встретились. Они говорили.",
            &["В 2024 г. стороны встретились.", "Они говорили."],
        );
    }

    #[test]
    fn marks_and_blank_lines_stand_apart() {
        check("One. * * * Two.", &["One.", "* * *", "Two."]);
        check("no stop here\n\nsecond part", &["no stop here", "second part"]);
        check("  \u{a0}One line\nwrapped.\u{a0} ", &["One line\nwrapped."]);
        check("107. We agree. 8. They left.", &["107. We agree.", "8. They left."]);
        check("It lapsed in 2031. We agree.", &["It lapsed in 2031.", "We agree."]);
        check("107.", &["107."]);
        check("", &[]);
        check(" \n\n ", &[]);
    }

    #[test]
    fn blocks_tell_titles_wrapping_and_marks() {
        let text = "A title\nFirst line\nof a block.\n\nSecond block.\n\n\\###\n";
        let found: Vec<&str> = blocks(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["A title", "First line\nof a block.", "Second block.", "\\###"]);
        let long = format!("A title\n{}\nanother line", "word ".repeat(30));
        assert_eq!(blocks(&long).len(), 3);
    }
}
