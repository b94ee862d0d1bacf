//! Runs of the same words on both sides that cannot be made longer.
//!
//! Lives here: finding them. Does not live here: choosing among them. Seeds are shingles of [`LEAST_RUN`] words with
//! at least one that is no function word; both sides' shingles are sorted and merged. A shingle that a text repeats
//! without end is met only at the repetitions of about the same number, and what is read in all is bounded. Cost:
//! O(tokens · log tokens).

use std::cmp::{Ordering, Reverse};

use demarche_corpus::order;

use crate::words::{Class, Lexicon};

/// Words a run has at least.
pub(super) const LEAST_RUN: usize = 3;
/// Occurrences of one shingle that are followed.
const MOST_OCCURRENCES: usize = 16;
/// Words read for each word of the texts, at most: only texts that repeat themselves without end come near it.
const MOST_READ: usize = 64;

/// A run of equal words: how many, and where it begins in each text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub words: usize,
    pub a: usize,
    pub b: usize,
}

impl Run {
    pub(super) fn mirrored(self) -> Run {
        Run { words: self.words, a: self.b, b: self.a }
    }
}

/// By length, then by nearness to the diagonal, then by place.
impl Ord for Run {
    fn cmp(&self, other: &Run) -> Ordering {
        let rank = |run: &Run| (run.words, Reverse((run.a.abs_diff(run.b), run.a)));
        rank(self).cmp(&rank(other))
    }
}

impl PartialOrd for Run {
    fn partial_cmp(&self, other: &Run) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Every run of [`LEAST_RUN`] words or more.
pub(super) fn runs(a: &[u32], b: &[u32], lexicon: &Lexicon) -> Vec<Run> {
    let (seeds_a, seeds_b) = (seeds(a, lexicon), seeds(b, lexicon));
    let mut found = Vec::new();
    // For each diagonal, up to where in A it has been read.
    let mut read = vec![0; a.len() + b.len() + 1];
    let mut left_to_read = MOST_READ * (a.len() + b.len());
    for meeting in meetings(&seeds_a, &seeds_b) {
        let at_a = meeting.a;
        for (_, at_b) in &seeds_b[meeting.followed()] {
            let at_b = *at_b;
            let diagonal = at_b + a.len() - at_a;
            if read[diagonal] > at_a {
                continue;
            }
            let before =
                a[..at_a].iter().rev().zip(b[..at_b].iter().rev()).take_while(|(x, y)| x == y).count();
            let behind = a[at_a..].iter().zip(&b[at_b..]).take_while(|(x, y)| x == y).count();
            read[diagonal] = at_a + behind;
            if before + behind >= LEAST_RUN {
                found.push(Run { words: before + behind, a: at_a - before, b: at_b - before });
            }
            left_to_read = left_to_read.saturating_sub(before + behind + 1);
        }
        if left_to_read == 0 {
            break;
        }
    }
    found
}

/// The shingles of a text with where they stand, sorted.
fn seeds(words: &[u32], lexicon: &Lexicon) -> Vec<(u64, usize)> {
    let mut seeds = Vec::new();
    for (at, shingle) in words.windows(LEAST_RUN).enumerate() {
        if shingle.iter().any(|word| lexicon.entry(*word).class != Class::Function) {
            // Shingles beyond two million words may meet by mistake: then the words read do not agree.
            let key = shingle.iter().fold(0, |key: u64, word| (key << 21) ^ u64::from(*word));
            seeds.push((key, at));
        }
    }
    order::sort(&mut seeds);
    seeds
}

/// A shingle of A that B has too.
struct Meeting {
    a: usize,
    /// Which of A's occurrences it is.
    rank: usize,
    /// The first of B's seeds like it, and how many there are.
    first: usize,
    count: usize,
}

impl Meeting {
    /// B's occurrences of about the same rank.
    fn followed(&self) -> std::ops::Range<usize> {
        let most = self.count.min(MOST_OCCURRENCES);
        let start = self.rank.saturating_sub(MOST_OCCURRENCES / 2).min(self.count - most);
        self.first + start..self.first + start + most
    }
}

/// The shingles both have, in A's order.
fn meetings(a: &[(u64, usize)], b: &[(u64, usize)]) -> Vec<Meeting> {
    let mut found = Vec::new();
    let (mut at_a, mut first) = (0, 0);
    while let (Some((key, _)), Some((other, _))) = (a.get(at_a), b.get(first)) {
        match key.cmp(other) {
            Ordering::Less => at_a += 1,
            Ordering::Greater => first += 1,
            Ordering::Equal => {
                let count = b[first..].iter().take_while(|seed| seed.0 == *key).count();
                let same = a[at_a..].iter().take_while(|seed| seed.0 == *key);
                let before = found.len();
                found.extend(same.enumerate().map(|(rank, seed)| Meeting { a: seed.1, rank, first, count }));
                at_a += found.len() - before;
                first += count;
            }
        }
    }
    order::sort_by_key(&mut found, |meeting| meeting.a);
    found
}
