//! `demarche compare`: files and statements, and the shape that scripts rely on.

use crate::tool::Workshop;
use serde_json::Value;

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
        run.out.starts_with("A: opening\nB: opening\n3 of 3 passages of A have a counterpart in B"),
        "{}",
        run.out
    );
    let run = workshop.run(&["compare", "opening", "closing", "--pack", "corpus.pack"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    insta::assert_snapshot!(run.err, @r#"demarche: the pack has no statement "closing", and there is no file of this name"#);
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
