//! Numbers in words: `two`, `twenty-five`, `three hundred`, `dozens`.
//!
//! Lives here: the words and their sums. Does not live here: digits (`facts`), units and qualifiers (`units`). `one`
//! alone is no number here: it is a pronoun more often. Cost: O(1) a token.

use super::marks::SPELLED;
use super::reading::{Reading, is_space};
use demarche_corpus::order;
use std::sync::OnceLock;

/// Words below a hundred and Russian hundreds, folded.
const SMALL: &str = "two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 \
fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50 sixty 60 \
seventy 70 eighty 80 ninety 90 два 2 две 2 двух 2 двум 2 двумя 2 три 3 трех 3 трем 3 тремя 3 четыре 4 четырех 4 \
четырем 4 пять 5 пяти 5 шесть 6 шести 6 семь 7 семи 7 восемь 8 восьми 8 девять 9 девяти 9 десять 10 десяти 10 \
одиннадцать 11 двенадцать 12 двенадцати 12 пятнадцать 15 пятнадцати 15 двадцать 20 двадцати 20 тридцать 30 тридцати 30 \
сорок 40 сорока 40 пятьдесят 50 пятидесяти 50 сто 100 двести 200 триста 300 четыреста 400 пятьсот 500";
/// Words that multiply, by their first letters.
const MAGNITUDES: [(&str, u64); 9] = [
    ("dozen", 12),
    ("hundred", 100),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
    ("тысяч", 1_000),
    ("миллион", 1_000_000),
    ("миллиард", 1_000_000_000),
];
/// Amounts that are not counted, as they are listed.
const VAGUE: &str = "dozens scores hundreds thousands millions billions десятки сотни тысячи миллионы";

/// Halves in one word.
const HALF: &str = "полмиллиона 500000 полумиллиона 500000 полмиллиарда 500000000 полумиллиарда 500000000";

/// A number in words: its value as it is listed, and the token behind it.
pub(crate) fn number(reading: &Reading<'_>, at: usize) -> Option<(String, usize)> {
    if !reading.is_marked(at, SPELLED) {
        return None;
    }
    let folded = reading.folded(at);
    if VAGUE.split(' ').any(|vague| vague == folded) {
        return Some((folded.to_owned(), at + 1));
    }
    if let Some(half) = half(reading, at) {
        return Some(half);
    }
    // `a million`, `one hundred`.
    let is_one = (matches!(folded, "a" | "one")
        && reading.follows(at + 1)
        && magnitude(reading.folded(at + 1)).is_some())
        || (folded == "one" && halves(reading, at + 1).is_some());
    let (mut whole, mut part) = (0_u64, u64::from(is_one));
    let mut end = at + usize::from(is_one);
    while end < reading.tokens.len() && (end == at || joins(reading.gap(end))) {
        let word = reading.folded(end);
        if let Some(value) = small(word) {
            // `two three` are two numbers, `twenty three` is one.
            if part % 100 != 0 && (part % 10 != 0 || value >= 10) {
                break;
            }
            part += value;
        } else if word == "one" && part % 10 == 0 && part % 100 >= 20 {
            part += 1;
        } else if let Some(times) = halves(reading, end).filter(|_| end > at && part > 0) {
            whole = whole.saturating_add((2 * part + 1).saturating_mul(times) / 2);
            part = 0;
            end += 3;
        } else if let Some(times) = magnitude(word).filter(|_| end > at) {
            if times == 100 {
                part = part.saturating_mul(100);
            } else {
                whole = whole.saturating_add(part.max(1).saturating_mul(times));
                part = 0;
            }
        } else if word != "and" || part == 0 || part % 100 != 0 || small(reading.folded(end + 1)).is_none() {
            break;
        }
        end += 1;
    }
    // `twenty-fifth` is a rank.
    let is_ordinal = reading.is_hyphened(end)
        && ["th", "first", "second", "third"].iter().any(|ending| reading.folded(end).ends_with(ending));
    if is_ordinal {
        return None;
    }
    let value = whole.saturating_add(part);
    (end > at && value > 1).then(|| (value.to_string(), end))
}

/// The words with which a number may begin.
pub(crate) fn openings() -> impl Iterator<Item = &'static str> {
    VAGUE
        .split(' ')
        .chain(SMALL.split(' ').step_by(2))
        .chain(HALF.split(' ').step_by(2))
        .chain(["a", "one", "half"])
}

/// `half a million`, «полмиллиона».
fn half(reading: &Reading<'_>, at: usize) -> Option<(String, usize)> {
    let folded = reading.folded(at);
    let mut words = HALF.split(' ');
    let written = std::iter::from_fn(|| words.next().zip(words.next())).find(|(word, _)| *word == folded);
    if let Some((_, value)) = written {
        return Some((value.to_owned(), at + 1));
    }
    let is_half = folded == "half" && reading.folded(at + 1) == "a" && joins(reading.gap(at + 1));
    let times = magnitude(reading.folded(at + 2)).filter(|_| is_half && joins(reading.gap(at + 2)))?;
    Some(((times / 2).to_string(), at + 3))
}

/// What `and a half million` behind a number is a half of.
fn halves(reading: &Reading<'_>, at: usize) -> Option<u64> {
    let stands = (0..3)
        .zip(["and", "a", "half"])
        .all(|(ahead, word)| reading.folded(at + ahead) == word && joins(reading.gap(at + ahead)));
    magnitude(reading.folded(at + 3)).filter(|_| stands && joins(reading.gap(at + 3)))
}

fn joins(gap: &str) -> bool {
    is_space(gap) || gap == "-"
}

fn small(folded: &str) -> Option<u64> {
    static SORTED: OnceLock<Vec<(&str, u64)>> = OnceLock::new();
    let sorted = SORTED.get_or_init(|| {
        let mut words = SMALL.split(' ');
        let pairs = std::iter::from_fn(|| words.next().zip(words.next()));
        let mut sorted: Vec<(&str, u64)> =
            pairs.filter_map(|(word, value)| Some((word, value.parse().ok()?))).collect();
        order::sort(&mut sorted);
        sorted
    });
    let at = sorted.binary_search_by(|(word, _)| (*word).cmp(folded)).ok()?;
    sorted.get(at).map(|(_, value)| *value)
}

fn magnitude(folded: &str) -> Option<u64> {
    let found = MAGNITUDES.iter().find(|(word, _)| folded.starts_with(word))?;
    let is_english = folded.is_ascii();
    (!is_english || folded == found.0).then_some(found.1)
}
