//! The pack: one file that holds a corpus as the browser opens it.
//!
//! Lives here: the container and the reader of the corpus's own sections; the layout of the bytes is in
//! `format`, the words of a statement in `stored` and `abbreviations`, the blocks at hand in `blocks`, the checksum in `content`, the writer in `write` and cutting a pack in pieces in `split` (feature
//! `build`), the steps of opening in `read`, and what a decoded value must hold in `validate`. Other crates add
//! sections and blocks under their own tags (`search` stores its index so). Does not live here: what those mean, and
//! where the bytes come from.
//!
//! A pack is a *head* (metadata and tables, always in memory) and *blocks* (words, postings), which are read one by
//! one. A large corpus is published as its head and a file for each block: then whoever asks for something is told by
//! [`PackError::Absent`] which blocks it needs, [`supplies`](Pack::supply) them, and asks again.
//!
//! Opening costs time and memory in proportion to the metadata: the header, the section table, `INFO`, `FOOT`, `STMT`,
//! `BTAB`, `ABBR` and the block table are checked and read. Blocks are checked and decoded when touched, and further sections
//! are checked on first touch.
//!
//! Invariant: once [`Pack::open`] or [`Pack::body`] has returned a value, that value keeps the promises which
//! [`crate::model`] and [`crate::body`] make, whoever made the file. Bytes are only decoded after their CRC-32
//! matched, and every decoded value is validated, because a CRC is no proof against a file made on purpose.

mod abbreviations;
mod blocks;
#[cfg(feature = "build")]
mod content;
mod format;
#[cfg(test)]
mod generate;
mod read;
#[cfg(feature = "build")]
mod split;
mod stored;
#[cfg(test)]
mod tests;
mod validate;
#[cfg(feature = "build")]
mod write;

use crate::body::Body;
use crate::model::{CorpusInfo, Statement, StatementIdx};
use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use blocks::{BlockId, Bytes};
pub use read::{Opened, Opening};
#[cfg(feature = "build")]
pub use split::{Sizes, Split, split};
#[cfg(feature = "build")]
pub use write::{Draft, Gzip, Part, Squeeze, write};

/// A section's name: four ASCII bytes.
pub type Tag = [u8; 4];

/// The version of the format that is written.
///
/// It rises with every change of the layout *and* of a stored type: postcard does not describe itself, so that
/// a field more or less in [`Statement`] is another format.
pub const FORMAT_VERSION: u32 = 3;

/// The oldest version that is still read.
pub const OLDEST_SUPPORTED: u32 = 3;

/// Why a pack cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// The first bytes are not those of a pack.
    #[error("this is not a Démarche pack: give a file that `demarche pack` has written")]
    Foreign,

    /// The file ends too early.
    #[error(
        "the pack is cut short, it has {actual} bytes of {expected}: copy or download it again, or pack the \
         corpus anew"
    )]
    Truncated {
        /// The length it states; where not even that is there, the least that any pack has.
        expected: u64,
        /// The length it has.
        actual: u64,
    },

    /// Another version of the format.
    #[error(
        "the pack has format version {found}, and this Démarche reads version {supported}: pack the corpus \
         anew with this Démarche, or read the pack with the one that wrote it"
    )]
    Version {
        /// The version it states.
        found: u32,
        /// The version that this reader knows best: [`FORMAT_VERSION`].
        supported: u32,
    },

    /// Bytes do not match their checksum, or what they say cannot be.
    #[error("the pack is damaged in {section}: copy or download it again, or pack the corpus anew")]
    Damaged {
        /// Which part, in words: "section INFO", "the words of geneva-opening".
        section: String,
    },

    /// Blocks are needed that lie beside the head and have not been fetched. Not damage: fetch them and ask again.
    #[error(
        "the words asked for are not loaded yet: wait until {} come, or open the pack as a whole",
        pieces(blocks.len())
    )]
    Absent {
        /// Those that are needed next; there may be others after them.
        blocks: Vec<BlockId>,
    },

    /// A statement was asked for by a number that this pack does not have.
    #[error("the pack has no statement number {number}, it holds {count}: look the statement up by its id")]
    NoSuchStatement {
        /// The number asked for, counted from 0.
        number: u32,
        /// How many statements there are.
        count: u32,
    },
}

/// What has to come, in words.
fn pieces(count: usize) -> String {
    format!("{count} {}", if count == 1 { "piece of the pack has" } else { "pieces of the pack have" })
}

/// The order of statements in a pack: newest first, then by id; undated ones last, by id.
///
/// Of two dates that begin on the same day the more precise one comes first, the reverse of how
/// [`PartialDate`](crate::PartialDate) orders. Total as long as ids are unique, which a corpus promises.
pub fn pack_order(one: &Statement, other: &Statement) -> Ordering {
    // `None` is the smallest `Option`, so that reversing puts undated statements last.
    Reverse(one.date).cmp(&Reverse(other.date)).then_with(|| one.id.cmp(&other.id))
}

/// An opened pack. Cheap to share: nothing in it changes after opening but which sections were found sound and which
/// blocks are at hand.
pub struct Pack {
    bytes: Arc<Cow<'static, [u8]>>,
    head_len: usize,
    is_whole: bool,
    sections: Vec<read::Section>,
    info: CorpusInfo,
    statements: Vec<Statement>,
    /// Positions in `statements`, by id.
    by_id: Vec<StatementIdx>,
    /// Where the words of each statement stand.
    bodies: Vec<read::BodyPlace>,
    abbreviations: abbreviations::Abbreviations,
    blocks: format::BlockTable,
    shelf: blocks::Shelf,
    checksum: String,
}

impl Pack {
    /// Opens a whole pack or a head alone. Costs time and memory in proportion to the metadata, not to the texts; an owned `Vec` is
    /// kept as it is, a `&'static [u8]` is not copied.
    ///
    /// # Errors
    /// A sentence for a foreign, damaged, truncated or differently versioned file.
    pub fn open(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Pack, PackError> {
        read::open(bytes.into())
    }

    /// What `corpus.toml` says.
    pub fn info(&self) -> &CorpusInfo {
        &self.info
    }

    /// Metadata of all statements, indexed by [`StatementIdx`]; in [`pack_order`].
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// Metadata of one statement.
    pub fn statement(&self, idx: StatementIdx) -> Option<&Statement> {
        self.statements.get(usize::try_from(idx.0).ok()?)
    }

    /// The statement with this id. O(log n).
    pub fn find(&self, id: &str) -> Option<StatementIdx> {
        let id_at = |idx: &StatementIdx| self.statement(*idx).map_or("", |statement| &statement.id);
        let position = self.by_id.binary_search_by(|idx| id_at(idx).cmp(id)).ok()?;
        self.by_id.get(position).copied()
    }

    /// The words of one statement, decoded and checked now. Costs time in proportion to that statement, once its
    /// block is at hand.
    ///
    /// # Errors
    /// When its block is absent, the bytes are damaged or there is no such statement.
    pub fn body(&self, idx: StatementIdx) -> Result<Body, PackError> {
        read::body(self, idx, true)
    }

    /// As [`Pack::body`], but every [`Block::anchor`](crate::Block::anchor) is empty: for who counts words and reads
    /// many statements. Naming the blocks costs more than all the rest.
    ///
    /// # Errors
    /// As [`Pack::body`].
    pub fn body_unnamed(&self, idx: StatementIdx) -> Result<Body, PackError> {
        read::body(self, idx, false)
    }

    /// The block that holds the words of this statement.
    pub fn body_block(&self, idx: StatementIdx) -> Option<BlockId> {
        self.bodies.get(usize::try_from(idx.0).ok()?).map(|place| BlockId(place.block))
    }

    /// Whether the file holds the blocks too, and is not a head alone.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// The numbers of the blocks that were written under this tag, in the order they were written; empty where none
    /// were.
    pub fn block_group(&self, tag: Tag) -> Range<u32> {
        self.blocks.group(tag).unwrap_or_default()
    }

    /// The decoded bytes of a block. Costs decoding it when it is touched first, and nothing to speak of later.
    ///
    /// # Errors
    /// When it is absent or damaged, or there is no such block.
    pub fn block(&self, id: BlockId) -> Result<Bytes, PackError> {
        read::block(self, id)
    }

    /// Hands in the decoded bytes of a block that was fetched. It stays until [`Pack::trim`].
    ///
    /// # Errors
    /// When it has not the length of that block, or there is no such block. Its checksum is not looked at again: the
    /// inflater has checked that of the gzip member.
    pub fn supply(&self, id: BlockId, decoded: Vec<u8>) -> Result<(), PackError> {
        read::supply(self, id, decoded)
    }

    /// Whether [`Pack::block`] can give this block without being supplied with it.
    pub fn is_here(&self, id: BlockId) -> bool {
        let can_inflate = cfg!(all(feature = "build", not(target_family = "wasm")));
        let can_decode = can_inflate || self.blocks.codec == format::Codec::Stored;
        self.blocks.row(id.0).is_some() && (self.is_whole && can_decode || self.shelf.holds(id.0 as usize))
    }

    /// The name of the file that holds this block alone, made from its content.
    pub fn block_file(&self, id: BlockId) -> Option<String> {
        self.blocks.row(id.0).map(|row| row.file_name(self.blocks.codec))
    }

    /// Forgets blocks that were supplied or inflated, those not touched for longest, until the others hold at most so
    /// many bytes. Call it between questions: within one, it might forget what was just fetched for it.
    pub fn trim(&self, keep: usize) {
        self.shelf.trim(keep);
    }

    /// The bytes of a section, checked on first touch; `None` where the pack has no such section.
    ///
    /// # Errors
    /// When the bytes do not match their checksum.
    pub fn section(&self, tag: Tag) -> Result<Option<&[u8]>, PackError> {
        let Some(section) = self.sections.iter().find(|section| section.row.tag == tag) else {
            return Ok(None);
        };
        section.checked_bytes(&self.bytes).map(Some)
    }

    /// The BLAKE3 hash of what the pack says as 64 hex digits, as stated in the header: the same for every form of one
    /// corpus. Opening does not compute it, because that costs time in proportion to the texts; [`Pack::verify`] does
    /// (feature `build`).
    pub fn checksum(&self) -> &str {
        &self.checksum
    }

    /// What the parts of the pack weigh.
    #[cfg(feature = "build")]
    pub fn sizes(&self) -> Sizes {
        split::sizes(self)
    }

    /// Checks everything: the hash of the content, all sections, the words of all statements. Costs time in
    /// proportion to the file. After it no body and no section of this pack can be refused.
    ///
    /// # Errors
    /// The first damage found.
    #[cfg(feature = "build")]
    pub fn verify(&self) -> Result<(), PackError> {
        read::verify(self)
    }
}

/// Names the pack; its bytes and metadata would drown every message.
impl fmt::Debug for Pack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pack")
            .field("title", &self.info.title)
            .field("statements", &self.statements.len())
            .field("bytes", &self.bytes.len())
            .field("checksum", &self.checksum)
            .finish_non_exhaustive()
    }
}
