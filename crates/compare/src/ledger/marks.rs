//! What each word of the texts may begin, or be a part of, that the ledger lists.
//!
//! Lives here: one table of the words of numbers, days and citations, and a look at it for each distinct word.
//! Does not live here: the finders, which decide. Cost: two look-ups a distinct word.

use std::sync::OnceLock;

use super::reading::name_stem;
use super::{dates, references, spelled};
use crate::bits::Bits;
use crate::words::Lexicon;

/// Begins a number in words.
pub(crate) const SPELLED: u16 = 1;
/// Is a day in words.
pub(crate) const DAY: u16 = 1 << 1;
/// Is followed by a number that is a name.
pub(crate) const CITED: u16 = 1 << 2;
/// Is a day of the week.
pub(crate) const WEEKDAY: u16 = 1 << 3;
/// Tells which week, month or year is meant.
pub(crate) const WHICH: u16 = 1 << 4;
/// May be meant so.
pub(crate) const SPAN: u16 = 1 << 5;

/// The marks of words, and of stems.
#[derive(Default)]
struct Tables {
    words: Bits,
    stems: Bits,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut tables = Tables::default();
        spelled::openings().for_each(|word| tables.words.put(word, SPELLED));
        dates::DAYS.split(' ').for_each(|word| tables.words.put(word, DAY));
        for (stems, mark) in [(dates::WEEKDAYS, WEEKDAY), (dates::TELLING, WHICH), (dates::SPANS, SPAN)] {
            stems.split(' ').for_each(|stem| tables.stems.put(stem, mark));
        }
        references::openings().for_each(|stem| tables.stems.put(stem, CITED));
        tables
    })
}

/// The marks of each word of the lexicon.
pub(crate) fn marks(lexicon: &Lexicon) -> Vec<u16> {
    let tables = tables();
    let all = |folded: &str| tables.words.of(folded) | tables.stems.of(name_stem(folded));
    lexicon.entries().iter().map(|entry| all(&entry.folded)).collect()
}
