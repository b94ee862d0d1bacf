//! `demarche site`: a corpus folder → a site, or one file, with an app that is already built.

use super::preparing::{Order, Prepared, prepare};
use super::progress::Progress;
use crate::output::write_whole;
use crate::publishing::single::one_file;
use crate::render::{count, size, summary};
use crate::site;
use anyhow::{Context, bail};
use clap::Args;
use demarche_corpus::source::site_address;
use serde_json::json;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Publish a corpus folder as a site that needs no server, or as one file
///
/// The corpus is checked and packed, and put into the app that this command carries: no compiler and no network are
/// needed. The site is a folder of plain files for any web host, under any path. With --single-file it is one HTML file,
/// which opens from disk by a double click.
///
/// Nothing is written when the corpus has an error; then the errors are shown as `check` shows them. The same corpus
/// always gives the same files.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Exit code: 0 when the site is written, 1 when the corpus has errors, 2 if files cannot be read or written.

JSON: {\"statements\":3,\"output\":\"site\",\"single_file\":false,\"files\":12,\"bytes\":1900000,\"checksum\":\"…\",\"warnings\":0}

Examples:
  demarche site my-corpus -o site/
  demarche serve site/
  demarche site my-corpus --single-file -o my-corpus.html"
)]
pub struct SiteArgs {
    /// The corpus folder, which holds corpus.toml
    #[arg(value_name = "CORPUS")]
    pub corpus: PathBuf,
    /// Where to write: a folder, in which an older site is replaced and other files are left alone, or with
    /// --single-file a file [default: site, or CORPUS.html]
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Write one HTML file, which opens from disk, in the place of a folder
    #[arg(long)]
    pub single_file: bool,
    /// Publish with the built app in this folder, in the place of the one inside the command
    #[arg(long, value_name = "FOLDER")]
    pub app: Option<PathBuf>,
    /// The address at which the site will be, in the place of the `url` in corpus.toml
    #[arg(long, value_name = "URL", value_parser = base, conflicts_with = "single_file")]
    pub base: Option<String>,
    /// The address at which the site will be, where corpus.toml states no `url`
    #[arg(long, value_name = "URL", value_parser = base, conflicts_with_all = ["single_file", "base"])]
    pub default_base: Option<String>,
    /// Say what was written as JSON
    #[arg(long)]
    pub json: bool,
}

/// Runs the command. Exit code 1 where the corpus has an error.
///
/// # Errors
/// When files cannot be read or written, or there is no app that fits.
pub fn run(args: &SiteArgs) -> anyhow::Result<ExitCode> {
    let output = match &args.output {
        Some(output) => output.clone(),
        None => usual_output(&args.corpus, args.single_file),
    };
    // Said before the work rather than after it.
    if args.single_file && output.is_dir() {
        bail!(
            "{} is a folder, and a single file is to be written: name the file, such as -o my.html",
            output.display()
        );
    }
    if !args.single_file && output.is_file() {
        bail!(
            "{} is a file, and a site is a folder of files: name a folder, or add --single-file for one file",
            output.display()
        );
    }
    if !args.single_file && output.extension().is_some_and(|end| end.eq_ignore_ascii_case("html")) {
        bail!(
            "{} names a file, and a site is a folder of files: add --single-file for one file",
            output.display()
        );
    }
    let order = Order {
        corpus: &args.corpus,
        app: args.app.as_deref(),
        base: args.base.as_deref(),
        default_base: args.default_base.as_deref(),
        is_one_file: args.single_file,
    };
    let Some(prepared) = prepare(order)? else { return Ok(ExitCode::from(1)) };
    let progress = Progress::start("writing");
    let written = if args.single_file {
        let page = one_file(&prepared.files)?;
        write_whole(&output, page.as_bytes())
            .with_context(|| format!("cannot write {}", output.display()))?;
        Written { files: 1, bytes: page.len() }
    } else {
        progress.say_count("writing", prepared.files.len(), "file");
        site::store(&prepared.files, &output)?;
        Written { files: prepared.files.len(), bytes: prepared.files.values().map(Vec::len).sum() }
    };
    drop(progress);
    let mut out = io::stdout().lock();
    if args.json {
        let said = json!({
            "statements": prepared.statements,
            "output": output.display().to_string(),
            "single_file": args.single_file,
            "files": written.files,
            "bytes": written.bytes,
            "checksum": prepared.checksum,
            "warnings": prepared.warnings.len(),
        });
        serde_json::to_writer(&mut out, &said)?;
        writeln!(out)?;
    } else {
        out.write_all(told(&prepared, &written, &output, args.single_file).as_bytes())?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// What was written.
struct Written {
    files: usize,
    bytes: usize,
}

fn base(url: &str) -> Result<String, String> {
    site_address(url)
        .map_err(|(message, help)| format!("the address {message}: {}", help.trim_end_matches('.')))
}

/// Where a site goes if nobody says.
fn usual_output(corpus: &Path, single_file: bool) -> PathBuf {
    if !single_file {
        return PathBuf::from("site");
    }
    // `.` and `..` have no name of their own.
    let name = corpus.canonicalize().ok().and_then(|path| path.file_name().map(|name| name.to_owned()));
    let mut name = name.unwrap_or_else(|| "corpus".into());
    name.push(".html");
    PathBuf::from(name)
}

fn told(prepared: &Prepared, written: &Written, output: &Path, single_file: bool) -> String {
    let statements = count(prepared.statements, "statement");
    let (output, bytes) = (output.display(), size(written.bytes));
    let mut told = if single_file {
        format!(
            "{statements} in {output}, {bytes}\nto look at it, open the file in a browser: it needs no server and no network\n"
        )
    } else {
        let files = count(written.files, "file");
        format!("{statements} in {output}, {files} of {bytes}\nto look at it: demarche serve {output}\n")
    };
    for note in &prepared.notes {
        told += &format!("note: {note}\n");
    }
    if !prepared.warnings.is_empty() {
        told += &format!("{}; `demarche check` shows them\n", summary(&prepared.warnings));
    }
    told
}
