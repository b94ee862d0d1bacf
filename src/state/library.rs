//! The opened corpus, shared by all screens.

use super::desk::{Desk, Lane};
use demarche_corpus::{Body, CorpusInfo, Pack, Statement, StatementIdx};
use demarche_search::{Catalog, Field, Page, Question, Reply, Request, StatementHits};
use leptos::prelude::*;

/// Name of the WebAssembly custom section that holds the pack.
pub const PACK_SECTION: &str = "demarche.corpus";

/// The language of the page, as `index.html` says.
const PAGE_LANG: &str = "en";

/// A handle on the corpus; copying it copies no text.
#[derive(Clone, Copy)]
pub struct Library(StoredValue<Desk, LocalStorage>);

impl Library {
    /// Keeps the opened corpus.
    pub fn new(desk: Desk) -> Library {
        Library(StoredValue::new_local(desk))
    }

    /// Asks; `then` is called at once for a small corpus, later for a large one, and never where a newer question of
    /// the lane came first.
    pub fn ask(&self, lane: Lane, question: Question, then: impl FnOnce(Result<Reply, String>) + 'static) {
        self.0.with_value(|desk| desk.ask(lane, question, Box::new(then)));
    }

    /// Asks for a page of results.
    pub fn search(
        &self,
        lane: Lane,
        request: Request,
        (first, rows, snippets): (usize, usize, usize),
        then: impl FnOnce(Result<Page, String>) + 'static,
    ) {
        let question = Question::Search { request, first, rows, snippets };
        self.ask(lane, question, move |reply| match reply {
            Ok(Reply::Page(page)) => then(Ok(*page)),
            Ok(_) => {}
            Err(reason) => then(Err(reason)),
        });
    }

    /// Asks for the words of a statement and the hits in them.
    pub fn read(
        &self,
        idx: StatementIdx,
        text: String,
        then: impl FnOnce(Result<(Body, StatementHits), String>) + 'static,
    ) {
        self.ask(Lane::Each, Question::Read { text, idx }, move |reply| match reply {
            Ok(Reply::Text(found)) => then(Ok(*found)),
            Ok(_) => {}
            Err(reason) => then(Err(reason)),
        });
    }

    /// Works with the corpus as far as it is in this thread: the metadata always, the words not of a large one.
    pub fn with_pack<T>(&self, work: impl FnOnce(&Pack) -> T) -> T {
        self.0.with_value(|desk| work(desk.pack()))
    }

    /// Works with the values that can be chosen.
    pub fn with_catalog<T>(&self, work: impl FnOnce(&Catalog) -> T) -> T {
        self.0.with_value(|desk| work(desk.catalog()))
    }

    /// The language of the corpus's own words (titles, names), where it is not that of the page.
    pub fn own_lang(&self) -> Option<String> {
        self.with_info(|info| {
            Some(info.language.clone()).filter(|lang| !lang.is_empty() && lang != PAGE_LANG)
        })
    }

    /// The same for the values of a field: kinds and languages are named by the app.
    pub fn lang_of(&self, field: Field) -> Option<String> {
        self.own_lang().filter(|_| !matches!(field, Field::Kind | Field::Lang | Field::Completeness))
    }

    /// Works with what `corpus.toml` says.
    pub fn with_info<T>(&self, work: impl FnOnce(&CorpusInfo) -> T) -> T {
        self.with_pack(|pack| work(pack.info()))
    }

    /// The metadata of a statement by id.
    pub fn statement(&self, id: &str) -> Option<(StatementIdx, Statement)> {
        self.with_pack(|pack| {
            let idx = pack.find(id)?;
            pack.statement(idx).map(|statement| (idx, statement.clone()))
        })
    }

    /// How many accounts of an event there are.
    pub fn count_accounts(&self, event: &str) -> usize {
        let is_account = |statement: &&Statement| statement.event.as_deref() == Some(event);
        self.with_pack(|pack| pack.statements().iter().filter(is_account).count())
    }

    /// All accounts of an event, in pack order.
    pub fn accounts(&self, event: &str) -> Vec<Statement> {
        self.with_pack(|pack| {
            let accounts = pack.statements().iter();
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
