//! Telegram Desktop's export of a channel or of all chats, `result.json`.
//!
//! Lives here: its structure, and the words of a message. Does not live here: what a post's words say (`telegram_text`).
//! A message's text comes as one string, as strings and objects, or as entities; an entity of an unknown kind is its words.
//! The day is the one that the export shows. One message is one statement; what was cut at Telegram's limit stays cut.

use super::paragraphs::without_controls;
use super::{LineCounter, Record, Records};
use crate::report::Reason;
use demarche_corpus::PartialDate;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// One chat, or the list of all.
#[derive(Deserialize)]
struct Export<'e> {
    name: Option<String>,
    #[serde(borrow)]
    messages: Option<Vec<&'e RawValue>>,
    #[serde(borrow)]
    chats: Option<Chats<'e>>,
}

#[derive(Deserialize)]
struct Chats<'e> {
    #[serde(borrow)]
    list: Vec<Export<'e>>,
}

#[derive(Deserialize)]
struct Message {
    #[serde(rename = "type")]
    sort: String,
    date: String,
    #[serde(default)]
    text: Value,
    #[serde(default)]
    text_entities: Vec<Value>,
    forwarded_from: Option<String>,
}

/// Reads an export; nothing where it is none.
pub fn read(text: &str) -> Option<Result<Records, String>> {
    let export: Export<'_> = serde_json::from_str(text).ok()?;
    let chats = match export.chats {
        Some(chats) => chats.list,
        None => vec![export],
    };
    if chats.iter().all(|chat| chat.messages.is_none()) {
        return None;
    }
    let mut found = Records { format: "telegram export", ..Records::default() };
    let mut counter = LineCounter::new(text);
    let mut hidden = 0;
    for chat in &chats {
        for raw in chat.messages.iter().flatten() {
            let from = raw.get().as_ptr() as usize - text.as_ptr() as usize;
            let lines = (counter.line_at(from), counter.line_at(from + raw.get().len()));
            let message: Message = match serde_json::from_str(raw.get()) {
                Ok(message) => message,
                Err(error) => {
                    return Some(Err(format!(
                        "the message in line {} is not one of Telegram's ({error})",
                        lines.0
                    )));
                }
            };
            if message.sort != "message" {
                found.dropped.push((lines, Reason::ServiceMessage));
                continue;
            }
            hidden += message.text_entities.iter().filter(|entity| entity.get("href").is_some()).count();
            match record(message, chat.name.as_deref(), lines) {
                Some(record) => found.records.push(record),
                None => found.dropped.push((lines, Reason::NoText)),
            }
        }
    }
    if hidden > 0 {
        found
            .notes
            .push(format!("left out, with the words kept: {} behind words", super::count(hidden, "link")));
    }
    Some(Ok(found))
}

fn record(message: Message, channel: Option<&str>, lines: (usize, usize)) -> Option<Record> {
    let entities: String = message.text_entities.iter().map(words).collect();
    let text = if entities.is_empty() { words(&message.text) } else { entities };
    let paragraphs: Vec<String> =
        text.split(['\n', '\u{2028}']).map(without_controls).filter(|line| !line.is_empty()).collect();
    (!paragraphs.is_empty()).then(|| Record {
        lines,
        date: message.date.get(..10).and_then(PartialDate::parse),
        publisher: channel.map(str::to_owned),
        note: message.forwarded_from.map(|from| format!("Forwarded from {from}")),
        paragraphs,
        is_post: true,
        ..Record::default()
    })
}

/// The words of a text or of a part of it.
fn words(part: &Value) -> String {
    match part {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().map(words).collect(),
        Value::Object(part) => part.get("text").map(words).unwrap_or_default(),
        _ => String::new(),
    }
}
