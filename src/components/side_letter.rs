//! The letter of a column among up to four, on its colour.

use leptos::prelude::*;

/// The letters, in the order of the columns.
pub const SIDE_LETTERS: [&str; 4] = ["A", "B", "C", "D"];

/// The letter of the column at this place, counted from 0. Words beside it say what it stands for.
pub fn side_letter(at: usize) -> AnyView {
    let letter = SIDE_LETTERS.get(at).copied().unwrap_or_default();
    view! { <span class="side-letter" data-side=letter aria-hidden="true">{letter}</span> }.into_any()
}
