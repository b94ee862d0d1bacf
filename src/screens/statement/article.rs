//! The words of a statement: blocks from the pack, each passage with its anchor.
//!
//! Signs that are not the source's (bullets, ¶) are drawn by the style sheet, so that the text content of a passage,
//! and what a reader copies, is the source's words and nothing else.

use super::menu::{Menu, button_id};
use crate::browser;
use crate::components::{Icon, IconName, dynamic, maybe};
use crate::screens::cite::CitedPassage;
use crate::text_view::{BlockText, HitMark};
use demarche_corpus::{Block, BlockKind, Body, Statement};
use leptos::prelude::*;

/// All blocks in reading order.
#[component]
pub fn Words(
    /// Metadata of the statement.
    statement: Statement,
    /// Its words.
    body: Body,
    /// Hits with the index of their block.
    marks: Memo<Vec<(usize, HitMark)>>,
    /// Number of the current hit.
    current: Memo<usize>,
    /// Anchor of the passage that is set apart.
    target: Memo<Option<String>>,
    /// What can be done with a passage.
    menu: Menu,
    /// Opens it at the passage with this anchor.
    open: Callback<String>,
) -> impl IntoView {
    let blocks = body.blocks.clone();
    let body = StoredValue::new(body);
    // One listener for all passages.
    let press = move |event: leptos::ev::MouseEvent| {
        if let Some(anchor) = browser::data_at(&event, "more") {
            open.run(anchor);
        }
    };
    // The focus stays in the menu, so that a second press shuts it.
    let hold = move |event: leptos::ev::MouseEvent| {
        if browser::data_at(&event, "more").is_some() {
            event.prevent_default();
        }
    };
    // A finger that rests on a passage has what a pointer has by hovering; one that goes on then selects words.
    let rests = StoredValue::new_local(browser::on_long_press("passage", move |held| match held {
        Some(anchor) if !menu.is_untracked_at(&anchor) => open.run(anchor),
        Some(_) => {}
        None => menu.shut(false),
    }));
    on_cleanup(move || rests.dispose());
    let block = move |(at, block): (usize, Block)| {
        view! { <BlockView at block body marks current target menu /> }.into_any()
    };
    let is_item = |block: &Block| matches!(block.kind, BlockKind::ListItem { .. });
    let blocks: Vec<(usize, Block)> = blocks.into_iter().enumerate().collect();
    let rows = blocks.chunk_by(|(_, one), (_, next)| is_item(one) && is_item(next)).map(|run| {
        let items = run.iter().cloned().map(block).collect_view();
        if run.iter().all(|(_, block)| is_item(block)) {
            view! { <div class="words__list" role="list">{items}</div> }.into_any()
        } else {
            items.into_any()
        }
    });
    view! {
        <div id="text" class="words" tabindex="-1" lang=statement.lang.clone() dir="auto" on:click=press on:mousedown=hold>
            {rows.collect_view()}
        </div>
    }
}

/// One block.
#[component]
fn BlockView(
    at: usize,
    block: Block,
    body: StoredValue<Body>,
    marks: Memo<Vec<(usize, HitMark)>>,
    current: Memo<usize>,
    target: Memo<Option<String>>,
    menu: Menu,
) -> impl IntoView {
    let here = Memo::new(move |_| {
        marks.with(|marks| {
            marks.iter().filter(|(block, _)| *block == at).map(|(_, hit)| hit.clone()).collect::<Vec<_>>()
        })
    });
    let anchor = block.anchor.clone();
    let kind = block.kind;
    let text =
        dynamic(move || view! { <BlockText body block=block.clone() hits=here.get() current /> }.into_any());
    if let BlockKind::Heading { level } = kind {
        // The statement's title is the page's h1; its own headings begin below it.
        return match level {
            1 | 2 => view! { <h2 id=anchor>{text}</h2> }.into_any(),
            _ => view! { <h3 id=anchor>{text}</h3> }.into_any(),
        };
    }
    let current_passage = {
        let anchor = anchor.clone();
        maybe(move || target.with(|target| (target.as_deref() == Some(anchor.as_str())).then_some("true")))
    };
    let bullet = match kind {
        BlockKind::ListItem { number: Some(number), continued: false, .. } => Some(format!("{number}.")),
        BlockKind::ListItem { continued: false, .. } => Some("•".to_owned()),
        _ => None,
    };
    let class = match kind {
        BlockKind::ListItem { depth: 0, .. } => "passage passage--item",
        BlockKind::ListItem { .. } => "passage passage--item passage--nested",
        BlockKind::Quote => "passage passage--quote",
        BlockKind::Preformatted => "passage passage--pre",
        _ => "passage",
    };
    let name = format!("Actions for passage {}", body.with_value(|body| passage_number(body, at)));
    let is_open = {
        let anchor = anchor.clone();
        maybe(move || menu.is_at(&anchor).then_some("true"))
    };
    let (button, more) = (button_id(&anchor), anchor.clone());
    // Lists are drawn flat, one block a row; the roles say what they are.
    let role = match kind {
        BlockKind::Quote => Some("blockquote"),
        BlockKind::ListItem { .. } => Some("listitem"),
        _ => None,
    };
    view! {
        <div class=class aria-current=current_passage id=anchor.clone() data-passage=anchor.clone() data-bullet=bullet role=role tabindex="-1">
            <p class="passage__text">{text}</p>
            <button id=button type="button" class="icon-button passage__more" data-more=more aria-haspopup="menu"
                aria-expanded=is_open aria-label=name title="Link, quotation, comparison"><Icon name=IconName::More /></button>
        </div>
    }
    .into_any()
}

/// Which passage a block is, counted from 1.
fn passage_number(body: &Body, block: usize) -> usize {
    body.blocks.iter().take(block + 1).filter(|block| block.is_passage()).count()
}

/// The passage with this anchor; headings are none.
pub fn passage_named(body: &Body, anchor: &str) -> Option<CitedPassage> {
    let at = body.find(anchor)?;
    let block = body.blocks.get(at).filter(|block| block.is_passage())?;
    let words = body.block_text(block).to_owned();
    Some(CitedPassage { anchor: anchor.to_owned(), number: passage_number(body, at), words })
}

/// The passage after the block with this index, or before it; the first and the last where there is none to go from.
pub fn passage_beside(body: &Body, from: Option<usize>, forward: bool) -> Option<String> {
    let mut passages = body.passages();
    let found = match (from, forward) {
        (None, true) => passages.next(),
        (None, false) => passages.last(),
        (Some(at), true) => passages.find(|(other, _)| *other > at),
        (Some(at), false) => passages.take_while(|(other, _)| *other < at).last(),
    };
    found.map(|(_, block)| block.anchor.clone())
}
