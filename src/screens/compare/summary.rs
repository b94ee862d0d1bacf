//! What a comparison found, in plain words; each clause leads to what it says.

use super::coverage::coverage;
use super::model::Compared;
use super::panels::alone::alone;
use super::panels::jump::{Ways, sentence};
use super::panels::whole::Whole;
use crate::browser;
use crate::components::SIDE_LETTERS;
use demarche_corpus::Completeness;
use leptos::prelude::*;
use std::sync::Arc;

/// How much of each text has a counterpart, what each alone states, and what silence may mean.
#[component]
pub fn Summary(
    /// What is compared.
    compared: Arc<Compared>,
    /// How its links are followed.
    ways: Ways,
) -> impl IntoView {
    let coverage = coverage(&compared).into_iter();
    let coverage =
        coverage.map(|pieces| view! { <span class="coverage__text">{sentence(ways, pieces)}" "</span> });
    let coverage = coverage.collect_view();
    let completeness: Vec<_> = compared.sides.iter().map(|side| side.statement.completeness).collect();
    let limits = limits(&completeness);
    let is_whole = compared.is_whole;
    let own: Vec<_> = Whole::new(compared)
        .iter()
        .flat_map(|whole| (0..whole.texts()).map(|side| alone(whole, side)))
        .collect();
    let own = own.into_iter().filter(|part| !part.is_empty());
    let own = own.map(|part| view! { {sentence(ways, part)}" " }).collect_view();
    // Of long texts that is not known yet: what comes then moves no rows.
    let own = (!is_whole || !own.is_empty()).then(|| {
        view! {
            // On a narrow window it would keep the rows out of sight.
            <details class="summary__alone" open=!browser::is_narrow()>
                <summary>"What only one of them states"</summary>
                <p>{own}</p>
            </details>
        }
    });
    view! {
        <div class="summary" on:click=move |event| ways.follow(&event)>
            <p class="coverage" role="status">{coverage}</p>
            // In no window is it folded away: without it, what stands on one side only says too much.
            <p class="coverage__limits">{limits}</p>
            {own}
        </div>
    }
}

/// What the silence of a text may mean here: absence from an incomplete text proves nothing, and what was not found in
/// a full one was looked for by words that are the same or near.
fn limits(sides: &[Completeness]) -> String {
    let how = |completeness: &Completeness| match completeness {
        Completeness::Full => "the full text",
        Completeness::Excerpt => "an excerpt",
        Completeness::Digest => "a digest",
        Completeness::Unstated => "a text whose completeness is not stated",
    };
    let caution = if sides.iter().all(|completeness| *completeness == Completeness::Full) {
        "What stands on one side only was not found in the other; in quite other words it may be there."
    } else {
        "What is missing here may still stand in the full text."
    };
    let sides = sides.iter().zip(SIDE_LETTERS);
    let said = sides.map(|(completeness, letter)| format!("{letter} is {}", how(completeness)));
    format!("{}. {caution}", said.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_said_to_be_silent() {
        use Completeness::{Digest, Full};
        let check = |sides: &[Completeness], expected: &str| assert_eq!(limits(sides), expected);
        check(
            &[Full, Full],
            "A is the full text, B is the full text. What stands on one side only was not found in the other; \
             in quite other words it may be there.",
        );
        check(
            &[Full, Digest],
            "A is the full text, B is a digest. What is missing here may still stand in the full text.",
        );
    }
}
