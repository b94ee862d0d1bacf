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
/// between words.
pub(crate) fn stretch(text: &str, tokens: &[Token], marks: &[Mark]) -> Range<usize> {
    let chars = Chars::new(text);
    if chars.before(text.len()) <= MAX_CHARS {
        return 0..text.len();
    }
    // Parts of a hashtag are no places to cut.
    let mut words: Vec<Range<usize>> = Vec::with_capacity(tokens.len());
    for token in tokens {
        if words.last().is_none_or(|last| token.range.start >= last.end) {
            words.push(token.range.clone());
        }
    }
    let first_mark = densest(&chars, marks);
    let mark = marks.get(first_mark).map_or(0..0, |mark| mark.range.clone());
    let lead = chars.before(mark.start).saturating_sub(LEAD_CHARS);
    let mut start = words.iter().map(|word| word.start).find(|at| chars.before(*at) >= lead).unwrap_or(0);
    start = start.min(mark.start);
    let limit = chars.before(start) + MAX_CHARS;
    let fitting = words.iter().map(|word| word.end).take_while(|end| chars.before(*end) <= limit).last();
    // A first hit longer than the limit is shown up to the end of its first word.
    let first_word_end =
        words.iter().map(|word| word.end).find(|end| *end > mark.start).unwrap_or(text.len());
    let mut end = fitting.unwrap_or(0).max(first_word_end);
    if words.last().is_none_or(|last| last.end <= end) {
        // The passage ends here: give the room that is left to what stands before.
        if chars.before(text.len()) - chars.before(end) <= TAIL_CHARS {
            end = text.len();
        }
        let earliest = chars.before(end).saturating_sub(MAX_CHARS);
        let earlier = words.iter().map(|word| word.start).find(|at| chars.before(*at) >= earliest);
        start = start.min(earlier.unwrap_or(start));
    }
    if words.first().is_some_and(|first| first.start == start) && chars.before(start) <= TAIL_CHARS {
        start = 0;
    }
    // Marks and joiners after a word belong to its last letter.
    let belongs = |c: char| analysis::is_mark(c) || analysis::is_invisible(c);
    end += text[end..].chars().take_while(|c| belongs(*c)).map(char::len_utf8).sum::<usize>();
    start..end
}

/// The mark to begin with so that the most different words, then the most marks, fit behind it.
fn densest(chars: &Chars, marks: &[Mark]) -> usize {
    let mut best = (0, 0, 0);
    for (n, first) in marks.iter().enumerate() {
        let room = chars.before(first.range.start) + MAX_CHARS - LEAD_CHARS;
        let fitting = marks[n..].iter().take_while(|mark| chars.before(mark.range.end) <= room);
        let mut leaves: Vec<u32> = fitting.clone().flat_map(|mark| mark.leaves.iter().copied()).collect();
        order::sort(&mut leaves);
        leaves.dedup();
        let here = (leaves.len(), fitting.count(), n);
        if (here.0, here.1) > (best.0, best.1) {
            best = here;
        }
    }
    best.2
}

/// How many characters stand before a byte, looked up.
struct Chars(Vec<u32>);

impl Chars {
    fn new(text: &str) -> Chars {
        let mut count = 0;
        let mut before = Vec::with_capacity(text.len() + 1);
        for c in text.chars() {
            before.extend(std::iter::repeat_n(count, c.len_utf8()));
            count += 1;
        }
        before.push(count);
        Chars(before)
    }

    fn before(&self, byte: usize) -> usize {
        self.0.get(byte).or(self.0.last()).map_or(0, |count| *count as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(range: Range<usize>, leaf: u32) -> Mark {
        Mark { range, leaves: vec![leaf] }
    }

    #[test]
    fn a_short_passage_is_shown_whole() {
        let text = "Both delegations welcomed the draft.";
        assert_eq!(stretch(text, &analysis::tokens(text), &[mark(5..16, 0)]), 0..text.len());
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
        let shown = &text[stretch(&text, &analysis::tokens(&text), &marks)];
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
            let range = stretch(&text, &tokens, &[mark(hit.clone(), 0)]);
            prop_assert!(range.start <= hit.start && hit.end <= range.end);
            let shown = text.get(range.clone()).expect("on character boundaries");
            prop_assert!(shown.chars().count() <= MAX_CHARS + 16);
            prop_assert!(range.start == 0 || tokens.iter().any(|token| token.range.start == range.start));
        }
    }
}
