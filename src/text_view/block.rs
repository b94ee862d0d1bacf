//! One block of a statement: its inline marks, and the hits in it.

use super::{Nested, nest, segments};
use crate::components::{flag, maybe};
use demarche_corpus::{Block, Body, SpanKind};
use leptos::prelude::*;
use std::ops::Range;

/// A hit inside a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HitMark {
    /// Number of the hit in the statement, counted from 1.
    pub number: usize,
    /// Byte range in [`Body::text`].
    pub range: Range<u32>,
}

/// What can cover a segment.
#[derive(Debug, Clone, PartialEq)]
enum Layer {
    Span(SpanKind),
    Hit(usize),
}

/// The inline content of one block. The current hit is set apart and carries the id `hit-N`.
#[component]
pub fn BlockText(
    /// The statement's words.
    body: StoredValue<Body>,
    /// Which block of it.
    block: Block,
    /// Hits in this block.
    hits: Vec<HitMark>,
    /// Number of the current hit, 0 for none.
    #[prop(into)]
    current: Signal<usize>,
) -> impl IntoView {
    let text = body.with_value(|body| body.block_text(&block).to_owned());
    let local = |range: &Range<u32>| {
        let start = block.range.start;
        range.start.saturating_sub(start) as usize..range.end.saturating_sub(start) as usize
    };
    let mut layers: Vec<(Range<usize>, Layer)> =
        block.spans.iter().map(|span| (local(&span.range), Layer::Span(span.kind.clone()))).collect();
    layers.extend(hits.iter().map(|hit| (local(&hit.range), Layer::Hit(hit.number))));
    // A hit is one element, whatever emphasis it crosses: its number is its id.
    let rank = |layer: &Layer| match layer {
        Layer::Hit(_) => 2,
        Layer::Span(SpanKind::Link { .. }) => 1,
        Layer::Span(_) => 0,
    };
    draw(&text, &nest(&segments(&text, &layers), &rank), current)
}

/// Draws nested marks.
fn draw(text: &str, parts: &[Nested<Layer>], current: Signal<usize>) -> AnyView {
    let one = |part: &Nested<Layer>| match part {
        Nested::Text(range) => text[range.clone()].to_owned().into_any(),
        Nested::Mark(layer, inside) => wrap(draw(text, inside, current), layer, current),
    };
    parts.iter().map(one).collect_view().into_any()
}

/// Puts one layer around what lies inside it.
fn wrap(inner: AnyView, layer: &Layer, current: Signal<usize>) -> AnyView {
    match layer {
        Layer::Span(SpanKind::Emphasis) => view! { <em>{inner}</em> }.into_any(),
        Layer::Span(SpanKind::Strong) => view! { <strong>{inner}</strong> }.into_any(),
        Layer::Span(SpanKind::Code) => view! { <code>{inner}</code> }.into_any(),
        Layer::Span(SpanKind::Link { url }) => {
            view! { <a href=url.clone() rel="noopener noreferrer external">{inner}</a> }.into_any()
        }
        Layer::Hit(number) => {
            let number = *number;
            let is_current = flag(move || current.get() == number);
            let aria = maybe(move || (current.get() == number).then_some("true"));
            view! {
                <mark id=format!("hit-{number}") class="hit" class:hit--current=is_current
                    aria-current=aria>{inner}</mark>
            }
            .into_any()
        }
    }
}
