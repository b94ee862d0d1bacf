//! `demarche new`: an empty folder → a small corpus that explains itself.
//!
//! Lives here: writing the example, and refusing a folder that holds something. Does not live here: the example's words,
//! which are the files in `new/template/`, compiled in.

use crate::render::count;
use anyhow::{Context, bail};
use clap::Args;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The example: path in the new folder, and content.
const FILES: [(&str, &str); 8] = [
    (".gitignore", include_str!("new/template/gitignore")),
    ("README.md", include_str!("new/template/README.md")),
    (
        "statements/2024-05-03-joint-remarks.md",
        include_str!("new/template/statements/2024-05-03-joint-remarks.md"),
    ),
    (
        "statements/2024-05-03-solmere-readout-fr.md",
        include_str!("new/template/statements/2024-05-03-solmere-readout-fr.md"),
    ),
    (
        "statements/2024-05-03-solmere-readout.md",
        include_str!("new/template/statements/2024-05-03-solmere-readout.md"),
    ),
    (
        "statements/2024-05-03-veltmark-readout.md",
        include_str!("new/template/statements/2024-05-03-veltmark-readout.md"),
    ),
    (
        "statements/2024-05-04-harbour-post-report.md",
        include_str!("new/template/statements/2024-05-04-harbour-post-report.md"),
    ),
    // Last: without it the folder is no corpus.
    ("corpus.toml", include_str!("new/template/corpus.toml")),
];

/// The workflow that publishes at every push.
const WORKFLOW: (&str, &str) =
    (".github/workflows/pages.yml", include_str!("new/template/workflows/pages.yml"));

/// Where this command was released; the release workflow says so when it builds.
const REPOSITORY: Option<&str> = option_env!("DEMARCHE_REPOSITORY");

/// Stands in the workflow where nobody knows.
const UNKNOWN_REPOSITORY: &str = "OWNER/demarche";

/// Begin a corpus with an example that explains itself
///
/// Writes corpus.toml with every key explained, five invented statements about one event (two sides' readouts, a
/// translation, remarks, a press report as a digest), and a README with the next commands. The example passes `check` and
/// can be published as it is: change it into your own.
///
/// With --with-pages the folder is a repository ready for GitHub: at every push the corpus is checked and published on
/// GitHub Pages, without a compiler.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Exit code: 0 when the folder is written, 2 if it holds something already or cannot be written.

Examples:
  demarche new my-corpus
  demarche new my-corpus --with-pages
  demarche serve my-corpus"
)]
pub struct NewArgs {
    /// The folder to make; one that exists must be empty, but for .git
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    /// Also write a GitHub workflow that publishes the corpus on GitHub Pages at every push
    #[arg(long)]
    pub with_pages: bool,
    /// The GitHub repository whose releases hold this command, for the workflow
    #[arg(long, value_name = "OWNER/NAME", requires = "with_pages", value_parser = repository)]
    pub repository: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// When the folder holds something, or cannot be written.
pub fn run(args: &NewArgs) -> anyhow::Result<ExitCode> {
    let mut files: Vec<(&str, String)> = FILES.map(|(path, text)| (path, text.to_owned())).into();
    let repository = args.repository.as_deref().or(REPOSITORY);
    if args.with_pages {
        files.push((WORKFLOW.0, workflow(repository)));
    }
    refuse_if_taken(&args.folder)?;
    write(&args.folder, &files)?;

    let folder = args.folder.display();
    let statements = files.iter().filter(|(path, _)| path.starts_with("statements/")).count();
    let mut out = io::stdout().lock();
    writeln!(out, "a corpus with {} is in {folder}; next:", count(statements, "example statement"))?;
    writeln!(out, "  demarche check {folder}\n  demarche serve {folder}\n  demarche site {folder} -o site/")?;
    if args.with_pages {
        writeln!(out, "to publish at every push: push {folder} to GitHub, and choose there")?;
        writeln!(out, "  Settings, Pages, Source: GitHub Actions")?;
        if repository.is_none() {
            writeln!(
                out,
                "but first say in {} which repository releases this command, in the place of {UNKNOWN_REPOSITORY}",
                args.folder.join(WORKFLOW.0).display()
            )?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The workflow that gets the command from this repository.
fn workflow(repository: Option<&str>) -> String {
    let release = concat!("v", env!("CARGO_PKG_VERSION"));
    let text = WORKFLOW.1.replace("@REPOSITORY@", repository.unwrap_or(UNKNOWN_REPOSITORY));
    text.replace("@RELEASE@", release)
}

/// `owner/name` as GitHub has them; nothing that would mean something else in a workflow.
fn repository(text: &str) -> Result<String, String> {
    let is_name = |name: &str| {
        !name.is_empty()
            && !name.starts_with(['.', '-'])
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c))
    };
    match text.split_once('/') {
        Some((owner, name)) if is_name(owner) && is_name(name) => Ok(text.to_owned()),
        _ => Err("write it as OWNER/NAME, as it stands in the repository's address".to_owned()),
    }
}

/// Only a new folder, an empty one, or a fresh repository is written to.
fn refuse_if_taken(folder: &Path) -> anyhow::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", folder.display())),
    };
    for entry in entries {
        let name = entry.with_context(|| format!("cannot read {}", folder.display()))?.file_name();
        if name != ".git" {
            bail!(
                "{} holds {} already; name a new or an empty folder",
                folder.display(),
                name.to_string_lossy()
            );
        }
    }
    Ok(())
}

/// Writes all files; when one cannot be written, those before it are removed again.
fn write(folder: &Path, files: &[(&str, String)]) -> anyhow::Result<()> {
    let mut written = Vec::new();
    let result = files.iter().try_for_each(|(name, text)| {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).with_context(|| format!("cannot make the folder {}", parent.display()))?;
        // `create_new`: what somebody put there in the meantime is theirs.
        let mut file =
            fs::File::create_new(&path).with_context(|| format!("cannot write {}", path.display()))?;
        written.push(path.clone());
        file.write_all(text.as_bytes()).with_context(|| format!("cannot write {}", path.display()))
    });
    if result.is_err() {
        for path in written {
            // The first error is the one to tell.
            _ = fs::remove_file(path);
        }
    }
    result
}

#[cfg(test)]
mod tests;
