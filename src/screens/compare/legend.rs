//! What the marks in the texts mean.

use crate::components::SIDE_LETTERS;
use demarche_compare::ChangeClass;
use leptos::prelude::*;

/// The marks with their meaning.
#[component]
pub fn Legend(
    /// How many texts there are.
    count: usize,
    /// Whether it stands there for paper.
    is_for_paper: bool,
) -> impl IntoView {
    let alone = if count == 2 {
        view! { <del>"only in A"</del>" "<ins>"only in B"</ins> }.into_any()
    } else {
        let others = SIDE_LETTERS.get(1..count).unwrap_or_default().join(", ");
        view! { <ins>"not in A"</ins>{format!(" ({others} are set against A, or where A has nothing against the first that has)")} }.into_any()
    };
    let classes = ChangeClass::ALL
        .into_iter()
        .filter(|class| *class != ChangeClass::Plain)
        .map(|class| view! { <span data-class=class.id()>{class.label()}</span>" " })
        .collect_view();
    view! {
        <p class="compare__legend" class:compare__legend--paper=is_for_paper>
            {alone}" · of these: "{classes}"· "
            <span class="shared">"shared wording"<sup class="shared__number" data-number="1"></sup></span>" "
            <span class="shared shared--near">"nearly shared"<sup class="shared__number" data-number="2"></sup></span>
            " · "<span class="alone alone--first">"a sentence without a counterpart in a passage that has one"</span>
        </p>
    }
}
