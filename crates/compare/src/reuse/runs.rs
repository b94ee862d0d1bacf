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
/// Bits of a seed that say where it stands.
const PLACE_BITS: u32 = 24;
/// Spreads the numbers of words over a seed (an odd number near 2^64 divided by the golden ratio: Knuth, The Art of
/// Computer Programming, volume 3, section 6.4).
const MIXER: u64 = 0x9e37_79b9_7f4a_7c15;
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
        for seed in &seeds_b[meeting.followed()] {
            let at_b = place(*seed);
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

/// The shingles of a text with where they stand, sorted; one number each: sorting is half of the work here. What stands
/// beyond sixteen million words is not looked at.
fn seeds(words: &[u32], lexicon: &Lexicon) -> Vec<u64> {
    let mut seeds = Vec::new();
    for (at, shingle) in (0..1 << PLACE_BITS).zip(words.windows(LEAST_RUN)) {
        if shingle.iter().any(|word| lexicon.entry(*word).class != Class::Function) {
            // Other shingles may meet by mistake: then the words read do not agree.
            let key = shingle.iter().fold(0, |key: u64, word| (key ^ u64::from(*word)).wrapping_mul(MIXER));
            seeds.push(key >> PLACE_BITS << PLACE_BITS | at);
        }
    }
    seeds.sort_unstable();
    seeds
}

/// What stands for the words of a seed.
fn key(seed: u64) -> u64 {
    seed >> PLACE_BITS
}

/// Where a seed stands.
fn place(seed: u64) -> usize {
    (seed & ((1 << PLACE_BITS) - 1)) as usize
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
fn meetings(a: &[u64], b: &[u64]) -> Vec<Meeting> {
    let mut found = Vec::new();
    let (mut at_a, mut first) = (0, 0);
    while let (Some(one), Some(other)) = (a.get(at_a), b.get(first)) {
        match key(*one).cmp(&key(*other)) {
            Ordering::Less => at_a += 1,
            Ordering::Greater => first += 1,
            Ordering::Equal => {
                let count = b[first..].iter().take_while(|seed| key(**seed) == key(*one)).count();
                let same = a[at_a..].iter().take_while(|seed| key(**seed) == key(*one));
                let before = found.len();
                found.extend(same.enumerate().map(|(rank, seed)| Meeting {
                    a: place(*seed),
                    rank,
                    first,
                    count,
                }));
                at_a += found.len() - before;
                first += count;
            }
        }
    }
    order::sort_by_key(&mut found, |meeting| meeting.a);
    found
}
