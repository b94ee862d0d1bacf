//! The style sheets of a built site joined into one: a file for each component while working, one request for the
//! reader. Rules and their order stay as they are; comments and indents, a quarter of what would be loaded, stay behind. The
//! page is the one in index.html, whose links stand one to a line.

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};
use std::path::Path;

/// How a line of the page that links a style sheet begins, after its indent.
const LINK: &str = "<link rel=\"stylesheet\" href=\"./";

/// Joins the style sheets of the site in `dir`.
pub fn join(dir: &Path) -> Result<()> {
    let page = dir.join("index.html");
    let html = std::fs::read_to_string(&page).with_context(|| format!("reading {}", page.display()))?;
    let names = linked(&html);
    if names.len() < 2 {
        return Ok(());
    }
    let mut joined = String::new();
    for name in &names {
        let path = dir.join(name);
        let css = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        joined.push_str(&bare(&css));
    }
    let hash: String = Sha256::digest(&joined).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("style-{hash}.css");
    let out = dir.join(&name);
    std::fs::write(&out, joined).with_context(|| format!("writing {}", out.display()))?;
    std::fs::write(&page, relinked(&html, &name)?).with_context(|| format!("writing {}", page.display()))?;
    for name in names {
        let path = dir.join(name);
        std::fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
    }
    Ok(())
}

/// A style sheet without comments, indents and line ends. What stands in quotation marks is no comment.
fn bare(css: &str) -> String {
    let (mut out, mut rest, mut quote) = (String::with_capacity(css.len()), css, None);
    while let Some(first) = rest.chars().next() {
        if quote.is_none() && rest.starts_with("/*") {
            rest = rest[2..].find("*/").map_or("", |end| &rest[end + 4..]);
            continue;
        }
        // What follows a backslash ends no quotation.
        let escaped = rest[first.len_utf8()..].chars().next().filter(|_| first == '\\');
        match (quote, first) {
            (None, '"' | '\'') => quote = Some(first),
            (Some(open), _) if open == first => quote = None,
            _ => {}
        }
        let len = first.len_utf8() + escaped.map_or(0, char::len_utf8);
        out.push_str(&rest[..len]);
        rest = &rest[len..];
    }
    out.lines().map(str::trim).filter(|line| !line.is_empty()).map(tight).collect()
}

/// A line without the spaces and the line end that say nothing: behind the colon of a declaration, before a brace.
fn tight(line: &str) -> String {
    let (property, value) = match line.split_once(": ") {
        // In a selector, and within a value that goes on here, a colon is something else.
        Some((property, value)) if line.ends_with(';') && is_property(property) => (property, value),
        _ => ("", line),
    };
    let colon = if property.is_empty() { "" } else { ":" };
    let end = if line.ends_with(['{', '}', ';', ',']) { "" } else { "\n" };
    match line.strip_suffix(" {") {
        Some(selector) => [selector, "{"].concat(),
        None => [property, colon, value, end].concat(),
    }
}

fn is_property(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// The names of the style sheets the page links, in order.
fn linked(html: &str) -> Vec<&str> {
    html.lines().filter_map(|line| line.trim_start().strip_prefix(LINK)?.split('"').next()).collect()
}

/// The page with one link, to `name`, in the place of the first.
fn relinked(html: &str, name: &str) -> Result<String> {
    let mut out = String::with_capacity(html.len());
    let mut done = false;
    for line in html.split_inclusive('\n') {
        if !line.trim_start().starts_with(LINK) {
            out.push_str(line);
        } else if line.matches("<link").count() > 1 {
            bail!("index.html has several links on one line; put each on a line of its own");
        } else if !done {
            done = true;
            // The integrity is computed when the site is sealed.
            out.push_str(&format!("    {LINK}{name}\" integrity=\"sha384-\" />\n"));
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indents_stay_behind() {
        let check = |css: &str, expected: &str| assert_eq!(bare(css), expected, "{css}");
        check("/* one\n   two */\n\na {\n  b: c; /* d */\n}\n", "a{b:c;}");
        check("a { content: \"/* — */\"; } /* e */ b {}", "a { content: \"/* — */\"; }  b {}");
        check("a { content: '\\'/*'; }/* f", "a { content: '\\'/*'; }");
        check("a:hover,\nb c {\n  --d-e: \": x\";\n}", "a:hover,b c{--d-e:\": x\";}");
        check(
            "@media (a: b) {\n  c {\n    d:\n      \"e f\"\n      \"g: h\";\n  }\n}",
            "@media (a: b){c{d:\n\"e f\"\n\"g: h\";}}",
        );
    }

    #[test]
    fn style_sheets_become_one_in_their_order() {
        let dir = tempfile::tempdir().expect("a folder");
        let html = "<head>\n    <link rel=\"stylesheet\" href=\"./b-1.css\" integrity=\"x\"/>\n    <link rel=\"stylesheet\" href=\"./a-2.css\" integrity=\"y\"/>\n</head>\n";
        std::fs::write(dir.path().join("index.html"), html).expect("a page");
        std::fs::write(dir.path().join("b-1.css"), "b {}\n\n").expect("a sheet");
        std::fs::write(dir.path().join("a-2.css"), "a {}").expect("a sheet");
        join(dir.path()).expect("joins");
        let html = std::fs::read_to_string(dir.path().join("index.html")).expect("a page");
        let names = linked(&html);
        assert_eq!(names.len(), 1, "{html}");
        assert_eq!(std::fs::read_to_string(dir.path().join(names[0])).expect("a sheet"), "b {}a {}");
        assert_eq!(std::fs::read_dir(dir.path()).expect("a folder").count(), 2);
        join(dir.path()).expect("joining twice changes nothing");
        assert_eq!(std::fs::read_to_string(dir.path().join("index.html")).expect("a page"), html);
    }
}
