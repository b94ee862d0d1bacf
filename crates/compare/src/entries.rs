//! Entries of one or several stems, found by their first.
//!
//! Lives here: the entries in order, and whether the words of one stand in a text. Does not live here: what the
//! entries mean (`subjects`, `synonyms`), or stemming them, which the build script has done (`build.rs`). Cost: a look-up
//! a word, and a few steps for entries of several words.

use demarche_corpus::order;
use rustc_hash::FxHashMap;

/// What parts the words of an entry, as the build script writes them (`build.rs`).
const BETWEEN: char = '_';

/// The rows of a table that the build script made, without the lines that mark its ends.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

/// An entry: its first stem, the others, and the number of what it stands for.
pub(crate) struct Entry {
    first: &'static str,
    /// None for an entry of one word.
    rest: Vec<&'static str>,
    pub number: u16,
}

impl Entry {
    /// Whether it is one word.
    pub(crate) fn is_word(&self) -> bool {
        self.rest.is_empty()
    }

    /// How many words it has.
    pub(crate) fn words(&self) -> usize {
        1 + self.rest.len()
    }

    /// How far ahead each of its words but the first stands, where all stand there in order with no more than so many
    /// others between. `ahead` tells the stems, the next first.
    pub(crate) fn follow<'s>(
        &self,
        most_between: usize,
        ahead: &mut dyn FnMut(usize) -> Option<&'s str>,
    ) -> Option<Vec<usize>> {
        let mut places = Vec::new();
        for word in &self.rest {
            let gone = places.last().map_or(0, |at| at + 1);
            places.push((gone..=gone + most_between).find(|at| ahead(*at) == Some(*word))?);
        }
        Some(places)
    }
}

/// A table of entries, sorted by their first stem; of those with the same one, single words come first.
pub(crate) struct Entries {
    sorted: Vec<Entry>,
    /// Where the entries with a first stem begin.
    starts: FxHashMap<&'static str, usize>,
}

impl Entries {
    /// Of rows that each list entries, parted by blanks; what an entry stands for is the number of its row.
    pub(crate) fn new(rows: impl Iterator<Item = &'static str>) -> Entries {
        let mut sorted = Vec::new();
        for (number, row) in (0..=u16::MAX).zip(rows) {
            let entries = row.split(' ').filter(|entry| !entry.is_empty());
            sorted.extend(entries.map(|entry| {
                let mut stems = entry.split(BETWEEN);
                Entry { first: stems.next().unwrap_or_default(), rest: stems.collect(), number }
            }));
        }
        order::sort_by(&mut sorted, |one: &Entry, other| {
            (one.first, &one.rest, one.number).cmp(&(other.first, &other.rest, other.number))
        });
        let mut starts = FxHashMap::default();
        for (at, entry) in sorted.iter().enumerate() {
            starts.entry(entry.first).or_insert(at);
        }
        Entries { sorted, starts }
    }

    /// The entries that begin with a stem, from the first to behind the last.
    pub(crate) fn beginning(&self, stem: &str) -> (u16, u16) {
        let Some(from) = self.starts.get(stem).copied() else { return (0, 0) };
        let same = self.sorted[from..].iter().take_while(|entry| entry.first == stem).count();
        let number = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        (number(from), number(from + same))
    }

    /// Some of them, as [`Entries::beginning`] tells.
    pub(crate) fn some(&self, (start, end): (u16, u16)) -> &[Entry] {
        self.sorted.get(usize::from(start)..usize::from(end)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_by_their_first_stem() {
        let entries = Entries::new(["ferri lake", "lake_of_salt", "quay", "lake"].into_iter());
        let held = entries.some(entries.beginning("lake"));
        assert_eq!(held.iter().map(|entry| entry.number).collect::<Vec<_>>(), [0, 3, 1]);
        assert_eq!(held.iter().map(Entry::words).collect::<Vec<_>>(), [1, 1, 3]);
        assert!(entries.some(entries.beginning("lak")).is_empty());
        let follow = |words: &[&'static str]| held[2].follow(1, &mut |ahead| words.get(ahead).copied());
        assert_eq!(follow(&["of", "clear", "salt"]), Some(vec![0, 2]));
        assert_eq!(follow(&["of", "clear", "sea", "salt"]), None);
        assert_eq!(held[0].follow(1, &mut |_| None), Some(Vec::new()));
    }
}
