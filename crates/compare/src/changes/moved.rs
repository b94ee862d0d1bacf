//! Words that a difference drops in one place and adds in another of the same two passages.
//!
//! Lives here: which pieces those are. Does not live here: the difference, which keeps order and so takes them for
//! dropped and added (`word_diff`), or wording shared between whole texts (`reuse`). Runs of three pieces are held against
//! each other, whatever their number, so that swapping the texts swaps the result. Cost: O(changed pieces · log of them).

use demarche_corpus::order;

use super::pieces::{Pieces, is_light};
use crate::model::{Change, ChangeTag};

/// Words from which on a run tells that it is the same; fewer come twice by chance.
const RUN: usize = 3;
/// Of these, words that hold something.
const LEAST_HEAVY: usize = 2;

/// Of each piece of A and of B, whether it belongs to a run that changed its place.
pub(super) fn moved(a: &Pieces, b: &Pieces, changes: &[Change]) -> [Vec<bool>; 2] {
    let dropped = runs(a, changes.iter().filter(|it| it.tag == ChangeTag::Delete).map(|it| it.a.clone()));
    let added = runs(b, changes.iter().filter(|it| it.tag == ChangeTag::Insert).map(|it| it.b.clone()));
    [marks(a.len(), &dropped, &added), marks(b.len(), &added, &dropped)]
}

/// A run of words, and the piece that it begins with.
type Run<'t> = ([&'t str; RUN], usize);

/// Every run that lies inside one changed stretch and has words enough, in order of the words.
fn runs<'t>(side: &Pieces<'t>, changed: impl Iterator<Item = std::ops::Range<usize>>) -> Vec<Run<'t>> {
    let mut found = Vec::new();
    for range in changed {
        let (first, last) = (side.first_from(range.start), side.first_from(range.end));
        for at in first..(last + 1).saturating_sub(RUN) {
            let words: [&str; RUN] = std::array::from_fn(|next| side.word(at + next));
            let is_word = |word: &&&str| word.contains(char::is_alphanumeric);
            let heavy = words.iter().filter(|word| is_word(word) && !is_light(word)).count();
            if heavy >= LEAST_HEAVY && words.iter().filter(is_word).count() == RUN {
                found.push((words, at));
            }
        }
    }
    order::sort(&mut found);
    found
}

/// Which of one side's pieces belong to a run that the other side has as well.
fn marks(pieces: usize, own: &[Run<'_>], others: &[Run<'_>]) -> Vec<bool> {
    let mut marks = vec![false; pieces];
    for (words, at) in own {
        if others.binary_search_by_key(words, |(words, _)| *words).is_ok()
            && let Some(run) = marks.get_mut(*at..*at + RUN)
        {
            run.fill(true);
        }
    }
    marks
}
