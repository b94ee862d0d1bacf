//! The words of a statement: blocks with inline spans and stable anchors.
//!
//! Lives here: what the reader shows and what offsets refer to. Does not live here: Markdown (parsed once, at
//! pack time, in `source`) and how blocks are stored ([`crate::pack`]).
//!
//! A *passage* is a block that is not a heading: a paragraph, a list item, a block quote. [`Body::text`] holds
//! the plain text of all blocks, joined by a blank line; every range is a byte range of it.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The blocks of one statement.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Plain text of all blocks in order, joined by `"\n\n"`.
    pub text: String,
    /// Blocks in reading order; ranges rise and do not overlap.
    pub blocks: Vec<Block>,
}

/// A short name of a block that survives edits elsewhere in the statement: made from the block's own words, not
/// from its position. ASCII letters, digits and `-`, beginning with `p` (a passage) or `h` (a heading);
/// of equal blocks in one statement the later ones end in `-2`, `-3` and so on.
pub type Anchor = String;

/// One block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Unique within the statement.
    pub anchor: Anchor,
    /// Byte range in [`Body::text`].
    pub range: Range<u32>,
    /// Inline marks, in order of their start; nested ones follow their parent.
    pub spans: Vec<Span>,
    /// Index in [`Body::blocks`] of the heading this block stands under.
    pub heading: Option<u32>,
    /// Ids of the topics that the heading names.
    pub topics: Vec<String>,
}

impl Block {
    /// Whether this is a passage, that is, anything but a heading.
    pub fn is_passage(&self) -> bool {
        !matches!(self.kind, BlockKind::Heading { .. })
    }
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// A section heading.
    Heading {
        /// 1–6 as in Markdown.
        level: u8,
    },
    /// A paragraph.
    Paragraph,
    /// A list item, or a further paragraph of one.
    ListItem {
        /// 0 for the outermost list.
        depth: u8,
        /// The number shown, for ordered lists.
        number: Option<u32>,
        /// Whether this continues the item of the block before.
        continued: bool,
    },
    /// A paragraph of a block quote.
    Quote,
    /// Preformatted text, line breaks kept.
    Preformatted,
}

/// An inline mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Byte range in [`Body::text`], inside the block's range.
    pub range: Range<u32>,
    /// What it is.
    pub kind: SpanKind,
}

/// What an inline mark is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SpanKind {
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Code.
    Code,
    /// A link; only http, https and mailto ever get here.
    Link {
        /// The address.
        url: String,
    },
}

impl Body {
    /// The plain text of a block.
    pub fn block_text(&self, block: &Block) -> &str {
        self.text.get(block.range.start as usize..block.range.end as usize).unwrap_or("")
    }

    /// The passages, each with its index in [`Body::blocks`].
    pub fn passages(&self) -> impl Iterator<Item = (usize, &Block)> {
        self.blocks.iter().enumerate().filter(|(_, block)| block.is_passage())
    }

    /// The index of the block with this anchor.
    pub fn find(&self, anchor: &str) -> Option<usize> {
        self.blocks.iter().position(|block| block.anchor == anchor)
    }
}
