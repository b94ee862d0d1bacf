//! Debian's packages: installed when we may, otherwise the commands to run are the error.

use crate::run::{candidates, command, output, run};
use anyhow::{Result, bail};

/// Installs packages of the system.
pub fn apt_install(packages: &[&str]) -> Result<()> {
    let install = format!("apt-get install -y --no-install-recommends {}", packages.join(" "));
    if candidates("apt-get", &[]).is_empty() {
        bail!(
            "it has to come from this system's packages (on Debian: {}); install it and try again",
            packages.join(" ")
        );
    }
    if !is_root() {
        bail!("run these commands and try again:\n  sudo apt-get update\n  sudo {install}");
    }
    let apt = |words: &[&str]| {
        let mut apt = command("apt-get");
        apt.args(words).env("DEBIAN_FRONTEND", "noninteractive");
        run(&mut apt)
    };
    apt(&["update", "--quiet"])?;
    apt(&[&["install", "--quiet", "-y", "--no-install-recommends"], packages].concat())
}

/// Whether packages can be installed without asking.
pub fn is_root() -> bool {
    output(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
