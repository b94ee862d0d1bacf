//! One calibrated score: how likely it is that two sentences make a point in common.
//!
//! Lives here: the signals that a pair of sentences gives, and the score made of them. Does not live here: how the
//! signals are measured (`unit`, `evidence`), or which pairs are kept (`align`).
//!
//! The score is a logistic regression on a dozen signals, each between 0 and about 1. Its coefficients were fitted by
//! `cargo xtask bench align --fit` on labelled pairs of readouts, one meeting left out at a time; that command prints
//! them anew. A score of 0.5 is as likely right as wrong where near misses are as many as in those.

use crate::kinship::Kinship;
use crate::unit::Measure;

/// How many signals there are, the constant one included.
pub const SIGNALS: usize = 18;

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
];

/// What each signal adds to the logarithm of the odds, in the order of [`NAMES`].
const COEFFICIENTS: [f64; SIGNALS] = [
    -4.691, 0.593, 1.857, 1.365, 0.837, 1.467, 2.388, 1.129, 1.239, -0.878, 1.789, 1.271, 1.763, 1.187,
    0.373, 1.955, 1.213, 1.183,
];
/// Score from which a pair is believed. At 0 every pair is, at 1 nothing but the same wording.
pub const LEAST_SCORE: f64 = 0.45;

/// The same between texts that have hardly anything in common: what they share they share by chance.
const LEAST_OF_STRANGERS: f64 = 0.85;
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

/// The signals of one pair.
pub type Signals = [f64; SIGNALS];

/// What the pair stands among.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Surroundings {
    /// How much the two texts have in common, 0 to 1.
    pub related: f64,
    /// How many pairs there are.
    pub tried: usize,
    /// The most evidence that any pair of one of the two has, in nats.
    pub best: f64,
}

/// The score from which a pair is believed between texts that have so much in common.
pub(crate) fn least_between(related: f64, usual: f64) -> f64 {
    let strange = ((ACQUAINTED - related) / (ACQUAINTED - STRANGERS)).clamp(0.0, 1.0);
    usual + strange * (LEAST_OF_STRANGERS - usual).max(0.0)
}

/// All evidence of a pair, in nats.
pub(crate) fn evidence(measure: &Measure) -> f64 {
    measure.shared + measure.neighbours + measure.subjects
}

/// The signals of a pair.
pub(crate) fn signals(measure: &Measure, kinship: &Kinship, around: Surroundings) -> Signals {
    let full = |weight: f64, half: f64| weight / (weight + half);
    let shared = full(measure.shared, HALF_SHARED);
    let best = evidence(measure) / around.best.max(1.0);
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
    ]
}

/// How likely the pair is right, 0 to 1.
pub(crate) fn score(signals: &Signals) -> f64 {
    let odds: f64 = signals.iter().zip(&COEFFICIENTS).map(|(signal, coefficient)| signal * coefficient).sum();
    1.0 / (1.0 + (-odds).exp())
}
