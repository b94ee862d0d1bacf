//! Where the reader is in a long text: its headings.

use crate::browser;
use crate::components::{maybe, text, when};
use crate::routes::{ReadState, Route};
use demarche_corpus::{BlockKind, Body};
use leptos::prelude::*;

/// The headings, the present one told: first to stand above the words of a window of one column, then to stand beside
/// them in any other. Nothing for fewer than two.
pub fn outline(body: &Body, lang: &str, state: Memo<ReadState>, is_narrow: RwSignal<bool>) -> [AnyView; 2] {
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
        return [().into_any(), ().into_any()];
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
    let told = StoredValue::new((headings, lang.to_owned()));
    let links = move || {
        let link = |(place, (level, anchor, words)): (usize, &(u8, String, String)), lang: &String| {
            let anchor = anchor.clone();
            let href = text(move || {
                let passage = Some(anchor.clone());
                Route::Read(ReadState { passage, hit: None, ..state.get() }).href()
            });
            let current = maybe(move || (at.get() == Some(place)).then_some("location"));
            let class = if *level > 2 { "outline__deep" } else { "" };
            view! { <li class=class><a href=href aria-current=current lang=lang.clone() dir="auto">{words.clone()}</a></li> }
                .into_any()
        };
        told.with_value(|(headings, lang)| {
            headings.iter().enumerate().map(|heading| link(heading, lang)).collect::<Vec<AnyView>>()
        })
    };
    let folded = move || {
        view! {
            <details class="outline outline--folded">
                <summary class="button">"Outline"</summary>
                <nav aria-label="Outline"><ul>{links()}</ul></nav>
            </details>
        }
        .into_any()
    };
    let beside = move || {
        view! {
            <nav class="outline" aria-label="Outline">
                <h2 class="aside-title">"Outline"</h2>
                <ul>{links()}</ul>
            </nav>
        }
        .into_any()
    };
    [when(move || is_narrow.get(), folded), when(move || !is_narrow.get(), beside)]
}
