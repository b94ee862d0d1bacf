//! The checksum of a corpus: made of what its pack says, not of how it is stored.
//!
//! Lives here: what is hashed. Does not live here: where the hash stands (`format`), and comparing it (`read`).
//!
//! A corpus is written in several forms: a large one with abbreviations and compressed blocks for a site, without
//! either for a page that is one file. Whoever compares checksums means the corpus, so all forms have one. It is the
//! BLAKE3 of these parts, each as its tag, its length as u64 and its bytes: `INFO`, `STMT` and, where there is one,
//! `FOOT`; the words of each statement as postcard writes a [`Body`](crate::Body), the last statement first, as the
//! blocks hold them; the sections and then the decoded blocks that other crates add, in their order. `BTAB`, `BLKS` and
//! `ABBR` say only how those are stored.
//!
//! Costs one pass over all bytes.

use super::Tag;
use super::format::{ABBREVIATIONS, BLOCK_TABLE, BODY_TABLE, FOOTER, INFO, STATEMENTS};

/// What a pack says, as far as it has been gone through.
#[derive(Clone, Default)]
pub(super) struct Content(blake3::Hasher);

/// What a section is to the checksum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Of the corpus itself.
    Corpus,
    /// It says how something else is stored.
    Storage,
    /// Another crate added it.
    Further,
}

impl Role {
    pub(super) fn of(tag: Tag) -> Role {
        match tag {
            INFO | STATEMENTS | FOOTER => Role::Corpus,
            BODY_TABLE | BLOCK_TABLE | ABBREVIATIONS => Role::Storage,
            _ => Role::Further,
        }
    }
}

impl Content {
    /// The next part.
    pub(super) fn add(&mut self, tag: Tag, bytes: &[u8]) {
        self.0.update(&tag).update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
    }

    /// The checksum of all parts.
    pub(super) fn hash(&self) -> [u8; 32] {
        *self.0.finalize().as_bytes()
    }
}
