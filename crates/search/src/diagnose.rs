//! What of a query a corpus does not understand, without looking for its words.
//!
//! Lives here: values that no statement has. Does not live here: faults of the writing (`query`), and what the search
//! itself finds out (`compile`).

use crate::facet::Catalog;
use crate::query::QueryDiagnostic;
use crate::query::ast::{Clause, Node, Query, Spot};
use crate::query::parse::{MOST_DIAGNOSTICS, first_few};
use crate::request::Field;
use demarche_corpus::Pack;

/// The faults of what was typed, for a place where nothing is searched by it alone.
pub fn diagnose(catalog: &Catalog, text: &str) -> Vec<QueryDiagnostic> {
    let (query, mut found) = Query::read(text);
    values(catalog, &query.clauses, &mut found);
    first_few(found)
}

/// The id of a statement nearest to one that no statement has; `None` where none is near.
pub fn nearest_id<'p>(pack: &'p Pack, typed: &str) -> Option<&'p str> {
    let most = typed.chars().count().div_ceil(3);
    let ids = pack.statements().iter().map(|statement| statement.id.as_str());
    // The distance is at least the difference in length, which costs nothing to see.
    let near = ids.filter(|id| id.chars().count().abs_diff(typed.chars().count()) <= most);
    let ranked = near.map(|id| (strsim::osa_distance(typed, id), id));
    ranked.filter(|(distance, _)| *distance <= most).min().map(|(_, id)| id)
}

fn values(catalog: &Catalog, clauses: &[Clause], found: &mut Vec<QueryDiagnostic>) {
    for clause in clauses {
        match &clause.node {
            Node::All(inner) | Node::Any(inner) => values(catalog, inner, found),
            Node::Field { field, value, spot } if catalog.resolve(*field, value).is_empty() => {
                let nearest =
                    (found.len() < MOST_DIAGNOSTICS).then(|| catalog.nearest(*field, value)).flatten();
                found.push(unknown(*field, value, spot, nearest));
            }
            _ => {}
        }
    }
}

/// What is told of a value that no statement has.
pub(crate) fn unknown(field: Field, value: &str, spot: &Spot, nearest: Option<&str>) -> QueryDiagnostic {
    QueryDiagnostic {
        range: spot.0.clone(),
        message: format!("no statement has the {} “{value}”", field.label().to_lowercase()),
        hint: match nearest {
            Some(id) if id.contains(char::is_whitespace) => format!("did you mean {}:\"{id}\"?", field.id()),
            Some(id) => format!("did you mean {}:{id}?", field.id()),
            None => format!("choose one of the values under {}", field.label()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::fixture::{ask, engine, small};

    #[test]
    fn a_query_is_told_the_faults_that_its_search_tells() {
        let engine = engine(&small());
        for text in ["speakr:varga", "side:norlnd", "a (side:nowhere OR \"b", "peace", "-side:norlnd", ""] {
            assert_eq!(diagnose(engine.catalog(), text), ask(&engine, text).diagnostics, "{text}");
        }
        assert_eq!(diagnose(engine.catalog(), "speakr:varga").len(), 1);
    }
}
