//! The comparison where it is known what words mean: the laws that hold without hold with it, and a pair says which words
//! spoke for it.

use demarche_compare::{
    Comparison, Meanings, PairKind, PassageText, RowKind, Setting, Text, compare, meanings,
};
use proptest::prelude::*;
use std::sync::OnceLock;

fn taught() -> &'static Meanings {
    static TAUGHT: OnceLock<Meanings> = OnceLock::new();
    TAUGHT.get_or_init(meanings::taught)
}

fn text<'a>(lang: &'a str, passages: &'a str) -> Text<'a> {
    let passages = passages.split('\n').map(|text| PassageText { anchor: "", text }).collect();
    Text { lang, passages }
}

fn compared_with(meanings: &Meanings, lang: &str, a: &str, b: &str) -> Comparison {
    let setting = Setting { meanings, ..Setting::default() };
    compare(&text(lang, a), &text(lang, b), &setting)
}

fn compared(a: &str, b: &str) -> Comparison {
    compared_with(taught(), "en", a, b)
}

/// Two accounts of a meeting that never took place, in words of their own.
const ONE: &str = "\
Prime Minister Storm met Ambassador Koss in Highport on 14 March 2031.
They promised to shield merchant vessels in the Tarn strait from attack.
The ministers also discussed wheat exports and the repair of two bridges.";
const OTHER: &str = "\
Ambassador Koss met Storm in Highport on 14 March 2031.
Both governments will protect commercial ships that cross the Tarn strait.
Schools will exchange pupils from autumn.";
/// About something else.
const UNRELATED: &str = "\
President Tamm spoke by telephone with President Benn of Sorland about grain shipments.
The leaders stressed the importance of harbour inspections and welcomed the work of customs officers.
Benn informed Tamm of the arrest of smugglers near the desert border.";

#[test]
fn a_pair_names_the_words_that_are_near() {
    let near = |found: &Comparison, a: usize| -> Vec<String> {
        let reasons = found.pairs.iter().filter(|pair| pair.a == [a]).flat_map(|pair| pair.reasons.clone());
        reasons.filter(|reason| reason.starts_with("words near in meaning: ")).collect()
    };
    let found = compared(ONE, OTHER);
    let told = near(&found, 1);
    assert!(told.len() == 1 && told[0].contains("ships ~ vessels"), "{told:?} {:?}", found.pairs);
    let row = found.rows.iter().find(|row| row.a == [1]).expect("a row");
    assert!(row.reasons.contains(&told[0]), "{row:?}");
    assert_eq!(near(&compared(OTHER, ONE), 1), told, "from the other side");
    assert_eq!(near(&compared_with(&meanings::NONE, "en", ONE, OTHER), 1), [""; 0]);
}

#[test]
fn texts_that_are_not_english_are_compared_by_their_words() {
    let german = |meanings| compared_with(meanings, "de", ONE, OTHER);
    assert_eq!(german(taught()), german(&meanings::NONE));
    assert_ne!(compared(ONE, OTHER), compared_with(&meanings::NONE, "en", ONE, OTHER));
}

#[test]
fn texts_of_unknown_words_are_compared_by_their_words() {
    let strange = |text: &str| {
        text.replace("vessels", "wherries").replace("ships", "wherries")
            + " Trout, shad, dace, roach, tench, bream, barbel, pike, perch, loach, zander, gudgeon."
    };
    let (one, other) = (strange(ONE), strange(OTHER));
    assert_eq!(compared(&one, &other), compared_with(&meanings::NONE, "en", &one, &other));
}

#[test]
fn unrelated_texts_pair_nothing() {
    for (a, b) in [(ONE, UNRELATED), (UNRELATED, OTHER)] {
        assert_eq!(compared(a, b).pairs, []);
    }
}

#[test]
fn what_a_pack_holds_finds_the_same_pairs() {
    let words = [ONE, OTHER].join(" ").to_lowercase();
    let mut words = words.split(|c: char| !c.is_alphabetic());
    let held = Meanings::read(&taught().among(&mut words)).expect("some words");
    assert_eq!(compared_with(&held, "en", ONE, OTHER), compared(ONE, OTHER));
}

/// Passages of words that have vectors, so that random texts are near here and there.
fn passages() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "treaty", "pact", "accord", "ships", "vessels", "protect", "defend", "the", "of", "and", ",",
        "attack", "Koss", "wheat", "grain", "14 March", "threat", "danger.", "peace", "talks.", "Storm",
        "bridge",
    ]);
    let passage = prop::collection::vec(word, 0..14).prop_map(|words| words.join(" "));
    prop::collection::vec(passage, 1..6).prop_map(|passages| passages.join("\n"))
}

type Link = (Vec<usize>, Vec<usize>, u32, PairKind, Vec<String>);

/// Pairs, scores and reasons, seen from A.
fn links(found: &Comparison, mirrored: bool) -> Vec<Link> {
    let mut links: Vec<Link> = found
        .pairs
        .iter()
        .map(|pair| {
            let (a, b) = if mirrored { (&pair.b, &pair.a) } else { (&pair.a, &pair.b) };
            (a.clone(), b.clone(), pair.score.to_bits(), pair.kind, pair.reasons.clone())
        })
        .collect();
    links.sort_by(|x, y| (&x.0, &x.1).cmp(&(&y.0, &y.1)));
    links
}

/// Nothing tells copies apart.
fn has_copies(text: &str) -> bool {
    let mut units: Vec<String> = text.split('\n').map(str::to_lowercase).collect();
    units.sort();
    units.windows(2).any(|pair| pair[0] == pair[1])
}

proptest! {
    // A failing case is shown in full: nothing needs to be kept between runs.
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn swapping_the_sides_swaps_the_result(a in passages(), b in passages()) {
        prop_assume!(!has_copies(&a) && !has_copies(&b));
        prop_assert_eq!(links(&compared(&a, &b), false), links(&compared(&b, &a), true));
    }

    #[test]
    fn any_text_is_the_same_as_itself(a in passages()) {
        let found = compared(&a, &a);
        for (index, row) in found.rows.iter().enumerate() {
            prop_assert_eq!((row.kind, &row.a[..], &row.b[..]), (RowKind::Matched, &[index][..], &[index][..]));
        }
        prop_assert!(found.pairs.iter().all(|pair| pair.kind == PairKind::Same && pair.a == pair.b));
    }
}
