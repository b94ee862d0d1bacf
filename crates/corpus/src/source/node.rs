//! YAML and TOML → one tree of values that know their place.
//!
//! Lives here: the two parsers and the tree. Does not live here: which keys mean what ([`super::fields`] and what
//! uses it). Libraries parse; both report syntax errors with a place. Scalars stay the text that was written, so
//! that `2024` and `no` are what the editor meant.

use super::text::Finding;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Location, Spanned};
use std::fmt;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// A value and its byte range in the text that was parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) range: Range<usize>,
    pub(super) value: Value,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A key without a value.
    Absent,
    /// A scalar of any type, as written.
    Text(String),
    /// Several values.
    List(Vec<Node>),
    /// Keys with values.
    Table(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_range: Range<usize>,
    pub(super) node: Node,
}

/// Parses TOML; what can be read is returned beside the errors.
pub(super) fn parse_toml(text: &str) -> (Node, Vec<Finding>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let findings = errors.iter().map(|error| {
        let range = error.span().unwrap_or(0..0);
        let message = one_line(error.message());
        Finding::error(
            range,
            format!("this is not TOML: {message}"),
            "See https://toml.io; texts stand in quotation marks, lists in brackets.",
        )
    });
    let findings = findings.collect();
    let range = table.span();
    (Node { range, value: toml_table(table.into_inner(), text) }, findings)
}

fn toml_table(table: DeTable<'_>, text: &str) -> Value {
    let entries = table.into_iter().map(|(key, value)| Entry {
        key_range: key.span(),
        key: key.into_inner().into_owned(),
        node: Node { range: value.span(), value: toml_value(value.span(), value.into_inner(), text) },
    });
    Value::Table(entries.collect())
}

fn toml_value(range: Range<usize>, value: DeValue<'_>, text: &str) -> Value {
    match value {
        DeValue::String(string) => Value::Text(string.into_owned()),
        DeValue::Array(array) => Value::List(
            array
                .into_iter()
                .map(|item| Node {
                    range: item.span(),
                    value: toml_value(item.span(), item.into_inner(), text),
                })
                .collect(),
        ),
        DeValue::Table(table) => toml_table(table, text),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            Value::Text(text.get(range).unwrap_or("").to_owned())
        }
    }
}

/// Parses one YAML document that begins at `base` in its file.
pub(super) fn parse_yaml(text: &str, base: usize) -> Result<Node, Finding> {
    let options = serde_saphyr::options! { with_snippet: false };
    match serde_saphyr::from_str_with_options::<Spanned<Yaml>>(text, options) {
        Ok(yaml) => Ok(yaml_node(yaml, text, base)),
        Err(error) => {
            let range = error.location().map_or(0..0, |location| yaml_range(location, text));
            // Syntax errors have a place but no length: then the rest of the line is meant.
            let line = text.get(range.start..).and_then(|rest| rest.lines().next()).map_or(0, str::len);
            let range = base + range.start..base + range.end.max(range.start + line);
            if let serde_saphyr::Error::DuplicateMappingKey { .. } = error.without_snippet() {
                return Err(Finding::error(range, "this key stands twice", "Keep one of the two."));
            }
            let help =
                "Put texts that hold \": \" or begin with one of [ { & * ! | > % @ into quotation marks.";
            Err(Finding::error(range, format!("this is not YAML: {}", yaml_message(&error)), help))
        }
    }
}

/// The library's message without the place, which the finding states itself.
fn yaml_message(error: &serde_saphyr::Error) -> String {
    let message = one_line(&error.without_snippet().to_string());
    match message.split_once(": ") {
        Some((place, rest)) if place.starts_with("error: line") || place.starts_with("line ") => {
            rest.to_owned()
        }
        _ => message.rsplit_once(" at line ").map_or(message.clone(), |(text, _)| text.to_owned()),
    }
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn yaml_range(location: Location, text: &str) -> Range<usize> {
    let span = location.span();
    let offset =
        span.byte_offset().and_then(|offset| usize::try_from(offset).ok()).unwrap_or(0).min(text.len());
    let length = span.byte_len().and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
    let end = offset.saturating_add(length).min(text.len());
    if text.get(offset..end).is_some() { offset..end } else { 0..0 }
}

/// What serde sees of a YAML value. Scalars that are no strings are looked up in the source by their place.
enum Yaml {
    Absent,
    Text(String),
    AsWritten,
    List(Vec<Spanned<Yaml>>),
    Table(Vec<(Spanned<String>, Spanned<Yaml>)>),
}

fn yaml_node(yaml: Spanned<Yaml>, text: &str, base: usize) -> Node {
    let range = yaml_range(yaml.defined, text);
    let value = match yaml.value {
        Yaml::Absent => Value::Absent,
        Yaml::Text(text) => Value::Text(text),
        Yaml::AsWritten => Value::Text(text.get(range.clone()).unwrap_or("").trim().to_owned()),
        Yaml::List(items) => Value::List(items.into_iter().map(|item| yaml_node(item, text, base)).collect()),
        Yaml::Table(entries) => Value::Table(
            entries
                .into_iter()
                .map(|(key, value)| {
                    let key_range = yaml_range(key.defined, text);
                    Entry {
                        key: key.value,
                        key_range: base + key_range.start..base + key_range.end,
                        node: yaml_node(value, text, base),
                    }
                })
                .collect(),
        ),
    };
    Node { range: base + range.start..base + range.end, value }
}

impl<'de> Deserialize<'de> for Yaml {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(YamlVisitor)
    }
}

struct YamlVisitor;

impl<'de> Visitor<'de> for YamlVisitor {
    type Value = Yaml;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a list or keys with values")
    }

    fn visit_str<E>(self, text: &str) -> Result<Yaml, E> {
        Ok(Yaml::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Yaml, E> {
        Ok(Yaml::Text(text))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Yaml, E> {
        Ok(Yaml::AsWritten)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Yaml, E> {
        Ok(Yaml::AsWritten)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Yaml, E> {
        Ok(Yaml::AsWritten)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Yaml, E> {
        Ok(Yaml::AsWritten)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Yaml, E> {
        Ok(Yaml::AsWritten)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Yaml, E> {
        Ok(Yaml::AsWritten)
    }

    fn visit_unit<E>(self) -> Result<Yaml, E> {
        Ok(Yaml::Absent)
    }

    fn visit_none<E>(self) -> Result<Yaml, E> {
        Ok(Yaml::Absent)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Yaml, D::Error> {
        Deserialize::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Yaml, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Yaml::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Yaml, A::Error> {
        let mut table = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            table.push(entry);
        }
        Ok(Yaml::Table(table))
    }
}
