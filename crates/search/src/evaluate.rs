//! Evaluation: which statements satisfy a compiled query, and where its words occur.
//!
//! Lives here: boolean evaluation over sets of statements, and occurrences as positions. Does not live here:
//! scores (`rank`), bytes of text (`snippet`). Sets are found without decoding positions wherever a single word
//! is enough; positions are decoded for phrases' candidates and for statements that matched.

use crate::bits::Bits;
use crate::compile::{Compiled, Leaf, Pattern, Plan};
use crate::index::read::{Form, Index, PostingList};
use crate::query::ast::Occur;
use std::cmp::Reverse;

/// The index with its postings at hand.
#[derive(Clone, Copy)]
pub(crate) struct Postings<'a> {
    pub index: &'a Index,
    pub bytes: &'a [u8],
}

/// Which statements to look at.
#[derive(Clone, Copy)]
pub(crate) enum Within<'a> {
    Set(&'a Bits),
    One(u32),
}

impl Within<'_> {
    fn contains(self, statement: u32) -> bool {
        match self {
            Within::Set(bits) => bits.contains(statement),
            Within::One(only) => only == statement,
        }
    }

    fn is_past(self, statement: u32) -> bool {
        matches!(self, Within::One(only) if statement > only)
    }
}

/// One occurrence of a leaf: some positions in a row. Ordered by statement, then place, longer ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Occurrence {
    pub statement: u32,
    pub start: u32,
    pub len: Reverse<u32>,
    pub leaf: u32,
}

impl Occurrence {
    /// The position after the last.
    pub fn end(self) -> u32 {
        self.start.saturating_add(self.len.0)
    }
}

impl<'a> Postings<'a> {
    fn list(self, form: &Form) -> PostingList<'a> {
        PostingList::open(self.bytes, form, self.index.statements())
    }

    /// How many statements hold a form.
    pub fn doc_freq(self, form: &Form) -> u32 {
        self.list(form).doc_freq()
    }

    /// The statements that hold any of these forms.
    fn with_any(self, forms: &[Form]) -> Bits {
        let mut bits = Bits::none(self.index.statements());
        for form in forms {
            self.list(form).for_each(|posting| bits.insert(posting.statement));
        }
        bits
    }

    /// Statement and position of all occurrences of any of these forms, rising.
    fn places(self, forms: &[Form], within: Within<'_>) -> Vec<(u32, u32)> {
        let mut places = Vec::new();
        for form in forms {
            for posting in self.list(form) {
                if within.is_past(posting.statement) {
                    break;
                }
                if within.contains(posting.statement) {
                    places.extend(posting.positions().map(|position| (posting.statement, position)));
                }
            }
        }
        merged(places)
    }

    /// Statement and first position of all occurrences of a pattern, rising.
    fn pattern_places(self, pattern: &Pattern, within: Within<'_>) -> Vec<(u32, u32)> {
        let Some((first, further)) = pattern.words.split_first() else { return Vec::new() };
        let mut places = self.places(first, within);
        for (word, offset) in further.iter().zip(1u32..) {
            if places.is_empty() {
                break;
            }
            let next = self.places(word, within);
            let mut at = 0;
            places.retain(|(statement, position)| {
                let wanted = (*statement, position.saturating_add(offset));
                while next.get(at).is_some_and(|place| *place < wanted) {
                    at += 1;
                }
                next.get(at) == Some(&wanted)
            });
        }
        places
    }

    /// The statements that have an occurrence of a leaf.
    pub fn leaf_statements(self, leaf: &Leaf) -> Bits {
        let mut found = Bits::none(self.index.statements());
        for pattern in &leaf.patterns {
            let Some((first, further)) = pattern.words.split_first() else { continue };
            let mut candidates = self.with_any(first);
            for word in further {
                if !candidates.is_empty() {
                    candidates.and(&self.with_any(word));
                }
            }
            if further.is_empty() && !leaf.key.term.in_title {
                found.or(&candidates);
                continue;
            }
            for (statement, start) in self.pattern_places(pattern, Within::Set(&candidates)) {
                if !leaf.key.term.in_title || start < self.index.title_len(statement) {
                    found.insert(statement);
                }
            }
        }
        found
    }

    /// The occurrences of all leaves that are to be marked, in order.
    pub fn occurrences(self, leaves: &[Leaf], within: Within<'_>) -> Vec<Occurrence> {
        let mut found = Vec::new();
        for (leaf, number) in leaves.iter().zip(0u32..).filter(|(leaf, _)| leaf.key.is_positive) {
            for pattern in &leaf.patterns {
                let len = pattern.words.len() as u32;
                let places = self.pattern_places(pattern, within);
                found.extend(places.into_iter().filter_map(|(statement, start)| {
                    let is_wanted = !leaf.key.term.in_title || start < self.index.title_len(statement);
                    is_wanted.then_some(Occurrence { statement, start, len: Reverse(len), leaf: number })
                }));
            }
        }
        // Two spellings of an alias may share words; what is the same place is one occurrence.
        merged(found)
    }
}

/// The items in order, each once. They come in a few runs that rise already: neighbouring runs are merged until one
/// is left. Linear in the items for each doubling of the runs; compiles to a tenth of the standard sort.
fn merged<T: Ord + Copy>(mut items: Vec<T>) -> Vec<T> {
    loop {
        let mut runs = items.chunk_by(|a, b| a <= b);
        let mut out = Vec::with_capacity(items.len());
        let mut pairs = 0;
        while let Some(mut left) = runs.next() {
            let mut right = runs.next().unwrap_or_default();
            while let (Some(a), Some(b)) = (left.first(), right.first()) {
                let from = if b < a { &mut right } else { &mut left };
                out.push(from[0]);
                *from = &from[1..];
            }
            out.extend_from_slice(left);
            out.extend_from_slice(right);
            pairs += 1;
        }
        items = out;
        if pairs <= 1 {
            items.dedup();
            return items;
        }
    }
}

/// The statements that satisfy a query, and for each leaf those that have it.
pub(crate) fn statements(compiled: &Compiled, postings: Postings<'_>) -> (Bits, Vec<Bits>) {
    let leaves: Vec<Bits> = compiled.leaves.iter().map(|leaf| postings.leaf_statements(leaf)).collect();
    (satisfying(&compiled.plan, &leaves, postings.index.statements()), leaves)
}

fn satisfying(plan: &Plan, leaves: &[Bits], len: usize) -> Bits {
    let each = |clauses: &[(Occur, Plan)], start: Bits, join: fn(&mut Bits, &Bits)| {
        let mut found = start;
        for (occur, plan) in clauses {
            let mut bits = satisfying(plan, leaves, len);
            if *occur == Occur::MustNot {
                bits.invert();
            }
            join(&mut found, &bits);
        }
        found
    };
    match plan {
        Plan::All(clauses) => each(clauses, Bits::all(len), Bits::and),
        Plan::Any(clauses) => each(clauses, Bits::none(len), Bits::or),
        Plan::Leaf(leaf) => leaves.get(*leaf).cloned().unwrap_or_else(|| Bits::none(len)),
        Plan::Fixed(bits) => bits.clone(),
    }
}

/// Overlapping occurrences of one statement joined: what is one mark is one hit. Input sorted by start.
pub(crate) fn joined(occurrences: &[Occurrence]) -> Vec<Vec<Occurrence>> {
    let mut groups: Vec<Vec<Occurrence>> = Vec::new();
    let mut end = 0;
    for one in occurrences {
        match groups.last_mut().filter(|_| one.start < end) {
            Some(group) => group.push(*one),
            None => groups.push(vec![*one]),
        }
        end = end.max(one.end());
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn merging_sorts_and_leaves_each_once(items in prop::collection::vec(0..40u32, 0..60)) {
            let expected: std::collections::BTreeSet<u32> = items.iter().copied().collect();
            prop_assert_eq!(merged(items), Vec::from_iter(expected));
        }
    }
}
