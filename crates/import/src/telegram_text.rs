//! A Telegram channel copied as text: posts have no separators but their structure.
//!
//! In such a copy the first line of a message stands once and the rest of it twice, back to back. Long posts come as
//! several such messages, cut where the channel's limit fell, even inside a sentence. So: [`undouble`], then every line
//! that stands once either heads a new post (it has a heading's shape) or goes on with the post before.
//!
//! Lives here: telling posts apart, forwarded posts, posts in two languages, what the marks 📍 📅 💬 say. Does not live
//! here: what a single line is (`telegram_lines`); reading names, dates and kinds out of words. Linear but for undoubling.

use crate::dates;
use crate::draft::{Draft, Reading, bare_link, ends_sentence};
use crate::format::{Confidence, Format};
use crate::kinds;
use crate::lang::{self, Script};
use crate::lines::{Line, Stretch, undouble};
use crate::names;
use crate::report::Reason;
use crate::telegram_lines::{
    HEADING_EMOJI, Shape, announces_speech, forwarded_from, furniture, is_marked_heading, is_unfinished,
    read_in_full,
};
use crate::words;
use demarche_corpus::Kind;

/// A message of this many characters was probably cut by the channel's limit of 4,096: its last sentence may go on in
/// the next message. At 0 every unfinished line is taken for a cut; at 4,096 no cut before a line break is noticed.
const NEARLY_FULL: usize = 3_000;

/// The fewest letters in each of two scripts that make a post one in two languages.
const TWO_LANGUAGES: usize = 30;

/// Marks by which a post says that it leaves words out.
const OMISSIONS: [&str; 4] = ["<...>", "<…>", "[...]", "[…]"];

/// The format.
#[derive(Debug)]
pub struct TelegramText;

impl Format for TelegramText {
    fn name(&self) -> &'static str {
        "telegram text"
    }

    fn recognises(&self, lines: &[Line<'_>]) -> Confidence {
        let doubled: usize = undouble(lines, is_marked_heading)
            .iter()
            .map(|stretch| if let Stretch::Twice { len, .. } = stretch { 2 * len } else { 0 })
            .sum();
        let marks = lines
            .iter()
            .map(|line| line.trimmed())
            .filter(|text| {
                furniture(text).is_some()
                    || forwarded_from(text).is_some()
                    || text.starts_with(['📍', '💬'])
                    || (text.starts_with(HEADING_EMOJI) && is_marked_heading(text))
            })
            .count();
        match () {
            () if lines.len() >= 3 && 2 * doubled >= lines.len() => Confidence::SURE,
            () if marks >= 2 || (marks >= 1 && doubled >= 2) => Confidence::SURE,
            () if marks >= 1 => Confidence::LIKELY,
            () => Confidence::NONE,
        }
    }

    fn read<'a>(&self, lines: &[Line<'a>]) -> Reading<'a> {
        let mut reading = Reading::default();
        let posts = posts(lines, &mut reading.dropped);
        for post in posts {
            let first = reading.drafts.len();
            reading.drafts.extend(post.drafts(first));
        }
        reading
    }
}

/// The drafts of one post whose lines are known to be its own: one, or two of a post in two languages.
pub fn drafts_of_post<'a>(lines: &[Line<'a>]) -> Vec<Draft<'a>> {
    let post = match lines {
        [heading, rest @ ..] if !rest.is_empty() && Shape::of(heading.trimmed()) != Shape::Prose => {
            Post { forwarded: None, heading: Some(*heading), lines: rest.to_vec() }
        }
        _ => Post { lines: lines.to_vec(), ..Post::default() },
    };
    post.drafts(0)
}

/// One post: what it was forwarded from, its heading, and the rest, undoubled and joined.
#[derive(Debug, Default, Clone)]
struct Post<'a> {
    forwarded: Option<Line<'a>>,
    heading: Option<Line<'a>>,
    lines: Vec<Line<'a>>,
}

/// What is known of the message before when a line that stands once is judged.
#[derive(Debug, Default)]
struct MessageBefore {
    /// Its length in characters.
    length: usize,
    /// Whether its last line does not end as a sentence, a link or a hashtag does.
    unfinished: bool,
    /// Whether it ends with hashtags or an address, as a post does that is complete.
    closed: bool,
    /// Whether its rest stands twice.
    doubled: bool,
    /// Whether a count of reactions or views, or a mark of editing, ended it.
    ended: bool,
}

/// Splits the lines into posts. Copies and reactions go to `dropped`.
fn posts<'a>(lines: &[Line<'a>], dropped: &mut Vec<(usize, Reason)>) -> Vec<Post<'a>> {
    let stretches = undouble(lines, is_marked_heading);
    let mut posts: Vec<Post<'a>> = Vec::new();
    let mut before = MessageBefore::default();
    for (at, stretch) in stretches.iter().enumerate() {
        match *stretch {
            Stretch::Once(index) => {
                let line = lines[index];
                let text = line.trimmed();
                if let Some(reason) = furniture(text) {
                    dropped.push((line.number, reason));
                    before.ended = true;
                    continue;
                }
                if forwarded_from(text).is_some() {
                    posts.push(Post { forwarded: Some(line), ..Post::default() });
                    before = MessageBefore::default();
                    continue;
                }
                let doubled_next = matches!(stretches.get(at + 1), Some(Stretch::Twice { .. }));
                let shape = Shape::of(text);
                let fresh = posts.last().is_some_and(|post| post.heading.is_none() && post.lines.is_empty());
                let announced = posts
                    .last()
                    .and_then(|post| post.heading)
                    .is_some_and(|heading| announces_speech(heading.trimmed()));
                if !fresh && (posts.is_empty() || begins_post(text, shape, doubled_next, announced, &before))
                {
                    posts.push(Post::default());
                }
                // There is a last post: the line above made one where there was none.
                if let Some(post) = posts.last_mut() {
                    if post.heading.is_none() && post.lines.is_empty() && shape != Shape::Prose {
                        post.heading = Some(line);
                    } else {
                        post.lines.push(line);
                    }
                }
                before = MessageBefore {
                    length: text.chars().count(),
                    unfinished: is_unfinished(text),
                    ..MessageBefore::default()
                };
            }
            Stretch::Twice { start, len } => {
                for index in start..start + len {
                    let (line, copy) = (lines[index], lines[index + len]);
                    let text = line.trimmed();
                    if let Some(reason) = furniture(text) {
                        dropped.extend([(line.number, reason), (copy.number, reason)]);
                        continue;
                    }
                    dropped.push((copy.number, Reason::Duplicate { of: line.number }));
                    before.length += text.chars().count() + 1;
                    before.unfinished = is_unfinished(text);
                    before.closed = !is_words(text);
                    // Only words make a post: counts that stand twice at the top belong to nothing.
                    if posts.is_empty() {
                        posts.push(Post::default());
                    }
                    if let Some(post) = posts.last_mut() {
                        post.lines.push(line);
                    }
                }
                before.ended = false;
                before.doubled = true;
            }
        }
    }
    posts
}

/// Whether a line that stands once begins a post rather than going on with the one before, which is `announced` where
/// its heading names a speech, an interview or the like: only such a post may come in several messages.
fn begins_post(
    text: &str,
    shape: Shape,
    doubled_next: bool,
    announced: bool,
    before: &MessageBefore,
) -> bool {
    // No post begins with a small letter, unless something ended the one before.
    let goes_on = text.starts_with(char::is_lowercase) && !before.ended;
    let cut = before.unfinished && (before.length >= NEARLY_FULL || goes_on);
    match shape {
        Shape::Marked => true,
        Shape::Short => (doubled_next || before.ended) && !cut,
        // After a short, finished message: a message of its own, unless the words of a speech simply go on in it.
        Shape::Prose => {
            let apart = !before.unfinished && before.length < NEARLY_FULL;
            let message = doubled_next || before.doubled;
            let opens = words::starts_with_emoji(text) || before.closed || !announced;
            apart && !goes_on && (before.ended || (message && opens))
        }
    }
}

impl<'a> Post<'a> {
    /// The post itself, or its two halves where it says everything in one script and then in the other.
    fn by_language(self) -> Vec<Post<'a>> {
        let all: Vec<Line<'a>> = self.heading.iter().chain(&self.lines).copied().collect();
        let scripts: Vec<Option<Script>> = all.iter().map(|line| lang::script(line.text)).collect();
        let Some(first) = scripts.iter().flatten().next().copied() else { return vec![self] };
        let Some(turn) = scripts.iter().position(|script| script.is_some_and(|script| script != first))
        else {
            return vec![self];
        };
        let turns_back = scripts[turn..].iter().flatten().any(|script| *script == first);
        let letters = |lines: &[Line<'_>]| -> usize {
            lines.iter().map(|line| lang::letters(line.text)).map(|(latin, cyrillic)| latin + cyrillic).sum()
        };
        if turns_back || letters(&all[..turn]) < TWO_LANGUAGES || letters(&all[turn..]) < TWO_LANGUAGES {
            return vec![self];
        }
        let in_heading = usize::from(self.heading.is_some());
        let second = &all[turn..];
        let (heading, rest) = match second {
            [heading, rest @ ..] if !rest.is_empty() && Shape::of(heading.trimmed()) != Shape::Prose => {
                (Some(*heading), rest)
            }
            _ => (None, second),
        };
        let translation = Post { forwarded: None, heading, lines: rest.to_vec() };
        let original = Post { lines: self.lines[..turn - in_heading].to_vec(), ..self };
        vec![original, translation]
    }

    /// Its drafts, a language each; `first` is the place of the first among the document's.
    fn drafts(self, first: usize) -> Vec<Draft<'a>> {
        let mut drafts: Vec<Draft<'a>> = Vec::new();
        for part in self.by_language() {
            let mut draft = part.draft();
            if let Some(original) = drafts.first() {
                draft.translation_of = Some(first);
                share(original, &mut draft);
            }
            drafts.push(draft);
        }
        drafts
    }

    /// What the post says.
    fn draft(&self) -> Draft<'a> {
        let mut draft = Draft::default();
        if let Some(line) = self.forwarded {
            draft.note = Some(line.trimmed());
            draft.publisher = forwarded_from(line.trimmed());
            draft.metadata_lines.push(line.number);
        }
        if let Some(line) = self.heading {
            read_heading(line, &mut draft);
        }
        for (at, line) in self.lines.iter().enumerate() {
            let text = line.trimmed();
            draft.read_hashtags(*line);
            read_marks(text, &mut draft);
            draft.excerpt |= OMISSIONS.iter().any(|mark| text.contains(mark));
            if let (Some(url), None) = (read_in_full(text).or_else(|| bare_link(text)), draft.url) {
                draft.url = Some(url);
                draft.excerpt |= bare_link(text).is_none();
                draft.metadata_lines.push(line.number);
            } else if words::is_hashtag_line(text)
                && self.lines[at + 1..].iter().any(|line| is_words(line.trimmed()))
            {
                draft.heading(*line);
            } else {
                draft.paragraph(*line);
            }
        }
        self.fill_empty_body(&mut draft);
        draft.kind = draft.kind.or(Some(Kind::Post));
        draft
    }

    /// A post that is only a heading and a link is shown as its heading; one that is only a link, as the link.
    fn fill_empty_body(&self, draft: &mut Draft<'a>) {
        if !draft.blocks.is_empty() {
            return;
        }
        let Some(line) = self.heading.or(self.lines.first().copied()).or(self.forwarded) else { return };
        draft.metadata_lines.retain(|number| *number != line.number);
        draft.paragraph(line);
    }
}

/// Whether a line says more than hashtags and an address.
fn is_words(text: &str) -> bool {
    !words::is_hashtag_line(text) && bare_link(text).is_none() && read_in_full(text).is_none()
}

/// What the heading says: the title, the kind, the speaker, where and when.
fn read_heading<'a>(line: Line<'a>, draft: &mut Draft<'a>) {
    let text = line.trimmed();
    draft.title = Some(text);
    draft.metadata_lines.push(line.number);
    draft.kind = kinds::kind_of(text);
    draft.speaker = names::speaker_of_heading(text).or_else(|| names::speaker_of_line(text));
    draft.country = names::country_of_heading(text);
    draft.read_hashtags(line);
    if let Some(date) = dates::date_of_heading(text) {
        draft.place = dates::place_before(text, &date);
        draft.date = Some(date.date);
    }
    draft.date = draft.date.or_else(|| dates::date_after_mark(text));
    if let (Some((_, place)), None) = (text.split_once('📍'), draft.place) {
        draft.place = place_at_start(place);
    }
}

/// The place in the words behind 📍, up to the next pictograph or to a date.
fn place_at_start(text: &str) -> Option<&str> {
    let text = text.trim_start_matches('\u{FE0F}');
    let end = text
        .char_indices()
        .find(|(at, _)| words::starts_with_emoji(&text[*at..]) && !text[*at..].starts_with(' '))
        .map_or(text.len(), |(at, _)| at);
    let text = text[..end].trim();
    let named = match dates::dates_in(text).first() {
        Some(date) => text.get(..date.range.start)?.trim().trim_end_matches([',', '(']).trim(),
        None => text,
    };
    (!named.is_empty() && named.chars().count() <= 60 && !ends_sentence(named)).then_some(named)
}

/// What 📍, 📅 and 💬 say in the text. The lines themselves stay in the text.
fn read_marks<'a>(text: &'a str, draft: &mut Draft<'a>) {
    if let Some(place) = text.strip_prefix('📍') {
        draft.place = draft.place.or_else(|| place_at_start(place));
        draft.date = draft.date.or_else(|| dates::date_of_heading(place).map(|date| date.date));
    }
    // Below an announced speech 📅 says when it was given; elsewhere it may be the day of what the post invites to.
    if draft.kind.is_some_and(|kind| kind != Kind::Post) && dates::date_of_heading(text).is_some() {
        draft.date = draft.date.or_else(|| dates::date_after_mark(text));
    }
    if draft.speaker.is_none() && text.starts_with(['💬', '🗣', '☝']) {
        draft.speaker = names::speaker_of_line(text);
    }
}

/// What both halves of a post in two languages have in common.
fn share<'a>(original: &Draft<'a>, translation: &mut Draft<'a>) {
    translation.date = translation.date.or(original.date);
    translation.place = translation.place.or(original.place);
    translation.speaker = translation.speaker.take().or_else(|| original.speaker.clone());
    translation.publisher = original.publisher;
    translation.note = original.note;
    if original.kind != Some(Kind::Post) {
        translation.kind = original.kind;
    }
}
