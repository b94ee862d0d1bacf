//! A pack and an app that is already built → the files of a site.
//!
//! Lives here: the order of the steps. Each step is a module of its own. Does not live here: making the pack
//! ([`crate::packing`]), exchanging it in the module and making hashes right ([`crate::site`]), arguments and messages
//! (`commands/site.rs`).
//!
//! Everything happens in memory and the folder is written last, so a fault leaves what stood there as it was.

pub mod app;
pub mod bundle;
pub mod checksums;
pub mod dense;
mod early;
mod first;
pub mod head;
mod markup;
mod needed;
mod notice;
pub mod offline;
pub mod pages;
pub mod seven;
pub mod single;

use crate::site::{self, Files, PIECES, SiteError};
use demarche_corpus::pack::{PackError, Split, split};
use demarche_corpus::source::SiteInfo;
use demarche_corpus::{CorpusInfo, Pack};
use std::fmt;

/// What is to be published.
#[derive(Debug)]
pub struct Publication {
    /// The whole pack, opened.
    pub pack: Pack,
    /// How the site looks and where it will be.
    pub site: SiteInfo,
    /// Bytes of the statements' texts.
    pub text_bytes: usize,
    bytes: Vec<u8>,
}

/// How it is to be published.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The app carries the whole pack, however large; nothing lies beside it.
    pub is_one_file: bool,
}

/// Why a site could not be made.
#[derive(Debug)]
pub enum PublishError {
    /// The pack cannot be read.
    Pack(PackError),
    /// The app cannot be used.
    Site(SiteError),
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pack(error) => error.fmt(f),
            Self::Site(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Pack(error) => error.source(),
            Self::Site(error) => error.source(),
        }
    }
}

impl From<PackError> for PublishError {
    fn from(error: PackError) -> Self {
        Self::Pack(error)
    }
}

impl From<SiteError> for PublishError {
    fn from(error: SiteError) -> Self {
        Self::Site(error)
    }
}

impl Publication {
    /// Opens the pack of a folder, with what the folder says beside it.
    ///
    /// # Errors
    /// When the bytes are no pack of this version.
    pub fn new(bytes: Vec<u8>, site: SiteInfo, text_bytes: usize) -> Result<Self, PackError> {
        let pack = Pack::open(bytes.clone())?;
        Ok(Self { pack, site, text_bytes, bytes })
    }

    /// What `corpus.toml` says.
    pub fn info(&self) -> &CorpusInfo {
        self.pack.info()
    }

    /// What the app carries, and what lies beside it. A small pack is carried whole: everybody loads it at once.
    fn parts(&self, options: &Options) -> Result<Split, PackError> {
        if !options.is_one_file && self.pack.sizes().is_squeezed {
            split(&self.bytes)
        } else {
            Ok(Split { head: self.bytes.clone(), files: Vec::new() })
        }
    }
}

/// The files of a site: the app with the pack, and everything that speaks of this corpus. The same app and pack give the
/// same files.
///
/// # Errors
/// When the app is not whole, or the pack is damaged.
pub fn assemble(
    mut files: Files,
    publication: &Publication,
    options: &Options,
) -> Result<Files, PublishError> {
    // Of a site that is published from: it would be counted among the files of this one.
    files.remove(site::LIST);
    let parts = publication.parts(options)?;
    site::exchange_pack(&mut files, &parts.head)?;
    for (name, content) in parts.files {
        files.insert(format!("{PIECES}{name}"), content);
    }
    head::write(&mut files, publication, options)?;
    site::seal_files(&mut files)?;
    if options.is_one_file {
        // A site that is published from may have it.
        offline::unlink(&mut files)?;
    } else {
        pages::add(&mut files, publication)?;
        notice::add(&mut files);
        offline::link(&mut files, publication.info())?;
        // Whatever else adds files does so above: the worker carries the digest of each.
        offline::add(&mut files);
        checksums::add(&mut files);
    }
    Ok(files)
}

#[cfg(test)]
mod tests;
