//! The text of a document: UTF-8, or the encoding that a page or a feed itself says it is in.
//!
//! Does not live here: the tables of the encodings (the encoding_rs crate). Plain text says nothing of its encoding, so it
//! has to be UTF-8: a guess would change words.

use crate::lines;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// How far into a document its encoding may stand, in bytes. Browsers look at 1,024; saved pages put comments before it.
const DECLARED_WITHIN: usize = 4_096;

/// The text of a document without a byte order mark, and the name of its encoding where that is not UTF-8.
///
/// # Errors
/// A sentence with a remedy, where it is in no encoding that is known of it.
pub fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Option<&'static str>), String> {
    let error = match lines::decode(bytes) {
        Ok(text) => return Ok((Cow::Borrowed(text), None)),
        Err(error) => error,
    };
    let Some((encoding, mark)) = declared(bytes) else { return Err(error) };
    match encoding.decode_without_bom_handling_and_without_replacement(bytes.get(mark..).unwrap_or_default())
    {
        // Only a page or a feed is told by its first sign; anything else in UTF-16 would be guessed at.
        Some(text) if text.trim_start().starts_with('<') => Ok((text, Some(encoding.name()))),
        _ => Err(format!(
            "not {}, which it says it is: save the document as UTF-8 and import it again",
            encoding.name()
        )),
    }
}

/// The encoding that a document says it is in, and the bytes of its mark.
fn declared(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes).filter(|(encoding, _)| *encoding != UTF_8) {
        // Two letters of any encoding look like a mark; a page begins with a sign behind it.
        let text = bytes.get(mark..mark + 2)?;
        return (text == b"<\0" || text == b"\0<").then_some((encoding, mark));
    }
    let head = bytes.get(..bytes.len().min(DECLARED_WITHIN))?.to_ascii_lowercase();
    if !head.trim_ascii_start().starts_with(b"<") {
        return None;
    }
    // Signs and letters of the label are ASCII; whatever stands around it does not matter.
    let head: String = head.iter().map(|byte| char::from(*byte)).collect();
    let labels = ["charset", "encoding"]
        .into_iter()
        .flat_map(|key| head.match_indices(key).map(move |(at, _)| at + key.len()));
    let encoding = labels
        .filter_map(|at| label(head.get(at..)?))
        .find_map(|label| Encoding::for_label(label.as_bytes()));
    // Who can read the label as ASCII does not read UTF-16.
    encoding.filter(|encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(encoding)).map(|encoding| (encoding, 0))
}

/// The label behind `charset` or `encoding`.
fn label(text: &str) -> Option<&str> {
    let text = text.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(text.len());
    text.get(..end).filter(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Result<(&str, Option<&str>), &str>) {
        match (decode(bytes), expected) {
            (Ok((text, name)), Ok(expected)) => assert_eq!((text.as_ref(), name), expected),
            (Err(error), Err(expected)) => assert!(error.contains(expected), "{error}"),
            (found, expected) => panic!("{found:?}, not {expected:?}"),
        }
    }

    #[test]
    fn pages_and_feeds_say_their_encoding() {
        check(b"<p>\xC3\xA9", Ok(("<p>é", None)));
        let page = b"<html><meta charset=windows-1251><p>\xCC\xE8\xF0";
        check(page, Ok(("<html><meta charset=windows-1251><p>Мир", Some("windows-1251"))));
        let older =
            b"\n<!-- a --><META http-equiv='Content-Type' content='text/html; charset=KOI8-R'>\xED\xC9\xD2";
        let text = "\n<!-- a --><META http-equiv='Content-Type' content='text/html; charset=KOI8-R'>Мир";
        check(older, Ok((text, Some("KOI8-R"))));
        let feed = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss>\xE9";
        check(feed, Ok(("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss>é", Some("windows-1252"))));
        check(b"\xFF\xFE<\0p\0>\0\x1C\x04", Ok(("<p>М", Some("UTF-16LE"))));
    }

    #[test]
    fn what_says_nothing_of_its_encoding_has_to_be_utf_8() {
        check(b"charset=windows-1251 \xCC\xE8\xF0", Err("not UTF-8"));
        check(b"<p>\xCC\xE8\xF0", Err("not UTF-8"));
        check(b"<meta charset=utf-8><p>\xCC\xE8\xF0", Err("not UTF-8"));
        check(b"<meta charset=unheard-of><p>\xCC\xE8\xF0", Err("not UTF-8"));
        check(b"\xFF\xFEa\0", Err("not UTF-8"));
        check(b"<meta charset=shift_jis>\xFF", Err("not Shift_JIS, which it says it is"));
    }
}
