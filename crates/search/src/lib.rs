//! Search: analysis, index, query language, filters, facet counts, ranking and snippets over a pack of statements.
//!
//! Lives here: everything between typed text and byte ranges of hits. [`Engine`] is the way in. Does not live
//! here: the DOM, files, threads, the clock, comparison of statements. The unit of retrieval is the statement.
//!
//! From typed text to an answer: `query` parses, `compile` turns words into the forms the corpus has, `evaluate`
//! finds statements and counts hits, `filter`, `facet` and `timeline` narrow and count, `rank` and `scores` put in order, `rows`
//! and `snippet` say what is shown, `engine` puts them together, `service` is the door that page and command share.
//! What is made of all hits of a request stands on `occurrences`: `concordance`, `trend`, `keyness`, and `export` of
//! their rows. `analysis` says what a word is, for the index and for queries alike, `letters` what letters are made of.

mod analysis;
pub mod answer;
mod bits;
pub mod choices;
mod compile;
pub mod concordance;
mod counts;
mod diagnose;
pub mod engine;
mod evaluate;
pub mod export;
mod facet;
mod filter;
mod fuzzy;
mod index;
mod kept;
pub mod keyness;
mod letters;
pub mod occurrences;
mod openings;
pub mod parts;
mod periods;
pub mod query;
mod rank;
pub mod request;
mod rows;
pub mod scope;
mod scores;
pub mod service;
mod shown;
mod snippet;
mod spans;
pub mod suggest;
mod sums;
mod tallies;
#[cfg(test)]
mod tests;
pub mod timeline;
pub mod trend;

pub use answer::{
    Answer, FacetCount, FacetCounts, Hit, Matched, Page, Row, Snippet, Snippets, StatementHits, Totals,
};
pub use choices::{Choice, Choices, Ids};
pub use concordance::{Line, LineGroup, LineSort, LineSorter, LinesPage, LinesRequest, lines};
pub use diagnose::{diagnose, nearest_id};
pub use engine::Engine;
pub use facet::Catalog;
#[cfg(feature = "build")]
pub use index::build::{build_sections, vocabulary};
pub use keyness::{Keyness, KeynessRequest, Keyword, keyness};
pub use occurrences::{Place, TermCount};
#[cfg(feature = "build")]
pub use openings::openings;
pub use parts::{ExportPart, ExportRequest, Exported};
pub use periods::Unit;
pub use query::{Query, QueryDiagnostic, quoted};
pub use rank::Weights;
pub use request::{Field, FilterSet, Request, Sort};
pub use scope::filter_clauses;
pub use service::{Question, Reply};
pub use suggest::{Suggestion, SuggestionKind};
pub use timeline::{Calendar, Timeline};
pub use trend::{Tally, Trend, TrendRequest, TrendSeries, trend};
