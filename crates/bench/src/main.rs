//! `demarche-bench`: corpora, queries and true counts for `cargo xtask bench`.
//!
//! Lives here: the command line. Does not live here: measuring in a browser (`bench/search/`), and anything of the
//! product: this package only reads what others wrote, so that it can be a witness.

mod folder;
mod speeches;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Corpora, queries and true counts for the benchmarks
#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a corpus folder, and its texts as JSON lines, from speeches as received
    Prepare {
        /// JSON lines, gzip'd where the name ends in .gz
        #[arg(long)]
        jsonl: PathBuf,
        /// How many of the newest speeches; all where left out
        #[arg(long)]
        newest: Option<usize>,
        /// The folder to write
        #[arg(long)]
        into: PathBuf,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Prepare { jsonl, newest, into } => {
            let speeches = speeches::read_newest(&jsonl, newest)?;
            let count = folder::write_folder(&speeches, &into)?;
            println!("{count} statements in {}", into.display());
            Ok(())
        }
    }
}
