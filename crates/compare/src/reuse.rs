//! Shared wording: the same run of words on both sides, wherever it stands.
//!
//! Lives here: finding the runs and choosing among those that overlap. Does not live here: near repetition, or
//! wording shared by more than two texts. Seeds are shingles of [`LEAST_WORDS`] folded words, extended as far
//! as they go inside one passage; the longest run takes its place first, what is left of the others is tried
//! again. Cost: O(tokens + runs · log runs); a shingle that B repeats endlessly is followed only so often.

use demarche_corpus::order;
use std::collections::{BinaryHeap, HashMap};

use crate::analysis::Analysis;
use crate::model::{Place, SharedWording};
use crate::words::Lexicon;

/// Words a run must have. At 3 every stock phrase is marked, at 10 only copies are.
const LEAST_WORDS: usize = 5;
/// Occurrences of one shingle in B that are followed.
const MOST_OCCURRENCES: usize = 64;

/// A run of equal words. Ordered by length, then by nearness to the diagonal, then by place, so that the
/// choice is the same from either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    words: usize,
    a: Start,
    b: Start,
}

/// Where a run begins: the passage, the token in it, and the token counted over the whole text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Start {
    passage: usize,
    token: usize,
    whole: usize,
}

impl Ord for Run {
    fn cmp(&self, other: &Run) -> std::cmp::Ordering {
        let rank = |run: &Run| {
            let off = run.a.whole.abs_diff(run.b.whole);
            (run.words, std::cmp::Reverse((off, run.a.whole + run.b.whole, run.a.whole)))
        };
        rank(self).cmp(&rank(other))
    }
}

impl PartialOrd for Run {
    fn partial_cmp(&self, other: &Run) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The runs of words that both sides have, numbered in A's order.
pub(crate) fn shared_wording(a: &Analysis, b: &Analysis, lexicon: &Lexicon) -> Vec<SharedWording> {
    let (words_a, words_b) = (words(a), words(b));
    let mut heap = candidates(&words_a, &words_b);
    let (mut taken_a, mut taken_b) = (free(&words_a), free(&words_b));
    let mut kept: Vec<Run> = Vec::new();
    while let Some(run) = heap.pop() {
        let clash =
            |at: usize| taken_a[run.a.passage][run.a.token + at] || taken_b[run.b.passage][run.b.token + at];
        if (0..run.words).any(clash) {
            let mut start = 0;
            for at in 0..=run.words {
                if at == run.words || clash(at) {
                    if at - start >= LEAST_WORDS {
                        heap.push(Run { words: at - start, a: run.a.later(start), b: run.b.later(start) });
                    }
                    start = at + 1;
                }
            }
            continue;
        }
        let stretch = &words_a[run.a.passage][run.a.token..run.a.token + run.words];
        if stretch.iter().all(|word| lexicon.is_function(*word)) {
            continue;
        }
        taken_a[run.a.passage][run.a.token..run.a.token + run.words].fill(true);
        taken_b[run.b.passage][run.b.token..run.b.token + run.words].fill(true);
        kept.push(run);
    }
    order::sort_by_key(&mut kept, |run| (run.a.passage, run.a.token));
    let numbered = kept.iter().enumerate();
    numbered
        .map(|(index, run)| SharedWording {
            number: index + 1,
            a: place(a, run.a, run.words),
            b: place(b, run.b, run.words),
            words: run.words,
        })
        .collect()
}

impl Start {
    fn later(self, by: usize) -> Start {
        Start { passage: self.passage, token: self.token + by, whole: self.whole + by }
    }
}

fn words(side: &Analysis) -> Vec<Vec<u32>> {
    side.passages.iter().map(|passage| passage.tokens.iter().map(|token| token.word).collect()).collect()
}

fn free(words: &[Vec<u32>]) -> Vec<Vec<bool>> {
    words.iter().map(|passage| vec![false; passage.len()]).collect()
}

fn place(side: &Analysis, start: Start, words: usize) -> Place {
    let tokens = &side.passages[start.passage].tokens[start.token..start.token + words];
    let range =
        tokens.first().map_or(0, |token| token.range.start)..tokens.last().map_or(0, |token| token.range.end);
    Place { passage: start.passage, range }
}

/// Every run that cannot be made longer.
fn candidates(words_a: &[Vec<u32>], words_b: &[Vec<u32>]) -> BinaryHeap<Run> {
    let mut seeds: HashMap<&[u32], Vec<Start>> = HashMap::new();
    let mut whole = 0;
    for (passage, words) in words_b.iter().enumerate() {
        for (token, shingle) in words.windows(LEAST_WORDS).enumerate() {
            seeds.entry(shingle).or_default().push(Start { passage, token, whole: whole + token });
        }
        whole += words.len();
    }
    let mut found = BinaryHeap::new();
    let mut whole = 0;
    for (passage, words) in words_a.iter().enumerate() {
        for (token, shingle) in words.windows(LEAST_WORDS).enumerate() {
            let a = Start { passage, token, whole: whole + token };
            for &b in seeds.get(shingle).into_iter().flatten().take(MOST_OCCURRENCES) {
                let other = &words_b[b.passage];
                // The run began earlier: it is found from there.
                if token > 0 && b.token > 0 && words[token - 1] == other[b.token - 1] {
                    continue;
                }
                let length = words[token..].iter().zip(&other[b.token..]).take_while(|(x, y)| x == y).count();
                found.push(Run { words: length, a, b });
            }
        }
        whole += words.len();
    }
    found
}
