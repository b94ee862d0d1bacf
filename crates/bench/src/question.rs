//! A question put to every engine, free of any engine's syntax.
//!
//! Lives here: the form in which questions stand in `queries.json`. Does not live here: how they are drawn
//! ([`super::draw`]) and what the right answer is ([`super::truth`]).

use serde::{Deserialize, Serialize};

/// What is asked of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// All words, in any order and place of a statement.
    Words,
    /// The words next to each other in this order.
    Phrase,
    /// Any word that begins so.
    Prefix,
    /// Any word at most one letter away: one added, left out or another.
    Typo,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The group it is reported in.
    pub class: String,
    /// What is asked of `words`.
    pub kind: Kind,
    /// Folded words; one for prefixes and typos.
    pub words: Vec<String>,
    /// Only statements of this side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    /// Only statements of these years, both included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<(u16, u16)>,
}
