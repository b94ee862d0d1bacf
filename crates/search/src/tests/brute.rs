//! Random corpora and queries against a scan of the words that knows no index; damage to the index.

use super::fixture::{ask_with, body, engine, statement};
use crate::analysis::{self, Token};
use crate::index;
use crate::query::ast::{Clause, Node, Occur, Query, Term, TermMode};
use crate::{Choice, Field, FilterSet, Ids, build_sections};
use demarche_corpus::pack::Part;
use demarche_corpus::source::Corpus;
use demarche_corpus::{Body, Kind, Pack, PartialDate, Statement, StatementIdx, pack};
use proptest::prelude::*;

const VOCABULARY: [&str; 14] = [
    "talk",
    "talks",
    "talking",
    "end",
    "ended",
    "the",
    "санкции",
    "санкций",
    "Ёлка",
    "café",
    "cease-fire",
    "fire",
    "#TalkEnd",
    "note’s",
];

const DATES: [&str; 8] = ["2022", "2021", "2020", "2022-04", "2022-08-30", "2018-05", "1962", "1902-06"];

/// The tokens of title and blocks: what a statement is to the scan.
fn blocks_of(statement: &Statement, body: &Body) -> Vec<(bool, Vec<Token>)> {
    let title = (false, analysis::tokens(&statement.title));
    let blocks =
        body.blocks.iter().map(|block| (block.is_passage(), analysis::tokens(body.block_text(block))));
    [title].into_iter().chain(blocks).collect()
}

/// First and last position of every occurrence of a term in a block.
fn occurrences(term: &Term, tokens: &[Token]) -> Vec<(u32, u32)> {
    let typed = match term.mode {
        TermMode::Phrase | TermMode::NearExact(_) => analysis::phrase_tokens(&term.text),
        _ => analysis::query_tokens(&term.text),
    };
    let words: Vec<String> = typed.into_iter().map(|token| token.form).collect();
    let is_same = |form: &str, word: &str| match term.mode {
        TermMode::Plain => {
            form == word || analysis::stem(word).is_some_and(|stem| analysis::stem(form) == Some(stem))
        }
        TermMode::Wildcard => form.starts_with(word),
        TermMode::Fuzzy(edits) => strsim::osa_distance(word, form) <= edits.into(),
        TermMode::Exact | TermMode::Phrase | TermMode::Near(_) | TermMode::NearExact(_) => form == word,
    };
    let is_at = |position: u32, word: &str| {
        tokens.iter().any(|token| token.position == position && is_same(&token.form, word))
    };
    let len = words.len() as u32;
    (0..analysis::position_count(tokens))
        .filter(|start| words.iter().zip(*start..).all(|(word, position)| is_at(position, word)))
        .map(|start| (start, start + len - 1))
        .collect()
}

fn satisfies(clauses: &[Clause], blocks: &[(bool, Vec<Token>)]) -> bool {
    let one = |clause: &Clause| {
        let holds = match &clause.node {
            Node::All(inner) => satisfies(inner, blocks),
            Node::Any(inner) => inner.iter().any(|clause| satisfies(std::slice::from_ref(clause), blocks)),
            Node::Term(term) => {
                let blocks = if term.in_title { &blocks[..1] } else { blocks };
                blocks.iter().any(|(_, tokens)| !occurrences(term, tokens).is_empty())
            }
            Node::Field { .. } | Node::Date(_) | Node::Said { .. } => true,
        };
        holds == (clause.occur == Occur::Must)
    };
    clauses.iter().all(one)
}

fn positive_terms<'q>(clauses: &'q [Clause], is_positive: bool, found: &mut Vec<&'q Term>) {
    for clause in clauses {
        let is_positive = is_positive == (clause.occur == Occur::Must);
        match &clause.node {
            Node::All(inner) | Node::Any(inner) => positive_terms(inner, is_positive, found),
            Node::Term(term) if is_positive => found.push(term),
            _ => {}
        }
    }
}

/// Marks in each block: occurrences of all positive terms, overlapping ones joined.
fn marks(query: &Query, blocks: &[(bool, Vec<Token>)]) -> Vec<usize> {
    let mut terms = Vec::new();
    positive_terms(&query.clauses, true, &mut terms);
    let count = |(n, (_, tokens)): (usize, &(bool, Vec<Token>))| {
        let wanted = terms.iter().filter(|term| n == 0 || !term.in_title);
        let mut taken = vec![false; analysis::position_count(tokens) as usize];
        // A gap between two positions is open unless one occurrence spans it.
        let mut bridged = taken.clone();
        for (first, last) in wanted.flat_map(|term| occurrences(term, tokens)) {
            (first..=last).for_each(|at| taken[at as usize] = true);
            (first..last).for_each(|at| bridged[at as usize] = true);
        }
        (0..taken.len()).filter(|at| taken[*at] && (*at == 0 || !bridged[at - 1])).count()
    };
    blocks.iter().enumerate().map(count).collect()
}

fn words(max: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&VOCABULARY[..]), 0..max).prop_map(|words| words.join(" "))
}

fn corpora() -> impl Strategy<Value = Corpus> {
    let one = (
        words(4),
        prop::collection::vec((any::<bool>(), words(8)), 0..4),
        0..3usize,
        0..4usize,
        (0..3u16, 0..6u8),
    );
    // Some months, some years, some centuries.
    let apart = prop::sample::select(&[1, 4, 60][..]);
    (prop::collection::vec(one, 0..9), apart).prop_map(|(all, apart)| {
        let statements =
            all.into_iter().enumerate().map(|(n, (title, blocks, side, kind, (years, precision)))| {
                let year = 2022 - years * apart;
                let date = match precision {
                    0 => String::new(),
                    1 => year.to_string(),
                    2 | 3 => format!("{year}-{:02}", precision * 2),
                    _ => format!("{year}-{:02}-30", precision * 2),
                };
                let mut one = statement(&format!("s{n}"), &title, &date);
                one.sides = ["a", "b", "c"][..side].iter().map(|id| (*id).to_owned()).collect();
                one.kind = Kind::ALL.get(kind).copied().filter(|_| kind > 0);
                let blocks: Vec<String> = blocks
                    .into_iter()
                    .map(|(is_heading, words)| if is_heading { format!("# {words}") } else { words })
                    .collect();
                (one, body(&blocks.iter().map(String::as_str).collect::<Vec<_>>()))
            });
        let mut statements: Vec<_> = statements.collect();
        statements.sort_by(|(one, _), (other, _)| pack::pack_order(one, other));
        Corpus { info: Default::default(), statements }
    })
}

fn queries() -> impl Strategy<Value = String> {
    let word = prop::sample::select(&VOCABULARY[..]).prop_map(str::to_owned);
    let phrase = prop::collection::vec(prop::sample::select(&VOCABULARY[..]), 1..4)
        .prop_map(|words| format!("\"{}\"", words.join(" ")));
    let other = prop::sample::select(&["=talk", "ta*", "title:talks", "title:\"the end\"", "gone"][..])
        .prop_map(str::to_owned);
    let leaf = prop_oneof![4 => word, 2 => phrase, 2 => other];
    leaf.prop_recursive(3, 10, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(|all| format!("({})", all.join(" "))),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("({one} OR {other})")),
            inner.prop_map(|one| format!("-{}", one.trim_start_matches('-'))),
        ]
    })
}

fn filters() -> impl Strategy<Value = FilterSet> {
    let choice = |ids: &'static [&'static str]| {
        let set = || prop::collection::btree_set(prop::sample::select(ids).prop_map(str::to_owned), 0..2);
        (set(), set()).prop_map(|(include, exclude)| Choice {
            include: include.into_iter().collect(),
            exclude: exclude.into_iter().collect(),
        })
    };
    let date = || {
        prop::option::of(
            prop::sample::select(&DATES[..]).prop_map(|date| PartialDate::parse(date).expect("a date")),
        )
    };
    (choice(&["a", "b"]), choice(&["speech", "remarks", "interview"]), date(), date()).prop_map(
        |(sides, kinds, from, to)| FilterSet {
            choices: [(Field::Side, sides), (Field::Kind, kinds)].into(),
            from,
            to,
        },
    )
}

/// Whether filters leave a statement, told without sets.
fn is_left(filters: &FilterSet, statement: &Statement) -> bool {
    let fits = |field: Field, values: Vec<&str>| {
        let Some(choice) = filters.choices.get(&field) else { return true };
        let has = |set: &Ids| values.iter().any(|value| set.contains(value));
        (choice.include.is_empty() || has(&choice.include)) && !has(&choice.exclude)
    };
    let (first, last) = days(statement.date);
    fits(Field::Side, statement.sides.iter().map(String::as_str).collect())
        && fits(Field::Kind, statement.kind.iter().map(|kind| kind.id()).collect())
        && filters.from.is_none_or(|from| last >= days(Some(from)).0)
        && filters.to.is_none_or(|to| !first.is_empty() && first <= days(Some(to)).1)
}

/// The first and the last day that a date may mean, as they are written; without a date nothing. No month has a 32nd day, so
/// that a last one too many does no harm.
fn days(date: Option<PartialDate>) -> (String, String) {
    let Some(date) = date.map(|date| date.to_string()) else { return Default::default() };
    let with = |rest: &str| format!("{date}{}", &rest[date.len()..]);
    (with("YYYY-01-01"), with("YYYY-12-31"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_index_agrees_with_a_scan(corpus in corpora(), text in queries(), filters in filters()) {
        let engine = engine(&corpus);
        let answer = ask_with(&engine, &text, filters.clone());
        prop_assert_eq!(&answer.diagnostics, &vec![]);
        let (query, _) = Query::parse(&text);
        let mut expected = Vec::new();
        let (mut hits, mut passages) = (0, 0);
        for (n, (statement, body)) in corpus.statements.iter().enumerate() {
            let blocks = blocks_of(statement, body);
            if !satisfies(&query.clauses, &blocks) || !is_left(&filters, statement) {
                continue;
            }
            expected.push(n as u32);
            let marks = marks(&query, &blocks);
            hits += marks.iter().sum::<usize>();
            let counts = |(marks, (is_passage, _)): &(&usize, &(bool, Vec<Token>))| *is_passage && **marks > 0;
            passages += match query.is_empty() {
                true => body.passages().count(),
                false => marks.iter().zip(&blocks).filter(counts).count(),
            };
            let idx = StatementIdx(n as u32);
            let shown = engine.hits(&query, idx).expect("sound");
            prop_assert_eq!(shown.len(), marks[1..].iter().sum::<usize>(), "hits of {} in {}", text, n);
            prop_assert!(shown.is_sorted_by(|a, b| a.range.end <= b.range.start));
            prop_assert_eq!(engine.title_highlights(&query, idx).len(), marks[0]);
            let snippets = engine.snippets(&query, idx, 2).expect("sound");
            prop_assert_eq!(snippets.shown.len() + snippets.more, marks.iter().zip(&blocks).filter(counts).count());
            for snippet in snippets.shown {
                let range = snippet.range.start as usize..snippet.range.end as usize;
                prop_assert_eq!(body.text.get(range), Some(snippet.text.as_str()));
                prop_assert!(snippet.highlights.iter().all(|range| snippet.text.get(range.clone()).is_some()));
                prop_assert!(!snippet.highlights.is_empty());
            }
        }
        let mut found: Vec<u32> = answer.matched.iter().map(|one| one.idx.0).collect();
        found.sort();
        prop_assert_eq!(&found, &expected, "{}", text);
        prop_assert_eq!(answer.total.statements, expected.len());
        prop_assert_eq!((answer.total.hits, answer.total.passages), (hits, passages), "{}", text);
    }

    #[test]
    fn the_timeline_agrees_with_a_scan(corpus in corpora(), text in queries(), filters in filters()) {
        let engine = engine(&corpus);
        let calendar = engine.catalog().calendar();
        let timeline = ask_with(&engine, &text, filters.clone()).timeline;
        let (query, _) = Query::parse(&text);
        let undated = FilterSet { from: None, to: None, ..filters };
        let is_found = |one: &&(Statement, Body)| satisfies(&query.clauses, &blocks_of(&one.0, &one.1)) && is_left(&undated, &one.0);
        let found: Vec<(String, String)> = corpus.statements.iter().filter(is_found).map(|one| days(one.0.date)).collect();
        prop_assert_eq!(timeline.counts.len(), calendar.len());
        for (bar, count) in timeline.counts.iter().enumerate() {
            let (from, to) = calendar.dates(&(bar..bar + 1));
            let (from, to) = (days(from).0, days(to).1);
            let inside = found.iter().filter(|(first, last)| *first >= from && *last <= to);
            prop_assert_eq!(*count as usize, inside.count(), "{}", calendar.label(bar));
        }
        prop_assert_eq!(timeline.undated as usize, found.iter().filter(|(first, _)| first.is_empty()).count());
        let total = timeline.counts.iter().sum::<u32>() + timeline.coarse + timeline.undated;
        prop_assert_eq!(total as usize, found.len());
        // A stretch finds what its bars say, and of what stands in none whatever may lie there.
        for end in 1..=calendar.len() {
            let (from, to) = calendar.dates(&(end / 2..end));
            let left = ask_with(&engine, &text, FilterSet { from, to, ..undated.clone() }).total.statements as u32;
            let told = timeline.counts[end / 2..end].iter().sum::<u32>();
            prop_assert!((told..=told + timeline.coarse).contains(&left), "{} of {:?}", left, timeline);
        }
    }

    #[test]
    fn choosing_a_value_leaves_what_its_count_said(corpus in corpora(), text in queries(), filters in filters()) {
        let engine = engine(&corpus);
        let answer = ask_with(&engine, &text, filters.clone());
        for (field, counts) in Field::ALL.into_iter().zip(&answer.facets) {
            let facet = engine.catalog().listed(field, counts);
            for value in facet.values {
                let mut chosen = filters.clone();
                let choice = chosen.choices.of_mut(facet.field);
                if choice.exclude.remove(&value.id) {
                    // What its exclusion removes: what it alone would leave without it.
                    prop_assert_eq!(chosen.choices.get(&facet.field).is_some(), true);
                }
                chosen.choices.of_mut(facet.field).include = [value.id.clone()].into();
                let left = ask_with(&engine, &text, chosen).total.statements;
                prop_assert_eq!(left, value.count, "{:?} {}", facet.field, value.id);
            }
        }
    }

    #[test]
    fn damage_is_an_error_or_a_shorter_list(
        corpus in corpora(),
        section in 0..5usize,
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<bool>(),
    ) {
        // Packed again around the damage, as if the pack's own checksums had not been there.
        let mut part = build_sections(&corpus);
        let mut all: Vec<&mut Vec<u8>> = part.sections.iter_mut().map(|(_, bytes)| bytes).collect();
        all.extend(part.blocks.iter_mut().flat_map(|(_, blocks)| blocks));
        // The dictionary's own format has a checksum of its own; damage behind it is the library's concern.
        all.remove(0);
        all.retain(|bytes| bytes.len() > 1);
        let count = all.len().max(1);
        if let Some(bytes) = all.into_iter().nth(section % count) {
            let at = at.index(bytes.len());
            if cut { bytes.truncate(at.max(1)) } else { bytes[at] = byte }
        }
        let pack = Pack::open(pack::write(&corpus, &part, pack::Squeeze::Never)).expect("just written");
        if let Ok(engine) = crate::Engine::open(std::sync::Arc::new(pack)) {
            for text in ["talk", "the OR end", "\"the end\"", "ta*"] {
                let request = crate::Request { text: text.to_owned(), ..Default::default() };
                let _ = engine.page(&request, 0..5, 2);
                let _ = engine.places(&request);
            }
        }
    }

    #[test]
    fn the_same_corpus_gives_the_same_bytes_in_any_order(corpus in corpora()) {
        let mut turned = corpus.clone();
        turned.statements.reverse();
        prop_assert_eq!(build_sections(&corpus), build_sections(&turned));
    }
}

#[test]
fn a_pack_without_an_index_or_with_anothers_is_refused() {
    let corpus = super::fixture::small();
    let open = |part: Part| {
        let pack = Pack::open(pack::write(&corpus, &part, pack::Squeeze::Never)).expect("just written");
        crate::Engine::open(std::sync::Arc::new(pack)).map(|_| ()).map_err(|error| error.to_string())
    };
    let mut fewer = corpus.clone();
    fewer.statements.pop();
    let missing = open(Part::default()).expect_err("there is no index");
    let foreign = open(build_sections(&fewer)).expect_err("the index is another corpus's");
    let mut older = build_sections(&corpus);
    older.sections.iter_mut().filter(|(tag, _)| *tag == index::TABLE).for_each(|(_, bytes)| bytes[0] = 99);
    let version = open(older).expect_err("the index has another version");
    insta::assert_snapshot!([missing, foreign, version].join("\n"));
}
