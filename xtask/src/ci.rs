//! `cargo xtask ci`: everything a change has to pass, each stage timed.
//!
//! The native tests' own output is printed last, behind the table of times, so that a log ends with what was
//! counted.

use crate::setup::{self, Purpose, Tools};
use crate::workspace::target_dir;
use crate::{run, test, tidy};
use anyhow::{Context as _, Result, bail};
use std::fs::File;

/// What reaches the browser and has to compile for it. The libraries are checked with the features the app uses.
const WASM_PACKAGES: [&str; 4] = ["demarche", "demarche-corpus", "demarche-search", "demarche-compare"];

/// What the target folder holds after a whole run, in bytes, with a third to spare.
const ROOM: u64 = 5_000_000_000;

/// The stages that are done, with their seconds.
#[derive(Default)]
struct Stages(Vec<(&'static str, f64)>);

impl Stages {
    fn run<T>(&mut self, name: &'static str, stage: impl FnOnce() -> Result<T>) -> Result<T> {
        let (result, seconds) = run::timed(name, stage)?;
        self.0.push((name, seconds));
        Ok(result)
    }
}

/// Runs every stage; the first that fails ends it.
pub fn ci() -> Result<()> {
    warn_of_little_room()?;
    let mut stages = Stages::default();
    stages.run("format", || run::run(&mut run::cargo(&["fmt", "--all", "--check"])))?;
    stages.run("tidy", tidy::tidy)?;
    let tools = stages.run("setup", || setup::setup(Purpose::Tests))?;
    stages.run("clippy", || {
        run::run(&mut run::cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]))
    })?;
    stages.run("clippy for wasm", || clippy_wasm(&tools))?;
    stages.run("compiling the tests", || run::run(&mut run::cargo(&["test", "--workspace", "--no-run"])))?;
    let log = stages.run("native tests", native_tests)?;
    let sites = stages.run("sites", || test::Sites::build(&tools))?;
    sites.default.keep_budget()?;
    let in_browser =
        stages.run("browser tests and demonstration", || test::browser_tests(&tools, &sites, None))?;

    println!("\n== times");
    let total: f64 = stages.0.iter().map(|(_, seconds)| seconds).sum();
    for (name, seconds) in stages.0.iter().chain([&("in all", total)]) {
        println!("{:>4}:{:04.1}  {name}", (seconds / 60.0).floor(), seconds % 60.0);
    }
    println!(
        "\n{} native tests and {in_browser} browser tests passed; the native ones said:\n",
        test::passed_in_cargo_log(&log)
    );
    print!("{log}");
    Ok(())
}

/// Says at once what would otherwise end a run after ten minutes, in the words of a linker. A warning and no error:
/// a target folder that is filled already needs less.
fn warn_of_little_room() -> Result<()> {
    let dir = target_dir();
    std::fs::create_dir_all(&dir).with_context(|| format!("creating {}", dir.display()))?;
    let free = fs4::available_space(&dir).with_context(|| format!("the room beside {}", dir.display()))?;
    if free < ROOM {
        let in_gb = |bytes: u64| bytes as f64 / 1e9;
        println!(
            "warning: {:.1} GB are free where {} is, and a whole run may write {:.0} GB there: make room, or name \
             another disk by CARGO_TARGET_DIR",
            in_gb(free),
            dir.display(),
            in_gb(ROOM)
        );
    }
    Ok(())
}

fn clippy_wasm(tools: &Tools) -> Result<()> {
    let mut cargo = tools.wasm_command("cargo")?;
    cargo.args(["clippy", "--target", "wasm32-unknown-unknown"]);
    for package in WASM_PACKAGES {
        cargo.args(["--package", package]);
    }
    run::run(cargo.args(["--", "--deny", "warnings"]))
}

/// Runs the native tests and gives what they print. On failure it is printed at once.
fn native_tests() -> Result<String> {
    let path = target_dir().join("native-tests.log");
    let log = File::create(&path).with_context(|| format!("creating {}", path.display()))?;
    let mut cargo = run::cargo(&["test", "--workspace"]);
    // One file for both streams keeps the order in which the lines came.
    cargo.stderr(log.try_clone().context("the log of the native tests")?).stdout(log);
    let status = cargo.status().context("cargo cannot be started")?;
    let log = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    if !status.success() {
        print!("{log}");
        bail!("`cargo test --workspace` failed ({status})");
    }
    Ok(log)
}
