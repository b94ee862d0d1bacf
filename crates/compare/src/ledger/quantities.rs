//! Quantities: numbers with what they count and how exact they are.
//!
//! Lives here: what is made of the numbers in a passage, ranges (`10 to 15`) among them. Does not live here: reading
//! digits (`facts`) or words (`spelled`), or the numbers that count nothing (`references`, `dates`). Cost: O(tokens).

use std::ops::Range;

use super::dates::is_amount;
use super::reading::{Mention, Reading, is_dash};
use super::spelled;
use super::units::{currency, qualifier, sign_before, unit_after, unit_key};
use crate::facts::{Fact, magnitude, scaled};
use crate::model::LedgerClass;

/// From here on a number in words is listed even where what it counts is not told.
const LEAST_BARE: usize = 3;

/// Takes the quantities of a passage.
pub(crate) fn find(reading: &mut Reading<'_>) {
    let facts = reading.facts;
    let is_wanted = |reading: &Reading<'_>, fact: &Fact| {
        let is_number = fact.class == LedgerClass::Number
            || (fact.class == LedgerClass::Date && is_amount(reading, fact));
        is_number && reading.is_free(&fact.tokens)
    };
    let mut index = 0;
    while let Some(fact) = facts.get(index) {
        index += 1;
        if !is_wanted(reading, fact) {
            continue;
        }
        let next = facts.get(index).filter(|next| is_wanted(reading, next) && is_range(reading, fact, next));
        match next {
            Some(next) => {
                index += 1;
                let first = with_magnitude_of(reading, fact, next);
                let normal = format!("{}-{}", first.trim_end_matches('%'), next.key);
                push(reading, normal, fact.tokens.start..next.tokens.end, next.range.end);
            }
            None => push(reading, fact.key.clone(), fact.tokens.clone(), fact.range.end),
        }
    }
    let mut at = 0;
    while at < reading.tokens.len() {
        at = in_words(reading, at).unwrap_or(at + 1);
    }
}

/// Whether two numbers are the ends of one range: `10 to 15`, `10–15`, `between 10 and 15`.
fn is_range(reading: &Reading<'_>, first: &Fact, second: &Fact) -> bool {
    let end = first.tokens.end;
    if second.tokens.start == end {
        return is_dash(reading.gap(end).trim_start_matches('%'));
    }
    let before = first.tokens.start.checked_sub(1).map_or("", |before| reading.folded(before));
    second.tokens.start == end + 1
        && reading.gap(end).trim_start_matches('%').trim().is_empty()
        && match reading.folded(end) {
            "to" | "до" => before != "up",
            "and" => before == "between",
            "и" => before == "между",
            _ => false,
        }
}

/// The value of the first of two ends, which may leave its magnitude to the second: `10 to 15 million`.
fn with_magnitude_of(reading: &Reading<'_>, first: &Fact, second: &Fact) -> String {
    let zeros = |fact: &Fact| {
        let last = reading.folded(fact.tokens.end - 1);
        if fact.tokens.len() > 1 {
            return magnitude(last);
        }
        // `15m` tells its magnitude by what became of it.
        let digits = last.trim_end_matches(char::is_alphabetic);
        let has_zeros = |zeros: &usize| digits.len() < last.len() && scaled(digits, *zeros) == fact.key;
        [3, 6, 9, 12].into_iter().find(has_zeros)
    };
    match zeros(second) {
        Some(zeros_of_second) if zeros(first).is_none() => {
            scaled(first.key.trim_end_matches('%'), zeros_of_second)
        }
        _ => first.key.clone(),
    }
}

/// Lists a number in digits; `end` is the byte behind it.
fn push(reading: &mut Reading<'_>, key: String, tokens: Range<usize>, end: usize) {
    let start = reading.tokens[tokens.start].range.start;
    let mut bytes = start..end;
    let mut unit = String::new();
    let sign = sign_before(reading, tokens.start);
    let code = tokens.start.checked_sub(1).filter(|_| reading.follows(tokens.start));
    if let Some((sign, from)) = sign {
        bytes.start = from;
        sign.clone_into(&mut unit);
    } else if let Some(sign) =
        code.filter(|at| reading.is_acronym(*at)).and_then(|at| currency(reading.folded(at)))
    {
        sign.clone_into(&mut unit);
    } else if key.ends_with('%') {
        "%".clone_into(&mut unit);
        // `12 per cent` is written out to its end.
        let behind = match reading.folded(tokens.end) {
            "per" => tokens.end + 2,
            _ => tokens.end + 1,
        };
        if !reading.text.get(bytes.clone()).unwrap_or("").ends_with('%') {
            bytes.end = reading.bytes(&(tokens.start..behind.min(reading.tokens.len()))).end.max(bytes.end);
        }
    } else if let Some(sign) =
        Some(reading.folded(tokens.end)).filter(|_| reading.follows(tokens.end)).and_then(currency)
    {
        sign.clone_into(&mut unit);
        bytes.end = reading.bytes(&(tokens.end..tokens.end + 1)).end;
    } else {
        let is_one = key == "1";
        unit = unit_after(reading, tokens.end, is_one).map_or(unit, |found| found.name);
    }
    let normal = key.trim_end_matches('%').to_owned();
    let value = reading.value(&bytes);
    list(reading, Amount { normal, unit, value, tokens, bytes });
}

struct Amount {
    normal: String,
    unit: String,
    value: String,
    tokens: Range<usize>,
    bytes: Range<usize>,
}

fn list(reading: &mut Reading<'_>, amount: Amount) {
    let mut mention = Mention::new(LedgerClass::Number, amount.normal, amount.value, amount.bytes);
    mention.qualifier = qualifier(reading, amount.tokens.start);
    mention.key = format!("{} {}", mention.normal, unit_key(&amount.unit));
    mention.unit = amount.unit;
    reading.mentions.push(mention);
    reading.take(amount.tokens, LedgerClass::Number);
}

/// A number in words from the token at `at`; where it ends.
fn in_words(reading: &mut Reading<'_>, at: usize) -> Option<usize> {
    let (normal, end) = spelled::number(reading, at)?;
    let tokens = at..end;
    if !reading.is_free(&tokens) {
        return None;
    }
    let currency = Some(reading.folded(end)).filter(|_| reading.follows(end)).and_then(currency);
    let (unit, is_stock) = match currency {
        Some(sign) => (sign.to_owned(), false),
        None => unit_after(reading, end, false).map(|unit| (unit.name, unit.is_stock))?,
    };
    // `the two sides` and `the three agreed` are no figures; a dozen is one.
    let is_small = normal.len() < LEAST_BARE
        && normal.starts_with(|c: char| c.is_ascii_digit())
        && reading.folded(end - 1) != "dozen";
    if is_small && (unit.is_empty() || is_stock) {
        return Some(end);
    }
    let bytes = reading.bytes(&tokens);
    let value = reading.value(&bytes);
    list(reading, Amount { normal, unit, value, tokens, bytes });
    Some(end)
}
