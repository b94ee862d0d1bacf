//! Words: where they are, how they are folded, which of them carry content.
//!
//! Lives here: tokens of a passage, folding, stems, and the short lists of function words and of the stock
//! vocabulary of readouts. Does not live here: how rare a word is in a corpus (`rarity`), nor what follows
//! from sharing one (`evidence`). Segmentation is UAX 29 through icu_segmenter, stems are Snowball's. Cost:
//! O(bytes).

use demarche_corpus::order;
use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use frostem::{Algorithm, Stemmer};
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use crate::concepts::Concepts;
use crate::subjects::Subjects;
use crate::synonyms::Synonyms;
use crate::voice::{self, Mark};

/// Words that carry no content of their own, folded; looked up by binary search.
const FUNCTION_WORDS: &str = include_str!("words/function.txt");

/// What nearly every readout says of itself: shared, it is weak evidence. Folded.
const STOCK_WORDS: &str = include_str!("words/stock.txt");

/// The entries that begin with a word which shares its stem by chance: none.
const BY_CHANCE: (u16, u16) = (u16::MAX, u16::MAX);

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
    /// The entries of subjects that may begin with it, and its lines of synonyms, once somebody asked.
    raises: Cell<Option<(u16, u16)>>,
    synonyms: OnceCell<Box<[u16]>>,
    /// The expressions that begin with it, and what it tells of who speaks, likewise.
    expressions: Cell<Option<(u16, u16)>>,
    mark: Cell<Option<Mark>>,
}

/// The lists and tables of words, turned round once for all comparisons.
struct Tables {
    function_words: Vec<&'static str>,
    stock_words: Vec<&'static str>,
    concepts: Concepts,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let sorted = |list: &'static str| {
            let mut words: Vec<&str> = list.split_whitespace().collect();
            order::sort(&mut words);
            words
        };
        Tables {
            function_words: sorted(FUNCTION_WORDS),
            stock_words: sorted(STOCK_WORDS),
            concepts: Concepts::new(),
        }
    })
}

/// The folded words that carry no content of their own: articles, prepositions, pronouns, auxiliaries, in English and
/// Russian.
pub fn function_words() -> impl Iterator<Item = &'static str> {
    FUNCTION_WORDS.split_whitespace()
}

/// Every folded form of both texts, numbered; the two sides share one, so equal words have equal numbers.
pub(crate) struct Lexicon {
    numbers: HashMap<String, u32>,
    entries: Vec<Entry>,
    english: Stemmer,
    russian: Stemmer,
}

impl Lexicon {
    pub(crate) fn new() -> Lexicon {
        Lexicon {
            numbers: HashMap::new(),
            entries: Vec::new(),
            english: Stemmer::new(Algorithm::English),
            russian: Stemmer::new(Algorithm::Russian),
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
        SUBJECTS.get_or_init(|| Subjects::new(&|word| self.stem(word, "")))
    }

    pub(crate) fn synonyms(&self) -> &'static Synonyms {
        static SYNONYMS: OnceLock<Synonyms> = OnceLock::new();
        SYNONYMS.get_or_init(|| Synonyms::new(&|word| self.stem(word, "")))
    }

    /// The lines of synonyms that a word stands in, in order.
    pub(crate) fn synonyms_of(&self, word: u32) -> &[u16] {
        let entry = self.entry(word);
        entry.synonyms.get_or_init(|| self.synonyms().of(&entry.stem).collect())
    }

    /// Which of these words in a row are part of an expression, each with the line of synonyms this stands in.
    pub(crate) fn expressions(&self, tokens: &[Token]) -> Vec<(usize, u16)> {
        let synonyms = self.synonyms();
        let mut found = Vec::new();
        let mut standing = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let entry = self.entry(token.concept);
            let (start, end) = entry.expressions.get().unwrap_or_else(|| {
                let Range { start, end } = synonyms.beginning(&entry.stem);
                entry.expressions.set(Some((start, end)));
                (start, end)
            });
            if start == end {
                continue;
            }
            let stem = |token: &Token| self.entry(token.concept).stem.as_str();
            synonyms.standing(start..end, &mut |ahead| tokens.get(at + 1 + ahead).map(stem), &mut standing);
            for (line, places) in standing.drain(..) {
                found.push((at, line));
                found.extend(places.into_iter().map(|ahead| (at + 1 + ahead, line)));
            }
        }
        found
    }

    /// What a word tells of who speaks.
    pub(crate) fn mark(&self, word: u32) -> Mark {
        let entry = self.entry(word);
        entry.mark.get().unwrap_or_else(|| {
            let mark = voice::mark(&entry.folded, &entry.stem, &|word| self.stem(word, ""));
            entry.mark.set(Some(mark));
            mark
        })
    }

    /// The subjects that these words in a row raise, each once, in order.
    pub(crate) fn raised(&self, tokens: &[Token]) -> Vec<u16> {
        let subjects = self.subjects();
        let mut found = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let stem = |token: &Token| self.raising(token.word).0;
            let (_, entries) = self.raising(token.word);
            if !entries.is_empty() {
                subjects.raised_by(entries, &mut |ahead| tokens.get(at + 1 + ahead).map(stem), &mut found);
            }
        }
        order::sort(&mut found);
        found.dedup();
        found
    }

    /// The stem under which a word raises subjects, and the entries that begin with it.
    fn raising(&self, word: u32) -> (&str, Range<usize>) {
        let entry = self.entry(word);
        let (start, end) = entry.raises.get().unwrap_or_else(|| {
            // What shares a stem with an entry by chance stands for nothing.
            let by_chance = crate::subjects::BY_CHANCE.split_whitespace().any(|word| word == entry.folded);
            let found = if by_chance { BY_CHANCE } else { self.subjects().beginning(&entry.stem) };
            entry.raises.set(Some(found));
            found
        });
        let stem = if (start, end) == BY_CHANCE { "" } else { entry.stem.as_str() };
        (stem, usize::from(start)..usize::from(end))
    }

    /// Whether these words in a row tell that a call or a meeting took place.
    pub(crate) fn tells_of_contact(&self, tokens: &[Token]) -> bool {
        self.raised(tokens).contains(&crate::subjects::CONTACT)
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
                let word = self.number_of(fold(raw), lang);
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
        let head = tables().concepts.stands_for(&self.entry(word).folded);
        let concept = head.map_or(word, |head| self.number_of(head.to_owned(), lang));
        if let Some(entry) = self.entries.get_mut(word as usize) {
            entry.concept = Some(concept);
        }
        concept
    }

    fn number_of(&mut self, folded: String, lang: &str) -> u32 {
        if let Some(number) = self.numbers.get(&folded) {
            return *number;
        }
        let class = if tables().function_words.binary_search(&folded.as_str()).is_ok() {
            Class::Function
        } else if tables().stock_words.binary_search(&folded.as_str()).is_ok() {
            Class::Stock
        } else {
            Class::Content
        };
        let stem = self.stem(&folded, lang);
        let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.numbers.insert(folded.clone(), number);
        let (raises, synonyms) = (Cell::new(None), OnceCell::new());
        let (expressions, mark) = (Cell::new(None), Cell::new(None));
        let entry = Entry { folded, stem, class, concept: None, raises, synonyms, expressions, mark };
        self.entries.push(entry);
        number
    }

    /// The script decides; a language of the same script that has no stemmer here is left alone.
    fn stem(&self, folded: &str, lang: &str) -> String {
        let lang = lang.split(['-', '_']).next().unwrap_or("");
        let free = matches!(lang, "" | "und" | "mul");
        if folded.is_ascii() && folded.bytes().all(|b| b.is_ascii_alphabetic() || b == b'\'') {
            if free || lang == "en" || lang == "ru" {
                return self.english.stem(folded).into_owned();
            }
        } else if folded.chars().all(|c| matches!(c, 'а'..='я')) && (free || lang == "en" || lang == "ru") {
            if demarche_corpus::russian::is_stem(folded) {
                return folded.to_owned();
            }
            return self.russian.stem(folded).into_owned();
        }
        folded.to_owned()
    }
}

/// Lower case, straight apostrophe, no possessive ending, `ё` as `е`; `US` kept apart from `us`.
pub(crate) fn fold(raw: &str) -> String {
    if matches!(raw, "US" | "USA" | "U.S" | "U.S.A") {
        return "u.s".to_owned();
    }
    let mut folded = String::with_capacity(raw.len());
    for c in raw.chars().flat_map(char::to_lowercase) {
        match c {
            '\u{2019}' | '\u{2bc}' => folded.push('\''),
            'ё' => folded.push('е'),
            '\u{ad}' | '\u{200b}' | '\u{301}' => {}
            other => folded.push(other),
        }
    }
    if let Some(bare) = folded.strip_suffix("'s").or_else(|| folded.strip_suffix('\''))
        && !bare.is_empty()
    {
        folded.truncate(bare.len());
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
