//! A small corpus: what each part of the language finds, marks and counts.

use super::fixture::{ask, ask_with, body, engine, ids, small, statement};
use crate::{Choice, Engine, Field, FilterSet, Request, Sort, Timeline};
use demarche_corpus::source::Corpus;
use demarche_corpus::{Body, CorpusInfo, PartialDate, Statement, StatementIdx};

/// Sorted ids of what a text matches.
fn found(engine: &Engine, text: &str) -> String {
    let mut found = ids(engine, &ask(engine, text));
    found.sort();
    found.join(" ")
}

/// Every hit of a statement as its words, title first.
fn hit_words(engine: &Engine, text: &str, id: &str) -> Vec<String> {
    let idx = engine.pack().find(id).expect("in the corpus");
    let (query, _) = crate::Query::parse(text);
    let title = &engine.pack().statement(idx).expect("in the corpus").title;
    let body = engine.pack().body(idx).expect("sound");
    let in_title = engine.title_highlights(&query, idx).into_iter().map(|range| title[range].to_owned());
    let hits = engine.hits(&query, idx).expect("sound");
    let in_body =
        hits.into_iter().map(|hit| body.text[hit.range.start as usize..hit.range.end as usize].to_owned());
    in_title.chain(in_body).collect()
}

#[test]
fn a_last_word_that_finds_nothing_counts_as_a_beginning_where_that_is_wanted() {
    let strict = engine(&small());
    let lenient = engine(&small()).with_beginnings();
    let check = |text: &str, expected: &str| {
        assert_eq!(found(&strict, text), "", "{text}");
        assert_eq!(found(&lenient, text), expected, "{text}");
    };
    check("sanct", "norland-readout sudia-readout undated-note");
    check("root cau", "norland-readout sudia-readout");
    check("treaty fis", "sudia-readout");
    // A blank, a mark of the language or a word after it ends the word; nothing else is a beginning.
    for text in ["sanct ", "=sanct", "\"sanct\"", "sanct treaty", "title:sanct", "ceasefire", "zzyzx"] {
        check(text, "");
    }
    // A word that occurs is that word.
    for text in ["sanction", "fish OR trea", "-fis", "side:norland"] {
        assert_eq!(found(&strict, text), found(&lenient, text), "{text}");
    }
    let request = Request { text: "sanct".to_owned(), ..Request::default() };
    let page = lenient.page(&request, 0..1, 1).expect("sound");
    assert_eq!(page.explanation, "with words that begin with “sanct”");
    assert_eq!(page.unmatched, []);
    let places = lenient.places(&request).expect("sound").len();
    assert_eq!(places, page.total.hits);
    let idx = page.rows[0].idx;
    assert!(lenient.typed_hits("sanct", idx).expect("sound").hits.len() + page.rows[0].title.len() > 0);
    assert_eq!(strict.typed_hits("sanct", idx).expect("sound").hits, []);
}

#[test]
fn a_card_shows_the_first_passage_that_says_something() {
    let check = |blocks: &[&str], expected: &str| {
        let statements = vec![(statement("one", "One", "2024"), body(blocks))];
        let engine = engine(&Corpus { info: CorpusInfo::default(), statements });
        let page = engine.page(&Request::default(), 0..1, 1).expect("sound");
        assert_eq!(page.rows[0].opening, expected);
    };
    let said = "The sea is rising around all of us.";
    check(&["Mr. President,", said], said);
    check(&[said, "The roofs leak, and nobody has come to mend them."], said);
    check(&["Thank you.", "Good bye."], "Thank you.");
    check(&[], "");
}

#[test]
fn the_language_finds_what_it_says() {
    let engine = engine(&small());
    let check = |text: &str, expected: &str| assert_eq!(found(&engine, text), expected, "{text}");
    check("sanctions", "norland-readout sudia-readout undated-note");
    check("=sanctions", "norland-readout undated-note");
    check("\"sanctions\"", "norland-readout undated-note");
    check("SANCTIONED", "norland-readout sudia-readout undated-note");
    check("санкция", "norland-ru");
    check("sanctions OR санкции", "norland-readout norland-ru sudia-readout undated-note");
    check("root causes", "norland-readout sudia-readout");
    check("\"root causes\"", "norland-readout");
    check("\"treaty the root\"", "");
    check("sanctions -treaty", "undated-note");
    check("-sanctions", "joint-report norland-ru");
    check("-(sanctions OR note)", "norland-ru");
    check("fish*", "joint-report sudia-readout");
    check("f?shing", "sudia-readout");
    check("fishing (treaty OR silent)", "sudia-readout");
    check("sudia", "sudia-readout");
    check("емкое", "norland-ru");
    check("ministry", "joint-report");
    check("ceasefire", "");
    check("cease-fire", "undated-note");
    check("cease-f*", "undated-note");
    check("safeharbour", "sudia-readout");
    check("#SafeHarbour", "sudia-readout");
    check("safe harbours", "sudia-readout");
    check("title:talks", "norland-readout sudia-readout");
    check("title:sanctions", "");
    check("", "joint-report norland-readout norland-ru sudia-readout undated-note");
}

#[test]
fn aliases_stand_for_each_other_but_not_in_quotes() {
    let engine = engine(&small());
    let check = |text: &str, expected: &str| assert_eq!(found(&engine, text), expected, "{text}");
    check("Норпорт", "joint-report norland-ru");
    check("norport", "joint-report norland-ru");
    check("old harbour", "joint-report norland-ru");
    check("\"norport\"", "joint-report");
    check("FPT", "norland-ru sudia-readout");
    check("free passage treaty", "norland-ru sudia-readout");
    check("-norport", "norland-readout sudia-readout undated-note");
    check("title:old title:harbour", "joint-report norland-ru");
    check("title:old harbour", "");
    check("old title:harbour", "");
    assert_eq!(ask(&engine, "old harbour").unmatched_words, Vec::<String>::new());
}

#[test]
fn fields_and_dates_narrow() {
    let engine = engine(&small());
    let check = |text: &str, expected: &str| assert_eq!(found(&engine, text), expected, "{text}");
    check("speaker:varga", "joint-report norland-readout norland-ru");
    check("speaker:Ilona", "joint-report norland-readout norland-ru");
    check("speaker:\"илона варга\" -side:sudia", "norland-readout norland-ru");
    check("place:\"new quay\" sanction", "norland-readout sudia-readout");
    check("place:new", "norland-readout sudia-readout");
    check("kind:press-statement", "norland-ru");
    check("kind:press", "norland-ru");
    check("topic:fishing OR lang:ru", "norland-ru sudia-readout");
    check("completeness:digest", "");
    check("completeness:full lang:ru", "norland-ru");
    check("topic:\"right of way\"", "norland-readout sudia-readout");
    check("event:talks publisher:mfa", "norland-readout");
    check("date:2031", "joint-report norland-readout sudia-readout");
    check("date:2031-05-01", "joint-report");
    check("date:<2031", "norland-ru");
    check("date:>=2031-05-02", "joint-report norland-readout sudia-readout");
    check("date:2030..2031-04", "norland-ru");
    check("-date:2031", "norland-ru undated-note");
    check("speaker:nobody", "");
    let answer = ask(&engine, "  speaker:vargo");
    assert_eq!(answer.diagnostics.len(), 1);
    assert_eq!(answer.diagnostics[0].range, 2..15);
    assert_eq!(answer.diagnostics[0].hint, "did you mean speaker:varga?");
    // The same query typed elsewhere: the place follows.
    assert_eq!(ask(&engine, "speaker:vargo").diagnostics[0].range, 0..13);
}

#[test]
fn hits_are_what_is_marked_and_counted() {
    let engine = engine(&small());
    let check = |text: &str, id: &str, expected: &[&str]| {
        assert_eq!(hit_words(&engine, text, id), expected, "{text}");
    };
    check("\"root causes\"", "norland-readout", &["root causes", "root causes"]);
    check("\"root causes\" causes", "norland-readout", &["root causes", "root causes"]);
    check("talks sanction", "norland-readout", &["talks", "sanctions"]);
    check("passage", "norland-readout", &["Passage"]);
    check("safe harbour", "sudia-readout", &["Safe", "Harbour"]);
    check("safeharbour", "sudia-readout", &["SafeHarbour"]);
    check("safeharbour OR harbour", "sudia-readout", &["Safe", "Harbour"]);
    check("safe*", "sudia-readout", &["SafeHarbour"]);
    check("FPT", "sudia-readout", &["free passage treaty"]);
    check("ministry", "joint-report", &["ministry’s"]);
    check("-treaty note", "joint-report", &["note"]);
    check("title:talks", "norland-readout", &["talks"]);
    let total = ask(&engine, "\"root causes\" OR fishing").total;
    assert_eq!((total.statements, total.passages, total.hits), (2, 2, 3));
    let total = ask(&engine, "passage").total;
    assert_eq!((total.statements, total.passages, total.hits), (2, 1, 2));
    let total = ask(&engine, "lang:ru").total;
    assert_eq!((total.statements, total.passages, total.hits), (1, 1, 0));
}

#[test]
fn snippets_show_the_best_passages() {
    let engine = engine(&small());
    let idx = engine.pack().find("norland-readout").expect("in the corpus");
    let (query, _) = crate::Query::parse("root causes treaty");
    let snippets = engine.snippets(&query, idx, 1).expect("sound");
    assert_eq!((snippets.shown.len(), snippets.more), (1, 1));
    let shown = &snippets.shown[0];
    assert_eq!(
        (shown.block, shown.anchor.as_str(), shown.cut_before, shown.cut_after),
        (2, "p2", false, false)
    );
    let marked: Vec<&str> = shown.highlights.iter().map(|range| &shown.text[range.clone()]).collect();
    assert_eq!(marked, ["root", "causes", "root", "causes"]);
    let body = engine.pack().body(idx).expect("sound");
    assert_eq!(&body.text[shown.range.start as usize..shown.range.end as usize], shown.text);
    let (none, _) = crate::Query::parse("-syria");
    assert_eq!(engine.snippets(&none, idx, 3).expect("sound"), crate::Snippets::default());
}

#[test]
fn facets_count_what_choosing_would_leave() {
    let engine = engine(&small());
    let shown = |answer: &crate::Answer, field: Field| {
        let facet = engine.catalog().listed(field, &answer.facets[field as usize]);
        let values = facet.values.iter().map(|value| format!("{} {}", value.label, value.count));
        values.collect::<Vec<_>>().join(", ")
    };
    let mut filters = FilterSet::default();
    let answer = ask_with(&engine, "sanctions", filters.clone());
    assert_eq!(shown(&answer, Field::Speaker), "Daniel Okoye 1, Ilona Varga 1");
    assert_eq!(shown(&answer, Field::Lang), "English 3, Russian 0");
    assert_eq!(shown(&answer, Field::Completeness), "full 3");
    assert_eq!(shown(&answer, Field::Kind), "readout 2, press statement 0, report 0");
    filters.toggle_include(Field::Speaker, "varga");
    let answer = ask_with(&engine, "", filters.clone());
    assert_eq!((answer.total.statements, answer.corpus_size), (3, 5));
    assert_eq!(shown(&answer, Field::Speaker), "Ilona Varga 3, Daniel Okoye 2");
    assert_eq!(shown(&answer, Field::Side), "Norland 2, Südia 1");
    let timeline = Timeline { counts: vec![2], coarse: 1, undated: 0 };
    assert_eq!(answer.timeline, timeline);
    filters.toggle_exclude(Field::Speaker, "okoye");
    let answer = ask_with(&engine, "", filters.clone());
    assert_eq!(answer.total.statements, 2);
    assert_eq!(shown(&answer, Field::Speaker), "Daniel Okoye 2, Ilona Varga 2");
    filters.from = PartialDate::parse("2031-05-02");
    assert_eq!(ask_with(&engine, "", filters).total.statements, 1);
    let unknown = Choice { include: ["nobody".to_owned()].into(), ..Choice::default() };
    let filters = FilterSet { choices: [(Field::Speaker, unknown)].into(), ..FilterSet::default() };
    assert_eq!(ask_with(&engine, "", filters).total.statements, 0);
}

#[test]
fn orders_are_kept() {
    let engine = engine(&small());
    let order = |text: &str, sort: Sort| {
        ids(
            &engine,
            &engine.evaluate(&Request { text: text.to_owned(), sort, ..Request::default() }).expect("whole"),
        )
        .join(" ")
    };
    let newest = "norland-readout sudia-readout joint-report norland-ru undated-note";
    assert_eq!(order("", Sort::Relevance), newest);
    assert_eq!(order("-xyz", Sort::Relevance), newest);
    assert_eq!(order("", Sort::Oldest), "norland-ru joint-report norland-readout sudia-readout undated-note");
    assert!(
        order("talks OR note", Sort::Relevance).starts_with("undated-note"),
        "a short title with the rarer word"
    );
}

#[test]
fn words_without_hits_get_the_nearest_spelling() {
    let engine = engine(&small());
    assert_eq!(ask(&engine, "sanctoins talks -gone").unmatched_words, ["sanctoins"]);
    for text in ["\"sanctions Sanctoins\"", "talks NEAR/5 Sanctoins", "\"talks Sanctoins\"~9"] {
        assert_eq!(ask(&engine, text).unmatched_words, ["Sanctoins"], "{text}");
    }
    // Both words occur, and nowhere side by side.
    assert_eq!(ask(&engine, "\"sanctions sanctions\"").unmatched_words, Vec::<String>::new());
    assert_eq!(ask(&engine, "sanct-ions").unmatched_words, ["sanct-ions"]);
    assert!(engine.nearest_terms("sanct-ions", 3).contains(&"sanctions".to_owned()));
    assert_eq!(engine.nearest_terms("sanctoins", 3), ["sanctions", "sanction"]);
    assert_eq!(engine.nearest_terms("Варгу", 3), ["варга"]);
    assert_eq!(engine.nearest_terms("ab", 3), Vec::<String>::new());
    assert_eq!((engine.doc_freq("Sanctions"), engine.doc_freq("sanctioning")), (2, 0));
}

#[test]
fn a_statement_that_is_not_there_has_no_hits() {
    let engine = engine(&small());
    let (query, _) = crate::Query::parse("sanctions");
    let beyond = StatementIdx(99);
    assert_eq!(engine.hits(&query, beyond), Ok(Vec::new()));
    assert_eq!(engine.title_highlights(&query, beyond), Vec::new());
}

#[test]
fn a_word_typed_again_changes_nothing() {
    let engine = engine(&small());
    for text in ["sanctions", "-sanctions", "old harbour", "\"root causes\"", "fish*", "side:norland"] {
        let (once, again) = (ask(&engine, text), ask(&engine, &format!("{text} ").repeat(5_000)));
        assert_eq!((once.matched, once.total), (again.matched, again.total), "{text}");
    }
    let many = ask(&engine, &"the OR ".repeat(10_000));
    assert_eq!((many.total, many.diagnostics.len()), (ask(&engine, "the").total, 1));
    let words: Vec<String> = (0..9_000).map(|n| format!("gone{n}")).collect();
    assert_eq!(ask(&engine, &words.join(" ")).unmatched_words.len(), 10);
}

#[test]
fn faults_of_the_text_and_of_its_values_are_told_together() {
    let engine = engine(&small());
    let told = |text: &str| -> Vec<(usize, String)> {
        let diagnostics = ask(&engine, text).diagnostics;
        diagnostics.into_iter().map(|one| (one.range.start, one.message)).collect()
    };
    assert_eq!(told("- 🎙"), [(0, "there is no word here to search for".to_owned())]);
    assert_eq!(ask(&engine, "- 🎙").total, ask(&engine, "").total);
    let many = told(&"side:atlantis ) ".repeat(500));
    assert_eq!(many.len(), 5);
    assert_eq!(many[0].1, "no statement has the side “atlantis”");
    assert_eq!(many[1].1, "this bracket closes nothing");
    assert_eq!(many[4], (32, "996 more places from here on".to_owned()));
}

#[test]
fn odd_corpora_are_searched_like_others() {
    let corpus = |statements: Vec<(Statement, Body)>| Corpus { info: CorpusInfo::default(), statements };
    let empty = engine(&corpus(Vec::new()));
    for text in ["", "word", "\"a b\"", "a*", "-a", "speaker:x", "date:2030"] {
        assert_eq!(ask(&empty, text).total, crate::Totals::default(), "{text}");
    }
    assert_eq!(empty.nearest_terms("word", 3), Vec::<String>::new());
    let headings = (statement("h", "", ""), body(&["# Only a heading", "# And another"]));
    let bare = (statement("n", "", ""), body(&[]));
    let engine_of_headings = engine(&corpus(vec![headings, bare]));
    let total = ask(&engine_of_headings, "heading").total;
    assert_eq!((total.statements, total.passages, total.hits), (1, 0, 1));
    assert_eq!(hit_words(&engine_of_headings, "heading", "h"), ["heading"]);
    assert_eq!(ask(&engine_of_headings, "").total.statements, 2);
    // One paragraph of a megabyte, and a prefix of more words than are searched.
    let words: Vec<String> = (0..100_000).map(|n| format!("word{n:05}")).collect();
    let long = engine(&corpus(vec![(statement("long", "Long", ""), body(&[&words.join(" ")]))]));
    let total = ask(&long, "word*").total;
    assert_eq!((total.statements, total.passages, total.hits), (1, 1, 4_096));
    let query = crate::Query::parse("word* word09999").0;
    let snippets = long.snippets(&query, StatementIdx(0), 3).expect("sound");
    assert_eq!((snippets.shown.len(), snippets.more), (1, 0));
    assert!(snippets.shown[0].text.chars().count() <= 240);
    assert_eq!(long.hits(&query, StatementIdx(0)).expect("sound").len(), 4_097);
}

#[test]
fn punctuation_within_words_parts_or_joins_as_readers_see_it() {
    let text =
        "No\u{a0}fly zone; no\u{2011}fly list; no\u{ad}fly; the envoy’s pre\u{2010}war “stop the war” talk.";
    let one = (statement("p", "", ""), body(&[text]));
    let engine = engine(&Corpus { info: CorpusInfo::default(), statements: vec![one] });
    let check =
        |query: &str, expected: &[&str]| assert_eq!(hit_words(&engine, query, "p"), expected, "{query}");
    check("\"no fly\"", &["No\u{a0}fly", "no\u{2011}fly"]);
    check("no-fly", &["No\u{a0}fly", "no\u{2011}fly"]);
    check("nofly", &["no\u{ad}fly"]);
    check("\"envoy's pre-war\"", &["envoy’s pre\u{2010}war"]);
    check("“war talk”", &["war” talk"]);
    check("no\u{a0}fly\u{a0}zone", &["No", "fly", "zone", "no", "fly"]);
}

#[test]
fn an_engine_can_be_shared() {
    fn check<T: Send + Sync>() {}
    check::<Engine>();
}
