//! `cargo xtask tidy`: what the project promises and no compiler checks.
//!
//! Lives here: the tree of files the rules look at, and how findings are told, all of them at once. Each module below
//! is one family of rules, a function from the tree to findings, so that tests need no files.

mod arrows;
mod contrast;
mod documents;
mod quotes;
mod sources;
mod styles;

use crate::{run, workspace};
use anyhow::{Context as _, Result, bail};
use std::fmt;
use std::path::Path;

/// A text file of the repository.
#[derive(Debug, Clone)]
struct TextFile {
    /// Path from the root, with `/`.
    path: String,
    text: String,
}

/// One thing that is not as promised.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    path: String,
    /// Counted from 1.
    line: usize,
    what: String,
    mend: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}; {}", self.path, self.line, self.what, self.mend)
    }
}

impl Finding {
    fn new(file: &TextFile, line: usize, what: impl Into<String>, mend: &'static str) -> Self {
        Self { path: file.path.clone(), line, what: what.into(), mend }
    }
}

/// Checks the repository; every finding is printed before the error that counts them.
pub fn tidy() -> Result<()> {
    let root = workspace::root();
    let files = read_tree(root)?;
    let seeds = read_seeds(&root.join("../shared/seeds"))?;

    let mut findings = Vec::new();
    findings.extend(sources::check(&files));
    findings.extend(arrows::check(&files));
    findings.extend(styles::check(&files));
    findings.extend(contrast::check(&files));
    findings.extend(documents::check(&files, |path| is_kept(root, path)));
    findings.extend(quotes::check(&files, &seeds));
    findings.sort();
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => {
            let quoted = if seeds.is_empty() { ", source documents not at hand" } else { "" };
            println!("tidy: {} files, nothing found{quoted}", files.len());
            Ok(())
        }
        1 => bail!("tidy found 1 thing"),
        count => bail!("tidy found {count} things"),
    }
}

/// Whether the repository has this file or folder: what is there but ignored is not in anybody else's clone.
fn is_kept(root: &Path, path: &str) -> bool {
    let ignored = run::command("git").args(["check-ignore", "-q", path]).current_dir(root).status();
    root.join(path).exists() && !ignored.is_ok_and(|status| status.success())
}

/// Every text file git tracks or would track.
fn read_tree(root: &Path) -> Result<Vec<TextFile>> {
    let list = run::output(run::command("git").args(["ls-files", "-z", "-c", "-o", "--exclude-standard"]))?;
    let mut files = Vec::new();
    for path in list.split_terminator('\0') {
        // A file that is deleted but not committed so is still listed; a binary file holds nothing to read.
        if let Ok(text) = std::fs::read_to_string(root.join(path)) {
            files.push(TextFile { path: path.to_owned(), text });
        }
    }
    Ok(files)
}

/// The texts nobody may copy from, where they are at hand.
fn read_seeds(dir: &Path) -> Result<Vec<String>> {
    let mut seeds = Vec::new();
    let Ok(entries) = std::fs::read_dir(dir) else { return Ok(seeds) };
    for entry in entries {
        let path = entry.with_context(|| format!("reading {}", dir.display()))?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let bytes = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
            seeds.push(String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    Ok(seeds)
}

/// Lines with their numbers, counted from 1.
fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, line))
}

#[cfg(test)]
mod testing {
    use super::{Finding, TextFile};

    /// A tree from pairs of path and text.
    pub fn tree(files: &[(&str, &str)]) -> Vec<TextFile> {
        files
            .iter()
            .map(|(path, text)| TextFile { path: (*path).to_owned(), text: (*text).to_owned() })
            .collect()
    }

    /// Findings as `path:line: what`.
    pub fn told(findings: Vec<Finding>) -> Vec<String> {
        findings
            .into_iter()
            .map(|finding| format!("{}:{}: {}", finding.path, finding.line, finding.what))
            .collect()
    }
}
