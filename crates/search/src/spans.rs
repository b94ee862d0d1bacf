//! Occurrences as stretches of words, and finding them in the words of one unit.
//!
//! Lives here: what an occurrence is, near words as windows, joining what overlaps, and the search through a unit's
//! own words that marks hits where they are shown. Does not live here: the same through posting lists (`evaluate`);
//! a property test holds the two together. Linear in the words of a unit for each leaf.

use crate::analysis::{self, Token};
use crate::compile::{Leaf, Pattern};
use crate::index::read::Form;
use demarche_corpus::order;
use std::cmp::Reverse;

/// One occurrence of a leaf: some positions in a row. Ordered by unit, then place, longer ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub unit: u32,
    pub start: u32,
    pub len: Reverse<u32>,
    pub leaf: u32,
}

impl Span {
    /// The position after the last.
    pub fn end(self) -> u32 {
        self.start.saturating_add(self.len.0)
    }
}

/// Words near each other: every smallest window of at most `within` positions from its first word to its last that
/// holds each slot as often as it is asked for. `events` are positions with the slot that stands there, rising.
/// Calls back with the first position and the number of positions.
pub(crate) fn windows(events: &[(u32, u32)], needed: &[u32], within: u32, mut found: impl FnMut(u32, u32)) {
    let mut have = vec![0u32; needed.len()];
    let mut missing: u32 = needed.iter().sum();
    let mut first = 0;
    for (position, slot) in events {
        let slot = *slot as usize;
        have[slot] += 1;
        if have[slot] <= needed[slot] {
            missing -= 1;
        }
        // Leave behind what is not needed; a window that could be smaller is none.
        while let Some((_, early)) = events.get(first).filter(|_| missing == 0) {
            let early = *early as usize;
            if have[early] > needed[early] {
                have[early] -= 1;
                first += 1;
                continue;
            }
            let start = events[first].0;
            if *position - start <= within {
                found(start, position - start + 1);
            }
            have[early] -= 1;
            missing += 1;
            first += 1;
        }
    }
}

/// The slots of a pattern for [`windows`]: each different set of forms once, with how often it is asked for.
pub(crate) fn distinct_slots(pattern: &Pattern) -> (Vec<&Vec<Form>>, Vec<u32>) {
    let (mut slots, mut needed): (Vec<&Vec<Form>>, Vec<u32>) = (Vec::new(), Vec::new());
    for word in &pattern.words {
        match slots.iter().position(|slot| *slot == word) {
            Some(at) => needed[at] += 1,
            None => {
                slots.push(word);
                needed.push(1);
            }
        }
    }
    (slots, needed)
}

/// Calls back with each stretch of spans that overlap: what overlaps is one mark and one hit. Sorted input.
pub(crate) fn each_joined<'s>(spans: &'s [Span], mut work: impl FnMut(&'s [Span])) {
    let (mut from, mut unit, mut end) = (0, 0, 0);
    for (at, span) in spans.iter().enumerate() {
        if at > from && (span.unit != unit || span.start >= end) {
            work(&spans[from..at]);
            from = at;
        }
        end = if at == from { span.end() } else { end.max(span.end()) };
        unit = span.unit;
    }
    if from < spans.len() {
        work(&spans[from..]);
    }
}

/// The stretches of spans that overlap.
pub(crate) fn joined(spans: &[Span]) -> Vec<&[Span]> {
    let mut groups = Vec::new();
    each_joined(spans, |group| groups.push(group));
    groups
}

/// The occurrences of all leaves that are to be marked in the words of one unit, sorted.
pub(crate) fn in_tokens(tokens: &[Token], leaves: &[Leaf], is_title: bool) -> Vec<Span> {
    let mut spans = Vec::new();
    let marked = leaves.iter().zip(0u32..);
    for (leaf, number) in
        marked.filter(|(leaf, _)| leaf.key.is_positive && (is_title || !leaf.key.term.in_title))
    {
        for pattern in &leaf.patterns {
            let push = |start: u32, len: u32| {
                spans.push(Span { unit: 0, start, len: Reverse(len), leaf: number });
            };
            match leaf.within {
                None => phrases(tokens, pattern, push),
                Some(within) => near(tokens, pattern, within, push),
            }
        }
    }
    order::sort(&mut spans);
    spans.dedup();
    spans
}

/// The words of a unit; those that no leaf to be marked looks for are left without their spelling, which costs most.
pub(crate) fn tokens_for(text: &str, leaves: &[Leaf]) -> Vec<Token> {
    let marked = marked_slots(leaves);
    let mut tokens = Vec::new();
    analysis::each_token(text, &mut |spelled, range, position| {
        let is_wanted = marked.iter().any(|slot| has(slot, spelled));
        let form = if is_wanted { spelled.to_owned() } else { String::new() };
        tokens.push(Token { form, range, position });
    });
    tokens
}

/// What the leaves to be marked look for.
pub(crate) fn marked_slots(leaves: &[Leaf]) -> Vec<&Vec<Form>> {
    let marked = leaves.iter().filter(|leaf| leaf.key.is_positive);
    marked.flat_map(|leaf| leaf.patterns.iter().flat_map(|pattern| &pattern.words)).collect()
}

/// Whether a slot, whose forms are in byte order, has this spelling. Most words begin with another letter than all its
/// forms, which is seen at once.
pub(crate) fn has(slot: &[Form], spelling: &str) -> bool {
    let initial = |text: &str| text.as_bytes().first().copied();
    let (Some(first), Some(last)) = (slot.first(), slot.last()) else { return false };
    if initial(spelling) < initial(&first.text) || initial(spelling) > initial(&last.text) {
        return false;
    }
    slot.binary_search_by(|form| form.text.as_str().cmp(spelling)).is_ok()
}

fn phrases(tokens: &[Token], pattern: &Pattern, mut push: impl FnMut(u32, u32)) {
    let Some((first, further)) = pattern.words.split_first() else { return };
    let len = pattern.words.len() as u32;
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| has(first, &token.form)) {
        let follows = further.iter().zip(1u32..).all(|(slot, offset)| {
            let here = tokens[at..].iter().skip_while(|next| next.position < token.position + offset);
            here.take_while(|next| next.position == token.position + offset).any(|next| has(slot, &next.form))
        });
        if follows {
            push(token.position, len);
        }
    }
}

fn near(tokens: &[Token], pattern: &Pattern, within: u32, push: impl FnMut(u32, u32)) {
    let (slots, needed) = distinct_slots(pattern);
    let mut events = Vec::new();
    for token in tokens {
        let here = slots.iter().zip(0u32..).filter(|(slot, _)| has(slot, &token.form));
        events.extend(here.map(|(_, slot)| (token.position, slot)));
    }
    windows(&events, &needed, within, push);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(events: &[(u32, u32)], needed: &[u32], within: u32, expected: &[(u32, u32)]) {
        let mut found = Vec::new();
        windows(events, needed, within, |start, len| found.push((start, len)));
        assert_eq!(found, expected, "{events:?}");
    }

    #[test]
    fn windows_are_the_smallest_ones() {
        check(&[(0, 0), (3, 1), (9, 0), (10, 1)], &[1, 1], 5, &[(0, 4), (9, 2)]);
        check(&[(0, 0), (1, 0), (3, 1)], &[1, 1], 5, &[(1, 3)]);
        check(&[(3, 1), (5, 0)], &[1, 1], 2, &[(3, 3)]);
        check(&[(3, 1), (5, 0)], &[1, 1], 1, &[]);
        check(&[(0, 0), (4, 0)], &[2], 4, &[(0, 5)]);
        check(&[(0, 0), (2, 1), (4, 2), (5, 0)], &[1, 1, 1], 4, &[(0, 5), (2, 4)]);
    }

    #[test]
    fn what_overlaps_is_one() {
        let span = |unit, start, len| Span { unit, start, len: Reverse(len), leaf: 0 };
        let spans = [span(0, 0, 3), span(0, 2, 1), span(0, 3, 1), span(1, 0, 1), span(1, 0, 1)];
        let sizes: Vec<usize> = joined(&spans).iter().map(|group| group.len()).collect();
        assert_eq!(sizes, [2, 1, 2]);
        assert!(joined(&[]).is_empty());
    }
}
