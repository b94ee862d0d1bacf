//! Who corresponds to whom: decisions on measures, on integers only.
//!
//! Lives here: when two units are a pair, the assignment best first, the longest common order and the rows.
//! Does not live here: text. A gap is preferred to a wrong pair: a pair needs enough weight in common, a large
//! enough share of it, and to be nearly the best either unit can have. Every step treats the sides alike, so
//! the mirrored comparison has the mirrored result. Cost: O(p log p) for p candidate pairs, O(q²) for the order
//! of q accepted ones.

use crate::evidence::Measure;
use crate::model::PairKind;
use demarche_corpus::order;

/// Words in common (Dice) from which two units are the same wording, provided the order agrees too. At 1 only
/// copies are, at 0.5 half of the words may differ.
const SAME_WORDS: f64 = 0.7;
/// Neighbouring words in common (Dice) that the same wording needs.
const SAME_ORDER: f64 = 0.5;
/// Weight two nearly equal units must share, in nats: about one rare word.
const SAME_SHARED: f64 = 2.0;
/// Share of the heavier unit's weight from which the whole is reworded rather than one point shared.
const REWORDED_SHARE: f64 = 0.3;
/// Weight that counts as half of full evidence, in nats: three rare words.
const HALF_EVIDENCE: f64 = 9.0;
/// Strength from which a pair is believed. At 0 a shared word is enough, at 1 nothing but the same wording.
const LEAST_SCORE: f64 = 0.28;
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

/// Whether two units are a pair, how strong and of what kind.
///
/// `tried` is the number of pairs looked at. The weight of a word is the surprise of meeting it, so by chance
/// alone the best of `tried` pairs shares about the logarithm of that many.
pub(crate) fn judge(a: usize, b: usize, measure: &Measure, tried: usize) -> Option<Pair> {
    if measure.equal {
        return Some(Pair { a, b, score: 1.0, kind: PairKind::Same });
    }
    if measure.same_words >= SAME_WORDS && measure.same_order >= SAME_ORDER && measure.shared >= SAME_SHARED {
        let score = 0.5 + 0.25 * (measure.same_words + measure.same_order);
        return Some(Pair { a, b, score: score.min(0.999), kind: PairKind::Same });
    }
    let score = strength(measure);
    if score < LEAST_SCORE || measure.shared < (tried.max(1) as f64).ln() + BEYOND_CHANCE {
        return None;
    }
    let kind = if measure.of_heavier >= REWORDED_SHARE { PairKind::Reworded } else { PairKind::Point };
    Some(Pair { a, b, score: score.min(0.9), kind })
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
fn by_strength(pairs: &mut [Pair], a_len: usize, b_len: usize) {
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

/// As [`assign`], and a unit that is left alone keeps every partner that is not already told in the same words:
/// one long sentence may make the points of several short ones.
pub(crate) fn link(pairs: Vec<Pair>, a_len: usize, b_len: usize) -> Vec<Pair> {
    let mut kept = assign(pairs.clone(), a_len, b_len);
    let (mut told_a, mut told_b) = (vec![None; a_len], vec![None; b_len]);
    for pair in &kept {
        told_a[pair.a] = Some(pair.kind);
        told_b[pair.b] = Some(pair.kind);
    }
    let more = pairs.into_iter().filter(|pair| {
        let told = (told_a[pair.a], told_b[pair.b]);
        (told.0.is_none() || told.1.is_none())
            && told.0 != Some(PairKind::Same)
            && told.1 != Some(PairKind::Same)
    });
    kept.extend(more);
    order::sort_by_key(&mut kept, |pair| (pair.a, pair.b));
    kept
}

/// Which pairs stand out of the heaviest common order of both sides; `pairs` sorted by `a`, then `b`.
///
/// The heaviest chain that never goes back on either side stays, the rest has moved. `weights` should differ,
/// or two passages that changed places leave it open which of them moved.
pub(crate) fn moved(pairs: &[(usize, usize)], weights: &[u64]) -> Vec<bool> {
    let mut best: Vec<u64> = Vec::with_capacity(pairs.len());
    let mut from: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, pair) in pairs.iter().enumerate() {
        let before =
            (0..at).filter(|&other| pairs[other].1 <= pair.1).max_by_key(|&other| (best[other], other));
        best.push(weights[at] + before.map_or(0, |other| best[other]));
        from.push(before);
    }
    let mut moved = vec![true; pairs.len()];
    let mut at = (0..pairs.len()).max_by_key(|&index| (best[index], index));
    while let Some(index) = at {
        moved[index] = false;
        at = from[index];
    }
    moved
}

/// One line of the side-by-side view, before it is dressed: passages of A, passages of B.
pub(crate) type RowPlan = (Option<usize>, Option<usize>);

/// Rows in A's order, B-only rows behind the row of the B passage before them.
pub(crate) fn rows(pairs: &[Pair], a_len: usize, b_len: usize) -> Vec<RowPlan> {
    let mut partner_a = vec![None; a_len];
    let mut partner_b = vec![None; b_len];
    for pair in pairs {
        partner_a[pair.a] = Some(pair.b);
        partner_b[pair.b] = Some(pair.a);
    }
    // The B-only passages that follow a B passage directly.
    let follow = |rows: &mut Vec<RowPlan>, mut b: usize| {
        while b < b_len && partner_b[b].is_none() {
            rows.push((None, Some(b)));
            b += 1;
        }
    };
    let mut rows = Vec::with_capacity(a_len + b_len);
    follow(&mut rows, 0);
    for (a, partner) in partner_a.iter().enumerate() {
        rows.push((Some(a), *partner));
        if let Some(b) = partner {
            follow(&mut rows, b + 1);
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
    }

    #[test]
    fn b_only_rows_follow_their_neighbour() {
        let plan = rows(&[pair(0, 2, 1.0), pair(2, 1, 1.0)], 3, 5);
        let expected = [
            (None, Some(0)),
            (Some(0), Some(2)),
            (None, Some(3)),
            (None, Some(4)),
            (Some(1), None),
            (Some(2), Some(1)),
        ];
        assert_eq!(plan, expected);
        assert_eq!(rows(&[], 0, 2), [(None, Some(0)), (None, Some(1))]);
    }
}
