//! Feeds of our own: what their entries say, and what is told of the rest.

use crate::{check_folder, check_promises, check_refused, import_all, shown};
use proptest::prelude::*;
use serde_json::json;

#[test]
fn an_entry_of_rss_is_a_statement() {
    insta::assert_snapshot!(shown("feed.rss", include_str!("../fixtures/feed.rss")));
}

#[test]
fn an_entry_of_atom_is_a_statement() {
    insta::assert_snapshot!(shown("feed.xml", include_str!("../fixtures/feed.atom")));
}

#[test]
fn an_entry_of_a_json_feed_is_a_statement() {
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "Harbour Office", "language": "en",
        "home_page_url": "https://harbour.example.org/", "authors": [{ "name": "Edda Storm" }],
        "items": [
            { "id": 1, "url": "https://harbour.example.org/1", "title": "On nets & boats", "date_published": "2031-05-03T23:40:00+02:00",
                "content_html": "<p>We met &amp; <b>talked</b>.</p><p><a href='2'>More</a></p>", "tags": ["Nets", "#Peace"] },
            { "id": "2", "content_text": "First line.\n\nSecond <line>.", "date_modified": "2031-05-04" },
            { "id": "3", "title": "On ropes", "summary": "What was said of ropes", "language": "English", "authors": [{ "name": "admin" }] },
            { "id": "4", "title": "Nothing" },
        ],
    });
    insta::assert_snapshot!(shown("feed.json", &serde_json::to_string_pretty(&feed).expect("it is JSON")));
}

#[test]
fn an_older_rss_is_read_as_well() {
    let feed = "<?xml version=\"1.0\" encoding=\"windows-1251\"?>\n<!DOCTYPE rdf:RDF PUBLIC \"-//A\" \"a.dtd\">\n\
        <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" \
        xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel><title>Порт</title></channel>\n\
        <item rdf:about=\"https://example.org/1\">\n<title>О сетях</title><link>https://example.org/1</link>\
        <dc:date>2031-05-03</dc:date>\n<description>Послы встретились.\n\nИ простились.</description></item>\n</rdf:RDF>";
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(feed);
    let import = import_all(&[("a.rdf", &bytes)]);
    let statement = &import.statements[0];
    assert_eq!((statement.id.as_str(), statement.lang.as_str()), ("2031-05-03-o-setyakh", "ru"));
    assert_eq!(statement.lines, [(5, 9)]);
    let words: Vec<&str> = statement.passages.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(words, ["Послы встретились.", "И простились."]);
    // Several paragraphs may be the whole text; whether they are is for a person to say.
    assert!(statement.to_fill_in.contains(&"text".to_owned()));
    assert_eq!(import.declarations.publishers[0].name, "Порт");
}

#[test]
fn feeds_that_cannot_be_read_are_refused_with_a_remedy() {
    let bomb = "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\n<rss><channel><item><title>&b;</title></item></channel></rss>";
    check_refused("a.xml", bomb, "declares entities of its own");
    let hidden = "<!DOCTYPE rss SYSTEM \"a>b\" [<!ENTITY a \"a\">]><rss/>";
    check_refused("a.xml", hidden, "make a table of it");
    check_refused("a.xml", "\n<rss>\n<channel>\n<title>a&nbsp;b</title>", "no sound XML near line 4");
    check_refused("a.rss", "<rss><channel><item></channel></rss>", "mend it there");
    check_refused("a.txt", "<?xml version=\"1.0\"?><table/>", "make a table of it");
    check_refused("a.xml", "<table/>", "make a table of it");
    let feed = "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [\n{\"id\": 1, \"title\": 2}]}";
    check_refused("a.json", feed, "the entry in line 2 is not one of a JSON Feed");
}

#[test]
fn a_feed_without_entries_makes_no_statement() {
    let documents =
        [("a.xml", "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>Quiet</title>\n</feed>".as_bytes())];
    let import = import_all(&documents);
    check_promises(&documents, &import);
    assert!(import.statements.is_empty());
}

/// Words with all that mark-up has to be escaped for.
fn words() -> impl Strategy<Value = String> {
    "[a-c<>&;\"'*_#\\n é.…]{0,14}"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_entry_of_any_feed_is_accounted_for(
        entries in prop::collection::vec((words(), words(), prop::sample::select(vec!["", "velm-1", "velm-2"])), 0..5),
    ) {
        let mut rss = String::from("<rss><channel>\n");
        for (title, text, id) in &entries {
            let text = escaped(&format!("<p>{}</p>", escaped(text)));
            let title = escaped(&escaped(title));
            rss.push_str(&format!("<item><title>{title}</title><guid>{id}</guid><description>{text}</description></item>\n"));
        }
        rss.push_str("</channel></rss>\n");
        let items: Vec<_> = entries
            .iter()
            .map(|(title, text, id)| {
                let id = if id.is_empty() { json!(null) } else { json!(id) };
                json!({ "id": id, "title": title, "content_html": format!("<p>{}</p>", escaped(text)) })
            })
            .collect();
        let json = format!("{:#}", json!({ "version": "https://jsonfeed.org/version/1.1", "items": items }));
        let mut told = Vec::new();
        for (path, document) in [("any.xml", &rss), ("any.json", &json)] {
            let documents = [(path, document.as_bytes())];
            let import = import_all(&documents);
            prop_assert_eq!(&import.reports[0].error, &None, "{}", document);
            check_promises(&documents, &import);
            if !import.statements.is_empty() {
                check_folder(&import);
            }
            let words = |statement: &demarche_import::ImportedStatement| {
                let body: Vec<String> = statement.passages.iter().map(|(_, text)| text.clone()).collect();
                (statement.title.clone(), body)
            };
            told.push(import.statements.iter().map(words).collect::<Vec<_>>());
        }
        prop_assert_eq!(&told[0], &told[1]);
    }
}
