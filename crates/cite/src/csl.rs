//! CSL-JSON: a list of items as `csl-data.json` of CSL 1.0.2 describes them.
//!
//! Types: `speech` for speeches and remarks, `interview`, `post`, `article-newspaper` for reports, `article` for
//! analyses, `webpage` for readouts, communiqués and press statements, `document` for what has no kind. `genre` says
//! kind and completeness in words. The corpus is the `archive`. Names that are not taken apart are `literal`.
//!
//! Written by hand: strings, short lists and objects of strings are all there is, and a serializer would weigh more
//! than the rest of this crate.

use crate::key::keys;
use crate::record::Record;
use demarche_corpus::{Kind, PartialDate};

/// The list of all items.
pub fn items(records: &[Record<'_>]) -> String {
    let items: Vec<String> =
        records.iter().zip(keys(records)).map(|(record, key)| item(record, &key)).collect();
    ["[\n", &items.join(",\n"), "\n]"].concat()
}

fn item(record: &Record<'_>, key: &str) -> String {
    let kind = match record.kind {
        Some(Kind::Speech | Kind::Remarks) => "speech",
        Some(Kind::Interview) => "interview",
        Some(Kind::Post) => "post",
        Some(Kind::Report) => "article-newspaper",
        Some(Kind::Analysis) => "article",
        Some(Kind::Readout | Kind::Communique | Kind::PressStatement) => "webpage",
        None if record.is_comparison => "webpage",
        None => "document",
    };
    let names: Vec<String> = record
        .authors()
        .iter()
        .map(|name| match &name.parts {
            Some((family, given)) => {
                ["{\"family\": ", &string(family), ", \"given\": ", &string(given), "}"].concat()
            }
            None => ["{\"literal\": ", &string(&name.shown), "}"].concat(),
        })
        .collect();
    let authors = if names.is_empty() { String::new() } else { ["[", &names.join(", "), "]"].concat() };
    let (url, seen) = record.seen_at();
    let seen = seen.filter(|_| !url.is_empty());
    // A medium is the container of its report; of other texts it is who issued them.
    let is_in = matches!(record.kind, Some(Kind::Report | Kind::Analysis | Kind::Post));
    let mut out = String::from("  {");
    let mut field = |name: &str, value: String| add(&mut out, name, &value);
    field("id", string(key));
    field("type", string(kind));
    field("author", authors);
    field("title", string(&record.title));
    field("issued", record.date.map(date).unwrap_or_default());
    field("genre", string(&record.what()));
    field("event-title", string(&record.event));
    field("event-place", string(&record.place));
    field(if is_in { "container-title" } else { "publisher" }, string(&record.publisher));
    field("archive", string(&record.corpus));
    field("URL", string(url));
    field("accessed", seen.map(date).unwrap_or_default());
    field("language", string(&record.lang));
    field("note", string(&record.remarks().join("; ")));
    field("annote", string(&record.note));
    out.push_str("\n  }");
    out
}

/// Adds a field, unless it is empty.
fn add(out: &mut String, name: &str, value: &str) {
    if value.is_empty() || value == "\"\"" {
        return;
    }
    out.push_str(if out.ends_with('{') { "\n    \"" } else { ",\n    \"" });
    out.push_str(name);
    out.push_str("\": ");
    out.push_str(value);
}

fn date(date: PartialDate) -> String {
    let parts = [
        Some(date.year().to_string()),
        date.month().map(|m| m.to_string()),
        date.day().map(|d| d.to_string()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    ["{\"date-parts\": [[", &parts.join(", "), "]]}"].concat()
}

/// A string of JSON. Control characters were taken out of all values; `<` is written so that a page may hold the text.
fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '<' => out.push_str("\\u003c"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
