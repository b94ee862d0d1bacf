//! `--facets`: how many of the statements found each value has.

use super::list::facets_json;
use super::{Asked, cut, plain};
use demarche_search::export::{FACET_COLUMNS, facet_rows};
use demarche_search::{FacetCounts, Field};
use serde_json::json;

/// How many values of a field are shown on a terminal unless `--limit` says otherwise.
const SHOWN: usize = 12;
/// Columns for a value's name.
const LABEL: usize = 48;

/// The counts as asked for.
pub(super) fn write(asked: &Asked<'_>) -> anyhow::Result<String> {
    if asked.args.json {
        return asked.json(json!({"total": asked.answer.total, "facets": facets_json(asked)}));
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
