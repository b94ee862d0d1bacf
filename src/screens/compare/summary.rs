//! What a comparison found, in a sentence, and the choice of rows.

use super::model::{Compared, is_shown};
use crate::components::{maybe, text};
use crate::messages::{counted, number};
use crate::routes::{CompareState, Route, RowFilter};
use demarche_corpus::Completeness;
use leptos::prelude::*;

/// The coverage line, what the marks mean, and links to each kind of row.
#[component]
pub fn Summary(
    /// What is compared.
    compared: Compared,
    /// The state of the screen.
    state: Memo<CompareState>,
) -> impl IntoView {
    let rows = compared.comparison.rows.clone();
    let filters = RowFilter::ALL.map(|filter| {
        let count = rows.iter().filter(|row| is_shown(row, filter)).count();
        let href = text(move || Route::Compare(CompareState { rows: filter, ..state.get() }).href());
        let current = maybe(move || state.with(|state| state.rows == filter).then_some("true"));
        let name = match filter {
            RowFilter::All => "All rows",
            RowFilter::Paired => "With a counterpart",
            RowFilter::OnlyA => "Only in A",
            RowFilter::OnlyB => "Only in B",
        };
        view! { <li><a class="chip" href=href aria-current=current>{name}" "<span class="figure">{number(count)}</span></a></li> }
    });
    let shared = compared.comparison.shared.len();
    view! {
        <p class="coverage" role="status">{coverage(&compared)}</p>
        <p class="coverage__limits">{limits(&compared)}</p>
        <ul class="chips" aria-label="Rows shown">{filters}</ul>
        <p class="legend">
            <del>"only in A"</del>" "<ins>"only in B"</ins>" "
            <span class="shared">"shared wording"<sup class="shared__number" data-number="1"></sup></span>
            {format!(" ({} of five words or more)", counted(shared, "stretch", "stretches"))}
        </p>
    }
}

/// `3 of 4 passages of A have a counterpart in B, and 3 of 6 of B in A; 1 moved.`
fn coverage(compared: &Compared) -> String {
    let found = &compared.comparison.coverage;
    if found.a_matched == 0 && found.b_matched == 0 {
        return format!(
            "None of the {} of A has a counterpart among the {} of B.",
            counted(found.a_total, "passage", "passages"),
            counted(found.b_total, "passage", "passages"),
        );
    }
    let moved = if found.moved > 0 { format!("; {} moved", found.moved) } else { String::new() };
    format!(
        "{} of {} of A {} a counterpart in B, and {} of {} of B in A{moved}.",
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
    let (a, b) = (compared.a.statement.completeness, compared.b.statement.completeness);
    let caution = if a == Completeness::Full && b == Completeness::Full {
        "What only one of them has, the other does not say."
    } else {
        "What is missing here may still stand in the full text."
    };
    format!("A is {}, B is {}. {caution}", how(a), how(b))
}
