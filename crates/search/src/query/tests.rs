//! The language as a whole: what is printed reads the same again, and any text at all is read, at once.

use super::ast::{self, Clause, DateRange, Node, Occur, Query, Spot, Term, TermMode};
use super::parse::{MOST_DIAGNOSTICS, MOST_WORDS, Parser};
use crate::request::Field;
use demarche_corpus::PartialDate;
use proptest::prelude::*;

/// Every text gives a query that prints and reads the same again, without a fault, and diagnostics that point into
/// the text.
fn check(text: &str) -> Result<(), TestCaseError> {
    let (query, diagnostics) = Query::parse(text);
    for diagnostic in diagnostics {
        prop_assert!(text.get(diagnostic.range.clone()).is_some(), "{:?} {:?}", text, diagnostic);
        prop_assert!(!diagnostic.message.is_empty() && !diagnostic.hint.is_empty());
    }
    let printed = query.to_string();
    let (again, diagnostics) = Query::parse(&printed);
    prop_assert_eq!(&again, &query, "{} -> {}", text, printed);
    prop_assert_eq!(diagnostics, vec![], "{} -> {}", text, printed);
    query.describe();
    Ok(())
}

/// Words as the parser leaves them.
const WORDS: [&str; 12] =
    ["a", "truce", "cease-fire", "Киев", "talk#s", "U.S", "don’t", "1,945", "é", "or", "near/5", "سلام"];

fn word() -> impl Strategy<Value = String> {
    prop::sample::select(&WORDS[..]).prop_map(str::to_owned)
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 2..4).prop_map(|words| words.join(" "))
}

fn term() -> impl Strategy<Value = Term> {
    let wildcard = prop::sample::select(&["sanct*", "*tion", "w?n", "a*b?c*"][..]);
    let read = prop_oneof![
        word().prop_map(|text| (text, TermMode::Plain)),
        word().prop_map(|text| (text, TermMode::Exact)),
        wildcard.prop_map(|text| (text.to_owned(), TermMode::Wildcard)),
        (word(), 0..=2u8).prop_map(|(text, edits)| (text, TermMode::Fuzzy(edits))),
        prop_oneof![word(), words()].prop_map(|text| (text, TermMode::Phrase)),
        (words(), 1..50u32).prop_map(|(text, within)| (text, TermMode::Near(within))),
        (words(), 1..50u32).prop_map(|(text, within)| (text, TermMode::NearExact(within))),
    ];
    (read, any::<bool>()).prop_map(|((text, mode), in_title)| Term {
        text,
        mode,
        in_title,
        spot: Spot::default(),
    })
}

fn date() -> impl Strategy<Value = DateRange> {
    let date = |text| PartialDate::parse(text).expect("a date");
    let (first, last) = (date("2023-05"), date("2024-10-05"));
    prop::sample::select(vec![
        DateRange::During(first),
        DateRange::From(last),
        DateRange::After(first),
        DateRange::To(last),
        DateRange::Before(first),
        DateRange::Between(first, last),
    ])
}

/// Trees in their simplest shape: groups have two clauses or more, and none that says the same as its group.
fn clause() -> impl Strategy<Value = Clause> {
    let value =
        prop_oneof![Just("lavrov"), Just("New York"), Just("o'neil"), Just("a_b")].prop_map(str::to_owned);
    let field = prop::sample::select(&Field::ALL[..]);
    let leaf = prop_oneof![
        6 => term().prop_map(Node::Term),
        1 => (field, value.clone()).prop_map(|(field, value)| Node::Field { field, value, spot: Spot::default() }),
        1 => value.prop_map(|speaker| Node::Said { speaker, spot: Spot::default() }),
        1 => date().prop_map(Node::Date),
    ];
    let signed = |node: Node, is_excluded: bool| Clause::must(node).flipped_if(is_excluded);
    let leaf = (leaf, any::<bool>()).prop_map(move |(node, is_excluded)| signed(node, is_excluded));
    leaf.prop_recursive(4, 24, 4, move |inner| {
        let several = prop::collection::vec(inner, 2..4);
        let all = several.clone().prop_map(|inner| Node::All(ast::all(inner)));
        let any_of = several.prop_map(|inner| {
            let joined = inner.into_iter().reduce(ast::any);
            joined.map_or(Node::All(Vec::new()), |clause| clause.node)
        });
        (prop_oneof![all, any_of], any::<bool>())
            .prop_map(move |(node, is_excluded)| signed(node, is_excluded))
    })
}

/// Everything that has a meaning, apart by blanks; a blank itself is more frequent.
const MARKS: &str = "OR AND NOT NEAR NEAR/3 NEAR/0 ( ) ( ) \" \" “ ” „ « » ‹ › 「 」 ＂ - = * ? ~ ~2 \"~5 : speaker: said: \
     title: date: 2024 2024-10 .. > x: ab cd Киев é # . ' \u{ad} / _ \0 🎙 \u{301} سلام\u{64b}";

fn text_of_marks(most: usize) -> impl Strategy<Value = String> {
    let marks: Vec<&str> = MARKS.split(' ').chain([" "; 6]).collect();
    prop::collection::vec(prop::sample::select(marks), 0..most).prop_map(|all| all.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_tree_prints_and_reads_the_same(clauses in prop::collection::vec(clause(), 0..5)) {
        let query = Query { clauses: ast::all(clauses) };
        let printed = query.to_string();
        let (again, diagnostics) = Query::parse(&printed);
        prop_assert_eq!(&again, &query, "{}", printed);
        prop_assert_eq!(diagnostics, vec![], "{}", printed);
    }

    #[test]
    fn a_text_of_marks_reads_and_prints_the_same(text in text_of_marks(28)) {
        check(&text)?;
    }

    #[test]
    fn any_text_reads_and_prints_the_same(text in "\\PC{0,40}") {
        check(&text)?;
    }

    #[test]
    fn regex_like_text_reads_and_prints_the_same(text in "[a-c(){}\\[\\]|\\\\^$.*+?/~\"= -]{0,40}") {
        check(&text)?;
    }

    #[test]
    fn the_work_is_linear_in_the_text(unit in text_of_marks(6), times in 1..400usize) {
        let text = unit.repeat(times);
        let mut parser = Parser::new(&text);
        parser.query();
        prop_assert!(parser.steps.get() <= 12 * text.len() + 100, "{} for {}", parser.steps.get(), text.len());
    }
}

/// A hundred thousand bytes of something.
fn much(unit: &str) -> String {
    unit.repeat(100_000 / unit.len())
}

#[test]
fn a_hundred_thousand_bytes_of_anything_are_read_at_once() {
    let units = "a_ ab \" “ ”_ » ( ) ((a)_ - = * a* a-* a*_ ~ a~_ ~1 \"a\"~ OR_ a_OR_ NEAR_ a_NEAR/5_ a_NEAR_- NOT_ x: \
        said:\" date: title: speaker:a_ \0 🎙 \u{301} א_ (a_OR_(b_ \"a_b\"~5_ ^(a|b)*$ – ._";
    let units = units.split_whitespace().map(|unit| unit.replace('_', " "));
    for unit in units {
        let text = much(&unit);
        let mut parser = Parser::new(&text);
        let query = parser.query();
        assert!(parser.steps.get() <= 12 * text.len(), "{unit}: {}", parser.steps.get());
        let printed = query.to_string();
        assert_eq!(Query::parse(&printed).0, query, "{unit}");
        query.describe();
    }
}

#[test]
fn of_many_words_the_first_are_searched() {
    for unit in ["word ", "a-b ", "w* ", "a NEAR b ", "\"a b\" ", "speaker:x ", "-a OR ", "(a b) "] {
        let (query, diagnostics) = Query::parse(&much(unit));
        let last = diagnostics.last().expect("something is told");
        assert_eq!(last.message, format!("a query holds {MOST_WORDS} words at most"), "{unit}");
        assert_eq!(diagnostics.len(), 1, "{unit}");
        assert!(!query.is_blank());
    }
    // A long phrase is searched by its beginning.
    let (query, diagnostics) = Query::parse(&format!("\"{}\"~9 b", much("a ")));
    let Some(Clause { occur: Occur::Must, node: Node::Term(term) }) = query.clauses.first() else {
        panic!("one phrase, not {query:?}");
    };
    assert_eq!((term.text.split(' ').count(), term.mode), (MOST_WORDS, TermMode::NearExact(9)));
    assert_eq!((query.clauses.len(), diagnostics.len()), (1, 1));
}

#[test]
fn a_thousand_brackets_are_read() {
    let text = "(".repeat(1_000) + "a NEAR (b" + &")".repeat(1_000);
    let (query, diagnostics) = Query::parse(&text);
    assert_eq!(query.to_string(), "a NEAR/10 b");
    assert_eq!(diagnostics.len(), MOST_DIAGNOSTICS);
}
