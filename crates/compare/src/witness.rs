//! From a statement of a pack to what is compared, the same for whoever asks.
//!
//! Lives here: which passages of a statement count, the language of a text nobody has named, and the setting made of
//! what a reader chose. Does not live here: reading packs or files. A page and the command that go through this file
//! find the same pairs.

use crate::compare::Setting;
use crate::meanings::Meanings;
use crate::model::{KnownName, PassageText, Text};
use crate::rarity::Rarity;
use crate::tongue::tongue;
use demarche_corpus::{Block, Body};

/// Whether a passage says anything: a line of signs ("###") has nothing that could have a counterpart.
#[must_use]
pub fn has_words(passage: &str) -> bool {
    passage.chars().any(char::is_alphanumeric)
}

/// The passages of a statement that are compared, in reading order.
pub fn passages(body: &Body) -> impl Iterator<Item = &Block> {
    body.passages().map(|(_, block)| block).filter(|block| has_words(body.block_text(block)))
}

/// What is compared of a statement in this language.
#[must_use]
pub fn text<'b>(lang: &'b str, body: &'b Body) -> Text<'b> {
    let passage = |block: &'b Block| PassageText { anchor: &block.anchor, text: body.block_text(block) };
    Text { lang, passages: passages(body).map(passage).collect() }
}

impl<'s> Setting<'s> {
    /// As usual but for the least score, if the reader wants one.
    #[must_use]
    pub fn of(
        rarity: &'s dyn Rarity,
        meanings: &'s Meanings,
        names: &'s [KnownName],
        least: Option<f64>,
    ) -> Setting<'s> {
        Setting { rarity, meanings, names, least_score: least }
    }
}

/// That two texts are in different languages, by their tags or else by their letters; in words for a reader.
#[must_use]
pub fn languages(a: &Text<'_>, b: &Text<'_>) -> Option<String> {
    let [of_a, of_b] = [a, b].map(|text| tongue_name(&language(text)));
    let (of_a, of_b, how) = match (of_a.is_empty(), of_b.is_empty()) {
        (false, false) => (of_a, of_b, "in"),
        _ => (script(a).to_owned(), script(b).to_owned(), "written in"),
    };
    if of_a == of_b || of_a.is_empty() || of_b.is_empty() {
        return None;
    }
    let mut said = String::from("A is ");
    for part in [how, " ", &of_a, ", B ", how, " ", &of_b] {
        said.push_str(part);
    }
    said.push_str(": only names, numbers and dates can be compared");
    Some(said)
}

/// The language of a text: by its tag, or else by its small words; empty where neither tells.
#[must_use]
pub fn language(text: &Text<'_>) -> String {
    let primary = text.lang.split('-').next().unwrap_or_default().to_ascii_lowercase();
    if primary.is_empty() || primary == "und" {
        return tongue(text.passages.iter().map(|passage| passage.text)).to_owned();
    }
    primary
}

/// Whether both texts are in Latin letters and in languages known to differ: what words they share, they share by
/// chance.
pub(crate) fn are_foreign(a: &Text<'_>, b: &Text<'_>) -> bool {
    const LATIN: &str = " en fr de es it pt ";
    let [of_a, of_b] = [a, b].map(|text| format!(" {} ", language(text)));
    of_a != of_b && LATIN.contains(&of_a) && LATIN.contains(&of_b)
}

/// Whether both texts are in English, as far as can be told.
pub(crate) fn are_english(a: &Text<'_>, b: &Text<'_>) -> bool {
    [a, b].into_iter().all(|text| matches!(language(text).as_str(), "en" | ""))
}

/// The language of a passage by its small words; empty where they do not tell.
#[must_use]
pub fn tongue_of(text: &str) -> &'static str {
    tongue(std::iter::once(text))
}

/// A language by the first part of its tag, for a reader.
#[must_use]
pub fn tongue_name(primary: &str) -> String {
    let names = TONGUES.split('|').filter_map(|tongue| tongue.split_once(' '));
    let mut names = names.filter(|(tag, _)| *tag == primary);
    names.next().map_or(primary, |(_, name)| name).to_owned()
}

/// Languages by their tags.
const TONGUES: &str = "en English|ru Russian|uk Ukrainian|fr French|de German|es Spanish|it Italian|pt Portuguese|ar Arabic|\
fa Persian|he Hebrew|zh Chinese|ja Japanese|ko Korean|el Greek|hy Armenian|ka Georgian|\
hi Hindi|tr Turkish|pl Polish|be Belarusian|kk Kazakh";

/// Scripts by blocks of Unicode, with what they are written in. All of Unicode's table is larger than a page may be, and a
/// text says in its first letters which of these it is in.
const SCRIPTS: [(char, char, &str); 24] = [
    ('a', 'z', LATIN),
    ('A', 'Z', LATIN),
    ('\u{c0}', '\u{24f}', LATIN),
    ('\u{1e00}', '\u{1eff}', LATIN),
    ('\u{370}', '\u{3ff}', "Greek letters"),
    ('\u{1f00}', '\u{1fff}', "Greek letters"),
    ('\u{400}', '\u{52f}', "Cyrillic letters"),
    ('\u{530}', '\u{58f}', "Armenian letters"),
    ('\u{590}', '\u{5ff}', "Hebrew letters"),
    ('\u{600}', '\u{6ff}', ARABIC),
    ('\u{750}', '\u{77f}', ARABIC),
    ('\u{8a0}', '\u{8ff}', ARABIC),
    ('\u{fb50}', '\u{fefc}', ARABIC),
    ('\u{900}', '\u{97f}', "Devanagari letters"),
    ('\u{980}', '\u{9ff}', "Bengali letters"),
    ('\u{e00}', '\u{e7f}', "Thai letters"),
    ('\u{10a0}', '\u{10ff}', "Georgian letters"),
    ('\u{1200}', '\u{137f}', "Ethiopic letters"),
    ('\u{1100}', '\u{11ff}', "Korean letters"),
    ('\u{ac00}', '\u{d7af}', "Korean letters"),
    ('\u{3040}', '\u{30ff}', JAPANESE),
    ('\u{3400}', '\u{4dbf}', CHINESE),
    ('\u{4e00}', '\u{9fff}', CHINESE),
    ('\u{20000}', '\u{323af}', CHINESE),
];
const LATIN: &str = "Latin letters";
const ARABIC: &str = "Arabic letters";
const JAPANESE: &str = "Japanese characters";
const CHINESE: &str = "Chinese characters";

/// What most of a text is written in (`Arabic letters`); empty where it has no letters, or others than are known here.
#[must_use]
pub fn script(text: &Text<'_>) -> &'static str {
    /// So many letters tell.
    const ENOUGH: usize = 2_000;
    /// Of the characters of a Japanese text at least one in so many is none that Chinese has.
    const JAPANESE_SHARE: usize = 10;
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    let letters = text.passages.iter().flat_map(|passage| passage.text.chars());
    for letter in letters.filter(|letter| letter.is_alphabetic()).take(ENOUGH) {
        let found = SCRIPTS.iter().find(|(first, last, _)| (*first..=*last).contains(&letter));
        let name = found.map_or("", |(.., name)| name);
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    let most = counts.iter().max_by_key(|(_, count)| *count);
    let kana = counts.iter().find(|(name, _)| *name == JAPANESE).map_or(0, |(_, count)| *count);
    match most {
        Some((CHINESE, count)) if kana * JAPANESE_SHARE >= *count => JAPANESE,
        Some((name, _)) => name,
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare;
    use std::cell::RefCell;

    /// Writes down which words it is told of, and which it is asked for.
    #[derive(Default)]
    struct Asked(RefCell<Vec<String>>, RefCell<Vec<String>>);

    impl Rarity for Asked {
        fn expect(&self, words: &mut dyn Iterator<Item = &str>) {
            assert_eq!(*self.0.borrow(), [] as [String; 0], "none is asked for before");
            self.1.borrow_mut().extend(words.map(str::to_owned));
        }

        fn doc_freq(&self, word: &str) -> u32 {
            self.0.borrow_mut().push(word.to_owned());
            1
        }

        fn statements(&self) -> u32 {
            10
        }
    }

    #[test]
    fn every_word_that_is_asked_for_is_known_beforehand() {
        let a =
            text("en", "Norland's envoy met Zelenskiy in Kiev; the long-term pact won't hold 21,000 boats.");
        let b = text("ru", "Посол Норландии встретился в Киеве; пакт на 21 000 лодок.");
        let asked = Asked::default();
        drop(compare(&a, &b, &Setting::of(&asked, &crate::meanings::NONE, &[], None)));
        let (asked, words) = (asked.0.into_inner(), asked.1.into_inner());
        assert!(asked.len() > 10);
        for word in asked {
            assert!(words.contains(&word), "{word:?} is asked for");
        }
    }

    fn text(lang: &'static str, passage: &'static str) -> Text<'static> {
        Text { lang, passages: vec![PassageText { anchor: "", text: passage }] }
    }

    #[test]
    fn languages_are_told_by_tags_or_letters() {
        let check =
            |a: (&'static str, &'static str), b: (&'static str, &'static str), expected: Option<&str>| {
                let said = languages(&text(a.0, a.1), &text(b.0, b.1));
                assert_eq!(said.as_deref(), expected, "{a:?} {b:?}");
            };
        check(("en", "A choir."), ("en-GB", "Хор."), None);
        check(
            ("en", "A choir."),
            ("ru", "Хор."),
            Some("A is in English, B in Russian: only names, numbers and dates can be compared"),
        );
        check(
            ("", "A choir."),
            ("", "Хор пел."),
            Some(
                "A is written in Latin letters, B written in Cyrillic letters: only names, numbers and dates can be compared",
            ),
        );
        check(("", "A choir."), ("", "A boat."), None);
        check(
            ("", "Le ministre et les envoyés des lacs ont parlé dans une lettre."),
            ("", "The minister and the envoys of the lakes spoke to the press."),
            Some("A is in French, B in English: only names, numbers and dates can be compared"),
        );
        check(("", "A choir."), ("", "12 — 15"), None);
        check(("", ""), ("", ""), None);
        check(("fr", "Un chœur."), ("und", "A choir."), None);
        check(
            ("ar", "عبر القارب"),
            ("en", "A choir."),
            Some("A is in Arabic, B in English: only names, numbers and dates can be compared"),
        );
        let english = "The minister and the envoys of the lakes spoke to the press.";
        check(
            ("und", "عبر القارب البحيرة صباحا"),
            ("en", english),
            Some(
                "A is written in Arabic letters, B written in Latin letters: only names, numbers and dates can be compared",
            ),
        );
        check(("", "עבר"), ("", "עברה הסירה"), None);
    }

    #[test]
    fn a_script_is_told_by_most_of_its_letters() {
        for (passage, expected) in [
            ("Ένα πλοίο", "Greek letters"),
            ("Հայաստան", "Armenian letters"),
            ("עברה הסירה", "Hebrew letters"),
            ("قایق از دریاچه گذشت", "Arabic letters"),
            ("नाव झील पार कर गई", "Devanagari letters"),
            ("ნავი ტბაზე", "Georgian letters"),
            ("배가 호수를 건넜다", "Korean letters"),
            ("船は湖を渡った", "Japanese characters"),
            ("外交部長會見記者談湖上航運問題並宣布渡船恢復", "Chinese characters"),
            ("外務大臣会見の記録と航路再開の件", "Japanese characters"),
            ("Мир, peace и труд", "Cyrillic letters"),
            ("A choir, хор", "Latin letters"),
            ("ᐃᓄᒃᑎᑐᑦ", ""),
            ("12 — 15", ""),
        ] {
            assert_eq!(script(&text("", passage)), expected, "{passage:?}");
        }
    }

    #[test]
    fn lines_of_signs_are_no_passages() {
        for (passage, expected) in
            [("###", false), ("", false), ("— 🎻 —", false), ("№ 5", true), ("хор", true)]
        {
            assert_eq!(has_words(passage), expected, "{passage}");
        }
    }
}
