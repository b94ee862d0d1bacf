//! Trend: hits through time, by month, quarter or year, with what each figure has to be measured against.
//!
//! Lives here: series and their counts. Does not live here: periods (`periods`), drawing, and rounding of shares. A series is
//! a query of its own, so that each point can open exactly what it counts: [`Series::query`] with the request's filters and
//! the point's dates. Costs two evaluations a series and a walk over the statements in scope.
//!
//! The scope of a series, its denominator, is what the filters and those parts of its query leave that ask for no words
//! (`speaker:`, `date:`): "3 of the 20 statements she made that month".

use crate::periods::{Unit, fitting_unit};
use crate::query::ast::{Clause, Node, Occur, Query, Spot};
use crate::{Engine, Field, Request};
use demarche_corpus::{PackError, PartialDate, StatementIdx, order};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// Points with fewer statements in scope than this are thin: shown, but not to be read much into.
pub const THIN: u32 = 3;
/// So many terms are counted at once; each is a series of its own.
pub const MOST_TERMS: usize = 12;

/// What the lines of the chart are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TrendSeries {
    /// One: the request.
    Whole,
    /// One for each of several queries, separated by `|`. They stand in for the words of the request; its other parts hold.
    Terms(String),
    /// One for each of the most frequent values of a field, and one for the statements that have none of them.
    Group {
        /// Which field.
        field: Field,
        /// How many values.
        top: u8,
    },
}

/// Which trend is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrendRequest {
    /// Words and filters; its order does not matter.
    pub request: Request,
    /// What the lines of the chart are.
    pub series: TrendSeries,
    /// How long periods are; `None` chooses by the time between first and last statement.
    pub unit: Option<Unit>,
}

/// Hits through time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trend {
    /// How long periods are.
    pub unit: Unit,
    /// All with the same periods.
    pub series: Vec<Series>,
    /// What was not understood or left out, each in a sentence.
    pub notes: Vec<String>,
}

/// One line of the chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// As shown.
    pub label: String,
    /// The query that, with the filters of the request, finds what is counted here.
    pub query: String,
    /// One a period, without gaps, the earliest first.
    pub points: Vec<Point>,
    /// Statements whose date is too coarse for the unit: they stand in no point. A point's dates find them nonetheless,
    /// because they may lie there.
    pub undated_finer: Tally,
    /// Statements without a date.
    pub undated: Tally,
}

/// One period of one series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// As shown.
    pub period: String,
    /// Its first day, month or year in ISO 8601.
    pub from: String,
    /// Its last.
    pub to: String,
    /// What was counted.
    pub tally: Tally,
}

/// What a series counts over some statements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Hits.
    pub hits: u32,
    /// Statements that match.
    pub statements: u32,
    /// Statements in scope.
    pub scope_statements: u32,
    /// Words of the statements in scope.
    pub scope_words: u32,
}

impl Tally {
    /// Whether there are too few statements to read much into shares.
    pub fn is_thin(self) -> bool {
        self.scope_statements < THIN
    }

    /// Hits per 10,000 words; `None` without words.
    pub fn per_10_000(self) -> Option<f64> {
        (self.scope_words > 0).then(|| f64::from(self.hits) * 10_000.0 / f64::from(self.scope_words))
    }

    /// Matching statements as a share of those in scope, 0 to 1; `None` where there are none.
    pub fn share(self) -> Option<f64> {
        (self.scope_statements > 0).then(|| f64::from(self.statements) / f64::from(self.scope_statements))
    }

    fn add(&mut self, hits: Option<u32>, words: u32) {
        self.hits += hits.unwrap_or(0);
        self.statements += u32::from(hits.is_some());
        self.scope_statements += 1;
        self.scope_words = self.scope_words.saturating_add(words);
    }
}

/// A series before it is counted.
struct Wanted {
    label: String,
    query: String,
    scope: String,
}

/// A statement in scope: which one, its date, its words.
type InScope = (StatementIdx, Option<PartialDate>, u32);

/// Counts hits through time.
///
/// # Errors
/// When words or index are damaged, or absent: then the blocks needed are named.
pub fn trend(engine: &Engine, request: &TrendRequest) -> Result<Trend, PackError> {
    let (wanted, notes) = wanted(engine, request)?;
    let ask = |text: &str| Request { text: text.to_owned(), ..request.request.clone() };
    let mut counted = Vec::with_capacity(wanted.len());
    let mut scope_of: Option<String> = None;
    let mut scope: Vec<InScope> = Vec::new();
    for one in wanted {
        if scope_of.as_ref() != Some(&one.scope) {
            let members = engine.matched(&ask(&one.scope))?.1;
            let of = |idx| (idx, engine.pack().statement(idx).and_then(|one| one.date), engine.words_in(idx));
            scope = members.into_iter().map(of).collect();
            scope_of = Some(one.scope);
        }
        let hits = engine.hit_counts(&ask(&one.query))?;
        counted.push((one.label, one.query, scope.clone(), hits));
    }
    let dates: Vec<PartialDate> =
        counted.iter().flat_map(|(_, _, scope, _)| scope.iter().filter_map(|(_, date, _)| *date)).collect();
    let unit = fitting_unit(&dates, request.unit);
    let periods = || dates.iter().filter_map(|date| unit.period(*date));
    let (first, last) = (periods().min().unwrap_or(0), periods().max());
    let count = |(label, query, scope, hits): (String, String, Vec<InScope>, Vec<(StatementIdx, u32)>)| {
        let len = last.map_or(0, |last| last - first + 1);
        let (mut tallies, mut undated_finer, mut undated) =
            (vec![Tally::default(); len as usize], Tally::default(), Tally::default());
        let mut hits = hits.into_iter().peekable();
        for (idx, date, words) in scope {
            while hits.next_if(|(other, _)| *other < idx).is_some() {}
            let own = hits.next_if(|(other, _)| *other == idx).map(|(_, hits)| hits);
            let tally = match date {
                None => &mut undated,
                Some(date) => match unit.period(date).and_then(|at| tallies.get_mut((at - first) as usize)) {
                    None => &mut undated_finer,
                    Some(tally) => tally,
                },
            };
            tally.add(own, words);
        }
        let points = tallies.into_iter().zip(first..).map(|(tally, period)| {
            let (from, to) = unit.ends(period);
            let iso = |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
            Point { period: unit.label(period), from: iso(from), to: iso(to), tally }
        });
        Series { label, query, points: points.collect(), undated_finer, undated }
    };
    Ok(Trend { unit, series: counted.into_iter().map(count).collect(), notes })
}

/// The series asked for, and what has to be told about them.
fn wanted(engine: &Engine, request: &TrendRequest) -> Result<(Vec<Wanted>, Vec<String>), PackError> {
    let text = request.request.text.trim();
    let constraints = constraints(text);
    let mut notes = Vec::new();
    let label = if text.is_empty() { "all statements" } else { text };
    let series = match &request.series {
        TrendSeries::Whole => {
            vec![Wanted { label: label.to_owned(), query: text.to_owned(), scope: constraints }]
        }
        TrendSeries::Terms(typed) => {
            let mut terms: Vec<&str> = Vec::new();
            for term in typed.split('|').map(str::trim).filter(|term| !term.is_empty()) {
                if !terms.contains(&term) {
                    terms.push(term);
                }
            }
            if terms.len() > MOST_TERMS {
                notes.push(format!("only the first {MOST_TERMS} of {} terms are counted", terms.len()));
                terms.truncate(MOST_TERMS);
            }
            terms.retain(|term| {
                let (query, diagnostics) = Query::parse(term);
                notes.extend(diagnostics.into_iter().map(|one| format!("{term}: {}", one.message)));
                !query.is_blank()
            });
            let series = |term: &&str| {
                // Printed, so that a bracket too many in the one cannot reach into the other.
                let query = joined(&constraints, &Query::parse(term).0.to_string());
                // A term may narrow the scope too: "peace speaker:x" is a share of what x said.
                let scope = self::constraints(&query);
                Wanted { label: (*term).to_owned(), query, scope }
            };
            terms.iter().map(series).collect()
        }
        TrendSeries::Group { field, top } => groups(engine, &request.request, &constraints, *field, *top)?,
    };
    Ok((series, notes))
}

/// One series a value, the most frequent ones, then one for the rest.
fn groups(
    engine: &Engine,
    request: &Request,
    constraints: &str,
    field: Field,
    top: u8,
) -> Result<Vec<Wanted>, PackError> {
    let (query, matched) = engine.matched(request)?;
    let text = query.to_string();
    let values = engine.catalog().values(field);
    let numbers = |idx: StatementIdx| engine.catalog().numbers_of(field, idx);
    let mut counts = vec![0u32; values.len()];
    for number in matched.iter().flat_map(|idx| numbers(*idx)) {
        if let Some(count) = counts.get_mut(*number as usize) {
            *count += 1;
        }
    }
    // By number, so that equal counts stand by id.
    let mut most: Vec<u32> = (0..values.len() as u32).filter(|number| counts[*number as usize] > 0).collect();
    order::sort_by_key(&mut most, |number| Reverse(counts[*number as usize]));
    most.truncate(usize::from(top));
    let clause = |number: &u32, occur: Occur| {
        let value = values.get(*number as usize).map(|value| value.id.clone()).unwrap_or_default();
        Clause { occur, node: Node::Field { field, value, spot: Spot::default() } }
    };
    let with = |label: &str, clauses: Vec<Clause>| {
        let extra = Query { clauses }.to_string();
        Wanted { label: label.to_owned(), query: joined(&extra, &text), scope: joined(&extra, constraints) }
    };
    let mut series: Vec<Wanted> = Vec::new();
    for number in &most {
        let label = values.get(*number as usize).map_or("", |value| &value.label);
        series.push(with(label, vec![clause(number, Occur::Must)]));
    }
    if matched.iter().any(|idx| !numbers(*idx).iter().any(|number| most.contains(number))) {
        series.push(with("others", most.iter().map(|number| clause(number, Occur::MustNot)).collect()));
    }
    Ok(series)
}

/// The parts of a query that ask for no words.
fn constraints(text: &str) -> String {
    let (query, _) = Query::parse(text);
    let clauses = query.clauses.into_iter().filter(|clause| !asks_words(&clause.node));
    Query { clauses: clauses.collect() }.to_string()
}

/// Two queries that must both hold. Alternatives need no brackets: OR binds closer than standing side by side.
fn joined(one: &str, other: &str) -> String {
    [one, other].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a part of a query asks for words, excluded ones included.
fn asks_words(node: &Node) -> bool {
    match node {
        Node::Term(_) => true,
        Node::All(inner) | Node::Any(inner) => inner.iter().any(|clause| asks_words(&clause.node)),
        _ => false,
    }
}
