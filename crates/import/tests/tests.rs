//! One binary for all tests of importing: our own documents of each shape, always; the received documents the project
//! began with, where they are at hand; random documents of each format.

mod feeds;
mod fixtures;
mod pages;
mod properties;
mod received;
mod records;

use demarche_corpus::Severity;
use demarche_corpus::source::markdown::parse_markdown;
use demarche_corpus::source::{SourceContent, SourceFile, read_corpus};
use demarche_import::{Fate, Import, Input, import, report};
use std::fmt::Write as _;

/// Imports documents given by name and bytes.
fn import_all(documents: &[(&str, &[u8])]) -> Import {
    let inputs: Vec<Input> = documents
        .iter()
        .map(|(path, bytes)| Input { path: (*path).to_owned(), bytes: bytes.to_vec() })
        .collect();
    import(&inputs, None)
}

/// What must hold of every import: each non-blank line has one fate, the totals add up, and each block of a statement,
/// read back from its Markdown, is byte for byte its line.
fn check_promises(documents: &[(&str, &[u8])], import: &Import) {
    assert_eq!(import.reports.len(), documents.len());
    for ((path, bytes), report) in documents.iter().zip(&import.reports) {
        let Ok(text) = std::str::from_utf8(bytes) else {
            assert!(report.error.is_some(), "{path}");
            continue;
        };
        // One byte order mark belongs to the encoding; a second one would be text.
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let lines: Vec<&str> = text.lines().collect();
        let expected: Vec<usize> =
            (1..=lines.len()).filter(|number| !lines[number - 1].trim().is_empty()).collect();
        let told: Vec<usize> = report.lines.iter().map(|line| line.line).collect();
        assert_eq!(told, expected, "{path}");
        assert_eq!(report.lines.len(), report.kept() + report.dropped().values().sum::<usize>(), "{path}");
        assert_eq!(report.dropped().get("not understood"), None, "{path}");
        for line in &report.lines {
            if let Fate::Kept { statement, passage: Some(passage) } = line.fate {
                let (number, told) = &import.statements[statement].passages[passage];
                assert_eq!((*number, told.as_str()), (line.line, lines[line.line - 1]), "{path}");
            }
        }
    }
    for statement in &import.statements {
        let (_, body) = statement.markdown[4..].split_once("\n---\n").expect("front matter ends");
        let read = parse_markdown(body);
        assert_eq!(read.findings, [], "{}", statement.id);
        let blocks: Vec<&str> = read.body.blocks.iter().map(|block| read.body.block_text(block)).collect();
        let told: Vec<&str> = statement.passages.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(blocks, told, "{}", statement.id);
        assert!(!blocks.is_empty(), "{}", statement.id);
        // Only mark-up says what stands out.
        let marked = matches!(import.reports[statement.input].format, "page" | "feed");
        assert!(marked || read.body.blocks.iter().all(|block| block.spans.is_empty()), "{}", statement.id);
    }
}

/// A string as TOML and JSON both write it; Rust's own escapes are neither's.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a string is JSON")
}

/// What `check` says of the statements in a folder that declares what the import asks for: no error, and the only
/// warnings are the keys to fill in.
fn check_folder(import: &Import) {
    let mut info = String::from("title = \"Imported\"\n");
    let declared = &import.declarations;
    let mut table = |key: &str, id: &str, name: &str, more: String| {
        let (id, name) = (quoted(id), quoted(name));
        info.push_str(&format!("\n[[{key}]]\nid = {id}\nname = {name}\n{more}"));
    };
    declared.sides.iter().for_each(|side| table("side", &side.id, &side.name, String::new()));
    for speaker in &declared.speakers {
        let side = speaker.side.as_ref().map_or(String::new(), |side| format!("side = {}\n", quoted(side)));
        table("speaker", &speaker.id, &speaker.name, side);
    }
    declared
        .publishers
        .iter()
        .for_each(|publisher| table("publisher", &publisher.id, &publisher.name, String::new()));
    for topic in &declared.topics {
        table(
            "topic",
            &topic.id,
            &topic.name,
            format!("hashtags = {}\n", serde_json::to_string(&topic.hashtags).expect("strings are JSON")),
        );
    }
    let file = |path: String, text: &str| SourceFile { path, content: SourceContent::Bytes(text.into()) };
    let mut files = vec![file("corpus.toml".to_owned(), &info)];
    for statement in &import.statements {
        files.push(file(format!("statements/{}.md", statement.id), &statement.markdown));
    }
    let (corpus, findings) = read_corpus(&files);
    let open: usize = import.statements.iter().map(|statement| statement.to_fill_in.len()).sum();
    let errors: Vec<_> = findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert_eq!(findings.len(), open, "{findings:#?}");
    let corpus = corpus.expect("no error means a corpus");
    for (statement, body) in &corpus.statements {
        let imported =
            import.statements.iter().find(|imported| imported.id == statement.id).expect("the same ids");
        assert_eq!(statement.title, imported.title);
        assert_eq!(statement.date, imported.date);
        let blocks: Vec<&str> = body.blocks.iter().map(|block| body.block_text(block)).collect();
        let told: Vec<&str> = imported.passages.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(blocks, told, "{}", statement.id);
    }
}

/// The files, the declarations' names and the report's first lines, as one text to read.
fn shown(path: &str, document: &str) -> String {
    let documents = [(path, document.as_bytes())];
    let import = import_all(&documents);
    check_promises(&documents, &import);
    check_folder(&import);
    let mut shown = report::text(&import);
    for statement in &import.statements {
        let _ = write!(shown, "\n════ {} {:?}\n{}", statement.id, statement.lines, statement.markdown);
    }
    let declared = &import.declarations;
    let sides: Vec<&str> = declared.sides.iter().map(|side| side.name.as_str()).collect();
    let topics: Vec<&str> = declared.topics.iter().map(|topic| topic.name.as_str()).collect();
    let _ = write!(shown, "\n════ {sides:?} {topics:?} {:#?}\n", declared.speakers);
    shown
}

/// What a document is refused for.
fn check_refused(path: &str, document: &str, expected: &str) {
    let import = import_all(&[(path, document.as_bytes())]);
    let told = import.reports[0].error.as_deref().unwrap_or("not refused");
    assert!(told.contains(expected), "{path}: {told}");
    assert!(import.statements.is_empty(), "{path}");
}
