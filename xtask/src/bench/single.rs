//! `cargo xtask bench single`: one file from disk, the default corpus and 30 MB of speeches, in both browsers.
//!
//! Lives here: building the app and the files. Does not live here: what is measured and how (`bench/single/`).

use super::{build_own, corpus, folders, path, speeches};
use crate::args::Args;
use crate::setup::{self, Purpose};
use crate::workspace::{root, target_dir};
use crate::{dist, run};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::Path;

/// So many of the newest speeches are 30 MB.
const SPEECHES_OF_30_MB: &str = "2330";

/// A median of so many.
const RUNS: u32 = 5;

/// Measures; `--quick` each file once, and leaves the figures under the target folder.
pub fn single(mut args: Args) -> Result<()> {
    let quick = args.flag("--quick");
    let speeches = speeches(args.path("--jsonl")?)?;
    args.finish()?;
    let tools = setup::setup(Purpose::Tests)?;
    build_own()?;
    let (dir, out) = folders("single", quick)?;
    let site =
        dist::dist(&tools, &dist::Options { out: Some(dir.join("site")), ..dist::Options::default() })?;
    let large = corpus(&target_dir().join("bench"), SPEECHES_OF_30_MB, &speeches)?;
    let mut files = Vec::new();
    for (name, folder) in [("default", root().join("corpus")), ("speeches", large)] {
        let file = dir.join(format!("{name}.html"));
        dist::publish_one_file(&site.command, &folder, &file)?;
        let text = text_bytes(&folder.join("statements"))?;
        files.push(format!("{{\"name\":\"{name}\",\"path\":{},\"text\":{text}}}", path(&file)));
    }
    let plan = dir.join("plan.json");
    let packages = path(&root().join("tests/browser/package.json"));
    let runs = if quick { 1 } else { RUNS };
    let text = format!(
        "{{\"files\":[{}],\"packages\":{packages},\"out\":{},\"runs\":{runs}}}\n",
        files.join(","),
        path(&out)
    );
    fs::write(&plan, text).with_context(|| format!("writing {}", plan.display()))?;
    let mut measure = tools.node()?;
    measure.arg(root().join("bench/single/run.mjs")).arg(&plan);
    measure.env("CHROMIUM", tools.chromium()?).env("FIREFOX", tools.firefox()?);
    run::run(&mut measure)?;
    println!("the figures are in {}", out.join("single.md").display());
    Ok(())
}

/// Bytes of the files of statements.
fn text_bytes(dir: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(dir).with_context(|| format!("reading {}", dir.display()))? {
        let entry = entry.with_context(|| format!("reading {}", dir.display()))?;
        bytes += entry.metadata().with_context(|| format!("reading {}", entry.path().display()))?.len();
    }
    Ok(bytes)
}
