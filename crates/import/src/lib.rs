//! Documents as received become statements, with a report that accounts for every non-blank line.
//!
//! Lives here: the entry [`import`], formats (one file each, listed in `format`), and the [`report`]. Does not live
//! here: the file system, the clock, `corpus.toml` as a file (the command writes it).
//!
//! Nothing is invented: what a document does not say stays empty and is named in
//! [`ImportedStatement::to_fill_in`]. Every passage of a statement is, byte for byte, one line of its document; of a table
//! or an export, whose fields hold line ends and escapes, it is one paragraph of the field, and of a page or a feed one block
//! of its mark-up.
//!
//! ```
//! use demarche_import::{Input, import};
//! let input = Input { path: "talks.txt".into(), bytes: "Envoys meet in Port Alder\nThey agreed to talk.\n".into() };
//! let import = import(&[input], None);
//! assert_eq!(import.statements[0].title, "Envoys meet in Port Alder");
//! assert_eq!(import.statements[0].passages, [(2, "They agreed to talk.".to_owned())]);
//! ```

mod article;
mod assemble;
mod charset;
mod dates;
mod draft;
mod format;
mod front_matter;
mod furniture;
mod html;
mod kinds;
mod lang;
mod lines;
mod names;
mod records;
pub mod report;
mod tag_page;
mod telegram_lines;
mod telegram_text;
mod words;

pub use report::{Fate, InputReport, LineFate, Reason};

use assemble::Assembly;
use demarche_corpus::{CorpusInfo, Event, Kind, PartialDate, Publisher, Side, Speaker, Topic};
use draft::{Draft, Reading};
use std::collections::{BTreeMap, BTreeSet};

/// A document as received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Where it came from; only shown.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What an import came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Import {
    /// Statements in the order of the inputs and of their lines.
    pub statements: Vec<ImportedStatement>,
    /// What `corpus.toml` must declare for them, besides what was known.
    pub declarations: Declarations,
    /// What became of every line, one report an input.
    pub reports: Vec<InputReport>,
}

/// One statement, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedStatement {
    /// Stable identifier: the name of the file without `.md`.
    pub id: String,
    /// The whole file: front matter and body.
    pub markdown: String,
    /// The title, or the opening words where `to_fill_in` names the title.
    pub title: String,
    /// As stated.
    pub date: Option<PartialDate>,
    /// As the words say.
    pub kind: Option<Kind>,
    /// BCP 47 tag; empty where unsure.
    pub lang: String,
    /// Id of the speaker.
    pub speaker: Option<String>,
    /// Index of the input.
    pub input: usize,
    /// Lines of the input that stand in this statement: first and last of each stretch, counted from 1. Blank lines do
    /// not interrupt a stretch.
    pub lines: Vec<(usize, usize)>,
    /// Line number and text of each block of the body, headings included.
    pub passages: Vec<(usize, String)>,
    /// Front-matter keys that the document leaves open.
    pub to_fill_in: Vec<String>,
}

/// What a corpus must declare. Each list holds only what was not known before, in order of first appearance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declarations {
    /// Countries and organisations.
    pub sides: Vec<Side>,
    /// People who speak.
    pub speakers: Vec<Speaker>,
    /// Who published.
    pub publishers: Vec<Publisher>,
    /// Always empty so far: no format states which texts are accounts of one event.
    pub events: Vec<Event>,
    /// Subjects, from hashtags.
    pub topics: Vec<Topic>,
}

/// Turns documents into statements. `known` is what the receiving folder declares already: its identifiers are used
/// where a name, spelling or hashtag is the same.
pub fn import(inputs: &[Input], known: Option<&CorpusInfo>) -> Import {
    let mut assembly = Assembly::new(known);
    let mut import = Import::default();
    for (index, input) in inputs.iter().enumerate() {
        let report = match charset::decode(&input.bytes) {
            Ok((text, encoding)) => {
                let mut report = match records::read(&text, &input.path) {
                    Some(read) => import_records(
                        &text,
                        read,
                        (index, &input.path),
                        &mut assembly,
                        &mut import.statements,
                    ),
                    None => import_text(&text, index, &input.path, &mut assembly, &mut import.statements),
                };
                report.notes.extend(encoding.map(|name| format!("read as {name}, as the document says")));
                report
            }
            Err(error) => InputReport {
                path: input.path.clone(),
                format: "unreadable",
                lines: Vec::new(),
                is_records: false,
                notes: Vec::new(),
                error: Some(error),
            },
        };
        import.reports.push(report);
    }
    import.declarations = assembly.declarations;
    import
}

/// One document.
fn import_text(
    text: &str,
    input: usize,
    path: &str,
    assembly: &mut Assembly<'_>,
    statements: &mut Vec<ImportedStatement>,
) -> InputReport {
    let (lines, unusable) = lines::split(text);
    let (format, mut reading) = if lines.is_empty() {
        ("empty", Reading::default())
    } else {
        let format = format::detect(&lines);
        (format.name(), format.read(&lines))
    };
    reading.drafts.iter_mut().for_each(draft::Draft::settle);
    let mut fates: BTreeMap<usize, Fate> = lines
        .iter()
        .map(|line| (line.number, Fate::Dropped(Reason::NotUnderstood)))
        .chain(
            unusable.iter().chain(&reading.dropped).map(|(number, reason)| (*number, Fate::Dropped(*reason))),
        )
        .collect();
    let first = statements.len();
    let numbers: Vec<usize> = fates.keys().copied().collect();
    for (at, mut statement) in assembly.statements(&reading.drafts, input).into_iter().enumerate() {
        let draft = &reading.drafts[at];
        for (line, passage) in lines_of(draft) {
            fates.insert(line, Fate::Kept { statement: first + at, passage });
        }
        statement.lines = stretches(&lines_of(draft).map(|(line, _)| line).collect(), &numbers);
        statements.push(statement);
    }
    let lines = fates.into_iter().map(|(line, fate)| LineFate { line, fate }).collect();
    InputReport { path: path.to_owned(), format, lines, is_records: false, notes: Vec::new(), error: None }
}

/// One document of records. A record's lines are kept as a whole, whatever field they hold.
fn import_records(
    text: &str,
    read: Result<records::Records, String>,
    (input, path): (usize, &str),
    assembly: &mut Assembly<'_>,
    statements: &mut Vec<ImportedStatement>,
) -> InputReport {
    let path = path.to_owned();
    let read = match read {
        Ok(read) => read,
        Err(error) => {
            return InputReport {
                path,
                format: "unreadable",
                lines: Vec::new(),
                is_records: false,
                notes: Vec::new(),
                error: Some(error),
            };
        }
    };
    let numbers = lines::numbers(text);
    let of = |(first, last): (usize, usize)| {
        numbers[numbers.partition_point(|line| *line < first)..numbers.partition_point(|line| *line <= last)]
            .iter()
            .copied()
    };
    let layout = numbers.iter().map(|number| (*number, Fate::Dropped(Reason::Layout)));
    let mut fates: BTreeMap<usize, Fate> = layout.collect();
    for (lines, reason) in &read.dropped {
        fates.extend(of(*lines).map(|line| (line, Fate::Dropped(*reason))));
    }
    for record in &read.records {
        let mut drafts = record.drafts();
        drafts.iter_mut().for_each(Draft::settle);
        for mut statement in assembly.statements(&drafts, input) {
            let own = [record.lines];
            let own = if record.stretches.is_empty() { own.as_slice() } else { record.stretches.as_slice() };
            let lines: BTreeSet<usize> = own.iter().flat_map(|lines| of(*lines)).collect();
            let kept = Fate::Kept { statement: statements.len(), passage: None };
            fates.extend(lines.iter().map(|line| (*line, kept)));
            statement.lines = stretches(&lines, &numbers);
            statements.push(statement);
        }
    }
    let lines = fates.into_iter().map(|(line, fate)| LineFate { line, fate }).collect();
    InputReport { path, format: read.format, lines, is_records: true, notes: read.notes, error: None }
}

/// The lines that stand in a draft, each with the block that holds it.
fn lines_of<'d>(draft: &'d Draft<'_>) -> impl Iterator<Item = (usize, Option<usize>)> + 'd {
    let metadata = draft.metadata_lines.iter().map(|line| (*line, None));
    metadata.chain(draft.blocks.iter().enumerate().map(|(at, block)| (block.line.number, Some(at))))
}

/// Joins lines to stretches; two lines are neighbours when no other non-blank line stands between them.
fn stretches(lines: &BTreeSet<usize>, all: &[usize]) -> Vec<(usize, usize)> {
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    let mut expected = None;
    for line in lines {
        let rank = all.partition_point(|other| other < line);
        match stretches.last_mut() {
            Some(last) if expected == Some(rank) => last.1 = *line,
            _ => stretches.push((*line, *line)),
        }
        expected = Some(rank + 1);
    }
    stretches
}
