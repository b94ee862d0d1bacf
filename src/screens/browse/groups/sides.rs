//! Which two groups of the present results are compared.
//!
//! Lives here: from the address to two requests, without any signal. A group is a part of the results: filters and
//! words of the search hold in both.

use crate::routes::{BrowseState, GroupBy, GroupsState};
use demarche_corpus::PartialDate;
use demarche_search::{Catalog, FacetCount, Field, KeynessRequest, Page, Query, Request};

/// So many words each side gets.
pub const WORDS: u32 = 60;

/// One of the two groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// What a reader calls it.
    pub label: String,
    /// What finds it.
    pub request: Request,
}

/// The values of a field that the results have, the most frequent first; of a field with chosen values, those.
pub fn values(state: &BrowseState, page: &Page, catalog: &Catalog, field: Field) -> Vec<FacetCount> {
    let counts = page.facets.get(field as usize).map(Vec::as_slice).unwrap_or_default();
    let mut values = catalog.listed(field, counts).values;
    let choice = state.request.filters.choices.get(&field);
    values.retain(|value| {
        let is_open = choice.is_none_or(|choice| {
            !choice.exclude.contains(&value.id)
                && (choice.include.is_empty() || choice.include.contains(&value.id))
        });
        is_open && value.count > 0
    });
    values
}

/// The ids of the two values compared: those chosen, else the most frequent ones.
pub fn chosen_values(state: &BrowseState, values: &[FacetCount]) -> [String; 2] {
    let [a, b] = [&state.groups.a, &state.groups.b];
    let first_but =
        |other: &str| values.iter().map(|value| value.id.clone()).find(|id| id != other).unwrap_or_default();
    let a = if a.is_empty() { first_but(b) } else { a.clone() };
    let b = if b.is_empty() { first_but(&a) } else { b.clone() };
    [a, b]
}

/// The two groups, or what is still to be chosen.
pub fn sides(state: &BrowseState, page: &Page, catalog: &Catalog) -> Result<[Side; 2], &'static str> {
    let groups = &state.groups;
    match groups.by {
        GroupBy::Field(field) => {
            let ids = chosen_values(state, &values(state, page, catalog, field));
            if ids.iter().any(String::is_empty) {
                return Err(
                    "The statements found have fewer than two values there. Compare by something else.",
                );
            }
            Ok(ids.map(|id| {
                let mut request = state.request.clone();
                request.filters.choices.of_mut(field).include = [id.clone()].into();
                let label = catalog.value(field, &id).map_or(id, |value| value.label.clone());
                Side { label, request }
            }))
        }
        GroupBy::Date => {
            let Some(date) = PartialDate::parse(&groups.a) else {
                return Err("Choose a date: A is what was said before it, B what was said from it on.");
            };
            Ok([("<", "before"), (">=", "from")].map(|(sign, word)| Side {
                label: format!("{word} {}", date.display()),
                request: narrowed(&state.request, &format!("date:{sign}{date}")),
            }))
        }
        GroupBy::Queries => {
            if groups.a.trim().is_empty() || groups.b.trim().is_empty() {
                return Err("Type a query for each group, for instance speaker:lavrov and speaker:rubio.");
            }
            Ok([&groups.a, &groups.b]
                .map(|text| Side { label: text.clone(), request: narrowed(&state.request, text) }))
        }
    }
}

/// A request with a further query that must hold. Printed anew, so that a bracket too many in the one cannot reach
/// into the other; alternatives need no brackets, since OR binds closer than standing side by side.
fn narrowed(request: &Request, text: &str) -> Request {
    let parts = [&request.text, text].map(|text| Query::parse(text).0.to_string());
    let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    Request { text, ..request.clone() }
}

/// What is asked of the corpus, for the lists and for a file of them.
pub fn request([a, b]: &[Side; 2], groups: &GroupsState, limit: u32) -> KeynessRequest {
    let without = match groups.has_function_words {
        true => Vec::new(),
        false => demarche_compare::function_words().map(str::to_owned).collect(),
    };
    KeynessRequest { target: a.request.clone(), reference: b.request.clone(), limit, without }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::Route;

    fn parsed(hash: &str) -> BrowseState {
        let Route::Browse(state) = Route::parse(hash) else { panic!("a browse route") };
        state
    }

    fn texts(hash: &str) -> Result<[String; 2], &'static str> {
        let page = Page {
            total: Default::default(),
            corpus_size: 0,
            facets: Vec::new(),
            timeline: Default::default(),
            text: String::new(),
            is_empty: true,
            explanation: String::new(),
            diagnostics: Vec::new(),
            unmatched: Vec::new(),
            rows: Vec::new(),
        };
        let catalog = Catalog::new(&Default::default(), &[]);
        sides(&parsed(hash), &page, &catalog).map(|sides| sides.map(|side| side.request.text))
    }

    #[test]
    fn a_group_is_a_part_of_what_was_found() {
        let check = |hash: &str, a: &str, b: &str| {
            assert_eq!(texts(hash), Ok([a.to_owned(), b.to_owned()]), "{hash}");
        };
        check("#/?q=oil&g=date&ga=2025-03", "oil date:<2025-03", "oil date:2025-03..");
        check("#/?q=oil+OR+gas&ga=peace&gb=war+OR+(truce", "oil OR gas peace", "oil OR gas war OR truce");
        check("#/?q=%22a&ga=x)&gb=-y", "\"a\" x", "\"a\" -y");
    }

    #[test]
    fn what_is_missing_is_said() {
        for hash in ["#/?g=speaker", "#/?g=date", "#/?g=date&ga=soon", "#/?g=query&ga=x"] {
            assert!(texts(hash).is_err(), "{hash}");
        }
    }

    #[test]
    fn the_most_frequent_values_stand_in_for_those_not_chosen() {
        let value = |id: &str| FacetCount { id: id.to_owned(), label: id.to_owned(), count: 1 };
        let values = [value("x"), value("y"), value("z")];
        let check = |hash: &str, expected: [&str; 2]| {
            assert_eq!(chosen_values(&parsed(hash), &values), expected, "{hash}");
        };
        check("#/?g=side", ["x", "y"]);
        check("#/?g=side&ga=y", ["y", "x"]);
        check("#/?g=side&gb=x", ["y", "x"]);
        check("#/?g=side&ga=z&gb=w", ["z", "w"]);
    }
}
