//! What a page prints around an article: captions, lists of other stories, advertisements.
//!
//! Lives here: telling such lines from text, each with the reason it is dropped for. Does not live here: what the text
//! says (`article`). One pass; a line is judged with its neighbours.

use crate::article::has_title_shape;
use crate::draft::ends_sentence;
use crate::lines::Line;
use crate::report::Reason;
use std::collections::BTreeSet;

/// The share of common words from which the neighbour of a caption counts as the same caption again. At 1 only the
/// punctuation may differ, which is what lines without a caption's marks must meet; at 0 any neighbour would be lost.
const SAME_CAPTION: f64 = 0.85;

/// The fewest words of a caption printed twice. Below that, refrains and headings would be taken for captions.
const SAME_CAPTION_WORDS: usize = 4;

/// Lines that lead elsewhere; what follows them as titles leads elsewhere too.
const LEADS_TO_TITLES: [&str; 10] = [
    "read also",
    "read more",
    "see also",
    "related",
    "related stories",
    "related articles",
    "recommended stories",
    "more on this topic",
    "читайте также",
    "по теме",
];

/// Lines that lead elsewhere by themselves.
const LEADS_AWAY: [&str; 5] =
    ["source link", "end of list", "share this", "share this article", "list of items"];

/// Lines that a site prints on every page.
const BOILERPLATE: [&str; 6] = [
    "advertisement",
    "all rights reserved",
    "subscribe to our newsletter",
    "sign up for our newsletter",
    "реклама",
    "keep reading",
];

/// Beginnings of captions.
const CAPTIONS: [&str; 9] = [
    "file photo",
    "photo:",
    "photograph:",
    "image:",
    "picture:",
    "caption:",
    "photo by",
    "фото:",
    "file picture",
];

/// Agencies whose names end a caption in square brackets.
const PHOTO_AGENCIES: [&str; 10] =
    ["afp", "reuters", "ap", "ap photo", "epa", "getty images", "anadolu", "tass", "ria novosti", "handout"];

/// The lines that are text, and those that are furniture with the reason.
pub fn without_furniture<'a>(lines: &[Line<'a>]) -> (Vec<Line<'a>>, Vec<(usize, Reason)>) {
    let mut kept = Vec::new();
    let mut dropped = Vec::new();
    let mut leading_away = false;
    for (at, line) in lines.iter().enumerate() {
        let text = line.trimmed();
        let twin = |other: Option<&Line<'a>>| other.is_some_and(|other| same_caption(text, other.trimmed()));
        let before = at.checked_sub(1).and_then(|at| lines.get(at));
        let announced = before.is_some_and(|before| before.text.trim_end().ends_with(':'));
        if leads_to_titles(text) {
            leading_away = true;
            dropped.push((line.number, Reason::Navigation));
        } else if leads_away(text)
            || (leading_away
                && ((announced && has_title_shape(text)) || is_listed_title(text, lines.get(at + 1))))
        {
            dropped.push((line.number, Reason::Navigation));
        } else if BOILERPLATE.contains(&plain(text).as_str()) || text.starts_with('©') {
            leading_away = false;
            dropped.push((line.number, Reason::Boilerplate));
        } else if is_caption(text) || twin(before) || twin(lines.get(at + 1)) {
            leading_away = false;
            dropped.push((line.number, Reason::Caption));
        } else if let Some(before) = before.filter(|before| before.text == line.text) {
            dropped.push((line.number, Reason::Duplicate { of: before.number }));
        } else {
            leading_away = false;
            kept.push(*line);
        }
    }
    (kept, dropped)
}

/// A line in lower case without the colon or ellipsis at its end.
fn plain(text: &str) -> String {
    text.trim().trim_end_matches([':', '…', '.', '→', ' ']).to_lowercase()
}

fn leads_to_titles(text: &str) -> bool {
    let text = plain(text);
    LEADS_TO_TITLES.contains(&text.as_str())
        || ["read also:", "read more:", "see also:", "related:", "читайте также:"]
            .iter()
            .any(|lead| text.starts_with(lead))
}

fn leads_away(text: &str) -> bool {
    let text = plain(text);
    // `list 1 of 3Title`: an item of a list of stories, as pages spell it for those who hear them.
    let item = text
        .trim_start_matches(['-', '•', ' '])
        .strip_prefix("list ")
        .map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()))
        .and_then(|rest| rest.strip_prefix(" of "))
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let counted = text
        .strip_prefix("list of ")
        .and_then(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(" item"));
    item || LEADS_AWAY.contains(&text.as_str())
        || counted
            .is_some_and(|rest| matches!(rest, "" | "s" | "end of list" | "send of list" | "s end of list"))
}

/// A title below "Read also:". A subheading with text behind it looks the same only where another line follows; a list of
/// titles ends the document or stands before more titles.
fn is_listed_title(text: &str, next: Option<&Line<'_>>) -> bool {
    has_title_shape(text)
        && next.is_none_or(|next| has_title_shape(next.trimmed()) || leads_away(next.trimmed()))
}

fn is_caption(text: &str) -> bool {
    let lower = text.to_lowercase();
    if CAPTIONS.iter().any(|start| lower.starts_with(start)) && text.chars().count() <= 400 {
        return true;
    }
    let credit =
        lower.strip_suffix(']').and_then(|text| text.rsplit_once('[')).map(|(_, credit)| credit.to_owned());
    credit.is_some_and(|credit| credit.split('/').any(|part| PHOTO_AGENCIES.contains(&part.trim())))
}

/// Whether two neighbouring lines are one caption printed twice, perhaps set a little differently.
fn same_caption(a: &str, b: &str) -> bool {
    if a == b {
        // A whole sentence that stands twice may be text: one copy of it stays.
        return !ends_sentence(a) && a.split_whitespace().count() >= SAME_CAPTION_WORDS;
    }
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (a_words, b_words) = (words(a), words(b));
    let shared = a_words.intersection(&b_words).count();
    let all = a_words.union(&b_words).count();
    let enough = if is_caption(a) || is_caption(b) { SAME_CAPTION } else { 1.0 };
    shared >= SAME_CAPTION_WORDS && shared as f64 >= enough * all as f64
}
