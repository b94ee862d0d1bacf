//! Words: where they are, how they are folded, which of them carry content.
//!
//! Lives here: tokens of a passage, folding, and the short lists of function words and of the stock
//! vocabulary of readouts. Does not live here: the subjects that words raise (`words/raised`), stems (`stem`), how rare a
//! word is in a corpus (`rarity`), nor what follows from sharing one (`evidence`). Segmentation is UAX 29 through
//! icu_segmenter. Cost: O(bytes).

mod raised;

pub(crate) use raised::{BEFORE_MATTERS, MATTERS, MEETING};

use std::cell::Cell;
use std::ops::Range;
use std::sync::OnceLock;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use rustc_hash::FxHashMap;

use crate::concepts::Concepts;
use crate::lists::Lists;
use crate::stem::Stemmers;
use crate::subjects::Subjects;
use crate::synonyms::Synonyms;

/// Words that carry no content of their own, folded.
pub(crate) const FUNCTION_WORDS: &str = include_str!("words/function.txt");

/// What nearly every readout says of itself: shared, it is weak evidence. Folded.
pub(crate) const STOCK_WORDS: &str = include_str!("words/stock.txt");

/// How much a word may say before anything is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    /// Articles, prepositions, pronouns, auxiliaries.
    Function,
    /// The stock vocabulary of reporting on talks.
    Stock,
    /// Anything else.
    Content,
}

/// One word or number of a passage.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// Bytes of the passage's text.
    pub range: Range<usize>,
    /// Index of the folded form in the [`Lexicon`].
    pub word: u32,
    /// Index of the form that is weighed as evidence: of the word that stands for it, if another does.
    pub concept: u32,
    /// Whether it starts with a digit.
    pub number: bool,
    /// Whether it starts with a capital.
    pub capital: bool,
}

/// What is known of a folded form.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub folded: String,
    pub stem: String,
    pub class: Class,
    /// The form that is weighed as evidence, once the word was met in a text.
    concept: Option<u32>,
    /// The lists it stands in.
    pub lists: Lists,
    /// The entries of subjects and of synonyms that begin with it, once somebody asked.
    raises: Cell<Option<(u16, u16)>>,
    synonyms: Cell<Option<(u16, u16)>>,
}

fn concepts() -> &'static Concepts {
    static CONCEPTS: OnceLock<Concepts> = OnceLock::new();
    CONCEPTS.get_or_init(Concepts::new)
}

/// The folded words that carry no content of their own: articles, prepositions, pronouns, auxiliaries, in English and
/// Russian.
pub fn function_words() -> impl Iterator<Item = &'static str> {
    FUNCTION_WORDS.split_whitespace()
}

/// Every folded form of both texts, numbered; the two sides share one, so equal words have equal numbers.
pub(crate) struct Lexicon {
    numbers: FxHashMap<String, u32>,
    /// The number of each form as it is written, so that what comes again need not be folded again.
    written: FxHashMap<String, u32>,
    entries: Vec<Entry>,
    stemmers: Stemmers,
}

impl Lexicon {
    pub(crate) fn new() -> Lexicon {
        Lexicon {
            numbers: FxHashMap::default(),
            written: FxHashMap::default(),
            entries: Vec::new(),
            stemmers: Stemmers::new(),
        }
    }

    pub(crate) fn entry(&self, word: u32) -> &Entry {
        &self.entries[word as usize]
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Made when first asked for: the difference of two passages needs none.
    pub(crate) fn subjects(&self) -> &'static Subjects {
        static SUBJECTS: OnceLock<Subjects> = OnceLock::new();
        SUBJECTS.get_or_init(Subjects::new)
    }

    fn synonyms(&self) -> &'static Synonyms {
        static SYNONYMS: OnceLock<Synonyms> = OnceLock::new();
        SYNONYMS.get_or_init(Synonyms::new)
    }

    /// The lines of synonyms that a word stands in, in order.
    pub(crate) fn synonyms_of(&self, word: u32) -> impl Iterator<Item = u16> {
        self.synonyms().lines(self.synonymous(self.entry(word)))
    }

    /// The entries of synonyms that begin with a word.
    fn synonymous(&self, entry: &Entry) -> (u16, u16) {
        entry.synonyms.get().unwrap_or_else(|| {
            let found = self.synonyms().beginning(&entry.stem);
            entry.synonyms.set(Some(found));
            found
        })
    }

    /// Which of these words in a row are part of an expression, each with the line of synonyms this stands in.
    pub(crate) fn expressions(&self, tokens: &[Token]) -> Vec<(usize, u16)> {
        let synonyms = self.synonyms();
        let mut found = Vec::new();
        let mut standing = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let entries = self.synonymous(self.entry(token.concept));
            if entries.0 == entries.1 {
                continue;
            }
            let stem = |token: &Token| self.entry(token.concept).stem.as_str();
            synonyms.standing(entries, &mut |ahead| tokens.get(at + 1 + ahead).map(stem), &mut standing);
            for (line, places) in standing.drain(..) {
                found.push((at, line));
                found.extend(places.into_iter().map(|ahead| (at + 1 + ahead, line)));
            }
        }
        found
    }

    pub(crate) fn is_function(&self, word: u32) -> bool {
        self.entry(word).class == Class::Function
    }

    /// The words and numbers of a passage.
    pub(crate) fn tokens(&mut self, text: &str, lang: &str) -> Vec<Token> {
        let mut found = Vec::new();
        let segmenter = WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());
        let mut start = 0;
        for (end, kind) in segmenter.segment_str(text).iter_with_word_type() {
            let raw = &text[start..end];
            if kind.is_word_like() && !raw.is_empty() {
                let first = raw.chars().next().unwrap_or(' ');
                let word = self.number_of_written(raw, lang);
                found.push(Token {
                    range: start..end,
                    word,
                    concept: self.concept_of(word, lang),
                    number: first.is_numeric(),
                    capital: first.is_uppercase(),
                });
            }
            start = end;
        }
        self.join_united_states(&mut found);
        found
    }

    /// Two words for one country would count twice, and would not meet `U.S.`.
    fn join_united_states(&mut self, tokens: &mut [Token]) {
        for at in 1..tokens.len() {
            let folded = |token: &Token| self.entry(token.word).folded.as_str();
            if folded(&tokens[at - 1]) == "united" && folded(&tokens[at]) == "states" {
                tokens[at - 1].concept = self.number_of("the".to_owned(), "");
                tokens[at].concept = self.number_of("u.s".to_owned(), "");
            }
        }
    }

    /// The form that is weighed for a word.
    fn concept_of(&mut self, word: u32, lang: &str) -> u32 {
        if let Some(concept) = self.entry(word).concept {
            return concept;
        }
        let head = concepts().stands_for(&self.entry(word).folded);
        let concept = head.map_or(word, |head| self.number_of(head.to_owned(), lang));
        if let Some(entry) = self.entries.get_mut(word as usize) {
            entry.concept = Some(concept);
        }
        concept
    }

    fn number_of_written(&mut self, raw: &str, lang: &str) -> u32 {
        if let Some(number) = self.written.get(raw) {
            return *number;
        }
        let number = self.number_of(fold(raw), lang);
        self.written.insert(raw.to_owned(), number);
        number
    }

    fn number_of(&mut self, folded: String, lang: &str) -> u32 {
        if let Some(number) = self.numbers.get(&folded) {
            return *number;
        }
        let stem = self.stemmers.stem(&folded, lang);
        let lists = Lists::of(&folded, &stem, &|word| self.stemmers.stem(word, ""));
        let class = if lists.has(Lists::FUNCTION) {
            Class::Function
        } else if lists.has(Lists::STOCK) {
            Class::Stock
        } else {
            Class::Content
        };
        let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.numbers.insert(folded.clone(), number);
        let (raises, synonyms) = (Cell::new(None), Cell::new(None));
        let entry = Entry { folded, stem, class, concept: None, lists, raises, synonyms };
        self.entries.push(entry);
        number
    }
}

/// Lower case, straight apostrophe, no possessive ending, `ё` as `е`; `US` kept apart from `us`.
pub(crate) fn fold(raw: &str) -> String {
    if matches!(raw, "US" | "USA" | "U.S" | "U.S.A") {
        return "u.s".to_owned();
    }
    let mut folded = if raw.is_ascii() { raw.to_ascii_lowercase() } else { folded_signs(raw) };
    if let Some(bare) = folded.strip_suffix("'s").or_else(|| folded.strip_suffix('\''))
        && !bare.is_empty()
    {
        folded.truncate(bare.len());
    }
    folded
}

/// Lower case, each apostrophe in one form, `ё` as `е`, without what cannot be seen.
fn folded_signs(raw: &str) -> String {
    let mut folded = String::with_capacity(raw.len());
    for c in raw.chars().flat_map(char::to_lowercase) {
        match c {
            '\u{2019}' | '\u{2bc}' => folded.push('\''),
            'ё' => folded.push('е'),
            '\u{ad}' | '\u{200b}' | '\u{301}' => {}
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_what_tells_words_apart() {
        for (raw, folded) in [
            ("Ukraine’s", "ukraine"),
            ("U.S", "u.s"),
            ("us", "us"),
            ("Ёлка", "елка"),
            ("don’t", "don't"),
            ("21,000", "21,000"),
            ("мой", "мой"),
            ("'", "'"),
        ] {
            assert_eq!(fold(raw), folded, "fold {raw:?}");
        }
    }

    #[test]
    fn tokens_stand_on_their_bytes() {
        let mut lexicon = Lexicon::new();
        let text = "The «Совет» met U.S. envoys’ 21,000 guests.";
        let found: Vec<(&str, String)> = lexicon
            .tokens(text, "en")
            .into_iter()
            .map(|token| (&text[token.range.clone()], lexicon.entry(token.word).stem.clone()))
            .collect();
        let expected = [
            ("The", "the"),
            ("Совет", "совет"),
            ("met", "met"),
            ("U.S", "u.s"),
            ("envoys", "envoy"),
            ("21,000", "21,000"),
            ("guests", "guest"),
        ];
        assert_eq!(found, expected.map(|(raw, stem)| (raw, stem.to_owned())));
    }
}
