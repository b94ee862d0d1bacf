//! The word-level difference of two passages, cleaned up so that it reads well.
//!
//! Lives here: cutting into words, spaces and marks, the difference itself, and the clean-up. Does not live
//! here: which passages to set against each other (`align`), nor moves. The difference is Histogram, by
//! imara-diff, whose worst cases are bounded by its fallback to Myers with heuristics. Clean-up: an island of
//! equal text between two replacements that holds no content word is part of the replacement.

use std::ops::Range;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use imara_diff::{Algorithm, Diff, InternedInput};

use crate::model::{Change, ChangeTag};
use crate::words::{Class, Lexicon};

/// Function words an island may have and still be swallowed. At 0 only spaces and marks are.
const ISLAND_WORDS: usize = 1;

/// The word-level difference of two passages; the ranges concatenate to exactly `a` and `b`.
#[must_use]
pub fn word_diff(a: &str, b: &str) -> Vec<Change> {
    let (pieces_a, pieces_b) = (pieces(a), pieces(b));
    let mut input: InternedInput<&str> = InternedInput::default();
    input.update_before(pieces_a.iter().map(|range| &a[range.clone()]));
    input.update_after(pieces_b.iter().map(|range| &b[range.clone()]));
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_no_heuristic(&input);
    let hunks: Vec<Hunk> = diff
        .hunks()
        .map(|hunk| Hunk {
            a: hunk.before.start as usize..hunk.before.end as usize,
            b: hunk.after.start as usize..hunk.after.end as usize,
        })
        .collect();
    let hunks = join_over_islands(hunks, a, &pieces_a);
    changes(&hunks, &pieces_a, &pieces_b)
}

/// A changed stretch, in pieces.
struct Hunk {
    a: Range<usize>,
    b: Range<usize>,
}

/// Words, spaces and marks, covering the text.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let segmenter = WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());
    let ends: Vec<usize> = segmenter.segment_str(text).collect();
    ends.windows(2).map(|pair| pair[0]..pair[1]).filter(|range| !range.is_empty()).collect()
}

fn join_over_islands(hunks: Vec<Hunk>, a: &str, pieces_a: &[Range<usize>]) -> Vec<Hunk> {
    let mut lexicon = Lexicon::new();
    let mut joined: Vec<Hunk> = Vec::with_capacity(hunks.len());
    for hunk in hunks {
        if let Some(last) = joined.last_mut()
            && (!last.a.is_empty() || !hunk.a.is_empty())
            && (!last.b.is_empty() || !hunk.b.is_empty())
        {
            let island = &a[start_of(pieces_a, last.a.end)..start_of(pieces_a, hunk.a.start)];
            let words = lexicon.tokens(island, "");
            let bare = words.iter().all(|token| lexicon.entry(token.word).class == Class::Function);
            if bare && words.len() <= ISLAND_WORDS && !island.contains('\n') {
                last.a.end = hunk.a.end;
                last.b.end = hunk.b.end;
                continue;
            }
        }
        joined.push(hunk);
    }
    joined
}

/// The byte at which a piece starts; the end of the text for one past the last.
fn start_of(pieces: &[Range<usize>], piece: usize) -> usize {
    pieces.get(piece).map(|range| range.start).or_else(|| pieces.last().map(|range| range.end)).unwrap_or(0)
}

fn changes(hunks: &[Hunk], pieces_a: &[Range<usize>], pieces_b: &[Range<usize>]) -> Vec<Change> {
    let mut found = Vec::new();
    let (mut at_a, mut at_b) = (0, 0);
    let mut push = |tag, a: Range<usize>, b: Range<usize>| {
        let a = start_of(pieces_a, a.start)..start_of(pieces_a, a.end);
        let b = start_of(pieces_b, b.start)..start_of(pieces_b, b.end);
        if !a.is_empty() || !b.is_empty() {
            found.push(Change { tag, a, b });
        }
    };
    for hunk in hunks {
        push(ChangeTag::Equal, at_a..hunk.a.start, at_b..hunk.b.start);
        push(ChangeTag::Delete, hunk.a.clone(), hunk.b.start..hunk.b.start);
        push(ChangeTag::Insert, hunk.a.end..hunk.a.end, hunk.b.clone());
        (at_a, at_b) = (hunk.a.end, hunk.b.end);
    }
    push(ChangeTag::Equal, at_a..pieces_a.len(), at_b..pieces_b.len());
    found
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
        check("aid of 20 million", "aid of 25 million", "aid of [-20-]{+25+} million");
        check("Она приехала утром", "Она уехала утром", "Она [-приехала-]{+уехала+} утром");
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
    }
}
