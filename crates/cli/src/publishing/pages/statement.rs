//! The plain page of one statement: title, what is known of it, how complete it is, all its words.
//!
//! Does not live here: blocks and marks (`markup`) and the frame of the page (`super`). Linear in the words.

use super::{FOLDER, Plain, address, app_address, framed, head};
use crate::publishing::head::INTERFACE;
use crate::publishing::markup::{attribute, blocks, lang, text};
use crate::publishing::{Publication, PublishError};
use demarche_corpus::{Body, Completeness, CorpusInfo, Statement, StatementIdx};

/// How many characters of its words describe a statement.
const DESCRIPTION: usize = 200;

/// A statement's page.
pub(super) struct Page {
    /// The statement's id.
    pub(super) id: String,
    pub(super) html: String,
}

/// The page of a statement; `None` where there is no such one.
pub(super) fn page(publication: &Publication, idx: StatementIdx) -> Result<Option<Page>, PublishError> {
    let Some(statement) = publication.pack.statement(idx) else { return Ok(None) };
    let body = publication.pack.body(idx)?;
    let around = statement.lang.as_str();
    let english = lang(around, INTERFACE);
    let main = format!(
        "<article>\n<h1 dir=\"auto\">{}</h1>\n{}{}<div dir=\"auto\">\n{}</div>\n</article>\n\
         <p class=\"note\"><a href=\"{}\"{english}>This statement in search and comparison</a></p>\n{}",
        text(&statement.title),
        facts(publication.info(), statement),
        completeness(statement, &english),
        blocks(&body),
        app_address("../", &statement.id),
        neighbours(publication, idx, &english),
    );
    let head = head(publication, &statement.title, &opening(&body), "article", &address(&statement.id));
    let html = framed(publication, &Plain { lang: around, title: &statement.title, head, root: "../", main });
    Ok(Some(Page { id: statement.id.clone(), html }))
}

/// Names of speakers, each with the office.
pub(super) fn speakers<'a>(info: &'a CorpusInfo, statement: &'a Statement) -> Vec<(&'a str, &'a str)> {
    let one = |id: &'a String| {
        let speaker = info.speakers.iter().find(|speaker| speaker.id == *id);
        speaker.map_or((id.as_str(), ""), |speaker| (speaker.name.as_str(), speaker.role.as_str()))
    };
    statement.speakers.iter().map(one).collect()
}

/// The name of the publisher.
pub(super) fn publisher<'a>(info: &'a CorpusInfo, statement: &'a Statement) -> Option<&'a str> {
    let id = statement.publisher.as_ref()?;
    Some(info.publishers.iter().find(|one| one.id == *id).map_or(id.as_str(), |one| one.name.as_str()))
}

/// A name that stands beside other words: one that runs from right to left takes none of them along.
fn isolated(name: &str) -> String {
    format!("<bdi>{}</bdi>", text(name))
}

/// What is known of a statement, a line each.
fn facts(info: &CorpusInfo, statement: &Statement) -> String {
    let around = statement.lang.as_str();
    let (english, own) = (lang(around, INTERFACE), lang(around, &info.language));
    let mut out = String::from("<dl>\n");
    let mut line = |name: &str, lang: &str, value: String| {
        if !value.is_empty() {
            out.push_str(&format!("<dt{english}>{name}</dt><dd{lang}>{value}</dd>\n"));
        }
    };
    let names = |ids: &[String], name_of: &dyn Fn(&str) -> Option<String>| {
        let names = ids.iter().map(|id| isolated(&name_of(id).unwrap_or_else(|| id.clone())));
        names.collect::<Vec<_>>().join(", ")
    };
    let side = |id: &str| info.sides.iter().find(|side| side.id == id).map(|side| side.name.clone());
    let topic = |id: &str| info.topics.iter().find(|topic| topic.id == id).map(|topic| topic.name.clone());

    let date = statement.date.map(|date| format!("<time datetime=\"{date}\">{}</time>", date.display()));
    line("Date", &english, date.unwrap_or_else(|| "not known".to_owned()));
    let speakers = speakers(info, statement).into_iter().map(|(name, role)| match role {
        "" => isolated(name),
        role => format!("{}, {}", isolated(name), isolated(role)),
    });
    line("Speaker", &own, speakers.collect::<Vec<_>>().join("; "));
    line("Side", &own, names(&statement.sides, &side));
    line("Kind", &english, statement.kind.map(|kind| kind.label().to_owned()).unwrap_or_default());
    let event = statement.event.as_ref().map(|id| {
        let event = info.events.iter().find(|event| event.id == *id);
        text(event.map_or(id, |event| &event.title)).into_owned()
    });
    line("Event", &own, event.unwrap_or_default());
    line("Place", &own, text(&statement.place).into_owned());
    line(
        "Publisher",
        &own,
        publisher(info, statement).map(|name| text(name).into_owned()).unwrap_or_default(),
    );
    line("Source", &own, source(statement, &lang(&info.language, INTERFACE)));
    line("Topics", &own, names(&statement.topics, &topic));
    line("Note", &own, text(&statement.note).into_owned());
    out.push_str("</dl>\n");
    out
}

/// The publication it was taken from.
fn source(statement: &Statement, english: &str) -> String {
    let source = &statement.source;
    let title = if source.title.is_empty() { &source.url } else { &source.title };
    let mut out = match source.url.as_str() {
        "" => isolated(title),
        url => {
            format!(
                "<a href=\"{}\" rel=\"noopener noreferrer external\">{}</a>",
                attribute(url),
                isolated(title)
            )
        }
    };
    if let Some(date) = source.retrieved {
        out.push_str(&format!(
            " <span{english}>(retrieved <time datetime=\"{date}\">{}</time>)</span>",
            date.display()
        ));
    }
    out.trim_start().to_owned()
}

/// How complete the words are: said before them.
fn completeness(statement: &Statement, english: &str) -> String {
    let label = statement.completeness.label();
    let means = match statement.completeness {
        Completeness::Full => "the whole text",
        Completeness::Excerpt => "part of the text, word for word",
        Completeness::Digest => "a summary in other words than the source's",
        Completeness::Unstated => "this may or may not be the whole text",
    };
    format!("<p class=\"note\"{english}><strong>{label}</strong>: {means}.</p>\n")
}

/// The statements before and after this one.
fn neighbours(publication: &Publication, idx: StatementIdx, english: &str) -> String {
    let around = publication.pack.statement(idx).map_or("", |statement| statement.lang.as_str());
    let at = |number: Option<u32>| number.and_then(|number| publication.pack.statement(StatementIdx(number)));
    let link = |relation: &str, word: &str, statement: Option<&Statement>| {
        statement.map(|statement| {
            let address = address(&statement.id);
            let address = address.strip_prefix(FOLDER).unwrap_or(&address);
            format!(
                "<a rel=\"{relation}\" href=\"{address}\"><span{english}>{word}:</span> <bdi{}>{}</bdi></a>\n",
                lang(around, &statement.lang),
                text(&statement.title)
            )
        })
    };
    let newer = link("prev", "Newer", at(idx.0.checked_sub(1)));
    let older = link("next", "Older", at(idx.0.checked_add(1)));
    let links: String = newer.into_iter().chain(older).collect();
    if links.is_empty() {
        return String::new();
    }
    format!("<nav aria-label=\"Statements\"{english}>\n{links}</nav>\n")
}

/// The beginning of the words, cut between two of them.
fn opening(body: &Body) -> String {
    let words = body.passages().next().map(|(_, block)| body.block_text(block)).unwrap_or_default();
    let mut out = String::new();
    for word in words.split_whitespace() {
        if out.chars().count() + word.chars().count() > DESCRIPTION {
            out.push('…');
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
