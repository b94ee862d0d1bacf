//! Packs the corpus that the app carries: `corpus/`, or the folder that `DEMARCHE_CORPUS` names.

use demarche_cli::packing::pack_folder;
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
    let packed = pack_folder(folder).map_err(|error| error.to_string())?;
    fs::write(out, packed.bytes).map_err(|error| format!("cannot write {}: {error}", out.display()))
}
