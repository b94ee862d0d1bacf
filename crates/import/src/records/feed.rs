//! Feeds: RSS, Atom and JSON Feed, a statement an entry.
//!
//! Lives here: what an entry says, whatever its form. Does not live here: reading the forms (`feed_xml`, `feed_json`), mark-up
//! inside an entry (`crate::html`). The day is the one that the feed writes, in whatever zone. A summary alone is called a
//! digest, or an excerpt where it is cut off; whether a text called the content is whole, nobody says.

use super::columns::{date_of, tag_of};
use super::paragraphs::paragraphs;
use super::{Record, Records, count};
use crate::draft::bare_link;
use crate::html::{self, Passage};
use crate::kinds;
use crate::report::Reason;
use demarche_corpus::Completeness;
use std::collections::BTreeMap;
use url::Url;

/// Values told as examples.
const EXAMPLES: usize = 3;

/// The most words of a person's name.
const NAME: usize = 5;

/// Words of authors that are no persons, in small letters.
const NO_PERSONS: [&str; 28] = [
    "admin",
    "administrator",
    "agency",
    "bureau",
    "committee",
    "council",
    "delegation",
    "department",
    "desk",
    "editor",
    "editorial",
    "editors",
    "embassy",
    "gazette",
    "government",
    "media",
    "ministry",
    "mission",
    "news",
    "office",
    "press",
    "service",
    "staff",
    "team",
    "times",
    "министерство",
    "пресс-служба",
    "редакция",
];

/// Small words inside a person's name.
const PARTICLES: [&str; 14] =
    ["al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "la", "van", "von"];

/// Signs at the end of a text that goes on elsewhere.
const CUT: [&str; 6] = ["…", "...", "[…]", "[...]", "(…)", "(...)"];

/// How words are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// As they are.
    Plain(String),
    /// As mark-up.
    Html(String),
}

/// What a feed says of itself.
#[derive(Debug, Default)]
pub struct Feed {
    /// Its title.
    pub title: Option<Words>,
    /// Where its site is.
    pub link: Option<String>,
    /// The language of its entries.
    pub lang: Option<String>,
    /// Who writes where an entry does not say.
    pub authors: Vec<String>,
}

/// One entry. Empty where it does not say.
#[derive(Debug, Default)]
pub struct Entry {
    /// Its lines in the document, first and last, counted from 1.
    pub lines: (usize, usize),
    /// What it is called among the feed's entries.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<Words>,
    /// When it was published, or else changed, as written.
    pub date: Option<String>,
    /// Who writes.
    pub authors: Vec<String>,
    /// The medium it was taken from.
    pub publisher: Option<Words>,
    /// Where it stands.
    pub link: Option<String>,
    /// What addresses in it are meant from.
    pub base: Option<String>,
    /// Its language.
    pub lang: Option<String>,
    /// Its subjects.
    pub topics: Vec<String>,
    /// What it gives as its text.
    pub content: Option<Words>,
    /// What it gives as a summary.
    pub summary: Option<Words>,
    /// Whether a summary may be all there is, as in RSS, where one field serves for both.
    pub summary_may_be_all: bool,
}

/// The records of a feed.
pub fn records(feed: &Feed, entries: Vec<Entry>) -> Records {
    let mut reader = Reader { feed, told: Told::default() };
    let mut found = Records { format: "feed", ..Records::default() };
    let mut known: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for entry in entries {
        let Some(record) = reader.record(&entry) else {
            found.dropped.push((entry.lines, Reason::NoText));
            continue;
        };
        let mut unnamed = Vec::new();
        let same = match entry.id {
            Some(id) => known.entry(id).or_default(),
            None => &mut unnamed,
        };
        let same_words = |other: &&Record| Record { lines: record.lines, ..(**other).clone() } == record;
        let first =
            same.iter().filter_map(|at| found.records.get(*at)).find(same_words).map(|other| other.lines);
        if let Some(first) = first {
            drop_again(record.lines, first, &mut found.dropped);
            continue;
        }
        reader.told.changed += usize::from(!same.is_empty());
        same.push(found.records.len());
        found.records.push(record);
    }
    reader.told.notes(&mut found.notes);
    found
}

/// An entry that stands twice: line by line where both have as many lines.
fn drop_again(again: (usize, usize), first: (usize, usize), dropped: &mut Vec<((usize, usize), Reason)>) {
    let alike = again.1 - again.0 == first.1 - first.0;
    for line in again.0..=again.1 {
        let of = if alike { first.0 + (line - again.0) } else { first.0 };
        dropped.push(((line, line), Reason::Duplicate { of }));
    }
}

/// What was stated and not used.
#[derive(Debug, Default)]
struct Told {
    dates: (usize, Vec<String>),
    authors: (usize, Vec<String>),
    changed: usize,
    words_left: usize,
    lost_links: usize,
    replaced: usize,
    summaries: usize,
}

impl Told {
    fn notes(self, notes: &mut Vec<String>) {
        let quoted = |values: &[String]| {
            values.iter().map(|value| format!("{value:?}")).collect::<Vec<_>>().join(", ")
        };
        let mut tell = |many: usize, sentence: String| {
            if many > 0 {
                notes.push(sentence);
            }
        };
        let (many, examples) = &self.dates;
        tell(
            *many,
            format!("left to fill in: {} that cannot be read: {}", count(*many, "date"), quoted(examples)),
        );
        let (many, examples) = &self.authors;
        tell(
            *many,
            format!(
                "not used, for no person is named: {} such as {}",
                count(*many, "author"),
                quoted(examples)
            ),
        );
        let summaries = count(self.summaries, "statement");
        tell(self.summaries, format!("a summary only, for the feed holds no more: {summaries}"));
        let changed = count(self.changed, "statement");
        tell(self.changed, format!("kept beside another of the same entry, for the words differ: {changed}"));
        let words = count(self.words_left, "word");
        tell(
            self.words_left,
            format!("left out of entries, for they are captions, buttons or the like: {words}"),
        );
        let links = count(self.lost_links, "link");
        tell(self.lost_links, format!("left out, with the words kept: {links} without a whole address"));
        let controls = count(self.replaced, "control character");
        tell(self.replaced, format!("made spaces of {controls}"));
    }
}

struct Reader<'f> {
    feed: &'f Feed,
    told: Told,
}

impl Reader<'_> {
    /// What an entry says; nothing where it holds no text.
    fn record(&mut self, entry: &Entry) -> Option<Record> {
        let feed = self.feed;
        let parse =
            |address: &Option<String>| address.as_deref().and_then(|address| Url::parse(address.trim()).ok());
        let base = parse(&entry.base).or_else(|| parse(&feed.link));
        let link = entry.link.as_deref().and_then(|link| whole(link, base.as_ref()));
        // Addresses in the text are meant from where it stands.
        let here = base.or_else(|| parse(&link));
        let content = entry.content.as_ref().map(|words| self.body(words, here.as_ref())).unwrap_or_default();
        let mut completeness = None;
        let body = if content.is_empty() {
            let summary =
                entry.summary.as_ref().map(|words| self.body(words, here.as_ref())).unwrap_or_default();
            completeness = self.completeness(entry, &summary);
            summary
        } else {
            content
        };
        if body.is_empty() {
            return None;
        }
        let title = entry.title.as_ref().map(told).filter(|title| !title.is_empty());
        let mut topics: Vec<String> = Vec::new();
        for topic in &entry.topics {
            let topic = html::one_line(topic).trim_start_matches('#').to_owned();
            if !topic.is_empty() && !topics.contains(&topic) {
                topics.push(topic);
            }
        }
        let authors = if entry.authors.is_empty() { &feed.authors } else { &entry.authors };
        let date = entry.date.as_deref().map(html::one_line).filter(|date| !date.is_empty());
        let publisher = entry.publisher.as_ref().or(feed.title.as_ref()).map(told);
        Some(Record {
            lines: entry.lines,
            date: date.and_then(|date| {
                let read = date_of(&date);
                note_unless(read.is_some(), &mut self.told.dates, &date);
                read
            }),
            speaker: self.speaker(authors),
            kind: title.as_deref().and_then(kinds::kind_of),
            title,
            publisher: publisher.filter(|publisher| !publisher.is_empty()),
            url: link,
            lang: entry.lang.as_deref().or(feed.lang.as_deref()).and_then(|tag| tag_of(tag.trim())),
            topics,
            body,
            completeness,
            ..Record::default()
        })
    }

    /// The text of an entry.
    fn body(&mut self, words: &Words, base: Option<&Url>) -> Vec<Passage> {
        let text = match words {
            Words::Html(text) if html::has_tags(text) => {
                let read = html::fragment(text, base);
                self.told.words_left += read.words_left;
                self.told.lost_links += read.lost_links;
                self.told.replaced += read.replaced;
                return read.passages;
            }
            Words::Html(text) => html::words_of(text),
            Words::Plain(text) => text.clone(),
        };
        let (paragraphs, replaced) = paragraphs(&text);
        self.told.replaced += replaced;
        paragraphs.into_iter().map(Passage::plain).collect()
    }

    /// How complete a text is of which the feed gives a summary and no more.
    fn completeness(&mut self, entry: &Entry, summary: &[Passage]) -> Option<Completeness> {
        let last = summary.last()?;
        let is_cut = CUT.iter().any(|mark| last.text.ends_with(mark));
        // What has no title, or several paragraphs, may be the whole text of an RSS entry.
        let may_be_all = entry.summary_may_be_all && (entry.title.is_none() || summary.len() > 1);
        if may_be_all && !is_cut {
            return None;
        }
        self.told.summaries += 1;
        Some(if is_cut { Completeness::Excerpt } else { Completeness::Digest })
    }

    /// The first author that is a person.
    fn speaker(&mut self, authors: &[String]) -> Option<String> {
        let mut found = None;
        for author in authors {
            let name = name_of(author);
            let is_speaker = found.is_none() && is_person(&name);
            note_unless(is_speaker || name.is_empty(), &mut self.told.authors, &name);
            if is_speaker {
                found = Some(name);
            }
        }
        found
    }
}

fn note_unless(is_used: bool, (count, examples): &mut (usize, Vec<String>), value: &str) {
    if is_used {
        return;
    }
    *count += 1;
    if examples.len() < EXAMPLES && !examples.iter().any(|known| known == value) {
        examples.push(value.to_owned());
    }
}

/// Words in one line.
fn told(words: &Words) -> String {
    match words {
        Words::Html(text) if html::has_tags(text) || text.contains('&') => {
            html::one_line(&html::words_of(text))
        }
        Words::Html(text) | Words::Plain(text) => html::one_line(text),
    }
}

/// An address in full, where it is one of a page.
fn whole(link: &str, base: Option<&Url>) -> Option<String> {
    let link = link.trim();
    let url = match base {
        Some(base) => base.join(link).ok()?,
        None => Url::parse(link).ok()?,
    };
    // An address that is whole stays as it is written.
    if bare_link(link) == Some(link) {
        Some(link.to_owned())
    } else {
        bare_link(url.as_str()).map(str::to_owned)
    }
}

/// The name in `a@example.org (Ada Brandt)` and `Ada Brandt <a@example.org>`.
fn name_of(author: &str) -> String {
    let inside = author
        .split_once('(')
        .and_then(|(before, rest)| before.contains('@').then(|| rest.split(')').next().unwrap_or_default()));
    let name = inside.or_else(|| author.split('<').next()).unwrap_or_default();
    html::one_line(name)
}

/// Whether an author reads as a person: a few words with capitals, none of them an office's.
fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let sound = |word: &&str| {
        let small = word.to_lowercase();
        let small = small.trim_end_matches(',');
        !NO_PERSONS.contains(&small)
            && (PARTICLES.contains(&small) || word.starts_with(char::is_uppercase))
            && word.chars().all(|c| c.is_alphabetic() || ".-'’".contains(c))
    };
    (2..=NAME).contains(&words.len()) && words.iter().all(sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_are_told_from_offices() {
        for (author, name) in [
            ("Ada Brandt", "Ada Brandt"),
            ("press@example.org (Ada van Brandt)", "Ada van Brandt"),
            ("Жан-Поль О’Нил <a@example.org>", "Жан-Поль О’Нил"),
            ("admin", ""),
            ("Ministry of Nets", ""),
            ("Press Office", ""),
            ("a@example.org", ""),
            ("Room 101", ""),
            ("Редакция Газеты", ""),
            ("", ""),
        ] {
            let found = name_of(author);
            assert_eq!(if is_person(&found) { found.as_str() } else { "" }, name, "{author}");
        }
    }

    #[test]
    fn addresses_are_told_in_full() {
        let base = Url::parse("https://example.org/news/").ok();
        for (link, expected) in [
            ("https://example.net", Some("https://example.net")),
            (" /a b ", Some("https://example.org/a%20b")),
            ("mailto:a@example.org", None),
            ("javascript:alert(1)", None),
        ] {
            assert_eq!(whole(link, base.as_ref()).as_deref(), expected, "{link}");
        }
        assert_eq!(whole("/a", None), None);
    }
}
