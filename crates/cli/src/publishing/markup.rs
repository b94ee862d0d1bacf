//! Text → HTML: the one place of publishing where anything is escaped.
//!
//! Lives here: text, attributes, addresses, a corpus's footer, the blocks and marks of a statement. Does not live here:
//! what stands on a page (`head`, `pages`). Nothing of a corpus is ever written but through these functions, and a
//! body is blocks with ranges, never markup: so no text can become an element. Linear in the text.

use demarche_corpus::{Block, BlockKind, Body, LinkedText, SpanKind};
use html_escape::{encode_double_quoted_attribute, encode_text};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::borrow::Cow;

/// What stays as it is in a segment of an address.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Text between tags.
pub fn text(text: &str) -> Cow<'_, str> {
    encode_text(text)
}

/// The value of an attribute in double quotes.
pub fn attribute(value: &str) -> Cow<'_, str> {
    encode_double_quoted_attribute(value)
}

/// One segment of an address.
pub fn segment(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

/// ` lang="…"`, unless the text around it is in the same language.
pub fn lang(around: &str, own: &str) -> String {
    if own.is_empty() || own.eq_ignore_ascii_case(around) {
        return String::new();
    }
    format!(" lang=\"{}\"", attribute(own))
}

/// Words and links.
pub fn linked(parts: &[LinkedText]) -> String {
    let one = |part: &LinkedText| match part.url.as_str() {
        "" => text(&part.text).into_owned(),
        url => format!("{}{}</a>", opening_link(url), text(&part.text)),
    };
    parts.iter().map(one).collect()
}

fn opening_link(url: &str) -> String {
    format!("<a href=\"{}\" rel=\"noopener noreferrer external\">", attribute(url))
}

/// The words of a statement. Every block has its anchor as id; its text content is its words and nothing else.
pub fn blocks(body: &Body) -> String {
    let mut out = String::with_capacity(body.text.len() + body.text.len() / 4);
    let mut open = Open::default();
    for block in &body.blocks {
        open.make_room(&mut out, block.kind);
        let id = attribute(&block.anchor);
        let inside = inline(body, block);
        match block.kind {
            BlockKind::Heading { level } => {
                // The title is the page's first heading; none below it skips a level.
                let tag = if level <= 2 || !open.has_section { "h2" } else { "h3" };
                open.has_section = true;
                out.push_str(&format!("<{tag} id=\"{id}\">{inside}</{tag}>\n"));
            }
            // A line end behind the tag belongs to the markup.
            BlockKind::Preformatted => out.push_str(&format!("<pre id=\"{id}\">\n{inside}</pre>\n")),
            BlockKind::Paragraph | BlockKind::Quote | BlockKind::ListItem { .. } => {
                out.push_str(&format!("<p id=\"{id}\">{inside}</p>\n"));
            }
        }
    }
    open.make_room(&mut out, BlockKind::Paragraph);
    out
}

/// What is open between blocks.
#[derive(Default)]
struct Open {
    /// The lists, outermost first: whether each is numbered. The last item of each is open.
    lists: Vec<bool>,
    is_quote: bool,
    /// Whether a heading stood before.
    has_section: bool,
}

impl Open {
    /// Closes and opens what a block of this kind needs around it.
    fn make_room(&mut self, out: &mut String, kind: BlockKind) {
        let (depth, number, is_continued) = match kind {
            BlockKind::ListItem { depth, number, continued } => (usize::from(depth) + 1, number, continued),
            _ => (0, None, false),
        };
        let is_quote = kind == BlockKind::Quote;
        if self.is_quote && !is_quote {
            out.push_str("</blockquote>\n");
        }
        while self.lists.len() > depth {
            self.close_list(out);
        }
        if depth > 0 && self.lists.len() == depth {
            if self.lists.last() != Some(&number.is_some()) && !is_continued {
                self.close_list(out);
            } else if !is_continued {
                out.push_str("</li>\n");
                out.push_str(&item(number));
            }
        }
        while self.lists.len() < depth {
            let is_innermost = self.lists.len() + 1 == depth;
            let number = number.filter(|_| is_innermost);
            out.push_str(if number.is_some() { "<ol>\n" } else { "<ul>\n" });
            out.push_str(&item(number));
            self.lists.push(number.is_some());
        }
        if is_quote && !self.is_quote {
            out.push_str("<blockquote>\n");
        }
        self.is_quote = is_quote;
    }

    fn close_list(&mut self, out: &mut String) {
        if let Some(is_numbered) = self.lists.pop() {
            out.push_str(if is_numbered { "</li>\n</ol>\n" } else { "</li>\n</ul>\n" });
        }
    }
}

/// The start of a list item.
fn item(number: Option<u32>) -> String {
    number.map_or_else(|| "<li>".to_owned(), |number| format!("<li value=\"{number}\">"))
}

/// The words of one block with their marks. Spans nest (`demarche_corpus::pack` sees to it), so one pass is enough.
fn inline(body: &Body, block: &Block) -> String {
    let is_preformatted = block.kind == BlockKind::Preformatted;
    let words = |out: &mut String, from: u32, to: u32| {
        let words = encode_text(body.text.get(from as usize..to as usize).unwrap_or(""));
        // The line end is kept for whoever copies the text.
        if is_preformatted { out.push_str(&words) } else { out.push_str(&words.replace('\n', "<br>\n")) }
    };
    let mut out = String::new();
    let mut open: Vec<(u32, &str)> = Vec::new();
    let mut at = block.range.start;
    let close_until = |out: &mut String, open: &mut Vec<(u32, &str)>, at: &mut u32, limit: u32| {
        while let Some((end, closing)) = open.pop_if(|(end, _)| *end <= limit) {
            words(out, *at, end);
            *at = end;
            out.push_str(closing);
        }
    };
    for span in &block.spans {
        close_until(&mut out, &mut open, &mut at, span.range.start);
        words(&mut out, at, span.range.start);
        at = span.range.start;
        let (opening, closing) = match &span.kind {
            SpanKind::Emphasis => (Cow::Borrowed("<em>"), "</em>"),
            SpanKind::Strong => ("<strong>".into(), "</strong>"),
            SpanKind::Code => ("<code>".into(), "</code>"),
            // HTML knows no link inside a link.
            SpanKind::Link { .. } if open.iter().any(|(_, closing)| *closing == "</a>") => continue,
            SpanKind::Link { url } => (opening_link(url).into(), "</a>"),
        };
        out.push_str(&opening);
        open.push((span.range.end, closing));
    }
    close_until(&mut out, &mut open, &mut at, block.range.end);
    words(&mut out, at, block.range.end);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarche_corpus::source::markdown::parse_markdown;

    fn check(markdown: &str, expected: &str) {
        let html = blocks(&parse_markdown(markdown).body);
        // Anchors are made from the words and say nothing here.
        let mut bare = String::new();
        let mut rest = html.as_str();
        while let Some((before, after)) = rest.split_once(" id=\"") {
            bare.push_str(before);
            rest = after.split_once('"').map_or("", |(_, rest)| rest);
        }
        bare.push_str(rest);
        assert_eq!(bare.replace('\n', ""), expected, "{markdown}");
    }

    #[test]
    fn marks_become_elements_and_text_stays_text() {
        check("Grain *and **gas*** end", "<p>Grain <em>and <strong>gas</strong></em> end</p>");
        check("`a<b` & 1 > 0", "<p><code>a&lt;b</code> &amp; 1 &gt; 0</p>");
        check(
            "see [the *text*](https://a.example/?x=1&y=\"2\") now",
            "<p>see <a href=\"https://a.example/?x=1&amp;y=&quot;2&quot;\" rel=\"noopener noreferrer external\">the <em>text</em></a> now</p>",
        );
        check("one  \ntwo", "<p>one<br>two</p>");
        check("\\<script>alert(1)\\</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
    }

    #[test]
    fn lists_and_quotes_nest_as_written() {
        check("- a\n- b\n\n  more\n", "<ul><li><p>a</p></li><li><p>b</p><p>more</p></li></ul>");
        check(
            "3. a\n4. b\n   - c\n5. d\n",
            "<ol><li value=\"3\"><p>a</p></li><li value=\"4\"><p>b</p><ul><li><p>c</p></li></ul></li><li value=\"5\"><p>d</p></li></ol>",
        );
        check("- a\n\n1. b\n", "<ul><li><p>a</p></li></ul><ol><li value=\"1\"><p>b</p></li></ol>");
        check("> a\n>\n> b\n\nc", "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>");
        check("    code <b>\n", "<pre>code &lt;b&gt;</pre>");
    }

    #[test]
    fn headings_do_not_skip_a_level() {
        check("### a\n\n### b\n\n# c\n", "<h2>a</h2><h3>b</h3><h2>c</h2>");
    }

    #[test]
    fn addresses_and_languages_are_written_safely() {
        assert_eq!(segment("a-b.c_d é/?#"), "a-b.c_d%20%C3%A9%2F%3F%23");
        assert_eq!(lang("en", "EN"), "");
        assert_eq!(lang("en", "ru"), " lang=\"ru\"");
        assert_eq!(attribute("\"><b>"), "&quot;&gt;&lt;b&gt;");
    }
}
