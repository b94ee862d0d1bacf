//! Addresses read back to the views they were made from.

use super::*;
use demarche_corpus::PartialDate;
use demarche_search::{Field, Sort};

fn check(hash: &str) {
    let route = Route::parse(hash);
    assert_eq!(route.href(), hash, "{route:?}");
    assert_eq!(Route::parse(&route.href()), route);
}

#[test]
fn addresses_are_written_as_they_were_read() {
    for hash in [
        "#/",
        "#/?q=root+causes",
        "#/?q=%22root+causes%22+-Syria&speaker=sergey-lavrov&speaker=-marco-rubio&kind=interview&from=2024-10&to=2024-11-05&sort=newest&page=3&a=x&b=y",
        "#/?q=peace&view=concordance",
        "#/?q=peace&page=2&open=2024-11-01-hurriyet&a=x",
        "#/?view=groups",
        "#/?q=kind%3Aspeech&view=chart&series=peace+%7C+%22root+causes%22&by=speaker&unit=quarter&measure=per10k&page=2",
        "#/?q=oil&view=concordance",
        "#/?q=oil&sort=before2&view=concordance&lgroup=year&only=2024&word=%3Dgas&width=12",
        "#/?q=oil&sort=oldest&view=concordance&lgroup=side&only=",
        "#/?view=groups&g=side&ga=russia&gb=united-states",
        "#/?view=groups&g=date&ga=2025",
        "#/?view=groups&ga=speaker%3Alavrov&gb=date%3A%3C2025",
        "#/?view=groups&g=query",
        "#/?view=groups&gw=all",
        "#/?view=groups&g=side&ga=x&gb=y&gw=all",
        "#/?view=groups&g=speaker&ga=x",
        "#/s/2024-11-01-hurriyet",
        "#/s/%D0%BF%D0%BE%D1%81%D1%82?q=%D0%BC%D0%B8%D1%80&p=p3k9x2a&hit=4",
        "#/s/one?speaker=sergey-lavrov&speaker=-marco-rubio&kind=interview&from=2024-10&to=2024-11-05",
        "#/s/one?q=peace&place=%2B-minus&sort=oldest&p=p1&hit=2",
        "#/compare?a=one&b=two&rows=only-b",
        "#/compare?b=two",
        "#/compare?a=one&b=two&rows=paired-b",
        "#/compare?a=one&b=two&c=three&rows=paired-bc&panel=with-bc",
        "#/compare?a=one&b=two&rows=alone-a",
        "#/compare?a=one&b=two&formulae=only",
        "#/compare?own=new",
        "#/compare?a=one&own=new&rows=moved",
        "#/compare?a=own%3A1&b=event%3Ax&c=q%3Ay&d=z&rows=only-d&formulae=hide&min=40&scroll=free&panel=ledger&p=p3k9x2a",
        "#/events",
        "#/e/rubio-lavrov",
        "#/about",
        "#/nowhere/at/all?x=1",
    ] {
        check(hash);
    }
}

#[test]
fn an_empty_or_missing_hash_is_the_first_page() {
    for hash in ["", "#", "#/", "/"] {
        assert_eq!(Route::parse(hash), Route::Browse(BrowseState::default()), "{hash}");
    }
}

#[test]
fn hostile_and_odd_values_come_back_as_they_are() {
    for value in ["-minus", "+plus", "a b", "a+b", "a&b=c", "<script>", "%41", "#?", "\u{202e}rtl", "/s/x"] {
        let state =
            BrowseState::default().toggle(Field::Place, value, false).toggle(Field::Topic, value, true);
        let route = Route::Browse(state);
        assert_eq!(Route::parse(&route.href()), route, "{value}");
        let Route::Browse(state) = route else { panic!("a browse route") };
        let read = Route::found(value, &state.with_text(value).request);
        assert_eq!(Route::parse(&read.href()), read, "{value}");
    }
}

#[test]
fn nonsense_parameters_are_left_aside() {
    let Route::Browse(state) = Route::parse(
        "#/?from=2024-99&sort=sideways&page=-2&colour=red&speaker=&view=pie&unit=week&by=event&measure=x",
    ) else {
        panic!("a browse route");
    };
    let misread = vec![
        Misread::Date("from=2024-99".to_owned()),
        Misread::Name("view=pie".to_owned()),
        Misread::Name("sort=sideways".to_owned()),
    ];
    assert_eq!(state, BrowseState { misread, ..BrowseState::default() });
    assert_eq!(Route::Browse(state).href(), "#/");
}

#[test]
fn a_range_of_dates_can_be_the_wrong_way_round() {
    let check = |hash: &str, reversed: bool| {
        let Route::Browse(state) = Route::parse(hash) else { panic!("a browse route") };
        assert_eq!(state.is_reversed(), reversed, "{hash}");
    };
    check("#/?from=2025-10&to=2025-09", true);
    check("#/?from=2025-10&to=2025", false);
    check("#/?from=2025-10", false);
}

#[test]
fn toggling_twice_changes_nothing_and_the_page_starts_anew() {
    let start = BrowseState { page: 4, ..BrowseState::default() };
    let once = start.toggle(Field::Kind, "speech", false);
    assert_eq!(once.page, 0);
    assert_eq!(once.toggle(Field::Kind, "speech", false), BrowseState::default());
    let excluded = once.toggle(Field::Kind, "speech", true);
    assert!(excluded.request.filters.choices[&Field::Kind].include.is_empty());
    assert!(excluded.request.filters.choices[&Field::Kind].exclude.contains("speech"));
}

#[test]
fn a_fifth_choice_takes_the_place_of_the_fourth() {
    let four = BrowseState::default().choose("one").choose("two").choose("three").choose("four");
    assert_eq!(Route::Browse(four.clone()).href(), "#/?a=one&b=two&c=three&d=four");
    let state = four.choose("five");
    assert_eq!(state.chosen, ["one", "two", "three", "five"]);
    assert_eq!(state.choose("one").chosen, ["two", "three", "five"]);
}

#[test]
fn dates_keep_their_precision() {
    let mut state = BrowseState::default();
    state.request.filters.from = PartialDate::parse("2024");
    state.request.sort = Sort::Oldest;
    assert_eq!(Route::Browse(state).href(), "#/?from=2024&sort=oldest");
}

#[test]
fn what_is_read_beside_the_list_stays_when_the_query_changes() {
    let state = BrowseState { open: "one".to_owned(), page: 2, ..BrowseState::default() };
    for next in [state.with_text("peace"), state.toggle(Field::Kind, "speech", false), state.choose("two")] {
        assert_eq!(next.open, "one", "{next:?}");
    }
}

#[test]
fn a_statement_says_what_it_was_found_by() {
    let check = |search: &str, found: &str, leads: bool| {
        let (Route::Browse(state), Route::Read(read)) = (Route::parse(search), Route::parse(found)) else {
            panic!("a search and a statement");
        };
        assert_eq!(state.leads_to(&read.found), leads, "{search} {found}");
        if leads && state.view == View::List {
            assert_eq!(Route::found("one", &state.request).href(), found);
        }
    };
    check("#/", "#/s/one", true);
    check("#/?q=peace&speaker=x&page=3&open=two&a=two", "#/s/one?q=peace&speaker=x", true);
    check("#/?from=2024&sort=oldest", "#/s/one?from=2024&sort=oldest", true);
    check("#/?q=peace&speaker=x", "#/s/one?q=peace", false);
    check("#/?q=peace&sort=newest", "#/s/one?q=peace", false);
    check("#/?q=peace", "#/s/one?q=peace&from=2024", false);
    // Its lines are ordered, not the statements; a line may mark another word.
    check("#/?q=peace&sort=oldest&view=concordance", "#/s/one?q=peace", true);
    check("#/?q=peace&view=concordance&word=war", "#/s/one?q=war", true);
    check("#/?q=peace&side=x&view=concordance", "#/s/one?side=x", false);
    check("#/?q=peace&view=chart", "#/s/one?q=war", false);
}

#[test]
fn nonsense_in_the_address_of_a_statement_is_left_aside() {
    assert_eq!(Route::parse("#/s/one?from=never&sort=sideways&speaker=&hit=0&p=").href(), "#/s/one");
}

#[test]
fn a_change_of_the_query_opens_all_groups_again() {
    let state = BrowseState {
        view: View::Concordance,
        lines: LinesState {
            group: Some(demarche_search::LineGroup::Year),
            only: Some("2024".to_owned()),
            word: "=oil".to_owned(),
            ..LinesState::default()
        },
        ..BrowseState::default()
    };
    assert_eq!(state.toggle(Field::Kind, "speech", false).lines.only, None);
    let typed = state.with_text("gas");
    assert_eq!(
        (typed.view, typed.lines.word.as_str(), typed.lines.group),
        (View::Concordance, "", state.lines.group)
    );
    assert_eq!(state.with_view(View::Chart).lines.word, "");
}

#[test]
fn every_state_of_a_comparison_comes_back() {
    let texts: [&[&str]; 6] =
        [&[], &["one", "two"], &["", "a&b=c ü"], &["own:1"], &["one", "", "-three"], &["a", "b", "c", "+d"]];
    let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    let states = texts.map(|texts| CompareState::of(&ids(texts)));
    for state in states {
        for rows in RowFilter::all() {
            for bits in 0..32_u8 {
                let is_set = |bit: u8| bits & (1 << bit) != 0;
                let state = CompareState {
                    rows,
                    hides_formulae: is_set(0) && rows != RowFilter::Formulae,
                    least: is_set(1).then_some(bits * 3),
                    is_free: is_set(2),
                    passage: is_set(3).then(|| "p=1&x".to_owned()),
                    panel: if is_set(4) { "ledger".to_owned() } else { String::new() },
                    ..state.clone()
                };
                let route = Route::Compare(state.clone());
                assert_eq!(Route::parse(&route.href()), route);
                assert_eq!(state.swapped().swapped(), state);
            }
        }
    }
}

#[test]
fn odd_parameters_of_a_comparison_do_no_harm() {
    let check = |hash: &str, expected: &str| assert_eq!(Route::parse(hash).href(), expected, "{hash}");
    check("#/compare?a=x&b=y&rows=sideways&min=-3&scroll=up&formulae=show&p=", "#/compare?a=x&b=y");
    check("#/compare?a=x&b=y&min=140&rows=only-e&colour=red", "#/compare?a=x&b=y");
    check("#/compare?a=x&b=y&d=z", "#/compare?a=x&b=y&c=z");
    check("#/compare?a=x&b=y&a=z", "#/compare?a=z&b=y");
    check("#/compare?a=x&b=y&rows=moved&formulae=only", "#/compare?a=x&b=y&formulae=only");
    check("#/compare?a=x&b=y&rows=paired-a", "#/compare?a=x&b=y");
    check("#/own", "#/compare?own=new");
    check("#/compare?a=x&b=y&rows=paired-cb", "#/compare?a=x&b=y");
}

#[test]
fn what_is_shown_of_two_texts_goes_with_them_when_a_and_b_change_places() {
    let check = |shown: &str, expected: &str| {
        let Route::Compare(state) = Route::parse(&format!("#/compare?a=x&b=y&c=z&d=w{shown}")) else {
            panic!("{shown}")
        };
        let href = Route::Compare(state.swapped()).href();
        assert_eq!(href, format!("#/compare?a=y&b=x&c=z&d=w{expected}"));
    };
    check("&rows=only-a", "&rows=only-b");
    check("&rows=alone-c", "&rows=alone-c");
    check("&rows=paired-b", "&rows=paired-b");
    check("&rows=paired-c", "&rows=paired-bc");
    check("&rows=paired-bd", "&rows=paired-d");
    check("&rows=paired-cd", "&rows=paired-cd");
    check("&panel=ledger-a.words.with-c", "&panel=ledger-b.words.with-bc");
    check("&panel=ledger-c.with-bd", "&panel=ledger-c.with-d");
    check("&panel=with-z.ledger-both", "&panel=with-z.ledger-both");
}
