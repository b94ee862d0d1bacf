//! Counts of facet values as bytes, for the way between page and worker.
//!
//! Lives here: the few bytes that thousands of counts need, most of which are zero. Does not live here: counting
//! (`facet`). For each field: how many values it has, how many of them have any, then for each of these how many
//! values without any come first, and its count. One stretch of bytes for serde, which would take each number by
//! itself otherwise. Linear in the values.

use crate::index::{read_varint, write_varint};
use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};
use std::fmt;

/// No corpus has so many values; a wrong number must not ask for all memory.
const MOST_VALUES: u32 = 1 << 24;

/// For `#[serde(with)]`.
pub(crate) fn serialize<S: Serializer>(counts: &[Vec<u32>], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(&written(counts))
}

/// For `#[serde(with)]`.
pub(crate) fn deserialize<'d, D: Deserializer<'d>>(deserializer: D) -> Result<Vec<Vec<u32>>, D::Error> {
    deserializer.deserialize_bytes(Bytes)
}

struct Bytes;

impl Visitor<'_> for Bytes {
    type Value = Vec<Vec<u32>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("counts of facet values")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        read(bytes).ok_or_else(|| E::custom("the counts of facet values are cut short"))
    }
}

fn written(counts: &[Vec<u32>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for field in counts {
        write_varint(&mut bytes, field.len() as u32);
        write_varint(&mut bytes, field.iter().filter(|count| **count > 0).count() as u32);
        let mut passed = 0;
        for (count, place) in field.iter().zip(0u32..).filter(|(count, _)| **count > 0) {
            write_varint(&mut bytes, place - passed);
            write_varint(&mut bytes, *count);
            passed = place + 1;
        }
    }
    bytes
}

fn read(bytes: &[u8]) -> Option<Vec<Vec<u32>>> {
    let (mut counts, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let len = read_varint(bytes, &mut at).filter(|len| *len <= MOST_VALUES)?;
        let mut field = vec![0; len as usize];
        let mut place = 0usize;
        for _ in 0..read_varint(bytes, &mut at)? {
            place = place.checked_add(read_varint(bytes, &mut at)? as usize)?;
            *field.get_mut(place)? = read_varint(bytes, &mut at)?;
            place += 1;
        }
        counts.push(field);
    }
    Some(counts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_come_back(counts in prop::collection::vec(prop::collection::vec(prop_oneof![Just(0u32), any::<u32>()], 0..9), 0..9)) {
            let bytes = written(&counts);
            prop_assert_eq!(read(&bytes), Some(counts));
            if let Some((_, cut)) = bytes.split_last() {
                // Cut short they are refused, or one field is missing.
                let _ = read(cut);
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(0u8..9, 0..60)) {
            let _ = read(&bytes);
        }
    }
}
