//! Opening a pack that a user named.

use anyhow::Context;
use demarche_corpus::Pack;
use demarche_search::Engine;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// Reads and opens a pack with its index.
pub(super) fn open_engine(path: &Path) -> anyhow::Result<Engine> {
    let doing = || format!("cannot open the pack {}", path.display());
    let bytes = fs::read(path).with_context(doing)?;
    let pack = Pack::open(bytes).with_context(doing)?;
    Engine::open(Arc::new(pack)).with_context(doing)
}
