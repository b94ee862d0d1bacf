//! What each word is worth as evidence in two given texts.
//!
//! Lives here: the weight of stems and roots, from the rarity in the corpus, the spread over the sentences of
//! both texts and the place inside names. Does not live here: the rarity itself (`rarity`), nor what follows
//! from sharing a word (`evidence`). Cost: O(tokens).

use rustc_hash::FxHashMap;

use crate::analysis::Analysis;
use crate::model::LedgerClass;
use crate::rarity::{self, Rarity};
use crate::subjects::Subject;
use crate::words::{Class, Lexicon};

/// Letters of a stem that make its root: `diplomaci` and `diplomat` meet in `diplom`. Shorter roots merge
/// strangers, longer ones keep relatives apart.
const ROOT_LETTERS: usize = 6;
/// Share of a word's weight that its root alone earns; the rest is for the whole stem.
const ROOT_SHARE: f64 = 0.6;
/// Share of its weight that a word keeps which never stands but inside a longer name: `Edda` says little beside
/// `Storm`.
const INNER_NAME_SHARE: f64 = 0.3;
/// Share of the sentences of both texts from which a word tells nothing but what the whole is about.
const COMMON_SHARE: f64 = 0.3;
/// Such a word keeps this share of its weight.
const LEAST_LOCAL: f64 = 0.1;

/// What each word of the lexicon is worth in these two texts.
pub(crate) struct Weights {
    /// What a shared stem earns, in thousandths, by number in the lexicon.
    pub stem: Vec<u32>,
    /// What a shared root earns besides.
    pub root: Vec<u32>,
    /// What a shared subject earns, by its row in the table.
    pub subject: Vec<u32>,
}

/// What is counted of a stem.
#[derive(Debug, Clone, Copy, Default)]
struct Stem {
    /// How many sentences hold it, and the number of the last of them, from 1.
    sentences: u32,
    last: usize,
    /// What it is worth in the corpus, in thousandths.
    worth: u32,
    /// Whether it stands anywhere but inside a longer name.
    is_free: bool,
}

impl Weights {
    pub(crate) fn new(a: &Analysis, b: &Analysis, lexicon: &Lexicon, rarity: &dyn Rarity) -> Weights {
        let sentences = (a.sentences.len() + b.sentences.len()) as f64;
        // Forms of one stem are counted together, by its number.
        let mut known: FxHashMap<&str, usize> = FxHashMap::default();
        let mut numbers: Vec<usize> = Vec::with_capacity(lexicon.entries().len());
        for entry in lexicon.entries() {
            let next = known.len();
            numbers.push(*known.entry(entry.stem.as_str()).or_insert(next));
        }
        let mut stems = vec![Stem::default(); known.len()];
        let mut sentence_number = 0;
        for side in [a, b] {
            for (sentence, tokens) in side.sentences.iter().zip(&side.sentence_tokens) {
                sentence_number += 1;
                let tokens = &side.passages[sentence.passage].tokens[tokens.clone()];
                for token in tokens.iter().filter(|token| !lexicon.is_function(token.concept)) {
                    let stem = &mut stems[numbers[token.concept as usize]];
                    stem.sentences += u32::from(stem.last != sentence_number);
                    stem.last = sentence_number;
                }
            }
        }
        for passage in [a, b].into_iter().flat_map(|side| &side.passages) {
            let names = passage.facts.iter().filter(|fact| fact.class == LedgerClass::Name);
            let mut is_inner = vec![false; passage.tokens.len()];
            for name in names {
                is_inner[name.tokens.start..name.tokens.end.saturating_sub(1)].fill(true);
            }
            for (token, _) in passage.tokens.iter().zip(&is_inner).filter(|(_, is_inner)| !**is_inner) {
                stems[numbers[token.concept as usize]].is_free = true;
            }
        }
        // The commonest form speaks for the stem: `talk` is as common as `talks`.
        for (entry, number) in lexicon.entries().iter().zip(&numbers) {
            let stem = &mut stems[*number];
            if stem.sentences > 0 {
                let worth = rarity::weight(entry, rarity);
                stem.worth = if stem.worth == 0 { worth } else { stem.worth.min(worth) };
            }
        }
        let mut stem = Vec::with_capacity(numbers.len());
        let mut root = Vec::with_capacity(numbers.len());
        for (entry, number) in lexicon.entries().iter().zip(&numbers) {
            let Stem { sentences: count, worth, is_free, .. } = stems[*number];
            let worth = if entry.class == Class::Function { 0.0 } else { f64::from(worth) };
            let inner = if is_free { 1.0 } else { INNER_NAME_SHARE };
            let weight = worth * inner * local(f64::from(count), sentences);
            let has_root = entry.stem.chars().count() >= ROOT_LETTERS;
            let share = if has_root { ROOT_SHARE } else { 0.0 };
            stem.push(thousandths(weight * (1.0 - share)));
            root.push(thousandths(weight * share));
        }
        let subject = subject_weights(a, b, lexicon);
        Weights { stem, root, subject }
    }
}

/// What each subject is worth: its row's weight, less where many sentences of these texts raise it.
fn subject_weights(a: &Analysis, b: &Analysis, lexicon: &Lexicon) -> Vec<u32> {
    let subjects = lexicon.subjects();
    let mut counts = vec![0_u32; subjects.all.len()];
    for side in [a, b] {
        for (sentence, tokens) in side.sentences.iter().zip(&side.sentence_tokens) {
            let tokens = &side.passages[sentence.passage].tokens[tokens.clone()];
            for subject in lexicon.raised(tokens) {
                counts[usize::from(subject)] += 1;
            }
        }
    }
    let sentences = (a.sentences.len() + b.sentences.len()) as f64;
    let weigh = |(subject, count): (&Subject, &u32)| {
        thousandths(f64::from(subject.weight) * rarity::UNIT * local(f64::from(*count), sentences))
    };
    subjects.all.iter().zip(&counts).map(weigh).collect()
}

/// 1 for a word in up to two sentences, falling to [`LEAST_LOCAL`] for one that is everywhere.
fn local(count: f64, sentences: f64) -> f64 {
    if count <= 2.0 || sentences <= 2.0 {
        return 1.0;
    }
    (1.0 - (count - 2.0) / (COMMON_SHARE * sentences)).clamp(LEAST_LOCAL, 1.0)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn thousandths(value: f64) -> u32 {
    value.round().max(0.0) as u32
}

/// The first letters of a stem, under which its relatives meet.
pub(crate) fn root(stem: &str) -> &str {
    stem.char_indices().nth(ROOT_LETTERS).map_or(stem, |(end, _)| &stem[..end])
}
