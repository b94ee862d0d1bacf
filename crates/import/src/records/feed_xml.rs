//! RSS 0.9 to 2.0 and Atom: where their fields stand.
//!
//! Does not live here: what the fields say (`feed`), XML itself (the roxmltree crate). Entities that a document declares for
//! itself are refused: feeds need none, and a few lines of them can stand for gigabytes.

use super::feed::{Entry, Feed, Words, records};
use super::{LineCounter, Records};
use roxmltree::{Document, Node, ParsingOptions};
use url::Url;

/// Names of `xml:base` and `xml:lang`.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Spaces of names whose elements are a feed's own: what others are called the same is something else, as `media:title`.
const OWN: [&str; 6] = [
    "http://www.w3.org/2005/Atom",
    "http://purl.org/atom/ns#",
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://backend.userland.com/rss2",
    "http://purl.org/dc/elements/1.1/",
];

/// The space of RSS's name for a whole text.
const CONTENT: &str = "http://purl.org/rss/1.0/modules/content/";

/// Reads a feed.
///
/// # Errors
/// A sentence with a remedy, where it is no sound XML or holds no entries' list.
pub fn read(text: &str) -> Result<Records, String> {
    // Nothing may stand before the declaration, not even a blank line, and in many feeds one does.
    let blank = text.len() - text.trim_start().len();
    let rest = text.get(blank..).unwrap_or_default();
    if rest.contains("<!DOCTYPE") && rest.contains("<!ENTITY") {
        return Err("a feed that declares entities of its own, which could stand for anything: write what they stand for \
                    in their place, take the declarations out and import it again"
            .to_owned());
    }
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(rest, options).map_err(|error| {
        let line = error.pos().row as usize + text.get(..blank).unwrap_or_default().matches('\n').count();
        format!("no sound XML near line {line} ({error}): mend it there and import it again")
    })?;
    let root = document.root_element();
    let channel = child(root, "channel").unwrap_or(root);
    let mut counter = LineCounter::new(text);
    let entries: Vec<Entry> = document
        .descendants()
        .filter(|node| is_entry(*node) && !node.ancestors().skip(1).any(is_entry))
        .map(|node| {
            let range = node.range();
            let lines = (counter.line_at(blank + range.start), counter.line_at(blank + range.end));
            entry(node, rest, lines)
        })
        .collect();
    let feed = Feed {
        title: child(channel, "title").map(|node| words(node, rest)),
        link: base_of(channel).or_else(|| link(channel)),
        lang: child(channel, "language").and_then(text_of).or_else(|| inherited(channel, "lang")),
        authors: authors(channel),
    };
    Ok(records(&feed, entries))
}

fn entry(node: Node<'_, '_>, text: &str, lines: (usize, usize)) -> Entry {
    let is_atom = node.tag_name().name() == "entry";
    let of = |names: &[&str]| names.iter().find_map(|name| child(node, name).and_then(text_of));
    let whole = node
        .children()
        .find(|node| node.tag_name().name() == "encoded" && node.tag_name().namespace() == Some(CONTENT));
    let content = whole.or_else(|| child(node, "content"));
    let source = child(node, "source");
    let publisher = source.and_then(|source| match child(source, "title") {
        Some(title) => Some(words(title, text)),
        None => text_of(source).map(Words::Html),
    });
    let about = node
        .attributes()
        .find(|attribute| attribute.name() == "about")
        .map(|attribute| attribute.value().to_owned());
    let link = link(node);
    let guid = child(node, "guid");
    let permanent = guid.filter(|guid| guid.attribute("isPermaLink") != Some("false")).and_then(text_of);
    let permanent = permanent.filter(|guid| guid.starts_with("http"));
    Entry {
        lines,
        id: of(&["guid", "id"]).or(about).or_else(|| link.clone()),
        title: child(node, "title").map(|node| words(node, text)),
        date: of(&["pubDate", "published", "issued", "date", "updated", "modified", "created"]),
        authors: authors(node),
        publisher,
        link: link.or(permanent),
        base: base_of(content.unwrap_or(node)),
        lang: child(node, "language")
            .and_then(text_of)
            .or_else(|| inherited(content.unwrap_or(node), "lang")),
        topics: topics(node),
        content: content.filter(|content| is_text(*content)).map(|node| words(node, text)),
        summary: child(node, if is_atom { "summary" } else { "description" }).map(|node| words(node, text)),
        summary_may_be_all: !is_atom,
    }
}

fn is_entry(node: Node<'_, '_>) -> bool {
    matches!(own_name(node), Some("item" | "entry"))
}

/// The name of an element, where it is a feed's own.
fn own_name<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let is_own = node.tag_name().namespace().is_none_or(|space| OWN.contains(&space));
    (node.is_element() && is_own).then(|| node.tag_name().name())
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| own_name(*child) == Some(name))
}

/// The words of an element, where it has any.
fn text_of(node: Node<'_, '_>) -> Option<String> {
    let texts: String =
        node.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect();
    Some(texts.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Whether an Atom content is a text rather than a picture or an address.
fn is_text(content: Node<'_, '_>) -> bool {
    content.attribute("type").is_none_or(|kind| {
        let kind = kind.to_ascii_lowercase();
        matches!(kind.as_str(), "text" | "html" | "xhtml")
            || kind.starts_with("text/")
            || kind.ends_with("xhtml+xml")
    })
}

/// The words of a field, by what it says of them; RSS says nothing and means mark-up.
fn words(node: Node<'_, '_>, text: &str) -> Words {
    let is_atom = node.tag_name().namespace().is_some_and(|space| space == OWN[0] || space == OWN[1]);
    let kind = node.attribute("type").unwrap_or(if is_atom { "text" } else { "html" }).to_ascii_lowercase();
    let inside = node.children().any(|child| child.is_element());
    if inside {
        // Mark-up that is written as XML is read as it stands.
        let range = node
            .first_child()
            .zip(node.last_child())
            .map(|(first, last)| first.range().start..last.range().end);
        return Words::Html(range.and_then(|range| text.get(range)).unwrap_or_default().to_owned());
    }
    let inner = text_of(node).unwrap_or_default();
    if matches!(kind.as_str(), "text" | "text/plain") { Words::Plain(inner) } else { Words::Html(inner) }
}

/// Where an entry or a feed stands: the text of RSS's link, or the address of Atom's.
fn link(node: Node<'_, '_>) -> Option<String> {
    node.children().filter(|child| own_name(*child) == Some("link")).find_map(|link| {
        match link.attribute("href") {
            Some(href) => link.attribute("rel").is_none_or(|rel| rel == "alternate").then(|| href.to_owned()),
            None => text_of(link),
        }
    })
}

/// What addresses in an element are meant from.
fn base_of(node: Node<'_, '_>) -> Option<String> {
    let mut bases: Vec<&str> = node.ancestors().filter_map(|node| node.attribute((XML, "base"))).collect();
    let outer = bases.pop().and_then(|base| Url::parse(base).ok())?;
    let base = bases.iter().rev().try_fold(outer, |base, inner| base.join(inner)).ok()?;
    Some(base.into())
}

/// An attribute of XML that holds for all in an element.
fn inherited(node: Node<'_, '_>, name: &str) -> Option<String> {
    node.ancestors().find_map(|node| node.attribute((XML, name))).map(str::to_owned)
}

fn authors(node: Node<'_, '_>) -> Vec<String> {
    let named = node.children().filter(|child| matches!(own_name(*child), Some("author" | "creator")));
    named.filter_map(|author| text_of(child(author, "name").unwrap_or(author))).collect()
}

fn topics(node: Node<'_, '_>) -> Vec<String> {
    let named = node.children().filter(|child| matches!(own_name(*child), Some("category" | "subject")));
    named
        .filter_map(|topic| match topic.attribute("label").or(topic.attribute("term")) {
            Some(stated) => Some(stated.to_owned()),
            None => text_of(topic),
        })
        .collect()
}
