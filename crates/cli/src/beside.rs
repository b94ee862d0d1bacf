//! Writing files so that each is either whole or not there, and none is replaced before all of them are written.
//!
//! Lives here: the temporary files beside their places, and the moves. Does not live here: what is written, and which
//! folders are made for it. `crates/cli/src/site.rs` takes this file along wherever it is compiled: keep it free of
//! `crate::`.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// A file that could not be written.
#[derive(Debug)]
pub struct Failed {
    /// Its place.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

/// Writes each file beside its place, then moves all of them there, in this order. Their folders have to be there.
/// `is_lasting` makes sure that content is on the disk before it has its name, so that a power cut leaves no empty file;
/// of many files that takes many times longer, and what can be made again may do without.
///
/// # Errors
/// The first that could not be written. What is not moved then is removed again.
pub fn write(files: &[(PathBuf, &[u8])], is_lasting: bool) -> Result<(), Failed> {
    let mut staged = Vec::new();
    let written = files.iter().try_for_each(|(place, content)| {
        stage(place, content, is_lasting, &mut staged)
            .map_err(|source| Failed { path: place.clone(), source })
    });
    let moved = written.and_then(|()| {
        staged.iter().try_for_each(|(beside, place): &(PathBuf, &Path)| {
            fs::rename(beside, place).map_err(|source| Failed { path: place.to_path_buf(), source })
        })
    });
    if moved.is_err() {
        for (beside, _) in &staged {
            // The first error is the one to tell, and what was moved is no longer there.
            _ = fs::remove_file(beside);
        }
    }
    moved
}

/// Writes one file beside its place; `staged` gets both.
fn stage<'f>(
    place: &'f Path,
    content: &[u8],
    is_lasting: bool,
    staged: &mut Vec<(PathBuf, &'f Path)>,
) -> io::Result<()> {
    let name = place
        .file_name()
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "this is not a file name"))?;
    if place.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "there is a folder of this name"));
    }
    // The process's number keeps two runs apart; the name is hidden, so that no reader of the folder takes it for a file.
    let beside = place.with_file_name(format!(".{}.{}.part", name.to_string_lossy(), std::process::id()));
    staged.push((beside.clone(), place));
    let mut file = File::create(&beside)?;
    file.write_all(content)?;
    if is_lasting { file.sync_all() } else { Ok(()) }
}
