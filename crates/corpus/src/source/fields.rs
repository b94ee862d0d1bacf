//! Reading a table's keys: known or not, of the right shape, and what stands in them.
//!
//! Lives here: what front matter and `corpus.toml` have in common. Does not live here: which keys there are. Every
//! read reports what is wrong and returns what could be read, so that one run finds everything.

use super::node::{Entry, Node, Value};
use super::text::Finding;
use crate::date::PartialDate;
use std::ops::Range;

/// A text and its place.
pub(super) type Placed = (String, Range<usize>);

/// The keys of one table, read one by one.
pub(super) struct Fields<'n, 'f> {
    /// Where something that is missing is reported.
    pub(super) range: Range<usize>,
    entries: &'n [Entry],
    pub(super) findings: &'f mut Vec<Finding>,
}

impl<'n, 'f> Fields<'n, 'f> {
    /// Opens a table and reports the keys that are not known. `what` is the table in messages: `the front matter`.
    pub(super) fn open(
        what: &str,
        node: &'n Node,
        range: Range<usize>,
        known: &[&str],
        findings: &'f mut Vec<Finding>,
    ) -> Fields<'n, 'f> {
        let entries: &'n [Entry] = match &node.value {
            Value::Table(entries) => entries,
            Value::Absent => &[],
            Value::Text(_) | Value::List(_) => {
                let message = format!("{what} must consist of keys with values");
                findings.push(Finding::error(
                    node.range.clone(),
                    message,
                    format!("The keys are: {}.", known.join(", ")),
                ));
                &[]
            }
        };
        for entry in entries.iter().filter(|entry| !known.contains(&entry.key.as_str())) {
            let help = match nearest(&entry.key, known.iter().map(|key| (*key, *key))) {
                Some(key) => format!("Did you mean {key:?}?"),
                None => format!("The keys are: {}.", known.join(", ")),
            };
            let message = format!("unknown key {:?} in {what}", entry.key);
            findings.push(Finding::error(entry.key_range.clone(), message, help));
        }
        Fields { range, entries, findings }
    }

    /// The value of a key; `None` where it is absent or empty.
    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        (entry.node.value != Value::Absent).then_some(&entry.node)
    }

    /// Whether nothing stands in a key. A value of the wrong shape is something: reading the key reports it.
    pub(super) fn is_blank(&self, key: &str) -> bool {
        let blank = |node: &Node| match &node.value {
            Value::Absent => true,
            Value::Text(text) => text.trim().is_empty(),
            Value::List(_) | Value::Table(_) => false,
        };
        self.get(key).is_none_or(|node| match &node.value {
            Value::List(items) => items.iter().all(blank),
            _ => blank(node),
        })
    }

    /// The text of a key; `None` where it is absent or blank.
    pub(super) fn text(&mut self, key: &str) -> Option<Placed> {
        let node = self.get(key)?;
        match &node.value {
            Value::Text(text) => self.clean(key, text, &node.range),
            _ => {
                let message = format!("{key} must be one text");
                self.error(
                    node.range.clone(),
                    message,
                    "Write a single value, in quotation marks where in doubt.",
                );
                None
            }
        }
    }

    /// The texts of a key that takes one or several.
    pub(super) fn texts(&mut self, key: &str) -> Vec<Placed> {
        let Some(node) = self.get(key) else { return Vec::new() };
        let items: &[Node] = match &node.value {
            Value::List(items) => items,
            _ => std::slice::from_ref(node),
        };
        let mut texts = Vec::new();
        for item in items {
            match &item.value {
                Value::Text(text) => texts.extend(self.clean(key, text, &item.range)),
                Value::Absent => {}
                Value::List(_) | Value::Table(_) => {
                    let message = format!("{key} must be one text or a list of texts");
                    self.error(item.range.clone(), message, format!("Write {key}: a, or {key}: [a, b]."));
                }
            }
        }
        texts
    }

    /// The text of a key, or the empty string.
    pub(super) fn text_or_empty(&mut self, key: &str) -> String {
        self.text(key).map(|(text, _)| text).unwrap_or_default()
    }

    /// The date of a key; a wrong one is reported.
    pub(super) fn date(&mut self, key: &str) -> Option<PartialDate> {
        let (text, range) = self.text(key)?;
        self.parse_date(&text, range)
    }

    /// Reads a date; a wrong one is reported.
    pub(super) fn parse_date(&mut self, text: &str, range: Range<usize>) -> Option<PartialDate> {
        let date = PartialDate::parse(text.trim());
        if date.is_none() {
            let lengths: Vec<usize> = text.split('-').map(str::len).collect();
            let is_shaped = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
                && matches!(lengths.as_slice(), [4] | [4, 2] | [4, 2, 2]);
            let message = if is_shaped {
                format!("there is no date {text:?}")
            } else {
                format!("{text:?} is not a date")
            };
            self.error(range, message, "Write a day (2024-11-05), a month (2024-11) or a year (2024).");
        }
        date
    }

    /// Reports an error.
    pub(super) fn error(&mut self, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.findings.push(Finding::error(range, message, help));
    }

    /// A text on one line and without control characters, which YAML and TOML can spell with a backslash.
    fn clean(&mut self, key: &str, text: &str, range: &Range<usize>) -> Option<Placed> {
        let is_bad = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        if let Some(bad) = text.chars().find(|c| is_bad(*c)) {
            let message = format!("control character U+{:04X} in {key}", bad as u32);
            self.error(range.clone(), message, "Remove it: it cannot be shown.");
        }
        let line = text.trim_matches('\n').replace('\n', " ").replace(is_bad, "");
        (!line.trim().is_empty()).then(|| (line, range.clone()))
    }
}

/// The id whose label is nearest to what was written; `None` where nothing is near.
///
/// Labels may be ids, names or spellings. At most a third of the letters may differ, and never all of them.
pub(super) fn nearest<'a>(
    written: &str,
    labels: impl Iterator<Item = (&'a str, &'a str)>,
) -> Option<&'a str> {
    let written = written.to_lowercase();
    let length = written.chars().count();
    let allowed = (length / 3).max(1).min(length.saturating_sub(1));
    labels
        .map(|(label, id)| (strsim::osa_distance(&written, &label.to_lowercase()), id))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, id)| id)
}

/// Reports an id that does not fit into an address.
pub(super) fn id_problem(id: &str) -> Option<String> {
    // Marks belong to the letter before them; files named on some systems spell é as e and a mark.
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '\u{300}'..='\u{36f}');
    if let Some(bad) = id.chars().find(|c| !fits(*c)) {
        return Some(format!("the id {id:?} holds {bad:?}, which is unfit for an address"));
    }
    if id.contains("..") {
        return Some(format!("the id {id:?} holds \"..\", which is unfit for an address"));
    }
    let first = id.chars().next();
    (!first.is_some_and(char::is_alphanumeric))
        .then(|| format!("the id {id:?} does not begin with a letter or a digit"))
}

/// How to mend what [`id_problem`] found.
pub(super) const ID_HELP: &str =
    "Use letters, digits, \".\", \"_\" and \"-\", and begin with a letter or a digit.";

/// Whether this has the shape of a BCP 47 language tag.
pub(super) fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or("");
    (2..=8).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}
