//! The list of statements, with their best passages.

use super::Asked;
use crate::render::count;
use anyhow::Context;
use demarche_corpus::{Block, Body, Statement};
use demarche_search::export::{RESULT_COLUMNS, result_row};
use demarche_search::{Engine, Field, Hit, Matched};
use serde_json::{Map, Value, json};
use std::ops::Range;

/// How many statements are shown on a terminal unless `--limit` says otherwise.
const SHOWN: usize = 20;

/// How many passages of each statement are shown on a terminal.
const PASSAGES_SHOWN: usize = 3;

/// The list as asked for.
pub(super) fn write(asked: &Asked<'_>) -> anyhow::Result<String> {
    let limit = asked.args.shown(SHOWN);
    if asked.args.json {
        asked.json(to_json(asked, limit)?)
    } else if asked.args.csv {
        let mut rows = Vec::new();
        for matched in asked.answer.matched.iter().take(limit) {
            let snippets = asked.engine.snippets(&asked.answer.query, matched.idx, 1)?;
            rows.push(result_row(asked.engine.pack(), matched.idx, matched.score, &snippets));
        }
        Ok(asked.csv(RESULT_COLUMNS, rows))
    } else {
        to_text(asked, limit)
    }
}

/// The counts of every facet, by field.
pub(super) fn facets_json(asked: &Asked<'_>) -> Map<String, Value> {
    let listed = |(field, counts): (Field, &Vec<u32>)| {
        (field.id().to_owned(), json!(asked.engine.catalog().listed(field, counts).values))
    };
    Field::ALL.into_iter().zip(&asked.answer.facets).map(listed).collect()
}

fn statement_of<'a>(engine: &'a Engine, matched: &Matched) -> anyhow::Result<&'a Statement> {
    engine
        .pack()
        .statement(matched.idx)
        .context("the index names a statement that the pack does not have; pack the corpus anew")
}

fn to_json(asked: &Asked<'_>, limit: usize) -> anyhow::Result<Value> {
    let Asked { engine, answer, .. } = asked;
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
    Ok(json!({"total": answer.total, "facets": facets_json(asked), "results": results}))
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
pub(in crate::commands) fn rounded(score: f32) -> f64 {
    figure(f64::from(score))
}

/// Figures with the four digits that CSV has too.
pub(super) fn figure(figure: f64) -> f64 {
    (figure * 10_000.0).round() / 10_000.0
}

fn to_text(asked: &Asked<'_>, limit: usize) -> anyhow::Result<String> {
    let Asked { engine, answer, colour, .. } = asked;
    let mut out = format!("{}\n{}", asked.scope(), asked.unmatched());
    for matched in answer.matched.iter().take(limit) {
        let statement = statement_of(engine, matched)?;
        let date = statement.date.map_or_else(|| "undated".to_owned(), |date| date.to_string());
        let title = marked(&statement.title, &engine.title_highlights(&answer.query, matched.idx), *colour);
        out.push_str(&format!("\n{date}  {title}  ({})\n", statement.id));
        let snippets = engine.snippets(&answer.query, matched.idx, PASSAGES_SHOWN)?;
        for snippet in &snippets.shown {
            let [before, after] =
                [snippet.cut_before, snippet.cut_after].map(|cut| if cut { "…" } else { "" });
            let text = marked(&snippet.text, &snippet.highlights, *colour).replace('\n', " ");
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
