//! Rule for style/tokens.css: what the sheet states of contrast is so, and enough.
//!
//! After a colour stands a comment, `on GROUND light/dark, …`, the contrast of the colour with each other colour it is
//! written on, in both themes. Text needs 4.5 to 1; what the comment calls a `mark` (edges of controls) needs 3 to 1;
//! what it calls `decoration` carries no meaning. A colour that says none of this has to be the ground of another.

use super::{Finding, TextFile};
use std::collections::BTreeMap;

const TOKENS: &str = "style/tokens.css";

/// The themes in the order of `light-dark()`.
const THEMES: [&str; 2] = ["light", "dark"];

/// A colour of the sheet.
struct Token<'a> {
    line: usize,
    name: &'a str,
    /// As written, in each theme.
    colours: [&'a str; 2],
    /// The comment behind it.
    says: &'a str,
}

/// Checks the tokens.
pub fn check(files: &[TextFile]) -> Vec<Finding> {
    files.iter().filter(|file| file.path == TOKENS).flat_map(check_tokens).collect()
}

fn check_tokens(file: &TextFile) -> Vec<Finding> {
    let tokens = tokens(&file.text);
    let by_name: BTreeMap<&str, &Token<'_>> = tokens.iter().map(|token| (token.name, token)).collect();
    let mut findings = Vec::new();
    let mut told = |token: &Token<'_>, what: String, mend| {
        findings.push(Finding::new(file, token.line, what, mend));
    };
    let mut grounds = Vec::new();
    let mut silent = Vec::new();
    for token in &tokens {
        let (is_mark, pairs) = match token.says.strip_prefix("mark ") {
            Some(rest) => (true, rest),
            None => (false, token.says),
        };
        let Some(pairs) = pairs.strip_prefix("on ") else {
            if !token.says.starts_with("decoration") {
                silent.push(token);
            }
            continue;
        };
        let least = if is_mark { 3.0 } else { 4.5 };
        for pair in pairs.split(',').map(str::trim) {
            let (ground, stated) = pair.split_once(char::is_whitespace).unwrap_or((pair, ""));
            let stated = stated.trim();
            grounds.push(ground);
            let Some(below) = by_name.get(ground) else {
                told(token, format!("`--{ground}` is no colour of this sheet"), "mend the name");
                continue;
            };
            let Some(contrasts) = contrasts(token, below) else {
                told(token, format!("no contrast with `--{ground}`"), "write both as #rrggbb");
                continue;
            };
            for (contrast, theme) in contrasts.into_iter().zip(THEMES) {
                if contrast < least {
                    let what = format!(
                        "`--{}` on `--{ground}` has {contrast:.2} to 1 in the {theme} theme",
                        token.name
                    );
                    let mend = if is_mark { "a mark needs 3 to 1" } else { "text needs 4.5 to 1" };
                    told(token, what, mend);
                }
            }
            let computed = contrasts.map(|contrast| format!("{contrast:.1}")).join("/");
            if stated != computed {
                let what = format!("`--{}` on `--{ground}` is {computed}, not {stated}", token.name);
                told(token, what, "state what is so");
            }
        }
    }
    for token in silent.into_iter().filter(|token| !grounds.contains(&token.name)) {
        let what = format!("`--{}` states no contrast", token.name);
        told(token, what, "say what it stands on, or that it is decoration");
    }
    findings
}

/// The colours at the head of the sheet: a name set again further down, for paper, is another matter.
fn tokens(css: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    for (at, _) in css.match_indices("--") {
        let rest = &css[at + 2..];
        let Some((name, rest)) = rest.split_once(':') else { continue };
        let Some((value, rest)) = rest.split_once(';') else { continue };
        let value = value.trim();
        let two = value.strip_prefix("light-dark(").and_then(|value| value.strip_suffix(')'));
        let two = two.and_then(|value| value.split_once(','));
        let colours = two.map_or([value; 2], |(light, dark)| [light.trim(), dark.trim()]);
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let is_colour = colours.iter().all(|colour| colour.starts_with('#'));
        if !is_name || !is_colour || tokens.iter().any(|token| token.name == name) {
            continue;
        }
        let comment = rest.trim_start_matches(' ').strip_prefix("/*").and_then(|rest| rest.split_once("*/"));
        let says = comment.map_or("", |(comment, _)| comment.trim());
        tokens.push(Token { line: css[..at].matches('\n').count() + 1, name, colours, says });
    }
    tokens
}

/// The contrast of two colours in both themes, 1 to 21, <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>.
fn contrasts(one: &Token<'_>, other: &Token<'_>) -> Option<[f64; 2]> {
    let contrast = |theme: usize| {
        let (one, other) = (luminance(one.colours[theme])?, luminance(other.colours[theme])?);
        Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
    };
    Some([contrast(0)?, contrast(1)?])
}

/// Relative luminance, <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>. A colour one can see through has none.
fn luminance(colour: &str) -> Option<f64> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes().map(|channel| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    });
    Some(0.2126 * red + 0.7152 * green + 0.0722 * blue)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{told, tree};
    use super::*;

    fn check_tokens(css: &str, expected: &[&str]) {
        assert_eq!(told(check(&tree(&[(TOKENS, css)]))), expected, "{css}");
    }

    #[test]
    fn a_contrast_is_as_stated() {
        let paper = "--paper: light-dark(#ffffff, #000000);\n";
        let with = |rest: &str| format!(":root {{\n{paper}{rest}\n}}\n");
        check_tokens(&with("--ink: light-dark(#000000, #ffffff); /* on paper 21.0/21.0 */"), &[]);
        check_tokens(&with("--ink: #767676; /* on paper\n   4.5/4.6 */"), &[]);
        check_tokens(
            &with("--ink: light-dark(#000000, #ffffff); /* on paper 20.9/21.0 */"),
            &["style/tokens.css:3: `--ink` on `--paper` is 21.0/21.0, not 20.9/21.0"],
        );
        check_tokens(
            &with("--ink: #000000; /* on papre 21.0/1.0 */"),
            &[
                "style/tokens.css:3: `--papre` is no colour of this sheet",
                "style/tokens.css:2: `--paper` states no contrast",
            ],
        );
        check_tokens(
            &with("--ink: #00000080; /* on paper 5.0/5.0 */"),
            &["style/tokens.css:3: no contrast with `--paper`"],
        );
    }

    #[test]
    fn text_and_marks_have_enough_contrast() {
        let paper = ":root { --paper: #ffffff;\n";
        check_tokens(
            &format!("{paper}--ink: #777777; /* on paper 4.5/4.5 */ }}"),
            &[
                "style/tokens.css:2: `--ink` on `--paper` has 4.48 to 1 in the light theme",
                "style/tokens.css:2: `--ink` on `--paper` has 4.48 to 1 in the dark theme",
            ],
        );
        check_tokens(&format!("{paper}--edge: #777777; /* mark on paper 4.5/4.5 */ }}"), &[]);
        check_tokens(
            &format!("{paper}--edge: light-dark(#777777, #999999); /* mark on paper 4.5/2.8 */ }}"),
            &["style/tokens.css:2: `--edge` on `--paper` has 2.85 to 1 in the dark theme"],
        );
    }

    #[test]
    fn every_colour_says_what_it_is() {
        check_tokens(":root { --line: #dddddd; /* decoration */ --s1: 0.25rem; }", &[]);
        check_tokens(":root { --line: #dddddd; }", &["style/tokens.css:1: `--line` states no contrast"]);
        let again =
            ":root { --line: #dddddd; /* decoration */ }\n@media print { :root { --line: #000000; } }";
        check_tokens(again, &[]);
        assert_eq!(told(check(&tree(&[("style/base.css", ":root { --line: #dddddd; }")]))), [""; 0]);
    }
}
