//! Dates as the ledger lists them: days with and without their year, both ends of a span, times, and words.
//!
//! Lives here: what is made of the dates in a passage, words for days ("next week", "Monday"), and which day without
//! a year is which day with one. Does not live here: reading a date from its tokens (`facts`). Cost: O(tokens).

use demarche_corpus::order;
use std::ops::Range;

use super::marks::{DAY, SPAN, WEEKDAY, WHICH};
use super::reading::{Mention, Reading, is_dash, is_space, name_stem};
use super::units::is_counted;
use crate::facts::Fact;
use crate::model::LedgerClass;

/// Days told from the day of speaking.
pub(super) const DAYS: &str = "yesterday tomorrow вчера завтра послезавтра позавчера";
pub(super) const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday понедельник вторник сред четверг \
пятниц суббот воскресень";
/// What tells which week, month or year is meant, as stems.
pub(super) const TELLING: &str =
    "next last this coming past previous upcoming следующ прошл нынешн текущ будущ минувш ближайш эт";
/// What may be next or last, as stems.
pub(super) const SPANS: &str = "week month year weekend spring summer autumn fall winter decade quarter недел месяц год \
весн лет осен зим";

/// Takes the dates of a passage.
pub(crate) fn find(reading: &mut Reading<'_>) {
    let facts = reading.facts;
    let mut index = 0;
    while let Some(fact) = facts.get(index) {
        index += 1;
        if !reading.is_free(&fact.tokens) {
            continue;
        }
        let next = facts.get(index).filter(|next| reading.is_free(&next.tokens));
        match fact.class {
            LedgerClass::Date if !is_amount(reading, fact) => {
                index += span_from(reading, fact, facts.get(index), facts.get(index + 1));
            }
            LedgerClass::Number if is_decade(reading.folded(fact.tokens.start)) => {
                push(reading, reading.folded(fact.tokens.start).to_owned(), fact.tokens.clone());
            }
            LedgerClass::Number => match next {
                Some(next) if is_time(reading, fact, next) => {
                    let tokens = fact.tokens.start..next.tokens.end;
                    let normal = format!(
                        "{}:{}",
                        reading.folded(fact.tokens.start),
                        reading.folded(next.tokens.start)
                    );
                    push(reading, normal, tokens);
                    index += 1;
                }
                Some(date) if date.class == LedgerClass::Date => {
                    if let Some(key) = day_before(reading, fact, date) {
                        // `3 and 5 May` is shown as `3 May` and `5 May`.
                        let rest = reading.bytes(&(date.tokens.start + 1..date.tokens.end));
                        let value = format!("{} {}", reading.raw(fact.tokens.start), reading.value(&rest));
                        push_as(reading, iso(&key), value, fact.tokens.clone());
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    let mut at = 0;
    while at < reading.tokens.len() {
        at = words(reading, at).unwrap_or(at + 1);
    }
}

fn push(reading: &mut Reading<'_>, normal: String, tokens: Range<usize>) {
    let value = reading.value(&reading.bytes(&tokens));
    push_as(reading, normal, value, tokens);
}

fn push_as(reading: &mut Reading<'_>, normal: String, value: String, tokens: Range<usize>) {
    let bytes = reading.bytes(&tokens);
    reading.mentions.push(Mention::new(LedgerClass::Date, normal, value, bytes));
    reading.take(tokens, LedgerClass::Date);
}

/// A key of `facts` in the form of ISO 8601: `09-26` is `--09-26`.
fn iso(key: &str) -> String {
    if key.len() == 5 { format!("--{key}") } else { key.to_owned() }
}

/// Whether what looks like a year counts something: `$2000`, `2000 people`.
pub(crate) fn is_amount(reading: &Reading<'_>, fact: &Fact) -> bool {
    let at = fact.tokens.start;
    fact.key.len() == 4
        && (reading.gap(at).trim_end().ends_with(['$', '€', '£'])
            || (reading.follows(at + 1) && is_counted(reading.folded(at + 1))))
}

/// A date, or two where a second day follows: `September 26-27, 2025`. Returns how many further facts were used.
fn span_from(reading: &mut Reading<'_>, date: &Fact, next: Option<&Fact>, after: Option<&Fact>) -> usize {
    let second = next.filter(|next| {
        date.key.len() == 5
            && next.class == LedgerClass::Number
            && next.tokens.start == date.tokens.end
            && is_dash(reading.gap(next.tokens.start))
            && reading.is_number(date.tokens.end - 1)
            && day_of(&next.key).is_some()
    });
    let Some(second) = second else {
        push(reading, iso(&date.key), date.tokens.clone());
        return 0;
    };
    let year = after.filter(|after| {
        let gap = reading.gap(after.tokens.start);
        after.class == LedgerClass::Date
            && after.key.len() == 4
            && after.tokens.start == second.tokens.end
            && (is_space(gap) || gap == ", ")
    });
    let prefix = year.map_or("-".to_owned(), |year| year.key.clone());
    let month = date.key.get(..2).unwrap_or_default();
    push(reading, format!("{prefix}-{}", date.key), date.tokens.clone());
    let day = day_of(&second.key).unwrap_or_default();
    let end = year.map_or(second.tokens.end, |year| year.tokens.end);
    let rest = reading.bytes(&(second.tokens.start..end));
    let value = format!("{} {}", reading.raw(date.tokens.start), reading.value(&rest));
    push_as(reading, format!("{prefix}-{month}-{day:02}"), value, second.tokens.start..end);
    1 + usize::from(year.is_some())
}

fn day_of(key: &str) -> Option<u32> {
    key.parse().ok().filter(|day| (1..=31).contains(day))
}

/// The first of two days: `3 and 5 May`, `26–27 September 2025`; the key of the first.
fn day_before(reading: &Reading<'_>, number: &Fact, date: &Fact) -> Option<String> {
    let day = day_of(&number.key)?;
    let end = number.tokens.end;
    let is_joined = (date.tokens.start == end && is_dash(reading.gap(end)))
        || (date.tokens.start == end + 1
            && reading.follows(end)
            && reading.follows(end + 1)
            && matches!(reading.folded(end), "to" | "and" | "or" | "до" | "по" | "и"));
    let has_day = matches!(date.key.len(), 5 | 10) && reading.is_number(date.tokens.start);
    let month = date.key.get(..date.key.len().checked_sub(2)?)?;
    (is_joined && has_day).then(|| format!("{month}{day:02}"))
}

/// `15:00`.
fn is_time(reading: &Reading<'_>, hours: &Fact, minutes: &Fact) -> bool {
    minutes.tokens.start == hours.tokens.end
        && reading.gap(minutes.tokens.start) == ":"
        && reading.folded(minutes.tokens.start).len() == 2
        && reading.folded(hours.tokens.start).len() <= 2
}

/// `1990s`.
fn is_decade(folded: &str) -> bool {
    folded.len() == 5 && folded.ends_with("0s") && folded.starts_with(['1', '2'])
}

/// A day told by words, from the token at `at`; where it ends.
fn words(reading: &mut Reading<'_>, at: usize) -> Option<usize> {
    if !reading.is_marked(at, DAY | WEEKDAY | WHICH) || !reading.is_free(&(at..at + 1)) {
        return None;
    }
    let is_plain = |at: usize| reading.bytes(&(at..at + 1)).len() == reading.raw(at).len();
    let is_weekday = |at: usize| {
        let stem = name_stem(reading.folded(at));
        reading.is_marked(at, WEEKDAY)
            && (reading.is_capital(at) || !stem.is_ascii())
            // «Среда» is also the environment.
            && (stem != "сред" || (at > 0 && matches!(reading.folded(at - 1), "в" | "среду") && reading.folded(at) == "среду"))
    };
    let folded = reading.folded(at);
    if reading.is_marked(at, WHICH)
        && reading.follows(at + 1)
        && is_plain(at + 1)
        && (reading.is_marked(at + 1, SPAN) || is_weekday(at + 1))
    {
        let normal = if folded.is_ascii() {
            [name_stem(folded), name_stem(reading.folded(at + 1))].join(" ")
        } else {
            reading.words(&(at..at + 2))
        };
        push(reading, normal, at..at + 2);
        return Some(at + 2);
    }
    if is_weekday(at) {
        // Beside its date it says nothing of its own.
        let is_date = |beside: usize| reading.taken.get(beside) == Some(&Some(LedgerClass::Date));
        let is_near = |gap: &str| is_space(gap) || matches!(gap, ", " | " (");
        let is_dated = (is_near(reading.gap(at + 1)) && is_date(at + 1))
            || (at > 0 && is_near(reading.gap(at)) && is_date(at - 1));
        if is_dated {
            reading.take(at..at + 1, LedgerClass::Date);
        } else {
            push(reading, folded.to_owned(), at..at + 1);
        }
        return Some(at + 1);
    }
    if reading.is_marked(at, DAY) && is_plain(at) {
        push(reading, folded.to_owned(), at..at + 1);
        return Some(at + 1);
    }
    None
}

/// Gives a date without a year, or a month alone, the year that both texts leave no doubt about.
pub(crate) fn complete(mentions: &mut [&mut Mention]) {
    let mut full: Vec<String> = mentions
        .iter()
        .filter(|mention| matches!(mention.key.len(), 7 | 10) && mention.key.starts_with(['1', '2']))
        .map(|mention| mention.key.clone())
        .collect();
    order::sort_by(&mut full, |x, y| (x.len(), x.get(4..), x).cmp(&(y.len(), y.get(4..), y)));
    full.dedup();
    for mention in mentions.iter_mut().filter(|mention| mention.key.starts_with("--")) {
        let rest = &mention.key[1..];
        let place = |key: &String| (key.len(), key.get(4..)).cmp(&(rest.len() + 4, Some(rest)));
        let first = full.partition_point(|key| place(key).is_lt());
        let end = full.partition_point(|key| place(key).is_le());
        if let [only] = &full[first..end] {
            mention.key = only.clone();
            mention.normal = only.clone();
        }
    }
}
