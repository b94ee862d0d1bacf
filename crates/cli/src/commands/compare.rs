//! `demarche compare`: what two texts have in common and what each says alone.
//!
//! Lives here: what a side is on the command line (a file, or a statement of a pack) and how the comparison is
//! written out. Does not live here: the comparison (`demarche_compare`).
//!
//! Offsets are bytes of the file as given; for a statement of a pack, bytes of its plain text.

use super::opening::open_engine;
use super::search::rounded;
use crate::render::count;
use anyhow::{Context, bail};
use clap::Args;
use demarche_compare::sentences::blocks;
use demarche_compare::{
    Comparison, InCorpus, LedgerRow, PassageText, Presence, Row, RowKind, Sentence, Setting, Text, compare,
};
use demarche_search::Engine;
use serde_json::{Value, json};
use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Put two texts side by side
///
/// Pairs the passages and sentences of A and B that make the same point, in whatever order they stand, and lists the
/// numbers, dates, names and quotations that both or only one of them has. Where the evidence is thin there is a gap
/// rather than a wrong pair. Front matter and headings of Markdown files are left out.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Exit code: 0 when something corresponds, 1 when nothing does, 2 if a text cannot be read.

JSON: `start` and `end` are bytes of the input; `a` and `b` of pairs and of the ledger are indices of sentences.

Examples:
  demarche compare readout-a.txt readout-b.txt
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
    #[arg(long)]
    pub json: bool,
}

/// Runs the command. Exit code 1 where nothing corresponds.
///
/// # Errors
/// When a text or the pack cannot be read, or the pack has no such statement.
pub fn run(args: &CompareArgs) -> anyhow::Result<ExitCode> {
    let engine = args.pack.as_deref().map(open_engine).transpose()?;
    let a = Witness::find(&args.a, engine.as_ref())?;
    let b = Witness::find(&args.b, engine.as_ref())?;
    let found = match &engine {
        Some(engine) => {
            let rarity = InCorpus {
                statements: engine.pack().statements().len(),
                doc_freq: |word: &str| engine.doc_freq(word),
            };
            compare(&a.text(), &b.text(), &Setting { rarity: &rarity, ..Setting::default() })
        }
        None => compare(&a.text(), &b.text(), &Setting::default()),
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.json {
        serde_json::to_writer(&mut out, &to_json(&a, &b, &found))?;
        writeln!(out)?;
    } else {
        out.write_all(to_text(&a, &b, &found).as_bytes())?;
    }
    out.flush()?;
    let corresponds = !found.pairs.is_empty() || found.coverage.a_matched > 0;
    Ok(if corresponds { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// One side: its whole text and where its passages stand in it.
struct Witness {
    name: String,
    lang: String,
    input: String,
    /// Anchor and byte range in `input`.
    passages: Vec<(String, Range<usize>)>,
}

impl Witness {
    /// The statement of this id where there is a pack that has it, or else the file of this name.
    fn find(name: &Path, engine: Option<&Engine>) -> anyhow::Result<Witness> {
        let id = name.to_string_lossy();
        match engine {
            Some(engine) => match engine.pack().find(&id) {
                Some(idx) => {
                    let body = engine.pack().body(idx)?;
                    let passages = body
                        .passages()
                        .map(|(_, block)| {
                            (block.anchor.clone(), block.range.start as usize..block.range.end as usize)
                        })
                        .collect();
                    let statement = engine.pack().statement(idx);
                    let lang = statement.map(|statement| statement.lang.clone()).unwrap_or_default();
                    Ok(Witness { name: id.into_owned(), lang, passages, input: body.text })
                }
                None if name.is_file() => Witness::read(name),
                None => bail!("the pack has no statement {id:?}, and there is no file of this name"),
            },
            None => Witness::read(name),
        }
    }

    fn read(path: &Path) -> anyhow::Result<Witness> {
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let input = String::from_utf8(bytes)
            .with_context(|| format!("{} is not UTF-8; save it as UTF-8 and try again", path.display()))?;
        let is_markdown = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"));
        let start = if is_markdown { words_start(&input) } else { 0 };
        let is_heading = |range: &Range<usize>| {
            is_markdown && input.get(range.clone()).is_some_and(|text| text.starts_with('#'))
        };
        let passages = blocks(input.get(start..).unwrap_or(""))
            .into_iter()
            .map(|range| start + range.start..start + range.end)
            .filter(|range| !is_heading(range))
            .enumerate()
            .map(|(index, range)| (format!("p{}", index + 1), range))
            .collect();
        Ok(Witness { name: path.display().to_string(), lang: String::new(), passages, input })
    }

    fn text(&self) -> Text<'_> {
        let passages =
            self.passages.iter().map(|(anchor, range)| PassageText { anchor, text: self.slice(range) });
        Text { lang: &self.lang, passages: passages.collect() }
    }

    fn slice(&self, range: &Range<usize>) -> &str {
        self.input.get(range.clone()).unwrap_or("")
    }

    fn anchors(&self, passages: &[usize]) -> Vec<&str> {
        passages
            .iter()
            .filter_map(|index| self.passages.get(*index))
            .map(|(anchor, _)| anchor.as_str())
            .collect()
    }

    fn sentence_json(&self, sentence: &Sentence) -> Value {
        let (anchor, passage) =
            self.passages.get(sentence.passage).map_or(("", 0), |(anchor, range)| (anchor, range.start));
        json!({"start": passage + sentence.range.start, "end": passage + sentence.range.end, "passage": anchor})
    }

    fn json(&self, sentences: &[Sentence]) -> Value {
        let sentences: Vec<Value> = sentences.iter().map(|sentence| self.sentence_json(sentence)).collect();
        json!({"name": self.name, "passages": self.passages.len(), "sentences": sentences})
    }
}

/// Where the words of a Markdown file begin: behind its front matter, if it has any.
fn words_start(text: &str) -> usize {
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let is_fence = line.trim_start_matches('\u{feff}').trim_end() == "---";
        at += line.len();
        match (number, is_fence) {
            (0, false) => return 0,
            (0, true) | (_, false) => {}
            (_, true) => return at,
        }
    }
    0
}

fn to_json(a: &Witness, b: &Witness, found: &Comparison) -> Value {
    let pairs: Vec<Value> = found
        .pairs
        .iter()
        .map(|pair| {
            json!({
                "a": pair.a, "b": pair.b, "score": rounded(pair.score), "kind": pair.kind.id(),
                "moved": pair.moved, "reasons": pair.reasons,
            })
        })
        .collect();
    let ledger: Vec<Value> = found
        .ledger
        .iter()
        .map(|row| json!({"class": row.class.id(), "value": row.value, "in": row.presence.id(), "a": row.a, "b": row.b}))
        .collect();
    let rows: Vec<Value> = found
        .rows
        .iter()
        .map(|row| {
            json!({
                "kind": row.kind.id(), "a": a.anchors(&row.a), "b": b.anchors(&row.b),
                "score": rounded(row.score), "reasons": row.reasons,
            })
        })
        .collect();
    let coverage = found.coverage;
    json!({
        "a": a.json(&found.sentences_a),
        "b": b.json(&found.sentences_b),
        "pairs": pairs,
        "ledger": ledger,
        "rows": rows,
        "coverage": {
            "a_matched": coverage.a_matched, "a_total": coverage.a_total,
            "b_matched": coverage.b_matched, "b_total": coverage.b_total, "moved": coverage.moved,
        },
    })
}

fn to_text(a: &Witness, b: &Witness, found: &Comparison) -> String {
    let coverage = found.coverage;
    let mut out = format!(
        "A: {}\nB: {}\n{} of {} of A have a counterpart in B, {} of {} of B in A; {} moved\n",
        a.name,
        b.name,
        coverage.a_matched,
        count(coverage.a_total, "passage"),
        coverage.b_matched,
        count(coverage.b_total, "passage"),
        coverage.moved,
    );
    for row in &found.rows {
        out.push_str(&row_text(a, b, row));
    }
    for (title, presence) in [("Both", Presence::Both), ("Only A", Presence::A), ("Only B", Presence::B)] {
        let rows: Vec<&LedgerRow> = found.ledger.iter().filter(|row| row.presence == presence).collect();
        if !rows.is_empty() {
            out.push_str(&format!("\n{title}:\n"));
            out.extend(rows.iter().map(|row| format!("  {}: {}\n", row.class.id(), one_line(&row.value))));
        }
    }
    out
}

fn row_text(a: &Witness, b: &Witness, row: &Row) -> String {
    let heading = match row.kind {
        RowKind::OnlyA => "only A".to_owned(),
        RowKind::OnlyB => "only B".to_owned(),
        kind => {
            let reasons =
                if row.reasons.is_empty() { String::new() } else { format!(": {}", row.reasons.join("; ")) };
            format!("{} ({:.2}){reasons}", kind.id(), row.score)
        }
    };
    let side = |letter: char, witness: &Witness, passages: &[usize]| -> String {
        let passages = passages.iter().filter_map(|index| witness.passages.get(*index));
        passages
            .map(|(anchor, range)| format!("  {letter} {anchor}  {}\n", one_line(witness.slice(range))))
            .collect()
    };
    format!("\n{heading}\n{}{}", side('A', a, &row.a), side('B', b, &row.b))
}

/// A passage on one line of the terminal, without control characters.
fn one_line(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
