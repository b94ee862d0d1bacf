//! The ledger: which side states which hard fact.
//!
//! Lives here: bringing the facts of both sides under common keys, and the rows. Does not live here: finding
//! facts in a text (`facts`). A full name and its last word are one name where the texts use both; a day with
//! and without its year are one day. Cost: O(facts · log facts).

use demarche_corpus::order;
use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Analysis;
use crate::model::{LedgerClass, LedgerRow, Presence, Text};

/// Bodies and countries under their two usual names, as stems.
const NAME_ALIASES: &[(&str, &str)] = &[
    ("unit state of america", "u.s"),
    ("unit state", "u.s"),
    ("unit nation", "un"),
    ("european union", "eu"),
    ("unit kingdom", "uk"),
];

/// Sentences of A and of B that state a fact, and how it was first written.
#[derive(Default)]
struct Mentions {
    value: String,
    /// Side, passage and byte of the first mention.
    first: (usize, usize, usize),
    a: BTreeSet<usize>,
    b: BTreeSet<usize>,
}

pub(crate) fn ledger(texts: [&Text<'_>; 2], sides: [&Analysis; 2]) -> Vec<LedgerRow> {
    let facts = || sides.iter().flat_map(|side| &side.passages).flat_map(|passage| &passage.facts);
    let of_class = |class: LedgerClass| facts().filter(move |fact| fact.class == class);
    // Sorted lists: they are looked into and never changed.
    let sorted_keys = |class: LedgerClass, is_wanted: fn(&str) -> bool| {
        let mut keys: Vec<&str> =
            of_class(class).map(|fact| fact.key.as_str()).filter(|key| is_wanted(key)).collect();
        order::sort(&mut keys);
        keys
    };
    let short_names = sorted_keys(LedgerClass::Name, |key| !key.contains(' '));
    let days = sorted_keys(LedgerClass::Date, |key| key.len() == 5);
    let common_key = |class: LedgerClass, key: &str| -> String {
        match class {
            LedgerClass::Date if key.len() == 10 && days.binary_search(&&key[5..]).is_ok() => {
                key[5..].to_owned()
            }
            LedgerClass::Name => {
                let key = &aliased(key);
                let last = key.rsplit(' ').next().unwrap_or(key);
                if short_names.binary_search(&last).is_ok() { last.to_owned() } else { key.clone() }
            }
            _ => key.to_owned(),
        }
    };
    let mut rows: BTreeMap<(LedgerClass, String), Mentions> = BTreeMap::new();
    for (which, side) in sides.iter().enumerate() {
        for (index, passage) in side.passages.iter().enumerate() {
            for fact in &passage.facts {
                let mentions = rows.entry((fact.class, common_key(fact.class, &fact.key))).or_default();
                let text = texts[which].passages[index].text;
                if mentions.value.is_empty() {
                    mentions.value = one_line(&text[fact.range.clone()]);
                    mentions.first = (which, index, fact.range.start);
                }
                let sentences = &side.sentences[passage.sentences.clone()];
                let first = sentences.partition_point(|sentence| sentence.range.end <= fact.range.start);
                let end = sentences.partition_point(|sentence| sentence.range.start < fact.range.end);
                let stating = passage.sentences.start + first..passage.sentences.start + end.max(first);
                if which == 0 {
                    mentions.a.extend(stating)
                } else {
                    mentions.b.extend(stating)
                };
            }
        }
    }
    let mut found: Vec<(LedgerClass, Mentions)> =
        rows.into_iter().map(|((class, _), mentions)| (class, mentions)).collect();
    // By class, then by where it is first stated.
    order::sort_by_key(&mut found, |(class, mentions)| (*class, mentions.a.is_empty(), mentions.first));
    found
        .into_iter()
        .map(|(class, mentions)| LedgerRow {
            class,
            value: mentions.value,
            presence: match (mentions.a.is_empty(), mentions.b.is_empty()) {
                (false, false) => Presence::Both,
                (_, true) => Presence::A,
                (true, false) => Presence::B,
            },
            a: mentions.a.into_iter().collect(),
            b: mentions.b.into_iter().collect(),
        })
        .collect()
}

/// A name with its bodies and countries in their short form.
fn aliased(key: &str) -> String {
    let mut key = format!(" {key} ");
    for (long, short) in NAME_ALIASES {
        key = key.replace(&format!(" {long} "), &format!(" {short} "));
    }
    key.trim().to_owned()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
