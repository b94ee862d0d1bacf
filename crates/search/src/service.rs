//! One door to the engine: questions and replies as plain values.
//!
//! Lives here: what a page may ask and what comes back, whether the engine stands in the same thread or behind a
//! worker's port. Does not live here: how anything is found. Both are stored in postcard when they cross a port;
//! page and worker are the same build, so that no version is needed.
//!
//! Two steps, plan and run: [`answer`] gives [`PackError::Absent`] with the blocks that it needs next. The caller
//! supplies them and asks again; what was found before is kept, so that asking again costs little.

use crate::answer::{Around, Page, StatementHits};
use crate::concordance::{LinesPage, LinesRequest, Progress};
use crate::engine::Engine;
use crate::kept::Sorted;
use crate::keyness::{Keyness, KeynessRequest, keyness};
use crate::parts::{self, ExportPart, ExportRequest};
use crate::request::Request;
use crate::suggest::Suggestion;
use crate::trend::{Trend, TrendRequest, trend};
use demarche_corpus::pack::{BlockId, Tag};
use demarche_corpus::{Body, PackError, StatementIdx};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What can be asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Question {
    /// All counts, and some of the matched statements with what is shown of them.
    Search {
        /// What is looked for.
        request: Request,
        /// The place in the list of the first statement wanted, from 0.
        first: usize,
        /// How many statements.
        rows: usize,
        /// How many passages of each.
        snippets: usize,
    },
    /// Where a statement stands among those matched.
    Around {
        /// What is looked for.
        request: Request,
        /// The statement.
        idx: StatementIdx,
    },
    /// The words of a statement, with the hits of what was typed.
    Read {
        /// What was typed; may be empty.
        text: String,
        /// The statement.
        idx: StatementIdx,
    },
    /// How many statements hold each of these words, in this form.
    Frequencies(Vec<String>),
    /// What another crate keeps in the pack's blocks under this tag.
    Held(Tag),
    /// Some lines of a concordance.
    Lines(LinesRequest),
    /// What sets two groups of statements apart.
    Keyness(KeynessRequest),
    /// A part of an export.
    Export(ExportRequest),
    /// Hits through time.
    Trend(Box<TrendRequest>),
    /// What the word at the caret may become.
    Suggest {
        /// What is typed so far.
        text: String,
        /// A byte of it.
        caret: usize,
        /// How many suggestions.
        max: usize,
    },
}

/// What comes back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// To [`Question::Search`].
    Page(Box<Page>),
    /// To [`Question::Around`]; `None` for a statement that is not matched, or far down the list.
    Around(Option<Around>),
    /// To [`Question::Read`].
    Text(Box<(Body, StatementHits)>),
    /// To [`Question::Frequencies`], in the same order.
    Frequencies(Vec<u32>),
    /// To [`Question::Held`]: the bytes of all its blocks; empty where there are none.
    Held(Vec<u8>),
    /// To [`Question::Lines`].
    Lines(LinesPage),
    /// To [`Question::Lines`] too: they are not sorted yet. Ask again to go on with it, or for something else to drop it.
    Sorting(Progress),
    /// To [`Question::Keyness`].
    Keyness(Keyness),
    /// To [`Question::Export`].
    Part(ExportPart),
    /// To [`Question::Trend`].
    Trend(Box<Trend>),
    /// To [`Question::Suggest`], best first.
    Suggestions(Vec<Suggestion>),
}

/// A statement further down the list than this is not looked for in it.
const MOST_AROUND: usize = 500;

/// Answers a question.
///
/// # Errors
/// When the pack is damaged, or blocks have to be supplied first.
pub fn answer(engine: &Engine, question: &Question) -> Result<Reply, PackError> {
    Ok(match question {
        Question::Search { request, first, rows, snippets } => {
            let end = first.saturating_add(*rows);
            Reply::Page(Box::new(engine.page(request, *first..end, *snippets)?))
        }
        Question::Around { request, idx } => Reply::Around(engine.around(request, *idx, MOST_AROUND)?),
        Question::Read { text, idx } => {
            let body = engine.body(*idx)?;
            let hits = engine.typed_hits(text, *idx)?;
            Reply::Text(Box::new((Arc::unwrap_or_clone(body), hits)))
        }
        Question::Frequencies(words) => {
            Reply::Frequencies(words.iter().map(|word| engine.doc_freq(word)).collect())
        }
        Question::Held(tag) => {
            let mut held = Vec::new();
            for block in engine.pack().block_group(*tag) {
                held.extend_from_slice(&engine.pack().block(BlockId(block))?);
            }
            Reply::Held(held)
        }
        Question::Lines(request) => match engine.kept_lines.lines(engine, request)? {
            Sorted::Done(page) => Reply::Lines(page),
            Sorted::NotYet(progress) => Reply::Sorting(progress),
        },
        Question::Keyness(request) => Reply::Keyness(keyness(engine, request)?),
        Question::Export(request) => Reply::Part(parts::part(engine, request)?),
        Question::Suggest { text, caret, max } => Reply::Suggestions(engine.suggest(text, *caret, *max)),
        Question::Trend(request) => Reply::Trend(Box::new(trend(engine, request)?)),
    })
}
