//! Sorts of lines that are kept between questions.
//!
//! Lives here: going on with the sort that an earlier question began, so that a page that scrolls through a concordance
//! sorts it once. Two are kept, for a table and a file of other lines are made in turn: were there one, each question
//! would drop the other's work, and neither would ever be done. Does not live here: the sort (`concordance`).

use crate::Engine;
use crate::concordance::{LineSorter, LinesPage, LinesRequest, Progress};
use demarche_corpus::PackError;
use std::sync::{Mutex, PoisonError};

/// So many lines are read for a question: some hundredths of a second, so that a newer question need not wait long.
const LINES_AT_ONCE: usize = 500;

/// So many sorts are kept.
const KEPT: usize = 2;

/// The last sorts, the one asked for last at the end.
#[derive(Debug, Default)]
pub(crate) struct KeptLines(Mutex<Vec<LineSorter>>);

/// What became of a question for lines.
#[derive(Debug)]
pub(crate) enum Sorted {
    /// The lines asked for.
    Done(LinesPage),
    /// They are not sorted yet: ask again.
    NotYet(Progress),
}

impl KeptLines {
    /// The lines asked for, or how far their sort has come.
    pub fn lines(&self, engine: &Engine, request: &LinesRequest) -> Result<Sorted, PackError> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sorter = match kept.iter().position(|sorter| sorter.serves(request)) {
            Some(at) => kept.remove(at),
            None => LineSorter::new(engine, request)?,
        };
        let too_many = kept.len().saturating_sub(KEPT - 1);
        kept.drain(..too_many);
        let before = sorter.progress();
        let stepped = sorter.step(engine, LINES_AT_ONCE);
        kept.push(sorter);
        let Some(sorter) = kept.last() else { return Ok(Sorted::NotYet(before)) };
        let progress = match stepped {
            // What was read stays read. It is told before the words that come next are fetched, or nothing would be told
            // until all are.
            Err(PackError::Absent { .. }) if sorter.progress() != before => sorter.progress(),
            stepped => stepped?,
        };
        Ok(match progress.is_done() {
            true => Sorted::Done(sorter.page(engine, request)?),
            false => Sorted::NotYet(progress),
        })
    }
}
