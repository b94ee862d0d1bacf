//! A passage inside a comparison: words that only this side has, and wording both sides share.

use super::segments;
use leptos::prelude::*;
use std::ops::Range;

/// What can cover a stretch of a compared passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellMark {
    /// Words of A that its counterpart lacks.
    Removed,
    /// Words of B that its counterpart lacks.
    Added,
    /// Wording that stands in both texts, by its number.
    Shared(usize),
}

/// The text of one passage with its marks. Differences are real `del` and `ins`; shared wording is underlined
/// and ends with its number, so nothing means something by colour alone. The number is drawn by the style sheet:
/// the text content stays the passage's.
#[component]
pub fn ComparedText(
    /// The passage.
    text: String,
    /// Byte ranges of it with what they are.
    marks: Vec<(Range<usize>, CellMark)>,
) -> impl IntoView {
    let cut = segments(&text, &marks);
    let number = |layers: &[CellMark]| {
        layers
            .iter()
            .find_map(|layer| if let CellMark::Shared(number) = layer { Some(*number) } else { None })
    };
    let ends: Vec<bool> = cut
        .iter()
        .enumerate()
        .map(|(at, segment)| cut.get(at + 1).and_then(|next| number(&next.layers)) != number(&segment.layers))
        .collect();
    cut.into_iter()
        .zip(ends)
        .map(|(segment, is_end)| {
            let shared = number(&segment.layers);
            let inner = text[segment.range].to_owned().into_any();
            let inner = if segment.layers.contains(&CellMark::Removed) {
                view! { <del>{inner}</del> }.into_any()
            } else if segment.layers.contains(&CellMark::Added) {
                view! { <ins>{inner}</ins> }.into_any()
            } else {
                inner
            };
            let Some(shared) = shared else { return inner };
            let label = is_end.then(|| {
                let title = format!("shared wording {shared}, on both sides");
                view! { <sup class="shared__number" title=title data-number=shared.to_string()></sup> }
            });
            view! { <span class="shared">{inner}{label}</span> }.into_any()
        })
        .collect_view()
}
