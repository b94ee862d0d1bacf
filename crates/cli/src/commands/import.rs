//! `demarche import`: documents as received → statements in a corpus folder, and the report.
//!
//! Lives here: reading the documents, deciding what may be written, writing it. Does not live here: what the documents
//! say (`demarche_import`) and how `corpus.toml` is extended ([`declarations`]).
//!
//! Nothing is half-written: everything is computed and checked first, every file is written beside its place, and only
//! then are they moved there. A file that a person may have edited is never overwritten.

mod declarations;
#[cfg(test)]
mod tests;

use super::progress::Progress;
use crate::render::count;
use crate::site::beside;
use anyhow::{Context, bail};
use clap::Args;
use demarche_corpus::source::{SourceContent, SourceFile, read_corpus};
use demarche_corpus::{Diagnostic, Severity};
use demarche_import::{Import, Input, report};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The file that declares people, sides, publishers and topics.
const INFO: &str = "corpus.toml";

/// The folder of statements.
const STATEMENTS: &str = "statements";

/// Turn documents as received into statements for a person to review
///
/// Reads plain-text articles, tag pages that string several articles together, Telegram channels copied as text or
/// exported as result.json, pages saved as HTML, feeds (RSS, Atom, JSON Feed), and tables (CSV, TSV, JSON Lines, JSON) with
/// columns such as title, date, speaker, text.
/// Each statement becomes DIR/statements/ID.md with the front matter that the text states; what the text does not state
/// is listed under `to_fill_in`, and `demarche check` reminds of it. Every non-blank line of every document is
/// accounted for in the report: kept in a statement, or dropped for a named reason.
///
/// Nothing is overwritten. Where a file of the same name with other content exists, nothing at all is written.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Exit code: 0 when everything was imported, 1 when nothing was written because a document is not text or a file \
is in the way, 2 if files cannot be read or written.

JSON: for each document how many of its non-blank `lines` were kept and dropped, and for each statement the `lines` of \
its document, first and last of each stretch, counted from 1. What a document does not state is \"\".

Example:
  demarche import received/*.txt --into corpus/
  demarche import speeches.csv saved-page.html feed.rss --into corpus/
  demarche check corpus/"
)]
pub struct ImportArgs {
    /// Documents to import; a folder means the files in it
    #[arg(required = true, value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
    /// The corpus folder that receives the statements; made where it does not exist
    #[arg(long, value_name = "DIR")]
    pub into: PathBuf,
    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
    /// Report only; write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Runs the command. Exit code 1 where a document could not be read or a file stood in the way.
///
/// # Errors
/// When the disk refuses, or `corpus.toml` is not TOML.
pub fn run(args: &ImportArgs) -> anyhow::Result<ExitCode> {
    let done = execute(args)?;
    io::stdout().lock().write_all(done.report.as_bytes()).context("cannot print the report")?;
    for refusal in &done.refusals {
        // There is nowhere left to report that standard error is closed.
        _ = writeln!(io::stderr(), "error: {refusal}");
    }
    Ok(if done.refusals.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// What there is to say after an import.
#[derive(Debug)]
struct Done {
    report: String,
    /// Why nothing was written; empty where nothing was refused.
    refusals: Vec<String>,
}

/// Imports, and writes where nothing is refused.
fn execute(args: &ImportArgs) -> anyhow::Result<Done> {
    let progress = Progress::start("reading the documents");
    let inputs = read_documents(&args.sources, &progress)?;
    progress.say_count("finding statements in", inputs.len(), "document");
    let info_path = args.into.join(INFO);
    let info = read_if_there(&info_path)?;
    let info = declarations::Info::read(info.as_deref())
        .with_context(|| format!("cannot extend {}", info_path.display()))?;
    let import = demarche_import::import(&inputs, Some(&info.known()));
    let plan = Plan::new(&import, &info, &args.into)?;
    let outcome = plan.outcome(&import, args.dry_run);
    if outcome == Outcome::Written {
        progress.say_count("writing", plan.writes.len(), "file");
        plan.write(&args.into)?;
    }
    drop(progress);
    let report = if args.json {
        json_report(&import, &plan, outcome)
    } else {
        text_report(&import, &plan, outcome, &args.into)
    };
    Ok(Done { report, refusals: plan.refusals(&import) })
}

/// Reads the documents; a folder stands for its files by name.
fn read_documents(sources: &[PathBuf], progress: &Progress) -> anyhow::Result<Vec<Input>> {
    let mut paths = Vec::new();
    for source in sources {
        if !source.is_dir() {
            paths.push(source.clone());
            continue;
        }
        let entries = fs::read_dir(source).with_context(|| format!("cannot list {}", source.display()))?;
        let mut files = Vec::new();
        for entry in entries {
            let path = entry.with_context(|| format!("cannot list {}", source.display()))?.path();
            let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if path.is_file() && !hidden {
                files.push(path);
            }
        }
        if files.is_empty() {
            bail!("{} holds no documents", source.display());
        }
        files.sort();
        paths.extend(files);
    }
    let read = |(number, path): (usize, PathBuf)| {
        progress.say_count("reading", number + 1, "document");
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(Input { path: path.display().to_string(), bytes })
    };
    paths.into_iter().enumerate().map(read).collect()
}

/// What would be written, and what stands in the way.
#[derive(Debug, Default)]
struct Plan {
    /// Path inside the folder and content, `corpus.toml` first: a statement must never stand without its declarations.
    writes: Vec<(String, Vec<u8>)>,
    /// Files that are already there, byte for byte.
    unchanged: Vec<String>,
    /// Files of the same name with other content.
    in_the_way: Vec<String>,
    /// Errors that `check` would find in what is to be written.
    unfit: Vec<Diagnostic>,
}

/// How the import ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Written,
    DryRun,
    Refused,
}

impl Plan {
    fn new(import: &Import, info: &declarations::Info, folder: &Path) -> anyhow::Result<Plan> {
        let mut plan = Plan::default();
        if import.statements.is_empty() {
            return Ok(plan);
        }
        let merged = info.with(&import.declarations);
        if info.is_new() || merged != info.text() {
            plan.writes.push((INFO.to_owned(), merged.clone().into_bytes()));
        }
        let existing = existing_statements(&folder.join(STATEMENTS))?;
        for statement in &import.statements {
            let path = format!("{STATEMENTS}/{}.md", statement.id);
            let bytes = statement.markdown.as_bytes();
            match existing.get(&statement.id) {
                None => plan.writes.push((path, bytes.to_vec())),
                // The same id may stand in a sub-folder, moved there by a person.
                Some(there) => {
                    let found =
                        fs::read(there).with_context(|| format!("cannot read {}", there.display()))?;
                    let list = if found == bytes { &mut plan.unchanged } else { &mut plan.in_the_way };
                    list.push(there.strip_prefix(folder).unwrap_or(there).display().to_string());
                }
            }
        }
        plan.unfit = unfit(import, merged);
        Ok(plan)
    }

    fn outcome(&self, import: &Import, dry_run: bool) -> Outcome {
        if !self.refusals(import).is_empty() {
            Outcome::Refused
        } else if dry_run {
            Outcome::DryRun
        } else {
            Outcome::Written
        }
    }

    /// Why nothing is written, a sentence each.
    fn refusals(&self, import: &Import) -> Vec<String> {
        let unreadable = import
            .reports
            .iter()
            .filter_map(|report| report.error.as_ref().map(|error| format!("{}: {error}", report.path)));
        let in_the_way = self.in_the_way.iter().map(|path| {
            format!("{path} exists with other content and is not overwritten: move it away or leave its document out")
        });
        let unfit = self.unfit.iter().map(|finding| {
            let place = if finding.line == 0 { String::new() } else { format!(", line {}", finding.line) };
            format!("{}{place}: {}: {}", finding.path, finding.message, finding.help.trim_end_matches('.'))
        });
        unreadable.chain(in_the_way).chain(unfit).collect()
    }

    /// Writes every file beside its place, then moves all of them there.
    fn write(&self, folder: &Path) -> anyhow::Result<()> {
        if self.writes.is_empty() {
            return Ok(());
        }
        let statements = folder.join(STATEMENTS);
        fs::create_dir_all(&statements)
            .with_context(|| format!("cannot make the folder {}", statements.display()))?;
        let files: Vec<(PathBuf, &[u8])> =
            self.writes.iter().map(|(path, bytes)| (folder.join(path), bytes.as_slice())).collect();
        beside::write(&files, true).map_err(|beside::Failed { path, source }| {
            anyhow::Error::new(source).context(format!("cannot write {}", path.display()))
        })
    }
}

/// Statement files of a folder by id.
fn existing_statements(folder: &Path) -> anyhow::Result<BTreeMap<String, PathBuf>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error).with_context(|| format!("cannot list {}", folder.display())),
        };
        for entry in entries {
            let entry = entry.with_context(|| format!("cannot list {}", folder.display()))?;
            let path = entry.path();
            // Links to folders are not followed: they could lead in a circle.
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md")
                && let Some(id) = path.file_stem().and_then(|stem| stem.to_str())
            {
                found.insert(id.to_owned(), path.clone());
            }
        }
    }
    Ok(found)
}

/// What `check` would refuse in the imported statements. Nothing, unless a document holds what no statement may hold.
fn unfit(import: &Import, info: String) -> Vec<Diagnostic> {
    let file =
        |path: String, text: String| SourceFile { path, content: SourceContent::Bytes(text.into_bytes()) };
    let statements = import
        .statements
        .iter()
        .map(|statement| file(format!("{STATEMENTS}/{}.md", statement.id), statement.markdown.clone()));
    let files: Vec<SourceFile> = std::iter::once(file(INFO.to_owned(), info)).chain(statements).collect();
    let (_, findings) = read_corpus(&files);
    // Errors of `corpus.toml` were there before; `check` tells them.
    findings
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error && finding.path != INFO)
        .collect()
}

/// The file's text, or nothing where there is none.
fn read_if_there(path: &Path) -> anyhow::Result<Option<String>> {
    match fs::read(path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(error) => bail!("{} is not UTF-8: {}", path.display(), error.utf8_error()),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

fn json_report(import: &Import, plan: &Plan, outcome: Outcome) -> String {
    let mut value = report::json(import);
    let written: Vec<&str> = plan.writes.iter().map(|(path, _)| path.as_str()).collect();
    value["written"] = if outcome == Outcome::Written { json!(written) } else { json!([]) };
    value["unchanged"] = json!(plan.unchanged);
    value["refused"] = json!(plan.refusals(import));
    format!("{value:#}\n")
}

fn text_report(import: &Import, plan: &Plan, outcome: Outcome, folder: &Path) -> String {
    let statements = plan.writes.iter().filter(|(path, _)| path != INFO).count();
    let (made, there) = (count(statements, "statement"), count(plan.unchanged.len(), "statement"));
    let folder = folder.display();
    let end = match outcome {
        Outcome::Refused => "Nothing was written.".to_owned(),
        Outcome::DryRun => format!("A dry run: {made} would be written to {folder}; {there} already there."),
        Outcome::Written => {
            format!(
                "Wrote {made} to {folder}; {there} already there. Review them, then run: demarche check {folder}"
            )
        }
    };
    format!("{}\n{end}\n", report::text(import))
}
