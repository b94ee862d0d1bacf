//! Saved pages of our own: what of them becomes a statement, and what is told of the rest.

use crate::{check_folder, check_promises, check_refused, import_all, shown};
use demarche_import::report;
use proptest::prelude::*;

/// The words of the only statement, a line a block.
fn words(path: &str, page: &[u8]) -> String {
    let import = import_all(&[(path, page)]);
    let told = import.statements.iter().flat_map(|statement| &statement.passages);
    told.map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n")
}

/// What a page gives as its text.
fn check(page: &str, expected: &str) {
    let documents = [("page.html", page.as_bytes())];
    check_promises(&documents, &import_all(&documents));
    assert_eq!(words("page.html", page.as_bytes()), expected, "{page}");
}

#[test]
fn a_page_is_a_statement_and_the_rest_of_it_is_told() {
    insta::assert_snapshot!(shown("page.html", include_str!("../fixtures/page.html")));
}

#[test]
fn a_page_of_one_line_tells_what_it_leaves_out() {
    let page = include_str!("../fixtures/page.html");
    let (head, body) = page.split_once("<body>").expect("a body");
    let line = format!("{}<body>{}", head.replace('\n', " "), body.replace('\n', " "));
    let documents = [("page.html", line.as_bytes())];
    let import = import_all(&documents);
    check_promises(&documents, &import);
    assert_eq!(words("page.html", line.as_bytes()), words("page.html", page.as_bytes()));
    let told = report::text(&import);
    assert!(told.contains("(page): 1 lines = 1 kept + 0 dropped\n"), "{told}");
    let notes = |document: &[u8]| import_all(&[("page.html", document)]).reports[0].notes.clone();
    assert_eq!(notes(line.as_bytes()), notes(page.as_bytes()));
}

#[test]
fn the_text_of_a_page_is_found_where_no_element_names_it() {
    let text = "The envoys met on the quay and spoke for hours about nets and boats.";
    let menu =
        "<table><tr><td><a href=/a>World</a> <a href=/b>Sea</a> <a href=/c>Sport and more of it</a></table>";
    check(
        &format!("{menu}<div><div><p>{text}<p>They left.</div><div>Weather: calm</div></div>"),
        &format!("{text}\nThey left."),
    );
    check(&format!("<table><tr><td>{menu}<td><font>{text}</font></table>"), text);
    // The part of most articles, where the others are small; of a list of equals the whole.
    check(&format!("<article>{text}</article><article>Another story</article>"), text);
    check(
        "<main><article><p>One story of it.</article><article><p>Another story of it.</article><article><p>A third of it.</article></main>",
        "One story of it.\nAnother story of it.\nA third of it.",
    );
    check(&format!("<main><div class=\"related-news\">{text}</div></main>"), text);
    check(&format!("<div itemprop=articleBody>{text}</div><article>{text} {text}</article>"), text);
}

#[test]
fn words_that_are_not_shown_are_no_text() {
    check(
        "<article><p>Shown. <span hidden>Hidden.</span> <span style='display: none'>Hidden.</span><template>Hidden.</template>\
         <noscript>Hidden.</noscript><svg><text>Hidden.</text></svg><script>hidden()</script></article>",
        "Shown.",
    );
}

#[test]
fn a_line_of_the_body_may_state_the_date() {
    let import = import_all(&[("a.html", b"<h1>On nets</h1><p>Published on 3 May 2031<p>We met.")]);
    assert_eq!(import.statements[0].date.map(|date| date.to_string()).as_deref(), Some("2031-05-03"));
    assert_eq!(import.statements[0].passages, [(1, "We met.".to_owned())]);
}

#[test]
fn a_page_in_another_encoding_is_read_in_it() {
    let page = "<html><head><meta charset=\"windows-1251\"><title>О сетях</title></head>\n<body>\n<p>Послы встретились.\n</body>";
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(page);
    let import = import_all(&[("a.htm", &bytes)]);
    let report = &import.reports[0];
    assert_eq!(report.notes, ["read as windows-1251, as the document says"]);
    assert_eq!((report.lines.len(), report.kept()), (4, 2));
    assert_eq!(import.statements[0].title, "О сетях");
    assert_eq!(import.statements[0].passages, [(3, "Послы встретились.".to_owned())]);
}

#[test]
fn pages_that_hold_no_text_are_refused_with_a_remedy() {
    let remedy = "copy the text into a .txt document";
    check_refused("a.html", "<!DOCTYPE html><div id=app></div><script>start()</script>", remedy);
    check_refused("a.html", "", remedy);
    check_refused("a.txt", "<html><nav>World</nav>", remedy);
    check_refused("a.mht", "From: <Saved by Blink>\nMIME-Version: 1.0\n", "save it as a web page (HTML)");
    check_refused("a.txt", "From: <Saved by Blink>\nMIME-Version: 1.0\n", "save it as a web page (HTML)");
}

#[test]
fn a_page_of_five_megabytes_is_read() {
    let paragraph = |at| {
        format!("<div class=w><p>Envoy {at} <b>met</b> us &amp; spoke of <a href=/n>nets</a>.</p></div>\n")
    };
    let paragraphs: String = (0..60_000).map(paragraph).collect();
    assert!(paragraphs.len() > 5_000_000);
    let page = format!("<html><body><article><h1>Long</h1>{paragraphs}</article>");
    let import = import_all(&[("a.html", page.as_bytes())]);
    assert_eq!(import.statements[0].passages.len(), 60_000);
    assert_eq!(import.reports[0].kept(), 60_000);
}

/// Pieces of pages, well made or not.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<b>",
            "</b>",
            "<i>",
            "</i>",
            "<br>",
            "<ul>",
            "<ol start=7>",
            "<li>",
            "</li>",
            "</ul>",
            "</ol>",
            "<blockquote>",
            "</blockquote>",
            "<h1>",
            "</h1>",
            "<h3>",
            "</h3>",
            "<a href='/x?a=1&b;(c)'>",
            "<a href='javascript:x'>",
            "</a>",
            "<table><tr><td>",
            "<td>",
            "</table>",
            "<pre>",
            "</pre>",
            "<nav>",
            "</nav>",
            "<footer>",
            "</footer>",
            "<article>",
            "</article>",
            "<main>",
            "<title>",
            "</title>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "<aside>",
            "</aside>",
            "<figcaption>",
            "<form>",
            "<select><option>",
            "<svg>",
            "</svg>",
            "&lt;p&gt;",
            "&amp;amp;",
            "&nbsp;",
            "&#1;",
            "\n",
            "\n",
            "\r\n",
            " ",
            "**",
            "_",
            "# ",
            "1. ",
            "- ",
            "> ",
            "[a](b)",
            "Read also:",
            "May 3, 2031",
            "© Velm",
            "“",
            "»",
        ])
        .prop_map(String::from),
        "[a-zé]{1,6}[.!]?",
        "[^\\p{Cc}]{0,6}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_line_of_any_page_is_accounted_for(pieces in prop::collection::vec(piece(), 0..40)) {
        let page = pieces.concat();
        let documents = [("any.html", page.as_bytes())];
        let import = import_all(&documents);
        if import.reports[0].error.is_none() {
            check_promises(&documents, &import);
            check_folder(&import);
        } else {
            prop_assert!(import.statements.is_empty());
        }
        prop_assert_eq!(&import, &import_all(&documents));
    }
}
