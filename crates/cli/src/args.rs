//! The command line: which subcommands there are. Their arguments and help stand with each of them.

use crate::commands::{check, compare, import, pack, search, site};
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Read, check, pack, search and compare a corpus of diplomatic and political statements
///
/// A corpus is a folder: corpus.toml declares people, sides, publishers, events and topics; statements/**/*.md hold one
/// statement each, Markdown with a few lines of metadata on top. `import` makes such files from documents as received,
/// `check` says what has to be mended, `pack` writes the one file that the site, `search` and `compare` read.
#[derive(Debug, Clone, Parser)]
#[command(name = "demarche", version, arg_required_else_help = true)]
#[command(
    after_help = "Exit codes: 0 it worked; 1 it worked and the answer is no (errors in the corpus, nothing found); 2 it could not be done.

Examples:
  demarche check corpus/
  demarche pack corpus/ -o corpus.pack
  demarche search corpus.pack 'grain speaker:lavrov'"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    #[allow(missing_docs, reason = "the help is that of the arguments")]
    Import(import::ImportArgs),
    #[allow(missing_docs, reason = "the help is that of the arguments")]
    Check(check::CheckArgs),
    #[allow(missing_docs, reason = "the help is that of the arguments")]
    Pack(pack::PackArgs),
    #[allow(missing_docs, reason = "the help is that of the arguments")]
    Search(search::SearchArgs),
    #[allow(missing_docs, reason = "the help is that of the arguments")]
    Compare(compare::CompareArgs),
    #[allow(missing_docs, reason = "the help is that of the arguments")]
    Site(site::SiteArgs),
}

impl Cli {
    /// Runs the subcommand.
    ///
    /// # Errors
    /// When it could not be done; one error, its causes joined by colons.
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        match &self.command {
            Command::Import(args) => import::run(args),
            Command::Check(args) => check::run(args),
            Command::Pack(args) => pack::run(args),
            Command::Search(args) => search::run(args),
            Command::Compare(args) => compare::run(args),
            Command::Site(args) => site::run(args),
        }
    }
}
