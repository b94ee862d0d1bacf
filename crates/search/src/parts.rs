//! An export made in parts, so that a page stays awake while it is made and keeps no more than a part of the texts.
//!
//! Lives here: which rows are in which part. Does not live here: columns and notations (`export`), finding the rows.
//! Parts put together in their order are the file.

use crate::concordance::LinesRequest;
use crate::export::{
    About, Cell, Export, KEYNESS_COLUMNS, LINE_COLUMNS, Notation, RESULT_COLUMNS, TREND_COLUMNS,
    keyness_rows, line_row, result_row, trend_rows,
};
use crate::kept::Sorted;
use crate::keyness::{KeynessRequest, keyness};
use crate::trend::{TrendRequest, trend};
use crate::{Engine, Request};
use demarche_corpus::PackError;
use serde::{Deserialize, Serialize};

/// So many rows of a list are in a part: each may need words of another statement.
const STATEMENTS_A_PART: usize = 200;
/// So many lines.
const LINES_A_PART: u32 = 1_000;

/// Which rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Exported {
    /// One a statement.
    List(Request),
    /// One a line; `offset` and `limit` do not matter.
    Lines(LinesRequest),
    /// One a point of each series.
    Trend(TrendRequest),
    /// One a word.
    Keyness(KeynessRequest),
}

/// A part of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportRequest {
    /// Which rows.
    pub rows: Exported,
    /// How they are written.
    pub notation: Notation,
    /// What the file says about itself. The checksum is filled in.
    pub about: About,
    /// The first row of the part: 0, then what the part before said.
    pub first: u32,
}

/// A part of a file, and where the next one begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportPart {
    /// The text of this part.
    pub text: String,
    /// The first row of the next part; `None` in the last one.
    pub next: Option<u32>,
    /// How many rows the file will have; where lines are still being sorted, how many have to be read.
    pub total: u32,
    /// How many of them are done.
    pub done: u32,
}

/// Writes a part of an export.
///
/// # Errors
/// When the pack is damaged, or blocks have to be supplied first.
pub fn part(engine: &Engine, request: &ExportRequest) -> Result<ExportPart, PackError> {
    let pack = engine.pack();
    let first = request.first;
    let (columns, rows, total) = match &request.rows {
        Exported::List(list) => {
            let start = first as usize;
            let page = engine.page(list, start..start + STATEMENTS_A_PART, 1)?;
            let rows = page.rows.iter().map(|row| result_row(pack, row.idx, row.score, &row.snippets));
            (RESULT_COLUMNS, rows.collect(), page.total.statements as u32)
        }
        Exported::Lines(lines) => {
            let lines = LinesRequest { offset: first, limit: LINES_A_PART, ..lines.clone() };
            match engine.kept_lines.lines(engine, &lines)? {
                Sorted::Done(page) => {
                    let rows = page.lines.iter().map(|line| line_row(pack, line)).collect();
                    (LINE_COLUMNS, rows, page.total)
                }
                Sorted::NotYet(progress) => {
                    let (done, total) = (progress.done, progress.total);
                    return Ok(ExportPart { text: String::new(), next: Some(first), total, done });
                }
            }
        }
        Exported::Trend(wanted) => whole(TREND_COLUMNS, trend_rows(&trend(engine, wanted)?)),
        Exported::Keyness(wanted) => whole(KEYNESS_COLUMNS, keyness_rows(&keyness(engine, wanted)?)),
    };
    let about = About { pack: pack.checksum().to_owned(), ..request.about.clone() };
    let mut export = match first {
        0 => Export::new(request.notation, about, columns),
        _ => Export::further(request.notation, about, columns),
    };
    let done = first.saturating_add(rows.len() as u32);
    // An empty part would lead back to itself.
    let next = (done < total && !rows.is_empty()).then_some(done);
    rows.into_iter().for_each(|row| export.row(row));
    let text = if next.is_some() { export.part() } else { export.finish() };
    Ok(ExportPart { text, next, total, done })
}

type Rows = (&'static [&'static str], Vec<Vec<Cell>>, u32);

/// Rows that are few enough for one part.
fn whole(columns: &'static [&'static str], rows: Vec<Vec<Cell>>) -> Rows {
    let total = rows.len() as u32;
    (columns, rows, total)
}
