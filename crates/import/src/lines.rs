//! A document as numbered lines, and the undoubling of runs that stand twice back to back.
//!
//! Lives here: decoding, numbering, and [`undouble`]. Does not live here: what a line means (the formats).
//!
//! Undoubling finds squares (`A A`, the same run of lines twice, adjacent), never lines that merely recur. For each
//! position the longest square wins; a position gives way to the next one when the square there is longer. Lines
//! are compared as integers; a square of `n` lines costs `O(n)` to confirm and is then skipped whole, so ordinary
//! documents take linear time. The worst case is bounded by [`MAX_RUN`].

use crate::report::Reason;
use std::collections::BTreeMap;

/// The longest run that is undoubled, in lines. A channel message holds 4,096 characters, so a run cannot be longer.
const MAX_RUN: usize = 1_024;

/// The longest line taken into a statement, in bytes: a statement's file must stay below the limit of the reader.
const MAX_LINE: usize = 1_000_000;

/// One non-blank line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// Position in the document, counted from 1; blank lines count too.
    pub number: usize,
    /// The bytes of the line without its end.
    pub text: &'a str,
}

impl<'a> Line<'a> {
    /// The line without the white space around it, for recognising what it is.
    pub fn trimmed(&self) -> &'a str {
        self.text.trim()
    }
}

/// The text of a document, without a byte order mark.
pub fn decode(bytes: &[u8]) -> Result<&str, String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        let byte = bytes.get(at).copied().unwrap_or_default();
        format!(
            "not UTF-8: byte 0x{byte:02X} at offset {at} (line {line}) begins no character; save the document as UTF-8 and import it again"
        )
    })
}

/// The non-blank lines of a document: those a statement can hold, and those it cannot, with the reason.
/// Lines end with LF, CRLF or a lone CR.
pub fn split(text: &str) -> (Vec<Line<'_>>, Vec<(usize, Reason)>) {
    let mut lines = Vec::new();
    let mut unusable = Vec::new();
    let mut rest = text;
    let mut number = 0;
    while !rest.is_empty() {
        number += 1;
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let (line, tail) = rest.split_at(end);
        rest = tail.strip_prefix("\r\n").or_else(|| tail.strip_prefix(['\n', '\r'])).unwrap_or("");
        if line.trim().is_empty() {
            continue;
        }
        if line.chars().any(|c| c.is_control() && c != '\t') {
            unusable.push((number, Reason::ControlCharacters));
        } else if line.len() > MAX_LINE {
            unusable.push((number, Reason::TooLong));
        } else {
            lines.push(Line { number, text: line });
        }
    }
    (lines, unusable)
}

/// The numbers of the non-blank lines of a document, counted from 1.
pub fn numbers(text: &str) -> Vec<usize> {
    let (lines, unusable) = split(text);
    let mut numbers: Vec<usize> =
        lines.iter().map(|line| line.number).chain(unusable.iter().map(|(number, _)| *number)).collect();
    numbers.sort_unstable();
    numbers
}

/// A stretch of lines after undoubling; positions are indices of the slice given to [`undouble`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// A line that stands once.
    Once(usize),
    /// `len` lines from `start` on, which stand again right behind themselves.
    Twice {
        /// Index of the first line of the first copy.
        start: usize,
        /// Lines of one copy.
        len: usize,
    },
}

/// Splits lines into those that stand once and runs that stand twice back to back.
///
/// `is_heading` keeps two equal posts apart: a run that holds a heading and, right behind it, a doubled run of its own
/// is two posts rather than one doubled stretch.
pub fn undouble(lines: &[Line<'_>], is_heading: impl Fn(&str) -> bool) -> Vec<Stretch> {
    let squares = Squares::new(lines, is_heading);
    let mut stretches = Vec::new();
    let mut at = 0;
    let mut here = squares.longest_at(0);
    while at < lines.len() {
        let next = squares.longest_at(at + 1);
        match here {
            // A longer square that begins one line later explains more: the line here is a heading that the body repeats.
            Some(len) if next.is_none_or(|next| next <= len) => {
                stretches.push(Stretch::Twice { start: at, len });
                at += 2 * len;
                here = squares.longest_at(at);
            }
            _ => {
                stretches.push(Stretch::Once(at));
                at += 1;
                here = next;
            }
        }
    }
    stretches
}

/// Lines as integers, with where each stands.
struct Squares {
    ids: Vec<usize>,
    positions: Vec<Vec<usize>>,
    /// Headings with a doubled run right behind them, and the length of one copy of the shortest such run.
    doubled_headings: Vec<(usize, usize)>,
}

impl Squares {
    fn new(lines: &[Line<'_>], is_heading: impl Fn(&str) -> bool) -> Squares {
        let mut known = BTreeMap::new();
        let mut positions: Vec<Vec<usize>> = Vec::new();
        let mut ids = Vec::with_capacity(lines.len());
        for (at, line) in lines.iter().enumerate() {
            let id = *known.entry(line.text).or_insert(positions.len());
            if id == positions.len() {
                positions.push(Vec::new());
            }
            positions[id].push(at);
            ids.push(id);
        }
        let mut squares = Squares { ids, positions, doubled_headings: Vec::new() };
        let headings = (0..lines.len()).filter(|at| is_heading(lines[*at].trimmed()));
        squares.doubled_headings =
            headings.filter_map(|at| Some((at, squares.lengths_at(at + 1, MAX_RUN).next()?))).collect();
        squares
    }

    /// The length of one copy of the longest acceptable square that begins at `at`.
    fn longest_at(&self, at: usize) -> Option<usize> {
        self.lengths_at(at, self.limit_at(at)).next_back()
    }

    /// How long a square at `at` may be before it swallows a heading together with the heading's own doubled run.
    fn limit_at(&self, at: usize) -> usize {
        let first = self.doubled_headings.partition_point(|(heading, _)| *heading < at);
        let mut limit = MAX_RUN;
        for (heading, own) in &self.doubled_headings[first..] {
            if heading - at >= limit {
                break;
            }
            limit = limit.min((heading - at).max(2 * own));
        }
        limit
    }

    /// Lengths of all squares that begin at `at` and are no longer than `max`, shortest first.
    fn lengths_at(&self, at: usize, max: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let twins = self.ids.get(at).map_or(&[][..], |id| self.positions[*id].as_slice());
        let near = twins.partition_point(|twin| *twin <= at)..twins.partition_point(|twin| *twin <= at + max);
        twins[near].iter().map(move |twin| twin - at).filter(move |len| {
            at + 2 * len <= self.ids.len() && self.ids[at..at + len] == self.ids[at + len..at + 2 * len]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Letters stand for lines, capitals for headings; the answer writes what stands twice in brackets.
    fn check(input: &str, expected: &str) {
        let texts: Vec<String> = input.chars().map(String::from).collect();
        let lines: Vec<Line<'_>> =
            texts.iter().enumerate().map(|(at, text)| Line { number: at + 1, text }).collect();
        let shown: String = undouble(&lines, |text| text.chars().all(char::is_uppercase))
            .into_iter()
            .map(|stretch| match stretch {
                Stretch::Once(at) => texts[at].clone(),
                Stretch::Twice { start, len } => format!("[{}]", texts[start..start + len].concat()),
            })
            .collect();
        assert_eq!(shown, expected, "{input}");
    }

    #[test]
    fn only_adjacent_equal_runs_are_undoubled() {
        check("Habcabc", "H[abc]");
        check("HababKcacaLbb", "H[ab]K[ca]L[b]");
        check("abcXabc", "abcXabc");
        check("HabxabKab", "HabxabKab");
        check("", "");
        check("a", "a");
        check("aa", "[a]");
    }

    #[test]
    fn the_longer_run_wins() {
        check("Haabaab", "H[aab]");
        check("hhxhx", "h[hx]");
        check("aaaa", "[aa]");
        check("Habcabcdefdef", "H[abc][def]");
    }

    #[test]
    fn equal_posts_stay_two_posts() {
        check("HababHabab", "H[ab]H[ab]");
        check("ababHababHabab", "[ab]H[ab]H[ab]");
        check("HaaHaaHaa", "H[a]H[a]H[a]");
    }

    #[test]
    fn a_heading_inside_a_run_does_not_part_it() {
        check("HxSyxSy", "H[xSy]");
    }

    #[test]
    fn line_ends_of_every_kind_and_a_mark_are_understood() {
        let text = decode(b"\xEF\xBB\xBFone\r\n\r\ntwo\rthree\n\xC2\xA0\nfour").expect("UTF-8");
        let (lines, unusable) = split(text);
        let found: Vec<(usize, &str)> = lines.iter().map(|line| (line.number, line.text)).collect();
        assert_eq!(found, [(1, "one"), (3, "two"), (4, "three"), (6, "four")]);
        assert!(unusable.is_empty());
    }

    #[test]
    fn a_byte_that_is_no_utf_8_is_named() {
        insta::assert_snapshot!(decode(b"good\nba\xFFd").expect_err("not UTF-8"), @"not UTF-8: byte 0xFF at offset 7 (line 2) begins no character; save the document as UTF-8 and import it again");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn stretches_cover_every_line_once(input in "[abcH]{0,60}") {
            let texts: Vec<String> = input.chars().map(String::from).collect();
            let lines: Vec<Line<'_>> =
                texts.iter().enumerate().map(|(at, text)| Line { number: at + 1, text }).collect();
            let mut next = 0;
            for stretch in undouble(&lines, |text| text == "H") {
                match stretch {
                    Stretch::Once(at) => { prop_assert_eq!(at, next); next += 1; }
                    Stretch::Twice { start, len } => {
                        prop_assert_eq!(start, next);
                        prop_assert_eq!(&texts[start..start + len], &texts[start + len..start + 2 * len]);
                        next += 2 * len;
                    }
                }
            }
            prop_assert_eq!(next, texts.len());
        }
    }
}
