//! `--facets`: how many of the statements found each value has, and in JSON how many each period.

use super::list::facets_json;
use super::{Asked, cut, plain};
use demarche_corpus::PartialDate;
use demarche_search::export::{FACET_COLUMNS, facet_rows};
use demarche_search::{FacetCounts, Field};
use serde_json::{Value, json};

/// How many values of a field are shown on a terminal unless `--limit` says otherwise.
const SHOWN: usize = 12;
/// Columns for a value's name.
const LABEL: usize = 48;

/// The counts as asked for.
pub(super) fn write(asked: &Asked<'_>) -> anyhow::Result<String> {
    if asked.args.json {
        return asked.json(json!({
            "total": asked.answer.total,
            "facets": facets_json(asked),
            "timeline": timeline_json(asked),
        }));
    }
    let listed = |(field, counts): (Field, &Vec<u32>)| asked.engine.catalog().listed(field, counts);
    let facets: Vec<FacetCounts> = Field::ALL.into_iter().zip(&asked.answer.facets).map(listed).collect();
    if asked.args.csv {
        return Ok(asked.csv(FACET_COLUMNS, facet_rows(&facets)));
    }
    let mut out = format!("{}\n{}", asked.scope(), asked.unmatched());
    for facet in &facets {
        let values: Vec<_> = facet.values.iter().filter(|value| value.count > 0).collect();
        if values.is_empty() {
            continue;
        }
        out.push_str(&format!("\n{}\n", facet.field.label()));
        let limit = asked.args.shown(SHOWN);
        for value in values.iter().take(limit) {
            let name = match value.label == value.id {
                true => plain(&value.label),
                false => format!("{} ({})", plain(&value.label), value.id),
            };
            out.push_str(&format!("{:>8}  {}\n", value.count, cut(&name, LABEL)));
        }
        if values.len() > limit {
            out.push_str(&format!("          and {} more; --limit shows more\n", values.len() - limit));
        }
    }
    Ok(out)
}

/// The bars of the timeline, whatever dates are asked for.
fn timeline_json(asked: &Asked<'_>) -> Value {
    let (calendar, timeline) = (asked.engine.catalog().calendar(), &asked.answer.timeline);
    let bar = |(at, count): (usize, &u32)| {
        let (from, to) = calendar.dates(&(at..at + 1));
        let iso = |date: Option<PartialDate>| date.map(|date| date.to_string());
        json!({"period": calendar.label(at), "from": iso(from), "to": iso(to), "count": count})
    };
    let (unit, units) = calendar.unit();
    json!({
        "unit": unit.id(),
        "units_a_bar": units,
        "bars": timeline.counts.iter().enumerate().map(bar).collect::<Vec<_>>(),
        "date_too_coarse": timeline.coarse,
        "undated": timeline.undated,
    })
}
