//! `cargo xtask bench felt`: how the start and the use of the site feel on a throttled phone, beside sites of Pagefind and
//! MiniSearch made of the same statements.
//!
//! Lives here: the sites that are measured, and what has to be installed. Does not live here: what is measured and how, and
//! the peers' sites (`bench/felt/`).

use super::{build_own, corpus, folders, install_peers, path, program, quoted, speeches_if_any};
use crate::args::Args;
use crate::setup::{self, Purpose};
use crate::workspace::{root, target_dir};
use crate::{dist, run};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// So many of the newest speeches are the larger corpus.
const SPEECHES_MEASURED: &str = "1000";

/// Measures; `--quick` each site once, and leaves the figures under the target folder. `--built` takes the command as it
/// was built last.
pub fn felt(mut args: Args) -> Result<()> {
    let (quick, built) = (args.flag("--quick"), args.flag("--built"));
    let speeches = speeches_if_any(args.path("--jsonl")?)?;
    args.finish()?;
    let tools = setup::setup(Purpose::Tests)?;
    let harness = root().join("bench/felt");
    install_peers(&root().join("bench"))?;
    // Its scores are a part of the figures; the rest is worth having without them.
    if let Err(error) = install_peers(&harness) {
        println!("without Lighthouse, which could not be installed: {error:#}");
    }
    run::run(tools.node()?.arg("--test").arg(harness.join("report.test.mjs")))?;

    let command = program("demarche");
    let command = if built && command.is_file() { command } else { dist::command(&tools)? };
    let (dir, out) = folders("felt", quick)?;
    let mut corpora = vec![("default", root().join("corpus"))];
    if speeches.is_file() {
        corpora.push(("speeches", large(&speeches)?));
    } else {
        println!("without {}: only the default corpus", speeches.display());
    }
    let mut sites = Vec::new();
    for (name, folder) in corpora {
        let site = dir.join(format!("{name}-site"));
        dist::publish(&command, &folder, &site)?;
        sites.push((name, folder, site));
    }
    let plan = dir.join("plan.json");
    fs::write(&plan, plan_json(&sites, &dir, &out, quick))
        .with_context(|| format!("writing {}", plan.display()))?;
    let mut measure = tools.node()?;
    run::run(measure.arg(harness.join("run.mjs")).arg(&plan).env("CHROMIUM", tools.chromium()?))?;
    println!("the figures are in {}", out.join("felt.md").display());
    Ok(())
}

/// The folder of the larger corpus; the benchmark's own command is built where there is none yet.
fn large(speeches: &Path) -> Result<PathBuf> {
    let dir = target_dir().join("bench");
    if !dir.join("corpora").join(SPEECHES_MEASURED).join("texts.jsonl").is_file() {
        build_own()?;
    }
    corpus(&dir, SPEECHES_MEASURED, speeches)
}

/// What is to be measured, for the harness.
fn plan_json(sites: &[(&str, PathBuf, PathBuf)], work: &Path, out: &Path, quick: bool) -> String {
    let one = |(name, folder, site): &(&str, PathBuf, PathBuf)| {
        format!("{{\"name\":{},\"folder\":{},\"site\":{}}}", quoted(name), path(folder), path(site))
    };
    let corpora: Vec<String> = sites.iter().map(one).collect();
    let (work, out) = (path(&work.join("peers")), path(out));
    format!("{{\"corpora\":[{}],\"work\":{work},\"out\":{out},\"quick\":{quick}}}\n", corpora.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_is_json_whatever_folders_are_called() {
        let sites = [("default", PathBuf::from("c \"d\""), PathBuf::from("s"))];
        let plan = plan_json(&sites, Path::new("w"), Path::new("o"), true);
        let expected = r#"{"corpora":[{"name":"default","folder":"c \"d\"","site":"s"}],"work":"w/peers","out":"o","quick":true}"#;
        assert_eq!(plan.trim_end(), expected);
    }
}
