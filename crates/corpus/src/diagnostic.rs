//! One finding about a source file: where, what, and how to mend it. Rendering is the command's business.

use std::ops::Range;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The corpus cannot be packed.
    Error,
    /// The corpus can be packed; someone should look.
    Warning,
}

/// One finding about a source file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// Path of the file inside the corpus folder, with `/`.
    pub path: String,
    /// Byte range in the file as received; empty where the whole file is meant.
    pub range: Range<usize>,
    /// Line, counted from 1; 0 where the whole file is meant.
    pub line: usize,
    /// Column in characters, counted from 1; 0 where the whole file is meant.
    pub column: usize,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// How to mend it: one sentence.
    pub help: String,
}
