//! How sure and how large a difference in frequency is.
//!
//! Lives here: the two measures, for groups of results and for two texts alike. Does not live here: what is counted.
//!
//! For a form that occurs `a` times in one text of `c` words and `b` times in the other of `d` words:
//! - *log-likelihood* (G²), how sure the difference is: 2 Σ O ln(O/E) over all four cells of the table (the form and all
//!   other words, in both texts), E being what the margins lead one to expect. Dunning, "Accurate Methods for the
//!   Statistics of Surprise and Coincidence" (1993); Rayson and Garside, "Comparing Corpora using Frequency
//!   Profiling" (2000), who leave out the two cells of the other words; with them in, the figure is exact.
//! - *log ratio*, how large the difference is: log₂ of (a/c) / (b/d); 1 means twice as frequent. A count of 0 is taken
//!   as 0.5. Hardie, "Log Ratio: an informal introduction" (2014).

use std::cmp::Ordering;

/// G² from which a difference is called sure: chance makes one as large in one case of twenty.
pub const SURE: f64 = 3.84;

/// Whether `a` of `c` words is more than `b` of `d`. Not told by the sign of the log ratio: in a text so short that half
/// an occurrence is much, a word that is not there would seem frequent.
#[must_use]
pub fn compared(a: u32, b: u32, c: u32, d: u32) -> Ordering {
    (u64::from(a) * u64::from(d)).cmp(&(u64::from(b) * u64::from(c)))
}

/// G² over all four cells, never negative, for `a` of `c` words against `b` of `d`. Swapping the texts changes no bit of it.
#[must_use]
pub fn log_likelihood(a: u32, b: u32, c: u32, d: u32) -> f64 {
    let [a, b, c, d] = [a, b, c, d].map(f64::from);
    let all = c + d;
    // An empty cell adds nothing: x ln x tends to 0.
    let cell = |seen: f64, expected: f64| {
        if seen > 0.0 && expected > 0.0 { seen * (seen / expected).ln() } else { 0.0 }
    };
    let form = cell(a, c * (a + b) / all) + cell(b, d * (a + b) / all);
    let others = cell(c - a, c * (all - a - b) / all) + cell(d - b, d * (all - a - b) / all);
    (2.0 * (form + others)).max(0.0)
}

/// Log₂ of how many times more frequent a form is in the first text than in the second; 0 where one has no words.
#[must_use]
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
        assert_eq!(log_likelihood(b, a, d, c).to_bits(), found.0.to_bits());
        assert!(is_near(log_ratio(b, a, d, c), -found.1), "swapping the texts turns the sign");
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
}
