//! The timeline above the results: how the statements found spread over time, and a brush that narrows them to a stretch.
//!
//! Lives here: the strip. Does not live here: counting (`demarche_search::timeline`), what pointer and keys do to the stretch
//! ([`brush`]), the thumbs for the keyboard ([`thumb`]). The bars are those of the whole corpus whatever is asked, so that
//! nothing moves from one answer to the next.

mod brush;
mod stretch;
mod thumb;
mod told;

use super::Evaluated;
use super::undo::Undo;
use crate::components::{flag, text, when};
use crate::messages::{by_period, in_no_bar};
use crate::routes::BrowseState;
use crate::state::use_library;
use brush::Brush;
use demarche_search::Timeline;
use leptos::prelude::*;
use std::fmt::Write as _;
use std::ops::Range;
use stretch::Side;

/// Fewer bars than this say nothing that the sentence above does not.
const FEWEST: usize = 3;

/// Id of the part with the bars.
const BARS_ID: &str = "timeline";

/// A bar is so wide, of 10, and the highest one so high, in the plane that is stretched to the room there is.
const WIDTH: usize = 8;
const HEIGHT: usize = 100;

/// A bar that counts anything is so high at least.
const LOWEST: usize = 6;

/// The strip; nothing where there is too little time to tell apart.
pub fn timeline(state: Memo<BrowseState>, answer: Evaluated, undo: Undo) -> AnyView {
    let calendar = |catalog: &demarche_search::Catalog| {
        let calendar = catalog.calendar();
        let len = calendar.len();
        (len, calendar.unit(), calendar.label(0), calendar.label(len.saturating_sub(1)))
    };
    let (len, unit, first, last) = use_library().with_catalog(calendar);
    if len < FEWEST {
        return ().into_any();
    }
    let counts: Memo<Timeline> = Memo::new(move |_| {
        answer.with(|answer| answer.as_ref().map(|page| page.timeline.clone())).unwrap_or_default()
    });
    let brush = Brush::new(state, counts, undo, len);
    let bars = move |parts: [Range<usize>; 2]| counts.with(|counts| path(&counts.counts, parts));
    let outside = text(move || {
        let chosen = brush.shown.get();
        bars([0..chosen.start, chosen.end..len])
    });
    let inside = text(move || bars([brush.shown.get(), 0..0]));
    let bracket = text(move || {
        let Range { start, end } = brush.shown.get();
        let is_drawn = brush.is_narrowed.get() && start < end;
        if is_drawn { format!("M{} 106V112H{}V106", start * 10, end * 10) } else { String::new() }
    });
    let unit = by_period(unit);
    let missing = move || {
        // On a phone there is room for what is missing alone.
        view! { "; "<span class="timeline__spare">"in no bar: "</span>{text(move || counts.with(in_no_bar))} }
            .into_any()
    };
    let is_missing = move || counts.with(|counts| counts.coarse + counts.undated > 0);
    let hint = move || view! { <span class="timeline__hint">"; drag to narrow"</span> }.into_any();
    let all = move || {
        view! {
            <button type="button" class="link-button timeline__all" on:click=move |_| brush.clear()>"All dates"</button>
        }
        .into_any()
    };
    view! {
        <div class="timeline" role="group" aria-label="Timeline" class:timeline--narrowed=brush.is_narrowed>
            <div id=BARS_ID class="timeline__bars">
                <svg viewBox=format!("0 0 {} {HEIGHT}", len * 10) preserveAspectRatio="none" aria-hidden="true">
                    <path class="timeline__bar timeline__bar--outside" d=outside />
                    <path class="timeline__bar" d=inside />
                    <path class="timeline__bracket" d=bracket />
                </svg>
                {thumb::thumb(brush, Side::From)}
                {thumb::thumb(brush, Side::To)}
            </div>
            <div class="timeline__line">
                <span>{first}</span>
                <span class="timeline__told">
                    <span class="timeline__said" class:timeline__said--now=flag(move || brush.is_told())>{text(move || brush.told())}</span>
                    <span class="timeline__what" class:timeline__what--less=flag(is_missing)>
                        <span class="timeline__spare">"Statements "</span>{unit}
                        {when(move || !brush.is_narrowed.get(), hint)}
                        {when(is_missing, missing)}
                    </span>
                </span>
                {when(move || brush.is_narrowed.get(), all)}
                <span>{last}</span>
            </div>
        </div>
    }
    .into_any()
}

/// The bars of two stretches.
fn path(counts: &[u32], parts: [Range<usize>; 2]) -> String {
    let most = counts.iter().copied().max().unwrap_or(0).max(1) as usize;
    let mut path = String::new();
    for at in parts.into_iter().flatten() {
        let count = counts.get(at).copied().unwrap_or(0) as usize;
        if count > 0 {
            let height = (count * HEIGHT / most).max(LOWEST);
            let _ = write!(path, "M{} {HEIGHT}v-{height}h{WIDTH}v{height}z", at * 10 + 1);
        }
    }
    path
}
