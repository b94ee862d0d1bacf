//! One statement file → its metadata and words, and every finding about it.
//!
//! Lives here: the fence, the keys of the front matter and what each demands. Does not live here: the corpus it
//! belongs to ([`super::declared`]), Markdown ([`super::markdown`]).

use super::declared::{Declared, Target};
use super::fields::{Fields, Placed, is_language_tag, nearest};
use super::headings::TopicNames;
use super::markdown::{is_safe_address, parse_markdown};
use super::node::{Node, parse_yaml};
use super::text::Finding;
use crate::body::Body;
use crate::model::{Completeness, Kind, SourceDocument, Statement};
use std::collections::BTreeMap;
use std::ops::Range;

/// The keys of the front matter.
const KEYS: [&str; 16] = [
    "title",
    "date",
    "speaker",
    "side",
    "kind",
    "event",
    "place",
    "participants",
    "publisher",
    "source",
    "topics",
    "lang",
    "translation_of",
    "text",
    "note",
    "to_fill_in",
];

/// Kinds of which somebody speaks: they need a speaker.
const SPOKEN: [Kind; 4] = [Kind::Speech, Kind::Remarks, Kind::Interview, Kind::PressStatement];

/// What a statement may refer to.
pub(super) struct Surroundings<'a> {
    pub(super) declared: &'a Declared,
    pub(super) topics: &'a TopicNames,
    /// All statements' ids with their paths.
    pub(super) ids: &'a BTreeMap<&'a str, &'a str>,
}

/// Reads one statement file.
pub(super) fn read_statement(
    id: &str,
    text: &str,
    around: &Surroundings<'_>,
) -> (Statement, Body, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut statement = empty_statement(id);
    let mut body = Body::default();
    match split(text) {
        Ok(Split { fence, yaml, body_start }) => {
            match parse_yaml(text.get(yaml.clone()).unwrap_or(""), yaml.start) {
                Ok(node) => statement = read_front_matter(id, &node, fence, around, &mut findings),
                Err(finding) => findings.push(finding),
            }
            body = read_body(text, body_start, &mut findings);
        }
        // Without both fences there is no telling where the words begin.
        Err(finding) => findings.push(finding),
    }
    for topic in around.topics.assign(&mut body) {
        if !statement.topics.contains(&topic) {
            statement.topics.push(topic);
        }
    }
    (statement, body, findings)
}

/// Reads the words, which begin at `start`.
fn read_body(text: &str, start: usize, findings: &mut Vec<Finding>) -> Body {
    let markdown = parse_markdown(text.get(start..).unwrap_or(""));
    findings.extend(markdown.findings.into_iter().map(|finding| {
        let range = start + finding.range.start..start + finding.range.end;
        Finding { range, ..finding }
    }));
    if markdown.body.passages().next().is_none() {
        let help = "Write them below the front matter.";
        findings.push(Finding::error(start..start, "the statement has no words", help));
    }
    markdown.body
}

/// Where the parts of a file are.
pub(super) struct Split {
    /// The opening fence.
    pub(super) fence: Range<usize>,
    pub(super) yaml: Range<usize>,
    pub(super) body_start: usize,
}

/// Finds the two lines `---` around the front matter.
pub(super) fn split(text: &str) -> Result<Split, Finding> {
    let mut at = 0;
    let mut opening: Option<Range<usize>> = None;
    for line in text.split_inclusive('\n') {
        let is_fence = line.trim_end() == "---";
        match &opening {
            None if is_fence => opening = Some(0..3),
            None => {
                let help = "Begin the file with a line ---, then title: and date:, then another line ---.";
                return Err(Finding::error(0..line.trim_end().len(), "the file has no front matter", help));
            }
            Some(fence) if is_fence => {
                let yaml_start = text.find('\n').map_or(text.len(), |feed| feed + 1);
                return Ok(Split { fence: fence.clone(), yaml: yaml_start..at, body_start: at + line.len() });
            }
            Some(_) => {}
        }
        at += line.len();
    }
    let help = "Close it with a line --- before the words begin.";
    Err(Finding::error(0..3.min(text.len()), "the front matter has no end", help))
}

fn empty_statement(id: &str) -> Statement {
    Statement {
        id: id.to_owned(),
        title: id.to_owned(),
        date: None,
        speakers: Vec::new(),
        sides: Vec::new(),
        kind: None,
        event: None,
        place: String::new(),
        participants: Vec::new(),
        publisher: None,
        source: SourceDocument::default(),
        topics: Vec::new(),
        lang: String::new(),
        translation_of: None,
        completeness: Completeness::Unstated,
        note: String::new(),
        to_fill_in: Vec::new(),
    }
}

/// Reads the keys of the front matter.
pub(super) fn read_front_matter(
    id: &str,
    node: &Node,
    fence: Range<usize>,
    around: &Surroundings<'_>,
    findings: &mut Vec<Finding>,
) -> Statement {
    let declared = around.declared;
    let mut fields = Fields::open("the front matter", node, fence, &KEYS, findings);
    let mut statement = empty_statement(id);
    statement.to_fill_in = read_to_fill_in(&mut fields);
    let missing = |fields: &mut Fields<'_, '_>, key: &str, why: &str, help: &str| {
        if !statement.to_fill_in.iter().any(|known| known == key) {
            let range = fields.range.clone();
            fields.error(range, format!("missing {key}{why}"), help);
        }
    };

    // A title that is not there yet: the id names the statement until then.
    let title = fields.text("title");
    if fields.is_blank("title") {
        missing(&mut fields, "title", "", "Add a line such as: title: Remarks after the talks");
    }
    let date = fields.date("date");
    if fields.is_blank("date") {
        missing(&mut fields, "date", "", "Add a line such as: date: 2024-11-05 (or 2024-11, or 2024).");
    }
    let kind = read_kind(&mut fields);
    let speakers = fields.texts("speaker");
    if let Some(kind) = kind.filter(|kind| SPOKEN.contains(kind) && fields.is_blank("speaker")) {
        let why = format!(", which a statement of kind {} needs", kind.id());
        missing(&mut fields, "speaker", &why, "Add a line such as: speaker: lavrov");
    }
    let sides = fields.texts("side");
    let event: Vec<Placed> = fields.text("event").into_iter().collect();
    let publisher: Vec<Placed> = fields.text("publisher").into_iter().collect();
    let participants = fields.texts("participants");
    let topics = fields.texts("topics");

    statement.title = title.map_or(statement.title, |(title, _)| title);
    statement.date = date;
    statement.kind = kind;
    statement.place = fields.text_or_empty("place");
    statement.note = fields.text_or_empty("note");
    statement.lang = read_lang(&mut fields).unwrap_or_else(|| declared.info.language.clone());
    statement.completeness = read_completeness(&mut fields);
    statement.source = read_source(&mut fields);
    statement.translation_of = read_translation_of(&mut fields, id, around);

    statement.speakers = declared.resolve(Target::Speaker, speakers, findings);
    statement.sides = declared.resolve(Target::Side, sides, findings);
    statement.event = declared.resolve(Target::Event, event, findings).pop();
    statement.publisher = declared.resolve(Target::Publisher, publisher, findings).pop();
    statement.participants = declared.resolve(Target::Participant, participants, findings);
    statement.topics = declared.resolve(Target::Topic, topics, findings);
    if statement.sides.is_empty() {
        statement.sides = sides_of(&statement.speakers, declared);
    }
    statement
}

/// The sides the speakers speak for, each once.
fn sides_of(speakers: &[String], declared: &Declared) -> Vec<String> {
    let mut sides: Vec<String> = Vec::new();
    for speaker in speakers {
        let side = declared
            .info
            .speakers
            .iter()
            .find(|known| known.id == *speaker)
            .and_then(|known| known.side.clone());
        if let Some(side) = side.filter(|side| !sides.contains(side)) {
            sides.push(side);
        }
    }
    sides
}

/// The keys declared as still to be filled in: each is a warning, so that nobody forgets.
fn read_to_fill_in(fields: &mut Fields<'_, '_>) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for (key, range) in fields.texts("to_fill_in") {
        let fillable = KEYS.iter().filter(|known| **known != "to_fill_in");
        if !fillable.clone().any(|known| *known == key) {
            let help = did_you_mean(&key, fillable.copied());
            fields.error(range, format!("unknown key {key:?} in to_fill_in"), help);
        } else if !keys.contains(&key) {
            let help = "Fill it in and remove it from to_fill_in.";
            fields.findings.push(Finding::warning(range, format!("{key} is still to be filled in"), help));
            keys.push(key);
        }
    }
    keys
}

fn read_kind(fields: &mut Fields<'_, '_>) -> Option<Kind> {
    let (text, range) = fields.text("kind")?;
    let kind = Kind::from_id(&text);
    if kind.is_none() {
        fields.error(
            range,
            format!("unknown kind {text:?}"),
            did_you_mean(&text, Kind::ALL.iter().map(|kind| kind.id())),
        );
    }
    kind
}

fn read_completeness(fields: &mut Fields<'_, '_>) -> Completeness {
    let all = [Completeness::Full, Completeness::Excerpt, Completeness::Digest];
    let Some((text, range)) = fields.text("text") else { return Completeness::Unstated };
    all.into_iter().find(|known| known.id() == Some(text.as_str())).unwrap_or_else(|| {
        let help = did_you_mean(&text, all.iter().filter_map(|known| known.id()));
        fields.error(range, format!("text cannot be {text:?}"), help);
        Completeness::Unstated
    })
}

fn read_lang(fields: &mut Fields<'_, '_>) -> Option<String> {
    let (tag, range) = fields.text("lang")?;
    if is_language_tag(&tag) {
        return Some(tag);
    }
    fields.error(
        range,
        format!("{tag:?} is not a language tag"),
        "Write a BCP 47 tag such as en, ru or pt-BR.",
    );
    None
}

fn read_source(fields: &mut Fields<'_, '_>) -> SourceDocument {
    let Some(node) = fields.get("source") else { return SourceDocument::default() };
    let range = node.range.clone();
    let mut source = Fields::open("source", node, range, &["url", "title", "retrieved"], fields.findings);
    let url = source.text("url").and_then(|(url, range)| {
        if is_safe_address(&url) && !url.to_ascii_lowercase().starts_with("mailto:") {
            return Some(url);
        }
        let help = "Write an address that begins with http:// or https:// and holds no space.";
        source.error(range, format!("source.url cannot be {url:?}"), help);
        None
    });
    SourceDocument {
        url: url.unwrap_or_default(),
        title: source.text_or_empty("title"),
        retrieved: source.date("retrieved"),
    }
}

fn read_translation_of(fields: &mut Fields<'_, '_>, id: &str, around: &Surroundings<'_>) -> Option<String> {
    let (original, range) = fields.text("translation_of")?;
    if original == id {
        fields.error(
            range,
            "the statement is called its own translation",
            "Name the statement it translates.",
        );
        return None;
    }
    if around.ids.contains_key(original.as_str()) {
        return Some(original);
    }
    let help = match nearest(
        &original,
        around.ids.keys().filter(|known| **known != id).map(|known| (*known, *known)),
    ) {
        Some(near) => format!("Did you mean {near:?}?"),
        None => "Write the file name of another statement, without .md.".to_owned(),
    };
    fields.error(range, format!("unknown statement {original:?}"), help);
    None
}

/// The nearest of a few words, or all of them.
fn did_you_mean<'a>(written: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    match nearest(written, known.clone().map(|word| (word, word))) {
        Some(near) => format!("Did you mean {near:?}?"),
        None => format!("Write one of: {}.", known.collect::<Vec<_>>().join(", ")),
    }
}
