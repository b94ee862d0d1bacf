//! Numbers that name something instead of counting it: `resolution 2231`, `Article 5`, `F-16`.
//!
//! Lives here: resolutions and articles (treaties), designations (names), and the numbers that are neither and are
//! left out. Does not live here: quantities. Cost: O(tokens).

use super::marks::CITED;
use super::reading::{Mention, Reading, is_hyphen, is_space, name_stem};
use crate::model::LedgerClass;

/// Stems of words whose number is part of a treaty or a decision, with the word it is listed under.
const CITATIONS: &str = "resolution resolution|unscr resolution|article article|chapter chapter|protocol protocol|\
annex annex|резолюц resolution|стать article|глав chapter|протокол protocol|приложени annex";
/// Stems of words whose number is a label of no interest.
const LABELS: &str = "paragraph para page no section item room flight part volume sub-paragraph пункт страниц част \
раздел параграф абзац";
/// Endings of Russian ordinals behind a hyphen.
const ORDINALS: &str = "й я е го му м х ой ая ое ые ым ую ом ых";

/// Takes the numbers that are names; returns nothing for those that are left out, but speaks for them.
pub(crate) fn find(reading: &mut Reading<'_>) {
    let mut at = 0;
    while at < reading.tokens.len() {
        at = cited(reading, at).or_else(|| designation(reading, at)).unwrap_or(at + 1);
    }
    // `5th` is no rank where it is a day.
    let dates = reading.facts.iter().filter(|fact| fact.class == LedgerClass::Date && fact.tokens.len() > 1);
    let mut dates = dates.map(|fact| fact.tokens.clone()).peekable();
    for at in 0..reading.tokens.len() {
        while dates.next_if(|tokens| tokens.end <= at).is_some() {}
        let is_date = dates.peek().is_some_and(|tokens| tokens.contains(&at));
        if !is_date && reading.is_number(at) && reading.is_free(&(at..at + 1)) && is_label(reading, at) {
            reading.take(at..at + 1, LedgerClass::Number);
        }
    }
}

/// The stems behind which a cited number may stand.
pub(crate) fn openings() -> impl Iterator<Item = &'static str> {
    CITATIONS.split('|').filter_map(|row| row.split_once(' ')).map(|row| row.0)
}

/// A word such as `resolution` with the numbers that follow it; where they end.
fn cited(reading: &mut Reading<'_>, at: usize) -> Option<usize> {
    if !reading.is_marked(at, CITED) {
        return None;
    }
    let stem = name_stem(reading.folded(at));
    let word = CITATIONS.split('|').find_map(|row| row.split_once(' ').filter(|row| row.0 == stem))?.1;
    let mut number = at + 1;
    let mut end = None;
    loop {
        let gap = reading.gap(number);
        let is_near = is_space(gap) || matches!(gap.trim(), "№" | "No" | "-" | ",");
        let is_roman = reading.raw(number).chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
        if number >= reading.tokens.len() || !is_near || !(reading.is_number(number) || is_roman) {
            return end;
        }
        // `68/262` is one number.
        let behind = number + 1;
        let is_pair = reading.gap(behind) == "/" && reading.is_number(behind);
        let tokens = number..behind + usize::from(is_pair);
        let digits = reading.text.get(reading.bytes(&tokens)).unwrap_or("");
        let normal = format!("{word} {}", digits.to_lowercase());
        let first = if end.is_none() { at } else { number };
        let bytes = reading.bytes(&(first..tokens.end));
        // Of `resolutions 242 and 338` each is listed as one.
        let is_whole = end.is_none() && !reading.folded(at).ends_with('s');
        let value = if is_whole { reading.value(&bytes) } else { normal.clone() };
        reading.mentions.push(Mention::new(LedgerClass::Treaty, normal, value, bytes));
        reading.take(first..tokens.end, LedgerClass::Treaty);
        let mut next = tokens.end;
        // The year behind it, in brackets, is part of its name.
        if reading.gap(next).trim() == "("
            && reading.is_number(next)
            && reading.gap(next + 1).starts_with(')')
        {
            reading.take(next..next + 1, LedgerClass::Treaty);
            next += 1;
        }
        end = Some(next);
        let is_and = matches!(reading.folded(next), "and" | "и") && reading.is_number(next + 1);
        number = if is_and {
            next + 1
        } else if reading.gap(next).trim_start_matches(')').trim() == "," {
            next
        } else {
            return end;
        };
    }
}

/// A capitalised word and a number joined by a hyphen: `F-16`, `COVID-19`.
fn designation(reading: &mut Reading<'_>, at: usize) -> Option<usize> {
    let is_one = reading.is_capital(at)
        && reading.is_hyphened(at + 1)
        && reading.is_number(at + 1)
        && reading.is_free(&(at..at + 2));
    if !is_one {
        return None;
    }
    let tokens = at..at + 2;
    let bytes = reading.bytes(&tokens);
    let normal = reading.text.get(bytes.clone())?.to_lowercase().replace(['\u{2010}', '\u{2011}'], "-");
    let mention = Mention::new(
        LedgerClass::Name,
        normal.trim_end_matches('s').to_owned(),
        reading.value(&bytes),
        bytes,
    );
    reading.mentions.push(mention);
    reading.take(tokens, LedgerClass::Name);
    Some(at + 2)
}

/// Ordinals, the numbers of a list, and what stands behind `paragraph` or `№`.
fn is_label(reading: &Reading<'_>, at: usize) -> bool {
    let folded = reading.folded(at);
    let digits = folded.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let is_ordinal = matches!(&folded[digits.len()..], "st" | "nd" | "rd" | "th")
        || (is_hyphen(reading.gap(at + 1)) && ORDINALS.split(' ').any(|end| end == reading.folded(at + 1)));
    // The first thing on its line but for a bracket.
    let gap = reading.gap(at);
    let opens_line = at == 0 || gap.contains('\n');
    let opens_list = opens_line && matches!(gap.trim(), "" | "(") && digits.len() <= 2 && {
        let behind = reading.gap(at + 1);
        behind.starts_with(['.', ')']) && behind.len() > 1 && at + 1 < reading.tokens.len()
    };
    let is_behind_label = at > 0
        && reading.gap(at).chars().all(|c| c.is_whitespace() || c == '.')
        && LABELS.split(' ').any(|label| label == name_stem(reading.folded(at - 1)));
    is_ordinal || opens_list || is_behind_label || reading.gap(at).contains('№')
}
