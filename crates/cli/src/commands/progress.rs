//! Signs of life of a command that takes long: on a terminal only, on standard error, and gone when the work is done.
//!
//! Lives here: what is shown, and packing a folder with it. Does not live here: the work.

use crate::folder::read_folder_with;
use crate::packing::{Packed, PackingError, Squeeze, pack_files};
use crate::render::count;
use indicatif::ProgressBar;
use std::path::Path;
use std::time::Duration;

/// Says on a terminal what is being done; ends when it is dropped. Elsewhere nothing is said.
pub(super) struct Progress(ProgressBar);

impl Progress {
    pub(super) fn start(doing: &'static str) -> Progress {
        let bar = ProgressBar::new_spinner().with_message(doing);
        bar.enable_steady_tick(Duration::from_millis(100));
        Progress(bar)
    }

    pub(super) fn say(&self, doing: &'static str) {
        self.0.set_message(doing);
    }

    /// The same with a measure: `reading 1204 files`.
    pub(super) fn say_count(&self, doing: &str, number: usize, noun: &str) {
        self.0.set_message(format!("{doing} {}", count(number, noun)));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// Packs a folder, and says how far that is.
pub(super) fn pack(folder: &Path, squeeze: Squeeze<'_>, progress: &Progress) -> Result<Packed, PackingError> {
    let files = read_folder_with(folder, &mut |number| progress.say_count("reading", number, "file"))?;
    progress.say_count("packing", files.len(), "file");
    pack_files(files, squeeze)
}
