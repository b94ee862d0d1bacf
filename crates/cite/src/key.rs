//! Keys of entries: who, the year, and a word of the title, in ASCII letters and digits.
//!
//! A key depends on the statement alone, so that the same statement has the same key in every export. Where two of
//! one export would be equal, the later ones end in a letter.

use crate::record::Record;

/// No part of a key is longer.
const PART_CHARS: usize = 24;

/// Words that tell nothing of a title.
const EMPTY_WORDS: [&str; 9] =
    ["about", "after", "before", "comparison", "from", "that", "this", "upon", "with"];

/// The key of each record, in order; no two are equal.
pub fn keys(records: &[Record<'_>]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for record in records {
        let key = key(record);
        let mut unique = key.clone();
        let mut number = 0;
        while keys.contains(&unique) {
            unique = [key.as_str(), &letters(number)].concat();
            number += 1;
        }
        keys.push(unique);
    }
    keys
}

/// `a` to `y`, then `za` to `zy` and so on. No two numbers give the same.
fn letters(number: usize) -> String {
    let last = char::from(b'a' + (number % 25) as u8);
    let mut out = "z".repeat(number / 25);
    out.push(last);
    out
}

fn key(record: &Record<'_>) -> String {
    let year = record.date.map(|date| date.year().to_string()).unwrap_or_default();
    let word = title_word(&record.title)
        .unwrap_or_else(|| record.kind.map_or("statement", |kind| kind.id()).to_owned());
    [part(record.who), year, part(&word)].concat()
}

fn part(text: &str) -> String {
    let letters = text.chars().filter(char::is_ascii_alphanumeric).take(PART_CHARS);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

/// The first word of a title that tells something and is all ASCII; the kind stands in for one.
fn title_word(title: &str) -> Option<String> {
    let words = title.split(|c: char| !c.is_alphanumeric()).map(str::to_ascii_lowercase);
    let mut telling = words.filter(|word| {
        word.len() > 3
            && word.bytes().all(|byte| byte.is_ascii_lowercase())
            && !EMPTY_WORDS.contains(&word.as_str())
    });
    telling.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_of_equal_keys_differ() {
        let all: Vec<String> = (0..60).map(letters).collect();
        assert_eq!((all[0].as_str(), all[24].as_str(), all[25].as_str()), ("a", "y", "za"));
        for (at, one) in all.iter().enumerate() {
            assert!(!all[..at].contains(one), "{one}");
        }
    }

    #[test]
    fn a_word_of_the_title_tells_it() {
        for (title, expected) in [
            ("On the talks with Solmere", Some("talks")),
            ("Élan vital", Some("vital")),
            ("О переговорах", None),
            ("\\input{passwd}", Some("input")),
        ] {
            assert_eq!(title_word(title).as_deref(), expected);
        }
    }
}
