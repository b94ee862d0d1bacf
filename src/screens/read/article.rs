//! The words of a statement: blocks from the pack, each passage with its anchor.
//!
//! Signs that are not the source's (bullets, ¶) are drawn by the style sheet, so that the text content of a passage,
//! and what a reader copies, is the source's words and nothing else.

use crate::components::{dynamic, flag};
use crate::routes::{ReadState, Route};
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
    /// The state of the screen.
    state: Memo<ReadState>,
) -> impl IntoView {
    let blocks = body.blocks.clone();
    let body = StoredValue::new(body);
    let target = Memo::new(move |_| state.get().passage);
    let link = Callback::new(move |anchor: String| {
        let passage = Some(anchor);
        Route::Read(ReadState { passage, hit: None, ..state.get() }).href()
    });
    let block = move |(at, block): (usize, Block)| {
        view! { <BlockView at block body marks current target link /> }.into_any()
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
        <div class="words" lang=statement.lang.clone() dir="auto">
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
    link: Callback<String, String>,
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
    let is_target = {
        let anchor = anchor.clone();
        flag(move || target.with(|target| target.as_deref() == Some(anchor.as_str())))
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
    let href = {
        let anchor = anchor.clone();
        crate::components::text(move || link.run(anchor.clone()))
    };
    // Lists are drawn flat, one block a row; the roles say what they are.
    let role = match kind {
        BlockKind::Quote => Some("blockquote"),
        BlockKind::ListItem { .. } => Some("listitem"),
        _ => None,
    };
    view! {
        <div class=class class:passage--target=is_target id=anchor.clone() data-passage=anchor data-bullet=bullet role=role>
            <p class="passage__text">{text}</p>
            <a class="passage__link" href=href aria-label="Link to this passage" title="Link to this passage"></a>
        </div>
    }
    .into_any()
}
