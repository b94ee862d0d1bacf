//! A set of statements as bits. All operations are linear in the number of statements, 64 at a time.

use std::ops::Range;

/// A set of numbers below a fixed bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
    len: usize,
}

/// Puts members into a set that are known to be below its bound.
pub(crate) struct Setter<'b>(&'b mut [u64]);

impl Setter<'_> {
    #[inline(always)]
    pub fn insert(&mut self, n: u32) {
        if let Some(word) = self.0.get_mut(n as usize / 64) {
            *word |= 1 << (n % 64);
        }
    }
}

impl Bits {
    /// The empty set.
    pub fn none(len: usize) -> Bits {
        Bits { words: vec![0; len.div_ceil(64)], len }
    }

    /// The set of all.
    pub fn all(len: usize) -> Bits {
        let mut bits = Bits::none(len);
        bits.invert();
        bits
    }

    /// Those of `members` that are below the bound.
    pub fn of(len: usize, members: impl IntoIterator<Item = u32>) -> Bits {
        let mut bits = Bits::none(len);
        members.into_iter().for_each(|n| bits.insert(n));
        bits
    }

    /// The places of the bytes other than zero.
    pub fn of_bytes(bytes: &[u8]) -> Bits {
        let word = |chunk: &[u8]| {
            let set = chunk.iter().zip(0..).map(|(byte, n)| u64::from(*byte != 0) << n);
            set.fold(0, |word, bit| word | bit)
        };
        Bits { words: bytes.chunks(64).map(word).collect(), len: bytes.len() }
    }

    #[inline(always)]
    pub fn insert(&mut self, n: u32) {
        if (n as usize) < self.len
            && let Some(word) = self.words.get_mut(n as usize / 64)
        {
            *word |= 1 << (n % 64);
        }
    }

    /// For many members one after another: what does not change stays at hand.
    pub fn setter(&mut self) -> Setter<'_> {
        Setter(&mut self.words)
    }

    #[inline(always)]
    pub fn contains(&self, n: u32) -> bool {
        self.words.get(n as usize / 64).is_some_and(|word| word >> (n % 64) & 1 == 1)
    }

    pub fn and(&mut self, other: &Bits) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= b);
    }

    pub fn or(&mut self, other: &Bits) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a |= b);
    }

    pub fn and_not(&mut self, other: &Bits) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= !b);
    }

    pub fn invert(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
        if let Some(last) = self.words.last_mut().filter(|_| !self.len.is_multiple_of(64)) {
            *last &= (1 << (self.len % 64)) - 1;
        }
    }

    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// How many members lie in a range.
    pub fn count_in(&self, range: Range<u32>) -> u32 {
        self.count_of_both(self, range)
    }

    /// How many members lie in a range and in another set.
    pub fn count_of_both(&self, other: &Bits, range: Range<u32>) -> u32 {
        if range.is_empty() {
            return 0;
        }
        let (first, last) = (range.start as usize / 64, range.end as usize / 64);
        let word = |n: usize| match (self.words.get(n), other.words.get(n)) {
            (Some(one), Some(other)) => one & other,
            _ => 0,
        };
        let (from, upto) = (u64::MAX << (range.start % 64), !(u64::MAX << (range.end % 64)));
        if first == last {
            return (word(first) & from & upto).count_ones();
        }
        let between: u32 = (first + 1..last).map(|n| word(n).count_ones()).sum();
        (word(first) & from).count_ones() + between + (word(last) & upto).count_ones()
    }

    /// The members in a range, rising.
    pub fn iter_in(&self, range: Range<u32>) -> impl Iterator<Item = u32> + '_ {
        range.filter(|n| self.contains(*n))
    }

    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// The members, rising.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(n, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(n as u32 * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_behave_as_sets() {
        let even = Bits::of(130, (0..200).step_by(2));
        let mut odd = even.clone();
        odd.invert();
        assert_eq!((even.count(), odd.count()), (65, 65));
        assert!(odd.contains(129) && !odd.contains(130) && !even.contains(1));
        let mut all = even.clone();
        all.or(&odd);
        assert_eq!(all, Bits::all(130));
        all.and_not(&even);
        assert_eq!(all, odd);
        all.and(&even);
        assert!(all.is_empty());
        for range in [0..130, 3..64, 64..128, 5..5, 63..65] {
            let expected = even.iter().filter(|n| range.contains(n)).count() as u32;
            assert_eq!(even.count_in(range.clone()), expected, "{range:?}");
            assert_eq!(even.count_of_both(&odd, range.clone()), 0, "{range:?}");
            assert_eq!(even.iter_in(range).count() as u32, expected);
        }
        assert_eq!(Bits::of_bytes(&[0, 3, 0, 255]), Bits::of(4, [1, 3]));
        assert_eq!(Bits::of(100, [3, 64, 99]).iter().collect::<Vec<_>>(), [3, 64, 99]);
    }
}
