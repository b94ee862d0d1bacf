//! The tools that turn a package into a site: Trunk, wasm-bindgen, wasm-opt. One on PATH in the right version is
//! used; otherwise ours, in [`tools_dir`].

use crate::run::{candidates, cargo, command, output, run};
use crate::workspace::{locked_version, tools_dir};
use anyhow::{Context as _, Result};
use std::path::{Path, PathBuf};

/// The last release that builds with the Rust this workspace asks for.
const TRUNK: &str = "0.21.14";
/// Of the npm package `binaryen`; its tools call themselves by the major number.
const BINARYEN: &str = "132.0.0";

/// Checks licences, sources and known holes.
pub const CARGO_DENY: &str = "0.20.2";
/// Writes bills of materials.
pub const CARGO_CYCLONEDX: &str = "0.5.9";

/// The first program of that name whose `--version` has the version among its words.
fn find(program: &str, version: &str) -> Option<PathBuf> {
    let ours = [tools_dir().join("cargo/bin")];
    candidates(program, &ours).into_iter().find(|path| says_version(path, version))
}

fn says_version(path: &Path, version: &str) -> bool {
    output(command(path).arg("--version").env_remove("NO_COLOR"))
        .is_ok_and(|said| said.split_whitespace().any(|word| word == version))
}

/// Trunk of the version we were tried with.
pub fn find_trunk() -> Option<PathBuf> {
    find("trunk", TRUNK)
}

/// Builds Trunk.
pub fn install_trunk() -> Result<()> {
    cargo_install(&["trunk", "--version", TRUNK, "--locked"])
}

/// wasm-bindgen of exactly the version in Cargo.lock: the two check each other.
pub fn find_wasm_bindgen() -> Option<PathBuf> {
    find("wasm-bindgen", &locked_version("wasm-bindgen").ok()?)
}

/// Builds wasm-bindgen.
pub fn install_wasm_bindgen() -> Result<()> {
    let version = locked_version("wasm-bindgen")?;
    let words = ["wasm-bindgen-cli", "--version", &version];
    // Its lock file may name a crate that a mirror does not have; newer ones do as well.
    cargo_install(&[&words[..], &["--locked"]].concat()).or_else(|_| cargo_install(&words))
}

/// A subcommand of cargo in exactly this version, built if it is not there.
pub fn found_or_built(program: &str, version: &str, usual: &str) -> Result<PathBuf> {
    let is_that = |path: &PathBuf| {
        // Such tools are started as `cargo NAME`, and some take that for their first word.
        let name = program.trim_start_matches("cargo-");
        says_version(path, version)
            || output(command(path).args([name, "--version"])).is_ok_and(|said| said.contains(version))
    };
    let find = || candidates(program, &[tools_dir().join("cargo/bin")]).into_iter().find(is_that);
    if let Some(path) = find() {
        return Ok(path);
    }
    println!("installing {program} (usually {usual} on two cores)");
    cargo_install(&[program, "--version", version, "--locked"])?;
    find().with_context(|| format!("{program} was installed and is still not to be found"))
}

fn cargo_install(words: &[&str]) -> Result<()> {
    let mut install = cargo(&["install", "--root"]);
    // Cargo's own folder for what is built: a target folder set for the workspace is not meant for the tools.
    install.arg(tools_dir().join("cargo")).args(words).env_remove("CARGO_TARGET_DIR");
    run(&mut install)
}

/// wasm-opt: ours is known by its package's version, because starting it takes longer than all other checks.
pub fn find_wasm_opt() -> Option<PathBuf> {
    let modules = npm_dir().join("node_modules");
    let ours = modules.join(".bin/wasm-opt");
    if ours.is_file() && package_version(&modules.join("binaryen")).as_deref() == Some(BINARYEN) {
        return Some(ours);
    }
    let major = BINARYEN.split('.').next().unwrap_or(BINARYEN);
    candidates("wasm-opt", &[]).into_iter().find(|path| says_version(path, major))
}

/// Fetches wasm-opt from npm.
pub fn install_wasm_opt() -> Result<()> {
    let dir = npm_dir();
    std::fs::create_dir_all(&dir).with_context(|| format!("creating {}", dir.display()))?;
    let mut npm = command("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--no-save", "--prefix"]).arg(&dir);
    run(npm.arg(format!("binaryen@{BINARYEN}")))
}

fn npm_dir() -> PathBuf {
    tools_dir().join("npm")
}

/// The version an installed npm package states.
pub fn package_version(package: &Path) -> Option<String> {
    let text = std::fs::read_to_string(package.join("package.json")).ok()?;
    json_string(&text, "version")
}

/// The first string under a key of a JSON text. Enough for the flat files we ask, at the price of no library.
pub fn json_string(json: &str, key: &str) -> Option<String> {
    let rest = json.split_once(&format!("\"{key}\""))?.1;
    let value = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    Some(value.split('"').next()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_read_from_a_package_file() {
        let json = "{\n  \"name\": \"axe-core\",\n  \"version\" : \"4.14.1\",\n  \"main\": \"axe.js\"\n}";
        assert_eq!(json_string(json, "version").as_deref(), Some("4.14.1"));
        assert_eq!(json_string(json, "licence"), None);
        assert_eq!(json_string("{\"version\": 4}", "version"), None);
    }
}
