//! No sentence of the source documents stands in the project: no run of eight words in common with any of them.
//!
//! A word is a run of letters and digits, lower-cased; runs reach over line ends. Lines that give a title or a
//! source (`title:`, `source =`) are left out, because bibliographic titles are quoted as they are. Cost: one hash
//! look-up a word; the documents' runs are held as hashes of their words.

use super::{Finding, TextFile, numbered};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// How many words in a row are a sentence of somebody else's.
const RUN: usize = 8;

/// Checks every file against the texts of the source documents.
pub fn check(files: &[TextFile], seeds: &[String]) -> Vec<Finding> {
    let mut known = HashSet::new();
    for seed in seeds {
        let words: Vec<String> = words(seed).collect();
        known.extend(words.windows(RUN).map(hash));
    }
    if known.is_empty() {
        return Vec::new();
    }
    files
        .iter()
        .filter(|file| !file.path.ends_with(".lock"))
        .flat_map(|file| check_file(file, &known))
        .collect()
}

fn check_file(file: &TextFile, known: &HashSet<u64>) -> Vec<Finding> {
    let lines = numbered(&file.text).filter(|(_, line)| !is_bibliographic(line));
    let (numbers, words): (Vec<usize>, Vec<String>) =
        lines.flat_map(|(number, line)| words(line).map(move |word| (number, word))).unzip();

    let mut findings = Vec::new();
    let mut at = 0;
    while at + RUN <= words.len() {
        let mut end = at + RUN;
        if !known.contains(&hash(&words[at..end])) {
            at += 1;
            continue;
        }
        // One finding for the whole stretch, however long.
        while end < words.len() && known.contains(&hash(&words[end + 1 - RUN..=end])) {
            end += 1;
        }
        let what = format!("“{}” stands in a source document", words[at..end].join(" "));
        findings.push(Finding::new(file, numbers[at], what, "say it in our own words"));
        at = end;
    }
    findings
}

fn is_bibliographic(line: &str) -> bool {
    let line = line.trim_start();
    let rest = line.strip_prefix("source").or_else(|| line.strip_prefix("title"));
    rest.is_some_and(|rest| rest.trim_start().starts_with([':', '=']))
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

fn hash(words: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{told, tree};
    use super::*;

    const SEED: &str =
        "The ferry to Little Island leaves at nine, said the harbour master; nobody may board later.";

    fn check_one(path: &str, text: &str, expected: &[&str]) {
        assert_eq!(told(check(&tree(&[(path, text)]), &[SEED.to_owned()])), expected, "{text}");
    }

    #[test]
    fn eight_words_in_a_row_are_found_over_line_ends_and_told_once() {
        check_one("a.md", "It is said the ferry to little\nisland leaves at ten.", &[]);
        check_one(
            "a.md",
            "Heading\n\nWe heard: the ferry to little\nISLAND leaves—at nine said the harbour mistress.",
            &[
                "a.md:3: “the ferry to little island leaves at nine said the harbour” stands in a source document",
            ],
        );
    }

    #[test]
    fn titles_of_sources_may_be_quoted() {
        check_one("a.md", "source:\n  title: The ferry to Little Island leaves at nine, said\n", &[]);
        check_one("Cargo.lock", SEED, &[]);
        check_one(
            "a.md",
            "entitled: the ferry to little island leaves at nine",
            &["a.md:1: “the ferry to little island leaves at nine” stands in a source document"],
        );
    }

    #[test]
    fn without_the_documents_nothing_is_found() {
        assert_eq!(check(&tree(&[("a.md", SEED)]), &[]), []);
    }
}
