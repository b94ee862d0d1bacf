//! Which statements a reader most likely wants beside those chosen: other accounts of the event, then what was said
//! the same day, then what is on the same topics or between the same people, then the same speaker, side or place. Two
//! accounts of one thing are by different sides: those come first. Of what is equal the nearest date is first.
//!
//! No words are looked at, metadata alone. Costs one pass over the statements and a sort of those that fit.

use demarche_corpus::order;
use demarche_corpus::{PartialDate, Statement};

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
    /// Both are of a meeting of some two.
    People,
    /// Both are by one speaker.
    Speaker,
    /// Both are for one side.
    Side,
    /// Both were said at one place.
    Place,
}

impl Why {
    /// The words shown.
    pub fn label(self) -> &'static str {
        match self {
            Why::Event => "same event",
            Why::Day => "same day",
            Why::Topic => "same topic",
            Why::People => "same participants",
            Why::Speaker => "same speaker",
            Why::Side => "same side",
            Why::Place => "same place",
        }
    }
}

/// The likeliest statements beside some others, the likeliest first: places in `statements`. Those chosen are left out.
pub fn likely(statements: &[Statement], beside: &[String], chosen: &[String]) -> Vec<(usize, Why)> {
    let sides: Vec<&Statement> =
        statements.iter().filter(|statement| beside.contains(&statement.id)).collect();
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
    found.into_iter().map(|((why, _), at)| (at, why)).collect()
}

/// Why these two belong beside each other, with what orders the reasons of one kind, the least first.
fn in_common(one: &Statement, other: &Statement) -> Option<(Why, [usize; 3])> {
    let day = |statement: &Statement| statement.date.filter(|date| date.day().is_some());
    let common = |of: fn(&Statement) -> &[String]| of(one).iter().filter(|id| of(other).contains(id)).count();
    let topics = common(|statement| &statement.topics);
    let people = common(|statement| &statement.participants);
    let speakers = common(|statement| &statement.speakers);
    let sides = common(|statement| &statement.sides);
    let place = !one.place.is_empty() && one.place == other.place;
    let apart = match (one.date, other.date) {
        (Some(one), Some(other)) => days(one).abs_diff(days(other)) as usize,
        _ => usize::MAX,
    };
    // Another voice on the same thing, one that names no side, the same voice again.
    let voice = match (one.sides.is_empty() || other.sides.is_empty(), speakers + sides) {
        (false, 0) => 0,
        (true, 0) => 1,
        _ => 2,
    };
    // The more in common, the less.
    let shared = usize::MAX - topics - people - usize::from(place);
    Some(if one.event.is_some() && one.event == other.event {
        (Why::Event, [voice, shared, apart])
    } else if day(one).is_some() && day(one) == day(other) {
        (Why::Day, [voice, shared, apart])
    } else if topics > 0 {
        (Why::Topic, [shared, voice, apart])
    } else if people > 1 {
        (Why::People, [shared, voice, apart])
    } else if speakers > 0 {
        (Why::Speaker, [apart, 0, 0])
    } else if sides > 0 {
        (Why::Side, [apart, 0, 0])
    } else if place {
        (Why::Place, [apart, voice, 0])
    } else {
        return None;
    })
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

    /// `id date event topics sides speaker place participants`, `-` or nothing for none.
    fn statement(line: &str) -> Statement {
        let parts: Vec<&str> = line.split(' ').collect();
        let part = |at: usize| parts.get(at).copied().filter(|part| *part != "-").unwrap_or_default();
        let all =
            |at: usize| part(at).split(',').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        Statement {
            id: part(0).to_owned(),
            title: part(0).to_owned(),
            date: PartialDate::parse(part(1)),
            speakers: all(5),
            sides: all(4),
            kind: None,
            event: Some(part(2).to_owned()).filter(|event| !event.is_empty()),
            place: part(6).to_owned(),
            participants: all(7),
            publisher: None,
            source: SourceDocument::default(),
            topics: all(3),
            lang: "en".to_owned(),
            translation_of: None,
            completeness: Completeness::Full,
            note: String::new(),
            to_fill_in: Vec::new(),
        }
    }

    fn check_of(lines: &[&str], beside: &[&str], chosen: &[&str], expected: &[(&str, Why)]) {
        let statements: Vec<Statement> = lines.iter().map(|line| statement(line)).collect();
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<String>>();
        let found = likely(&statements, &ids(beside), &ids(chosen));
        let found: Vec<(&str, Why)> =
            found.into_iter().map(|(at, why)| (statements[at].id.as_str(), why)).collect();
        assert_eq!(found, expected, "{beside:?} of {lines:?}");
    }

    fn check(chosen: &[&str], expected: &[(&str, Why)]) {
        let lines = [
            "far 2020-01-01 - fish,boats",
            "near 2024-03-01 - fish",
            "both 2019-01-01 - fish,ice",
            "day 2024-03-05 - -",
            "account 2024-03-09 meeting -",
            "one 2024-03-05 meeting fish,ice",
            "month 2024-03 - -",
            "nothing - - -",
            "other - - wheat",
        ];
        check_of(&lines, chosen, chosen, expected);
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
    fn the_account_of_another_side_comes_first() {
        check_of(
            &[
                "one 2024-03-05 meeting - us",
                "same 2024-03-05 meeting - us",
                "press 2024-03-05 meeting",
                "other 2024-03-09 meeting - ru",
            ],
            &["one"],
            &["one"],
            &[("other", Why::Event), ("press", Why::Event), ("same", Why::Event)],
        );
    }

    #[test]
    fn without_events_and_topics_the_speaker_comes_before_the_side_and_the_side_before_the_place() {
        check_of(
            &[
                "latest 2024 - - albania moor hall",
                "before 2020 - - tuvalu reed hall",
                "one 2021 - - tuvalu finch hall",
                "after 2023 - - tuvalu finch hall",
                "elsewhere 2021 - - albania moor harbour",
                "pair 2010 - - chad dunn - finch,moor",
                "next 2022 - - tuvalu finch hall finch,moor",
            ],
            &["one"],
            &["one"],
            &[("next", Why::Speaker), ("after", Why::Speaker), ("before", Why::Side), ("latest", Why::Place)],
        );
        check_of(
            &["one 2021 - - - - - finch,moor", "pair 2010 - - - - - finch,moor", "half 2021 - - - - - finch"],
            &["one"],
            &["one"],
            &[("pair", Why::People)],
        );
    }

    #[test]
    fn what_is_likely_is_so_beside_the_other_sides() {
        check_of(
            &["one 2024 - fish", "two 2024 - ice", "three 2023 - ice", "four 2023 - fish"],
            &["one"],
            &["one", "two"],
            &[("four", Why::Topic)],
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
