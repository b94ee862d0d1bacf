//! From positions to bytes: hits in the words shown, and the best stretch of a passage.
//!
//! Lives here: ranges. Does not live here: markup (the view draws the ranges) and which statements matched.
//! A block is analysed again when it is shown; linear in that block.

use crate::analysis::{self, Token};
use crate::compile::Leaf;
use crate::spans::{self, Span};
use demarche_corpus::order;
use std::ops::Range;

/// A passage of at most so many characters is shown whole; of a longer one at most so many are shown.
const MAX_CHARS: usize = 240;
/// How many characters stand before the first hit of a cut passage, at most.
const LEAD_CHARS: usize = 60;
/// Punctuation after the last word is kept up to so many characters.
const TAIL_CHARS: usize = 8;

/// One mark: bytes of the block's text, and which leaves occur in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    pub range: Range<usize>,
    pub leaves: Vec<u32>,
}

/// The marks of one unit: rising, not overlapping, one a hit. `spans` are those of the unit, sorted.
pub(crate) fn marks(tokens: &[Token], spans: &[Span], leaves: &[Leaf]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for group in spans::joined(spans) {
        let ranges = group.iter().filter_map(|one| {
            let leaf = leaves.get(one.leaf as usize)?;
            let first = token_at(tokens, one.start, leaf)?;
            let last = token_at(tokens, one.end().checked_sub(1)?, leaf)?;
            Some(first.range.start..last.range.end)
        });
        let Some(range) = ranges.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end)) else { continue };
        // A hashtag and a later part of it can both be hits: the hashtag's mark ends where the part's begins.
        if let Some(before) = marks.last_mut() {
            before.range.end = before.range.end.min(range.start);
        }
        let mut found: Vec<u32> = group.iter().map(|one| one.leaf).collect();
        order::sort(&mut found);
        found.dedup();
        marks.push(Mark { range, leaves: found });
    }
    marks
}

/// The token at a position of its block; where a hashtag shares it with its first part, the one the leaf means.
fn token_at<'t>(tokens: &'t [Token], position: u32, leaf: &Leaf) -> Option<&'t Token> {
    let from = tokens.partition_point(|token| token.position < position);
    let here = tokens[from..].iter().take_while(|token| token.position == position);
    let is_meant = |token: &&Token| {
        leaf.patterns
            .iter()
            .flat_map(|pattern| pattern.words.iter().flatten())
            .any(|form| form.text == token.form)
    };
    match here.clone().count() {
        0 | 1 => tokens.get(from).filter(|token| token.position == position),
        _ => here.clone().find(is_meant).or_else(|| tokens.get(from)),
    }
}

/// The stretch of a passage to show: all of a short one, else the densest hits with what stands around them, cut
/// between words, which stand at these bytes.
pub(crate) fn stretch(text: &str, words: &[Range<u32>], marks: &[Mark]) -> Range<usize> {
    if ahead(text, 0, MAX_CHARS) == text.len() {
        return 0..text.len();
    }
    let start_of = |at: usize| words.get(at).map(|word| word.start as usize);
    let end_of = |at: usize| words.get(at).map(|word| word.end as usize);
    let first_from = |byte: usize| start_of(words.partition_point(|word| (word.start as usize) < byte));
    let ending_by = |byte: usize| words.partition_point(|word| word.end as usize <= byte);
    let mark = marks.get(densest(text, marks)).map_or(0..0, |mark| mark.range.clone());
    let mut start = first_from(back(text, mark.start, LEAD_CHARS)).unwrap_or(0).min(mark.start);
    let fitting = ending_by(ahead(text, start, MAX_CHARS)).checked_sub(1).and_then(end_of);
    // A first hit longer than the limit is shown up to the end of its first word.
    let first_word_end = end_of(ending_by(mark.start)).unwrap_or(text.len());
    let mut end = fitting.unwrap_or(0).max(first_word_end);
    if words.last().is_none_or(|last| last.end as usize <= end) {
        // The passage ends here: give the room that is left to what stands before.
        if text[end..].chars().nth(TAIL_CHARS).is_none() {
            end = text.len();
        }
        start = start.min(first_from(back(text, end, MAX_CHARS)).unwrap_or(start));
    }
    if start_of(0) == Some(start) && text[..start].chars().nth(TAIL_CHARS).is_none() {
        start = 0;
    }
    // Marks and joiners after a word belong to its last letter.
    let belongs = |c: char| analysis::is_mark(c) || analysis::is_invisible(c);
    end += text[end..].chars().take_while(|c| belongs(*c)).map(char::len_utf8).sum::<usize>();
    start..end
}

/// The byte so many characters after this one, or the end.
fn ahead(text: &str, from: usize, chars: usize) -> usize {
    if text.as_bytes().get(from..from + chars).is_some_and(<[u8]>::is_ascii) {
        return from + chars;
    }
    text[from..].char_indices().nth(chars).map_or(text.len(), |(at, _)| from + at)
}

/// The byte so many characters before this one, or the beginning.
fn back(text: &str, from: usize, chars: usize) -> usize {
    if let Some(start) = from.checked_sub(chars)
        && text.as_bytes()[start..from].is_ascii()
    {
        return start;
    }
    text[..from].char_indices().rev().nth(chars.saturating_sub(1)).map_or(0, |(at, _)| at)
}

/// The mark to begin with so that the most different words, then the most marks, fit behind it. A window over the
/// marks: linear in them and in the text between them.
fn densest(text: &str, marks: &[Mark]) -> usize {
    let most = marks.iter().flat_map(|mark| &mark.leaves).max().map_or(0, |leaf| *leaf as usize + 1);
    // By leaf: marks of the window that have it.
    let mut counts = vec![0u32; most];
    let (mut different, mut after, mut best) = (0, 0, (0, 0, 0));
    let mut limit = marks.first().map_or(0, |mark| ahead(text, mark.range.start, MAX_CHARS - LEAD_CHARS));
    for (n, first) in marks.iter().enumerate() {
        if let Some(before) = n.checked_sub(1).map(|before| &marks[before]) {
            let between = text.get(before.range.start..first.range.start);
            limit = ahead(text, limit, between.map_or(0, |between| between.chars().count()));
            for leaf in before.leaves.iter().filter(|_| after >= n) {
                counts[*leaf as usize] -= 1;
                different -= usize::from(counts[*leaf as usize] == 0);
            }
        }
        after = after.max(n);
        while let Some(mark) = marks.get(after).filter(|mark| mark.range.end <= limit) {
            for leaf in &mark.leaves {
                different += usize::from(counts[*leaf as usize] == 0);
                counts[*leaf as usize] += 1;
            }
            after += 1;
        }
        if (different, after - n) > (best.0, best.1) {
            best = (different, after - n, n);
        }
    }
    best.2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shown::PassageWords;
    use proptest::prelude::*;

    fn mark(range: Range<usize>, leaf: u32) -> Mark {
        Mark { range, leaves: vec![leaf] }
    }

    #[test]
    fn a_short_passage_is_shown_whole() {
        let text = "Both delegations welcomed the draft.";
        assert_eq!(stretch(text, PassageWords::new(text).cuts(), &[mark(5..16, 0)]), 0..text.len());
    }

    #[test]
    fn the_stretch_holds_the_densest_hits() {
        let text = format!(
            "{}alpha {}beta gamma {}",
            "filler ".repeat(10),
            "filler ".repeat(60),
            "filler ".repeat(60)
        );
        let find = |word: &str| text.find(word).map(|at| at..at + word.len()).expect("in the text");
        let marks = [mark(find("alpha"), 0), mark(find("beta"), 1), mark(find("gamma"), 2)];
        let shown = &text[stretch(&text, PassageWords::new(&text).cuts(), &marks)];
        assert!(shown.contains("beta gamma") && !shown.contains("alpha"), "{shown}");
        assert!(shown.starts_with("filler ") && shown.ends_with("filler"), "{shown}");
        assert!(shown.chars().count() <= MAX_CHARS);
    }

    proptest! {
        #[test]
        fn a_stretch_is_short_and_cut_between_words(
            words in prop::collection::vec("[a-zё\u{301}’🇺🇦-]{1,12}", 1..120),
            picked in any::<prop::sample::Index>(),
        ) {
            let text = words.join(" ");
            let tokens = analysis::tokens(&text);
            prop_assume!(!tokens.is_empty());
            let hit = tokens[picked.index(tokens.len())].range.clone();
            let range = stretch(&text, PassageWords::new(&text).cuts(), &[mark(hit.clone(), 0)]);
            prop_assert!(range.start <= hit.start && hit.end <= range.end);
            let shown = text.get(range.clone()).expect("on character boundaries");
            prop_assert!(shown.chars().count() <= MAX_CHARS + 16);
            prop_assert!(range.start == 0 || tokens.iter().any(|token| token.range.start == range.start));
        }
    }
}
