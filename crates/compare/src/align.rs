//! Who corresponds to whom: decisions on measures, never on text.
//!
//! Lives here: when two units are a pair, the assignment best first, the longest common order and the rows.
//! Does not live here: the score of two sentences (`score`). A gap is preferred to a wrong pair: a pair needs enough weight in common, a large
//! enough share of it, and to be nearly the best either unit can have. Every step treats the sides alike, so
//! the mirrored comparison has the mirrored result. Cost: O(p log p) for p candidate pairs.

use crate::model::PairKind;
use crate::unit::{Measure, SAME_ORDER};
use demarche_corpus::order;

/// Words in common (Dice) from which two units are the same wording, provided the order agrees too. At 1 only
/// copies are, at 0.5 half of the words may differ.
const SAME_WORDS: f64 = 0.7;
/// Score of the same words with other signs or capitals: told from those that are the same, and from other words.
pub(crate) const OTHER_SIGNS: f64 = 0.99;
/// Nothing with a word of its own is more alike than this.
pub(crate) const OTHER_WORDS: f64 = 0.98;
/// Weight two nearly equal units must share, in nats: about one rare word.
const SAME_SHARED: f64 = 2.0;
/// Share of the heavier unit's weight from which the whole is reworded rather than one point shared.
const REWORDED_SHARE: f64 = 0.3;
/// Weight that counts as half of full evidence, in nats: three rare words.
const HALF_EVIDENCE: f64 = 9.0;
/// Strength from which a pair is believed. At 0 a shared word is enough, at 1 nothing but the same wording.
const LEAST_SCORE: f64 = 0.28;
/// The same for whole passages, which hold more words that meet by chance: of the 113 pairs that the bundled corpus
/// made over all its pairs of statements at 0.28, the ones below this were nearly all about different things.
pub(crate) const LEAST_PASSAGE_SCORE: f64 = 0.36;
/// Of so few pairs, as labelled readouts have, the score tells by itself what is there by chance.
const FEW: f64 = 256.0;
/// How fast more than those ask for more evidence, until they ask for as much as without the score: at sixteen times as many.
const MORE_THAN_FEW: f64 = 3.0;
/// Weight that a pair must share beyond what chance gives the best of so many, in nats. At 0 the best of
/// unrelated pairs is believed now and then, at 3 only pairs with several rare words are.
const BEYOND_CHANCE: f64 = 0.5;
/// A pair must be at least this strong beside the best pair of either unit.
const SECOND_CHOICE: f64 = 0.7;

/// A believed pair of units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pair {
    pub a: usize,
    pub b: usize,
    pub score: f64,
    pub kind: PairKind,
}

/// What two units must share in nats to be worth a look, unless they are equal; `tried` as in [`judge`].
pub(crate) fn least_shared(tried: usize) -> f64 {
    SAME_SHARED.min(beyond_chance(tried))
}

/// What the best of so many must share in nats, lest it be there by chance.
pub(crate) fn beyond_chance(tried: usize) -> f64 {
    (tried.max(1) as f64).ln() + BEYOND_CHANCE
}

/// The same where it is known what words mean, which tells of few pairs what is there by chance.
pub(crate) fn beyond_few(tried: usize, least: f64) -> f64 {
    let more = MORE_THAN_FEW * (tried.max(1) as f64 / FEW).ln();
    (least + more.max(0.0)).min(beyond_chance(tried))
}

/// Whether two units are a pair, how strong and of what kind.
///
/// `tried` is the number of pairs looked at. The weight of a word is the surprise of meeting it, so by chance
/// alone the best of `tried` pairs shares about the logarithm of that many.
pub(crate) fn judge(a: usize, b: usize, measure: &Measure, tried: usize) -> Option<Pair> {
    if let Some(score) = same_wording(measure) {
        return Some(Pair { a, b, score, kind: PairKind::Same });
    }
    let score = strength(measure);
    if score < LEAST_SCORE || measure.shared < beyond_chance(tried) {
        return None;
    }
    let kind = if measure.of_heavier >= REWORDED_SHARE { PairKind::Reworded } else { PairKind::Point };
    Some(Pair { a, b, score: score.min(0.9), kind })
}

/// How strong two units of nearly the same words are, if they are.
fn same_wording(measure: &Measure) -> Option<f64> {
    if measure.equal {
        return Some(if measure.alike { 1.0 } else { OTHER_SIGNS });
    }
    let is_same =
        measure.same_words >= SAME_WORDS && measure.same_order >= SAME_ORDER && measure.shared >= SAME_SHARED;
    is_same.then(|| (0.5 + 0.25 * (measure.same_words + measure.same_order)).min(OTHER_WORDS))
}

/// Whether two passages of so many words may be a pair, before names and order are told.
pub(crate) fn may_be_pair(glance: &Measure, words_a: usize, words_b: usize) -> bool {
    let shorter = 2 * words_a.min(words_b);
    let may_be_same = glance.shared >= SAME_SHARED
        && glance.of_lighter >= REWORDED_SHARE
        && shorter as f64 >= SAME_WORDS * (words_a + words_b) as f64;
    glance.equal || may_be_same || strength(glance) >= LEAST_PASSAGE_SCORE
}

/// Whether two sentences are a pair, how strong and of what kind.
pub(crate) fn judge_sentences(
    a: usize,
    b: usize,
    measure: &Measure,
    score: f64,
    least_score: f64,
) -> Option<Pair> {
    let (kind, score) = same_kind(measure, score);
    (score >= least_score).then_some(Pair { a, b, score, kind })
}

/// What sort of pair a believed one is, and its score: that of its wording where this is nearly the same.
pub(crate) fn same_kind(measure: &Measure, score: f64) -> (PairKind, f64) {
    match same_wording(measure) {
        Some(same) => (PairKind::Same, same),
        None if measure.of_heavier >= REWORDED_SHARE => (PairKind::Reworded, score.min(OTHER_WORDS)),
        None => (PairKind::Point, score.min(OTHER_WORDS)),
    }
}

/// How strongly two different wordings speak for one content, 0 to 1.
pub(crate) fn strength(measure: &Measure) -> f64 {
    let weight = measure.shared + measure.neighbours;
    let evidence = weight / (weight + HALF_EVIDENCE);
    let share = (measure.of_lighter * measure.of_heavier).sqrt();
    (evidence * share).sqrt()
}

/// The pairs in order of strength; ties go to the pair nearest to the diagonal, which is the same pair seen
/// from the other side.
pub(crate) fn by_strength(pairs: &mut [Pair], a_len: usize, b_len: usize) {
    order::sort_by(pairs, |x, y| {
        let off = |pair: &Pair| (pair.a * b_len).abs_diff(pair.b * a_len);
        let rank = |pair: &Pair| (off(pair), pair.a + pair.b, pair.a);
        y.score.total_cmp(&x.score).then_with(|| rank(x).cmp(&rank(y)))
    });
}

/// Each unit in at most one pair: best first, and no pair much weaker than what either unit could have had.
pub(crate) fn assign(mut pairs: Vec<Pair>, a_len: usize, b_len: usize) -> Vec<Pair> {
    by_strength(&mut pairs, a_len, b_len);
    let (mut best_a, mut best_b) = (vec![0.0_f64; a_len], vec![0.0_f64; b_len]);
    for pair in &pairs {
        best_a[pair.a] = best_a[pair.a].max(pair.score);
        best_b[pair.b] = best_b[pair.b].max(pair.score);
    }
    let (mut used_a, mut used_b) = (vec![false; a_len], vec![false; b_len]);
    let mut kept = Vec::new();
    for pair in pairs {
        let near_best = pair.score >= SECOND_CHOICE * best_a[pair.a].max(best_b[pair.b]);
        if !used_a[pair.a] && !used_b[pair.b] && (near_best || pair.kind == PairKind::Same) {
            used_a[pair.a] = true;
            used_b[pair.b] = true;
            kept.push(pair);
        }
    }
    order::sort_by_key(&mut kept, |pair| (pair.a, pair.b));
    kept
}

/// The pairs but for those of a unit that is told in the same words elsewhere: one long sentence may make the points of
/// several short ones, but a copy needs no second counterpart.
pub(crate) fn link(pairs: Vec<Pair>, a_len: usize, b_len: usize) -> Vec<Pair> {
    let (same, mut kept): (Vec<Pair>, Vec<Pair>) =
        pairs.into_iter().partition(|pair| pair.kind == PairKind::Same);
    let same = assign(same, a_len, b_len);
    let (mut told_a, mut told_b) = (vec![false; a_len], vec![false; b_len]);
    for pair in &same {
        (told_a[pair.a], told_b[pair.b]) = (true, true);
    }
    kept.retain(|pair| !told_a[pair.a] && !told_b[pair.b]);
    kept.extend(same);
    order::sort_by_key(&mut kept, |pair| (pair.a, pair.b));
    kept
}

/// Which pairs stand out of the heaviest common order of both sides; `pairs` sorted by `a`, then `b`.
///
/// The heaviest chain that never goes back on either side stays, the rest has moved. `weights` should differ,
/// or two passages that changed places leave it open which of them moved.
pub(crate) fn moved(pairs: &[(usize, usize)], weights: &[u64]) -> Vec<bool> {
    // The heaviest chain that ends at or before a place of B, as a Fenwick tree of maxima: its weight, its last pair.
    let places = pairs.iter().map(|pair| pair.1 + 1).max().unwrap_or(0);
    let mut heaviest: Vec<Option<(u64, usize)>> = vec![None; places + 1];
    let mut from: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let mut end = None;
    for (at, pair) in pairs.iter().enumerate() {
        let mut before = None;
        let mut node = pair.1 + 1;
        while node > 0 {
            before = before.max(heaviest[node]);
            node &= node - 1;
        }
        let chain = Some((weights[at] + before.map_or(0, |(weight, _)| weight), at));
        from.push(before.map(|(_, last)| last));
        end = end.max(chain);
        let mut node = pair.1 + 1;
        while node <= places {
            heaviest[node] = heaviest[node].max(chain);
            node += node & node.wrapping_neg();
        }
    }
    let mut moved = vec![true; pairs.len()];
    let mut at = end.map(|(_, last)| last);
    while let Some(index) = at {
        moved[index] = false;
        at = from[index];
    }
    moved
}

/// One line of the side-by-side view, before it is dressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowPlan {
    /// The passages that correspond, by their number among the places given.
    Pair(usize),
    /// A passage of A alone.
    OnlyA(usize),
    /// A passage of B alone.
    OnlyB(usize),
}

/// Rows in A's order, B-only rows behind the row of the B passage before them. `places` are the passages that
/// correspond, in order on each side.
pub(crate) fn rows(places: &[(&[usize], &[usize])], a_len: usize, b_len: usize) -> Vec<RowPlan> {
    let mut number_a = vec![None; a_len];
    let mut alone_b = vec![true; b_len];
    for (number, (a, b)) in places.iter().enumerate() {
        a.iter().for_each(|at| number_a[*at] = Some(number));
        b.iter().for_each(|at| alone_b[*at] = false);
    }
    // The B-only passages that follow a B passage directly.
    let follow = |rows: &mut Vec<RowPlan>, b: usize| {
        rows.extend((b..b_len).take_while(|b| alone_b[*b]).map(RowPlan::OnlyB));
    };
    let mut rows = Vec::with_capacity(a_len + b_len);
    follow(&mut rows, 0);
    for (a, number) in number_a.into_iter().enumerate() {
        match number {
            None => rows.push(RowPlan::OnlyA(a)),
            Some(number) if places[number].0.first() == Some(&a) => {
                rows.push(RowPlan::Pair(number));
                places[number].1.iter().for_each(|b| follow(&mut rows, b + 1));
            }
            Some(_) => {}
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(a: usize, b: usize, score: f64) -> Pair {
        Pair { a, b, score, kind: PairKind::Point }
    }

    fn check_assign(pairs: &[Pair], a_len: usize, b_len: usize, expected: &[(usize, usize)]) {
        let kept: Vec<(usize, usize)> =
            assign(pairs.to_vec(), a_len, b_len).iter().map(|p| (p.a, p.b)).collect();
        assert_eq!(kept, expected);
    }

    #[test]
    fn the_best_pair_goes_first_and_a_poor_second_is_a_gap() {
        check_assign(&[pair(0, 0, 0.9), pair(0, 1, 0.8), pair(1, 0, 0.5)], 2, 2, &[(0, 0)]);
        check_assign(
            &[pair(0, 0, 0.5), pair(1, 1, 0.5), pair(0, 1, 0.5), pair(1, 0, 0.5)],
            2,
            2,
            &[(0, 0), (1, 1)],
        );
        check_assign(&[pair(0, 1, 0.5), pair(1, 0, 0.4)], 2, 2, &[(0, 1), (1, 0)]);
    }

    #[test]
    fn what_breaks_the_common_order_has_moved() {
        assert_eq!(moved(&[(0, 1), (1, 2), (2, 0)], &[1, 1, 1]), [false, false, true]);
        assert_eq!(moved(&[(0, 1), (1, 2), (2, 0)], &[1, 1, 9]), [true, true, false]);
        assert_eq!(moved(&[(0, 0), (0, 3), (2, 3)], &[1, 1, 1]), [false, false, false]);
        assert_eq!(moved(&[], &[]), [false; 0]);
        assert_eq!(
            moved(&[(0, 3), (1, 1), (2, 2), (3, 0), (4, 4)], &[3, 1, 1, 1, 1]),
            [false, true, true, true, false]
        );
    }

    #[test]
    fn b_only_rows_follow_their_neighbour() {
        use RowPlan::{OnlyA, OnlyB, Pair};
        let check = |places: &[(&[usize], &[usize])], a_len, b_len, expected: &[RowPlan]| {
            assert_eq!(rows(places, a_len, b_len), expected, "{places:?}");
        };
        check(
            &[(&[0], &[2]), (&[2], &[1])],
            3,
            5,
            &[OnlyB(0), Pair(0), OnlyB(3), OnlyB(4), OnlyA(1), Pair(1)],
        );
        check(&[(&[1, 2], &[0, 1])], 4, 3, &[OnlyA(0), Pair(0), OnlyB(2), OnlyA(3)]);
        check(&[(&[0], &[0, 2])], 1, 4, &[Pair(0), OnlyB(1), OnlyB(3)]);
        check(&[], 0, 2, &[OnlyB(0), OnlyB(1)]);
    }
}
