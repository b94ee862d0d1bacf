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
fn what_telegram_counts_below_a_post_ends_it() {
    check(
        "🎙 One\nText.\nText.\n1.2K views\nedited 12:30\nA post of one line.\n❤2 🔥1\nAnother.\n👁 12",
        &["🎙 One: 2", "A post of one line.: 6", "Another.: 8"],
    );
}

#[test]
fn a_post_without_a_heading_is_its_own_where_the_one_before_is_complete() {
    // An emoji begins a post.
    check("🎙 One\nText.\nText.\n🇷🇺 Good day.\nMore.\nMore.", &["🎙 One: 2", "🇷🇺 Good day.: 4 5"]);
    // Hashtags or an address end one.
    check("🎙 One\nText.\n#Sea\nText.\n#Sea\nGood day.\nMore.\nMore.", &["🎙 One: 2 3", "Good day.: 6 7"]);
    // A greeting without a heading is no speech that goes on.
    check(
        "Good day.\nText.\nText.\nGood night.\nMore.\nMore.\n👍1\n👍2",
        &["Good day.: 1 2", "Good night.: 4 5"],
    );
    check(
        "Good day.\nText.\nText.\nOne line.\n🎙 Two\nB.\nB.",
        &["Good day.: 1 2", "One line.: 4", "🎙 Two: 6"],
    );
    // Nor is a piece of news, whatever pictograph heads it.
    check("⚡️ News\nText.\nText.\nGood day.\nMore.\nMore.", &["⚡️ News: 2", "Good day.: 4 5"]);
    // An announced speech goes on.
    check("🎙 One\nText.\nText.\nGood day.\nMore.\nMore.", &["🎙 One: 2 4 5"]);
}

#[test]
fn a_message_that_begins_with_a_small_letter_goes_on_with_the_one_before() {
    check("🎙 One\nText of\nText of\nthe islands\nMore.\nMore.", &["🎙 One: 2 4 5"]);
    check("Good day.\nText,\nText,\nand then more.\nMore.\nMore.\n👍1\n👍2", &["Good day.: 1 2 4 5"]);
}

#[test]
fn a_post_that_stands_once_among_doubled_ones_is_whole() {
    check(
        "🎙 One\nText.\nText.\n👍1\nA short post\nFirst.\nSecond.\n🎙 Two\nB.\nB.",
        &["🎙 One: 2", "A short post: 6 7", "🎙 Two: 9"],
    );
}

/// Date, place, speaker and kind of the first statement.
fn check_read(document: &str, expected: [&str; 4]) {
    let import = import_all(&[("document.txt", document.as_bytes())]);
    let statement = &import.statements[0];
    let place = statement.markdown.lines().find_map(|line| line.strip_prefix("place: ")).unwrap_or_default();
    let found = [
        statement.date.map(|date| date.to_string()).unwrap_or_default(),
        place.trim_matches('"').to_owned(),
        statement.speaker.clone().unwrap_or_default(),
        statement.kind.map_or("", |kind| kind.id()).to_owned(),
    ];
    assert_eq!(found, expected, "{document}");
}

#[test]
fn marks_of_a_heading_are_read_in_any_order() {
    let read = ["2024-03-14", "Port Alder", "ko-son-min", "interview"];
    for post in [
        "🎙 Ambassador Ko Son-min’s interview (Port Alder, March 14, 2024)\nYes.\nYes.",
        "📅 March 14, 2024 📍 Port Alder 🎙 Ambassador Ko Son-min’s interview with the Gull\nYes.\nYes.",
        "📍 Port Alder 📅 March 14, 2024 📰 Ambassador Ko Son-min’s interview with the Gull\nYes.\nYes.",
        "📰 Ambassador Ko Son-min’s interview with the Gull 📍 Port Alder, Mar. 14, 2024\nYes.\nYes.",
        "🎙 Ambassador Ko Son-min’s interview with the Gull\n📅 March 14, 2024\n📍 Port Alder\nYes.\n📅 March 14, 2024\n📍 Port Alder\nYes.",
        "🎙 Ambassador Ko Son-min’s interview with the Gull\n📍 Port Alder, March 14, 2024\nYes.\n📍 Port Alder, March 14, 2024\nYes.",
    ] {
        check_read(post, read);
    }
    // The day of what a post invites to is not the post's.
    check_read("🗣 Come and see us\n📅 March 14, 2024\nBye.\n📅 March 14, 2024\nBye.", ["", "", "", "post"]);
}

#[test]
fn a_title_may_ask_and_a_byline_heads_nothing() {
    check("Will the talks fail?\nBy Tilda Moor\nThe envoys met for an hour.", &["Will the talks fail?: 2 3"]);
    let documents = [("a.txt", &b"Envoys meet\nBy Tilda Moor\nThe envoys met, and then they met again."[..])];
    let import = import_all(&documents);
    assert!(!import.statements[0].markdown.contains("## "), "{}", import.statements[0].markdown);
    // A question as long as its answer, or one of two sentences, is text.
    check("Will the talks fail?\nThey may.", &["Will the talks fail?: 1 2"]);
    check("They met. Why?\nNobody could tell the reporters.", &["They met. Why?: 1 2"]);
}

#[test]
fn a_title_about_a_speech_does_not_make_the_report_a_speech() {
    let text = "“It is wrong,” she said.";
    check_read(&format!("Foreign Minister Ada Brandt’s remarks draw anger\n{text}"), ["", "", "", "report"]);
    check_read(
        &format!("Statement by Ambassador Ko Son-min, Velt, May 4, 2024\n{text}"),
        ["2024-05-04", "Velt", "ko-son-min", "press-statement"],
    );
    check_read(
        &format!("Foreign Minister Ada Brandt’s remarks at a forum\n{text}"),
        ["", "", "ada-brandt", "remarks"],
    );
}

#[test]
fn listed_stories_lead_elsewhere() {
    check(
        "Brandt | Gull News\nShe met the council.\nRecommended Stories\nlist of 2 items\n- list 1 of 2Grain rises\n- list 2 of 2Ferries return.\nend of list\nThey talked.\nSource link",
        &["Brandt | Gull News: 2 8"],
    );
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
