//! Tables whose fields are parted by commas, semicolons or tabs, with the names of the columns on top (RFC 4180).
//!
//! Lives here: telling such a table, its rows and their lines. Does not live here: quoting (the csv crate), what a column
//! states (`columns`).

use super::columns::Columns;
use super::{LineCounter, Records, faults_told};
use crate::report::Reason;
use csv::{ErrorKind, ReaderBuilder, StringRecord};

/// Columns that have to be known in a document that is not named as a table: prose has commas too.
const LEAST_KNOWN: usize = 3;

/// Reads a table; nothing where the document is none.
pub fn read(text: &str, path: &str) -> Option<Result<Records, String>> {
    let path = path.to_lowercase();
    let is_named = path.ends_with(".csv") || path.ends_with(".tsv");
    let head = text.lines().find(|line| !line.trim().is_empty())?;
    let marks = [b',', b';', b'\t'];
    let delimiter =
        marks.into_iter().rev().max_by_key(|mark| head.bytes().filter(|byte| byte == mark).count())?;
    let mut reader = ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let names: Vec<String> = reader.headers().ok()?.iter().map(|name| name.trim().to_owned()).collect();
    let columns = Columns::new(names.iter().map(String::as_str));
    match columns {
        Some(columns) if is_named || columns.known() >= LEAST_KNOWN => {
            Some(rows(text, &names, columns, delimiter))
        }
        None if is_named => Some(Err(super::json_table::without_text("column", &names))),
        _ => None,
    }
}

fn rows(text: &str, names: &[String], mut columns: Columns, delimiter: u8) -> Result<Records, String> {
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(text.as_bytes());
    let mut found = Records { format: "table", ..Records::default() };
    let mut counter = LineCounter::new(text);
    let mut faults = Vec::new();
    let mut row = StringRecord::new();
    let mut is_head = true;
    loop {
        let from = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        let read = reader.read_record(&mut row);
        let to = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        let blank = text.get(from..to).map_or(0, |row| row.len() - row.trim_start().len());
        let first = counter.line_at(from + blank);
        match read {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                match error.kind() {
                    ErrorKind::UnequalLengths { expected_len, len, .. } => {
                        faults.push(format!(
                            "line {first} has {len} fields where the first row names {expected_len} columns"
                        ));
                    }
                    _ => return Err(format!("not a table that can be read: {error}")),
                }
                continue;
            }
        }
        let lines = (first, counter.line_at(from + text.get(from..to).map_or(0, |row| row.trim_end().len())));
        if std::mem::take(&mut is_head) {
            found.dropped.push((lines, Reason::ColumnNames));
            continue;
        }
        let value = |column: &str| -> Option<String> {
            let at = names.iter().position(|name| name == column)?;
            row.get(at).map(str::to_owned)
        };
        match columns.record(lines, &value) {
            Some(record) => found.records.push(record),
            None => found.dropped.push((lines, Reason::NoText)),
        }
    }
    if !faults.is_empty() {
        return Err(format!(
            "{}; put fields that hold the separator or a line end between quotation marks and import it again",
            faults_told(faults)
        ));
    }
    columns.tell(&mut found);
    Ok(found)
}
