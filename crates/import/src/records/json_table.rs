//! JSON Lines, an object a line, and one JSON array of objects.
//!
//! Lives here: telling them, their objects and the lines of these. Does not live here: what a key states (`columns`),
//! Telegram's export (`telegram_export`).

use super::columns::Columns;
use super::{LineCounter, Records, faults_told};
use crate::report::Reason;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// An object and its lines.
type Row = ((usize, usize), Map<String, Value>);

/// Reads the objects; nothing where the text only begins like JSON.
pub fn read(text: &str, path: &str) -> Option<Result<Records, String>> {
    let path = path.to_lowercase();
    let is_named = [".json", ".jsonl", ".ndjson"].iter().any(|end| path.ends_with(end));
    let rows = if text.trim_start().starts_with('[') { array(text) } else { lines(text) };
    match rows {
        Ok(rows) => Some(records(rows)),
        Err(Fault::NotJson(sentence)) if is_named => Some(Err(sentence)),
        Err(Fault::NotJson(_)) => None,
        Err(Fault::Broken(sentence)) => Some(Err(sentence)),
    }
}

/// Why there are no objects.
enum Fault {
    /// It may be words that begin with a bracket.
    NotJson(String),
    /// It is JSON, with faults.
    Broken(String),
}

/// One object a line; or one object alone, over several.
fn lines(text: &str) -> Result<Vec<Row>, Fault> {
    let mut rows = Vec::new();
    let mut faults = Vec::new();
    let mut first = None;
    for (at, line) in text.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line.trim()) {
            Ok(row) => rows.push(((at + 1, at + 1), row)),
            Err(error) => {
                first = first.or(Some(rows.is_empty()));
                faults.push(format!("line {} is no JSON object ({error})", at + 1));
            }
        }
    }
    if first == Some(true) {
        // The very first line is none, so these are no JSON Lines.
        return match serde_json::from_str(text) {
            Ok(row) => Ok(vec![((1, text.split('\n').count()), row)]),
            Err(error) => Err(Fault::NotJson(not_json(&error))),
        };
    }
    if faults.is_empty() {
        return Ok(rows);
    }
    Err(Fault::Broken(format!("{}; mend them and import it again", faults_told(faults))))
}

/// The objects of one array.
fn array(text: &str) -> Result<Vec<Row>, Fault> {
    let found: Vec<&RawValue> =
        serde_json::from_str(text).map_err(|error| Fault::NotJson(not_json(&error)))?;
    let mut counter = LineCounter::new(text);
    let rows = found.into_iter().map(|raw| {
        let from = raw.get().as_ptr() as usize - text.as_ptr() as usize;
        let first = counter.line_at(from);
        let last = counter.line_at(from + raw.get().len());
        let row = serde_json::from_str(raw.get()).map_err(|_| {
            Fault::NotJson(format!(
                "line {first} begins a value that is no JSON object; a table is an array of objects"
            ))
        })?;
        Ok(((first, last), row))
    });
    rows.collect()
}

fn not_json(error: &serde_json::Error) -> String {
    format!("not JSON ({error}); mend it and import it again")
}

fn records(rows: Vec<Row>) -> Result<Records, String> {
    let names: BTreeSet<&str> = rows.iter().flat_map(|(_, row)| row.keys().map(String::as_str)).collect();
    let Some(mut columns) = Columns::new(names.iter().copied()) else {
        return Err(without_text("key", &names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()));
    };
    let mut found = Records { format: "json table", ..Records::default() };
    for (lines, row) in &rows {
        match columns.record(*lines, &|column| told(row.get(column)?)) {
            Some(record) => found.records.push(record),
            None => found.dropped.push((*lines, Reason::NoText)),
        }
    }
    columns.tell(&mut found);
    Ok(found)
}

/// A value as text: the values of an array as paragraphs.
fn told(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(values) => Some(values.iter().filter_map(told).collect::<Vec<_>>().join("\n\n")),
        other => Some(other.to_string()),
    }
}

/// What to say of a table without a text.
pub fn without_text(what: &str, names: &[String]) -> String {
    let names: Vec<String> = names.iter().take(20).map(|name| format!("\"{name}\"")).collect();
    format!(
        "a table, but no {what} holds the text: name one of them text, body or content; there are {}",
        if names.is_empty() { "none".to_owned() } else { names.join(", ") }
    )
}
