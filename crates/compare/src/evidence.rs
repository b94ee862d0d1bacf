//! Which stretches of two texts have something in common, weighed by how much it says.
//!
//! Lives here: the features of both texts, numbered together and weighed, and the search for units that share some.
//! Does not live here: one unit (`unit`), or who is paired with whom (`score`, `align`).
//!
//! A feature weighs what its word is worth in the corpus (`rarity`), less if it stands in many sentences of
//! these two texts: what everybody in them mentions tells no passage from another. Weights are whole
//! thousandths, so every sum is the same from either side. Cost: O(tokens · log tokens) to build; measuring walks
//! postings, so only units with something in common meet.

use demarche_corpus::order;
use std::collections::HashMap;
use std::ops::Range;

use crate::analysis::Analysis;
use crate::model::Text;
use crate::rarity::{Rarity, UNIT};
use crate::unit::{Measure, Sums, Unit, unit};
use crate::weights::Weights;
use crate::words::Lexicon;

/// Copies of a unit are compared with copies whose number differs by this much at most, or a sentence repeated ten
/// thousand times would be compared a hundred million times.
const MOST_COPIES: usize = 32;
/// What a shared feature must weigh to be named as a reason, in thousandths.
const LEAST_LABELLED: u32 = 300;
/// Sentences from the start among which the one that tells of the contact itself is looked for.
const OPENING: usize = 4;

/// The features of both texts, numbered together.
pub(crate) struct Evidence {
    pub sentences_a: Vec<Unit>,
    pub sentences_b: Vec<Unit>,
    pub passages_a: Vec<Unit>,
    pub passages_b: Vec<Unit>,
    features: Vec<Feature>,
}

/// What sort of thing units can have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A stem or a root.
    Word,
    /// A number or a date.
    Fact,
    /// Two neighbouring words: a bonus that no whole is made of.
    Neighbour,
    /// A subject raised.
    Subject,
}

/// One thing that units can have in common.
struct Feature {
    /// What a reader is shown for it; empty for those that are not shown.
    label: String,
    /// The least weight it was met with: a property of the feature, so that both sides agree on it.
    weight: u32,
    kind: Kind,
}

/// Features are made under these keys; the letter keeps kinds apart.
#[derive(Default)]
pub(crate) struct Registry {
    ids: HashMap<String, u32>,
    features: Vec<Feature>,
}

impl Registry {
    /// The number of the feature with this key.
    pub(crate) fn id(&mut self, key: String, label: &str, weight: u32, kind: Kind) -> u32 {
        let next = u32::try_from(self.features.len()).unwrap_or(u32::MAX);
        let id = *self.ids.entry(key).or_insert(next);
        if id == next {
            self.features.push(Feature { label: label.to_owned(), weight, kind });
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
            let mut sentences: Vec<Unit> = side
                .sentences
                .iter()
                .zip(&side.sentence_tokens)
                .map(|(sentence, tokens)| build(sentence.passage, tokens.clone()))
                .collect();
            mark_opening(&mut sentences, side, text, lexicon);
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
            unit.total = weigh(features, unit.features.iter());
        }
        evidence
    }

    /// Two units in a row as one.
    pub(crate) fn joined(&self, first: &Unit, second: &Unit) -> Unit {
        let mut whole = Unit::joined(first, second);
        whole.total = weigh(&self.features, whole.features.iter());
        whole
    }

    /// What two units have in common, but for what stands nowhere else.
    pub(crate) fn measure(&self, a: &Unit, b: &Unit) -> Measure {
        a.measure(b, weigh(&self.features, a.features.iter().filter(|id| b.has(**id))))
    }

    /// Weight, in nats, that a unit shares with the opposite side and that its own side does not share already.
    pub(crate) fn new_weight(&self, added: &Unit, own: &Unit, opposite: &Unit) -> f64 {
        let new = added.features.iter().filter(|id| opposite.has(**id) && !own.has(**id));
        weigh(&self.features, new).whole as f64 / UNIT
    }

    /// How much of the lighter text's weight stands in the other too, 0 to 1, each feature counted once.
    pub(crate) fn related(&self) -> f64 {
        let held = |units: &[Unit]| {
            let mut held = vec![false; self.features.len()];
            for id in units.iter().flat_map(|unit| &unit.features) {
                held[*id as usize] = true;
            }
            held
        };
        let (a, b) = (held(&self.sentences_a), held(&self.sentences_b));
        let weight = |is_held: &dyn Fn(usize) -> bool| -> u64 {
            let wanted = self
                .features
                .iter()
                .enumerate()
                .filter(|(id, feature)| matches!(feature.kind, Kind::Word | Kind::Fact) && is_held(*id));
            wanted.map(|(_, feature)| u64::from(feature.weight)).sum()
        };
        let lighter = weight(&|id| a[id]).min(weight(&|id| b[id])).max(1);
        weight(&|id| a[id] && b[id]) as f64 / lighter as f64
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
        let mut in_a = vec![0_u32; self.features.len()];
        for id in a.iter().flat_map(|unit| &unit.features) {
            in_a[*id as usize] += 1;
        }
        let mut postings: Vec<Vec<usize>> = vec![Vec::new(); self.features.len()];
        for (index, unit) in b.iter().enumerate() {
            for id in &unit.features {
                postings[*id as usize].push(index);
            }
        }
        let mut sums: Vec<Sums> = vec![Sums::default(); b.len()];
        for (index, unit) in a.iter().enumerate() {
            // What has no weight still meets, so a sum of nothing may push twice: hence the dedup.
            let mut met: Vec<usize> = Vec::new();
            for id in &unit.features {
                let feature = &self.features[*id as usize];
                let held = &postings[*id as usize];
                let alone = in_a[*id as usize] == 1 && held.len() == 1 && feature.kind != Kind::Neighbour;
                for &other in held {
                    let sum = &mut sums[other];
                    if *sum == Sums::default() {
                        met.push(other);
                    }
                    sum.add(feature.kind, feature.weight);
                    sum.alone += if alone { u64::from(feature.weight) } else { 0 };
                }
            }
            order::sort(&mut met);
            met.dedup();
            for other in met {
                let shared = std::mem::take(&mut sums[other]);
                let is_worth = shared.evidence() >= least || unit.words == b[other].words;
                if is_worth && copies_a[index].abs_diff(copies_b[other]) <= MOST_COPIES {
                    tell(index, other, &unit.measure(&b[other], shared));
                }
            }
        }
    }

    /// The heaviest features two units share, as a reader would name them.
    pub(crate) fn shared_labels(&self, a: &Unit, b: &Unit, kinds: &[Kind], most: usize) -> Vec<&str> {
        let mut shared: Vec<(u32, &str)> = a
            .features
            .iter()
            .filter(|id| b.has(**id))
            .map(|id| &self.features[*id as usize])
            .filter(|feature| kinds.contains(&feature.kind))
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

/// Marks the first of the opening sentences that tells of the contact itself. A title is not one: it has no full stop.
fn mark_opening(sentences: &mut [Unit], side: &Analysis, text: &Text<'_>, lexicon: &Lexicon) {
    let found =
        side.sentences.iter().zip(&side.sentence_tokens).take(OPENING).position(|(sentence, tokens)| {
            let words = text.passages[sentence.passage].text.get(sentence.range.clone()).unwrap_or("");
            let tokens = &side.passages[sentence.passage].tokens[tokens.clone()];
            words.ends_with(|c: char| !c.is_alphanumeric()) && lexicon.tells_of_contact(tokens)
        });
    if let Some(unit) = found.and_then(|at| sentences.get_mut(at)) {
        unit.opens = true;
    }
}

/// The weight of features by kind.
fn weigh<'f>(features: &[Feature], ids: impl Iterator<Item = &'f u32>) -> Sums {
    ids.map(|id| &features[*id as usize]).fold(Sums::default(), |mut sums, feature| {
        sums.add(feature.kind, feature.weight);
        sums
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
