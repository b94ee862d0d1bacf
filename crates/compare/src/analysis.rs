//! One side taken apart: tokens, sentences and facts of every passage.
//!
//! Lives here: the walk over the passages that everything else reads from. Does not live here: anything that
//! looks at both sides. Cost: O(bytes).

use std::ops::Range;

use crate::facts::{Fact, facts};
use crate::model::{Sentence, Text};
use crate::sentences::sentences;
use crate::words::{Lexicon, Token};

/// One passage with what stands in it.
pub(crate) struct AnalyzedPassage {
    pub tokens: Vec<Token>,
    pub facts: Vec<Fact>,
    /// Its sentences, as indices into [`Analysis::sentences`].
    pub sentences: Range<usize>,
}

/// One side of a comparison, taken apart.
pub(crate) struct Analysis {
    pub passages: Vec<AnalyzedPassage>,
    pub sentences: Vec<Sentence>,
    /// Tokens of each sentence, as indices into its passage's tokens.
    pub sentence_tokens: Vec<Range<usize>>,
}

pub(crate) fn analyze(text: &Text<'_>, lexicon: &mut Lexicon) -> Analysis {
    let mut analysis = Analysis {
        passages: Vec::with_capacity(text.passages.len()),
        sentences: Vec::new(),
        sentence_tokens: Vec::new(),
    };
    for (passage, source) in text.passages.iter().enumerate() {
        let tokens = lexicon.tokens(source.text, text.lang);
        let ranges = sentences(source.text);
        let starts: Vec<usize> = ranges.iter().map(|range| range.start).collect();
        let facts = facts(source.text, &tokens, &starts, lexicon);
        let first = analysis.sentences.len();
        for range in ranges {
            let from = tokens.partition_point(|token| token.range.start < range.start);
            let to = tokens.partition_point(|token| token.range.start < range.end);
            analysis.sentences.push(Sentence { passage, range });
            analysis.sentence_tokens.push(from..to);
        }
        analysis.passages.push(AnalyzedPassage { tokens, facts, sentences: first..analysis.sentences.len() });
    }
    analysis
}
