//! JSON Feed, 1.0 and 1.1.
//!
//! Lives here: its structure. Does not live here: what the fields say (`feed`), tables in JSON (`json_table`).

use super::feed::{Entry, Feed, Words, records};
use super::{LineCounter, Records};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

#[derive(Deserialize)]
struct Outline<'o> {
    version: String,
    title: Option<String>,
    home_page_url: Option<String>,
    language: Option<String>,
    #[serde(default)]
    authors: Vec<Author>,
    author: Option<Author>,
    #[serde(borrow)]
    items: Vec<&'o RawValue>,
}

#[derive(Deserialize)]
struct Author {
    name: Option<String>,
}

#[derive(Deserialize)]
struct Item {
    #[serde(default)]
    id: Value,
    url: Option<String>,
    title: Option<String>,
    content_html: Option<String>,
    content_text: Option<String>,
    summary: Option<String>,
    date_published: Option<String>,
    date_modified: Option<String>,
    language: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    authors: Vec<Author>,
    author: Option<Author>,
}

/// Reads a feed; nothing where the document is none.
pub fn read(text: &str) -> Option<Result<Records, String>> {
    let outline: Outline<'_> = serde_json::from_str(text).ok()?;
    if !outline.version.contains("jsonfeed.org/version") {
        return None;
    }
    let mut counter = LineCounter::new(text);
    let mut entries = Vec::new();
    for raw in &outline.items {
        let from = raw.get().as_ptr() as usize - text.as_ptr() as usize;
        let lines = (counter.line_at(from), counter.line_at(from + raw.get().len()));
        match serde_json::from_str(raw.get()) {
            Ok(item) => entries.push(entry(item, lines)),
            Err(error) => {
                return Some(Err(format!(
                    "the entry in line {} is not one of a JSON Feed ({error}): mend it and import it again",
                    lines.0
                )));
            }
        }
    }
    let feed = Feed {
        title: outline.title.map(Words::Plain),
        link: outline.home_page_url,
        lang: outline.language,
        authors: names(outline.authors, outline.author),
    };
    Some(Ok(records(&feed, entries)))
}

fn entry(item: Item, lines: (usize, usize)) -> Entry {
    let id = match item.id {
        Value::String(id) => Some(id),
        Value::Null => None,
        other => Some(other.to_string()),
    };
    let html = item.content_html.filter(|html| !html.trim().is_empty());
    Entry {
        lines,
        id,
        title: item.title.filter(|title| !title.trim().is_empty()).map(Words::Plain),
        date: item.date_published.or(item.date_modified),
        authors: names(item.authors, item.author),
        base: item.url.clone(),
        link: item.url,
        lang: item.language,
        topics: item.tags,
        content: html.map(Words::Html).or(item.content_text.map(Words::Plain)),
        summary: item.summary.map(Words::Plain),
        ..Entry::default()
    }
}

/// Those of version 1.1, or the one of version 1.0.
fn names(authors: Vec<Author>, author: Option<Author>) -> Vec<String> {
    authors.into_iter().chain(author).filter_map(|author| author.name).collect()
}
