//! A plain-text article: a news report, a wire report, an analysis. The fallback for any text.
//!
//! Lives here: title, standfirst, subheadings, the article's own address and date; `tag_page` reads each of its
//! articles with [`read`]. Does not live here: captions and navigation (`furniture`). One pass; a line is judged with its neighbours.
//!
//! A *title shape* is a short line that does not end as a sentence does. The first line is the title where it has that
//! shape; later such lines with text behind them are subheadings.

use crate::dates;
use crate::draft::{Draft, DraftBlock, Reading, bare_link, ends_sentence};
use crate::format::{Confidence, Format};
use crate::furniture::without_furniture;
use crate::kinds;
use crate::lines::Line;
use crate::names;
use crate::report::Reason;
use crate::words;
use demarche_corpus::Kind;

/// The longest line that can be a title, in characters.
const TITLE: usize = 200;

/// The longest line that can be a subheading, in characters.
const SUBHEADING: usize = 110;

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
        && (has_title_shape(first.trimmed()) || is_asking_title(first.trimmed(), others))
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

/// Whether a first line is a title that asks: one short question, with a longer line somewhere behind it.
fn is_asking_title(text: &str, others: &[Line<'_>]) -> bool {
    let length = text.chars().count();
    length <= SUBHEADING
        && text.strip_suffix('?').is_some_and(|question| !question.contains(['.', '?', '!']))
        && others.iter().any(|line| line.trimmed().chars().count() > length)
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
                && !is_byline(text)
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
            draft.blocks.push(DraftBlock { line: *line, heading: heads && lonely, markdown: None });
        }
    }
}

/// What the title and the body say of the article as a whole.
pub fn read_title(draft: &mut Draft<'_>) {
    let Some(title) = draft.title else { return };
    if let Some(date) = dates::date_of_heading(title) {
        draft.place = dates::place_before(title, &date);
        draft.date = draft.date.or(Some(date.date));
    }
    if !names_the_speech(title) {
        draft.kind = quotes_others(draft).then_some(Kind::Report);
        return;
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
    } else if quotes_others(draft) {
        draft.kind = Some(Kind::Report);
    }
}

/// A titled text that quotes others is a medium's account; without a title or a quotation it may be anything.
fn quotes_others(draft: &Draft<'_>) -> bool {
    draft.blocks.iter().any(|block| block.line.text.contains(['“', '«', '"']))
}

/// `By Ada Brandt`: who wrote the article, which heads nothing.
fn is_byline(text: &str) -> bool {
    let name = ["By ", "by ", "BY ", "Автор: "].iter().find_map(|mark| text.strip_prefix(mark));
    name.is_some_and(|name| name.split_whitespace().count() <= 8)
}

/// Whether a title names the speech itself, `Ada Brandt’s remarks at …`, rather than what came of it, `Ada Brandt’s
/// remarks draw anger`: right behind the word for the kind stands a preposition, a sign, or nothing.
fn names_the_speech(title: &str) -> bool {
    const BEHIND: [&str; 14] = [
        "at",
        "to",
        "in",
        "on",
        "with",
        "during",
        "before",
        "after",
        "following",
        "for",
        "and",
        "from",
        "by",
        "of",
    ];
    let words: Vec<&str> = title.split_whitespace().collect();
    (1..=words.len()).find(|end| kinds::kind_of(&words[..*end].join(" ")).is_some()).is_some_and(|end| {
        let next = words.get(end).copied().unwrap_or("(");
        words[end - 1].ends_with([',', ':'])
            || next.starts_with('(')
            || BEHIND.contains(&next.to_lowercase().as_str())
    })
}

/// The date of a line that says nothing else: `November 1, 2024`, `Published on 1 November 2024`.
pub fn own_date(text: &str) -> Option<dates::StatedDate> {
    let date = dates::date_of_heading(text)?;
    let before = text.get(..date.range.start)?.trim().trim_end_matches([':', ',', '(', '|']).to_lowercase();
    matches!(
        before.trim(),
        "" | "published" | "published on" | "date" | "posted on" | "опубликовано" | "дата"
    )
    .then_some(date)
}
