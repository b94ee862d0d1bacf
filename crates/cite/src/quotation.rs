//! A passage as a quotation: its words in the quotation marks of their language, then where they stand.

use crate::words::clean;
use crate::{Setting, Style, Work, cite};

/// The words of a passage byte for byte but for line ends, in quotation marks, and below them the citation with the
/// address. Marks inside the words stay what they are. The words of a digest are the corpus's: the citation says so.
pub fn quotation(words: &str, work: &Work<'_>, setting: &Setting<'_>) -> String {
    let lang = match work {
        Work::Statement { statement, .. } | Work::Passage { statement, .. } => statement.lang.as_str(),
        Work::Comparison { .. } => setting.info.language.as_str(),
    };
    let (open, close) = marks(lang);
    [open, &clean(words), close, "\n— ", &cite(work, setting, Style::Plain)].concat()
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
