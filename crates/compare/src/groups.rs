//! Passages told in several: one paragraph of a text may be two or three of the other's.
//!
//! Lives here: the growth of pairs by passages that were left alone. Does not live here: the pairs themselves
//! (`align`). A neighbour joins a pair where it adds a good part of its own weight to what both sides have and
//! the whole fits clearly better than the pair did; two wholes that are word for word the same always do. In
//! each round the best offers are taken, so that the mirrored comparison has the mirrored result. Cost: four
//! measures a pair and round, at most [`MOST_JOINED`] rounds.

use std::cmp::Reverse;
use std::ops::Range;

use crate::align::{Pair, beyond_chance, judge};
use crate::evidence::{Evidence, Unit};
use crate::model::PairKind;
use demarche_corpus::order;

/// Share of its weight that a passage must add to what both sides have. At 0 a repeated name is enough, at 1 no
/// word may be its own.
const NEW_SHARE: f64 = 0.4;
/// How much stronger the pair must become. At 0 whatever does no harm joins.
const LEAST_GAIN: f64 = 0.02;
/// Passages of one side in a group, at most.
const MOST_JOINED: usize = 16;

/// Passages beside a group: before and behind it, in A and in B.
const BESIDE: usize = 4;

/// Passages in a row on each side that correspond as wholes.
#[derive(Debug, Clone)]
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

/// A group as it would be with one more passage.
struct Offer {
    group: usize,
    /// Whether the passage is A's, and which.
    passage: (bool, usize),
    grown: Group,
}

/// The pairs, sorted by place, each grown by the passages beside it that tell more of the same.
pub(crate) fn groups(pairs: Vec<Pair>, evidence: &Evidence) -> Vec<Group> {
    let (units_a, units_b) = (&evidence.passages_a, &evidence.passages_b);
    let mut groups: Vec<Group> = pairs.into_iter().map(Group::from).collect();
    let (mut free_a, mut free_b) = (vec![true; units_a.len()], vec![true; units_b.len()]);
    for group in &groups {
        free_a[group.a.start] = false;
        free_b[group.b.start] = false;
    }
    loop {
        let mut offers: Vec<Offer> = Vec::new();
        for (at, group) in groups.iter().enumerate() {
            let beside = |side: &Range<usize>, free: &[bool]| {
                let before = side.start.checked_sub(1);
                let found = [before, Some(side.end)].into_iter().flatten();
                let is_free = |passage: &usize| free.get(*passage).copied().unwrap_or(false);
                found.filter(is_free).filter(|_| side.len() < MOST_JOINED).collect::<Vec<usize>>()
            };
            let of_a = beside(&group.a, &free_a).into_iter().map(|passage| (true, passage));
            let of_b = beside(&group.b, &free_b).into_iter().map(|passage| (false, passage));
            offers.extend(of_a.chain(of_b).filter_map(|passage| {
                grown(group, passage, evidence, BESIDE * groups.len()).map(|grown| Offer {
                    group: at,
                    passage,
                    grown,
                })
            }));
        }
        order::sort_by(&mut offers, |x, y| {
            let gain = |offer: &Offer| offer.grown.score - groups[offer.group].score;
            let rank = |offer: &Offer| (offer.grown.a.start + offer.grown.b.start, Reverse(offer.passage.1));
            gain(y).total_cmp(&gain(x)).then_with(|| rank(x).cmp(&rank(y)))
        });
        let mut has_grown = vec![false; groups.len()];
        for Offer { group, passage: (of_a, passage), grown } in offers {
            let free = if of_a { &mut free_a[passage] } else { &mut free_b[passage] };
            if *free && !has_grown[group] {
                *free = false;
                has_grown[group] = true;
                groups[group] = grown;
            }
        }
        if !has_grown.contains(&true) {
            return groups;
        }
    }
}

/// The group with a passage beside it, if that makes it clearly stronger. `offers` is the number of those looked at.
fn grown(group: &Group, (of_a, passage): (bool, usize), evidence: &Evidence, offers: usize) -> Option<Group> {
    let (units_a, units_b) = (&evidence.passages_a, &evidence.passages_b);
    let (one, other) = (group.unit_a(units_a), group.unit_b(units_b));
    let (own, opposite, added, side) = match of_a {
        true => (one, other, &units_a[passage], &group.a),
        false => (other, one, &units_b[passage], &group.b),
    };
    let tried = units_a.len() * units_b.len();
    let new = evidence.new_weight(added, own, opposite);
    let is_evident = new >= beyond_chance(offers) && new >= NEW_SHARE * added.weight();
    if added.words.is_empty() || !is_evident && own.words.len() + added.words.len() != opposite.words.len() {
        return None;
    }
    let is_before = passage < side.start;
    let whole = if is_before { evidence.joined(added, own) } else { evidence.joined(own, added) };
    let measure = evidence.measure(&whole, opposite);
    let found = judge(group.a.start, group.b.start, &measure, tried)?;
    if !measure.equal && (!is_evident || found.score < group.score + LEAST_GAIN) {
        return None;
    }
    let side = if is_before { passage..side.end } else { side.start..passage + 1 };
    let mut grown = Group { score: found.score, kind: found.kind, ..group.clone() };
    match of_a {
        true => (grown.a, grown.whole_a) = (side, Some(whole)),
        false => (grown.b, grown.whole_b) = (side, Some(whole)),
    }
    Some(grown)
}
