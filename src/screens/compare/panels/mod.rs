//! What stands below the rows: panels that look at the comparison as a whole.

use super::model::Compared;
use crate::routes::CompareState;
use leptos::prelude::*;
use std::sync::Arc;

/// The panels, of which the address opens one.
#[component]
pub fn Panels(
    /// What is compared; `None` while it is being made.
    compared: RwSignal<Option<Arc<Compared>>>,
    /// The state of the screen.
    state: Memo<CompareState>,
) -> impl IntoView {
    let _ = (compared, state);
}
