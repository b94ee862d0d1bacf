//! Reading a corpus folder: `corpus.toml`, statements with front matter, and every finding about them at once.

mod escape;
pub mod markdown;

use crate::body::Body;
use crate::diagnostic::Diagnostic;
use crate::model::{CorpusInfo, Statement};

/// A file of the corpus folder as the caller found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path inside the folder, with `/`.
    pub path: String,
    /// What was found there.
    pub content: SourceContent,
}

/// What the caller found at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceContent {
    /// The bytes of the file.
    Bytes(Vec<u8>),
    /// Larger than [`MAX_FILE_BYTES`]; the size in bytes.
    TooLarge(u64),
    /// A symbolic link that leads out of the folder.
    LinkOutside,
    /// The file could not be read; the system's reason.
    Unreadable(String),
}

/// The largest statement file that is read: 5 MB. The longest of 10,952 UN speeches is far below it.
pub const MAX_FILE_BYTES: u64 = 5_000_000;

/// A corpus ready to be packed: statements newest first, then by id; undated ones last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corpus {
    /// What `corpus.toml` says.
    pub info: CorpusInfo,
    /// Statements with their words, in pack order.
    pub statements: Vec<(Statement, Body)>,
}

/// Reads all files of a corpus folder. The corpus is `Some` exactly when no diagnostic is an error.
pub fn read_corpus(_files: &[SourceFile]) -> (Option<Corpus>, Vec<Diagnostic>) {
    (None, Vec::new())
}
