//! Text with hits in `mark`.

use super::segments;
use leptos::prelude::*;
use std::ops::Range;

/// Draws `text` with each of `highlights` (byte ranges) inside `mark`.
pub fn marked(text: &str, highlights: &[Range<usize>]) -> impl IntoView + use<> {
    let layers: Vec<(Range<usize>, ())> = highlights.iter().map(|range| (range.clone(), ())).collect();
    segments(text, &layers)
        .into_iter()
        .map(|segment| {
            let part = text[segment.range].to_owned();
            if segment.layers.is_empty() { part.into_any() } else { view! { <mark>{part}</mark> }.into_any() }
        })
        .collect_view()
}
