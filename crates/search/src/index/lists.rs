//! Posting lists: which units hold a form, how often, and where.
//!
//! Lives here: walking the lists of one form. Does not live here: what a query makes of several. A list whose block
//! is not loaded is noted and taken as empty, so that one look at a query finds all blocks that it needs; whoever
//! asked must look at [`Lists::finish`] before believing an answer.

use super::read::{Form, Index, TermRow};
use super::{SKIP, read_varint};
use crate::bits::Bits;
use demarche_corpus::pack::{BlockId, Bytes};
use demarche_corpus::{Pack, PackError};
use std::cell::RefCell;

/// The index with its blocks at hand.
pub(crate) struct Lists<'a> {
    pub index: &'a Index,
    pack: &'a Pack,
    trouble: RefCell<Trouble>,
}

#[derive(Default)]
struct Trouble {
    absent: Vec<BlockId>,
    error: Option<PackError>,
}

/// One entry of a list: a unit, and how often the form stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Posting {
    pub unit: u32,
    pub count: u32,
}

/// The postings of one form, entered at some place.
struct Walk<'b> {
    bytes: &'b [u8],
    at: usize,
    left: u32,
    unit: u32,
    end: u32,
}

impl Walk<'_> {
    /// The next entry; `None` at the end, and where bytes are damaged.
    #[inline(always)]
    fn next(&mut self) -> Option<Posting> {
        self.left = self.left.checked_sub(1)?;
        let entry = read_varint(self.bytes, &mut self.at)?;
        self.unit = self.unit.checked_add(entry >> 1).filter(|unit| *unit < self.end)?;
        let count = match entry & 1 {
            0 => 1,
            _ => read_varint(self.bytes, &mut self.at)?.checked_add(2)?,
        };
        Some(Posting { unit: self.unit, count })
    }
}

/// A place to enter a list at.
#[derive(Clone, Copy, Default)]
struct Entrance {
    /// The unit before.
    unit: u32,
    postings: usize,
    places: usize,
    /// Entries before.
    passed: u32,
}

impl<'a> Lists<'a> {
    pub fn new(index: &'a Index, pack: &'a Pack) -> Lists<'a> {
        Lists { index, pack, trouble: RefCell::default() }
    }

    /// Whether everything asked for was there.
    ///
    /// # Errors
    /// What was damaged, or else the blocks to load first.
    pub fn finish(self) -> Result<(), PackError> {
        let Trouble { mut absent, error } = self.trouble.into_inner();
        demarche_corpus::order::sort(&mut absent);
        absent.dedup();
        match error {
            Some(error) => Err(error),
            None if absent.is_empty() => Ok(()),
            None => Err(PackError::Absent { blocks: absent }),
        }
    }

    /// The block that holds a form's list from the list on.
    fn block(&self, form: u32, row: TermRow, group: usize) -> Option<(Bytes, usize)> {
        let id = self.index.block_of(form, group)?;
        match self.pack.block(id) {
            Ok(bytes) => Some((bytes, row.at[group] as usize)),
            Err(PackError::Absent { blocks }) => {
                self.trouble.borrow_mut().absent.extend(blocks);
                None
            }
            Err(error) => {
                self.trouble.borrow_mut().error = Some(error);
                None
            }
        }
    }

    /// All postings of a form, rising.
    #[inline(always)]
    pub fn each(&self, form: &Form, mut work: impl FnMut(Posting)) {
        let row = self.index.row(form.number);
        let Some((block, at)) = self.block(form.number, row, 0) else { return };
        let bytes = block.get(at..).unwrap_or_default();
        let Some((_, at)) = entrances(bytes, row.units, false) else { return };
        let mut walk = Walk { bytes, at, left: row.units, unit: 0, end: self.index.units() as u32 };
        while let Some(posting) = walk.next() {
            work(posting);
        }
    }

    /// The units that hold a form.
    pub fn units(&self, form: &Form, into: &mut Bits) {
        self.each(form, |posting| into.insert(posting.unit));
    }

    /// The postings of a form in these units, which rise. Enters long lists where they are needed.
    pub fn each_in(&self, form: &Form, units: &[u32], mut work: impl FnMut(Posting)) {
        self.visit(form, units, &mut |posting, _| work(posting), false);
    }

    /// Units and positions of a form in these units, which rise.
    pub fn places_in(&self, form: &Form, units: &[u32], found: &mut Vec<(u32, u32)>) {
        let mut work = |posting: Posting, positions: &mut dyn Iterator<Item = u32>| {
            found.extend(positions.map(|position| (posting.unit, position)));
        };
        self.visit(form, units, &mut work, true);
    }

    /// Walks the postings in these units, with their positions if they are wanted.
    fn visit(
        &self,
        form: &Form,
        units: &[u32],
        work: &mut dyn FnMut(Posting, &mut dyn Iterator<Item = u32>),
        with_places: bool,
    ) {
        let row = self.index.row(form.number);
        let Some((block, at)) = self.block(form.number, row, 0) else { return };
        let place_block = match with_places {
            true => self.block(form.number, row, 1),
            false => None,
        };
        if with_places && place_block.is_none() {
            return;
        }
        let bytes = block.get(at..).unwrap_or_default();
        let places = place_block.as_ref().and_then(|(block, at)| block.get(*at..)).unwrap_or_default();
        let Some((entrances, first)) = entrances(bytes, row.units, true) else { return };
        let mut walk = Walk { bytes, at: first, left: row.units, unit: 0, end: self.index.units() as u32 };
        let mut at_place = 0;
        let mut wanted = units.iter().copied().peekable();
        let mut current: Option<Posting> = walk.next();
        let mut next_entrance = entrances.iter().peekable();
        while let Some(target) = wanted.peek().copied() {
            // The last entrance before the target, if it lies ahead.
            let mut jump = None;
            while let Some(entrance) = next_entrance.next_if(|entrance| entrance.unit < target) {
                jump = Some(*entrance);
            }
            if let Some(entrance) = jump.filter(|entrance| current.is_some_and(|now| now.unit < entrance.unit)) {
                walk.at = first + entrance.postings;
                walk.unit = entrance.unit;
                walk.left = row.units - entrance.passed;
                at_place = entrance.places;
                current = walk.next();
            }
            let Some(posting) = current else { return };
            if posting.unit >= target {
                wanted.next();
            }
            if posting.unit > target {
                continue;
            }
            if posting.unit == target {
                let (mut left, mut last) = (posting.count, 0u32);
                let mut positions = std::iter::from_fn(|| {
                    left = left.checked_sub(1)?;
                    last = last.checked_add(read_varint(places, &mut at_place)?)?;
                    Some(last)
                });
                work(posting, &mut positions);
                if with_places {
                    positions.for_each(drop);
                }
            } else if with_places {
                skip_varints(places, &mut at_place, posting.count);
            }
            current = walk.next();
        }
    }
}

/// Passes over so many varints: each ends with a byte below 0x80.
fn skip_varints(bytes: &[u8], at: &mut usize, mut count: u32) {
    while count > 0 && *at < bytes.len() {
        count -= u32::from(bytes[*at] < 0x80);
        *at += 1;
    }
}

/// The places to enter a list of so many units at (if they are wanted), and where its entries begin.
fn entrances(bytes: &[u8], units: u32, wanted: bool) -> Option<(Vec<Entrance>, usize)> {
    let count = units.saturating_sub(1) / SKIP;
    let (mut found, mut at) = (Vec::new(), 0);
    let mut last = Entrance::default();
    for _ in 0..count {
        if wanted {
            last.unit = last.unit.checked_add(read_varint(bytes, &mut at)?)?;
            last.postings = last.postings.checked_add(read_varint(bytes, &mut at)? as usize)?;
            last.places = last.places.checked_add(read_varint(bytes, &mut at)? as usize)?;
            last.passed += SKIP;
            found.push(last);
        } else {
            skip_varints(bytes, &mut at, 3);
        }
    }
    Some((found, at))
}
