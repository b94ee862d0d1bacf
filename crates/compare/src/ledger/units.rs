//! What a number counts, and how exact it is said to be.
//!
//! Lives here: the unit behind a number, the currency before it, the qualifier before both. Does not live here: the
//! number (`quantities`, `spelled`). Cost: O(1) a number.

use super::reading::{Reading, is_hyphen, name_stem};
use crate::words::Class;

/// Words for how exact a number is, the longest first.
const QUALIFIERS: &str = "no more than|no less than|no fewer than|not more than|not less than|as many as|as much as|\
as few as|as little as|in excess of|an additional|a further|more than|less than|fewer than|greater than|at least|\
at most|up to|close to|well over|well above|just over|just under|some|about|around|approximately|roughly|nearly|\
almost|over|under|above|below|only|another|additional|nearly|exactly|barely|minimum|maximum|\
как минимум|как максимум|не менее|не более|не меньше|не больше|более чем|больше чем|менее чем|более|больше|менее|\
меньше|свыше|около|почти|примерно|приблизительно|порядка|до|ровно|еще|лишь|только|всего|минимум|максимум";
/// What is counted without looking like a plural, and measures; as stems.
const COUNTED: &str = "people person children women men troop personnel staff police civilian soldier civilian \
casualty km kg mw gw kwh ton tons tonne mile kilometre kilometer hectare hour minute day week month year vehicle barrel aircraft percent \
человек люд жител дет солдат военнослужащ тонн килограмм километр км кг час минут баррел гектар";
/// What a hyphen may join to a number without being counted: `two-state`, `two-way`.
const NOT_COUNTED: &str = "state way fold third sided party tier pronged on digit time";
/// Words for a currency behind or before a number, as stems, with its sign.
const CURRENCIES: &str =
    "dollar $|usd $|euro €|eur €|rouble ₽|ruble ₽|rub ₽|yuan ¥|gbp £|доллар $|евр €|рубл ₽|юан ¥";
/// One unit under two names, in one language or in two.
const SAME_UNITS: &str = "person people|tons ton|individual people|люд people|человек people|personne people|menschen people|\
persona people|persone people|pessoa people|kilometer kilometre|km kilometre|км kilometre|километр kilometre|\
meter metre|метр metre|kg kilogram|кг kilogram|килограмм kilogram|тонн tonne|tonnen tonne|tonelada tonne|\
баррел barrel|гектар hectare|солдат soldier|рубл ₽";
/// How many words may describe what is counted: `12 new air defence systems`.
const MOST_WORDS: usize = 4;

/// Whether a folded word is one that numbers count, and years do not.
pub(crate) fn is_counted(folded: &str) -> bool {
    let stem = name_stem(folded);
    !stem.is_empty() && COUNTED.split(' ').any(|word| word == stem)
}

/// The form under which a unit is compared.
pub(crate) fn unit_key(unit: &str) -> &str {
    let stem = name_stem(unit);
    paired(SAME_UNITS, stem).unwrap_or(stem)
}

fn paired<'t>(table: &'t str, stem: &str) -> Option<&'t str> {
    table.split('|').find_map(|row| row.split_once(' ').filter(|row| row.0 == stem)).map(|row| row.1)
}

/// The sign of a currency word.
pub(crate) fn currency(folded: &str) -> Option<&'static str> {
    paired(CURRENCIES, name_stem(folded))
}

/// The sign before a token, and the byte where it begins: `$`, `US$`, `€`.
pub(crate) fn sign_before(reading: &Reading<'_>, at: usize) -> Option<(&'static str, usize)> {
    let gap = reading.gap(at).trim_end();
    let sign = ["$", "€", "£", "¥", "₽"].into_iter().find(|sign| gap.ends_with(sign))?;
    let gap_start = reading.bytes(&(at..at + 1)).start - reading.gap(at).len();
    Some((sign, gap_start + gap.len() - sign.len()))
}

/// What stands behind a number and is counted by it.
pub(crate) struct Unit {
    /// As written, folded.
    pub name: String,
    /// Whether it is of the words every readout has: sides, leaders.
    pub is_stock: bool,
}

/// The unit behind the tokens of a number, if one can be told; `None` where the number counts nothing at all.
pub(crate) fn unit_after(reading: &Reading<'_>, end: usize, is_one: bool) -> Option<Unit> {
    let unit = |at: usize| {
        let is_stock = reading.class(at) == Class::Stock && !is_counted(reading.folded(at));
        Some(Unit { name: reading.folded(at).to_owned(), is_stock })
    };
    if is_hyphen(reading.gap(end)) && end < reading.tokens.len() {
        let stem = name_stem(reading.folded(end));
        let counts = !NOT_COUNTED.split(' ').any(|word| word == stem);
        return if counts { unit(end) } else { None };
    }
    let first = end + usize::from(reading.folded(end) == "of" && reading.follows(end));
    for at in first..first + MOST_WORDS {
        let folded = reading.folded(at);
        if !reading.follows(at) || reading.is_number(at) || reading.class(at) == Class::Function {
            break;
        }
        if is_counted(folded) {
            return unit(at);
        }
        if folded.is_ascii() {
            let is_plural = folded.len() > 3 && name_stem(folded).len() < folded.len();
            if is_plural && !reading.is_capital(at) || is_one {
                return unit(at);
            }
        } else if !reading.is_capital(at) && !is_adjective(folded) {
            return unit(at);
        }
    }
    Some(Unit { name: String::new(), is_stock: false })
}

fn is_adjective(folded: &str) -> bool {
    ["ых", "их", "ого", "его", "ым", "ими", "ыми", "ая", "ую", "ой", "ое", "ые", "ие"]
        .iter()
        .any(|end| folded.ends_with(end))
}

/// The words before a token that tell how exact the number is; empty where there are none.
pub(crate) fn qualifier(reading: &Reading<'_>, at: usize) -> String {
    let gap = reading.gap(at);
    let is_near = gap.chars().all(|c| c.is_whitespace() || matches!(c, '$' | '€' | '£' | '¥' | '₽'));
    if at == 0 || !is_near || !gap.starts_with(char::is_whitespace) {
        return String::new();
    }
    let stands = |phrase: &&str| {
        phrase.split(' ').rev().enumerate().all(|(back, word)| {
            let at = at - 1;
            at.checked_sub(back)
                .is_some_and(|at| reading.folded(at) == word && (back == 0 || reading.follows(at + 1)))
        })
    };
    QUALIFIERS.split('|').find(stands).unwrap_or("").to_owned()
}
