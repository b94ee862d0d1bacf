//! RIS records, as reference managers read them.
//!
//! Each line is a tag of two signs, two spaces, a hyphen and a space, and ends in CR LF; a record begins with `TY` and
//! ends with `ER`. A value is one line by construction, so that no text can begin a tag.
//!
//! The format has no type for a speech: `GEN` stands for it, `NEWS` for reports, `RPRT` for analyses, `BLOG` for posts
//! and `ELEC` for the rest; `M3` says the kind in words. The corpus is the database (`DB`). In a name a comma divides
//! family and given name, so literal names are written without.

use crate::key::keys;
use crate::record::Record;
use crate::words::digits;
use demarche_corpus::{Kind, PartialDate};

/// All records, each with its final line end.
pub fn records(records: &[Record<'_>]) -> String {
    records.iter().zip(keys(records)).map(|(record, key)| one(record, &key)).collect()
}

fn one(record: &Record<'_>, key: &str) -> String {
    let mut out = String::new();
    let mut line = |tag: &str, value: &str| {
        if !value.is_empty() {
            out.push_str(&[tag, "  - ", value, "\r\n"].concat());
        }
    };
    line(
        "TY",
        match record.kind {
            Some(Kind::Speech | Kind::Remarks) => "GEN",
            Some(Kind::Report) => "NEWS",
            Some(Kind::Analysis) => "RPRT",
            Some(Kind::Post) => "BLOG",
            _ => "ELEC",
        },
    );
    line("ID", key);
    for name in record.authors() {
        let name = if name.parts.is_some() { name.inverted() } else { name.shown.replace(',', "") };
        line("AU", &name);
    }
    line("TI", &record.title);
    line("PY", &record.date.map(|date| digits(date.year().into(), 4)).unwrap_or_default());
    line("DA", &record.date.map(day).unwrap_or_default());
    line("M3", &record.what());
    line("T2", &record.event);
    line("CY", &record.place);
    line("PB", &record.publisher);
    line("DB", &record.corpus);
    for phrase in record.remarks() {
        line("N1", &phrase);
    }
    line("N1", &record.note);
    line("LA", &record.lang);
    let (url, seen) = record.seen_at();
    line("UR", url);
    if !url.is_empty() {
        line("Y2", &seen.map(day).unwrap_or_default());
    }
    if !record.link.is_empty() {
        line("L2", &record.source);
    }
    out.push_str("ER  - \r\n");
    out
}

/// `2024/05/03/`, with the slashes of the parts that are not known.
fn day(date: PartialDate) -> String {
    let part = |part: Option<u8>| part.map(|part| digits(part.into(), 2)).unwrap_or_default();
    [digits(date.year().into(), 4), part(date.month()), part(date.day()), String::new()].join("/")
}
