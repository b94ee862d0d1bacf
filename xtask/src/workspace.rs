//! Where things are: the workspace, its build folder, the tools of our own.

use anyhow::{Context as _, Result};
use std::path::{Path, PathBuf};

/// The folder with the workspace's Cargo.toml.
pub fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// The folder cargo builds into.
pub fn target_dir() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// Where tools go that are not on PATH in the right version: outside the repository, so that `cargo clean` and a
/// fresh clone do not cost a quarter of an hour. `DEMARCHE_TOOLS` moves it.
pub fn tools_dir() -> PathBuf {
    let cache = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(dir) = cache("DEMARCHE_TOOLS") {
        return root().join(dir);
    }
    let base = cache("XDG_CACHE_HOME").or_else(|| cache("HOME").map(|home| home.join(".cache")));
    base.map_or_else(|| target_dir().join("tools"), |base| base.join("demarche-tools"))
}

/// The version of a package in Cargo.lock.
pub fn locked_version(package: &str) -> Result<String> {
    let path = root().join("Cargo.lock");
    let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let lock: toml::Table = text.parse().with_context(|| format!("reading {}", path.display()))?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let found = packages
        .into_iter()
        .flatten()
        .find(|entry| entry.get("name").and_then(|n| n.as_str()) == Some(package));
    let version = found.and_then(|entry| entry.get("version")).and_then(|version| version.as_str());
    version.map(str::to_owned).with_context(|| format!("Cargo.lock has no package `{package}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_answers() {
        assert!(locked_version("wasm-bindgen").is_ok_and(|version| version.starts_with("0.2.")));
        assert!(locked_version("no-such-package").is_err());
    }
}
