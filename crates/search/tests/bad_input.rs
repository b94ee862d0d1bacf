//! Input that no reader means: the engine answers it or says why not, and does no more work than a text of that
//! length may ask for. Work is bounded by what comes out, never by a clock.
//!
//! Property tests of this kind stand in for `cargo fuzz`, which needs a nightly compiler.

use demarche_corpus::pack::Squeeze;
use demarche_corpus::source::Corpus;
use demarche_corpus::{
    Block, BlockKind, Body, Completeness, CorpusInfo, Pack, SourceDocument, Statement, StatementIdx, pack,
};
use demarche_search::{Answer, Engine, Query, Request, build_sections};
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

/// Texts with what trips a reader of bytes: marks apart, two scripts, a hashtag, numbers in groups.
const TEXTS: [&str; 6] = [
    "The harbour stays open: 21 000 tonnes of grain left it, and 3.5 per cent more will follow.",
    "#SafeHarbour means what it says. Cafe\u{301} owners don’t mind, co\u{ad}operation or not.",
    "Порт открыт, и\u{306}од и ёлки тоже; NATO и НАТО — одно и то же.",
    "ميناءٌ مفتوح שָׁלוֹם 港口开放 한국 👩🏽‍🚒 🇺🇦 e\u{301}\u{323} z\u{200d}w",
    "a b a b a a a b c.d e_f g:h I.J 1,2 (x) [y] {z} a/b a|b ^a$ \\w+ .*",
    "",
];

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let statements = TEXTS.iter().enumerate().map(|(n, text)| {
        let statement = Statement {
            id: format!("s{n}"),
            title: format!("Note {n} on the harbour"),
            date: None,
            speakers: Vec::new(),
            sides: Vec::new(),
            kind: None,
            event: None,
            place: String::new(),
            participants: Vec::new(),
            publisher: None,
            source: SourceDocument::default(),
            topics: Vec::new(),
            lang: "en".to_owned(),
            translation_of: None,
            completeness: Completeness::Full,
            note: String::new(),
            to_fill_in: Vec::new(),
        };
        let block = Block {
            kind: BlockKind::Paragraph,
            anchor: "p1".into(),
            range: 0..text.len() as u32,
            spans: Vec::new(),
            heading: None,
            topics: Vec::new(),
        };
        (statement, Body { text: (*text).to_owned(), blocks: vec![block] })
    });
    let corpus = Corpus { info: CorpusInfo::default(), statements: statements.collect() };
    let bytes = pack::write(&corpus, &build_sections(&corpus), Squeeze::Never);
    Engine::open(Arc::new(Pack::open(bytes).expect("just written"))).expect("just written")
});

/// Everything a page asks for one text, checked: ranges lie on character boundaries of what they point into, lists
/// are short, counts fit the corpus.
fn answer(text: &str) -> Answer {
    let request = Request { text: text.to_owned(), ..Request::default() };
    let answer = ENGINE.evaluate(&request).expect("the pack is whole");
    let shown = text.chars().take(80).collect::<String>();
    assert!(answer.diagnostics.len() <= 5, "{shown}");
    for diagnostic in &answer.diagnostics {
        assert!(text.get(diagnostic.range.clone()).is_some(), "{shown} {diagnostic:?}");
        assert!(!diagnostic.message.is_empty() && diagnostic.message.len() < 2 * text.len() + 200, "{shown}");
    }
    assert!(answer.unmatched_words.len() <= 10, "{shown}");
    assert!(
        answer.total.statements == answer.matched.len() && answer.matched.len() <= TEXTS.len(),
        "{shown}"
    );
    let words: usize = TEXTS.iter().map(|text| text.len() + 30).sum();
    assert!(answer.total.hits <= words, "{shown}");
    for idx in (0..TEXTS.len() as u32).map(StatementIdx) {
        check_statement(&answer.query, idx);
    }
    for word in answer.unmatched_words.iter().take(2) {
        assert!(ENGINE.nearest_terms(word, 3).len() <= 3, "{shown}");
    }
    answer
}

fn check_statement(query: &Query, idx: StatementIdx) {
    let statement = ENGINE.pack().statement(idx).expect("one of them");
    let body = ENGINE.pack().body(idx).expect("the pack is whole");
    let hits = ENGINE.statement_hits(query, idx).expect("the pack is whole");
    for range in hits.title {
        assert!(statement.title.get(range).is_some_and(|hit| !hit.is_empty()), "{query}");
    }
    let mut end = 0;
    for hit in hits.hits {
        let range = hit.range.start as usize..hit.range.end as usize;
        assert!(body.text.get(range.clone()).is_some_and(|hit| !hit.is_empty()), "{query} {range:?}");
        assert!(range.start >= end, "{query} {range:?}");
        end = range.end;
    }
    for snippet in ENGINE.snippets(query, idx, 3).expect("the pack is whole").shown {
        for range in snippet.highlights {
            assert!(snippet.text.get(range).is_some_and(|hit| !hit.is_empty()), "{query}");
        }
    }
}

/// How many statements a text finds.
fn found(text: &str) -> usize {
    answer(text).total.statements
}

#[test]
fn the_texts_themselves_are_found() {
    for (text, statements) in [
        ("harbour", 6),
        ("21 000", 1),
        ("21,000", 1),
        ("21\u{202f}000 tonnes", 1),
        ("\"21’000 tonnes\"", 1),
        ("21 OR 000", 0),
        ("café", 1),
        ("cooperation #SafeHarbour", 1),
        ("don`t", 1),
        ("НАТО nato", 1),
        ("\u{200b}йод\u{ad}", 1),
        ("港口", 1),
    ] {
        assert_eq!(found(text), statements, "{text}");
    }
}

#[test]
fn wildcards_without_letters_find_no_more_than_there_is() {
    for text in
        ["*", "?", "***", "?*?", "* * *", "=*", "-*", "\"*\"", "title:*", "speaker:*", "*~", "(*)", "* OR ?"]
    {
        assert!(found(text) <= TEXTS.len(), "{text}");
    }
    for text in
        ["a*b*c*d*", "*a*b*", &"*a".repeat(500), &"?".repeat(2_000), &format!("{}a", "*".repeat(50_000))]
    {
        answer(text);
    }
}

#[test]
fn marks_and_operators_alone_are_answered() {
    for text in [
        "-",
        "--",
        "=",
        "~",
        "~~2",
        ":",
        "OR",
        "AND",
        "NOT",
        "NEAR",
        "NEAR/",
        "NEAR/0",
        "NEAR/99999999999999999999",
        "OR OR",
        "NOT NOT",
        "a NEAR",
        "NEAR a",
        "a NEAR/5",
        "-NOT -",
        "(",
        ")",
        ")(",
        "()",
        "(()",
        "(((",
        "\"",
        "“",
        "”",
        "„",
        "«",
        "'",
        "\"\"",
        "\"“\"”",
        "\"a",
        "a\"",
        "\"a\"b\"",
        "\"a\"~",
        "\"a b\"~99999999999999999999",
        "a~99999999999",
        "a~0",
        "date:",
        "date:..",
        "date:9999-99-99",
        "date:2024..2023",
        "date:>",
        "speaker:",
        "speaker:\"",
        "said:",
        "title:",
        "title:title:title:",
        "x:y:z",
        "\0",
        "a\0b",
        "\u{7f}\u{1b}[31m",
        "\u{feff}",
        "\u{200b}",
        "\u{ad}",
        "\u{fffd}",
        "\u{10ffff}",
    ] {
        answer(text);
    }
}

#[test]
fn what_looks_like_code_is_words() {
    for text in [
        "^a$",
        "\\w+ .*",
        "(a|b)*c{2,}",
        "[a-z]+",
        "a/b",
        "'; DROP TABLE statements; --",
        "<script>alert(1)</script>",
        "%00",
        "..%2f..%2f",
        "{{7*7}}",
        "${x}",
        "\\",
        "\\u{61}",
        "C:\\a\\b",
        "https://example.org/?q=a&b=c#d",
    ] {
        answer(text);
    }
}

#[test]
fn every_script_is_answered() {
    for text in [
        "ميناء",
        "שָׁלוֹם",
        "\u{202e}harbour\u{202c}",
        "\u{2067}a\u{2069} b",
        "e\u{301}\u{323}",
        "\u{301}",
        "\u{301}\u{301} a",
        "👩🏽\u{200d}🚒",
        "🇺🇦",
        "🇺",
        "👩",
        "한국",
        "\u{1112}\u{1161}\u{11ab}",
        "港",
        "ﷺ",
        "ﬁ",
        "İ",
        "ß",
        "ǅ",
        "ℵ",
        "½",
        "٣",
        "a\u{20dd}",
    ] {
        answer(text);
    }
    let zalgo = format!("h{}arbour", "\u{301}\u{323}\u{307}".repeat(5_000));
    assert_eq!(found(&zalgo), TEXTS.len());
}

#[test]
fn a_hundred_thousand_bytes_are_answered() {
    for piece in [
        "a ",
        "a",
        "harbour ",
        "-harbour ",
        "harbour OR ",
        "NOT ",
        "\"a b\" ",
        "\"",
        "(",
        ")",
        "(a ",
        "a) ",
        "a NEAR/3 b ",
        "x: ",
        "speaker:x ",
        "date:2024 ",
        "a* ",
        "*",
        "~",
        "a~ ",
        "harbor~ ",
        "é",
        "e\u{301}",
        "\u{301}",
        "\u{ad}",
        "港",
        "👩\u{200d}",
        "\0",
        "21 000 ",
        "1,",
        "#Aa",
        "'",
        "a'",
        "a.B",
    ] {
        let answer = answer(&piece.repeat(100_000 / piece.len()));
        assert!(answer.query.to_string().len() <= 120_000, "{piece}");
    }
}

#[test]
fn a_thousand_brackets_are_answered() {
    for depth in [39, 41, 1_000, 20_000] {
        let text = format!("{}harbour{}", "(".repeat(depth), ")".repeat(depth));
        assert_eq!(found(&text), TEXTS.len());
        answer(&format!("{}harbour", "-(a OR ".repeat(depth)));
        answer(&format!("{}harbour", "NOT (\"a\" ".repeat(depth)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered(text in "\\PC{0,40}") {
        answer(&text);
    }

    #[test]
    fn any_mixture_of_marks_and_words_is_answered(
        text in "(OR |AND |NOT |NEAR/3 |[ ()\"“”«»*?~=:'’#.,_-]|speaker:|title:|date:2024|said:|harbour|cafe\u{301}|don|21 000|[a-c]|порт|и\u{306}од|港|\u{ad}|\u{200d}|\u{301}|\\PC){0,24}",
    ) {
        answer(&text);
    }

    #[test]
    fn suggestions_fit_any_text(text in "([a-z \"(:#-]|speaker:|\\PC){0,20}", caret in 0usize..60) {
        for one in ENGINE.suggest(&text, caret, 8) {
            prop_assert!(text.get(one.replace.start as usize..one.replace.end as usize).is_some());
        }
    }
}
