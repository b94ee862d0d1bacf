//! `demarche pack`: a corpus folder → one file that the browser and the other commands open.

use crate::output::write_whole;
use crate::packing::{Packed, PackingError, pack_folder};
use crate::render::{count, render, summary, wants_colour};
use anyhow::{Context, bail};
use clap::Args;
use demarche_corpus::Pack;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Write a corpus folder into one file, the pack
///
/// The pack holds all statements and their index, so that opening and searching it is quick. The same folder always
/// gives the same bytes. Nothing is written when the corpus has an error; then the errors are shown as `check` shows
/// them.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Exit code: 0 when the pack is written, 1 when the corpus has errors, 2 if files cannot be read or written.

Example:
  demarche pack corpus/ -o corpus.pack
  demarche search corpus.pack '\"root causes\" speaker:lavrov'"
)]
pub struct PackArgs {
    /// The corpus folder, which holds corpus.toml
    #[arg(value_name = "CORPUS")]
    pub corpus: PathBuf,
    /// The pack to write; an older one of this name is replaced
    #[arg(short, long, value_name = "FILE", default_value = "corpus.pack")]
    pub output: PathBuf,
}

/// Runs the command. Exit code 1 where the corpus has an error.
///
/// # Errors
/// When the folder cannot be read or the pack cannot be written.
pub fn run(args: &PackArgs) -> anyhow::Result<ExitCode> {
    let Packed { bytes, statements, diagnostics, .. } = match pack_folder(&args.corpus) {
        Ok(packed) => packed,
        Err(PackingError::Folder(error)) => return Err(error.into()),
        Err(PackingError::Corpus { diagnostics, files }) => {
            let stderr = io::stderr();
            let mut err = stderr.lock();
            err.write_all(render(&diagnostics, &files, wants_colour(&stderr)).as_bytes())?;
            writeln!(err, "{}; nothing is packed", summary(&diagnostics))?;
            return Ok(ExitCode::from(1));
        }
    };
    if args.output.as_os_str() == "-" {
        bail!("a pack is not written to standard output: give a file, ./- where it is to have that name");
    }
    let size = bytes.len();
    write_whole(&args.output, &bytes).with_context(|| format!("cannot write {}", args.output.display()))?;
    // Opening what was written costs little, and proves that it can be opened.
    let pack = Pack::open(bytes)?;
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{} in {}: {size} bytes, checksum {}",
        count(statements, "statement"),
        args.output.display(),
        pack.checksum()
    )?;
    if !diagnostics.is_empty() {
        writeln!(out, "{}; `demarche check` shows them", summary(&diagnostics))?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
