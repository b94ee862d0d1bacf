//! The ledger on sentences of our own, finder by finder, and its laws on random texts.

use proptest::prelude::*;

use crate::ledger::Listing;
use crate::model::{KnownName, LedgerClass, LedgerRow, PassageText, Presence, Text};

use LedgerClass::{Date, Name, Number, Organisation, Person, Place, Quotation, Topic, Treaty};

fn found(a: &str, b: &str, names: &[KnownName]) -> Vec<LedgerRow> {
    found_in(&[a, b], names)
}

fn found_in(texts: &[&str], names: &[KnownName]) -> Vec<LedgerRow> {
    let text = |text| Text { lang: "", passages: vec![PassageText { anchor: "", text }] };
    let texts: Vec<Text<'_>> = texts.iter().copied().map(text).collect();
    let mut listing = Listing::new(&texts, names);
    loop {
        if let Some(rows) = listing.step() {
            return rows;
        }
    }
}

fn known(class: LedgerClass, name: &str, aliases: &[&str]) -> KnownName {
    KnownName {
        class,
        name: name.to_owned(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
    }
}

/// What one text states of some class, each as `normal`, or `qualifier | normal | unit` where it has these.
fn check(class: LedgerClass, text: &str, expected: &[&str]) {
    let rows = found(text, "", &[]);
    let shown = |row: &LedgerRow| match (row.qualifier.as_str(), row.unit.as_str()) {
        ("", "") => row.normal.clone(),
        (qualifier, unit) => format!("{qualifier} | {} | {unit}", row.normal),
    };
    let found: Vec<String> = rows.iter().filter(|row| row.class == class).map(shown).collect();
    assert_eq!(found, expected, "{class:?} of {text:?}, all of it: {rows:#?}");
}

/// The rows of two texts, each as `class value in`, with its qualifier where it has one.
fn check_both(a: &str, b: &str, names: &[KnownName], expected: &[&str]) {
    let shown = |row: &LedgerRow| {
        let qualifier =
            if row.qualifier.is_empty() { String::new() } else { format!(" ({})", row.qualifier) };
        format!("{} {} {}{qualifier}", row.class.id(), row.value, row.presence().id())
    };
    let found: Vec<String> = found(a, b, names).iter().map(shown).collect();
    assert_eq!(found, expected, "{a:?} against {b:?}");
}

#[test]
fn places_are_known_by_their_usual_names() {
    check(
        Place,
        "The envoy of the United States met U.S. and American pilots in the US.",
        &["united states"],
    );
    check(Place, "Iranians and Iraqi engineers left for Türkiye, not Turkey.", &["iran", "iraq", "turkey"]);
    check(Place, "Kiev said so; Kyiv did not.", &["kyiv"]);
    check(Place, "The DPRK answered North Korea watchers.", &["north korea"]);
    check(Place, "They left us a turkey and some china.", &[]);
    check(
        Place,
        "Ships in the Black Sea, the Taiwan Strait and off Crimea",
        &["black sea", "taiwan strait", "crimea"],
    );
    check(
        Place,
        "Российские и украинские врачи из США, украинцев ждали в Соединенных Штатах",
        &["russia", "ukraine", "united states"],
    );
    check(Place, "Иран и Китай, с Ираном и Китаем, в Киеве из Киева", &["iran", "china", "kyiv"]);
    check(
        Place,
        "Дело о малых судах: Данные по делу, Газ подорожал в Мали, Нигерии и Нигере",
        &["mali", "nigeria", "niger"],
    );
    check(Place, "The Grey Bridge over the Tarn River", &["grey bridge", "tarn river"]);
}

#[test]
fn bodies_and_treaties_are_known_or_told_by_their_nouns() {
    check(
        Organisation,
        "NATO, Nato and the WHO, who left the UN Security Council",
        &["nato", "world health organization", "un security council"],
    );
    check(
        Organisation,
        "It asked the Lakeland Ministry of Fisheries and the Tarn Pilots Association.",
        &["lakeland ministry of fisheries", "tarn pilots association"],
    );
    check(
        Organisation,
        "The Israeli-Lakeland Fisheries Commission met the Russian Foreign Ministry.",
        &["israeli lakeland fisheries commission", "russian foreign ministry"],
    );
    check(
        Organisation,
        "Совет Безопасности ООН и МАГАТЭ, заседание Совбеза",
        &["un security council", "iaea"],
    );
    check(
        Treaty,
        "the JCPOA, or Joint Comprehensive Plan of Action, and the Minsk Agreements",
        &["jcpoa", "minsk agreements"],
    );
    check(Treaty, "under the Tarn Ferry Convention", &["tarn ferry convention"]);
    check(
        Treaty,
        "resolutions 242 and 338, Resolution 1929 (2010), Article 5, резолюции 2231",
        &["resolution 242", "resolution 338", "resolution 1929", "article 5", "resolution 2231"],
    );
    check(Date, "Resolution 1929 (2010) of 9 June 2010", &["2010-06-09"]);
}

#[test]
fn persons_are_told_by_titles() {
    check(Person, "Talks with President Anna Moor went on; Moor left.", &["anna moor"]);
    check(Person, "It was Lakeland Foreign Minister Edda Storm of Arden.", &["edda storm"]);
    check(
        Person,
        "The President of Arden Anna Moor and Minister for Foreign Affairs Ilmar Koss met.",
        &["anna moor", "ilmar koss"],
    );
    check(
        Person,
        "He met foreign minister Ilmar Koss and spokesman Oru Tamm of Iran.",
        &["ilmar koss", "oru tamm"],
    );
    check(Person, "They saw President A. Moor, then Anna Moor, then Anna B. Moor.", &["anna b moor"]);
    check(Person, "Today President Lia Benn and Minister Karl Benn came.", &["lia benn", "karl benn"]);
    check(Person, "Yes, Oru Tamm said so. Then Tamm left.", &["oru tamm"]);
    check(
        Person,
        "Говорил министр иностранных дел Иван Шторм, затем глава МИД Китая Чен Бо, а Шторма ждали.",
        &["иван шторм", "чен бо"],
    );
    check(Person, "Прибыл президент России И.И.Шторм, у Шторма спросили.", &["и.и.шторм"]);
    check(Person, "The envoy praised New Arden and the Grey Bridge.", &[]);
    check(Name, "The envoy praised New Arden and flew an F-16 there.", &["new arden", "f-16"]);
}

#[test]
fn numbers_have_their_unit_and_qualifier() {
    check(Number, "more than 21,000 people", &["more than | 21000 | people"]);
    check(
        Number,
        "an aid package of $500 million and another $ 1 billion",
        &[" | 500000000 | $", "another | 1000000000 | $"],
    );
    check(
        Number,
        "about 12 per cent, nearly 7% and 3.5 million euros",
        &["about | 12 | %", "nearly | 7 | %", " | 3500000 | €"],
    );
    check(
        Number,
        "from 10 to 15 ships, 20–30 million tonnes, between 3 and 5 boats",
        &[" | 10-15 | ships", " | 20000000-30000000 | tonnes", " | 3-5 | boats"],
    );
    check(
        Number,
        "two villages, twenty-five new air defence systems, three hundred pupils, dozens of boats",
        &[" | 2 | villages", " | 25 | systems", " | 300 | pupils", " | dozens | boats"],
    );
    check(
        Number,
        "the twenty-fifth day, 10.000 years, a 15-per-cent share of 1990s boats",
        &[" | 10000 | years", " | 15 | %"],
    );
    check(
        Number,
        "half a million people, half a billion dollars, полмиллиона рублей",
        &[" | 500000 | people", " | 500000000 | $", " | 500000 | ₽"],
    );
    check(Number, "one and a half million people", &[" | 1500000 | people"]);
    check(
        Number,
        "twenty-one people, thirty-one boats, two dozen ships, a dozen crates, half a dozen barges",
        &[" | 21 | people", " | 31 | boats", " | 24 | ships", " | 12 | crates", " | 6 | barges"],
    );
    check(
        Number,
        "£40m, 40m people, 1/3 of voters",
        &[" | 40000000 | £", " | 40000000 | people", " | 1/3 | voters"],
    );
    check(Number, "the two sides, the three agreed, a two-state plan, one of them", &[]);
    check(Number, "the 80th session, the 2nd day, paragraph 7, 80-й раз", &[]);
    check(Number, "1. Fish\n2. Boats\n(3) Nets", &[]);
    check(Number, "a five-year plan for 2000 people", &[" | 5 | year", " | 2000 | people"]);
    check(
        Number,
        "более 21 000 мирных жителей и почти 2,5 млрд рублей, два завода",
        &["более | 21000 | жителей", "почти | 2500000000 | ₽", " | 2 | завода"],
    );
}

#[test]
fn dates_are_listed_with_and_without_their_year() {
    check(Date, "on 26 September 2025, on September 26, in 2024", &["2025-09-26", "2024"]);
    check(
        Date,
        "on 26-27 September 2025 and May 3–5, 2024 and 3 and 4 June",
        &["2025-09-26", "2025-09-27", "2024-05-03", "2024-05-05", "--06-03", "--06-04"],
    );
    check(
        Date,
        "next week, or tomorrow, or on Monday; on Friday, 2 May, at 15:00, in the 1990s",
        &["next week", "tomorrow", "monday", "--05-02", "15:00", "1990s"],
    );
    check(
        Date,
        "на следующей неделе, завтра, в среду; охрана среды",
        &["следующей неделе", "завтра", "среду"],
    );
    check(Date, "in today's world, this place", &[]);
    check(
        Date,
        "May 5th, 2024 and the 6th of May, 2024 and Jan. 6",
        &["2024-05-05", "2024-05-06", "--01-06"],
    );
    check(Number, "on 2024-05-05 and the 6th of May, on Sept. 3, 2024", &[]);
}

#[test]
fn both_sides_meet_whatever_the_form() {
    check_both(
        "The Minister counted more than 21,000 people in Gaza on 5 May.",
        "He counted about 21 000 in the Gaza Strip on 5 May 2031; 14 boats came.",
        &[],
        &["place Gaza both", "number 21 000 both (more than / about)", "number 14 b", "date 5 May 2031 both"],
    );
    check_both(
        "He said “we will keep the eastern harbour open” twice.",
        "She said “keep the eastern harbour open”, then “never”.",
        &[],
        &["quotation we will keep the eastern harbour open both", "quotation never b"],
    );
    check_both(
        "21,000 people and 21,000 goats",
        "21,000 persons",
        &[],
        &["number 21,000 persons both", "number 21,000 goats a"],
    );
    check_both("40,000 tonnes", "40 000 тонн", &[], &["number 40 000 both"]);
    check_both("40,000 tonnes", "40,000 طن", &[], &["number 40,000 both"]);
    check_both("40,000 residents", "40 000 жителей", &[], &["number 40 000 both"]);
    check_both(
        "40,000 tons and 40,000 soldiers",
        "40,000 tonnes",
        &[],
        &["number 40,000 tons a", "number 40,000 soldiers a", "number 40,000 tonnes b"],
    );
    check_both(
        "It was Sergei Lavrov. Then Lavrov met Rubio.",
        "Это был Лавров. Потом Лаврова видел Рубио.",
        &[],
        &["name Sergei Lavrov both", "name Rubio both"],
    );
    check_both(
        "President Anna Moor of Iran left.",
        "We heard that Moor had left Tehran.",
        &[],
        &["person Anna Moor both", "place Iran a", "place Tehran b"],
    );
}

#[test]
fn the_caller_knows_names_too() {
    let names = [
        known(Person, "Anna Moor", &["Moor", "Анна Моор", "Моор"]),
        known(Organisation, "Ukraine", &[]),
        known(Topic, "Fishing", &["trout", "catch quotas"]),
        known(Place, "Highport", &["Haut-Port"]),
    ];
    check_both(
        "Moor spoke of trout and trout fishing in Highport.",
        "Моор приехала с Украины. Quotas on catch in Haut-Port are Ukrainian.",
        &names,
        &["person Anna Moor both", "place Highport both", "place Ukraine b", "topic Fishing a"],
    );
    let names_inside = [
        known(Organisation, "US State Department", &[]),
        known(Topic, "Russia–US relations", &["relations with the United States"]),
        known(Topic, "United States", &["US sanctions"]),
    ];
    check_both(
        "It spoke of relations with the United States.",
        "The US State Department spoke of US sanctions.",
        &names_inside,
        &["place United States both", "organisation US State Department b", "topic Russia–US relations a"],
    );
    check_both("They left Sudan.", "They left South Sudan.", &[], &["place Sudan a", "place South Sudan b"]);
    let rows = found("Moor spoke of trout and trout fishing.", "", &names);
    let counts: Vec<(LedgerClass, u32)> = rows.iter().map(|row| (row.class, row.sides[0].count)).collect();
    assert_eq!(counts, [(Person, 1), (Topic, 3)]);
}

#[test]
fn a_sentence_without_end_of_copies_ends() {
    let text = "Minister Koss and 21,000 people said “we will not” in Iran on 5 May. ".repeat(1_000);
    let rows = found(&text, &text, &[]);
    let classes: Vec<LedgerClass> = rows.iter().map(|row| row.class).collect();
    assert_eq!(classes, [Person, Place, Number, Date, Quotation]);
    assert_eq!(rows[0].sides[0].sentences.len(), 1_000);
}

/// Texts of words the finders look for, so that rows of all classes come up.
fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "President",
        "Anna Moor",
        "Moor",
        "A. Moor",
        "Kim",
        "Kim Benn",
        "of",
        "Iran",
        "Iranian",
        "NATO",
        "about",
        "more than",
        "21,000",
        "people",
        "goats",
        "$5",
        "million",
        "5 May",
        "2031",
        "May 2031",
        "next week",
        "“never",
        "again",
        "and again”",
        "resolution 242",
        "and",
        "338",
        "two",
        "hundred",
        "10 to 15",
        "Tarn Council",
        "said.",
        "Путин",
        "Путиным",
        "украинский",
        "Газа",
        "21 000 человек",
        "—",
        "12%",
        "F-16",
        "…",
        "ß",
        "\u{a0}",
        "Xi",
        "President Xi Moor",
    ]);
    prop::collection::vec(word, 0..24).prop_map(|words| words.join(" "))
}

fn mirrored(mut row: LedgerRow) -> LedgerRow {
    row.sides.reverse();
    if let Some((a, b)) = row.qualifier.split_once(" / ") {
        row.qualifier = format!("{b} / {a}");
    }
    row
}

fn sorted(mut rows: Vec<LedgerRow>) -> Vec<LedgerRow> {
    rows.sort_by(|x, y| (x.class, &x.normal, &x.unit).cmp(&(y.class, &y.normal, &y.unit)));
    rows
}

#[test]
fn of_several_texts_each_fact_is_told_with_all_that_state_it() {
    let rows = found_in(
        &[
            "More than 21,000 people left Gaza, said Anna Moor.",
            "President Anna Moor spoke in Iran.",
            "We heard Moor count about 21 000 people; others left Gaza and Iran.",
        ],
        &[],
    );
    let shown = |row: &LedgerRow| {
        let holders = row.holders().map(|side| side.to_string()).collect::<Vec<_>>().join("+");
        let all = if row.is_in_all() { " all" } else { "" };
        format!("{} {holders}{all} {}", row.value, row.qualifier)
    };
    let told: Vec<String> = rows.iter().map(shown).collect();
    assert_eq!(told, ["Anna Moor 0+1+2 all ", "Gaza 0+2 ", "Iran 1+2 ", "21 000 0+2 more than / about"]);
    assert!(rows.iter().all(|row| row.only().is_none()));
    let alone = found_in(&["Nothing.", "Nothing at all.", "They left Iran twice, for Iran is near."], &[]);
    assert_eq!((alone[0].only(), alone[0].sides[2].count, alone.len()), (Some(2), 2, 1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn swapping_the_texts_swaps_the_ledger(a in text(), b in text()) {
        let back: Vec<LedgerRow> = found(&b, &a, &[]).into_iter().map(mirrored).collect();
        prop_assert_eq!(sorted(found(&a, &b, &[])), sorted(back));
    }

    #[test]
    fn the_order_of_several_texts_does_not_matter(a in text(), b in text(), c in text()) {
        let turned = |mut row: LedgerRow| {
            row.sides.rotate_left(1);
            let qualifiers: Vec<&str> = row.qualifier.split(" / ").collect();
            let mut qualifiers: Vec<String> = qualifiers.into_iter().map(str::to_owned).collect();
            qualifiers.sort();
            LedgerRow { qualifier: qualifiers.join(" / "), ..row }
        };
        let there = found_in(&[&a, &b, &c], &[]).into_iter().map(turned).collect();
        let back = found_in(&[&b, &c, &a], &[]).into_iter().map(turned).map(|mut row| {
            row.sides.rotate_right(1);
            row
        });
        prop_assert_eq!(sorted(there), sorted(back.collect()));
    }

    #[test]
    fn a_text_shares_every_fact_with_itself(a in text()) {
        for row in found(&a, &a, &[]) {
            prop_assert_eq!(row.presence(), Presence::Both);
            prop_assert_eq!(&row.sides[0], &row.sides[1]);
            prop_assert!(!row.value.is_empty() && !row.normal.is_empty() && !row.sides[0].sentences.is_empty());
        }
    }
}
