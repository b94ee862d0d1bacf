//! Which words of the reader's own text are rare enough to find by them what was said before.
//!
//! Plain words and counts. Does not live here: asking how many statements hold a word, and for the statements
//! (`choose_offers`). Costs one pass over the text and a sort of its words.

use demarche_corpus::order;
use demarche_search::Snippet;

/// So many words are looked for.
const MOST_WORDS: usize = 12;

/// A word in more than this part of the statements is not rare; one in so many always is.
const PART: usize = 8;
const FEW: usize = 3;

/// Words of fewer letters are not asked about.
const LEAST_LETTERS: usize = 4;

/// So many of the words found are named.
const MOST_NAMED: usize = 6;

/// The words of a text that are long enough to mean something, each once, and how often each stands there.
pub fn counted_words(text: &str) -> Vec<(String, usize)> {
    let mut words = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if word.chars().count() >= LEAST_LETTERS && !word.chars().any(|c| c.is_ascii_digit()) {
            words.push(word.to_lowercase());
        }
    }
    order::sort(&mut words);
    let mut counted: Vec<(String, usize)> = Vec::new();
    for word in words {
        match counted.last_mut() {
            Some((last, count)) if *last == word => *count += 1,
            _ => counted.push((word, 1)),
        }
    }
    counted
}

/// The words worth most, the most first: in few statements, and often in the text. `found` says how many of the
/// `statements` hold each.
pub fn rarest(words: Vec<(String, usize)>, found: &[u32], statements: usize) -> Vec<String> {
    let most = (statements / PART).max(FEW);
    let mut rare: Vec<(u32, String)> = Vec::new();
    for ((word, times), found) in words.into_iter().zip(found) {
        if (1..=most).contains(&(*found as usize)) {
            let rarity = (statements.max(1) as f64 / f64::from(*found)).ln();
            let weight = 1.0 + (times as f64).ln();
            // The most worth comes first.
            rare.push((u32::MAX - (rarity * weight * 1_000.0) as u32, word));
        }
    }
    order::sort(&mut rare);
    rare.truncate(MOST_WORDS);
    rare.into_iter().map(|(_, word)| word).collect()
}

/// The words found in some passages, as they stand there, each once.
pub fn words_found(passages: &[Snippet]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for passage in passages {
        for range in &passage.highlights {
            let word = passage.text.get(range.clone()).unwrap_or_default().to_lowercase();
            if words.len() < MOST_NAMED && !words.contains(&word) {
                words.push(word);
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_whatever_their_case() {
        let words = counted_words("The Roof leaks. A roof of 2024! ROOF");
        assert_eq!(words, [("leaks".to_owned(), 1), ("roof".to_owned(), 3)]);
    }

    fn check(words: &[(&str, usize, u32)], statements: usize, expected: &[&str]) {
        let counted = words.iter().map(|(word, times, _)| ((*word).to_owned(), *times)).collect();
        let found: Vec<u32> = words.iter().map(|(.., found)| *found).collect();
        assert_eq!(rarest(counted, &found, statements), expected, "{words:?} of {statements}");
    }

    #[test]
    fn what_is_in_no_statement_or_in_many_is_no_rare_word() {
        check(
            &[("absent", 9, 0), ("common", 9, 126), ("rare", 1, 125), ("rarer", 1, 2)],
            1_000,
            &["rarer", "rare"],
        );
        check(&[("some", 1, 3), ("many", 1, 4)], 5, &["some"]);
        check(&[], 0, &[]);
    }

    #[test]
    fn a_word_that_the_text_repeats_is_worth_more() {
        check(&[("chance", 1, 1), ("tuvalu", 6, 20)], 1_000, &["tuvalu", "chance"]);
        check(&[("beta", 1, 2), ("alpha", 1, 2)], 1_000, &["alpha", "beta"]);
    }
}
