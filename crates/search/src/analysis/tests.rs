//! Tests of tokens: what is a word, where it stands, whatever it is written with.

use super::*;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use proptest::prelude::*;

fn shown(text: &str) -> String {
    let tokens = tokens(text);
    let shown: Vec<String> =
        tokens.iter().map(|token| format!("{}:{}", token.position, token.form)).collect();
    shown.join(" ")
}

fn check(text: &str, expected: &str) {
    assert_eq!(shown(text), expected, "{text}");
}

#[test]
fn words_are_cut_and_folded() {
    check("The Ministry’s note, at 3.5bn.", "0:the 1:ministry 2:note 3:at 4:3.5bn");
    check("U.S. and cease-fire; don’t", "0:u.s 1:and 2:cease 3:fire 4:don't");
    check("Türkiye, Łódź, Straße, Orbán’s", "0:turkiye 1:lodz 2:strasse 3:orban");
    check("Ёлка, чей Київ, и\u{306}од, за\u{301}мок", "0:елка 1:чей 2:київ 3:йод 4:замок");
    check("co\u{ad}operation zero\u{200b}width", "0:cooperation 1:zerowidth");
    check(
        "snake_case key:value It ended.Then more",
        "0:snake 1:case 2:key 3:value 4:it 5:ended 6:then 7:more",
    );
    check("cafe\u{301} cafe\u{301}\u{323} , 8\u{301} ½", "0:cafe 1:cafe 2:8");
    check(
        "at www.un.org, in place.where U.S.A and a.m. are",
        "0:at 1:www 2:un 3:org 4:in 5:place 6:where 7:u.s.a 8:and 9:a.m 10:are",
    );
    check("Ǿrsted, ǽon, И\u{323}\u{306}од, И\u{301}\u{306}од", "0:orsted 1:aeon 2:йод 3:иод");
}

#[test]
fn two_scripts_stand_side_by_side() {
    check("NATO и НАТО: F-16-й, «Covid-19» в РФ", "0:nato 1:и 2:нато 3:f 4:16 5:й 6:covid 7:19 8:в 9:рф");
    check("港口开放 カタカナ ひら 80年", "0:港 1:口 2:开 3:放 4:カタカナ 5:ひ 6:ら 7:80 8:年");
    check("ที่นี่", "0:ที่ 1:นี่");
    check("Δίκη دعوى 한국 Норпорт/Norport", "0:δικη 1:دعوى 2:한국 3:норпорт 4:norport");
}

#[test]
fn apostrophes_hyphens_and_quotation_marks_are_alike_in_all_forms() {
    for apostrophe in ["'", "’", "‘", "‛", "ʼ", "ʻ", "ʹ", "′", "`", "´", "＇", "՚"] {
        check(&format!("the envoy{apostrophe}s don{apostrophe}t"), "0:the 1:envoy 2:don't");
    }
    for hyphen in ["-", "‐", "‑", "‒", "–", "—", "―", "−", "﹣", "－", "\u{a0}"] {
        check(&format!("a cease{hyphen}fire"), "0:a 1:cease 2:fire");
    }
    for quoted in
        ["\"a b\"", "“a b”", "„a b“", "«a b»", "‹a b›", "‘a b’", "'a b'", "‚a b‘", "＂a b＂", "`a b´"]
    {
        check(quoted, "0:a 1:b");
    }
    for invisible in
        ["\u{ad}", "\u{200b}", "\u{200c}", "\u{200d}", "\u{200e}", "\u{2060}", "\u{fe0f}", "\u{feff}"]
    {
        check(&format!("{invisible}cease{invisible}fire{invisible}, x"), "0:ceasefire 1:x");
    }
    for space in [" ", "\u{a0}", "\u{2003}", "\u{2009}", "\u{202f}", "\u{3000}", "\t", "\r\n"] {
        check(&format!("one{space}two"), "0:one 1:two");
    }
}

#[test]
fn a_hashtag_is_found_whole_and_in_parts() {
    check("see #SafeHarbour now", "0:see 1:safeharbour 1:safe 2:harbour 3:now");
    check("＃UNGA80 #ok", "0:unga80 0:unga 1:80 2:ok");
    check("#UNCharterIsOurRules!", "0:uncharterisourrules 0:un 1:charter 2:is 3:our 4:rules");
    check("#Мир80Лет #free_Passage", "0:мир80лет 0:мир 1:80 2:лет 3:free 4:passage");
    let whole = query_tokens("#SafeHarbour");
    assert_eq!(whole.len(), 1);
}

#[test]
fn ranges_point_into_the_text_as_given() {
    let text = "a co\u{ad}op\u{200b}s b don`t";
    let found = tokens(text);
    assert_eq!(&text[found[1].range.clone()], "co\u{ad}op\u{200b}s");
    assert_eq!(&text[found[3].range.clone()], "don`t");
}

#[test]
fn tokens_come_the_same_one_by_one() {
    let text = "On 21 000 of #SafeHarbour’s tonnes";
    let mut found = Vec::new();
    each_token(text, &mut |form, range, position| {
        found.push(Token { form: form.to_owned(), range, position })
    });
    assert_eq!(found, tokens(text));
}

/// Alphabets whose characters join in ways that a cut could get wrong.
fn odd_text() -> impl Strategy<Value = String> {
    let pieces = "a B 8 000 21 é e\u{301} \u{301} \u{fe0f} \u{20e3} \u{200d} \u{200c} \u{ad} \u{2011} \u{2027} ’ ' ` ʼ _ : . , # \
         - й и\u{306} ي\u{64b} 한 \u{1112}\u{1161}\u{11ab} 👩 🏽 🇺 🇦";
    let mut pieces: Vec<&str> = pieces.split(' ').collect();
    pieces.extend([" ", " ", "\u{a0}", "\u{202f}", "\r", "\n"]);
    prop::collection::vec(prop::sample::select(pieces), 0..16).prop_map(|all| all.concat())
}

fn forms(text: &str) -> Vec<(String, u32)> {
    tokens(text).into_iter().map(|token| (token.form, token.position)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_cut_no_letter_from_its_marks(text in odd_text()) {
        let segmenter = icu_segmenter::GraphemeClusterSegmenter::new();
        let cuts: Vec<usize> = segmenter.segment_str(&text).collect();
        let mut last = 0;
        for token in tokens(&text).iter().chain(&query_tokens(&text)) {
            prop_assert!(cuts.contains(&token.range.start), "{:?} {:?}", text, token);
            prop_assert!(cuts.contains(&token.range.end), "{:?} {:?}", text, token);
            prop_assert!(!token.range.is_empty() && !token.form.is_empty());
        }
        for token in query_tokens(&text) {
            prop_assert!(token.range.start >= last, "{:?} {:?}", text, token);
            last = token.range.end;
        }
    }

    #[test]
    fn tokens_do_not_depend_on_how_letters_are_composed(
        text in "([\\p{Latin}\\p{Greek}\\p{Cyrillic}]|[가-힣]|[ᄀ-ᄒ]|[ᅡ-ᅵ]|[ᆨ-ᇂ]|[ ,.'`#8-]|[\u{300}-\u{344}]){0,24}"
    ) {
        let composed = ComposingNormalizerBorrowed::new_nfc().normalize(&text);
        let apart = DecomposingNormalizerBorrowed::new_nfd().normalize(&text);
        prop_assert_eq!(forms(&composed), forms(&apart));
    }

    #[test]
    fn tokens_lie_on_character_boundaries_in_order(text in "(\\PC|#|[A-Za-zё’_.,0-9\u{ad}\u{200b}\u{301} -]){0,60}") {
        let mut start = 0;
        let mut position = 0;
        for token in tokens(&text) {
            prop_assert!(text.get(token.range.clone()).is_some_and(|slice| !slice.is_empty()));
            prop_assert!(token.range.start >= start && token.position >= position);
            prop_assert!(token.position <= position + 1);
            prop_assert!(!token.form.is_empty());
            start = token.range.start;
            position = token.position;
        }
    }

    #[test]
    fn a_form_typed_is_the_form_indexed(text in "[\\p{L}\\p{N}’.,_-]{1,12}") {
        let typed = query_tokens(&text);
        prop_assert_eq!(tokens(&text), typed.clone());
        for token in typed {
            prop_assert_eq!(fold(&token.form), token.form);
        }
    }
}
