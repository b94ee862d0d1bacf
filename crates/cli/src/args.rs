//! The command line: which subcommands there are. Their arguments and help stand with each of them.

use crate::commands::{check, cite, compare, import, new, pack, search, serve, site};
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Read, check, publish, search and compare a corpus of diplomatic and political statements
///
/// A corpus is a folder: corpus.toml declares people, sides, publishers, events and topics; statements/**/*.md hold one
/// statement each, Markdown with a few lines of metadata on top. `new` begins such a folder with an example, `import` makes
/// statements from documents as received, `check` says what has to be mended, `site` publishes, `serve` shows the site on
/// this machine. `pack` writes the one file that `search` and `compare` read.
#[derive(Debug, Clone, Parser)]
#[command(name = "demarche", version, arg_required_else_help = true)]
#[command(
    after_help = "Exit codes: 0 it worked; 1 it worked and the answer is no (errors in the corpus, nothing found); 2 it could not be done.

A first site, without a compiler and without a network:
  demarche new my-corpus
  demarche serve my-corpus
  demarche site my-corpus -o site/

Answers on the terminal:
  demarche pack my-corpus -o my-corpus.pack
  demarche search my-corpus.pack 'quota side:solmere'"
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
    New(new::NewArgs),
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
    Cite(cite::CiteArgs),
    #[allow(missing_docs, reason = "the help is that of the arguments")]
    Site(site::SiteArgs),
    #[allow(missing_docs, reason = "the help is that of the arguments")]
    Serve(serve::ServeArgs),
}

impl Cli {
    /// Runs the subcommand.
    ///
    /// # Errors
    /// When it could not be done; one error, its causes joined by colons.
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        match &self.command {
            Command::New(args) => new::run(args),
            Command::Import(args) => import::run(args),
            Command::Check(args) => check::run(args),
            Command::Pack(args) => pack::run(args),
            Command::Search(args) => search::run(args),
            Command::Compare(args) => compare::run(args),
            Command::Cite(args) => cite::run(args),
            Command::Site(args) => site::run(args),
            Command::Serve(args) => serve::run(args),
        }
    }
}
