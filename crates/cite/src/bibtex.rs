//! Entries of a `.bib` file, for biblatex with biber, and for classic BibTeX as far as it goes.
//!
//! Every work is `@misc` with the fields that biblatex's driver of that type prints (biblatex manual 2.1.1, 2.2). The
//! date is in `date`, in ISO 8601 with the stated precision, which is what biber takes; `year` and `month` beside it
//! are for classic BibTeX and natbib, which know no other and would print none. Letters of all scripts stand as they
//! are, in UTF-8.
//!
//! Values stand in braces. A brace inside a value is written as a command: BibTeX and biber count `\{` as a brace, and
//! one without its fellow would swallow the rest of the file. Titles stand in a second pair, which keeps their
//! capitals; so do literal names, which are not to be taken apart.

use crate::key::keys;
use crate::record::Record;
use crate::words::month;

/// An entry a work, a blank line between two.
pub fn entries(records: &[Record<'_>]) -> String {
    let entries: Vec<String> =
        records.iter().zip(keys(records)).map(|(record, key)| entry(record, &key)).collect();
    entries.join("\n\n")
}

fn entry(record: &Record<'_>, key: &str) -> String {
    let mut out = ["@misc{", key, ",\n"].concat();
    let authors: Vec<String> = record
        .authors()
        .iter()
        .map(|name| match &name.parts {
            Some((family, given)) => [escaped(family), ", ".to_owned(), escaped(given)].concat(),
            None => braced(&escaped(&name.shown)),
        })
        .collect();
    let (url, seen) = record.seen_at();
    let day =
        |date: Option<demarche_corpus::PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let mut field = |name: &str, value: String| add(&mut out, name, &value);
    field("author", authors.join(" and "));
    field("title", braced(&escaped(&record.title)));
    field("date", day(record.date));
    field("year", record.date.map(|date| date.year().to_string()).unwrap_or_default());
    // A macro of every style, which stands without braces: `may`.
    let short = record.date.and_then(|date| month(date).get(..3)).unwrap_or_default();
    field("month", short.to_ascii_lowercase());
    field("type", escaped(record.kind.map_or("", |kind| kind.label())));
    field("eventtitle", escaped(&record.event));
    field("location", escaped(&record.place));
    field("organization", escaped(&record.publisher));
    // Of a digest the note says it.
    if record.in_words().is_empty() {
        field("howpublished", escaped(&record.in_corpus()));
    }
    field("note", escaped(&record.remarks().join("; ")));
    field("annotation", escaped(&record.note));
    field("langid", langid(&record.lang).to_owned());
    if !url.is_empty() {
        field("url", url.to_owned());
        field("urldate", day(seen));
    }
    out.push('}');
    out
}

/// Adds a field, unless it is empty.
fn add(out: &mut String, name: &str, value: &str) {
    if value.is_empty() || value == "{}" {
        return;
    }
    let [open, close] = if name == "month" { ["", ""] } else { ["{", "}"] };
    for part in ["  ", name, " = ", open, value, close, ",\n"] {
        out.push_str(part);
    }
}

fn braced(value: &str) -> String {
    ["{", value, "}"].concat()
}

/// A value that LaTeX prints as it is.
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut before = ' ';
    for c in value.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '`' => out.push_str("\\textasciigrave{}"),
            '#' | '$' | '%' | '&' | '_' => out.extend(['\\', c]),
            // A shorthand of babel in several languages.
            '"' => out.push_str("{\"}"),
            // Two of these run together into another sign: dashes, quotation marks.
            '-' | '\'' | ',' | '<' | '>' if before == c => {
                out.push_str("{}");
                out.push(c);
            }
            _ => out.push(c),
        }
        before = c;
    }
    out
}

/// What babel calls a language; empty for those it is not sure to know.
fn langid(tag: &str) -> &'static str {
    match tag.split('-').next().unwrap_or(tag) {
        "de" => "ngerman",
        "en" => "english",
        "es" => "spanish",
        "fr" => "french",
        "it" => "italian",
        "pl" => "polish",
        "pt" => "portuguese",
        "ru" => "russian",
        "uk" => "ukrainian",
        _ => "",
    }
}
