//! Rules for Rust files: a header, a bearable length, and who may touch the platform or the system.
//!
//! They read lines, not syntax: comment lines are passed over, and where a rule is about shipped code, so is all
//! that follows the first `#[cfg(test)]`.

use super::{Finding, TextFile, numbered};

/// Longest file before its tests, for the app's views and for everything else.
const APP_LINES: usize = 250;
const LIBRARY_LINES: usize = 600;
/// Tables and generated files, which may be longer.
const LONG_FILES: [&str; 0] = [];

/// Rules name what they forbid.
const RULES: &str = "xtask/src/tidy/";

/// Nobody writes these, tests included. Each with the way to mend it.
const FORBIDDEN: [(&str, &str); 5] = [
    ("inner_html", "turn ranges into nodes in src/text_view/"),
    ("#[ignore", "mend the test or delete it"),
    ("#[should_panic", "assert the error, or today's result"),
    ("TODO", "do it, or write it into an issue"),
    ("FIXME", "do it, or write it into an issue"),
];

/// Names of the browser, for src/browser/ alone.
const PLATFORM: [&str; 4] = ["web_sys", "js_sys", "wasm_bindgen", "gloo_"];

/// Modules of the standard library that only the command, the task runner, build scripts and tests may use.
const SYSTEM: [&str; 4] = ["fs", "net", "process", "thread"];
const CLOCKS: [&str; 2] = ["Instant::now", "SystemTime::now"];

/// Checks every Rust file.
pub fn check(files: &[TextFile]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
        header(file, &mut findings);
        length(file, &mut findings);
        if !file.path.starts_with(RULES) {
            forbidden(file, &mut findings);
        }
        if file.path.starts_with("src/") && !file.path.starts_with("src/browser/") {
            platform(file, &mut findings);
        }
        if touches_nothing(&file.path) {
            system(file, &mut findings);
        }
    }
    findings
}

fn header(file: &TextFile, findings: &mut Vec<Finding>) {
    if !file.text.starts_with("//!") && !file.text.starts_with("/*!") {
        let mend = "open it with `//!`: what lives here, what does not, what it costs";
        findings.push(Finding::new(file, 1, "no module header", mend));
    }
}

fn length(file: &TextFile, findings: &mut Vec<Finding>) {
    let limit = if file.path.starts_with("src/") { APP_LINES } else { LIBRARY_LINES };
    let lines = shipped(&file.text).count();
    if lines > limit && !LONG_FILES.contains(&file.path.as_str()) {
        let what = format!("{lines} lines before its tests, more than {limit}");
        findings.push(Finding::new(file, limit + 1, what, "split it by what its parts are about"));
    }
}

fn forbidden(file: &TextFile, findings: &mut Vec<Finding>) {
    for (line, text) in numbered(&file.text) {
        for (word, mend) in FORBIDDEN.iter().filter(|(word, _)| has_word(text, word)) {
            findings.push(Finding::new(file, line, format!("`{word}`"), mend));
        }
    }
}

fn platform(file: &TextFile, findings: &mut Vec<Finding>) {
    for (line, text) in code(shipped(&file.text)) {
        for word in PLATFORM {
            let uses = occurrences(text, word).any(|rest| !names_event(rest));
            if uses {
                let what = format!("`{}` outside src/browser/", word.trim_end_matches('_'));
                findings.push(Finding::new(
                    file,
                    line,
                    what,
                    "put the call there and give plain Rust types back",
                ));
            }
        }
    }
}

/// Event types come to widgets from Leptos: `web_sys::KeyboardEvent` is no call to the platform.
fn names_event(rest: &str) -> bool {
    let Some(name) = rest.strip_prefix("::") else { return false };
    let name: String = name.chars().take_while(|c| c.is_alphanumeric()).collect();
    name.ends_with("Event")
}

/// Whether this file has to do without files, network, processes, threads and the clock.
fn touches_nothing(path: &str) -> bool {
    let library =
        ["crates/corpus/src/", "crates/search/src/", "crates/compare/src/", "crates/import/src/", "src/"];
    // A test module in a file of its own reads fixtures.
    let is_tests = path.ends_with("/tests.rs") || path.contains("/tests/");
    !is_tests && library.iter().any(|start| path.starts_with(start))
}

fn system(file: &TextFile, findings: &mut Vec<Finding>) {
    let mend = "take bytes or a value as an argument; files are the business of crates/cli and xtask";
    for (line, text) in code(shipped(&file.text)) {
        for module in SYSTEM {
            let grouped = text.trim_start().starts_with("use std::{") && has_word(text, module);
            if has_word(text, &format!("std::{module}")) || grouped {
                findings.push(Finding::new(file, line, format!("`std::{module}` in a library"), mend));
            }
        }
        for clock in CLOCKS.iter().filter(|clock| has_word(text, clock)) {
            findings.push(Finding::new(file, line, format!("`{clock}` in a library"), mend));
        }
    }
}

/// The lines before the first test module.
fn shipped(text: &str) -> impl Iterator<Item = (usize, &str)> {
    numbered(text).take_while(|(_, line)| !line.contains("#[cfg(test)]"))
}

/// Lines that are not comments.
fn code<'t>(lines: impl Iterator<Item = (usize, &'t str)>) -> impl Iterator<Item = (usize, &'t str)> {
    lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// What follows each occurrence of `word` that does not begin in the middle of a longer one.
fn occurrences<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = &'t str> {
    let starts = text.match_indices(word).filter(|(at, _)| !text[..*at].ends_with(is_word));
    starts.map(move |(at, _)| &text[at + word.len()..])
}

/// Whether `word` stands there by itself.
fn has_word(text: &str, word: &str) -> bool {
    occurrences(text, word).any(|rest| !rest.starts_with(is_word))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{told, tree};
    use super::*;

    fn check_one(path: &str, text: &str, expected: &[&str]) {
        assert_eq!(told(check(&tree(&[(path, text)]))), expected, "{path}: {text}");
    }

    #[test]
    fn every_file_opens_with_a_header() {
        check_one("src/app.rs", "//! The app.\n", &[]);
        check_one("src/app.rs", "use leptos::*;\n", &["src/app.rs:1: no module header"]);
        check_one("src/empty.rs", "", &["src/empty.rs:1: no module header"]);
        check_one("docs/notes.md", "", &[]);
    }

    #[test]
    fn a_file_is_long_by_what_stands_before_its_tests() {
        let lines = |before: usize, after: usize| {
            format!("//! A header.\n{}#[cfg(test)]\n{}", "x\n".repeat(before - 1), "x\n".repeat(after))
        };
        check_one("src/view.rs", &lines(250, 400), &[]);
        check_one(
            "src/view.rs",
            &lines(251, 0),
            &["src/view.rs:251: 251 lines before its tests, more than 250"],
        );
        check_one("crates/corpus/src/a.rs", &lines(600, 900), &[]);
        check_one(
            "crates/corpus/src/a.rs",
            &lines(601, 0),
            &["crates/corpus/src/a.rs:601: 601 lines before its tests, more than 600"],
        );
    }

    #[test]
    fn forbidden_words_are_found_everywhere_but_in_longer_words() {
        check_one("crates/cli/src/a.rs", "//! A.\n// TODO later\n", &["crates/cli/src/a.rs:2: `TODO`"]);
        check_one("src/a.rs", "//! A.\nview! { <p inner_html=x/> }\n", &["src/a.rs:2: `inner_html`"]);
        check_one("tests/a.rs", "//! A.\n#[ignore = \"slow\"]\n", &["tests/a.rs:2: `#[ignore`"]);
        check_one("tests/a.rs", "//! A.\n#[should_panic]\n", &["tests/a.rs:2: `#[should_panic`"]);
        check_one("src/a.rs", "//! A.\nconst METODOS: u8 = 1;\n#[ignored]\n", &[]);
        check_one("xtask/src/tidy/sources.rs", "//! Names TODO and FIXME.\n", &[]);
    }

    #[test]
    fn only_the_browser_folder_touches_the_platform() {
        let text = "//! A.\nuse web_sys::window;\n";
        check_one("src/browser/focus.rs", text, &[]);
        check_one("src/widgets/a.rs", text, &["src/widgets/a.rs:2: `web_sys` outside src/browser/"]);
        check_one("src/a.rs", "//! A.\nuse gloo_timers::x;\n", &["src/a.rs:2: `gloo` outside src/browser/"]);
        check_one("src/a.rs", "//! A.\n/// Not web_sys.\nfn f(e: web_sys::KeyboardEvent) {}\n", &[]);
        check_one("src/a.rs", "//! A.\n#[cfg(test)]\nuse web_sys::window;\n", &[]);
    }

    #[test]
    fn libraries_touch_neither_files_nor_the_clock() {
        let text = "//! A.\nuse std::fs;\n";
        check_one("crates/cli/src/a.rs", text, &[]);
        check_one("build.rs", text, &[]);
        check_one("crates/search/tests/a.rs", text, &[]);
        check_one("crates/search/src/index/tests.rs", text, &[]);
        check_one("crates/search/src/a.rs", text, &["crates/search/src/a.rs:2: `std::fs` in a library"]);
        let grouped = "//! A.\nuse std::{fmt, net::TcpStream};\n";
        check_one("crates/corpus/src/a.rs", grouped, &["crates/corpus/src/a.rs:2: `std::net` in a library"]);
        let clock = "//! A.\nlet t = Instant::now();\n";
        check_one("src/a.rs", clock, &["src/a.rs:2: `Instant::now` in a library"]);
        check_one("crates/compare/src/a.rs", "//! A.\n#[cfg(test)]\nuse std::fs;\n", &[]);
    }
}
