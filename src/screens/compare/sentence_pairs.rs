//! Which sentences inside a row correspond, in words. No nodes here.

use super::model::{Compared, Pairwise};
use super::slider::hundredths;
use crate::components::SIDE_LETTERS;
use demarche_compare::score::LIKELY_SCORE;
use demarche_compare::{PairKind, Row, Sentence, SentencePair};

/// So many words of a sentence name it.
const MOST_WORDS: usize = 12;

/// A line for every two sentences of the row's passages that make a point in common, with why. Nothing where each text has
/// one sentence there: the row says it all.
pub fn told(compared: &Compared, pair: &Pairwise, row: &Row) -> Vec<String> {
    let found = &pair.comparison;
    let of_row = |sentences: &[Sentence], passages: &[usize]| {
        sentences.iter().filter(|one| passages.contains(&one.passage)).count()
    };
    if of_row(&found.sentences_a, &row.a) <= 1 && of_row(&found.sentences_b, &row.b) <= 1 {
        return Vec::new();
    }
    let stands = |numbers: &[usize], sentences: &[Sentence], passages: &[usize]| {
        numbers.iter().filter_map(|at| sentences.get(*at)).any(|one| passages.contains(&one.passage))
    };
    let line = |one: &SentencePair| {
        let a = said(compared, pair.first, &found.sentences_a, &one.a);
        let b = said(compared, pair.second, &found.sentences_b, &one.b);
        let kind = match one.kind {
            PairKind::Same => "the same or nearly the same words",
            PairKind::Reworded => "reworded",
            PairKind::Point if f64::from(one.score) < LIKELY_SCORE => "perhaps the same point",
            PairKind::Point => "same point",
        };
        let moved = if one.moved { ", moved" } else { "" };
        let why =
            if one.reasons.is_empty() { String::new() } else { format!("{}; ", one.reasons.join("; ")) };
        let score = hundredths((one.score.clamp(0.0, 1.0) * 100.0).round() as u8);
        format!("{a} and {b}: {kind}{moved} ({why}{score})")
    };
    let in_row = |one: &&SentencePair| {
        stands(&one.a, &found.sentences_a, &row.a) && stands(&one.b, &found.sentences_b, &row.b)
    };
    found.pairs.iter().filter(in_row).map(line).collect()
}

/// The beginning of some sentences of a text, with its letter.
fn said(compared: &Compared, side: usize, sentences: &[Sentence], numbers: &[usize]) -> String {
    let text = |at: &usize| {
        let sentence = sentences.get(*at)?;
        let text = compared.sides[side].passages.get(sentence.passage)?.text.get(sentence.range.clone())?;
        let mut words = text.split_whitespace();
        let begins = words.by_ref().take(MOST_WORDS).collect::<Vec<_>>().join(" ");
        Some(if words.next().is_some() { format!("“{begins} …”") } else { format!("“{begins}”") })
    };
    let texts = numbers.iter().filter_map(text).collect::<Vec<_>>().join(" + ");
    format!("{} {texts}", SIDE_LETTERS.get(side).copied().unwrap_or_default())
}
