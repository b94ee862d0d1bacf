//! Where each word of both texts may begin something that the ledger lists.
//!
//! Lives here: one table of the words with which numbers, days and citations begin, and a look at it for each distinct
//! word. Does not live here: the finders, which decide. Cost: two binary searches a distinct word.

use std::sync::OnceLock;

use demarche_corpus::order;

use super::reading::name_stem;
use super::{dates, references, spelled};
use crate::words::Lexicon;

/// Begins a number in words.
pub(crate) const SPELLED: u8 = 1;
/// Begins a day in words.
pub(crate) const DAY: u8 = 2;
/// Is followed by a number that is a name.
pub(crate) const CITED: u8 = 4;

/// Words and stems in order, each with what may begin there.
struct Tables {
    words: Vec<(&'static str, u8)>,
    stems: Vec<(&'static str, u8)>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let (mut words, mut stems) = (Vec::new(), Vec::new());
        words.extend(spelled::openings().map(|word| (word, SPELLED)));
        words.extend(dates::opening_words().map(|word| (word, DAY)));
        stems.extend(dates::opening_stems().map(|stem| (stem, DAY)));
        stems.extend(references::openings().map(|stem| (stem, CITED)));
        order::sort(&mut words);
        order::sort(&mut stems);
        Tables { words, stems }
    })
}

/// What may begin with each word of the lexicon.
pub(crate) fn marks(lexicon: &Lexicon) -> Vec<u8> {
    let tables = tables();
    let of = |table: &[(&str, u8)], word: &str| {
        let from = table.partition_point(|row| row.0 < word);
        table[from..].iter().take_while(|row| row.0 == word).fold(0, |marks, row| marks | row.1)
    };
    let all = |folded: &str| of(&tables.words, folded) | of(&tables.stems, name_stem(folded));
    lexicon.entries().iter().map(|entry| all(&entry.folded)).collect()
}
