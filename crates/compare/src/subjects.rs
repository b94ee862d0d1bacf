//! Subjects: words by which reports of talks raise the same matter in other words.
//!
//! Lives here: the rows and which of them words raise; the table is `subjects.txt`, stemmed by the build script. Does not
//! live here: words that name the very same thing (`concepts`), or what a shared subject is worth in two given texts
//! (`evidence`). A row holds what different offices call one matter, not what merely stands near it: `sanctions` and `restrictive
//! measures`, but not `sanctions` and `war`. Cost: one look-up a word, and a few steps for entries of several words.

use crate::entries::{Entries, rows};

/// Each row: a weight from 1 (said of everything) to 4 (a matter of its own), a label, and the entries, stemmed by the build
/// script. The words of an entry may stand up to [`MOST_BETWEEN`] words apart.
const TABLE: &str = include_str!(concat!(env!("OUT_DIR"), "/subjects.txt"));

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
    entries: Entries,
}

impl Subjects {
    pub(crate) fn new() -> Subjects {
        let row = |line: &'static str| {
            let (head, entries) = line.split_once(": ")?;
            let (weight, label) = head.split_once(' ')?;
            let is_form = FORMS.contains(&label);
            Some((Subject { label, weight: weight.parse().unwrap_or(1), is_form }, entries))
        };
        let (all, entries): (Vec<Subject>, Vec<&str>) = rows(TABLE).filter_map(row).unzip();
        Subjects { all, entries: Entries::new(entries.into_iter()) }
    }

    /// The entries that begin with a stem, from the first to behind the last.
    pub(crate) fn beginning(&self, stem: &str) -> (u16, u16) {
        self.entries.beginning(stem)
    }

    /// The subjects of those of these entries whose other words stand ahead; `ahead` tells the stems, the next first.
    pub(crate) fn raised_by<'s>(
        &self,
        entries: (u16, u16),
        ahead: &mut dyn FnMut(usize) -> Option<&'s str>,
        found: &mut Vec<u16>,
    ) {
        let fitting =
            self.entries.some(entries).iter().filter(|entry| entry.follow(MOST_BETWEEN, ahead).is_some());
        found.extend(fitting.map(|entry| entry.number));
    }

    /// Where among these stems an entry begins, how many words it has, and which subject it raises.
    pub(crate) fn raised_at(&self, stems: &[&str]) -> Vec<(usize, usize, u16)> {
        let mut found = Vec::new();
        for (at, stem) in stems.iter().enumerate() {
            let ahead = &mut |ahead: usize| stems.get(at + 1 + ahead).copied();
            let same = self.entries.some(self.beginning(stem)).iter();
            let fitting = same.filter(|entry| entry.follow(MOST_BETWEEN, ahead).is_some());
            found.extend(fitting.map(|entry| (at, entry.words(), entry.number)));
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
    fn entries_are_folded_as_texts_are() {
        check("the UN Charter", &["international law"]);
        check("силы ПВО", &["air defence"]);
        for entry in
            rows(TABLE).filter_map(|line| line.split_once(": ")).flat_map(|(_, list)| list.split(' '))
        {
            assert_eq!(entry, entry.to_lowercase());
        }
    }

    #[test]
    fn every_row_has_a_weight_a_label_and_entries_of_its_own() {
        let subjects = Lexicon::new();
        let subjects = subjects.subjects();
        assert_eq!(subjects.all.len(), rows(TABLE).count());
        for subject in &subjects.all {
            assert!((1..=4).contains(&subject.weight) && !subject.label.is_empty(), "{}", subject.label);
        }
    }
}
