//! `cargo xtask deny` and `cargo xtask sbom`: what comes into the project from elsewhere.
//!
//! Lives here: running the two tools, which are installed when they are first needed (both take minutes to compile,
//! so no other command waits for them). Does not live here: what is allowed, which `deny.toml` says.

use crate::workspace::{root, target_dir};
use crate::{run, setup};
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};

/// Checks licences, sources, duplicates and known holes.
pub fn deny() -> Result<()> {
    let program = setup::cargo_deny()?;
    run::run(run::command(&program).args([
        "check",
        "--hide-inclusion-graph",
        "licenses",
        "bans",
        "sources",
    ]))?;
    println!("$ cargo-deny fetch db");
    let fetched = run::output(run::command(&program).args(["fetch", "db"]));
    match fetched {
        Ok(_) => run::run(run::command(&program).args(["check", "--disable-fetch", "advisories"])),
        // Where a machine of ours checks, a hole must not pass because the list of holes was away.
        Err(error) if std::env::var_os("CI").is_some() => {
            Err(error.context("fetching the list of known holes"))
        }
        Err(_) => {
            println!(
                "licences, sources and duplicates are fine; known holes were NOT checked: their list could not be fetched"
            );
            Ok(())
        }
    }
}

/// A list that is written: what it is about, its package, for which system, and the name of its file.
struct Bill {
    what: &'static str,
    package: &'static str,
    target: Option<&'static str>,
    file: &'static str,
}

const BILLS: [Bill; 2] = [
    Bill {
        what: "the app",
        package: ".",
        target: Some("wasm32-unknown-unknown"),
        file: "demarche-app.cdx.json",
    },
    Bill { what: "the command", package: "crates/cli", target: None, file: "demarche-command.cdx.json" },
];

/// The name that no other file has, without its ending: the tool writes beside every Cargo.toml of the workspace.
const SCRATCH: &str = "demarche-bill-of-materials";

/// Writes what the app and the command are made of, as CycloneDX, into `out`.
pub fn sbom(out: Option<PathBuf>) -> Result<()> {
    let out = out.unwrap_or_else(|| target_dir().join("sbom"));
    std::fs::create_dir_all(&out).with_context(|| format!("creating {}", out.display()))?;
    let program = setup::cargo_cyclonedx()?;
    let committed = run::output(run::command("git").args(["log", "-1", "--format=%ct"]))?;
    for bill in &BILLS {
        let mut tool = run::command(&program);
        tool.args(["cyclonedx", "--format", "json", "--spec-version", "1.5", "--no-build-deps", "--quiet"]);
        tool.args(["--override-filename", SCRATCH]);
        // The same commit gives the same file.
        tool.env("SOURCE_DATE_EPOCH", committed.trim());
        if let Some(target) = bill.target {
            tool.args(["--target", target]);
        }
        let written = run::run(&mut tool);
        let list = std::fs::read_to_string(root().join(bill.package).join(format!("{SCRATCH}.json")));
        remove_scratch(root())?;
        written?;
        let list = list.with_context(|| format!("reading the list of {}", bill.what))?;
        // Where this checkout lies is nobody's business.
        let list = list.replace(&format!("file://{}", root().display()), "file://");
        let n_components = list.matches("\"purl\"").count();
        if n_components < 10 {
            bail!(
                "the list of {} has {n_components} components only; look at what the tool wrote",
                bill.what
            );
        }
        let path = out.join(bill.file);
        std::fs::write(&path, list).with_context(|| format!("writing {}", path.display()))?;
        println!("{}: {n_components} components, in {}", bill.what, path.display());
    }
    Ok(())
}

/// Removes what the tool wrote beside every Cargo.toml.
fn remove_scratch(dir: &Path) -> Result<()> {
    for entry in std::fs::read_dir(dir).with_context(|| format!("reading {}", dir.display()))? {
        let entry = entry.with_context(|| format!("reading {}", dir.display()))?;
        let (name, path) = (entry.file_name(), entry.path());
        let name = name.to_string_lossy();
        if name == format!("{SCRATCH}.json") {
            std::fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
        } else if path.is_dir() && !name.starts_with('.') && !["target", "node_modules"].contains(&&*name) {
            remove_scratch(&path)?;
        }
    }
    Ok(())
}
