//! Subjects: words by which reports of talks raise the same matter in other words.
//!
//! Lives here: the search for the table's entries among stems; the table is `subjects.txt`. Does not live here:
//! words that name the very same thing (`concepts`), or what a shared subject is worth in two given texts (`evidence`). A
//! row holds what different offices call one matter, not what merely stands near it: `sanctions` and `restrictive
//! measures`, but not `sanctions` and `war`. Cost: one look-up a word, and a few steps for entries of several words.

use std::ops::Range;

/// Each row: a weight from 1 (said of everything) to 4 (a matter of its own), a label, and the entries. The words of
/// an entry may stand up to [`MOST_BETWEEN`] words apart.
const TABLE: &str = include_str!("subjects.txt");

/// Words that share a stem with one of the table by chance (`imports`), or mean the talk itself or much else. Folded.
pub(crate) const BY_CHANCE: &str = "criminal down firm firmly flow flowing flows importance important importantly justice likely \
secure secured securing";
/// The row of the contact itself, the first.
pub(crate) const CONTACT: u16 = 0;
/// The rows of mere form.
const FORMS: &[&str] =
    &["contact", "agenda", "tone", "thanks", "congratulation", "holidays", "importance", "commitment"];
/// Weight from which a subject is a matter of its own.
const OWN_MATTER: u8 = 2;
/// Words that may stand between two words of one entry.
const MOST_BETWEEN: usize = 2;

/// An entry of several words, or of one.
struct Entry {
    first: String,
    rest: Vec<String>,
    subject: u16,
}

/// One row of the table.
pub(crate) struct Subject {
    /// What a reader is shown for it.
    pub label: &'static str,
    /// From 1, said of everything, to 4, a matter of its own.
    pub weight: u8,
    /// Whether what reports say of it is mostly form: how long, how warmly, with whose thanks.
    pub is_form: bool,
}

/// The table, ready to be searched.
pub(crate) struct Subjects {
    pub all: Vec<Subject>,
    /// Sorted by their first stem.
    entries: Vec<Entry>,
}

impl Subjects {
    /// `stem` takes a folded word to the stem it has in the texts.
    pub(crate) fn new(stem: &dyn Fn(&str) -> String) -> Subjects {
        let mut all = Vec::new();
        let mut entries = Vec::new();
        for line in TABLE.lines() {
            let Some((head, list)) = line.split_once(": ") else { continue };
            let Some((weight, label)) = head.split_once(' ') else { continue };
            let subject = u16::try_from(all.len()).unwrap_or(u16::MAX);
            all.push(Subject { label, weight: weight.parse().unwrap_or(1), is_form: FORMS.contains(&label) });
            for entry in list.split(", ") {
                let mut stems = entry.split([' ', '-']).filter(|word| !word.is_empty()).map(stem);
                if let Some(first) = stems.next() {
                    entries.push(Entry { first, rest: stems.collect(), subject });
                }
            }
        }
        demarche_corpus::order::sort_by(&mut entries, |one, other| {
            (&one.first, &one.rest, one.subject).cmp(&(&other.first, &other.rest, other.subject))
        });
        Subjects { all, entries }
    }

    /// The entries that begin with a stem, from the first to behind the last.
    pub(crate) fn beginning(&self, stem: &str) -> (u16, u16) {
        let from = self.entries.partition_point(|entry| entry.first.as_str() < stem);
        let same = self.entries[from..].iter().take_while(|entry| entry.first == stem).count();
        let number = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        (number(from), number(from + same))
    }

    /// The subjects of those of these entries whose other words stand ahead; `ahead` tells the stems, the next first.
    pub(crate) fn raised_by<'s>(
        &self,
        entries: Range<usize>,
        ahead: &mut dyn FnMut(usize) -> Option<&'s str>,
        found: &mut Vec<u16>,
    ) {
        let entries = self.entries.get(entries).unwrap_or_default();
        found.extend(
            entries
                .iter()
                .filter(|entry| follow(&entry.rest, MOST_BETWEEN, ahead).is_some())
                .map(|entry| entry.subject),
        );
    }

    /// Where among these stems an entry begins, how many words it has, and which subject it raises.
    pub(crate) fn raised_at(&self, stems: &[&str]) -> Vec<(usize, usize, u16)> {
        let mut found = Vec::new();
        for (at, stem) in stems.iter().enumerate() {
            let (start, end) = self.beginning(stem);
            let same = self.entries[usize::from(start)..usize::from(end)].iter();
            let ahead = &mut |ahead: usize| stems.get(at + 1 + ahead).copied();
            let fitting = same.filter(|entry| follow(&entry.rest, MOST_BETWEEN, ahead).is_some());
            found.extend(fitting.map(|entry| (at, entry.rest.len() + 1, entry.subject)));
        }
        found
    }
}

impl Subjects {
    /// Whether a stretch that raises these subjects says nothing but forms.
    pub(crate) fn are_forms(&self, raised: &[u16]) -> bool {
        let mut rows = raised.iter().filter_map(|subject| self.all.get(usize::from(*subject)));
        !raised.is_empty() && rows.all(|row| row.is_form || row.weight < OWN_MATTER)
    }
}

/// How far ahead each of the words stands, where all stand there in order and none has more than so many before it.
pub(crate) fn follow<'s>(
    rest: &[String],
    most_between: usize,
    ahead: &mut dyn FnMut(usize) -> Option<&'s str>,
) -> Option<Vec<usize>> {
    let mut gone = 0;
    let places = rest.iter().map(|word| {
        let near = (gone..=gone + most_between).find(|at| ahead(*at) == Some(word));
        gone = near.map_or(gone, |at| at + 1);
        near
    });
    places.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lexicon;

    fn check(text: &str, expected: &[&str]) {
        let mut lexicon = Lexicon::new();
        let tokens = lexicon.tokens(text, "");
        let subjects = lexicon.subjects();
        let found: Vec<&str> =
            lexicon.raised(&tokens).into_iter().map(|at| subjects.all[usize::from(at)].label).collect();
        assert_eq!(found, expected, "subjects of {text:?}");
    }

    #[test]
    fn other_words_raise_the_same_subject() {
        check("a truce was reached", &["ceasefire"]);
        check("the fighting would stop", &[]);
        check("to end the recent hostilities", &["aggression"]);
        check("asset freezes", &["sanctions"]);
        check("ввели санкции", &["sanctions"]);
    }

    #[test]
    fn every_row_has_a_weight_a_label_and_entries_of_its_own() {
        let subjects = Lexicon::new();
        let subjects = subjects.subjects();
        assert_eq!(subjects.all.len(), TABLE.lines().count());
        for subject in &subjects.all {
            assert!((1..=4).contains(&subject.weight) && !subject.label.is_empty(), "{}", subject.label);
        }
    }
}
