//! One stretch of text as evidence: what stands in it, and what two stretches have in common.
//!
//! Lives here: the features of a unit (a sentence or a passage): stems, word roots, neighbouring roots, numbers and
//! dates, subjects, names; and the measure of what two units share. Does not live here: the search for units that
//! have something in common (`evidence`), or what follows from it (`score`, `align`). Cost: O(tokens · log tokens).

use std::ops::Range;

use crate::analysis::Analysis;
use crate::evidence::{Kind, Registry};
use crate::facts::sign_beside;
use crate::kinship::{Word, Words};
use crate::model::LedgerClass;
use crate::nearness::{Sense, Sensed, Vectors};
use crate::rarity::UNIT;
use crate::voice::Voice;
use crate::weights::{Weights, thousandths};
use crate::words::{Class, Lexicon, Token};
use demarche_corpus::order;

/// What two neighbouring content words in common add, as a share of the lighter one's weight.
const NEIGHBOUR_SHARE: f64 = 0.5;
/// Weight of a day, of a number of more than two digits, of a year or a small number, in thousandths.
const DATE_WEIGHT: u32 = 4000;
const NUMBER_WEIGHT: u32 = 4000;
const SMALL_WEIGHT: u32 = 1500;
/// Neighbouring words in common (Dice) that the same wording needs.
pub(crate) const SAME_ORDER: f64 = 0.5;
/// A stretch of more words says more than a formula.
const MOST_FORMULA_WORDS: usize = 40;
/// A formula has no more content words of its own.
const MOST_OWN_WORDS: usize = 2;
/// Words that begin another item of a list. Folded.
const ITEM_WORDS: [&str; 8] = ["and", "as", "including", "or", "such", "и", "или", "также"];

/// A sentence or a passage as evidence.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unit {
    /// Folded words in order.
    pub words: Vec<u32>,
    /// The same, sorted.
    sorted: Vec<u32>,
    /// What the words leave untold: all of it as it is written, but for the forms of signs.
    pub written: String,
    /// Ids of its numbers with the currency or the minus that stands beside them, in order.
    pub signed: Vec<u32>,
    /// Neighbouring folded words, the first in the upper half, sorted.
    shingles: Vec<u64>,
    /// Ids of its features, sorted.
    pub features: Vec<u32>,
    /// Its content words; told of sentences alone, like the two below.
    pub content: Words,
    /// What it means.
    pub sense: Sense,
    /// Who speaks in it.
    pub voice: Voice,
    /// Capitalised words inside it, sorted.
    pub names: Vec<u32>,
    /// Whether it is the sentence that tells of the contact itself.
    pub opens: bool,
    /// Whether it says nothing but what every such report says.
    pub is_formula: bool,
    /// What its features weigh.
    pub total: Sums,
}

/// Weights by kind of feature, in thousandths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    /// Words, numbers and dates: what the whole is made of.
    pub whole: u64,
    /// Of these: numbers and dates.
    pub facts: u64,
    /// Neighbours, a bonus.
    pub neighbours: u64,
    /// Subjects.
    pub subjects: u64,
    /// Of these: what is no mere form.
    pub own: u64,
    /// Words, facts and subjects that stand in no other unit of either side.
    pub alone: u64,
}

impl Sums {
    /// Counts one feature in.
    pub(crate) fn add(&mut self, kind: Kind, weight: u32) {
        let weight = u64::from(weight);
        match kind {
            Kind::Word => self.whole += weight,
            Kind::Fact => {
                self.whole += weight;
                self.facts += weight;
            }
            Kind::Neighbour => self.neighbours += weight,
            Kind::Form => self.subjects += weight,
            Kind::Subject => {
                self.subjects += weight;
                self.own += weight;
            }
        }
    }

    /// All that could speak for a pair.
    pub(crate) fn all(self) -> u64 {
        self.whole + self.neighbours + self.subjects
    }

    /// The same in nats.
    pub(crate) fn evidence(self) -> f64 {
        self.all() as f64 / UNIT
    }
}

/// What two units have in common.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Measure {
    /// Weight of the shared words, numbers and dates, in nats.
    pub shared: f64,
    /// Weight of the shared numbers and dates, in nats.
    pub facts: f64,
    /// Weight of the shared neighbours, in nats.
    pub neighbours: f64,
    /// Weight of the shared subjects, in nats.
    pub subjects: f64,
    /// Of this: what is no mere form.
    pub own: f64,
    /// Share of such subjects that is shared, 0 to 1 (Dice, weighed).
    pub of_own: f64,
    /// Weight of what is shared and stands in no other unit of either side, in nats.
    pub alone: f64,
    /// Share of the lighter unit's weight that is shared.
    pub of_lighter: f64,
    /// Share of the heavier unit's weight that is shared.
    pub of_heavier: f64,
    /// Names in common.
    pub names: usize,
    /// Whether both tell of the contact itself.
    pub open: bool,
    /// Words in common, function words included, 0 to 1 (Dice); told where `same_order` is at least [`SAME_ORDER`].
    pub same_words: f64,
    /// Neighbouring words in common, 0 to 1 (Dice).
    pub same_order: f64,
    /// Whether the two are the same words in the same order.
    pub equal: bool,
    /// Whether they are with the same signs and capitals.
    pub alike: bool,
}

pub(crate) fn unit(
    side: &Analysis,
    passage: usize,
    range: Range<usize>,
    text: &str,
    lexicon: &Lexicon,
    (weights, vectors): (&Weights, Option<&Vectors>),
    registry: &mut Registry,
) -> Unit {
    let source = &side.passages[passage];
    let tokens: &[Token] = &source.tokens[range.clone()];
    let words: Vec<u32> = tokens.iter().map(|token| token.word).collect();
    // About half of the words carry content: of each a stem, often a root, and a neighbour.
    let mut features: Vec<u32> = Vec::with_capacity(2 * tokens.len());
    let mut fact_tokens: Vec<usize> = Vec::new();
    let mut signed: Vec<u32> = Vec::new();
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
            _ => continue,
        };
        fact_tokens.extend(fact.tokens.clone());
        // `$5 million` is the evidence that `5 million dollars` is, but no `€5 million`.
        if fact.class == LedgerClass::Number
            && let Some(sign) = sign_beside(fact, &source.tokens, text, lexicon)
        {
            signed.push(registry.id(["g", sign, key].concat(), "", 0, Kind::Fact));
        }
        features.push(registry.id(format!("f{key}"), &text[fact.range.clone()], weight, Kind::Fact));
    }
    let raised = lexicon.raised(tokens);
    let is_formula = fact_tokens.is_empty()
        && tokens.len() <= MOST_FORMULA_WORDS
        && lexicon.subjects().are_forms(&raised)
        && own_words(tokens, lexicon) <= MOST_OWN_WORDS;
    for subject in raised {
        let weight = weights.subject[usize::from(subject)];
        let row = &lexicon.subjects().all[usize::from(subject)];
        let kind = if row.is_form { Kind::Form } else { Kind::Subject };
        features.push(registry.subject(subject, row.label, weight, kind));
    }
    let is_sentence = vectors.is_some();
    let expressions = if is_sentence { lexicon.expressions(tokens) } else { Vec::new() };
    let mut content: Vec<Word> = Vec::new();
    let mut lines: Vec<u16> = Vec::new();
    let mut sensed: Vec<Sensed> = Vec::new();
    let mut item = 0;
    let mut before: Option<(usize, u32, u32)> = None;
    for (offset, token) in tokens.iter().enumerate() {
        let entry = lexicon.entry(token.concept);
        item +=
            u32::from(is_sentence && offset > 0 && begins_item(&tokens[offset - 1], token, text, lexicon));
        if entry.class == Class::Function || fact_tokens.binary_search(&(range.start + offset)).is_ok() {
            continue;
        }
        let surface = if entry.folded == "u.s" { "U.S." } else { &text[token.range.clone()] };
        let stem_weight = weights.stem[token.concept as usize];
        let root_weight = weights.root[token.concept as usize];
        let met = registry.word(token.concept, &entry.stem, surface, (stem_weight, root_weight));
        features.push(met.stem);
        features.extend(met.root);
        let id = met.root.unwrap_or(met.stem);
        let whole = stem_weight + root_weight;
        if let Some(vectors) = vectors {
            let is_name = token.capital && offset > 0;
            let from = lines.len();
            if !is_name {
                lines.extend(lexicon.synonyms_of(token.concept));
                lines.extend(expressions.iter().filter(|(at, _)| *at == offset).map(|(_, line)| *line));
                let sense = |vector| Sensed { vector, root: id, weight: whole, item, word: token.word };
                sensed.extend(vectors.of(token.concept).map(sense));
            }
            content.push(Word { root: id, weight: whole, synonyms: from..lines.len(), item });
        }
        if let Some((at, last, last_whole)) = before
            && at + 1 == offset
        {
            let weight = thousandths(f64::from(whole.min(last_whole)) * NEIGHBOUR_SHARE);
            features.push(registry.neighbours((last, met.root_number), weight));
        }
        before = Some((offset, met.root_number, whole));
    }
    if features.is_empty() {
        // Nothing to weigh: such a unit meets only its equal.
        let key = if words.is_empty() { format!("t{}", text.trim()) } else { format!("w{words:?}") };
        features.push(registry.id(key, "", 0, Kind::Neighbour));
    }
    let mut unit = Unit::new(words, features);
    unit.signed = signed;
    let is_dated = |at: &usize| fact_tokens.binary_search(&(range.start + at)).is_ok();
    unit.names = named(tokens, &is_dated, lexicon);
    if let Some(vectors) = vectors {
        unit.content = Words::new(&content, &lines);
        unit.sense = Sense::new(sensed, vectors);
        unit.voice = Voice::new(tokens, lexicon);
    }
    unit.is_formula = is_formula;
    unit
}

/// Whether a word begins a part of its sentence that may be a point by itself: an item of a list, a clause.
fn begins_item(before: &Token, token: &Token, text: &str, lexicon: &Lexicon) -> bool {
    let between = text.get(before.range.end..token.range.start).unwrap_or("");
    between.contains([',', ';', ':', '—', '–', '(', ')'])
        || between == " - "
        || ITEM_WORDS.contains(&lexicon.entry(token.word).folded.as_str())
}

/// Content words that are no names and raise no subject: what a formula has few of.
fn own_words(tokens: &[Token], lexicon: &Lexicon) -> usize {
    let is_own = |(at, token): &(usize, &Token)| {
        let is_name = token.capital && *at > 0;
        !is_name
            && lexicon.entry(token.concept).class == Class::Content
            && lexicon.raised(&tokens[*at..=*at]).is_empty()
    };
    tokens.iter().enumerate().filter(is_own).count()
}

/// Capitalised words that do not stand first, but for dates and what every report calls its people by.
fn named(tokens: &[Token], is_dated: &dyn Fn(&usize) -> bool, lexicon: &Lexicon) -> Vec<u32> {
    let is_name = |(at, token): &(usize, &Token)| {
        *at > 0 && token.capital && lexicon.entry(token.concept).class == Class::Content && !is_dated(at)
    };
    let mut names: Vec<u32> =
        tokens.iter().enumerate().filter(is_name).map(|(_, token)| token.concept).collect();
    order::sort(&mut names);
    names.dedup();
    names
}

impl Unit {
    /// A unit whose features are yet to be weighed.
    fn new(words: Vec<u32>, mut features: Vec<u32>) -> Unit {
        // The standard sort: every word of both texts comes by here, three times.
        features.sort_unstable();
        features.dedup();
        let mut sorted = words.clone();
        sorted.sort_unstable();
        let shingle = |pair: &[u32]| u64::from(pair[0]) << 32 | u64::from(pair[1]);
        let mut shingles: Vec<u64> = words.windows(2).map(shingle).collect();
        shingles.sort_unstable();
        Unit { words, sorted, shingles, features, ..Unit::default() }
    }

    /// Two units in a row as one, yet to be weighed.
    pub(crate) fn joined(first: &Unit, second: &Unit) -> Unit {
        let words = [&first.words[..], &second.words[..]].concat();
        Unit {
            written: [first.written.as_str(), &second.written].concat(),
            signed: [&first.signed[..], &second.signed[..]].concat(),
            ..Unit::new(words, [&first.features[..], &second.features[..]].concat())
        }
    }

    /// The features it has in common with another.
    pub(crate) fn shared<'u>(&'u self, other: &'u Unit) -> impl Iterator<Item = &'u u32> {
        let mut others = other.features.iter().peekable();
        self.features.iter().filter(move |id| {
            while others.next_if(|other| other < id).is_some() {}
            others.peek() == Some(id)
        })
    }

    pub(crate) fn has(&self, feature: u32) -> bool {
        self.features.binary_search(&feature).is_ok()
    }

    /// What all of it weighs, in nats.
    pub(crate) fn weight(&self) -> f64 {
        self.total.whole as f64 / UNIT
    }

    /// What two units have in common, given the weights of what they share.
    pub(crate) fn measure(&self, other: &Unit, shared: Sums) -> Measure {
        self.complete(other, self.glance(other, shared))
    }

    /// What a glance at the two told, with names and order.
    pub(crate) fn complete(&self, other: &Unit, glance: Measure) -> Measure {
        let mut measure = glance;
        measure.names = common(&self.names, &other.names);
        if measure.equal {
            (measure.same_words, measure.same_order) = (1.0, 1.0);
        } else {
            measure.same_order = dice(&self.shingles, &other.shingles);
            if measure.same_order >= SAME_ORDER {
                measure.same_words = dice(&self.sorted, &other.sorted);
            }
        }
        measure
    }

    /// The same but for names and order, which take longer to tell.
    pub(crate) fn glance(&self, other: &Unit, shared: Sums) -> Measure {
        let share = |of: u64, one: u64, another: u64| {
            let (lighter, heavier) = (one.min(another).max(1), one.max(another).max(1));
            ((of as f64 / lighter as f64).min(1.0), (of as f64 / heavier as f64).min(1.0))
        };
        let (of_lighter, of_heavier) = share(shared.whole, self.total.whole, other.total.whole);
        Measure {
            shared: shared.whole as f64 / UNIT,
            facts: shared.facts as f64 / UNIT,
            neighbours: shared.neighbours as f64 / UNIT,
            subjects: shared.subjects as f64 / UNIT,
            own: shared.own as f64 / UNIT,
            of_own: 2.0 * shared.own as f64 / (self.total.own + other.total.own).max(1) as f64,
            alone: shared.alone as f64 / UNIT,
            of_lighter,
            of_heavier,
            open: self.opens && other.opens,
            equal: self.words == other.words,
            alike: self.words == other.words && self.written == other.written,
            ..Measure::default()
        }
    }
}

/// Share of two sorted lists that stands in both, each occurrence counted once.
fn dice<T: Ord>(a: &[T], b: &[T]) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    2.0 * common(a, b) as f64 / (a.len() + b.len()) as f64
}

/// How many members of two sorted lists stand in both, each occurrence counted once.
fn common<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut common) = (0, 0, 0);
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
    common
}
