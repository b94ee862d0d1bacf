//! What a comparison is called: the titles of its texts, as short as they can be told apart.

use crate::routes::CompareState;
use crate::state::{Library, OwnTexts};

/// A name has no more characters than this.
const MOST_CHARS: usize = 56;

/// A single word that titles begin with is taken away only with so many letters.
const LEAST_COMMON: usize = 4;

/// The short titles of the texts that an address names, or nothing where one is missing.
pub fn names(library: Library, own: OwnTexts, state: &CompareState) -> Vec<String> {
    let title =
        |id: &String| own.title(id).or_else(|| library.statement(id).map(|(_, statement)| statement.title));
    let ids = state.ids.iter().filter(|id| !id.is_empty());
    let titles: Option<Vec<String>> = ids.map(title).collect();
    titles.filter(|titles| titles.len() > 1).map(|titles| short(&titles)).unwrap_or_default()
}

/// The language of each of the texts that an address names; empty where it is not known.
pub fn languages(library: Library, own: OwnTexts, state: &CompareState) -> Vec<String> {
    let ids = state.ids.iter().filter(|id| !id.is_empty());
    let found = |id: &String| {
        let own = own.find(id).map(|(statement, _)| statement.lang);
        own.or_else(|| library.statement(id).map(|(_, statement)| statement.lang)).unwrap_or_default()
    };
    ids.map(found).collect()
}

/// What stands before and after the name at this place among so many in a heading.
pub fn around(at: usize, count: usize) -> [&'static str; 2] {
    let is_last = at + 1 == count;
    let before = match at {
        0 => "",
        1 if count == 2 => " beside ",
        _ if is_last => " and ",
        _ => ", ",
    };
    [before, if is_last && count > 2 { " side by side" } else { "" }]
}

/// The names as a heading.
pub fn heading(names: &[String]) -> String {
    let one = |(at, name): (usize, &String)| {
        let [before, after] = around(at, names.len());
        format!("{before}{name}{after}")
    };
    names.iter().enumerate().map(one).collect()
}

/// Titles without what all of them have: what follows a colon where what precedes it tells them apart, else the words
/// that they begin and end with in common.
pub fn short(titles: &[String]) -> Vec<String> {
    let heads: Vec<&str> =
        titles.iter().filter_map(|title| title.split_once(": ")).map(|(head, _)| head).collect();
    let parts: Vec<String> = if heads.len() == titles.len() && are_apart(&heads) {
        heads.into_iter().map(str::to_owned).collect()
    } else {
        without_common(titles)
    };
    parts.iter().map(|part| clipped(part)).collect()
}

fn are_apart(names: &[&str]) -> bool {
    (0..names.len()).all(|at| !names[..at].contains(&names[at]))
}

fn without_common(titles: &[String]) -> Vec<String> {
    let words: Vec<Vec<&str>> = titles.iter().map(|title| title.split_whitespace().collect()).collect();
    let Some(first) = words.first() else { return Vec::new() };
    let least = words.iter().map(Vec::len).min().unwrap_or(0);
    let front = (0..least).take_while(|at| words.iter().all(|other| other[*at] == first[*at])).count();
    // A short word that both happen to begin with, such as “The”, belongs to the sentence.
    let front = if front == 1 && first[0].chars().count() < LEAST_COMMON { 0 } else { front };
    let from_end = |words: &Vec<&str>, at: usize| words[words.len() - 1 - at].to_owned();
    let back = (0..least - front)
        .take_while(|at| words.iter().all(|other| from_end(other, *at) == from_end(first, *at)))
        .count();
    // One of them may be all that the others have in common.
    if front + back == least {
        return titles.to_vec();
    }
    words
        .iter()
        .map(|words| words[front..words.len() - back].join(" ").trim_end_matches(',').to_owned())
        .collect()
}

/// As many whole words as there is room for.
fn clipped(name: &str) -> String {
    if name.chars().count() <= MOST_CHARS {
        return name.to_owned();
    }
    let mut out = String::new();
    for word in name.split_whitespace() {
        if out.chars().count() + word.chars().count() >= MOST_CHARS {
            break;
        }
        out.push_str(word);
        out.push(' ');
    }
    format!("{}…", out.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_a_phrase() {
        let check = |names: &[&str], expected: &str| {
            assert_eq!(heading(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()), expected);
        };
        check(&["A", "B"], "A beside B");
        check(&["A", "B", "C"], "A, B and C side by side");
        check(&["A", "B", "C", "D"], "A, B, C and D side by side");
    }

    #[test]
    fn titles_lose_what_they_have_in_common() {
        let check = |titles: &[&str], expected: &[&str]| {
            let titles: Vec<String> = titles.iter().map(|title| (*title).to_owned()).collect();
            assert_eq!(short(&titles), expected);
        };
        check(
            &["US readout: they met", "Russian readout: they met again"],
            &["US readout", "Russian readout"],
        );
        check(&["Readout: A on ships", "Readout: B on ships"], &["A", "B"]);
        check(&["Speech of Armenia, 2024", "Speech of Peru, 2024"], &["Armenia", "Peru"]);
        check(&["The pier", "The pier reopens"], &["The pier", "The pier reopens"]);
        check(
            &["The ministers kept the quota", "The quota of grain fell"],
            &["The ministers kept the quota", "The quota of grain fell"],
        );
        check(&["One", "One"], &["One", "One"]);
        check(&["", "Two"], &["", "Two"]);
        let long = "word ".repeat(30);
        check(&[&long, "x"], &[format!("{}…", "word ".repeat(11).trim_end()).as_str(), "x"]);
    }
}
