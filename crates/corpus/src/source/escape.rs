//! Plain text → Markdown: the source of one paragraph whose parsed text is exactly the given line.
//!
//! Lives here: which characters need a backslash or an entity, and where. Does not live here: the parser whose
//! rules this mirrors ([`super::markdown`], CommonMark 0.31 without extensions). Linear in the line.
//!
//! Only what would be read as markup is escaped, so that imported files stay readable: `C# 2_000 #tag [...] 5 < 7`
//! comes out as it went in. The property tests below are the definition of "enough".

/// The Markdown of one paragraph whose plain text is exactly `text`.
///
/// `text` must be one line: no line breaks and no control characters but the tab. A line of white space only
/// has no counterpart in Markdown, where it separates paragraphs.
///
/// ```
/// use demarche_corpus::source::markdown::escape_line;
/// assert_eq!(escape_line("1. *Tass* [...] & co"), r"1\. \*Tass\* [...] & co");
/// ```
pub fn escape_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
    let marker = block_marker(text);
    // A bracket means something only in front of "(", "[" or ":"; transcripts are full of plain "[...]".
    let links = text.contains("](") || text.contains("][") || text.contains("]:");
    let addresses = text.contains('@');
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let after = rest.chars().next();
        match c {
            // Markdown strips white space at both ends of a paragraph, but not when written as an entity.
            ' ' if at == 0 || at == last => out.push_str("&#32;"),
            '\t' if at == 0 || at == last => out.push_str("&#9;"),
            '\u{feff}' if at == 0 => out.push_str("&#xFEFF;"),
            _ => {
                let escaped = Some(at) == marker
                    || match c {
                        '\\' => !after.is_some_and(|next| next.is_alphanumeric() || !next.is_ascii()),
                        '`' => true,
                        // Emphasis needs a neighbour that is no space on one side.
                        '*' => before != Some(' ') || after != Some(' '),
                        // Inside a word an underscore is only an underscore.
                        '_' => {
                            !(before.is_some_and(char::is_alphanumeric)
                                && after.is_some_and(char::is_alphanumeric))
                        }
                        '[' => links,
                        // "<" opens a tag or an autolink only in front of these.
                        '<' => {
                            addresses
                                || after
                                    .is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next))
                        }
                        '&' => reads_as_entity(rest),
                        _ => false,
                    };
                if escaped {
                    out.push('\\');
                }
                out.push(c);
            }
        }
        before = Some(c);
    }
    out
}

/// The Markdown of a heading's text: as [`escape_line`], and a closing run of `#` stays part of the text.
pub fn escape_heading(text: &str) -> String {
    let mut out = escape_line(text);
    if out.ends_with('#') && !out.ends_with("\\#") {
        out.insert(out.len() - 1, '\\');
    }
    out
}

/// The byte offset of the character at the start of the line that would make it another block than a paragraph.
fn block_marker(text: &str) -> Option<usize> {
    let blank_after = |length: usize| text[length..].chars().next().is_none_or(|c| c == ' ' || c == '\t');
    let run = |wanted: fn(&u8) -> bool| text.bytes().take_while(wanted).count();
    match text.bytes().next()? {
        b'#' => {
            let length = run(|byte| *byte == b'#');
            (length <= 6 && blank_after(length)).then_some(0)
        }
        b'>' => Some(0),
        b'+' => blank_after(1).then_some(0),
        // A bullet, or a rule made of dashes and spaces.
        b'-' => {
            let rule = text.bytes().all(|byte| matches!(byte, b'-' | b' ' | b'\t'));
            (blank_after(1) || rule).then_some(0)
        }
        b'~' => text.starts_with("~~~").then_some(0),
        b'0'..=b'9' => {
            let digits = run(u8::is_ascii_digit);
            let delimiter = matches!(text.as_bytes().get(digits), Some(b'.' | b')'));
            (digits <= 9 && delimiter && blank_after(digits + 1)).then_some(digits)
        }
        _ => None,
    }
}

/// Whether what follows an ampersand makes it an entity: `amp;`, `#32;`, `#x41;`.
fn reads_as_entity(rest: &str) -> bool {
    let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    length > 0 && rest.as_bytes().get(length) == Some(&b';')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::BlockKind;
    use crate::source::markdown::parse_markdown;
    use proptest::prelude::*;

    fn check(text: &str) {
        let escaped = escape_line(text);
        let body = parse_markdown(&escaped).body;
        assert_eq!(body.text, text, "written as {escaped:?}");
        assert_eq!(body.blocks.len(), 1, "written as {escaped:?}");
        assert_eq!(body.blocks[0].kind, BlockKind::Paragraph, "written as {escaped:?}");
        assert_eq!(body.blocks[0].spans, [], "written as {escaped:?}");
        let heading = parse_markdown(&format!("## {}\n\nText.\n", escape_heading(text))).body;
        assert_eq!(heading.block_text(&heading.blocks[0]), text, "heading of {escaped:?}");
        assert!(!heading.blocks[0].is_passage());
    }

    /// Text made of what Markdown reads as markup, with a few words between.
    fn markup_like() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "*",
            "**",
            "_",
            "__",
            "`",
            "```",
            "~~~",
            "~~",
            "[",
            "]",
            "](",
            "][",
            "]:",
            "![",
            "(",
            ")",
            "<",
            ">",
            "<a>",
            "</p>",
            "<!--",
            "-->",
            "<?",
            "<http://a.b>",
            "<a@b.c>",
            "http://a.b/c_d",
            "#",
            "##",
            "###### ",
            "-",
            "--",
            "---",
            "- ",
            "+ ",
            "1.",
            "1. ",
            "12) ",
            "1234567890. ",
            "• ",
            "&amp;",
            "&#32;",
            "&",
            "&;",
            "&nbsp;",
            "\\",
            "\\\\",
            "|",
            ":",
            "=",
            "===",
            "!",
            "@",
            "$",
            "^",
            "~",
            " ",
            "  ",
            "\t",
            "a",
            "Б",
            "é",
            "1",
            "\u{a0}",
            "\u{feff}",
            "\u{2028}",
            "’",
            "👍",
            "[^1]",
            "[ ]",
            "[x]",
            "{#id}",
            "word",
        ]);
        prop::collection::vec(piece, 1..14).prop_map(|pieces| pieces.concat())
    }

    fn visible(text: &str) -> bool {
        text.contains(|c: char| !c.is_whitespace())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn any_line_survives_the_round_trip(text in "[^\\p{Cc}]{1,60}".prop_filter("blank", |text| visible(text))) {
            check(&text);
        }

        #[test]
        fn any_heap_of_markup_survives_the_round_trip(text in markup_like().prop_filter("blank", |text| visible(text))) {
            check(&text);
        }
    }

    #[test]
    fn ordinary_lines_stay_readable() {
        for text in [
            "#Ukraine #UN",
            "• The second point [...] was put off, see http://example.org/a_b-c?d=1&e=2",
            "5 < 7 <...> 2 * 3 = 6 | R&D; C# ~~no~~ -5 °C",
            "2024. A year",
            "“Root causes” – it’s 100% snake_case",
        ] {
            let expected = text.replace("2024. ", "2024\\. ").replace("R&D;", "R\\&D;");
            assert_eq!(escape_line(text), expected);
            check(text);
        }
    }
}
