//! Rust's standard library for WebAssembly: from rustup, or where rustup cannot download it, from Debian's sources.
//!
//! Debian's `rustc-web` brings a compiler and the sources of its library; the library is built once (about 90 s) and
//! put where that compiler looks. `-Cembed-bitcode=yes` is what makes the result fit for link-time optimisation.

use super::system::{apt_install, is_root};
use crate::run::{command, output, run};
use crate::workspace::target_dir;
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};

const TARGET: &str = "wasm32-unknown-unknown";
/// The name under which rustup knows Debian's compiler.
const DEBIAN: &str = "debian";
/// Debian's compiler (the newest), the sources of its library, its linter, and the linker for WebAssembly.
const DEBIAN_PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "lld-22"];
const DEBIAN_LINKER: &str = "/usr/bin/lld-22";

/// The folder that holds the library, of whichever toolchain has one.
pub fn find() -> Option<PathBuf> {
    libraries_of_default().or_else(libraries_of_debian)
}

/// The toolchain to build for wasm with, where it is not the default one.
pub fn toolchain() -> Option<&'static str> {
    (libraries_of_default().is_none() && libraries_of_debian().is_some()).then_some(DEBIAN)
}

fn libraries_of_default() -> Option<PathBuf> {
    let sysroot = output(command("rustc").args(["--print", "sysroot"])).ok()?;
    libraries(Path::new(sysroot.trim()))
}

fn libraries_of_debian() -> Option<PathBuf> {
    Path::new("/usr/bin/rustc").is_file().then(|| libraries(Path::new("/usr"))).flatten()
}

fn libraries(sysroot: &Path) -> Option<PathBuf> {
    let dir = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    let mut entries = std::fs::read_dir(&dir).ok()?;
    entries
        .any(|entry| entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("libstd-")))
        .then_some(dir)
}

/// Gets the library.
pub fn install() -> Result<()> {
    let Err(refused) = run(command("rustup").args(["target", "add", TARGET])) else { return Ok(()) };
    println!("rustup cannot provide it ({refused:#}); trying Debian's packages");
    let host = host()?;
    if !is_root() || !Path::new("/usr/bin/apt-get").exists() {
        bail!(
            "rustup cannot download it, and Debian's packages need root; run these commands and try again:\n{}",
            recipe(&host)
        );
    }
    apt_install(&DEBIAN_PACKAGES)?;
    run(command("rustup").args(["toolchain", "link", DEBIAN, "/usr"]))?;
    link_linker(&host)?;
    build_library()
}

/// What this machine is called among Rust's targets.
fn host() -> Result<String> {
    let version = output(command("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not say what machine this is")
}

fn link_linker(host: &str) -> Result<()> {
    let dir = Path::new("/usr/lib/rustlib").join(host).join("bin");
    std::fs::create_dir_all(&dir).with_context(|| format!("creating {}", dir.display()))?;
    let link = dir.join("rust-lld");
    if link.symlink_metadata().is_ok() {
        return Ok(());
    }
    run(command("ln").arg("-s").arg(DEBIAN_LINKER).arg(link))
}

/// Builds the library with an empty package and copies all but that package to where the compiler looks.
fn build_library() -> Result<()> {
    let dir = target_dir().join("wasm-library");
    std::fs::create_dir_all(dir.join("src")).with_context(|| format!("creating {}", dir.display()))?;
    let package = "[package]\nname = \"empty\"\nedition = \"2021\"\n[workspace]\n";
    std::fs::write(dir.join("Cargo.toml"), package).context("writing the empty package")?;
    std::fs::write(dir.join("src/lib.rs"), "").context("writing the empty package")?;
    let mut build = command("cargo");
    build
        .current_dir(&dir)
        .args(["build", "--release", "-Zbuild-std=std,panic_abort,panic_unwind,test", "--target", TARGET])
        .args(["--target-dir", "target"])
        .env("RUSTUP_TOOLCHAIN", DEBIAN)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env_remove("CARGO_TARGET_DIR");
    run(&mut build)?;

    let built = dir.join("target").join(TARGET).join("release/deps");
    let place = Path::new("/usr/lib/rustlib").join(TARGET).join("lib");
    std::fs::create_dir_all(&place).with_context(|| format!("creating {}", place.display()))?;
    for entry in std::fs::read_dir(&built).with_context(|| format!("reading {}", built.display()))? {
        let path = entry.with_context(|| format!("reading {}", built.display()))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libempty-") {
            std::fs::copy(&path, place.join(&name))
                .with_context(|| format!("copying {name} to {}", place.display()))?;
        }
    }
    Ok(())
}

/// The same as commands for somebody who may run them.
fn recipe(host: &str) -> String {
    let packages = DEBIAN_PACKAGES.join(" ");
    format!(
        "  sudo apt-get update
  sudo apt-get install --no-install-recommends {packages}
  rustup toolchain link {DEBIAN} /usr
  sudo mkdir -p /usr/lib/rustlib/{host}/bin /usr/lib/rustlib/{TARGET}/lib
  sudo ln -sf {DEBIAN_LINKER} /usr/lib/rustlib/{host}/bin/rust-lld
  cargo new --lib /tmp/empty && cd /tmp/empty
  RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes cargo +{DEBIAN} build --release \\
    -Zbuild-std=std,panic_abort,panic_unwind,test --target {TARGET}
  rm target/{TARGET}/release/deps/libempty-*
  sudo cp target/{TARGET}/release/deps/*.rlib /usr/lib/rustlib/{TARGET}/lib/"
    )
}
