//! `demarche search`: the query language of the site on the terminal, and as JSON and CSV for scripts.
//!
//! Lives here: the arguments, what all views share, and the choice of one. How each view is written out stands in a
//! file of its own. Does not live here: anything that decides what the answer is.

mod against;
mod concordance;
mod facets;
mod list;
mod narrowing;
mod trend;

use super::opening::open_engine;
use crate::render::{count, wants_colour};
use anyhow::bail;
use clap::{Args, ValueEnum};
use demarche_search::export::{About, Cell, Export, Notation};
use demarche_search::query::help::LANGUAGE;
use demarche_search::{
    Answer, Engine, Field, LineGroup, LineSort, Query, QueryDiagnostic, Request, Sort, Unit, filter_clauses,
};
use serde_json::{Value, json};
use std::io::{self, Write};
use std::ops::Range;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

pub(super) use list::rounded;

const AFTER_HELP: &str = "Exit code: 0 when something was found, 1 when nothing was, 2 if the pack cannot be opened or an option does not fit.

Orders: of the list relevance, newest, oldest; of a concordance newest, oldest, speaker, match, and before1 to before3 and \
after1 to after3, by the first, second or third word before or after the match.

JSON (more fields may come; offsets are bytes of UTF-8, in the statement's text unless said otherwise):
  list           {total:{statements,uncertain,passages,hits}, facets, results:[{id,title,date,score,passages:[{anchor,
                 start,end,text,highlights}]}]}; `uncertain` may be of the days asked for: dated too coarsely to tell; `highlights` lie in the text, of which `text` is the passage
  --concordance  {total:{lines}, groups:[{id,label,count}], lines:[{statement,title,date,anchor,start,end,before,match,
                 after,cut_before,cut_after}]}; an empty anchor is the title, and offsets are the title's
  --trend        {unit, series:[{label,query,points:[{period,from,to,hits,statements,scope_statements,scope_words,
                 per_10000_words,share_of_statements,thin}], date_too_coarse, undated}], notes}; a point's statements
                 are those of `query` between `from` and `to`; thin means fewer than 3 statements in scope
  --facets       {total, facets:{speaker:[{id,label,count}]}, timeline:{unit,units_a_bar,bars:[{period,from,to,count}],
                 date_too_coarse,undated}}; the counts of a timeline leave --from and --to out
  --against      {target:{statements,words}, reference, shared_statements, of_target:[{word,target,reference,
                 target_statements,reference_statements,log_likelihood,log_ratio}], of_reference}
CSV has the same rows as shown, and in the last columns of each the query, its scope, the day and the pack's checksum.

Examples:
  demarche search corpus.pack '\"root causes\" speaker:lavrov date:2024'
  demarche search corpus.pack 'grain OR wheat -export' --json --limit 5
  demarche search corpus.pack sanction --concordance --sort after1 --group speaker
  demarche search corpus.pack 'side:russia' --trend --series 'peace | war | \"root causes\"'
  demarche search corpus.pack speaker:lavrov --against speaker:rubio --csv > words.csv";

/// What the help says after the options: the query language, then the forms of the answers.
fn taught() -> String {
    let widest = LANGUAGE.iter().map(|(typed, _)| typed.len()).max().unwrap_or_default();
    let lines = LANGUAGE.iter().map(|(typed, finds)| format!("  {typed:widest$}  {finds}\n"));
    format!("What can be typed:\n{}\n{AFTER_HELP}", lines.collect::<String>())
}

/// Find statements in a pack
///
/// The query is the one of the site's search box; below is what can be typed. Fields are speaker: side: kind: topic:
/// publisher: event: place: lang: completeness: title: and date:. A query that cannot be understood in full is explained,
/// and what could be understood is still run.
///
/// Without further options the statements are listed, best first, with their best passages. --concordance shows every
/// hit on a line of its own, --trend counts hits through time, --facets counts statements by speaker, side and so on,
/// --against compares the words of what was found with those of another query.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = taught()
)]
pub struct SearchArgs {
    /// The pack, as `demarche pack` wrote it
    #[arg(value_name = "PACK")]
    pub pack: PathBuf,
    /// What to look for; an empty query finds every statement
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub query: String,
    /// Show every hit on a line of its own, with the words before and after it
    #[arg(long, group = "view")]
    pub concordance: bool,
    /// Count hits by month, quarter or year
    #[arg(long, group = "view")]
    pub trend: bool,
    /// Count the statements found by each field
    #[arg(long, group = "view")]
    pub facets: bool,
    /// Compare the words of the statements found with those of another query: log-likelihood and log ratio
    #[arg(long, group = "view", value_name = "QUERY", allow_hyphen_values = true)]
    pub against: Option<String>,
    /// Print everything as JSON
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// Print the rows as CSV
    #[arg(long)]
    pub csv: bool,
    /// Show no more statements, lines or words than this; the totals are unaffected [default: 20, and all with --json and --csv]
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// In which order [default: relevance, and newest with --concordance]
    #[arg(long, value_enum)]
    pub sort: Option<Order>,
    /// Group lines by speaker, side, year or kind; or draw one series a value, for any field but year
    #[arg(long, value_enum)]
    pub group: Option<Group>,
    /// Terms to count, separated by |: each is a query; they stand in for the words of QUERY, whose fields and dates hold
    #[arg(
        long,
        requires = "trend",
        conflicts_with = "group",
        value_name = "TERMS",
        allow_hyphen_values = true
    )]
    pub series: Option<String>,
    /// How long the periods of a trend are [default: chosen by the time between first and last statement]
    #[arg(long, requires = "trend", value_enum)]
    pub unit: Option<Period>,
    /// How many words of context each side of a line has
    #[arg(long, requires = "concordance", value_name = "WORDS", default_value_t = 8)]
    pub width: u8,
    /// Keep statements with a value: speaker=lavrov; or without it: -side=us. May be given several times: values of one
    /// field are alternatives
    #[arg(long = "filter", value_name = "FIELD=VALUE", allow_hyphen_values = true)]
    pub filters: Vec<String>,
    /// Keep statements that may be of this day, month or year (2024-11-05, 2024-11, 2024) or later
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Keep statements that may be of this day, month or year or earlier
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
}

/// The orders on offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Order {
    /// Best match first; without words, newest first
    Relevance,
    /// Newest first
    Newest,
    /// Oldest first
    Oldest,
    /// Lines by the speaker's name
    Speaker,
    /// Lines by the words found
    Match,
    /// Lines by the first word before
    Before1,
    /// Lines by the second word before
    Before2,
    /// Lines by the third word before
    Before3,
    /// Lines by the first word after
    After1,
    /// Lines by the second word after
    After2,
    /// Lines by the third word after
    After3,
}

/// What can be grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Group {
    /// Who said it
    Speaker,
    /// The country or organisation spoken for
    Side,
    /// The year it was said
    Year,
    /// The sort of text
    Kind,
    /// What it is about
    Topic,
    /// Who published it
    Publisher,
    /// The meeting or call it is an account of
    Event,
    /// Where it was said
    Place,
    /// The language it is in
    Lang,
}

/// How long a period can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Period {
    /// A month
    Month,
    /// Three months
    Quarter,
    /// A year
    Year,
}

/// The name of a value as it is typed.
fn name(value: &impl ValueEnum) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

impl SearchArgs {
    /// How many rows are shown.
    fn shown(&self, on_a_terminal: usize) -> usize {
        let all = self.json || self.csv;
        self.limit.unwrap_or(if all { usize::MAX } else { on_a_terminal })
    }

    /// The order of the list.
    fn sort(&self) -> anyhow::Result<Sort> {
        let Some(order) = self.sort else { return Ok(Sort::Relevance) };
        match Sort::from_id(&name(&order)) {
            // The order of lines is checked where there are lines.
            None if !self.concordance => {
                bail!(
                    "the list has no order {:?}: give relevance, newest or oldest, or add --concordance",
                    name(&order)
                )
            }
            sort => Ok(sort.unwrap_or_default()),
        }
    }

    /// The order of a concordance.
    fn line_sort(&self) -> anyhow::Result<LineSort> {
        let Some(order) = self.sort else { return Ok(LineSort::Newest) };
        match LineSort::from_id(&name(&order)) {
            Some(sort) => Ok(sort),
            None => bail!(
                "a concordance has no order {:?}: give newest, oldest, speaker, match, before1 or after1",
                name(&order)
            ),
        }
    }

    fn line_group(&self) -> anyhow::Result<Option<LineGroup>> {
        match self.group.map(|group| name(&group)) {
            None => Ok(None),
            Some(id) => match LineGroup::from_id(&id) {
                None => bail!("lines cannot be grouped by {id}: give speaker, side, year or kind"),
                group => Ok(group),
            },
        }
    }

    fn field(&self) -> anyhow::Result<Option<Field>> {
        match self.group.map(|group| name(&group)) {
            None => Ok(None),
            Some(id) => match Field::from_id(&id) {
                None => {
                    bail!("a trend has no series by {id}: give speaker, side, kind, topic or another field")
                }
                field => Ok(field),
            },
        }
    }

    fn unit(&self) -> Option<Unit> {
        self.unit.and_then(|unit| Unit::from_id(&name(&unit)))
    }
}

/// A request with its answer, and how to write it out.
struct Asked<'a> {
    args: &'a SearchArgs,
    engine: &'a Engine,
    request: Request,
    answer: Answer,
    colour: bool,
}

/// Runs the command. Exit code 1 where nothing was found.
///
/// # Errors
/// When the pack cannot be opened or is damaged, or an option does not fit.
pub fn run(args: &SearchArgs) -> anyhow::Result<ExitCode> {
    let engine = open_engine(&args.pack)?;
    let filters = narrowing::filters(&engine, args)?;
    let request = Request { text: args.query.clone(), filters, sort: args.sort()? };
    let answer = engine.evaluate(&request)?;
    explain(&args.query, &answer.diagnostics)?;
    if let Some((word, capitals)) = Query::in_capitals(&args.query) {
        let capitals = plain(&capitals);
        writeln!(
            io::stderr(),
            "  “{word}” is searched as a word: operators are written in capitals: {capitals}"
        )?;
    }
    let stdout = io::stdout();
    let asked = Asked { args, engine: &engine, request, answer, colour: wants_colour(&stdout) };
    let written = if args.concordance {
        concordance::write(&asked)?
    } else if args.trend {
        trend::write(&asked)?
    } else if args.facets {
        facets::write(&asked)?
    } else if let Some(reference) = &args.against {
        against::write(&asked, reference)?
    } else {
        list::write(&asked)?
    };
    let mut out = stdout.lock();
    out.write_all(written.as_bytes())?;
    out.flush()?;
    Ok(if asked.answer.total.statements > 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

impl Asked<'_> {
    /// The first line of every view: how much was found, of how much, for what.
    fn scope(&self) -> String {
        let Answer { total, corpus_size, query, .. } = &self.answer;
        let mut line = format!("{} of {}", total.statements, count(*corpus_size, "statement"));
        let words =
            query.explain(&|field, typed| match self.engine.catalog().resolve(field, typed).as_slice() {
                [only] => Some(only.label.clone()),
                _ => None,
            });
        if !words.is_empty() {
            line.push(' ');
            line.push_str(&words);
        }
        for clause in filter_clauses(&self.request.filters, self.engine.catalog()) {
            line.push_str(", ");
            line.push_str(&clause);
        }
        line.push_str(&total.uncertain_in_words(|count| count.to_string()));
        if !query.is_empty() {
            line.push_str(&format!(": {} in {}", count(total.hits, "hit"), count(total.passages, "passage")));
        }
        line
    }

    /// One line a word that occurs nowhere, with what comes near it.
    fn unmatched(&self) -> String {
        let mut out = String::new();
        for word in &self.answer.unmatched_words {
            let near = self.engine.nearest_terms(word, 3);
            let near = if near.is_empty() {
                String::new()
            } else {
                format!("; near spellings: {}", near.join(", "))
            };
            out.push_str(&format!("no statement has {word:?}{near}\n"));
        }
        out
    }

    /// A CSV file of these rows.
    fn csv(&self, columns: &'static [&'static str], rows: impl IntoIterator<Item = Vec<Cell>>) -> String {
        self.csv_of(self.scope(), columns, rows)
    }

    /// A CSV file of rows with a scope of their own.
    fn csv_of(
        &self,
        scope: String,
        columns: &'static [&'static str],
        rows: impl IntoIterator<Item = Vec<Cell>>,
    ) -> String {
        let about = About {
            query: self.args.query.clone(),
            scope,
            date: today(),
            pack: self.engine.pack().checksum().to_owned(),
        };
        let mut export = Export::new(Notation::Csv, about, columns);
        rows.into_iter().for_each(|row| export.row(row));
        export.finish()
    }

    /// What the JSON of every view has.
    fn json(&self, parts: Value) -> anyhow::Result<String> {
        let Answer { corpus_size, diagnostics, unmatched_words, .. } = &self.answer;
        let told = |one: &QueryDiagnostic| json!({"start": one.range.start, "end": one.range.end, "message": one.message, "hint": one.hint});
        let mut all = json!({
            "scope": self.scope(),
            "corpus": {"statements": corpus_size, "checksum": self.engine.pack().checksum()},
            "diagnostics": diagnostics.iter().map(told).collect::<Vec<_>>(),
            "unmatched_words": unmatched_words,
        });
        if let (Value::Object(all), Value::Object(parts)) = (&mut all, parts) {
            all.extend(parts);
        }
        Ok(serde_json::to_string(&all)? + "\n")
    }
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

/// Text on one line, no control characters: nothing from a pack may move a terminal's cursor.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// At most so many characters of a text, the last of them an ellipsis where there are more.
fn cut(text: &str, width: usize) -> String {
    match text.chars().count() > width {
        true => text.chars().take(width.saturating_sub(1)).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

/// Today in UTC, in ISO 8601; the day that SOURCE_DATE_EPOCH names where it is set, as for other reproducible files.
pub(super) fn today() -> String {
    let named = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.trim().parse().ok());
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
    let (year, month, day) = civil(named.unwrap_or_else(now) / 86_400);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The date of a day counted from 1970-01-01. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_their_dates() {
        for (days, date) in [(0, (1970, 1, 1)), (11_016, (2000, 2, 29)), (20_454, (2026, 1, 1))] {
            assert_eq!(civil(days), date);
        }
    }
}
