//! The five documents the project began with, where the folder that holds them is at hand. Nothing of their text is here.

use crate::{check_folder, check_promises, import_all};
use demarche_import::Import;
use std::path::Path;

/// The documents in order, or nothing where they are not at hand.
fn received() -> Option<Vec<(String, Vec<u8>)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).ok()?.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        std::fs::read(path).ok().map(|bytes| (name, bytes))
    };
    let documents: Vec<_> = paths.iter().filter_map(read).collect();
    (documents.len() == 5).then_some(documents)
}

/// Statements of one input, each as kind, date, place and lines.
fn outline(import: &Import, input: usize) -> Vec<String> {
    let of_input = import.statements.iter().filter(|statement| statement.input == input);
    of_input
        .map(|statement| {
            let kind = statement.kind.map_or("-", |kind| kind.id());
            let date = statement.date.map_or("-".to_owned(), |date| date.to_string());
            format!("{kind} {date} {} {:?}", statement.lang, statement.lines)
        })
        .collect()
}

#[test]
fn the_received_documents_are_read_whole() {
    let Some(documents) = received() else { return };
    let documents: Vec<(&str, &[u8])> =
        documents.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let import = import_all(&documents);
    check_promises(&documents, &import);
    check_folder(&import);

    let totals: Vec<String> = import
        .reports
        .iter()
        .map(|report| {
            format!("{} {} {} {:?}", report.format, report.lines.len(), report.kept(), report.dropped())
        })
        .collect();
    insta::assert_snapshot!(totals.join("\n"), @r#"
    article 19 18 {"caption": 1}
    article 9 9 {}
    tag page 79 71 {"caption": 2, "navigation": 6}
    article 18 16 {"navigation": 2}
    telegram text 260 136 {"duplicate": 123, "reaction count": 1}
    "#);
    insta::assert_snapshot!(outline(&import, 4).join("\n"), @"
    speech 2024-10-29 en [(1, 11)]
    post - en [(22, 30)]
    remarks 2024-10-31 en [(39, 48), (58, 62), (67, 74), (82, 89)]
    interview 2024-11-01 en [(97, 111)]
    remarks 2024-11-01 en [(127, 141)]
    post - ru [(156, 161)]
    post - en [(162, 166)]
    interview 2024-11-02 en [(176, 177)]
    remarks 2024-11-04 en [(179, 196)]
    interview 2024-11-05 en [(214, 237)]
    ");
    insta::assert_snapshot!(outline(&import, 2).join("\n"), @"
    report - en [(3, 7), (13, 55)]
    report - en [(59, 95)]
    report - en [(99, 125), (130, 154)]
    ");
}

/// Undoubling is exact: what is dropped as a duplicate stands in the same document in the copy that is kept.
#[test]
fn a_dropped_duplicate_has_its_kept_twin() {
    use demarche_import::{Fate, Reason};
    let Some(documents) = received() else { return };
    for (name, bytes) in &documents {
        let import = import_all(&[(name, bytes)]);
        let text = std::str::from_utf8(bytes).expect("the received documents are UTF-8");
        let lines: Vec<&str> = text.lines().collect();
        let report = &import.reports[0];
        for line in &report.lines {
            if let Fate::Dropped(Reason::Duplicate { of }) = line.fate {
                assert_eq!(lines[line.line - 1], lines[of - 1], "{name}");
                let twin = report.lines.iter().find(|line| line.line == of).expect("the twin has a fate");
                assert!(matches!(twin.fate, Fate::Kept { .. }), "{name} line {of}");
            }
        }
    }
}
