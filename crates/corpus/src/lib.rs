//! The corpus: its model, its folder format with checks, and its pack.
//!
//! Lives here: what a statement is ([`model`]), dates with a stated precision ([`date`]), blocks and passages
//! with stable anchors ([`body`]), one
//! small sort for all crates ([`order`]), what of Russian a stemmer gets wrong ([`russian`]), the measures of a difference in frequency ([`keyness`]), findings about source files ([`diagnostic`]), the reader of a corpus folder
//! (`source`, feature `build`) and the pack that the browser opens ([`pack`]).
//!
//! Does not live here: the file system (files arrive as bytes with a path), the clock, search, comparison, the
//! DOM. Byte offsets everywhere are UTF-8 and lie on character boundaries.

mod anchor;
pub mod body;
pub mod date;
pub mod diagnostic;
pub mod keyness;
pub mod model;
pub mod order;
pub mod pack;
pub mod russian;
#[cfg(feature = "build")]
pub mod source;

pub use body::{Anchor, Block, BlockKind, Body, Span, SpanKind};
pub use date::PartialDate;
pub use diagnostic::{Diagnostic, Severity};
pub use model::{
    Alias, Completeness, CorpusInfo, Event, Kind, LinkedText, Publisher, Side, SourceDocument, Speaker,
    Statement, StatementIdx, Topic,
};
pub use pack::{Pack, PackError};
