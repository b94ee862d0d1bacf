//! Speeches as received, one JSON object a line, gzip'd or not: the newest of them, with their text made packable.
//!
//! Lives here: what is read and the named normalisations of [`lines_of`]. Does not live here: what is written
//! ([`super::folder`]). Linear in the file, and all chosen speeches are held in memory (200 MB for the largest).
//!
//! Normalisations, and there are no others: a byte order mark is dropped; CR LF, CR and form feed become a line
//! feed; every other control character but the tab becomes a space; a line of white space only is dropped. Every line
//! that is left is a paragraph, character for character. Control characters in names become spaces, too.

use anyhow::{Context as _, Result};
use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;

/// One speech as received.
#[derive(Debug, Clone, Deserialize)]
pub struct Speech {
    /// Stable and fit for a file name.
    pub id: String,
    /// ISO 8601, often the year only.
    pub date: String,
    /// As printed; one person under several spellings, sometimes empty.
    #[serde(default)]
    pub speaker: String,
    /// The country spoken for.
    #[serde(default)]
    pub country: String,
    /// What the speech is called.
    pub title: String,
    /// BCP 47 tag.
    #[serde(default)]
    pub lang: String,
    /// As received.
    pub text: String,
}

/// Reads the newest speeches: the last `newest` by date, then id; all where `None`.
pub fn read_newest(path: &Path, newest: Option<usize>) -> Result<Vec<Speech>> {
    let file = File::open(path).with_context(|| format!("opening {}", path.display()))?;
    let is_gzip = path.extension().is_some_and(|extension| extension == "gz");
    let reader: Box<dyn Read> = if is_gzip { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut speeches = Vec::new();
    for (at, line) in BufReader::new(reader).lines().enumerate() {
        let place = || format!("reading line {} of {}", at + 1, path.display());
        let line = line.with_context(place)?;
        if !line.trim().is_empty() {
            let mut speech: Speech = serde_json::from_str(&line).with_context(place)?;
            for name in [&mut speech.title, &mut speech.speaker, &mut speech.country] {
                *name = without_controls(name);
            }
            speeches.push(speech);
        }
    }
    speeches.sort_by(|a, b| (&a.date, &a.id).cmp(&(&b.date, &b.id)));
    let kept = newest.unwrap_or(speeches.len()).min(speeches.len());
    Ok(speeches.split_off(speeches.len() - kept))
}

/// The lines of a text that hold anything to see, normalised as the header of this file says.
pub fn lines_of(text: &str) -> Vec<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let lines = text.split(['\n', '\r', '\u{c}']);
    lines
        .map(|line| {
            line.chars().map(|c| if c.is_control() && c != '\t' { ' ' } else { c }).collect::<String>()
        })
        .filter(|line| line.contains(|c: char| !c.is_whitespace()))
        .collect()
}

/// A space in the place of every control character but the tab.
fn without_controls(line: &str) -> String {
    line.chars().map(|c| if c.is_control() && c != '\t' { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_lines_by_the_named_rules_only() {
        let check = |text: &str, expected: &[&str]| assert_eq!(lines_of(text), expected, "{text:?}");
        check("\u{feff}one\r\ntwo\rthree\u{c}four", &["one", "two", "three", "four"]);
        check("  kept \n\t\n\u{a0}\n a\u{9d}b\u{97}\tc ", &["  kept ", " a b \tc "]);
        check("\u{2028}a\u{2028}b", &["\u{2028}a\u{2028}b"]);
        check("", &[]);
    }

    #[test]
    fn the_newest_are_the_last_by_date_then_id() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("talks.jsonl");
        let line = |id: &str, date: &str| {
            format!("{{\"id\":\"{id}\",\"date\":\"{date}\",\"title\":\"T\",\"text\":\"Words.\"}}\n")
        };
        let all = [line("b", "2001"), line("a", "2001"), line("c", "1999"), "\n".to_owned()].concat();
        std::fs::write(&path, all).expect("is written");
        let ids = |newest| -> Vec<String> {
            let speeches = read_newest(&path, newest).expect("is read");
            speeches.into_iter().map(|speech| speech.id).collect()
        };
        assert_eq!(ids(Some(2)), ["a", "b"]);
        assert_eq!(ids(None), ["c", "a", "b"]);
    }
}
