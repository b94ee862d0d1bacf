//! `cargo xtask`: the only task runner of the project.
//!
//! Lives here: the list of commands and how their arguments are read. Each command is a module of its own. Does not
//! live here: anything that thinks; the libraries never depend on this package, nor it on them, so that it compiles
//! in seconds.

mod args;
mod bench;
mod ci;
mod dist;
mod finish;
mod later;
mod reproduce;
mod run;
mod serve;
mod setup;
// The command publishes sites too. One source for both; a dependency on `demarche-cli` would make `cargo xtask`
// wait for every library to compile.
#[path = "../../crates/cli/src/site.rs"]
mod site;
mod split;
mod styles;
mod supply;
mod test;
mod tidy;
mod trusted;
mod workspace;

use anyhow::{Result, bail};
use args::Args;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask: everything there is to do with this project

  serve [--corpus DIR] [--port N]   build the release site and serve it on this machine
  test [--browser] [FILTER]         run every test, the browser's included (--browser: only those)
  dist [--corpus DIR] [--out DIR] [--base URL]
                                    build the release site into dist/ (or DIR), for this address
  command                           build the command with the app inside, which publishes without a compiler
  setup [--check]                   install what is missing (--check: only say what is)
  tidy                              check what no compiler checks
  ci                                everything a change has to pass
  bench search [--sizes 1000,all] [--engines a,b] [--quick] [--jsonl FILE]
                                    measure the search against its peers (hours, the first time; --quick: minutes)
  bench ranking [--jsonl FILE]      measure the order of results on judged queries
  bench align [--fit] [--verbose]   measure the alignment of two accounts on labelled pairs
  bench compare [--quick] [--screen] [--jsonl FILE]
                                    measure the comparison beside other libraries' differences (half an hour; --quick: minutes;
                                    --screen: the Compare screen alone, the rest as it was)
  bench single [--quick] [--jsonl FILE]
                                    measure one file from disk in both browsers
  bench felt [--quick] [--built] [--jsonl FILE]
                                    measure how the site feels on a phone, beside its peers' (--built: by the command as it is)
  deny                              check licences, sources and known holes of all that comes from elsewhere
  sbom [--out DIR]                  list what the app and the command are made of, as CycloneDX
  reproduce                         build the commit twice and compare every byte (twice the time of a first build)
  screenshots [--references]        make the pictures of the README anew (--references: those that the tests compare)

Each command sets up what it needs by itself. A corpus is a folder with a corpus.toml; the default is corpus/.";

fn main() -> ExitCode {
    match run(Args::from_env()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut args: Args) -> Result<()> {
    // Asked anywhere, help is all that is given: `cargo xtask test --help` must not start an hour of work.
    if args.flag("--help") || args.flag("-h") {
        println!("{HELP}");
        return Ok(());
    }
    let command = args.positional().unwrap_or_else(|| "help".to_owned());
    match command.as_str() {
        "setup" => {
            let check = args.flag("--check");
            args.finish()?;
            if check { setup::check() } else { setup::setup(setup::Purpose::Tests).map(drop) }
        }
        "dist" => {
            let options = dist::Options {
                corpus: args.path("--corpus")?,
                out: args.path("--out")?,
                base: args.value("--base")?,
            };
            args.finish()?;
            dist::dist(&setup::setup(setup::Purpose::Site)?, &options)?.keep_budget()
        }
        "command" => {
            args.finish()?;
            let command = dist::command(&setup::setup(setup::Purpose::Site)?)?;
            println!("the command is {}", command.display());
            Ok(())
        }
        "serve" => {
            let corpus = args.path("--corpus")?;
            let port = args.value("--port")?;
            args.finish()?;
            serve::serve(corpus, port.as_deref())
        }
        "test" => {
            let browser_only = args.flag("--browser");
            let filter = args.positional();
            args.finish()?;
            test::test(filter.as_deref(), browser_only)
        }
        "bench" => bench::bench(args),
        "screenshots" => {
            let references = args.flag("--references");
            args.finish()?;
            test::screenshots(references)
        }
        "deny" => {
            args.finish()?;
            supply::deny()
        }
        "sbom" => {
            let out = args.path("--out")?;
            args.finish()?;
            supply::sbom(out)
        }
        "reproduce" => {
            args.finish()?;
            reproduce::reproduce()
        }
        "tidy" => {
            args.finish()?;
            tidy::tidy()
        }
        "ci" => {
            args.finish()?;
            ci::ci()
        }
        // Called by Trunk when it has written the page; see Trunk.toml.
        "finish" => {
            args.finish()?;
            finish::finish()
        }
        "help" => {
            args.finish()?;
            println!("{HELP}");
            Ok(())
        }
        other => bail!("`{other}` is no command; `cargo xtask help` lists them"),
    }
}
