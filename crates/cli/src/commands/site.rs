//! `demarche site`: a corpus folder → a site, with an app that is already built.

use crate::packing::{Packed, PackingError, pack_folder};
use crate::publishing::{Options, Publication, assemble};
use crate::render::{count, render, summary, wants_colour};
use crate::site;
use anyhow::Context;
use clap::Args;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Publish a corpus folder as a site that needs no server
///
/// The corpus is checked and packed, and put into the app. Nothing is written when the corpus has an error; then the
/// errors are shown as `check` shows them.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Exit code: 0 when the site is written, 1 when the corpus has errors, 2 if files cannot be read or written.

Example:
  demarche site my-corpus -o site/"
)]
pub struct SiteArgs {
    /// The corpus folder, which holds corpus.toml
    #[arg(value_name = "CORPUS")]
    pub corpus: PathBuf,
    /// The folder to write; a site that stands there is replaced, other files in it are left alone
    #[arg(short, long, value_name = "FOLDER", default_value = "site")]
    pub output: PathBuf,
    /// The folder of the built app, as `cargo xtask dist` leaves it in target/site
    #[arg(long, value_name = "FOLDER")]
    pub app: PathBuf,
}

/// Runs the command. Exit code 1 where the corpus has an error.
///
/// # Errors
/// When files cannot be read or written, or the app is not whole.
pub fn run(args: &SiteArgs) -> anyhow::Result<ExitCode> {
    let Packed { bytes, statements, diagnostics, .. } = match pack_folder(&args.corpus) {
        Ok(packed) => packed,
        Err(PackingError::Folder(error)) => return Err(error.into()),
        Err(PackingError::Corpus { diagnostics, files }) => {
            let stderr = io::stderr();
            let mut err = stderr.lock();
            err.write_all(render(&diagnostics, &files, wants_colour(&stderr)).as_bytes())?;
            writeln!(err, "{}; nothing is published", summary(&diagnostics))?;
            return Ok(ExitCode::from(1));
        }
    };
    let app = site::load(&args.app)?;
    let files = assemble(app, &Publication::new(bytes)?, &Options::default())
        .with_context(|| format!("cannot publish {}", args.corpus.display()))?;
    site::store(&files, &args.output)?;
    let mut out = io::stdout().lock();
    writeln!(out, "{} in {}", count(statements, "statement"), args.output.display())?;
    if !diagnostics.is_empty() {
        writeln!(out, "{}; `demarche check` shows them", summary(&diagnostics))?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
