//! `corpus.toml` → [`CorpusInfo`], and every finding about it.
//!
//! Lives here: the tables and their keys. Does not live here: looking ids up ([`super::declared`]) and what
//! statements say ([`super::statement`]). A table with a fault is still declared, so that one fault in
//! `corpus.toml` is not reported again for every statement.

use super::SourceFile;
use super::declared::{Declared, Target};
use super::fields::{Fields, ID_HELP, Placed, id_problem, is_language_tag};
use super::node::{Node, Value, parse_toml};
use super::site::read_table;
use super::text::Finding;
use crate::date::PartialDate;
use crate::model::{Alias, CorpusInfo, Event, Publisher, Side, Speaker, Topic};
use std::collections::BTreeSet;

/// The language of statements where neither they nor the corpus say one.
const DEFAULT_LANGUAGE: &str = "en";

const KEYS: [&str; 11] = [
    "title",
    "description",
    "licence",
    "language",
    "site",
    "side",
    "speaker",
    "publisher",
    "event",
    "topic",
    "alias",
];

/// Reads `corpus.toml`; the pictures it names are among `files`.
pub(super) fn read_info(text: &str, files: &[SourceFile]) -> (Declared, Vec<Finding>) {
    let (root, mut findings) = parse_toml(text);
    let complete = findings.is_empty();
    let mut fields = Fields::open("corpus.toml", &root, 0..0, &KEYS, &mut findings);
    let mut info = CorpusInfo {
        title: fields.text_or_empty("title"),
        description: fields.text_or_empty("description"),
        licence: fields.text_or_empty("licence"),
        language: DEFAULT_LANGUAGE.to_owned(),
        ..CorpusInfo::default()
    };
    if info.title.is_empty() && complete {
        fields.error(0..0, "the corpus has no title", "Add a line such as: title = \"Talks of 2024\"");
    }
    if let Some((tag, range)) = fields.text("language") {
        if is_language_tag(&tag) {
            info.language = tag;
        } else {
            fields.error(
                range,
                format!("{tag:?} is not a language tag"),
                "Write a BCP 47 tag such as en, ru or pt-BR.",
            );
        }
    }
    if let Some(site) = fields.get("site") {
        info.footer = read_table(site, files, fields.findings).1;
    }
    let [sides, speakers, publishers, events, topics, aliases] =
        ["side", "speaker", "publisher", "event", "topic", "alias"].map(|name| tables(&mut fields, name));

    read_tables("side", &sides, &["id", "name"], &mut findings, |fields, id| {
        info.sides.push(Side { name: required(fields, "side", &id, "name"), id });
    });
    let mut speaker_sides: Vec<(usize, Placed)> = Vec::new();
    let keys = ["id", "name", "role", "side", "spellings"];
    read_tables("speaker", &speakers, &keys, &mut findings, |fields, id| {
        speaker_sides.extend(fields.text("side").map(|side| (info.speakers.len(), side)));
        info.speakers.push(Speaker {
            name: required(fields, "speaker", &id, "name"),
            role: fields.text_or_empty("role"),
            side: None,
            spellings: words(fields, "spellings"),
            id,
        });
    });
    read_tables("publisher", &publishers, &["id", "name", "kind"], &mut findings, |fields, id| {
        info.publishers.push(Publisher {
            name: required(fields, "publisher", &id, "name"),
            kind: fields.text_or_empty("kind"),
            id,
        });
    });
    let mut event_participants: Vec<(usize, Vec<Placed>)> = Vec::new();
    let keys = ["id", "title", "date", "end", "place", "participants"];
    read_tables("event", &events, &keys, &mut findings, |fields, id| {
        event_participants.push((info.events.len(), fields.texts("participants")));
        let (date, end) = days(fields);
        let title = required(fields, "event", &id, "title");
        let place = fields.text_or_empty("place");
        info.events.push(Event { id, title, date, end, place, participants: Vec::new() });
    });
    read_tables("topic", &topics, &["id", "name", "hashtags", "words"], &mut findings, |fields, id| {
        let hashtags = words(fields, "hashtags");
        info.topics.push(Topic {
            name: required(fields, "topic", &id, "name"),
            hashtags: hashtags.into_iter().map(|tag| tag.trim_start_matches('#').to_owned()).collect(),
            words: words(fields, "words"),
            id,
        });
    });
    read_aliases(&aliases, &mut findings, &mut info.aliases);

    // References are looked up last: tables may stand in any order.
    let mut declared = Declared { info, complete };
    for (index, side) in speaker_sides {
        let side = declared.resolve(Target::Side, vec![side], &mut findings).pop();
        if let Some(speaker) = declared.info.speakers.get_mut(index) {
            speaker.side = side;
        }
    }
    for (index, participants) in event_participants {
        let participants = declared.resolve(Target::Participant, participants, &mut findings);
        if let Some(event) = declared.info.events.get_mut(index) {
            event.participants = participants;
        }
    }
    (declared, findings)
}

/// The tables of an array of tables.
fn tables<'n>(fields: &mut Fields<'n, '_>, name: &str) -> Vec<&'n Node> {
    match fields.get(name) {
        None => Vec::new(),
        Some(node) => match &node.value {
            Value::List(tables) => tables.iter().collect(),
            _ => {
                let message = format!("{name} must be a list of tables");
                fields.error(node.range.clone(), message, format!("Begin each one with a line [[{name}]]."));
                Vec::new()
            }
        },
    }
}

/// Reads tables one by one: unknown keys, and the id, which must be there, fit and be the only one of its name.
fn read_tables(
    name: &str,
    tables: &[&Node],
    keys: &[&str],
    findings: &mut Vec<Finding>,
    mut read: impl FnMut(&mut Fields<'_, '_>, String),
) {
    let what = format!("[[{name}]]");
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for table in tables {
        let mut fields = Fields::open(&what, table, table.range.clone(), keys, findings);
        let Some((id, range)) = fields.text("id") else {
            let help = "Add a line such as: id = \"short-name\"";
            fields.error(table.range.clone(), format!("this {name} has no id"), help);
            continue;
        };
        if let Some(problem) = id_problem(&id) {
            fields.error(range.clone(), problem, ID_HELP);
        }
        if !taken.insert(id.clone()) {
            let help = "Give one of them another id, or merge the two tables.";
            fields.error(range, format!("the {name} {id:?} is declared twice"), help);
            continue;
        }
        read(&mut fields, id);
    }
}

/// A text that must be there; the id stands in for it, so that the rest can be checked.
fn required(fields: &mut Fields<'_, '_>, noun: &str, id: &str, key: &str) -> String {
    match fields.text(key) {
        Some((text, _)) => text,
        None => {
            let range = fields.range.clone();
            fields.error(
                range,
                format!("the {noun} {id:?} has no {key}"),
                format!("Add a line such as: {key} = \"…\""),
            );
            id.to_owned()
        }
    }
}

/// The texts of a key without their places.
fn words(fields: &mut Fields<'_, '_>, key: &str) -> Vec<String> {
    fields.texts(key).into_iter().map(|(text, _)| text).collect()
}

/// `date` and `end` of an event; `date` may itself be a range `2024-10-22..2024-10-24`.
fn days(fields: &mut Fields<'_, '_>) -> (Option<PartialDate>, Option<PartialDate>) {
    let Some((text, range)) = fields.text("date") else {
        if let Some((_, range)) = fields.text("end") {
            fields.error(range, "the event has an end but no date", "Write its first day as date.");
        }
        return (None, None);
    };
    let (first, last) = match text.split_once("..") {
        Some((first, last)) => (first.to_owned(), Some((last.to_owned(), range.clone()))),
        None => (text, None),
    };
    let date = fields.parse_date(&first, range);
    let stated = fields.text("end");
    if let (Some(_), Some((_, range))) = (&last, &stated) {
        fields.error(
            range.clone(),
            "the end is stated twice",
            "Write it in date (2024-10-22..2024-10-24) or as end.",
        );
    }
    let Some((text, range)) = last.or(stated) else { return (date, None) };
    let end = fields.parse_date(&text, range.clone());
    if let (Some(date), Some(end)) = (date, end)
        && end.last_day() < date.first_day()
    {
        fields.error(
            range,
            format!("the event ends on {end}, before it begins on {date}"),
            "Exchange the two dates.",
        );
    }
    (date, end)
}

/// `[[alias]]`: the only table whose id may be left out.
fn read_aliases(tables: &[&Node], findings: &mut Vec<Finding>, aliases: &mut Vec<Alias>) {
    for table in tables {
        let mut fields =
            Fields::open("[[alias]]", table, table.range.clone(), &["id", "spellings"], findings);
        let spellings = words(&mut fields, "spellings");
        if spellings.len() < 2 {
            let range = fields.get("spellings").map_or(table.range.clone(), |node| node.range.clone());
            let help = "List two or more: spellings = [\"Kyiv\", \"Kiev\"]";
            fields.error(range, "an alias with fewer than two spellings", help);
            continue;
        }
        let id = match fields.text("id") {
            Some((id, range)) => {
                if let Some(problem) = id_problem(&id) {
                    fields.error(range.clone(), problem, ID_HELP);
                }
                if aliases.iter().any(|alias| alias.id == id) {
                    let help = "Give one of them another id, or merge the two tables.";
                    fields.error(range, format!("the alias {id:?} is declared twice"), help);
                }
                id
            }
            None => made_id(spellings.first().map_or("", String::as_str), aliases),
        };
        aliases.push(Alias { id, spellings });
    }
}

/// An id made from the first spelling: its letters and digits, the rest as hyphens, numbered where taken.
fn made_id(spelling: &str, aliases: &[Alias]) -> String {
    let letters: String =
        spelling.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let base = letters.trim_matches('-');
    let base = if base.is_empty() { "alias" } else { base };
    let is_free = |id: &String| aliases.iter().all(|alias| alias.id != *id);
    std::iter::once(base.to_owned())
        .chain((2..).map(|number| format!("{base}-{number}")))
        .find(is_free)
        .unwrap_or_else(|| base.to_owned())
}
