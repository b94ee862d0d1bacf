//! The word-level difference of two passages, cleaned up so that it reads well.
//!
//! Lives here: the difference itself, its clean-up, and the spaces around what changed. Does not live here: which
//! passages to set against each other (`align`), moves, what the changed words are (`changes`), or which words must
//! not be torn apart (`changes::pieces`). The difference is Histogram, by imara-diff, over words and marks; its worst
//! cases are bounded by its fallback to Myers with heuristics. Clean-up: a stretch that could stand in several places
//! stands where a clause or sentence ends; numbers with their units, dates and names like "United States" change
//! whole; light words alone between two replacements are part of the replacement. Long texts in which every word comes
//! again and again are compared by sentences and then by blocks, since no method is quick on them. The shorter text is
//! always taken first, so that swapping the texts swaps the result.

use std::borrow::Cow;
use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

use crate::changes::pieces::{Pieces, is_light, is_month, is_number};
use crate::model::{Change, ChangeTag};
use crate::signs::folded;

/// Light words an island may have and still be swallowed, if it is no larger than the stretches beside it.
const ISLAND_WORDS: usize = 3;
/// Places tried for a stretch that could stand in several.
const MOST_PLACES: usize = 100;

/// Words of both texts from which on it is looked whether they are monotonous.
const LONG: usize = 20_000;
/// Occurrences up to which a word tells where it belongs; Histogram's own limit is near it.
const RARE: usize = 100;
/// Words of a monotonous text that are compared at a time.
const BLOCK: usize = 2_048;

/// The word-level difference of two passages; the ranges concatenate to exactly `a` and `b`. What is equal may have other
/// forms of a sign on the two sides: “ and ", – and -.
#[must_use]
pub fn word_diff(a: &str, b: &str) -> Vec<Change> {
    difference(&Pieces::new(a), &Pieces::new(b))
}

/// The difference of two passages already cut into words and marks.
pub(crate) fn difference(a: &Pieces, b: &Pieces) -> Vec<Change> {
    let mirrored = (b.text.len(), b.text) < (a.text.len(), a.text);
    let (first, second) = if mirrored { (b, a) } else { (a, b) };
    let mut hunks = join_over_islands(whole(hunks(first, second), first, second), first);
    if mirrored {
        for hunk in &mut hunks {
            std::mem::swap(&mut hunk.a, &mut hunk.b);
        }
    }
    Drawing { a, b, found: Vec::new(), drawn: (0, 0), pending: None }.draw(&hunks)
}

/// A changed stretch, in pieces.
#[derive(Debug, Clone)]
struct Hunk {
    a: Range<usize>,
    b: Range<usize>,
}

impl Hunk {
    fn new(hunk: &imara_diff::Hunk) -> Hunk {
        Hunk {
            a: hunk.before.start as usize..hunk.before.end as usize,
            b: hunk.after.start as usize..hunk.after.end as usize,
        }
    }

    fn longer(&self) -> usize {
        self.a.len().max(self.b.len())
    }
}

fn hunks<'t>(a: &Pieces<'t>, b: &Pieces<'t>) -> Vec<Hunk> {
    let mut input = InternedInput::default();
    input.update_before(a.words(0..a.len()).map(folded));
    input.update_after(b.words(0..b.len()).map(folded));
    if is_monotonous(&input) {
        return hunks_by_sentences(a, b);
    }
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    let place = |tokens: &[imara_diff::Token], hunk: Range<u32>, earliest_end: u32| {
        let side = if std::ptr::eq(tokens, input.after.as_slice()) { b } else { a };
        best_end(side, hunk.start as usize..hunk.end as usize, earliest_end as usize)
    };
    diff.postprocess_with(&input.before, &input.after, place);
    diff.hunks().map(|hunk| Hunk::new(&hunk)).collect()
}

/// Whether texts are long and nearly every word comes too often to tell where it belongs: there the difference would
/// take time without end.
fn is_monotonous(input: &InternedInput<Cow<'_, str>>) -> bool {
    let words = input.before.len() + input.after.len();
    let mut counts = vec![0_usize; if words > LONG { input.interner.num_tokens() as usize } else { 0 }];
    for token in input.before.iter().chain(&input.after) {
        if let Some(count) = counts.get_mut(token.0 as usize) {
            *count += 1;
        }
    }
    words > LONG && counts.iter().filter(|count| **count <= RARE).sum::<usize>() < words / 100
}

/// The difference of monotonous texts: whole sentences first, then blocks of those that differ, in order.
fn hunks_by_sentences<'t>(a: &Pieces<'t>, b: &Pieces<'t>) -> Vec<Hunk> {
    let (sentences_a, sentences_b) = (a.sentences(), b.sentences());
    let sentence =
        |side: &Pieces<'t>, pieces: &Range<usize>| Cow::Borrowed(&side.text[side.span(pieces.clone())]);
    let mut input: InternedInput<Cow<'t, str>> = InternedInput::default();
    input.update_before(sentences_a.iter().map(|pieces| sentence(a, pieces)));
    input.update_after(sentences_b.iter().map(|pieces| sentence(b, pieces)));
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_no_heuristic(&input);
    let mut found = Vec::new();
    for hunk in diff.hunks() {
        let hunk = Hunk::new(&hunk);
        let pieces = |sentences: &[Range<usize>], hunk: &Range<usize>, all: usize| {
            let start = |at: usize| sentences.get(at).map_or(all, |pieces| pieces.start);
            start(hunk.start)..start(hunk.end)
        };
        let (in_a, in_b) = (pieces(&sentences_a, &hunk.a, a.len()), pieces(&sentences_b, &hunk.b, b.len()));
        let blocks = in_a.len().max(in_b.len()).div_ceil(BLOCK);
        for block in 0..blocks {
            let part = |pieces: &Range<usize>| {
                let start = |block: usize| pieces.start + pieces.len() * block / blocks;
                start(block)..start(block + 1)
            };
            let (in_a, in_b) = (part(&in_a), part(&in_b));
            input = InternedInput::default();
            input.update_before(a.words(in_a.clone()).map(folded));
            input.update_after(b.words(in_b.clone()).map(folded));
            let inside = Diff::compute(Algorithm::Histogram, &input);
            found.extend(inside.hunks().map(|hunk| {
                let hunk = Hunk::new(&hunk);
                Hunk {
                    a: in_a.start + hunk.a.start..in_a.start + hunk.a.end,
                    b: in_b.start + hunk.b.start..in_b.start + hunk.b.end,
                }
            }));
        }
    }
    found
}

/// Where a stretch that one side alone has should end, of all places it could be slid up to.
#[allow(clippy::cast_possible_truncation)]
fn best_end(side: &Pieces, hunk: Range<usize>, earliest_end: usize) -> u32 {
    // Beyond its own length it meets the same words again.
    let top = earliest_end.max(hunk.start.saturating_sub(1)).max(hunk.end.saturating_sub(MOST_PLACES));
    let mut best = (i32::MIN, hunk.end);
    for end in top..=hunk.end {
        let found = fitness(side, end.saturating_sub(hunk.len())..end);
        if found >= best.0 {
            best = (found, end);
        }
    }
    best.1 as u32
}

/// How well a stretch reads that one side alone has: whole sentences best, then clauses; no name cut in two.
fn fitness(side: &Pieces, hunk: Range<usize>) -> i32 {
    let before = hunk.start.checked_sub(1).map_or("", |at| side.word(at));
    let first = side.word(hunk.start);
    let last = hunk.end.checked_sub(1).map_or("", |at| side.word(at));
    let after = side.word(hunk.end);
    let ends = |word: &str| matches!(word, "." | "!" | "?" | "…");
    let pauses = |word: &str| matches!(word, "," | ";" | ":" | "—" | "–");
    let mut found = 0;
    if side.is_joined(hunk.start) || side.is_joined(hunk.end) {
        found -= 8;
    }
    if (before.is_empty() || ends(before)) && ends(last) {
        found += 6;
    } else if (pauses(first) && (pauses(after) || ends(after) || after.is_empty()))
        || ((pauses(before) || ends(before) || before.is_empty()) && pauses(last))
    {
        found += 4;
    }
    if is_light(last) {
        found -= 2;
    }
    found
}

/// Widens the stretches over words that belong together, on both sides alike.
fn whole(hunks: Vec<Hunk>, a: &Pieces, b: &Pieces) -> Vec<Hunk> {
    let mut widened: Vec<Hunk> = Vec::with_capacity(hunks.len());
    for (at, hunk) in hunks.iter().enumerate() {
        let mut hunk = hunk.clone();
        let (floor_a, floor_b) = widened.last().map_or((0, 0), |last| (last.a.end, last.b.end));
        // The last one may have been widened over this one's first words.
        hunk.a.start = hunk.a.start.max(floor_a);
        hunk.b.start = hunk.b.start.max(floor_b);
        while hunk.a.start > floor_a && (a.is_joined(hunk.a.start) || b.is_joined(hunk.b.start)) {
            hunk.a.start -= 1;
            hunk.b.start -= 1;
        }
        let ceiling = hunks.get(at + 1).map_or(a.len(), |next| next.a.start);
        while hunk.a.end < ceiling && (a.is_joined(hunk.a.end) || b.is_joined(hunk.b.end)) {
            hunk.a.end += 1;
            hunk.b.end += 1;
        }
        match widened.last_mut() {
            Some(last) if last.a.end == hunk.a.start && last.b.end == hunk.b.start => {
                last.a.end = hunk.a.end;
                last.b.end = hunk.b.end;
            }
            _ => widened.push(hunk),
        }
    }
    widened
}

fn join_over_islands(hunks: Vec<Hunk>, a: &Pieces) -> Vec<Hunk> {
    let mut joined: Vec<Hunk> = Vec::with_capacity(hunks.len());
    for hunk in hunks {
        if let Some(last) = joined.last_mut()
            && (!last.a.is_empty() || !hunk.a.is_empty())
            && (!last.b.is_empty() || !hunk.b.is_empty())
        {
            let island = last.a.end..hunk.a.start;
            let size = ISLAND_WORDS.min(last.longer()).min(hunk.longer());
            // "5 of 7" becomes "6 of 8" number by number.
            let figures = [last.a.end.wrapping_sub(1), hunk.a.start].iter().all(|at| is_figure(a.word(*at)));
            let is_bare = island.clone().all(|at| is_light(a.word(at))) && !a.breaks(island.clone());
            if island.len() <= size && is_bare && (!figures || island.is_empty()) {
                last.a.end = hunk.a.end;
                last.b.end = hunk.b.end;
                continue;
            }
        }
        joined.push(hunk);
    }
    joined
}

/// Whether a word is, or is part of, a number or a date.
fn is_figure(word: &str) -> bool {
    is_number(word) || is_month(word)
}

/// Turns stretches of pieces into stretches of text: what to do with the spaces is decided here.
struct Drawing<'d> {
    a: &'d Pieces<'d>,
    b: &'d Pieces<'d>,
    found: Vec<Change>,
    /// Up to where both texts are in `found`.
    drawn: (usize, usize),
    /// A changed stretch that may still grow.
    pending: Option<(Range<usize>, Range<usize>)>,
}

impl Drawing<'_> {
    fn draw(mut self, hunks: &[Hunk]) -> Vec<Change> {
        let end = Hunk { a: self.a.len()..self.a.len(), b: self.b.len()..self.b.len() };
        let (mut at_a, mut at_b) = (0, 0);
        // Whether the spaces before the two places are already drawn.
        let mut spaced = false;
        for hunk in hunks.iter().chain([&end]) {
            while at_a < hunk.a.start {
                self.spaces(at_a, at_b, spaced);
                spaced = false;
                at_a += 1;
                at_b += 1;
            }
            if hunk.a.is_empty() == hunk.b.is_empty() {
                self.spaces(at_a, at_b, spaced);
                spaced = false;
                self.change(self.a.span(hunk.a.clone()), self.b.span(hunk.b.clone()));
            } else {
                spaced = self.one_sided(hunk);
            }
            (at_a, at_b) = (hunk.a.end, hunk.b.end);
        }
        self.flush();
        let rest = (self.a.text.len(), self.b.text.len());
        self.push(ChangeTag::Equal, self.drawn.0..rest.0, self.drawn.1..rest.1);
        self.found
    }

    fn spaces(&mut self, at_a: usize, at_b: usize, spaced: bool) {
        if !spaced && self.a.gap_text(at_a) != self.b.gap_text(at_b) {
            self.change(self.a.gap(at_a), self.b.gap(at_b));
        }
    }

    /// Words that one side alone has take the spaces on one end with them. Tells whether the spaces behind are done.
    fn one_sided(&mut self, hunk: &Hunk) -> bool {
        let before = (self.a.gap(hunk.a.start), self.b.gap(hunk.b.start));
        let behind = (self.a.gap(hunk.a.end), self.b.gap(hunk.b.end));
        if self.a.text[before.0.clone()] == self.b.text[before.1.clone()] {
            self.change(before.0.end..behind.0.end, before.1.end..behind.1.end);
            return true;
        }
        if self.a.text[behind.0.clone()] == self.b.text[behind.1.clone()] {
            self.change(before.0.start..behind.0.start, before.1.start..behind.1.start);
            return false;
        }
        self.change(before.0.start..behind.0.end, before.1.start..behind.1.end);
        true
    }

    fn change(&mut self, a: Range<usize>, b: Range<usize>) {
        match &mut self.pending {
            Some((last_a, last_b)) if last_a.end == a.start && last_b.end == b.start => {
                last_a.end = a.end;
                last_b.end = b.end;
            }
            _ if a.is_empty() && b.is_empty() => {}
            _ => {
                self.flush();
                self.pending = Some((a, b));
            }
        }
    }

    fn flush(&mut self) {
        if let Some((a, b)) = self.pending.take() {
            self.push(ChangeTag::Equal, self.drawn.0..a.start, self.drawn.1..b.start);
            self.push(ChangeTag::Delete, a.clone(), b.start..b.start);
            self.push(ChangeTag::Insert, a.end..a.end, b.clone());
            self.drawn = (a.end, b.end);
        }
    }

    fn push(&mut self, tag: ChangeTag, a: Range<usize>, b: Range<usize>) {
        if !a.is_empty() || !b.is_empty() {
            self.found.push(Change { tag, a, b });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawn(a: &str, b: &str) -> String {
        let piece = |change: Change| match change.tag {
            ChangeTag::Equal => a[change.a].to_owned(),
            ChangeTag::Delete => format!("[-{}-]", &a[change.a]),
            ChangeTag::Insert => format!("{{+{}+}}", &b[change.b]),
        };
        word_diff(a, b).into_iter().map(piece).collect()
    }

    fn check(a: &str, b: &str, expected: &str) {
        assert_eq!(drawn(a, b), expected, "difference of {a:?} and {b:?}");
    }

    #[test]
    fn a_difference_reads_well() {
        check("", "", "");
        check("same words", "same words", "same words");
        check("", "new", "{+new+}");
        check("old", "", "[-old-]");
        check("They met on Monday.", "They met on Friday.", "They met on [-Monday-]{+Friday+}.");
        check("a red car came", "a blue bus came", "a [-red car-]{+blue bus+} came");
        check(
            "the crossing of rivers",
            "the drying of lakes",
            "the [-crossing of rivers-]{+drying of lakes+}",
        );
        // Forms of one sign are one.
        check("he’s “no” – so", "he's \"no\" - so", "he’s “no” – so");
        check("Она приехала утром", "Она уехала утром", "Она [-приехала-]{+уехала+} утром");
    }

    #[test]
    fn words_that_belong_together_change_together() {
        check("aid of 20 million", "aid of 25 million", "aid of [-20 million-]{+25 million+}");
        check("a rise of 7% at once", "a rise of 8% at once", "a rise of [-7%-]{+8%+} at once");
        check("on 26 September 2030.", "on 26 September.", "on [-26 September 2030-]{+26 September+}.");
        check("by May 5, 2031, he", "by May 6, 2031, he", "by [-May 5, 2031-]{+May 6, 2031+}, he");
        check(
            "aid from the United Kingdom",
            "aid from the United States",
            "aid from the [-United Kingdom-]{+United States+}",
        );
        check(
            "from May 19 to May 27 here",
            "from May 20 to June 3 here",
            "from [-May 19-]{+May 20+} to [-May 27-]{+June 3+} here",
        );
        check("a long-term plan", "a short-term plan", "a [-long-term-]{+short-term+} plan");
        check(
            "the United States and the United Kingdom left",
            "the United Kingdom left",
            "the [-United States and the -]United Kingdom left",
        );
    }

    #[test]
    fn spaces_go_with_the_words_that_brought_them() {
        check("He came quickly.", "He came.", "He came[- quickly-].");
        check("He came quickly home.", "He came home.", "He came [-quickly -]home.");
        check("One. Two.", "One. Between. Two.", "One. {+Between. +}Two.");
        check("One.", "One. Two.", "One.{+ Two.+}");
        check("a\u{a0}b c", "a b c", "a[-\u{a0}-]{+ +}b c");
        check("x, y", "x y", "x[-,-] y");
        check(" x", "x ", "[- -]x{+ +}");
    }

    #[test]
    fn a_clause_goes_as_a_whole() {
        check(
            "The ferry, the bridge, and the port open.",
            "The ferry, the school, the bridge, and the port open.",
            "The ferry, {+the school, +}the bridge, and the port open.",
        );
        check(
            "They met, in Highport, as planned.",
            "They met, as planned.",
            "They met, [-in Highport, -]as planned.",
        );
    }

    #[test]
    fn texts_without_end_come_to_an_end() {
        let sentence = "The two sides agreed to reopen the ferry on 2 May. ";
        let (a, b) = (sentence.repeat(2_000), sentence.repeat(1_999));
        assert_eq!(word_diff(&a, &b).iter().filter(|change| change.tag != ChangeTag::Equal).count(), 1);
        let (a, b) = (sentence.repeat(10_000), sentence.replace("2 May", "3 June").repeat(9_000));
        let kept: usize =
            word_diff(&a, &b).iter().filter(|it| it.tag == ChangeTag::Equal).map(|it| it.a.len()).sum();
        assert!(kept > b.len() * 3 / 4, "{kept} bytes kept of {}", b.len());
        let (a, b) = ("a-".repeat(20_000), "b ".repeat(20_000));
        assert_eq!(word_diff(&a, &b).len(), 2);
    }

    fn mirrored(change: &Change) -> (ChangeTag, Range<usize>, Range<usize>) {
        let tag = match change.tag {
            ChangeTag::Equal => ChangeTag::Equal,
            ChangeTag::Delete => ChangeTag::Insert,
            ChangeTag::Insert => ChangeTag::Delete,
        };
        (tag, change.b.clone(), change.a.clone())
    }

    proptest! {
        #[test]
        fn both_texts_can_be_put_together_again(a in "[a-c .,éж\u{a0}]{0,40}", b in "[a-c .,éж\u{a0}]{0,40}") {
            let changes = word_diff(&a, &b);
            let whole = |pick: fn(&Change) -> Range<usize>, text: &str| -> String {
                changes.iter().map(|change| text[pick(change)].to_owned()).collect()
            };
            prop_assert_eq!(whole(|change| change.a.clone(), &a), a.clone());
            prop_assert_eq!(whole(|change| change.b.clone(), &b), b.clone());
            for change in &changes {
                match change.tag {
                    ChangeTag::Equal => prop_assert_eq!(&a[change.a.clone()], &b[change.b.clone()]),
                    ChangeTag::Delete => prop_assert!(change.b.is_empty() && !change.a.is_empty()),
                    ChangeTag::Insert => prop_assert!(change.a.is_empty() && !change.b.is_empty()),
                }
            }
        }

        #[test]
        fn swapping_the_texts_swaps_the_difference(a in "([a-c]|20|May|million|United|-|,| ){0,30}", b in "([a-c]|20|May|million|United|-|,| ){0,30}") {
            let changed = |range: &Range<usize>| !range.is_empty();
            let there: Vec<_> = word_diff(&a, &b)
                .iter()
                .map(|change| (change.tag, change.a.clone(), change.b.clone()))
                .collect();
            let back: Vec<_> = word_diff(&b, &a).iter().map(mirrored).collect();
            for tag in [ChangeTag::Equal, ChangeTag::Delete, ChangeTag::Insert] {
                let of = |all: &[(ChangeTag, Range<usize>, Range<usize>)]| -> Vec<Range<usize>> {
                    let found = all.iter().filter(|change| change.0 == tag);
                    found.flat_map(|change| [change.1.clone(), change.2.clone()]).filter(changed).collect()
                };
                prop_assert_eq!(of(&there), of(&back));
            }
        }
    }
}
