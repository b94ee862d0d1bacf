//! Fitting the score of a pair of sentences on labelled calls.
//!
//! Lives here: logistic regression by gradient descent with a ridge, and its trial with each call left out in turn.
//! Does not live here: the signals (`demarche_compare::score`), the labels (`labels`).
//!
//! Texts of different events are set against each other, too: none of their sentences is a pair, which is how the score
//! learns what texts that have nothing to do with each other share. Hosmer, Lemeshow, "Applied Logistic
//! Regression" (1989); everything starts at zero and nothing is drawn at random, so every run gives the same.

use super::labels::Call;
use super::{Tally, share};
use anyhow::Result;
use demarche_compare::score::{NAMES, SIGNALS, Signals};
use demarche_compare::{NoCorpus, signals};

/// Steps of descent.
const STEPS: usize = 3_000;
/// How far each goes along the slope.
const RATE: f64 = 2.0;
/// What a coefficient costs, lest few calls make it huge.
const RIDGE: f64 = 0.0005;
/// How much a pair between texts of different events counts.
const UNLIKE_WEIGHT: f64 = 0.3;
/// Scores from which a pair may be believed.
const THRESHOLDS: [f64; 9] = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7];

/// One pair of sentences to learn from.
struct Example {
    /// The call it is left out with.
    call: usize,
    signals: Signals,
    is_pair: bool,
    is_near_miss: bool,
    weight: f64,
}

pub fn run(sets: &[(String, Vec<Call>)]) -> Result<()> {
    let tuned: Vec<&Call> =
        sets.iter().filter(|(name, _)| name != "apart").flat_map(|(_, calls)| calls).collect();
    let mut examples = Vec::new();
    let mut labelled = vec![0; tuned.len()];
    for (at, call) in tuned.iter().enumerate() {
        labelled[at] = call.labelled.len();
        for (a, b, signals) in signals(&call.text_a(), &call.text_b(), &NoCorpus) {
            if !call.is_boiler((a, b)) {
                let is_pair = call.labelled.contains(&(a, b));
                let is_near_miss = call.near_misses.contains(&(a, b));
                examples.push(Example { call: at, signals, is_pair, is_near_miss, weight: 1.0 });
            }
        }
        let other = &tuned[(at + 1) % tuned.len()];
        for (_, _, signals) in signals(&call.text_a(), &other.text_b(), &NoCorpus) {
            let example =
                Example { call: at, signals, is_pair: false, is_near_miss: false, weight: UNLIKE_WEIGHT };
            examples.push(example);
        }
    }
    println!(
        "{} examples of {} calls, {} of them pairs",
        examples.len(),
        tuned.len(),
        labelled.iter().sum::<usize>()
    );
    let mut tallies = [Tally::default(); THRESHOLDS.len()];
    for out in 0..tuned.len() {
        let coefficients = descend(examples.iter().filter(|example| example.call != out));
        for (threshold, tally) in THRESHOLDS.iter().zip(&mut tallies) {
            tally.labelled += labelled[out];
            tally.near_misses += tuned[out].near_misses.len();
            for example in examples.iter().filter(|example| example.call == out) {
                if chance(&coefficients, &example.signals) >= *threshold {
                    tally.predicted += 1;
                    tally.right += usize::from(example.is_pair);
                    tally.violated += usize::from(example.is_near_miss);
                }
            }
        }
    }
    println!("each call left out in turn:");
    for (threshold, tally) in THRESHOLDS.iter().zip(tallies) {
        println!(
            "  from {threshold:.2}: precision {:.2}, recall {:.2}, near misses {:.2}",
            share(tally.right, tally.predicted),
            share(tally.right, tally.labelled),
            share(tally.violated, tally.near_misses)
        );
    }
    for (name, coefficient) in NAMES.iter().zip(descend(examples.iter())) {
        println!("    {coefficient:.3}, // {name}");
    }
    Ok(())
}

fn chance(coefficients: &Signals, signals: &Signals) -> f64 {
    let odds: f64 = coefficients.iter().zip(signals).map(|(one, other)| one * other).sum();
    1.0 / (1.0 + (-odds).exp())
}

/// The coefficients that explain the examples best.
fn descend<'e>(examples: impl Iterator<Item = &'e Example>) -> Signals {
    let examples: Vec<&Example> = examples.collect();
    let total: f64 = examples.iter().map(|example| example.weight).sum::<f64>().max(1.0);
    let mut coefficients = [0.0; SIGNALS];
    let mut speed = [0.0; SIGNALS];
    for _ in 0..STEPS {
        let mut slope = [0.0; SIGNALS];
        for example in &examples {
            let wanted = if example.is_pair { 1.0 } else { 0.0 };
            let off = (chance(&coefficients, &example.signals) - wanted) * example.weight / total;
            for (slope, signal) in slope.iter_mut().zip(&example.signals) {
                *slope += off * signal;
            }
        }
        for at in 0..SIGNALS {
            // The constant is free.
            let cost = if at == 0 { 0.0 } else { RIDGE * coefficients[at] };
            speed[at] = 0.9 * speed[at] - 0.1 * RATE * (slope[at] + cost);
            coefficients[at] += speed[at];
        }
    }
    coefficients
}
