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
//! A stored text is the length of the text as a varint, then its codes. The section `ABBR` holds the number of words as u32, the length of each as a byte, and the words one after another.
//! Reading costs a copy of the text; choosing costs a count of all its words.

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
    /// One after another, then [`MAX_WORD_LEN`] zero bytes: so every word is copied by one move of that many bytes.
    words: Vec<u8>,
    /// Where each word begins in `words`, and where the last one ends.
    starts: Vec<u32>,
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
            b'\t' | b'\n' | 0x20..=0xBF | 0xC2..=0xF4 => Lead::Plain,
            // The two plain ones stand between 08 and 0B.
            0..=0x1F => Lead::Short(usize::from(byte) - if byte > b'\n' { PLAIN.len() } else { 0 }),
            LITERAL => Lead::Literal,
            0xC1 => Lead::Middle(0),
            0xF5..=0xFE => Lead::Middle((usize::from(byte) - 0xF4) * 256),
            LONG => Lead::Long,
        }
    }
}

/// A piece of a text.
enum Piece {
    Byte(u8),
    Word(usize),
}

/// The first piece of a stored text that is not empty, and how many bytes store it; `None` where it is cut.
#[inline]
fn first_piece(stored: &[u8]) -> Option<(Piece, usize)> {
    let [lead, rest @ ..] = stored else { return None };
    Some(match Lead::of(*lead) {
        Lead::Plain => (Piece::Byte(*lead), 1),
        Lead::Literal => (Piece::Byte(*rest.first()?), 2),
        Lead::Short(number) => (Piece::Word(number), 1),
        Lead::Middle(first) => (Piece::Word(N_SHORT + first + usize::from(*rest.first()?)), 2),
        Lead::Long => {
            let number = u16::from_be_bytes(*rest.first_chunk::<2>()?);
            (Piece::Word(N_SHORT + N_MIDDLE + usize::from(number)), 3)
        }
    })
}

impl Abbreviations {
    /// Reads the bytes of `ABBR`; `None` where lengths and words do not agree.
    pub(super) fn parse(section: &[u8]) -> Option<Abbreviations> {
        let (count, rest) = section.split_first_chunk::<4>()?;
        let (lens, words) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*count)).ok()?)?;
        let mut end = 0;
        let mut starts = Vec::with_capacity(lens.len() + 1);
        starts.push(0);
        for len in lens {
            if usize::from(*len) > MAX_WORD_LEN {
                return None;
            }
            end += u32::from(*len);
            starts.push(end);
        }
        // Without line ends, so that what a code stands for never makes a block.
        let is_sound = usize::try_from(end) == Ok(words.len()) && !words.contains(&b'\n');
        let words = [words, &[0; MAX_WORD_LEN]].concat();
        is_sound.then_some(Abbreviations { words, starts })
    }

    /// The text that is stored so; `None` where a code has no word, the length is another one or the result is no
    /// UTF-8.
    pub(super) fn expand(&self, stored: &[u8]) -> Option<String> {
        let (len, stored) = postcard::take_from_bytes::<u32>(stored).ok()?;
        let len = usize::try_from(len).ok().filter(|len| len.div_ceil(MAX_WORD_LEN) <= stored.len())?;
        // A word is always moved as if it were as long as words can be; the next one overwrites what was too much.
        let mut text = vec![0; len + MAX_WORD_LEN];
        let (mut from, mut to) = (0, 0);
        while from < stored.len() {
            let (piece, used) = first_piece(stored.get(from..)?)?;
            from += used;
            match piece {
                Piece::Byte(byte) => {
                    *text.get_mut(to)? = byte;
                    to += 1;
                }
                Piece::Word(number) => {
                    let (start, len) = self.place(number)?;
                    let word = self.words.get(start..)?.first_chunk::<MAX_WORD_LEN>()?;
                    *text.get_mut(to..)?.first_chunk_mut::<MAX_WORD_LEN>()? = *word;
                    to += len;
                }
            }
        }
        if to != len {
            return None;
        }
        text.truncate(len);
        String::from_utf8(text).ok()
    }

    /// Where the word with this number begins, and how long it is.
    #[inline]
    fn place(&self, number: usize) -> Option<(usize, usize)> {
        let [start, end] = *self.starts.get(number..)?.first_chunk::<2>()?;
        Some((start as usize, (end - start) as usize))
    }
}

#[cfg(feature = "build")]
pub(super) use build::Abbreviator;

/// Choosing words and writing texts with them.
#[cfg(feature = "build")]
mod build {
    use super::{LITERAL, LONG, Lead, MAX_WORD_LEN};
    use foldhash::HashMap;
    use std::cmp::Reverse;

    /// More words save less than they cost: on 199 MB of speeches 60,000 make the pack 0.5 MB smaller, and the head, which
    /// every reader loads first, 0.1 MB larger.
    const MAX_WORDS: usize = 24_000;

    /// A word that stands fewer times saves less than its place costs.
    const MIN_COUNT: u64 = 6;

    /// Writes texts.
    #[derive(Default)]
    pub(in crate::pack) struct Abbreviator {
        /// In the order of their codes.
        words: Vec<String>,
        codes: HashMap<String, Vec<u8>>,
    }

    impl Abbreviator {
        /// The words that save most in these texts.
        pub(in crate::pack) fn choose<'a>(texts: impl Iterator<Item = &'a str>) -> Abbreviator {
            let mut counts: HashMap<&str, u64> = HashMap::default();
            for text in texts {
                let fits = |word: &&str| (3..=MAX_WORD_LEN).contains(&word.len()) && !word.contains('\n');
                for word in words(text).filter(fits) {
                    *counts.entry(word).or_default() += 1;
                }
            }
            let mut chosen: Vec<(&str, u64)> =
                counts.into_iter().filter(|(_, count)| *count >= MIN_COUNT).collect();
            chosen.sort_unstable_by_key(|(word, count)| (Reverse(count * (word.len() as u64 - 1)), *word));
            chosen.truncate(MAX_WORDS);
            // Which word has the shorter code is a matter of its count alone.
            chosen.sort_unstable_by_key(|(word, count)| (Reverse(*count), *word));
            let mut abbreviator = Abbreviator::default();
            let leads: Vec<u8> = (0..=u8::MAX).collect();
            let short = leads.iter().filter(|lead| matches!(Lead::of(**lead), Lead::Short(_)));
            let middle = leads.iter().filter(|lead| matches!(Lead::of(**lead), Lead::Middle(_)));
            let second = |lead: &u8| (0..=u8::MAX).map(|byte| vec![*lead, byte]).collect::<Vec<_>>();
            let long = (0..=u16::MAX).map(|number| [&[LONG][..], &number.to_be_bytes()].concat());
            let codes = short.map(|lead| vec![*lead]).chain(middle.flat_map(second)).chain(long);
            for ((word, _), code) in chosen.into_iter().zip(codes) {
                abbreviator.words.push(word.to_owned());
                abbreviator.codes.insert(word.to_owned(), code);
            }
            abbreviator
        }

        /// The text as it is stored.
        pub(in crate::pack) fn shorten(&self, text: &str) -> Vec<u8> {
            let len = u32::try_from(text.len()).expect("the words of one statement stay below 4 GiB");
            let mut stored =
                postcard::to_extend(&len, Vec::with_capacity(text.len())).expect("memory takes all bytes");
            for word in words(text) {
                match self.codes.get(word) {
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
            let mut section = (self.words.len() as u32).to_le_bytes().to_vec();
            section.extend(self.words.iter().map(|word| word.len() as u8));
            self.words.iter().for_each(|word| section.extend_from_slice(word.as_bytes()));
            (!self.words.is_empty()).then_some(section)
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
        use super::super::{Abbreviations, N_MIDDLE, N_SHORT};
        use super::*;
        use proptest::prelude::*;

        /// What reads the texts that this writes.
        fn reader(abbreviator: &Abbreviator) -> Abbreviations {
            let parse = |section: Vec<u8>| Abbreviations::parse(&section).expect("just written");
            abbreviator.section().map(parse).unwrap_or_default()
        }

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
                let words = reader(&abbreviator);
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
            // Words of four letters, each 6 times: more than two bytes can tell apart.
            let letters = "abcdefghij";
            let word = |n: usize| -> String {
                [n / 1000, n / 100 % 10, n / 10 % 10, n % 10]
                    .iter()
                    .filter_map(|at| letters.chars().nth(*at))
                    .collect()
            };
            let text: String = (0..5000).map(|number| format!("{} ", word(number))).collect();
            let abbreviator = Abbreviator::choose(std::iter::repeat_n(text.as_str(), MIN_COUNT as usize));
            assert_eq!(abbreviator.words.len(), 5000);
            let stored = abbreviator.shorten(&text);
            assert_eq!(stored.len(), 3 + N_SHORT + 2 * N_MIDDLE + 3 * (5000 - N_SHORT - N_MIDDLE) + 1);
            assert_eq!(reader(&abbreviator).expand(&stored), Some(text));
        }
    }
}
