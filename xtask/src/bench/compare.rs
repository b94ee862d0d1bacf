//! `cargo xtask bench compare`: the comparison of two texts beside the differences other libraries make, in a browser,
//! on the same pairs of texts; and the screen that shows it.
//!
//! Lives here: the order of things — peers, pairs, the project's own library as WebAssembly, the site. Does not live here: what is
//! measured and how (`bench/compare/`), drawing pairs (`crates/bench`).

use super::{build_own, folders, install_peers, path, program, speeches};
use crate::args::Args;
use crate::setup::{self, Purpose, Tools};
use crate::workspace::{root, target_dir};
use crate::{dist, finish, run};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// The package that is measured, and the name of the files made of it.
const PACKAGE: &str = "demarche-bench-compare";
const ENGINE: &str = "engine";
const WASM: &str = "wasm32-unknown-unknown";
/// The app's own profile.
const PROFILE: &str = "app";

/// Measures; `--quick` a few pairs only, and leaves the figures under the target folder; `--screen` the screen alone, and
/// keeps the other figures of the run before.
pub fn compare(mut args: Args) -> Result<()> {
    let (quick, only_screen) = (args.flag("--quick"), args.flag("--screen"));
    let speeches = speeches(args.path("--jsonl")?)?;
    args.finish()?;
    let tools = setup::setup(Purpose::Tests)?;
    let harness = root().join("bench/compare");
    install_peers(&root().join("bench"))?;
    run::run(tools.node()?.arg("--test").arg(harness.join("score.test.mjs")))?;

    build_own()?;
    let (dir, out) = folders("compare", quick)?;
    let wasm = engine(&tools, &dir)?;
    let pairs = dir.join("pairs.json");
    let mut draw = run::command(program("demarche-bench"));
    run::run(draw.arg("pairs").arg("--jsonl").arg(&speeches).arg("--into").arg(&pairs))?;

    let site = dir.join("site");
    dist::publish(&dist::command(&tools)?, &root().join("corpus"), &site)?;
    let plan = dir.join("plan.json");
    fs::write(&plan, plan_json(&pairs, &wasm, &site, &out, (quick, only_screen)))
        .with_context(|| format!("writing {}", plan.display()))?;
    let mut measure = tools.node()?;
    measure.arg(harness.join("run.mjs")).arg(&plan).env("CHROMIUM", tools.chromium()?);
    run::run(&mut measure)?;
    println!("the figures are in {}", out.join("compare.md").display());
    Ok(())
}

/// The folder of the library as a page loads it, built and made small as the app is.
fn engine(tools: &Tools, dir: &Path) -> Result<PathBuf> {
    println!("building the comparison for the browser (usually 1 minute the first time on two cores)");
    let mut build = tools.wasm_command("cargo")?;
    build.args(["build", "--profile", PROFILE, "--target", WASM, "--package", PACKAGE]);
    run::run(build.env("CARGO_ENCODED_RUSTFLAGS", dist::rustflags()?))?;
    let built = target_dir().join(WASM).join(PROFILE).join(format!("{}.wasm", PACKAGE.replace('-', "_")));
    let out = dir.join("wasm");
    let mut bind = tools.wasm_command("wasm-bindgen")?;
    bind.args(["--target", "web", "--no-typescript", "--out-name", ENGINE, "--out-dir"]).arg(&out);
    run::run(bind.arg(&built))?;
    finish::optimize(&out.join(format!("{ENGINE}_bg.wasm")), false)?;
    Ok(out)
}

/// What is to be measured, for the harness.
fn plan_json(
    pairs: &Path,
    wasm: &Path,
    site: &Path,
    out: &Path,
    (quick, only_screen): (bool, bool),
) -> String {
    let (pairs, wasm, site, out) = (path(pairs), path(wasm), path(site), path(out));
    let folders = format!("\"pairs\":{pairs},\"wasm\":{wasm},\"site\":{site},\"out\":{out}");
    format!("{{{folders},\"quick\":{quick},\"onlyScreen\":{only_screen}}}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_is_json_whatever_folders_are_called() {
        let plan =
            plan_json(Path::new("a \"b\""), Path::new("w"), Path::new("s"), Path::new("o"), (true, false));
        let expected =
            r#"{"pairs":"a \"b\"","wasm":"w","site":"s","out":"o","quick":true,"onlyScreen":false}"#;
        assert_eq!(plan.trim_end(), expected);
    }
}
