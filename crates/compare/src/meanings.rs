//! What words mean, in few numbers: a vector for each of some thousand stems, near those of words that are used alike.
//!
//! Lives here: the bytes of a table of vectors, the table that the command carries, and the part of it that a pack has.
//! Does not live here: what is made of vectors (`nearness`), or how they were taught (`bench/align/teach.py`).
//!
//! The vectors come from sentences: a sentence encoder read some, and the vectors are such that the weighed mean of a
//! sentence's words comes near what it made of the whole. A pack holds those of its own vocabulary, so that a page needs
//! neither encoder nor table.
//!
//! ```text
//!    0  1: the version                  131  the words in order, each: letters shared with the last (4 bits, high),
//!    1  number of words, u16                 letters of its own (4 bits), these letters
//!    3  a step for each number, f32     then for each word 15 bytes: its numbers in steps, least bits first
//! ```

use crate::concepts::Concepts;
use demarche_corpus::order;
use frostem::{Algorithm, Stemmer};

/// Under which a pack keeps its vectors.
pub const TAG: [u8; 4] = *b"MEAN";

/// Numbers of a vector, the weightiest first, and the bits that each has.
pub(crate) const NUMBERS: usize = 32;
const BITS: [u32; NUMBERS] =
    [5, 5, 5, 5, 5, 5, 5, 5, 4, 4, 4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3];
/// Bytes of a vector.
const BYTES: usize = 15;
/// The version of the bytes.
const VERSION: u8 = 1;
/// Where the words begin.
const WORDS_AT: usize = 3 + 4 * NUMBERS;

/// A place for each number.
pub(crate) type Vector = [f32; NUMBERS];

/// Vectors of stems.
#[derive(Debug, Clone)]
pub struct Meanings {
    steps: Vector,
    /// In order of stem.
    rows: Vec<Row>,
}

/// A stem and its vector, in steps.
#[derive(Debug, Clone)]
struct Row {
    stem: String,
    /// The word it was read of.
    word: String,
    packed: [u8; BYTES],
}

/// No vectors: texts are compared by their words alone.
pub static NONE: Meanings = Meanings { steps: [0.0; NUMBERS], rows: Vec::new() };

/// The whole table, 90 KB. For commands and tests: a page has what its pack holds.
#[must_use]
pub fn taught() -> Meanings {
    Meanings::read(include_bytes!("taught.bin")).unwrap_or_else(|| NONE.clone())
}

impl Meanings {
    /// Reads a table; `None` where the bytes are none.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Meanings> {
        let stemmer = Stemmer::new(Algorithm::English);
        let count = usize::from(u16::from_le_bytes(bytes.get(1..3)?.try_into().ok()?));
        if bytes.first() != Some(&VERSION) {
            return None;
        }
        let mut steps = [0.0; NUMBERS];
        for (step, stored) in steps.iter_mut().zip(bytes.get(3..WORDS_AT)?.chunks_exact(4)) {
            *step = f32::from_le_bytes(stored.try_into().ok()?);
        }
        let mut at = WORDS_AT;
        let mut word = String::new();
        let mut rows = Vec::with_capacity(count);
        for _ in 0..count {
            let lengths = usize::from(*bytes.get(at)?);
            let own = bytes.get(at + 1..at + 1 + (lengths & 15))?;
            at += 1 + own.len();
            word.truncate(lengths >> 4);
            word.push_str(std::str::from_utf8(own).ok().filter(|own| own.is_ascii())?);
            rows.push(Row { stem: stemmer.stem(&word).into_owned(), word: word.clone(), packed: [0; BYTES] });
        }
        let packed = bytes.get(at..).filter(|packed| packed.len() == count * BYTES)?;
        for (row, packed) in rows.iter_mut().zip(packed.chunks_exact(BYTES)) {
            row.packed.copy_from_slice(packed);
        }
        order::sort_by(&mut rows, |one, other| one.stem.cmp(&other.stem));
        Some(Meanings { steps, rows })
    }

    /// The bytes of those that texts with these folded words may need; empty where there are none.
    #[must_use]
    pub fn among(&self, words: &mut dyn Iterator<Item = &str>) -> Vec<u8> {
        let stemmer = Stemmer::new(Algorithm::English);
        let concepts = Concepts::new();
        let mut needed: Vec<&Row> = words
            .filter_map(|word| {
                let stem = stemmer.stem(concepts.stands_for(word).unwrap_or(word));
                self.row(&stem).map(|row| &self.rows[row])
            })
            .collect();
        order::sort_by(&mut needed, |one, other| one.word.cmp(&other.word));
        needed.dedup_by(|one, other| one.word == other.word);
        let Some(count) = u16::try_from(needed.len()).ok().filter(|count| *count > 0) else {
            return Vec::new();
        };
        let mut bytes = vec![VERSION];
        bytes.extend(count.to_le_bytes());
        bytes.extend(self.steps.iter().flat_map(|step| step.to_le_bytes()));
        let mut last = "";
        for row in &needed {
            let shared = row.word.bytes().zip(last.bytes()).take_while(|(one, other)| one == other).count();
            let own = &row.word[shared..];
            // Neither is more than 15: the table was made so.
            bytes.push((shared << 4 | own.len() & 15) as u8);
            bytes.extend(own.bytes());
            last = &row.word;
        }
        bytes.extend(needed.iter().flat_map(|row| row.packed));
        bytes
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The number of a stem among them, in the order of stems.
    pub(crate) fn row(&self, stem: &str) -> Option<usize> {
        self.rows.binary_search_by(|row| row.stem.as_str().cmp(stem)).ok()
    }

    /// The vector with this number, of length 1.
    pub(crate) fn vector(&self, row: usize) -> Vector {
        let mut bits = [0; 16];
        bits[..BYTES].copy_from_slice(&self.rows[row].packed);
        let mut left = u128::from_le_bytes(bits);
        let mut vector = [0.0; NUMBERS];
        for ((number, step), bits) in vector.iter_mut().zip(&self.steps).zip(BITS) {
            // Fewer than 32 steps to either side: exact.
            let steps = (left & ((1 << bits) - 1)) as f32 - (1 << (bits - 1)) as f32 + 0.5;
            *number = steps * step;
            left >>= bits;
        }
        unit_length(vector)
    }
}

/// The same direction at length 1; what has none stays as it is.
pub(crate) fn unit_length(mut vector: Vector) -> Vector {
    let length = dot(&vector, &vector).sqrt();
    if length > 1e-6 {
        vector.iter_mut().for_each(|number| *number /= length);
    }
    vector
}

/// Always summed in one order, so that it is the same from either side and on every machine.
pub(crate) fn dot(one: &Vector, other: &Vector) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_pack_takes_of_the_table_is_the_same_there() {
        let table = taught();
        assert_eq!(table.rows.len(), 4589);
        let part =
            table.among(&mut ["sanctions", "ransomware", "zelenskiy", "negotiated", "sanction"].into_iter());
        let part = Meanings::read(&part).expect("a table");
        let stems: Vec<&str> = part.rows.iter().map(|row| row.stem.as_str()).collect();
        // Ransomware stands for whatever is cyber.
        assert_eq!(stems, ["cyber", "negoti", "sanction"]);
        for stem in stems {
            let [one, other] = [&table, &part].map(|from| from.vector(from.row(stem).expect("a row")));
            assert_eq!(one, other);
        }
        assert_eq!(table.among(&mut ["zelenskiy"].into_iter()), [0_u8; 0]);
    }

    #[test]
    fn words_used_alike_are_near() {
        let table = taught();
        let near = |one: &str, other: &str| {
            let [one, other] = [one, other].map(|stem| table.vector(table.row(stem).expect(stem)));
            dot(&one, &other)
        };
        assert!(near("treati", "convent") > near("treati", "children") + 0.3);
    }

    #[test]
    fn no_two_words_of_the_table_have_one_stem() {
        let table = taught();
        for pair in table.rows.windows(2) {
            assert_ne!(pair[0].stem, pair[1].stem, "{} {}", pair[0].word, pair[1].word);
        }
    }

    #[test]
    fn damage_is_no_table() {
        let whole = taught().among(&mut ["treaty", "talks"].into_iter());
        assert!(Meanings::read(&whole).is_some());
        for length in 0..whole.len() {
            assert!(Meanings::read(&whole[..length]).is_none(), "{length} bytes");
        }
    }
}
