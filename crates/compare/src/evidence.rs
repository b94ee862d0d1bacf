//! What two stretches of text have in common, weighed by how much it says.
//!
//! Lives here: the features of a unit (a sentence or a passage): stems, word roots, neighbouring roots, numbers
//! and dates, and the measure of what two units share. Does not live here: who is paired with whom (`align`).
//!
//! A feature weighs what its word is worth in the corpus (`rarity`), less if it stands in many sentences of
//! these two texts: what everybody in them mentions tells no passage from another. Weights are whole
//! thousandths, so every sum is the same from either side. Cost: O(tokens · log tokens) to build; measuring walks
//! postings, so only units with something in common meet.

use demarche_corpus::order;
use std::collections::HashMap;
use std::ops::Range;

use crate::analysis::Analysis;
use crate::model::{LedgerClass, Text};
use crate::rarity::{Rarity, UNIT};
use crate::weights::{Weights, root, thousandths};
use crate::words::{Class, Lexicon, Token};

/// What two neighbouring content words in common add, as a share of the lighter one's weight.
const NEIGHBOUR_SHARE: f64 = 0.5;
/// Weight of a day, of a number of more than two digits, of a year or a small number, in thousandths.
const DATE_WEIGHT: u32 = 4000;
const NUMBER_WEIGHT: u32 = 4000;
const SMALL_WEIGHT: u32 = 1500;
/// Copies of a unit are compared with copies whose number differs by this much at most, or a sentence repeated ten
/// thousand times would be compared a hundred million times.
const MOST_COPIES: usize = 32;
/// What a shared feature must weigh to be named as a reason, in thousandths.
const LEAST_LABELLED: u32 = 300;

/// A sentence or a passage as evidence.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unit {
    /// Folded words in order.
    pub words: Vec<u32>,
    /// The same, sorted.
    sorted: Vec<u32>,
    /// Neighbouring folded words, sorted.
    shingles: Vec<(u32, u32)>,
    /// Ids of its features, sorted.
    features: Vec<u32>,
    /// Sum of the features that count towards the whole (neighbours are a bonus).
    total: u64,
}

/// What two units have in common.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Measure {
    /// Weight of the shared words, numbers and dates, in nats.
    pub shared: f64,
    /// Weight of the shared neighbours, in nats.
    pub neighbours: f64,
    /// Share of the lighter unit's weight that is shared.
    pub of_lighter: f64,
    /// Share of the heavier unit's weight that is shared.
    pub of_heavier: f64,
    /// Words in common, function words included, 0 to 1 (Dice).
    pub same_words: f64,
    /// Neighbouring words in common, 0 to 1 (Dice).
    pub same_order: f64,
    /// Whether the two are the same words in the same order.
    pub equal: bool,
}

/// The features of both texts, numbered together.
pub(crate) struct Evidence {
    pub sentences_a: Vec<Unit>,
    pub sentences_b: Vec<Unit>,
    pub passages_a: Vec<Unit>,
    pub passages_b: Vec<Unit>,
    features: Vec<Feature>,
}

/// One thing that units can have in common.
struct Feature {
    /// What a reader is shown for it; empty for those that are not shown.
    label: String,
    /// The least weight it was met with: a property of the feature, so that both sides agree on it.
    weight: u32,
    /// Whether it is a bonus that no whole is made of.
    bonus: bool,
}

/// Features are made under these keys; the letter keeps kinds apart.
#[derive(Default)]
struct Registry {
    ids: HashMap<String, u32>,
    features: Vec<Feature>,
}

impl Registry {
    fn id(&mut self, key: String, label: &str, weight: u32, bonus: bool) -> u32 {
        let next = u32::try_from(self.features.len()).unwrap_or(u32::MAX);
        let id = *self.ids.entry(key).or_insert(next);
        if id == next {
            self.features.push(Feature { label: label.to_owned(), weight, bonus });
        } else {
            let known = &mut self.features[id as usize];
            known.weight = known.weight.min(weight);
            // The least form, so that the label does not depend on which side comes first.
            if label < known.label.as_str() {
                label.clone_into(&mut known.label);
            }
        }
        id
    }
}

impl Evidence {
    pub(crate) fn new(
        texts: [&Text<'_>; 2],
        a: &Analysis,
        b: &Analysis,
        lexicon: &Lexicon,
        rarity: &dyn Rarity,
    ) -> Evidence {
        let weights = Weights::new(a, b, lexicon, rarity);
        let mut registry = Registry::default();
        let mut units = |side: &Analysis, text: &Text<'_>| {
            let mut build = |passage: usize, tokens: Range<usize>| {
                unit(side, passage, tokens, text.passages[passage].text, lexicon, &weights, &mut registry)
            };
            let sentences: Vec<Unit> = side
                .sentences
                .iter()
                .zip(&side.sentence_tokens)
                .map(|(sentence, tokens)| build(sentence.passage, tokens.clone()))
                .collect();
            let passages: Vec<Unit> = (0..side.passages.len())
                .map(|index| build(index, 0..side.passages[index].tokens.len()))
                .collect();
            (sentences, passages)
        };
        let (sentences_a, passages_a) = units(a, texts[0]);
        let (sentences_b, passages_b) = units(b, texts[1]);
        let mut evidence =
            Evidence { sentences_a, sentences_b, passages_a, passages_b, features: registry.features };
        let Evidence { sentences_a, sentences_b, passages_a, passages_b, features } = &mut evidence;
        for unit in [sentences_a, sentences_b, passages_a, passages_b].into_iter().flatten() {
            unit.total = weigh(features, unit.features.iter()).0;
        }
        evidence
    }

    /// Two units in a row as one.
    pub(crate) fn joined(&self, first: &Unit, second: &Unit) -> Unit {
        let words = [&first.words[..], &second.words[..]].concat();
        let mut whole = Unit::new(words, [&first.features[..], &second.features[..]].concat());
        whole.total = weigh(&self.features, whole.features.iter()).0;
        whole
    }

    /// What two units have in common.
    pub(crate) fn measure(&self, a: &Unit, b: &Unit) -> Measure {
        let (shared, neighbours) = weigh(&self.features, a.features.iter().filter(|id| b.has(**id)));
        a.measure(b, shared, neighbours)
    }

    /// Weight, in nats, that a unit shares with the opposite side and that its own side does not share already.
    pub(crate) fn new_weight(&self, added: &Unit, own: &Unit, opposite: &Unit) -> f64 {
        let new = added.features.iter().filter(|id| opposite.has(**id) && !own.has(**id));
        weigh(&self.features, new).0 as f64 / UNIT
    }

    /// Tells every pair of units that share so much weight, in nats, or that are equal. Of a unit that stands in a
    /// text many times, each copy meets the copies of about the same number.
    pub(crate) fn measures(
        &self,
        a: &[Unit],
        b: &[Unit],
        least: f64,
        tell: &mut dyn FnMut(usize, usize, &Measure),
    ) {
        let (copies_a, copies_b) = (copies(a), copies(b));
        let mut postings: Vec<Vec<usize>> = vec![Vec::new(); self.features.len()];
        for (index, unit) in b.iter().enumerate() {
            for id in &unit.features {
                postings[*id as usize].push(index);
            }
        }
        let mut sums: Vec<(u64, u64)> = vec![(0, 0); b.len()];
        for (index, unit) in a.iter().enumerate() {
            // What has no weight still meets, so a sum of nothing may push twice: hence the dedup.
            let mut met: Vec<usize> = Vec::new();
            for id in &unit.features {
                let feature = &self.features[*id as usize];
                for &other in &postings[*id as usize] {
                    let sum = &mut sums[other];
                    if *sum == (0, 0) {
                        met.push(other);
                    }
                    let weight = u64::from(feature.weight);
                    if feature.bonus { sum.1 += weight } else { sum.0 += weight }
                }
            }
            order::sort(&mut met);
            met.dedup();
            for other in met {
                let (shared, neighbours) = std::mem::take(&mut sums[other]);
                let is_worth = shared as f64 / UNIT >= least || unit.words == b[other].words;
                if is_worth && copies_a[index].abs_diff(copies_b[other]) <= MOST_COPIES {
                    tell(index, other, &unit.measure(&b[other], shared, neighbours));
                }
            }
        }
    }

    /// The heaviest features two units share, as a reader would name them.
    pub(crate) fn shared_labels(&self, a: &Unit, b: &Unit, most: usize) -> Vec<&str> {
        let mut shared: Vec<(u32, &str)> = a
            .features
            .iter()
            .filter(|id| b.has(**id))
            .map(|id| &self.features[*id as usize])
            .filter(|feature| feature.weight >= LEAST_LABELLED && !feature.label.is_empty())
            .map(|feature| (feature.weight, feature.label.as_str()))
            .collect();
        order::sort_by(&mut shared, |x, y| y.0.cmp(&x.0).then(x.1.cmp(y.1)));
        let mut labels: Vec<&str> = Vec::new();
        for (_, label) in shared {
            if labels.len() < most && !labels.contains(&label) {
                labels.push(label);
            }
        }
        labels
    }
}

/// The weight of features, and that of those which are a bonus.
fn weigh<'f>(features: &[Feature], ids: impl Iterator<Item = &'f u32>) -> (u64, u64) {
    ids.map(|id| &features[*id as usize]).fold((0, 0), |(whole, bonus), feature| {
        let weight = u64::from(feature.weight);
        if feature.bonus { (whole, bonus + weight) } else { (whole + weight, bonus) }
    })
}

/// For each unit, how many units of the same words stand before it.
fn copies(units: &[Unit]) -> Vec<usize> {
    let mut by_words: Vec<usize> = (0..units.len()).collect();
    order::sort_by(&mut by_words, |one, other| units[*one].words.cmp(&units[*other].words));
    let mut copies = vec![0; units.len()];
    for pair in by_words.windows(2) {
        if units[pair[0]].words == units[pair[1]].words {
            copies[pair[1]] = copies[pair[0]] + 1;
        }
    }
    copies
}

fn unit(
    side: &Analysis,
    passage: usize,
    range: Range<usize>,
    text: &str,
    lexicon: &Lexicon,
    weights: &Weights,
    registry: &mut Registry,
) -> Unit {
    let source = &side.passages[passage];
    let tokens: &[Token] = &source.tokens[range.clone()];
    let words: Vec<u32> = tokens.iter().map(|token| token.word).collect();
    let mut features: Vec<u32> = Vec::new();
    let mut fact_tokens: Vec<usize> = Vec::new();
    let first = source.facts.partition_point(|fact| fact.tokens.start < range.start);
    let facts = source.facts[first..].iter().take_while(|fact| fact.tokens.start < range.end);
    for fact in facts.filter(|fact| fact.tokens.end <= range.end) {
        let (key, weight) = match fact.class {
            // A day is the same day whether or not its year is given.
            LedgerClass::Date if fact.key.len() == 10 => (&fact.key[5..], DATE_WEIGHT),
            LedgerClass::Date if fact.key.len() == 4 || fact.key.starts_with('-') => {
                (fact.key.as_str(), SMALL_WEIGHT)
            }
            LedgerClass::Date => (fact.key.as_str(), DATE_WEIGHT),
            LedgerClass::Number if fact.key.trim_end_matches('%').len() > 2 => {
                (fact.key.as_str(), NUMBER_WEIGHT)
            }
            LedgerClass::Number => (fact.key.as_str(), SMALL_WEIGHT),
            LedgerClass::Quotation | LedgerClass::Name => continue,
        };
        fact_tokens.extend(fact.tokens.clone());
        features.push(registry.id(format!("f{key}"), &text[fact.range.clone()], weight, false));
    }
    let mut before: Option<(usize, &str, u32)> = None;
    for (offset, token) in tokens.iter().enumerate() {
        let entry = lexicon.entry(token.concept);
        if entry.class == Class::Function || fact_tokens.binary_search(&(range.start + offset)).is_ok() {
            continue;
        }
        let surface = if entry.folded == "u.s" { "U.S." } else { &text[token.range.clone()] };
        let stem_weight = weights.stem[token.concept as usize];
        let root_weight = weights.root[token.concept as usize];
        let root = root(&entry.stem);
        features.push(registry.id(format!("s{}", entry.stem), surface, stem_weight, false));
        if root_weight > 0 {
            features.push(registry.id(format!("r{root}"), surface, root_weight, false));
        }
        let whole = stem_weight + root_weight;
        if let Some((at, last, last_whole)) = before
            && at + 1 == offset
        {
            let weight = thousandths(f64::from(whole.min(last_whole)) * NEIGHBOUR_SHARE);
            features.push(registry.id(format!("b{last} {root}"), "", weight, true));
        }
        before = Some((offset, root, whole));
    }
    if features.is_empty() {
        // Nothing to weigh: such a unit meets only its equal.
        let key = if words.is_empty() { format!("t{}", text.trim()) } else { format!("w{words:?}") };
        features.push(registry.id(key, "", 0, true));
    }
    Unit::new(words, features)
}

impl Unit {
    /// A unit whose features are yet to be weighed.
    fn new(words: Vec<u32>, mut features: Vec<u32>) -> Unit {
        order::sort(&mut features);
        features.dedup();
        let mut sorted = words.clone();
        order::sort(&mut sorted);
        let mut shingles: Vec<(u32, u32)> = words.windows(2).map(|pair| (pair[0], pair[1])).collect();
        order::sort(&mut shingles);
        Unit { words, sorted, shingles, features, total: 0 }
    }

    fn has(&self, feature: u32) -> bool {
        self.features.binary_search(&feature).is_ok()
    }

    /// What all of it weighs, in nats.
    pub(crate) fn weight(&self) -> f64 {
        self.total as f64 / UNIT
    }

    fn measure(&self, other: &Unit, shared: u64, neighbours: u64) -> Measure {
        let lighter = self.total.min(other.total).max(1) as f64;
        let heavier = self.total.max(other.total).max(1) as f64;
        let shared = shared as f64;
        let equal = self.words == other.words;
        Measure {
            shared: shared / UNIT,
            neighbours: neighbours as f64 / UNIT,
            of_lighter: (shared / lighter).min(1.0),
            of_heavier: (shared / heavier).min(1.0),
            same_words: if equal { 1.0 } else { dice(&self.sorted, &other.sorted) },
            same_order: if equal { 1.0 } else { dice(&self.shingles, &other.shingles) },
            equal,
        }
    }
}

/// Share of two sorted lists that stands in both, each occurrence counted once.
fn dice<T: Ord>(a: &[T], b: &[T]) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    let (mut i, mut j, mut common) = (0, 0, 0_usize);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    2.0 * common as f64 / (a.len() + b.len()) as f64
}
