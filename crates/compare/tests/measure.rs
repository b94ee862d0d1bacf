//! The whole comparison on texts without measure: it comes to an end, and what it finds is what stands there.
//!
//! No clock here: what takes as long as the product of both lengths would not end.

use demarche_compare::{Comparison, PairKind, PassageText, Setting, Text, compare};

const SENTENCE: &str = "The two sides agreed to reopen the Tarn ferry on 2 May.";

fn text<'t>(passages: impl IntoIterator<Item = &'t str>) -> Text<'t> {
    Text { lang: "en", passages: passages.into_iter().map(|text| PassageText { anchor: "", text }).collect() }
}

fn compared(a: &Text<'_>, b: &Text<'_>) -> Comparison {
    compare(a, b, &Setting::default())
}

#[test]
fn one_sentence_ten_thousand_times_is_compared() {
    let copies = |count: usize| text(std::iter::repeat_n(SENTENCE, count));
    let long = copies(10_000);
    for short in [5_000, 1] {
        let found = compared(&long, &copies(short)).coverage;
        assert_eq!((found.a_matched, found.b_matched), (short, short));
    }
}

#[test]
fn one_sentence_ten_thousand_times_in_one_line_is_compared() {
    let (long, short) = (format!("{SENTENCE} ").repeat(10_000), format!("{SENTENCE} ").repeat(5_000));
    let found = compared(&text([long.trim_end()]), &text([short.trim_end()]));
    assert_eq!((found.sentences_a.len(), found.sentences_b.len(), found.pairs.len()), (10_000, 5_000, 5_000));
}

#[test]
fn a_line_without_end_is_compared() {
    // One of 5 MB takes fifteen times as long, a minute where nothing is optimised.
    let sentence = |n: usize| {
        format!("Point {n} concerns harbour {} and the {} pilots of region {}. ", n * 7, n % 97, n % 13)
    };
    let line = |from: usize| -> String { (from..from + 5_000).map(sentence).collect() };
    let (a, b) = (line(0), line(1_000));
    assert!(a.len() > 300_000, "{} bytes", a.len());
    let found = compared(&text([a.trim_end()]), &text([b.trim_end()]));
    assert_eq!(found.coverage.a_matched, 1);
    assert!(found.pairs.iter().filter(|pair| pair.kind == PairKind::Same).count() > 3_900);
}
