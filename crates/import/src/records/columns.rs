//! What the columns of a table are called, and what their values say.
//!
//! Lives here: names of columns, values of each. Does not live here: how a table is cut into fields (`csv_table`,
//! `json_table`). Columns that no statement has room for, and values that say nothing Démarche knows, are told in notes.

use super::paragraphs::paragraphs;
use super::{Record, Records, count};
use crate::draft::bare_link;
use crate::{dates, kinds};
use demarche_corpus::{Kind, PartialDate};
use std::collections::{BTreeMap, BTreeSet};

/// Values of a column told as examples.
const EXAMPLES: usize = 3;

/// A field of a statement, as [`Record`] has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Id,
    Title,
    Date,
    Speaker,
    Role,
    Country,
    Kind,
    Place,
    Publisher,
    Url,
    Lang,
    Note,
    Topics,
    Text,
}

/// The names of columns, folded, the likeliest first: where a table has two, the earlier one is taken.
const NAMES: [(Field, &[&str]); 14] = [
    (Field::Id, &["id", "doc id", "document id", "key"]),
    (Field::Title, &["title", "headline", "heading", "subject"]),
    (Field::Date, &["date", "published", "published at", "date published", "day", "year"]),
    (Field::Speaker, &["speaker", "author", "name", "person", "by"]),
    (Field::Role, &["role", "office", "position", "post"]),
    (Field::Country, &["side", "country", "delegation", "party", "organisation", "organization", "state"]),
    (Field::Kind, &["kind", "type", "genre", "category"]),
    (Field::Place, &["place", "location", "venue", "city"]),
    (Field::Publisher, &["publisher", "outlet", "source name", "site"]),
    (Field::Url, &["url", "link", "source url", "source", "href"]),
    (Field::Lang, &["lang", "language", "locale"]),
    (Field::Note, &["note", "notes", "comment", "remark"]),
    (Field::Topics, &["topics", "tags", "keywords", "subjects"]),
    (Field::Text, &["text", "body", "content", "full text", "statement", "speech", "transcript"]),
];

/// The columns of a table by what they state.
#[derive(Debug)]
pub struct Columns {
    fields: BTreeMap<Field, String>,
    unused: BTreeSet<String>,
    /// Values that say nothing known, of each field, with the first few of them.
    strange: BTreeMap<Field, (usize, Vec<String>)>,
    replaced: usize,
}

impl Columns {
    /// Finds what each column states; nothing where no column holds the text.
    pub fn new<'n>(names: impl Iterator<Item = &'n str>) -> Option<Columns> {
        let mut unused: BTreeSet<String> = names.map(str::to_owned).collect();
        let mut fields = BTreeMap::new();
        for (field, known) in NAMES {
            let found =
                known.iter().find_map(|name| unused.iter().find(|column| folded(column) == *name).cloned());
            if let Some(column) = found {
                unused.remove(&column);
                fields.insert(field, column);
            }
        }
        let has_text = fields.contains_key(&Field::Text);
        has_text.then_some(Columns { fields, unused, strange: BTreeMap::new(), replaced: 0 })
    }

    /// How many columns state something of a statement, its text included.
    pub fn known(&self) -> usize {
        self.fields.len()
    }

    /// The record of one row, given the values by column. None without a text.
    pub fn record(
        &mut self,
        lines: (usize, usize),
        value: &dyn Fn(&str) -> Option<String>,
    ) -> Option<Record> {
        let field = |columns: &Columns, field: Field| -> Option<String> {
            let value = value(columns.fields.get(&field)?)?;
            let (lines, _) = if field == Field::Text { return Some(value) } else { paragraphs(&value) };
            let between = if field == Field::Topics { "; " } else { " " };
            Some(lines.join(between)).filter(|value| !value.is_empty())
        };
        let (paragraphs, replaced) = paragraphs(&field(self, Field::Text).unwrap_or_default());
        self.replaced += replaced;
        if paragraphs.is_empty() {
            return None;
        }
        let title = field(self, Field::Title);
        let kind = field(self, Field::Kind);
        let kind = kind.and_then(|value| self.known_or_strange(Field::Kind, value, kind_of));
        Some(Record {
            lines,
            id: field(self, Field::Id),
            date: field(self, Field::Date)
                .and_then(|value| self.known_or_strange(Field::Date, value, date_of)),
            speaker: field(self, Field::Speaker),
            role: field(self, Field::Role).unwrap_or_default(),
            country: field(self, Field::Country),
            kind: kind.or_else(|| title.as_deref().and_then(kinds::kind_of)),
            title,
            place: field(self, Field::Place),
            publisher: field(self, Field::Publisher),
            url: field(self, Field::Url).and_then(|value| {
                self.known_or_strange(Field::Url, value, |value| bare_link(value).map(str::to_owned))
            }),
            lang: field(self, Field::Lang)
                .and_then(|value| self.known_or_strange(Field::Lang, value, tag_of)),
            note: field(self, Field::Note),
            topics: field(self, Field::Topics).map(|value| listed(&value)).unwrap_or_default(),
            paragraphs,
            ..Record::default()
        })
    }

    fn known_or_strange<T>(
        &mut self,
        field: Field,
        value: String,
        known: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let found = known(&value);
        if found.is_none() {
            let (count, examples) = self.strange.entry(field).or_default();
            *count += 1;
            if examples.len() < EXAMPLES && !examples.contains(&value) {
                examples.push(value);
            }
        }
        found
    }

    /// Tells what was stated and not used.
    pub fn tell(self, records: &mut Records) {
        let quoted =
            |names: Vec<&str>| names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        if !self.unused.is_empty() {
            let names = quoted(self.unused.iter().map(String::as_str).collect());
            records.notes.push(format!("not used, for a statement has no such key: {names}"));
        }
        for (field, (many, examples)) in self.strange {
            let column = self.fields.get(&field).map_or("", String::as_str);
            let wanted = match field {
                Field::Kind => "a kind that statements have (demarche check names them)",
                Field::Date => "a date such as 2024, 2024-11-05 or 5 November 2024",
                Field::Url => "an address that begins with http:// or https://",
                _ => "a language tag such as en or pt-BR",
            };
            let examples = quoted(examples.iter().map(String::as_str).collect());
            let many = count(many, "value");
            records.notes.push(format!("left to fill in: {many} of \"{column}\" not {wanted}: {examples}"));
        }
        if self.replaced > 0 {
            records.notes.push(format!("made spaces of {}", count(self.replaced, "control character")));
        }
    }
}

/// Lower case, words parted by one space.
fn folded(name: &str) -> String {
    let words = name.trim().to_lowercase();
    words.split(['_', '-', ' ', '.']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `press statement`, `press_statement` and `Press-Statement` are one kind; other words are read as a heading's are.
fn kind_of(value: &str) -> Option<Kind> {
    let id = folded(value).replace(' ', "-");
    Kind::ALL.into_iter().find(|kind| kind.id() == id).or_else(|| kinds::kind_of(value))
}

/// A date as stated, the time of day left off.
pub(super) fn date_of(value: &str) -> Option<PartialDate> {
    let day = value.split(['T', ' ']).next().unwrap_or_default();
    PartialDate::parse(day).or_else(|| match dates::dates_in(value).as_slice() {
        [only] => Some(only.date),
        _ => None,
    })
}

/// A BCP 47 tag: letters and digits in parts of eight at most, the first of two or three letters.
pub(super) fn tag_of(value: &str) -> Option<String> {
    let value = value.replace('_', "-");
    let mut parts = value.split('-');
    let first = parts.next().is_some_and(|part| {
        (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    let rest = parts
        .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    (first && rest).then_some(value)
}

/// `Peace talks; #Ukraine | grain` are three topics; commas part them where nothing else does.
fn listed(value: &str) -> Vec<String> {
    let marks: &[char] = if value.contains([';', '|']) { &[';', '|'] } else { &[','] };
    let mut found: Vec<String> = Vec::new();
    for part in value.split(marks).map(|part| part.trim().trim_start_matches('#').to_owned()) {
        if !part.is_empty() && !found.contains(&part) {
            found.push(part);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_say_what_they_mean() {
        assert_eq!(kind_of("Press_Statement"), Some(Kind::PressStatement));
        assert_eq!(kind_of("general-debate"), None);
        assert_eq!(
            date_of("2024-11-05T10:00:00Z").map(|date| date.to_string()).as_deref(),
            Some("2024-11-05")
        );
        assert_eq!(date_of("Nov. 1, 2024").map(|date| date.to_string()).as_deref(), Some("2024-11-01"));
        // Which of the two is the month is not stated.
        assert_eq!(date_of("1/2/2024"), None);
        assert_eq!(tag_of("pt_BR").as_deref(), Some("pt-BR"));
        assert_eq!(tag_of("English"), None);
        assert_eq!(listed("Peace talks; #Ukraine|grain; "), ["Peace talks", "Ukraine", "grain"]);
        assert_eq!(listed("a, b"), ["a", "b"]);
    }
}
