//! The timeline above the results: how the statements found spread over time, and a brush that narrows them to a stretch.
//!
//! Lives here: the strip as it stands in the page. Does not live here: counting (`demarche_search::timeline`), what is
//! written on it ([`strip`]), what pointer and keys do to the stretch ([`brush`]). The bars are those of the whole corpus
//! whatever is asked, so that nothing moves from one answer to the next. No part of it follows signals by itself: the strip is
//! on the first screen, and this way it weighs a third.

mod brush;
mod stretch;
mod strip;

use super::Evaluated;
use super::undo::Undo;
use crate::browser;
use crate::routes::BrowseState;
use crate::state::{use_library, use_navigation};
use leptos::prelude::*;
use std::rc::Rc;
use strip::Strip;

/// Fewer bars than this say nothing that the sentence above does not.
const FEWEST: usize = 3;

/// The strip; nothing where there is too little time to tell apart.
pub fn timeline(state: Memo<BrowseState>, answer: Evaluated, undo: Undo) -> AnyView {
    let library = use_library();
    let len = library.with_catalog(|catalog| catalog.calendar().len());
    if len < FEWEST {
        return ().into_any();
    }
    let strip = Rc::new(Strip {
        library,
        navigation: use_navigation(),
        undo,
        state,
        answer,
        len,
        dates: Default::default(),
        moved: Default::default(),
        pointed: Default::default(),
        pause: Default::default(),
    });
    let listening = Rc::clone(&strip);
    browser::on_sweep("timeline", move |sweep, swept, control| listening.hear(sweep, swept, control));
    Effect::new(move |_| {
        state.track();
        answer.track();
        strip.draw();
    });
    // Each thumb is the platform's own slider, drawn by its label: on a touch screen, a screen reader moves no other.
    view! {
        <div id="timeline-strip" class="timeline" role="group" aria-label="Timeline">
            <div id="timeline" class="timeline__bars">
                <svg viewBox="0 0 10000 100" preserveAspectRatio="none" aria-hidden="true">
                    <path id="timeline-outside" class="timeline__bar timeline__bar--outside" />
                    <path id="timeline-inside" class="timeline__bar" />
                    <path id="timeline-bracket" class="timeline__bracket" />
                </svg>
                <label class="timeline__thumb timeline__thumb--start">
                    <span class="visually-hidden">"Timeline start"</span>
                    <input id="timeline-start" type="range" min="0" />
                </label>
                <label class="timeline__thumb">
                    <span class="visually-hidden">"Timeline end"</span>
                    <input id="timeline-end" type="range" min="0" />
                </label>
            </div>
            <div class="timeline__line">
                <span id="timeline-first"></span>
                <span class="timeline__told">
                    <span id="timeline-said" class="timeline__said"></span>
                    <span class="timeline__what">
                        <span class="timeline__spare">"Statements "</span>
                        <span id="timeline-unit"></span>
                        <span class="timeline__hint">"; drag to narrow"</span>
                        <span class="timeline__missing">
                            "; "<span class="timeline__spare">"in no bar: "</span><span id="timeline-missing"></span>
                        </span>
                    </span>
                </span>
                <button id="timeline-all" type="button" class="link-button timeline__all">"All dates"</button>
                <span id="timeline-last"></span>
            </div>
        </div>
    }
    .into_any()
}
