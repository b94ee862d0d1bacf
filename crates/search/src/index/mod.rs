//! The inverted index as sections of a pack: term dictionary, postings with positions, statement table.
//!
//! Lives here: the format and its small shared pieces. Writing is in `build` (feature `build`), reading in `read`.
//!
//! | tag    | content |
//! |--------|---------|
//! | `STRM` | `fst` map: folded form → offset of its postings in `SPST`, doubled, plus 1 where the form is stemmed |
//! | `SPST` | a posting list after the other: count, then for each statement its distance, byte length, positions |
//! | `SDOC` | version, count, a fixed row a statement, then the lengths of each statement's blocks |
//!
//! Numbers in `SPST` and in block lengths are varints (LEB128). Positions count the words of a statement from its
//! title on; between blocks one position stays empty, so that no phrase crosses a block.

#[cfg(feature = "build")]
pub(crate) mod build;
pub(crate) mod read;

use demarche_corpus::pack::Tag;

pub(crate) const TERMS: Tag = *b"STRM";
pub(crate) const POSTINGS: Tag = *b"SPST";
pub(crate) const STATEMENTS: Tag = *b"SDOC";

/// Raised whenever the bytes or the analysis change: an index made by other rules must not be searched.
pub(crate) const INDEX_VERSION: u32 = 2;

/// Bytes of one row of the statement table: offset of its block lengths, its positions, its passages.
pub(crate) const ROW_BYTES: usize = 12;

/// Appends a varint.
#[cfg(feature = "build")]
pub(crate) fn write_varint(bytes: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// Reads a varint at `at` and moves past it; `None` at the end of the bytes or beyond 32 bits.
pub(crate) fn read_varint(bytes: &[u8], at: &mut usize) -> Option<u32> {
    let mut value = 0u64;
    for shift in (0..35).step_by(7) {
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
