//! Opening a pack that a user named.

use anyhow::Context;
use demarche_corpus::Pack;
use demarche_search::{Engine, nearest_id};
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

/// That a pack has no statement of an id, with the nearest one. `besides`: what else there is none of.
pub(super) fn no_statement(pack: &Pack, id: &str, besides: &str) -> String {
    let remedy = match nearest_id(pack, id) {
        Some(near) => format!("did you mean {near:?}?"),
        None => "demarche search with words of it tells its id".to_owned(),
    };
    format!("the pack has no statement {id:?}{besides}; {remedy}")
}
