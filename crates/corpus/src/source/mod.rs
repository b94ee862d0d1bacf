//! Reading a corpus folder: `corpus.toml`, statements with front matter, and every finding about them at once.
//!
//! Lives here: the order of work and what concerns the folder as a whole. Does not live here: the file system (the
//! caller brings bytes), the text of a file (`text`), its values (`node`, `fields`), what they mean
//! (`info`, `site`, `declared`, `statement`), Markdown ([`markdown`]). Linear in the files, on all cores; what is found
//! stands in the order of the files, whichever was read first.
//!
//! Nothing stops at the first fault: every reader reports and returns what it could read.

mod alone;
mod colour;
mod declared;
mod escape;
mod fields;
mod headings;
mod info;
pub mod markdown;
mod node;
mod picture;
mod site;
mod statement;
mod svg;
mod text;

use crate::body::Body;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{CorpusInfo, Statement};
use crate::pack::pack_order;
pub use alone::{Alone, read_alone};
pub use colour::{Colour, Theme};
use declared::Declared;
use fields::{ID_HELP, id_problem};
use headings::TopicNames;
use info::read_info;
pub use picture::{Picture, PictureFormat};
use rayon::prelude::*;
pub use site::{Accent, SiteInfo, pictures_named, read_site, site_address};
use statement::{Surroundings, read_statement};
use std::collections::BTreeMap;
use text::{SourceText, whole_file};

/// A file of the corpus folder as the caller found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path inside the folder, with `/`.
    pub path: String,
    /// What was found there.
    pub content: SourceContent,
}

/// What the caller found at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceContent {
    /// The bytes of the file.
    Bytes(Vec<u8>),
    /// Larger than [`MAX_FILE_BYTES`]; the size in bytes.
    TooLarge(u64),
    /// A symbolic link that leads out of the folder.
    LinkOutside,
    /// The name ends nearly as that of a statement does, `.MD` or `.markdown`; the file was not read.
    Misnamed,
    /// The file could not be read; the system's reason.
    Unreadable(String),
}

/// The largest statement file that is read: 5 MB. The longest of 10,952 UN speeches is far below it.
pub const MAX_FILE_BYTES: u64 = 5_000_000;

/// A corpus ready to be packed: statements newest first, then by id; undated ones last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corpus {
    /// What `corpus.toml` says.
    pub info: CorpusInfo,
    /// Statements with their words, in pack order.
    pub statements: Vec<(Statement, Body)>,
}

/// The file that says what holds for the whole corpus.
pub const INFO_PATH: &str = "corpus.toml";

/// The folder of statements; they may stand in folders of their own below it.
pub const STATEMENTS_FOLDER: &str = "statements";

/// The id of the statement at this path inside the folder; `None` where no statement is kept.
///
/// ```
/// use demarche_corpus::source::statement_id;
/// assert_eq!(statement_id("statements/2024/first-call.md"), Some("first-call"));
/// assert_eq!(statement_id("notes/first-call.md"), None);
/// ```
pub fn statement_id(path: &str) -> Option<&str> {
    let inside = path.strip_prefix(STATEMENTS_FOLDER)?.strip_prefix('/')?;
    inside.rsplit('/').next()?.strip_suffix(".md")
}

/// Reads all files of a corpus folder. The corpus is `Some` exactly when no diagnostic is an error.
///
/// Diagnostics are sorted by path and place. Files that are neither `corpus.toml` nor a statement are passed over.
pub fn read_corpus(files: &[SourceFile]) -> (Option<Corpus>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let declared = match files.iter().find(|file| file.path == INFO_PATH) {
        Some(file) => read_info_file(file, files, &mut diagnostics),
        None => {
            let help = "Write one with a line such as: title = \"Talks of 2024\"";
            diagnostics.push(whole_file(INFO_PATH, "the corpus has no corpus.toml", help));
            Declared::default()
        }
    };

    let mut found: Vec<(&str, &SourceFile)> =
        files.iter().filter_map(|file| statement_id(&file.path).map(|id| (id, file))).collect();
    found.sort_by_key(|(id, file)| (*id, file.path.as_str()));
    let mut ids: BTreeMap<&str, &str> = BTreeMap::new();
    for (id, file) in &found {
        if let Some(problem) = id_problem(id) {
            let help = format!("The file name is the id. {ID_HELP}");
            diagnostics.push(whole_file(&file.path, problem, help));
        }
        match ids.get(id) {
            None => _ = ids.insert(id, &file.path),
            Some(first) => {
                let message = format!("the id {id:?} is already that of {first}");
                diagnostics.push(whole_file(
                    &file.path,
                    message,
                    "The file name is the id: rename one of the two.",
                ));
            }
        }
    }

    let topics = TopicNames::new(&declared.info.topics);
    let around = Surroundings { declared: &declared, topics: &topics, ids: &ids };
    let read_one = |(id, file): &(&str, &SourceFile)| {
        let mut diagnostics = Vec::new();
        let Some(source) = decode(file, &mut diagnostics) else { return (None, diagnostics) };
        let (statement, body, findings) = read_statement(id, &source.text, &around);
        diagnostics.extend(findings.into_iter().map(|finding| source.diagnostic(finding)));
        (Some((statement, body)), diagnostics)
    };
    let mut statements = Vec::new();
    for (statement, found) in found.par_iter().map(read_one).collect::<Vec<_>>() {
        statements.extend(statement);
        diagnostics.extend(found);
    }
    // What stands elsewhere is no business of the corpus, but a link or a fault found by the caller is.
    // (One of a picture is told where `corpus.toml` names it.)
    let is_among = |file: &&SourceFile| file.path.starts_with(STATEMENTS_FOLDER);
    for file in files.iter().filter(is_among).filter(|file| statement_id(&file.path).is_none()) {
        if !matches!(file.content, SourceContent::Bytes(_)) {
            decode(file, &mut diagnostics);
        }
    }
    if ids.is_empty() {
        let help = "Put one Markdown file a statement into the folder statements.";
        let none = whole_file(STATEMENTS_FOLDER, "the corpus has no statement", help);
        diagnostics.push(Diagnostic { severity: Severity::Warning, ..none });
    }

    diagnostics.sort_by(|a, b| {
        let place = |d: &Diagnostic| (d.line, d.column, d.range.start);
        a.path.cmp(&b.path).then(place(a).cmp(&place(b))).then_with(|| a.message.cmp(&b.message))
    });
    // A parser that gets no further says the same of one place for everything that is open there.
    diagnostics.dedup();
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return (None, diagnostics);
    }
    statements.sort_by(|(a, _), (b, _)| pack_order(a, b));
    (Some(Corpus { info: declared.info, statements }), diagnostics)
}

fn read_info_file(file: &SourceFile, files: &[SourceFile], diagnostics: &mut Vec<Diagnostic>) -> Declared {
    let Some(source) = decode(file, diagnostics) else { return Declared::default() };
    let (declared, findings) = read_info(&source.text, files);
    diagnostics.extend(findings.into_iter().map(|finding| source.diagnostic(finding)));
    declared
}

/// The text of a file, where there is one to read.
fn decode(file: &SourceFile, diagnostics: &mut Vec<Diagnostic>) -> Option<SourceText> {
    let (message, help) = match &file.content {
        SourceContent::Bytes(bytes) if bytes.len() as u64 <= MAX_FILE_BYTES => {
            return SourceText::decode(&file.path, bytes, diagnostics);
        }
        SourceContent::Bytes(bytes) => too_large(bytes.len() as u64),
        SourceContent::TooLarge(size) => too_large(*size),
        SourceContent::LinkOutside => (
            "the symbolic link leads out of the corpus folder".to_owned(),
            "Put the file itself in the place of the link.",
        ),
        SourceContent::Misnamed => {
            let help = "Rename it, or move it out of the folder statements.";
            let passed =
                whole_file(&file.path, "the file is passed over: its name does not end in .md", help);
            diagnostics.push(Diagnostic { severity: Severity::Warning, ..passed });
            return None;
        }
        SourceContent::Unreadable(reason) => {
            (format!("the file cannot be read: {reason}"), "Check that it exists and that you may read it.")
        }
    };
    diagnostics.push(whole_file(&file.path, message, help));
    None
}

fn too_large(size: u64) -> (String, &'static str) {
    let message = format!("the file has {size} bytes, and no more than {MAX_FILE_BYTES} are read");
    (message, "Split it: one file holds one statement.")
}

#[cfg(test)]
mod tests;
