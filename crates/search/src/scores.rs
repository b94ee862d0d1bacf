//! Scores of matched statements, and the best of them in order.
//!
//! Lives here: what the parts of the ranking (`rank`) add up to for one evaluated request. Does not live here: the
//! weights. Linear in the matched statements; closeness is looked at for the first [`LOOKED_AT`] only, because it
//! needs positions.

use crate::answer::Matched;
use crate::bits::Bits;
use crate::engine::{Engine, Look};
use crate::evaluate::{Found, forms, spans_in};
use crate::index::lists::Lists;
use demarche_corpus::{PackError, StatementIdx};

/// So many of the best statements have their words' closeness looked at. A constant: the order of the list must not
/// depend on how much of it is asked for.
const LOOKED_AT: usize = 32;

/// A score and a statement as one number that sorts best first, then in pack order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key(u64);

impl Key {
    /// Scores are never negative, so that their bits sort as they do.
    fn new(score: f32, statement: u32) -> Key {
        Key(u64::from(u32::MAX - score.max(0.0).to_bits()) << 32 | u64::from(statement))
    }

    fn score(self) -> f32 {
        f32::from_bits(u32::MAX - (self.0 >> 32) as u32)
    }

    fn statement(self) -> u32 {
        self.0 as u32
    }
}

/// The leaves that are to be marked, with their rarities.
fn positive(look: &Look) -> Vec<(usize, &Found, f32)> {
    let prepared = &look.prepared;
    let leaves =
        prepared.compiled.leaves.iter().zip(&prepared.found.leaves).zip(&prepared.rarities).enumerate();
    leaves
        .filter(|(_, ((leaf, _), _))| leaf.key.is_positive)
        .map(|(number, ((_, found), rarity))| (number, found, *rarity))
        .collect()
}

/// The leaves that stand for what was typed. Another spelling need not stand beside the one it stands for.
fn typed<'l>(look: &Look, leaves: &[(usize, &'l Found, f32)]) -> Vec<(usize, &'l Found, f32)> {
    let is_alias = |number: usize| look.prepared.compiled.leaves[number].key.is_alias;
    leaves.iter().copied().filter(|(number, ..)| !is_alias(*number)).collect()
}

/// The units that hold all these leaves; none where there is but one.
fn together(leaves: &[(usize, &Found, f32)]) -> Option<Bits> {
    let ((_, first, _), further) = leaves.split_first()?;
    if further.is_empty() {
        return None;
    }
    let mut units = first.units.clone();
    further.iter().for_each(|(_, found, _)| units.and(&found.units));
    Some(units)
}

/// All matched statements with their scores, in pack order.
pub(crate) fn of_all(engine: &Engine, look: &Look) -> Vec<Key> {
    let (index, weights) = (&engine.index, engine.weights());
    let leaves = positive(look);
    let typed = typed(look, &leaves);
    let together = together(&typed);
    let rarity: f32 = typed.iter().map(|(.., rarity)| rarity).sum();
    let score = |statement: u32| {
        let length = index.relative_length(statement);
        let mut score = 0.0;
        for (_, found, rarity) in &leaves {
            let count = found.weighted(statement);
            if count > 0.0 {
                score += rarity * weights.saturated(count, length);
            }
        }
        let units = index.owners().units_of(statement);
        // The first unit is the title.
        if !typed.is_empty() && typed.iter().all(|(_, found, _)| found.units.contains(units.start)) {
            score += weights.whole_title * rarity;
        }
        if let Some(together) = &together {
            score += weights.togetherness(together.count_in(units), rarity);
        }
        Key::new(score, statement)
    };
    look.left.iter().map(score).collect()
}

/// The best so many (and never fewer than are looked at closely), best first.
pub(crate) fn best(mut keys: Vec<Key>, wanted: usize) -> Vec<Key> {
    let wanted = wanted.max(LOOKED_AT);
    if wanted.saturating_mul(16) >= keys.len() {
        keys.sort_unstable();
        keys.truncate(wanted);
        return keys;
    }
    let mut best: Vec<Key> = Vec::with_capacity(wanted + 1);
    for key in keys {
        if best.len() < wanted || best.last().is_some_and(|last| key < *last) {
            let at = best.partition_point(|other| *other < key);
            best.insert(at, key);
            best.truncate(wanted);
        }
    }
    best
}

/// Adds what closeness is worth to the first statements and puts these in order again.
pub(crate) fn with_nearness(
    engine: &Engine,
    look: &Look,
    mut keys: Vec<Key>,
) -> Result<Vec<Matched>, PackError> {
    let looked_at = keys.len().min(LOOKED_AT);
    let leaves = typed(look, &positive(look));
    if let Some(together) = together(&leaves).filter(|_| engine.weights().near > 0.0) {
        let bonuses = nearness(engine, look, &leaves, &together, &keys[..looked_at])?;
        for (key, bonus) in keys.iter_mut().zip(bonuses) {
            *key = Key::new(key.score() + bonus, key.statement());
        }
        keys[..looked_at].sort_unstable();
    }
    let matched = |key: Key| Matched { idx: StatementIdx(key.statement()), score: key.score() };
    Ok(keys.into_iter().map(matched).collect())
}

/// For each of these statements: what the shortest stretch with all leaves is worth.
fn nearness(
    engine: &Engine,
    look: &Look,
    leaves: &[(usize, &Found, f32)],
    together: &Bits,
    keys: &[Key],
) -> Result<Vec<f32>, PackError> {
    let index = &engine.index;
    let mut units: Vec<u32> =
        keys.iter().flat_map(|key| together.iter_in(index.owners().units_of(key.statement()))).collect();
    units.sort_unstable();
    let lists = Lists::new(index, &engine.pack);
    let places: Vec<Vec<(u32, u32)>> = leaves
        .iter()
        .map(|(number, found, _)| {
            let mut places = Vec::new();
            match &found.spans {
                Some(spans) => {
                    let here = units.iter().flat_map(|unit| spans_in(spans, *unit));
                    places.extend(here.map(|span| (span.unit, span.start)));
                }
                None => forms(&look.prepared.compiled.leaves[*number])
                    .into_iter()
                    .for_each(|form| lists.places_in(form, &units, &mut places)),
            }
            places.sort_unstable();
            places
        })
        .collect();
    lists.finish()?;
    let rarity: f32 = leaves.iter().map(|(.., rarity)| rarity).sum();
    let bonus = |key: &Key| {
        let range = index.owners().units_of(key.statement());
        let mut own = Vec::new();
        for (leaf, places) in places.iter().enumerate() {
            let at = |unit: u32| places.partition_point(|place| place.0 < unit);
            own.extend(
                places[at(range.start)..at(range.end)]
                    .iter()
                    .map(|(unit, position)| (*unit, *position, leaf)),
            );
        }
        own.sort_unstable();
        least_stretch(&own, leaves.len())
            .map_or(0.0, |stretch| engine.weights().nearness(leaves.len(), stretch, rarity))
    };
    Ok(keys.iter().map(bonus).collect())
}

/// The fewest positions, from the first to the last, in which all leaves stand in one unit. Takes units, positions
/// and leaves in order; linear in them, times the leaves.
fn least_stretch(places: &[(u32, u32, usize)], leaves: usize) -> Option<u32> {
    // By leaf: where it was seen last.
    let mut last: Vec<Option<(u32, u32)>> = vec![None; leaves];
    let mut least = None;
    for (unit, position, leaf) in places {
        last[*leaf] = Some((*unit, *position));
        let here =
            |seen: &Option<(u32, u32)>| seen.filter(|seen| seen.0 == *unit).map(|seen| position - seen.1 + 1);
        let stretch = last.iter().map(here).try_fold(0, |longest, own| own.map(|own| own.max(longest)));
        least = match (least, stretch) {
            (Some(least), Some(stretch)) => Some(stretch.min(least)),
            (least, stretch) => least.or(stretch),
        };
    }
    least
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_best_are_those_a_full_sort_puts_first(
            scores in prop::collection::vec(0.0f32..9.0, 0..900),
            wanted in 1usize..50,
        ) {
            let keys: Vec<Key> = scores.iter().zip(0..).map(|(score, n)| Key::new(*score, n)).collect();
            let mut sorted = keys.clone();
            sorted.sort();
            let found = best(keys, wanted);
            prop_assert!(found.len() >= wanted.min(scores.len()));
            prop_assert_eq!(&found[..], &sorted[..found.len()]);
            prop_assert!(found.windows(2).all(|pair| pair[0].score() >= pair[1].score()));
        }
    }

    #[test]
    fn the_least_stretch_is_inside_one_unit() {
        let check = |places: &[(u32, u32, usize)], leaves, expected| {
            assert_eq!(least_stretch(places, leaves), expected)
        };
        check(&[(0, 4, 0), (0, 9, 1), (1, 2, 1), (1, 7, 1), (1, 9, 0)], 2, Some(3));
        check(&[(0, 4, 0), (1, 4, 1)], 2, None);
        check(&[(0, 1, 2), (0, 4, 0), (0, 5, 1), (0, 6, 2)], 3, Some(3));
        check(&[(0, 4, 0), (0, 4, 1)], 2, Some(1));
        check(&[], 2, None);
    }
}
