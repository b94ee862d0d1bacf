//! Where the reader is in a long text: its headings, and ticks at the edge of the window for hits and quotations.

use crate::browser;
use crate::components::{dynamic, maybe};
use crate::routes::{ReadState, Route};
use crate::text_view::HitMark;
use demarche_corpus::{BlockKind, Body};
use leptos::prelude::*;

/// So many ticks are drawn at most; more would be one bar.
const MOST_TICKS: usize = 400;

/// So high is the drawing in its own units.
const HEIGHT: usize = 1_000;

/// The headings, the present one told. Nothing for fewer than two.
pub fn outline(body: &Body, state: Memo<ReadState>) -> AnyView {
    let headings: Vec<(u8, String, String)> = body
        .blocks
        .iter()
        .filter_map(|block| match block.kind {
            BlockKind::Heading { level } => {
                Some((level, block.anchor.clone(), body.block_text(block).to_owned()))
            }
            _ => None,
        })
        .collect();
    if headings.len() < 2 {
        return ().into_any();
    }
    let ids: Vec<String> = headings.iter().map(|(_, anchor, _)| anchor.clone()).collect();
    let at = RwSignal::new(None);
    let listening = StoredValue::new_local(browser::on_scroll(move || {
        let now = browser::last_above(&ids);
        if at.try_get_untracked().is_some_and(|at| at != now) {
            at.set(now);
        }
    }));
    on_cleanup(move || listening.dispose());
    let links: Vec<AnyView> = headings
        .into_iter()
        .enumerate()
        .map(|(place, (level, anchor, words))| {
            let href = crate::components::text(move || {
                let passage = Some(anchor.clone());
                Route::Read(ReadState { passage, hit: None, ..state.get() }).href()
            });
            let current = maybe(move || (at.get() == Some(place)).then_some("location"));
            let class = if level > 2 { "outline__deep" } else { "" };
            view! { <li class=class><a href=href aria-current=current>{words}</a></li> }.into_any()
        })
        .collect();
    view! {
        <nav class="outline" aria-label="Outline">
            <h2 class="aside-title">"Outline"</h2>
            <ul>{links}</ul>
        </nav>
    }
    .into_any()
}

/// The ticks. They say nothing that the stepper and the text do not say in words.
pub fn minimap(body: &Body, marks: Memo<Vec<(usize, HitMark)>>) -> AnyView {
    let bytes = body.text.len().max(1);
    let quotes: Vec<AnyView> = body
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Quote)
        .take(MOST_TICKS)
        .map(|block| {
            let (y, end) = (at(block.range.start, bytes), at(block.range.end, bytes));
            let height = end.saturating_sub(y).max(4);
            view! { <rect class="minimap__quote" x="1" width="8" y=y.to_string() height=height.to_string() /> }.into_any()
        })
        .collect();
    let hits = move || {
        // Many hits are thinned out evenly.
        let every = marks.with(Vec::len) / MOST_TICKS + 1;
        let ticks: Vec<AnyView> = marks.with(|marks| {
            let chosen = marks.iter().step_by(every);
            chosen
                .map(|(_, hit)| {
                    let y = at(hit.range.start, bytes);
                    view! { <rect class="minimap__hit" x="0" width="10" height="4" y=y.to_string() /> }
                        .into_any()
                })
                .collect()
        });
        ticks.into_any()
    };
    view! {
        <svg class="minimap" viewBox="0 0 10 1000" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            {quotes}{dynamic(hits)}
        </svg>
    }
    .into_any()
}

/// How far down a byte of the text stands.
fn at(byte: u32, bytes: usize) -> usize {
    byte as usize * HEIGHT / bytes
}
