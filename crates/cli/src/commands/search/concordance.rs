//! `--concordance`: every hit on a line of its own, the hits one below the other.

use super::{Asked, cut, plain};
use crate::render::count;
use demarche_search::export::{LINE_COLUMNS, line_row};
use demarche_search::{Line, LinesPage, LinesRequest, lines};
use serde_json::{Value, json};

/// How many lines are shown on a terminal unless `--limit` says otherwise.
const SHOWN: usize = 20;
/// Columns of a line: what stands before the hit; the hit and what stands after it; the statement. With the date and the
/// blanks between them they make 80.
const BEFORE: usize = 22;
const MATCH_AND_AFTER: usize = 27;
const STATEMENT: usize = 19;
/// As long as a day is written.
const DATE: usize = 10;

/// The concordance as asked for.
pub(super) fn write(asked: &Asked<'_>) -> anyhow::Result<String> {
    let request = LinesRequest {
        request: asked.request.clone(),
        sort: asked.args.line_sort()?,
        group: asked.args.line_group()?,
        width: asked.args.width,
        limit: u32::try_from(asked.args.shown(SHOWN)).unwrap_or(u32::MAX),
        ..LinesRequest::default()
    };
    let page = lines(asked.engine, &request)?;
    if asked.args.json {
        asked.json(json!({
            "total": {"lines": page.total},
            "groups": page.groups,
            "lines": page.lines.iter().map(|line| to_json(asked, line)).collect::<Vec<_>>(),
        }))
    } else if asked.args.csv {
        let pack = asked.engine.pack();
        Ok(asked.csv(LINE_COLUMNS, page.lines.iter().map(|line| line_row(pack, line))))
    } else {
        Ok(to_text(asked, &page))
    }
}

fn to_json(asked: &Asked<'_>, line: &Line) -> Value {
    let statement = asked.engine.pack().statement(line.statement);
    json!({
        "statement": statement.map(|one| &one.id),
        "title": statement.map(|one| &one.title),
        "date": statement.and_then(|one| one.date).map(|date| date.to_string()),
        "anchor": line.anchor,
        "start": line.start,
        "end": line.end,
        "before": line.before,
        "match": line.matched,
        "after": line.after,
        "cut_before": line.cut_before,
        "cut_after": line.cut_after,
    })
}

fn to_text(asked: &Asked<'_>, page: &LinesPage) -> String {
    let mut out = format!("{}\n{}", asked.scope(), asked.unmatched());
    if !page.lines.is_empty() {
        out.push('\n');
    }
    // Lines come group by group; a heading stands where one begins.
    let mut next_heading = 0;
    let mut groups = page.groups.iter();
    for (line, number) in page.lines.iter().zip(0u32..) {
        if number == next_heading
            && let Some(group) = groups.next()
        {
            let gap = if number > 0 { "\n" } else { "" };
            out.push_str(&format!("{gap}{}: {}\n", plain(&group.label), count(group.count as usize, "line")));
            next_heading += group.count;
        }
        out.push_str(&row(asked, line));
    }
    let hidden = (page.total as usize).saturating_sub(page.lines.len());
    if hidden > 0 {
        out.push_str(&format!("\nand {}; --limit shows more\n", count(hidden, "more line")));
    }
    out
}

/// One line in 80 columns: the hit always begins in the same one.
fn row(asked: &Asked<'_>, line: &Line) -> String {
    let statement = asked.engine.pack().statement(line.statement);
    let date =
        statement.and_then(|one| one.date).map_or_else(|| "undated".to_owned(), |date| date.to_string());
    // Many ids begin with the date, which stands in the first column already.
    let id = statement.map_or("", |one| one.id.as_str());
    let id = id.strip_prefix(date.as_str()).and_then(|rest| rest.strip_prefix('-')).unwrap_or(id);
    let mut before = plain(&line.before);
    let chars = before.chars().count();
    let is_cut = chars > BEFORE;
    if is_cut || line.cut_before {
        let kept = before.chars().skip(chars.saturating_sub(BEFORE - 1));
        before = ['…'].into_iter().chain(kept).collect();
    }
    let matched = cut(&plain(&line.matched), MATCH_AND_AFTER);
    let room = MATCH_AND_AFTER - matched.chars().count();
    let ending = if line.cut_after { "…" } else { "" };
    let after = match room {
        0 => String::new(),
        _ => cut(&(plain(&line.after) + ending), room),
    };
    let blanks = " ".repeat(room - after.chars().count());
    let matched = if asked.colour { format!("\x1b[1m{matched}\x1b[0m") } else { matched };
    format!("{date:DATE$} {before:>BEFORE$}{matched}{after}{blanks} {}\n", cut(id, STATEMENT))
}
