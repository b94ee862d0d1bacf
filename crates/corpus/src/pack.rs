//! The pack: one file that holds a corpus as the browser opens it.
//!
//! Lives here: the container (header, section table, checksums), the writer and the reader of the corpus's own
//! sections. Other crates add sections under their own tags (`search` stores its index so). Does not live here:
//! what those sections mean.

use crate::body::Body;
use crate::model::{CorpusInfo, Statement, StatementIdx};
use std::borrow::Cow;

/// A section's name: four ASCII bytes.
pub type Tag = [u8; 4];

/// An opened pack. Opening reads the header, the section table and the metadata; bodies and further sections are
/// checked and decoded when touched.
#[derive(Debug)]
pub struct Pack {
    _bytes: Cow<'static, [u8]>,
    info: CorpusInfo,
    statements: Vec<Statement>,
    checksum: String,
}

/// Why a pack cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// The first bytes are not those of a pack.
    #[error("this is not a Démarche pack")]
    Foreign,
}

impl Pack {
    /// Opens a pack. Costs time and memory in proportion to the metadata, not to the texts.
    ///
    /// # Errors
    /// A sentence for a foreign, damaged, truncated or differently versioned file.
    pub fn open(_bytes: impl Into<Cow<'static, [u8]>>) -> Result<Pack, PackError> {
        Err(PackError::Foreign)
    }

    /// What `corpus.toml` says.
    pub fn info(&self) -> &CorpusInfo {
        &self.info
    }

    /// Metadata of all statements, indexed by [`StatementIdx`].
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// Metadata of one statement.
    pub fn statement(&self, idx: StatementIdx) -> Option<&Statement> {
        self.statements.get(idx.0 as usize)
    }

    /// The statement with this id. O(log n).
    pub fn find(&self, _id: &str) -> Option<StatementIdx> {
        None
    }

    /// The words of one statement, decoded and checked now.
    ///
    /// # Errors
    /// When the bytes are damaged or there is no such statement.
    pub fn body(&self, _idx: StatementIdx) -> Result<Body, PackError> {
        Err(PackError::Foreign)
    }

    /// The bytes of a section, checked on first touch; `None` where the pack has no such section.
    ///
    /// # Errors
    /// When the bytes do not match their checksum.
    pub fn section(&self, _tag: Tag) -> Result<Option<&[u8]>, PackError> {
        Err(PackError::Foreign)
    }

    /// The BLAKE3 hash of the pack's content as 64 hex digits, as stated in the header.
    pub fn checksum(&self) -> &str {
        &self.checksum
    }
}
