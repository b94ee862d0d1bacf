//! Hard facts in running text: numbers, dates, quotations, names.
//!
//! Lives here: finding them in a passage and giving each a key under which the two sides can be compared.
//! Does not live here: how dates (`facts/dates`) and names (`names`) are told, who states which fact (`ledger`). Cost:
//! O(tokens).

mod dates;

use demarche_corpus::order;
use std::ops::Range;

use crate::ledger::currency;
use crate::model::LedgerClass;
use crate::names::names;
use crate::words::{Lexicon, Token};
use dates::date;

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

/// Signs of money.
const CURRENCIES: [char; 6] = ['$', '€', '£', '¥', '₽', '₴'];
/// What `40m` counts where it is no length.
const COUNTED_IN_MILLIONS: &str = "people men women children refugees voters users citizens workers barrels tonnes tons \
doses dollars euros pounds roubles rubles yuan";

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
/// `lang` is the text's language, if it says so.
pub(crate) fn facts(
    text: &str,
    tokens: &[Token],
    starts: &[usize],
    lang: &str,
    lexicon: &Lexicon,
) -> Vec<Fact> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let fact = date(tokens, at, text, lexicon).or_else(|| number(tokens, at, text, lexicon));
        at = fact.as_ref().map_or(at + 1, |fact| fact.tokens.end.max(at + 1));
        found.extend(fact);
    }
    let dated: Vec<usize> = found.iter().flat_map(|fact: &Fact| fact.tokens.clone()).collect();
    let names = names(text, tokens, starts, lang, lexicon);
    found.extend(
        names
            .into_iter()
            .filter(|name| !name.tokens.clone().any(|token| dated.binary_search(&token).is_ok())),
    );
    found.extend(quotations(text, tokens, lexicon));
    order::sort_by_key(&mut found, |fact| (fact.range.start, fact.class, fact.range.end));
    found
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
    if let Some(part) = fraction(tokens, at, text, lexicon) {
        return Some(part);
    }
    // A bare `m` is of metres, unless money or people are counted.
    let is_money = || text[..token.range.start].trim_end().ends_with(CURRENCIES);
    zeros = match tail {
        "k" => 3,
        "m" if is_money() || COUNTED_IN_MILLIONS.split(' ').any(|word| word == next) => 6,
        "" if next == "m" && is_money() => {
            end += 1;
            6
        }
        _ => zeros,
    };
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

/// The currency of a number, before or behind it and by sign or word, or the minus before it.
pub(crate) fn sign_beside<'t>(
    fact: &Fact,
    tokens: &[Token],
    text: &'t str,
    lexicon: &Lexicon,
) -> Option<&'t str> {
    let before = text.get(..fact.range.start)?.trim_end();
    if let Some(sign) = before.chars().next_back().filter(|sign| CURRENCIES.contains(sign)) {
        return before.get(before.len() - sign.len_utf8()..);
    }
    let behind = text.get(fact.range.end..)?.trim_start();
    if let Some(sign) = behind.chars().next().filter(|sign| CURRENCIES.contains(sign)) {
        return behind.get(..sign.len_utf8());
    }
    let is_blank = |gap: Range<usize>| text.get(gap).is_some_and(|gap| gap.trim().is_empty());
    let after = tokens.get(fact.tokens.end).filter(|next| is_blank(fact.range.end..next.range.start));
    let ahead = fact.tokens.start.checked_sub(1).and_then(|at| tokens.get(at));
    let ahead = ahead.filter(|last| is_blank(last.range.end..fact.range.start));
    let word = |token: &Token| currency(&lexicon.entry(token.word).folded);
    if let Some(sign) = after.and_then(word).or_else(|| ahead.and_then(word)) {
        return Some(sign);
    }
    // Between two numbers a dash is none, nor is one within a word.
    let bare = text[..fact.range.start].trim_end_matches(['-', '\u{2013}', '\u{2212}']);
    let is_minus = bare.len() < fact.range.start && !bare.ends_with(char::is_alphanumeric);
    is_minus.then_some("-")
}

/// `1/3`: two small numbers, the lesser first, and none further. As it is written.
fn fraction(tokens: &[Token], at: usize, text: &str, lexicon: &Lexicon) -> Option<Fact> {
    let gap = |at: usize| text.get(tokens.get(at.checked_sub(1)?)?.range.end..tokens.get(at)?.range.start);
    let word = |at: usize| tokens.get(at).map(|token| lexicon.entry(token.word).folded.as_str());
    if gap(at + 1) != Some("/") || gap(at) == Some("/") || gap(at + 2) == Some("/") {
        return None;
    }
    let small = |word: &str| word.parse::<u8>().ok().filter(|_| word.len() < 3);
    let (part, whole) = (small(word(at)?)?, small(word(at + 1)?)?);
    let range = tokens[at].range.start..tokens[at + 1].range.end;
    let fact = Fact { class: LedgerClass::Number, key: format!("{part}/{whole}"), range, tokens: at..at + 2 };
    (0 < part && part < whole).then_some(fact)
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
/// groups them where it stands twice or before `000`. Where both stand, the last is the point.
pub(crate) fn scaled(digits: &str, zeros: usize) -> String {
    let digits = digits.trim_end_matches([',', '.']);
    let grouped = |part: &str| part.len() == 3;
    let commas: Vec<&str> = digits.split(',').collect();
    let points: Vec<&str> = digits.split('.').collect();
    let is_pointed = points.len() > 2 || (zeros == 0 && points.get(1) == Some(&"000"));
    let point = digits.rfind([',', '.']).unwrap_or(digits.len());
    let (whole, fraction) = digits.split_at(point);
    let has_both =
        fraction.chars().next().is_some_and(|mark| whole.contains([',', '.']) && !whole.contains(mark));
    let plain = if has_both {
        format!("{}.{}", whole.replace([',', '.'], ""), &fraction[1..])
    } else if commas.len() > 1 && commas[1..].iter().all(|part| grouped(part)) {
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
        check_in("", text, expected);
    }

    fn check_in(lang: &str, text: &str, expected: &[(LedgerClass, &str)]) {
        let mut lexicon = Lexicon::new();
        let tokens = lexicon.tokens(text, lang);
        let starts: Vec<usize> = sentences(text).iter().map(|range| range.start).collect();
        let found = facts(text, &tokens, &starts, lang, &lexicon);
        let keys: Vec<(LedgerClass, &str)> =
            found.iter().map(|fact| (fact.class, fact.key.as_str())).collect();
        assert_eq!(keys, expected, "facts of {text:?}");
    }

    use LedgerClass::{Date, Name, Number, Quotation};

    #[test]
    fn what_opens_a_sentence_of_another_language_is_no_name() {
        check_in(
            "fr",
            "La Russie a parlé. Le ministre dit : « La paix viendra ».",
            &[(Name, "russie"), (Quotation, "la paix viendra")],
        );
        check_in("fr", "Il a vu Une ombre à La Haye.", &[(Name, "la haye")]);
        check_in("de", "Die Ukraine sprach. Der Rat tagte.", &[(Name, "ukraine"), (Name, "rat")]);
        check("La Paz agreed.", &[(Name, "la paz")]);
    }

    #[test]
    fn numbers_have_one_key_however_written() {
        check("about 21,000 people", &[(Number, "21000")]);
        check("worth $3.5 million or 3.5bn", &[(Number, "3500000"), (Number, "3500000000")]);
        check("up 7% and 12 per cent", &[(Number, "7%"), (Number, "12%")]);
        check("the 80th session, 0.5", &[(Number, "80"), (Number, "0.5")]);
        check("почти 2,5 млрд рублей", &[(Number, "2500000000")]);
        check("21 000, 1 250 000 and 10.000", &[(Number, "21000"), (Number, "1250000"), (Number, "10000")]);
        check("a 15-per-cent share, 2.125 million", &[(Number, "15%"), (Number, "2125000")]);
        check(
            "$1,234.56 or 1.234,56 or 12.345.678,9",
            &[(Number, "1234.56"), (Number, "1234.56"), (Number, "12345678.9")],
        );
        check(
            "£40m, $40m, 40m people and 40k boats",
            &[(Number, "40000000"), (Number, "40000000"), (Number, "40000000"), (Number, "40000")],
        );
        check("40 m of rope, a 40m pool, 40km off", &[(Number, "40"), (Number, "40"), (Number, "40")]);
        check(
            "1/3 of them, 2/3, 24/7/365",
            &[(Number, "1/3"), (Number, "2/3"), (Number, "24"), (Number, "7"), (Number, "365")],
        );
    }

    #[test]
    fn a_number_has_the_sign_beside_it() {
        let check = |text: &str, expected: &[Option<&str>]| {
            let mut lexicon = Lexicon::new();
            let tokens = lexicon.tokens(text, "en");
            let found = facts(text, &tokens, &[0], "en", &lexicon);
            let signs: Vec<Option<&str>> = found
                .iter()
                .filter(|fact| fact.class == Number)
                .map(|fact| sign_beside(fact, &tokens, text, &lexicon))
                .collect();
            assert_eq!(signs, expected, "signs in {text:?}");
        };
        check("worth $3.5 million, US$ 4 or €5", &[Some("$"), Some("$"), Some("€")]);
        check("5 million dollars, 7 euros, USD 8, 9 €", &[Some("$"), Some("€"), Some("$"), Some("€")]);
        check("it was −5 or -6 (–7) at most", &[Some("-"), Some("-"), Some("-")]);
        check("5-7 boats, an F-16, 8 – 9 of them", &[None, None, None, None, None]);
        check("12 boats. Dollars fell.", &[None]);
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
        check("Sept. 3, 2024, then Jan. 6", &[(Date, "2024-09-03"), (Date, "01-06")]);
        check(
            "in Sept. 2024, 3 Sept. 2024, 3 Sept 2024",
            &[(Date, "2024-09"), (Date, "2024-09-03"), (Date, "2024-09-03")],
        );
        check("the 5th of November, 2023, or the 5th of May", &[(Date, "2023-11-05"), (Date, "05-05")]);
        check(
            "on 2024-05-05 and 2024-13-05",
            &[(Date, "2024-05-05"), (Date, "2024"), (Number, "13"), (Number, "5")],
        );
        check(
            "on 25/09/2024, on 09/25/2024, on 5/5/2024",
            &[(Date, "2024-09-25"), (Date, "2024-09-25"), (Date, "2024-05-05")],
        );
        check("on 05/09/2024", &[(Number, "5"), (Number, "9"), (Date, "2024")]);
        check("It began in May. 5 people left, and No. 5 stayed.", &[(Number, "5"), (Number, "5")]);
        check("5 of May's 9 boats", &[(Number, "5"), (Number, "9")]);
    }

    #[test]
    fn months_of_other_languages_need_a_number_beside_them() {
        check("le 5 mai 2024, en août 2023", &[(Date, "2024-05-05"), (Date, "2023-08")]);
        check("am 5. Mai 2024, im März 2023", &[(Date, "2024-05-05"), (Date, "2023-03")]);
        check("el 5 de mayo de 2024, en mayo de 2023", &[(Date, "2024-05-05"), (Date, "2023-05")]);
        check("il 1 maggio, em 3 de março", &[(Date, "05-01"), (Date, "03-03")]);
        check("le 1er mai 2024", &[(Date, "2024-05-01")]);
        check("5 травня 2024 року", &[(Date, "2024-05-05")]);
        check("mai, mars, marzo", &[]);
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
