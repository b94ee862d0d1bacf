//! A corpus folder → the bytes of its pack.
//!
//! Lives here: the order of the steps. Does not live here: any of the steps ([`crate::folder`],
//! `demarche_corpus::source`, `demarche_search::build_sections`, `demarche_corpus::pack::write`).
//!
//! Nothing is half-packed: one error in one file, and there is no pack.

use crate::folder::{FolderError, read_folder};
use demarche_corpus::pack::{self, Part, Squeeze};
use demarche_corpus::source::{SourceFile, read_corpus};
use demarche_corpus::{Diagnostic, Severity};
use std::path::Path;

/// What packing a folder gave.
#[derive(Debug)]
pub struct Packed {
    /// The pack.
    pub bytes: Vec<u8>,
    /// How many statements it holds.
    pub statements: usize,
    /// Warnings, sorted by path and place.
    pub diagnostics: Vec<Diagnostic>,
    /// The files as read, for showing where a warning points.
    pub files: Vec<SourceFile>,
}

/// Why a folder could not be packed.
#[derive(Debug)]
pub enum PackingError {
    /// The folder could not be read.
    Folder(FolderError),
    /// The corpus has errors.
    Corpus {
        /// All findings, warnings too, sorted by path and place.
        diagnostics: Vec<Diagnostic>,
        /// The files as read, for showing where a finding points.
        files: Vec<SourceFile>,
    },
}

/// One line a finding, for build scripts and logs; the command draws them with their source lines.
impl std::fmt::Display for PackingError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PackingError::Folder(error) => error.fmt(f),
            PackingError::Corpus { diagnostics, .. } => {
                write!(f, "the corpus has errors")?;
                for diagnostic in diagnostics {
                    let Diagnostic { severity, path, line, column, message, help, .. } = diagnostic;
                    let severity = match severity {
                        Severity::Error => "error",
                        Severity::Warning => "warning",
                    };
                    if *line == 0 {
                        write!(f, "\n{path}: {severity}: {message}. {help}")?;
                    } else {
                        write!(f, "\n{path}:{line}:{column}: {severity}: {message}. {help}")?;
                    }
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for PackingError {}

impl From<FolderError> for PackingError {
    fn from(error: FolderError) -> PackingError {
        PackingError::Folder(error)
    }
}

/// Reads, checks, indexes and packs a corpus folder. Linear in its texts; the pack is made in memory.
///
/// # Errors
/// When the folder cannot be read, or any of its files has an error; then all findings are returned.
pub fn pack_folder(path: &Path) -> Result<Packed, PackingError> {
    let files = read_folder(path)?;
    match read_corpus(&files) {
        (Some(corpus), diagnostics) => {
            let part = Part::from(demarche_search::build_sections(&corpus));
            let bytes = pack::write(&corpus, &part, Squeeze::Never);
            Ok(Packed { bytes, statements: corpus.statements.len(), diagnostics, files })
        }
        (None, diagnostics) => Err(PackingError::Corpus { diagnostics, files }),
    }
}
