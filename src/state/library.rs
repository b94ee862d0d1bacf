//! The opened corpus with its search engine, shared by all screens.

use demarche_corpus::{Body, CorpusInfo, Pack, Statement, StatementIdx};
use demarche_search::Engine;
use leptos::prelude::*;
use std::sync::Arc;

/// Name of the WebAssembly custom section that holds the pack.
pub const PACK_SECTION: &str = "demarche.corpus";

/// A handle on the corpus; copying it copies no text.
#[derive(Debug, Clone, Copy)]
pub struct Library(StoredValue<Engine, LocalStorage>);

impl Library {
    /// Opens a pack.
    ///
    /// # Errors
    /// A sentence that says why the pack cannot be used.
    pub fn open(bytes: Vec<u8>) -> Result<Library, String> {
        let pack = Pack::open(bytes).map_err(|error| error.to_string())?;
        let engine = Engine::open(Arc::new(pack)).map_err(|error| error.to_string())?;
        Ok(Library(StoredValue::new_local(engine)))
    }

    /// Works with the engine.
    pub fn with<T>(&self, work: impl FnOnce(&Engine) -> T) -> T {
        self.0.with_value(work)
    }

    /// Works with what `corpus.toml` says.
    pub fn with_info<T>(&self, work: impl FnOnce(&CorpusInfo) -> T) -> T {
        self.with(|engine| work(engine.pack().info()))
    }

    /// The metadata of a statement by id.
    pub fn statement(&self, id: &str) -> Option<(StatementIdx, Statement)> {
        self.with(|engine| {
            let idx = engine.pack().find(id)?;
            engine.pack().statement(idx).map(|statement| (idx, statement.clone()))
        })
    }

    /// The words of a statement, or a sentence on why they cannot be read.
    pub fn body(&self, idx: StatementIdx) -> Result<Body, String> {
        self.with(|engine| engine.pack().body(idx).map_err(|error| error.to_string()))
    }

    /// All accounts of an event, in pack order.
    pub fn accounts(&self, event: &str) -> Vec<Statement> {
        self.with(|engine| {
            let accounts = engine.pack().statements().iter();
            accounts.filter(|statement| statement.event.as_deref() == Some(event)).cloned().collect()
        })
    }
}

/// Makes the corpus known to everything below.
pub fn provide_library(library: Library) {
    provide_context(library);
}

/// The corpus. Every screen stands below [`provide_library`].
pub fn use_library() -> Library {
    expect_context::<Library>()
}
