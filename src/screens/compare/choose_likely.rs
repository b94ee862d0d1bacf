//! Which statements a reader most likely wants beside those chosen: other accounts of the event, then what was said
//! the same day, then what is on the same topics, the most topics in common and the nearest date first.
//!
//! No words are looked at, metadata alone. Costs one pass over the statements and a sort of those that fit.

use demarche_corpus::order;
use demarche_corpus::{PartialDate, Statement};
use std::cmp::Reverse;

/// So many are offered.
pub const MOST_OFFERED: usize = 8;

/// What a statement has in common with a chosen one, the best reason first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Both are accounts of one event.
    Event,
    /// Both are of one day.
    Day,
    /// Both are on some topic.
    Topic,
}

impl Why {
    /// The words shown.
    pub fn label(self) -> &'static str {
        match self {
            Why::Event => "same event",
            Why::Day => "same day",
            Why::Topic => "same topic",
        }
    }
}

/// The likeliest statements beside the chosen ones, the likeliest first: places in `statements`.
pub fn likely(statements: &[Statement], chosen: &[String]) -> Vec<(usize, Why)> {
    let sides: Vec<&Statement> =
        statements.iter().filter(|statement| chosen.contains(&statement.id)).collect();
    let mut found: Vec<_> = statements
        .iter()
        .enumerate()
        .filter(|(_, statement)| !chosen.contains(&statement.id))
        .filter_map(|(at, statement)| {
            let best = sides.iter().filter_map(|side| in_common(side, statement)).min()?;
            Some((best, at))
        })
        .collect();
    order::sort(&mut found);
    found.truncate(MOST_OFFERED);
    found.into_iter().map(|((why, ..), at)| (at, why)).collect()
}

/// Why these two belong beside each other, with what orders the reasons of one kind.
fn in_common(one: &Statement, other: &Statement) -> Option<(Why, Reverse<usize>, u32)> {
    let day = |statement: &Statement| statement.date.filter(|date| date.day().is_some());
    let topics = one.topics.iter().filter(|topic| other.topics.contains(topic)).count();
    let why = if one.event.is_some() && one.event == other.event {
        Why::Event
    } else if day(one).is_some() && day(one) == day(other) {
        Why::Day
    } else if topics > 0 {
        Why::Topic
    } else {
        return None;
    };
    let apart = match (one.date, other.date) {
        (Some(one), Some(other)) => days(one).abs_diff(days(other)),
        _ => u32::MAX,
    };
    Some((why, Reverse(topics), apart))
}

/// A number of days that orders and, to a day or two, measures.
fn days(date: PartialDate) -> u32 {
    let number = date.first_day();
    number / 10_000 * 365 + number / 100 % 100 * 30 + number % 100
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarche_corpus::{Completeness, SourceDocument};

    /// `id date event topics`, `-` for none.
    fn statement(line: &str) -> Statement {
        let parts: Vec<&str> = line.split(' ').collect();
        let part = |at: usize| parts.get(at).copied().filter(|part| *part != "-").unwrap_or_default();
        Statement {
            id: part(0).to_owned(),
            title: part(0).to_owned(),
            date: PartialDate::parse(part(1)),
            speakers: Vec::new(),
            sides: Vec::new(),
            kind: None,
            event: Some(part(2).to_owned()).filter(|event| !event.is_empty()),
            place: String::new(),
            participants: Vec::new(),
            publisher: None,
            source: SourceDocument::default(),
            topics: part(3).split(',').filter(|topic| !topic.is_empty()).map(str::to_owned).collect(),
            lang: "en".to_owned(),
            translation_of: None,
            completeness: Completeness::Full,
            note: String::new(),
            to_fill_in: Vec::new(),
        }
    }

    fn check(chosen: &[&str], expected: &[(&str, Why)]) {
        let statements: Vec<Statement> = [
            "far 2020-01-01 - fish,boats",
            "near 2024-03-01 - fish",
            "both 2019-01-01 - fish,ice",
            "day 2024-03-05 - -",
            "account 2024-03-09 meeting -",
            "one 2024-03-05 meeting fish,ice",
            "month 2024-03 - -",
            "nothing - - -",
            "other - - wheat",
        ]
        .map(statement)
        .into();
        let chosen: Vec<String> = chosen.iter().map(|id| (*id).to_owned()).collect();
        let found = likely(&statements, &chosen);
        let found: Vec<(&str, Why)> =
            found.into_iter().map(|(at, why)| (statements[at].id.as_str(), why)).collect();
        assert_eq!(found, expected, "{chosen:?}");
    }

    #[test]
    fn the_event_comes_before_the_day_and_the_day_before_topics() {
        check(
            &["one"],
            &[
                ("account", Why::Event),
                ("day", Why::Day),
                ("both", Why::Topic),
                ("near", Why::Topic),
                ("far", Why::Topic),
            ],
        );
    }

    #[test]
    fn chosen_ones_are_not_offered_and_any_of_them_counts() {
        check(&["one", "account", "both", "near"], &[("day", Why::Day), ("far", Why::Topic)]);
        check(&["month"], &[]);
        check(&["nothing"], &[]);
        check(&["unknown"], &[]);
        check(&[], &[]);
    }
}
