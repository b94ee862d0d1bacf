//! `demarche search`: what is found, and the shape that scripts rely on.

use crate::tool::Workshop;
use demarche_corpus::Pack;
use serde_json::Value;
use std::fs;

fn packed() -> Workshop {
    let workshop = Workshop::new();
    assert_eq!(workshop.run(&["pack", "corpus"]).code, 0);
    workshop
}

#[test]
fn hits_are_listed_with_their_statements() {
    let run = packed().run(&["search", "corpus.pack", "\"night crossings\""]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out, @r#"
    2 of 2 statements with “night crossings”: 2 hits in 2 passages

    2024-03-05  Readout of the ferry talks  (readout)
        Night crossings were not agreed.

    2024-03-04  Opening words  (opening)
        Night crossings stay closed until May.
    "#);
}

#[test]
fn json_agrees_with_the_pack_byte_for_byte() {
    let workshop = packed();
    let run = workshop.run(&["search", "corpus.pack", "ferry kind:remarks", "--json"]);
    let answer: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(answer["total"]["statements"], 1);
    assert_eq!(answer["facets"]["speaker"][0]["id"], "anna-azul");
    assert_eq!(answer["facets"]["speaker"][0]["count"], 1);
    let pack = Pack::open(fs::read(workshop.path("corpus.pack")).expect("the pack")).expect("it opens");
    let result = &answer["results"][0];
    assert_eq!(result["id"], "opening");
    let body = pack.body(pack.find("opening").expect("it is there")).expect("its words");
    let mut hits = result["title_highlights"].as_array().map_or(0, Vec::len);
    for passage in ["passages", "headings"].iter().flat_map(|key| result[key].as_array().expect("a list")) {
        let byte = |value: &Value| value.as_u64().expect("a number") as usize;
        assert_eq!(&body.text[byte(&passage["start"])..byte(&passage["end"])], passage["text"]);
        for range in passage["highlights"].as_array().expect("a list") {
            let word = body.text[byte(&range[0])..byte(&range[1])].to_lowercase();
            assert!(word.starts_with("ferr"), "{word}");
            hits += 1;
        }
    }
    assert_eq!(answer["total"]["hits"], hits);
}

#[test]
fn nothing_found_is_exit_code_one_and_offers_near_spellings() {
    let run = packed().run(&["search", "corpus.pack", "crosings"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.out, @r#"
    0 of 2 statements with crosings: 0 hits in 0 passages
    no statement has "crosings"; near spellings: crossings
    "#);
}

#[test]
fn a_query_that_is_not_understood_is_explained_and_the_rest_is_run() {
    let run = packed().run(&["search", "corpus.pack", "ferry speakr:anna"]);
    assert_eq!(run.code, 0);
    insta::assert_snapshot!(run.err, @r#"
    ferry speakr:anna
          ^^^^^^^^^^^ there is no field “speakr”
    did you mean speaker:anna?
    "#);
}

#[test]
fn a_file_that_is_no_pack_is_one_line() {
    let workshop = Workshop::new();
    let run = workshop.run(&["search", "corpus/corpus.toml", "ferry"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    insta::assert_snapshot!(run.err, @"demarche: cannot open the pack corpus/corpus.toml: this is not a Démarche pack: give a file that `demarche pack` has written");
}
