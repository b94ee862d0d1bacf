//! Frequent words as one to three bytes, so that texts of a large corpus take a third of their room.
//!
//! Lives here: choosing the words, writing texts with them and reading them back. Does not live here: whether a pack
//! has them (`write`) and gzip, which comes on top: it finds what repeats within 32 KB, this what is frequent in the
//! whole corpus. On 199 MB of speeches both together take 0.75 times what gzip alone takes, and there is a third to
//! inflate and to keep. Method: word replacement as in Skibiński, Grabowski and Deorowicz, "Revisiting
//! dictionary-based compression", 2005, without their letter case flags.
//!
//! A code is made of bytes that no UTF-8 text holds, and of control characters:
//!
//! ```text
//! 00–08, 0B–1F               the words 0 to 29
//! C1 or F5–FE, any byte      the words 30 to 2845
//! FF, any two bytes          the words from 2846 on
//! C0, any byte               this byte itself: a control character of the text
//! ```
//!
//! The section `ABBR` holds the number of words as u32, the length of each as a byte, and the words one after another.
//! Reading costs a copy of the text; choosing costs a count of all its words.

use std::ops::Range;

/// No word is longer. Bounds what a crafted text can grow to: this many times its stored length.
const MAX_WORD_LEN: usize = 32;

/// The control characters that texts are full of, which stay themselves.
const PLAIN: [u8; 2] = [b'\t', b'\n'];

/// Says that the next byte stands for itself.
const LITERAL: u8 = 0xC0;

/// Leads a code of three bytes.
const LONG: u8 = 0xFF;

/// How many words have a code of one byte.
const N_SHORT: usize = 32 - PLAIN.len();

/// How many words have a code of two bytes: C1 and F5–FE lead them.
const N_MIDDLE: usize = 11 * 256;

/// The words of one pack; none in a pack that stores its texts as they are.
#[derive(Debug, Default)]
pub(super) struct Abbreviations {
    words: Vec<u8>,
    /// Where each word ends in `words`.
    ends: Vec<u32>,
}

/// What a byte of a stored text begins.
enum Lead {
    /// Nothing: it is itself.
    Plain,
    /// The byte after it.
    Literal,
    /// A word by number.
    Short(usize),
    /// The first of so many words, told apart by another byte.
    Middle(usize),
    /// A word by the two bytes after it.
    Long,
}

impl Lead {
    fn of(byte: u8) -> Lead {
        match byte {
            b'\t' | b'\n' => Lead::Plain,
            // The two plain ones stand between 08 and 0B.
            0..=0x1F => Lead::Short(usize::from(byte) - if byte > b'\n' { PLAIN.len() } else { 0 }),
            LITERAL => Lead::Literal,
            0xC1 => Lead::Middle(0),
            0xF5..=0xFE => Lead::Middle((usize::from(byte) - 0xF4) * 256),
            LONG => Lead::Long,
            _ => Lead::Plain,
        }
    }
}

impl Abbreviations {
    /// Reads the bytes of `ABBR`; `None` where lengths and words do not agree.
    pub(super) fn parse(section: &[u8]) -> Option<Abbreviations> {
        let (count, rest) = section.split_first_chunk::<4>()?;
        let (lens, words) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*count)).ok()?)?;
        let mut end = 0;
        let mut ends = Vec::with_capacity(lens.len());
        for len in lens {
            if usize::from(*len) > MAX_WORD_LEN {
                return None;
            }
            end += u32::from(*len);
            ends.push(end);
        }
        // Without line ends, so that what a code stands for never makes a block.
        let is_sound = usize::try_from(end) == Ok(words.len()) && !words.contains(&b'\n');
        is_sound.then(|| Abbreviations { words: words.to_vec(), ends })
    }

    /// The text that is stored so; `None` where a code has no word or the result is no UTF-8.
    pub(super) fn expand(&self, stored: &[u8]) -> Option<String> {
        let mut len = 0;
        self.for_each(stored, |piece| len += piece.len())?;
        let mut text = Vec::with_capacity(len);
        self.for_each(stored, |piece| text.extend_from_slice(piece))?;
        String::from_utf8(text).ok()
    }

    /// The pieces of the text in order.
    fn for_each<'a>(&'a self, mut stored: &'a [u8], mut piece: impl FnMut(&'a [u8])) -> Option<()> {
        loop {
            let n_plain = stored.iter().take_while(|byte| matches!(Lead::of(**byte), Lead::Plain)).count();
            let (plain, rest) = stored.split_at_checked(n_plain)?;
            piece(plain);
            let Some((lead, rest)) = rest.split_first() else { return Some(()) };
            let (found, n_used) = match Lead::of(*lead) {
                Lead::Plain | Lead::Literal => (rest.get(..1)?, 1),
                Lead::Short(number) => (self.word(number)?, 0),
                Lead::Middle(first) => (self.word(N_SHORT + first + usize::from(*rest.first()?))?, 1),
                Lead::Long => {
                    let number = rest.first_chunk::<2>().map(|bytes| u16::from_be_bytes(*bytes))?;
                    (self.word(N_SHORT + N_MIDDLE + usize::from(number))?, 2)
                }
            };
            piece(found);
            stored = rest.get(n_used..)?;
        }
    }

    /// The word with this number.
    fn word(&self, number: usize) -> Option<&[u8]> {
        let range = self.range(number)?;
        self.words.get(range)
    }

    fn range(&self, number: usize) -> Option<Range<usize>> {
        let start = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        Some(start as usize..*self.ends.get(number)? as usize)
    }
}

#[cfg(feature = "build")]
pub(super) use build::Abbreviator;

/// Choosing words and writing texts with them.
#[cfg(feature = "build")]
mod build {
    use super::{Abbreviations, LITERAL, LONG, Lead, MAX_WORD_LEN, N_MIDDLE, N_SHORT};
    use std::cmp::Reverse;
    use std::collections::HashMap;

    /// More words save less than they cost: 40,000 make texts 2 % smaller and the head 80 KB larger.
    const MAX_WORDS: usize = 16_000;

    /// A word that stands fewer times saves less than its place costs.
    const MIN_COUNT: u64 = 24;

    /// Writes texts.
    #[derive(Default)]
    pub(in crate::pack) struct Abbreviator {
        words: Abbreviations,
        codes: HashMap<Vec<u8>, Vec<u8>>,
    }

    impl Abbreviator {
        /// The words that save most in these texts.
        pub(in crate::pack) fn choose<'a>(texts: impl Iterator<Item = &'a str>) -> Abbreviator {
            let mut counts: HashMap<&str, u64> = HashMap::new();
            for text in texts {
                let fits = |word: &&str| (3..=MAX_WORD_LEN).contains(&word.len()) && !word.contains('\n');
                for word in words(text).filter(fits) {
                    *counts.entry(word).or_default() += 1;
                }
            }
            let mut saved: Vec<(Reverse<u64>, &str)> = counts
                .into_iter()
                .filter(|(_, count)| *count >= MIN_COUNT)
                .map(|(word, count)| (Reverse(count * (word.len() as u64 - 1)), word))
                .collect();
            saved.sort_unstable();
            saved.truncate(MAX_WORDS);
            let mut abbreviator = Abbreviator::default();
            let leads: Vec<u8> = (0..=u8::MAX).collect();
            let short = leads.iter().filter(|lead| matches!(Lead::of(**lead), Lead::Short(_)));
            let middle = leads.iter().filter(|lead| matches!(Lead::of(**lead), Lead::Middle(_)));
            let second = |lead: &u8| (0..=u8::MAX).map(|byte| vec![*lead, byte]).collect::<Vec<_>>();
            let long = (0..=u16::MAX).map(|number| [&[LONG][..], &number.to_be_bytes()].concat());
            let codes = short.map(|lead| vec![*lead]).chain(middle.flat_map(second)).chain(long);
            for ((_, word), code) in saved.into_iter().zip(codes) {
                abbreviator.words.words.extend_from_slice(word.as_bytes());
                abbreviator.words.ends.push(abbreviator.words.words.len() as u32);
                abbreviator.codes.insert(word.as_bytes().to_vec(), code);
            }
            debug_assert!(abbreviator.codes.len() <= N_SHORT + N_MIDDLE + usize::from(u16::MAX));
            abbreviator
        }

        /// The text as it is stored.
        pub(in crate::pack) fn shorten(&self, text: &str) -> Vec<u8> {
            let mut stored = Vec::with_capacity(text.len());
            for word in words(text) {
                match self.codes.get(word.as_bytes()) {
                    Some(code) => stored.extend_from_slice(code),
                    None => word.bytes().for_each(|byte| {
                        if !matches!(Lead::of(byte), Lead::Plain) {
                            stored.push(LITERAL);
                        }
                        stored.push(byte);
                    }),
                }
            }
            stored
        }

        /// The bytes of `ABBR`; `None` where there is nothing to say.
        pub(in crate::pack) fn section(&self) -> Option<Vec<u8>> {
            let count = self.words.ends.len();
            let mut section = (count as u32).to_le_bytes().to_vec();
            let lens = (0..count).filter_map(|number| self.words.range(number));
            section.extend(lens.map(|range| range.len() as u8));
            section.extend_from_slice(&self.words.words);
            (count > 0).then_some(section)
        }
    }

    /// The text in pieces: letters with the blank before them, and what stands between them. None is longer than a
    /// word may be where it is made of letters.
    fn words(text: &str) -> impl Iterator<Item = &str> {
        let mut rest = text;
        std::iter::from_fn(move || {
            let is_letter = |c: char| c.is_ascii_alphabetic() || (!c.is_ascii() && c.is_alphabetic());
            let blank = usize::from(rest.starts_with(' '));
            let after = rest.get(blank..)?;
            let n_letters = after.find(|c| !is_letter(c)).unwrap_or(after.len());
            let len = if n_letters > 0 {
                blank + n_letters
            } else {
                // Up to the next letter, or to the blank before it.
                let next = after.find(|c| c == ' ' || is_letter(c)).unwrap_or(after.len());
                (blank + next).max(rest.chars().next()?.len_utf8())
            };
            let (word, further) = rest.split_at_checked(len)?;
            rest = further;
            Some(word)
        })
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use proptest::prelude::*;

        #[test]
        fn words_are_letters_with_the_blank_before_them() {
            let pieces: Vec<&str> = words("The tide,  turns—“at 7”. Отлив\n\nnow 🛟 ").collect();
            assert_eq!(
                pieces,
                ["The", " tide", ",", " ", " turns", "—“", "at", " 7”.", " Отлив", "\n\n", "now", " 🛟", " "]
            );
        }

        proptest! {
            #[test]
            fn what_was_shortened_is_expanded(texts in prop::collection::vec("(tide|boat|отлив| |,|\n|\u{0}|\u{1f}|\\PC|.){0,60}", 1..60)) {
                let abbreviator = Abbreviator::choose(texts.iter().map(String::as_str));
                let words = match abbreviator.section() {
                    Some(section) => Abbreviations::parse(&section).expect("just written"),
                    None => Abbreviations::default(),
                };
                for text in &texts {
                    let stored = abbreviator.shorten(text);
                    prop_assert_eq!(words.expand(&stored), Some(text.clone()));
                }
            }

            #[test]
            fn foreign_bytes_are_some_text_or_none(section in prop::collection::vec(any::<u8>(), 0..300), stored in prop::collection::vec(any::<u8>(), 0..300)) {
                let words = Abbreviations::parse(&section).unwrap_or_default();
                let text = words.expand(&stored).unwrap_or_default();
                prop_assert!(text.len() <= MAX_WORD_LEN * stored.len());
            }
        }

        #[test]
        fn all_codes_are_read_back() {
            // Words of four letters, each 24 times: more than two bytes can tell apart.
            let letters = "abcdefghij";
            let word = |n: usize| -> String {
                [n / 1000, n / 100 % 10, n / 10 % 10, n % 10]
                    .iter()
                    .filter_map(|at| letters.chars().nth(*at))
                    .collect()
            };
            let text: String = (0..5000).map(|number| format!("{} ", word(number))).collect();
            let abbreviator = Abbreviator::choose(std::iter::repeat_n(text.as_str(), MIN_COUNT as usize));
            assert_eq!(abbreviator.words.ends.len(), 5000);
            let stored = abbreviator.shorten(&text);
            assert_eq!(stored.len(), N_SHORT + 2 * N_MIDDLE + 3 * (5000 - N_SHORT - N_MIDDLE) + 1);
            assert_eq!(abbreviator.words.expand(&stored), Some(text));
        }
    }
}
