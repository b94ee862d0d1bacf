//! What one run of characters without blanks, quotes and brackets says: a word, a wildcard, a field with its value.
//!
//! Lives here: the rules inside a lexeme. Does not live here: how lexemes combine (`parse`).

use super::ast::{DateRange, Spot, Term, TermMode};
use crate::analysis;
use crate::request::Field;
use demarche_corpus::PartialDate;

/// Written in capitals these join words; in any other writing they are words.
const OPERATORS: [&str; 4] = ["OR", "AND", "NOT", "NEAR"];

/// The operator that a run of characters is; `NEAR` may carry a distance, as in `NEAR/5`.
pub(crate) fn operator(lexeme: &str) -> Option<&'static str> {
    let name = lexeme.split_once('/').filter(|(name, _)| *name == "NEAR").map_or(lexeme, |(name, _)| name);
    OPERATORS.into_iter().find(|operator| *operator == name)
}

/// The operator that a run of characters would be in capitals; `and` changes nothing.
pub(super) fn lower_operator(lexeme: &str) -> Option<String> {
    let name = lexeme.split_once('/').filter(|(name, _)| *name == "near").map_or(lexeme, |(name, _)| name);
    matches!(name, "or" | "not" | "near").then(|| lexeme.to_ascii_uppercase())
}

/// Names that readers try, and the field they mean.
const OTHER_NAMES: [(&str, &str); 16] = [
    ("author", "speaker"),
    ("by", "speaker"),
    ("from", "speaker"),
    ("who", "speaker"),
    ("country", "side"),
    ("party", "side"),
    ("type", "kind"),
    ("tag", "topic"),
    ("subject", "topic"),
    ("source", "publisher"),
    ("meeting", "event"),
    ("location", "place"),
    ("where", "place"),
    ("language", "lang"),
    ("year", "date"),
    ("when", "date"),
];

/// Fields that are not facets.
const FURTHER_NAMES: [&str; 3] = ["title", "date", "said"];

/// What stands before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefix {
    /// A facet field.
    Facet(Field),
    /// `title:`
    Title,
    /// `date:`
    Date,
    /// `said:`
    Said,
}

/// What begins a lexeme.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Start<'t> {
    /// A known field; the rest is its value.
    Field(Prefix, &'t str),
    /// Something before a colon that is no field.
    UnknownField(&'t str, &'t str),
    /// A word.
    Word,
}

/// Looks for `name:` at the start of a lexeme. An address (`https://…`), a time of day (`12:30`) and a word before a
/// lone colon are words.
pub(super) fn start(lexeme: &str) -> Start<'_> {
    let Some((name, value)) = lexeme.split_once(':') else { return Start::Word };
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphabetic()) || value.starts_with("//") {
        return Start::Word;
    }
    let lower = name.to_ascii_lowercase();
    match lower.as_str() {
        "title" => Start::Field(Prefix::Title, value),
        "date" => Start::Field(Prefix::Date, value),
        "said" => Start::Field(Prefix::Said, value),
        other => match Field::from_id(other) {
            Some(field) => Start::Field(Prefix::Facet(field), value),
            None => Start::UnknownField(name, value),
        },
    }
}

/// The field name nearest to one that is not known.
pub(super) fn nearest_field(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    if let Some((_, field)) = OTHER_NAMES.iter().find(|(other, _)| *other == lower) {
        return Some(field);
    }
    let known = Field::ALL.into_iter().map(Field::id).chain(FURTHER_NAMES);
    let ranked = known.map(|field| (strsim::osa_distance(&lower, field), field));
    ranked.filter(|(distance, field)| *distance <= field.len().div_ceil(3)).min().map(|(_, field)| field)
}

/// What a lexeme says as a word.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WordRead<'t> {
    /// The term; `None` where nothing but punctuation was typed. Whether it is fuzzy is in `tilde`.
    pub term: Option<Term>,
    /// The digits after a `~` behind it.
    pub tilde: Option<&'t str>,
    /// Whether there are wildcards and nothing else.
    pub is_bare_wildcard: bool,
}

/// Reads a word. Punctuation around it is dropped; what is left prints and parses as itself.
pub(super) fn read(lexeme: &str, in_title: bool) -> WordRead<'_> {
    let mut mode = TermMode::Plain;
    let mut text = lexeme;
    if let Some(rest) = text.strip_prefix('=') {
        mode = TermMode::Exact;
        text = rest;
    }
    text = trim_start(text);
    let mut tilde = None;
    loop {
        text = text.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '*' && c != '~');
        let shorter = text.trim_end_matches(|c: char| c.is_ascii_digit());
        match shorter.strip_suffix('~') {
            Some(rest) => {
                tilde = tilde.or_else(|| text.get(shorter.len()..));
                text = rest;
            }
            None => break,
        }
    }
    text = text.trim_end_matches('~');
    let has_letters = text.contains(char::is_alphanumeric);
    // `=speaker:*` would read as a field without its `=`; such a one keeps it and loses the wildcard.
    let is_wildcard = text.contains(['*', '?']) && (mode == TermMode::Plain || start(text) == Start::Word);
    if is_wildcard {
        mode = TermMode::Wildcard;
    } else if mode == TermMode::Exact && text.contains(['*', '?']) {
        // What is left may end in marks that the wildcard hid, so it is read again.
        let without = format!("={}", text.replace(['*', '?'], ""));
        let again = read(&without, in_title);
        return WordRead {
            term: again.term,
            tilde: tilde.or(again.tilde.map(|_| "")),
            is_bare_wildcard: again.is_bare_wildcard,
        };
    }
    // Punctuation was dropped that told the word from an operator.
    let spelled = if operator(text).is_some() { text.to_lowercase() } else { text.to_owned() };
    // A wildcard's letters are checked piece by piece when it is looked up.
    let has_tokens = has_letters && (is_wildcard || !analysis::query_tokens(&spelled).is_empty());
    WordRead {
        term: has_tokens.then_some(Term { text: spelled, mode, in_title, spot: Spot::default() }),
        tilde,
        is_bare_wildcard: is_wildcard && !has_letters,
    }
}

/// The parts of a word with wildcards that are looked up one by one and stand side by side: `cease-f*`.
pub(crate) fn wildcard_parts(text: &str) -> impl Iterator<Item = &str> {
    let is_inside =
        |c: char| c.is_alphanumeric() || analysis::is_mark(c) || matches!(c, '*' | '?' | '.' | '\'' | '’');
    text.split(move |c| !is_inside(c)).filter(|part| part.contains(char::is_alphanumeric))
}

/// Drops the punctuation before a word; a wildcard may begin one, but a question mark alone asks nothing.
pub(crate) fn trim_start(lexeme: &str) -> &str {
    let has_letters = lexeme.contains(char::is_alphanumeric);
    lexeme.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '*' && !(c == '?' && has_letters))
}

/// Reads what follows `date:`.
pub(super) fn read_dates(value: &str) -> Result<DateRange, String> {
    let date = |text: &str| {
        PartialDate::parse(text).ok_or_else(|| match text.is_empty() {
            true => "a date is missing here".to_owned(),
            false => format!("“{text}” is no date of the calendar"),
        })
    };
    if let Some((first, last)) = value.split_once("..") {
        return match (first, last) {
            ("", last) => Ok(DateRange::To(date(last)?)),
            (first, "") => Ok(DateRange::From(date(first)?)),
            (first, last) => {
                let (first, last) = (date(first)?, date(last)?);
                match first.first_day() <= last.last_day() {
                    true => Ok(DateRange::Between(first, last)),
                    false => Err(format!("the range {first} to {last} ends before it begins")),
                }
            }
        };
    }
    for (mark, range) in [
        (">=", DateRange::From as fn(PartialDate) -> DateRange),
        ("<=", DateRange::To),
        (">", DateRange::After),
        ("<", DateRange::Before),
    ] {
        if let Some(rest) = value.strip_prefix(mark) {
            return date(rest).map(range);
        }
    }
    date(value).map(DateRange::During)
}
