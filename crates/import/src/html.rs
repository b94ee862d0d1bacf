//! Mark-up of pages: what it says, without what is not text.
//!
//! Lives here: the way from mark-up to passages, in four steps, a file each. Does not live here: what a page says of itself
//! (`records::page`), and what a feed does (`records::feed`). The parser is the one of a browser, so nothing written is an
//! error; what scripts would make of a page is not there.

mod blocks;
mod main_text;
mod markdown;
mod tree;

pub use blocks::{Block, BlockKind, Blocks, Left, read_blocks};
pub use main_text::Parts;
pub use markdown::{Passage, passages};
pub use tree::{Content, NodeIdx, ROOT, Tree};

use url::Url;

/// What a stretch of mark-up says.
#[derive(Debug)]
pub struct Fragment {
    /// Its blocks.
    pub passages: Vec<Passage>,
    /// Words that stand in no block: captions, buttons.
    pub words_left: usize,
    /// Links whose address cannot be told in full.
    pub lost_links: usize,
    /// Control characters that became spaces.
    pub replaced: usize,
}

/// Reads a stretch of mark-up, all of which is text.
pub fn fragment(html: &str, base: Option<&Url>) -> Fragment {
    let read = read_blocks(&Tree::parse(html), &Parts::whole(), base);
    Fragment {
        passages: passages(&read.blocks),
        words_left: read.left.iter().map(|left| left.words).sum(),
        lost_links: read.lost_links,
        replaced: read.replaced,
    }
}

/// Whether a text holds tags.
pub fn has_tags(text: &str) -> bool {
    text.match_indices('<')
        .any(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!'))
}

/// The words of mark-up without any look, line ends kept; entities become what they stand for.
pub fn words_of(html: &str) -> String {
    Tree::parse(html).text(ROOT)
}

/// Words parted by one space, without control characters.
pub fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
