//! The inverted index as parts of a pack: term dictionary, tables, posting lists.
//!
//! Lives here: the format and its small shared pieces. Writing is in `build` (feature `build`), reading of the tables
//! in `read`, of posting lists in `lists`.
//!
//! The index counts in *units*: the title of each statement, then its blocks in order, numbered through the whole
//! corpus. Positions count the words of one unit from 0, so that no phrase crosses a unit.
//!
//! | tag    | kind    | content |
//! |--------|---------|---------|
//! | `STRM` | section | `fst` map: folded form → its number, in byte order from 0 |
//! | `STAB` | section | version, counts; a row a form: see [`TermRow`](read::TermRow); then the irregular forms |
//! | `SUNT` | section | a list of units a statement: count, then for each its length, doubled, plus 1 for a passage |
//! | `SPST` | blocks  | which units hold a form, and how often |
//! | `SPOS` | blocks  | where in those units it stands |
//!
//! All numbers are varints (LEB128) but the version. A list of `SPST` has an entry a unit: the distance from the unit
//! before, doubled, plus 1 where the form occurs more than once, then how much more often than twice. Long lists
//! begin with a table of places to enter at, see [`SKIP`]. A list of `SPOS` has for each of these units the first
//! position and the distances to the next ones. A list never crosses a block.
//!
//! Which words are where and where exactly are kept apart because most questions need only the first: a query of
//! words, its counts and its facets never read `SPOS`.

#[cfg(feature = "build")]
pub(crate) mod build;
pub(crate) mod lists;
pub(crate) mod owners;
pub(crate) mod read;

use demarche_corpus::pack::Tag;

pub(crate) const TERMS: Tag = *b"STRM";
pub(crate) const TABLE: Tag = *b"STAB";
pub(crate) const UNITS: Tag = *b"SUNT";
pub(crate) const POSTINGS: Tag = *b"SPST";
pub(crate) const PLACES: Tag = *b"SPOS";

/// Raised whenever the bytes or the analysis change: an index made by other rules must not be searched.
pub(crate) const INDEX_VERSION: u32 = 4;

/// A list with more units than this can be entered at every such number of units. Each entry of its table: the unit
/// before that place, and how many bytes of `SPST` (after the table) and of `SPOS` lie before it, all three as
/// distances from the entry before.
pub(crate) const SKIP: u32 = 256;

/// Appends a varint.
pub(crate) fn write_varint(bytes: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// Reads a varint at `at` and moves past it; `None` at the end of the bytes or beyond 32 bits.
#[inline(always)]
pub(crate) fn read_varint(bytes: &[u8], at: &mut usize) -> Option<u32> {
    let byte = *bytes.get(*at)?;
    *at += 1;
    match byte < 0x80 {
        true => Some(u32::from(byte)),
        false => long_varint(bytes, at, byte),
    }
}

fn long_varint(bytes: &[u8], at: &mut usize, first: u8) -> Option<u32> {
    let mut value = u64::from(first & 0x7f);
    for shift in (7..35).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return u32::try_from(value).ok();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn varints_come_back_and_refuse_what_is_cut_or_too_long() {
        for value in [0, 1, 127, 128, 300, u32::MAX] {
            let mut bytes = Vec::new();
            write_varint(&mut bytes, value);
            let mut at = 0;
            assert_eq!((read_varint(&bytes, &mut at), at), (Some(value), bytes.len()));
            assert_eq!(read_varint(&bytes[..bytes.len() - 1], &mut 0), None);
        }
        assert_eq!(read_varint(&[0xff; 6], &mut 0), None);
    }
}
