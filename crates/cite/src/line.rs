//! A citation as one line: plain, or with links in Markdown.
//!
//! In Markdown every sign that could mean something is escaped, so that a title is shown as its own text; addresses
//! stand in angle brackets, which they cannot hold themselves.

use crate::record::Record;
use crate::words::{capital, quoted, stop};
use demarche_corpus::{Kind, PartialDate};

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// With links.
    Markdown,
    /// With addresses.
    Plain,
}

/// A line for each work; more than one are a list.
pub fn lines(records: &[Record<'_>], form: Form) -> String {
    let all: Vec<String> = records.iter().map(|record| line(record, form)).collect();
    match all.as_slice() {
        [one] => one.clone(),
        all => ["- ", &all.join("\n- ")].concat(),
    }
}

fn line(record: &Record<'_>, form: Form) -> String {
    let text = |value: &str| match form {
        Form::Markdown => escaped(value),
        Form::Plain => value.to_owned(),
    };
    let authors = record.authors();
    let names: Vec<String> = authors.iter().map(|name| text(&name.shown)).collect();
    let names = match names.as_slice() {
        [first @ .., last] if !first.is_empty() => [&first.join(", "), " and ", last].concat(),
        names => names.concat(),
    };
    let beginning = [capital(record.part_of()), names];
    let (seen, _) = record.seen_at();
    let title = match form {
        Form::Markdown if !seen.is_empty() => link(&record.title, seen),
        Form::Markdown => escaped(&record.title),
        Form::Plain if record.is_comparison => record.title.clone(),
        Form::Plain => quoted(&record.title),
    };
    let source = match form {
        Form::Markdown if record.source.is_empty() || record.link.is_empty() => String::new(),
        Form::Markdown => link("source", &record.source),
        Form::Plain => record.source.clone(),
    };
    let published = if record.source_title.is_empty() {
        String::new()
    } else {
        ["published as ", &text(&quoted(&record.source_title))].concat()
    };
    let accessed = record.accessed.filter(|_| !record.link.is_empty());
    let parts = [
        title,
        text(record.kind.map_or("", Kind::label)),
        text(&record.event),
        text(&record.place),
        record.date.map(PartialDate::display).unwrap_or_default(),
        text(record.publisher_beside(&authors)),
        record.passage(),
        published,
        source,
        text(&record.in_corpus()),
        if form == Form::Plain { record.link.clone() } else { String::new() },
        accessed.map(|day| ["accessed ", &day.display()].concat()).unwrap_or_default(),
    ];
    let mut out = crate::words::joined(&beginning, " of ");
    // "Excerpt of" goes on with a title where nobody is named.
    let mut between = if out.is_empty() {
        ""
    } else if authors.is_empty() {
        " of "
    } else {
        ", "
    };
    for part in parts.iter().filter(|part| !part.is_empty()) {
        out.push_str(between);
        out.push_str(part);
        between = ", ";
    }
    stop(out)
}

/// A link of Markdown.
fn link(text: &str, address: &str) -> String {
    // In an address `&copy;` would be read as a sign.
    let address = if address.contains(';') { address.replace('&', "\\&") } else { address.to_owned() };
    let text = if text.is_empty() { escaped(&address) } else { escaped(text) };
    ["[", &text, "](<", &address, ">)"].concat()
}

/// Text that Markdown shows as it is, at the beginning of a line too. The extensions of common tools are thought of:
/// dashes and quotation marks of "smart" punctuation, names of emoji, addresses that become links by themselves.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let escape = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~' | '!' | '$' | '^'
            | '=' | '+' | '@' | '{' | '}' | '"' => true,
            ':' => text[at + 1..].starts_with(|next: char| !next.is_whitespace()),
            '-' => at == 0 || before == '-' || text[at + 1..].starts_with('-'),
            '.' | ')' => before.is_ascii_digit() || matches!(before, '.' | 'w' | 'W'),
            '\'' => true,
            _ => false,
        };
        if escape {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}
