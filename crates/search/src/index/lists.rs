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
        let mut work = |posting: Posting, steps: &mut Steps<'_>| {
            steps.each_position(|position| found.push((posting.unit, position)));
        };
        self.visit(form, units, &mut work, true);
    }

    /// The lists of a form, to be stepped through with their positions.
    pub fn hold(&self, form: &Form) -> Option<Held> {
        let row = self.index.row(form.number);
        let postings = self.block(form.number, row, 0);
        // Both are asked for before either is missed, so that both are fetched at once.
        let places = self.block(form.number, row, 1);
        Some(Held { postings: postings?, places: places?, units: row.units, end: self.index.units() as u32 })
    }

    /// Walks the postings in these units.
    fn visit(
        &self,
        form: &Form,
        units: &[u32],
        work: &mut dyn FnMut(Posting, &mut Steps<'_>),
        with_places: bool,
    ) {
        let row = self.index.row(form.number);
        let postings = self.block(form.number, row, 0);
        let places = if with_places { self.block(form.number, row, 1) } else { None };
        let Some((postings, at)) = postings else { return };
        if with_places && places.is_none() {
            return;
        }
        let places = places.as_ref().and_then(|(block, at)| block.get(*at..)).unwrap_or_default();
        let postings = postings.get(at..).unwrap_or_default();
        let Some(mut steps) = Steps::new(postings, places, row.units, self.index.units() as u32) else {
            return;
        };
        for target in units {
            match steps.seek(*target) {
                None => return,
                Some(posting) if posting.unit == *target => work(posting, &mut steps),
                Some(_) => {}
            }
        }
    }
}

/// The lists of one form: blocks, and where in them the lists begin.
pub(crate) struct Held {
    postings: (Bytes, usize),
    places: (Bytes, usize),
    units: u32,
    end: u32,
}

impl Held {
    /// From the first posting on.
    pub fn steps(&self) -> Option<Steps<'_>> {
        let [postings, places] = [&self.postings, &self.places].map(|(block, at)| block.get(*at..));
        Steps::new(postings?, places?, self.units, self.end)
    }
}

/// A list of postings with the positions of each, stepped through unit by unit.
pub(crate) struct Steps<'b> {
    walk: Walk<'b>,
    now: Option<Posting>,
    places: &'b [u8],
    /// Where positions begin, and how many of them come before those of the present posting. They are passed over only
    /// where some are wanted, many at once.
    at_place: usize,
    places_before: u32,
    entrances: Vec<Entrance>,
    next_entrance: usize,
    /// Where the first entry is.
    first: usize,
    units: u32,
}

impl<'b> Steps<'b> {
    fn new(postings: &'b [u8], places: &'b [u8], units: u32, end: u32) -> Option<Steps<'b>> {
        let (entrances, first) = entrances(postings, units, true)?;
        let mut walk = Walk { bytes: postings, at: first, left: units, unit: 0, end };
        let now = walk.next();
        Some(Steps {
            walk,
            now,
            places,
            at_place: 0,
            places_before: 0,
            entrances,
            next_entrance: 0,
            first,
            units,
        })
    }

    /// The posting it stands at.
    #[inline(always)]
    pub fn now(&self) -> Option<Posting> {
        self.now
    }

    /// Goes on to the first posting at this unit or after it.
    #[inline(always)]
    pub fn seek(&mut self, target: u32) -> Option<Posting> {
        if self.now?.unit >= target {
            return self.now;
        }
        self.enter(target);
        while let Some(posting) = self.now.filter(|posting| posting.unit < target) {
            self.places_before = self.places_before.saturating_add(posting.count);
            self.now = self.walk.next();
        }
        self.now
    }

    /// Jumps to the last place to enter at before this unit, where that lies ahead.
    fn enter(&mut self, target: u32) {
        let ahead = self.entrances.get(self.next_entrance..).unwrap_or_default();
        let passed = ahead.iter().take_while(|entrance| entrance.unit < target).count();
        let Some(entrance) = passed.checked_sub(1).and_then(|last| ahead.get(last)).copied() else { return };
        self.next_entrance += passed;
        if self.now.is_some_and(|now| now.unit < entrance.unit) {
            self.walk.at = self.first + entrance.postings;
            self.walk.unit = entrance.unit;
            self.walk.left = self.units - entrance.passed;
            (self.at_place, self.places_before) = (entrance.places, 0);
            self.now = self.walk.next();
        }
    }

    /// Calls back with the positions in the present unit, rising.
    #[inline(always)]
    pub fn each_position(&mut self, mut work: impl FnMut(u32)) {
        skip_varints(self.places, &mut self.at_place, std::mem::take(&mut self.places_before));
        let (mut at, mut last) = (self.at_place, 0u32);
        for _ in 0..self.now.map_or(0, |posting| posting.count) {
            let Some(next) = read_varint(self.places, &mut at).and_then(|step| last.checked_add(step)) else {
                return;
            };
            last = next;
            work(last);
        }
    }
}

/// Passes over so many varints: each ends with a byte below 0x80.
fn skip_varints(bytes: &[u8], at: &mut usize, mut count: u32) {
    const EIGHT_ENDS: u64 = 0x8080_8080_8080_8080;
    // Eight bytes at a time while more ends are wanted than they hold, so that none stops behind the wrong one.
    while let Some(eight) = bytes.get(*at..).and_then(<[u8]>::first_chunk) {
        let ends = (!u64::from_le_bytes(*eight) & EIGHT_ENDS).count_ones();
        if ends >= count {
            break;
        }
        count -= ends;
        *at += 8;
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::write_varint;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_passed_over_is_what_would_be_read(
            values in prop::collection::vec(prop_oneof![0u32..200, any::<u32>()], 0..60),
            count in 0usize..70,
        ) {
            let mut bytes = Vec::new();
            values.iter().for_each(|value| write_varint(&mut bytes, *value));
            let (mut read, mut passed) = (0, 0);
            (0..count).for_each(|_| _ = read_varint(&bytes, &mut read));
            skip_varints(&bytes, &mut passed, count as u32);
            prop_assert_eq!(passed, read);
        }
    }
}
