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
    2 of 2 statements with the phrase “night crossings”: 2 hits in 2 passages

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
    0 of 2 statements with a form of “crosings”: 0 hits in 0 passages
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

/// A corpus of three statements over two years, packed.
fn packed_with_more() -> Workshop {
    let workshop = Workshop::new();
    let report = "---\ntitle: \"=Ferries, again\"\ndate: 2025\nkind: report\ntext: full\n---\nThe \"ferry\" war is over.\n";
    workshop.write("corpus/statements/2025-report.md", report);
    assert_eq!(workshop.run(&["pack", "corpus"]).code, 0);
    workshop
}

/// What a run writes, the pack's checksum and the day replaced.
fn shown(workshop: &Workshop, args: &[&str]) -> String {
    let output = workshop
        .command(&[&["search", "corpus.pack"], args].concat())
        .env("SOURCE_DATE_EPOCH", "86400")
        .output()
        .expect("the command can be started");
    let pack = Pack::open(fs::read(workshop.path("corpus.pack")).expect("the pack")).expect("it opens");
    let text =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8 output")).concat();
    let text = text.replace(pack.checksum(), "CHECKSUM").replace('\u{feff}', "BOM:").replace("\r\n", "␍\n");
    // The sentence at the top is prose, which a terminal wraps.
    let longest = text.lines().skip(1).map(|line| line.chars().count()).max().unwrap_or(0);
    assert!(longest <= 80 || args.iter().any(|arg| ["--csv", "--json"].contains(arg)), "{text}");
    text
}

#[test]
fn a_concordance_has_a_line_a_hit() {
    let workshop = packed_with_more();
    let shown = |args: &[&str]| shown(&workshop, args);
    insta::assert_snapshot!(shown(&["ferry", "--concordance"]), @r#"
    3 of 3 statements with a form of “ferry”: 6 hits in 3 passages

    2025                            =Ferries, again              report
    2025                        The "ferry" war is over.         report
    2024-03-05        Readout of the ferry talks                 readout
    2024-03-05 …rs welcomed that the ferry runs again.           readout
    2024-03-04                   The ferry runs again from Mond… opening
    2024-03-04                      #Ferries                     opening
    "#);
    insta::assert_snapshot!(shown(&["the", "--concordance", "--sort", "after1", "--group", "kind", "--limit", "3"]), @r#"
    3 of 3 statements with a form of “the”: 4 hits in 3 passages

    readout: 2 lines
    2024-03-05 …isters welcomed that the ferry runs again.       readout
    2024-03-05            Readout of the ferry talks             readout

    remarks: 1 line
    2024-03-04                       The ferry runs again from … opening

    and 1 more line; --limit shows more
    "#);
    insta::assert_snapshot!(shown(&["ferry -over", "--concordance", "--width", "1", "--csv", "--limit", "2"]), @r#"
    BOM:before,match,after,statement,title,date,speakers,sides,kind,url,passage,start,end,query,scope,exported,pack␍
    "the ",ferry," talks",readout,Readout of the ferry talks,2024-03-05,,norland,readout,,,15,20,ferry -over,"2 of 3 statements with a form of “ferry”, without a form of “over”: 4 hits in 2 passages",1970-01-02,CHECKSUM␍
    "the ",ferry," runs",readout,Readout of the ferry talks,2024-03-05,,norland,readout,,prrap8q,33,38,ferry -over,"2 of 3 statements with a form of “ferry”, without a form of “over”: 4 hits in 2 passages",1970-01-02,CHECKSUM␍
    "#);
    insta::assert_snapshot!(shown(&["until", "--concordance", "--json"]), @r#"{"corpus":{"checksum":"CHECKSUM","statements":3},"diagnostics":[],"groups":[],"lines":[{"after":" May.","anchor":"ptbpbey","before":"Night crossings stay closed ","cut_after":false,"cut_before":false,"date":"2024-03-04","end":78,"match":"until","start":73,"statement":"opening","title":"Opening words"}],"scope":"1 of 3 statements with a form of “until”: 1 hit in 1 passage","total":{"lines":1},"unmatched_words":[]}"#);
}

#[test]
fn a_trend_has_a_row_a_period() {
    let workshop = packed_with_more();
    let shown = |args: &[&str]| shown(&workshop, args);
    insta::assert_snapshot!(shown(&["ferry", "--trend"]), @r#"
    3 of 3 statements with a form of “ferry”: 6 hits in 3 passages

    ferry
                 hits per 10,000    statements
    Mar 2024        4     1025.6        2 of 2* ████████████████████████
    year only       2     2857.1        1 of 1

    * fewer than 3 statements in scope: too few to read much into
    "#);
    insta::assert_snapshot!(shown(&["kind:remarks", "--trend", "--series", "ferry | \"night", "--unit", "quarter"]), @r#"
    1 of 3 statements of kind remarks
    "night: this quotation mark is not closed

    ferry
                 hits per 10,000    statements
    2024 Q1         2      952.4        1 of 1* ████████████████████████

    "night
                 hits per 10,000    statements
    2024 Q1         1      476.2        1 of 1* ████████████

    * fewer than 3 statements in scope: too few to read much into
    "#);
    insta::assert_snapshot!(shown(&["ferry", "--trend", "--group", "kind", "--unit", "year", "--limit", "1", "--csv"]), @r#"
    BOM:series,series_query,period,from,to,hits,statements,scope_statements,scope_words,per_10000_words,share_of_statements,thin,query,scope,exported,pack␍
    readout,kind:readout ferry,2024,2024,2024,2,1,1,18,1111.1111,1.0000,yes,ferry,3 of 3 statements with a form of “ferry”: 6 hits in 3 passages,1970-01-02,CHECKSUM␍
    readout,kind:readout ferry,2025,2025,2025,0,0,0,0,,,yes,ferry,3 of 3 statements with a form of “ferry”: 6 hits in 3 passages,1970-01-02,CHECKSUM␍
    others,'-kind:readout ferry,2024,2024,2024,2,1,1,21,952.3810,1.0000,yes,ferry,3 of 3 statements with a form of “ferry”: 6 hits in 3 passages,1970-01-02,CHECKSUM␍
    others,'-kind:readout ferry,2025,2025,2025,2,1,1,7,2857.1429,1.0000,yes,ferry,3 of 3 statements with a form of “ferry”: 6 hits in 3 passages,1970-01-02,CHECKSUM␍
    "#);
    insta::assert_snapshot!(shown(&["until", "--trend", "--json"]), @r#"{"corpus":{"checksum":"CHECKSUM","statements":3},"diagnostics":[],"notes":[],"scope":"1 of 3 statements with a form of “until”: 1 hit in 1 passage","series":[{"date_too_coarse":{"hits":0,"per_10000_words":0.0,"scope_statements":1,"scope_words":7,"share_of_statements":0.0,"statements":0,"thin":true},"label":"until","points":[{"from":"2024-03","hits":1,"per_10000_words":256.4103,"period":"Mar 2024","scope_statements":2,"scope_words":39,"share_of_statements":0.5,"statements":1,"thin":true,"to":"2024-03"}],"query":"until","undated":{"hits":0,"per_10000_words":null,"scope_statements":0,"scope_words":0,"share_of_statements":null,"statements":0,"thin":true}}],"unit":"month","unmatched_words":[]}"#);
}

#[test]
fn facets_are_counted_with_filters() {
    let workshop = packed_with_more();
    let shown = |args: &[&str]| shown(&workshop, args);
    insta::assert_snapshot!(shown(&["ferry", "--facets", "--filter", "-kind=remarks", "--to", "2025"]), @r#"
    2 of 3 statements with a form of “ferry”, not of kind remarks, up to 2025: 4 hits in 2 passages

    Side
           1  Norland (norland)

    Kind
           1  readout
           1  remarks
           1  report

    Language
           2  English (en)

    Completeness
           1  digest
           1  full
    "#);
    let json: serde_json::Value =
        serde_json::from_str(&shown(&["ferry", "--facets", "--json", "--from", "2025"])).expect("JSON");
    insta::assert_snapshot!(json["timeline"].to_string(), @r#"{"bars":[{"count":2,"from":"2024-03","period":"Mar 2024","to":"2024-03"}],"date_too_coarse":1,"undated":0,"unit":"month","units_a_bar":1}"#);
    insta::assert_snapshot!(shown(&["", "--facets", "--csv", "--filter", "speaker=Azul"]), @r#"
    BOM:field,value,label,statements,query,scope,exported,pack␍
    speaker,anna-azul,Anna Azul,1,,"1 of 3 statements, by Anna Azul",1970-01-02,CHECKSUM␍
    side,norland,Norland,1,,"1 of 3 statements, by Anna Azul",1970-01-02,CHECKSUM␍
    kind,remarks,remarks,1,,"1 of 3 statements, by Anna Azul",1970-01-02,CHECKSUM␍
    topic,ferries,Ferries,1,,"1 of 3 statements, by Anna Azul",1970-01-02,CHECKSUM␍
    lang,en,English,1,,"1 of 3 statements, by Anna Azul",1970-01-02,CHECKSUM␍
    completeness,full,full,1,,"1 of 3 statements, by Anna Azul",1970-01-02,CHECKSUM␍
    "#);
}

#[test]
fn two_queries_are_compared_word_by_word() {
    let workshop = Workshop::new();
    for (side, word) in [("anna-azul", "harbour"), ("", "bridge")] {
        let speaker = if side.is_empty() { String::new() } else { format!("speaker: {side}\n") };
        let text = format!(
            "---\ntitle: On the {word}\ndate: 2026\n{speaker}kind: post\n---\n{}\n",
            format!("One {word}. ").repeat(9)
        );
        workshop.write(&format!("corpus/statements/{word}.md"), text);
    }
    assert_eq!(workshop.run(&["pack", "corpus"]).code, 0);
    let shown = |args: &[&str]| shown(&workshop, args);
    insta::assert_snapshot!(shown(&["kind:post speaker:anna-azul", "--against", "kind:post -speaker:anna-azul"]), @r#"
    1 of 4 statements of kind post, by Anna Azul
    target: 1 statement, 21 words
    reference "kind:post -speaker:anna-azul": 1 statement, 21 words

    more frequent in the target
                                 target  reference log-likelihood  log ratio
    harbour                          10          0           17.0      +4.32

    more frequent in the reference
                                 target  reference log-likelihood  log ratio
    bridge                            0         10           17.0      -4.32
    "#);
    insta::assert_snapshot!(shown(&["title:harbour", "--against", "title:bridge", "--csv", "--limit", "1"]), @r#"
    BOM:word,more_frequent_in,target_count,reference_count,target_statements,reference_statements,target_words,reference_words,log_likelihood,log_ratio,query,scope,exported,pack␍
    harbour,target,10,0,1,0,21,21,17.0409,4.3219,title:harbour,"1 of 4 statements with a form of “harbour” in the title: 1 hit in 0 passages; against ""title:bridge"": 1 statement",1970-01-02,CHECKSUM␍
    bridge,reference,0,10,0,1,21,21,17.0409,-4.3219,title:harbour,"1 of 4 statements with a form of “harbour” in the title: 1 hit in 0 passages; against ""title:bridge"": 1 statement",1970-01-02,CHECKSUM␍
    "#);
}

#[test]
fn options_that_do_not_fit_are_told_in_a_line() {
    let workshop = packed();
    let check = |args: &[&str]| {
        let run = workshop.run(&[&["search", "corpus.pack", "ferry"], args].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        run.err
    };
    let told = [
        check(&["--filter", "speaker=ana"]),
        check(&["--filter", "colour=red"]),
        check(&["--filter", "speaker"]),
        check(&["--from", "2024-13"]),
        check(&["--sort", "after1"]),
        check(&["--concordance", "--sort", "relevance"]),
        check(&["--concordance", "--group", "topic"]),
        check(&["--trend", "--group", "year"]),
    ];
    insta::assert_snapshot!(told.concat(), @r#"
    demarche: no statement has the speaker "ana": did you mean speaker=anna-azul?
    demarche: there is no field "colour": give one of speaker, side, kind, topic, publisher, event, place, lang, completeness
    demarche: the filter "speaker" has no =: write it as speaker=ID
    demarche: there is no date "2024-13": write 2024, 2024-11 or 2024-11-05
    demarche: the list has no order "after1": give relevance, newest or oldest, or add --concordance
    demarche: a concordance has no order "relevance": give newest, oldest, speaker, match, before1 or after1
    demarche: lines cannot be grouped by topic: give speaker, side, year or kind
    demarche: a trend has no series by year: give speaker, side, kind, topic or another field
    "#);
    for args in [&["--series", "a"][..], &["--trend", "--facets"], &["--json", "--csv"], &["--width", "3"]] {
        assert_eq!(workshop.run(&[&["search", "corpus.pack", "ferry"], args].concat()).code, 2, "{args:?}");
    }
}
