//! `cargo xtask finish`: what has to happen to a site after Trunk wrote it and before anybody sees it.
//!
//! Trunk calls it (a hook in Trunk.toml) with the folder in `TRUNK_STAGING_DIR`: a release build is made smaller by
//! wasm-opt and cut in two, what could make markup or scripts of strings is guarded, and the page's hashes are made to agree with the
//! files. `wasm-opt -all` must not be used: its output does not load in Chromium, so each feature of Rust's target is
//! named.

use crate::{later, run, setup, site, styles, trusted};
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};

/// What rustc's wasm32-unknown-unknown makes use of, and every browser has had for years.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What makes the app smallest once it is compressed: control flow made anew, and nothing kept in a local that is as short
/// when it is computed again. Search and comparison take as long as by `-Oz` alone. Moving only small functions to where they
/// are called would save 6 KB more before the first screen and cost the search a third of its speed.
const SMALLER: [&str; 5] = ["--flatten", "--rereloop", "-Oz", "-Oz", "--skip-pass=local-cse"];

/// Finishes the site in the folder Trunk names.
pub fn finish() -> Result<()> {
    let dir = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let dir =
        dir.context("TRUNK_STAGING_DIR is not set; this command is Trunk's to call, use `cargo xtask dist`")?;
    if std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release") {
        shrink(&dir)?;
        later::part(&dir)?;
        styles::join(&dir)?;
    }
    trusted::guard(&dir)?;
    Ok(site::seal(&dir)?)
}

fn shrink(dir: &Path) -> Result<()> {
    for entry in std::fs::read_dir(dir).with_context(|| format!("reading {}", dir.display()))? {
        let path = entry.with_context(|| format!("reading {}", dir.display()))?.path();
        if path.extension().is_some_and(|extension| extension == "wasm") {
            optimize(&path, true)?;
            let wasm = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
            if site::carried_pack(&wasm)?.is_none() {
                bail!("the app carries no corpus: its section `{}` is gone", site::SECTION);
            }
        }
    }
    Ok(())
}

/// Makes one file smaller, in its place. By the names of functions the app is cut in two; nothing else needs them.
pub fn optimize(path: &Path, keeps_names: bool) -> Result<()> {
    let mut command = run::command(setup::wasm_opt()?);
    // The corpus's section stays, as every section unknown to it does. Rust puts the stack first, so its far end, not
    // data, lies in the first kilobyte: constants can be folded into addresses.
    command.arg("--low-memory-unused").args(FEATURES).args(SMALLER).arg("--strip-producers");
    command.arg(if keeps_names { "--debuginfo" } else { "--strip-debug" });
    run::output(command.arg(path).arg("-o").arg(path)).map(drop)
}

/// The files of a built app that are its program.
pub struct Program {
    /// What their names begin with.
    pub stem: String,
    /// wasm-bindgen's JavaScript.
    pub glue: PathBuf,
    /// The WebAssembly.
    pub wasm: PathBuf,
}

/// Finds them in a folder.
pub fn program(dir: &Path) -> Result<Program> {
    let (mut glue, mut wasm) = (None, None);
    for entry in std::fs::read_dir(dir).with_context(|| format!("reading {}", dir.display()))? {
        let path = entry.with_context(|| format!("reading {}", dir.display()))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(stem) = name.strip_suffix("_bg.wasm") {
            // The two were given their hashes apart, so only what stands before them is the same.
            wasm = Some((stem.rsplit_once('-').map_or(stem, |(stem, _)| stem).to_owned(), path));
        } else if name.ends_with(".js") && name.contains('-') {
            glue = Some(path);
        }
    }
    let (stem, wasm) = wasm.with_context(|| format!("{} holds no program", dir.display()))?;
    let glue = glue.with_context(|| format!("{} holds no JavaScript of the program", dir.display()))?;
    Ok(Program { stem, glue, wasm })
}
