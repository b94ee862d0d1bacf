//! The rules of a style sheet that a page makes use of before its program runs: with them in the page, its first text waits
//! for no other file.
//!
//! Lives here: choosing them. Does not live here: where they stand ([`super::head`]). A rule is chosen where one of its
//! selectors names nothing but classes, ids and elements of the page. What a selector asks besides (states, attributes,
//! what is in brackets) is not looked at: rather a rule too many than one too few. Rules inside rules, which `style/` has
//! not, go with the outer one.

use crate::site::tags;
use std::collections::BTreeSet;

/// What a page is made of, as selectors name it.
struct Named<'p> {
    elements: BTreeSet<&'p str>,
    classes: BTreeSet<&'p str>,
    ids: BTreeSet<&'p str>,
}

/// The rules of `css` that `page` makes use of on a screen, in their order.
pub(super) fn needed(css: &str, page: &str) -> String {
    let mut named = Named { elements: BTreeSet::new(), classes: BTreeSet::new(), ids: BTreeSet::new() };
    for tag in tags(page) {
        let value = |name| tag.attribute(name).map_or("", |range| &page[range]);
        named.elements.insert(tag.name);
        named.classes.extend(value("class").split_whitespace());
        named.ids.insert(value("id"));
    }
    let mut out = String::new();
    choose(&without_comments(css), &named, &mut out);
    out
}

fn choose(css: &str, named: &Named<'_>, out: &mut String) {
    let mut rest = css;
    while let Some((selectors, block, after)) = next_rule(rest) {
        rest = after;
        let mut inner = String::new();
        if ["@media", "@supports"].iter().any(|kind| selectors.starts_with(kind)) {
            // On paper comes what is printed later.
            if !selectors.contains("print") {
                choose(block, named, &mut inner);
            }
        } else if !selectors.starts_with('@') && is_used(selectors, named) {
            inner.push_str(block);
        }
        if !inner.is_empty() {
            out.push_str(&format!("{selectors} {{{inner}}}\n"));
        }
    }
}

/// The first rule: what stands before its block, what is in it, and all that follows.
fn next_rule(css: &str) -> Option<(&str, &str, &str)> {
    let open = css.find('{')?;
    let (mut depth, mut quote, mut is_escaped) = (0, None, false);
    for (at, c) in css.char_indices().skip_while(|(at, _)| *at < open) {
        match (quote, c) {
            _ if is_escaped => {
                is_escaped = false;
                continue;
            }
            (_, '\\') => is_escaped = true,
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            // Of what ends without a block, such as a character set, nothing is kept.
            let selectors = css[..open].rsplit(';').next().unwrap_or_default();
            return Some((selectors.trim(), &css[open + 1..at], &css[at + 1..]));
        }
    }
    None
}

fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once("*/").map_or("", |(_, after)| after))
}

/// Whether one of these selectors can be of something in the page.
fn is_used(selectors: &str, named: &Named<'_>) -> bool {
    let (mut plain, mut depth) = (String::new(), 0);
    for c in selectors.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain.split(',').any(|selector| is_there(selector, named))
}

/// Whether the page has all that a selector without brackets names.
fn is_there(selector: &str, named: &Named<'_>) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let mut rest = selector;
    while let Some(first) = rest.chars().next() {
        let sign = matches!(first, '.' | '#' | ':').then_some(first);
        let begin = if sign.is_some() || !is_part(first) { first.len_utf8() } else { 0 };
        let end = rest[begin..].find(|c| !is_part(c)).map_or(rest.len(), |end| begin + end);
        let (name, is_name) = (&rest[begin..end], sign.is_some() || begin == 0);
        let is_there = match sign {
            Some('.') => named.classes.contains(name),
            Some('#') => named.ids.contains(name),
            Some(_) => true,
            None => !is_name || named.elements.contains(name),
        };
        if !is_there {
            return false;
        }
        // Behind a sign between names the next name begins.
        rest = if is_name { &rest[end..] } else { &rest[begin..] };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_of_what_the_page_has_are_chosen() {
        let page = "<html><body id=\"b\"><p class=\"one two\" hidden>Words</p></body></html>";
        let check = |css: &str, expected: &str| assert_eq!(needed(css, page), expected, "{css}");
        check("p { a: b }\nh1 { c: d }", "p { a: b }\n");
        check(".one.two,.none{a:b}.one .none{c:d}", ".one.two,.none {a:b}\n");
        check(
            "body>p+.one::before{a:b}#b{c:d}#c{e:f}*{g:h}",
            "body>p+.one::before {a:b}\n#b {c:d}\n* {g:h}\n",
        );
        check(
            ":root[data-x=\"y\"] .one:is(.none, h1):not(.no){a:b}",
            ":root[data-x=\"y\"] .one:is(.none, h1):not(.no) {a:b}\n",
        );
        check(
            "@media (min-width: 1em){.none{a:b}}@media screen{.one{a:b}.none{c:d}}",
            "@media screen {.one {a:b}\n}\n",
        );
        check("@media print{p{a:b}}@page{margin:0}@keyframes p{to{a:b}}", "");
        check("@charset \"utf-8\";p{content:\"}\\\"{\"}h1{a:b}", "p {content:\"}\\\"{\"}\n");
        check("/* p{} */p{/* } */a:b}", "p {a:b}\n");
        check("p{a:b", "");
    }
}
