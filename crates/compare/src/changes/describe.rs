//! A difference told in words, for screen readers and for copying.
//!
//! Lives here: what is told, in which order, and how. Does not live here: the difference itself. What denies is told
//! first, then numbers, dates, names, verbs, hedges, other words; what was dropped in one place and added in another has
//! only moved. Cost: O(changes · log changes).

use std::ops::Range;

use demarche_corpus::order;

use super::pieces::{Pieces, is_light};
use super::{ChangeClass, MarkedChange};
use crate::model::ChangeTag;
use crate::signs::written;
use crate::words::fold;

/// Changes told one by one.
const MOST_ITEMS: usize = 6;
/// Words quoted of one stretch.
const MOST_WORDS: usize = 6;
/// Stretches of one place that are set against each other; of more only the number is told.
const MOST_STRETCHES: usize = 200;

/// The changes of a passage in one line: `adds "not", 20 → 25 million, drops "immediately"`. From A to B.
#[must_use]
pub fn describe(a: &str, b: &str, changes: &[MarkedChange]) -> String {
    let mut items = Vec::new();
    let mut unread = 0;
    let mut start = 0;
    while start < changes.len() {
        let is_changed = |change: &MarkedChange| change.tag != ChangeTag::Equal;
        let end = changes[start..]
            .iter()
            .position(|change| !is_changed(change))
            .map_or(changes.len(), |at| start + at);
        let stretches = |tag, text, pick: fn(&MarkedChange) -> Range<usize>| -> Vec<Stretch> {
            let found = changes[start..end].iter().filter(|change| change.tag == tag);
            found.filter_map(|change| Stretch::new(text, pick(change), change.class)).collect()
        };
        let mut dropped = stretches(ChangeTag::Delete, a, |change| change.a.clone());
        let mut added = stretches(ChangeTag::Insert, b, |change| change.b.clone());
        unread += dropped.len().max(added.len()).saturating_sub(MOST_STRETCHES);
        dropped.truncate(MOST_STRETCHES);
        added.truncate(MOST_STRETCHES);
        match_up(dropped, added, &mut items);
        start = end.max(start + 1);
    }
    let told = items.len();
    take_out_moved(&mut items);
    order::sort_by_key(&mut items, Item::rank);
    let mut more = unread;
    let mut told_items: Vec<(String, usize)> = Vec::new();
    for item in &items {
        let words = item.told();
        if let Some((_, times)) = told_items.iter_mut().find(|(told, _)| *told == words) {
            *times += 1;
        } else if told_items.len() < MOST_ITEMS {
            told_items.push((words, 1));
        } else {
            more += 1;
        }
    }
    if told_items.is_empty() {
        let is_sign = |change: &MarkedChange| {
            let stretches = [a.get(change.a.clone()), b.get(change.b.clone())];
            change.tag != ChangeTag::Equal
                && stretches.into_iter().flatten().any(|text| !written(text).is_empty())
        };
        let told = match told {
            0 if changes.iter().any(is_sign) => "the same words, other signs or capitals",
            0 => "no change of words",
            _ => "the same words in another order",
        };
        return told.to_owned();
    }
    let counted = |(words, times): (String, usize)| match times {
        1 => words,
        times => format!("{words} ({times} times)"),
    };
    let mut words: Vec<String> = told_items.into_iter().map(counted).collect();
    match more {
        0 => {}
        1 => words.push("and 1 more change".to_owned()),
        more => words.push(format!("and {more} more changes")),
    }
    words.join(", ")
}

/// Changed words of one side, without the spaces and marks around them.
#[derive(Debug, Clone)]
struct Stretch<'t> {
    words: &'t str,
    /// The words folded, one space between them: the form in which two are the same.
    key: String,
    class: ChangeClass,
}

/// What one place changes from and to.
struct Item<'t> {
    from: Option<Stretch<'t>>,
    to: Option<Stretch<'t>>,
}

impl<'t> Stretch<'t> {
    fn new(text: &'t str, range: Range<usize>, class: ChangeClass) -> Option<Stretch<'t>> {
        let bare =
            |c: char| !c.is_alphanumeric() && !matches!(c, '$' | '€' | '£' | '¥' | '₽' | '₴' | '%' | '‰');
        let words = text.get(range)?.trim_matches(bare);
        if !words.contains(char::is_alphanumeric) {
            return None;
        }
        let mut key = String::with_capacity(words.len());
        let pieces = Pieces::new(words);
        for word in pieces.words(0..pieces.len()).filter(|word| word.contains(|c: char| !bare(c))) {
            key.push_str(&fold(word));
            key.push(' ');
        }
        Some(Stretch { words, key, class })
    }

    /// Its words, on one line and not too many.
    fn quoted(&self) -> String {
        let words: Vec<&str> = self.words.split_whitespace().take(MOST_WORDS + 1).collect();
        match words.get(..MOST_WORDS) {
            Some(first) if words.len() > MOST_WORDS => format!("{}…", first.join(" ")),
            _ => words.join(" "),
        }
    }

    fn is_light(&self) -> bool {
        self.class == ChangeClass::Plain && self.key.split(' ').all(|word| word.is_empty() || is_light(word))
    }
}

/// Sets what was dropped in one place against what was added there: first of a class against first of it. What is of
/// different classes does not stand for each other.
fn match_up<'t>(mut dropped: Vec<Stretch<'t>>, mut added: Vec<Stretch<'t>>, items: &mut Vec<Item<'t>>) {
    dropped.retain(|from| match added.iter().position(|to| to.key == from.key) {
        Some(at) => {
            added.remove(at);
            false
        }
        None => true,
    });
    // "on" is not told beside the day.
    if dropped.iter().chain(&added).any(|stretch| !stretch.is_light()) {
        dropped.retain(|stretch| !stretch.is_light());
        added.retain(|stretch| !stretch.is_light());
    }
    for from in dropped {
        let to = added.iter().position(|to| to.class == from.class).map(|at| added.remove(at));
        items.push(Item { from: Some(from), to });
    }
    items.extend(added.into_iter().map(|to| Item { from: None, to: Some(to) }));
}

/// Takes out what was dropped in one place and added in another.
fn take_out_moved(items: &mut Vec<Item<'_>>) {
    let alone = |one: &Option<Stretch>, other: &Option<Stretch>| match (one, other) {
        (Some(stretch), None) => Some(stretch.key.clone()),
        _ => None,
    };
    let mut added: Vec<(String, usize)> =
        items.iter().enumerate().filter_map(|(at, item)| Some((alone(&item.to, &item.from)?, at))).collect();
    order::sort(&mut added);
    let mut moved = vec![false; items.len()];
    for (at, item) in items.iter().enumerate() {
        let Some(key) = alone(&item.from, &item.to) else { continue };
        let first = added.partition_point(|(other, _)| *other < key);
        let mut same = added.get(first..).unwrap_or_default().iter().take_while(|(other, _)| *other == key);
        if let Some((_, other)) = same.find(|(_, other)| !moved[*other]) {
            moved[*other] = true;
            moved[at] = true;
        }
    }
    let mut at = 0;
    items.retain(|item| {
        at += 1;
        // Of a run that moved, the two sides may hold unequal parts.
        let mut sides = [&item.from, &item.to].into_iter().flatten();
        !moved[at - 1] && sides.any(|stretch| stretch.class != ChangeClass::Moved)
    });
}

impl Item<'_> {
    /// What is told first has the least rank.
    fn rank(&self) -> usize {
        let sides = [&self.from, &self.to];
        let rank = |stretch: &Stretch| match stretch.class {
            _ if stretch.is_light() => ChangeClass::ALL.len(),
            class => ChangeClass::ALL.iter().position(|other| *other == class).unwrap_or(0),
        };
        sides.into_iter().flatten().map(rank).min().unwrap_or(0)
    }

    fn told(&self) -> String {
        match (&self.from, &self.to) {
            (Some(from), Some(to))
                if from.class == ChangeClass::Number && to.class == ChangeClass::Number =>
            {
                format!("{} → {}", without_common_unit(&from.quoted(), &to.quoted()), to.quoted())
            }
            (Some(from), Some(to)) => {
                let plain = ChangeClass::Plain;
                let bare = from.class != plain && to.class != plain;
                let quoted = |stretch: &Stretch| {
                    let words = stretch.quoted();
                    if bare || !words.contains(' ') { words } else { format!("\"{words}\"") }
                };
                format!("{} → {}", quoted(from), quoted(to))
            }
            (Some(from), None) => with_class("drops", from),
            (None, Some(to)) => with_class("adds", to),
            (None, None) => String::new(),
        }
    }
}

fn with_class(verb: &str, stretch: &Stretch) -> String {
    let words = stretch.quoted();
    match stretch.class {
        ChangeClass::Number | ChangeClass::Date | ChangeClass::Name => {
            format!("{verb} a {} (\"{words}\")", stretch.class.id())
        }
        _ => format!("{verb} \"{words}\""),
    }
}

/// `20 million` beside `25 million` is `20`.
fn without_common_unit<'t>(from: &'t str, to: &str) -> &'t str {
    let unit = |words: &str| words.split_once(' ').map(|(_, unit)| unit.to_owned());
    match from.split_once(' ') {
        Some((number, unit_of_from)) if unit(to).as_deref() == Some(unit_of_from) => number,
        _ => from,
    }
}

#[cfg(test)]
mod tests {
    use super::super::marked_diff;
    use super::*;

    fn check(a: &str, b: &str, expected: &str) {
        assert_eq!(describe(a, b, &marked_diff(a, b)), expected, "{a:?} to {b:?}");
    }

    #[test]
    fn a_change_is_told_by_its_class() {
        check("They meet.", "They meet on 26 September.", "adds a date (\"26 September\")");
        check("They left immediately.", "They left.", "drops \"immediately\"");
        check("Aid of 20 million crowns.", "Aid of 25 million crowns.", "20 → 25 million");
        check("Aid of 20 million.", "Aid of 20 billion.", "20 million → 20 billion");
        check("Velm condemns it.", "Velm regrets it.", "condemns → regrets");
        check("They will go.", "They will not go.", "adds \"not\"");
        check("He saw Koss there.", "He saw Storm there.", "Koss → Storm");
        check("They may go.", "They intend to go.", "drops \"may\", adds \"intend to\"");
        check(
            "It suggested talks.",
            "It Days before talks.",
            "adds a name (\"Days\"), drops \"suggested\", adds \"before\"",
        );
        check("a calm sea", "a very rough sea", "calm → \"very rough\"");
        check(
            "Koss rows, Koss sings, Koss dives.",
            "Storm rows, Storm sings, Storm dives.",
            "Koss → Storm (3 times)",
        );
        check("Мы осуждаем налёт.", "Мы не осуждаем налёт.", "adds \"не\"");
    }

    #[test]
    fn what_weighs_most_is_told_first() {
        check(
            "There Koss quickly noted on Monday that 5 boats may sail home.",
            "There Storm slowly denied on Friday that 9 boats must not sail home.",
            "adds \"not\", 5 → 9, Monday → Friday, Koss → Storm, noted → denied, may → must, and 1 more change",
        );
    }

    #[test]
    fn what_changes_no_word_is_said_plainly() {
        check("", "", "no change of words");
        check("One, two.", "One two!", "the same words, other signs or capitals");
        check("one  two", "one two", "no change of words");
        check("Now they left.", "now they left.", "the same words, other signs or capitals");
        check("the “old” boat – his", "the \"old\" boat - his", "no change of words");
        check("of Velm", "of Velm's", "the same words, other signs or capitals");
        check("for $5 million", "for €5 million", "$5 → €5 million");
        check(
            "and quietly left the harbour",
            "and left the harbour quietly",
            "the same words in another order",
        );
        check(
            "Later Consul Ann Moor met Minister Edda Storm of Velm in the harbour on a ferry.",
            "Later Minister Edda Storm of Velm met Consul Ann Moor in the new harbour on a ferry.",
            "adds \"new\"",
        );
        check("20 boats and 30 nets", "30 boats and 20 nets", "20 → 30, 30 → 20");
    }

    #[test]
    fn a_long_stretch_is_cut() {
        check(
            "Here.",
            "Here among the reeds and under the old grey bridge by night.",
            "adds \"among the reeds and under the…\"",
        );
        check("", "old\nnets", "adds \"old nets\"");
    }
}
