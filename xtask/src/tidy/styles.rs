//! Rules for style sheets: colours stand in style/tokens.css alone, and classes are the same in style/ and in src/.
//!
//! A class that the app writes (`class="…"`, `class=("…", …)`, `class:…`) needs a rule; a class with a rule has to
//! stand, as a word, in some string of the app or in index.html. Names put together at run time are listed here.

use super::{Finding, TextFile, numbered};
use std::collections::{BTreeMap, BTreeSet};

const TOKENS: &str = "style/tokens.css";

/// Classes put together at run time, which no text search can see in src/.
const COMPOSED: [&str; 0] = [];
/// Classes of the app that have no rule on purpose.
const UNSTYLED: [&str; 0] = [];

const COLOUR_FUNCTIONS: [&str; 10] =
    ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch(", "color("];

/// Checks style/, src/ and index.html against each other.
pub fn check(files: &[TextFile]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut styled: BTreeMap<String, (&TextFile, usize)> = BTreeMap::new();
    for file in files.iter().filter(|file| file.path.starts_with("style/") && file.path.ends_with(".css")) {
        for part in parts(&file.text) {
            match part {
                Part::Selector(line, text) => {
                    for class in classes_of_selector(&text) {
                        styled.entry(class).or_insert((file, line));
                    }
                }
                Part::Declaration(line, text) => {
                    if file.path != TOKENS
                        && let Some(colour) = raw_colour(&text)
                    {
                        let what = format!("the raw colour `{colour}`");
                        findings.push(Finding::new(
                            file,
                            line,
                            what,
                            "name it in style/tokens.css and use var(--…)",
                        ));
                    }
                }
            }
        }
    }

    let mut words = BTreeSet::new();
    for file in files.iter().filter(|file| is_view(&file.path)) {
        words.extend(string_words(&file.text));
        for (line, class) in written_classes(&file.text) {
            words.insert(class.clone());
            if !styled.contains_key(&class) && !UNSTYLED.contains(&class.as_str()) {
                let what = format!("the class `{class}` has no rule in style/");
                findings.push(Finding::new(file, line, what, "write the rule, or drop the class"));
            }
        }
    }
    for (class, (file, line)) in &styled {
        if !words.contains(class) && !COMPOSED.contains(&class.as_str()) {
            let what = format!("the class `{class}` is used nowhere in src/");
            findings.push(Finding::new(file, *line, what, "drop the rule, or mend the name"));
        }
    }
    findings
}

fn is_view(path: &str) -> bool {
    path == "index.html" || (path.starts_with("src/") && path.ends_with(".rs"))
}

/// A piece of a style sheet with the line it begins on.
enum Part {
    Selector(usize, String),
    Declaration(usize, String),
}

/// Cuts a sheet at braces and semicolons, outside of comments and strings. Nested rules need no care: what stands
/// before a `{` is a selector (or an at-rule, which holds no class), all else a declaration.
fn parts(css: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut text, mut start, mut line) = (String::new(), 1, 1);
    let mut chars = css.chars().peekable();
    let mut quote = None;
    let mut parentheses = 0_usize;
    while let Some(c) = chars.next() {
        line += usize::from(c == '\n');
        if let Some(open) = quote {
            quote = (c != open).then_some(open);
            continue;
        }
        match c {
            '/' if chars.peek() == Some(&'*') => {
                let mut last = ' ';
                chars.next();
                for c in chars.by_ref() {
                    line += usize::from(c == '\n');
                    if last == '*' && c == '/' {
                        break;
                    }
                    last = c;
                }
            }
            '"' | '\'' => quote = Some(c),
            '{' | ';' | '}' if parentheses == 0 => {
                let piece = std::mem::take(&mut text);
                if c != '{' {
                    parts.push(Part::Declaration(start, piece));
                } else if !piece.starts_with('@') {
                    parts.push(Part::Selector(start, piece));
                }
            }
            _ => {
                parentheses = if c == '(' {
                    parentheses + 1
                } else {
                    parentheses.saturating_sub(usize::from(c == ')'))
                };
                if text.is_empty() && !c.is_whitespace() {
                    start = line;
                }
                if !text.is_empty() || !c.is_whitespace() {
                    text.push(c);
                }
            }
        }
    }
    parts
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

fn classes_of_selector(selector: &str) -> Vec<String> {
    let after_dots = selector.match_indices('.').map(|(at, _)| &selector[at + 1..]);
    let names = after_dots.map(|rest| rest.chars().take_while(|c| is_name(*c)).collect::<String>());
    names.filter(|name| name.starts_with(|c: char| !c.is_ascii_digit())).collect()
}

/// The first colour in a declaration's value that is written out.
fn raw_colour(declaration: &str) -> Option<String> {
    let (_, value) = declaration.split_once(':')?;
    let lower = value.to_lowercase();
    for function in COLOUR_FUNCTIONS {
        // `color(` is the end of nothing else; `lab(` is the end of `oklab(`, which is a colour as well.
        if let Some(at) = lower.find(function)
            && !lower[..at].ends_with(is_name)
        {
            return Some(value[at..].chars().take(24).collect::<String>().trim_end().to_owned());
        }
    }
    for (at, _) in value.match_indices('#') {
        let digits: String = value[at + 1..].chars().take_while(|c| is_name(*c)).collect();
        let in_url = lower[..at].rfind("url(").is_some_and(|url| !lower[url..at].contains(')'));
        if matches!(digits.len(), 3 | 4 | 6 | 8) && digits.chars().all(|c| c.is_ascii_hexdigit()) && !in_url {
            return Some(format!("#{digits}"));
        }
    }
    None
}

/// Classes the text certainly gives to an element, with their lines.
fn written_classes(text: &str) -> Vec<(usize, String)> {
    let mut classes = Vec::new();
    for (line, text) in numbered(text).filter(|(_, line)| !line.trim_start().starts_with("//")) {
        for (at, _) in text.match_indices("class") {
            // `data-class` or `subclass` is another attribute.
            if text[..at].ends_with(is_name) {
                continue;
            }
            let rest = &text[at + "class".len()..];
            if let Some(list) = rest.strip_prefix("=\"").or_else(|| rest.strip_prefix("=(\"")) {
                let list = list.split('"').next().unwrap_or_default();
                classes.extend(list.split_whitespace().map(|class| (line, class.to_owned())));
            } else if let Some(name) = rest.strip_prefix(':') {
                let name: String = name.chars().take_while(|c| is_name(*c)).collect();
                if !name.is_empty() && text[at + "class".len() + 1 + name.len()..].starts_with('=') {
                    classes.push((line, name));
                }
            }
        }
    }
    classes
}

/// Every word inside double quotes. Quotes are paired line by line, which is enough for names.
fn string_words(text: &str) -> BTreeSet<String> {
    let strings = text.lines().flat_map(|line| line.split('"').skip(1).step_by(2));
    strings.flat_map(str::split_whitespace).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{told, tree};
    use super::*;

    fn check_all(files: &[(&str, &str)], expected: &[&str]) {
        assert_eq!(told(check(&tree(files))), expected, "{files:?}");
    }

    #[test]
    fn colours_stand_in_the_tokens_alone() {
        let css = ":root { --ink: #112233; --paper: oklch(99% 0 0); }";
        check_all(&[("style/tokens.css", css)], &[]);
        check_all(
            &[("style/base.css", css)],
            &[
                "style/base.css:1: the raw colour `#112233`",
                "style/base.css:1: the raw colour `oklch(99% 0 0)`",
            ],
        );
        let fine =
            "#fade:hover { color: var(--ink); /* #fff */ content: \"#fff\"; mask: url(#abc); width: 1px }";
        check_all(&[("style/base.css", fine)], &[]);
        let nested = "@media print {\n  body {\n    color: var(--ink);\n    border: 1px solid #000 } }";
        check_all(&[("style/base.css", nested)], &["style/base.css:4: the raw colour `#000`"]);
        check_all(
            &[("style/base.css", "a { color: RGB(0 0 0) }")],
            &["style/base.css:1: the raw colour `RGB(0 0 0)`"],
        );
    }

    #[test]
    fn a_class_of_the_app_has_a_rule() {
        let css = ".card { & .title:not(.open), p > .wide.open { margin: 0.5rem } }";
        let view =
            "view! { <p class=\"card title\" class:open=x class=(\"wide\", y)/> }\n// class=\"gone\"\n";
        check_all(&[("style/a.css", css), ("src/a.rs", view)], &[]);
        let view = "view! {\n<p class=\"card tilte\" class:opne=x data-class=\"z\"/> }\n\"title open wide\"";
        check_all(
            &[("style/a.css", css), ("src/a.rs", view)],
            &[
                "src/a.rs:2: the class `tilte` has no rule in style/",
                "src/a.rs:2: the class `opne` has no rule in style/",
            ],
        );
    }

    #[test]
    fn a_class_with_a_rule_is_used() {
        let css = ".card { }\n@layer x;\n.tone-warm { }\n";
        let view = "fn class(self) -> &'static str { match self { Warm => \"tone-warm\" } }";
        let told = ["style/a.css:1: the class `card` is used nowhere in src/"];
        check_all(&[("style/a.css", css), ("src/a.rs", view)], &told);
        check_all(&[("style/a.css", css), ("src/a.rs", view), ("index.html", "<p class=\"card\">")], &[]);
    }
}
