//! The words of one statement as bytes.
//!
//! Does not live here: which block they stand in (`read`, `write`), and what blocks must hold (`validate`).
//!
//! ```text
//! 0, text                       paragraphs only: the text in lines parted by a blank line, each one block
//! 1, postcard blocks, text      all other bodies
//! ```
//!
//! The text is written with the pack's abbreviations. Nothing is stored that follows from the words: not the anchors
//! that [`crate::anchor`] gives, not where a block begins that follows the one before it. Every body comes back as it
//! was, also one that breaks its promises. Costs time in proportion to the statement.

use super::abbreviations::Abbreviations;
use super::validate;
use crate::anchor;
use crate::body::{Anchor, Block, BlockKind, Body, Span, SpanKind};
use serde::{Deserialize, Serialize};

/// Parts the blocks of a text.
const GAP: &str = "\n\n";

/// Paragraphs only.
const LINES: u8 = 0;

/// Any blocks.
const BLOCKS: u8 = 1;

/// A block; numbers are differences modulo 2³², mostly small ones.
#[derive(Serialize, Deserialize)]
struct StoredBlock {
    kind: BlockKind,
    /// Where it is not the one made from the words.
    anchor: Option<Anchor>,
    /// From where the block before it lets it begin.
    skipped: u32,
    len: u32,
    spans: Vec<StoredSpan>,
    heading: Option<u32>,
    topics: Vec<String>,
}

/// A mark; its place is counted from the block's start.
#[derive(Serialize, Deserialize)]
struct StoredSpan {
    start: u32,
    len: u32,
    kind: SpanKind,
}

/// The words that these bytes store, validated. `named` says whether blocks get their anchors, which cost more than
/// all the rest.
pub(super) fn decode(words: &Abbreviations, stored: &[u8], named: bool) -> Option<Body> {
    let (form, rest) = stored.split_first()?;
    match *form {
        LINES => {
            let mut body = lines(words.expand(rest)?)?;
            if named {
                name(&mut body);
            }
            Some(body)
        }
        BLOCKS => {
            let (blocks, rest): (Vec<StoredBlock>, &[u8]) = postcard::take_from_bytes(rest).ok()?;
            let body = blocks_of(words.expand(rest)?, blocks, named);
            (validate::body(&body) && (!named || validate::anchors(&body))).then_some(body)
        }
        _ => None,
    }
}

/// The body whose blocks are the lines of a text: paragraphs without anchors. `None` where a line is empty.
fn lines(text: String) -> Option<Body> {
    if text.is_empty() {
        return Some(Body::default());
    }
    u32::try_from(text.len()).ok()?;
    let mut blocks = Vec::with_capacity(gaps(&text).count() + 1);
    let mut start = 0;
    for end in gaps(&text).chain([text.len()]) {
        if end <= start {
            return None;
        }
        blocks.push(Block {
            kind: BlockKind::Paragraph,
            anchor: Anchor::new(),
            range: start as u32..end as u32,
            spans: Vec::new(),
            heading: None,
            topics: Vec::new(),
        });
        start = end + GAP.len();
    }
    Some(Body { text, blocks })
}

/// Where the lines of a text are parted: at every line end that another one follows. Looking for one character is
/// many times quicker than looking for two.
fn gaps(text: &str) -> impl Iterator<Item = usize> {
    let mut after = 0;
    text.match_indices('\n').filter_map(move |(at, _)| {
        let is_gap = at >= after && text.as_bytes().get(at + 1) == Some(&b'\n');
        if is_gap {
            after = at + GAP.len();
        }
        is_gap.then_some(at)
    })
}

/// Gives every block without an anchor the one that follows from its words.
fn name(body: &mut Body) {
    let anchors = anchor::anchors(&body.text, &body.blocks);
    for (block, anchor) in body.blocks.iter_mut().zip(anchors) {
        if block.anchor.is_empty() {
            block.anchor = anchor;
        }
    }
}

/// The body of these blocks. An anchor that is stored as an empty one stays empty, and validation refuses it.
fn blocks_of(text: String, stored: Vec<StoredBlock>, named: bool) -> Body {
    let mut next = 0_u32;
    let mut blocks = Vec::with_capacity(stored.len());
    let mut chosen: Vec<Option<Anchor>> = Vec::new();
    for block in stored {
        let start = next.wrapping_add(block.skipped);
        let end = start.wrapping_add(block.len);
        next = end.wrapping_add(GAP.len() as u32);
        let span = |span: StoredSpan| {
            let start = start.wrapping_add(span.start);
            Span { range: start..start.wrapping_add(span.len), kind: span.kind }
        };
        blocks.push(Block {
            kind: block.kind,
            anchor: Anchor::new(),
            range: start..end,
            spans: block.spans.into_iter().map(span).collect(),
            heading: block.heading,
            topics: block.topics,
        });
        chosen.push(block.anchor);
    }
    let mut body = Body { text, blocks };
    if named {
        name(&mut body);
        for (block, chosen) in body.blocks.iter_mut().zip(chosen) {
            if let Some(anchor) = chosen {
                block.anchor = anchor;
            }
        }
    }
    body
}

/// Appends the stored words of a statement to the bytes.
#[cfg(feature = "build")]
pub(super) fn encode(words: &super::abbreviations::Abbreviator, body: &Body, mut bytes: Vec<u8>) -> Vec<u8> {
    let follows = lines(body.text.clone()).map(|mut same| {
        name(&mut same);
        same
    });
    if follows.as_ref() == Some(body) {
        bytes.push(LINES);
    } else {
        bytes.push(BLOCKS);
        bytes = postcard::to_extend(&stored_blocks(body), bytes)
            .expect("memory takes all bytes, and every list of the model has a length");
    }
    bytes.extend(words.shorten(&body.text));
    bytes
}

/// The blocks of a body as they are stored.
#[cfg(feature = "build")]
fn stored_blocks(body: &Body) -> Vec<StoredBlock> {
    let mut next = 0_u32;
    let store = |(block, named): (&Block, Anchor)| {
        let start = block.range.start;
        let span = |span: &Span| StoredSpan {
            start: span.range.start.wrapping_sub(start),
            len: span.range.end.wrapping_sub(span.range.start),
            kind: span.kind.clone(),
        };
        let stored = StoredBlock {
            kind: block.kind,
            anchor: (block.anchor != named).then(|| block.anchor.clone()),
            skipped: start.wrapping_sub(next),
            len: block.range.end.wrapping_sub(start),
            spans: block.spans.iter().map(span).collect(),
            heading: block.heading,
            topics: block.topics.clone(),
        };
        next = block.range.end.wrapping_add(GAP.len() as u32);
        stored
    };
    body.blocks.iter().zip(anchor::anchors(&body.text, &body.blocks)).map(store).collect()
}
