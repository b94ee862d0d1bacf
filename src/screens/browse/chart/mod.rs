//! The chart: hits through time, a line a term or a group, each point a link to what it counts.

use crate::routes::BrowseState;
use leptos::prelude::*;

/// The chart with its controls.
#[component]
pub fn Chart(
    /// The state of the screen.
    state: Memo<BrowseState>,
) -> impl IntoView {
    let _ = state;
}
