//! What single lines of a Telegram channel are: headings, reactions and view counts, links, forwarding marks.
//!
//! Does not live here: how lines make posts (`telegram_text`).

use crate::dates;
use crate::draft::{bare_link, ends_sentence};
use crate::kinds;
use crate::names;
use crate::report::Reason;
use crate::words;

/// The longest heading, in characters.
const HEADING: usize = 300;

/// The longest heading without a mark of its own (an emoji, a date, the words of a kind), in characters.
const PLAIN_HEADING: usize = 200;

/// Emoji that head posts.
pub const HEADING_EMOJI: [char; 16] =
    ['🎙', '📰', '🗣', '📹', '🎥', '📺', '📻', '🎤', '📝', '📄', '📑', '📢', '📣', '🎬', '📸', '⚡'];

/// Words in front of a link that say only that there is more behind it.
const READ_IN_FULL: [&str; 12] = [
    "read in full",
    "read more",
    "read the full text",
    "full text",
    "in full",
    "read",
    "more",
    "link",
    "source",
    "читать полностью",
    "полный текст",
    "подробнее",
];

/// What is counted below a post besides reactions.
const VIEWS: [&str; 5] = ["view", "views", "просмотр", "просмотра", "просмотров"];

/// What leads from a post to what others wrote below it.
const COMMENTS: [&str; 5] = ["comment", "comments", "комментарий", "комментария", "комментариев"];

/// The same without a count.
const LEADS_TO_COMMENTS: [&str; 4] =
    ["leave a comment", "view in telegram", "оставить комментарий", "view comments"];

/// How much a line looks like the heading of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// It bears a heading's marks.
    Marked,
    /// It is short and does not end as a sentence does.
    Short,
    /// It is text.
    Prose,
}

impl Shape {
    /// Judges a line, white space around it removed.
    pub fn of(text: &str) -> Shape {
        let length = text.chars().count();
        let emoji = words::starts_with_emoji(text);
        let greeting = emoji && length <= 60 && text.ends_with('!');
        if is_marked_heading(text) {
            Shape::Marked
        } else if bare_link(text).is_some() || words::is_hashtag_line(text) || read_in_full(text).is_some() {
            Shape::Prose
        } else if length <= PLAIN_HEADING && (greeting || !ends_sentence(text)) && !text.starts_with('•') {
            Shape::Short
        } else {
            Shape::Prose
        }
    }
}

/// Whether a line is a heading by its own marks, wherever it stands.
pub fn is_marked_heading(text: &str) -> bool {
    if forwarded_from(text).is_some() {
        return true;
    }
    let length = text.chars().count();
    if length > HEADING
        || (ends_sentence(text) && !text.ends_with([')', '”', '»', '"', '\'', '’']))
        || text.starts_with('•')
    {
        return false;
    }
    let dated = || dates::date_of_heading(text).is_some();
    if text.starts_with(HEADING_EMOJI) {
        return !text.ends_with(['.', ':']);
    }
    let announced = names::speaker_of_heading(text).is_some();
    announced || (kinds::kind_of(text).is_some() && dated() && !text.starts_with('📍'))
}

/// Whether a heading announces words that may be too long for one message: by the name of a kind, or by a pictograph
/// for what is spoken or printed.
pub fn announces_speech(heading: &str) -> bool {
    kinds::kind_of(heading).is_some()
        || heading.starts_with(['🎙', '🎤', '📰', '🗣', '📹', '🎥', '📺', '📻', '🎬'])
}

/// The channel in `Forwarded from CHANNEL`.
pub fn forwarded_from(text: &str) -> Option<&str> {
    let name = text.strip_prefix("Forwarded from ").or_else(|| text.strip_prefix("Переслано от "))?.trim();
    (!name.is_empty() && name.chars().count() <= 100 && !ends_sentence(name)).then_some(name)
}

/// `👍1`, `❤ 12 🔥3`: emoji with counts and nothing else.
pub fn is_reaction(text: &str) -> bool {
    words::starts_with_emoji(text)
        && text.chars().any(|c| c.is_ascii_digit())
        && text.chars().count() <= 60
        && text.chars().all(|c| {
            c.is_ascii_digit()
                || matches!(c, ' ' | '\u{FE0F}' | '\u{200D}' | '.' | 'K')
                || words::starts_with_emoji(c.encode_utf8(&mut [0; 4]))
        })
        && text.ends_with(|c: char| c.is_ascii_digit() || c == 'K')
}

/// Why a line is no words of the post, where Telegram itself wrote it: reactions, views, marks of editing, comments.
pub fn furniture(text: &str) -> Option<Reason> {
    let lower = text.to_lowercase();
    let lower = lower.trim_matches(['(', ')', ':']);
    let counted = |nouns: &[&str]| {
        lower.split_once(char::is_whitespace).is_some_and(|(count, noun)| {
            count.starts_with(|c: char| c.is_ascii_digit())
                && count.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | 'k' | 'm' | 'к'))
                && nouns.contains(&noun.trim())
        })
    };
    let seen =
        text.starts_with('👁') && text.chars().all(|c| !c.is_alphabetic() || matches!(c, 'K' | 'M' | 'К'));
    let edited =
        ["edited", "изменено"].iter().find_map(|mark| lower.strip_prefix(mark)).is_some_and(|when| {
            when.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | ':' | '.' | ',' | '/' | '-'))
        });
    match () {
        () if seen || counted(&VIEWS) => Some(Reason::ViewCount),
        () if is_reaction(text) => Some(Reason::ReactionCount),
        () if edited => Some(Reason::EditedMark),
        () if counted(&COMMENTS) || LEADS_TO_COMMENTS.contains(&lower) => Some(Reason::Navigation),
        () => None,
    }
}

/// The address in `Read in full https://…`.
pub fn read_in_full(text: &str) -> Option<&str> {
    let at = text.find("https://").or_else(|| text.find("http://"))?;
    let (words, url) = text.split_at(at);
    let words = words::without_lead(words)
        .trim()
        .trim_end_matches([':', '👉', '➡', '\u{FE0F}', ' ', '—', '-'])
        .to_lowercase();
    bare_link(url).filter(|_| READ_IN_FULL.contains(&words.as_str()))
}

/// Whether a line stops inside a sentence.
pub fn is_unfinished(text: &str) -> bool {
    !ends_sentence(text)
        && !words::is_hashtag_line(text)
        && !text.contains("://")
        && !words::starts_with_emoji(&text[text.char_indices().next_back().map_or(0, |(at, _)| at)..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_telegram_writes_below_a_post_is_no_words_of_it() {
        for (line, reason) in [
            ("👍1", "reaction count"),
            ("❤2 🔥1", "reaction count"),
            ("👍 12", "reaction count"),
            ("👍5❤️3🙏1", "reaction count"),
            ("👍 1.2K", "reaction count"),
            ("1.2K views", "view count"),
            ("345 просмотров", "view count"),
            ("👁 345", "view count"),
            ("👁1,2K", "view count"),
            ("edited", "edited mark"),
            ("(edited)", "edited mark"),
            ("изменено 14:05", "edited mark"),
            ("12 comments", "navigation"),
            ("Leave a comment", "navigation"),
        ] {
            assert_eq!(furniture(line).map(Reason::name), Some(reason), "{line}");
        }
        for line in [
            "👍 Well done!",
            "👁 We saw 345 ships.",
            "Views differ.",
            "The text was edited",
            "edited by Ada Brandt",
            "12 ships",
            "Two views",
            "12",
            "14:05",
            "",
        ] {
            assert_eq!(furniture(line), None, "{line}");
        }
    }
}
