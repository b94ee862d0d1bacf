//! The example: sound, complete in what it explains, and never written over anything.

use super::*;
use demarche_corpus::source::{INFO_PATH, SourceContent, SourceFile, read_corpus};
use demarche_corpus::{Completeness, Kind};
use std::collections::BTreeSet;

fn source(path: &str, text: &str) -> SourceFile {
    SourceFile { path: path.to_owned(), content: SourceContent::Bytes(text.as_bytes().to_vec()) }
}

fn example() -> Vec<SourceFile> {
    let is_read = |path: &str| path == INFO_PATH || path.starts_with("statements/");
    FILES.iter().filter(|(path, _)| is_read(path)).map(|(path, text)| source(path, text)).collect()
}

#[test]
fn the_example_has_neither_errors_nor_warnings() {
    let (corpus, findings) = read_corpus(&example());
    assert_eq!(findings, []);
    let corpus = corpus.expect("a corpus without errors");
    let statements: Vec<_> = corpus.statements.iter().map(|(statement, _)| statement).collect();
    let event = corpus.info.events.first().expect("an event");
    let accounts =
        statements.iter().filter(|statement| statement.event.as_deref() == Some(event.id.as_str()));
    assert_eq!(accounts.count(), 5, "every statement is an account of the one event");
    let readouts = statements.iter().filter(|statement| statement.kind == Some(Kind::Readout));
    assert_eq!(readouts.count(), 3);
    for completeness in [Completeness::Full, Completeness::Excerpt, Completeness::Digest] {
        assert!(statements.iter().any(|statement| statement.completeness == completeness));
    }
}

/// The keys of every table, as `check` lists them to somebody who writes none of them.
fn known_keys(files: &[SourceFile]) -> Vec<String> {
    let (_, findings) = read_corpus(files);
    let lists = findings.iter().filter_map(|finding| {
        finding.help.strip_prefix("The keys are: ").map(|keys| keys.trim_end_matches('.').to_owned())
    });
    lists.flat_map(|keys| keys.split(", ").map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn every_key_is_shown() {
    let strange = "qqqqqqqqqqqq";
    let tables = ["side", "speaker", "publisher", "event", "topic", "alias"];
    let info: String = tables.map(|name| format!("[[{name}]]\n{strange} = 1\n")).concat();
    let info = format!("{strange} = 1\n[site]\n{strange} = 1\n{info}");
    let in_info = known_keys(&[source(INFO_PATH, &info)]);
    let shows = |text: &str, key: &str, sign: &str| {
        text.lines().any(|line| {
            let line = line.trim_start_matches("# ").trim_start();
            line.starts_with(&format!("{key}{sign}"))
                || [format!("[{key}]"), format!("[[{key}]]")].contains(&line.to_owned())
        })
    };
    let text = FILES.iter().find(|(path, _)| *path == INFO_PATH).expect("there is a corpus.toml").1;
    let missing: BTreeSet<_> = in_info.iter().filter(|key| !shows(text, key, " =")).collect();
    assert_eq!(missing, BTreeSet::new(), "keys of corpus.toml");
    assert!(in_info.len() > 30, "{in_info:?}");

    let statement = format!("---\n{strange}: 1\nsource:\n  {strange}: 1\n---\nWords.\n");
    let in_statement =
        known_keys(&[source(INFO_PATH, "title = \"A\"\n"), source("statements/a.md", &statement)]);
    let all: String =
        FILES.iter().filter(|(path, _)| path.starts_with("statements/")).map(|(_, text)| *text).collect();
    let missing: BTreeSet<_> = in_statement.iter().filter(|key| !shows(&all, key, ":")).collect();
    assert_eq!(missing, BTreeSet::new(), "keys of the front matter");
    assert!(in_statement.len() > 16, "{in_statement:?}");
}

#[test]
fn every_kind_is_named() {
    let readout = FILES.iter().find(|(path, _)| path.ends_with("veltmark-readout.md")).expect("a readout").1;
    for kind in Kind::ALL {
        assert!(readout.contains(kind.id()), "{kind:?}");
    }
}

#[test]
fn the_workflow_names_its_repository_and_release() {
    let known = workflow(Some("someone/their-fork"));
    assert!(known.contains("DEMARCHE_REPOSITORY: someone/their-fork\n"), "{known}");
    assert!(known.contains(concat!("DEMARCHE_RELEASE: v", env!("CARGO_PKG_VERSION"), "\n")), "{known}");
    assert!(workflow(None).contains(UNKNOWN_REPOSITORY));
    let [asks, makes] = ["uses: actions/configure-pages@", "--default-base \"$ADDRESS/\""]
        .map(|step| known.find(step).expect("the workflow has this step"));
    assert!(asks < makes, "the site is made when its address is known");
    assert!(!known.contains('@') || known.matches('@').count() == known.matches("@v").count(), "{known}");

    for text in ["owner/name", "o-1/n.m_x"] {
        assert_eq!(repository(text), Ok(text.to_owned()));
    }
    for text in ["", "name", "/", "a/", "/b", "a/b/c", "a/b\nenv:", "a b/c", "$(x)/y", "../..", "-a/b"] {
        assert!(repository(text).is_err(), "{text}");
    }
}
