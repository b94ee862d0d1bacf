//! One text made out of another, with the truth about it known: words replaced, paragraphs put elsewhere.
//!
//! Lives here: the edits, and what counts as a word. Does not live here: which texts are edited
//! ([`super::compare`]). A word is a run of letters and digits, so a word replaced by a word leaves every number of
//! words as it was. Linear in the text.

use crate::draw::Dice;
use std::ops::Range;

/// Where the words of a text are.
fn word_ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                ranges.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    ranges.extend(start.map(|from| from..text.len()));
    ranges
}

/// How many words a text has.
pub fn count_words(text: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count()
}

/// Replaces so many thousandths of the words by other ones, each by a different one than it was.
pub fn replace_words(
    paragraphs: &[String],
    thousandths: usize,
    known: &[&str],
    dice: &mut Dice,
) -> Vec<String> {
    let all: usize = paragraphs.iter().map(|paragraph| count_words(paragraph)).sum();
    let mut chosen = vec![false; all];
    for place in shuffle(all, dice).into_iter().take(all * thousandths / 1000) {
        chosen[place] = true;
    }
    let mut chosen = chosen.into_iter();
    let mut edited = Vec::new();
    for paragraph in paragraphs {
        let mut text = String::new();
        let mut end = 0;
        for range in word_ranges(paragraph) {
            if chosen.next() == Some(true) {
                text.push_str(&paragraph[end..range.start]);
                text.push_str(&other_word(&paragraph[range.clone()], known, dice));
                end = range.end;
            }
        }
        text.push_str(&paragraph[end..]);
        edited.push(text);
    }
    edited
}

/// A known word that is not this one, with a capital where this one has one.
fn other_word(word: &str, known: &[&str], dice: &mut Dice) -> String {
    let at = dice.below(known.len());
    let drawn = known.get(at).copied().unwrap_or("other");
    // One step further lies another word, and that is enough.
    let is_same = drawn == word.to_lowercase();
    let drawn = if is_same { known.get((at + 1) % known.len()).copied().unwrap_or("other") } else { drawn };
    if !word.starts_with(char::is_uppercase) {
        return drawn.to_owned();
    }
    let mut letters = drawn.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The numbers below `count` in another order (Fisher and Yates).
pub fn shuffle(count: usize, dice: &mut Dice) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    for at in (1..count).rev() {
        order.swap(at, dice.below(at + 1));
    }
    order
}

/// Puts each paragraph where `order` says.
pub fn scatter(paragraphs: Vec<String>, order: &[usize]) -> Vec<String> {
    let mut placed: Vec<(usize, String)> = order.iter().copied().zip(paragraphs).collect();
    placed.sort_unstable_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, paragraph)| paragraph).collect()
}

/// The first `count` words, the last paragraph ending with the last of them.
pub fn take_words(paragraphs: &[String], count: usize) -> Vec<String> {
    let mut left = count;
    let mut taken = Vec::new();
    for paragraph in paragraphs {
        let ranges = word_ranges(paragraph);
        if left == 0 {
            break;
        }
        match ranges.get(..left) {
            Some(first) if first.len() < ranges.len() => {
                taken.extend(first.last().map(|last| paragraph[..last.end].to_owned()));
                left = 0;
            }
            _ => {
                taken.push(paragraph.clone());
                left -= ranges.len();
            }
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_first_words_end_where_the_last_of_them_ends() {
        let check = |count: usize, expected: &str| {
            assert_eq!(take_words(&lines("One, two.\n(Three) four!"), count), lines(expected), "{count}");
        };
        check(0, "");
        check(1, "One");
        check(2, "One, two.");
        check(3, "One, two.\n(Three");
        check(9, "One, two.\n(Three) four!");
    }

    #[test]
    fn a_word_gives_way_to_another_one() {
        let edited = replace_words(&lines("Old town, old TOWN\n– 12"), 1000, &["old", "new"], &mut Dice(3));
        let words: Vec<&str> = edited.iter().flat_map(|line| line.split([' ', ','])).collect();
        assert!(words.iter().all(|word| !["town", "TOWN", "12"].contains(word)), "{edited:?}");
        assert!(edited[0].starts_with("New ") && edited[0].contains(", new "), "{edited:?}");
        assert!(edited[1].starts_with("– "), "{edited:?}");
    }

    proptest! {
        #[test]
        fn edits_keep_numbers_of_words(text in "[a-cé1 .,\n]{0,60}", share in 0usize..=1000, seed in 0u64..50) {
            let before = lines(&text);
            let mut dice = Dice(seed);
            let after = replace_words(&before, share, &["dusk", "dawn"], &mut dice);
            let counts = |text: &[String]| text.iter().map(|line| count_words(line)).collect::<Vec<_>>();
            prop_assert_eq!(counts(&before), counts(&after));
            let words = |text: &[String]| -> Vec<String> {
                text.iter().flat_map(|line| word_ranges(line).into_iter().map(|range| line[range].to_owned())).collect()
            };
            let (old, new) = (words(&before), words(&after));
            let changed = old.iter().zip(&new).filter(|(old, new)| old != new).count();
            prop_assert_eq!(changed, old.len() * share / 1000);

            let order = shuffle(after.len(), &mut dice);
            let placed = scatter(after.clone(), &order);
            prop_assert!(after.iter().zip(&order).all(|(line, place)| placed[*place] == *line));
        }
    }
}
