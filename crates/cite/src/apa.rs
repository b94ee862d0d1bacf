//! Entries of a reference list after the Publication Manual of the American Psychological Association, 7th edition.
//!
//! Author, date, title, source (9.4–9.37), with the form of the work in square brackets behind the title (9.21): for
//! speeches as for conference sessions (10.5), for interviews, press statements as press releases (10.4), for posts
//! with no more than the first twenty words of the title (10.15), for readouts, reports and analyses as pages of a
//! site (10.16). The day of retrieval stands with the address of the corpus, whose pages may change (9.16). Without
//! an author the title comes first (9.12); the publisher is left out where it is the author (9.24). Names are turned
//! round and given names cut to their initials (9.8) where the parts are known; others are written like those of
//! groups (9.11). A passage is named in the citation in the text, which stands on a line of its own (8.13, 8.28).
//!
//! The text is plain: the italics of the manual are left to whoever pastes it, and titles keep their capitals.

use crate::names::Name;
use crate::record::Record;
use crate::words::{capital, joined, month, quoted, stop, unstopped, us_date};
use demarche_corpus::{Kind, PartialDate};

/// So many words of a post stand for its title.
const POST_WORDS: usize = 20;
/// Of more authors than this the last and the first but one of so many are named (9.8).
const NAMES: usize = 20;

/// An entry a line, in the order of the works.
pub fn references(records: &[Record<'_>]) -> String {
    let entries: Vec<String> = records.iter().map(entry).collect();
    entries.join("\n")
}

fn entry(record: &Record<'_>) -> String {
    let authors = record.authors();
    let mut out = names(&authors);
    let date = ["(", &record.date.map_or_else(|| "n.d.".to_owned(), date), ")"].concat();
    let title = title(record);
    let description = record.what();
    let form = if description.is_empty() { description } else { ["[", &capital(&description), "]"].concat() };
    if record.is_comparison {
        // The site that made it is its author.
        out.clone_from(&record.corpus);
    }
    let work = joined(&[title, form.as_str()], " ");
    let order = if out.is_empty() { [&work, &date] } else { [&date, &work] };
    for part in order {
        add(&mut out, part);
    }
    if matches!(record.kind, Some(Kind::Speech | Kind::Remarks)) {
        add(&mut out, &joined(&[&record.event, &record.place], ", "));
    }
    add(&mut out, record.publisher_beside(&authors));
    if !record.in_words().is_empty() || record.is_comparison {
        // The corpus has been named.
    } else {
        add(&mut out, &record.corpus);
    }
    let (seen, _) = record.seen_at();
    if seen.is_empty() {
        out = stop(out);
    } else {
        let day = record.accessed.filter(|_| !record.link.is_empty()).map(us_date);
        let from = day.map(|day| ["Retrieved ", &day, ", from "].concat()).unwrap_or_default();
        add(&mut out, &[&from, seen].concat());
    }
    let mut behind = Vec::new();
    if !record.source_title.is_empty() {
        behind.push(["Published as ", &record.source_title].concat());
    }
    if !record.link.is_empty() && !record.source.is_empty() {
        behind.push(["Source: ", &record.source].concat());
    }
    if !behind.is_empty() {
        out.push_str(&[" (", &behind.join("; "), ")"].concat());
    }
    if let Some(number) = record.passage {
        let year = record.date.map_or_else(|| "n.d.".to_owned(), |date| date.year().to_string());
        // A comma stands inside of the quotation marks (8.14).
        let who = match authors.is_empty() {
            true => quoted(title).replace('”', ",” "),
            false => [in_text(&authors).as_str(), ", "].concat(),
        };
        let passage = ["passage ", &number.to_string()].concat();
        out.push_str(&["\nIn the text: (", &who, &joined(&[year, passage], ", "), ")"].concat());
    }
    out
}

/// Adds an element after a full stop.
fn add(out: &mut String, part: &str) {
    if part.is_empty() {
        return;
    }
    if !out.is_empty() {
        *out = stop(std::mem::take(out));
        out.push(' ');
    }
    out.push_str(part);
}

fn title<'r>(record: &'r Record<'_>) -> &'r str {
    let title = unstopped(&record.title);
    if record.kind != Some(Kind::Post) {
        return title;
    }
    let end = title.match_indices(' ').nth(POST_WORDS - 1).map_or(title.len(), |(at, _)| at);
    &title[..end]
}

/// `2024, May 3`, `2024, May`, `2024`.
fn date(date: PartialDate) -> String {
    let day = date.day().map(|day| day.to_string()).unwrap_or_default();
    joined(&[date.year().to_string(), joined(&[month(date), &day], " ")], ", ")
}

fn names(names: &[Name]) -> String {
    let all: Vec<String> = names.iter().map(name).collect();
    match all.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        all if all.len() > NAMES => [&all[..NAMES - 1].join(", "), ", . . . ", &all[all.len() - 1]].concat(),
        [first @ .., last] => [&first.join(", "), ", & ", last].concat(),
    }
}

/// `Brandt, A. M.`; a name that is not taken apart as shown.
fn name(name: &Name) -> String {
    let Some((family, given)) = &name.parts else { return name.shown.clone() };
    let initials = given.split(' ').map(|word| {
        let parts = word.split('-').filter_map(|part| part.chars().next());
        let parts: Vec<String> = parts.map(|first| [first.to_string().as_str(), "."].concat()).collect();
        parts.join("-")
    });
    [family, ", ", &initials.collect::<Vec<_>>().join(" ")].concat()
}

fn in_text(names: &[Name]) -> String {
    match names {
        [] => String::new(),
        [one] => one.short().to_owned(),
        [one, two] => [one.short(), " & ", two.short()].concat(),
        [one, ..] => [one.short(), " et al."].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_are_cut_to_initials() {
        for (given, expected) in
            [("Ada Maria", "Brandt, A. M."), ("Ada-Maria", "Brandt, A.-M."), ("Ёлка", "Brandt, Ё.")]
        {
            let parts = Some(("Brandt".to_owned(), given.to_owned()));
            assert_eq!(name(&Name { shown: String::new(), parts }), expected);
        }
    }

    #[test]
    fn of_many_authors_the_last_is_named() {
        let all: Vec<Name> = (1..=22).map(|number| Name::literal(&number.to_string())).collect();
        assert!(names(&all).ends_with("18, 19, . . . 22"));
        assert!(names(&all[..3]).ends_with("1, 2, & 3"));
    }
}
