//! Which two sentences are worth weighing.
//!
//! Lives here: every two sentences with anything in common, less what is nothing beside the best that either has, and
//! what stands around each. Does not live here: what two units share (`evidence`, `unit`), what that is worth
//! (`score`), or who is a pair (`align`). What takes long to tell, the order of words and the names, is told only of those
//! that are asked for. Cost: [`MOST_WEIGHED`] pairs a sentence.

use crate::align::{beyond_chance, beyond_few};
use crate::evidence::Evidence;
use crate::kinship::Kinship;
use crate::nearness::{Near, Nearest, nearness};
use crate::score::{self, Signals, Surroundings};
use crate::slices::Slices;
use crate::unit::{Measure, Sums, Unit};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Evidence two sentences need to be looked at, in nats: less than one word of some rarity.
const LEAST_EVIDENCE: f64 = 1.0;

/// Content words a sentence needs to be a pair with another that is not its copy.
const LEAST_WORDS: usize = 2;
/// Share of the best evidence of either sentence that a pair needs to be weighed.
const LEAST_OF_BEST: f64 = 0.1;

/// Pairs of a sentence that are weighed, the best of either side; others could not be believed beside them, and every two
/// sentences of two long texts have a word in common.
const MOST_WEIGHED: usize = 32;
/// What weighing a pair costs, in words read, and how many meetings cost as much as a word: as measured, roughly.
pub(crate) const WORDS_A_PAIR: usize = 3;
pub(crate) const MEETINGS_A_WORD: usize = 16;
/// The same of pairs whose meanings are looked at.
const PAIRS_LOOKED_AT_A_WORD: usize = 4;

/// The most evidence that pairs of one sentence have, in thousandths of a nat.
#[derive(Debug, Clone, Default)]
struct Best {
    /// At most [`MOST_WEIGHED`], the least first.
    weights: BinaryHeap<Reverse<u64>>,
}

impl Best {
    fn add(&mut self, weight: u64) {
        if self.weights.len() < MOST_WEIGHED {
            self.weights.push(Reverse(weight));
        } else if weight > self.least()
            && let Some(mut least) = self.weights.peek_mut()
        {
            *least = Reverse(weight);
        }
    }

    /// What is less is not weighed.
    fn least(&self) -> u64 {
        let is_full = self.weights.len() == MOST_WEIGHED;
        self.weights.peek().filter(|_| is_full).map_or(0, |Reverse(least)| *least)
    }
}

/// Two sentences with something in common.
pub(crate) struct Candidate {
    /// Their numbers.
    pub a: usize,
    pub b: usize,
    /// Whether that is enough for a pair, whatever its score.
    pub is_enough: bool,
    /// What they have in common, but for names and order.
    glance: Measure,
    kinship: Kinship,
    /// How near they are in meaning, where that is known and they have enough in common.
    near: Near,
}

/// Every two sentences with something in common, and the best evidence that each sentence has.
pub(crate) struct Candidates<'e> {
    evidence: &'e Evidence,
    /// How much the two texts have in common, 0 to 1.
    related: f64,
    all: Vec<Candidate>,
    /// The most that any pair of a sentence of A and of B has, in nats, before synonyms are told and after.
    best_a: Vec<f64>,
    best_b: Vec<f64>,
    most_a: Vec<f64>,
    most_b: Vec<f64>,
}

impl<'e> Candidates<'e> {
    /// Finds them.
    pub(crate) async fn find(evidence: &'e Evidence, related: f64, slices: &Slices) -> Candidates<'e> {
        let (a, b) = (&evidence.sentences_a, &evidence.sentences_b);
        let mut found: Vec<(usize, usize, Sums)> = Vec::new();
        let (mut best_a, mut best_b) = (vec![0.0_f64; a.len()], vec![0.0_f64; b.len()]);
        let (mut least_a, mut most_b) = (vec![0; a.len()], vec![Best::default(); b.len()]);
        let mut meetings = evidence.meetings(a, b, LEAST_EVIDENCE);
        slices.stop().await;
        let mut row = Vec::new();
        while let Some(a) = meetings.next(&mut row) {
            let mut most_a = Best::default();
            for (b, shared) in &row {
                most_a.add(shared.all());
                most_b[*b].add(shared.all());
                let weight = shared.evidence();
                best_a[a] = best_a[a].max(weight);
                best_b[*b] = best_b[*b].max(weight);
            }
            least_a[a] = most_a.least();
            let is_near = |b: usize, shared: &Sums| {
                shared.evidence() >= LEAST_OF_BEST * best_a[a].max(best_b[b])
                    && shared.all() >= least_a[a].min(most_b[b].least())
            };
            let near = row.iter().filter(|(b, shared)| is_near(*b, shared));
            found.extend(near.map(|(b, shared)| (a, *b, *shared)));
            slices.done(row.len() / MEETINGS_A_WORD).await;
        }
        // What is nothing beside the best that either sentence has is no pair: a page of them need not be weighed.
        found.retain(|(a, b, shared)| {
            shared.evidence() >= LEAST_OF_BEST * best_a[*a].max(best_b[*b])
                && shared.all() >= least_a[*a].min(most_b[*b].least())
        });
        // One word says too little to make a point in common with a whole sentence.
        let says_enough = |unit: &Unit| unit.content.len() >= LEAST_WORDS;
        // Of very many pairs the best shares a word or two by chance, which labelled readouts are too short to teach.
        let tried = a.len() * b.len();
        let is_meant = !evidence.vectors.is_empty();
        // Where words have vectors, what shares little may be told by these; not between texts about different things.
        let is_loose = is_meant && !score::are_strangers(related);
        let by_chance = if is_loose { beyond_few(tried, LEAST_EVIDENCE) } else { beyond_chance(tried) };
        let mut all = Vec::with_capacity(found.len());
        let (mut most_a, mut most_b) = (vec![0.0_f64; a.len()], vec![0.0_f64; b.len()]);
        for (at_a, at_b, shared) in found {
            let (one, other) = (&a[at_a], &b[at_b]);
            let glance = evidence.glance_met(one, other, shared, meetings.is_partial);
            let kinship = one.content.kinship(&other.content);
            let weight = score::evidence_with_kin(&glance, &kinship);
            most_a[at_a] = most_a[at_a].max(weight);
            most_b[at_b] = most_b[at_b].max(weight);
            let is_beyond_chance = glance.open || weight >= by_chance;
            let is_enough = glance.equal || is_beyond_chance && says_enough(one) && says_enough(other);
            all.push(Candidate { a: at_a, b: at_b, is_enough, glance, kinship, near: Near::default() });
            slices.done(WORDS_A_PAIR).await;
        }
        if is_meant {
            tell_near(evidence, &mut all, slices).await;
        }
        Candidates { evidence, related, all, best_a, best_b, most_a, most_b }
    }

    /// In order of A, then B.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Candidate> {
        self.all.iter()
    }

    /// All that the two have in common, and the signals this gives.
    pub(crate) fn weigh(&self, one: &Candidate) -> (Measure, Signals) {
        let (a, b) = (&self.evidence.sentences_a[one.a], &self.evidence.sentences_b[one.b]);
        let measure = a.complete(b, one.glance);
        let around = Surroundings {
            related: self.related,
            tried: self.best_a.len() * self.best_b.len(),
            best: self.best_a[one.a].max(self.best_b[one.b]),
            bests: (self.most_a[one.a], self.most_b[one.b]),
        };
        let voices = a.voice.beside(&b.voice);
        let signals = score::signals(&measure, &one.kinship, &one.near, voices, around);
        (measure, signals)
    }
}

/// Tells how near in meaning those are that have enough in common, beside all others.
async fn tell_near(evidence: &Evidence, all: &mut [Candidate], slices: &Slices) {
    let (a, b) = (&evidence.sentences_a, &evidence.sentences_b);
    let (mut rows, mut columns) = (vec![Nearest::NONE; a.len()], vec![Nearest::NONE; b.len()]);
    for (one, row) in a.iter().zip(&mut rows) {
        for (other, column) in b.iter().zip(&mut columns) {
            let near = nearness(&one.sense, &other.sense);
            row.add(near);
            column.add(near);
        }
        slices.done(b.len() / PAIRS_LOOKED_AT_A_WORD).await;
    }
    for one in all.iter_mut().filter(|one| one.is_enough) {
        let (unit_a, unit_b) = (&a[one.a], &b[one.b]);
        let kin = evidence.vectors.kin((&unit_a.sense, &unit_a.content), (&unit_b.sense, &unit_b.content));
        let cosine = nearness(&unit_a.sense, &unit_b.sense);
        one.near = Near::new(kin, cosine, &rows[one.a], &columns[one.b]);
        slices.done(WORDS_A_PAIR).await;
    }
}
