//! The whole comparison on short readouts of meetings that never took place, and its laws on random texts.

use demarche_compare::score::{LEAST_OF_STRANGERS, LEAST_SCORE};
use demarche_compare::{
    ChangeTag, Comparison, LedgerClass, PairKind, PassageText, Presence, RowKind, Setting, Text, compare,
    marked_diff, word_diff,
};
use proptest::prelude::*;

/// Three notes of one day on the Lakes: the ferry, the fish, the bridge, the school.
const NOTE: &str = "\
Prime Minister Edda Storm received Ambassador Ilmar Koss of Velmaria in Highport on 14 March 2031.
The two sides agreed to reopen the Tarn ferry on 2 May and to split the cost of 3.4 million crowns evenly.
Storm proposed a ceiling of 900 tonnes on trout catches, while Koss asked for scientists to count the fish first.
Both governments will finance repairs to the Grey Bridge, closed to lorries since the flood of 2029.
An exchange of 40 pupils a year between the schools of Highport and Velm begins in autumn.";

/// The same note as it was sent out again: typing errors mended, a figure changed, a sentence added.
const NOTE_AGAIN: &str = "\
Prime Minister Edda Storm received Ambassador Ilmar Koss of Velmaria in Highport on 14 March 2031.
The two sides agreed to reopen the Tarn ferry on 2 May and to split the costs of 3.6 million crowns evenly.
Storm proposed a ceiling of 900 tonnes on trout catches, while Koss asked for scientists to count the fish first. \
No date was set.
Both goverments will finance repairs to the Grey Bridge, closed to lorries since the flood of 2029.
An exchange of 40 pupils a year between the schools of Highport and Velm begins in autumn.";

/// The note with its bridge before its ferry.
const NOTE_MOVED: &str = "\
Prime Minister Edda Storm received Ambassador Ilmar Koss of Velmaria in Highport on 14 March 2031.
Both governments will finance repairs to the Grey Bridge, closed to lorries since the flood of 2029.
The two sides agreed to reopen the Tarn ferry on 2 May and to split the cost of 3.4 million crowns evenly.
Storm proposed a ceiling of 900 tonnes on trout catches, while Koss asked for scientists to count the fish first.
An exchange of 40 pupils a year between the schools of Highport and Velm begins in autumn.";

/// What the other side made of the same meeting.
const OTHER_SIDE: &str = "\
Velmaria's envoy Ilmar Koss called on Edda Storm in Highport.
He insisted that trout be counted by independent scientists before any ceiling on catches is written down.
Passengers will cross on the Tarn ferry again from 2 May; each country pays half of the 3.4 million crowns.
The envoy also protested against the detention of two Velmarian fishermen in January.
Lorries may use the Grey Bridge once the repairs, paid for by both treasuries, are finished.";

/// A meeting of others about other things.
const UNRELATED: &str = "\
President Oru Tamm spoke by telephone with President Lia Benn of Sorland about grain shipments.
The leaders discussed the importance of harbour inspections and welcomed the work of customs officers.
Benn informed Tamm of the arrest of a smuggling ring near the desert border.
They agreed to meet again before the end of the year.";

fn text<'a>(lang: &'a str, passages: &'a str) -> Text<'a> {
    let passages = if passages.is_empty() {
        Vec::new()
    } else {
        passages.split('\n').map(|text| PassageText { anchor: "", text }).collect()
    };
    Text { lang, passages }
}

fn compared(a: &str, b: &str) -> Comparison {
    compare(&text("en", a), &text("en", b), &Setting::default())
}

/// One line a row: its kind and the passages in it.
fn drawn(found: &Comparison) -> Vec<String> {
    let one = |side: &[usize]| side.iter().map(usize::to_string).collect::<Vec<_>>().join("+");
    found.rows.iter().map(|row| format!("{} {}:{}", row.kind.id(), one(&row.a), one(&row.b))).collect()
}

fn check(a: &str, b: &str, expected: &[&str]) {
    assert_eq!(drawn(&compared(a, b)), expected, "{a}\n-- against --\n{b}");
}

#[test]
fn rows_with_any_difference_are_told_from_those_without() {
    let differing = |a: &str, b: &str| -> String {
        compared(a, b).rows.iter().map(|row| if row.differs { '!' } else { '.' }).collect()
    };
    assert_eq!(differing(NOTE, NOTE), ".....");
    assert_eq!(differing(NOTE, NOTE_MOVED), ".....", "that a passage moved is said elsewhere");
    // Another figure, a sentence more, a letter less.
    assert_eq!(differing(NOTE, NOTE_AGAIN), ".!!!.");
    assert!(differing(NOTE, UNRELATED).chars().all(|sign| sign == '!'));
    for (words, other) in [("will finance", "will not finance"), ("evenly", "half and half"), (" evenly", "")]
    {
        let row = if words == "will finance" { "...!." } else { ".!..." };
        assert_eq!(differing(NOTE, &NOTE.replace(words, other)), row, "{words} → {other}");
    }
    // One point in common is no difference, but another figure in it is.
    let ferry = "Passengers will cross on the Tarn ferry again from 2 May; each country pays half of the";
    let more = "The fishermen complained loudly about dredging, and pilots demanded brighter lanterns along the muddy \
                southern channel. The insurers doubted that the old timber hull would pass any inspection.";
    let points = |figure: &str| -> Vec<bool> {
        let found = compared(NOTE, &format!("{ferry} {figure} million crowns. {more}"));
        found.rows.iter().filter(|row| row.pair == Some(PairKind::Point)).map(|row| row.differs).collect()
    };
    assert_eq!((points("3.4"), points("4.3")), (vec![false], vec![true]));
}

#[test]
fn a_text_against_itself_is_all_the_same() {
    check(NOTE, NOTE, &["matched 0:0", "matched 1:1", "matched 2:2", "matched 3:3", "matched 4:4"]);
    let found = compared(NOTE, NOTE);
    assert_eq!((found.coverage.a_matched, found.coverage.moved), (5, 0));
    assert_eq!(found.shared.len(), 5);
    assert!(found.ledger.iter().all(|row| row.presence() == Presence::Both));
    assert!(found.rows.iter().all(|row| row.reasons == ["same words"]));
}

#[test]
fn the_same_words_with_other_signs_are_told_from_the_same() {
    let check = |a: &str, b: &str, is_figure: bool| {
        for (one, other) in [(a, b), (b, a)] {
            let found = compared(one, other);
            let [row] = &found.rows[..] else { panic!("one row of {one:?}, not {:?}", found.rows) };
            assert_eq!((row.kind, row.pair), (RowKind::Matched, Some(PairKind::Same)), "{one:?}");
            assert_eq!(
                (row.score, &row.reasons[..]),
                (0.99, &["same words, other signs or capitals".to_owned()][..])
            );
            assert!(row.differs || !is_figure, "another figure in {one:?} and {other:?}");
            assert!(!found.shared.is_empty() && found.shared.iter().all(|shared| !shared.exact), "{one:?}");
            assert!(marked_diff(one, other).iter().any(|change| change.tag != ChangeTag::Equal));
            check_same(one, one);
        }
    };
    check(
        "Velm will pay $5 million for the Tarn ferry.",
        "Velm will pay €5 million for the Tarn ferry.",
        true,
    );
    check("Fares will rise by 5 % on the Tarn ferry.", "Fares will rise by 5 on the Tarn ferry.", true);
    check("The Tarn ferry ran at −5 degrees all day.", "The Tarn ferry ran at 5 degrees all day.", true);
    check("They all praised the elections in Velm.", "They all praised the “elections” in Velm.", false);
    check("No, peace is near for Velm, Koss said.", "No peace is near for Velm, Koss said.", false);
    check("Koss saw the soldiers Velm lost there.", "Koss saw the soldiers Velm's lost there.", false);
    check("Koss met the President of Velm there.", "Koss met the president of Velm there.", false);
    // What every publisher sets in his own way is no difference.
    check_same(
        "The “old” envoys’ boat – 12\u{a0}000 crowns… ‘No’.",
        "The \"old\" envoys' boat - 12 000  crowns... “No”.",
    );
}

fn check_same(a: &str, b: &str) {
    let found = compared(a, b);
    let told: Vec<(f32, &[String])> = found.rows.iter().map(|row| (row.score, &row.reasons[..])).collect();
    assert_eq!(told, [(1.0, &["same words".to_owned()][..])], "{a:?} and {b:?}");
    assert!(found.shared.iter().all(|shared| shared.exact) && !found.rows[0].differs);
}

#[test]
fn of_two_copies_the_one_with_the_same_signs_is_the_counterpart() {
    let (plain, quoted) = ("They praised the elections in Velm.", "They praised the “elections” in Velm.");
    let found = compared(&format!("{plain}\n{quoted}"), &format!("{quoted}\n{plain}"));
    assert!(found.rows.iter().all(|row| row.score == 1.0), "{:?}", found.rows);
}

#[test]
fn slips_of_the_pen_and_an_added_sentence_change_no_pair() {
    check(NOTE, NOTE_AGAIN, &["matched 0:0", "matched 1:1", "matched 2:2", "matched 3:3", "matched 4:4"]);
}

#[test]
fn a_moved_paragraph_is_told_as_moved() {
    check(NOTE, NOTE_MOVED, &["matched 0:0", "matched 1:2", "matched 2:3", "moved 3:1", "matched 4:4"]);
}

#[test]
fn another_telling_is_paired_by_content_wherever_it_stands() {
    let found = compared(NOTE, OTHER_SIDE);
    insta::assert_snapshot!(drawn(&found).join("\n"));
    let reasons: Vec<String> = found.rows.iter().flat_map(|row| row.reasons.clone()).collect();
    insta::assert_snapshot!(reasons.join("\n"));
}

/// The note with ferry, bridge and school in one paragraph.
const NOTE_JOINED: &str = "\
Prime Minister Edda Storm received Ambassador Ilmar Koss of Velmaria in Highport on 14 March 2031.
The two sides agreed to reopen the Tarn ferry on 2 May and to split the cost of 3.4 million crowns evenly. \
Storm proposed a ceiling of 900 tonnes on trout catches, while Koss asked for scientists to count the fish first. \
Both governments will finance repairs to the Grey Bridge, closed to lorries since the flood of 2029.
An exchange of 40 pupils a year between the schools of Highport and Velm begins in autumn.";

#[test]
fn a_paragraph_split_in_several_keeps_its_parts_together() {
    let split = ["matched 0:0", "matched 1:1+2+3", "matched 2:4"];
    check(NOTE_JOINED, NOTE, &split);
    check(NOTE, NOTE_JOINED, &["matched 0:0", "matched 1+2+3:1", "matched 4:2"]);
    check(NOTE_JOINED, NOTE_AGAIN, &split);
    let found = compared(NOTE_JOINED, NOTE);
    let coverage = found.coverage;
    assert_eq!((coverage.a_matched, coverage.a_total, coverage.b_matched, coverage.b_total), (3, 3, 5, 5));
    assert_eq!(coverage.moved, 0);
    // Shared wording stays within a passage: each part has its own stretch.
    assert_eq!(found.shared.len(), 5);
    assert_eq!(found.rows[1].reasons, ["same words"]);
    assert_eq!((found.rows[1].score, found.rows[1].pair), (1.0, Some(PairKind::Same)));
}

#[test]
fn a_paragraph_told_by_two_in_other_words_is_one_row() {
    let told = "The Prime Minister had lunch with students.\n\
        Passengers will cross on the Tarn ferry again from 2 May; each country pays half of the 3.4 million crowns. \
        Lorries may use the Grey Bridge once the repairs, paid for by both treasuries, are finished.";
    let ferry_and_bridge = "The two sides agreed to reopen the Tarn ferry on 2 May and to split the cost of 3.4 million \
        crowns evenly.\n\
        Both governments will finance repairs to the Grey Bridge, closed to lorries since the flood of 2029.\n\
        Choirs sang.";
    check(told, ferry_and_bridge, &["only-a 0:", "reworded 1:0+1", "only-b :2"]);
    check(ferry_and_bridge, told, &["only-b :0", "reworded 0+1:1", "only-a 2:"]);
}

#[test]
fn what_stands_beside_a_pair_does_not_join_it() {
    // Each paragraph of the note with one of another note behind it.
    let others = UNRELATED.split('\n').chain(["The ferry pilots of Storm Bay were not mentioned."]);
    let mixed: Vec<String> =
        NOTE.split('\n').zip(others).map(|(one, other)| format!("{one}\n{other}")).collect();
    let rows = (0..5).flat_map(|n| [format!("matched {n}:{}", 2 * n), format!("only-b :{}", 2 * n + 1)]);
    assert_eq!(drawn(&compared(NOTE, &mixed.join("\n"))), rows.collect::<Vec<_>>());
    // The same paragraph twice is one counterpart and one gap.
    let twice = NOTE.replacen(
        "\nBoth",
        "\nAn exchange of 40 pupils a year between the schools of Highport and Velm begins in autumn.\nBoth",
        1,
    );
    let kinds: Vec<RowKind> = compared(NOTE, &twice).rows.iter().map(|row| row.kind).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == RowKind::OnlyB).count(), 1);
    assert_eq!(kinds.len(), 6);
}

#[test]
fn a_sentence_repeated_without_end_is_compared_in_time() {
    let repeated = "The two sides agreed to reopen the Tarn ferry on 2 May.\n".repeat(1_000);
    let found = compared(repeated.trim_end(), repeated.trim_end());
    assert_eq!((found.coverage.a_matched, found.coverage.moved, found.pairs.len()), (1_000, 0, 1_000));
}

#[test]
fn unrelated_texts_pair_nothing() {
    let rows = ["only-b :0", "only-b :1", "only-b :2", "only-b :3"];
    let mut expected: Vec<&str> = rows.to_vec();
    expected.extend(["only-a 0:", "only-a 1:", "only-a 2:", "only-a 3:", "only-a 4:"]);
    check(NOTE, UNRELATED, &expected);
    let found = compared(NOTE, UNRELATED);
    assert!(found.pairs.is_empty() && found.shared.is_empty());
}

#[test]
fn the_ledger_says_who_states_which_figure() {
    let found = compared(NOTE, OTHER_SIDE);
    let line = |row: &demarche_compare::LedgerRow| {
        format!(
            "{} {} {} {:?} {:?}",
            row.class.id(),
            row.value,
            row.presence().id(),
            row.sides[0].sentences,
            row.sides[1].sentences
        )
    };
    insta::assert_snapshot!(found.ledger.iter().map(line).collect::<Vec<_>>().join("\n"));
}

#[test]
fn shared_wording_is_found_across_paragraphs() {
    let a = "First word here.\nWe shall keep the eastern harbour open to all.";
    let b = "They vow to keep the eastern harbour open to all ships.\nLast word.";
    let found = compared(a, b);
    let [shared] = &found.shared[..] else { panic!("one run is shared, not {:?}", found.shared) };
    assert_eq!((shared.number, shared.a.passage, shared.b.passage, shared.words), (1, 1, 0, 7));
    assert_eq!(
        &a.split('\n').collect::<Vec<_>>()[1][shared.a.range.clone()],
        "keep the eastern harbour open to all"
    );
}

#[test]
fn russian_words_meet_in_their_stems() {
    let a = "Посол Веймар сообщил о строительстве моста через реку Тарн к 14 марта.";
    let b = "К 14 марта строительство тарнского моста через реку завершат, сказал Веймар.";
    let found = compare(&text("ru", a), &text("ru", b), &Setting::default());
    assert_eq!(drawn(&found), ["reworded 0:0"]);
    let dates: Vec<&str> = found
        .ledger
        .iter()
        .filter(|row| row.class == LedgerClass::Date)
        .map(|row| row.value.as_str())
        .collect();
    assert_eq!(dates, ["14 марта"]);
}

#[test]
fn nothing_and_next_to_nothing_compare() {
    check("", "", &[]);
    check("", "One.", &["only-b :0"]);
    check("One.", "", &["only-a 0:"]);
    check("...", "...", &["matched 0:0"]);
    check("...", "!!!", &["only-b :0", "only-a 0:"]);
}

#[test]
fn two_speeches_compare_quickly_enough_to_type_by() {
    // No clock here: 5,000 words a side that repeat themselves must only come to an end.
    let speech = |from: usize| -> String {
        (from..from + 300)
            .map(|n| format!("Point {n} concerns harbour {} and the pilots of region {}. ", n * 7, n % 13))
            .collect()
    };
    let found = compared(&speech(0), &speech(150));
    assert!(!found.shared.is_empty());
}

/// Passages made of a few words, so that random texts have something in common.
fn passages() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Harbour",
        "ferry",
        "the",
        "of",
        "Koss",
        "agreed",
        "trout",
        "14 March",
        "3.4 million",
        "bridge.",
        "“never",
        "again”",
        "Storm.",
        "река",
        "мост.",
        "U.S.",
        "—",
        "U.S",
        "quota",
        "lorries",
        "and",
        "…",
        "ceiling?",
        "pupils",
        "Velm",
        "\u{a0}",
    ]);
    let passage = prop::collection::vec(word, 0..14).prop_map(|words| words.join(" "));
    prop::collection::vec(passage, 0..6).prop_map(|passages| passages.join("\n"))
}

type Line = (Vec<usize>, Vec<usize>, u32, Option<PairKind>, RowKind);

/// Pairs, scores and kinds, seen from A.
fn essence(found: &Comparison, mirrored: bool) -> Vec<Line> {
    let mut rows: Vec<_> = found
        .rows
        .iter()
        .map(|row| {
            let (a, b) = if mirrored { (&row.b, &row.a) } else { (&row.a, &row.b) };
            let kind = match (mirrored, row.kind) {
                (true, RowKind::OnlyA) => RowKind::OnlyB,
                (true, RowKind::OnlyB) => RowKind::OnlyA,
                (_, kind) => kind,
            };
            (a.clone(), b.clone(), row.score.to_bits(), row.pair, kind)
        })
        .collect();
    rows.sort_by(|x, y| (&x.0, &x.1).cmp(&(&y.0, &y.1)));
    rows
}

type Link = (Vec<usize>, Vec<usize>, u32, PairKind, bool);

fn links(found: &Comparison, mirrored: bool) -> Vec<Link> {
    let mut links: Vec<Link> = found
        .pairs
        .iter()
        .map(|pair| {
            let (a, b) = if mirrored { (&pair.b, &pair.a) } else { (&pair.a, &pair.b) };
            (a.clone(), b.clone(), pair.score.to_bits(), pair.kind, pair.moved)
        })
        .collect();
    links.sort_by(|x, y| (&x.0, &x.1).cmp(&(&y.0, &y.1)));
    links
}

/// Moved flags of equal passages may differ: nothing tells the copies apart.
fn has_copies(text: &str) -> bool {
    let mut units: Vec<String> = text.split('\n').map(|passage| passage.to_lowercase()).collect();
    units.sort();
    units.windows(2).any(|pair| pair[0] == pair[1])
}

proptest! {
    // A failing case is shown in full: nothing needs to be kept between runs.
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn swapping_the_sides_swaps_the_result(a in passages(), b in passages()) {
        prop_assume!(!has_copies(&a) && !has_copies(&b));
        let (there, back) = (compared(&a, &b), compared(&b, &a));
        prop_assert_eq!(essence(&there, false), essence(&back, true));
        let unmarked = |links: Vec<Link>| -> Vec<_> { links.into_iter().map(|l| (l.0, l.1, l.2, l.3)).collect() };
        prop_assert_eq!(unmarked(links(&there, false)), unmarked(links(&back, true)));
    }

    #[test]
    fn any_text_is_the_same_as_itself(a in passages()) {
        let found = compared(&a, &a);
        for (index, row) in found.rows.iter().enumerate() {
            prop_assert_eq!((row.kind, &row.a[..], &row.b[..]), (RowKind::Matched, &[index][..], &[index][..]));
            prop_assert_eq!(row.pair, Some(PairKind::Same));
        }
        prop_assert_eq!(found.coverage.moved, 0);
        prop_assert_eq!(found.pairs.len(), found.sentences_a.len());
        prop_assert!(found.pairs.iter().all(|pair| pair.kind == PairKind::Same && !pair.moved && pair.a == pair.b));
    }

    #[test]
    fn every_passage_stands_in_one_row_and_every_range_in_its_text(a in passages(), b in passages()) {
        let found = compared(&a, &b);
        let (text_a, text_b) = (text("en", &a), text("en", &b));
        let rows_of = |pick: fn(&demarche_compare::Row) -> &Vec<usize>| -> Vec<usize> {
            found.rows.iter().flat_map(|row| pick(row).clone()).collect()
        };
        let (mut of_a, mut of_b) = (rows_of(|row| &row.a), rows_of(|row| &row.b));
        // What stands together in a row need not stand together in the text.
        let firsts: Vec<usize> = found.rows.iter().filter_map(|row| row.a.first().copied()).collect();
        prop_assert!(firsts.is_sorted());
        of_a.sort_unstable();
        prop_assert_eq!(of_a, (0..text_a.passages.len()).collect::<Vec<_>>());
        of_b.sort_unstable();
        prop_assert_eq!(of_b, (0..text_b.passages.len()).collect::<Vec<_>>());
        for (sentences, text) in [(&found.sentences_a, &text_a), (&found.sentences_b, &text_b)] {
            for sentence in sentences {
                prop_assert!(text.passages[sentence.passage].text.get(sentence.range.clone()).is_some());
            }
        }
        for (index, shared) in found.shared.iter().enumerate() {
            prop_assert_eq!(shared.number, index + 1);
            prop_assert!(text_a.passages[shared.a.passage].text.get(shared.a.range.clone()).is_some());
            prop_assert!(text_b.passages[shared.b.passage].text.get(shared.b.range.clone()).is_some());
            prop_assert!(shared.words >= 2);
        }
    }

    #[test]
    fn paragraphs_cut_anywhere_stay_together(cuts in prop::array::uniform5(any::<prop::sample::Index>())) {
        let cut = NOTE.split('\n').zip(cuts).map(|(passage, at)| {
            let words: Vec<&str> = passage.split(' ').collect();
            let (first, rest) = words.split_at(1 + at.index(words.len() - 1));
            format!("{}\n{}", first.join(" "), rest.join(" "))
        });
        let cut: Vec<String> = cut.collect();
        let (there, back) = (compared(NOTE, &cut.join("\n")), compared(&cut.join("\n"), NOTE));
        let rows: Vec<String> = (0..5).map(|n| format!("matched {n}:{}+{}", 2 * n, 2 * n + 1)).collect();
        prop_assert_eq!(drawn(&there), rows);
        prop_assert_eq!(essence(&there, false), essence(&back, true));
        prop_assert_eq!(there.coverage.b_matched, 10);
    }

    #[test]
    fn one_changed_word_is_one_change(at in 1_usize..10) {
        let words: Vec<String> = (0..12).map(|n| format!("word{n}")).collect();
        let mut other = words.clone();
        other[at] = "other".to_owned();
        let changes = word_diff(&words.join(" "), &other.join(" "));
        let tags: Vec<ChangeTag> = changes.iter().map(|change| change.tag).collect();
        prop_assert_eq!(tags, [ChangeTag::Equal, ChangeTag::Delete, ChangeTag::Insert, ChangeTag::Equal]);
    }
}

#[test]
fn what_a_reader_asks_for_holds_for_every_pair() {
    for least in [0.45, 0.94, 0.97] {
        let setting = Setting { least_score: Some(least), ..Setting::default() };
        for other in [OTHER_SIDE, NOTE_AGAIN, NOTE_MOVED] {
            let found = compare(&text("en", NOTE), &text("en", other), &setting);
            assert_eq!(found.least(), least);
            let weakest = |scores: &mut dyn Iterator<Item = f32>| scores.fold(1.0_f32, f32::min);
            let rows = weakest(&mut found.rows.iter().filter(|row| row.pair.is_some()).map(|row| row.score));
            let pairs = weakest(&mut found.pairs.iter().map(|pair| pair.score));
            assert!(f64::from(rows.min(pairs)) >= least - 1e-6, "{rows} {pairs} from {least}");
        }
    }
}

#[test]
fn between_strangers_more_is_asked_unless_a_reader_asks_for_something() {
    let least = |a: &str, b: &str, least_score: Option<f64>| {
        let setting = Setting { least_score, ..Setting::default() };
        compare(&text("en", a), &text("en", b), &setting)
    };
    assert_eq!(least(NOTE, OTHER_SIDE, None).least(), LEAST_SCORE);
    let is_raised = |found: &Comparison| (found.least() - LEAST_OF_STRANGERS).abs() < 1e-9;
    assert!(is_raised(&least(NOTE, UNRELATED, None)));
    // Two who name nobody in common, and share some words.
    let a = "The minister told Koss that fishing quotas fall by 12 per cent in spring. A choir sang in the old church.";
    let mut found_below = 0;
    for b in [
        "Before spring Storm hopes for more fishing boats and other ships on the lakes. Choirs may sing.",
        "Before spring Storm hopes for more fishing on all the lakes of Norland and for cheaper salt.",
        "Before next spring Storm will send more lorries, pilots, salt and fishing boats to Norland.",
    ] {
        let usual = least(a, b, None);
        assert!(is_raised(&usual), "{}", usual.least());
        for wanted in [0.05, 0.55, 0.7] {
            let found = least(a, b, Some(wanted));
            assert_eq!(found.least(), wanted);
            assert!(
                found.pairs.iter().all(|pair| f64::from(pair.score) >= wanted - 1e-6),
                "{:?}",
                found.pairs
            );
            found_below += usize::from(found.pairs.len() > usual.pairs.len());
        }
    }
    assert!(found_below > 0);
}
