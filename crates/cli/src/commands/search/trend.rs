//! `--trend`: hits through time, one table a series.

use super::list::figure;
use super::{Asked, cut, plain};
use crate::render::count;
use demarche_search::export::{TREND_COLUMNS, trend_rows};
use demarche_search::trend::{Series, THIN, Tally};
use demarche_search::{Trend, TrendRequest, TrendSeries, trend};
use serde_json::{Value, json};

/// How many series of values there are at most unless `--limit` says otherwise.
const VALUES: u8 = 5;
/// Columns of the longest bar.
const BAR: u32 = 24;
/// Columns of a period's name.
const PERIOD: usize = 10;

/// The trend as asked for.
pub(super) fn write(asked: &Asked<'_>) -> anyhow::Result<String> {
    let series = match (&asked.args.series, asked.args.field()?) {
        (Some(terms), _) => TrendSeries::Terms(terms.clone()),
        (None, Some(field)) => {
            let top = asked.args.limit.map_or(VALUES, |limit| u8::try_from(limit).unwrap_or(u8::MAX));
            TrendSeries::Group { field, top }
        }
        (None, None) => TrendSeries::Whole,
    };
    let request = TrendRequest { request: asked.request.clone(), series, unit: asked.args.unit() };
    let found = trend(asked.engine, &request)?;
    if asked.args.json {
        asked.json(json!({
            "unit": found.unit.id(),
            "series": found.series.iter().map(series_json).collect::<Vec<_>>(),
            "notes": found.notes,
        }))
    } else if asked.args.csv {
        Ok(asked.csv(TREND_COLUMNS, trend_rows(&found)))
    } else {
        Ok(to_text(asked, &found))
    }
}

fn series_json(series: &Series) -> Value {
    let point = |point: &demarche_search::trend::Point| {
        let mut value = tally_json(point.tally);
        if let Value::Object(parts) = &mut value {
            parts.insert("period".to_owned(), json!(point.period));
            parts.insert("from".to_owned(), json!(point.from));
            parts.insert("to".to_owned(), json!(point.to));
        }
        value
    };
    json!({
        "label": series.label,
        "query": series.query,
        "points": series.points.iter().map(point).collect::<Vec<_>>(),
        "date_too_coarse": tally_json(series.undated_finer),
        "undated": tally_json(series.undated),
    })
}

fn tally_json(tally: Tally) -> Value {
    json!({
        "hits": tally.hits,
        "statements": tally.statements,
        "scope_statements": tally.scope_statements,
        "scope_words": tally.scope_words,
        "per_10000_words": tally.per_10_000().map(figure),
        "share_of_statements": tally.share().map(figure),
        "thin": tally.is_thin(),
    })
}

fn to_text(asked: &Asked<'_>, found: &Trend) -> String {
    let mut out = format!("{}\n{}", asked.scope(), asked.unmatched());
    for note in &found.notes {
        out.push_str(&format!("{}\n", plain(note)));
    }
    let all = || found.series.iter().flat_map(|series| &series.points).map(|point| point.tally);
    // Bars of all series have one scale; without words they show statements.
    let has_hits = all().any(|tally| tally.hits > 0);
    let length = |tally: Tally| if has_hits { tally.hits } else { tally.statements };
    let longest = all().map(length).max().unwrap_or(0).max(1);
    for series in &found.series {
        out.push_str(&format!("\n{}\n", cut(&plain(&series.label), 78)));
        out.push_str(&format!("{:PERIOD$} {:>6} {:>10} {:>13}\n", "", "hits", "per 10,000", "statements"));
        let mut row = |name: &str, tally: Tally, has_bar: bool| {
            let rate = tally.per_10_000().map_or_else(|| "-".to_owned(), |rate| format!("{rate:.1}"));
            let statements = format!("{} of {}", tally.statements, tally.scope_statements);
            let mut bar = String::new();
            if has_bar {
                let columns = (u64::from(length(tally)) * u64::from(BAR)).div_ceil(u64::from(longest));
                bar = "█".repeat(columns as usize);
            }
            let thin = if tally.is_thin() && has_bar { "*" } else { " " };
            let row = format!("{name:PERIOD$} {:>6} {rate:>10} {statements:>13}{thin} {bar}", tally.hits);
            out.push_str(&format!("{}\n", row.trim_end()));
        };
        series.points.iter().for_each(|point| row(&point.period, point.tally, true));
        for (name, tally) in [("year only", series.undated_finer), ("undated", series.undated)] {
            if tally.scope_statements > 0 {
                row(name, tally, false);
            }
        }
    }
    if all().any(Tally::is_thin) {
        out.push_str(&format!(
            "\n* fewer than {} in scope: too few to read much into\n",
            count(THIN as usize, "statement")
        ));
    }
    out
}
