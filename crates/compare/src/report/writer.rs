//! One report, two notations: blocks and inline marks as HTML or as Markdown.
//!
//! Lives here: how a heading, a table or a passage is written, and the one place where text is escaped. Does not live
//! here: what is said. Whatever comes from a text, a title or an address goes through [`Writer::text`]; the literals
//! given to [`Writer::raw`] are this crate's own.

use demarche_corpus::PartialDate;

/// The notation of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One self-contained page.
    Html,
    /// Markdown as GitHub reads it; words that differ are `<del>` and `<ins>`.
    Markdown,
}

/// What stands in one cell of a table.
pub(super) enum Cell<'c> {
    Text(&'c str),
    Owned(String),
    Number(u32),
    /// Passages by side (0 for A) and number, from 0.
    Places(Vec<(usize, usize)>),
}

/// The letters of the sides.
pub(super) const LETTERS: [&str; 2] = ["A", "B"];

/// A report being written.
pub(super) struct Writer {
    pub out: String,
    pub form: Form,
}

impl Writer {
    pub(super) fn is_html(&self) -> bool {
        self.form == Form::Html
    }

    /// Our own notation, as it is.
    pub(super) fn raw(&mut self, html: &str, markdown: &str) {
        self.out.push_str(if self.is_html() { html } else { markdown });
    }

    /// Somebody's words on one line.
    pub(super) fn text(&mut self, text: &str) {
        self.escaped(text, false);
    }

    /// Somebody's words with their own line breaks; in Markdown inside a block quote.
    pub(super) fn lines(&mut self, text: &str) {
        self.escaped(text, true);
    }

    fn escaped(&mut self, text: &str, keeps_lines: bool) {
        let is_html = self.is_html();
        // What begins a line in Markdown may be a list, a heading or an underline.
        let mut is_start = !is_html && self.out.ends_with(['\n', ' ']);
        let mut digits = 0;
        let mut was_break = false;
        for c in text.chars() {
            if matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
                match (keeps_lines, is_html) {
                    (true, true) => self.out.push(c),
                    (true, false) if !was_break => self.out.push_str("\\\n> "),
                    (true, false) => {}
                    _ => self.out.push(' '),
                }
                was_break = true;
                is_start = !is_html;
                continue;
            }
            was_break = false;
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' if is_html => self.out.push_str("&quot;"),
                '\'' if is_html => self.out.push_str("&#39;"),
                '\t' => self.out.push(if is_html { c } else { ' ' }),
                _ if c.is_control() => self.out.push('\u{fffd}'),
                ' ' if is_start && digits == 0 => {
                    // Four of them at a beginning would be code.
                    if !self.out.ends_with(' ') {
                        self.out.push(c);
                    }
                    continue;
                }
                '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' if !is_html => {
                    self.out.push('\\');
                    self.out.push(c);
                }
                '#' | '-' | '+' | '=' if is_start && digits == 0 => {
                    self.out.push('\\');
                    self.out.push(c);
                }
                '.' | ')' if is_start && digits > 0 => {
                    self.out.push('\\');
                    self.out.push(c);
                }
                _ => self.out.push(c),
            }
            if is_start {
                digits += usize::from(c.is_ascii_digit());
                is_start = c.is_ascii_digit();
                if !is_start {
                    digits = 0;
                }
            }
        }
    }

    pub(super) fn number(&mut self, number: usize) {
        self.out.push_str(&number.to_string());
    }

    /// A heading of level 1 to 3.
    pub(super) fn heading(&mut self, level: usize, text: &str) {
        let at = level.clamp(1, 3) - 1;
        self.raw(["<h1>", "<h2>", "<h3>"][at], ["# ", "## ", "### "][at]);
        self.text(text);
        self.raw(["</h1>\n", "</h2>\n", "</h3>\n"][at], "\n\n");
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        self.raw("<p>", "");
        self.text(text);
        self.raw("</p>\n", "\n\n");
    }

    /// A list of sentences.
    pub(super) fn list(&mut self, items: &[String]) {
        self.raw("<ul>\n", "");
        for item in items {
            self.raw("<li>", "- ");
            self.text(item);
            self.raw("</li>\n", "\n");
        }
        self.raw("</ul>\n", "\n");
    }

    /// A link; its words alone where the address is none of the web.
    pub(super) fn link(&mut self, url: &str, text: &str) {
        if !is_web(url) {
            return self.text(text);
        }
        if self.is_html() {
            self.out.push_str("<a rel=\"noopener noreferrer\" href=\"");
            self.text(url);
            self.out.push_str("\">");
            self.text(text);
            self.out.push_str("</a>");
        } else {
            self.out.push('[');
            self.text(text);
            self.out.push_str("](<");
            for c in url.chars() {
                match c {
                    '<' => self.out.push_str("%3C"),
                    '>' => self.out.push_str("%3E"),
                    '\\' => self.out.push_str("%5C"),
                    '|' => self.out.push_str("%7C"),
                    _ => self.out.push(c),
                }
            }
            self.out.push_str(">)");
        }
    }

    /// A table. Every row has as many cells as the head.
    pub(super) fn table(&mut self, head: &[&str], rows: &mut dyn Iterator<Item = Vec<Cell<'_>>>) {
        self.raw("<table><thead><tr>", "|");
        for name in head {
            self.raw("<th scope=\"col\">", " ");
            self.text(name);
            self.raw("</th>", " |");
        }
        self.raw("</tr></thead><tbody>\n", "\n|");
        for _ in head {
            self.raw("", " --- |");
        }
        self.raw("", "\n");
        for row in rows {
            self.raw("<tr>", "|");
            for cell in row {
                self.raw("<td>", " ");
                match cell {
                    Cell::Text(text) => self.text(text),
                    Cell::Owned(text) => self.text(&text),
                    Cell::Number(number) => self.number(number as usize),
                    Cell::Places(places) => self.places(&places),
                }
                self.raw("</td>", " |");
            }
            self.raw("</tr>\n", "\n");
        }
        self.raw("</tbody></table>\n", "\n");
    }

    /// `A1, A3, B2`, each a link to its passage in HTML.
    pub(super) fn places(&mut self, places: &[(usize, usize)]) {
        /// More than these are counted only.
        const MOST: usize = 12;
        for (at, (side, passage)) in places.iter().take(MOST).enumerate() {
            if at > 0 {
                self.out.push_str(", ");
            }
            let name = passage_name(*side, *passage);
            if self.is_html() {
                for part in ["<a href=\"#", &name, "\">", &name, "</a>"] {
                    self.out.push_str(part);
                }
            } else {
                self.out.push_str(&name);
            }
        }
        if places.len() > MOST {
            self.out.push_str(" and ");
            self.number(places.len() - MOST);
            self.out.push_str(" more");
        }
    }
}

/// Whether an address is one of the web, and safe to be written as a link.
pub(super) fn is_web(url: &str) -> bool {
    let is_odd = |c: char| c.is_whitespace() || c.is_control();
    (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(is_odd)
}

/// `A3`: the third passage of A.
pub(super) fn passage_name(side: usize, passage: usize) -> String {
    let mut name = LETTERS.get(side).copied().unwrap_or_default().to_owned();
    name.push_str(&(passage + 1).to_string());
    name
}

/// `1 passage`, `2 passages`.
pub(super) fn counted(count: usize, one: &str) -> String {
    let mut said = count.to_string();
    said.push(' ');
    said.push_str(one);
    if count != 1 {
        said.push('s');
    }
    said
}

/// A number with two decimals. By whole numbers: the library's printing of fractions is large.
pub(super) fn hundredths(value: f64) -> String {
    // No measure comes near the limit.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let scaled = (value.abs() * 100.0).round() as u64;
    let mut said = String::from(if value < 0.0 && scaled > 0 { "−" } else { "" });
    said.push_str(&(scaled / 100).to_string());
    said.push('.');
    said.push_str(&(100 + scaled % 100).to_string()[1..]);
    said
}

/// A day for readers, if it is one.
pub(super) fn day(date: &str) -> String {
    PartialDate::parse(date).map_or_else(|| date.to_owned(), PartialDate::display)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, html: &str, markdown: &str) {
        for (form, expected) in [(Form::Html, html), (Form::Markdown, markdown)] {
            let mut writer = Writer { out: "\n".to_owned(), form };
            writer.text(text);
            assert_eq!(&writer.out[1..], expected, "{text:?} as {form:?}");
        }
    }

    #[test]
    fn words_mean_nothing_in_either_notation() {
        check(
            "a & <b> \"c\" 'd'",
            "a &amp; &lt;b&gt; &quot;c&quot; &#39;d&#39;",
            "a &amp; &lt;b&gt; \"c\" 'd'",
        );
        check(
            "[x](y) `z` *b* _i_ ~~s~~",
            "[x](y) `z` *b* _i_ ~~s~~",
            r"\[x\](y) \`z\` \*b\* \_i\_ \~\~s\~\~",
        );
        check("a|b\nc\u{2028}d", "a|b c d", r"a\|b c d");
        check("# one - two", "# one - two", r"\# one - two");
        check("12. May 3. June", "12. May 3. June", r"12\. May 3. June");
        check("- item", "- item", r"\- item");
        check("    code", "    code", " code");
        check("=\u{7}\u{1b}[", "=\u{fffd}\u{fffd}[", "\\=\u{fffd}\u{fffd}\\[");
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        let link = |url: &str, form| {
            let mut writer = Writer { out: String::new(), form };
            writer.link(url, "x");
            writer.out
        };
        for odd in ["javascript:alert(1)", "", "data:text/html,x", "https://a b", "https://a\nb", "//a"] {
            assert_eq!(link(odd, Form::Html), "x", "{odd}");
            assert_eq!(link(odd, Form::Markdown), "x", "{odd}");
        }
        let hostile = "https://a/\"><script>)";
        assert!(link(hostile, Form::Html).contains("href=\"https://a/&quot;&gt;&lt;script&gt;)\""));
        assert_eq!(link(hostile, Form::Markdown), "[x](<https://a/\"%3E%3Cscript%3E)>)");
    }

    #[test]
    fn fractions_have_two_decimals() {
        for (value, expected) in
            [(0.0, "0.00"), (0.625, "0.63"), (12.3, "12.30"), (-1.5, "−1.50"), (-0.001, "0.00")]
        {
            assert_eq!(hundredths(value), expected);
        }
    }
}
