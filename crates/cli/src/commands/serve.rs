//! `demarche serve`: a site, or a corpus as it would be published, on this machine.

use super::preparing::{Order, prepare};
use crate::render::count;
use crate::serving::shelf::Shelf;
use crate::serving::{PORTS, Port, Server};
use anyhow::{Context, bail};
use clap::Args;
use demarche_corpus::source::INFO_PATH;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Where a corpus is while it is looked at: at the root of this machine's server, whatever address it will have.
const HERE: &str = "http://localhost/";

/// The port that is tried first.
const FIRST_PORT: u16 = 8080;

/// Serve a site on this machine, to look at it
///
/// Give the folder of a site, or of a corpus: a corpus is checked, packed and published in memory, and nothing is
/// written. The address to open is printed. Only this machine is served, and only files of the site; Ctrl-C ends it.
///
/// The server is for looking; to publish, copy the site's folder to a web host.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Exit code: 0 when it was ended with Ctrl-C, 1 when the corpus has errors, 2 if there is nothing to serve or no port is free.

Examples:
  demarche serve site/
  demarche serve my-corpus/
  demarche serve site/ --port 3000"
)]
pub struct ServeArgs {
    /// The folder of a site, as `demarche site` writes it, or of a corpus
    #[arg(value_name = "FOLDER", default_value = "site")]
    pub folder: PathBuf,
    /// The port, and no other; 0 takes any free one [default: 8080, or the next free one]
    #[arg(short, long, value_name = "N")]
    pub port: Option<u16>,
    /// Publish a corpus with the built app in this folder, in the place of the one inside the command
    #[arg(long, value_name = "FOLDER")]
    pub app: Option<PathBuf>,
}

/// Runs the command until it is interrupted. Exit code 1 where the corpus has an error.
///
/// # Errors
/// When there is nothing to serve, or no port to serve at.
pub fn run(args: &ServeArgs) -> anyhow::Result<ExitCode> {
    let folder = args.folder.display();
    let (shelf, what) = if args.folder.join(INFO_PATH).is_file() {
        let order = Order {
            corpus: &args.folder,
            app: args.app.as_deref(),
            base: Some(HERE),
            default_base: None,
            is_one_file: false,
        };
        let Some(prepared) = prepare(order)? else { return Ok(ExitCode::from(1)) };
        let statements = count(prepared.statements, "statement");
        (Shelf::Memory(prepared.files), format!("{statements} of {folder}, as they are now,"))
    } else if args.folder.join("index.html").is_file() {
        let shelf = Shelf::folder(&args.folder).with_context(|| format!("cannot read {folder}"))?;
        (shelf, folder.to_string())
    } else if args.folder.is_file() {
        bail!("{folder} is a file, and a folder is served; a single file is opened in a browser as it is");
    } else if args.folder.is_dir() {
        bail!(
            "{folder} holds no site (index.html) and no corpus ({INFO_PATH}); `demarche site CORPUS -o {folder}` writes a site"
        );
    } else {
        bail!("there is no folder {folder}; `demarche site CORPUS -o {folder}` writes a site");
    };
    let server = match args.port {
        Some(port) => Server::bind(shelf, Port::Exactly(port)).with_context(|| {
            format!("cannot serve at port {port}; name another, or leave --port out and a free one is found")
        })?,
        None => Server::bind(shelf, Port::From(FIRST_PORT)).with_context(|| {
            let last = FIRST_PORT + PORTS - 1;
            format!("no port from {FIRST_PORT} to {last} can be served at; name another with --port")
        })?,
    };
    let address = server.address().context("cannot tell the address of the server")?;
    {
        let mut out = io::stdout().lock();
        writeln!(out, "serving {what} at http://{address}/ (Ctrl-C ends it)")?;
        out.flush()?;
    }
    // Without a handler for Ctrl-C the system ends the process as it always did.
    server.run_until(async { tokio::signal::ctrl_c().await }).context("the server cannot be started")?.ok();
    writeln!(io::stdout(), "ended")?;
    Ok(ExitCode::SUCCESS)
}
