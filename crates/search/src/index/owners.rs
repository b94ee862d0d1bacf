//! Which statement a unit belongs to, and what it is of it.
//!
//! Lives here: the two small tables that tell it. Does not live here: how long units are (`read`). Every posting of a word
//! asks here, all over the corpus, so that the size of the tables decides how fast a common word is: a number for each of
//! a million units would not stay in a processor's cache, which made up a quarter of the time of an answer.

use crate::bits::Bits;
use std::ops::Range;

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitKind {
    Title = 0,
    Heading = 1,
    Passage = 2,
}

/// Of every so many units, the owner is kept. Most statements have more, so that it is seldom a step further.
const STRIDE: u32 = 16;

/// The owners of all units, which stand in the order of their statements.
#[derive(Debug)]
pub(crate) struct Owners {
    /// By statement: its first unit; at the end the number of all units.
    first_units: Vec<u32>,
    /// The statement that every [`STRIDE`]th unit belongs to.
    marks: Vec<u32>,
    passages: Bits,
    /// The statements that have a heading.
    headed: Bits,
}

impl Owners {
    /// Of no statement yet, with room for so many statements and units.
    pub fn new(statements: usize, units: usize) -> Owners {
        Owners {
            first_units: vec![0],
            marks: Vec::with_capacity(units.div_ceil(STRIDE as usize)),
            passages: Bits::none(units),
            headed: Bits::none(statements),
        }
    }

    /// Adds the next statement: for each unit behind its title, whether that is a passage. Nothing at all for a damaged
    /// one that has not even a title.
    pub fn add(&mut self, units: u32, mut is_passage: impl FnMut(u32) -> bool) {
        let statement = self.first_units.len() as u32 - 1;
        let first = self.units();
        for unit in first..first.saturating_add(units) {
            if unit.is_multiple_of(STRIDE) {
                self.marks.push(statement);
            }
            if unit > first {
                match is_passage(unit - first) {
                    true => self.passages.insert(unit),
                    false => self.headed.insert(statement),
                }
            }
        }
        self.first_units.push(first.saturating_add(units));
    }

    /// How many units there are.
    #[inline(always)]
    pub fn units(&self) -> u32 {
        self.first_units.last().copied().unwrap_or(0)
    }

    /// The units that are passages.
    pub fn passages(&self) -> &Bits {
        &self.passages
    }

    /// Whether any unit of a statement is a heading.
    #[inline(always)]
    pub fn has_heading(&self, statement: u32) -> bool {
        self.headed.contains(statement)
    }

    /// The units of a statement, its title first.
    #[inline(always)]
    pub fn units_of(&self, statement: u32) -> Range<u32> {
        let at = |n: usize| self.first_units.get(n).copied().unwrap_or_else(|| self.units());
        at(statement as usize)..at(statement as usize + 1)
    }

    /// The statement that a unit belongs to; the first where there is no such unit.
    pub fn owner(&self, unit: u32) -> u32 {
        let Some(mark) = self.marks.get((unit / STRIDE) as usize) else { return 0 };
        let ends = self.first_units.get(*mark as usize + 1..).unwrap_or_default();
        let steps = ends.iter().position(|end| unit < *end);
        steps.map_or(0, |steps| *mark + steps as u32)
    }

    /// What a unit is.
    pub fn kind(&self, unit: u32) -> UnitKind {
        match self.passages.contains(unit) {
            true => UnitKind::Passage,
            false if self.units_of(self.owner(unit)).start == unit => UnitKind::Title,
            false => UnitKind::Heading,
        }
    }

    /// For units that rise, which is where the owner changes least.
    pub fn rising(&self) -> Rising<'_> {
        Rising { owners: self, statement: 0, units: self.units_of(0) }
    }
}

/// The owner of the unit asked for last, from which the next one is near.
pub(crate) struct Rising<'o> {
    owners: &'o Owners,
    statement: u32,
    units: Range<u32>,
}

impl Rising<'_> {
    /// The statement that a unit belongs to.
    #[inline(always)]
    pub fn owner(&mut self, unit: u32) -> u32 {
        if !self.units.contains(&unit) {
            self.go_to(unit);
        }
        self.statement
    }

    /// What the unit is whose owner was asked for last.
    #[inline(always)]
    pub fn kind(&self, unit: u32) -> UnitKind {
        match self.owners.passages.contains(unit) {
            true => UnitKind::Passage,
            false if self.units.start == unit => UnitKind::Title,
            false => UnitKind::Heading,
        }
    }

    #[inline(never)]
    fn go_to(&mut self, unit: u32) {
        self.statement = self.owners.owner(unit);
        self.units = self.owners.units_of(self.statement);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_unit_has_its_owner_and_kind(
            statements in prop::collection::vec(prop::collection::vec(any::<bool>(), 0..200), 0..12),
            asked in prop::collection::vec(0u32..2500, 0..40),
        ) {
            let all: Vec<(u32, UnitKind)> = (0u32..)
                .zip(&statements)
                .flat_map(|(statement, units)| {
                    let kind = |(place, is_passage): (usize, &bool)| match (place, is_passage) {
                        (0, _) => UnitKind::Title,
                        (_, true) => UnitKind::Passage,
                        (_, false) => UnitKind::Heading,
                    };
                    units.iter().enumerate().map(move |both| (statement, kind(both)))
                })
                .collect();
            let mut owners = Owners::new(statements.len(), all.len());
            for units in &statements {
                owners.add(units.len() as u32, |place| units[place as usize]);
            }
            prop_assert_eq!(owners.units() as usize, all.len());
            let mut rising = owners.rising();
            for (unit, (statement, kind)) in (0u32..).zip(&all) {
                prop_assert_eq!((owners.owner(unit), owners.kind(unit)), (*statement, *kind));
                prop_assert_eq!((rising.owner(unit), rising.kind(unit)), (*statement, *kind));
                prop_assert!(owners.units_of(*statement).contains(&unit));
                prop_assert_eq!(owners.passages().contains(unit), *kind == UnitKind::Passage);
                let has_heading = all.iter().any(|(other, kind)| other == statement && *kind == UnitKind::Heading);
                prop_assert_eq!(owners.has_heading(*statement), has_heading);
            }
            // From anywhere to anywhere; what does not exist harms nobody.
            let mut rising = owners.rising();
            for unit in asked {
                prop_assert_eq!(rising.owner(unit), all.get(unit as usize).map_or(0, |(statement, _)| *statement));
            }
        }
    }
}
