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
use rustc_hash::FxHashMap;
use std::ops::Range;

use crate::analysis::Analysis;
use crate::meanings::Meanings;
use crate::model::Text;
use crate::nearness::Vectors;
use crate::rarity::{Rarity, UNIT};
use crate::signs::written;
use crate::slices::Slices;
use crate::unit::{Measure, Sums, Unit, unit};
use crate::voice::Voice;
use crate::weights::{Weights, root};
use crate::words::Lexicon;

/// Copies of a unit are compared with copies whose number differs by this much at most, or a sentence repeated ten
/// thousand times would be compared a hundred million times.
const MOST_COPIES: usize = 32;
/// What stands in so many units that they would meet more often than this does not bring any together: it weighs next
/// to nothing, and all would meet all.
const MOST_MEETINGS: usize = 1 << 16;
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
    /// What the words mean, where that is known.
    pub vectors: Vectors,
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
    /// A subject that is mere form: who met, how warmly.
    Form,
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
    ids: FxHashMap<String, u32>,
    features: Vec<Feature>,
    /// What each word of the lexicon that was met stands for.
    words: Vec<Option<WordFeatures>>,
    roots: FxHashMap<String, u32>,
    neighbours: FxHashMap<(u32, u32), u32>,
    /// The feature of each subject that was met, by its row.
    subjects: Vec<Option<u32>>,
}

/// The features of a word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WordFeatures {
    pub stem: u32,
    /// None where the stem is its own root.
    pub root: Option<u32>,
    /// The number of the root, whether or not it is a feature.
    pub root_number: u32,
}

impl Registry {
    /// The number of the feature with this key.
    pub(crate) fn id(&mut self, key: String, label: &str, weight: u32, kind: Kind) -> u32 {
        let next = u32::try_from(self.features.len()).unwrap_or(u32::MAX);
        let id = *self.ids.entry(key).or_insert(next);
        self.met(id, label, weight, kind);
        id
    }

    /// Enters a feature that is new, or notes that it was met once more.
    fn met(&mut self, id: u32, label: &str, weight: u32, kind: Kind) {
        match self.features.get_mut(id as usize) {
            None => self.features.push(Feature { label: label.to_owned(), weight, kind }),
            Some(known) => {
                known.weight = known.weight.min(weight);
                // The least form, so that the label does not depend on which side comes first.
                if label < known.label.as_str() {
                    label.clone_into(&mut known.label);
                }
            }
        }
    }

    /// The features of a word of the lexicon, given what its stem and its root weigh.
    pub(crate) fn word(&mut self, word: u32, stem: &str, label: &str, weights: (u32, u32)) -> WordFeatures {
        if let Some(Some(known)) = self.words.get(word as usize).copied() {
            self.met(known.stem, label, weights.0, Kind::Word);
            if let Some(root) = known.root {
                self.met(root, label, weights.1, Kind::Word);
            }
            return known;
        }
        let root = root(stem);
        let next = u32::try_from(self.roots.len()).unwrap_or(u32::MAX);
        let found = WordFeatures {
            stem: self.id(["s", stem].concat(), label, weights.0, Kind::Word),
            root: (weights.1 > 0).then(|| self.id(["r", root].concat(), label, weights.1, Kind::Word)),
            root_number: *self.roots.entry(root.to_owned()).or_insert(next),
        };
        if self.words.len() <= word as usize {
            self.words.resize(word as usize + 1, None);
        }
        self.words[word as usize] = Some(found);
        found
    }

    /// The feature of a subject, by its row.
    pub(crate) fn subject(&mut self, row: u16, label: &str, weight: u32, kind: Kind) -> u32 {
        let at = usize::from(row);
        if let Some(Some(id)) = self.subjects.get(at).copied() {
            self.met(id, label, weight, kind);
            return id;
        }
        let id = self.id(format!("c{row}"), label, weight, kind);
        if self.subjects.len() <= at {
            self.subjects.resize(at + 1, None);
        }
        self.subjects[at] = Some(id);
        id
    }

    /// The feature of two neighbouring roots.
    pub(crate) fn neighbours(&mut self, roots: (u32, u32), weight: u32) -> u32 {
        let next = u32::try_from(self.features.len()).unwrap_or(u32::MAX);
        let id = *self.neighbours.entry(roots).or_insert(next);
        self.met(id, "", weight, Kind::Neighbour);
        id
    }
}

/// What units are made of, as long as they are made.
struct Making<'m> {
    lexicon: &'m Lexicon,
    weights: Weights,
    vectors: Vectors,
    registry: Registry,
    slices: &'m Slices,
}

impl Making<'_> {
    /// The units of a side, sentences and passages; what has a twin in the side made first is taken from there.
    async fn units(
        &mut self,
        side: &Analysis,
        text: &Text<'_>,
        first: Option<(&Analysis, &[Unit], &[Unit])>,
    ) -> (Vec<Unit>, Vec<Unit>) {
        let mut sentences: Vec<Unit> = Vec::with_capacity(side.sentences.len());
        for (at, passage) in side.passages.iter().enumerate() {
            if let (Some((other, known, _)), Some(twin)) = (first, passage.twin) {
                let start = sentences.len();
                sentences.extend_from_slice(&known[other.passages[twin].sentences.clone()]);
                sentences[start..].iter_mut().for_each(|unit| unit.opens = false);
                continue;
            }
            for one in passage.sentences.clone() {
                let (tokens, bytes) = (side.sentence_tokens[one].clone(), side.sentences[one].range.clone());
                sentences.push(self.unit(side, text, at, tokens, Some(bytes)).await);
            }
        }
        mark_opening(&mut sentences, side, text, self.lexicon);
        Voice::resolve(sentences.iter_mut().map(|unit| &mut unit.voice));
        let mut passages = Vec::with_capacity(side.passages.len());
        for (at, passage) in side.passages.iter().enumerate() {
            passages.push(match (first, passage.twin) {
                (Some((_, _, known)), Some(twin)) => known[twin].clone(),
                _ => self.unit(side, text, at, 0..passage.tokens.len(), None).await,
            });
        }
        (sentences, passages)
    }

    async fn unit(
        &mut self,
        side: &Analysis,
        text: &Text<'_>,
        passage: usize,
        tokens: Range<usize>,
        sentence: Option<Range<usize>>,
    ) -> Unit {
        self.slices.done(tokens.len()).await;
        let text = text.passages[passage].text;
        let known = (&self.weights, sentence.is_some().then_some(&self.vectors));
        let mut unit = unit(side, passage, tokens, text, self.lexicon, known, &mut self.registry);
        unit.written = written(text.get(sentence.unwrap_or(0..text.len())).unwrap_or(text));
        unit
    }
}

impl Evidence {
    pub(crate) async fn new(
        texts: [&Text<'_>; 2],
        a: &Analysis,
        b: &Analysis,
        lexicon: &Lexicon,
        (rarity, meanings): (&dyn Rarity, &Meanings),
        slices: &Slices,
    ) -> Evidence {
        let weights = Weights::new(a, b, lexicon, rarity);
        slices.stop().await;
        let vectors = match meanings.is_empty() {
            true => Vectors::default(),
            false => Vectors::new([a, b], lexicon, meanings),
        };
        let mut making = Making { lexicon, weights, vectors, registry: Registry::default(), slices };
        let (sentences_a, passages_a) = making.units(a, texts[0], None).await;
        let known = (a, sentences_a.as_slice(), passages_a.as_slice());
        let (sentences_b, passages_b) = making.units(b, texts[1], Some(known)).await;
        let (vectors, features) = (making.vectors, making.registry.features);
        let mut evidence = Evidence { sentences_a, sentences_b, passages_a, passages_b, vectors, features };
        let Evidence { sentences_a, sentences_b, passages_a, passages_b, features, .. } = &mut evidence;
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

    /// Some units of a side as one.
    pub(crate) fn whole(&self, units: &[Unit], places: &[usize]) -> Unit {
        let mut parts = places.iter().filter_map(|at| units.get(*at));
        let first = parts.next().cloned().unwrap_or_default();
        parts.fold(first, |whole, part| self.joined(&whole, part))
    }

    /// What two units have in common, but for what stands nowhere else.
    pub(crate) fn measure(&self, a: &Unit, b: &Unit) -> Measure {
        a.measure(b, weigh(&self.features, a.shared(b)))
    }

    /// The same but for names and order, for two units that met, where what was told of them may be less than what they
    /// share.
    pub(crate) fn glance_met(&self, a: &Unit, b: &Unit, told: Sums, is_partial: bool) -> Measure {
        let shared =
            if is_partial { Sums { alone: told.alone, ..weigh(&self.features, a.shared(b)) } } else { told };
        a.glance(b, shared)
    }

    /// Whether two units name others, or state another number, another currency of one, or another date.
    pub(crate) fn differ_in_facts(&self, a: &Unit, b: &Unit) -> bool {
        let facts = |unit: &Unit| -> Vec<u32> {
            let is_fact = |id: &&u32| self.features[**id as usize].kind == Kind::Fact;
            unit.features.iter().filter(is_fact).copied().collect()
        };
        let signed = |unit: &Unit| {
            let mut signed = unit.signed.clone();
            order::sort(&mut signed);
            signed.dedup();
            signed
        };
        a.names != b.names || facts(a) != facts(b) || signed(a) != signed(b)
    }

    /// Weight, in nats, that a unit shares with the opposite side and that its own side does not share already.
    pub(crate) fn new_weight(&self, added: &Unit, own: &Unit, opposite: &Unit) -> f64 {
        let new = added.features.iter().filter(|id| opposite.has(**id) && !own.has(**id));
        weigh(&self.features, new).whole as f64 / UNIT
    }

    /// Whether both texts name somebody or something, and nothing in common.
    pub(crate) fn are_strangers(&self) -> bool {
        let named = |units: &[Unit]| {
            let mut names: Vec<u32> = units.iter().flat_map(|unit| unit.names.iter().copied()).collect();
            order::sort(&mut names);
            names.dedup();
            names
        };
        let (a, b) = (named(&self.sentences_a), named(&self.sentences_b));
        !a.is_empty() && !b.is_empty() && !a.iter().any(|name| b.binary_search(name).is_ok())
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

    /// The meetings of units of A with units of B that share so much weight with them, in nats, or that are equal. Of a
    /// unit that stands in a text many times, each copy meets the copies of about the same number.
    pub(crate) fn meetings<'e>(&'e self, a: &'e [Unit], b: &'e [Unit], least: f64) -> Meetings<'e> {
        Meetings::new(a, b, &self.features, least)
    }

    /// The heaviest features two units share, as a reader would name them.
    pub(crate) fn shared_labels(&self, a: &Unit, b: &Unit, kinds: &[Kind], most: usize) -> Vec<&str> {
        let mut shared: Vec<(u32, &str)> = a
            .shared(b)
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

/// Who meets whom, told unit by unit.
pub(crate) struct Meetings<'e> {
    a: &'e [Unit],
    features: &'e [Feature],
    least: f64,
    copies: Copies,
    /// How many units of A have each feature.
    in_a: Vec<usize>,
    /// The units of B that have each feature.
    postings: Vec<Vec<u32>>,
    /// Whether what is told may be less than what is shared: what stands nearly everywhere is left out of large texts.
    pub is_partial: bool,
    /// For each unit of B: what it shares with the one of A at hand.
    sums: Vec<Sums>,
    is_met: Vec<bool>,
    met: Vec<usize>,
    next: usize,
}

impl<'e> Meetings<'e> {
    fn new(a: &'e [Unit], b: &'e [Unit], features: &'e [Feature], least: f64) -> Meetings<'e> {
        let mut in_a = vec![0_usize; features.len()];
        for id in a.iter().flat_map(|unit| &unit.features) {
            in_a[*id as usize] += 1;
        }
        let mut postings: Vec<Vec<u32>> = vec![Vec::new(); features.len()];
        for (index, unit) in b.iter().enumerate() {
            for id in unit.features.iter().filter(|id| in_a[**id as usize] > 0) {
                postings[*id as usize].push(u32::try_from(index).unwrap_or(u32::MAX));
            }
        }
        let mut is_partial = false;
        for (held, in_a) in postings.iter_mut().zip(&in_a) {
            if held.len() * in_a > MOST_MEETINGS {
                held.clear();
                is_partial = true;
            }
        }
        Meetings {
            copies: Copies::new(a, b),
            sums: vec![Sums::default(); b.len()],
            is_met: vec![false; b.len()],
            met: Vec::new(),
            next: 0,
            a,
            features,
            least,
            in_a,
            postings,
            is_partial,
        }
    }

    /// The next unit of A, by number, and into `row` the units of B that it meets with what they share.
    pub(crate) fn next(&mut self, row: &mut Vec<(usize, Sums)>) -> Option<usize> {
        row.clear();
        let index = self.next;
        let unit = self.a.get(index)?;
        self.next += 1;
        let (is_met, met) = (&mut self.is_met, &mut self.met);
        let mut meet = |other: usize| {
            if !is_met[other] {
                is_met[other] = true;
                met.push(other);
            }
        };
        for id in &unit.features {
            let feature = &self.features[*id as usize];
            let held = &self.postings[*id as usize];
            let alone = self.in_a[*id as usize] == 1 && held.len() == 1 && feature.kind != Kind::Neighbour;
            for &other in held {
                let other = other as usize;
                meet(other);
                self.sums[other].add(feature.kind, feature.weight);
                self.sums[other].alone += if alone { u64::from(feature.weight) } else { 0 };
            }
        }
        self.copies.of(index).for_each(meet);
        order::sort(&mut self.met);
        for other in self.met.drain(..) {
            self.is_met[other] = false;
            let shared = std::mem::take(&mut self.sums[other]);
            let is_equal = self.copies.are_equal(index, other);
            let is_near = !is_equal || self.copies.are_near(index, other);
            if is_near && (is_equal || shared.evidence() >= self.least) {
                row.push((other, shared));
            }
        }
        Some(index)
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

/// Which units are the same words, and the how manieth of its kind each is.
struct Copies {
    /// For each unit of A and of B: the number of its words' kind, and how many of the kind stand before it.
    a: Vec<(usize, usize)>,
    b: Vec<(usize, usize)>,
    /// The units of B of each kind, in order.
    held: Vec<Vec<usize>>,
}

impl Copies {
    fn new(a: &[Unit], b: &[Unit]) -> Copies {
        let words = |at: usize| {
            let unit = if at < a.len() { &a[at] } else { &b[at - a.len()] };
            // What has no words is told by its one feature.
            if unit.words.is_empty() { (true, &unit.features) } else { (false, &unit.words) }
        };
        let mut by_words: Vec<usize> = (0..a.len() + b.len()).collect();
        order::sort_by(&mut by_words, |one, other| words(*one).cmp(&words(*other)));
        let mut copies = Copies { a: vec![(0, 0); a.len()], b: vec![(0, 0); b.len()], held: Vec::new() };
        for (kind, same) in by_words.chunk_by(|one, other| words(*one) == words(*other)).enumerate() {
            let first_of_b = same.partition_point(|at| *at < a.len());
            for (copy, at) in same[..first_of_b].iter().enumerate() {
                copies.a[*at] = (kind, copy);
            }
            let held: Vec<usize> = same[first_of_b..].iter().map(|at| at - a.len()).collect();
            for (copy, at) in held.iter().enumerate() {
                copies.b[*at] = (kind, copy);
            }
            copies.held.push(held);
        }
        copies
    }

    fn are_equal(&self, a: usize, b: usize) -> bool {
        self.a[a].0 == self.b[b].0
    }

    fn are_near(&self, a: usize, b: usize) -> bool {
        self.a[a].1.abs_diff(self.b[b].1) <= MOST_COPIES
    }

    /// The units of B that are the same words as one of A, and about the same copy.
    fn of(&self, a: usize) -> impl Iterator<Item = usize> {
        let (kind, copy) = self.a[a];
        let held = &self.held[kind];
        let end = (copy + MOST_COPIES + 1).min(held.len());
        held[copy.saturating_sub(MOST_COPIES).min(end)..end].iter().copied()
    }
}
