//! Tests of reading a folder: each fault with its message, place and remedy, and what a sound corpus comes to.

use super::*;
use crate::PartialDate;
use crate::body::BlockKind;

const INFO: &str = r##"title = "Talks on the strait"
licence = "CC0-1.0"

[[side]]
id = "norland"
name = "Norland"

[[side]]
id = "estmark"
name = "Estmark"

[[speaker]]
id = "anna-azul"
name = "Anna Azul"
role = "foreign minister"
side = "norland"
spellings = ["Анна Азул"]

[[speaker]]
id = "boris-blau"
name = "Boris Blau"
side = "estmark"

[[publisher]]
id = "norland-mfa"
name = "Foreign Ministry of Norland"
kind = "ministry"

[[event]]
id = "harbour-talks"
title = "Harbour talks"
date = "2024-10-22..2024-10-24"
place = "Port Ness"
participants = ["anna-azul", "estmark"]

[[topic]]
id = "grain"
name = "Grain trade"
hashtags = ["#Grain", "Wheat"]
words = ["wheat exports"]

[[alias]]
spellings = ["Port Ness", "Portness"]
"##;

const SOUND: &str = "---\ntitle: Opening words\ndate: 2024-10-22\nspeaker: anna-azul\n---\nWe begin.\n";

fn file(path: &str, content: impl Into<Vec<u8>>) -> SourceFile {
    SourceFile { path: path.to_owned(), content: SourceContent::Bytes(content.into()) }
}

/// Every finding: place, the bytes it points at, message, remedy.
fn report(files: &[SourceFile]) -> String {
    let (corpus, diagnostics) = read_corpus(files);
    let is_error = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error;
    assert_eq!(corpus.is_none(), diagnostics.iter().any(is_error));
    let mut places: Vec<_> = diagnostics.iter().map(|d| (d.path.clone(), d.line, d.column)).collect();
    places.dedup();
    assert!(places.is_sorted(), "{places:?}");
    let line = |d: &Diagnostic| {
        let bytes = files.iter().find(|file| file.path == d.path).map(|file| &file.content);
        let pointed = match bytes {
            Some(SourceContent::Bytes(bytes)) if d.line > 0 => {
                let slice = bytes.get(d.range.clone()).expect("ranges lie inside the file");
                let place = String::from_utf8_lossy(&bytes[..d.range.start]).matches('\n').count() + 1;
                assert_eq!(place, d.line, "the line is that of the range: {d:?}");
                format!(" `{}`", String::from_utf8_lossy(slice).escape_debug())
            }
            _ => String::new(),
        };
        format!("{}:{}:{}{pointed} {:?}: {} | {}", d.path, d.line, d.column, d.severity, d.message, d.help)
    };
    diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The findings about one statement beside a sound corpus.
fn check(statement: impl Into<Vec<u8>>) -> String {
    report(&[file("corpus.toml", INFO), file("statements/s.md", statement)]).replace("statements/s.md:", "")
}

/// The findings about front matter keys beside a title and a date.
fn check_keys(keys: &str) -> String {
    check(format!("---\ntitle: A title\ndate: 2024-10-22\n{keys}\n---\nWords.\n"))
}

/// The findings about `corpus.toml` beside a sound statement; lines that are not about it are a fault of the test.
fn check_info(info: &str) -> String {
    let statement = "---\ntitle: Opening words\ndate: 2024-10-22\n---\nWe begin.\n";
    report(&[file("corpus.toml", info), file("statements/s.md", statement)]).replace("corpus.toml:", "")
}

#[test]
fn a_sound_corpus_has_no_findings_and_keeps_what_was_written() {
    let full = "---\ntitle: \"Talks: day one\"\ndate: 2024-10\nspeaker: [anna-azul, boris-blau]\nkind: press-statement\nevent: harbour-talks\nplace: Port Ness\npublisher: norland-mfa\nsource:\n  url: https://example.org/a?b=1\n  title: Ministry's page\n  retrieved: 2024-11-01\ntopics: grain\nlang: nl\ntranslation_of: first\ntext: excerpt\nnote: >\n  Two\n  lines.\nparticipants: [estmark]\n---\nWords.\n\n## #Wheat\n\n- A *point*.\n";
    let files = [
        file("corpus.toml", INFO),
        file("statements/2024/full.md", full),
        file("statements/first.md", SOUND),
        file("statements/undated.md", "---\ntitle: No day\nto_fill_in: date\n---\nWords.\n"),
        file("statements/a-year.md", "---\ntitle: 1984\ndate: 2024\nkind: post\n---\nWords.\n"),
        file("notes.txt", "passed over"),
    ];
    assert_eq!(report(&files[..4]).lines().count(), 1);
    let (corpus, _) = read_corpus(&files);
    let corpus = corpus.expect("no errors");
    let order: Vec<&str> = corpus.statements.iter().map(|(statement, _)| statement.id.as_str()).collect();
    assert_eq!(order, ["first", "full", "a-year", "undated"]);
    let (statement, body) = &corpus.statements[1];
    assert_eq!(statement.title, "Talks: day one");
    assert_eq!(statement.date, PartialDate::parse("2024-10"));
    assert_eq!(statement.speakers, ["anna-azul", "boris-blau"]);
    assert_eq!(statement.sides, ["norland", "estmark"], "the sides are those of the speakers");
    assert_eq!(statement.kind, Some(crate::Kind::PressStatement));
    assert_eq!(statement.source.url, "https://example.org/a?b=1");
    assert_eq!(statement.source.retrieved, PartialDate::parse("2024-11-01"));
    assert_eq!((statement.lang.as_str(), statement.note.as_str()), ("nl", "Two lines."));
    assert_eq!(statement.translation_of.as_deref(), Some("first"));
    assert_eq!(statement.participants, ["estmark"]);
    assert_eq!(statement.topics, ["grain"], "stated and named by a heading, once");
    assert_eq!(body.blocks[2].topics, ["grain"]);
    assert_eq!(body.blocks[2].kind, BlockKind::ListItem { depth: 0, number: None, continued: false });
    assert_eq!(corpus.statements[2].0.title, "1984", "a scalar is the text that was written");
    assert_eq!(corpus.statements[2].0.lang, "en");
    let event = &corpus.info.events[0];
    assert_eq!(
        event.date.zip(event.end),
        PartialDate::parse("2024-10-22").zip(PartialDate::parse("2024-10-24"))
    );
    assert_eq!(corpus.info.topics[0].hashtags, ["Grain", "Wheat"]);
    assert_eq!(corpus.info.aliases[0].id, "port-ness");
}

#[test]
fn unknown_keys_and_values() {
    insta::assert_snapshot!(check_keys("speakr: anna-azul\nkind: intervew\ntext: whole\nsource: {link: x}\ncolour: red"), @r#"
    4:1 `speakr` Error: unknown key "speakr" in the front matter | Did you mean "speaker"?
    5:7 `intervew` Error: unknown kind "intervew" | Did you mean "interview"?
    6:7 `whole` Error: text cannot be "whole" | Write one of: full, excerpt, digest.
    7:10 `link` Error: unknown key "link" in source | The keys are: url, title, retrieved.
    8:1 `colour` Error: unknown key "colour" in the front matter | The keys are: title, date, speaker, side, kind, event, place, participants, publisher, source, topics, lang, translation_of, text, note, to_fill_in.
    "#);
}

#[test]
fn unknown_ids_are_answered_with_the_nearest() {
    insta::assert_snapshot!(check_keys("speaker: [anna-asul, Boris Blau]\nside: nordland\npublisher: bbc\ntopics:\n  - grain\n  - wheat\n  - war\nparticipants: estmarc\ntranslation_of: opening"), @r#"
    4:11 `anna-asul` Error: unknown speaker "anna-asul" | Did you mean "anna-azul"? Otherwise declare it in corpus.toml under [[speaker]].
    4:22 `Boris Blau` Error: unknown speaker "Boris Blau" | Did you mean "boris-blau"? Otherwise declare it in corpus.toml under [[speaker]].
    5:7 `nordland` Error: unknown side "nordland" | Did you mean "norland"? Otherwise declare it in corpus.toml under [[side]].
    6:12 `bbc` Error: unknown publisher "bbc" | Declare it in corpus.toml under [[publisher]].
    9:5 `wheat` Error: unknown topic "wheat" | Did you mean "grain"? Otherwise declare it in corpus.toml under [[topic]].
    10:5 `war` Error: unknown topic "war" | Declare it in corpus.toml under [[topic]].
    11:15 `estmarc` Error: unknown participant "estmarc" | Did you mean "estmark"? Otherwise declare it in corpus.toml under [[speaker]] or [[side]].
    12:17 `opening` Error: unknown statement "opening" | Write the file name of another statement, without .md.
    "#);
}

#[test]
fn an_undeclared_event() {
    insta::assert_snapshot!(check_keys("event: harbor-talks"), @r#"4:8 `harbor-talks` Error: unknown event "harbor-talks" | Did you mean "harbour-talks"? Otherwise declare it in corpus.toml under [[event]]."#);
}

#[test]
fn missing_keys() {
    insta::assert_snapshot!(check("---\nkind: interview\ntitle: ''\n---\nWords.\n"), @r#"
    1:1 `---` Error: missing date | Add a line such as: date: 2024-11-05 (or 2024-11, or 2024).
    1:1 `---` Error: missing speaker, which a statement of kind interview needs | Add a line such as: speaker: lavrov
    1:1 `---` Error: missing title | Add a line such as: title: Remarks after the talks
    "#);
}

#[test]
fn a_blank_value_is_missing_and_a_value_of_another_shape_is_not() {
    insta::assert_snapshot!(check("---\ntitle: A\ndate: ' '\nkind: interview\nspeaker: ['']\n---\nWords.\n"), @r"
    1:1 `---` Error: missing date | Add a line such as: date: 2024-11-05 (or 2024-11, or 2024).
    1:1 `---` Error: missing speaker, which a statement of kind interview needs | Add a line such as: speaker: lavrov
    ");
    insta::assert_snapshot!(check("---\ntitle: [A]\ndate: {a: 1}\nkind: interview\nspeaker: {id: a}\n---\nWords.\n"), @r"
    2:8 `[` Error: title must be one text | Write a single value, in quotation marks where in doubt.
    3:7 `{` Error: date must be one text | Write a single value, in quotation marks where in doubt.
    5:10 `{` Error: speaker must be one text or a list of texts | Write speaker: a, or speaker: [a, b].
    ");
}

#[test]
fn what_is_declared_as_to_be_filled_in_is_a_warning() {
    insta::assert_snapshot!(check("---\nkind: speech\nto_fill_in: [title, date, speaker, publisher, speker]\n---\nWords.\n"), @r#"
    3:14 `title` Warning: title is still to be filled in | Fill it in and remove it from to_fill_in.
    3:21 `date` Warning: date is still to be filled in | Fill it in and remove it from to_fill_in.
    3:27 `speaker` Warning: speaker is still to be filled in | Fill it in and remove it from to_fill_in.
    3:36 `publisher` Warning: publisher is still to be filled in | Fill it in and remove it from to_fill_in.
    3:47 `speker` Error: unknown key "speker" in to_fill_in | Did you mean "speaker"?
    "#);
}

#[test]
fn impossible_dates() {
    insta::assert_snapshot!(check("---\ntitle: A\ndate: 2024-02-30\nsource:\n  retrieved: 5 May 2024\n---\nWords.\n"), @r#"
    3:7 `2024-02-30` Error: there is no date "2024-02-30" | Write a day (2024-11-05), a month (2024-11) or a year (2024).
    5:14 `5 May 2024` Error: "5 May 2024" is not a date | Write a day (2024-11-05), a month (2024-11) or a year (2024).
    "#);
}

#[test]
fn duplicate_ids_of_statements() {
    let files =
        [file("corpus.toml", INFO), file("statements/b/one.md", SOUND), file("statements/a/one.md", SOUND)];
    insta::assert_snapshot!(report(&files), @r#"statements/b/one.md:0:0 Error: the id "one" is already that of statements/a/one.md | The file name is the id: rename one of the two."#);
}

#[test]
fn ids_unfit_for_an_address() {
    let paths = ["a b", "a?b", "..", "a..b", "-a", "a%20b", "é-ё-1_2.x", "e\u{301}"];
    let files: Vec<SourceFile> = std::iter::once(file("corpus.toml", INFO))
        .chain(paths.iter().map(|id| file(&format!("statements/{id}.md"), SOUND)))
        .collect();
    insta::assert_snapshot!(report(&files), @r#"
    statements/-a.md:0:0 Error: the id "-a" does not begin with a letter or a digit | The file name is the id. Use letters, digits, ".", "_" and "-", and begin with a letter or a digit.
    statements/...md:0:0 Error: the id ".." holds "..", which is unfit for an address | The file name is the id. Use letters, digits, ".", "_" and "-", and begin with a letter or a digit.
    statements/a b.md:0:0 Error: the id "a b" holds ' ', which is unfit for an address | The file name is the id. Use letters, digits, ".", "_" and "-", and begin with a letter or a digit.
    statements/a%20b.md:0:0 Error: the id "a%20b" holds '%', which is unfit for an address | The file name is the id. Use letters, digits, ".", "_" and "-", and begin with a letter or a digit.
    statements/a..b.md:0:0 Error: the id "a..b" holds "..", which is unfit for an address | The file name is the id. Use letters, digits, ".", "_" and "-", and begin with a letter or a digit.
    statements/a?b.md:0:0 Error: the id "a?b" holds '?', which is unfit for an address | The file name is the id. Use letters, digits, ".", "_" and "-", and begin with a letter or a digit.
    "#);
}

#[test]
fn faults_of_tables() {
    let info = "title = \"T\"\nlanguage = \"english language\"\nlicense = \"CC0\"\n\n[[side]]\nid = \"a\"\nname = \"A\"\n\n[[side]]\nid = \"a\"\nname = \"Again\"\n\n[[topic]]\nid = \"grain\"\n\n[[topic]]\nname = \"No id\"\n\n[[speaker]]\nid = \"x y\"\nname = \"X\"\nside = \"b\"\ncolour = \"red\"\n\n[[event]]\nid = \"e\"\ntitle = \"E\"\ndate = \"2024-10-22..2024-10-20\"\nparticipants = [\"nobody\"]\n\n[[event]]\nid = \"f\"\ntitle = \"F\"\ndate = 2024-10-22\nend = \"2024-11-31\"\n\n[[alias]]\nspellings = [\"one\"]\n\n[publisher]\nid = \"p\"\n";
    insta::assert_snapshot!(check_info(info), @r#"
    2:12 `\"english language\"` Error: "english language" is not a language tag | Write a BCP 47 tag such as en, ru or pt-BR.
    3:1 `license` Error: unknown key "license" in corpus.toml | Did you mean "licence"?
    10:6 `\"a\"` Error: the side "a" is declared twice | Give one of them another id, or merge the two tables.
    13:1 `[[topic]]` Error: the topic "grain" has no name | Add a line such as: name = "…"
    16:1 `[[topic]]` Error: this topic has no id | Add a line such as: id = "short-name"
    20:6 `\"x y\"` Error: the id "x y" holds ' ', which is unfit for an address | Use letters, digits, ".", "_" and "-", and begin with a letter or a digit.
    22:8 `\"b\"` Error: unknown side "b" | Declare it in corpus.toml under [[side]].
    23:1 `colour` Error: unknown key "colour" in [[speaker]] | The keys are: id, name, role, side, spellings.
    28:8 `\"2024-10-22..2024-10-20\"` Error: the event ends on 2024-10-20, before it begins on 2024-10-22 | Exchange the two dates.
    29:17 `\"nobody\"` Error: unknown participant "nobody" | Declare it in corpus.toml under [[speaker]] or [[side]].
    35:7 `\"2024-11-31\"` Error: there is no date "2024-11-31" | Write a day (2024-11-05), a month (2024-11) or a year (2024).
    38:13 `[\"one\"]` Error: an alias with fewer than two spellings | List two or more: spellings = ["Kyiv", "Kiev"]
    40:1 `[publisher]` Error: publisher must be a list of tables | Begin each one with a line [[publisher]].
    "#);
}

#[test]
fn toml_and_yaml_that_cannot_be_parsed() {
    insta::assert_snapshot!(check_info("title = \"T\nend = 2024-11-31\nlanguage = en\n[[side]]\nid = \"a\"\nname = \"A\"\n"), @r#"
    1:11 `` Error: this is not TOML: invalid basic string, expected `"` | See https://toml.io; texts stand in quotation marks, lists in brackets.
    2:1 `end` Error: unknown key "end" in corpus.toml | The keys are: title, description, licence, language, site, side, speaker, publisher, event, topic, alias.
    2:7 `2024-11-31` Error: this is not TOML: invalid date, expected day between 01 and 30 | See https://toml.io; texts stand in quotation marks, lists in brackets.
    3:12 `en` Error: this is not TOML: string values must be quoted, expected literal string | See https://toml.io; texts stand in quotation marks, lists in brackets.
    "#);
    let unclosed = check_info(&format!("title = \"T\"\ndescription = {}\n", "[".repeat(30)));
    assert_eq!(unclosed.matches("unclosed array").count(), 1, "{unclosed}");
    insta::assert_snapshot!(check("---\ntitle: Talks: day one\ndate: 2024-10-22\n---\n[a](javascript:x)\n"), @r#"
    2:1 `title: Talks: day one` Error: this is not YAML: mapping values are not allowed in this context | Put texts that hold ": " or begin with one of [ { & * ! | > % @ into quotation marks.
    5:1 `[a](javascript:x)` Warning: link to "javascript:x" is dropped, its text is kept | Only addresses that begin with http://, https:// or mailto: are kept.
    "#);
    insta::assert_snapshot!(check("---\ntitle: [a\ndate: 2024-10-22\n---\nWords.\n"), @r#"2:1 `title: [a` Error: this is not YAML: illegal placement of ':' indicator | Put texts that hold ": " or begin with one of [ { & * ! | > % @ into quotation marks."#);
    insta::assert_snapshot!(check("---\ntitle: A\ntitle: B\ndate: 2024-10-22\n---\nWords.\n"), @"3:1 `title: B` Error: this key stands twice | Keep one of the two.");
    insta::assert_snapshot!(check("---\n- a\n---\nWords.\n"), @r#"
    1:1 `---` Error: missing date | Add a line such as: date: 2024-11-05 (or 2024-11, or 2024).
    1:1 `---` Error: missing title | Add a line such as: title: Remarks after the talks
    2:1 `` Error: the front matter must consist of keys with values | The keys are: title, date, speaker, side, kind, event, place, participants, publisher, source, topics, lang, translation_of, text, note, to_fill_in.
    "#);
}

#[test]
fn fences() {
    insta::assert_snapshot!(check("Words only.\n"), @"1:1 `Words only.` Error: the file has no front matter | Begin the file with a line ---, then title: and date:, then another line ---.");
    insta::assert_snapshot!(check("---\ntitle: A\ndate: 2024\n\nWords.\n"), @"1:1 `---` Error: the front matter has no end | Close it with a line --- before the words begin.");
    insta::assert_snapshot!(check("---\n---\nWords.\n"), @r#"
    1:1 `---` Error: missing date | Add a line such as: date: 2024-11-05 (or 2024-11, or 2024).
    1:1 `---` Error: missing title | Add a line such as: title: Remarks after the talks
    "#);
}

#[test]
fn empty_bodies_and_empty_files() {
    insta::assert_snapshot!(check("---\ntitle: A\ndate: 2024\n---\n \n"), @"5:1 `` Error: the statement has no words | Write them below the front matter.");
    insta::assert_snapshot!(check("---\ntitle: A\ndate: 2024\n---\n\n# Only a heading\n\n<p></p>\n"), @r#"
    5:1 `` Error: the statement has no words | Write them below the front matter.
    8:1 `<p></p>\n` Warning: HTML is dropped | Write it as Markdown; a "<" that is meant as such is written "\<".
    "#);
    insta::assert_snapshot!(check(""), @"0:0 Error: the file is empty | Write something into it, or remove it.");
    insta::assert_snapshot!(report(&[file("corpus.toml", ""), file("statements/s.md", SOUND)]), @"corpus.toml:0:0 Error: the file is empty | Write something into it, or remove it.");
}

#[test]
fn bytes_that_are_not_utf8() {
    insta::assert_snapshot!(check(b"---\ntitle: A\ndate: 2024\n---\nCaf\xe9 talks.\n".as_slice()), @"5:4 `�` Error: the file is not UTF-8: byte 31 is 0xE9 | Save it as UTF-8; it may be in windows-1251 or UTF-16.");
}

#[test]
fn control_characters() {
    insta::assert_snapshot!(check("---\ntitle: A\u{7}b\ndate: 2024\n---\nTab\there, next\u{85}line, lone\rreturn.\n"), @r"2:9 `\u{7}` Error: control character U+0007, and 2 more in this file | Remove it: only tabs and line feeds may stand in a text.");
    for (c, help) in [('\r', "Put a line feed"), ('\u{92}', "Replace it: where"), ('\u{c}', "Remove it")] {
        let findings = check(format!("---\ntitle: A\ndate: 2024\n---\nOne{c}two.\n"));
        assert!(findings.contains(&format!("| {help}")) && findings.lines().count() == 1, "{findings}");
    }
    insta::assert_snapshot!(check("---\ntitle: \"A\\x07b\"\ndate: 2024\n---\nWords &#27; here.\n"), @r#"
    2:8 `\"A\\x07b\"` Error: control character U+0007 in title | Remove it: it cannot be shown.
    5:7 `&#27;` Error: an entity stands for the control character U+001B | Remove it: it cannot be shown.
    "#);
}

#[test]
fn windows_line_ends_are_read_with_a_warning() {
    insta::assert_snapshot!(check("---\r\ntitle: A\r\ndate: 2024-13\r\nkind: post\r\n---\r\nOne\r\ntwo <b>three</b>.\r\n"), @r#"
    1:4 `\r\n` Warning: lines end in CR LF, as Windows writes them | They are read as plain line feeds; convert the file, for instance with dos2unix.
    3:7 `2024-13` Error: there is no date "2024-13" | Write a day (2024-11-05), a month (2024-11) or a year (2024).
    7:5 `<b>` Warning: HTML is dropped | Write it as Markdown; a "<" that is meant as such is written "\<".
    "#);
    let statement = SOUND.replace('\n', "\r\n").replace("begin.", "begin\r\nnow.");
    let (corpus, _) = read_corpus(&[file("corpus.toml", INFO), file("statements/s.md", statement)]);
    assert_eq!(corpus.expect("only a warning").statements[0].1.text, "We begin now.");
}

#[test]
fn a_byte_order_mark_is_skipped_with_a_warning() {
    insta::assert_snapshot!(check(format!("\u{feff}{}", SOUND.replace("anna-azul", "nobody"))), @r#"
    1:1 `` Warning: the file begins with a byte order mark | It is skipped; save the file as UTF-8 without it.
    4:10 `nobody` Error: unknown speaker "nobody" | Declare it in corpus.toml under [[speaker]].
    "#);
}

#[test]
fn files_that_were_not_read() {
    let unread = |path: &str, content| SourceFile { path: path.to_owned(), content };
    let files = [
        file("corpus.toml", INFO),
        unread("statements/huge.md", SourceContent::TooLarge(10_000_000)),
        unread("statements/linked.md", SourceContent::LinkOutside),
        unread("statements/away", SourceContent::LinkOutside),
        unread("statements/loud.MD", SourceContent::Misnamed),
        unread("statements/secret.md", SourceContent::Unreadable("permission denied".to_owned())),
        file("statements/large.md", vec![b'a'; MAX_FILE_BYTES as usize + 1]),
    ];
    insta::assert_snapshot!(report(&files), @r#"
    statements/away:0:0 Error: the symbolic link leads out of the corpus folder | Put the file itself in the place of the link.
    statements/huge.md:0:0 Error: the file has 10000000 bytes, and no more than 5000000 are read | Split it: one file holds one statement.
    statements/large.md:0:0 Error: the file has 5000001 bytes, and no more than 5000000 are read | Split it: one file holds one statement.
    statements/linked.md:0:0 Error: the symbolic link leads out of the corpus folder | Put the file itself in the place of the link.
    statements/loud.MD:0:0 Warning: the file is passed over: its name does not end in .md | Rename it, or move it out of the folder statements.
    statements/secret.md:0:0 Error: the file cannot be read: permission denied | Check that it exists and that you may read it.
    "#);
}

#[test]
fn a_corpus_without_its_files() {
    insta::assert_snapshot!(report(&[]), @r#"
    corpus.toml:0:0 Error: the corpus has no corpus.toml | Write one with a line such as: title = "Talks of 2024"
    statements:0:0 Warning: the corpus has no statement | Put one Markdown file a statement into the folder statements.
    "#);
    insta::assert_snapshot!(report(&[file("corpus.toml", INFO)]), @"statements:0:0 Warning: the corpus has no statement | Put one Markdown file a statement into the folder statements.");
    // What is not declared because its file is missing is not reported statement by statement.
    insta::assert_snapshot!(report(&[file("statements/s.md", SOUND)]), @r#"corpus.toml:0:0 Error: the corpus has no corpus.toml | Write one with a line such as: title = "Talks of 2024""#);
}

#[test]
fn addresses_of_sources() {
    for url in ["javascript:alert(1)", "ftp://example.org", "//example.org", "'https://a b'", "mailto:a@b.c"]
    {
        let findings = check_keys(&format!("source:\n  url: {url}"));
        assert!(
            findings.contains("source.url cannot be") && findings.lines().count() == 1,
            "{url}: {findings}"
        );
    }
    insta::assert_snapshot!(check_keys("source:\n  url: javascript:alert(1)"), @r#"5:8 `javascript:alert(1)` Error: source.url cannot be "javascript:alert(1)" | Write an address that begins with http:// or https:// and holds no space."#);
    insta::assert_snapshot!(check_keys("source: https://example.org"), @"4:9 `https://example.org` Error: source must consist of keys with values | The keys are: url, title, retrieved.");
}

#[test]
fn shapes_of_values() {
    insta::assert_snapshot!(check_keys("speaker: {id: anna-azul}\nplace: [a, b]\nlang: english language\nevent:\nside: []\nkind: no"), @r#"
    4:10 `{` Error: speaker must be one text or a list of texts | Write speaker: a, or speaker: [a, b].
    5:8 `[` Error: place must be one text | Write a single value, in quotation marks where in doubt.
    6:7 `english language` Error: "english language" is not a language tag | Write a BCP 47 tag such as en, ru or pt-BR.
    9:7 `no` Error: unknown kind "no" | Write one of: speech, remarks, interview, readout, communique, press-statement, post, report, analysis.
    "#);
}

#[test]
fn findings_of_several_files_come_in_order() {
    let broken = "---\ntitle: A\ndate: 20240-1\nspeaker: nobody\n---\n<b>x</b>\n";
    let files = [
        file("statements/b.md", broken),
        file("corpus.toml", "title = 1\ncolor = 2"),
        file("statements/a.md", broken),
    ];
    insta::assert_snapshot!(report(&files), @r#"
    corpus.toml:2:1 `color` Error: unknown key "color" in corpus.toml | The keys are: title, description, licence, language, site, side, speaker, publisher, event, topic, alias.
    statements/a.md:3:7 `20240-1` Error: "20240-1" is not a date | Write a day (2024-11-05), a month (2024-11) or a year (2024).
    statements/a.md:4:10 `nobody` Error: unknown speaker "nobody" | Declare it in corpus.toml under [[speaker]].
    statements/a.md:6:1 `<b>` Warning: HTML is dropped | Write it as Markdown; a "<" that is meant as such is written "\<".
    statements/b.md:3:7 `20240-1` Error: "20240-1" is not a date | Write a day (2024-11-05), a month (2024-11) or a year (2024).
    statements/b.md:4:10 `nobody` Error: unknown speaker "nobody" | Declare it in corpus.toml under [[speaker]].
    statements/b.md:6:1 `<b>` Warning: HTML is dropped | Write it as Markdown; a "<" that is meant as such is written "\<".
    "#);
}

proptest::proptest! {
    #[test]
    fn random_files_never_panic(info in "[\\PC\n\r]{0,60}", statement in "(---\n)?[a-z: \n\\[\\]{}\"'&*!|>#\r\\PC]{0,80}(\n---\n)?\\PC{0,30}") {
        report(&[file("corpus.toml", info), file("statements/s.md", statement)]);
    }

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..80)) {
        report(&[file("corpus.toml", bytes.clone()), file("statements/s.md", bytes)]);
    }
}

/// What is said of a `[site]` table, with these files in the folder.
fn site_report(table: &str, pictures: &[SourceFile]) -> String {
    let info = format!("title = \"Talks\"\n[site]\n{table}\n");
    let mut files = vec![
        file("corpus.toml", info),
        file("statements/one.md", "---\ntitle: One\ndate: 2024\n---\nWe begin.\n"),
    ];
    files.extend(pictures.iter().cloned());
    report(&files)
}

#[test]
fn every_fault_of_the_site_table_is_told_at_once() {
    let table = r##"url = "http://example.org/talks"
short-name = "The talks on the strait and on all that followed"
logo = "../crest.svg"
image = "looks/preview.png"
colour = "#ffcc00"
colour-dark = "blue"
footer = "Written by [us](javascript:alert(1)) with <b>care</b>"
colors = "#fff"
"##;
    insta::assert_snapshot!(site_report(table, &[]), @r##"
    corpus.toml:3:7 `\"http://example.org/talks\"` Error: site.url cannot be "http://example.org/talks" | Write the address at which the first page will be, such as https://example.org/talks/, without ? and #.
    corpus.toml:4:14 `\"The talks on the strait and on all that followed\"` Error: short-name has 48 characters, and an icon has room for 30 | Shorten it to a word or two.
    corpus.toml:5:8 `\"../crest.svg\"` Error: logo cannot be "../crest.svg", which is no path inside the corpus folder | Write where it lies in the corpus folder, with /, such as looks/crest.svg.
    corpus.toml:6:9 `\"looks/preview.png\"` Error: the image "looks/preview.png" is not in the corpus folder | Put it there, or correct the path: capitals count.
    corpus.toml:7:10 `\"#ffcc00\"` Error: the contrast of #ffcc00 on #f3f1ea in the light theme is 1.33 to 1, and text needs 4.5 to 1 | The nearest shade that can be read is #816700.
    corpus.toml:8:15 `\"blue\"` Error: colour-dark cannot be "blue" | Write # and six hexadecimal digits, such as #274c7e.
    corpus.toml:9:10 `\"Written by [us](javascript:alert(1)) with <b>care</b>\"` Warning: HTML is dropped | Write it as Markdown; a "<" that is meant as such is written "\<".
    corpus.toml:9:10 `\"Written by [us](javascript:alert(1)) with <b>care</b>\"` Error: link to "javascript:alert(1)" is dropped, its text is kept | Only addresses that begin with http://, https:// or mailto: are kept.
    corpus.toml:10:1 `colors` Error: unknown key "colors" in [site] | Did you mean "colour"?
    "##);
}

#[test]
fn a_picture_has_to_be_what_it_is_used_for() {
    let check = |key: &str, content: SourceContent, expected: &str| {
        let path = "looks/a.svg".to_owned();
        let told = site_report(&format!("{key} = \"looks/a.svg\""), &[SourceFile { path, content }]);
        assert!(told.contains(expected), "{told}");
    };
    let bytes = |bytes: &[u8]| SourceContent::Bytes(bytes.to_vec());
    check("logo", bytes(b"GIF89a"), "is not a picture that can be shown there");
    check("image", bytes(b"<svg/>"), "has to be one of PNG, JPEG, WebP");
    check("logo", bytes(b"<svg><script>x()</script></svg>"), "holds a script");
    check(
        "logo",
        bytes(&[b"<svg>".as_slice(), &[b' '; 64_000]].concat()),
        "has 64005 bytes, and may have 64000",
    );
    check("logo", SourceContent::TooLarge(9_000_000), "has 9000000 bytes, and may have 64000");
    check("logo", SourceContent::LinkOutside, "is a symbolic link that leads out");
    check(
        "logo",
        SourceContent::Unreadable("permission denied".to_owned()),
        "cannot be read: permission denied",
    );
}

#[test]
fn a_sound_site_table_gives_what_publishing_needs() {
    let table = r##"
[site]
url = "https://example.org/talks"
short-name = "Talks"
logo = "crest.svg"
image = "preview.png"
colour = "#8a2b0e"
footer = "Kept by the [Archive](https://archive.example/?a=1&b=2) & friends; write to <desk@archive.example>."
"##;
    let files = [
        file("corpus.toml", format!("{INFO}{table}")),
        file("crest.svg", "<svg/>"),
        file("preview.png", *b"\x89PNG\r\n\x1a\n"),
        file("statements/one.md", SOUND),
    ];
    let (corpus, diagnostics) = read_corpus(&files);
    assert_eq!(diagnostics, []);
    let footer = corpus.expect("a sound corpus").info.footer;
    let footer: Vec<(&str, &str)> =
        footer.iter().map(|part| (part.text.as_str(), part.url.as_str())).collect();
    assert_eq!(
        footer,
        [
            ("Kept by the ", ""),
            ("Archive", "https://archive.example/?a=1&b=2"),
            (" & friends; write to ", ""),
            ("desk@archive.example", "mailto:desk@archive.example"),
            (".", ""),
        ]
    );
    let site = read_site(&files);
    assert_eq!(site.url.as_deref(), Some("https://example.org/talks/"));
    assert_eq!(site.short_name.as_deref(), Some("Talks"));
    assert_eq!(site.logo.map(|logo| logo.format), Some(PictureFormat::Svg));
    assert_eq!(site.image.map(|image| image.format), Some(PictureFormat::Png));
    let accent = site.accent.expect("a colour is written");
    assert_eq!(accent.light.to_string(), "#8a2b0e");
    assert_eq!(accent.dark.to_string(), "#be8979", "the nearest shade that can be read on dark paper");
    assert_eq!(read_site(&[file("corpus.toml", INFO)]), SiteInfo::default());
}

#[test]
fn addresses_of_a_site_are_those_of_a_folder() {
    let check = |url: &str, is_fine: bool| {
        let told = site_report(&format!("url = {url:?}"), &[]);
        assert_eq!(!told.contains("Error"), is_fine, "{url}: {told}");
    };
    for fine in ["https://example.org", "https://example.org/a/", "http://localhost:8080/"] {
        check(fine, true);
    }
    for wrong in [
        "http://example.org/",
        "https://",
        "https:///a",
        "ftp://example.org/",
        "javascript:alert(1)",
        "//example.org/",
        "https://example.org/?a",
        "https://example.org/#a",
        "https://example.org/index.html",
        "https://me@example.org/",
        "https://example.org/\"onload=x",
        "https://example.org/a b/",
        "/talks/",
        "mailto:a@b.example",
        "https://пример.example/",
        "http://127.0.0.1.example/",
    ] {
        check(wrong, false);
    }
}
