//! Notes after the Chicago Manual of Style, 17th edition, notes and bibliography.
//!
//! By kind: speeches and remarks as lectures and papers, with kind, occasion, place and date in brackets (14.217);
//! interviews by the person who answers (14.211, 14.213); posts by their author (14.209); press statements and
//! communiqués as pamphlets and the like, by who issued them (14.220); readouts, reports and analyses as pages of a
//! site (14.207). Addresses stand last, the day of access before them (14.6, 14.12). Up to three authors are named,
//! of more the first (14.23; the 18th edition names the first of three already, 13.23). Names stand in their natural
//! order in notes (14.20), so none has to be turned round. Double quotation marks inside a title become single (13.30).
//!
//! The text is plain: the italics of the manual are left to whoever pastes it.

use crate::names::Name;
use crate::record::Record;
use crate::words::{joined, quoted, stop, us_date};
use demarche_corpus::Kind;

/// The note for one work, or for a comparison one note with all of its texts.
pub fn notes(records: &[Record<'_>]) -> String {
    let notes: Vec<String> = records.iter().map(note).collect();
    stop(joined(&notes, "; "))
}

fn note(record: &Record<'_>) -> String {
    let mut out = match record.part_of() {
        "" => String::new(),
        "digest" => "Digest of ".to_owned(),
        _ => "Excerpt of ".to_owned(),
    };
    let authors = record.authors();
    out.push_str(&names(&authors));
    if record.is_comparison {
        add(&mut out, &record.title.replacen('C', "c", 1));
    } else {
        add(&mut out, &quoted(&record.title));
    }
    let kind = record.kind.map_or("", Kind::label);
    let date =
        record.date.map(us_date).unwrap_or_else(|| if record.is_comparison { "" } else { "n.d." }.to_owned());
    let publisher = record.publisher_beside(&authors);
    match record.kind {
        Some(Kind::Speech | Kind::Remarks) => {
            let parts = joined(&[kind, &record.event, &record.place, &date], ", ");
            out.push_str(&[" (", &parts, ")"].concat());
            add(&mut out, publisher);
        }
        _ => {
            for part in [kind, publisher, &date] {
                add(&mut out, part);
            }
        }
    }
    add(&mut out, &record.passage());
    if !record.source_title.is_empty() {
        add(&mut out, &["published as ", &quoted(&record.source_title)].concat());
    }
    add(&mut out, &record.source);
    add(&mut out, &record.in_corpus());
    if !record.link.is_empty() {
        add(&mut out, &record.accessed.map(|day| ["accessed ", &us_date(day)].concat()).unwrap_or_default());
        add(&mut out, &record.link);
    }
    out
}

/// Adds a part after a comma, which stands inside a closing quotation mark.
fn add(out: &mut String, part: &str) {
    if part.is_empty() {
        return;
    }
    if out.ends_with('”') {
        out.pop();
        out.push_str(",”");
    } else if !(out.is_empty() || out.ends_with(' ')) {
        out.push(',');
    }
    if !(out.is_empty() || out.ends_with(' ')) {
        out.push(' ');
    }
    out.push_str(part);
}

fn names(names: &[Name]) -> String {
    match names {
        [] => String::new(),
        [one] => one.shown.clone(),
        [one, two] => [&one.shown, " and ", &two.shown].concat(),
        [one, two, three] => [&one.shown, ", ", &two.shown, ", and ", &three.shown].concat(),
        [one, ..] => [&one.shown, " et al."].concat(),
    }
}
