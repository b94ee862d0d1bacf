//! How often something occurs in each unit of the corpus: a byte a unit.
//!
//! Lives here: the table. Does not live here: what fills it (`evaluate`). Lists that are added up touch it all over, so
//! that its size decides how fast that goes: with a byte a unit, a million units stay in a processor's cache. The
//! few counts that a byte cannot hold have their rest in a list.

use demarche_corpus::order;

/// Counts by unit.
#[derive(Debug)]
pub(crate) struct Counts {
    small: Vec<u8>,
    /// Unit and what its byte could not take; several times where it came in several parts, until they are settled.
    rest: Vec<(u32, u32)>,
}

/// Adds to counts.
pub(crate) struct Adder<'c> {
    small: &'c mut [u8],
    rest: &'c mut Vec<(u32, u32)>,
}

impl Adder<'_> {
    /// Adds to the count of a unit.
    #[inline(always)]
    pub fn add(&mut self, unit: u32, count: u32) {
        let Some(small) = self.small.get_mut(unit as usize) else { return };
        let sum = u32::from(*small).saturating_add(count);
        *small = sum as u8;
        if sum > u32::from(u8::MAX) {
            *small = u8::MAX;
            self.rest.push((unit, sum - u32::from(u8::MAX)));
        }
    }
}

impl Counts {
    /// Nothing in so many units.
    pub fn none(len: usize) -> Counts {
        Counts { small: vec![0; len], rest: Vec::new() }
    }

    /// For many additions one after another: what does not change stays at hand.
    pub fn adder(&mut self) -> Adder<'_> {
        Adder { small: &mut self.small, rest: &mut self.rest }
    }

    /// To be called when all is added.
    pub fn settle(&mut self) {
        order::sort(&mut self.rest);
        self.rest.dedup_by(|next, one| {
            let is_same = next.0 == one.0;
            one.1 = if is_same { one.1.saturating_add(next.1) } else { one.1 };
            is_same
        });
    }

    /// Forgets all but some units.
    pub fn keep(&mut self, is_kept: impl Fn(u32) -> bool) {
        let gone = self.small.iter_mut().zip(0..).filter(|(count, unit)| **count > 0 && !is_kept(*unit));
        gone.for_each(|(count, _)| *count = 0);
        self.rest.retain(|(unit, _)| is_kept(*unit));
    }

    /// The count of a unit.
    pub fn get(&self, unit: u32) -> u32 {
        match self.small.get(unit as usize) {
            None => 0,
            Some(&u8::MAX) => {
                let rest = self.rest.binary_search_by_key(&unit, |(unit, _)| *unit);
                u32::from(u8::MAX).saturating_add(rest.map_or(0, |at| self.rest[at].1))
            }
            Some(small) => u32::from(*small),
        }
    }

    /// The counts from one unit to another, where a byte holds each of them.
    pub fn small_in(&self, units: std::ops::Range<u32>) -> Option<&[u8]> {
        let from = self.rest.partition_point(|(unit, _)| *unit < units.start);
        let has_rest = self.rest.get(from).is_some_and(|(unit, _)| *unit < units.end);
        self.small.get(units.start as usize..units.end as usize).filter(|_| !has_rest)
    }

    /// All bytes: zero where there is nothing.
    pub fn bytes(&self) -> &[u8] {
        &self.small
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_add_up(added in prop::collection::vec((0u32..9, prop_oneof![0u32..9, 200u32..300, 0u32..100_000]), 0..60)) {
            let mut counts = Counts::none(8);
            added.iter().for_each(|(unit, count)| counts.adder().add(*unit, *count));
            counts.settle();
            for unit in 0..8 {
                let sum: u32 = added.iter().filter(|(other, _)| *other == unit).map(|(_, count)| count).sum();
                prop_assert_eq!(counts.get(unit), sum);
                let own = counts.small_in(unit..unit + 1).map(|own| u32::from(own[0]));
                prop_assert_eq!(own.unwrap_or(sum), sum);
                prop_assert_eq!(counts.bytes()[unit as usize] > 0, sum > 0);
            }
            prop_assert_eq!(counts.get(8), 0);
        }
    }
}
