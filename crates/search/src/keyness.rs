//! Keyness: the words that set one group of statements apart from another.
//!
//! Lives here: the two measures and the list. Does not live here: counting words (`occurrences`). Linear in the forms of
//! both groups, plus sorting.
//!
//! For a form that occurs `a` times in a target of `c` words and `b` times in a reference of `d` words:
//! - *log-likelihood* (G²), how sure the difference is: 2 Σ O ln(O/E) over all four cells of the table (the form and all
//!   other words, in target and reference), E being what the margins lead one to expect. Dunning, "Accurate Methods for the
//!   Statistics of Surprise and Coincidence" (1993); Rayson and Garside, "Comparing Corpora using Frequency
//!   Profiling" (2000), who leave out the two cells of the other words; with them in, the figure is exact.
//! - *log ratio*, how large the difference is: log₂ of (a/c) / (b/d); 1 means twice as frequent in the target. A count of 0
//!   is taken as 0.5. Hardie, "Log Ratio: an informal introduction" (2014).

use crate::occurrences::TermCount;
use crate::{Engine, Request};
use demarche_corpus::{PackError, StatementIdx, order};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// Forms that occur less often than this in both groups together are left out: chance rules them.
pub const MIN_TOTAL: u32 = 5;

/// Which two groups are compared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeynessRequest {
    /// What is looked at.
    pub target: Request,
    /// What it is held against.
    pub reference: Request,
    /// How many words each side gets at most.
    pub limit: u32,
}

/// What sets two groups apart.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Keyness {
    /// How large the target is.
    pub target: GroupSize,
    /// How large the reference is.
    pub reference: GroupSize,
    /// Statements that stand in both groups: they blur the difference.
    pub shared_statements: u32,
    /// Words more frequent in the target, the surest first.
    pub of_target: Vec<Keyword>,
    /// Words more frequent in the reference, the surest first.
    pub of_reference: Vec<Keyword>,
}

/// How large a group is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupSize {
    /// Statements.
    pub statements: u32,
    /// Words, titles and headings included.
    pub words: u32,
}

/// A word with its counts and measures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Keyword {
    /// The folded spelling; `=form` as a query opens its lines.
    pub form: String,
    /// Occurrences in the target.
    pub target: u32,
    /// Occurrences in the reference.
    pub reference: u32,
    /// Statements of the target that have it.
    pub target_statements: u32,
    /// Statements of the reference that have it.
    pub reference_statements: u32,
    /// G², never negative.
    pub log_likelihood: f64,
    /// Above 0 where it is more frequent in the target, below where in the reference, unless a group without it is so
    /// small that half an occurrence is much.
    pub log_ratio: f64,
}

/// Compares the statements that two requests find.
///
/// # Errors
/// When words or index are damaged, or absent: then the blocks needed are named.
pub fn keyness(engine: &Engine, request: &KeynessRequest) -> Result<Keyness, PackError> {
    let target = engine.matched(&request.target)?.1;
    let reference = engine.matched(&request.reference)?.1;
    let counts = engine.term_counts(&target, &reference)?;
    let size = |members: &[StatementIdx]| GroupSize {
        statements: members.len() as u32,
        words: members.iter().fold(0u32, |sum, idx| sum.saturating_add(engine.words_in(*idx))),
    };
    let shared = target.iter().filter(|idx| reference.binary_search(idx).is_ok()).count();
    let mut found = Keyness {
        target: size(&target),
        reference: size(&reference),
        shared_statements: shared as u32,
        ..Keyness::default()
    };
    for keyword in keywords(&counts, found.target.words, found.reference.words) {
        let is_of_target =
            compared(keyword.target, keyword.reference, found.target.words, found.reference.words).is_gt();
        let list = if is_of_target { &mut found.of_target } else { &mut found.of_reference };
        if list.len() < request.limit as usize {
            list.push(keyword);
        }
    }
    Ok(found)
}

/// The forms that differ, the surest first, equally sure ones by spelling.
fn keywords(counts: &[TermCount], target_words: u32, reference_words: u32) -> Vec<Keyword> {
    let measured = |count: &TermCount| Keyword {
        form: count.form.clone(),
        target: count.a,
        reference: count.b,
        target_statements: count.statements_a,
        reference_statements: count.statements_b,
        log_likelihood: log_likelihood(count.a, count.b, target_words, reference_words),
        log_ratio: log_ratio(count.a, count.b, target_words, reference_words),
    };
    let often = counts.iter().filter(|count| count.a.saturating_add(count.b) >= MIN_TOTAL);
    let mut found: Vec<Keyword> = often
        .filter(|count| compared(count.a, count.b, target_words, reference_words).is_ne())
        .map(measured)
        .collect();
    order::sort_by(&mut found, |one, other| {
        other.log_likelihood.total_cmp(&one.log_likelihood).then_with(|| one.form.cmp(&other.form))
    });
    found
}

/// Whether `a` of `c` words is more than `b` of `d`. Not told by the sign of the log ratio: in a group so small that half
/// an occurrence is much, a word that is not there would seem frequent.
fn compared(a: u32, b: u32, c: u32, d: u32) -> Ordering {
    (u64::from(a) * u64::from(d)).cmp(&(u64::from(b) * u64::from(c)))
}

/// G² over all four cells, for `a` of `c` words against `b` of `d`.
pub fn log_likelihood(a: u32, b: u32, c: u32, d: u32) -> f64 {
    let [a, b, c, d] = [a, b, c, d].map(f64::from);
    let all = c + d;
    let cells = [
        (a, c * (a + b) / all),
        (b, d * (a + b) / all),
        (c - a, c * (all - a - b) / all),
        (d - b, d * (all - a - b) / all),
    ];
    // An empty cell adds nothing: x ln x tends to 0.
    let sum: f64 = cells
        .into_iter()
        .filter(|(seen, expected)| *seen > 0.0 && *expected > 0.0)
        .map(|(seen, expected)| seen * (seen / expected).ln())
        .sum();
    (2.0 * sum).max(0.0)
}

/// Log₂ of how many times more frequent a form is in the target than in the reference; 0 where a group has no words.
pub fn log_ratio(a: u32, b: u32, c: u32, d: u32) -> f64 {
    if c == 0 || d == 0 || (a == 0 && b == 0) {
        return 0.0;
    }
    let at_least_half = |count: u32| if count == 0 { 0.5 } else { f64::from(count) };
    let ratio = (at_least_half(a) * f64::from(d)) / (at_least_half(b) * f64::from(c));
    ratio.ln() / std::f64::consts::LN_2
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `expected`: G² and log ratio, worked out apart from this code.
    fn check([a, b, c, d]: [u32; 4], expected: (f64, f64)) {
        let found = (log_likelihood(a, b, c, d), log_ratio(a, b, c, d));
        let is_near = |one: f64, other: f64| (one - other).abs() < 1e-4;
        assert!(is_near(found.0, expected.0) && is_near(found.1, expected.1), "{found:?} {expected:?}");
        let turned = (log_likelihood(b, a, d, c), log_ratio(b, a, d, c));
        assert!(
            is_near(turned.0, found.0) && is_near(turned.1, -found.1),
            "swapping the groups turns the sign"
        );
    }

    #[test]
    fn measures_are_those_of_the_books() {
        // 2 × (10 ln 2 + 90 ln (90/95) + 100 ln (100/95)); log₂ (10 / 0.5).
        check([10, 0, 100, 100], (14.389_50, 4.321_93));
        check([5, 5, 100, 100], (0.0, 0.0));
        check([120, 40, 50000, 60000], (57.85545, 1.84800));
        check([3, 30, 10000, 5000], (48.35215, -4.32193));
        check([1, 12, 900, 28699100], (13.69097, 11.37576));
        // Nothing to compare with.
        check([0, 0, 0, 0], (0.0, 0.0));
        check([5, 0, 10, 0], (0.0, 0.0));
        // Every word is the same one.
        check([7, 3, 7, 3], (0.0, 0.0));
    }

    #[test]
    fn rare_forms_are_left_out_and_ties_stand_by_spelling() {
        let count = |form: &str, a: u32, b: u32| TermCount {
            form: form.to_owned(),
            a,
            b,
            statements_a: a.min(1),
            statements_b: b.min(1),
        };
        let counts = [count("beta", 9, 1), count("alpha", 9, 1), count("rare", 4, 0), count("same", 50, 50)];
        let found: Vec<String> = keywords(&counts, 1000, 1000).into_iter().map(|one| one.form).collect();
        assert_eq!(found, ["alpha", "beta"]);
        // Half an occurrence in 2 words is more than 5 in 1,000; none is not.
        let absent = &keywords(&[count("gamma", 0, 5)], 2, 1_000)[0];
        assert!(absent.log_ratio > 0.0 && compared(0, 5, 2, 1_000).is_lt());
    }
}
