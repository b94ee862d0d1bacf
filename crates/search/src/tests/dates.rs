//! How many statements may be of the days asked for without surely being: against every day that a date may mean.

use super::fixture::{ask, ask_with, body, engine, statement};
use crate::{Engine, FilterSet};
use demarche_corpus::source::Corpus;
use demarche_corpus::{PartialDate, pack};
use proptest::prelude::*;

const DATES: [&str; 9] =
    ["2024", "2025", "2024-12", "2025-01", "2025-02", "2024-12-31", "2025-01-01", "2025-01-31", "2025-02-28"];

fn engine_of(dates: &[&str]) -> Engine {
    let one = |(n, date): (usize, &&str)| (statement(&format!("s{n}"), "Words", date), body(&["Words."]));
    let mut statements: Vec<_> = dates.iter().enumerate().map(one).collect();
    statements.sort_by(|(one, _), (other, _)| pack::pack_order(one, other));
    engine(&Corpus { info: Default::default(), statements })
}

fn parsed(date: &str) -> PartialDate {
    PartialDate::parse(date).expect("a date")
}

/// All days that a date may mean.
fn days(date: PartialDate) -> Vec<u32> {
    let months = date.month().map_or(1..=12, |month| month..=month);
    let all = months.flat_map(|month| {
        let days = date.day().map_or(1..=31, |day| day..=day);
        days.filter_map(move |day| PartialDate::new(date.year(), Some(month), Some(day)))
    });
    all.map(PartialDate::first_day).collect()
}

fn of_dates() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&DATES[..])
}

proptest! {
    #[test]
    fn a_date_too_coarse_to_tell_is_counted(
        dates in prop::collection::vec(of_dates(), 0..12),
        asked in prop::collection::vec((any::<bool>(), of_dates()), 0..3),
        from in prop::option::of(of_dates()),
        to in prop::option::of(of_dates()),
    ) {
        let text: Vec<String> =
            asked.iter().map(|(is_not, date)| format!("{}date:{date}", if *is_not { "-" } else { "" })).collect();
        let (from, to) = (from.map(parsed), to.map(parsed));
        let total = ask_with(&engine_of(&dates), &text.join(" "), FilterSet { from, to, ..FilterSet::default() }).total;
        let holds = |day: &u32| {
            asked.iter().all(|(is_not, date)| days(parsed(date)).contains(day) != *is_not)
                && from.is_none_or(|from| *day >= from.first_day())
                && to.is_none_or(|to| *day <= to.last_day())
        };
        let surely = dates.iter().filter(|date| days(parsed(date)).iter().all(holds)).count();
        prop_assert_eq!(total.statements - total.uncertain, surely, "{:?}", text);
    }
}

#[test]
fn a_sentence_says_what_may_be_and_what_is() {
    let engine = engine_of(&["2025-09-24", "2025-09-24", "2025-09", "2025", "2024"]);
    let check = |text: &str, statements: usize, words: &str| {
        let total = ask(&engine, text).total;
        let told = total.uncertain_in_words(|count| count.to_string());
        assert_eq!((total.statements, told.as_str()), (statements, words), "{text}");
    };
    check("date:2025-09-24", 4, " (2 of them perhaps: dated by month or year only)");
    check("date:2025-09-24 OR date:2024", 5, " (2 of them perhaps: dated by month or year only)");
    check("date:2025-09-25", 2, " (perhaps: dated by month or year only)");
    check("date:2025-09", 4, " (1 of them perhaps: dated by month or year only)");
    check("date:2024..2025", 5, "");
    check("-date:2025-09-24", 1, "");
    check("-(-date:2025-09-24)", 4, " (2 of them perhaps: dated by month or year only)");
    check("words OR date:2025-09-24", 5, "");
}
