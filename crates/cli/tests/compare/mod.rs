//! `demarche compare`: files and statements, and the shape that scripts rely on.

use crate::tool::Workshop;
use demarche_compare::{InCorpus, Meanings, Place, Setting, Text, meanings, witness};
use demarche_corpus::{Body, Pack};
use demarche_search::Engine;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

const A: &str = "Joint notes\n\nМинистры встретились. Anna Azul announced that the Lakeside ferry reopens on 4 March.\n\nThe lighthouse at Port Ness gets 12 new lamps.\n";
const B: &str = "---\ntitle: Other notes\ndate: 2024\n---\n# Notes\n\nA choir sang.\n\nAnna Azul announced that the Lakeside ferry reopens on 4 March.\n";

#[test]
fn files_are_compared_and_offsets_are_bytes_of_the_input() {
    let workshop = Workshop::new();
    workshop.write("a.txt", A);
    workshop.write("b.md", B);
    let run = workshop.run(&["compare", "a.txt", "b.md", "--json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let found: Value = serde_json::from_str(&run.out).expect("JSON");
    let sentences = |side: &str, text: &str| -> Vec<String> {
        let sentence = |value: &Value| {
            let byte = |key: &str| value[key].as_u64().expect("a number") as usize;
            text[byte("start")..byte("end")].to_owned()
        };
        found[side]["sentences"].as_array().expect("a list").iter().map(sentence).collect()
    };
    let (a, b) = (sentences("a", A), sentences("b", B));
    assert_eq!(a[1], "Министры встретились.");
    assert_eq!(b[0], "A choir sang.", "neither front matter nor headings");
    let pair = &found["pairs"][0];
    let index = |side: &str| pair[side][0].as_u64().expect("a number") as usize;
    assert_eq!((pair["kind"].as_str(), &a[index("a")]), (Some("same"), &b[index("b")]));
    let is_lamps = |row: &&Value| row["value"].as_str().is_some_and(|value| value.contains("12"));
    let lamps = found["ledger"].as_array().expect("a list").iter().find(is_lamps).expect("the number");
    assert_eq!((&lamps["class"], &lamps["in"]), (&Value::from("number"), &Value::from("a")));
}

#[test]
fn statements_are_taken_from_a_pack() {
    let workshop = Workshop::new();
    assert_eq!(workshop.run(&["pack", "corpus"]).code, 0);
    let run = workshop.run(&["compare", "opening", "opening", "--pack", "corpus.pack"]);
    assert_eq!(run.code, 0);
    assert!(
        run.out.starts_with(
            "A: opening · Opening words · 4 Mar 2024 · English · 3 passages, full\n\
             B: opening · Opening words · 4 Mar 2024 · English · 3 passages, full\n\
             3 of 3 passages of A have a counterpart in B"
        ),
        "{}",
        run.out
    );
    let run = workshop.run(&["compare", "opening", "readout", "--pack", "corpus.pack"]);
    assert!(run.out.contains("\nOnly A (not found in B: 2 passages, digest):\n"), "{}", run.out);
    let run = workshop.run(&["compare", "readout", "opening", "--pack", "corpus.pack"]);
    assert!(run.out.contains("\nOnly B (not found in A: 2 passages, digest):\n"), "{}", run.out);
    let run = workshop.run(&["compare", "opening", "closing", "--pack", "corpus.pack"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    insta::assert_snapshot!(run.err, @r#"demarche: the pack has no statement "closing", and there is no file of this name; demarche search with words of it tells its id"#);
}

#[test]
fn texts_without_anything_in_common_are_exit_code_one() {
    let workshop = Workshop::new();
    workshop.write("a.txt", "A choir sang in the old harbour church.\n");
    workshop.write("b.txt", "Fishing quotas fall by 15 per cent.\n");
    assert_eq!(workshop.run(&["compare", "a.txt", "b.txt"]).code, 1);
    workshop.write("b.txt", b"Caf\xe9".as_slice());
    let run = workshop.run(&["compare", "a.txt", "b.txt"]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.err, @"demarche: b.txt is not UTF-8; save it as UTF-8 and try again: incomplete utf-8 byte sequence from index 3");
}

#[test]
fn the_command_finds_what_the_library_finds() {
    let workshop = Workshop::new();
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus");
    assert_eq!(workshop.run(&["pack", corpus]).code, 0);
    let pack = Pack::open(fs::read(workshop.path("corpus.pack")).expect("the pack")).expect("a pack");
    let engine = Engine::open(Arc::new(pack)).expect("an index");
    let statements = engine.pack().statements();
    let held = engine.pack().block_group(meanings::TAG).next().expect("a block of its own");
    let held = engine.pack().block(demarche_corpus::pack::BlockId(held)).expect("its bytes");
    let meanings = Meanings::read(&held).expect("what words mean");
    let rarity = InCorpus { statements: statements.len(), doc_freq: |word: &str| engine.doc_freq(word) };
    let mut events: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for statement in statements {
        if let Some(event) = &statement.event {
            events.entry(event).or_default().push(&statement.id);
        }
    }
    let mut compared = 0;
    for ids in events.values().filter(|ids| ids.len() > 1) {
        let bodies = [ids[0], ids[1]].map(|id| {
            let idx = engine.pack().find(id).expect("a statement");
            (engine.pack().statement(idx).expect("a statement"), engine.pack().body(idx).expect("its words"))
        });
        let [a, b] = [0, 1].map(|side| witness::text(&bodies[side].0.lang, &bodies[side].1));
        let expected = demarche_compare::compare(
            &a,
            &b,
            &Setting::of(&rarity, &meanings, &demarche_compare::known_names(engine.pack().info()), None),
        );
        let run = workshop.run(&["compare", ids[0], ids[1], "--pack", "corpus.pack", "--json"]);
        let found: Value = serde_json::from_str(&run.out).expect("JSON");
        let anchors = |text: &Text<'_>, passages: &[usize]| -> Vec<String> {
            passages.iter().map(|at| text.passages[*at].anchor.to_owned()).collect()
        };
        let rows: Vec<Value> = expected
            .rows
            .iter()
            .map(|row| json!([row.kind.id(), anchors(&a, &row.a), anchors(&b, &row.b), row.reasons]))
            .collect();
        let list = |name: &str| found[name].as_array().expect("a list").clone();
        let told: Vec<Value> =
            list("rows").iter().map(|row| json!([row["kind"], row["a"], row["b"], row["reasons"]])).collect();
        assert_eq!(told, rows, "rows of {ids:?}");
        let pairs: Vec<Value> =
            expected.pairs.iter().map(|pair| json!([pair.a, pair.b, pair.kind.id(), pair.moved])).collect();
        let told: Vec<Value> = list("pairs")
            .iter()
            .map(|pair| json!([pair["a"], pair["b"], pair["kind"], pair["moved"]]))
            .collect();
        assert_eq!(told, pairs, "pairs of {ids:?}");
        let ledger: Vec<Value> = expected
            .ledger
            .iter()
            .map(|row| json!([row.class.id(), row.normal, row.presence().id()]))
            .collect();
        let told: Vec<Value> =
            list("ledger").iter().map(|row| json!([row["class"], row["normal"], row["in"]])).collect();
        assert_eq!(told, ledger, "ledger of {ids:?}");
        for (one, shared) in list("shared").iter().zip(&expected.shared) {
            let of = |side: &str, body: &Body| -> String {
                let byte = |key: &str| one[side][key].as_u64().expect("a number") as usize;
                body.text[byte("start")..byte("end")].to_owned()
            };
            let words = |text: &Text<'_>, place: &Place| -> String {
                text.passages[place.passage].text[place.range.clone()].to_owned()
            };
            assert_eq!(of("a", &bodies[0].1), words(&a, &shared.a));
            assert_eq!(of("b", &bodies[1].1), words(&b, &shared.b));
        }
        assert_eq!(list("shared").len(), expected.shared.len());
        assert_eq!(found["coverage"]["a_total"], json!(a.passages.len()));
        compared += 1;
    }
    assert!(compared >= 3, "{compared} events with two accounts");
}

#[test]
fn what_is_known_of_each_side_is_told() {
    let workshop = Workshop::new();
    let digest = "---\ntitle: Other notes\ndate: 2024-05\nlang: ru\ntext: digest\n---\nХор пел в церкви.\n";
    workshop.write("a.markdown", digest);
    workshop.write("b.txt", "The choir sang to the people of the harbour, and that was the end of it.\n");
    let run = workshop.run(&["compare", "a.markdown", "b.txt"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let heads: Vec<&str> = run.out.lines().take(2).collect();
    assert_eq!(
        heads,
        [
            "A: a.markdown · Other notes · May 2024 · Russian · 1 passage, digest",
            "B: b.txt · English · 1 passage, completeness not stated"
        ]
    );
    let run = workshop.run(&["compare", "a.markdown", "b.txt", "--json"]);
    let found: Value = serde_json::from_str(&run.out).expect("JSON");
    let told = |side: &str| ["title", "date", "text", "lang", "passages"].map(|key| found[side][key].clone());
    assert_eq!(told("a"), [json!("Other notes"), json!("2024-05"), json!("digest"), json!("ru"), json!(1)]);
    assert_eq!(told("b"), [Value::Null, Value::Null, Value::Null, json!("en"), json!(1)]);
    assert_eq!(workshop.run(&["compare", "a.markdown", "a.markdown", "--report", "out.md"]).code, 0);
    let report = fs::read_to_string(workshop.path("out.md")).expect("the report");
    for part in ["A: Other notes", "- Date: May 2024", "- Text: digest", "A is a digest", "- Language: ru"] {
        assert!(report.contains(part), "no {part:?} in {report}");
    }
}

#[test]
fn the_score_that_pairs_were_believed_from_is_told() {
    let workshop = Workshop::new();
    workshop.write("a.txt", A);
    workshop.write("b.txt", "A choir sang in the old harbour church of Velm.\n");
    let least = |more: &[&str]| {
        let run = workshop.run(&[&["compare", "a.txt", "b.txt", "--json"], more].concat());
        serde_json::from_str::<Value>(&run.out).expect("JSON")["least"].clone()
    };
    assert_eq!(least(&[]), json!(0.85), "they name nobody in common");
    assert_eq!(least(&["--least", "0.3"]), json!(0.3));
}

#[test]
fn markdown_files_are_read_as_statements_are() {
    let workshop = Workshop::new();
    let post = "---\r\ntitle: Post\r\n---\r\n#Lavrov: the *ferry* runs again\r\nfrom [Monday](https://example.org/a) on.\r\n\r\n\
                Heading\r\n=======\r\n\r\n- Night crossings stay closed.\r\n- Fares fall by 12 per cent.\r\n\r\n> So it is &amp; remains.\r\n";
    workshop.write("post.md", post);
    let run = workshop.run(&["compare", "post.md", "post.md", "--json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let found: Value = serde_json::from_str(&run.out).expect("JSON");
    let sentence = |value: &Value| {
        let byte = |key: &str| value[key].as_u64().expect("a number") as usize;
        post[byte("start")..byte("end")].to_owned()
    };
    let sentences: Vec<String> =
        found["a"]["sentences"].as_array().expect("a list").iter().map(sentence).collect();
    assert_eq!(
        sentences,
        [
            "#Lavrov: the *ferry* runs again\r\nfrom [Monday](https://example.org/a) on.",
            "Night crossings stay closed.",
            "Fares fall by 12 per cent.",
            "So it is &amp; remains."
        ]
    );
    assert_eq!(found["coverage"]["a_total"], json!(4));
    let run = workshop.run(&["compare", "post.md", "post.md"]);
    assert!(run.out.contains("#Lavrov: the ferry runs again from Monday on."), "{}", run.out);
    // What Markdown would drop is not dropped without a word.
    workshop.write("lost.md", "Words.\n\n<div>\nLost words.\n</div>\n");
    let run = workshop.run(&["compare", "lost.md", "lost.md"]);
    assert!(run.code == 0 && run.err.contains("HTML is dropped"), "{}", run.err);
}

#[test]
fn a_statement_by_its_file_is_the_statement_by_its_id() {
    let workshop = Workshop::new();
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus");
    assert_eq!(workshop.run(&["pack", corpus]).code, 0);
    let found = |a: &str, b: &str| -> Value {
        let run = workshop.run(&["compare", a, b, "--pack", "corpus.pack", "--json"]);
        assert_eq!(run.err, "");
        serde_json::from_str(&run.out).expect("JSON")
    };
    let ids = ["2025-09-24-russian-readout-lavrov-rubio", "2025-09-24-us-readout-rubio-lavrov"];
    let file = |id: &str| format!("{corpus}/statements/{id}.md");
    let (by_id, by_file) = (found(ids[0], ids[1]), found(&file(ids[0]), &file(ids[1])));
    for part in ["rows", "pairs", "coverage", "formulae", "least"] {
        assert_eq!(by_id[part], by_file[part], "{part}");
    }
    for key in ["title", "date", "text", "lang", "passages"] {
        assert_eq!(by_id["a"][key], by_file["a"][key], "{key}");
    }
    assert!(by_id["rows"].as_array().is_some_and(|rows| rows.len() > 2));
}

#[test]
fn what_turns_nearly_the_same_words_round_is_in_the_json() {
    let workshop = Workshop::new();
    let text = "The two sides will reopen the Tarn ferry to lorries and passengers on 2 May this year.";
    workshop.write("a.txt", text);
    workshop.write("b.txt", text.replace("will", "will not"));
    for (b, expected) in [("b.txt", json!("negation")), ("a.txt", Value::Null)] {
        let run = workshop.run(&["compare", "a.txt", b, "--json"]);
        let found: Value = serde_json::from_str(&run.out).expect("JSON");
        assert_eq!(found["rows"][0]["turn"], expected, "{}", run.out);
    }
}

#[test]
fn a_report_is_written_in_the_form_its_name_tells() {
    let workshop = Workshop::new();
    assert_eq!(workshop.run(&["pack", "corpus"]).code, 0);
    let ids = ["compare", "opening", "readout", "--pack", "corpus.pack"];
    let report = |name: &str| {
        let run = workshop.run(&[ids.as_slice(), &["--report", name, "--least", "0.4"]].concat());
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        assert!(run.out.contains(&format!("; the report is in {name}")), "{}", run.out);
        fs::read_to_string(workshop.path(name)).expect("the report")
    };
    let page = report("out.html");
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">") && page.ends_with("</html>\n"));
    let words = report("out.md");
    assert!(words.starts_with("# Comparison of two texts\n"));
    let checksum = workshop.run(&["pack", "corpus", "--json"]).out;
    let checksum: Value = serde_json::from_str(&checksum).expect("JSON");
    let checksum = checksum["checksum"].as_str().expect("a checksum");
    for report in [&page, &words] {
        for part in [
            "Opening words",
            "Readout of the ferry talks",
            "Anna Azul",
            "5 Mar 2024",
            "a digest",
            "0.40",
            checksum,
        ] {
            assert!(report.contains(part), "no {part:?} in {report}");
        }
    }
    assert!(words.contains("`#/compare?a=opening&b=readout&min=40`"));
    // An older one is replaced.
    assert_eq!(report("out.md"), words);
}

#[test]
fn a_report_that_cannot_be_written_is_told_before_anything_is_read() {
    let workshop = Workshop::new();
    workshop.write("a.md", A);
    let check = |arguments: &[&str], expected: &str| {
        let run = workshop.run(&[&["compare", "a.md", "a.md"], arguments].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.contains(expected), "{}", run.err);
    };
    check(&["--report", "out.pdf"], "give a file that ends in .html or .md");
    check(&["--report", "out"], "give a file that ends in .html or .md");
    check(
        &["--report", "./a.md"],
        "the report would replace a.md, which it is made from; give it another name",
    );
    check(&["--report", "no/such/out.md"], "cannot write no/such/out.md");
    check(&["--report", "out.md", "--json"], "cannot be used with");
    for score in ["1.5", "-0.1", "nan", "much"] {
        check(&[&format!("--least={score}")], "give a number from 0 to 1 with at most two decimals");
    }
    // A report and its link could not tell it.
    check(&["--least=0.625"], "give a number from 0 to 1 with at most two decimals");
}

#[test]
fn odd_texts_have_an_answer() {
    let workshop = Workshop::new();
    workshop.write("a.txt", A);
    let check = |text: &[u8], code: i32, expected: &str| {
        workshop.write("odd.txt", text);
        for (one, other) in [("a.txt", "odd.txt"), ("odd.txt", "a.txt")] {
            let run = workshop.run(&["compare", one, other]);
            assert_eq!((run.code, run.err.as_str()), (code, ""), "{one} {other}");
            assert!(run.out.contains(expected), "{}", run.out);
            let run = workshop.run(&["compare", one, other, "--json"]);
            let found: Value = serde_json::from_str(&run.out).expect("JSON");
            assert!(found["rows"].as_array().is_some_and(|rows| !rows.is_empty()));
        }
    };
    check(b"", 1, "has no words to compare");
    check(b"###\n\n---\n", 1, "has no words to compare");
    check(b"Trombones", 1, "No two passages of these texts make the same point");
    check("Хор пел в церкви.\n".as_bytes(), 1, "written in Cyrillic letters");
    check("🚢 🚢 🚢\n".as_bytes(), 1, "has no words to compare");
    check("عبر القارب البحيرة صباحا\n".as_bytes(), 1, "written in Arabic letters");
}
