//! Similar spellings: the forms of the dictionary within one or two edits of a word.
//!
//! Lives here: the automaton that walks the dictionary and leaves every branch that cannot come near any more. Does
//! not live here: which spellings are offered or searched (`engine`, `compile`).
//!
//! An edit is a letter more, less or other, or two neighbours swapped, and no letter is edited twice (optimal string
//! alignment: Boytsov, "Indexing methods for approximate dictionary searching", 2011, section 2.1). The state of the
//! automaton is the row of the classic table for the letters read so far, of which only the diagonals that two edits can reach are kept
//! (Ukkonen 1985): five small numbers, no memory to ask for, five comparisons a letter whatever the word's length.

use crate::index::read::{Form, Index};

/// More edits than this are not looked for.
const MOST_EDITS: u8 = 2;
/// Words of at least so many letters may differ in two places, shorter ones in one.
const TWO_EDITS_FROM_LETTERS: usize = 7;
/// The diagonals that so many edits can reach.
const BAND: usize = 2 * MOST_EDITS as usize + 1;
/// A distance beyond all that are looked for.
const FAR: u8 = MOST_EDITS + 1;

/// How many edits a word of this length may be away where nobody says.
pub(crate) fn usual_edits(word: &str) -> u8 {
    if word.chars().count() >= TWO_EDITS_FROM_LETTERS { 2 } else { 1 }
}

/// The forms at most so many edits from a folded word, itself among them, in byte order, each with its distance.
pub(crate) fn near(index: &Index, word: &str, edits: u8) -> Vec<(Form, u8)> {
    let spelling = Spelling::new(word, edits);
    let forms = index.forms_accepted(&spelling);
    forms.into_iter().map(|form| (spelling.distance(&form.text), form)).map(|(n, form)| (form, n)).collect()
}

/// A word and how far from it a form may be.
struct Spelling {
    letters: Vec<char>,
    edits: u8,
}

/// The forms that begin with the letters read so far.
#[derive(Debug, Clone, Copy)]
struct Rows {
    /// How many letters.
    read: usize,
    /// The last of them.
    last: char,
    /// By diagonal: the distance to the first `read - 2`, `read - 1`, … `read + 2` letters of the word.
    row: [u8; BAND],
    /// The row before.
    before: [u8; BAND],
    /// A letter of several bytes so far, and how many are to come.
    pending: u32,
    bytes_to_come: u8,
}

impl Spelling {
    fn new(word: &str, edits: u8) -> Spelling {
        Spelling { letters: word.chars().collect(), edits: edits.min(MOST_EDITS) }
    }

    /// The edits between the word and a form; anything beyond two is [`FAR`].
    fn distance(&self, form: &str) -> u8 {
        let end = form.chars().fold(fst::Automaton::start(self), |rows, letter| self.step(&rows, letter));
        self.at_end(&end)
    }

    /// The row after one more letter.
    fn step(&self, rows: &Rows, letter: char) -> Rows {
        let mut row = [FAR; BAND];
        for diagonal in 0..BAND {
            // How many letters of the word this cell is about.
            let Some(taken) = (rows.read + 1 + diagonal).checked_sub(MOST_EDITS.into()) else { continue };
            if taken > self.letters.len() {
                break;
            }
            let mut cell = FAR;
            if let Some(more) = rows.row.get(diagonal + 1) {
                cell = cell.min(more + 1);
            }
            if let Some(less) = diagonal.checked_sub(1).and_then(|before| row.get(before)) {
                cell = cell.min(less + 1);
            }
            let meant = taken.checked_sub(1).and_then(|at| self.letters.get(at));
            if let Some(meant) = meant {
                cell = cell.min(rows.row[diagonal] + u8::from(*meant != letter));
            }
            let meant_before = taken.checked_sub(2).and_then(|at| self.letters.get(at));
            if rows.read > 0 && meant_before == Some(&letter) && meant == Some(&rows.last) {
                cell = cell.min(rows.before[diagonal] + 1);
            }
            row[diagonal] = cell;
        }
        Rows { read: rows.read + 1, last: letter, row, before: rows.row, pending: 0, bytes_to_come: 0 }
    }

    /// The distance of what was read to the whole word.
    fn at_end(&self, rows: &Rows) -> u8 {
        let diagonal = (self.letters.len() + usize::from(MOST_EDITS)).checked_sub(rows.read);
        diagonal.and_then(|diagonal| rows.row.get(diagonal)).copied().unwrap_or(FAR)
    }
}

impl fst::Automaton for Spelling {
    type State = Rows;

    fn start(&self) -> Rows {
        let mut row = [FAR; BAND];
        for (n, cell) in row[MOST_EDITS.into()..].iter_mut().enumerate().take(self.letters.len() + 1) {
            *cell = n as u8;
        }
        Rows { read: 0, last: '\0', row, before: [FAR; BAND], pending: 0, bytes_to_come: 0 }
    }

    fn is_match(&self, rows: &Rows) -> bool {
        rows.bytes_to_come == 0 && self.at_end(rows) <= self.edits
    }

    fn can_match(&self, rows: &Rows) -> bool {
        rows.row.iter().any(|cell| *cell <= self.edits)
    }

    fn accept(&self, rows: &Rows, byte: u8) -> Rows {
        let (pending, bytes_to_come) = match (rows.bytes_to_come, byte) {
            (0, ..0xc0) => (u32::from(byte), 0),
            (0, ..0xe0) => (u32::from(byte & 0x1f), 1),
            (0, ..0xf0) => (u32::from(byte & 0x0f), 2),
            (0, _) => (u32::from(byte & 0x07), 3),
            (more, _) => (rows.pending << 6 | u32::from(byte & 0x3f), more - 1),
        };
        match bytes_to_come {
            0 => self.step(rows, char::from_u32(pending).unwrap_or(char::REPLACEMENT_CHARACTER)),
            _ => Rows { pending, bytes_to_come, ..*rows },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fst::{Automaton, IntoStreamer, Streamer};
    use proptest::prelude::*;
    use std::cell::Cell;

    /// The words of a dictionary that a spelling accepts.
    fn accepted<A: Automaton>(words: &[String], automaton: A) -> Vec<String> {
        let mut sorted = words.to_vec();
        sorted.sort();
        sorted.dedup();
        let set = fst::Set::from_iter(sorted).expect("sorted and without doubles");
        let mut stream = set.search(automaton).into_stream();
        let mut found = Vec::new();
        while let Some(key) = stream.next() {
            found.push(String::from_utf8(key.to_vec()).expect("these are texts"));
        }
        found
    }

    #[test]
    fn a_swap_is_one_edit_and_the_first_letter_may_differ() {
        let check = |word: &str, form: &str, expected: u8| {
            assert_eq!(Spelling::new(word, 2).distance(form), expected, "{word} {form}");
        };
        check("sanctions", "sanctions", 0);
        check("sanctions", "sanctoins", 1);
        check("sanctions", "anctions", 1);
        check("sanctions", "zanctionz", 2);
        check("санкции", "санкций", 1);
        check("ab", "ba", 1);
        check("abc", "ca", FAR);
        check("", "ab", 2);
        check("a", "", 1);
        check("truce", "treaty", FAR);
        check(&"a".repeat(5_000), &"a".repeat(4_999), 1);
    }

    fn word() -> impl Strategy<Value = String> {
        prop_oneof![Just("[ab]{0,7}"), Just("[a-cж🎙é]{0,5}"), Just("[a-z]{2,9}")].prop_flat_map(|like| like)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_walk_finds_what_the_whole_table_finds(
            typed in word(),
            edits in 0..=2u8,
            words in prop::collection::vec(word(), 0..40),
        ) {
            let spelling = Spelling::new(&typed, edits);
            let mut expected = words.clone();
            expected.retain(|form| strsim::osa_distance(&typed, form) <= usize::from(edits));
            expected.sort();
            expected.dedup();
            prop_assert_eq!(accepted(&words, &spelling), expected);
            for form in &words {
                let whole = strsim::osa_distance(&typed, form);
                prop_assert_eq!(usize::from(spelling.distance(form)), whole.min(FAR.into()), "{} {}", typed, form);
            }
        }
    }

    /// Counts the letters that the walk reads.
    struct Counted<'a>(&'a Spelling, &'a Cell<usize>);

    impl Automaton for Counted<'_> {
        type State = Rows;

        fn start(&self) -> Rows {
            self.0.start()
        }

        fn is_match(&self, rows: &Rows) -> bool {
            self.0.is_match(rows)
        }

        fn can_match(&self, rows: &Rows) -> bool {
            self.0.can_match(rows)
        }

        fn accept(&self, rows: &Rows, byte: u8) -> Rows {
            self.1.set(self.1.get() + 1);
            self.0.accept(rows, byte)
        }
    }

    #[test]
    fn most_of_a_large_dictionary_is_never_read() {
        let (first, middle, last) = (
            ["con", "in", "re", "pro", "un", "dis", "ex", "ob", "sub", "trans"],
            ["form", "struct", "ten", "ver", "duc", "sist", "ject", "mit", "cept", "pos", "vis", "port"],
            ["ion", "ed", "ing", "able", "ive", "or", "ance", "ment"],
        );
        let mut words = Vec::new();
        for start in first {
            for (n, one) in middle.iter().enumerate() {
                for two in &middle[n..] {
                    for end in last {
                        words.extend(["", "s", "ly"].map(|tail| format!("{start}{one}{two}{end}{tail}")));
                    }
                }
            }
        }
        let letters: usize = words.iter().map(String::len).sum();
        let read = Cell::new(0);
        let found = accepted(&words, Counted(&Spelling::new("conformversion", 2), &read));
        assert!(found.contains(&"conformversion".to_owned()) == words.contains(&"conformversion".to_owned()));
        assert!(read.get() * 50 < letters, "{} of {letters}", read.get());
    }
}
