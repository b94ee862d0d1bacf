//! How near two sentences are in meaning, where they share few words.
//!
//! Lives here: the vectors of the words of two texts, what a sentence makes of them, and three ways in which two sentences are
//! near: words that the other side says differently, the clause of the one nearest to a clause of the other, the whole. The
//! latter two also beside the best that either sentence has elsewhere, since all sentences of two accounts are about one
//! thing. Does not live here: the vectors themselves (`meanings`), or what nearness is worth (`score`).
//!
//! Of English texts alone, of some length at most ([`MOST_PAIRS`]), and only where the vectors of most of their words are
//! known: else texts are compared by their words as if there were no vectors. Sums are in the order of the table, so they are
//! the same from either side. Cost: every two sentences, [`MOST_WORDS`] words and [`MOST_CLAUSES`] clauses of each.

use crate::analysis::Analysis;
use crate::kinship::Words;
use crate::meanings::{Meanings, NUMBERS, Vector, dot, unit_length};
use crate::rarity::UNIT;
use crate::words::Lexicon;
use demarche_corpus::order;

/// Share of the words of both texts, names and numbers aside, whose vectors must be known.
const LEAST_KNOWN: f64 = 0.7;
/// Cosine from which a word answers another: most two words are nearer than 0 by chance.
const LEAST_COSINE: f32 = 0.3;
/// Words of a clause that has a meaning of its own.
const LEAST_CLAUSE: usize = 2;
/// Words and clauses of a sentence that are looked at.
const MOST_WORDS: usize = 64;
const MOST_CLAUSES: usize = 24;
/// Pairs of sentences of two texts, of which a few hundred are in labelled readouts: of many more nobody knows what nearness
/// is worth. On two long speeches of different states it made three pairs where words make one.
const MOST_PAIRS: usize = 1 << 12;
/// Cosine of two words that are named as a reason, what they must give, in nats, and how many are named.
const LEAST_ALIKE: f32 = 0.65;
const LEAST_NAMED: f32 = 0.8;
const MOST_NAMED: usize = 3;

/// The vectors of the words of two texts.
#[derive(Debug, Default)]
pub(crate) struct Vectors {
    /// The number of its vector, for each word of the lexicon.
    of_words: Vec<Option<u32>>,
    /// In the order of the table.
    all: Vec<Vector>,
}

impl Vectors {
    /// Those that are known, if they are enough.
    pub(crate) fn new(sides: [&Analysis; 2], lexicon: &Lexicon, meanings: &Meanings) -> Vectors {
        if sides.iter().map(|side| side.sentences.len()).product::<usize>() > MOST_PAIRS {
            return Vectors::default();
        }
        let rows: Vec<Option<usize>> =
            lexicon.entries().iter().map(|entry| meanings.row(&entry.stem)).collect();
        let (mut words, mut known) = (0_usize, 0_usize);
        let tokens = sides.into_iter().flat_map(|side| &side.passages).flat_map(|passage| &passage.tokens);
        for token in tokens {
            if !token.capital && !token.number && !lexicon.is_function(token.concept) {
                words += 1;
                known += usize::from(rows[token.concept as usize].is_some());
            }
        }
        if (known as f64) < LEAST_KNOWN * words as f64 || known == 0 {
            return Vectors::default();
        }
        let mut met: Vec<usize> = rows.iter().copied().flatten().collect();
        order::sort(&mut met);
        met.dedup();
        let number = |row: usize| met.binary_search(&row).ok().and_then(|at| u32::try_from(at).ok());
        Vectors {
            of_words: rows.iter().map(|row| row.and_then(number)).collect(),
            all: met.iter().map(|row| meanings.vector(*row)).collect(),
        }
    }

    /// Whether there are none: then nothing is near.
    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The number of a word's vector.
    pub(crate) fn of(&self, word: u32) -> Option<u32> {
        self.of_words.get(word as usize).copied().flatten()
    }
}

/// A word of a sentence that has a vector.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sensed {
    /// The number of its vector.
    pub vector: u32,
    /// The feature under which it meets its relatives.
    pub root: u32,
    /// In thousandths of a nat.
    pub weight: u32,
    /// The how manieth item of its sentence it stands in.
    pub item: u32,
    /// As it stands in the lexicon.
    pub word: u32,
}

/// What a sentence means.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sense {
    /// Each root once, in the order of the vectors.
    words: Vec<Sensed>,
    /// Of all words, at length 1; none where no word has a vector.
    whole: Option<Vector>,
    /// The same of each clause; of the whole, where no clause has words enough.
    clauses: Vec<Vector>,
}

impl Sense {
    /// Of the words of a sentence in order, names left out.
    pub(crate) fn new(mut words: Vec<Sensed>, vectors: &Vectors) -> Sense {
        order::sort_by_key(&mut words, |word| word.root);
        words.dedup_by_key(|word| word.root);
        words.retain(|word| word.weight > 0);
        order::sort_by_key(&mut words, |word| (word.item, word.vector, word.root));
        let clauses = words.chunk_by(|one, other| one.item == other.item);
        let whole = vectors.mean(&words);
        let mut clauses: Vec<Vector> = clauses
            .filter(|clause| clause.len() >= LEAST_CLAUSE)
            .take(MOST_CLAUSES)
            .filter_map(|clause| vectors.mean(clause))
            .collect();
        if clauses.is_empty() {
            clauses.extend(whole);
        }
        // The weightiest, if there are very many; then in an order that does not ask which text was read first.
        order::sort_by_key(&mut words, |word| (u32::MAX - word.weight, word.vector));
        words.truncate(MOST_WORDS);
        order::sort_by_key(&mut words, |word| word.vector);
        Sense { words, whole, clauses }
    }
}

impl Vectors {
    /// The weighed mean of some words, at length 1.
    fn mean(&self, words: &[Sensed]) -> Option<Vector> {
        let mut sum = [0.0; NUMBERS];
        for word in words {
            // A weight is some thousands: exact.
            let weight = word.weight as f32;
            let vector = &self.all[word.vector as usize];
            sum.iter_mut().zip(vector).for_each(|(sum, number)| *sum += weight * number);
        }
        (!words.is_empty()).then(|| unit_length(sum))
    }

    /// Weight of the words that the other sentence lacks and says nearly, in nats, the lesser of both sides.
    pub(crate) fn kin(&self, one: (&Sense, &Words), other: (&Sense, &Words)) -> f64 {
        f64::from(self.answered(one.0, other).min(self.answered(other.0, one)))
    }

    fn answered(&self, one: &Sense, (other, held): (&Sense, &Words)) -> f32 {
        let lacking = one.words.iter().filter(|word| !held.holds(word.root));
        lacking.map(|word| self.best(word, other).map_or(0.0, |([gain, _], _)| gain)).sum()
    }

    /// What a word is answered by in another sentence, in nats, with the cosine, and by which word.
    fn best<'s>(&self, word: &Sensed, other: &'s Sense) -> Option<([f32; 2], &'s Sensed)> {
        let vector = &self.all[word.vector as usize];
        let mut best: Option<(f32, &Sensed)> = None;
        for candidate in &other.words {
            let cosine = dot(vector, &self.all[candidate.vector as usize]);
            if cosine > best.map_or(LEAST_COSINE, |(best, _)| best) {
                best = Some((cosine, candidate));
            }
        }
        best.map(|(cosine, candidate)| {
            let gain = ((cosine - LEAST_COSINE) / (1.0 - LEAST_COSINE)).min(1.0);
            ([gain * word.weight as f32 / UNIT as f32, cosine], candidate)
        })
    }

    /// The words of two sentences that answer each other best without being the same, as in the lexicon: those that gave
    /// most first.
    pub(crate) fn named(
        &self,
        one: (&Sense, &Words),
        other: (&Sense, &Words),
        lexicon: &Lexicon,
    ) -> Vec<String> {
        let mut found: Vec<(f32, String)> = Vec::new();
        for (sense, (others, held)) in [(one.0, other), (other.0, one)] {
            for word in sense.words.iter().filter(|word| !held.holds(word.root)) {
                if let Some(([gain, cosine], answer)) = self.best(word, others)
                    && gain >= LEAST_NAMED
                    && cosine >= LEAST_ALIKE
                {
                    let mut spelt = [word, answer].map(|word| lexicon.entry(word.word).folded.as_str());
                    order::sort(&mut spelt);
                    found.push((gain, spelt.join(" ~ ")));
                }
            }
        }
        order::sort_by(&mut found, |one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        let mut named: Vec<String> = Vec::new();
        for (_, words) in found {
            if named.len() < MOST_NAMED && !named.contains(&words) {
                named.push(words);
            }
        }
        named
    }
}

/// How near two sentences are: their nearest clauses, and the whole.
pub(crate) fn nearness(one: &Sense, other: &Sense) -> [f32; 2] {
    let cosines = one.clauses.iter().flat_map(|one| other.clauses.iter().map(move |other| dot(one, other)));
    let whole = one.whole.as_ref().zip(other.whole.as_ref()).map_or(0.0, |(one, other)| dot(one, other));
    [cosines.reduce(f32::max).unwrap_or(0.0), whole]
}

/// The nearest and the next nearest that a sentence has, of clauses and of the whole.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Nearest([[f32; 2]; 2]);

impl Nearest {
    /// None is nearer than this.
    pub(crate) const NONE: Nearest = Nearest([[0.0; 2]; 2]);

    /// One more sentence.
    pub(crate) fn add(&mut self, near: [f32; 2]) {
        for ([most, next], near) in self.0.iter_mut().zip(near) {
            if near > *most {
                (*most, *next) = (near, *most);
            } else if near > *next {
                *next = near;
            }
        }
    }

    /// How much nearer one of them is than the nearest other.
    fn lead(&self, near: [f32; 2]) -> [f32; 2] {
        let lead = |at: usize| near[at] - self.0[at][usize::from(near[at] >= self.0[at][0])];
        [lead(0), lead(1)]
    }
}

/// Two sentences beside all that either could be paired with.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Near {
    /// Weight of the words that are said nearly, in nats.
    pub kin: f64,
    /// Cosine, of the nearest clauses and of the whole.
    pub cosine: [f32; 2],
    /// By how much it leads in the row and in the column: the lesser of both, the greater.
    pub least_lead: [f32; 2],
    pub most_lead: [f32; 2],
}

impl Near {
    /// So near, where the nearest that either has is known.
    pub(crate) fn new(kin: f64, cosine: [f32; 2], row: &Nearest, column: &Nearest) -> Near {
        let (in_row, in_column) = (row.lead(cosine), column.lead(cosine));
        let both = |choose: fn(f32, f32) -> f32| [0, 1].map(|at| choose(in_row[at], in_column[at]));
        Near { kin, cosine, least_lead: both(f32::min), most_lead: both(f32::max) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_is_over_the_best_other() {
        let mut nearest = Nearest::NONE;
        [[0.5, 0.25], [0.75, 0.25], [0.25, 0.5]].into_iter().for_each(|near| nearest.add(near));
        assert_eq!(nearest.lead([0.75, 0.25]), [0.25, -0.25]);
        assert_eq!(nearest.lead([0.5, 0.5]), [-0.25, 0.25]);
    }
}
