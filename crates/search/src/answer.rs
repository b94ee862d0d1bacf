//! What is answered: matched statements, exact totals, facet counts, snippets and hits.
//!
//! Lives here: plain data. Does not live here: how any of it is found, and markup: text leaves as byte ranges.

use crate::query::{Query, QueryDiagnostic};
use crate::request::Field;
use crate::timeline::Timeline;
use demarche_corpus::{Anchor, StatementIdx};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The answer to one [`crate::Request`]. List, totals and facet counts come from one evaluation and agree.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What was found, counted exactly.
    pub total: Totals,
    /// How many statements the corpus holds.
    pub corpus_size: usize,
    /// The matched statements in the order asked for.
    pub matched: Vec<Matched>,
    /// How many statements each value of each field has: fields in the order of [`Field::ALL`], values in that of
    /// [`Catalog::values`](crate::Catalog::values). The count of a value says how many statements choosing only this
    /// value of its field would leave; that of an excluded one, how many its exclusion removes.
    pub facets: Vec<Vec<u32>>,
    /// What was understood of the text.
    pub query: Query,
    /// What was not understood, with places in the text; five at most, the last saying how many more.
    pub diagnostics: Vec<QueryDiagnostic>,
    /// The first words as typed that occur in no statement of the corpus, inflections and aliases included; ten at
    /// most.
    pub unmatched_words: Vec<String>,
    /// How the statements spread over time, whatever dates the request's filters ask for.
    pub timeline: Timeline,
}

/// How much was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Matched statements.
    pub statements: usize,
    /// Passages of the matched statements with at least one hit; without words, all their passages.
    pub passages: usize,
    /// Occurrences of the words and phrases asked for in titles, headings and passages of the matched statements.
    /// Where two occurrences overlap (a phrase and a word inside it) they are one hit, as they are one mark.
    pub hits: usize,
}

/// Some of the matched statements with what is shown of them, and all counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// What was found, counted exactly.
    pub total: Totals,
    /// How many statements the corpus holds.
    pub corpus_size: usize,
    /// As in [`Answer::facets`].
    #[serde(with = "crate::tallies")]
    pub facets: Vec<Vec<u32>>,
    /// As in [`Answer::timeline`].
    pub timeline: Timeline,
    /// What was typed: the query that all of this answers.
    pub text: String,
    /// Whether there are no words to look for and mark.
    pub is_empty: bool,
    /// What was understood, in words; empty where nothing was asked.
    pub explanation: String,
    /// What was not understood, with places in the text.
    pub diagnostics: Vec<QueryDiagnostic>,
    /// Words that occur in no statement, each with the nearest spellings that do.
    pub unmatched: Vec<(String, Vec<String>)>,
    /// The statements asked for, in order.
    pub rows: Vec<Row>,
}

/// Where one statement stands among those matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Around {
    /// Its place, from 0.
    pub place: usize,
    /// How many there are.
    pub total: usize,
    /// The one before it.
    pub previous: Option<StatementIdx>,
    /// The one after it.
    pub next: Option<StatementIdx>,
}

/// What is shown of one matched statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Which one.
    pub idx: StatementIdx,
    /// How well it matches; 0 without words.
    pub score: f32,
    /// Hits in the title: byte ranges of `Statement::title`, rising, not overlapping.
    pub title: Vec<Range<usize>>,
    /// The best passages.
    pub snippets: Snippets,
    /// The beginning of the first passage, where no words single out a better one.
    pub opening: String,
}

/// The hits of one statement.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementHits {
    /// Hits in the title: byte ranges of `Statement::title`, rising, not overlapping.
    pub title: Vec<Range<usize>>,
    /// Hits in the blocks, in reading order, not overlapping.
    pub hits: Vec<Hit>,
}

/// One matched statement.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Matched {
    /// Which one.
    pub idx: StatementIdx,
    /// How well it matches; 0 without words. Comparable within one answer only.
    pub score: f32,
}

/// The counts of one facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetCounts {
    /// Which field.
    pub field: Field,
    /// Every value that occurs in the corpus, highest count first, then by label.
    pub values: Vec<FacetCount>,
}

/// The count of one facet value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetCount {
    /// The value's id, as in queries and URLs.
    pub id: String,
    /// The value as shown.
    pub label: String,
    /// How many statements choosing only this value of its field would leave. For an excluded value: how many
    /// statements its exclusion removes.
    pub count: usize,
}

/// The best passages of one statement.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Snippets {
    /// Best first. Empty where no passage has a hit.
    pub shown: Vec<Snippet>,
    /// Further passages with hits.
    pub more: usize,
}

/// A short stretch of one passage with its hits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snippet {
    /// Index in `Body::blocks`.
    pub block: usize,
    /// The passage's anchor.
    pub anchor: Anchor,
    /// The stretch shown.
    pub text: String,
    /// Hits: byte ranges in `text`, rising, not overlapping.
    pub highlights: Vec<Range<usize>>,
    /// Where `text` stands in `Body::text`.
    pub range: Range<u32>,
    /// Whether the passage begins before `text`.
    pub cut_before: bool,
    /// Whether the passage goes on after `text`.
    pub cut_after: bool,
    /// How well the passage matches.
    pub score: f32,
}

/// One hit in the words of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Hit {
    /// Index in `Body::blocks`.
    pub block: usize,
    /// Byte range in `Body::text`.
    pub range: Range<u32>,
}
