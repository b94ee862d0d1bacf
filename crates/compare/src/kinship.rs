//! How far the words of one stretch answer those of another, where they are not the same words.
//!
//! Lives here: the content words of a unit, and two ways to answer one: the same root, a synonym. Does not live here: the
//! table (`synonyms`), or what the answers are worth (`score`). Weights are
//! whole thousandths, so every sum is the same from either side. Cost: O(words) where no synonym is in both, else O(words · log words).

use crate::rarity::UNIT;
use demarche_corpus::order;

/// A content word.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// The feature under which it meets its relatives.
    pub root: u32,
    pub weight: u32,
    /// Its lines of synonyms; none for a name.
    pub synonyms: Vec<u16>,
}

/// The content words of a unit.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    /// Each root once, in order of root.
    words: Vec<Word>,
    /// All their lines of synonyms, sorted.
    synonyms: Vec<u16>,
}

/// What two units have in common where synonyms answer.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Kinship {
    /// Weight that only a synonym answers, in nats, the lesser of both sides.
    pub kin: f64,
    /// The same of the three heaviest words.
    pub heaviest: f64,
    /// Share of the lighter unit's words that only a synonym answers.
    pub of_lighter: f64,
    /// Share of the lighter unit's words that the same word or a synonym answers.
    pub all_of_lighter: f64,
    /// The same of the heavier unit.
    pub all_of_heavier: f64,
}

/// One side, in thousandths of a nat.
#[derive(Default)]
struct Side {
    same: u64,
    kin: u64,
    heaviest: [u32; 3],
    whole: u64,
}

impl Words {
    pub(crate) fn new(mut words: Vec<Word>) -> Words {
        order::sort_by_key(&mut words, |word| word.root);
        words.dedup_by_key(|word| word.root);
        let mut synonyms: Vec<u16> = words.iter().flat_map(|word| word.synonyms.iter().copied()).collect();
        order::sort(&mut synonyms);
        synonyms.dedup();
        Words { words, synonyms }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// What the other unit answers of this one; `have_synonyms` tells whether any line of synonyms is in both.
    fn answered_by(&self, other: &Words, have_synonyms: bool) -> Side {
        let mut side = Side::default();
        let mut others = other.words.iter().peekable();
        for word in &self.words {
            side.whole += u64::from(word.weight);
            while others.next_if(|other| other.root < word.root).is_some() {}
            if others.peek().is_some_and(|other| other.root == word.root) {
                side.same += u64::from(word.weight);
            } else if have_synonyms
                && word.synonyms.iter().any(|line| other.synonyms.binary_search(line).is_ok())
            {
                side.kin += u64::from(word.weight);
                if let Some(least) = side.heaviest.iter_mut().min() {
                    *least = (*least).max(word.weight);
                }
            }
        }
        side
    }

    /// Whether any line of synonyms is in both.
    fn have_synonyms(&self, other: &Words) -> bool {
        let mut others = other.synonyms.iter().peekable();
        self.synonyms.iter().any(|line| {
            while others.next_if(|other| *other < line).is_some() {}
            others.peek() == Some(&line)
        })
    }

    /// What two units have in common, synonyms included.
    pub(crate) fn kinship(&self, other: &Words) -> Kinship {
        let have_synonyms = self.have_synonyms(other);
        let one = &self.answered_by(other, have_synonyms);
        let another = &other.answered_by(self, have_synonyms);
        let heaviest = |side: &Side| side.heaviest.iter().sum::<u32>();
        let share = |part: u64, side: &Side| (part as f64 / side.whole.max(1) as f64).min(1.0);
        // Of two units of one weight, the one with less in common is the lighter, whichever comes first.
        let weigh = |side: &Side| (side.whole, side.kin, side.same);
        let (lighter, heavier) = if weigh(one) <= weigh(another) { (one, another) } else { (another, one) };
        Kinship {
            kin: one.kin.min(another.kin) as f64 / UNIT,
            heaviest: f64::from(heaviest(one).min(heaviest(another))) / UNIT,
            of_lighter: share(lighter.kin, lighter),
            all_of_lighter: share(lighter.same + lighter.kin, lighter),
            all_of_heavier: share(heavier.same + heavier.kin, heavier),
        }
    }
}
