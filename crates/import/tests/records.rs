//! Tables and exports of our own: what their fields state, and what is told of the rest.

use crate::{check_folder, check_promises, check_refused, import_all, shown};
use proptest::prelude::*;
use serde_json::json;
use std::fmt::Write as _;

#[test]
fn a_table_states_its_metadata() {
    let table = "\u{FEFF}ID;Title;Date;Speaker;Role;Country;Type;Language;Tags;Source;Votes;Text\r\n\
        velm-1;On nets;2031-05-03T10:00:00Z;Edda Storm;Minister;Velm;speech;en;Peace talks|#Grain;https://example.org/1;7;\"First line\r\n\
        goes on.\r\n\r\nSecond, with \"\"quotes\"\".\"\r\n\
        ;;3/4/31;Ilmar Koss;;Tarn;sermon;English;;example.org;;One paragraph of his.\r\n\
        x;Empty;2031;;;;;;;;;\r\n";
    insta::assert_snapshot!(shown("table.csv", table));
}

#[test]
fn json_lines_and_an_array_are_the_same_table() {
    let rows = [
        json!({ "id": "velm-1", "date": "2031", "speaker": "Edda Storm", "country": "Velm", "title": "On nets",
            "lang": "en", "text": "First.\nSecond." }),
        json!({ "id": "velm-1", "date": "2031-06", "title": "Again", "text": ["A paragraph.", "Another."], "year": 2031 }),
    ];
    let lines: Vec<String> = rows.iter().map(ToString::to_string).collect();
    let lines = shown("rows.jsonl", &lines.join("\n"));
    insta::assert_snapshot!(lines);
    let array = serde_json::to_string_pretty(&rows).expect("it is JSON");
    let files = |shown: &str| -> Vec<String> {
        let body = shown.split_once("════").map_or("", |(_, body)| body);
        // The lines that an object stands in differ.
        body.lines().filter(|line| !line.ends_with(")]")).map(str::to_owned).collect()
    };
    assert_eq!(files(&shown("rows.json", &array)), files(&lines));
}

#[test]
fn an_export_of_telegram_is_a_statement_a_message() {
    let export = json!({
        "name": "Harbour News", "type": "public_channel", "id": 1,
        "messages": [
            { "id": 1, "type": "service", "date": "2031-05-01T08:00:00", "action": "pin_message", "text": "" },
            { "id": 2, "type": "message", "date": "2031-05-03T08:00:00", "date_unixtime": "1935475200", "from": "Harbour News",
                "text": ["🎙 Foreign Minister Edda Storm’s remarks\n\nWe met in ", { "type": "bold", "text": "Tarn" }, ".\n#Grain"],
                "text_entities": [{ "type": "plain", "text": "🎙 Foreign Minister Edda Storm’s remarks\n\nWe met in " },
                    { "type": "text_link", "text": "Tarn", "href": "https://example.org" }, { "type": "new sort", "text": ".\n#Grain" }] },
            { "id": 3, "type": "message", "date": "2031-05-04T08:00:00", "forwarded_from": "Velm Gazette", "text": "Boats have left.",
                "text_entities": [] },
            { "id": 4, "type": "message", "date": "2031-05-05T08:00:00", "photo": "a.jpg", "text": "" },
        ],
    });
    insta::assert_snapshot!(shown(
        "result.json",
        &serde_json::to_string_pretty(&export).expect("it is JSON")
    ));
}

#[test]
fn what_cannot_be_read_is_refused_with_a_remedy() {
    check_refused(
        "a.csv",
        "title,date\nA,2031\n",
        "name one of them text, body or content; there are \"title\", \"date\"",
    );
    check_refused("a.jsonl", "{\"title\": \"A\"}", "no key holds the text");
    check_refused(
        "a.csv",
        "title,text\nA,b,c\nD,e\nF\n",
        "line 2 has 3 fields where the first row names 2 columns; line 4 has 1",
    );
    check_refused("a.jsonl", "{\"text\": \"A\"}\n{\"text\": }\n\n[1]\n", "line 2 is no JSON object");
    check_refused("a.jsonl", "{\"text\": \"A\"}\n{\"text\": }\n\n[1]\n", "line 4 is no JSON object");
    check_refused("a.json", "[1, 2]", "an array of objects");
    check_refused("a.json", "{", "not JSON");
}

#[test]
fn prose_is_no_table() {
    for prose in [
        "[Opening remarks]\nThey spoke.",
        "{sic}\nThey spoke.",
        "Title, date, and text\nThey spoke, and left.\n",
    ] {
        let documents = [("words.txt", prose.as_bytes())];
        let import = import_all(&documents);
        check_promises(&documents, &import);
        assert_eq!(import.reports[0].format, "article", "{prose}");
    }
}

/// Words with all that a field has to be quoted for.
fn field() -> impl Strategy<Value = String> {
    "[a-c,;\"\n\t\u{1}#é. ]{0,12}"
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_row_of_any_table_is_accounted_for(rows in prop::collection::vec((field(), field(), field()), 0..6)) {
        let mut table = String::from("title,date,text\n");
        let mut lines = String::new();
        for (title, date, text) in &rows {
            let quoted = [title, date, text].map(|field| format!("\"{}\"", field.replace('"', "\"\"")));
            table.push_str(&quoted.join(","));
            table.push('\n');
            let _ = writeln!(lines, "{}", json!({ "title": title, "date": date, "text": text }));
        }
        let mut bodies = Vec::new();
        for (path, document) in [("any.csv", &table), ("any.jsonl", &lines)] {
            let documents = [(path, document.as_bytes())];
            let import = import_all(&documents);
            check_promises(&documents, &import);
            if !import.statements.is_empty() {
                check_folder(&import);
            }
            let body = |statement: &demarche_import::ImportedStatement| statement.passages.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>();
            bodies.push(import.statements.iter().map(body).collect::<Vec<_>>());
        }
        prop_assert_eq!(&bodies[0], &bodies[1]);
    }
}
