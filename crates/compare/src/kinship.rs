//! How far the words of one stretch answer those of another, where they are not the same words.
//!
//! Lives here: the content words of a unit, and two ways to answer one: the same root, a synonym. Does not live here: the
//! table (`synonyms`), or what the answers are worth (`score`). Weights are
//! whole thousandths, so every sum is the same from either side. Cost: O(words) where no synonym is in both, else O(words · log words).

use crate::rarity::UNIT;
use demarche_corpus::order;

/// Share of a word's weight that a synonym answers, where an item of a list is weighed.
const KIN_PER_TEN: u64 = 6;
/// Weight of an item that counts as half of full evidence, in nats.
const HALF_ITEM: f64 = 4.0;
/// Words of a unit whose items are told apart: as many as a number has bits.
const MOST_WORDS: u32 = u128::BITS;

/// A content word.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// The feature under which it meets its relatives.
    pub root: u32,
    pub weight: u32,
    /// Its lines of synonyms; none for a name.
    pub synonyms: Vec<u16>,
    /// The how manieth item of its sentence it stands in.
    pub item: u32,
}

/// The content words of a unit.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    /// Each root once, in order of root.
    words: Vec<Word>,
    /// All their lines of synonyms, sorted.
    synonyms: Vec<u16>,
    /// The words of each item, a bit for each word.
    items: Vec<u128>,
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
    /// How fully and weightily the other unit answers the item that it answers best, 0 to 1, of the unit where this is more.
    pub best_item: f64,
    /// The same of the unit where it is less.
    pub other_item: f64,
}

/// One side, in thousandths of a nat.
#[derive(Default)]
struct Side {
    same: u64,
    kin: u64,
    heaviest: [u32; 3],
    whole: u64,
    /// The words that the same word answers, and those that only a synonym answers, a bit for each.
    same_words: u128,
    kin_words: u128,
}

impl Words {
    pub(crate) fn new(mut met: Vec<Word>) -> Words {
        let mut synonyms: Vec<u16> = met.iter().flat_map(|word| word.synonyms.iter().copied()).collect();
        order::sort(&mut synonyms);
        synonyms.dedup();
        order::sort_by_key(&mut met, |word| word.root);
        let mut words: Vec<Word> = Vec::with_capacity(met.len());
        let mut items: Vec<u128> = Vec::new();
        for word in met {
            let at = match words.last_mut() {
                Some(last) if last.root == word.root => {
                    last.synonyms.extend_from_slice(&word.synonyms);
                    words.len() - 1
                }
                _ => {
                    words.push(word.clone());
                    words.len() - 1
                }
            };
            let item = word.item as usize;
            if items.len() <= item {
                items.resize(item + 1, 0);
            }
            items[item] |= bit(at);
        }
        items.retain(|item| *item != 0);
        Words { words, synonyms, items }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// What the other unit answers of this one; `have_synonyms` tells whether any line of synonyms is in both.
    fn answered_by(&self, other: &Words, have_synonyms: bool) -> Side {
        let mut side = Side::default();
        let mut others = other.words.iter().peekable();
        for (at, word) in self.words.iter().enumerate() {
            side.whole += u64::from(word.weight);
            while others.next_if(|other| other.root < word.root).is_some() {}
            if others.peek().is_some_and(|other| other.root == word.root) {
                side.same += u64::from(word.weight);
                side.same_words |= bit(at);
            } else if have_synonyms
                && word.synonyms.iter().any(|line| other.synonyms.binary_search(line).is_ok())
            {
                side.kin += u64::from(word.weight);
                side.kin_words |= bit(at);
                if let Some(least) = side.heaviest.iter_mut().min() {
                    *least = (*least).max(word.weight);
                }
            }
        }
        side
    }

    /// How fully and weightily the best answered item is answered.
    fn best_item(&self, side: &Side) -> f64 {
        let weigh = |words: u128| -> u64 {
            let mut left = words;
            let mut sum = 0;
            while left != 0 {
                sum += u64::from(self.words[left.trailing_zeros() as usize].weight);
                left &= left - 1;
            }
            sum
        };
        let answered = self.items.iter().filter(|item| *item & (side.same_words | side.kin_words) != 0);
        let strength = answered.map(|item| {
            let tenths = 10 * weigh(item & side.same_words) + KIN_PER_TEN * weigh(item & side.kin_words);
            let weight = tenths as f64 / 10.0;
            let nats = weight / UNIT;
            weight / (weigh(*item).max(1) as f64) * (nats / (nats + HALF_ITEM))
        });
        strength.fold(0.0, f64::max)
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
        let (item, other_item) = (self.best_item(one), other.best_item(another));
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
            best_item: item.max(other_item),
            other_item: item.min(other_item),
        }
    }
}

/// The bit of a word, none for those too far behind.
fn bit(at: usize) -> u128 {
    u32::try_from(at).ok().filter(|at| *at < MOST_WORDS).map_or(0, |at| 1 << at)
}
