//! The query language: typed text to a tree and back.
//!
//! | typed | asks for |
//! |-------|----------|
//! | `word word` | all of them, in any inflection, anywhere in the statement |
//! | `"exact phrase"` | these words in this order within one passage, as they stand |
//! | `"a b c"~5` | these words in any order within one passage, as they stand: at most five words from the first to the last |
//! | `a NEAR/5 b`, `a NEAR b NEAR c` | the same, but in any inflection; without a number, ten words |
//! | `=word` | this form alone |
//! | `pre*`, `wom?n` | any letters, one letter |
//! | `word~`, `word~2` | forms spelled nearly so: one letter differs, two from seven letters on; or as many as it says |
//! | `-word`, `NOT word` | statements without |
//! | `a OR b c` | (a or b) and c: OR binds closer than standing side by side, as in web search |
//! | `( )` | a group |
//! | `speaker:rubio`, `place:"New York"` | a value of a facet field, by id or by words of its name |
//! | `title:word` | in titles only |
//! | `said:rubio` | inside what a speaker is quoted with; until packs know quotations, the same as `speaker:` |
//! | `date:2024`, `date:2024-10..2024-11`, `date:>2024`, `date:2024..` | a date |
//!
//! From loose to tight: side by side, OR, the sign before an operand, NEAR. `-a NEAR/5 b` leaves out where both stand
//! near. NEAR stands between words; where something else stands beside it, both sides are searched anywhere.
//!
//! Parsing never fails: what is not understood becomes a [`QueryDiagnostic`] and the rest stands.

pub mod ast;
mod explain;
pub mod help;
mod lower;
mod near;
pub(crate) mod operand;
pub(crate) mod parse;
mod print;
mod quote;
#[cfg(test)]
mod tests;
pub(crate) mod word;

pub use ast::Query;
pub use parse::QueryDiagnostic;
pub use quote::quoted;
