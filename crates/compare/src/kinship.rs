//! How far the words of one stretch answer those of another, where they are not the same words.
//!
//! Lives here: the content words of a unit, and two ways to answer one: the same root, a synonym. Does not live here: the
//! table (`synonyms`), or what the answers are worth (`score`). Weights are
//! whole thousandths, so every sum is the same from either side. Cost: O(words) where no synonym is in both, else O(words · log words).

use crate::rarity::UNIT;
use std::cmp::Ordering;
use std::ops::Range;

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
    /// Its lines of synonyms, as a part of those of the whole unit; none for a name.
    pub synonyms: Range<usize>,
    /// The how manieth item of its sentence it stands in.
    pub item: u32,
}

/// A root among the content words of a unit.
#[derive(Debug, Clone, Copy)]
struct Content {
    root: u32,
    weight: u32,
}

/// The content words of a unit.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    /// Each root once, in order of root.
    words: Vec<Content>,
    /// The same without the words.
    roots: Vec<u32>,
    /// What all of them weigh.
    whole: u64,
    /// All their lines of synonyms, each with the number of a word that stands in it, sorted.
    lines: Vec<(u16, u32)>,
    /// The words of each item, a bit for each word, and what they weigh.
    items: Vec<(u128, u64)>,
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
    /// Of the content words of a unit in reading order, and the lines of synonyms they stand in.
    pub(crate) fn new(met: &[Word], synonyms: &[u16]) -> Words {
        let mut lines: Vec<(u16, u32)> = Vec::with_capacity(synonyms.len());
        // Root and place in one number: every word of both texts comes by here.
        let mut in_order: Vec<u64> =
            (0..).zip(met).map(|(at, word)| u64::from(word.root) << 32 | at).collect();
        in_order.sort_unstable();
        let mut words: Vec<Content> = Vec::with_capacity(met.len());
        let mut items: Vec<u128> = Vec::new();
        for word in in_order.iter().filter_map(|at| met.get((at & u64::from(u32::MAX)) as usize)) {
            if words.last().is_none_or(|last| last.root != word.root) {
                words.push(Content { root: word.root, weight: word.weight });
            }
            let at = words.len() - 1;
            let number = u32::try_from(at).unwrap_or(u32::MAX);
            let of_word = synonyms.get(word.synonyms.clone()).unwrap_or_default();
            lines.extend(of_word.iter().map(|line| (*line, number)));
            let item = word.item as usize;
            if items.len() <= item {
                items.resize(item + 1, 0);
            }
            items[item] |= bit(at);
        }
        items.retain(|item| *item != 0);
        lines.sort_unstable();
        let roots = words.iter().map(|word| word.root).collect();
        let whole = words.iter().map(|word| u64::from(word.weight)).sum();
        let mut words = Words { words, roots, whole, lines, items: Vec::new() };
        words.items = items.into_iter().map(|item| (item, words.weigh(item))).collect();
        words
    }

    /// Whether a word of this root is among them.
    pub(crate) fn holds(&self, root: u32) -> bool {
        self.roots.binary_search(&root).is_ok()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// What each of two units answers of the other.
    fn answers(&self, other: &Words) -> [Side; 2] {
        let mut sides =
            [Side { whole: self.whole, ..Side::default() }, Side { whole: other.whole, ..Side::default() }];
        let (mut i, mut j) = (0, 0);
        while let (Some(one), Some(another)) = (self.roots.get(i), other.roots.get(j)) {
            match one.cmp(another) {
                Ordering::Less => i += 1,
                Ordering::Greater => j += 1,
                Ordering::Equal => {
                    sides[0].same += u64::from(self.words[i].weight);
                    sides[0].same_words |= bit(i);
                    sides[1].same += u64::from(other.words[j].weight);
                    sides[1].same_words |= bit(j);
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        let [ours, theirs] = self.shared_lines(other);
        self.count_kin(ours, other, &mut sides[0]);
        other.count_kin(theirs, self, &mut sides[1]);
        sides
    }

    /// The words of each unit that stand in a line of synonyms with one of the other, by number.
    fn shared_lines(&self, other: &Words) -> [Vec<u32>; 2] {
        let mut found = [Vec::new(), Vec::new()];
        let (mut i, mut j) = (0, 0);
        while let (Some((one, _)), Some((another, _))) = (self.lines.get(i), other.lines.get(j)) {
            match one.cmp(another) {
                Ordering::Less => i += 1,
                Ordering::Greater => j += 1,
                Ordering::Equal => {
                    let (ours, theirs) = (&self.lines[i..], &other.lines[j..]);
                    let ours = ours.iter().take_while(|(line, _)| line == one);
                    let theirs = theirs.iter().take_while(|(line, _)| line == one);
                    let before = [found[0].len(), found[1].len()];
                    found[0].extend(ours.map(|(_, word)| *word));
                    found[1].extend(theirs.map(|(_, word)| *word));
                    i += found[0].len() - before[0];
                    j += found[1].len() - before[1];
                }
            }
        }
        found
    }

    /// Counts those of some words that only a synonym of the other unit answers.
    fn count_kin(&self, mut of_lines: Vec<u32>, other: &Words, side: &mut Side) {
        of_lines.sort_unstable();
        of_lines.dedup();
        for at in of_lines.into_iter().map(|at| at as usize) {
            let word = &self.words[at];
            if other.holds(word.root) {
                continue;
            }
            side.kin += u64::from(word.weight);
            side.kin_words |= bit(at);
            if let Some(least) = side.heaviest.iter_mut().min() {
                *least = (*least).max(word.weight);
            }
        }
    }

    /// How fully and weightily the best answered item is answered.
    fn best_item(&self, side: &Side) -> f64 {
        let answered = self.items.iter().filter(|(item, _)| item & (side.same_words | side.kin_words) != 0);
        let strength = answered.map(|(item, whole)| {
            let (same, kin) = (self.weigh(item & side.same_words), self.weigh(item & side.kin_words));
            let weight = (10 * same + KIN_PER_TEN * kin) as f64 / 10.0;
            let nats = weight / UNIT;
            weight / ((*whole).max(1) as f64) * (nats / (nats + HALF_ITEM))
        });
        strength.fold(0.0, f64::max)
    }

    /// What some of its words weigh, a bit for each.
    fn weigh(&self, words: u128) -> u64 {
        let mut left = words;
        let mut sum = 0;
        while left != 0 {
            sum += u64::from(self.words[left.trailing_zeros() as usize].weight);
            left &= left - 1;
        }
        sum
    }

    /// What two units have in common, synonyms included.
    pub(crate) fn kinship(&self, other: &Words) -> Kinship {
        let [one, another] = &self.answers(other);
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
