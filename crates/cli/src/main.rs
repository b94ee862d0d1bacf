//! The `demarche` command: exit codes and the one place where errors are printed.

use clap::Parser;
use demarche_cli::args::Cli;
use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    // Wrong arguments and `--help` end the process here, with the codes 2 and 0.
    match Cli::parse().run() {
        Ok(code) => code,
        // Whoever reads the output has seen enough, `head` for instance: that is no failure.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // There is nowhere left to report that standard error is closed.
            _ = writeln!(io::stderr(), "demarche: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let is_pipe = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(is_pipe))
}
