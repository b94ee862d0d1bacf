//! Where the reader is in a long text: its headings.

use crate::browser;
use crate::components::maybe;
use crate::routes::{ReadState, Route};
use demarche_corpus::{BlockKind, Body};
use leptos::prelude::*;

/// The headings, the present one told. Nothing for fewer than two.
pub fn outline(body: &Body, lang: &str, state: Memo<ReadState>) -> AnyView {
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
    let lang = lang.to_owned();
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
            view! { <li class=class><a href=href aria-current=current lang=lang.clone() dir="auto">{words}</a></li> }.into_any()
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
