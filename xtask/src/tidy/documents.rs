//! Rules for the architecture page: a path it names exists, in a fresh clone as in a tree where everything was built.

use super::{Finding, TextFile, numbered};

const PAGE: &str = "ARCHITECTURE.md";

/// Where commands leave what they build: named on the page, and in no clone before they ran.
const BUILT: &str = "target/";

/// Checks the page; `exists` answers for a path from the root.
pub fn check(files: &[TextFile], exists: impl Fn(&str) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.path == PAGE) {
        let mut fenced = false;
        for (line, text) in numbered(&file.text) {
            if text.trim_start().starts_with("```") {
                fenced = !fenced;
                continue;
            }
            if fenced {
                continue;
            }
            // Between backticks is every second part of the line.
            for name in text.split('`').skip(1).step_by(2).filter(|name| is_path(name)) {
                if !exists(name.trim_end_matches('/')) {
                    let what = format!("`{name}` does not exist");
                    findings.push(Finding::new(
                        file,
                        line,
                        what,
                        "write the path as it is now, from the root",
                    ));
                }
            }
        }
    }
    findings
}

/// Whether what stands between backticks means a file: routes, URLs, patterns and commands do not.
fn is_path(name: &str) -> bool {
    let fit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-');
    name.contains('/')
        && !name.starts_with(['/', '.'])
        && !name.starts_with(BUILT)
        && !name.contains("//")
        && name.chars().all(fit)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{told, tree};
    use super::*;

    #[test]
    fn paths_of_the_page_exist() {
        let page = "# A\n`src/browser/` and `src/gone.rs`; `#/s/ID`, `a/*.rs`, `cargo x/y`, `https://a/b`, `None`, `target/site`.\n\
                    ```\n`src/fenced.rs`\n```\nMore: `crates/gone`.\n";
        let files = tree(&[("ARCHITECTURE.md", page), ("README.md", "`src/other.rs`")]);
        let findings = check(&files, |path| path == "src/browser");
        let expected = [
            "ARCHITECTURE.md:2: `src/gone.rs` does not exist",
            "ARCHITECTURE.md:6: `crates/gone` does not exist",
        ];
        assert_eq!(told(findings), expected);
    }
}
