//! Fitting the score of a pair of sentences on labelled calls.
//!
//! Lives here: logistic regression with a ridge, and its trial with each call left out in turn.
//! Does not live here: the signals (`demarche_compare::score`), the labels (`labels`).
//!
//! Texts of different events are set against each other, too: none of their sentences is a pair, which is how the score
//! learns what texts that have nothing to do with each other share. Hosmer, Lemeshow, "Applied Logistic
//! Regression" (1989); everything starts at zero and nothing is drawn at random, so every run gives the same.

use super::labels::Call;
use super::{Tally, share};
use anyhow::Result;
use demarche_compare::score::{NAMES, SIGNALS, Signals};
use demarche_compare::{Meanings, Setting, meanings, signals};
use nalgebra::{DMatrix, DVector};

/// Steps, each of which doubles the digits that are right.
const STEPS: usize = 30;
/// What the square of a coefficient costs, lest few calls make it huge.
const RIDGE: f64 = 0.1;
/// How much a pair between texts of different events counts.
const UNLIKE_WEIGHT: f64 = 0.3;
/// Scores from which a pair may be believed.
const THRESHOLDS: [f64; 13] = [0.3, 0.35, 0.4, 0.45, 0.48, 0.5, 0.52, 0.54, 0.55, 0.56, 0.6, 0.65, 0.7];

/// One pair of sentences to learn from.
struct Example {
    /// The call it is left out with.
    call: usize,
    signals: Signals,
    is_pair: bool,
    is_near_miss: bool,
    weight: f64,
    /// Whether the comparison could make it a pair.
    is_possible: bool,
}

/// Fits the score for texts whose words have vectors, and for others.
pub fn run(sets: &[(String, Vec<Call>)]) -> Result<()> {
    println!("# words without vectors");
    fit(sets, &meanings::NONE);
    println!("# words with vectors");
    fit(sets, &meanings::taught());
    Ok(())
}

fn fit(sets: &[(String, Vec<Call>)], meanings: &Meanings) {
    let setting = Setting { meanings, ..Setting::default() };
    let tuned: Vec<&Call> =
        sets.iter().filter(|(name, _)| !super::is_apart(name)).flat_map(|(_, calls)| calls).collect();
    let of_others: usize =
        sets.iter().filter(|(name, _)| name == super::OTHERS).map(|(_, calls)| calls.len()).sum();
    // They are read last.
    let is_of_others = |call: usize| call + of_others >= tuned.len();
    let mut examples = Vec::new();
    let mut labelled = vec![0; tuned.len()];
    for (at, call) in tuned.iter().enumerate() {
        labelled[at] = call.labelled.len();
        for (a, b, signals, is_possible) in signals(&call.text_a(), &call.text_b(), &setting) {
            if !call.is_boiler((a, b)) {
                let is_pair = call.labelled.contains(&(a, b));
                let is_near_miss = call.near_misses.contains(&(a, b));
                examples.push(Example { call: at, signals, is_pair, is_near_miss, weight: 1.0, is_possible });
            }
        }
        let other = &tuned[(at + 1) % tuned.len()];
        for (_, _, signals, _) in signals(&call.text_a(), &other.text_b(), &setting) {
            // What texts of other events share is judged more strictly, and counted by itself.
            let (is_pair, is_near_miss, is_possible) = (false, false, false);
            let weight = UNLIKE_WEIGHT;
            examples.push(Example { call: at, signals, is_pair, is_near_miss, weight, is_possible });
        }
    }
    println!(
        "{} examples of {} calls, {} of them pairs",
        examples.len(),
        tuned.len(),
        labelled.iter().sum::<usize>()
    );
    let mut tallies = [Tally::default(); THRESHOLDS.len()];
    let mut tallies_of_others = tallies;
    for out in 0..tuned.len() {
        let coefficients = descend(examples.iter().filter(|example| example.call != out));
        for (at, threshold) in THRESHOLDS.iter().enumerate() {
            let mut tally = Tally {
                labelled: labelled[out],
                near_misses: tuned[out].near_misses.len(),
                ..Tally::default()
            };
            for example in examples.iter().filter(|example| example.call == out) {
                if example.is_possible && chance(&coefficients, &example.signals) >= *threshold {
                    tally.predicted += 1;
                    tally.right += usize::from(example.is_pair);
                    tally.violated += usize::from(example.is_near_miss);
                }
            }
            tallies[at].add(tally);
            if is_of_others(out) {
                tallies_of_others[at].add(tally);
            }
        }
    }
    for (what, tallies) in [("all of them", tallies), ("the readouts of others", tallies_of_others)] {
        println!("each call left out in turn, {what}:");
        for (threshold, tally) in THRESHOLDS.iter().zip(tallies) {
            println!(
                "  from {threshold:.2}: precision {:.3}, recall {:.3}, near misses {:.3}",
                share(tally.right, tally.predicted),
                share(tally.right, tally.labelled),
                share(tally.violated, tally.near_misses)
            );
        }
    }
    for (name, coefficient) in NAMES.iter().zip(descend(examples.iter())) {
        println!("    {coefficient:.3}, // {name}");
    }
}

fn chance(coefficients: &Signals, signals: &Signals) -> f64 {
    let odds: f64 = coefficients.iter().zip(signals).map(|(one, other)| one * other).sum();
    1.0 / (1.0 + (-odds).exp())
}

/// The coefficients that explain the examples best, by Newton's method.
fn descend<'e>(examples: impl Iterator<Item = &'e Example>) -> Signals {
    let examples: Vec<&Example> = examples.collect();
    let mut coefficients = [0.0; SIGNALS];
    for _ in 0..STEPS {
        let mut slope = DVector::zeros(SIGNALS);
        let mut bend = DMatrix::zeros(SIGNALS, SIGNALS);
        for at in 0..SIGNALS {
            // The constant is nearly free.
            let cost = if at == 0 { f64::EPSILON } else { RIDGE };
            slope[at] = cost * coefficients[at];
            bend[(at, at)] = cost;
        }
        for example in &examples {
            let wanted = if example.is_pair { 1.0 } else { 0.0 };
            let found = chance(&coefficients, &example.signals);
            let signals = DVector::from_column_slice(&example.signals);
            slope.axpy((found - wanted) * example.weight, &signals, 1.0);
            bend.ger(found * (1.0 - found) * example.weight, &signals, &signals, 1.0);
        }
        let Some(step) = bend.cholesky().map(|bend| bend.solve(&slope)) else { break };
        coefficients.iter_mut().zip(step.iter()).for_each(|(coefficient, step)| *coefficient -= step);
    }
    coefficients
}
