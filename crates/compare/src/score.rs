//! One calibrated score: how likely it is that two sentences make a point in common.
//!
//! Lives here: the signals that a pair of sentences gives, and the score made of them. Does not live here: how the
//! signals are measured (`unit`, `evidence`), or which pairs are kept (`align`).
//!
//! The score is a logistic regression on some two dozen signals, each between 0 and about 1. Its coefficients were fitted by
//! `cargo xtask bench align --fit` on labelled pairs of readouts, one meeting left out at a time; that command prints
//! them anew. A score of 0.5 is as likely right as wrong where near misses are as many as in those.

use crate::kinship::Kinship;
use crate::nearness::Near;
use crate::unit::Measure;
use crate::voice::Voices;

/// How many signals there are, the constant one included.
pub const SIGNALS: usize = 36;

/// What each signal is, in order.
pub const NAMES: [&str; SIGNALS] = [
    "constant",
    "shared",
    "of the lighter",
    "of the heavier",
    "neighbours",
    "alone",
    "opening",
    "best of its row",
    "related texts",
    "pairs tried",
    "same order",
    "facts",
    "shared and best",
    "synonyms",
    "synonyms of the lighter",
    "answered of the lighter",
    "answered of the heavier",
    "heaviest synonyms",
    "best of the one",
    "best of the other",
    "best item",
    "best item of the other",
    "one speaker",
    "two speakers",
    "one of them joint",
    "both joint",
    "both hostile",
    "subjects",
    "share of subjects",
    "words near",
    "nearest clauses",
    "their least lead",
    "their most lead",
    "near as a whole",
    "its least lead",
    "its most lead",
];

/// What each signal adds to the logarithm of the odds, in the order of [`NAMES`].
const COEFFICIENTS: [f64; SIGNALS] = [
    -4.949, -3.699, 3.721, 1.569, 1.488, 1.258, 4.795, -2.572, 1.790, -3.264, 5.183, 5.500, 1.738, 0.112,
    -0.466, 1.232, 1.749, 0.045, 3.003, 1.506, -0.167, 3.901, 0.683, -0.600, 0.515, 0.788, -1.312, -0.864,
    0.473, 3.560, 1.096, 0.244, 0.414, -0.551, 0.472, 0.484,
];
/// The same where the words have no vectors: the last signals tell nothing then.
const COEFFICIENTS_OF_WORDS: [f64; 29] = [
    -4.125, -2.242, 1.878, 0.252, 0.879, 1.660, 4.729, -3.266, 3.250, -3.940, 4.646, 5.334, 3.829, 0.820,
    0.265, 0.499, 1.363, 0.645, 2.969, 1.614, -0.615, 4.366, 0.591, -0.561, 0.543, 0.818, -1.143, -0.057,
    0.229,
];
/// Score from which a pair is believed. At 0 every pair is, at 1 nothing but the same wording.
pub const LEAST_SCORE: f64 = 0.55;
/// Score below which a pair in other words is told with a “perhaps”: of the labelled calls' pairs, each call left out of the
/// fit, a third of these is wrong, and one in ten of those above it (`bench/ALIGNMENT.md`).
pub const LIKELY_SCORE: f64 = 0.65;

/// The same between texts that have hardly anything in common: what they share they share by chance.
pub const LEAST_OF_STRANGERS: f64 = 0.85;
/// How much two texts have in common, as [`Surroundings::related`] counts it, up to which they are strangers, and from
/// which they are accounts of one thing. Of 27 labelled calls the two accounts have 0.21 and more; of 702 pairs of
/// accounts of different calls, nineteen in twenty have less than 0.19.
const STRANGERS: f64 = 0.18;
const ACQUAINTED: f64 = 0.205;
/// Weight that counts as half of full evidence, in nats: two rare words.
const HALF_SHARED: f64 = 6.0;
/// The same for what is rarer: neighbours, synonyms, what stands nowhere else, numbers and dates.
const HALF_SPECIAL: f64 = 4.0;
/// Names in common from which two openings surely tell of one contact.
const ENOUGH_NAMES: f64 = 2.0;

/// Share of what synonyms answer that counts among all evidence.
const KIN_SHARE: f64 = 0.5;

/// The signals of one pair.
pub type Signals = [f64; SIGNALS];

/// What the pair stands among.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Surroundings {
    /// How much the two texts have in common, 0 to 1.
    pub related: f64,
    /// How many pairs there are.
    pub tried: usize,
    /// The most evidence that any pair of one of the two has, in nats, before synonyms are told.
    pub best: f64,
    /// The most evidence that any pair of the one has, and of the other, synonyms included.
    pub bests: (f64, f64),
}

/// The score from which a pair is believed between texts that have so much in common, where nobody wants another.
pub(crate) fn least_between(related: f64) -> f64 {
    let strange = ((ACQUAINTED - related) / (ACQUAINTED - STRANGERS)).clamp(0.0, 1.0);
    LEAST_SCORE + strange * (LEAST_OF_STRANGERS - LEAST_SCORE)
}

/// Whether texts that have so much in common may be about different things.
pub(crate) fn are_strangers(related: f64) -> bool {
    related < ACQUAINTED
}

/// All evidence of a pair, in nats.
pub(crate) fn evidence(measure: &Measure) -> f64 {
    measure.shared + measure.neighbours + measure.subjects
}

/// The same with what only synonyms answer.
pub(crate) fn evidence_with_kin(measure: &Measure, kinship: &Kinship) -> f64 {
    evidence(measure) + KIN_SHARE * kinship.kin
}

/// The signals of a pair.
pub(crate) fn signals(
    measure: &Measure,
    kinship: &Kinship,
    near: &Near,
    voices: Voices,
    around: Surroundings,
) -> Signals {
    let full = |weight: f64, half: f64| weight / (weight + half);
    let shared = full(measure.shared, HALF_SHARED);
    let best = evidence(measure) / around.best.max(1.0);
    let all = evidence_with_kin(measure, kinship);
    let (one, other) = (all / around.bests.0.max(1.0), all / around.bests.1.max(1.0));
    let when = |holds: bool| if holds { 1.0 } else { 0.0 };
    let opening = if measure.open { (measure.names as f64 / ENOUGH_NAMES).min(1.0) } else { 0.0 };
    [
        1.0,
        shared,
        measure.of_lighter,
        measure.of_heavier,
        full(measure.neighbours, HALF_SPECIAL),
        full(measure.alone, HALF_SPECIAL),
        opening,
        best,
        around.related,
        (around.tried.max(1) as f64).ln() / 10.0,
        measure.same_order,
        full(measure.facts, HALF_SPECIAL),
        shared * best,
        full(kinship.kin, HALF_SPECIAL),
        kinship.of_lighter,
        kinship.all_of_lighter,
        kinship.all_of_heavier,
        full(kinship.heaviest, HALF_SPECIAL),
        one.min(other),
        one.max(other),
        kinship.best_item,
        kinship.other_item,
        when(voices.is_one),
        when(voices.are_two),
        when(voices.joint == 1),
        when(voices.joint == 2),
        when(voices.are_hostile),
        full(measure.own, HALF_SPECIAL),
        measure.of_own,
        full(near.kin, HALF_SPECIAL),
        near.cosine[0].into(),
        near.least_lead[0].into(),
        near.most_lead[0].into(),
        near.cosine[1].into(),
        near.least_lead[1].into(),
        near.most_lead[1].into(),
    ]
}

/// How likely the pair is right, 0 to 1; `is_meant` tells whether the words have vectors.
pub(crate) fn score(signals: &Signals, is_meant: bool) -> f64 {
    let coefficients: &[f64] = if is_meant { &COEFFICIENTS } else { &COEFFICIENTS_OF_WORDS };
    let odds: f64 = signals.iter().zip(coefficients).map(|(signal, coefficient)| signal * coefficient).sum();
    1.0 / (1.0 + (-odds).exp())
}
