//! A corpus folder → the bytes of its pack.
//!
//! Lives here: the order of the steps. Does not live here: any of the steps ([`crate::folder`],
//! `demarche_corpus::source`, `demarche_search::build_sections`, `demarche_corpus::pack::write`).
//!
//! Nothing is half-packed: one error in one file, and there is no pack.

use crate::folder::{FolderError, read_folder};
use crate::squeeze;
use demarche_compare::meanings;
pub use demarche_corpus::pack::Squeeze;
use demarche_corpus::pack::{Draft, Part};
use demarche_corpus::source::{SiteInfo, SourceFile, read_corpus, read_site};
use demarche_corpus::{Diagnostic, Severity};
use std::path::Path;
use std::thread;

/// What packing a folder gave.
#[derive(Debug)]
pub struct Packed {
    /// The pack.
    pub bytes: Vec<u8>,
    /// How many statements it holds.
    pub statements: usize,
    /// Bytes of their texts.
    pub text_bytes: usize,
    /// Warnings, sorted by path and place.
    pub diagnostics: Vec<Diagnostic>,
    /// The files as read, for showing where a warning points.
    pub files: Vec<SourceFile>,
    /// How the site of this corpus looks and where it will be.
    pub site: SiteInfo,
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

/// A pack whose blocks take more than this is compressed block by block, and published in pieces. Below it a page
/// loads everything at once, compressed by its server like all else, and needs no worker.
pub const SQUEEZE_ABOVE: usize = 4 << 20;

/// Reads, checks, indexes and packs a corpus folder; a large one is compressed. Linear in its texts; the pack is made
/// in memory.
///
/// # Errors
/// When the folder cannot be read, or any of its files has an error; then all findings are returned.
pub fn pack_folder(path: &Path) -> Result<Packed, PackingError> {
    pack_folder_with(path, usual_squeeze())
}

/// What is compressed where nobody says otherwise.
pub fn usual_squeeze() -> Squeeze<'static> {
    Squeeze::Above { limit: SQUEEZE_ABOVE, gzip: &squeeze::gzip }
}

/// As [`pack_folder`], with a say in what is compressed.
///
/// # Errors
/// As [`pack_folder`].
pub fn pack_folder_with(path: &Path, squeeze: Squeeze<'_>) -> Result<Packed, PackingError> {
    pack_files(read_folder(path)?, squeeze)
}

/// As [`pack_folder_with`], of files that are read already.
///
/// # Errors
/// When any of them has an error; then all findings are returned.
pub fn pack_files(files: Vec<SourceFile>, squeeze: Squeeze<'_>) -> Result<Packed, PackingError> {
    match read_corpus(&files) {
        (Some(corpus), diagnostics) => {
            let text_bytes: usize = corpus.statements.iter().map(|(_, body)| body.text.len()).sum();
            // Neither needs the other until both are done.
            let (draft, part) = thread::scope(|scope| {
                let part = scope.spawn(|| {
                    let mut part = with_meanings(demarche_search::build_sections(&corpus));
                    // Where texts come in pieces, the first list is to need none of them. With the index the blocks
                    // take less than twice what the texts do.
                    if text_bytes > SQUEEZE_ABOVE / 2 {
                        part.sections.extend(demarche_search::openings(&corpus));
                    }
                    part
                });
                let draft = Draft::new(&corpus, squeeze);
                (draft, part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            });
            let bytes = draft.finish(&part);
            let site = read_site(&files);
            Ok(Packed { bytes, statements: corpus.statements.len(), text_bytes, diagnostics, files, site })
        }
        (None, diagnostics) => Err(PackingError::Corpus { diagnostics, files }),
    }
}

/// Adds the vectors of the words that the texts hold, in a block of its own: whoever never compares never loads it.
fn with_meanings(mut part: Part) -> Part {
    let words = demarche_search::vocabulary(&part);
    let needed = meanings::taught().among(&mut words.iter().map(String::as_str));
    if !needed.is_empty() {
        part.blocks.push((meanings::TAG, vec![needed]));
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarche_corpus::Pack;
    use demarche_corpus::pack::BlockId;
    use std::fs;

    #[test]
    fn whoever_waits_is_told_of_every_file() {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        fs::create_dir_all(scratch.path().join("statements/more")).expect("a scratch folder");
        fs::write(scratch.path().join("corpus.toml"), "title = \"Ferries\"\n").expect("a scratch file");
        for name in ["one.md", "more/two.md"] {
            fs::write(scratch.path().join("statements").join(name), "").expect("a scratch file");
        }
        let mut told = Vec::new();
        let files = crate::folder::read_folder_with(scratch.path(), &mut |number| told.push(number));
        assert_eq!(files.expect("a folder").len(), 3);
        assert_eq!(told.last(), Some(&3));
    }

    #[test]
    fn a_large_corpus_is_squeezed_and_says_the_same() {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let statements = scratch.path().join("statements");
        fs::create_dir(&statements).expect("a scratch folder");
        fs::write(scratch.path().join("corpus.toml"), "title = \"Ferries\"\n").expect("a scratch file");
        for number in 0..40 {
            let report: String =
                (0..60).map(|hour| format!("Ferry {number} left pier {hour} at dawn.\n\n")).collect();
            let text = format!("---\ntitle: Report {number}\ndate: 2024-03-04\n---\n\n{report}");
            fs::write(statements.join(format!("report-{number:02}.md")), text).expect("a scratch file");
        }
        let packed = |squeeze| pack_folder_with(scratch.path(), squeeze).expect("the corpus is sound");
        let plain = packed(Squeeze::Never);
        let squeezed = packed(Squeeze::Above { limit: 1000, gzip: &squeeze::gzip });
        assert_eq!(plain.text_bytes, squeezed.text_bytes);
        assert_eq!(squeezed.bytes, packed(Squeeze::Above { limit: 1000, gzip: &squeeze::gzip }).bytes);
        let default = pack_folder(scratch.path()).expect("the corpus is sound");
        assert_eq!(default.bytes, plain.bytes, "a small corpus is not squeezed");
        let [plain, squeezed] =
            [plain, squeezed].map(|packed| Pack::open(packed.bytes).expect("just written"));
        assert_eq!([plain.verify(), squeezed.verify()], [Ok(()), Ok(())]);
        assert_eq!(squeezed.checksum(), plain.checksum(), "site, pack and single file are of one corpus");
        assert!(squeezed.sizes().stored * 4 < plain.sizes().stored);
        assert!(squeezed.block_file(BlockId(0)).is_some_and(|name| name.ends_with(".gz")));
        for number in 0..40 {
            let idx = demarche_corpus::StatementIdx(number);
            assert_eq!(squeezed.body(idx), plain.body(idx));
        }
    }
}
