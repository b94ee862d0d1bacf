//! `cargo xtask dist`: the release site in a folder, and what it weighs.
//!
//! Trunk builds the app into the target folder, with the default corpus in it; then the command is built, which carries
//! the app, and publishes the corpus: readers of the default site get what `demarche site` makes for everybody.

use crate::setup::Tools;
use crate::{run, test, workspace};
use anyhow::{Context as _, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// What a reader of the default site may load, compressed as a server would.
const BUDGET: usize = 983_000;

/// What of it they may have to wait for before the first screen.
const FIRST_BUDGET: usize = 578_000;

/// How the file ends that comes after that (`crate::later`).
const LATER: &str = "_later.wasm";

/// What to build and where to.
#[derive(Default)]
pub struct Options {
    /// The folder of the corpus; `corpus/` if none is named.
    pub corpus: Option<PathBuf>,
    /// The folder of the site; `dist/` if none is named.
    pub out: Option<PathBuf>,
    /// The address at which the site will be; without one, what the corpus says.
    pub base: Option<String>,
}

/// A site that was built.
pub struct Site {
    /// Where it is.
    pub dir: PathBuf,
    /// The command that published it.
    pub command: PathBuf,
    /// What the files weigh that its readers load, compressed.
    compressed: Weight,
    is_default: bool,
}

impl Site {
    /// An error if it is the default site and too heavy; other corpora weigh what they weigh.
    pub fn keep_budget(&self) -> Result<()> {
        let Weight { first, all } = self.compressed;
        let budgets =
            [("the default site weighs", all, BUDGET), ("its first screen waits for", first, FIRST_BUDGET)];
        for (what, weight, budget) in budgets {
            if self.is_default && weight > budget {
                let (weight, budget) = (kilobytes(weight), kilobytes(budget));
                bail!(
                    "{what} {weight} compressed, and {budget} are allowed; look at what came into the app last"
                );
            }
        }
        Ok(())
    }
}

/// Bytes, compressed as a server would.
#[derive(Debug, Clone, Copy)]
struct Weight {
    /// Before the first screen.
    first: usize,
    /// In all that the app loads.
    all: usize,
}

/// Builds the site.
pub fn dist(tools: &Tools, options: &Options) -> Result<Site> {
    let root = workspace::root();
    let out = options.out.clone().unwrap_or_else(|| root.join("dist"));
    let corpus =
        options.corpus.clone().or_else(|| std::env::var_os("DEMARCHE_CORPUS").map(|dir| root.join(dir)));
    if let Some(corpus) = corpus.as_ref().filter(|corpus| !corpus.join("corpus.toml").is_file()) {
        bail!("{} holds no corpus.toml; name the folder of a corpus", corpus.display());
    }

    let command = command(tools)?;
    let is_default = corpus.is_none();
    let corpus = corpus.unwrap_or_else(|| root.join("corpus"));
    publish_at(&command, &corpus, &out, options.base.as_deref())?;

    let compressed = weigh(&out)?;
    println!("the site is in {}", out.display());
    Ok(Site { dir: out, command, compressed, is_default })
}

/// Builds the app, and then the command with the app inside; gives the command.
pub fn command(tools: &Tools) -> Result<PathBuf> {
    println!("building the app (usually 3 minutes the first time on two cores, half a minute after that)");
    let mut trunk = tools.trunk()?;
    trunk.args(["build", "--release", "--cargo-profile", "app", "--public-url", "./", "--dist"]);
    // The command's build script takes it from there.
    trunk.arg(workspace::target_dir().join("site"));
    trunk.env_remove("DEMARCHE_CORPUS").env("CARGO_ENCODED_RUSTFLAGS", rustflags()?);
    run::run(&mut trunk)?;
    test::release_command()
}

/// Publishes a corpus with the app inside the command.
pub fn publish(command: &Path, corpus: &Path, out: &Path) -> Result<()> {
    publish_at(command, corpus, out, None)
}

/// The same for an address that the corpus does not know.
fn publish_at(command: &Path, corpus: &Path, out: &Path, base: Option<&str>) -> Result<()> {
    let base = base.map(|base| format!("--base={base}"));
    run::run(run::command(command).arg("site").arg(corpus).arg("-o").arg(out).args(base))
}

/// The same as one file that opens from disk.
pub fn publish_one_file(command: &Path, corpus: &Path, out: &Path) -> Result<()> {
    run::run(run::command(command).arg("site").arg(corpus).arg("--single-file").arg("-o").arg(out))
}

/// The flags of `.cargo/config.toml`, and names of source files that do not depend on the machine: they stand in the
/// messages of panics, so two machines would otherwise build two different sites.
pub fn rustflags() -> Result<String> {
    let path = workspace::root().join(".cargo/config.toml");
    let config = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let config: toml::Table = config.parse().with_context(|| format!("reading {}", path.display()))?;
    let wasm = config.get("target").and_then(|target| target.get("wasm32-unknown-unknown"));
    let flags = wasm.and_then(|wasm| wasm.get("rustflags")).and_then(toml::Value::as_array);
    let flags = flags.with_context(|| format!("{} sets no rustflags for wasm", path.display()))?;
    let mut flags: Vec<String> = flags.iter().filter_map(|flag| flag.as_str().map(str::to_owned)).collect();
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let sources = home.unwrap_or_default().join("registry/src");
    let registries = std::fs::read_dir(&sources).into_iter().flatten().flatten().map(|entry| entry.path());
    for folder in registries.chain([workspace::root().to_path_buf()]) {
        flags.push(format!("--remap-path-prefix={}/=", folder.display()));
    }
    flags.sort();
    // Cargo parts encoded flags by this character, so that paths may hold spaces.
    Ok(flags.join("\u{1f}"))
}

/// Whether a file is for who does not run the app: plain pages, and what crawlers and previews ask for.
fn is_plain(name: &str) -> bool {
    let starts = ["statements/", "sitemap", "site/preview-"];
    starts.iter().any(|start| name.starts_with(start))
        || ["404.html", "notice.txt", "robots.txt"].contains(&name)
}

/// Prints the size of each file, raw and compressed (pieces of a large corpus as one, and plain pages), and gives the
/// compressed totals of what the app loads.
fn weigh(dir: &Path) -> Result<Weight> {
    let mut rows = Vec::new();
    let (mut n_pieces, mut piece_bytes) = (0, 0);
    let mut plain = (0, 0, 0);
    let mut folders = vec![dir.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))? {
            let path = entry.with_context(|| format!("reading {}", folder.display()))?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let content = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
                let name = path.strip_prefix(dir).unwrap_or(&path).display().to_string();
                // What is compressed already is sent as it is; and a large corpus has hundreds of pieces.
                if name.ends_with(".gz") {
                    n_pieces += 1;
                    piece_bytes += content.len();
                } else if is_plain(&name) {
                    plain = (plain.0 + 1, plain.1 + content.len(), plain.2 + compressed_len(&content)?);
                } else {
                    rows.push((name, content.len(), compressed_len(&content)?));
                }
            }
        }
    }
    rows.sort();
    if n_pieces > 0 {
        rows.push((
            format!("{n_pieces} pieces of the corpus, loaded when asked for"),
            piece_bytes,
            piece_bytes,
        ));
    }
    let sum = |is_counted: &dyn Fn(&str) -> bool| {
        let counted = rows.iter().filter(|row| is_counted(&row.0));
        counted.fold((0, 0), |(raw, gzip), row| (raw + row.1, gzip + row.2))
    };
    let (first, total) = (sum(&|name| !is_later(name)), sum(&|_| true));
    rows.push(("before the first screen".to_owned(), first.0, first.1));
    rows.push(("in all that the app loads".to_owned(), total.0, total.1));
    rows.push((format!("{} plain pages and the like beside it", plain.0), plain.1, plain.2));
    for (name, raw, gzip) in &rows {
        println!("{:>11} {:>11} gzip  {name}", kilobytes(*raw), kilobytes(*gzip));
    }
    Ok(Weight { first: first.1, all: total.1 })
}

/// Whether the first screen does without a file: the second part of the program, what keeps the site for reading offline,
/// and lists for people.
fn is_later(name: &str) -> bool {
    name.ends_with(LATER)
        || name.ends_with("pieces of the corpus, loaded when asked for")
        || ["checksums.txt", "sw.js"].contains(&name)
}

fn compressed_len(content: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).context("compressing")?;
    Ok(encoder.finish().context("compressing")?.len())
}

fn kilobytes(bytes: usize) -> String {
    format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100)
}
