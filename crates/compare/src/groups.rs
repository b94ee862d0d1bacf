//! Passages told in several: one paragraph of a text may be two or three of the other's.
//!
//! Lives here: the growth of pairs by passages that were left alone: by neighbours of the same wording, and by
//! passages anywhere that make a point of the pair ([`Correspondence`]). Does not live here: the pairs themselves
//! (`align`). A neighbour joins a pair where it adds a good part of its own weight to what both sides have and
//! the whole fits clearly better than the pair did; two wholes that are word for word the same always do. In
//! each round the best offers are taken, so that the mirrored comparison has the mirrored result. Cost: four
//! measures a pair and round, at most [`MOST_JOINED`] rounds.

use std::ops::Range;

use crate::align::{Pair, beyond_chance, by_strength, judge};
use crate::evidence::Evidence;
use crate::model::PairKind;
use crate::unit::Unit;
use demarche_corpus::order;

/// Share of its weight that a passage must add to what both sides have. At 0 a repeated name is enough, at 1 no
/// word may be its own.
const NEW_SHARE: f64 = 0.4;
/// How much stronger the pair must become. At 0 whatever does no harm joins.
const LEAST_GAIN: f64 = 0.02;
/// Passages of one side in a group, at most.
const MOST_JOINED: usize = 16;

/// Passages in a row on each side that correspond as wholes.
pub(crate) struct Group {
    pub a: Range<usize>,
    pub b: Range<usize>,
    pub score: f64,
    pub kind: PairKind,
    /// The side as one unit, where it is more than one passage.
    whole_a: Option<Unit>,
    whole_b: Option<Unit>,
}

impl Group {
    /// All of A's side.
    pub fn unit_a<'u>(&'u self, units: &'u [Unit]) -> &'u Unit {
        self.whole_a.as_ref().unwrap_or(&units[self.a.start])
    }

    /// All of B's side.
    pub fn unit_b<'u>(&'u self, units: &'u [Unit]) -> &'u Unit {
        self.whole_b.as_ref().unwrap_or(&units[self.b.start])
    }
}

impl From<Pair> for Group {
    fn from(pair: Pair) -> Group {
        let Pair { a, b, score, kind } = pair;
        Group { a: a..a + 1, b: b..b + 1, score, kind, whole_a: None, whole_b: None }
    }
}

/// Passages that correspond, wherever they stand: a point that one side makes in one paragraph may be scattered over
/// several of the other's.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Correspondence {
    /// Passages of A, in order.
    pub a: Vec<usize>,
    /// Passages of B, in order.
    pub b: Vec<usize>,
    pub score: f64,
    pub kind: PairKind,
}

/// The groups, and each passage that none of them holds beside the one it shares most with, by `links`: the pairs of
/// passages that have sentences in common.
pub(crate) fn correspondences(
    groups: Vec<Group>,
    mut links: Vec<Pair>,
    a_len: usize,
    b_len: usize,
) -> Vec<Correspondence> {
    let mut found: Vec<Correspondence> = groups
        .into_iter()
        .map(|group| {
            let (a, b) = (group.a.collect(), group.b.collect());
            Correspondence { a, b, score: group.score, kind: group.kind }
        })
        .collect();
    let (mut held_a, mut held_b) = (vec![None; a_len], vec![None; b_len]);
    for (number, one) in found.iter().enumerate() {
        one.a.iter().for_each(|at| held_a[*at] = Some(number));
        one.b.iter().for_each(|at| held_b[*at] = Some(number));
    }
    by_strength(&mut links, a_len, b_len);
    for link in links {
        let number = match (held_a[link.a], held_b[link.b]) {
            (Some(_), Some(_)) => continue,
            (Some(number), None) | (None, Some(number)) => number,
            (None, None) => {
                let (a, b) = (Vec::new(), Vec::new());
                found.push(Correspondence { a, b, score: link.score, kind: link.kind });
                found.len() - 1
            }
        };
        let one = &mut found[number];
        // What is told in the same words is told.
        if one.kind == PairKind::Same && !one.a.is_empty() {
            continue;
        }
        if held_a[link.a].is_none() {
            one.a.push(link.a);
        }
        if held_b[link.b].is_none() {
            one.b.push(link.b);
        }
        (held_a[link.a], held_b[link.b]) = (Some(number), Some(number));
    }
    for one in &mut found {
        order::sort(&mut one.a);
        order::sort(&mut one.b);
    }
    order::sort_by(&mut found, |x, y| (&x.a, &x.b).cmp(&(&y.a, &y.b)));
    found
}

/// What a group would gain by one more passage.
struct Offer {
    group: usize,
    /// Whether the passage is A's.
    of_a: bool,
    passage: usize,
    /// The side as it would be, and how strong the group.
    side: Range<usize>,
    whole: Unit,
    found: Pair,
    gain: f64,
}

/// The pairs, sorted by place, each grown by the passages beside it that tell more of the same.
pub(crate) fn groups(pairs: Vec<Pair>, evidence: &Evidence) -> Vec<Group> {
    let mut groups: Vec<Group> = pairs.into_iter().map(Group::from).collect();
    let mut free_a = vec![true; evidence.passages_a.len()];
    let mut free_b = vec![true; evidence.passages_b.len()];
    for group in &groups {
        free_a[group.a.start] = false;
        free_b[group.b.start] = false;
    }
    loop {
        let mut offers: Vec<Offer> = Vec::new();
        for (at, group) in groups.iter().enumerate() {
            // Before the first passage there is none: no text has one of the largest number.
            let before = [group.a.start.wrapping_sub(1), group.b.start.wrapping_sub(1)];
            let beside = [(true, before[0]), (true, group.a.end), (false, before[1]), (false, group.b.end)];
            for (of_a, passage) in beside {
                let free = if of_a { &free_a } else { &free_b };
                if free.get(passage) == Some(&true) {
                    offers.extend(offer(at, group, of_a, passage, evidence, beside.len() * groups.len()));
                }
            }
        }
        if offers.is_empty() {
            return groups;
        }
        order::sort_by(&mut offers, |x, y| {
            let rank = |offer: &Offer| offer.found.a + offer.found.b;
            y.gain.total_cmp(&x.gain).then(rank(x).cmp(&rank(y))).then(y.passage.cmp(&x.passage))
        });
        // The best offer is always taken, so that every round brings the end nearer.
        let mut has_grown = vec![false; groups.len()];
        for Offer { group: at, of_a, passage, side, whole, found, .. } in offers {
            let free = if of_a { &mut free_a[passage] } else { &mut free_b[passage] };
            if !*free || has_grown[at] {
                continue;
            }
            (*free, has_grown[at]) = (false, true);
            let group = &mut groups[at];
            (group.score, group.kind) = (found.score, found.kind);
            match of_a {
                true => (group.a, group.whole_a) = (side, Some(whole)),
                false => (group.b, group.whole_b) = (side, Some(whole)),
            }
        }
    }
}

/// What a group would be with a passage beside it, if that makes it clearly stronger. `tried` is the number of offers
/// looked at.
fn offer(
    at: usize,
    group: &Group,
    of_a: bool,
    passage: usize,
    evidence: &Evidence,
    tried: usize,
) -> Option<Offer> {
    let (units_a, units_b) = (&evidence.passages_a, &evidence.passages_b);
    let (one, other) = (group.unit_a(units_a), group.unit_b(units_b));
    let (own, opposite, added, side) = match of_a {
        true => (one, other, &units_a[passage], &group.a),
        false => (other, one, &units_b[passage], &group.b),
    };
    let new = evidence.new_weight(added, own, opposite);
    let is_evident = new >= beyond_chance(tried) && new >= NEW_SHARE * added.weight();
    let may_be_equal = own.words.len() + added.words.len() == opposite.words.len();
    if side.len() >= MOST_JOINED || added.words.is_empty() || !(is_evident || may_be_equal) {
        return None;
    }
    let is_before = passage < side.start;
    let (first, second) = if is_before { (added, own) } else { (own, added) };
    let whole = evidence.joined(first, second);
    let measure = evidence.measure(&whole, opposite);
    let found = judge(group.a.start, group.b.start, &measure, units_a.len() * units_b.len())?;
    let gain = found.score - group.score;
    let is_better = measure.equal || is_evident && gain >= LEAST_GAIN;
    if !is_better {
        return None;
    }
    let side = if is_before { passage..side.end } else { side.start..passage + 1 };
    Some(Offer { group: at, of_a, passage, side, whole, found, gain })
}
