//! A passage as a quotation: its words in the quotation marks of their language, then where they stand.

use crate::{Setting, Style, Work, cite};

/// The words of a passage in quotation marks, and below them the citation with the address. Marks inside the words stay
/// what they are. The words of a digest are the corpus's: the citation says so.
pub fn quotation(words: &str, work: &Work<'_>, setting: &Setting<'_>) -> String {
    let lang = match work {
        Work::Statement { statement, .. } | Work::Passage { statement, .. } => statement.lang.as_str(),
        Work::Comparison { .. } => setting.info.language.as_str(),
    };
    let (open, close) = marks(lang);
    [open, &on_one_line(words), close, "\n— ", &cite(work, setting, Style::Plain)].concat()
}

/// The words of a source byte for byte, but that each run of line ends, tabs and control characters is one space and
/// none stands at the ends. Signs that turn the direction of writing go, too, where they would turn what follows the
/// words.
fn on_one_line(words: &str) -> String {
    let is_closed = is_closed(words);
    let mut out = String::with_capacity(words.len());
    let mut is_cut = false;
    for c in words.trim().chars() {
        if turns(c).is_some() && !is_closed {
            continue;
        }
        let is_end = c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        match is_end {
            true if is_cut => {}
            true => out.push(' '),
            false => out.push(c),
        }
        is_cut = is_end;
    }
    out
}

/// The sign that closes what this one opens, or itself where it closes; none for signs that do not turn the direction
/// of writing for more than themselves.
fn turns(c: char) -> Option<char> {
    match c {
        '\u{202A}'..='\u{202E}' => Some('\u{202C}'),
        '\u{2066}'..='\u{2069}' => Some('\u{2069}'),
        _ => None,
    }
}

/// Whether each sign that turns the direction of writing is closed by its like, and none closes what is not open.
fn is_closed(words: &str) -> bool {
    let mut open = Vec::new();
    let signs = words.chars().filter_map(|c| Some((c, turns(c)?)));
    for (c, closing) in signs {
        if c != closing {
            open.push(closing);
        } else if open.pop() != Some(c) {
            return false;
        }
    }
    open.is_empty()
}

/// The outer quotation marks of a language, after Unicode's CLDR.
fn marks(tag: &str) -> (&'static str, &'static str) {
    match tag.split('-').next().unwrap_or(tag) {
        "ru" | "uk" | "be" | "es" | "it" | "ar" | "fa" | "el" | "no" | "nb" | "hy" => ("«", "»"),
        "fr" => ("«\u{202F}", "\u{202F}»"),
        "de" | "cs" | "sk" | "sl" | "bg" | "ka" | "lt" | "et" | "is" => ("„", "“"),
        "pl" | "hu" | "ro" | "hr" | "sr" => ("„", "”"),
        "sv" | "fi" | "he" => ("”", "”"),
        "ja" => ("「", "」"),
        _ => ("“", "”"),
    }
}
