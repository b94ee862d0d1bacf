//! `demarche pack`: a corpus folder → one file that the browser and the other commands open.

use super::progress::{self, Progress};
use crate::output::write_whole;
use crate::packing::{Packed, PackingError, usual_squeeze};
use crate::render::{count, render, summary, wants_colour};
use crate::site::{self, PIECES, is_piece};
use anyhow::{Context, bail};
use clap::Args;
use demarche_corpus::Pack;
use demarche_corpus::pack::{Split, split};
use serde_json::json;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
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
    /// Also write the pack as a site carries it: its beginning, head.pack, and the pieces of a large corpus in corpus/
    #[arg(long, value_name = "FOLDER")]
    pub pieces: Option<PathBuf>,
    /// Say what was written as JSON
    #[arg(long)]
    pub json: bool,
}

/// Runs the command. Exit code 1 where the corpus has an error.
///
/// # Errors
/// When the folder cannot be read or the pack cannot be written.
pub fn run(args: &PackArgs) -> anyhow::Result<ExitCode> {
    let progress = Progress::start("reading the corpus");
    let packed = progress::pack(&args.corpus, usual_squeeze(), &progress);
    let Packed { bytes, statements, text_bytes, diagnostics, .. } = match packed {
        Ok(packed) => packed,
        Err(PackingError::Folder(error)) => return Err(error.into()),
        Err(PackingError::Corpus { diagnostics, files }) => {
            drop(progress);
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
    progress.say("writing the pack");
    write_whole(&args.output, &bytes).with_context(|| format!("cannot write {}", args.output.display()))?;
    if let Some(folder) = &args.pieces {
        write_pieces(&bytes, folder)
            .with_context(|| format!("cannot write the pieces to {}", folder.display()))?;
    }
    // Opening what was written costs little, and proves that it can be opened.
    let pack = Pack::open(bytes)?;
    let sizes = pack.sizes();
    drop(progress);
    let mut out = io::stdout().lock();
    if args.json {
        let said = json!({
            "statements": statements,
            "pack": args.output.display().to_string(),
            "checksum": pack.checksum(),
            "bytes": size,
            "text_bytes": text_bytes,
            "head_bytes": sizes.head,
            "blocks": sizes.blocks,
            "block_bytes": sizes.decoded,
            "stored_bytes": sizes.stored,
            "compressed": sizes.is_squeezed,
        });
        serde_json::to_writer(&mut out, &said)?;
        writeln!(out)?;
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    }
    writeln!(
        out,
        "{} in {}: {size} bytes, checksum {}",
        count(statements, "statement"),
        args.output.display(),
        pack.checksum()
    )?;
    let compressed =
        if sizes.is_squeezed { format!(", compressed to {} bytes", sizes.stored) } else { String::new() };
    writeln!(
        out,
        "texts of {text_bytes} bytes; a head of {} bytes; {} of {} bytes{compressed}",
        sizes.head,
        count(sizes.blocks, "block"),
        sizes.decoded
    )?;
    if !diagnostics.is_empty() {
        writeln!(out, "{}; `demarche check` shows them", summary(&diagnostics))?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a pack as a site carries it, and does away with the pieces of an older one. A small pack is its own head:
/// everybody loads it at once.
fn write_pieces(bytes: &[u8], folder: &Path) -> anyhow::Result<()> {
    let parts = if Pack::open(bytes.to_vec())?.sizes().is_squeezed {
        split(bytes)?
    } else {
        Split { head: bytes.to_vec(), files: Vec::new() }
    };
    let pieces: Vec<(String, &[u8])> =
        parts.files.iter().map(|(name, content)| (format!("{PIECES}{name}"), content.as_slice())).collect();
    fs::create_dir_all(folder.join(if pieces.is_empty() { "" } else { PIECES }))?;
    for name in site::names(folder)?.into_iter().filter(|name| is_piece(name)) {
        if pieces.iter().all(|(new, _)| *new != name) {
            fs::remove_file(folder.join(name))?;
        }
    }
    for (name, content) in pieces {
        fs::write(folder.join(name), content)?;
    }
    Ok(write_whole(&folder.join("head.pack"), &parts.head)?)
}
