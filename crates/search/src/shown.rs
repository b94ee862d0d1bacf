//! What was shown last and is likely to be shown again: while something is typed, the same passages come again and
//! again with other marks.
//!
//! Lives here: keeping the words of statements, and where in a passage each word stands, within bounds. Does not live
//! here: what of it is shown (`rows`, `snippet`). Nothing here depends on a question. Finding costs a look-up; finding
//! the words of a passage for the first time is linear in it.

use crate::analysis::{self, Token};
use crate::compile::Leaf;
use crate::spans;
use demarche_corpus::{Body, StatementIdx};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// So many bodies are kept; of speeches of a quarter of an hour some twenty megabytes.
const BODIES_KEPT: usize = 1024;

/// The passages kept have so many words together, thirty bytes each.
const WORDS_KEPT: usize = 200_000;

/// The words of statements and passages shown last.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    bodies: Mutex<Bodies>,
    passages: Mutex<Passages>,
}

/// By number: when it was put here, and the words.
#[derive(Debug, Default)]
struct Bodies {
    kept: Vec<(StatementIdx, u32, Arc<Body>)>,
    clock: u32,
}

#[derive(Debug, Default)]
struct Passages {
    /// By unit.
    kept: Vec<(u32, Arc<PassageWords>)>,
    words: usize,
}

impl Shown {
    /// The words of a statement; `read` where they are not here.
    pub fn body<E>(&self, idx: StatementIdx, read: impl FnOnce() -> Result<Body, E>) -> Result<Arc<Body>, E> {
        let mut bodies = self.bodies.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(at) = bodies.kept.binary_search_by_key(&idx, |(other, ..)| *other) {
            return Ok(Arc::clone(&bodies.kept[at].2));
        }
        let body = Arc::new(read()?);
        if bodies.kept.len() == BODIES_KEPT {
            let ages = bodies.kept.iter().zip(0..).map(|((_, since, _), at)| (*since, at));
            if let Some((_, oldest)) = ages.min() {
                bodies.kept.remove(oldest);
            }
        }
        bodies.clock += 1;
        let since = bodies.clock;
        let at = bodies.kept.partition_point(|(other, ..)| *other < idx);
        bodies.kept.insert(at, (idx, since, Arc::clone(&body)));
        Ok(body)
    }

    /// Where the words of a unit stand, whose text this is.
    pub fn words(&self, unit: u32, text: &str) -> Arc<PassageWords> {
        let mut passages = self.passages.lock().unwrap_or_else(PoisonError::into_inner);
        let at = match passages.kept.binary_search_by_key(&unit, |(other, _)| *other) {
            Ok(at) => return Arc::clone(&passages.kept[at].1),
            Err(at) => at,
        };
        let words = Arc::new(PassageWords::new(text));
        let count = words.places.len();
        // A passage as long as a book is not worth all others.
        if count > WORDS_KEPT / 8 {
            return words;
        }
        // All go at once: they are soon found again, and who has filled this has moved on.
        if passages.words + count > WORDS_KEPT {
            *passages = Passages::default();
        }
        passages.words += count;
        let at = at.min(passages.kept.len());
        passages.kept.insert(at, (unit, Arc::clone(&words)));
        words
    }
}

/// Where the words of a passage stand.
#[derive(Debug)]
pub(crate) struct PassageWords {
    /// The folded spellings, one after another.
    forms: String,
    places: Vec<WordPlace>,
    /// Bytes of the words; those of a hashtag are one.
    cuts: Vec<Range<u32>>,
}

#[derive(Debug)]
struct WordPlace {
    /// Bytes of the text.
    range: Range<u32>,
    position: u32,
    /// Where its spelling ends.
    form_end: u32,
}

impl PassageWords {
    /// The words of a text.
    pub fn new(text: &str) -> PassageWords {
        let mut found = PassageWords { forms: String::new(), places: Vec::new(), cuts: Vec::new() };
        analysis::each_token(text, &mut |form, range, position| {
            found.forms.push_str(form);
            let range = range.start as u32..range.end as u32;
            if found.cuts.last().is_none_or(|last| range.start >= last.end) {
                found.cuts.push(range.clone());
            }
            found.places.push(WordPlace { range, position, form_end: found.forms.len() as u32 });
        });
        found
    }

    /// Where the text may be cut: before and after each of these.
    pub fn cuts(&self) -> &[Range<u32>] {
        &self.cuts
    }

    /// The words that some leaf to be marked looks for.
    pub fn wanted(&self, leaves: &[Leaf]) -> Vec<Token> {
        let slots = spans::marked_slots(leaves);
        // Most words begin with another letter than all that is looked for; that is seen without looking further.
        let mut initials = [false; 256];
        for initial in slots.iter().flat_map(|slot| slot.iter()).filter_map(|form| form.text.bytes().next()) {
            initials[usize::from(initial)] = true;
        }
        let (mut wanted, mut start) = (Vec::new(), 0);
        for place in &self.places {
            let from = std::mem::replace(&mut start, place.form_end) as usize;
            let initial = self.forms.as_bytes().get(from);
            if !initial.is_some_and(|initial| initials[usize::from(*initial)]) {
                continue;
            }
            let form = self.forms.get(from..place.form_end as usize).unwrap_or_default();
            if slots.iter().any(|slot| spans::has(slot, form)) {
                let range = place.range.start as usize..place.range.end as usize;
                wanted.push(Token { form: form.to_owned(), range, position: place.position });
            }
        }
        wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_what_was_read_and_stays_within_bounds() {
        let shown = Shown::default();
        let body = |idx: u32| Body { text: idx.to_string(), ..Body::default() };
        for idx in (0..3000).chain(0..10).chain([2999]) {
            let found = shown.body(StatementIdx(idx), || Ok::<Body, ()>(body(idx))).expect("it is read");
            assert_eq!(found.text, idx.to_string());
        }
        assert_eq!(shown.bodies.lock().expect("no panic").kept.len(), BODIES_KEPT);
        // What came last is still here.
        assert!(shown.body(StatementIdx(2999), || Err(())).is_ok());
        let text = "word ".repeat(WORDS_KEPT / 20);
        for unit in (0..50).rev().chain(0..50) {
            assert_eq!(shown.words(unit, &text).cuts().len(), WORDS_KEPT / 20);
            assert!(shown.passages.lock().expect("no panic").words <= WORDS_KEPT);
        }
        let passages = shown.passages.lock().expect("no panic");
        assert!(passages.kept.is_sorted_by_key(|(unit, _)| *unit));
        let words: usize = passages.kept.iter().map(|(_, words)| words.places.len()).sum();
        assert_eq!(passages.words, words);
    }

    #[test]
    fn a_hashtag_is_cut_nowhere() {
        let words = PassageWords::new("see #OurCommonAgenda now");
        assert_eq!(words.cuts().len(), 3);
        assert_eq!(words.places.len(), 6);
    }
}
