//! The pairs of texts on which comparing is measured, always the same ones for the same speeches and seed.
//!
//! Lives here: which speeches are taken, and the words and counts that go with them. Does not live here: making one
//! text out of another ([`super::compare_edit`]), engines, times and what counts as right (`bench/compare/`). Pairs
//! hold whole speeches: they are written where nothing is committed from. Linear in all speeches, which are held in
//! memory.
//!
//! Only speeches with real paragraphs are taken: half of the corpus is wrapped hard, a line of eight words being its
//! paragraph.

use crate::compare_edit::{count_words, replace_words, scatter, shuffle, take_words};
use crate::draw::Dice;
use crate::folder::PlainStatement;
use crate::speeches::{Speech, lines_of};
use crate::words::{Words, fold};
use anyhow::{Result, ensure};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::RangeInclusive;

/// Words of a speech that is measured as it is.
const WORDS: RangeInclusive<usize> = 1_500..=5_200;
/// Mean number of words of a paragraph that is none by accident, and how many paragraphs there must be.
const PARAGRAPH_WORDS: RangeInclusive<usize> = 40..=250;
const LEAST_PARAGRAPHS: usize = 12;
/// How many pairs of successive years are drawn, short to long.
const YEARS: usize = 5;
/// What is edited and shuffled: the speeches of about so many words.
const BASES: [usize; 2] = [2_500, 5_000];
/// Words that are replaced, in thousandths: of an edited text, and of a nearly identical one.
const EDITED: usize = 100;
const NEAR: usize = 20;
/// Words of the texts by which growth is told.
pub const SIZES: [usize; 6] = [1_000, 2_500, 5_000, 10_000, 20_000, 40_000];
/// Replacements stand in one of so many statements at least: no misprints.
const KNOWN: usize = 100;
/// Attempts to draw a country that has no pair yet.
const ATTEMPTS: usize = 1_000;

/// How B came from A.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Two texts, neither made from the other.
    Unlike,
    /// A's paragraphs in another order.
    Shuffled,
    /// A tenth of A's words replaced, and the paragraphs in another order.
    Edited,
    /// A tenth of A's words replaced, nothing moved.
    Level,
    /// A few of A's words replaced, nothing moved.
    Near,
}

/// Two texts to compare.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// For the tables.
    pub name: String,
    /// How B came from A.
    pub kind: Kind,
    /// For growth: the number of words of A.
    pub size: Option<usize>,
    /// Paragraphs of A.
    pub a: Vec<String>,
    /// Paragraphs of B.
    pub b: Vec<String>,
    /// For each paragraph of A its place in B, where B was made from A. Word for word they have the same number of words.
    pub order: Option<Vec<usize>>,
}

/// Everything the harness needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pairs {
    /// All pairs, those for growth last.
    pub pairs: Vec<Pair>,
    /// Statements in the corpus.
    pub statements: usize,
    /// The folded words of all pairs, in order, each on a line with the number of statements that hold it.
    pub frequencies: String,
}

/// A speech with real paragraphs.
struct Candidate<'s> {
    speech: &'s Speech,
    year: u16,
    paragraphs: Vec<String>,
    words: usize,
}

/// Draws all pairs.
pub fn pairs(speeches: &[Speech], sizes: &[usize], seed: u64) -> Result<Pairs> {
    let words = Words::read(&speeches.iter().map(plain).collect::<Vec<_>>());
    let known: Vec<&str> = known_words(&words, speeches.len());
    ensure!(
        !known.is_empty(),
        "no word is known to enough of {} speeches; name more of them",
        speeches.len()
    );
    let candidates = candidates(speeches);
    let mut dice = Dice(seed);

    let mut pairs = years(&candidates, &mut dice);
    for base in BASES {
        let Some(found) = candidates.iter().min_by_key(|one| (one.words.abs_diff(base), &one.speech.id))
        else {
            continue;
        };
        let name = |what: &str| format!("{} {}, {what}", found.speech.country, found.year);
        let text = &found.paragraphs;
        pairs.push(made(name("shuffled"), Kind::Shuffled, text, text.clone(), &mut dice));
        let edited = replace_words(text, EDITED, &known, &mut dice);
        pairs.push(made(name("edited and shuffled"), Kind::Edited, text, edited, &mut dice));
        let level = replace_words(text, EDITED, &known, &mut dice);
        pairs.push(made(name("edited in place"), Kind::Level, text, level, &mut dice));
        let near = replace_words(text, NEAR, &known, &mut dice);
        pairs.push(made(name("nearly identical"), Kind::Near, text, near, &mut dice));
    }
    pairs.extend(growth(&candidates, sizes, &known, &mut dice)?);
    let frequencies = frequencies(&pairs, &words);
    Ok(Pairs { pairs, statements: speeches.len(), frequencies })
}

fn plain(speech: &Speech) -> PlainStatement {
    PlainStatement {
        id: speech.id.clone(),
        title: speech.title.clone(),
        date: speech.date.clone(),
        side: speech.country.clone(),
        text: lines_of(&speech.text).join("\n\n"),
    }
}

/// Lower-case words of three letters or more that are no rarity in the corpus.
fn known_words(words: &Words, statements: usize) -> Vec<&str> {
    let least = (statements / KNOWN).max(1) as u32;
    let counted = words.vocabulary.iter().zip(&words.statements_with);
    let mut known: Vec<&str> = counted
        .filter(|(word, held_by)| {
            word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && **held_by >= least
        })
        .map(|(word, _)| word.as_str())
        .collect();
    known.sort_unstable();
    known
}

/// The speeches with real paragraphs, by country, then date.
fn candidates(speeches: &[Speech]) -> Vec<Candidate<'_>> {
    let mut found: Vec<Candidate<'_>> = speeches
        .iter()
        .filter_map(|speech| {
            let year = speech.date.get(..4)?.parse().ok()?;
            // A line without a word has no counterpart anywhere.
            let has_words = |line: &String| count_words(line) > 0;
            let paragraphs: Vec<String> = lines_of(&speech.text).into_iter().filter(has_words).collect();
            let words: usize = paragraphs.iter().map(|paragraph| count_words(paragraph)).sum();
            let mean = words / paragraphs.len().max(1);
            let is_fit = paragraphs.len() >= LEAST_PARAGRAPHS
                && PARAGRAPH_WORDS.contains(&mean)
                && !speech.country.is_empty();
            is_fit.then_some(Candidate { speech, year, paragraphs, words })
        })
        .collect();
    found.sort_by_key(|one| (&one.speech.country, &one.speech.date, &one.speech.id));
    found
}

/// Two successive years of one country each, short to long, no country twice.
fn years(candidates: &[Candidate<'_>], dice: &mut Dice) -> Vec<Pair> {
    let follows = |pair: &[Candidate<'_>]| {
        pair[0].speech.country == pair[1].speech.country
            && pair[0].year + 1 == pair[1].year
            && pair.iter().all(|one| WORDS.contains(&one.words))
    };
    let mut all: Vec<&[Candidate<'_>]> = candidates.windows(2).filter(|pair| follows(pair)).collect();
    all.sort_by_key(|pair| pair[0].words + pair[1].words);
    let mut countries = BTreeSet::new();
    let mut pairs = Vec::new();
    for at in 0..YEARS {
        let stratum = &all[at * all.len() / YEARS..(at + 1) * all.len() / YEARS];
        let drawn = (0..ATTEMPTS)
            .filter_map(|_| stratum.get(dice.below(stratum.len())))
            .find(|pair| countries.insert(pair[0].speech.country.as_str()));
        pairs.extend(drawn.map(|pair| Pair {
            name: format!("{}, {} and {}", pair[0].speech.country, pair[0].year, pair[1].year),
            kind: Kind::Unlike,
            size: None,
            a: pair[0].paragraphs.clone(),
            b: pair[1].paragraphs.clone(),
            order: None,
        }));
    }
    pairs
}

/// A text and what was made of it, its paragraphs in another order where the kind says so.
fn made(name: String, kind: Kind, a: &[String], edited: Vec<String>, dice: &mut Dice) -> Pair {
    let order: Vec<usize> = match kind {
        Kind::Shuffled | Kind::Edited => shuffle(a.len(), dice),
        Kind::Unlike | Kind::Level | Kind::Near => (0..a.len()).collect(),
    };
    let b = scatter(edited, &order);
    Pair { name, kind, size: None, a: a.to_vec(), b, order: Some(order) }
}

/// Texts of given lengths, speech after speech of one country: every other one for A, the rest for B.
fn growth(
    candidates: &[Candidate<'_>],
    sizes: &[usize],
    known: &[&str],
    dice: &mut Dice,
) -> Result<Vec<Pair>> {
    let mut words_of: BTreeMap<&str, usize> = BTreeMap::new();
    for one in candidates {
        *words_of.entry(&one.speech.country).or_default() += one.words;
    }
    let most = words_of.iter().max_by_key(|(_, words)| **words).map_or("", |(country, _)| *country);
    let own: Vec<&Candidate<'_>> = candidates.iter().filter(|one| one.speech.country == most).collect();
    let joined = |first: usize| -> Vec<String> {
        own.iter().skip(first).step_by(2).flat_map(|one| one.paragraphs.iter().cloned()).collect()
    };
    let (all_a, all_b) = (joined(0), joined(1));
    let mut pairs = Vec::new();
    for size in sizes {
        let (a, b) = (take_words(&all_a, *size), take_words(&all_b, *size));
        let least = [&a, &b].map(|text| text.iter().map(|line| count_words(line)).sum::<usize>());
        ensure!(
            least.iter().all(|words| words == size),
            "there are not {size} words on either side in the speeches of any country; name more speeches"
        );
        let edited = replace_words(&a, EDITED, known, dice);
        let grown = made(format!("{size} words, edited and shuffled"), Kind::Edited, &a, edited, dice);
        let unlike = Pair {
            name: format!("{size} words, unlike"),
            kind: Kind::Unlike,
            size: Some(*size),
            a,
            b,
            order: None,
        };
        pairs.extend([unlike, Pair { size: Some(*size), ..grown }]);
    }
    Ok(pairs)
}

/// How many statements hold each word of the pairs, as `word count` lines in the order of the words.
fn frequencies(pairs: &[Pair], words: &Words) -> String {
    let mut used: BTreeSet<String> = BTreeSet::new();
    for paragraph in pairs.iter().flat_map(|pair| pair.a.iter().chain(&pair.b)) {
        let folded = fold(paragraph);
        used.extend(
            folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned),
        );
    }
    let mut lines = String::new();
    for word in &used {
        let number = words.number(word);
        let held_by = number.and_then(|number| words.statements_with.get(number as usize)).unwrap_or(&0);
        let _ = writeln!(lines, "{word} {held_by}");
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A country's speech of 20 paragraphs of 80 words; names of places tell speeches apart.
    fn speech(country: &str, year: u16) -> Speech {
        let names = ["river", "ferry", "orchard", "lantern", "harbour", "meadow", "bridge", "cellar"];
        let mut dice = Dice(u64::from(year) * 31 + country.len() as u64);
        let mut line = || {
            let words: Vec<&str> = (0..80).map(|_| names[dice.below(names.len())]).collect();
            format!("{country} {}.", words.join(" "))
        };
        let lines: Vec<String> = (0..20).map(|_| line()).collect();
        Speech {
            id: format!("{country}-{year}"),
            date: year.to_string(),
            speaker: String::new(),
            country: country.to_owned(),
            title: "Talk".to_owned(),
            lang: "en".to_owned(),
            text: format!("{}\n * * * \n", lines.join("\n")),
        }
    }

    #[test]
    fn pairs_are_what_they_are_called_and_always_the_same() {
        let countries = ["Arda", "Bree", "Combe", "Dale", "Esgaroth"];
        let speeches: Vec<Speech> =
            countries.iter().flat_map(|name| (2001..2005).map(|year| speech(name, year))).collect();
        let found = pairs(&speeches, &[100, 1_000], 7).expect("are drawn");
        assert_eq!(found, pairs(&speeches, &[100, 1_000], 7).expect("are drawn"));
        let kinds: Vec<Kind> = found.pairs.iter().map(|pair| pair.kind).collect();
        let of_base = [Kind::Shuffled, Kind::Edited, Kind::Level, Kind::Near];
        let grown = [Kind::Unlike, Kind::Edited];
        assert_eq!(kinds, [&[Kind::Unlike; 5][..], &of_base, &of_base, &grown, &grown].concat());

        for pair in &found.pairs {
            assert!(pair.a.iter().all(|line| count_words(line) > 0), "{}", pair.name);
            let Some(order) = &pair.order else { continue };
            let same = pair.a.iter().zip(order).filter(|(line, place)| **line == pair.b[**place]).count();
            assert_eq!(same == pair.a.len(), pair.kind == Kind::Shuffled, "{}", pair.name);
            for (line, place) in pair.a.iter().zip(order) {
                assert_eq!(count_words(line), count_words(&pair.b[*place]), "{}", pair.name);
            }
        }
        let lines: Vec<&str> = found.frequencies.lines().collect();
        assert!(lines.contains(&"river 20") && lines.contains(&"dale 4"), "{lines:?}");
        assert!(lines.is_sorted());
    }

    #[test]
    fn too_few_speeches_are_an_error() {
        let error = pairs(&[speech("Arda", 2001)], &[100], 7).expect_err("there is no B");
        assert!(error.to_string().contains("not 100 words"), "{error}");
    }
}
