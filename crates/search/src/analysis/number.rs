//! Numbers written in groups: `21,000`, `21 000` and `21’000` are the word `21000`.
//!
//! Lives here: when digits side by side are one number. Groups are joined where the first has one to three digits and
//! does not begin with 0, each other one has three, and one and the same separator stands between them: a comma, an
//! apostrophe, or a space of any width. A full stop parts groups only where it does so twice, since `3.500` may be
//! three and a half. Years side by side have four digits and stay apart.

use super::fold::is_apostrophe;
use super::segment::Word;
use std::ops::Range;

/// Digits in a group but the first, and at most in that.
const GROUP: usize = 3;

/// A number that may go on. Empty while there is none.
#[derive(Default)]
pub(super) struct Number {
    digits: String,
    range: Range<usize>,
    /// What stands between the groups, once there are two; apostrophes are one.
    separator: Option<char>,
    /// Whether something stood behind the digits that ends a number: decimals, a unit.
    is_complete: bool,
}

impl Number {
    /// Whether there is a number.
    pub fn is_open(&self) -> bool {
        !self.digits.is_empty()
    }

    /// Begins a number with this word, if it begins one.
    pub fn begins(&mut self, word: &Word<'_>) -> bool {
        let bytes = word.spelled.as_bytes();
        if !bytes.first().is_some_and(u8::is_ascii_digit) {
            return false;
        }
        let (first, rest) = word.spelled.split_at(leading_digits(word.spelled));
        match rest.is_empty() {
            true if !is_first_group(first) => return false,
            true => self.digits.push_str(first),
            // With full stops all groups stand in one word already.
            false => {
                let groups = rest.strip_prefix('.').map(|rest| rest.split('.'));
                let is_group = |group: &str| group.len() == GROUP && leading_digits(group) == GROUP;
                let Some(groups) = groups.filter(|groups| {
                    is_first_group(first) && groups.clone().count() > 1 && groups.clone().all(is_group)
                }) else {
                    return false;
                };
                self.digits.push_str(first);
                self.digits.extend(groups);
                self.is_complete = true;
            }
        }
        self.range = word.range.clone();
        true
    }

    /// Adds a word, if it is the next group.
    pub fn takes(&mut self, text: &str, word: &Word<'_>) -> bool {
        let between = text.get(self.range.end..word.range.start).unwrap_or_default();
        let mut chars = between.chars();
        let (Some(separator), None) = (chars.next(), chars.next()) else { return false };
        let separator = if is_apostrophe(separator) { '\'' } else { separator };
        let is_space = matches!(separator, ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}');
        let is_same = self.separator.is_none_or(|own| own == separator);
        if self.is_complete || !is_same || !(is_space || matches!(separator, ',' | '\'')) {
            return false;
        }
        let (group, rest) = word.spelled.split_at(leading_digits(word.spelled));
        // Behind a blank, `100th` is a word of its own; behind a comma it ends the number.
        let is_tail = |rest: &str| match rest.strip_prefix('.') {
            Some(decimals) => !decimals.is_empty() && leading_digits(decimals) == decimals.len(),
            None => !is_space && rest.bytes().all(|byte| byte.is_ascii_alphabetic()),
        };
        if group.len() != GROUP || !(rest.is_empty() || is_tail(rest)) {
            return false;
        }
        self.digits.push_str(word.spelled);
        self.digits.make_ascii_lowercase();
        self.range.end = word.range.end;
        self.separator = Some(separator);
        self.is_complete = !rest.is_empty();
        true
    }

    /// Ends the number, if there is one, and gives out its digits and where they stand.
    pub fn close(&mut self) -> Option<(String, Range<usize>)> {
        let Number { digits, range, .. } = std::mem::take(self);
        (!digits.is_empty()).then_some((digits, range))
    }
}

/// The number that words typed side by side make together, and how many of them it takes.
pub(super) fn of_words<'w>(mut words: impl Iterator<Item = &'w str>) -> Option<(usize, String)> {
    let is_digits = |word: &str| leading_digits(word) == word.len();
    let mut digits = words.next().filter(|word| is_digits(word) && is_first_group(word))?.to_owned();
    let first = digits.len();
    words.take_while(|word| word.len() == GROUP && is_digits(word)).for_each(|group| digits.push_str(group));
    (digits.len() > first).then(|| (1 + (digits.len() - first) / GROUP, digits))
}

fn leading_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Whether digits can be the first group of a number that has several.
fn is_first_group(digits: &str) -> bool {
    (1..=GROUP).contains(&digits.len()) && !digits.starts_with('0')
}

#[cfg(test)]
mod tests {
    use super::super::{number_of_words, tokens};

    fn check(text: &str, expected: &[&str]) {
        let found = tokens(text);
        let forms: Vec<&str> = found.iter().map(|token| token.form.as_str()).collect();
        assert_eq!(forms, expected, "{text}");
        assert!(found.iter().map(|token| token.position).eq(0..found.len() as u32), "{text}");
    }

    #[test]
    fn groups_of_three_digits_are_one_number() {
        for separator in [",", " ", "\u{a0}", "\u{2007}", "\u{2009}", "\u{202f}", "'", "’", "ʼ"] {
            check(&format!("some 21{separator}000 tonnes"), &["some", "21000", "tonnes"]);
            check(&format!("(1{separator}234{separator}567)"), &["1234567"]);
        }
        check("1.234.567 and 3.500 and 3.5", &["1234567", "and", "3.500", "and", "3.5"]);
        check("$21,000.50, 12 000.5 and 1,500km", &["21000.50", "12000.5", "and", "1500km"]);
    }

    #[test]
    fn other_digits_side_by_side_stay_apart() {
        check("2023 2024", &["2023", "2024"]);
        check("1992,1993;1994", &["1992", "1993", "1994"]);
        check("in 1945 100 states", &["in", "1945", "100", "states"]);
        check("0,500 and 12,5 and 12.05.2031", &["0", "500", "and", "12", "5", "and", "12.05.2031"]);
        check("21  000, 21 000,000, 5 100th", &["21", "000", "21000", "000", "5", "100th"]);
        check("7 0000 x1 000 1.23.456", &["7", "0000", "x1", "000", "1.23.456"]);
        check("5, 100; 5-100; 12\n000", &["5", "100", "5", "100", "12", "000"]);
    }

    #[test]
    fn a_number_is_marked_whole() {
        let text = "some 21\u{202f}000\u{202f}tonnes";
        let token = tokens(text).swap_remove(1);
        assert_eq!(&text[token.range], "21\u{202f}000");
    }

    #[test]
    fn digits_typed_apart_are_a_number_too() {
        let of = |text: &str| number_of_words(text.split(' '));
        assert_eq!(of("21 000 tonnes"), Some((2, "21000".to_owned())));
        assert_eq!(of("1 234 567 000"), Some((4, "1234567000".to_owned())));
        for text in ["2023 2024", "1945 100", "21", "0 500", "x 000", "21 00"] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
