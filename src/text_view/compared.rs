//! A passage inside a comparison: words that only this side has, and wording that another side shares.

use super::segments;
use demarche_compare::ChangeClass;
use leptos::prelude::*;
use std::ops::Range;

/// What can cover a stretch of a compared passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellMark {
    /// Words that the counterpart lacks, struck.
    Removed(ChangeClass),
    /// Words that the counterpart lacks, underlined.
    Added(ChangeClass),
    /// A sentence without a counterpart in a passage that has one.
    Alone,
    /// Wording that stands in another text too.
    Shared {
        /// Its number, with the letter of the other text where there are several.
        label: String,
        /// Whether it is the same word for word.
        is_exact: bool,
    },
}

/// The text of one passage with its marks. Differences are real `del` and `ins`, each sort with its own underline and
/// sign; shared wording is underlined and ends with its number, a sentence without a counterpart is hatched as gaps are and
/// begins with their sign, so nothing means something by colour alone. Signs and
/// numbers are drawn by the style sheet: the text content stays the passage's.
pub fn compared_text(text: &str, marks: &[(Range<usize>, CellMark)]) -> AnyView {
    let cut = segments(text, marks);
    let shared = |at: usize| {
        let layers = cut.get(at).map(|segment| segment.layers.as_slice()).unwrap_or_default();
        layers.iter().find_map(|layer| match layer {
            CellMark::Shared { label, is_exact } => Some((label.clone(), *is_exact)),
            _ => None,
        })
    };
    let is_alone = |at: usize| cut.get(at).is_some_and(|segment| segment.layers.contains(&CellMark::Alone));
    let draw = |at: usize| {
        let segment = &cut[at];
        let inner = text[segment.range.clone()].to_owned().into_any();
        let is_change = |layer: &&CellMark| matches!(layer, CellMark::Removed(_) | CellMark::Added(_));
        let changed = segment.layers.iter().find(is_change);
        let inner = match changed {
            Some(CellMark::Removed(class)) => view! { <del data-class=class.id()>{inner}</del> }.into_any(),
            Some(CellMark::Added(class)) => view! { <ins data-class=class.id()>{inner}</ins> }.into_any(),
            _ => inner,
        };
        let inner = if is_alone(at) {
            let is_first = at.checked_sub(1).is_none_or(|before| !is_alone(before));
            view! { <span class="alone" class:alone--first=is_first data-alone="">{inner}</span> }.into_any()
        } else {
            inner
        };
        let Some((label, is_exact)) = shared(at) else { return inner };
        let is_end = shared(at + 1).is_none_or(|(next, _)| next != label);
        let number = is_end.then(|| {
            let title = format!("shared wording {label}");
            view! { <sup class="shared__number" title=title data-number=label></sup> }
        });
        let class = if is_exact { "shared" } else { "shared shared--near" };
        view! { <span class=class>{inner}{number}</span> }.into_any()
    };
    (0..cut.len()).map(draw).collect_view().into_any()
}
