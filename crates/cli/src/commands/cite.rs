//! `demarche cite`: a statement, a passage of it, or a comparison as a citation.
//!
//! Lives here: arguments, which passage is meant, addresses of a published site. Does not live here: what a citation
//! says (`demarche_cite`).

use super::compare::encoded;
use super::opening::{no_statement, open_engine};
use super::search::today;
use anyhow::{Context, bail};
use clap::Args;
use demarche_cite::{Setting, Style, Work, cite, quotation};
use demarche_corpus::{Body, PartialDate, Statement};
use demarche_search::Engine;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Cite a statement, a passage of it, or a comparison
///
/// Writes the citation of one statement, or of a comparison of two to four, as the site does. A digest is cited as a
/// digest, an excerpt as an excerpt; what the corpus does not say is left out.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Exit code: 0 when the citation is written, 2 if the pack cannot be read or has no such statement.

Examples:
  demarche cite corpus.pack 2025-09-24-us-readout --style apa
  demarche cite corpus.pack 2025-09-24-us-readout#3 --site https://example.org/reader/ --style csl-json
  demarche cite corpus.pack 2025-09-24-us-readout#3 --quote
  demarche cite corpus.pack 2025-09-24-us-readout 2025-09-24-russian-readout --style bibtex"
)]
pub struct CiteArgs {
    /// The pack
    #[arg(value_name = "PACK")]
    pub pack: PathBuf,
    /// Id of a statement; ID#3 or ID#ANCHOR for a passage, by its number or its anchor; several ids for a comparison
    #[arg(value_name = "ID", required = true, num_args = 1..=4)]
    pub ids: Vec<String>,
    /// The notation
    #[arg(long, value_name = "STYLE", default_value = "chicago", value_parser = Style::ALL.map(Style::id))]
    pub style: String,
    /// The address of the site that shows this corpus: the citation then gives the address and the day of access
    #[arg(long, value_name = "ADDRESS", value_parser = site)]
    pub site: Option<String>,
    /// The day of access, as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub accessed: Option<PartialDate>,
    /// Write the words of the passage in quotation marks, with a plain citation
    #[arg(long, conflicts_with = "style")]
    pub quote: bool,
}

fn site(text: &str) -> Result<String, String> {
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    let page = text.split('#').next().unwrap_or(text);
    is_address
        .then(|| page.to_owned())
        .ok_or_else(|| "give an address that begins with https:// or http://".to_owned())
}

fn day(text: &str) -> Result<PartialDate, String> {
    PartialDate::parse(text).ok_or_else(|| "give a day that exists, as 2026-11-22".to_owned())
}

/// A passage as it was found.
struct Passage {
    anchor: String,
    number: usize,
    words: String,
}

/// Runs the command.
///
/// # Errors
/// When the pack cannot be read or has no such statement or passage.
pub fn run(args: &CiteArgs) -> anyhow::Result<ExitCode> {
    let engine = open_engine(&args.pack)?;
    let style =
        Style::from_id(&args.style).with_context(|| format!("there is no notation {:?}", args.style))?;
    let setting = Setting {
        info: engine.pack().info(),
        accessed: args.accessed.or_else(|| PartialDate::parse(&today())),
    };
    let found = args.ids.iter().map(|id| find(id, &engine)).collect::<anyhow::Result<Vec<_>>>()?;
    let address = |hash: &str| args.site.as_ref().map(|site| [site, hash].concat()).unwrap_or_default();
    let link = |statement: &Statement, passage: Option<&Passage>| {
        let passage = passage.map(|passage| ["?p=", &encoded(&passage.anchor)].concat()).unwrap_or_default();
        address(&["#/s/", &encoded(&statement.id), &passage].concat())
    };
    let text = match found.as_slice() {
        [(statement, Some(passage))] => {
            let link = link(statement, Some(passage));
            let work = Work::Passage { statement, link: &link, number: passage.number };
            if args.quote { quotation(&passage.words, &work, &setting) } else { cite(&work, &setting, style) }
        }
        _ if args.quote => bail!("a quotation is of one passage; name it as ID#3"),
        [(statement, None)] => {
            cite(&Work::Statement { statement, link: &link(statement, None) }, &setting, style)
        }
        all => {
            if all.iter().any(|(_, passage)| passage.is_some()) {
                bail!("a comparison is of whole statements; leave out what follows the #");
            }
            let links: Vec<String> = all.iter().map(|(statement, _)| link(statement, None)).collect();
            let sides: Vec<(&Statement, &str)> =
                all.iter().zip(&links).map(|((statement, _), link)| (*statement, link.as_str())).collect();
            let ids = ["a", "b", "c", "d"].iter().zip(all);
            let ids: Vec<String> =
                ids.map(|(side, (statement, _))| format!("{side}={}", encoded(&statement.id))).collect();
            let link = address(&format!("#/compare?{}", ids.join("&")));
            cite(&Work::Comparison { statements: &sides, link: &link }, &setting, style)
        }
    };
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        writeln!(out)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The statement, and the passage where one is named. An id that holds a `#` itself is tried as a whole first.
fn find<'e>(id: &str, engine: &'e Engine) -> anyhow::Result<(&'e Statement, Option<Passage>)> {
    let pack = engine.pack();
    let (idx, passage) = match (pack.find(id), id.split_once('#')) {
        (Some(idx), _) => (idx, None),
        (None, Some((id, passage))) => {
            (pack.find(id).with_context(|| no_statement(pack, id, ""))?, Some(passage))
        }
        (None, None) => bail!(no_statement(pack, id, "")),
    };
    let statement = pack.statement(idx).with_context(|| no_statement(pack, id, ""))?;
    let Some(name) = passage else { return Ok((statement, None)) };
    let body = pack.body(idx)?;
    let passage = passage_of(&body, name).with_context(|| {
        let count = body.passages().count();
        format!("{:?} has no passage {name:?}; give a number from 1 to {count}, or an anchor", statement.id)
    })?;
    Ok((statement, Some(passage)))
}

fn passage_of(body: &Body, name: &str) -> Option<Passage> {
    let number: Option<usize> = name.parse().ok();
    let mut passages = body.passages().enumerate();
    let (at, (_, block)) = passages
        .find(|(at, (_, block))| block.anchor == name || number.is_some_and(|number| number == at + 1))?;
    Some(Passage { anchor: block.anchor.clone(), number: at + 1, words: body.block_text(block).to_owned() })
}
