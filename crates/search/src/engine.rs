//! The engine: a pack opened for searching.

use crate::answer::{Answer, Hit, Matched, Snippets, Totals};
use crate::query::Query;
use crate::request::Request;
use demarche_corpus::{Pack, PackError, StatementIdx};
use std::ops::Range;
use std::sync::Arc;

/// A pack opened for searching.
#[derive(Debug)]
pub struct Engine {
    pack: Arc<Pack>,
}

impl Engine {
    /// Opens the index of a pack.
    ///
    /// # Errors
    /// When the index is missing or damaged.
    pub fn open(pack: Arc<Pack>) -> Result<Engine, PackError> {
        Ok(Engine { pack })
    }

    /// The pack searched.
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// Runs what it understands of a request; never fails.
    pub fn evaluate(&self, request: &Request) -> Answer {
        let (query, diagnostics) = Query::parse(&request.text);
        let size = self.pack.statements().len();
        let matched = (0..size as u32).map(|idx| Matched { idx: StatementIdx(idx), score: 0.0 }).collect();
        Answer {
            total: Totals { statements: size, passages: 0, hits: 0 },
            corpus_size: size,
            matched,
            facets: Vec::new(),
            query,
            diagnostics,
            unmatched_words: Vec::new(),
            years: Vec::new(),
        }
    }

    /// The best passages of a statement.
    ///
    /// # Errors
    /// When the statement's words or the index are damaged.
    pub fn snippets(&self, _query: &Query, _idx: StatementIdx, _max: usize) -> Result<Snippets, PackError> {
        Ok(Snippets::default())
    }

    /// All hits of a statement, in reading order.
    ///
    /// # Errors
    /// When the statement's words or the index are damaged.
    pub fn hits(&self, _query: &Query, _idx: StatementIdx) -> Result<Vec<Hit>, PackError> {
        Ok(Vec::new())
    }

    /// Hits in the title: byte ranges of `Statement::title`.
    pub fn title_highlights(&self, _query: &Query, _idx: StatementIdx) -> Vec<Range<usize>> {
        Vec::new()
    }

    /// How many statements hold this word (folded, not inflected).
    pub fn doc_freq(&self, _word: &str) -> u32 {
        0
    }

    /// Spellings in the corpus nearest to a word, best first.
    pub fn nearest_terms(&self, _word: &str, _max: usize) -> Vec<String> {
        Vec::new()
    }
}
