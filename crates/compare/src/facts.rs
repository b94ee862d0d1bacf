//! Hard facts in running text: numbers, dates, quotations, names.
//!
//! Lives here: finding them in a passage and giving each a key under which the two sides can be compared.
//! Does not live here: how names are told (`names`), who states which fact (`ledger`). Cost: O(tokens).

use demarche_corpus::order;
use std::ops::Range;

use crate::model::LedgerClass;
use crate::names::names;
use crate::words::{Lexicon, Token};

/// English and Russian month names by their first letters, with the month's number.
const MONTHS: [(&str, u32); 24] = [
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("январ", 1),
    ("феврал", 2),
    ("март", 3),
    ("апрел", 4),
    ("ма", 5),
    ("июн", 6),
    ("июл", 7),
    ("август", 8),
    ("сентябр", 9),
    ("октябр", 10),
    ("ноябр", 11),
    ("декабр", 12),
];
/// Words that multiply the number before them, by their first letters, with the zeros they add.
const MAGNITUDES: [(&str, usize); 14] = [
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("trillion", 12),
    ("mln", 6),
    ("bn", 9),
    ("млн", 6),
    ("млрд", 9),
    ("тыс", 3),
    ("миллион", 6),
    ("миллиард", 9),
    ("триллион", 12),
    ("trn", 12),
    ("mn", 6),
];

/// One fact where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Fact {
    pub class: LedgerClass,
    /// The form under which two mentions are the same fact.
    pub key: String,
    /// Bytes of the passage's text.
    pub range: Range<usize>,
    /// Tokens of the passage the fact is made of.
    pub tokens: Range<usize>,
}

/// The facts of one passage; `starts` are the byte offsets where its sentences begin.
pub(crate) fn facts(text: &str, tokens: &[Token], starts: &[usize], lexicon: &Lexicon) -> Vec<Fact> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let fact = date(tokens, at, text, lexicon).or_else(|| number(tokens, at, text, lexicon));
        at = fact.as_ref().map_or(at + 1, |fact| fact.tokens.end.max(at + 1));
        found.extend(fact);
    }
    let dated: Vec<usize> = found.iter().flat_map(|fact: &Fact| fact.tokens.clone()).collect();
    let names = names(text, tokens, starts, lexicon);
    found.extend(
        names
            .into_iter()
            .filter(|name| !name.tokens.clone().any(|token| dated.binary_search(&token).is_ok())),
    );
    found.extend(quotations(text, tokens, lexicon));
    order::sort_by_key(&mut found, |fact| (fact.range.start, fact.class, fact.range.end));
    found
}

fn month(word: &str, capital: bool) -> Option<u32> {
    let cyrillic = !word.is_ascii();
    MONTHS.iter().find_map(|(name, number)| {
        let same = if cyrillic {
            // The endings of the genitive, dative and prepositional cases.
            word.strip_prefix(name).is_some_and(|end| matches!(end, "я" | "а" | "е" | "ь" | "ю" | "й" | ""))
                && word != "ма"
        } else {
            capital && (word == *name || (word.len() >= 3 && word.len() <= 4 && name.starts_with(word)))
        };
        same.then_some(*number)
    })
}

fn small_number(folded: &str) -> Option<u32> {
    let digits = folded.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let suffix = &folded[digits.len()..];
    matches!(suffix, "" | "st" | "nd" | "rd" | "th").then(|| digits.parse().ok()).flatten()
}

fn day(folded: &str) -> Option<u32> {
    small_number(folded).filter(|day| (1..=31).contains(day))
}

fn year(folded: &str) -> Option<u32> {
    (folded.len() == 4).then(|| folded.parse().ok()).flatten().filter(|year| (1800..2200).contains(year))
}

/// A date that begins with the token at `at`: `26 September 2025`, `September 26, 2025`, `June 2021`, `2015`,
/// `26.09.2025`.
fn date(tokens: &[Token], at: usize, text: &str, lexicon: &Lexicon) -> Option<Fact> {
    // Nothing but spaces, commas and "of" between the parts.
    let joined = |next: usize| {
        let gap = text.get(tokens.get(next.checked_sub(1)?)?.range.end..tokens.get(next)?.range.start)?;
        (gap.len() <= 3 && gap.chars().all(|c| c.is_whitespace() || c == ',')).then_some(next)
    };
    let word = |index: usize| tokens.get(index).map(|token| lexicon.entry(token.word).folded.as_str());
    let month_at = |index: usize| tokens.get(index).and_then(|token| month(word(index)?, token.capital));
    let year_at = |index: usize| joined(index).and_then(word).and_then(year);
    let first = word(at)?;
    let (key, end) = if let Some(month) = month_at(at) {
        let day = joined(at + 1).and_then(word).and_then(day);
        let after = at + 1 + usize::from(day.is_some());
        match (day, year_at(after)) {
            (Some(day), Some(year)) => (format!("{year}-{month:02}-{day:02}"), after + 1),
            (Some(day), None) => (format!("{month:02}-{day:02}"), after),
            (None, Some(year)) => (format!("{year}-{month:02}"), after + 1),
            // A month alone, unless it may be a verb.
            (None, None) if matches!(first, "may" | "march") || (first.len() < 4 && first.is_ascii()) => {
                return None;
            }
            (None, None) => (format!("--{month:02}"), at + 1),
        }
    } else if !tokens[at].number {
        return None;
    } else if let Some(day) = day(first)
        && let Some(month) = joined(at + 1).and_then(month_at)
    {
        match year_at(at + 2) {
            Some(year) => (format!("{year}-{month:02}-{day:02}"), at + 3),
            None => (format!("{month:02}-{day:02}"), at + 2),
        }
    } else if let Some(year) = year(first) {
        (year.to_string(), at + 1)
    } else {
        let parts: Vec<u32> = first.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
        match parts[..] {
            [day, month, year]
                if (1..=31).contains(&day) && (1..=12).contains(&month) && (1800..2200).contains(&year) =>
            {
                (format!("{year}-{month:02}-{day:02}"), at + 1)
            }
            _ => return None,
        }
    };
    let range = tokens[at].range.start..tokens[end - 1].range.end;
    Some(Fact { class: LedgerClass::Date, key, range, tokens: at..end })
}

/// A number with its magnitude and per cent sign, written out in digits as its key.
fn number(tokens: &[Token], at: usize, text: &str, lexicon: &Lexicon) -> Option<Fact> {
    let token = tokens.get(at).filter(|token| token.number)?;
    let folded = &lexicon.entry(token.word).folded;
    let digits: String =
        folded.chars().take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).collect();
    let tail = &folded[digits.len()..];
    let mut end = at + 1;
    let groups = groups(tokens, at, text, lexicon);
    let digits = digits + &groups;
    end += groups.len() / 3;
    let mut zeros = MAGNITUDES.iter().find(|(name, _)| *name == tail).map_or(0, |(_, zeros)| *zeros);
    let next = tokens.get(end).map(|next| lexicon.entry(next.word).folded.as_str()).unwrap_or_default();
    if zeros == 0
        && let Some(found) = magnitude(next)
    {
        zeros = found;
        end += 1;
    }
    let mut key = scaled(&digits, zeros);
    let last = tokens.get(end - 1)?;
    let mut range = token.range.start..last.range.end;
    let behind = text.get(range.end..).unwrap_or_default();
    let after = tokens.get(end).map(|next| lexicon.entry(next.word).folded.as_str()).unwrap_or_default();
    if behind.trim_start_matches(['\u{a0}', ' ']).starts_with('%') {
        range.end += behind.find('%').unwrap_or(0) + 1;
        key.push('%');
    } else if after.starts_with("percent")
        || after.starts_with("процент")
        || matches!(behind.get(..9), Some(" per cent" | "-per-cent" | "\nper cent" | " per\ncent"))
    {
        key.push('%');
    }
    Some(Fact { class: LedgerClass::Number, key, range, tokens: at..end })
}

/// The zeros that a word behind a number adds.
pub(crate) fn magnitude(folded: &str) -> Option<usize> {
    MAGNITUDES.iter().find(|(name, _)| folded.starts_with(name)).map(|(_, zeros)| *zeros)
}

/// The groups of three digits behind the number at `at`, parted by spaces: «21 000».
fn groups(tokens: &[Token], at: usize, text: &str, lexicon: &Lexicon) -> String {
    let digits = |at: usize| {
        let folded = lexicon.entry(tokens.get(at)?.word).folded.as_str();
        folded.bytes().all(|b| b.is_ascii_digit()).then_some(folded)
    };
    let mut groups = String::new();
    if digits(at).is_none_or(|first| first.len() > 3) {
        return groups;
    }
    let mut end = at + 1;
    while let Some(group) = digits(end).filter(|group| group.len() == 3) {
        let gap = text.get(tokens[end - 1].range.end..tokens[end].range.start).unwrap_or("");
        if !matches!(gap, " " | "\u{a0}" | "\u{202f}" | "\u{2009}") {
            break;
        }
        groups.push_str(group);
        end += 1;
    }
    groups
}

/// `3.5` with 6 zeros is `3500000`; a comma before three digits groups thousands, any other is a point. A point
/// groups them where it stands twice or before `000`.
pub(crate) fn scaled(digits: &str, zeros: usize) -> String {
    let digits = digits.trim_end_matches([',', '.']);
    let grouped = |part: &str| part.len() == 3;
    let commas: Vec<&str> = digits.split(',').collect();
    let points: Vec<&str> = digits.split('.').collect();
    let is_pointed = points.len() > 2 || (zeros == 0 && points.get(1) == Some(&"000"));
    let plain = if commas.len() > 1 && commas[1..].iter().all(|part| grouped(part)) {
        commas.concat()
    } else if is_pointed && points[1..].iter().all(|part| grouped(part)) {
        points.concat()
    } else {
        digits.replace(',', ".")
    };
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut value = whole.to_owned();
    let mut rest = fraction.trim_end_matches('0').to_owned();
    for _ in 0..zeros {
        if rest.is_empty() {
            value.push('0');
        } else {
            value.push(rest.remove(0));
        }
    }
    let bare = value.trim_start_matches('0');
    let value = if bare.is_empty() { "0" } else { bare };
    if rest.is_empty() { value.to_owned() } else { format!("{value}.{rest}") }
}

/// Words between quotation marks; a straight mark opens before a letter and closes behind one.
fn quotations(text: &str, tokens: &[Token], lexicon: &Lexicon) -> Vec<Fact> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        let closes = match c {
            '”' => Some('“'),
            '»' => Some('«'),
            '"' => Some('"'),
            // The mark that opens in English closes in German and, handwritten, in Russian.
            '“' => Some('„'),
            _ => None,
        };
        if let (Some(mark), Some((start, opened))) = (closes, open)
            && mark == opened
        {
            let first = tokens.partition_point(|token| token.range.start < start);
            let end = tokens.partition_point(|token| token.range.end <= at);
            if first < end {
                let words: Vec<&str> = tokens[first..end]
                    .iter()
                    .map(|token| lexicon.entry(token.word).folded.as_str())
                    .collect();
                found.push(Fact {
                    class: LedgerClass::Quotation,
                    key: words.join(" "),
                    range: tokens[first].range.start..tokens[end - 1].range.end,
                    tokens: first..end,
                });
            }
            open = None;
        } else if matches!(c, '“' | '«' | '"' | '„') {
            open = Some((at + c.len_utf8(), c));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentences::sentences;

    fn check(text: &str, expected: &[(LedgerClass, &str)]) {
        let mut lexicon = Lexicon::new();
        let tokens = lexicon.tokens(text, "");
        let starts: Vec<usize> = sentences(text).iter().map(|range| range.start).collect();
        let found = facts(text, &tokens, &starts, &lexicon);
        let keys: Vec<(LedgerClass, &str)> =
            found.iter().map(|fact| (fact.class, fact.key.as_str())).collect();
        assert_eq!(keys, expected, "facts of {text:?}");
    }

    use LedgerClass::{Date, Name, Number, Quotation};

    #[test]
    fn numbers_have_one_key_however_written() {
        check("about 21,000 people", &[(Number, "21000")]);
        check("worth $3.5 million or 3.5bn", &[(Number, "3500000"), (Number, "3500000000")]);
        check("up 7% and 12 per cent", &[(Number, "7%"), (Number, "12%")]);
        check("the 80th session, 0.5", &[(Number, "80"), (Number, "0.5")]);
        check("почти 2,5 млрд рублей", &[(Number, "2500000000")]);
        check("21 000, 1 250 000 and 10.000", &[(Number, "21000"), (Number, "1250000"), (Number, "10000")]);
        check("a 15-per-cent share, 2.125 million", &[(Number, "15%"), (Number, "2125000")]);
    }

    #[test]
    fn dates_have_one_key_however_written() {
        check("on 26 September 2025", &[(Date, "2025-09-26")]);
        check("on September 26, 2025, there", &[(Date, "2025-09-26")]);
        check(
            "by 26th September, or June 2021, or 1999",
            &[(Date, "09-26"), (Date, "2021-06"), (Date, "1999")],
        );
        check("26 сентября 2025 года, 3 мая", &[(Date, "2025-09-26"), (Date, "05-03")]);
        check("signed 26.09.2025 there; they may 5", &[(Date, "2025-09-26"), (Number, "5")]);
    }

    #[test]
    fn names_are_runs_of_capitals() {
        check("Talks with President Anna Moor in New Arden.", &[(Name, "anna moor"), (Name, "new arden")]);
        check("The Council of Lakes met. Delegates left.", &[(Name, "council of lake")]);
        check(
            "He met Lakeland Foreign Minister Edda Storm of Arden.",
            &[(Name, "lakeland"), (Name, "edda storm"), (Name, "arden")],
        );
        check("It said President of Arden Anna Moor left.", &[(Name, "arden"), (Name, "anna moor")]);
        check(
            "With Secretary of State Ann Moor at the General Assembly.",
            &[(Name, "ann moor"), (Name, "general assembl")],
        );
        check("NATO agreed with the U.S. delegation.", &[(Name, "nato"), (Name, "u.s")]);
    }

    #[test]
    fn quotations_are_what_stands_between_the_marks() {
        check("he said “no more” and \"never\" there", &[(Quotation, "no more"), (Quotation, "never")]);
        check("он сказал «ни шагу» и „so so“ left “open", &[(Quotation, "ни шагу"), (Quotation, "so so")]);
    }
}
