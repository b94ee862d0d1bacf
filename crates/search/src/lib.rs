//! Search: analysis, index, query language, filters, facet counts, ranking and snippets over a pack of statements.
//!
//! Lives here: everything between typed text and byte ranges of hits. [`Engine`] is the way in. Does not live
//! here: the DOM, files, threads, the clock, comparison of statements. The unit of retrieval is the statement.
//!
//! From typed text to an answer: `query` parses, `compile` turns words into the forms the corpus has, `evaluate`
//! finds statements and occurrences, `filter` and `facet` narrow and count, `rank` scores, `snippet` turns positions
//! into bytes, `engine` puts them together. `analysis` says what a word is, for the index and for queries alike, `letters` what letters
//! are made of.

mod analysis;
pub mod answer;
mod bits;
pub mod choices;
mod compile;
pub mod engine;
mod evaluate;
mod facet;
mod filter;
mod index;
mod letters;
pub mod query;
mod rank;
pub mod request;
mod snippet;
#[cfg(test)]
mod tests;

pub use answer::{Answer, FacetCount, FacetCounts, Hit, Matched, Snippet, Snippets, Totals};
pub use choices::{Choice, Choices, Ids};
pub use engine::Engine;
#[cfg(feature = "build")]
pub use index::build::build_sections;
pub use query::{Query, QueryDiagnostic};
pub use request::{Field, FilterSet, Request, Sort};
