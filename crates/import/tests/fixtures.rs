//! Our own documents of the five shapes, and small documents for single rules.

use crate::{check_folder, check_promises, import_all};
use demarche_import::report;
use std::fmt::Write as _;

/// The report and every file, as one text to read.
fn shown(path: &str, bytes: &[u8]) -> String {
    let import = import_all(&[(path, bytes)]);
    check_promises(&[(path, bytes)], &import);
    check_folder(&import);
    let mut shown = report::text(&import);
    for statement in &import.statements {
        let _ = write!(shown, "\n════ {} {:?}\n{}", statement.id, statement.lines, statement.markdown);
    }
    let _ = write!(shown, "\n════ declarations\n{:#?}\n", import.declarations);
    shown
}

#[test]
fn a_news_article_keeps_its_title_and_loses_its_caption() {
    insta::assert_snapshot!(shown("news_article.txt", include_bytes!("../fixtures/news_article.txt")));
}

#[test]
fn a_wire_article_keeps_its_standfirst_and_its_marks() {
    insta::assert_snapshot!(shown("wire_article.txt", include_bytes!("../fixtures/wire_article.txt")));
}

#[test]
fn a_tag_page_is_split_at_its_seams() {
    insta::assert_snapshot!(shown("tag_page.txt", include_bytes!("../fixtures/tag_page.txt")));
}

#[test]
fn an_analysis_without_a_title_has_its_title_to_fill_in() {
    insta::assert_snapshot!(shown("analysis.txt", include_bytes!("../fixtures/analysis.txt")));
}

#[test]
fn a_channel_is_undoubled_joined_and_split_into_posts() {
    insta::assert_snapshot!(shown("channel.txt", include_bytes!("../fixtures/channel.txt")));
}

/// Titles of the statements, each with its lines.
fn check(document: &str, expected: &[&str]) {
    let documents = [("document.txt", document.as_bytes())];
    let import = import_all(&documents);
    check_promises(&documents, &import);
    let found: Vec<String> = import
        .statements
        .iter()
        .map(|statement| {
            let lines: Vec<String> = statement.passages.iter().map(|(line, _)| line.to_string()).collect();
            format!("{}: {}", statement.title, lines.join(" "))
        })
        .collect();
    assert_eq!(found, expected, "{document}");
}

#[test]
fn a_line_that_recurs_in_another_post_is_that_posts_own() {
    check("🎙 One\nsame words\nsame words\n👍1\n🎙 Two\nsame words\nsame words", &["🎙 One: 2", "🎙 Two: 6"]);
    check("🎙 One\nA.\nB.\nA.\nB.\n🎙 One\nA.\nB.\nA.\nB.", &["🎙 One: 2 3", "🎙 One: 7 8"]);
}

#[test]
fn a_line_said_twice_in_a_post_stays_twice() {
    check("🎙 One\nNo.\nNo.\nNever.\nNo.\nNo.\nNever.", &["🎙 One: 2 3 4"]);
}

#[test]
fn a_channel_copied_without_doubling_is_split_at_its_headings() {
    check(
        "🎙 One\n📍 Velt, May 4, 2024\nFirst.\nSecond.\n👍3\n📰 Two\nThird.",
        &["🎙 One: 2 3 4", "📰 Two: 7"],
    );
}

#[test]
fn a_post_of_one_link_is_shown_as_the_link() {
    check("🎙 One\nText.\nText.\n👍2\nhttps://example.org/a\n👍1", &["🎙 One: 2", "https://example.org/a: 5"]);
}

#[test]
fn any_text_is_an_article() {
    check("Envoys meet\nThey met.", &["Envoys meet: 2"]);
    check("They met.", &["They met.: 1"]);
    check("Envoys meet", &["Envoys meet: 1"]);
    check("Envoys meet\nhttps://example.org/a", &["Envoys meet: 1"]);
    check("File Photo: an envoy", &[]);
    check("", &[]);
    check(" \n\u{a0}\n", &[]);
    check("\u{feff}Envoys meet\r\n\r\nThey met.\r\n", &["Envoys meet: 3"]);
    check("Envoys meet\n  They met. \n\tAgain.\t", &["Envoys meet: 2 3"]);
    check(
        "---\ntitle: x\n---\n# a\n> b.\n- c.\n1. d.\n<script>e.</script>\n&amp; [f](g).",
        &["---: 1 2 3 4 5 6 7 8 9"],
    );
}
