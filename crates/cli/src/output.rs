//! Writing one file that the user has named.
//!
//! Lives here: what is no ordinary file. Does not live here: how a file comes to be whole or not there
//! ([`crate::site::beside`]), and what is written.

use crate::site::beside;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// Writes `bytes` to `path`: into a temporary file in the same folder first, which is then moved to its place. What
/// is no file, `/dev/null` or a named pipe for instance, is written to as it is.
///
/// # Errors
/// What the system said; the temporary file is removed again.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A device or a pipe is not a file's place: moving a file there would do away with it.
    if path.metadata().is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
        return File::create(path)?.write_all(bytes);
    }
    beside::write(&[(path.to_path_buf(), bytes)], true).map_err(|failed| failed.source)
}
