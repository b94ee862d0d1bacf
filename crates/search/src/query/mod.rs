//! The query language: typed text to a tree and back.
//!
//! | typed | asks for |
//! |-------|----------|
//! | `word word` | all of them, in any inflection, anywhere in the statement |
//! | `"exact phrase"` | these words in this order within one passage, as they stand |
//! | `=word` | this form alone |
//! | `pre*`, `wom?n` | any letters, one letter |
//! | `-word`, `NOT word` | statements without |
//! | `a OR b c` | (a or b) and c: OR binds closer than standing side by side, as in web search |
//! | `( )` | a group |
//! | `speaker:rubio`, `place:"New York"` | a value of a facet field, by id or by words of its name |
//! | `title:word` | in titles only |
//! | `date:2024`, `date:2024-10..2024-11`, `date:>2024`, `date:2024..` | a date |
//!
//! Parsing never fails: what is not understood becomes a [`QueryDiagnostic`] and the rest stands.

pub mod ast;
pub(crate) mod parse;
mod print;
mod word;

pub use ast::Query;
pub use parse::QueryDiagnostic;
