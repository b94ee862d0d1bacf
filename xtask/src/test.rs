//! `cargo xtask test`: every test, natively and in a browser, and the sites the browser tests open.
//!
//! The app is compiled once. The other sites are the same app with another pack, published by the command, as users do
//! it. The browser tests learn from the environment where everything is: `DIST_DEFAULT`, `SINGLE_DEFAULT` (the default
//! site as one file), `DIST_IMPORTED`, `DIST_SEEDS` (only where `../shared/seeds` is), `DIST_HOSTILE`, `DEMARCHE_BIN`,
//! `CHROMIUM`, `FIREFOX`, `PAYLOADS` (a file of strings), `PICTURES_OUT` (a folder for what looks otherwise than it should).

use crate::dist::{self, Options, Site};
use crate::run;
use crate::setup::{self, Purpose, Tools};
use crate::workspace::{root, target_dir};
use anyhow::{Context as _, Result, bail};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Runs the native tests, then the browser's; with a filter, only those whose name holds it.
pub fn test(filter: Option<&str>, browser_only: bool) -> Result<()> {
    let tools = setup::setup(Purpose::Tests)?;
    if !browser_only {
        run::run(run::cargo(&["test", "--workspace"]).args(filter))?;
    }
    let sites = Sites::build(&tools)?;
    browser_tests(&tools, &sites, filter).map(drop)
}

/// Makes the README's pictures from the default site, or the references that the tests compare its screens with.
pub fn screenshots(references: bool) -> Result<()> {
    let tools = setup::setup(Purpose::Tests)?;
    let site = dist::dist(&tools, &Options { out: Some(sites_dir().join("default")), ..Options::default() })?;
    let mut node = tools.node()?;
    node.arg(if references { "tests/browser/pictures.mjs" } else { "tests/browser/screenshots.mjs" });
    node.env("DIST_DEFAULT", site.dir).env("OUT", root().join("docs/screenshots"));
    run::run(node.env("CHROMIUM", tools.chromium()?))
}

fn sites_dir() -> PathBuf {
    target_dir().join("sites")
}

/// What the browser tests open, as the environment tells them.
pub struct Sites {
    paths: Vec<(&'static str, PathBuf)>,
    /// The site every other one was made from.
    pub default: Site,
}

impl Sites {
    /// Builds the app, the command, and every site.
    pub fn build(tools: &Tools) -> Result<Self> {
        let default =
            dist::dist(tools, &Options { out: Some(sites_dir().join("default")), ..Options::default() })?;
        let command = default.command.clone();
        let publish = |name: &str, corpus: &Path| -> Result<PathBuf> {
            let out = sites_dir().join(name);
            dist::publish(&command, corpus, &out)?;
            Ok(out)
        };

        let imported = import_corpus(&command, "imported", &root().join("crates/import/fixtures"))?;
        let mut paths = vec![
            ("DIST_IMPORTED", publish("imported", &imported)?),
            ("DIST_HOSTILE", publish("hostile", &root().join("tests/hostile-corpus"))?),
        ];
        let seeds = root().join("../shared/seeds");
        if seeds.is_dir() {
            let corpus = import_corpus(&command, "seeds", &seeds)?;
            paths.push(("DIST_SEEDS", publish("seeds", &corpus)?));
        }
        let single = sites_dir().join("default.html");
        dist::publish_one_file(&command, &root().join("corpus"), &single)?;
        paths.push(("SINGLE_DEFAULT", single));
        paths.push(("DIST_DEFAULT", default.dir.clone()));
        paths.push(("DEMARCHE_BIN", command));
        Ok(Self { paths, default })
    }
}

/// The command as users get it.
pub fn release_command() -> Result<PathBuf> {
    println!("building the command (usually 3 minutes the first time on two cores)");
    run::run(&mut run::cargo(&["build", "--release", "--package", "demarche-cli"]))?;
    Ok(target_dir().join("release").join(format!("demarche{}", std::env::consts::EXE_SUFFIX)))
}

/// Imports every text of a folder into a new corpus and checks it.
fn import_corpus(demarche: &Path, name: &str, texts: &Path) -> Result<PathBuf> {
    let corpus = sites_dir().join(format!("{name}-corpus"));
    if corpus.exists() {
        std::fs::remove_dir_all(&corpus).with_context(|| format!("removing {}", corpus.display()))?;
    }
    let mut inputs = Vec::new();
    for entry in std::fs::read_dir(texts).with_context(|| format!("reading {}", texts.display()))? {
        let path = entry.with_context(|| format!("reading {}", texts.display()))?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            inputs.push(path);
        }
    }
    if inputs.is_empty() {
        bail!("{} holds no .txt file to import", texts.display());
    }
    inputs.sort();
    run::run(run::command(demarche).arg("import").args(&inputs).arg("--into").arg(&corpus))?;
    run::run(run::command(demarche).arg("check").arg(&corpus))?;
    Ok(corpus)
}

/// Runs the browser tests and gives the number of those that passed.
pub fn browser_tests(tools: &Tools, sites: &Sites, filter: Option<&str>) -> Result<usize> {
    let dir = root().join("tests/browser");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&dir).with_context(|| format!("reading {}", dir.display()))? {
        let path = entry.with_context(|| format!("reading {}", dir.display()))?.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(".test.mjs")) {
            files.push(path);
        }
    }
    if files.is_empty() {
        bail!("{} holds no .test.mjs file", dir.display());
    }
    files.sort();
    let mut node = tools.node()?;
    node.args(["--test", "--test-reporter=spec"]);
    node.args(filter.map(|filter| format!("--test-name-pattern={filter}"))).args(files);
    node.env("CHROMIUM", tools.chromium()?)
        .env("FIREFOX", tools.firefox()?)
        .env("PAYLOADS", tools.payloads()?)
        .env("PICTURES_OUT", target_dir().join("pictures"));
    node.envs(sites.paths.iter().map(|(name, path)| (name, path)));
    let passed = run_echoing(&mut node)?;
    if passed == 0 && filter.is_none() {
        bail!("no browser test ran");
    }
    Ok(passed)
}

/// Runs, prints each line as it comes, and gives the number in Node's closing line `ℹ pass N`.
fn run_echoing(command: &mut Command) -> Result<usize> {
    println!("$ node --test tests/browser");
    let mut child = command.stdout(Stdio::piped()).spawn().context("node cannot be started")?;
    let mut passed = 0;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let line = line.context("reading what node prints")?;
            println!("{line}");
            passed = passed_in_node_line(&line).unwrap_or(passed);
        }
    }
    let status = child.wait().context("waiting for node")?;
    if !status.success() {
        bail!("the browser tests failed ({status})");
    }
    Ok(passed)
}

fn passed_in_node_line(line: &str) -> Option<usize> {
    let line = line.trim_start_matches(['ℹ', '#']).trim();
    line.strip_prefix("pass ")?.parse().ok()
}

/// The number of tests that the closing lines of `cargo test` say passed.
pub fn passed_in_cargo_log(log: &str) -> usize {
    let counts = log.lines().filter_map(|line| line.trim().strip_prefix("test result: ok. "));
    counts.filter_map(|rest| rest.split_once(" passed")?.0.parse::<usize>().ok()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_of_both_runners_are_counted() {
        let log = "running 2 tests\ntest a ... ok\n\ntest result: ok. 2 passed; 0 failed; 0 ignored\n\
                   test result: ok. 40 passed; 0 failed; finished in 0.01s\n";
        assert_eq!(passed_in_cargo_log(log), 42);
        assert_eq!(passed_in_node_line("ℹ pass 7"), Some(7));
        assert_eq!(passed_in_node_line("# pass 7"), Some(7));
        assert_eq!(passed_in_node_line("✔ a pass of 7 (12ms)"), None);
    }
}
