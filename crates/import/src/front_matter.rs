//! A statement's file: YAML front matter, each value quoted so that any text is safe in it, then Markdown.
//!
//! Lives here: quoting and layout. Does not live here: which values there are (`assemble`), and how Markdown is
//! escaped (`demarche_corpus::source::markdown`).

use crate::draft::DraftBlock;
use demarche_corpus::source::markdown::{escape_heading, escape_line};
use std::fmt::Write as _;

/// A front matter being written, key by key.
#[derive(Debug, Default)]
pub struct FrontMatter {
    text: String,
}

impl FrontMatter {
    /// `key: "value"`; nothing where there is no value.
    pub fn value(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = writeln!(self.text, "{key}: {}", quoted(value));
        }
    }

    /// `key: value` for values that are plain words, numbers or dates.
    pub fn plain(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            let _ = writeln!(self.text, "{key}: {value}");
        }
    }

    /// `key: ["a", "b"]`; nothing where there is none.
    pub fn list(&mut self, key: &str, values: &[String]) {
        if !values.is_empty() {
            let quoted: Vec<String> = values.iter().map(|value| quoted(value)).collect();
            let _ = writeln!(self.text, "{key}: [{}]", quoted.join(", "));
        }
    }

    /// `source:` with its keys.
    pub fn source(&mut self, url: Option<&str>) {
        if let Some(url) = url {
            let _ = writeln!(self.text, "source:\n  url: {}", quoted(url));
        }
    }

    /// The whole file: the front matter and the blocks, a blank line between any two.
    pub fn with_body(self, blocks: &[DraftBlock<'_>]) -> String {
        let mut file = format!("---\n{}---\n", self.text);
        for block in blocks {
            file.push('\n');
            match block.markdown {
                Some(markdown) => file.push_str(markdown),
                None if block.heading => {
                    let _ = write!(file, "## {}", escape_heading(block.line.text));
                }
                None => file.push_str(&escape_line(block.line.text)),
            }
            file.push('\n');
        }
        file
    }
}

/// A YAML double-quoted scalar.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\t' => quoted.push_str("\\t"),
            // Line separators and characters outside YAML's printable set; the reader gets them back as they were.
            '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted_so_that_yaml_gives_them_back() {
        let mut matter = FrontMatter::default();
        matter.value("title", Some("a \"b\": \\c\t\u{2028}# no"));
        matter.value("place", Some(""));
        matter.list("topics", &["on".to_owned(), "2024".to_owned()]);
        insta::assert_snapshot!(matter.with_body(&[]), @r#"
        ---
        title: "a \"b\": \\c\t\u2028# no"
        topics: ["on", "2024"]
        ---
        "#);
    }
}
