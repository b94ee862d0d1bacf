//! Dates in running text: `26 September 2025`, `Sept. 3, 2024`, `the 5th of May`, `2024-05-05`, `5. Mai 2024`.
//!
//! Lives here: the names of the months, and reading a date from the tokens it begins with. Does not live here: other
//! facts, or spans, weekdays and years that stand elsewhere (`ledger/dates`). Cost: O(1) a token; the months of other
//! languages are looked up beside numbers alone.

use super::Fact;
use crate::model::LedgerClass;
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
/// French, German, Spanish, Italian, Portuguese and Ukrainian months, folded, a part a month. As words of a text they
/// mean nothing unless a number stands beside them.
const FOREIGN_MONTHS: &str = "janvier januar enero gennaio janeiro січня|février fevrier februar febrero febbraio \
fevereiro лютого|mars märz marzo março березня|avril april abril aprile квітня|mai mayo maggio maio травня|juin juni \
junio giugno junho червня|juillet juli julio luglio julho липня|août aout august agosto серпня|septembre september \
septiembre settembre setembro вересня|octobre oktober octubre ottobre outubro жовтня|novembre november noviembre \
novembro листопада|décembre decembre dezember diciembre dicembre dezembro грудня";

/// Tokens as the parts of a date.
struct Parts<'t> {
    tokens: &'t [Token],
    text: &'t str,
    lexicon: &'t Lexicon,
}

impl Parts<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| self.lexicon.entry(token.word).folded.as_str())
    }

    /// What stands between a token and the one before it; a letter where there is none.
    fn gap(&self, at: usize) -> &str {
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        let gap = before.zip(self.tokens.get(at)).map(|(x, y)| self.text.get(x.range.end..y.range.start));
        gap.flatten().unwrap_or("-")
    }

    /// Whether nothing but spaces and commas parts a token from the one before it; a full stop too behind a month that
    /// is cut short.
    fn is_joined(&self, at: usize) -> bool {
        let gap = self.gap(at);
        let gap = if at > 0 && self.is_cut(at - 1) { gap.strip_prefix('.').unwrap_or(gap) } else { gap };
        let before = at.checked_sub(1).and_then(|before| self.text.get(self.tokens[before].range.clone()));
        let is_owner = before.is_some_and(|word| word.ends_with("'s") || word.ends_with("’s"));
        !is_owner && !gap.is_empty() && gap.len() <= 3 && gap.chars().all(|c| c.is_whitespace() || c == ',')
    }

    /// `Sept`, `Jan`: a month that may be followed by a full stop.
    fn is_cut(&self, at: usize) -> bool {
        let word = self.word(at);
        self.tokens.get(at).is_some_and(|token| token.capital)
            && matches!(word.len(), 3 | 4)
            && MONTHS[..12].iter().any(|(name, _)| *name != word && name.starts_with(word))
    }

    /// The month that a token names.
    fn month(&self, at: usize) -> Option<u32> {
        let (word, token) = (self.word(at), self.tokens.get(at)?);
        let is_cyrillic = !word.is_ascii();
        if !is_cyrillic && !token.capital {
            return None;
        }
        let begins_so = |month: &&(&str, u32)| month.0.as_bytes().first() == word.as_bytes().first();
        MONTHS.iter().filter(begins_so).find_map(|(name, number)| {
            let is_same = if is_cyrillic {
                // The endings of the genitive, dative and prepositional cases.
                word != "ма"
                    && word
                        .strip_prefix(name)
                        .is_some_and(|end| matches!(end, "я" | "а" | "е" | "ь" | "ю" | "й" | ""))
            } else {
                word == *name || (name.starts_with(word) && self.is_cut(at))
            };
            is_same.then_some(*number)
        })
    }

    /// The month that a token names in another language.
    fn foreign_month(&self, at: usize) -> Option<u32> {
        let word = self.word(at);
        let is_it = |part: &&str| part.split(' ').any(|name| name == word);
        let found = (1..).zip(FOREIGN_MONTHS.split('|')).find(|(_, part)| is_it(part))?;
        // In English they need their capital, which German gives them too.
        let is_capital = self.tokens.get(at)?.capital;
        (is_capital || !matches!(word, "april" | "august" | "september" | "november")).then_some(found.0)
    }

    fn year(&self, at: usize) -> Option<u32> {
        self.is_joined(at).then(|| year(self.word(at))).flatten()
    }

    /// The year at a token or behind the `de` there, and the token behind it.
    fn year_or_de(&self, at: usize) -> Option<(u32, usize)> {
        let at = at + usize::from(self.word(at) == "de" && self.is_joined(at));
        Some((self.year(at)?, at + 1))
    }

    /// The month behind the day at `at`, and the token behind it: `5 May`, `5th of May`, `5. Mai`, `5 de mayo`.
    fn month_behind(&self, at: usize) -> Option<(u32, usize)> {
        let next = at + 1;
        let is_rank = || self.word(at).ends_with(|c: char| c.is_ascii_alphabetic());
        let is_link = self.is_joined(next)
            && self.is_joined(next + 1)
            && (self.word(next) == "de" || (self.word(next) == "of" && is_rank()));
        if self.word(next) == "of" && is_link {
            return Some((self.month(next + 1)?, next + 2));
        }
        if is_link {
            return Some((self.foreign_month(next + 1)?, next + 2));
        }
        let month = |at| self.month(at).or_else(|| self.foreign_month(at));
        if self.is_joined(next) {
            return Some((month(next)?, next + 1));
        }
        // A sentence that ends with a number begins with no month that has a year, or is German.
        let is_dotted = self.gap(next) == ". " && self.tokens.get(next)?.capital;
        let is_german = self.month(next).is_none() || self.year(next + 1).is_some();
        (is_dotted && is_german).then(|| self.foreign_month(next)).flatten().map(|month| (month, next + 1))
    }

    /// Three numbers with the same mark between them.
    fn three(&self, at: usize, mark: &str) -> Option<[&str; 3]> {
        let is_so = self.gap(at + 1) == mark && self.gap(at + 2) == mark && self.gap(at + 3) != mark;
        is_so.then(|| [at, at + 1, at + 2].map(|at| self.word(at)))
    }

    /// `2024-05-05`; `25/09/2024` and `09/25/2024`, where there is no doubt which is the day.
    fn numeric(&self, at: usize) -> Option<String> {
        if let Some([first, month, last]) = self.three(at, "-")
            && month.len() == 2
            && last.len() == 2
        {
            return key(year(first)?, month.parse().ok()?, last.parse().ok()?);
        }
        let [one, other, last] = self.three(at, "/")?;
        let (one, other): (u32, u32) = (one.parse().ok()?, other.parse().ok()?);
        let year = year(last)?;
        match (one <= 12, other <= 12) {
            (true, true) if one != other => None,
            (true, _) => key(year, one, other),
            (false, _) => key(year, other, one),
        }
    }
}

fn small_number(folded: &str) -> Option<u32> {
    let digits = folded.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let suffix = &folded[digits.len()..];
    matches!(suffix, "" | "st" | "nd" | "rd" | "th" | "er").then(|| digits.parse().ok()).flatten()
}

fn day(folded: &str) -> Option<u32> {
    small_number(folded).filter(|day| (1..=31).contains(day))
}

fn year(folded: &str) -> Option<u32> {
    (folded.len() == 4).then(|| folded.parse().ok()).flatten().filter(|year| (1800..2200).contains(year))
}

fn key(year: u32, month: u32, day: u32) -> Option<String> {
    let is_day = (1..=12).contains(&month) && (1..=31).contains(&day) && (1800..2200).contains(&year);
    is_day.then(|| format!("{year}-{month:02}-{day:02}"))
}

/// A date that begins with the token at `at`.
pub(super) fn date(tokens: &[Token], at: usize, text: &str, lexicon: &Lexicon) -> Option<Fact> {
    let parts = Parts { tokens, text, lexicon };
    let (key, end) = if tokens.get(at)?.number { from_number(&parts, at)? } else { from_month(&parts, at)? };
    let range = tokens[at].range.start..tokens.get(end - 1)?.range.end;
    Some(Fact { class: LedgerClass::Date, key, range, tokens: at..end })
}

fn from_month(parts: &Parts<'_>, at: usize) -> Option<(String, usize)> {
    let Some(month) = parts.month(at) else {
        let is_near_number =
            |at: usize| parts.tokens.get(at).is_some_and(|token| token.number || parts.word(at) == "de");
        let month = is_near_number(at + 1).then(|| parts.foreign_month(at)).flatten()?;
        let (year, end) = parts.year_or_de(at + 1)?;
        return Some((format!("{year}-{month:02}"), end));
    };
    let day = parts.is_joined(at + 1).then(|| day(parts.word(at + 1))).flatten();
    let after = at + 1 + usize::from(day.is_some());
    let found = match (day, parts.year(after)) {
        (Some(day), Some(year)) => (format!("{year}-{month:02}-{day:02}"), after + 1),
        (Some(day), None) => (format!("{month:02}-{day:02}"), after),
        (None, Some(year)) => (format!("{year}-{month:02}"), after + 1),
        // A month alone, unless it may be a verb.
        (None, None) => {
            let first = parts.word(at);
            if matches!(first, "may" | "march") || (first.len() < 4 && first.is_ascii()) {
                return None;
            }
            (format!("--{month:02}"), at + 1)
        }
    };
    Some(found)
}

fn from_number(parts: &Parts<'_>, at: usize) -> Option<(String, usize)> {
    let first = parts.word(at);
    if let Some(key) = parts.numeric(at) {
        return Some((key, at + 3));
    }
    if let Some(day) = day(first)
        && let Some((month, end)) = parts.month_behind(at)
    {
        return Some(match parts.year_or_de(end) {
            Some((year, end)) => (format!("{year}-{month:02}-{day:02}"), end),
            None => (format!("{month:02}-{day:02}"), end),
        });
    }
    if let Some(year) = year(first) {
        return Some((year.to_string(), at + 1));
    }
    let dotted: Vec<u32> = first.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
    match dotted[..] {
        [day, month, year] => Some((key(year, month, day)?, at + 1)),
        _ => None,
    }
}
