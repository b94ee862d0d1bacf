//! `demarche search`: the query language of the site on the terminal, and as JSON for scripts.
//!
//! Lives here: how an answer is written out. Does not live here: anything that decides what the answer is.

use super::opening::open_engine;
use crate::render::{count, wants_colour};
use anyhow::Context;
use clap::{Args, ValueEnum};
use demarche_corpus::{Block, Body, Statement};
use demarche_search::{Answer, Engine, Field, Hit, Matched, QueryDiagnostic, Request, Sort};
use serde_json::{Map, Value, json};
use std::io::{self, Write};
use std::ops::Range;
use std::path::PathBuf;
use std::process::ExitCode;

/// How many statements are shown on a terminal unless `--limit` says otherwise.
const SHOWN: usize = 20;

/// How many passages of each statement are shown on a terminal.
const PASSAGES_SHOWN: usize = 3;

/// Find statements in a pack
///
/// The query is the one of the site's search box: `word word` all of them, "exact phrase", -word without, a OR b, pre*,
/// and fields: speaker: side: kind: topic: publisher: event: place: lang: title: date:2024-10..2024-11. A query that
/// cannot be understood in full is explained, and what could be understood is still run.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Exit code: 0 when something was found, 1 when nothing was, 2 if the pack cannot be opened.

JSON: totals, the counts of every facet, and for each statement its passages with hits. `start`, `end` and `highlights` are \
bytes of the statement's text, of which `text` is the passage.

Examples:
  demarche search corpus.pack '\"root causes\" speaker:lavrov date:2024'
  demarche search corpus.pack 'grain OR wheat -export' --json --limit 5"
)]
pub struct SearchArgs {
    /// The pack, as `demarche pack` wrote it
    #[arg(value_name = "PACK")]
    pub pack: PathBuf,
    /// What to look for; an empty query finds every statement
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub query: String,
    /// Print everything as JSON
    #[arg(long)]
    pub json: bool,
    /// Show no more statements than this; the totals are unaffected [default: 20, and all with --json]
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// In which order
    #[arg(long, value_enum, default_value_t)]
    pub sort: Order,
}

/// The orders on offer.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum Order {
    /// Best match first; without words, newest first
    #[default]
    Relevance,
    /// Newest first
    Newest,
    /// Oldest first
    Oldest,
}

/// Runs the command. Exit code 1 where nothing was found.
///
/// # Errors
/// When the pack cannot be opened or is damaged.
pub fn run(args: &SearchArgs) -> anyhow::Result<ExitCode> {
    let engine = open_engine(&args.pack)?;
    let sort = match args.sort {
        Order::Relevance => Sort::Relevance,
        Order::Newest => Sort::Newest,
        Order::Oldest => Sort::Oldest,
    };
    let answer = engine.evaluate(&Request { text: args.query.clone(), sort, ..Request::default() })?;
    explain(&args.query, &answer.diagnostics)?;
    let stdout = io::stdout();
    if args.json {
        let limit = args.limit.unwrap_or(usize::MAX);
        let mut out = io::BufWriter::new(stdout.lock());
        serde_json::to_writer(&mut out, &to_json(&engine, &answer, limit)?)?;
        writeln!(out)?;
        out.flush()?;
    } else {
        let text = to_text(&engine, &answer, args.limit.unwrap_or(SHOWN), wants_colour(&stdout))?;
        let mut out = stdout.lock();
        out.write_all(text.as_bytes())?;
        out.flush()?;
    }
    Ok(if answer.total.statements > 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Tells what was not understood, with the place marked under the query.
fn explain(query: &str, diagnostics: &[QueryDiagnostic]) -> io::Result<()> {
    let mut err = io::stderr().lock();
    for QueryDiagnostic { range, message, hint } in diagnostics {
        let width = |range: Range<usize>| query.get(range).map_or(0, |text| text.chars().count());
        let shown: String = query.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let mark = "^".repeat(width(range.clone()).max(1));
        writeln!(err, "  {shown}\n  {}{mark} {message}", " ".repeat(width(0..range.start)))?;
        if !hint.is_empty() {
            writeln!(err, "  {hint}")?;
        }
    }
    Ok(())
}

fn statement_of<'a>(engine: &'a Engine, matched: &Matched) -> anyhow::Result<&'a Statement> {
    engine
        .pack()
        .statement(matched.idx)
        .context("the index names a statement that the pack does not have; pack the corpus anew")
}

fn to_json(engine: &Engine, answer: &Answer, limit: usize) -> anyhow::Result<Value> {
    let facets: Map<String, Value> =
        Field::ALL
            .into_iter()
            .zip(&answer.facets)
            .map(|(field, counts)| {
                (field.id().to_owned(), json!(engine.catalog().listed(field, counts).values))
            })
            .collect();
    let mut results = Vec::new();
    for matched in answer.matched.iter().take(limit) {
        let statement = statement_of(engine, matched)?;
        let body = engine.pack().body(matched.idx)?;
        let hits = engine.hits(&answer.query, matched.idx)?;
        let (passages, headings): (Vec<_>, Vec<_>) =
            by_block(&body, &hits).into_iter().partition(|(block, _)| block.is_passage());
        let list = |blocks: Vec<(&Block, Vec<&Hit>)>| -> Vec<Value> {
            blocks.into_iter().map(|(block, hits)| block_json(&body, block, &hits)).collect()
        };
        results.push(json!({
            "id": statement.id,
            "title": statement.title,
            "title_highlights": ranges(&engine.title_highlights(&answer.query, matched.idx)),
            "date": statement.date.map(|date| date.to_string()),
            "score": rounded(matched.score),
            "passages": list(passages),
            "headings": list(headings),
        }));
    }
    let diagnostics: Vec<Value> = answer
        .diagnostics
        .iter()
        .map(|d| json!({"start": d.range.start, "end": d.range.end, "message": d.message, "hint": d.hint}))
        .collect();
    Ok(json!({
        "total": answer.total,
        "corpus": {"statements": answer.corpus_size, "checksum": engine.pack().checksum()},
        "facets": facets,
        "results": results,
        "diagnostics": diagnostics,
        "unmatched_words": answer.unmatched_words,
    }))
}

/// Hits gathered by the block they stand in, in reading order.
fn by_block<'b, 'h>(body: &'b Body, hits: &'h [Hit]) -> Vec<(&'b Block, Vec<&'h Hit>)> {
    hits.chunk_by(|a, b| a.block == b.block)
        .filter_map(|chunk| Some((body.blocks.get(chunk.first()?.block)?, chunk.iter().collect())))
        .collect()
}

fn block_json(body: &Body, block: &Block, hits: &[&Hit]) -> Value {
    let highlights: Vec<[u32; 2]> = hits.iter().map(|hit| [hit.range.start, hit.range.end]).collect();
    json!({
        "anchor": block.anchor,
        "start": block.range.start,
        "end": block.range.end,
        "text": body.block_text(block),
        "highlights": highlights,
    })
}

fn ranges(ranges: &[Range<usize>]) -> Vec<[usize; 2]> {
    ranges.iter().map(|range| [range.start, range.end]).collect()
}

/// Scores with as many digits as mean something.
pub(super) fn rounded(score: f32) -> f64 {
    (f64::from(score) * 10_000.0).round() / 10_000.0
}

fn to_text(engine: &Engine, answer: &Answer, limit: usize, colour: bool) -> anyhow::Result<String> {
    let mut out = format!("{} of {}", answer.total.statements, count(answer.corpus_size, "statement"));
    if !answer.query.is_empty() {
        let described = answer.query.describe();
        let described = if described.is_empty() { String::new() } else { format!(" {described}") };
        out.push_str(&format!(
            "{described}: {} in {}",
            count(answer.total.hits, "hit"),
            count(answer.total.passages, "passage")
        ));
    }
    out.push('\n');
    for word in &answer.unmatched_words {
        let near = engine.nearest_terms(word, 3);
        let near =
            if near.is_empty() { String::new() } else { format!("; near spellings: {}", near.join(", ")) };
        out.push_str(&format!("no statement has {word:?}{near}\n"));
    }
    for matched in answer.matched.iter().take(limit) {
        let statement = statement_of(engine, matched)?;
        let date = statement.date.map_or_else(|| "undated".to_owned(), |date| date.to_string());
        let title = marked(&statement.title, &engine.title_highlights(&answer.query, matched.idx), colour);
        out.push_str(&format!("\n{date}  {title}  ({})\n", statement.id));
        let snippets = engine.snippets(&answer.query, matched.idx, PASSAGES_SHOWN)?;
        for snippet in &snippets.shown {
            let [before, after] =
                [snippet.cut_before, snippet.cut_after].map(|cut| if cut { "…" } else { "" });
            let text = marked(&snippet.text, &snippet.highlights, colour).replace('\n', " ");
            out.push_str(&format!("    {before}{text}{after}\n"));
        }
        if snippets.more > 0 {
            out.push_str(&format!("    and {}\n", count(snippets.more, "more passage")));
        }
    }
    let hidden = answer.matched.len().saturating_sub(limit);
    if hidden > 0 {
        out.push_str(&format!("\nand {}; --limit shows more\n", count(hidden, "more statement")));
    }
    Ok(out)
}

/// Text with its hits in bold, where the terminal can show that.
fn marked(text: &str, highlights: &[Range<usize>], colour: bool) -> String {
    if !colour {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut at = 0;
    for range in highlights {
        let (Some(before), Some(hit)) = (text.get(at..range.start), text.get(range.clone())) else {
            continue;
        };
        out.push_str(before);
        out.push_str(&format!("\x1b[1m{hit}\x1b[0m"));
        at = range.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}
