//! Which package of the workspace may depend on which: read from each Cargo.toml, development dependencies apart.

use super::{Finding, TextFile, numbered};

/// Each manifest with the packages of ours it may name. A package that is not here may name none.
const ARROWS: [(&str, &[&str]); 10] = [
    ("crates/corpus/Cargo.toml", &[]),
    ("crates/cite/Cargo.toml", &["demarche-corpus"]),
    ("crates/search/Cargo.toml", &["demarche-corpus"]),
    ("crates/compare/Cargo.toml", &["demarche-corpus"]),
    ("crates/import/Cargo.toml", &["demarche-corpus"]),
    (
        "crates/cli/Cargo.toml",
        &["demarche-corpus", "demarche-search", "demarche-compare", "demarche-cite", "demarche-import"],
    ),
    ("crates/bench/Cargo.toml", &["demarche-corpus", "demarche-search", "demarche-compare"]),
    ("bench/compare/wasm/Cargo.toml", &["demarche-compare"]),
    (
        "Cargo.toml",
        &["demarche-corpus", "demarche-search", "demarche-compare", "demarche-cite", "demarche-cli"],
    ),
    ("xtask/Cargo.toml", &[]),
];

/// What reaches the browser through the app alone.
const BROWSER: [&str; 6] = ["leptos", "web-sys", "js-sys", "wasm-bindgen", "gloo-events", "gloo-storage"];

/// Checks every manifest.
pub fn check(files: &[TextFile]) -> Vec<Finding> {
    let manifests =
        files.iter().filter(|file| file.path == "Cargo.toml" || file.path.ends_with("/Cargo.toml"));
    manifests.flat_map(check_manifest).collect()
}

fn check_manifest(file: &TextFile) -> Vec<Finding> {
    let manifest: toml::Table = match file.text.parse() {
        Ok(manifest) => manifest,
        Err(error) => {
            let mend = "write it as TOML";
            return vec![Finding::new(file, 1, format!("no manifest: {}", error.message()), mend)];
        }
    };
    let allowed = ARROWS.iter().find(|(path, _)| *path == file.path).map_or(&[][..], |(_, allowed)| *allowed);
    let mut findings = Vec::new();
    for section in ["dependencies", "build-dependencies"] {
        let Some(dependencies) = manifest.get(section).and_then(toml::Value::as_table) else { continue };
        for name in dependencies.keys() {
            let line = line_of(&file.text, section, name);
            if name.starts_with("demarche") && !allowed.contains(&name.as_str()) {
                let mend = "move what both need to crates/corpus, or the caller up";
                findings.push(Finding::new(
                    file,
                    line,
                    format!("an arrow to `{name}` that is not allowed"),
                    mend,
                ));
            }
            if name == "demarche-cli" && section == "dependencies" {
                let mend = "only the build script may use it, under [build-dependencies]";
                findings.push(Finding::new(file, line, "the command inside the app", mend));
            }
            if file.path.starts_with("crates/") && BROWSER.contains(&name.as_str()) {
                let mend = "keep the browser to src/browser/ of the app";
                findings.push(Finding::new(file, line, format!("`{name}` in a library"), mend));
            }
        }
    }
    findings
}

/// The line of a dependency, for the message.
fn line_of(text: &str, section: &str, name: &str) -> usize {
    let header = format!("[{section}]");
    let mut lines = numbered(text).skip_while(|(_, line)| line.trim() != header);
    let starts = |line: &str| line.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '.', '=']));
    lines.find(|(_, line)| starts(line)).map_or(1, |(line, _)| line)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{told, tree};
    use super::*;

    fn check_one(path: &str, text: &str, expected: &[&str]) {
        assert_eq!(told(check(&tree(&[(path, text)]))), expected, "{path}: {text}");
    }

    #[test]
    fn search_and_compare_do_not_know_each_other() {
        let fine =
            "[package]\nname = \"a\"\n[dependencies]\ndemarche-corpus.workspace = true\nserde = \"1\"\n";
        check_one("crates/search/Cargo.toml", fine, &[]);
        let wrong = "[dependencies]\nserde = \"1\"\ndemarche-search = { path = \"../search\" }\n";
        let told = ["crates/compare/Cargo.toml:3: an arrow to `demarche-search` that is not allowed"];
        check_one("crates/compare/Cargo.toml", wrong, &told);
        check_one("crates/compare/Cargo.toml", "[dev-dependencies]\ndemarche-search = \"1\"\n", &[]);
    }

    #[test]
    fn a_new_package_has_no_arrows_until_they_are_written_here() {
        let text = "[dependencies]\ndemarche-corpus = \"1\"\n";
        check_one(
            "crates/new/Cargo.toml",
            text,
            &["crates/new/Cargo.toml:2: an arrow to `demarche-corpus` that is not allowed"],
        );
    }

    #[test]
    fn the_app_reaches_the_command_in_its_build_script_only() {
        check_one("Cargo.toml", "[build-dependencies]\ndemarche-cli.workspace = true\n", &[]);
        let told = ["Cargo.toml:2: the command inside the app"];
        check_one("Cargo.toml", "[dependencies]\ndemarche-cli.workspace = true\n", &told);
        check_one(
            "crates/corpus/Cargo.toml",
            "[dependencies]\nleptos = \"0.8\"\n",
            &["crates/corpus/Cargo.toml:2: `leptos` in a library"],
        );
    }
}
