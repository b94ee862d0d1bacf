//! One side taken apart: tokens, sentences and facts of every passage.
//!
//! Lives here: the walk over the passages that everything else reads from. Does not live here: anything that
//! looks at both sides. Cost: O(bytes).

use rustc_hash::FxHashMap;
use std::ops::Range;

use crate::facts::{Fact, facts};
use crate::model::{Sentence, Text};
use crate::sentences::sentences;
use crate::slices::Slices;
use crate::words::{Lexicon, Token};

/// One passage with what stands in it.
pub(crate) struct AnalyzedPassage {
    pub tokens: Vec<Token>,
    pub facts: Vec<Fact>,
    /// Its sentences, as indices into [`Analysis::sentences`].
    pub sentences: Range<usize>,
    /// The first passage of the text read before it that is the same letters in the same language.
    pub twin: Option<usize>,
}

/// One side of a comparison, taken apart.
pub(crate) struct Analysis {
    pub passages: Vec<AnalyzedPassage>,
    pub sentences: Vec<Sentence>,
    /// Tokens of each sentence, as indices into its passage's tokens.
    pub sentence_tokens: Vec<Range<usize>>,
}

/// Takes a text apart; what stands in the one read before it is taken over.
pub(crate) async fn analyze(
    text: &Text<'_>,
    lexicon: &mut Lexicon,
    before: Option<(&Text<'_>, &Analysis)>,
    slices: &Slices,
) -> Analysis {
    let before = before.filter(|(other, _)| other.lang == text.lang);
    let mut twins: FxHashMap<&str, usize> = FxHashMap::default();
    for (at, passage) in before.iter().flat_map(|(other, _)| &other.passages).enumerate() {
        twins.entry(passage.text).or_insert(at);
    }
    let mut analysis = Analysis {
        passages: Vec::with_capacity(text.passages.len()),
        sentences: Vec::new(),
        sentence_tokens: Vec::new(),
    };
    for (passage, source) in text.passages.iter().enumerate() {
        let first = analysis.sentences.len();
        let twin = twins.get(source.text).copied();
        let (tokens, facts) = match before.zip(twin) {
            Some(((_, known), twin)) => {
                let twin = &known.passages[twin];
                let sentences = &known.sentences[twin.sentences.clone()];
                analysis.sentences.extend(
                    sentences.iter().map(|sentence| Sentence { passage, range: sentence.range.clone() }),
                );
                analysis.sentence_tokens.extend_from_slice(&known.sentence_tokens[twin.sentences.clone()]);
                (twin.tokens.clone(), twin.facts.clone())
            }
            None => {
                let tokens = lexicon.tokens(source.text, text.lang);
                let ranges = sentences(source.text);
                let starts: Vec<usize> = ranges.iter().map(|range| range.start).collect();
                let facts = facts(source.text, &tokens, &starts, text.lang, lexicon);
                for range in ranges {
                    let from = tokens.partition_point(|token| token.range.start < range.start);
                    let to = tokens.partition_point(|token| token.range.start < range.end);
                    analysis.sentences.push(Sentence { passage, range });
                    analysis.sentence_tokens.push(from..to);
                }
                (tokens, facts)
            }
        };
        slices.done(tokens.len()).await;
        let sentences = first..analysis.sentences.len();
        analysis.passages.push(AnalyzedPassage { tokens, facts, sentences, twin });
    }
    analysis
}
