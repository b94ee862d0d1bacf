//! `cargo xtask serve`: the release site on this machine, by the command's own server.

use crate::dist::{self, Options};
use crate::run;
use crate::setup::{self, Purpose};
use anyhow::Result;
use std::path::PathBuf;

/// Builds the site and serves it until interrupted.
pub fn serve(corpus: Option<PathBuf>, port: Option<&str>) -> Result<()> {
    let site = dist::dist(&setup::setup(Purpose::Site)?, &Options { corpus, ..Options::default() })?;
    let mut serve = run::command(&site.command);
    serve.arg("serve").arg(&site.dir).args(port.map(|port| format!("--port={port}")));
    run::run(&mut serve)
}
