//! Export: the rows that are shown, as CSV and as JSON, with what is needed to find them again.
//!
//! Lives here: the columns of each view and the two notations. Does not live here: files, the clock, and what the rows
//! are. Written by hand: the app carries no JSON or CSV library, and these rows are text and numbers only.
//!
//! CSV is RFC 4180, in UTF-8 with a byte order mark, without which Excel takes it for another encoding. The query, its scope,
//! the day and the pack stand in the last columns of each row: so the file stays one plain table that can be sorted,
//! cut and joined with others and still says where each row came from. Text that a spreadsheet would run as a formula gets a `'`
//! in front. JSON is `{"about": {…}, "rows": [{…}]}` with the same columns as keys.

use crate::answer::{FacetCounts, Snippets};
use crate::concordance::Line;
use crate::keyness::{Keyness, Keyword};
use crate::trend::{Tally, Trend};
use demarche_corpus::{Pack, Statement, StatementIdx};
use serde::{Deserialize, Serialize};

/// The notation of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notation {
    /// Comma-separated values.
    Csv,
    /// JSON.
    Json,
}

/// What an export says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The query as typed.
    pub query: String,
    /// The scope sentence.
    pub scope: String,
    /// The day of the export, in ISO 8601.
    pub date: String,
    /// The checksum of the pack.
    pub pack: String,
}

impl About {
    /// Names of its parts: keys in JSON, columns in CSV.
    pub const COLUMNS: [&'static str; 4] = ["query", "scope", "exported", "pack"];

    fn cells(&self) -> [Cell; 4] {
        [&self.query, &self.scope, &self.date, &self.pack].map(|text| Cell::Text(text.clone()))
    }
}

/// One cell of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing: an empty cell, `null`.
    Empty,
    /// Text.
    Text(String),
    /// A count or an offset.
    Count(u32),
    /// A number, written with four decimals.
    Real(f64),
}

impl Cell {
    fn text(text: &str) -> Cell {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }
}

/// A file being written. Rows can be added a few at a time.
#[derive(Debug)]
pub struct Export {
    notation: Notation,
    about: About,
    columns: &'static [&'static str],
    out: String,
    is_first: bool,
}

impl Export {
    /// A file without rows yet.
    pub fn new(notation: Notation, about: About, columns: &'static [&'static str]) -> Export {
        let mut out = String::new();
        match notation {
            Notation::Csv => {
                out.push('\u{feff}');
                let names = columns.iter().chain(&About::COLUMNS).map(|name| Cell::Text((*name).to_owned()));
                csv_row(&mut out, names);
            }
            Notation::Json => {
                out.push_str("{\"about\":");
                json_object(&mut out, About::COLUMNS.iter().zip(about.cells()));
                out.push_str(",\"rows\":[");
            }
        }
        Export { notation, about, columns, out, is_first: true }
    }

    /// The next part of a file whose first part was made by [`Export::new`] and ended by [`Export::part`].
    pub fn further(notation: Notation, about: About, columns: &'static [&'static str]) -> Export {
        Export { notation, about, columns, out: String::new(), is_first: false }
    }

    /// Adds a row: one cell a column.
    pub fn row(&mut self, cells: Vec<Cell>) {
        match self.notation {
            Notation::Csv => csv_row(&mut self.out, cells.into_iter().chain(self.about.cells())),
            Notation::Json => {
                self.out.push_str(if self.is_first { "\n" } else { ",\n" });
                json_object(&mut self.out, self.columns.iter().zip(cells));
            }
        }
        self.is_first = false;
    }

    /// What was written, where more is to come. The first part must have a row.
    pub fn part(self) -> String {
        self.out
    }

    /// The file, or its last part.
    pub fn finish(mut self) -> String {
        if self.notation == Notation::Json {
            self.out.push_str("\n]}\n");
        }
        self.out
    }
}

fn csv_row(out: &mut String, cells: impl Iterator<Item = Cell>) {
    let mut is_first = true;
    for cell in cells {
        if !is_first {
            out.push(',');
        }
        is_first = false;
        match cell {
            Cell::Empty => {}
            Cell::Text(text) => {
                let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
                let is_quoted =
                    text.contains([',', '"', '\n', '\r']) || text.starts_with(' ') || text.ends_with(' ');
                if is_quoted {
                    out.push('"');
                    out.push_str(guard);
                    out.push_str(&text.replace('"', "\"\""));
                    out.push('"');
                } else {
                    out.push_str(guard);
                    out.push_str(&text);
                }
            }
            Cell::Count(count) => out.push_str(&count.to_string()),
            Cell::Real(real) => push_real(out, real),
        }
    }
    out.push_str("\r\n");
}

fn json_object<'a>(out: &mut String, pairs: impl Iterator<Item = (&'a &'static str, Cell)>) {
    out.push('{');
    let mut is_first = true;
    for (name, cell) in pairs {
        if !is_first {
            out.push(',');
        }
        is_first = false;
        json_text(out, name);
        out.push(':');
        match cell {
            Cell::Empty => out.push_str("null"),
            Cell::Text(text) => json_text(out, &text),
            Cell::Count(count) => out.push_str(&count.to_string()),
            Cell::Real(real) => push_real(out, real),
        }
    }
    out.push('}');
}

fn json_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if (c as u32) < 0x20 => {
                let digit = |n: u32| char::from_digit(n, 16).unwrap_or('0');
                out.push_str("\\u00");
                out.push(digit(c as u32 >> 4));
                out.push(digit(c as u32 & 15));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Four decimals, by whole numbers: the library's printing of floats would weigh more than all of this file.
fn push_real(out: &mut String, real: f64) {
    let scaled = (real.abs() * 10_000.0).round() as u64;
    if real < 0.0 && scaled > 0 {
        out.push('-');
    }
    out.push_str(&(scaled / 10_000).to_string());
    out.push('.');
    let decimals = (scaled % 10_000).to_string();
    out.push_str("0000".get(decimals.len()..).unwrap_or(""));
    out.push_str(&decimals);
}

/// Columns of the list of results: one row a statement.
pub const RESULT_COLUMNS: &[&str] =
    &["statement", "title", "date", "speakers", "sides", "kind", "url", "score", "passages", "best_passage"];

/// The row of one matched statement; `snippets` with its best passage, if any has a hit.
pub fn result_row(pack: &Pack, idx: StatementIdx, score: f32, snippets: &Snippets) -> Vec<Cell> {
    let best = snippets.shown.first().map_or(Cell::Empty, |snippet| Cell::text(&snippet.text));
    let mut row = statement_cells(pack, idx);
    row.push(Cell::Real(f64::from(score)));
    row.push(Cell::Count((snippets.shown.len() + snippets.more) as u32));
    row.push(best);
    row
}

/// Columns of a concordance: one row a line.
pub const LINE_COLUMNS: &[&str] = &[
    "before",
    "match",
    "after",
    "statement",
    "title",
    "date",
    "speakers",
    "sides",
    "kind",
    "url",
    "passage",
    "start",
    "end",
];

/// The row of one line.
pub fn line_row(pack: &Pack, line: &Line) -> Vec<Cell> {
    let mut row = vec![Cell::text(&line.before), Cell::text(&line.matched), Cell::text(&line.after)];
    row.extend(statement_cells(pack, line.statement));
    row.extend([Cell::text(&line.anchor), Cell::Count(line.start), Cell::Count(line.end)]);
    row
}

/// Columns of a trend: one row a point.
pub const TREND_COLUMNS: &[&str] = &[
    "series",
    "series_query",
    "period",
    "from",
    "to",
    "hits",
    "statements",
    "scope_statements",
    "scope_words",
    "per_10000_words",
    "share_of_statements",
    "thin",
];

/// The rows of a trend. What stands in no point comes last in each series, without dates.
pub fn trend_rows(trend: &Trend) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for series in &trend.series {
        let mut add = |period: &str, from: &str, to: &str, tally: Tally| {
            rows.push(vec![
                Cell::text(&series.label),
                Cell::text(&series.query),
                Cell::text(period),
                Cell::text(from),
                Cell::text(to),
                Cell::Count(tally.hits),
                Cell::Count(tally.statements),
                Cell::Count(tally.scope_statements),
                Cell::Count(tally.scope_words),
                tally.per_10_000().map_or(Cell::Empty, Cell::Real),
                tally.share().map_or(Cell::Empty, Cell::Real),
                Cell::text(if tally.is_thin() { "yes" } else { "no" }),
            ]);
        };
        series.points.iter().for_each(|point| add(&point.period, &point.from, &point.to, point.tally));
        for (name, tally) in [("date too coarse", series.undated_finer), ("without a date", series.undated)] {
            if tally.scope_statements > 0 {
                add(name, "", "", tally);
            }
        }
    }
    rows
}

/// Columns of a comparison of two groups: one row a word.
pub const KEYNESS_COLUMNS: &[&str] = &[
    "word",
    "more_frequent_in",
    "target_count",
    "reference_count",
    "target_statements",
    "reference_statements",
    "target_words",
    "reference_words",
    "log_likelihood",
    "log_ratio",
];

/// The rows of a comparison: the target's words, then the reference's.
pub fn keyness_rows(keyness: &Keyness) -> Vec<Vec<Cell>> {
    let row = |side: &str, keyword: &Keyword| {
        vec![
            Cell::text(&keyword.form),
            Cell::text(side),
            Cell::Count(keyword.target),
            Cell::Count(keyword.reference),
            Cell::Count(keyword.target_statements),
            Cell::Count(keyword.reference_statements),
            Cell::Count(keyness.target.words),
            Cell::Count(keyness.reference.words),
            Cell::Real(keyword.log_likelihood),
            Cell::Real(keyword.log_ratio),
        ]
    };
    let target = keyness.of_target.iter().map(|keyword| row("target", keyword));
    target.chain(keyness.of_reference.iter().map(|keyword| row("reference", keyword))).collect()
}

/// Columns of facet counts: one row a value.
pub const FACET_COLUMNS: &[&str] = &["field", "value", "label", "statements"];

/// The rows of facet counts, values without statements left out.
pub fn facet_rows(facets: &[FacetCounts]) -> Vec<Vec<Cell>> {
    let of_facet = |facet: &FacetCounts| {
        let shown = facet.values.iter().filter(|value| value.count > 0);
        let row = |value: &crate::FacetCount| {
            vec![
                Cell::text(facet.field.id()),
                Cell::text(&value.id),
                Cell::text(&value.label),
                Cell::Count(value.count as u32),
            ]
        };
        shown.map(row).collect::<Vec<_>>()
    };
    facets.iter().flat_map(of_facet).collect()
}

/// Id, title, date, speakers, sides, kind and address of a statement.
fn statement_cells(pack: &Pack, idx: StatementIdx) -> Vec<Cell> {
    let Some(statement) = pack.statement(idx) else { return vec![Cell::Empty; 7] };
    let Statement { id, title, date, speakers, sides, kind, source, .. } = statement;
    vec![
        Cell::text(id),
        Cell::text(title),
        date.map_or(Cell::Empty, |date| Cell::Text(date.to_string())),
        Cell::text(&speakers.join(" ")),
        Cell::text(&sides.join(" ")),
        kind.map_or(Cell::Empty, |kind| Cell::text(kind.id())),
        Cell::text(&source.url),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COLUMNS: &[&str] = &["one", "two \"quoted\"", "three"];

    fn cells() -> impl Strategy<Value = Cell> {
        prop_oneof![
            Just(Cell::Empty),
            "[ -~\\r\\n\\t\u{0}-\u{1f}а-яё🎙\u{301}\u{2028}=+@,\"']{1,12}".prop_map(Cell::Text),
            any::<u32>().prop_map(Cell::Count),
            (-1e6..1e6f64).prop_map(Cell::Real),
        ]
    }

    fn written(notation: Notation, about: &About, rows: &[[Cell; 3]]) -> String {
        let mut export = Export::new(notation, about.clone(), COLUMNS);
        rows.iter().for_each(|row| export.row(row.to_vec()));
        export.finish()
    }

    proptest! {
        #[test]
        fn libraries_read_back_exactly_the_rows(
            rows in prop::collection::vec([cells(), cells(), cells()], 0..6),
            query in ".{0,12}",
        ) {
            let about = About { query, scope: "2 of 3, \"all\"".to_owned(), date: "2031-01-02".to_owned(), pack: "ab".to_owned() };
            let csv = written(Notation::Csv, &about, &rows);
            let csv = csv.strip_prefix('\u{feff}').expect("a byte order mark");
            let mut reader = csv::Reader::from_reader(csv.as_bytes());
            let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
            prop_assert_eq!(header, [COLUMNS, &About::COLUMNS].concat());
            let read: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("sound CSV");
            prop_assert_eq!(read.len(), rows.len());
            for (record, row) in read.iter().zip(&rows) {
                for (found, cell) in record.iter().zip(row) {
                    match cell {
                        Cell::Empty => prop_assert_eq!(found, ""),
                        Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => {
                            prop_assert_eq!(found, format!("'{text}"));
                        }
                        Cell::Text(text) => prop_assert_eq!(found, text),
                        Cell::Count(count) => prop_assert_eq!(found.parse::<u32>().expect("a count"), *count),
                        Cell::Real(real) => prop_assert!((found.parse::<f64>().expect("a number") - real).abs() < 6e-5),
                    }
                }
                prop_assert_eq!(record.get(4), Some(about.scope.as_str()));
            }
            let json: serde_json::Value =
                serde_json::from_str(&written(Notation::Json, &about, &rows)).expect("sound JSON");
            prop_assert_eq!(json["about"]["query"].as_str(), Some(about.query.as_str()));
            let read = json["rows"].as_array().expect("rows");
            prop_assert_eq!(read.len(), rows.len());
            for (object, row) in read.iter().zip(&rows) {
                for (name, cell) in COLUMNS.iter().zip(row) {
                    match cell {
                        Cell::Empty => prop_assert!(object[name].is_null()),
                        Cell::Text(text) => prop_assert_eq!(object[name].as_str(), Some(text.as_str())),
                        Cell::Count(count) => prop_assert_eq!(object[name].as_u64(), Some(u64::from(*count))),
                        Cell::Real(real) => prop_assert!((object[name].as_f64().expect("a number") - real).abs() < 6e-5),
                    }
                }
            }
        }
    }

    #[test]
    fn numbers_have_four_decimals_and_text_is_never_a_formula() {
        let row = [Cell::Real(-0.00004), Cell::Real(-1.5), Cell::Text("=1+1".to_owned())];
        let csv = written(Notation::Csv, &About::default(), &[row]);
        assert_eq!(csv.lines().nth(1), Some("0.0000,-1.5000,'=1+1,,,,"));
    }
}
