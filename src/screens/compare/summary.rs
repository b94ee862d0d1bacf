//! What a comparison found, in a sentence.

use super::model::{Compared, Pairwise};
use crate::components::SIDE_LETTERS;
use crate::messages::counted;
use crate::routes::CompareState;
use demarche_corpus::Completeness;
use leptos::prelude::*;
use std::sync::Arc;

/// The coverage line of A with each other text, and what silence may mean.
#[component]
pub fn Summary(
    /// What is compared.
    compared: Arc<Compared>,
    /// The state of the screen.
    state: Memo<CompareState>,
) -> impl IntoView {
    let _ = state;
    let pairs = compared.pairs.iter().filter(|pair| pair.first == 0);
    let said = pairs.map(coverage).collect::<Vec<_>>().join(" ");
    view! {
        <p class="coverage" role="status">{said}</p>
        <p class="coverage__limits">{limits(&compared)}</p>
    }
}

/// `3 of 4 passages of A have a counterpart in B, and 3 of 6 of B in A; 1 moved.`
fn coverage(pair: &Pairwise) -> String {
    let found = &pair.comparison.coverage;
    let [a, b] = [SIDE_LETTERS[pair.first], SIDE_LETTERS[pair.second]];
    if found.a_matched == 0 && found.b_matched == 0 {
        return format!(
            "None of the {} of {a} has a counterpart among the {} of {b}.",
            counted(found.a_total, "passage", "passages"),
            counted(found.b_total, "passage", "passages"),
        );
    }
    let moved = if found.moved > 0 { format!("; {} moved", found.moved) } else { String::new() };
    format!(
        "{} of {} of {a} {} a counterpart in {b}, and {} of {} of {b} in {a}{moved}.",
        found.a_matched,
        counted(found.a_total, "passage", "passages"),
        if found.a_matched == 1 { "has" } else { "have" },
        found.b_matched,
        found.b_total,
    )
}

/// What the silence of a text may mean here: absence from an incomplete text proves nothing.
fn limits(compared: &Compared) -> String {
    let how = |completeness: Completeness| match completeness {
        Completeness::Full => "the full text",
        Completeness::Excerpt => "an excerpt",
        Completeness::Digest => "a digest",
        Completeness::Unstated => "a text whose completeness is not stated",
    };
    let sides = compared.sides.iter().map(|side| side.statement.completeness);
    let caution = if sides.clone().all(|completeness| completeness == Completeness::Full) {
        "What only one of them has, the other does not say."
    } else {
        "What is missing here may still stand in the full text."
    };
    let said =
        sides.zip(SIDE_LETTERS).map(|(completeness, letter)| format!("{letter} is {}", how(completeness)));
    format!("{}. {caution}", said.collect::<Vec<_>>().join(", "))
}
