//! `cargo xtask setup`: finds what building and testing need, and installs what is missing.
//!
//! Lives here: the list of needs and the two ways to go through it. How each is found and installed stands in the
//! modules below. With nothing missing this costs a few `--version` calls, a tenth of a second.

mod browser;
mod payloads;
mod system;
mod target;
mod tools;

use anyhow::{Context as _, Result, bail};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the setup is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Building the site.
    Site,
    /// Building it and testing it in a browser.
    Tests,
}

/// Something that has to be on the machine.
struct Need {
    name: &'static str,
    /// How long installing it usually takes.
    usual: &'static str,
    purpose: Purpose,
    /// Where it is, if it is there in the right version.
    find: fn() -> Option<PathBuf>,
    install: fn() -> Result<()>,
}

/// Everything needed, in the order in which one may need the other.
const NEEDS: [Need; 9] = [
    Need {
        name: "Rust's library for wasm32-unknown-unknown",
        usual: "half a minute, two minutes where it is built here",
        purpose: Purpose::Site,
        find: target::find,
        install: target::install,
    },
    Need {
        name: "Node.js 20 or newer",
        usual: "a minute",
        purpose: Purpose::Site,
        find: browser::find_node,
        install: browser::install_node,
    },
    Need {
        name: "wasm-opt",
        usual: "a quarter of a minute",
        purpose: Purpose::Site,
        find: tools::find_wasm_opt,
        install: tools::install_wasm_opt,
    },
    Need {
        name: "Trunk",
        usual: "6 minutes on two cores",
        purpose: Purpose::Site,
        find: tools::find_trunk,
        install: tools::install_trunk,
    },
    Need {
        name: "wasm-bindgen",
        usual: "6 minutes on two cores",
        purpose: Purpose::Site,
        find: tools::find_wasm_bindgen,
        install: tools::install_wasm_bindgen,
    },
    Need {
        name: "Chromium",
        usual: "a minute",
        purpose: Purpose::Tests,
        find: browser::find_chromium,
        install: browser::install_chromium,
    },
    Need {
        name: "Firefox",
        usual: "a minute",
        purpose: Purpose::Tests,
        find: browser::find_firefox,
        install: browser::install_firefox,
    },
    Need {
        name: "the packages of the browser tests",
        usual: "a quarter of a minute",
        purpose: Purpose::Tests,
        find: browser::find_packages,
        install: browser::install_packages,
    },
    Need {
        name: "the attacks that the browser tests plant",
        usual: "a quarter of a minute",
        purpose: Purpose::Tests,
        find: payloads::find,
        install: payloads::install,
    },
];

/// What was found.
pub struct Tools {
    found: Vec<(&'static str, PathBuf)>,
}

impl Tools {
    fn get(&self, name: &str) -> Result<&Path> {
        let found = self.found.iter().find(|(need, _)| *need == name);
        found.map(|(_, path)| path.as_path()).with_context(|| format!("{name} was not set up"))
    }

    /// A command that builds for wasm: the tools of the right versions come first on its PATH, and it uses the
    /// toolchain that has the target.
    pub fn wasm_command(&self, program: impl AsRef<Path>) -> Result<Command> {
        let mut dirs = Vec::new();
        for name in ["wasm-bindgen", "wasm-opt", "Trunk"] {
            dirs.extend(self.get(name)?.parent().map(Path::to_path_buf));
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path: OsString = std::env::join_paths(dirs.into_iter().chain(std::env::split_paths(&path)))
            .context("PATH cannot be extended by the tools' folders")?;
        let mut command = crate::run::command(program);
        command.env("PATH", path);
        if let Some(toolchain) = target::toolchain() {
            command.env("RUSTUP_TOOLCHAIN", toolchain);
        }
        Ok(command)
    }

    /// Trunk.
    pub fn trunk(&self) -> Result<Command> {
        let mut trunk = self.wasm_command(self.get("Trunk")?)?;
        // Trunk takes `NO_COLOR=1` for a malformed option of its own, and looks for newer versions of itself.
        trunk.env_remove("NO_COLOR").env("TRUNK_SKIP_VERSION_CHECK", "true");
        Ok(trunk)
    }

    /// Node.js.
    pub fn node(&self) -> Result<Command> {
        Ok(crate::run::command(self.get("Node.js 20 or newer")?))
    }

    /// The browser's program.
    pub fn chromium(&self) -> Result<&Path> {
        self.get("Chromium")
    }

    /// The file of strings that attack web pages.
    pub fn payloads(&self) -> Result<&Path> {
        self.get("the attacks that the browser tests plant")
    }

    /// The other browser's program.
    pub fn firefox(&self) -> Result<&Path> {
        self.get("Firefox")
    }
}

/// Installs what is missing for the purpose.
pub fn setup(purpose: Purpose) -> Result<Tools> {
    let mut found = Vec::new();
    for need in NEEDS.iter().filter(|need| need.purpose <= purpose) {
        let path = match (need.find)() {
            Some(path) => path,
            None => {
                println!("installing {} (usually {})", need.name, need.usual);
                (need.install)().with_context(|| format!("installing {}", need.name))?;
                (need.find)()
                    .with_context(|| format!("{} was installed and is still not to be found", need.name))?
            }
        };
        found.push((need.name, path));
    }
    Ok(Tools { found })
}

/// Lists what is there and what is not; an error if something is missing.
pub fn check() -> Result<()> {
    let mut missing = 0;
    for need in &NEEDS {
        match (need.find)() {
            Some(path) => println!("there     {}: {}", need.name, path.display()),
            None => {
                missing += 1;
                println!("MISSING   {} (installing it usually takes {})", need.name, need.usual);
            }
        }
    }
    if missing > 0 {
        bail!("{missing} of {} are missing; `cargo xtask setup` installs them", NEEDS.len());
    }
    Ok(())
}

/// The one tool that Trunk's hook needs; it installs nothing, because a build should not.
pub fn wasm_opt() -> Result<PathBuf> {
    tools::find_wasm_opt().context("wasm-opt is missing; `cargo xtask setup` installs it")
}

/// The tool that checks what comes from elsewhere; installed when it is first asked for.
pub fn cargo_deny() -> Result<PathBuf> {
    tools::found_or_built("cargo-deny", tools::CARGO_DENY, "3 minutes")
}

/// The tool that lists what a program is made of; installed when it is first asked for.
pub fn cargo_cyclonedx() -> Result<PathBuf> {
    tools::found_or_built("cargo-cyclonedx", tools::CARGO_CYCLONEDX, "a minute")
}
