//! Writing a file so that it is either whole or not there.
//!
//! Lives here: the temporary file beside the place, and the move. Does not live here: what is written.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Writes `bytes` to `path`: into a temporary file in the same folder first, which is then moved to its place. What
/// is no file, `/dev/null` or a named pipe for instance, is written to as it is.
///
/// # Errors
/// What the system said; the temporary file is removed again.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path
        .file_name()
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "this is not a file name"))?;
    if path.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "there is a folder of this name"));
    }
    // A device or a pipe is not a file's place: moving a file there would do away with it.
    if path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
        return File::create(path)?.write_all(bytes);
    }
    // The process's number keeps two runs apart that write the same file at the same time.
    let temporary = path.with_file_name(format!(".{}.{}.tmp", name.to_string_lossy(), std::process::id()));
    let written = File::create(&temporary).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&temporary, path)
    });
    if written.is_err() {
        // The first error is the one to tell; a leftover file is only untidy.
        _ = fs::remove_file(&temporary);
    }
    written
}
