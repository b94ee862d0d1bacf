//! Filters on the command line: read and checked against the pack.

use super::SearchArgs;
use anyhow::{Context, bail};
use demarche_corpus::PartialDate;
use demarche_search::{Engine, Field, FilterSet};

/// How many values an error names.
const VALUES_NAMED: usize = 8;

/// The filters given as options.
pub(super) fn filters(engine: &Engine, args: &SearchArgs) -> anyhow::Result<FilterSet> {
    let mut filters = FilterSet::default();
    for filter in &args.filters {
        let (is_excluded, rest) = match filter.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, filter.as_str()),
        };
        let (field, value) = rest
            .split_once('=')
            .with_context(|| format!("the filter {filter:?} has no =: write it as speaker=ID"))?;
        let ids: Vec<&str> = Field::ALL.into_iter().map(Field::id).collect();
        let field = Field::from_id(field.trim())
            .with_context(|| format!("there is no field {field:?}: give one of {}", ids.join(", ")))?;
        let id = value_id(engine, field, value.trim())?;
        let choice = filters.choices.of_mut(field);
        let ids = if is_excluded { &mut choice.exclude } else { &mut choice.include };
        ids.insert(id);
    }
    let date = |text: &Option<String>| -> anyhow::Result<Option<PartialDate>> {
        let Some(text) = text else { return Ok(None) };
        let date = PartialDate::parse(text);
        Ok(Some(
            date.with_context(|| format!("there is no date {text:?}: write 2024, 2024-11 or 2024-11-05"))?,
        ))
    };
    (filters.from, filters.to) = (date(&args.from)?, date(&args.to)?);
    Ok(filters)
}

/// The id of a value given by id or by words of its name, if only one has them.
fn value_id(engine: &Engine, field: Field, typed: &str) -> anyhow::Result<String> {
    match engine.catalog().resolve(field, typed).as_slice() {
        [only] => Ok(only.id.clone()),
        [] => {
            let hint = match engine.catalog().nearest(field, typed) {
                Some(id) => format!("did you mean {}={id}?", field.id()),
                None => "--facets lists the values".to_owned(),
            };
            bail!("no statement has the {} {typed:?}: {hint}", field.label().to_lowercase())
        }
        several => {
            let mut ids: Vec<&str> =
                several.iter().take(VALUES_NAMED).map(|value| value.id.as_str()).collect();
            if several.len() > VALUES_NAMED {
                ids.push("…");
            }
            bail!("{typed:?} may be any of {}: give one of these ids", ids.join(", "))
        }
    }
}
