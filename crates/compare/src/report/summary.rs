//! What a comparison comes to, in sentences.
//!
//! Lives here: the sentences of a report's head and of the command. Does not live here: the view's summary, whose clauses
//! are links.

use super::writer::{LETTERS, counted};
use crate::model::{Comparison, Coverage, LedgerClass, LedgerRow, Presence, Text};
use crate::witness::languages;
use demarche_corpus::Completeness;

/// Names told one by one; of more only the number.
const MOST_NAMES: usize = 6;

/// `3 of 4 passages of A have a counterpart in B, and 3 of 6 of B in A; 1 moved`.
#[must_use]
pub fn coverage(found: &Coverage) -> String {
    if found.a_matched == 0 && found.b_matched == 0 {
        return format!(
            "None of the {} of A has a counterpart among the {} of B",
            counted(found.a_total, "passage"),
            counted(found.b_total, "passage"),
        );
    }
    let moved = if found.moved > 0 { format!("; {} moved", found.moved) } else { String::new() };
    format!(
        "{} of {} of A {} a counterpart in B, and {} of {} of B in A{moved}",
        found.a_matched,
        counted(found.a_total, "passage"),
        if found.a_matched == 1 { "has" } else { "have" },
        found.b_matched,
        found.b_total,
    )
}

/// What a reader should know first: a side without words, different languages, nothing in common, the same text twice.
#[must_use]
pub fn notes(texts: [&Text<'_>; 2], found: &Comparison) -> Vec<String> {
    let mut said = Vec::new();
    for (text, letter) in texts.iter().zip(LETTERS) {
        if text.passages.is_empty() {
            said.push(format!("{letter} has no words to compare"));
        }
    }
    if !said.is_empty() {
        return said;
    }
    said.extend(languages(texts[0], texts[1]));
    let words = |text: &Text<'_>| text.passages.iter().map(|passage| passage.text.len()).sum::<usize>();
    let is_same = words(texts[0]) == words(texts[1])
        && texts[0]
            .passages
            .iter()
            .map(|passage| passage.text)
            .eq(texts[1].passages.iter().map(|passage| passage.text));
    if is_same {
        said.push("Both texts are the same, word for word".to_owned());
    } else if found.pairs.is_empty() && found.coverage.a_matched == 0 {
        said.push(
            "No two passages of these texts make the same point: they may be about different things"
                .to_owned(),
        );
    }
    said
}

/// How much corresponds, what is mere formula, what each side names alone, and what silence may mean.
#[must_use]
pub fn summary(found: &Comparison, completeness: [Completeness; 2]) -> Vec<String> {
    let mut said = vec![coverage(&found.coverage)];
    let formulae = found.rows.iter().filter(|row| row.is_formula).count();
    if formulae > 0 {
        said.push(format!(
            "{} mere formula",
            if formulae == 1 { "1 row is".to_owned() } else { format!("{formulae} rows are") }
        ));
    }
    for (letter, presence) in [("A", Presence::A), ("B", Presence::B)] {
        let alone: Vec<&LedgerRow> = found.ledger.iter().filter(|row| row.presence() == presence).collect();
        let parts = named(&alone);
        if !parts.is_empty() {
            said.push(format!("{letter} alone has {}", joined(&parts)));
        }
    }
    let how =
        |(completeness, letter): (&Completeness, &str)| format!("{letter} is {}", complete(*completeness));
    let sides: Vec<String> = completeness.iter().zip(LETTERS).map(how).collect();
    let is_full = completeness.iter().all(|completeness| *completeness == Completeness::Full);
    let caution = if is_full {
        "what stands on one side only was not found in the other; in quite other words it may be there"
    } else {
        "what is missing here may still stand in the full text"
    };
    said.push(format!("{}: {caution}", sides.join(", ")));
    said
}

/// Names one by one if they are few, everything else by its number.
fn named(rows: &[&LedgerRow]) -> Vec<String> {
    let is_name = |row: &&&LedgerRow| {
        use LedgerClass::{Name, Organisation, Person, Place, Topic, Treaty};
        matches!(row.class, Person | Place | Organisation | Treaty | Topic | Name)
    };
    // A body that is a topic too is named once.
    let mut names: Vec<&&LedgerRow> = Vec::new();
    for row in rows.iter().filter(is_name) {
        if names.iter().all(|named| named.value != row.value) {
            names.push(row);
        }
    }
    let mut said: Vec<String> = names.iter().take(MOST_NAMES).map(|row| row.value.clone()).collect();
    if names.len() > MOST_NAMES {
        said.push(counted(names.len() - MOST_NAMES, "more name"));
    }
    let counts =
        [(LedgerClass::Number, "number"), (LedgerClass::Date, "date"), (LedgerClass::Quotation, "quotation")];
    for (class, one) in counts {
        let count = rows.iter().filter(|row| row.class == class).count();
        if count > 0 {
            said.push(counted(count, one));
        }
    }
    said
}

fn joined(parts: &[String]) -> String {
    match parts {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => parts.concat(),
    }
}

/// How complete a text is, as part of a sentence.
pub(super) fn complete(completeness: Completeness) -> &'static str {
    match completeness {
        Completeness::Full => "the full text",
        Completeness::Excerpt => "an excerpt",
        Completeness::Digest => "a digest",
        Completeness::Unstated => "a text whose completeness is not stated",
    }
}
