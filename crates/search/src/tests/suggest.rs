//! Suggestions over the small corpus.

use super::fixture::{engine, small};
use crate::Engine;
use proptest::prelude::*;
use std::sync::LazyLock;

static SMALL: LazyLock<Engine> = LazyLock::new(|| engine(&small()));

/// What is suggested where `|` stands: what the text becomes, and how many statements have it.
fn shown(marked: &str) -> Vec<String> {
    let caret = marked.find('|').expect("a caret");
    let text = marked.replacen('|', "", 1);
    let suggestions = SMALL.suggest(&text, caret, 6);
    let become_of = |one: &crate::Suggestion| {
        let (start, end) = (one.replace.start as usize, one.replace.end as usize);
        format!("{}[{}]{} {} {}", &text[..start], one.with, &text[end..], one.label, one.count)
    };
    suggestions.iter().map(become_of).collect()
}

fn check(marked: &str, expected: &[&str]) {
    assert_eq!(shown(marked), expected, "{marked}");
}

#[test]
fn words_that_go_on_as_typed_are_suggested_the_commonest_first() {
    check("sanct|", &["[sanctions ] sanctions 2"]);
    check("no -sanct|", &["no -[sanctions ] sanctions 2"]);
    check("(Türk OR san|ct", &["(Türk OR [sanctions ] sanctions 2"]);
    check("cease-fir|", &["cease-[fire ] fire 1"]);
    check(
        "#Safe|",
        &["#[safeharbour ] safeharbour 1", "[topic:passage ] Free passage 2", "[topic:fish ] Fishing 1"],
    );
    check("Санк|", &["[санкции ] санкции 1"]);
    check("=sanct|", &["=[sanctions ] sanctions 2"]);
    check("title:read|", &["title:[readout ] readout 1"]);
}

#[test]
fn names_are_suggested_by_any_of_their_words() {
    check("varg|", &["[varga ] varga 1", "[speaker:varga ] Ilona Varga 3"]);
    check("Ило|", &["[speaker:varga ] Ilona Varga 3"]);
    check("-oko|ye", &["-[okoye ] okoye 1", "-[speaker:okoye ] Daniel Okoye 2"]);
    check("talks ok|", &["talks [okoye ] okoye 1", "talks [speaker:okoye ] Daniel Okoye 2"]);
    check("sud|", &["[sudia ] sudia 1", "[side:sudia ] Südia 2"]);
    check("ministr|", &["[ministry ] ministry 1", "[publisher:mfa ] Ministry 1"]);
}

#[test]
fn inside_quotation_marks_words_are_suggested_and_after_a_field_its_values() {
    check("\"root ca|", &["\"root [causes] causes 2"]);
    check("«root ca|» x", &["«root [causes]» x causes 2"]);
    check("a speaker:var|", &["a [speaker:varga ] Ilona Varga 3"]);
    check("-speaker:da|niel b", &["-[speaker:okoye ] b Daniel Okoye 2"]);
    check("event:\"harbour t|", &["[event:talks ] Harbour talks 2"]);
    check("event:\"harbour t|a\" x", &["[event:talks ] x Harbour talks 2"]);
    check("place:quay|", &["[place:\"New Quay\" ] New Quay 2"]);
    check("lang:rus|", &["[lang:ru ] Russian 1"]);
    check("kind:read|", &["[kind:readout ] readout 2"]);
}

#[test]
fn nothing_is_suggested_where_nothing_can_be_completed() {
    for marked in [
        "|",
        "sanctions |",
        "zzz|",
        "date:20|",
        "said:var|",
        "x:var|",
        "sanct*|",
        "q|anctions",
        "OR|",
        "speaker:|",
        "\"|",
        "a:b:c|",
    ] {
        check(marked, &[]);
    }
}

proptest! {
    #[test]
    fn any_suggestion_fits_any_text(
        text in "([a-s]{1,3}|[ \"“«»():='~*#-]|speaker:|title:|é|e\u{301}|\\PC){0,12}",
        caret in 0usize..48,
        max in 0usize..9,
    ) {
        let found = SMALL.suggest(&text, caret, max);
        prop_assert!(found.len() <= max);
        for one in found {
            let range = one.replace.start as usize..one.replace.end as usize;
            prop_assert!(text.get(range).is_some(), "{:?} {:?}", text, one);
            prop_assert!(one.count > 0 && !one.with.is_empty());
        }
    }
}
