//! `demarche-bench`: corpora, queries and true counts for `cargo xtask bench`.
//!
//! Lives here: the command line. Does not live here: measuring in a browser (`bench/search/`), and anything of the
//! product: but for `ranking`, this package only reads what others wrote, so that it can be a witness.

mod align;
mod ask;
mod compare;
mod compare_edit;
mod draw;
mod folder;
mod question;
mod ranking;
mod speeches;
mod truth;
mod words;

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::path::{Path, PathBuf};
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
    /// Draw the questions from the smallest corpus folder
    Queries {
        /// A folder written by `prepare`
        #[arg(long)]
        folder: PathBuf,
        /// Another number draws other questions
        #[arg(long, default_value_t = 1946)]
        seed: u64,
        /// The file to write
        #[arg(long)]
        into: PathBuf,
    },
    /// Part a pack into its head and the pieces that lie beside an app
    Split {
        /// A whole pack
        #[arg(long)]
        pack: PathBuf,
        /// The folder for `head` and `corpus/`
        #[arg(long)]
        into: PathBuf,
    },
    /// Write the questions as the project's own worker takes them
    Encode {
        /// A file written by `queries`
        #[arg(long)]
        queries: PathBuf,
        /// Words stand for their inflections, too, as when they are typed
        #[arg(long)]
        stems: bool,
        /// The file to write
        #[arg(long)]
        into: PathBuf,
    },
    /// Read the worker's replies and write what they say
    Replies {
        /// A JSON list of replies in hexadecimal
        #[arg(long)]
        replies: PathBuf,
        /// The file to write
        #[arg(long)]
        into: PathBuf,
    },
    /// Measure the order of results on judged queries
    Ranking {
        /// The root of the repository: the default corpus and the judged queries are there
        #[arg(long, default_value = ".")]
        root: PathBuf,
        /// A folder written by `prepare`; may be given several times
        #[arg(long)]
        un: Vec<PathBuf>,
        /// Write bench/ranking.md and bench/ranking.json
        #[arg(long)]
        write: bool,
    },
    /// Measure the alignment of two accounts on labelled pairs
    Align {
        /// The root of the repository: the labelled pairs are there
        #[arg(long, default_value = ".")]
        root: PathBuf,
        /// A folder of labelled readouts of others
        #[arg(long)]
        gold: Option<PathBuf>,
        /// Fit the score and print its coefficients instead
        #[arg(long)]
        fit: bool,
        /// Name every pair that is wrong or missed
        #[arg(long)]
        verbose: bool,
        /// Write bench/align.md and bench/align.json
        #[arg(long)]
        write: bool,
    },
    /// Make the pairs of texts that are compared
    Pairs {
        /// JSON lines, gzip'd where the name ends in .gz
        #[arg(long)]
        jsonl: PathBuf,
        /// Another number draws other pairs
        #[arg(long, default_value_t = 1946)]
        seed: u64,
        /// The file to write
        #[arg(long)]
        into: PathBuf,
    },
    /// Count the right answers by reading every word
    Truth {
        /// A folder written by `prepare`
        #[arg(long)]
        folder: PathBuf,
        /// A file written by `queries`
        #[arg(long)]
        queries: PathBuf,
        /// The file to write: the counts, in the order of the queries
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
        Command::Queries { folder, seed, into } => {
            let statements = folder::read_texts(&folder)?;
            let questions = draw::draw(&statements, &words::Words::read(&statements), seed);
            write_json(&into, &questions)?;
            println!("{} questions in {}", questions.len(), into.display());
            Ok(())
        }
        Command::Split { pack, into } => {
            let whole = fs::read(&pack).with_context(|| format!("reading {}", pack.display()))?;
            let parts = demarche_corpus::pack::split(&whole)
                .with_context(|| format!("parting {}", pack.display()))?;
            let pieces = into.join("corpus");
            fs::create_dir_all(&pieces).with_context(|| format!("making {}", pieces.display()))?;
            fs::write(into.join("head"), &parts.head).context("writing the head")?;
            for (name, piece) in &parts.files {
                fs::write(pieces.join(name), piece).with_context(|| format!("writing {name}"))?;
            }
            println!("a head of {} bytes and {} pieces", parts.head.len(), parts.files.len());
            Ok(())
        }
        Command::Encode { queries, stems, into } => {
            let questions: Vec<question::Question> = read_json(&queries)?;
            let encoded: Vec<ask::Encoded> =
                questions.iter().map(|question| ask::encode(question, stems)).collect::<Result<_>>()?;
            write_json(&into, &encoded)
        }
        Command::Replies { replies, into } => {
            let replies: Vec<String> = read_json(&replies)?;
            let told: Vec<ask::Told> =
                replies.iter().map(|reply| ask::read_reply(reply)).collect::<Result<_>>()?;
            write_json(&into, &told)
        }
        Command::Align { root, gold, fit, verbose, write } => {
            align::run(&root, gold.as_deref(), fit, verbose, write)
        }
        Command::Ranking { root, un, write } => {
            let judged = root.join("bench/ranking");
            let mut measured =
                vec![ranking::measure("default", &judged.join("default.toml"), &root.join("corpus"))?];
            for folder in un {
                measured.push(ranking::measure("UN", &judged.join("un.toml"), &folder)?);
            }
            if write {
                ranking::write(&measured, &root.join("bench"))?;
            }
            print!("{}", ranking::tables(&measured));
            Ok(())
        }
        Command::Pairs { jsonl, seed, into } => {
            let pairs = compare::pairs(&speeches::read_newest(&jsonl, None)?, &compare::SIZES, seed)?;
            write_json(&into, &pairs)?;
            println!("{} pairs in {}", pairs.pairs.len(), into.display());
            Ok(())
        }
        Command::Truth { folder, queries, into } => {
            let questions: Vec<question::Question> = read_json(&queries)?;
            let statements = folder::read_texts(&folder)?;
            let words = words::Words::read(&statements);
            let truths: Vec<truth::Truth> =
                questions.iter().map(|question| truth::count(question, &statements, &words)).collect();
            write_json(&into, &truths)?;
            println!("{} counts in {}", truths.len(), into.display());
            Ok(())
        }
    }
}

fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let json = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    serde_json::from_slice(&json).with_context(|| format!("reading {}", path.display()))
}

fn write_json(path: &Path, value: &impl Serialize) -> Result<()> {
    let json = serde_json::to_string_pretty(value)?;
    fs::write(path, json).with_context(|| format!("writing {}", path.display()))
}
