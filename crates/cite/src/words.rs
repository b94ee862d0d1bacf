//! Stretches of text that every notation needs: clean values, dates in words, joining without stray punctuation.

use demarche_corpus::PartialDate;

/// A value on one line: each run of white space and control characters is one space, none stand at the ends, and the
/// invisible signs that turn the direction of writing for all that follows are gone. No-break spaces stay.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}') {
            continue;
        }
        let is_fixed = matches!(c, '\u{A0}' | '\u{202F}');
        if (c.is_whitespace() && !is_fixed) || c.is_control() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// An address that stands in any notation: what could end it or hide in it is written as `%XX`. Empty where it is no
/// web address.
pub fn address(url: &str) -> String {
    let url = url.trim();
    if !(url.starts_with("https://") || url.starts_with("http://")) {
        return String::new();
    }
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        let is_plain =
            c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}');
        // Letters of other scripts are readable and safe; invisible signs are neither.
        if is_plain || (!c.is_ascii() && c.is_alphanumeric()) {
            out.push(c);
            continue;
        }
        let mut bytes = [0; 4];
        for byte in c.encode_utf8(&mut bytes).bytes() {
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                out.push(char::from(b"0123456789ABCDEF"[usize::from(half)]));
            }
        }
    }
    out
}

/// A number in digits, with at least so many.
pub fn digits(number: usize, least: usize) -> String {
    let digits = number.to_string();
    "0".repeat(least.saturating_sub(digits.len())) + &digits
}

/// The name of the month of a date, empty where it has none.
pub fn month(date: PartialDate) -> &'static str {
    date.month_name().unwrap_or("")
}

/// `May 3, 2024`, `May 2024`, `2024`.
pub fn us_date(date: PartialDate) -> String {
    let year = date.year().to_string();
    match (month(date), date.day()) {
        ("", _) => year,
        (month, None) => [month, " ", &year].concat(),
        (month, Some(day)) => [month, " ", &day.to_string(), ", ", &year].concat(),
    }
}

/// The first letter large, where it is of ASCII, as all words of this crate's own begin.
pub fn capital(text: &str) -> String {
    let mut out = text.to_owned();
    if let Some(first) = out.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    out
}

/// A title without its final full stop, which would stand beside the citation's own punctuation. An ellipsis and the
/// stop of an abbreviation such as "U.S." stay.
pub fn unstopped(title: &str) -> &str {
    let title = title.trim_end_matches([',', ';', ':', ' ']);
    let last = title.rsplit(' ').next().unwrap_or(title);
    match last.strip_suffix('.') {
        Some(rest) if !rest.is_empty() && !rest.contains('.') => &title[..title.len() - 1],
        _ => title,
    }
}

/// A title in quotation marks, those inside it made single; nothing for an empty one.
pub fn quoted(title: &str) -> String {
    if title.is_empty() {
        return String::new();
    }
    ["“", &unstopped(title).replace('“', "‘").replace('”', "’").replace('"', "'"), "”"].concat()
}

/// Joins what is not empty.
pub fn joined<T: AsRef<str>>(parts: &[T], between: &str) -> String {
    let mut out = String::new();
    for part in parts.iter().map(AsRef::as_ref).filter(|part| !part.is_empty()) {
        if !out.is_empty() {
            out.push_str(between);
        }
        out.push_str(part);
    }
    out
}

/// Ends a sentence: no second stop, and inside a closing quotation mark.
pub fn stop(mut out: String) -> String {
    let quoted = out.ends_with('”');
    if quoted {
        out.pop();
    }
    if !out.ends_with(['.', '?', '!', '…']) && !out.is_empty() {
        out.push('.');
    }
    if quoted {
        out.push('”');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_on_one_line() {
        for (text, expected) in [
            ("  a\r\nTY  - b\t c\u{2028}d ", "a TY - b c d"),
            ("a\u{202E}b\u{2066}c\u{0}", "abc"),
            ("\u{1b}[31m", "[31m"),
            ("Prix\u{A0}: 3", "Prix\u{A0}: 3"),
            ("", ""),
        ] {
            assert_eq!(clean(text), expected);
        }
    }

    #[test]
    fn addresses_hold_nothing_that_ends_them() {
        for (url, expected) in [
            ("https://example.org/a?b=1&c=%20#/s/x", "https://example.org/a?b=1&c=%20#/s/x"),
            ("https://example.org/a b}{\"<>\\", "https://example.org/a%20b%7D%7B%22%3C%3E%5C"),
            ("https://example.org/ё\u{202E}\n", "https://example.org/ё%E2%80%AE"),
            ("javascript:alert(1)", ""),
            ("#/s/x", ""),
        ] {
            assert_eq!(address(url), expected);
        }
    }

    #[test]
    fn titles_lose_only_a_stop_of_their_own() {
        for (title, expected) in [
            ("We agreed.", "We agreed"),
            ("Trade with the U.S.", "Trade with the U.S."),
            ("And then...", "And then..."),
            ("Why?", "Why?"),
            (".", "."),
            ("Talks,", "Talks"),
        ] {
            assert_eq!(unstopped(title), expected);
        }
        assert_eq!(stop("He said “yes”".to_owned()), "He said “yes.”");
        assert_eq!(stop("Why?".to_owned()), "Why?");
    }
}
