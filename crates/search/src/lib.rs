//! Search: analysis, index, query language, filters, facet counts, ranking and snippets over a pack of statements.
//!
//! Lives here: everything between typed text and byte ranges of hits. [`Engine`] is the way in. Does not live
//! here: the DOM, files, threads, the clock, comparison of statements. The unit of retrieval is the statement.

pub mod answer;
pub mod engine;
pub mod query;
pub mod request;

pub use answer::{Answer, FacetCount, FacetCounts, Hit, Matched, Snippet, Snippets, Totals};
pub use engine::Engine;
pub use query::{Query, QueryDiagnostic};
pub use request::{Choice, Field, FilterSet, Request, Sort};

/// Builds the index sections of a pack.
#[cfg(feature = "build")]
pub fn build_sections(
    _corpus: &demarche_corpus::source::Corpus,
) -> Vec<(demarche_corpus::pack::Tag, Vec<u8>)> {
    Vec::new()
}
