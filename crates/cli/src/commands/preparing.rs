//! A corpus folder → the files of its site, for the commands that publish it.
//!
//! Lives here: the order of the steps, and telling a corpus's errors. Does not live here: the steps themselves
//! ([`crate::packing`], [`crate::publishing`]), what is shown meanwhile ([`super::progress`]), and where the files go.

use super::progress::{self, Progress};
use crate::packing::{Packed, PackingError, Squeeze, usual_squeeze};
use crate::publishing::app::BuiltApp;
use crate::publishing::{Options, Publication, assemble, pages};
use crate::render::{render, summary, wants_colour};
use crate::site::Files;
use anyhow::Context;
use demarche_corpus::Diagnostic;
use std::io::{self, Write};
use std::path::Path;

/// What to publish, with what, and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Order<'a> {
    /// The corpus folder.
    pub(super) corpus: &'a Path,
    /// The folder of the app; without one, the app inside the command.
    pub(super) app: Option<&'a Path>,
    /// Where the site will be, if that is not what the corpus says.
    pub(super) base: Option<&'a str>,
    /// The same where the corpus says nothing.
    pub(super) default_base: Option<&'a str>,
    /// One page is to hold everything.
    pub(super) is_one_file: bool,
}

/// A site that is ready.
pub(super) struct Prepared {
    pub(super) files: Files,
    pub(super) statements: usize,
    pub(super) checksum: String,
    pub(super) warnings: Vec<Diagnostic>,
    /// What the site lacks, and why; a sentence each.
    pub(super) notes: Vec<String>,
}

/// Checks, packs and publishes in memory. Nothing where the corpus has errors; they are told then.
pub(super) fn prepare(order: Order<'_>) -> anyhow::Result<Option<Prepared>> {
    // First, because it is quick and packing may not be.
    let app = BuiltApp::find(order.app)?;
    let progress = Progress::start("reading the corpus");
    // One page is compressed as a whole, and holds all of the corpus at once.
    let squeeze = if order.is_one_file { Squeeze::Never } else { usual_squeeze() };
    let packed = progress::pack(order.corpus, squeeze, &progress);
    let Packed { bytes, statements, text_bytes, mut site, diagnostics, .. } = match packed {
        Ok(packed) => packed,
        Err(PackingError::Folder(error)) => return Err(error.into()),
        Err(PackingError::Corpus { diagnostics, files }) => {
            drop(progress);
            let stderr = io::stderr();
            let mut err = stderr.lock();
            err.write_all(render(&diagnostics, &files, wants_colour(&stderr)).as_bytes())?;
            writeln!(err, "{}; nothing is published", summary(&diagnostics))?;
            return Ok(None);
        }
    };
    let stated = site.url.take();
    site.url = order.base.map(str::to_owned).or(stated).or_else(|| order.default_base.map(str::to_owned));
    progress.say("putting the corpus into the app");
    let app = app.files_for(&bytes)?;
    let publishing = || format!("cannot publish {}", order.corpus.display());
    let publication = Publication::new(bytes, site, text_bytes).with_context(publishing)?;
    let options = Options { is_one_file: order.is_one_file };
    let files = assemble(app, &publication, &options).with_context(publishing)?;
    let checksum = publication.pack.checksum().to_string();
    let notes = if order.is_one_file { Vec::new() } else { pages::notes(&publication) };
    Ok(Some(Prepared { files, statements, checksum, warnings: diagnostics, notes }))
}
