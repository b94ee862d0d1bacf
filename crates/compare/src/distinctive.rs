//! Distinctive words: what one text says far more often than the other.
//!
//! Lives here: what is counted on both sides, and the choice of what is shown. Does not live here: where words and phrases
//! begin and end (`distinctive/phrases`), the two measures and where they come from (`distinctive/measures`), facts
//! (`ledger`), or groups of many statements, which the search library holds against each other by the same formulas.
//!
//! A word is counted by its stem and shown in its commonest spelling. A phrase is two or three words of content that
//! follow each other in one breath, small words between them allowed ("freedom of navigation"); it takes the place of a
//! word that hardly occurs outside it. Cost: O(n log n) in the words of both sides.

mod phrases;

use demarche_corpus::keyness::{SURE, compared, log_likelihood, log_ratio};
use demarche_corpus::order;

use self::phrases::{NONE, Occurrence, Vocabulary, Within, find, units};
use crate::model::{Place, Text};
use crate::words::{Lexicon, Token};

/// G² from which a difference is shown at all: one case of five. Short readouts seldom have surer ones.
const HINT: f64 = 1.64;
/// Occurrences a form needs on its own side: a single one says nothing.
const LEAST: u32 = 2;
/// Per cent of a word's occurrences that a phrase must hold to stand for it.
const NEARLY_ALL: u32 = 80;
/// What sets two texts apart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Distinctive {
    /// Words of A, small ones and numbers included.
    pub words_a: u32,
    /// Words of B, likewise.
    pub words_b: u32,
    /// Words and phrases more frequent in A, the surest first.
    pub of_a: Vec<Keyword>,
    /// Words and phrases more frequent in B, the surest first.
    pub of_b: Vec<Keyword>,
}

/// A word or phrase with its counts and measures.
#[derive(Debug, Clone, PartialEq)]
pub struct Keyword {
    /// The commonest spelling on its own side.
    pub form: String,
    /// Occurrences in A, in any form.
    pub a: u32,
    /// Occurrences in B, in any form.
    pub b: u32,
    /// G², never negative.
    pub log_likelihood: f64,
    /// How many times more frequent it is on its own side, as a power of two: above 0 unless the other side is so small
    /// that half an occurrence is much there.
    pub log_ratio: f64,
    /// Whether chance makes so large a difference at most once in twenty.
    pub sure: bool,
    /// Where it stands on its own side, in reading order.
    pub places: Vec<Place>,
}

/// The words and phrases that set the texts apart, at most `limit` a side.
#[must_use]
pub fn distinctive(a: &Text<'_>, b: &Text<'_>, limit: usize) -> Distinctive {
    let mut lexicon = Lexicon::new();
    let texts = [a, b];
    let tokens = tokens_of_both(texts, &mut lexicon);
    let totals = [0usize, 1].map(|side| tokens[side].iter().map(Vec::len).sum::<usize>() as u32);
    let vocabulary = Vocabulary::new(&lexicon);
    let units = [0usize, 1].map(|side| {
        let passages = texts[side].passages.iter().zip(&tokens[side]);
        passages
            .map(|(passage, tokens)| units(passage.text, tokens, &lexicon, &vocabulary))
            .collect::<Vec<_>>()
    });
    let mut often = vec![[0u32; 2]; vocabulary.parts.len()];
    for (side, passages) in units.iter().enumerate() {
        for unit in passages.iter().flatten() {
            often[unit.stem as usize][side] += 1;
        }
    }
    let mut occurrences = Vec::new();
    for (side, passages) in units.iter().enumerate() {
        for (passage, units) in passages.iter().enumerate() {
            let within = Within { text: texts[side].passages[passage].text, side, passage };
            find(&within, units, &often, &mut occurrences);
        }
    }
    // Stable: A before B, and each in reading order.
    order::sort_by_key(&mut occurrences, |one| one.key);
    let counted = Counted { groups: groups(&occurrences), occurrences, totals };
    Distinctive {
        words_a: totals[0],
        words_b: totals[1],
        of_a: counted.keywords(0, texts[0], limit),
        of_b: counted.keywords(1, texts[1], limit),
    }
}

/// The tokens of every passage of both texts. A form that both have is stemmed as in the language that is read first, so
/// the order of the two must not decide which that is.
fn tokens_of_both(texts: [&Text<'_>; 2], lexicon: &mut Lexicon) -> [Vec<Vec<Token>>; 2] {
    let [a, b] = texts;
    if a.lang <= b.lang {
        [tokens_of(a, lexicon), tokens_of(b, lexicon)]
    } else {
        let tokens_b = tokens_of(b, lexicon);
        [tokens_of(a, lexicon), tokens_b]
    }
}

/// The tokens of every passage of one text.
pub(crate) fn tokens_of(text: &Text<'_>, lexicon: &mut Lexicon) -> Vec<Vec<Token>> {
    text.passages.iter().map(|passage| lexicon.tokens(passage.text, text.lang)).collect()
}

/// All occurrences of one key: A's are `first..middle`, B's `middle..last`.
struct Group {
    key: [u32; 3],
    first: usize,
    middle: usize,
    last: usize,
}

fn groups(occurrences: &[Occurrence]) -> Vec<Group> {
    let mut found: Vec<Group> = Vec::new();
    for (at, one) in occurrences.iter().enumerate() {
        if found.last().is_none_or(|group| group.key != one.key) {
            found.push(Group { key: one.key, first: at, middle: at, last: at });
        }
        if let Some(group) = found.last_mut() {
            group.last = at + 1;
            group.middle += usize::from(one.side == 0);
        }
    }
    found
}

/// Both sides counted.
struct Counted {
    /// In the order of their keys.
    groups: Vec<Group>,
    occurrences: Vec<Occurrence>,
    totals: [u32; 2],
}

impl Counted {
    fn places(&self, group: &Group, side: usize) -> &[Occurrence] {
        let range = if side == 0 { group.first..group.middle } else { group.middle..group.last };
        &self.occurrences[range]
    }

    fn count(&self, group: &Group, side: usize) -> u32 {
        self.places(group, side).len() as u32
    }

    /// Counts and sizes, the own side first.
    fn table(&self, group: &Group, side: usize) -> [u32; 4] {
        let other = 1 - side;
        [self.count(group, side), self.count(group, other), self.totals[side], self.totals[other]]
    }

    /// The words and shorter phrases inside a phrase.
    fn inside(&self, key: [u32; 3]) -> Vec<usize> {
        let [x, y, z] = key;
        let parts = [[x, NONE, NONE], [y, NONE, NONE], [z, NONE, NONE], [x, y, NONE], [y, z, NONE]];
        let found = |part: &[u32; 3]| {
            let at = self.groups.binary_search_by(|group| group.key.cmp(part)).ok();
            at.filter(|_| *part != key)
        };
        parts.iter().filter_map(found).collect()
    }

    fn keywords(&self, side: usize, text: &Text<'_>, limit: usize) -> Vec<Keyword> {
        let scored = |group: &Group| {
            let [own, other, words, others] = self.table(group, side);
            let more = compared(own, other, words, others).is_gt();
            if more { log_likelihood(own, other, words, others) } else { 0.0 }
        };
        let scores: Vec<f64> = self.groups.iter().map(scored).collect();
        let mut replaced = vec![false; self.groups.len()];
        let mut chosen = Vec::new();
        for (at, group) in self.groups.iter().enumerate() {
            let own = self.count(group, side);
            if own < LEAST || scores[at] < HINT {
                continue;
            }
            if group.key[1] != NONE {
                let inside = self.inside(group.key);
                let mut stands_for_some = false;
                for &part in &inside {
                    if is_nearly_all(own, self.count(&self.groups[part], side)) {
                        stands_for_some = true;
                        replaced[part] = true;
                    }
                }
                // Neither a name for its words nor more telling than they are.
                if !stands_for_some && inside.iter().any(|part| scores[*part] >= scores[at]) {
                    continue;
                }
            }
            chosen.push(at);
        }
        chosen.retain(|at| !replaced[*at]);
        // Of equally sure ones the longest, then the first in the text: a run of words is cut from its beginning.
        let rank = |at: usize| {
            let group = &self.groups[at];
            let first = self.places(group, side).first().map(|one| (one.passage, one.start));
            (group.key.map(|stem| stem == NONE), first)
        };
        order::sort_by(&mut chosen, |one, other| {
            scores[*other].total_cmp(&scores[*one]).then_with(|| rank(*one).cmp(&rank(*other)))
        });
        let mut listed: Vec<&Group> = Vec::new();
        for &at in &chosen {
            if listed.len() >= limit {
                break;
            }
            let group = &self.groups[at];
            if !listed.iter().any(|one| self.tells_again(group, one, side)) {
                listed.push(group);
            }
        }
        let mut keywords: Vec<Keyword> = listed.iter().map(|group| self.keyword(group, side, text)).collect();
        order::sort_by(&mut keywords, |one, other| {
            other.log_likelihood.total_cmp(&one.log_likelihood).then_with(|| one.form.cmp(&other.form))
        });
        keywords
    }

    /// Whether a phrase is hardly more than another one, begun or ended a word later.
    fn tells_again(&self, phrase: &Group, listed: &Group, side: usize) -> bool {
        let shares = |stem: &u32| *stem != NONE && listed.key.contains(stem);
        if phrase.key[1] == NONE || listed.key[1] == NONE || !phrase.key.iter().any(shares) {
            return false;
        }
        let (own, others) = (self.places(phrase, side), self.places(listed, side));
        let mut at = 0;
        let mut covered = 0;
        for one in own {
            while others.get(at).is_some_and(|other| (other.passage, other.end) <= (one.passage, one.start)) {
                at += 1;
            }
            let meets = |other: &Occurrence| other.passage == one.passage && other.start < one.end;
            covered += u32::from(others.get(at).is_some_and(meets));
        }
        is_nearly_all(covered, own.len() as u32)
    }

    fn keyword(&self, group: &Group, side: usize, text: &Text<'_>) -> Keyword {
        let [own, other, words, others] = self.table(group, side);
        let log_likelihood = log_likelihood(own, other, words, others);
        let places = self.places(group, side);
        Keyword {
            form: commonest(places, text),
            a: self.count(group, 0),
            b: self.count(group, 1),
            log_likelihood,
            log_ratio: log_ratio(own, other, words, others),
            sure: log_likelihood >= SURE,
            places: places
                .iter()
                .map(|one| Place { passage: one.passage, range: one.start..one.end })
                .collect(),
        }
    }
}

fn is_nearly_all(part: u32, whole: u32) -> bool {
    u64::from(part) * 100 >= u64::from(whole) * u64::from(NEARLY_ALL)
}

/// The commonest spelling; of equally common ones the shorter, then one in lower case.
fn commonest(places: &[Occurrence], text: &Text<'_>) -> String {
    let spelt = |one: &Occurrence| {
        let raw = &text.passages[one.passage].text[one.start..one.end];
        let bare = raw.strip_suffix("’s").or_else(|| raw.strip_suffix("'s")).unwrap_or(raw);
        bare.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut forms: Vec<String> = places.iter().map(spelt).collect();
    order::sort(&mut forms);
    let mut best: Option<(usize, &str)> = None;
    for run in forms.chunk_by(|one, other| one == other) {
        let form = run[0].as_str();
        // Capitals come first in the order of the bytes.
        let is_better =
            best.is_none_or(|(count, other)| (run.len(), other.len(), form) > (count, form.len(), other));
        if is_better {
            best = Some((run.len(), form));
        }
    }
    best.map_or_else(String::new, |(_, form)| form.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PassageText;
    use proptest::prelude::*;

    fn text(lines: &str) -> Text<'_> {
        Text { lang: "", passages: lines.split('\n').map(|text| PassageText { anchor: "", text }).collect() }
    }

    fn swapped(found: Distinctive) -> Distinctive {
        let turned = |list: Vec<Keyword>| -> Vec<Keyword> {
            list.into_iter().map(|one| Keyword { a: one.b, b: one.a, ..one }).collect()
        };
        Distinctive {
            words_a: found.words_b,
            words_b: found.words_a,
            of_a: turned(found.of_b),
            of_b: turned(found.of_a),
        }
    }

    /// `expected`: form, counts and a mark if sure, A's and B's.
    fn check(a: &str, b: &str, expected: [&[&str]; 2]) {
        let found = distinctive(&text(a), &text(b), 20);
        let drawn = |list: &[Keyword]| -> Vec<String> {
            let sure = |one: &Keyword| if one.sure { " sure" } else { "" };
            list.iter().map(|one| format!("{} {}:{}{}", one.form, one.a, one.b, sure(one))).collect()
        };
        assert_eq!([drawn(&found.of_a), drawn(&found.of_b)], expected.map(<[&str]>::to_vec), "{a}\n--\n{b}");
        for (list, source) in [(&found.of_a, text(a)), (&found.of_b, text(b))] {
            for one in list {
                let is_spelt = |place: &Place| {
                    let raw = &source.passages[place.passage].text[place.range.clone()];
                    raw.split_whitespace().collect::<Vec<_>>().join(" ").starts_with(&one.form)
                };
                assert!(one.places.iter().any(is_spelt), "{} stands where it is said to", one.form);
                assert_eq!(
                    one.places.len() as u32,
                    if std::ptr::eq(list, &found.of_a) { one.a } else { one.b }
                );
            }
        }
        assert_eq!(swapped(distinctive(&text(b), &text(a), 20)), found, "swapping the texts swaps the lists");
    }

    #[test]
    fn phrases_stand_for_words_that_hardly_occur_outside_them() {
        check(
            "Tamm spoke of territorial integrity and freedom of navigation.\n\
             No peace without territorial integrity, he said; freedom of navigation is law.\n\
             The ferry can wait.",
            "Koss counted trout. The ferry carries trout and trout roe.\nThe ferry is late.",
            [&["freedom of navigation 2:0", "territorial integrity 2:0"], &["trout 0:3 sure"]],
        );
        check(
            "Security guarantees matter. Security guarantees count. Food security. Border security. Security.",
            "The harbour was closed for a week and nobody knew why it had been so.",
            [&["Security 5:0 sure", "Security guarantees 2:0"], &[]],
        );
        check(
            "Речь шла о территориальной целостности. Без территориальной целостности мира нет.",
            "Паром ходит по озеру каждое утро и каждый вечер, кроме зимы.",
            [&["территориальной целостности 2:0"], &["каждый 0:2"]],
        );
    }

    #[test]
    fn a_name_is_one_word_however_it_is_spelt() {
        check(
            "The U.S. agreed. US ships left. The United States paid.",
            "Nobody asked the ferrymen of Tarn about it, nor the ferrymen’s wives.",
            [&["US 3:0 sure"], &["ferrymen 0:2"]],
        );
    }

    #[test]
    fn one_occurrence_says_nothing() {
        check("", "", [&[], &[]]);
        check("ferry", "", [&[], &[]]);
        check("ferry", "trout", [&[], &[]]);
        check("ferry ferry", "", [&[], &[]]);
        check("🙂 🙂 🙂", "— … —", [&[], &[]]);
        let found = distinctive(&text("ferry ferry. ferry"), &text("trout"), 0);
        assert_eq!((found.words_a, found.of_a.len()), (3, 0));
    }

    #[test]
    fn the_same_sentence_over_and_over_is_told_once() {
        let [a, b] = ["The Tarn ferry carries wild trout to the grey bridge. ", "Koss came by air. "];
        let found = distinctive(&text(&a.repeat(10_000)), &text(&b.repeat(10_000)), 9);
        let forms: Vec<&str> = found.of_a.iter().map(|one| one.form.as_str()).collect();
        assert_eq!(forms, ["Tarn ferry carries", "wild trout to the grey"]);
        assert!(found.of_a.iter().all(|one| (one.a, one.b) == (10_000, 0)));
    }

    proptest! {
        #[test]
        fn swapping_the_texts_swaps_the_result(
            a in "((ferry|Ferry|trout|of|the|bridge|сеть|сети|сетью|US|United States|11|é)[ .,-]{1,2}|\n){0,40}",
            b in "((ferry|ferries|trout|of|agreements|bridge|сеть|U\\.S\\.|минута)[ .,-]{1,2}|\n){0,40}",
            limit in 0usize..6,
        ) {
            let found = distinctive(&text(&a), &text(&b), limit);
            prop_assert!(found.of_a.len() <= limit && found.of_b.len() <= limit);
            for (list, source) in [(&found.of_a, text(&a)), (&found.of_b, text(&b))] {
                for place in list.iter().flat_map(|one| &one.places) {
                    prop_assert!(source.passages[place.passage].text.get(place.range.clone()).is_some());
                }
            }
            prop_assert_eq!(swapped(distinctive(&text(&b), &text(&a), limit)), found);
        }
    }
}
