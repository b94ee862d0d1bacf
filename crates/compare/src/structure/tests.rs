//! Structure on notes of talks that never took place, and its laws on random texts.

use super::*;
use crate::model::PassageText;
use proptest::prelude::*;

fn text(lines: &str) -> Text<'_> {
    Text { lang: "", passages: lines.split('\n').map(|text| PassageText { anchor: "", text }).collect() }
}

fn swapped(found: Structure) -> Structure {
    let topics = found.topics.into_iter().map(|topic| TopicShare {
        words_a: topic.words_b,
        words_b: topic.words_a,
        ..topic
    });
    let verbs = found.verbs.into_iter().map(|verb| VerbUse {
        a: verb.b,
        b: verb.a,
        places_a: verb.places_b,
        places_b: verb.places_a,
        ..verb
    });
    Structure {
        words_a: found.words_b,
        words_b: found.words_a,
        topics: topics.collect(),
        strip_a: found.strip_b,
        strip_b: found.strip_a,
        bands: found.bands.into_iter().map(|band| Band { a: band.b, b: band.a, ..band }).collect(),
        initiated_a: found.initiated_b,
        initiated_b: found.initiated_a,
        verbs: verbs.collect(),
    }
}

/// What is found, after the laws that hold for any two texts.
fn found(a: &str, b: &str, topics: &[Topic]) -> Structure {
    let (text_a, text_b) = (text(a), text(b));
    let found = structure(&text_a, &text_b, topics);
    assert_eq!(swapped(structure(&text_b, &text_a, topics)), found, "swapping the texts swaps the result");
    let sides = [(&text_a, &found.strip_a, found.words_a), (&text_b, &found.strip_b, found.words_b)];
    for (source, strip, words) in sides {
        assert_eq!(strip.iter().map(|block| block.words).sum::<u32>(), words, "every word is in one block");
        assert!(strip.windows(2).all(|pair| pair[0].topic != pair[1].topic), "neighbours differ");
        for block in strip {
            assert!(block.topic.is_none_or(|topic| topic < found.topics.len()));
            assert!(source.passages[block.start.passage].text.get(block.start.range.clone()).is_some());
        }
    }
    for band in &found.bands {
        let of = |strip: &[Block], at: usize| strip[at].topic;
        assert_eq!(of(&found.strip_a, band.a), Some(band.topic));
        assert_eq!(of(&found.strip_b, band.b), Some(band.topic));
    }
    let places_a = found.verbs.iter().flat_map(|verb| &verb.places_a).map(|one| &one.place);
    for place in places_a.chain(found.initiated_a.iter().map(|one| &one.place)) {
        assert!(
            text_a.passages[place.passage].text.get(place.range.clone()).is_some_and(|raw| !raw.is_empty())
        );
    }
    found
}

/// `expected`: `topic words`, `-` for none, in the order of A.
fn check_strip(a: &str, topics: &[Topic], expected: &[&str]) {
    let found = found(a, "", topics);
    let name = |block: &Block| block.topic.map_or("-", |topic| found.topics[topic].id.as_str());
    let drawn: Vec<String> =
        found.strip_a.iter().map(|block| format!("{} {}", name(block), block.words)).collect();
    assert_eq!(drawn, expected, "{a}");
}

/// `expected`: `verb subject` in the order of the table.
fn check_verbs(a: &str, expected: &[&str]) {
    let found = found(a, "", &[]);
    let drawn: Vec<String> = found
        .verbs
        .iter()
        .flat_map(|verb| verb.places_a.iter().map(|one| format!("{} / {}", verb.verb, one.subject)))
        .collect();
    assert_eq!(drawn, expected, "{a}");
}

/// `expected`: `who / the words that say so`.
fn check_initiative(a: &str, expected: &[&str]) {
    let found = found(a, "", &[]);
    let drawn: Vec<String> =
        found.initiated_a.iter().map(|one| format!("{} / {}", one.by, &a[one.place.range.clone()])).collect();
    assert_eq!(drawn, expected, "{a}");
}

#[test]
fn the_tables_are_well_formed() {
    for line in verbs::VERBS.lines() {
        assert!(line.contains(": "), "{line}");
        for word in line.split([' ', '+', ':', '*', '~', '^']) {
            let mixed = !word.is_ascii() && word.chars().any(|c| c.is_ascii_alphabetic());
            assert!(!mixed, "{word} has letters of two alphabets");
            assert_eq!(word, word.to_lowercase(), "a table is folded");
        }
    }
    let lexicon = Lexicon::new();
    for shown in ["sanctions", "food", "arms control"] {
        assert!(lexicon.subjects().all.iter().any(|row| row.label == shown), "{shown}");
    }
}

#[test]
fn subjects_come_in_the_order_of_the_text() {
    check_strip(
        "They met in Highport. The sanctions on Velmaria stay.\nNo embargo will be lifted. \
         Grain may leave the harbour. Farmers asked for it.",
        &[],
        &["- 4", "sanctions 10", "food 5", "- 4"],
    );
    check_strip(
        "Санкции остаются. О поставках зерна договорились.\nЗерно дорожает.",
        &[],
        &["sanctions 2", "food 6"],
    );
    check_strip("National Security Advisor Koss came. It is important.", &[], &["- 8"]);
    check_strip("", &[], &[]);
    check_strip("Ferry", &[], &["- 1"]);
    check_strip("🙂", &[], &[]);
}

#[test]
fn a_sentence_on_two_subjects_is_shared() {
    check_strip("Sanctions hit the grain.", &[], &["sanctions 2", "food 2"]);
    // Four words of one subject outweigh one of another.
    check_strip("Wheat, grain, harvest and fertiliser before sanctions.", &[], &["food 7"]);
}

#[test]
fn subjects_of_the_caller_come_before_the_built_in_ones() {
    let topic = |id: &str, label: &str, keywords: &[&str]| Topic {
        id: id.to_owned(),
        label: label.to_owned(),
        keywords: keywords.iter().map(|word| (*word).to_owned()).collect(),
    };
    let topics = [
        topic("tarn-ferry", "Ferry on the Tarn", &["Tarn ferries"]),
        topic("food", "What is eaten", &["dumpling"]),
    ];
    check_strip("The Tarn ferry sails.\nDumplings differ. Grain too.", &topics, &["tarn-ferry 4", "food 4"]);
    let found = found("Dumplings.", "Grain.", &topics);
    assert_eq!(found.topics.len(), 1);
    assert_eq!((found.topics[0].label.as_str(), found.bands.len()), ("What is eaten", 1));
}

#[test]
fn bands_connect_what_stands_on_both_sides() {
    let found = found(
        "The embargo stays. Grain may leave. The embargo was discussed at great length.",
        "Запасы зерна растут.\nСанкции вредят всем. Школы закрыты.",
        &[],
    );
    let drawn: Vec<(&str, usize, usize)> =
        found.bands.iter().map(|band| (found.topics[band.topic].id.as_str(), band.a, band.b)).collect();
    assert_eq!(drawn, [("sanctions", 2, 1), ("food", 1, 0)]);
    assert_eq!(
        found.topics.iter().map(|topic| (topic.words_a, topic.words_b)).collect::<Vec<_>>(),
        [(10, 3), (3, 3)]
    );
}

#[test]
fn verbs_are_told_with_who_did_it() {
    check_verbs(
        "President Oru Tamm of Sorland also underscored the risk. The two sides agreed to discuss fish.",
        &["agreed / two sides", "stressed / President Oru Tamm of Sorland"],
    );
    check_verbs(
        "He voiced deep concern and called on Velmaria to wait.",
        &["called for / ", "expressed concern / He"],
    );
    check_verbs(
        "Storm and Minister Koss agreed. They spoke of Velmaria and the President noted it.",
        &["agreed / Storm and Minister Koss", "noted / President"],
    );
    check_verbs("We welcome it. I would like to thank Koss.", &["welcomed / We", "thanked / I"]);
    check_verbs(
        "Лиа Бенн подчеркнула риск. Стороны договорились обсудить рыбу.",
        &["agreed / Стороны", "stressed / Лиа Бенн"],
    );
    check_verbs(
        "Tamm выразил серьёзную озабоченность. Он поблагодарил посла.",
        &["thanked / Он", "expressed concern / Tamm"],
    );
}

#[test]
fn what_was_denied_or_planned_was_not_done() {
    check_verbs("They have not yet agreed. The agreed text is lost. We will discuss it.", &[]);
    check_verbs("Стороны не договорились. Мы готовы обсуждать рыбу.", &[]);
    check_verbs("We cannot welcome that. It was never discussed.", &[]);
}

#[test]
fn who_started_it_is_told_by_the_words_alone() {
    for (source, expected) in [
        (
            "The call took place at the initiative of the Lakeland side.",
            "Lakeland side / at the initiative of the Lakeland side",
        ),
        (
            "They spoke at the request of President Oru Tamm, his office said.",
            "President Oru Tamm / at the request of President Oru Tamm",
        ),
        ("At Edda Storm’s own request the envoys met.", "Edda Storm / Edda Storm’s own request"),
        ("At the Velmarian side's initiative they spoke.", "Velmarian side / Velmarian side's initiative"),
        ("The talk was initiated by Sorland.", "Sorland / initiated by Sorland"),
        ("Sorland requested the meeting in May.", "Sorland / Sorland requested the meeting"),
        (
            "President Tamm called Prime Minister Edda Storm on Monday.",
            "President Tamm / President Tamm called",
        ),
        (
            "Edda Storm received a phone call from Ilmar Koss.",
            "Ilmar Koss / received a phone call from Ilmar Koss",
        ),
        (
            "Разговор состоялся по инициативе озёрной стороны.",
            "озёрной стороны / по инициативе озёрной стороны",
        ),
        (
            "По просьбе президента Сорланда Ору Тамма стороны встретились.",
            "президента Сорланда Ору Тамма / По просьбе президента Сорланда Ору Тамма",
        ),
        ("Ору Тамм позвонил Ивану Озерову.", "Ору Тамм / Ору Тамм позвонил"),
        ("Ивану Озерову позвонила Лиа Бенн.", "Лиа Бенн / позвонила Лиа Бенн"),
    ] {
        check_initiative(source, &[expected]);
    }
}

#[test]
fn nothing_is_said_where_nothing_is_said() {
    for source in [
        "Tamm spoke with Storm.",
        "They met at his request.",
        "The quota was cut at the request of Sorland.",
        "He called her.",
        "Tamm called NATO a threat.",
        "Tamm called for a truce.",
        "Tamm called for NATO to wait.",
        "Tamm called on Velmaria to wait.",
        "They exchanged views on the initiative of Velmaria.",
        "По его просьбе встретились.",
        "",
    ] {
        check_initiative(source, &[]);
    }
}

#[test]
fn the_same_words_over_and_over_are_one_block() {
    let found = found(&"The two sides agreed on grain. ".repeat(10_000), "Grain.", &[]);
    assert_eq!((found.strip_a.len(), found.strip_a[0].words, found.verbs[0].a), (1, 60_000, 10_000));
}

#[test]
fn a_sentence_without_end_takes_no_longer_than_many() {
    let endless = "they met at the request of Sorland and agreed on grain ".repeat(10_000);
    let (a, b) = (text(&endless), text(""));
    let found = structure(&a, &b, &[]);
    assert_eq!((found.strip_a.len(), found.verbs[0].a, found.initiated_a.len()), (1, 10_000, 10_000));
}

#[test]
fn swapping_texts_of_two_languages_swaps_the_result() {
    let [mut a, mut b] = ["Sanctions and fishing", "Fishing sanctions"].map(text);
    (a.lang, b.lang) = ("en", "fr");
    assert_eq!(swapped(structure(&b, &a, &[])), structure(&a, &b, &[]));
}

proptest! {
    #[test]
    fn the_laws_hold_for_any_words(
        a in "((Tamm|the|two sides|agreed|called|at|request|of|grain|sanctions|peace|talks|не|зерно|позвонил|по|просьбе|стороны)[ ]{1,2}|Storm’s |[.,] |\n|é){0,60}",
        b in "((Tamm|we|welcome|concerned|about|initiated|by|sanctions|energy|ferry|обсудили|Кому)[ -]|[.!] |\n|🙂){0,60}",
    ) {
        let topics = [Topic { id: "food".to_owned(), label: "Grain".to_owned(), keywords: vec!["peace talks".to_owned()] }];
        found(&a, &b, &topics);
        found(&a, &b, &[]);
    }
}
