//! Documents that say what their parts are: tables (CSV, TSV, JSON, JSON Lines), Telegram Desktop's export, feeds and pages.
//!
//! Lives here: telling such a document, what a record is, and how it becomes a draft. Does not live here: reading each
//! form (a file each), plain text (`format`). A record states its metadata, so nothing is read out of its words; what a
//! field says that no statement can hold is told in the report's notes. Only the title of a page is read as an article's is.
//! What is mark-up of another sort is refused with a remedy: read as plain text its tags would become words.

mod columns;
mod csv_table;
mod feed;
mod feed_json;
mod feed_xml;
mod json_table;
mod page;
mod page_metadata;
mod paragraphs;
mod prolog;
mod telegram_export;

use crate::article;
use crate::draft::{Draft, DraftBlock};
use crate::html::Passage;
use crate::lines::Line;
use crate::names::Named;
use crate::report::Reason;
use crate::telegram_text::drafts_of_post;
use demarche_corpus::{Completeness, Kind, PartialDate};

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
    /// Its lines where they are not all between those, first and last of each stretch.
    pub stretches: Vec<(usize, usize)>,
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
    /// The text where it has headings, lists, quotations or links, instead of `paragraphs`.
    pub body: Vec<Passage>,
    /// How complete the text is.
    pub completeness: Option<Completeness>,
    /// Whether it is a post, whose own words say what it is: a heading, hashtags, an address.
    pub is_post: bool,
    /// Whether it is a page, whose title says what it is.
    pub is_page: bool,
}

/// Reads a document of records; nothing where it is plain text.
///
/// # Errors
/// A sentence with a remedy, where it is such a document and cannot be read.
pub fn read(text: &str, path: &str) -> Option<Result<Records, String>> {
    let start = text.trim_start();
    let name = path.to_lowercase();
    let named = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    if named(&[".mht", ".mhtml"]) || start.starts_with("From: <Saved by ") {
        return Some(Err(
            "a page saved with its pictures in one file, as mail is: open it in a browser, save it as a web \
                         page (HTML) and import that"
                .to_owned(),
        ));
    }
    let prolog = prolog::prolog(text);
    if let Some(prolog) = &prolog {
        match prolog.root.as_str() {
            "rss" | "feed" | "rdf" => return Some(feed_xml::read(text)),
            "html" | "head" | "body" => return Some(page::read(text)),
            _ if prolog.doctype == "html" => return Some(page::read(text)),
            _ => {}
        }
    }
    if named(&[".html", ".htm", ".xhtml"]) {
        return Some(page::read(text));
    }
    if prolog.is_some_and(|prolog| prolog.is_xml || named(&[".xml", ".rss", ".atom"])) {
        return Some(Err("a document of XML that is neither a feed nor a page, and its mark-up is no text: make a table of it, \
                         with the columns title, date, speaker, text, and import that"
            .to_owned()));
    }
    if start.starts_with(['{', '[']) {
        return feed_json::read(text)
            .or_else(|| telegram_export::read(text))
            .or_else(|| json_table::read(text, path));
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
            self.add_body(draft);
        }
        for draft in &mut drafts {
            self.state(draft);
            if self.is_page {
                article::read_title(draft);
            }
        }
        drafts
    }

    /// Puts the text that has headings and the like into a draft.
    fn add_body<'a>(&'a self, draft: &mut Draft<'a>) {
        for passage in &self.body {
            let number = if passage.line == 0 { self.lines.0 } else { passage.line };
            let line = Line { number, text: &passage.text };
            draft.read_hashtags(line);
            let markdown = passage.markdown.as_deref();
            draft.blocks.push(DraftBlock { line, heading: passage.heading, markdown });
        }
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
        draft.excerpt |= self.completeness == Some(Completeness::Excerpt);
        draft.digest |= self.completeness == Some(Completeness::Digest);
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
