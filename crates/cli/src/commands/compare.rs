//! `demarche compare`: what two texts have in common and what each says alone.
//!
//! Lives here: arguments, the comparison as it is asked for, where the answer goes. Does not live here: what a side is
//! (`witness`), how the answer is written (`json`, `text`; a report by `demarche_compare`), the comparison itself
//! (`demarche_compare`).
//!
//! Offsets are bytes of the file as given; for a statement of a pack, bytes of its plain text.

mod json;
mod text;
mod witness;

use super::opening::open_engine;
use super::search::today;
use crate::output::write_whole;
use anyhow::{Context, bail};
use clap::Args;
use demarche_compare::report::{self, Form, Report};
use demarche_compare::{
    Comparison, InCorpus, Meanings, NoCorpus, Setting, Text, compare, known_names, meanings,
};
use demarche_search::service::answer;
use demarche_search::{Engine, Question, Reply};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use witness::Witness;

/// Put two texts side by side
///
/// Pairs the passages and sentences of A and B that make the same point, in whatever order they stand, and lists the
/// people, places, numbers, dates and quotations that both or only one of them has. Where the evidence is thin there is a
/// gap rather than a wrong pair. Markdown files are read as those of a corpus: front matter tells title, date, language and
/// how complete the text is, headings are not compared.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Exit code: 0 when something corresponds, 1 when nothing does, 2 if a text cannot be read.

JSON: `start` and `end` are bytes of the input; `a` and `b` of pairs and of the ledger are indices of sentences, those of
rows the anchors of passages. `formulae` are indices of rows that are mere formula. Each side has its `title`, `date`,
`lang` and, as `text`, whether it is full, an excerpt or a digest; null is not told. `least` is the score from which pairs
of sentences were believed.

Examples:
  demarche compare readout-a.txt readout-b.txt
  demarche compare readout-a.txt readout-b.txt --report comparison.html
  demarche compare 2025-09-24-us-readout 2025-09-24-russian-readout --pack corpus.pack --json"
)]
pub struct CompareArgs {
    /// A text or Markdown file; with --pack, the id of a statement
    #[arg(value_name = "A")]
    pub a: PathBuf,
    /// The other one
    #[arg(value_name = "B")]
    pub b: PathBuf,
    /// Take statements from this pack, and weigh words by how rare they are in it
    #[arg(long, value_name = "PACK")]
    pub pack: Option<PathBuf>,
    /// Print everything as JSON
    #[arg(long, conflicts_with = "report")]
    pub json: bool,
    /// Write a report to this file, one HTML page (.html) or Markdown (.md); an older one of this name is replaced
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Believe a pair of sentences from this score on, 0 to 1 in hundredths; lower finds more pairs, and more wrong ones.
    /// Without it 0.55 is asked, and up to 0.85 between texts with hardly anything in common
    #[arg(long, value_name = "SCORE", value_parser = score)]
    pub least: Option<f64>,
}

fn score(text: &str) -> Result<f64, String> {
    // Addresses and reports know hundredths, and no score is surer than that.
    let is_whole = |score: f64| (score * 100.0 - (score * 100.0).round()).abs() < 1e-9;
    let score = text.parse().ok().filter(|score| (0.0..=1.0).contains(score) && is_whole(*score));
    score.ok_or_else(|| "give a number from 0 to 1 with at most two decimals".to_owned())
}

/// Runs the command. Exit code 1 where nothing corresponds.
///
/// # Errors
/// When a text or the pack cannot be read, the pack has no such statement, or the report cannot be written.
pub fn run(args: &CompareArgs) -> anyhow::Result<ExitCode> {
    let form = args.report.as_deref().map(|path| form(path, args)).transpose()?;
    let engine = args.pack.as_deref().map(open_engine).transpose()?;
    let a = Witness::find(&args.a, engine.as_ref())?;
    let b = Witness::find(&args.b, engine.as_ref())?;
    let texts = [&a.text(), &b.text()];
    let found = found(texts, engine.as_ref(), args.least);
    let mut out = io::BufWriter::new(io::stdout().lock());
    if let (Some(path), Some(form)) = (&args.report, form) {
        let mut report = Report {
            sources: [a.source.clone(), b.source.clone()],
            texts,
            found: &found,
            corpus: String::new(),
            checksum: String::new(),
            link: String::new(),
            made_on: today(),
        };
        if let Some(engine) = &engine {
            name_corpus(&mut report, engine, [&a, &b], args.least);
        }
        let report = match form {
            Form::Html => report::html(&report),
            Form::Markdown => report::markdown(&report),
        };
        write_whole(path, report.as_bytes()).with_context(|| format!("cannot write {}", path.display()))?;
        for note in report::notes(texts, &found) {
            writeln!(out, "{note}")?;
        }
        writeln!(out, "{}; the report is in {}", report::coverage(&found.coverage), path.display())?;
    } else if args.json {
        let checksum = engine.as_ref().map(|engine| engine.pack().checksum());
        let notes = report::notes(texts, &found);
        serde_json::to_writer(&mut out, &json::json([&a, &b], &found, &notes, checksum))?;
        writeln!(out)?;
    } else {
        out.write_all(text::text([&a, &b], &found, &report::notes(texts, &found)).as_bytes())?;
    }
    out.flush()?;
    let corresponds = !found.pairs.is_empty() || found.coverage.a_matched > 0;
    Ok(if corresponds { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The comparison, as the page makes it of the same pack.
fn found(texts: [&Text<'_>; 2], engine: Option<&Engine>, least: Option<f64>) -> Comparison {
    let [a, b] = texts;
    match engine {
        Some(engine) => {
            let meanings = held_meanings(engine);
            let statements = engine.pack().statements().len();
            let rarity = InCorpus { statements, doc_freq: |word: &str| engine.doc_freq(word) };
            compare(a, b, &Setting::of(&rarity, &meanings, &known_names(engine.pack().info()), least))
        }
        None => compare(a, b, &Setting::of(&NoCorpus, &meanings::taught(), &[], least)),
    }
}

/// What the pack knows of the meaning of words: none, if an earlier version made it.
fn held_meanings(engine: &Engine) -> Meanings {
    let held = match answer(engine, &Question::Held(meanings::TAG)) {
        Ok(Reply::Held(held)) => Meanings::read(&held),
        _ => None,
    };
    held.unwrap_or_else(|| meanings::NONE.clone())
}

/// The notation of a report, by the name of its file.
fn form(path: &Path, args: &CompareArgs) -> anyhow::Result<Form> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    let form = match extension.as_deref() {
        Some("html" | "htm") => Form::Html,
        Some("md" | "markdown") => Form::Markdown,
        _ => bail!(
            "the name {} does not tell how the report is to be written; give a file that ends in .html or .md",
            path.display()
        ),
    };
    if let Ok(place) = fs::canonicalize(path) {
        let is_place = |input: &&PathBuf| fs::canonicalize(input).is_ok_and(|input| input == place);
        let mut inputs = [Some(&args.a), Some(&args.b), args.pack.as_ref()].into_iter().flatten();
        if let Some(input) = inputs.find(is_place) {
            bail!(
                "the report would replace {}, which it is made from; give it another name",
                input.display()
            );
        }
    }
    Ok(form)
}

/// Says which corpus a comparison was made in, and where its page shows it if both sides are statements of it.
fn name_corpus(report: &mut Report<'_>, engine: &Engine, sides: [&Witness; 2], least: Option<f64>) {
    let info = engine.pack().info();
    report.corpus.clone_from(&info.title);
    engine.pack().checksum().clone_into(&mut report.checksum);
    let least = least.map(|least| (least * 100.0).round());
    // The page asks for less than all.
    if sides.iter().all(|side| side.is_statement) && least.is_none_or(|least| least < 100.0) {
        let [a, b] = sides.map(|side| encoded(&side.name));
        report.link = format!("#/compare?a={a}&b={b}");
        if let Some(least) = least {
            report.link.push_str(&format!("&min={least}"));
        }
    }
}

/// An id as part of an address.
pub(super) fn encoded(id: &str) -> String {
    let mut out = String::new();
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
