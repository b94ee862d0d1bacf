//! Copies of texts of our own with known edits: how much of what they still share is found.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;
use crate::analysis::analyze;
use crate::model::{PassageText, Text};
use crate::slices::{Slices, at_once};

/// Prose that is long and varied enough: what this repository says of itself.
const PROSE: [&str; 3] = [
    include_str!("../../../../ARCHITECTURE.md"),
    include_str!("../../../../CONTRIBUTING.md"),
    include_str!("../../../../README.md"),
];

/// Shared wording that must be found, in thousandths.
const LEAST_FOUND: usize = 980;

fn text(passages: &[String]) -> Text<'_> {
    Text { lang: "en", passages: passages.iter().map(|text| PassageText { anchor: "", text }).collect() }
}

fn taken_apart(passages: &[String], lexicon: &mut Lexicon) -> Analysis {
    at_once(analyze(&text(passages), lexicon, None, &Slices::endless()))
}

fn found(a: &[String], b: &[String]) -> (Analysis, Analysis, Vec<SharedWording>) {
    let mut lexicon = Lexicon::new();
    let (side_a, side_b) = (taken_apart(a, &mut lexicon), taken_apart(b, &mut lexicon));
    let texts = [&text(a), &text(b)];
    let shared = at_once(shared_wording(texts, [&side_a, &side_b], &lexicon, &Slices::endless()));
    (side_a, side_b, shared)
}

fn one(text: &str) -> Vec<String> {
    vec![text.to_owned()]
}

fn check(a: &str, b: &str, expected: &[(&str, &str, usize, bool)]) {
    let (a, b) = (one(a), one(b));
    let (_, _, shared) = found(&a, &b);
    let told: Vec<(&str, &str, usize, bool)> = shared
        .iter()
        .map(|one| (&a[0][one.a.range.clone()], &b[0][one.b.range.clone()], one.words, one.exact))
        .collect();
    assert_eq!(told, expected, "shared by {:?} and {:?}", a[0], b[0]);
}

#[test]
fn runs_over_small_gaps_are_one_stretch() {
    check(
        "He vowed to keep the eastern harbour open, whatever the cost of dredging may be.",
        "They want to keep the eastern harbour safely open, whatever the price of dredging may be.",
        &[(
            "to keep the eastern harbour open, whatever the cost of dredging may be",
            "to keep the eastern harbour safely open, whatever the price of dredging may be",
            12,
            false,
        )],
    );
    check(
        "Divers mended the old lock gate at Tarn.",
        "By noon divers mended the old lock gate.",
        &[("Divers mended the old lock gate", "divers mended the old lock gate", 6, true)],
    );
    check("It is what it is to be there.", "So it is what it is to be here.", &[]);
    check(
        "The two sides met in Highport.",
        "The two sides met in Velm.",
        &[("The two sides met in", "The two sides met in", 5, true)],
    );
    // Neither run would do alone.
    check(
        "Trout quotas fall sharply while ferry pilots strike.",
        "Trout quotas fall again while ferry pilots rest.",
        &[(
            "Trout quotas fall sharply while ferry pilots",
            "Trout quotas fall again while ferry pilots",
            6,
            false,
        )],
    );
}

#[test]
fn moved_wording_is_found_where_it_stands() {
    check(
        "Lorries shun the Grey Bridge after dark. Pupils row to school across the bay.",
        "Pupils row to school across the bay. Lorries shun the Grey Bridge after dark.",
        &[
            ("Lorries shun the Grey Bridge after dark", "Lorries shun the Grey Bridge after dark", 7, true),
            ("Pupils row to school across the bay", "Pupils row to school across the bay", 7, true),
        ],
    );
}

#[test]
fn wording_is_exact_only_with_the_same_signs() {
    let sentence = |sign: &str| format!("They vow to spend {sign} million on the old lock gate");
    let check_signs = |a: &str, b: &str, expected: bool| {
        let (a, b) = (sentence(a), sentence(b));
        check(&a, &b, &[(&a, &b, 11, expected)]);
    };
    check_signs("$5", "$5", true);
    check_signs("$5", "€5", false);
    check_signs("5", "5,", false);
    check_signs("5\u{a0}", "5", true);
    check_signs("“5”", "\"5\"", true);
    check_signs("“5”", "5", false);
}

/// A generator that is the same everywhere: xorshift64* (Vigna 2016).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % limit as u64).unwrap_or(0)
    }

    /// A copy with some of its words replaced, dropped, or others put beside them.
    fn edited(&mut self, text: &str, words: &[&str], per_mille: usize) -> String {
        let mut copy = Vec::new();
        let mut of_text = text.split_whitespace();
        while let Some(word) = of_text.next() {
            let any = |dice: &mut Dice| words[dice.below(words.len())];
            if self.below(1000) >= per_mille {
                copy.push(word);
                continue;
            }
            match self.below(4) {
                0 => copy.push(any(self)),
                1 => {}
                2 => copy.extend([word, any(self)]),
                _ => {
                    of_text.next();
                    copy.extend((0..=self.below(2)).map(|_| any(self)));
                }
            }
        }
        copy.join(" ")
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

/// Words that both passages have in order, as pairs of their positions: a longest common subsequence.
fn in_common(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let mut longest = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let skipped = longest[i + 1][j].max(longest[i][j + 1]);
            longest[i][j] = if a[i] == b[j] { longest[i + 1][j + 1] + 1 } else { skipped };
        }
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            found.push((i, j));
            i += 1;
            j += 1;
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

/// Of these words those in runs of five, or in runs of three with another close by.
fn truly_shared(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut runs: Vec<&[(usize, usize)]> =
        pairs.chunk_by(|one, next| one.0 + 1 == next.0 && one.1 + 1 == next.1).collect();
    runs.retain(|run| run.len() >= LEAST_RUN);
    let close = |one: &[(usize, usize)], next: &[(usize, usize)]| {
        let (last, first) = (one[one.len() - 1], next[0]);
        first.0 - last.0 <= GAP + 1 && first.1 - last.1 <= GAP + 1
    };
    let mut shared = Vec::new();
    for at in 0..runs.len() {
        let before = at > 0 && close(runs[at - 1], runs[at]);
        let behind = at + 1 < runs.len() && close(runs[at], runs[at + 1]);
        if runs[at].len() >= LEAST_WORDS || before || behind {
            shared.extend_from_slice(runs[at]);
        }
    }
    shared
}

/// Words of B's passages in an order of their own, set against A's: thousandths found of what is truly shared, and
/// thousandths of the shingles of five words that were changed.
fn measured(a: &[String], b: &[String], place_in_b: &[usize]) -> (usize, usize) {
    let (side_a, side_b, shared) = found(a, b);
    let lies = |passage: usize, at: &Range<usize>, pick: fn(&SharedWording) -> &Place| {
        shared.iter().map(pick).any(|place| {
            place.passage == passage && place.range.start <= at.start && at.end <= place.range.end
        })
    };
    let (mut true_words, mut found_words, mut shingles, mut kept) = (0, 0, 0, 0);
    for (at, place) in place_in_b.iter().enumerate() {
        let (tokens_a, tokens_b) = (&side_a.passages[at].tokens, &side_b.passages[*place].tokens);
        let words =
            |tokens: &[crate::words::Token]| tokens.iter().map(|token| token.word).collect::<Vec<u32>>();
        let (words_a, words_b) = (words(tokens_a), words(tokens_b));
        for (i, j) in truly_shared(&in_common(&words_a, &words_b)) {
            true_words += 1;
            found_words += usize::from(
                lies(at, &tokens_a[i].range, |one| &one.a) && lies(*place, &tokens_b[j].range, |one| &one.b),
            );
        }
        let of_b: HashSet<&[u32]> = words_b.windows(5).collect();
        shingles += words_a.len().saturating_sub(4);
        kept += words_a.windows(5).filter(|shingle| of_b.contains(*shingle)).count();
    }
    (found_words * 1000 / true_words.max(1), (shingles - kept) * 1000 / shingles.max(1))
}

#[test]
fn nearly_all_that_copies_share_is_found() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for prose in PROSE {
        let words: Vec<&str> = prose.split_whitespace().collect();
        let paragraphs: Vec<String> = prose
            .split("\n\n")
            .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|paragraph| paragraph.split(' ').count() >= 8)
            .collect();
        for per_mille in [40, 70, 120, 180, 220] {
            for shuffled in [false, true] {
                let mut order: Vec<usize> = (0..paragraphs.len()).collect();
                if shuffled {
                    dice.shuffle(&mut order);
                }
                let copy: Vec<String> =
                    order.iter().map(|at| dice.edited(&paragraphs[*at], &words, per_mille)).collect();
                let mut place_in_b = vec![0; order.len()];
                for (place, at) in order.iter().enumerate() {
                    place_in_b[*at] = place;
                }
                let (found, changed) = measured(&paragraphs, &copy, &place_in_b);
                println!("{per_mille} {shuffled}: changed {changed}, found {found}");
                assert!((50..=800).contains(&changed), "{changed} thousandths of the shingles changed");
                assert!(found >= LEAST_FOUND, "{found} thousandths found of copies with {changed} changed");
            }
        }
    }
}

#[test]
fn texts_that_repeat_themselves_come_to_an_end() {
    let sentence = "The two sides agreed to reopen the ferry on 2 May. ";
    let (_, _, shared) = found(&one(&sentence.repeat(10_000)), &one(&sentence.repeat(9_999)));
    assert_eq!(shared.len(), 1);
    let lines = vec![sentence.to_owned(); 10_000];
    assert_eq!(found(&lines, &lines).2.len(), 10_000);
    let (_, _, shared) = found(&one(&"ferry ".repeat(50_000)), &one(&"ferry ".repeat(50_000)));
    assert_eq!(shared.len(), 1);
    // Much of it is the same, and all of it in ten thousand places.
    let other = "The two sides agreed to close the ferry on 3 June. ";
    let (_, _, shared) = found(&one(&sentence.repeat(10_000)), &one(&other.repeat(10_000)));
    assert!(shared.iter().map(|one| one.words).sum::<usize>() >= 70_000);
    let (_, _, shared) = found(&one(&"so the ".repeat(50_000)), &one(&"the so ".repeat(50_000)));
    assert!(shared.is_empty());
}

/// Passages made of few words, so that there is much to choose among.
fn passages() -> impl Strategy<Value = Vec<String>> {
    let word = prop::sample::select(vec![
        "harbour", "ferry", "the", "of", "Koss", "trout", "quota", "bridge.", "мост",
    ]);
    let passage = prop::collection::vec(word, 0..30).prop_map(|words| words.join(" "));
    prop::collection::vec(passage, 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn swapping_the_sides_swaps_the_wording(a in passages(), b in passages()) {
        let essence = |shared: &[SharedWording], mirrored: bool| {
            let mut all: Vec<_> = shared
                .iter()
                .map(|one| {
                    let (a, b) = if mirrored { (&one.b, &one.a) } else { (&one.a, &one.b) };
                    (a.passage, a.range.start, a.range.end, b.passage, b.range.start, b.range.end, one.words, one.exact)
                })
                .collect();
            all.sort_unstable();
            all
        };
        let (_, _, there) = found(&a, &b);
        let (_, _, back) = found(&b, &a);
        prop_assert_eq!(essence(&there, false), essence(&back, true));
        for (index, one) in there.iter().enumerate() {
            prop_assert_eq!(one.number, index + 1);
            prop_assert!(one.words >= LEAST_PART);
            let words = |text: &str| text.split_whitespace().map(|word| word.trim_end_matches('.').to_owned()).collect::<Vec<_>>();
            let (of_a, of_b) = (words(&a[one.a.passage][one.a.range.clone()]), words(&b[one.b.passage][one.b.range.clone()]));
            prop_assert!(of_a.len().min(of_b.len()) >= one.words);
            prop_assert!(!one.exact || of_a == of_b);
        }
        let sides: [fn(&SharedWording) -> Place; 2] = [|one| one.a.clone(), |one| one.b.clone()];
        for side in sides {
            let mut places: Vec<Place> = there.iter().map(side).collect();
            places.sort_by_key(|place| (place.passage, place.range.start));
            for pair in places.windows(2) {
                prop_assert!(pair[0].passage < pair[1].passage || pair[0].range.end <= pair[1].range.start);
            }
        }
    }
}
