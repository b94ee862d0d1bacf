//! What became of every non-blank line, as data, as text and as JSON.
//!
//! Lives here: [`Fate`], the named [`Reason`]s, and their totals. Does not live here: the decisions (the formats).
//! For every input: lines = kept + the sum of dropped.

use crate::{Import, ImportedStatement};
use demarche_corpus::source::markdown::parse_markdown;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It stands in a statement.
    Kept {
        /// Index in [`Import::statements`].
        statement: usize,
        /// Index of the block of the body that holds the line, headings counted; `None` where the line went into the
        /// front matter only: a title, a date, a source.
        passage: Option<usize>,
    },
    /// It stands in no statement.
    Dropped(Reason),
}

/// Why a line is in no statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The same line stands in the same document, in the copy that was kept.
    Duplicate {
        /// The line it repeats, counted from 1.
        of: usize,
    },
    /// The words under a picture that is not there.
    Caption,
    /// What leads elsewhere: related stories, links, the name of a tag.
    Navigation,
    /// What a site prints on every page.
    Boilerplate,
    /// How often a post was liked.
    ReactionCount,
    /// How often a post was seen.
    ViewCount,
    /// That a post was changed after it was sent.
    EditedMark,
    /// Characters that no text holds: a statement with them would be refused.
    ControlCharacters,
    /// Longer than a statement's file may be.
    TooLong,
    /// The names of a table's columns.
    ColumnNames,
    /// A row or message without words.
    NoText,
    /// What a channel tells of itself: a picture changed, a message pinned.
    ServiceMessage,
    /// Brackets, keys and tags around the words.
    Layout,
    /// Words of a page around its text that it does not call anything.
    Surroundings,
    /// No format knew what to do with it. A defect if it ever appears.
    NotUnderstood,
}

impl Reason {
    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Reason::Duplicate { .. } => "duplicate",
            Reason::Caption => "caption",
            Reason::Navigation => "navigation",
            Reason::Boilerplate => "boilerplate",
            Reason::ReactionCount => "reaction count",
            Reason::ViewCount => "view count",
            Reason::EditedMark => "edited mark",
            Reason::ControlCharacters => "control characters",
            Reason::TooLong => "too long",
            Reason::ColumnNames => "column names",
            Reason::NoText => "no text",
            Reason::ServiceMessage => "service message",
            Reason::Layout => "layout",
            Reason::Surroundings => "surroundings",
            Reason::NotUnderstood => "not understood",
        }
    }
}

/// A line and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineFate {
    /// Counted from 1; blank lines count, but have no fate.
    pub line: usize,
    /// What became of it.
    pub fate: Fate,
}

/// What became of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputReport {
    /// As the caller named it.
    pub path: String,
    /// The name of the format it was read as.
    pub format: &'static str,
    /// Every non-blank line, in order.
    pub lines: Vec<LineFate>,
    /// Whether its statements are records, whose lines are kept whole, whatever field they hold.
    pub is_records: bool,
    /// What was stated and could not be used, a sentence each.
    pub notes: Vec<String>,
    /// Why nothing could be read, where that is so.
    pub error: Option<String>,
}

impl InputReport {
    /// How many lines stand in statements.
    pub fn kept(&self) -> usize {
        self.lines.iter().filter(|line| matches!(line.fate, Fate::Kept { .. })).count()
    }

    /// How many lines were dropped, by the name of the reason.
    pub fn dropped(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for line in &self.lines {
            if let Fate::Dropped(reason) = line.fate {
                *counts.entry(reason.name()).or_insert(0) += 1;
            }
        }
        counts
    }
}

/// The report as JSON: inputs with their totals and the fate of each line, statements with their lines.
pub fn json(import: &Import) -> Value {
    let inputs: Vec<Value> = import.reports.iter().map(|report| input_json(import, report)).collect();
    let statements: Vec<Value> = import
        .statements
        .iter()
        .map(|statement| {
            json!({
                "id": statement.id,
                "title": statement.title,
                // What is not stated is an empty text, so that scripts meet one type.
                "date": statement.date.map(|date| date.to_string()).unwrap_or_default(),
                "kind": statement.kind.map_or("", |kind| kind.id()),
                "lang": statement.lang,
                "speaker": statement.speaker.as_deref().unwrap_or_default(),
                "input": statement.input,
                "lines": statement.lines,
                "to_fill_in": statement.to_fill_in,
                "passages": passages_json(statement),
            })
        })
        .collect();
    json!({ "inputs": inputs, "statements": statements })
}

/// Line, anchor and text of each block, headings included.
fn passages_json(statement: &ImportedStatement) -> Vec<Value> {
    let body = statement.markdown.split_once("\n---\n").map_or("", |(_, body)| body);
    let blocks = parse_markdown(body).body.blocks;
    let passages = statement.passages.iter().zip(&blocks);
    passages
        .map(|((line, text), block)| json!({ "line": line, "anchor": block.anchor, "text": text }))
        .collect()
}

fn input_json(import: &Import, report: &InputReport) -> Value {
    let dropped: Map<String, Value> =
        report.dropped().into_iter().map(|(name, count)| (name.to_owned(), count.into())).collect();
    let fates: Vec<Value> = report
        .lines
        .iter()
        .map(|line| match line.fate {
            Fate::Kept { statement, passage } => json!({
                "line": line.line,
                "fate": "kept",
                "statement": import.statements.get(statement).map(|statement| statement.id.as_str()),
                "passage": passage,
            }),
            Fate::Dropped(reason) => {
                let mut value = json!({ "line": line.line, "fate": "dropped", "reason": reason.name() });
                if let Reason::Duplicate { of } = reason {
                    value["of"] = of.into();
                }
                value
            }
        })
        .collect();
    let mut value = json!({
        "path": report.path,
        "format": report.format,
        "lines": report.lines.len(),
        "kept": report.kept(),
        "dropped": dropped,
        "fates": fates,
    });
    if !report.notes.is_empty() {
        value["notes"] = report.notes.as_slice().into();
    }
    if let Some(error) = &report.error {
        value["error"] = error.as_str().into();
    }
    value
}

/// The report for a person: per document what became of its lines, then what is left to fill in.
pub fn text(import: &Import) -> String {
    let mut out = String::new();
    for (input, report) in import.reports.iter().enumerate() {
        if input > 0 {
            out.push('\n');
        }
        input_text(import, report, &mut out);
    }
    let open: Vec<_> =
        import.statements.iter().filter(|statement| !statement.to_fill_in.is_empty()).collect();
    if !open.is_empty() {
        out.push_str("\nTo fill in, because the documents do not say it:\n");
        for statement in open {
            let _ = writeln!(out, "  {}: {}", statement.id, statement.to_fill_in.join(", "));
        }
    }
    out
}

fn input_text(import: &Import, report: &InputReport, out: &mut String) {
    if let Some(error) = &report.error {
        let _ = writeln!(out, "{}: {error}", report.path);
        return;
    }
    let dropped: Vec<String> =
        report.dropped().into_iter().map(|(name, count)| format!("{count} {name}")).collect();
    let total: usize = report.dropped().values().sum();
    let reasons = if dropped.is_empty() { String::new() } else { format!(" ({})", dropped.join(", ")) };
    let _ = writeln!(
        out,
        "{} ({}): {} lines = {} kept + {total} dropped{reasons}",
        report.path,
        report.format,
        report.lines.len(),
        report.kept(),
    );
    for note in &report.notes {
        let _ = writeln!(out, "  {note}");
    }
    // Neighbours with the same fate are told in one row.
    let mut rows: Vec<Row> = Vec::new();
    for line in &report.lines {
        let row = Row::of(import, report, line);
        match rows.last_mut() {
            Some(last) if last.what == row.what && last.passages.is_some() == row.passages.is_some() => {
                last.lines.1 = line.line;
                last.passages = last.passages.zip(row.passages).map(|(so_far, more)| (so_far.0, more.1));
            }
            _ => rows.push(row),
        }
    }
    for Row { lines, what, passages } in rows {
        let passages = passages.map_or(String::new(), |passages| format!(", {}", span("passage", passages)));
        let _ = writeln!(out, "  {:<14}  {what}{passages}", span("line", lines));
    }
}

/// A stretch of lines with one fate.
struct Row {
    lines: (usize, usize),
    what: String,
    /// Counted from 1, headings included.
    passages: Option<(usize, usize)>,
}

impl Row {
    fn of(import: &Import, report: &InputReport, line: &LineFate) -> Row {
        let mut passages = None;
        let what = match line.fate {
            Fate::Kept { statement, passage } => {
                passages = passage.map(|passage| (passage + 1, passage + 1));
                let id = import.statements.get(statement).map_or("?", |statement| statement.id.as_str());
                format!(
                    "kept: {id}{}",
                    if passage.is_none() && !report.is_records { ", front matter" } else { "" }
                )
            }
            Fate::Dropped(Reason::Duplicate { of }) => {
                // The distance is the same for all lines of a copied run, so that the run is one row.
                let above = line.line.saturating_sub(of);
                let noun = if above == 1 { "line" } else { "lines" };
                format!("dropped: duplicate of what stands {above} {noun} above")
            }
            Fate::Dropped(reason) => format!("dropped: {}", reason.name()),
        };
        Row { lines: (line.line, line.line), what, passages }
    }
}

/// `line 3`, `lines 3–9`.
fn span(noun: &str, (first, last): (usize, usize)) -> String {
    if first == last { format!("{noun} {first}") } else { format!("{noun}s {first}–{last}") }
}
