//! `demarche check`: every finding about a corpus folder, and whether it can be packed.

use super::progress::Progress;
use crate::folder::read_folder_with;
use crate::render::{count, render, summary, wants_colour};
use clap::Args;
use demarche_corpus::source::read_corpus;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Report every problem of a corpus folder at once
///
/// Reads corpus.toml and statements/**/*.md and shows each problem with its file, line, what is wrong and how to mend
/// it: unknown keys and ids (with the nearest known one), duplicate ids, impossible dates, missing speakers, empty
/// texts, files that are not UTF-8, and so on. A corpus with errors cannot be packed; warnings are for a person to look
/// at, for instance what is declared as still to be filled in.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Exit code: 0 without errors (there may be warnings), 1 with errors, 2 if the folder cannot be read.

Example:
  demarche check corpus/"
)]
pub struct CheckArgs {
    /// The corpus folder, which holds corpus.toml
    #[arg(value_name = "CORPUS")]
    pub corpus: PathBuf,
}

/// Runs the command. Exit code 1 where the corpus has an error.
///
/// # Errors
/// When the folder cannot be read.
pub fn run(args: &CheckArgs) -> anyhow::Result<ExitCode> {
    let progress = Progress::start("reading the corpus");
    let files = read_folder_with(&args.corpus, &mut |number| progress.say_count("reading", number, "file"))?;
    progress.say_count("checking", files.len(), "file");
    let (corpus, diagnostics) = read_corpus(&files);
    drop(progress);
    let stdout = io::stdout();
    let mut out = stdout.lock();
    out.write_all(render(&diagnostics, &files, wants_colour(&stdout)).as_bytes())?;
    if diagnostics.is_empty() {
        writeln!(out, "no errors and no warnings in {}", count(files.len(), "file"))?;
    } else {
        writeln!(out, "{}", summary(&diagnostics))?;
    }
    out.flush()?;
    Ok(if corpus.is_some() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
