//! `cargo xtask reproduce`: whether two builds of one commit give the same bytes.
//!
//! The commit that is checked out is cloned twice, to paths of different lengths, and each clone builds its own task
//! runner, app, command, site, single file and pack into a target folder of its own. What the machine has in common
//! stays in common: compiler, tools and the registry's sources.

use crate::run;
use crate::site;
use crate::workspace::{root, target_dir};
use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};
use std::path::Path;

/// Where the clones go, below the target folder.
const CLONES: [&str; 2] = ["one", "another/checkout/of-the-same"];

/// Builds twice, compares every file, and prints what each has in common or not.
pub fn reproduce() -> Result<()> {
    let place = target_dir().join("reproduce");
    if place.exists() {
        std::fs::remove_dir_all(&place).with_context(|| format!("removing {}", place.display()))?;
    }
    let commit = run::output(run::command("git").args(["rev-parse", "HEAD"]))?;
    let commit = commit.trim();
    if !run::output(run::command("git").args(["status", "--porcelain"]))?.trim().is_empty() {
        println!("what is not committed is not looked at; building {commit}");
    }
    let mut built = Vec::new();
    for clone in CLONES {
        let dir = place.join(clone);
        run::run(run::command("git").args(["clone", "--quiet", "--no-hardlinks"]).arg(root()).arg(&dir))?;
        run::run(run::command("git").arg("-C").arg(&dir).args(["checkout", "--quiet", "--detach", commit]))?;
        built.push(build(&dir)?);
    }
    let [one, another] = built.as_slice() else { bail!("two builds were asked for") };

    let mut n_different = 0;
    for name in one.keys().chain(another.keys().filter(|name| !one.contains_key(*name))) {
        let digest = |files: &site::Files| files.get(name).map(|content| hexadecimal(content));
        match (digest(one), digest(another)) {
            (Some(a), Some(b)) if a == b => println!("{a}  {name}"),
            (a, b) => {
                n_different += 1;
                let missing = "missing".to_owned();
                println!("DIFFERENT {name}: {} and {}", a.unwrap_or(missing.clone()), b.unwrap_or(missing));
            }
        }
    }
    if n_different > 0 {
        bail!(
            "{n_different} of {} files differ between two builds of {commit}; they are below {}",
            one.len(),
            place.display()
        );
    }
    println!("two builds of {commit} gave the same {} files", one.len());
    std::fs::remove_dir_all(&place).with_context(|| format!("removing {}", place.display()))
}

/// Builds one clone, and gives what it made.
fn build(dir: &Path) -> Result<site::Files> {
    let target = dir.join("target");
    let out = dir.join("out");
    let mut cargo = run::command("cargo");
    cargo.current_dir(dir).env("CARGO_TARGET_DIR", &target).env_remove("DEMARCHE_CORPUS");
    // Cargo hands its own variables to what it runs; a build for somebody else must not inherit them.
    for name in ["CARGO_ENCODED_RUSTFLAGS", "CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH"] {
        cargo.env_remove(name);
    }
    // Not `dist`: what a site may weigh is another question.
    run::run(cargo.args(["xtask", "command"]))?;
    let demarche = target.join("release").join(format!("demarche{}", std::env::consts::EXE_SUFFIX));
    let command = |words: &[&str], made: &str| {
        let mut command = run::command(&demarche);
        run::run(command.current_dir(dir).args(words).arg("-o").arg(out.join(made)))
    };
    std::fs::create_dir_all(&out).with_context(|| format!("creating {}", out.display()))?;
    command(&["pack", "corpus"], "corpus.pack")?;
    command(&["site", "corpus"], "site")?;
    command(&["site", "corpus", "--single-file"], "single.html")?;
    site::load(&out).with_context(|| format!("reading {}", out.display()))
}

fn hexadecimal(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}
