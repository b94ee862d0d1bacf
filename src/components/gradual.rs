//! Parts of a view that are drawn one after another, so that none keeps the page from listening for long.

use crate::browser;
use leptos::prelude::*;

/// Counts up to so many parts, one each time the browser has drawn what there is: laying out several at once would take
/// long.
pub fn draw_on(drawn: RwSignal<usize>, parts: usize) {
    browser::drawn(move || {
        // Parts that are gone are not drawn on.
        let Some(count) = drawn.try_get_untracked().filter(|count| *count < parts) else { return };
        drawn.set(count + 1);
        draw_on(drawn, parts);
    });
}
