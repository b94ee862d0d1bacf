//! The text of a field as paragraphs.
//!
//! Lives here: where a paragraph ends. Does not live here: what its words mean. Where blank lines part the text, they
//! part its paragraphs, and the line ends between are spaces, but before a point of a list. Without blank lines each line is
//! a paragraph, unless the lines were broken at a width: then a paragraph ends with a sentence on a short line.

use crate::draft::ends_sentence;

/// Lines are taken for broken at a width when the longest is no longer than this, in characters …
const WIDTH: usize = 120;
/// … there are at least so many of them …
const LEAST_LINES: usize = 6;
/// … and at most one in so many ends as a sentence does.
const ONE_IN: usize = 2;

/// The paragraphs of a text, without line ends, and how many control characters became spaces.
pub fn paragraphs(text: &str) -> (Vec<String>, usize) {
    let lines: Vec<&str> =
        text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}']).map(str::trim).collect();
    // A CR before an LF gives an empty line of its own.
    let crlf = text.contains("\r\n");
    let is_blank = |at: usize| {
        lines.get(at).is_none_or(|line| line.is_empty())
            && (!crlf || lines.get(at + 1).is_none_or(|line| line.is_empty()))
    };
    let filled: Vec<&str> = lines.iter().copied().filter(|line| !line.is_empty()).collect();
    let last = lines.iter().rposition(|line| !line.is_empty()).unwrap_or(0);
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(0);
    let has_blanks = (first..last).any(is_blank);
    let width = filled.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let endings = filled.iter().filter(|line| ends_sentence(line)).count();
    let is_wrapped = filled.len() >= LEAST_LINES && width <= WIDTH && endings * ONE_IN <= filled.len();
    let mut found: Vec<String> = Vec::new();
    let mut goes_on = false;
    for (at, line) in lines.iter().enumerate() {
        if line.is_empty() {
            goes_on &= !is_blank(at);
            continue;
        }
        match found.last_mut() {
            Some(paragraph) if goes_on && !begins_point(line) => {
                paragraph.push(' ');
                paragraph.push_str(line);
            }
            _ => found.push((*line).to_owned()),
        }
        goes_on = if has_blanks {
            true
        } else {
            is_wrapped && !(ends_sentence(line) && line.chars().count() * 4 < width * 3)
        };
    }
    let mut replaced = 0;
    for paragraph in &mut found {
        let controls = paragraph.chars().filter(|c| is_unfit(*c)).count();
        if controls > 0 {
            replaced += controls;
            *paragraph = without_controls(paragraph);
        }
    }
    found.retain(|paragraph| !paragraph.is_empty());
    (found, replaced)
}

/// A character that no statement may hold.
fn is_unfit(c: char) -> bool {
    c.is_control() && c != '\t'
}

/// A line with spaces instead of control characters, none of them at its ends.
pub fn without_controls(line: &str) -> String {
    line.replace(is_unfit, " ").trim().to_owned()
}

/// Whether a line begins a point of a list.
fn begins_point(line: &str) -> bool {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered =
        number.len() < line.len() && line.len() - number.len() <= 3 && number.starts_with([')', '.']);
    numbered && number.get(1..).is_some_and(|rest| rest.starts_with(' '))
        || ["- ", "* ", "• ", "– ", "— "].iter().any(|mark| line.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(paragraphs(text).0, expected, "{text:?}");
    }

    #[test]
    fn paragraphs_end_where_the_text_says() {
        check("", &[]);
        check(" \r\n ", &[]);
        check("One.\nTwo.", &["One.", "Two."]);
        check("One\r\nTwo", &["One", "Two"]);
        check("One\ngoes on.\n\nTwo.", &["One goes on.", "Two."]);
        check("One\r\ngoes on.\r\n\r\nTwo.", &["One goes on.", "Two."]);
        check("\n\nOne.\nTwo.\n\n", &["One.", "Two."]);
        check(
            "They agreed:\n- on nets,\n2. on boats.\n\nThen left.",
            &["They agreed:", "- on nets,", "2. on boats.", "Then left."],
        );
        check("a\u{1}b\u{2028}c", &["a b", "c"]);
    }

    #[test]
    fn lines_broken_at_a_width_are_joined() {
        let text = "The envoys of both harbours met\non the quay and spoke of nets,\nof boats and of the long winter\nbefore them.\n\
                    Later they signed the paper that\neach of them had brought along.";
        check(
            text,
            &[
                "The envoys of both harbours met on the quay and spoke of nets, of boats and of the long winter before them.",
                "Later they signed the paper that each of them had brought along.",
            ],
        );
    }

    #[test]
    fn control_characters_become_spaces_and_are_counted() {
        assert_eq!(paragraphs("a\u{1}b\u{7f}").1, 2);
        assert_eq!(paragraphs("\u{1}\n\u{2}").0, Vec::<String>::new());
    }
}
