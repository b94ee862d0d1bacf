//! Concordance, trend and keyness of random corpora against a scan of their words.

use super::fixture::{body, engine, small, statement};
use crate::Unit;
use crate::concordance::{LineGroup, LineSort, LineSorter, LinesRequest, lines};
use crate::trend::{TrendRequest, TrendSeries, trend};
use crate::{Engine, Field, FilterSet, KeynessRequest, Place, Request, build_sections, keyness};
use demarche_corpus::pack::{self, Squeeze};
use demarche_corpus::source::Corpus;
use demarche_corpus::{Kind, Pack, PackError, PartialDate, StatementIdx};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Words that are their own stem and form, so that a scan can compare them as they stand.
const VOCABULARY: [&str; 7] = ["ferry", "port", "quay", "salt", "oak", "мост", "мир"];

fn words(max: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&VOCABULARY[..]), 0..max).prop_map(|words| words.join(" "))
}

fn corpora() -> impl Strategy<Value = Corpus> {
    let date = prop::sample::select(
        &["", "2020", "2020-11", "2021-02-03", "2021-02", "2021-03-01", "2021-03-01", "2021-07-09"][..],
    );
    let one = (words(4), prop::collection::vec(words(9), 0..4), date, 0..4usize, 0..3usize);
    prop::collection::vec(one, 0..9).prop_map(|all| {
        let one =
            |(n, (title, blocks, date, sides, kind)): (usize, (String, Vec<String>, &str, usize, usize))| {
                let mut one = statement(&format!("s{n}"), &title, date);
                let ids = [&[][..], &["a"], &["b"], &["a", "b"]][sides];
                one.sides = ids.iter().map(|id| (*id).to_owned()).collect();
                one.speakers = one.sides.clone();
                one.kind = Kind::ALL.get(kind).copied().filter(|_| kind > 0);
                (one, body(&blocks.iter().map(String::as_str).collect::<Vec<_>>()))
            };
        let mut statements: Vec<_> = all.into_iter().enumerate().map(one).collect();
        statements.sort_by(|(one, _), (other, _)| pack::pack_order(one, other));
        Corpus { info: Default::default(), statements }
    })
}

/// Any of some words and phrases.
type Terms = Vec<Vec<&'static str>>;

fn terms() -> impl Strategy<Value = Terms> {
    prop::collection::vec(prop::collection::vec(prop::sample::select(&VOCABULARY[..]), 1..3), 1..3)
}

fn typed(terms: &Terms) -> String {
    terms.iter().map(|words| format!("\"{}\"", words.join(" "))).collect::<Vec<_>>().join(" OR ")
}

fn request(text: String, side: Option<&str>) -> Request {
    let mut filters = FilterSet::default();
    if let Some(side) = side {
        filters.toggle_include(Field::Side, side);
    }
    Request { text, filters, ..Request::default() }
}

/// Title and blocks of every statement, as words.
fn scanned(corpus: &Corpus) -> Vec<Vec<Vec<&str>>> {
    let of = |at: usize| {
        let (statement, body) = &corpus.statements[at];
        let texts =
            [statement.title.as_str()].into_iter().chain(body.blocks.iter().map(|b| body.block_text(b)));
        texts.map(|text| text.split_whitespace().collect()).collect()
    };
    (0..corpus.statements.len()).map(of).collect()
}

/// Hits of a unit: where terms stand, overlapping ones joined.
fn marks(terms: &Terms, unit: &[&str]) -> Vec<(u32, u32)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for start in 0..unit.len() {
        let longest = terms.iter().filter(|words| unit[start..].starts_with(words)).map(Vec::len).max();
        let Some(len) = longest else { continue };
        match found.last_mut().filter(|(_, end)| start < *end) {
            Some((_, end)) => *end = (*end).max(start + len),
            None => found.push((start, start + len)),
        }
    }
    found.into_iter().map(|(start, end)| (start as u32, (end - start) as u32)).collect()
}

/// Statements with hits that the filter leaves, each with its places.
fn expected(corpus: &Corpus, terms: &Terms, side: Option<&str>) -> Vec<(usize, Vec<Place>)> {
    let mut found = Vec::new();
    for (n, units) in scanned(corpus).iter().enumerate() {
        if side.is_some_and(|side| !corpus.statements[n].0.sides.iter().any(|own| own == side)) {
            continue;
        }
        let place = |(block, unit): (usize, &Vec<&str>)| {
            let of =
                |(start, len)| Place { statement: StatementIdx(n as u32), block: block as u32, start, len };
            marks(terms, unit).into_iter().map(of).collect::<Vec<_>>()
        };
        let places: Vec<Place> = units.iter().enumerate().flat_map(place).collect();
        if !places.is_empty() {
            found.push((n, places));
        }
    }
    found
}

/// All lines, two at a time.
fn in_pages(engine: &Engine, request: &LinesRequest) -> Vec<crate::Line> {
    let mut all = Vec::new();
    loop {
        let page = LinesRequest { offset: all.len() as u32, limit: 2, ..request.clone() };
        let page = lines(engine, &page).expect("sound");
        if page.lines.is_empty() {
            assert_eq!(page.total as usize, all.len());
            return all;
        }
        all.extend(page.lines);
    }
}

/// What a line is ordered by, from the words around it.
fn sort_key(sort: LineSort, unit: &[&str], place: Place) -> [String; 3] {
    [0, 1, 2].map(|n| {
        let at = match sort {
            LineSort::Before(nth) => (place.start as usize).checked_sub(usize::from(nth) + n),
            LineSort::After(nth) => Some((place.start + place.len) as usize + usize::from(nth) - 1 + n),
            _ => Some(place.start as usize + n),
        };
        at.and_then(|at| unit.get(at)).copied().unwrap_or_default().to_owned()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn places_and_counts_agree_with_a_scan(
        corpus in corpora(),
        terms in terms(),
        side in prop::option::of(prop::sample::select(&["a", "b"][..])),
    ) {
        let engine = engine(&corpus);
        let request = request(typed(&terms), side);
        let expected = expected(&corpus, &terms, side);
        let places: Vec<Place> = expected.iter().flat_map(|(_, places)| places.clone()).collect();
        prop_assert_eq!(engine.places(&request).expect("sound"), places);
        let counts: Vec<_> =
            expected.iter().map(|(n, places)| (StatementIdx(*n as u32), places.len() as u32)).collect();
        prop_assert_eq!(engine.hit_counts(&request).expect("sound"), counts);
        for (n, units) in scanned(&corpus).iter().enumerate() {
            let words: usize = units.iter().map(Vec::len).sum();
            prop_assert_eq!(engine.words_in(StatementIdx(n as u32)) as usize, words);
        }
    }

    #[test]
    fn lines_are_the_hits_in_the_order_asked_for(
        corpus in corpora(),
        terms in terms(),
        sort in prop::sample::select(&LineSort::ALL[..]),
        group in prop::option::of(prop::sample::select(&LineGroup::ALL[..])),
        width in 0..4u8,
    ) {
        let engine = engine(&corpus);
        let expected = expected(&corpus, &terms, None);
        let scan = scanned(&corpus);
        let request = LinesRequest { request: request(typed(&terms), None), sort, group, width, ..LinesRequest::default() };
        let whole = lines(&engine, &LinesRequest { limit: u32::MAX, ..request.clone() }).expect("sound");
        let places: Vec<Place> = expected.iter().flat_map(|(_, places)| places.clone()).collect();
        prop_assert_eq!(whole.lines.len(), places.len());
        prop_assert_eq!(&in_pages(&engine, &request), &whole.lines);
        // Every line is a stretch of the text with as many words as asked for.
        let mut found: Vec<Place> = Vec::new();
        for line in &whole.lines {
            let (statement, body) = &corpus.statements[line.statement.0 as usize];
            let block = body.blocks.iter().position(|block| block.anchor == line.anchor);
            let (unit, first, number) = match block {
                Some(at) => (body.block_text(&body.blocks[at]), body.blocks[at].range.start, at as u32 + 1),
                None => (statement.title.as_str(), 0, 0),
            };
            let (start, end) = ((line.start - first) as usize, (line.end - first) as usize);
            prop_assert_eq!(&unit[start..end], &line.matched);
            prop_assert!(unit[..start].ends_with(&line.before) && unit[end..].starts_with(&line.after));
            prop_assert_eq!(line.cut_before, line.before.len() < start);
            prop_assert_eq!(line.cut_after, end + line.after.len() < unit.len());
            let (before, after) = (unit[..start].split_whitespace().count(), unit[end..].split_whitespace().count());
            prop_assert_eq!(line.before.split_whitespace().count(), before.min(usize::from(width)));
            prop_assert_eq!(line.after.split_whitespace().count(), after.min(usize::from(width)));
            found.push(Place {
                statement: line.statement,
                block: number,
                start: before as u32,
                len: line.matched.split_whitespace().count() as u32,
            });
        }
        // Groups stand one after the other and count their lines.
        let ids = |place: &Place| {
            let one = &corpus.statements[place.statement.0 as usize].0;
            match group {
                None => String::new(),
                Some(LineGroup::Speaker) => one.speakers.join("+"),
                Some(LineGroup::Side) => one.sides.join("+"),
                Some(LineGroup::Year) => one.date.map_or(String::new(), |date| date.year().to_string()),
                Some(LineGroup::Kind) => one.kind.map_or(String::new(), |kind| kind.id().to_owned()),
            }
        };
        let mut at = 0;
        for count in &whole.groups {
            let own = &found[at..at + count.count as usize];
            prop_assert!(own.iter().all(|place| ids(place) == count.id));
            at += own.len();
            let only = LinesRequest { only_group: Some(count.id.clone()), limit: u32::MAX, ..request.clone() };
            let only = lines(&engine, &only).expect("sound");
            prop_assert_eq!(&only.lines, &whole.lines[at - own.len()..at]);
            prop_assert_eq!((only.total, &only.groups), (count.count, &whole.groups));
        }
        prop_assert!(group.is_none() || at == found.len());
        // Inside a group the order is the one asked for, the pack's where that says nothing.
        let key = |place: &Place| {
            let one = &corpus.statements[place.statement.0 as usize].0;
            let unit = &scan[place.statement.0 as usize][place.block as usize];
            let words = if sort.reads_text() { sort_key(sort, unit, *place) } else { Default::default() };
            let name = if sort == LineSort::Speaker { one.speakers.join(" and ") } else { String::new() };
            let date = if sort == LineSort::Oldest { one.date } else { None };
            let undated = sort == LineSort::Oldest && one.date.is_none();
            (words, sort == LineSort::Speaker && name.is_empty(), name, undated, date, *place)
        };
        for own in found.chunk_by(|a, b| ids(a) == ids(b)) {
            prop_assert!(own.is_sorted_by_key(key), "{:?}", sort);
        }
        let mut sorted = found.clone();
        sorted.sort();
        prop_assert_eq!(sorted, places);
    }

    #[test]
    fn a_sort_in_steps_is_the_same_sort(corpus in corpora(), terms in terms(), budget in 1..5usize) {
        let engine = engine(&corpus);
        let request = LinesRequest {
            request: request(typed(&terms), None),
            sort: LineSort::Before(1),
            limit: u32::MAX,
            ..LinesRequest::default()
        };
        let mut sorter = LineSorter::new(&engine, &request).expect("sound");
        let mut before = sorter.progress();
        while !before.is_done() {
            prop_assert_eq!(sorter.page(&engine, &request).expect("sound").lines, vec![]);
            let now = sorter.step(&engine, budget).expect("sound");
            prop_assert!(now.done > before.done);
            before = now;
        }
        prop_assert_eq!(sorter.page(&engine, &request).expect("sound"), lines(&engine, &request).expect("sound"));
        let further = LinesRequest { offset: 9, width: 1, ..request.clone() };
        let other = LinesRequest { sort: LineSort::Match, ..request };
        prop_assert_eq!((sorter.serves(&further), sorter.serves(&other)), (true, false));
    }

    #[test]
    fn a_trend_counts_what_its_points_open(
        corpus in corpora(),
        terms in terms(),
        more in terms(),
        side in prop::option::of(prop::sample::select(&["a", "b"][..])),
        unit in prop::option::of(prop::sample::select(&Unit::ALL[..])),
        kind in 0..3usize,
    ) {
        let engine = engine(&corpus);
        let request = request(typed(&terms), side);
        let series = match kind {
            0 => TrendSeries::Whole,
            1 => TrendSeries::Terms(format!("{} | {}|", typed(&terms), typed(&more))),
            _ => TrendSeries::Group { field: Field::Speaker, top: 1 },
        };
        let found = trend(&engine, &TrendRequest { request: request.clone(), series, unit }).expect("sound");
        prop_assert!(found.notes.is_empty());
        for series in &found.series {
            let all = Request { text: series.query.clone(), ..request.clone() };
            let hits: u32 = engine.hit_counts(&all).expect("sound").iter().map(|(_, hits)| hits).sum();
            let apart = [series.undated_finer, series.undated];
            let tallies = || series.points.iter().map(|point| point.tally).chain(apart);
            prop_assert_eq!(tallies().map(|tally| tally.hits).sum::<u32>(), hits);
            let total = engine.evaluate(&all).expect("sound").total;
            prop_assert_eq!(tallies().map(|tally| tally.statements).sum::<u32>() as usize, total.statements);
            for point in &series.points {
                let mut opened = all.clone();
                opened.filters.from = PartialDate::parse(&point.from);
                opened.filters.to = PartialDate::parse(&point.to);
                prop_assert!(opened.filters.from.is_some() && opened.filters.to.is_some());
                // Dates too coarse for the unit may lie in the point's, and are found with it.
                let is_coarse = |idx: StatementIdx| {
                    let date = corpus.statements[idx.0 as usize].0.date;
                    found.unit != Unit::Year && date.is_some_and(|date| date.month().is_none())
                };
                let counts = engine.hit_counts(&opened).expect("sound");
                let exact = || counts.iter().filter(|(idx, _)| !is_coarse(*idx));
                prop_assert_eq!(exact().count() as u32, point.tally.statements);
                prop_assert_eq!(exact().map(|(_, hits)| hits).sum::<u32>(), point.tally.hits);
                prop_assert!(point.tally.scope_statements >= point.tally.statements);
            }
        }
        if kind == 0 {
            let scope: usize = corpus.statements.iter().filter(|(one, _)| side.is_none_or(|side| one.sides.iter().any(|own| own == side))).count();
            let one = &found.series[0];
            let counted: u32 = one.points.iter().map(|point| point.tally).chain([one.undated_finer, one.undated]).map(|tally| tally.scope_statements).sum();
            prop_assert_eq!(counted as usize, scope);
        }
    }

    #[test]
    fn keyness_counts_what_a_scan_counts(corpus in corpora()) {
        let engine = engine(&corpus);
        let [target, reference] = ["side:a", "side:b"].map(|text| request(text.to_owned(), None));
        let found = keyness(&engine, &KeynessRequest { target, reference, limit: 1 << 20, ..Default::default() }).expect("sound");
        let scan = scanned(&corpus);
        let mut counts: BTreeMap<&str, [u32; 4]> = BTreeMap::new();
        let mut words = [0, 0];
        for (n, units) in scan.iter().enumerate() {
            for (side, id) in ["a", "b"].into_iter().enumerate() {
                if !corpus.statements[n].0.sides.iter().any(|own| own == id) {
                    continue;
                }
                let mut own: Vec<&str> = units.iter().flatten().copied().collect();
                words[side] += own.len() as u32;
                own.sort();
                for same in own.chunk_by(|a, b| a == b) {
                    let entry = counts.entry(same[0]).or_default();
                    entry[side] += same.len() as u32;
                    entry[side + 2] += 1;
                }
            }
        }
        if corpus.statements.iter().any(|(one, _)| one.sides.len() == 1) && words[0] > 0 && words[1] > 0 {
            prop_assert_eq!([found.target.words, found.reference.words], words);
            for keyword in found.of_target.iter().chain(&found.of_reference) {
                let own = [keyword.target, keyword.reference, keyword.target_statements, keyword.reference_statements];
                prop_assert_eq!(counts[keyword.form.as_str()], own);
            }
            let differ = counts.values().filter(|[a, b, ..]| a + b >= 5 && a * words[1] != b * words[0]);
            prop_assert_eq!(found.of_target.len() + found.of_reference.len(), differ.count());
        }
    }
}

/// The lines of a query over the small corpus, one a row.
fn shown(text: &str, sort: LineSort, group: Option<LineGroup>) -> String {
    let engine = engine(&small());
    let request = LinesRequest {
        request: request(text.to_owned(), None),
        sort,
        group,
        width: 3,
        ..LinesRequest::default()
    };
    let page = lines(&engine, &request).expect("sound");
    let groups = page.groups.iter().map(|group| format!("{} ({}): {}", group.label, group.id, group.count));
    let rows = page.lines.iter().map(|line| {
        let [before, after] = [line.cut_before, line.cut_after].map(|cut| if cut { "…" } else { "" });
        let id = engine.pack().statement(line.statement).map_or("", |one| &one.id);
        let anchor = if line.anchor.is_empty() { "title" } else { &line.anchor };
        format!("{before}{}[{}]{}{after} {id} {}", line.before, line.matched, line.after, anchor)
    });
    groups.chain(rows).collect::<Vec<_>>().join("\n")
}

#[test]
fn lines_of_a_small_corpus() {
    insta::assert_snapshot!(shown("sanctions OR санкции OR talks", LineSort::Newest, None), @r#"
    …of the harbour [talks] norland-readout title
    …Varga said the [sanctions] had to end… norland-readout p1
    Südia on the [talks] sudia-readout title
    Okoye rejected a [sanction] on fishing and… sudia-readout p0
    [Санкции] отменены, сказала Варга… norland-ru p0
    No date, no [sanctions], cease-fire only. undated-note p0
    "#);
    insta::assert_snapshot!(shown("the OR side", LineSort::After(1), Some(LineGroup::Speaker)), @r#"
    Ilona Varga (varga): 4
    Daniel Okoye (okoye): 3
    Ilona Varga and Daniel Okoye (varga+okoye): 3
    …root causes of [the] dispute were named… norland-readout p2
    Readout of [the] harbour talks norland-readout title
    [The] root causes of… norland-readout p2
    Minister Varga said [the] sanctions had to… norland-readout p1
    #SafeHarbour remains open; [the] free passage treaty… sudia-readout p1
    …of causes at [the] root of mistrust. sudia-readout p0
    Südia on [the] talks sudia-readout title
    Neither [side] mentioned fishermen. The… joint-report p0
    …side mentioned fishermen. [The] ministry’s note is… joint-report p0
    What both [sides] said in Norport joint-report title
    "#);
    insta::assert_snapshot!(shown("#SafeHarbour OR remains", LineSort::Match, Some(LineGroup::Year)), @r#"
    2031 (2031): 2
    #SafeHarbour [remains] open; the free… sudia-readout p1
    #[SafeHarbour] remains open; the… sudia-readout p1
    "#);
    assert_eq!(shown("", LineSort::Newest, Some(LineGroup::Kind)), "");
}

/// The trend of a query over the small corpus, a row a point.
fn charted(text: &str, series: TrendSeries, unit: Option<Unit>) -> String {
    let engine = engine(&small());
    let found = trend(&engine, &TrendRequest { request: request(text.to_owned(), None), series, unit })
        .expect("sound");
    let mut rows = vec![found.unit.id().to_owned()];
    for series in found.series {
        rows.push(format!("{} = {}", series.label, series.query));
        let named = series
            .points
            .iter()
            .map(|point| (format!("{} {}..{}", point.period, point.from, point.to), point.tally));
        let apart = [("coarse", series.undated_finer), ("undated", series.undated)];
        let apart = apart.into_iter().map(|(name, tally)| (name.to_owned(), tally));
        for (name, tally) in named.chain(apart).filter(|(_, tally)| tally.scope_statements > 0) {
            rows.push(format!(
                "  {name}: {} hits, {} of {} statements, {} words",
                tally.hits, tally.statements, tally.scope_statements, tally.scope_words
            ));
        }
    }
    rows.extend(found.notes);
    rows.join("\n")
}

#[test]
fn trends_of_a_small_corpus() {
    insta::assert_snapshot!(charted("sanctions", TrendSeries::Whole, None), @r#"
    month
    sanctions = sanctions
      May 2031 2031-05..2031-05: 2 hits, 2 of 3 statements, 74 words
      coarse: 0 hits, 0 of 1 statements, 11 words
      undated: 1 hits, 1 of 1 statements, 9 words
    "#);
    insta::assert_snapshot!(charted("talks side:norland", TrendSeries::Terms("sanctions | root) | \"".to_owned()), Some(Unit::Quarter)), @r#"
    quarter
    sanctions = side:norland sanctions
      2031 Q2 2031-04..2031-06: 1 hits, 1 of 2 statements, 46 words
    root) = side:norland root
      2031 Q2 2031-04..2031-06: 2 hits, 1 of 2 statements, 46 words
    root): this bracket closes nothing
    ": this quotation mark is not closed
    ": there is no word between the quotation marks
    "#);
    insta::assert_snapshot!(charted("talks OR санкции", TrendSeries::Group { field: Field::Speaker, top: 1 }, Some(Unit::Year)), @r#"
    year
    Ilona Varga = speaker:varga talks OR санкции
      2030 2030..2030: 1 hits, 1 of 1 statements, 11 words
      2031 2031..2031: 1 hits, 1 of 2 statements, 46 words
    others = -speaker:varga talks OR санкции
      2031 2031..2031: 1 hits, 1 of 1 statements, 28 words
      undated: 0 hits, 0 of 1 statements, 9 words
    "#);
    let many: Vec<String> = (0..20).map(|n| format!("word{n}")).collect();
    assert!(
        charted("", TrendSeries::Terms(many.join("|")), None)
            .ends_with("only the first 12 of 20 terms are counted")
    );
}

#[test]
fn ids_lead_back() {
    for sort in LineSort::ALL {
        assert_eq!(LineSort::from_id(sort.id()), Some(sort));
    }
    for group in LineGroup::ALL {
        assert_eq!(LineGroup::from_id(group.id()), Some(group));
    }
    for unit in Unit::ALL {
        assert_eq!(Unit::from_id(unit.id()), Some(unit));
    }
}

/// An engine over the head of a pack alone, and the whole pack to supply blocks from.
fn in_pieces(corpus: &Corpus) -> (Engine, Pack) {
    let bytes = pack::write(corpus, &build_sections(corpus), Squeeze::Never);
    let head = pack::split(&bytes).expect("just written").head;
    let engine = Engine::open(Arc::new(Pack::open(head).expect("a head"))).expect("just written");
    (engine, Pack::open(bytes).expect("just written"))
}

/// Asks until nothing is absent; with how many times blocks had to be supplied.
fn supplied<T>(engine: &Engine, whole: &Pack, ask: impl Fn(&Engine) -> Result<T, PackError>) -> (T, usize) {
    for times in 0.. {
        match ask(engine) {
            Err(PackError::Absent { blocks }) => {
                assert!(!blocks.is_empty() && times < 10, "asked for {blocks:?} in vain");
                for block in blocks {
                    let bytes = whole.block(block).expect("the whole has it").to_vec();
                    engine.pack().supply(block, bytes).expect("a sound block");
                }
            }
            found => return (found.expect("sound"), times),
        }
    }
    unreachable!("the loop ends with an answer")
}

#[test]
fn what_is_absent_is_named_and_then_all_is_the_same() {
    let paragraph = |n: usize| format!("{}ferry {}", "salt quay ".repeat(4_000 + n), "oak ".repeat(9_000));
    let one = |n: usize| {
        let mut one = statement(&format!("s{n}"), "Ferry", "2021-03-01");
        one.sides = vec![["a", "b"][n % 2].to_owned()];
        (one, body(&[&paragraph(n)]))
    };
    let corpus = Corpus { info: Default::default(), statements: (0..5).map(one).collect() };
    let whole = engine(&corpus);
    let ferry = request("ferry".to_owned(), None);
    let by_word =
        LinesRequest { request: ferry.clone(), sort: LineSort::Before(1), ..LinesRequest::default() };
    let (pieces, source) = in_pieces(&corpus);
    let (page, times) = supplied(&pieces, &source, |engine| lines(engine, &by_word));
    assert_eq!((page.lines.len(), &page), (10, &lines(&whole, &by_word).expect("sound")));
    assert!(times <= 3, "postings, positions, then all texts at once: {times}");
    // Two lines in the order of the pack need one text.
    let (pieces, source) = in_pieces(&corpus);
    let newest = LinesRequest { request: ferry.clone(), limit: 2, ..LinesRequest::default() };
    assert_eq!(supplied(&pieces, &source, |engine| lines(engine, &newest)).0.lines.len(), 2);
    let idx = |n| pieces.pack().body_block(StatementIdx(n)).expect("a block");
    assert_eq!((pieces.pack().is_here(idx(0)), pieces.pack().is_here(idx(4))), (true, false));
    let trend_of = TrendRequest { request: ferry, series: TrendSeries::Whole, unit: None };
    let (pieces, source) = in_pieces(&corpus);
    let found = supplied(&pieces, &source, |engine| trend(engine, &trend_of)).0;
    assert_eq!(found, trend(&whole, &trend_of).expect("sound"));
    let [target, reference] = ["side:a", "side:b"].map(|text| request(text.to_owned(), None));
    let both = KeynessRequest { target, reference, limit: 9, ..KeynessRequest::default() };
    let found = supplied(&pieces, &source, |engine| keyness(engine, &both)).0;
    assert_eq!(found, keyness(&whole, &both).expect("sound"));
}

#[test]
fn the_first_list_of_a_corpus_in_pieces_needs_no_text() {
    let corpus = small();
    let mut part = build_sections(&corpus);
    part.sections.extend(crate::openings(&corpus));
    let bytes = pack::write(&corpus, &part, Squeeze::Never);
    let head = pack::split(&bytes).expect("just written").head;
    let engine = Engine::open(Arc::new(Pack::open(head).expect("a head"))).expect("just written");
    let (whole, first) = (self::engine(&corpus), Request::default());
    let rows = engine.page(&first, 0..20, 2).expect("nothing is absent").rows;
    assert_eq!(rows, whole.page(&first, 0..20, 2).expect("sound").rows);
    assert!(rows.iter().all(|row| !row.opening.is_empty()));
}

#[test]
fn a_plan_names_all_blocks_that_the_counts_need() {
    let corpus = small();
    let (engine, whole) = in_pieces(&corpus);
    for text in ["sanctions", "\"root causes\"", "fishing NEAR/9 causes", "sanct*", "mistrust~"] {
        let request = Request { text: text.to_owned(), ..Request::default() };
        for block in engine.plan(&request) {
            let bytes = whole.block(block).expect("the whole has it").to_vec();
            engine.pack().supply(block, bytes).expect("a sound block");
        }
        assert_eq!(engine.plan(&request), [], "{text}");
        assert!(engine.page(&request, 0..0, 0).expect("nothing is absent").total.statements > 0, "{text}");
        engine.pack().trim(0);
        assert!(
            !engine.plan(&Request { text: "Varga".to_owned(), ..Request::default() }).is_empty(),
            "{text}"
        );
    }
}
