//! `cargo xtask bench search`: the project against its peers, in a browser, on the same texts; `cargo xtask bench
//! ranking`: how good the order of results is, on judged queries; `cargo xtask bench compare`: see [`compare`]; `cargo xtask bench
//! single`: see [`single`]; `cargo xtask bench felt`: see [`felt`].
//!
//! Lives here: the order of things — corpora, questions, packs, sites — and where they are kept between runs
//! (`target/bench/`). Does not live here: what is measured and how (`bench/search/`), drawing questions and counting
//! answers (`crates/bench`).

mod compare;
mod felt;
mod single;

use crate::args::Args;
use crate::setup::{self, Purpose, Tools};
use crate::workspace::{root, target_dir};
use crate::{dist, run, site};
use anyhow::{Context as _, Result, bail};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Speeches as received, where the machine has them.
const SPEECHES: &str = "../shared/corpora/ungdc.jsonl.gz";
/// The sizes measured where none are named; `all` is every speech there is.
const SIZES: &str = "1000,5000,all";
/// The order of results is measured at these sizes.
const RANKED_SIZES: [&str; 2] = ["1000", "all"];
/// Questions are drawn from this size whatever is measured, so that every run asks the same.
const DRAWN_FROM: &str = "1000";

/// Readouts of others with labels, where the machine has them.
const READOUTS: &str = "../shared/gold/readouts";

/// What `cargo xtask bench search` was asked for.
struct Options {
    sizes: Vec<String>,
    engines: Option<Vec<String>>,
    quick: bool,
    speeches: PathBuf,
}

/// Runs one of the benchmarks.
pub fn bench(mut args: Args) -> Result<()> {
    match args.positional().as_deref() {
        Some("search") => search(options(args)?),
        Some("ranking") => ranking(args),
        Some("align") => align(args),
        Some("compare") => compare::compare(args),
        Some("single") => single::single(args),
        Some("felt") => felt::felt(args),
        Some(other) => {
            bail!("`{other}` is no benchmark; there are: search, ranking, align, compare, single, felt")
        }
        None => bail!("name a benchmark: search, ranking, align, compare, single or felt"),
    }
}

fn options(mut args: Args) -> Result<Options> {
    let words = |text: String| text.split(',').map(|word| word.trim().to_owned()).collect::<Vec<_>>();
    let sizes = words(args.value("--sizes")?.unwrap_or_else(|| SIZES.to_owned()));
    let engines = args.value("--engines")?.map(words);
    let quick = args.flag("--quick");
    let speeches = speeches(args.path("--jsonl")?)?;
    args.finish()?;
    if let Some(odd) = sizes.iter().find(|size| *size != "all" && size.parse::<usize>().is_err()) {
        bail!("`{odd}` is no size; write numbers of statements, or all, with commas between them");
    }
    Ok(Options { sizes, engines, quick, speeches })
}

fn search(options: Options) -> Result<()> {
    let tools = setup::setup(Purpose::Tests)?;
    let harness = root().join("bench/search");
    install_peers(&root().join("bench"))?;
    run::run(tools.node()?.arg("--test").arg(harness.join("summary.test.mjs")))?;

    println!("building the command and the benchmark's own (usually 4 minutes the first time on two cores)");
    run::run(&mut run::cargo(&["build", "--release", "-p", "demarche-cli", "-p", "demarche-bench"]))?;
    let bench = Bench { dir: target_dir().join("bench"), tools: &tools, harness };
    let encoded = bench.dir.join("questions");
    fs::create_dir_all(&encoded).with_context(|| format!("making {}", encoded.display()))?;

    let smallest = corpus(&bench.dir, DRAWN_FROM, &options.speeches)?;
    let questions = bench.dir.join("queries.json");
    let mut draw = run::command(program("demarche-bench"));
    run::run(draw.arg("queries").arg("--folder").arg(smallest).arg("--into").arg(&questions))?;

    for (name, stems) in [("encoded.json", None), ("stems.json", Some("--stems"))] {
        let mut encode = run::command(program("demarche-bench"));
        encode.arg("encode").args(stems).arg("--queries").arg(&questions);
        run::run(encode.arg("--into").arg(encoded.join(name)))?;
    }

    let app = match bench.measures(&options, "demarche") {
        true => {
            // The app as it is built, not the default site: that speaks of its own corpus and keeps it offline.
            dist::command(&tools)?;
            Some(target_dir().join("site"))
        }
        false => None,
    };
    let mut sizes = Vec::new();
    for size in &options.sizes {
        sizes.push(bench.size(size, &options.speeches, &questions, app.as_deref())?);
    }
    let out = if options.quick { bench.dir.join("quick") } else { root().join("bench") };
    fs::create_dir_all(&out).with_context(|| format!("making {}", out.display()))?;
    let plan = bench.dir.join("plan.json");
    let text = plan_json(&sizes, &bench.dir, &out, &options);
    fs::write(&plan, text).with_context(|| format!("writing {}", plan.display()))?;
    run::run(bench.node("measure")?.arg(&plan))?;
    println!("the figures are in {}", out.join("search.md").display());
    Ok(())
}

/// Measures the alignment of two accounts on labelled pairs, those of others too where the machine has them. Needs no
/// browser.
fn align(mut args: Args) -> Result<()> {
    let (fit, verbose) = (args.flag("--fit"), args.flag("--verbose"));
    args.finish()?;
    build_own()?;
    let mut measure = run::command(program("demarche-bench"));
    measure.arg("align").arg("--root").arg(root());
    let readouts = root().join(READOUTS);
    match readouts.is_dir() {
        true => drop(measure.arg("--gold").arg(readouts).arg("--write")),
        // Half of the figures must not take the place of all of them.
        false => println!("without {}: only our own pairs, and nothing is written", readouts.display()),
    }
    if fit {
        measure.arg("--fit");
    }
    if verbose {
        measure.arg("--verbose");
    }
    run::run(&mut measure)
}

/// Measures the order of results, on the default corpus, and on the speeches where the machine has them. Needs no
/// browser.
fn ranking(mut args: Args) -> Result<()> {
    let speeches = speeches_if_any(args.path("--jsonl")?)?;
    args.finish()?;
    build_own()?;
    let mut measure = run::command(program("demarche-bench"));
    measure.arg("ranking").arg("--root").arg(root());
    match speeches.is_file() {
        true => {
            let dir = target_dir().join("bench");
            for size in RANKED_SIZES {
                measure.arg("--un").arg(corpus(&dir, size, &speeches)?);
            }
            measure.arg("--write");
        }
        // Half of the figures must not take the place of all of them.
        false => println!("without {}: only the default corpus, and nothing is written", speeches.display()),
    }
    run::run(&mut measure)
}

/// The speeches that are measured: those named, or where they usually are.
fn speeches(named: Option<PathBuf>) -> Result<PathBuf> {
    let speeches = named.unwrap_or_else(|| root().join(SPEECHES));
    if !speeches.is_file() {
        bail!("{} is not there; name a file of speeches with --jsonl", speeches.display());
    }
    Ok(speeches)
}

/// The same for what can be measured without: only those that are named have to be there.
fn speeches_if_any(named: Option<PathBuf>) -> Result<PathBuf> {
    if named.is_some() { speeches(named) } else { Ok(root().join(SPEECHES)) }
}

/// Builds the benchmark's own command.
fn build_own() -> Result<()> {
    println!("building the benchmark's own command (usually 2 minutes the first time on two cores)");
    run::run(&mut run::cargo(&["build", "--release", "-p", "demarche-bench"]))
}

/// Where a benchmark works, and where its figures go: those of a quick run not into the repository.
fn folders(name: &str, quick: bool) -> Result<(PathBuf, PathBuf)> {
    let dir = target_dir().join("bench").join(name);
    let out = if quick { target_dir().join("bench/quick") } else { root().join("bench") };
    for folder in [&dir, &out] {
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    }
    Ok((dir, out))
}

/// The packages of the other engines, in the versions of the lock file.
fn install_peers(dir: &Path) -> Result<()> {
    let lock = dir.join("package-lock.json");
    let installed = dir.join("node_modules/.package-lock.json");
    let changed = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    if changed(&installed).is_some_and(|at| changed(&lock).is_none_or(|wanted| wanted <= at)) {
        return Ok(());
    }
    println!("installing what to compare with (usually a quarter of a minute)");
    // Not `npm ci`: that fails wherever a mirror lacks some other system's program of Pagefind.
    run::run(run::command("npm").current_dir(dir).args(["install", "--no-save", "--no-audit", "--no-fund"]))
}

fn program(name: &str) -> PathBuf {
    target_dir().join("release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// The corpus folder of a size, made the first time.
fn corpus(dir: &Path, size: &str, speeches: &Path) -> Result<PathBuf> {
    let folder = dir.join("corpora").join(size);
    if folder.join("texts.jsonl").is_file() {
        return Ok(folder);
    }
    // Made under another name, so that an interrupted run leaves no half of a corpus.
    let made = dir.join("corpora").join(format!("{size}.part"));
    if made.exists() {
        fs::remove_dir_all(&made).with_context(|| format!("removing {}", made.display()))?;
    }
    let mut prepare = run::command(program("demarche-bench"));
    prepare.arg("prepare").arg("--jsonl").arg(speeches).arg("--into").arg(&made);
    if size != "all" {
        prepare.args(["--newest", size]);
    }
    run::run(&mut prepare)?;
    fs::rename(&made, &folder).with_context(|| format!("naming {}", folder.display()))?;
    Ok(folder)
}

/// Where everything is kept.
struct Bench<'a> {
    dir: PathBuf,
    tools: &'a Tools,
    harness: PathBuf,
}

/// One size, ready to be measured.
struct Size {
    name: String,
    folder: PathBuf,
    truth: PathBuf,
    /// The pack's folder, what packing took, and the site, where the project itself is measured.
    own: Option<(PathBuf, PathBuf, PathBuf)>,
}

impl Bench<'_> {
    fn measures(&self, options: &Options, engine: &str) -> bool {
        options.engines.as_ref().is_none_or(|engines| engines.iter().any(|named| named == engine))
    }

    fn node(&self, task: &str) -> Result<std::process::Command> {
        let mut node = self.tools.node()?;
        // Figures of whole runs are written as one text.
        node.arg("--max-old-space-size=12000").arg(self.harness.join("run.mjs")).arg(task);
        node.env("CHROMIUM", self.tools.chromium()?);
        node.env("DEMARCHE_BIN", program("demarche")).env("DEMARCHE_BENCH", program("demarche-bench"));
        Ok(node)
    }

    /// Corpus, right answers and, for the project itself, pack and site.
    fn size(&self, name: &str, speeches: &Path, questions: &Path, app: Option<&Path>) -> Result<Size> {
        let folder = corpus(&self.dir, name, speeches)?;
        let truth = self.dir.join(format!("truth-{name}.json"));
        let mut count = run::command(program("demarche-bench"));
        count.arg("truth").arg("--folder").arg(&folder).arg("--queries").arg(questions);
        run::run(count.arg("--into").arg(&truth))?;
        let own = match app {
            None => None,
            Some(app) => {
                let packs = self.dir.join("packs").join(name);
                fs::create_dir_all(&packs).with_context(|| format!("making {}", packs.display()))?;
                let pack = packs.join("corpus.pack");
                let figures = self.dir.join(format!("pack-{name}.json"));
                run::run(self.node("pack")?.arg(&folder).arg(&pack).arg(&figures))?;
                let out = self.dir.join("sites").join(name);
                self.publish(app, &pack, &out).with_context(|| format!("publishing {}", out.display()))?;
                Some((packs, figures, out))
            }
        };
        Ok(Size { name: name.to_owned(), folder, truth, own })
    }
}

impl Bench<'_> {
    /// The site of a corpus: the app with the pack's head in it, the pieces beside it.
    fn publish(&self, app: &Path, pack: &Path, out: &Path) -> Result<()> {
        let parts = self.dir.join("parts");
        for old in [parts.as_path(), out] {
            if old.exists() {
                fs::remove_dir_all(old).with_context(|| format!("removing {}", old.display()))?;
            }
        }
        let mut split = run::command(program("demarche-bench"));
        run::run(split.arg("split").arg("--pack").arg(pack).arg("--into").arg(&parts))?;
        let head = fs::read(parts.join("head")).context("reading the head")?;
        site::publish(app, &head, out)?;
        fs::rename(parts.join("corpus"), out.join("corpus")).context("moving the pieces")
    }
}

/// What is to be measured, for the harness.
fn plan_json(sizes: &[Size], dir: &Path, out: &Path, options: &Options) -> String {
    let sizes: Vec<String> = sizes
        .iter()
        .map(|size| {
            let mut json = format!(
                "{{\"name\":{},\"folder\":{},\"truth\":{}",
                quoted(&size.name),
                path(&size.folder),
                path(&size.truth)
            );
            if let Some((folder, figures, site)) = &size.own {
                let (folder, figures, site) = (path(folder), path(figures), path(site));
                let _ = write!(json, ",\"packFolder\":{folder},\"figures\":{figures},\"site\":{site}");
            }
            json + "}"
        })
        .collect();
    let engines = options.engines.as_ref().map_or("null".to_owned(), |engines| {
        let engines: Vec<String> = engines.iter().map(|engine| quoted(engine)).collect();
        format!("[{}]", engines.join(","))
    });
    format!(
        "{{\"sizes\":[{}],\"queries\":{},\"encoded\":{},\"stems\":{},\"cache\":{},\"out\":{},\"engines\":{engines},\"quick\":{}}}\n",
        sizes.join(","),
        path(&dir.join("queries.json")),
        path(&dir.join("questions/encoded.json")),
        path(&dir.join("questions/stems.json")),
        path(&dir.join("peers")),
        path(out),
        options.quick
    )
}

fn path(path: &Path) -> String {
    quoted(&path.to_string_lossy())
}

/// A JSON string.
fn quoted(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_is_json_whatever_folders_are_called() {
        let options = Options {
            sizes: Vec::new(),
            engines: Some(vec!["scan".to_owned()]),
            quick: true,
            speeches: PathBuf::new(),
        };
        let size = Size {
            name: "all".to_owned(),
            folder: PathBuf::from("a \"b\"\\c\n"),
            truth: PathBuf::from("t"),
            own: Some((PathBuf::from("p"), PathBuf::from("f"), PathBuf::from("s"))),
        };
        let plan = plan_json(&[size], Path::new("d"), Path::new("o"), &options);
        let expected = r#"{"sizes":[{"name":"all","folder":"a \"b\"\\c\u000a","truth":"t","packFolder":"p","figures":"f","site":"s"}],"queries":"d/queries.json","encoded":"d/questions/encoded.json","stems":"d/questions/stems.json","cache":"d/peers","out":"o","engines":["scan"],"quick":true}"#;
        assert_eq!(plan.trim_end(), expected);
    }
}
