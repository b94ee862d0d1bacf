//! Documents that hold many statements in fields: tables (CSV, TSV, JSON, JSON Lines) and Telegram Desktop's export.
//!
//! Lives here: telling such a document, what a record is, and how it becomes a draft. Does not live here: reading each
//! form (a file each), plain text (`format`). A record states its metadata, so nothing is read out of its words; what a
//! field says that no statement can hold is told in the report's notes. Pages and feeds are refused with a remedy: read as
//! plain text their mark-up would become words.

mod columns;
mod csv_table;
mod json_table;
mod paragraphs;
mod telegram_export;

use crate::draft::Draft;
use crate::lines::Line;
use crate::names::Named;
use crate::report::Reason;
use crate::telegram_text::drafts_of_post;
use demarche_corpus::{Kind, PartialDate};

/// What a document of records holds.
#[derive(Debug, Default)]
pub struct Records {
    /// The name of the form, as reports tell it.
    pub format: &'static str,
    /// Its records, in order.
    pub records: Vec<Record>,
    /// Lines that stand in no record, with the reason; first and last of each stretch.
    pub dropped: Vec<((usize, usize), Reason)>,
    /// What was stated and could not be used, a sentence each.
    pub notes: Vec<String>,
}

/// One statement as its fields state it. Empty where they do not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// Its lines in the document, first and last, counted from 1.
    pub lines: (usize, usize),
    /// The identifier it gives itself.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// When it was said or published.
    pub date: Option<PartialDate>,
    /// Who says it, as written.
    pub speaker: Option<String>,
    /// The speaker's office; may be empty.
    pub role: String,
    /// The country or body it speaks for.
    pub country: Option<String>,
    /// What sort of text it is.
    pub kind: Option<Kind>,
    /// Where it was said.
    pub place: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it stands, http or https.
    pub url: Option<String>,
    /// BCP 47 tag.
    pub lang: Option<String>,
    /// What else it says of itself.
    pub note: Option<String>,
    /// Subjects, each once.
    pub topics: Vec<String>,
    /// The text, a paragraph each, without line ends or control characters.
    pub paragraphs: Vec<String>,
    /// Whether it is a post, whose own words say what it is: a heading, hashtags, an address.
    pub is_post: bool,
}

/// Reads a document of records; nothing where it is plain text.
///
/// # Errors
/// A sentence with a remedy, where it is such a document and cannot be read.
pub fn read(text: &str, path: &str) -> Option<Result<Records, String>> {
    let start = text.trim_start();
    let begins = |mark: &str| start.get(..mark.len()).is_some_and(|found| found.eq_ignore_ascii_case(mark));
    if begins("<!doctype html") || begins("<html") {
        return Some(Err(
            "a page of HTML, and its mark-up is no text: open it in a browser, copy the text into a .txt \
                         document and import that"
                .to_owned(),
        ));
    }
    if begins("<?xml") || begins("<rss") || begins("<feed") {
        return Some(Err("a feed or another document of XML, and its mark-up is no text: make a table of it, with the columns \
                         title, date, speaker, text, and import that"
            .to_owned()));
    }
    if begins("{") || begins("[") {
        return telegram_export::read(text).or_else(|| json_table::read(text, path));
    }
    csv_table::read(text, path)
}

impl Record {
    /// Its drafts: one, or two of a post in two languages.
    pub fn drafts(&self) -> Vec<Draft<'_>> {
        let lines: Vec<Line<'_>> =
            self.paragraphs.iter().map(|text| Line { number: self.lines.0, text }).collect();
        let mut drafts = if self.is_post { drafts_of_post(&lines) } else { vec![Draft::default()] };
        if let (false, Some(draft)) = (self.is_post, drafts.first_mut()) {
            for line in &lines {
                draft.read_hashtags(*line);
                draft.paragraph(*line);
            }
        }
        for draft in &mut drafts {
            self.state(draft);
        }
        drafts
    }

    /// Puts what the fields state into a draft.
    fn state<'a>(&'a self, draft: &mut Draft<'a>) {
        draft.title = self.title.as_deref().or(draft.title);
        draft.date = self.date.or(draft.date);
        draft.kind = self.kind.or(draft.kind);
        draft.place = self.place.as_deref().or(draft.place);
        draft.publisher = self.publisher.as_deref().or(draft.publisher);
        draft.url = self.url.as_deref().or(draft.url);
        draft.note = self.note.as_deref().or(draft.note);
        draft.country = self.country.as_deref().or(draft.country);
        draft.stated_id = self.id.as_deref();
        draft.lang = self.lang.as_deref();
        draft.topics = self.topics.iter().map(String::as_str).collect();
        if let Some(name) = &self.speaker {
            let (name, role) = (name.clone(), self.role.clone());
            draft.speaker = Some(Named { name, role, country: self.country.clone() });
        }
    }
}

/// What is wrong with a table, the first few faults one by one.
fn faults_told(mut faults: Vec<String>) -> String {
    const MOST_TOLD: usize = 5;
    let more = faults.len().saturating_sub(MOST_TOLD);
    faults.truncate(MOST_TOLD);
    let more = if more == 0 { String::new() } else { format!(", and {more} more") };
    format!("{}{more}", faults.join("; "))
}

/// `1 row`, `3 rows`.
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// The number of the line that a place in a text stands in, counted from 1; asked for in ascending order.
struct LineCounter<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl<'t> LineCounter<'t> {
    fn new(text: &'t str) -> LineCounter<'t> {
        LineCounter { text, at: 0, line: 1 }
    }

    fn line_at(&mut self, place: usize) -> usize {
        let passed = self.text.as_bytes().get(self.at..place).unwrap_or_default();
        let ends = passed.iter().enumerate().filter(|(at, byte)| {
            // A CR before an LF is no line end of its own.
            let next = self.text.as_bytes().get(self.at + at + 1);
            **byte == b'\n' || (**byte == b'\r' && next != Some(&b'\n'))
        });
        self.line += ends.count();
        self.at = self.at.max(place);
        self.line
    }
}
