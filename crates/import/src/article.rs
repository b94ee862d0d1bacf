//! A plain-text article: a news report, a wire report, an analysis. The fallback for any text.
//!
//! Lives here: title, standfirst, captions, navigation, subheadings, the article's own address and date; `tag_page`
//! reads each of its articles with [`read`]. One pass; a line is judged with its neighbours.
//!
//! A *title shape* is a short line that does not end as a sentence does. The first line is the title where it has that
//! shape; later such lines with text behind them are subheadings.

use crate::dates;
use crate::draft::{Draft, DraftBlock, Reading, bare_link, ends_sentence};
use crate::format::{Confidence, Format};
use crate::kinds;
use crate::lines::Line;
use crate::names;
use crate::report::Reason;
use crate::words;
use demarche_corpus::Kind;
use std::collections::BTreeSet;

/// The longest line that can be a title, in characters.
const TITLE: usize = 200;

/// The longest line that can be a subheading, in characters.
const SUBHEADING: usize = 110;

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

/// The format.
#[derive(Debug)]
pub struct Article;

impl Format for Article {
    fn name(&self) -> &'static str {
        "article"
    }

    fn recognises(&self, _lines: &[Line<'_>]) -> Confidence {
        Confidence::FALLBACK
    }

    fn read<'a>(&self, lines: &[Line<'a>]) -> Reading<'a> {
        let (draft, dropped) = read(lines);
        let drafts = draft.into_iter().collect();
        Reading { drafts, dropped }
    }
}

/// Reads one article. No draft where no line is left for a body.
pub fn read<'a>(lines: &[Line<'a>]) -> (Option<Draft<'a>>, Vec<(usize, Reason)>) {
    let (lines, mut dropped) = without_furniture(lines);
    let mut draft = Draft::default();
    let mut rest = lines.as_slice();
    if let [first, others @ ..] = rest
        && !others.is_empty()
        && has_title_shape(first.trimmed())
    {
        draft.title = Some(first.text);
        draft.metadata_lines.push(first.number);
        rest = others;
    }
    read_body(rest, &mut draft);
    read_title(&mut draft);
    if draft.blocks.is_empty() {
        // A title or an address alone is still what the document says: the statement's text is that line.
        draft.metadata_lines.clear();
        let Some(first) = lines.first() else { return (None, dropped) };
        draft.paragraph(*first);
        let others = lines.iter().skip(1).filter(|line| Some(line.trimmed()) != draft.url);
        let others: Vec<_> = others.copied().collect();
        others.iter().for_each(|line| draft.paragraph(*line));
        draft
            .metadata_lines
            .extend(lines.iter().skip(1).filter(|line| !others.contains(line)).map(|line| line.number));
    }
    dropped.sort_by_key(|(number, _)| *number);
    (Some(draft), dropped)
}

/// Whether a line could head an article.
pub fn has_title_shape(text: &str) -> bool {
    text.chars().count() <= TITLE
        && text.chars().any(char::is_alphabetic)
        && !ends_sentence(text)
        && bare_link(text).is_none()
}

/// Blocks, address and date of the lines behind the title.
fn read_body<'a>(lines: &[Line<'a>], draft: &mut Draft<'a>) {
    let subheading = |at: usize| {
        lines.get(at).is_some_and(|line| {
            let text = line.trimmed();
            let begins = text
                .chars()
                .find(|c| c.is_alphanumeric())
                .is_some_and(|c| c.is_uppercase() || c.is_numeric());
            let listed = text.starts_with(['•', '-', '–', '—', '*', '·', '▪', '#']);
            has_title_shape(text)
                && text.chars().count() <= SUBHEADING
                && begins
                && !listed
                && own_date(text).is_none()
        })
    };
    let titled = draft.title.is_some();
    for (at, line) in lines.iter().enumerate() {
        let text = line.trimmed();
        draft.read_hashtags(*line);
        if let (Some(url), None) = (bare_link(text), draft.url) {
            draft.url = Some(url);
            draft.metadata_lines.push(line.number);
        } else if let (Some(date), None) = (own_date(text), draft.date) {
            draft.date = Some(date.date);
            draft.metadata_lines.push(line.number);
        } else if words::is_hashtag_line(text) && at + 1 < lines.len() {
            draft.heading(*line);
        } else {
            // Right behind the title stands the standfirst; at the end there is nothing to head; two such lines in a
            // row are a list or verse.
            let standfirst = titled && draft.blocks.is_empty();
            let heads = subheading(at) && !standfirst && at + 1 < lines.len();
            let lonely = !subheading(at + 1) && (at == 0 || !subheading(at - 1) || (titled && at == 1));
            draft.blocks.push(DraftBlock { line: *line, heading: heads && lonely });
        }
    }
}

/// What the title and the body say of the article as a whole.
fn read_title(draft: &mut Draft<'_>) {
    let Some(title) = draft.title else { return };
    if let Some(date) = dates::date_of_heading(title) {
        draft.place = dates::place_before(title, &date);
        draft.date = draft.date.or(Some(date.date));
    }
    let start = words::without_lead(title).split(' ').take(3).collect::<Vec<_>>().join(" ");
    draft.speaker = names::speaker_of_heading(title);
    draft.country = names::country_of_heading(title);
    let announces = draft.speaker.is_some()
        || [" by", " of", " with"].iter().any(|word| {
            start.contains(word) && kinds::kind_of(start.split(word).next().unwrap_or("")).is_some()
        });
    if announces {
        draft.kind = kinds::kind_of(title);
    } else if draft.blocks.iter().any(|block| block.line.text.contains(['“', '«', '"'])) {
        // A titled text that quotes others is a medium's account; without a title or a quotation it may be anything.
        draft.kind = Some(Kind::Report);
    }
}

/// The date of a line that says nothing else: `November 1, 2024`, `Published on 1 November 2024`.
fn own_date(text: &str) -> Option<dates::StatedDate> {
    let date = dates::date_of_heading(text)?;
    let before = text.get(..date.range.start)?.trim().trim_end_matches([':', ',', '(', '|']).to_lowercase();
    matches!(
        before.trim(),
        "" | "published" | "published on" | "date" | "posted on" | "опубликовано" | "дата"
    )
    .then_some(date)
}

/// The lines that are text, and those that are furniture with the reason.
fn without_furniture<'a>(lines: &[Line<'a>]) -> (Vec<Line<'a>>, Vec<(usize, Reason)>) {
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
    let counted = text
        .strip_prefix("list of ")
        .and_then(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(" item"));
    LEADS_AWAY.contains(&text.as_str())
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
