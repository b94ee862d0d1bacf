//! A comparison as a file to keep: Markdown, or one HTML page that asks nobody for anything.
//!
//! Lives here: what a report is told, and the order of its parts. Does not live here: the notations (`report/writer`),
//! the passages (`report/rows`), the tables (`report/tables`), sums in words (`report/summary`), how it was all found
//! (`report/method`). Both notations come from one walk, so that they say the same. Made in parts, so that a page need
//! not stand still meanwhile. Cost: that of the word-level differences and of the distinctive words.

mod method;
mod rows;
mod summary;
mod tables;
mod writer;

#[cfg(test)]
mod tests;

use crate::model::{Comparison, Text};
use demarche_corpus::{Completeness, CorpusInfo, Statement};

pub use method::METHOD;
pub use rows::{relation, told};
pub use summary::{coverage, notes, summary};
pub use writer::Form;

use rows::SharedPlaces;
use writer::{LETTERS, Writer, day};

/// A part of the report with passages ends after so many bytes of them.
const PART_BYTES: usize = 20_000;

/// Where a text comes from. What is not known is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// The id in its corpus, or the name of a file.
    pub id: String,
    /// The title.
    pub title: String,
    /// Who speaks.
    pub speakers: String,
    /// For whom.
    pub sides: String,
    /// Who published it.
    pub publisher: String,
    /// What sort of text it is.
    pub kind: String,
    /// When it was said, for readers.
    pub date: String,
    /// Language tag.
    pub lang: String,
    /// How complete the text is.
    pub completeness: Completeness,
    /// The title of the publication.
    pub source_title: String,
    /// The address of the publication.
    pub url: String,
    /// When it was fetched, for readers.
    pub retrieved: String,
    /// A note of the corpus's editors.
    pub note: String,
    /// The licence of the corpus.
    pub licence: String,
}

impl Source {
    /// What a corpus says of a statement.
    #[must_use]
    pub fn of(info: &CorpusInfo, statement: &Statement) -> Source {
        let name = |found: Option<&String>, id: &String| found.unwrap_or(id).clone();
        let speaker = |id: &String| {
            name(info.speakers.iter().find(|speaker| speaker.id == *id).map(|speaker| &speaker.name), id)
        };
        let side =
            |id: &String| name(info.sides.iter().find(|side| side.id == *id).map(|side| &side.name), id);
        let publisher = |id: &String| {
            let found = info.publishers.iter().find(|publisher| publisher.id == *id);
            name(found.map(|publisher| &publisher.name), id)
        };
        let source = &statement.source;
        Source {
            id: statement.id.clone(),
            title: statement.title.clone(),
            speakers: statement.speakers.iter().map(speaker).collect::<Vec<_>>().join(", "),
            sides: statement.sides.iter().map(side).collect::<Vec<_>>().join(", "),
            publisher: statement.publisher.as_ref().map(publisher).unwrap_or_default(),
            kind: statement.kind.map(|kind| kind.label().to_owned()).unwrap_or_default(),
            date: statement.date.map(demarche_corpus::PartialDate::display).unwrap_or_default(),
            lang: statement.lang.clone(),
            completeness: statement.completeness,
            source_title: source.title.clone(),
            url: source.url.clone(),
            retrieved: source.retrieved.map(demarche_corpus::PartialDate::display).unwrap_or_default(),
            note: statement.note.clone(),
            licence: info.licence.clone(),
        }
    }

    /// The title, or what tells it from the other text.
    fn name(&self) -> &str {
        if self.title.is_empty() { &self.id } else { &self.title }
    }
}

/// What a report is made of.
#[derive(Debug, Clone)]
pub struct Report<'r> {
    /// Where A and B come from.
    pub sources: [Source; 2],
    /// What was compared.
    pub texts: [&'r Text<'r>; 2],
    /// What was found.
    pub found: &'r Comparison,
    /// The name of the corpus; empty where there is none.
    pub corpus: String,
    /// The checksum of its pack.
    pub checksum: String,
    /// The address of the comparison, or the part of it that any copy of the page understands.
    pub link: String,
    /// The day it is made on, in ISO 8601.
    pub made_on: String,
}

/// The report as one HTML page.
#[must_use]
pub fn html(report: &Report<'_>) -> String {
    whole(Making::new(report, Form::Html))
}

/// The report as Markdown.
#[must_use]
pub fn markdown(report: &Report<'_>) -> String {
    whole(Making::new(report, Form::Markdown))
}

fn whole(mut making: Making<'_>) -> String {
    loop {
        if let Some(report) = making.step() {
            return report;
        }
    }
}

/// A report that is made part by part.
pub struct Making<'r> {
    report: &'r Report<'r>,
    writer: Writer,
    shared: SharedPlaces,
    part: usize,
    /// The next row.
    row: usize,
}

impl<'r> Making<'r> {
    /// A report about to be made.
    #[must_use]
    pub fn new(report: &'r Report<'r>, form: Form) -> Making<'r> {
        let writer = Writer { out: String::new(), form };
        Making { report, writer, shared: SharedPlaces::new(report), part: 0, row: 0 }
    }

    /// Makes the next part; the whole report, once it is there.
    pub fn step(&mut self) -> Option<String> {
        let (report, writer) = (self.report, &mut self.writer);
        match self.part {
            0 => head(writer, report),
            1 => {
                let mut bytes = 0;
                while let Some(row) = report.found.rows.get(self.row) {
                    self.row += 1;
                    bytes += rows::row(writer, report, &self.shared, self.row, row);
                    if bytes > PART_BYTES {
                        return None;
                    }
                }
            }
            2 => tables::ledger(writer, report),
            3 => {
                tables::shared_wording(writer, report);
                tables::quotations(writer, report);
            }
            4 => tables::distinctive_words(writer, report),
            _ => {
                method::method(writer, report);
                writer.raw("</main></body></html>\n", "");
                return Some(std::mem::take(&mut writer.out));
            }
        }
        self.part += 1;
        None
    }
}

/// Everything above the passages.
fn head(writer: &mut Writer, report: &Report<'_>) {
    let [a, b] = [report.sources[0].name(), report.sources[1].name()];
    if writer.is_html() {
        writer.out.push_str(concat!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n",
            "<meta name=\"viewport\" content=\"width=device-width\">\n",
            "<meta name=\"referrer\" content=\"no-referrer\">\n",
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>",
        ));
        for part in ["Comparison: ", a, " / ", b] {
            writer.text(part);
        }
        writer.out.push_str("</title>\n<style>\n");
        writer.out.push_str(include_str!("report/style.css"));
        writer.out.push_str("</style></head>\n<body><main>\n");
    }
    writer.heading(1, "Comparison of two texts");
    writer.raw("<p class=\"soft\">", "");
    let mut made = String::from("Made");
    if !report.made_on.is_empty() {
        made.push_str(" on ");
        made.push_str(&day(&report.made_on));
    }
    made.push_str(" with Démarche");
    if !report.corpus.is_empty() {
        made.push_str(" from the corpus “");
        made.push_str(&report.corpus);
        made.push('”');
    }
    writer.text(&made);
    writer.raw(".", ".");
    if !report.link.is_empty() {
        writer.raw(" ", " ");
        if writer::is_web(&report.link) {
            writer.link(&report.link, "Open this comparison");
        } else {
            writer.text("To open this comparison, put this behind the address of the corpus's page: ");
            writer.code(&report.link);
        }
    }
    writer.raw("</p>\n", "\n\n");
    writer.heading(2, "Summary");
    let mut said = notes(report.texts, report.found);
    said.extend(summary(report.found, [report.sources[0].completeness, report.sources[1].completeness]));
    writer.list(&said);
    writer.heading(2, "The texts");
    writer.raw("<div class=\"two\">\n", "");
    for (side, source) in report.sources.iter().enumerate() {
        the_text(writer, report, side, source);
    }
    writer.raw("</div>\n", "");
    writer.heading(2, "Passage by passage");
    rows::legend(writer);
}

/// What is known of one text.
fn the_text(writer: &mut Writer, report: &Report<'_>, side: usize, source: &Source) {
    writer.raw(["<div class=\"side a\">", "<div class=\"side b\">"][side.min(1)], "");
    let mut title = LETTERS[side.min(1)].to_owned();
    title.push_str(": ");
    title.push_str(source.name());
    writer.heading(3, &title);
    writer.raw("<dl>\n", "");
    let passages = writer::counted(report.texts[side.min(1)].passages.len(), "passage");
    let facts = [
        ("Date", source.date.as_str()),
        ("Speaker", &source.speakers),
        ("Side", &source.sides),
        ("Kind", &source.kind),
        ("Text", source.completeness.label()),
        ("Length", &passages),
        ("Language", &source.lang),
        ("Publisher", &source.publisher),
        ("Source", &source.url),
        ("Retrieved", &source.retrieved),
        ("Note", &source.note),
        ("Id", &source.id),
        ("Licence", &source.licence),
    ];
    for (name, value) in facts.into_iter().filter(|(_, value)| !value.is_empty()) {
        writer.raw("<dt>", "- ");
        writer.text(name);
        writer.raw("</dt><dd>", ": ");
        if name == "Source" {
            let title = if source.source_title.is_empty() { value } else { &source.source_title };
            writer.link(value, title);
        } else {
            writer.text(value);
        }
        writer.raw("</dd>\n", "\n");
    }
    writer.raw("</dl></div>\n", "\n");
}
