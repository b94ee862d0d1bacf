//! The query language: what was typed, as a tree.

use std::fmt;
use std::ops::Range;

/// What was typed, parsed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    text: String,
}

/// One thing in a query that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryDiagnostic {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// How to mend it.
    pub hint: String,
}

impl Query {
    /// Parses what was typed; never fails.
    pub fn parse(text: &str) -> (Query, Vec<QueryDiagnostic>) {
        (Query { text: text.trim().to_owned() }, Vec::new())
    }

    /// Whether there are no words to look for.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The query in words, for the scope sentence.
    pub fn describe(&self) -> String {
        self.text.clone()
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
