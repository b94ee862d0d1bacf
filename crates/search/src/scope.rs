//! Filters in words, as the sentence above the results and the command's first line tell them.
//!
//! Does not live here: the query in words (`query::explain`), the whole sentence, which page and command put together.

use crate::{Catalog, Field, FilterSet, Ids};
use demarche_corpus::PartialDate;

/// One clause a filter, in the order in which the fields are offered, the dates last: `by Sergey Lavrov`,
/// `not of kind post`, `from Oct 2024 to Nov 2024`.
pub fn filter_clauses(filters: &FilterSet, catalog: &Catalog) -> Vec<String> {
    let mut clauses = Vec::new();
    for (field, choice) in &filters.choices {
        let word = field.preposition();
        if !choice.include.is_empty() {
            clauses.push(format!("{word} {}", labels(catalog, *field, &choice.include)));
        }
        if !choice.exclude.is_empty() {
            clauses.push(format!("not {word} {}", labels(catalog, *field, &choice.exclude)));
        }
    }
    clauses.extend(dates(filters.from, filters.to));
    clauses
}

/// Several values of one field are alternatives. A value that the corpus does not know goes by its id.
fn labels(catalog: &Catalog, field: Field, ids: &Ids) -> String {
    let labels: Vec<&str> = ids
        .iter()
        .map(|id| catalog.value(field, id).map_or(id.as_str(), |value| value.label.as_str()))
        .collect();
    match labels.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => labels.concat(),
    }
}

/// A stretch that begins and ends with the same date is that date.
fn dates(from: Option<PartialDate>, to: Option<PartialDate>) -> Option<String> {
    match (from, to) {
        (Some(from), Some(to)) if from == to => {
            let word = if from.day().is_some() { "on" } else { "in" };
            Some(format!("{word} {}", from.display()))
        }
        (Some(from), Some(to)) => Some(format!("from {} to {}", from.display(), to.display())),
        (Some(from), None) => Some(format!("from {} on", from.display())),
        (None, Some(to)) => Some(format!("up to {}", to.display())),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_words() {
        let check = |from: &str, to: &str, told: Option<&str>| {
            let date = |text: &str| PartialDate::parse(text);
            assert_eq!(dates(date(from), date(to)).as_deref(), told, "{from:?} {to:?}");
        };
        check("", "", None);
        check("2024-10", "", Some("from Oct 2024 on"));
        check("", "2024-10-05", Some("up to 5 Oct 2024"));
        check("2024-10", "2024-11", Some("from Oct 2024 to Nov 2024"));
        check("2024", "2024", Some("in 2024"));
        check("2024-11", "2024-11", Some("in Nov 2024"));
        check("2024-11-05", "2024-11-05", Some("on 5 Nov 2024"));
    }
}
