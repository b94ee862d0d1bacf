//! Keyness: the words that set one group of statements apart from another.
//!
//! Lives here: the list. Does not live here: counting words (`occurrences`), or the two measures, log-likelihood and log
//! ratio, with their sources (`demarche_corpus::keyness`). Linear in the forms of both groups, plus sorting.

use crate::occurrences::TermCount;
use crate::{Engine, Request};
use demarche_corpus::keyness::{compared, log_likelihood, log_ratio};
use demarche_corpus::{PackError, StatementIdx, order};
use serde::{Deserialize, Serialize};

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
    /// Folded forms that neither list shows. They count as words of their groups all the same.
    pub without: Vec<String>,
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
    let mut without: Vec<&str> = request.without.iter().map(String::as_str).collect();
    order::sort(&mut without);
    let shown = keywords(&counts, found.target.words, found.reference.words).into_iter();
    for keyword in shown.filter(|keyword| without.binary_search(&keyword.form.as_str()).is_err()) {
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

#[cfg(test)]
mod tests {
    use super::*;

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
