//! Shared wording: the same words in the same order on both sides, wherever they stand, over small gaps.
//!
//! Lives here: growing runs into stretches, choosing among those that overlap, and numbering them. Does not live here:
//! the exact runs (`reuse::runs`), or wording shared by more than two texts. Seed and extend with a drop-off, as BLAST
//! does (Altschul et al. 1990), on words: the longest run takes its place first and grows both ways over gaps of up to
//! [`GAP`] words as long as what it gains outweighs what it skips; what is left of the other runs is tried again. The
//! shorter text is always read first, so that swapping the sides swaps the result. Cost: O(tokens · log tokens).

use std::collections::BinaryHeap;
use std::ops::Range;

use demarche_corpus::order;

use crate::analysis::Analysis;
use crate::model::{Place, SharedWording, Text};
use crate::signs::are_alike;
use crate::slices::Slices;
use crate::words::{Class, Lexicon};
use runs::{LEAST_RUN, Run, runs};

mod runs;

/// Words an exact run must have to be shown alone. At 3 every stock phrase is marked, at 10 only copies are.
const LEAST_WORDS: usize = 5;
/// Words in common that a stretch without such a run must have, over its gaps, and how many of them carry content.
const LEAST_SCATTERED: (usize, usize) = (6, 3);
/// Words of either side that may differ between two runs.
const GAP: usize = 3;
/// Words of a run that are read to choose among gaps.
const LOOK_AHEAD: usize = 8;
/// Points a stretch may lose on its way to the next run: a word in common gains 2, a gap costs its words and 1.
const DROP: i32 = 8;
/// Runs in a row that may add nothing before a stretch is given up.
const MOST_IDLE: usize = 12;
/// Words a part of a stretch must have that the end of a passage cuts off.
const LEAST_PART: usize = 2;

/// All words of one side, the passages one behind the other: where a copyist ends a paragraph is no wording.
struct Flat {
    words: Vec<u32>,
    /// Where each passage begins.
    starts: Vec<usize>,
}

/// The wording that both sides have, numbered in A's order. What goes on over the end of a passage is cut there.
pub(crate) async fn shared_wording(
    texts: [&Text<'_>; 2],
    [a, b]: [&Analysis; 2],
    lexicon: &Lexicon,
    slices: &Slices,
) -> Vec<SharedWording> {
    let (flat_a, flat_b) = (Flat::new(a), Flat::new(b));
    let mut found = if is_first(&flat_b.words, &flat_a.words, lexicon) {
        let mirrored = stretches(&flat_b.words, &flat_a.words, lexicon, slices).await.into_iter();
        mirrored.map(|runs| runs.into_iter().map(Run::mirrored).collect()).collect()
    } else {
        stretches(&flat_a.words, &flat_b.words, lexicon, slices).await
    };
    order::sort_by_key(&mut found, |runs: &Vec<Run>| runs.first().map(|run| run.a));
    let mut shared = Vec::new();
    for runs in found {
        // The runs, each cut where a passage of either side ends.
        let mut parts: Vec<(usize, usize, Run)> = Vec::new();
        for mut run in runs {
            while run.words > 0 {
                let (in_a, end_a) = flat_a.passage(run.a);
                let (in_b, end_b) = flat_b.passage(run.b);
                let words = run.words.min(end_a - run.a).min(end_b - run.b).max(1);
                parts.push((in_a, in_b, Run { words, ..run }));
                run = Run { words: run.words - words, a: run.a + words, b: run.b + words };
            }
        }
        for part in parts.chunk_by(|one, next| (one.0, one.1) == (next.0, next.1)) {
            let words = part.iter().map(|(_, _, run)| run.words).sum();
            if let (Some((_, _, first)), Some((_, _, last)), true) =
                (part.first(), part.last(), words >= LEAST_PART)
            {
                let (in_a, in_b) = (
                    flat_a.place(a, first.a..last.a + last.words),
                    flat_b.place(b, first.b..last.b + last.words),
                );
                let exact = part.len() == 1 && are_alike(letters(texts[0], &in_a), letters(texts[1], &in_b));
                shared.push(SharedWording { number: shared.len() + 1, a: in_a, b: in_b, words, exact });
            }
        }
    }
    shared
}

/// What stands at a place.
fn letters<'t>(text: &Text<'t>, place: &Place) -> &'t str {
    let passage = text.passages.get(place.passage).map_or("", |passage| passage.text);
    passage.get(place.range.clone()).unwrap_or_default()
}

impl Flat {
    fn new(side: &Analysis) -> Flat {
        let mut flat = Flat { words: Vec::new(), starts: Vec::with_capacity(side.passages.len()) };
        for passage in &side.passages {
            flat.starts.push(flat.words.len());
            flat.words.extend(passage.tokens.iter().map(|token| token.word));
        }
        flat
    }

    /// The passage a word stands in, and the word behind its last.
    fn passage(&self, word: usize) -> (usize, usize) {
        let next = self.starts.partition_point(|start| *start <= word);
        (next.saturating_sub(1), self.starts.get(next).copied().unwrap_or(self.words.len()))
    }

    /// Where words of one passage stand.
    fn place(&self, side: &Analysis, words: Range<usize>) -> Place {
        let (passage, _) = self.passage(words.start);
        let start = self.starts.get(passage).copied().unwrap_or(0);
        let tokens = side.passages.get(passage).map(|passage| passage.tokens.as_slice()).unwrap_or_default();
        let tokens = tokens.get(words.start - start..words.end - start).unwrap_or_default();
        let (first, last) = (tokens.first(), tokens.last());
        Place {
            passage,
            range: first.map_or(0, |token| token.range.start)..last.map_or(0, |token| token.range.end),
        }
    }
}

/// Whether one text comes before the other: by length, then by its words, whatever their numbers.
fn is_first(one: &[u32], other: &[u32], lexicon: &Lexicon) -> bool {
    let spelled = |word: &u32| lexicon.entry(*word).folded.as_str();
    if one.len() != other.len() {
        return one.len() < other.len();
    }
    one.iter().zip(other).find(|(x, y)| x != y).is_some_and(|(x, y)| spelled(x) < spelled(y))
}

/// The stretches of both sides that no other overlaps, best first; each is its runs in order.
async fn stretches(a: &[u32], b: &[u32], lexicon: &Lexicon, slices: &Slices) -> Vec<Vec<Run>> {
    let mut heap: BinaryHeap<Run> = runs(a, b, lexicon).into();
    let mut growing = Growing { a, b, taken_a: vec![false; a.len()], taken_b: vec![false; b.len()] };
    let mut kept = Vec::new();
    slices.stop().await;
    while let Some(run) = heap.pop() {
        slices.done(run.words).await;
        let is_taken = |at: usize| growing.taken_a[run.a + at] || growing.taken_b[run.b + at];
        if (0..run.words).any(is_taken) {
            let mut start = 0;
            for at in 0..=run.words {
                if at == run.words || is_taken(at) {
                    if at - start >= LEAST_RUN {
                        heap.push(Run { words: at - start, a: run.a + start, b: run.b + start });
                    }
                    start = at + 1;
                }
            }
            continue;
        }
        let mut runs = growing.grown(run);
        if !is_telling(run, &runs, a, lexicon) {
            continue;
        }
        order::sort_by_key(&mut runs, |run| run.a);
        if let (Some(first), Some(last)) = (runs.first(), runs.last()) {
            growing.taken_a[first.a..last.a + last.words].fill(true);
            growing.taken_b[first.b..last.b + last.words].fill(true);
            kept.push(runs);
        }
    }
    kept
}

/// Whether runs in a row are more than chance or idiom.
fn is_telling(seed: Run, runs: &[Run], a: &[u32], lexicon: &Lexicon) -> bool {
    let class = |word: &u32| lexicon.entry(*word).class;
    let words = |run: &Run| &a[run.a..run.a + run.words];
    if seed.words >= LEAST_WORDS {
        return words(&seed).iter().any(|word| class(word) != Class::Function);
    }
    let common: usize = runs.iter().map(|run| run.words).sum();
    let content = runs.iter().flat_map(words).filter(|word| class(word) == Class::Content).count();
    common >= LEAST_SCATTERED.0 && content >= LEAST_SCATTERED.1
}

/// What a run may still grow over.
struct Growing<'w> {
    a: &'w [u32],
    b: &'w [u32],
    taken_a: Vec<bool>,
    taken_b: Vec<bool>,
}

impl Growing<'_> {
    /// A run with those before and behind it that only small gaps part from it.
    fn grown(&self, run: Run) -> Vec<Run> {
        let mut found = vec![run];
        self.grow(run.a + run.words, run.b + run.words, false, &mut found);
        self.grow(run.a, run.b, true, &mut found);
        found
    }

    /// Goes from gap to gap, forwards from two places or backwards before them.
    fn grow(&self, from_a: usize, from_b: usize, backwards: bool, found: &mut Vec<Run>) {
        let kept = found.len();
        let (mut gone_a, mut gone_b) = (0, 0);
        let (mut score, mut best, mut best_runs) = (0, 0, kept);
        while let Some((gap_a, gap_b)) = self.best_gap((from_a, gone_a), (from_b, gone_b), backwards) {
            gone_a += gap_a;
            gone_b += gap_b;
            let words = self.common((from_a, gone_a), (from_b, gone_b), backwards, usize::MAX);
            let before = |from: usize, gone: usize| if backwards { from - gone - words } else { from + gone };
            found.push(Run { words, a: before(from_a, gone_a), b: before(from_b, gone_b) });
            gone_a += words;
            gone_b += words;
            score += worth(words, gap_a, gap_b);
            if score > best {
                (best, best_runs) = (score, found.len());
            } else if score < best - DROP || found.len() > best_runs + MOST_IDLE {
                break;
            }
        }
        found.truncate(best_runs);
    }

    /// The gap behind which the words agree best.
    fn best_gap(&self, a: (usize, usize), b: (usize, usize), backwards: bool) -> Option<(usize, usize)> {
        let mut best: Option<(i32, usize, usize)> = None;
        for gap_a in 0..=GAP {
            if gap_a > 0 && self.word_a(a.0, a.1 + gap_a - 1, backwards).is_none() {
                break;
            }
            for gap_b in 0..=GAP {
                if gap_b > 0 && self.word_b(b.0, b.1 + gap_b - 1, backwards).is_none() {
                    break;
                }
                if gap_a + gap_b == 0 {
                    continue;
                }
                let words = self.common((a.0, a.1 + gap_a), (b.0, b.1 + gap_b), backwards, LOOK_AHEAD);
                // Of gaps as good, the one that skips as much on both sides.
                let found = 4 * worth(words, gap_a, gap_b) - distance(gap_a, gap_b);
                if words > 0 && best.is_none_or(|best| found > best.0) {
                    best = Some((found, gap_a, gap_b));
                }
            }
        }
        best.map(|(_, gap_a, gap_b)| (gap_a, gap_b))
    }

    /// How many words agree from two places on.
    fn common(&self, a: (usize, usize), b: (usize, usize), backwards: bool, most: usize) -> usize {
        let mut words = 0;
        while words < most {
            let word = self.word_a(a.0, a.1 + words, backwards);
            if word.is_none() || word != self.word_b(b.0, b.1 + words, backwards) {
                break;
            }
            words += 1;
        }
        words
    }

    fn word_a(&self, from: usize, gone: usize, backwards: bool) -> Option<u32> {
        word(self.a, &self.taken_a, from, gone, backwards)
    }

    fn word_b(&self, from: usize, gone: usize, backwards: bool) -> Option<u32> {
        word(self.b, &self.taken_b, from, gone, backwards)
    }
}

/// A word some steps from a place; none where it is taken or the text ends.
fn word(words: &[u32], taken: &[bool], from: usize, gone: usize, backwards: bool) -> Option<u32> {
    let at = if backwards { from.checked_sub(gone + 1)? } else { from + gone };
    words.get(at).copied().filter(|_| !taken[at])
}

/// What a run behind a gap adds to a stretch.
fn worth(words: usize, gap_a: usize, gap_b: usize) -> i32 {
    let points = |words: usize| i32::try_from(words).unwrap_or(i32::MAX / 4);
    2 * points(words) - points(gap_a.max(gap_b)) - 1
}

fn distance(one: usize, other: usize) -> i32 {
    i32::from(one != other)
}

#[cfg(test)]
mod tests;
