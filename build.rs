//! Packs the corpus that the app carries: `corpus/`, or the folder that `DEMARCHE_CORPUS` names.
//!
//! As a whole and uncompressed, however large it is, so that the app works wherever it was just built. A large corpus
//! is published better: `cargo xtask dist --corpus` puts it beside the app in pieces.

use demarche_cli::packing::{Squeeze, pack_folder_with};
use std::path::{Path, PathBuf};
use std::{env, fs, process};

fn main() {
    println!("cargo:rerun-if-env-changed=DEMARCHE_CORPUS");
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let folder = env::var_os("DEMARCHE_CORPUS").map_or_else(|| manifest.join("corpus"), PathBuf::from);
    println!("cargo:rerun-if-changed={}", folder.display());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("corpus.pack");
    if let Err(problem) = pack(&folder, &out) {
        eprintln!("{problem}");
        process::exit(1);
    }
}

/// Packs `folder` into `out`; the error is a text with every finding.
fn pack(folder: &Path, out: &Path) -> Result<(), String> {
    let packed = pack_folder_with(folder, Squeeze::Never).map_err(|error| error.to_string())?;
    fs::write(out, packed.bytes).map_err(|error| format!("cannot write {}: {error}", out.display()))
}
