//! The whole comparison, put together from its parts.
//!
//! Lives here: the order of the steps, and the reasons a reader is given. Does not live here: any method of
//! its own. Cost: two speeches of 5,000 words take some ten milliseconds.

use crate::align::{Pair, assign, judge, link, moved, rows};
use crate::analysis::analyze;
use crate::evidence::{Evidence, Unit};
use crate::ledger::ledger;
use crate::model::{Comparison, Coverage, PairKind, Row, RowKind, SentencePair, Text};
use crate::rarity::Rarity;
use crate::reuse::shared_wording;
use crate::words::Lexicon;

/// Shared words named as the reason of a pair.
const REASON_WORDS: usize = 6;

/// Compares two texts.
#[must_use]
pub fn compare(a: &Text<'_>, b: &Text<'_>, rarity: &dyn Rarity) -> Comparison {
    let mut lexicon = Lexicon::new();
    let side_a = analyze(a, &mut lexicon);
    let side_b = analyze(b, &mut lexicon);
    let evidence = Evidence::new([a, b], &side_a, &side_b, &lexicon, rarity);

    let passages = pair_passages(&evidence);
    let (rows, coverage) = dress_rows(&passages, &evidence, &lexicon);
    let pairs = pair_sentences(&evidence, &lexicon);
    Comparison {
        rows,
        coverage,
        shared: shared_wording(&side_a, &side_b, &lexicon),
        ledger: ledger([a, b], [&side_a, &side_b]),
        sentences_a: side_a.sentences,
        sentences_b: side_b.sentences,
        pairs,
    }
}

fn believed(evidence: &Evidence, a: &[Unit], b: &[Unit]) -> Vec<Pair> {
    let tried = a.len() * b.len();
    evidence.measures(a, b).iter().filter_map(|(a, b, measure)| judge(*a, *b, measure, tried)).collect()
}

fn pair_passages(evidence: &Evidence) -> Vec<Pair> {
    let (a, b) = (&evidence.passages_a, &evidence.passages_b);
    assign(believed(evidence, a, b), a.len(), b.len())
}

fn dress_rows(pairs: &[Pair], evidence: &Evidence, lexicon: &Lexicon) -> (Vec<Row>, Coverage) {
    let (a, b) = (&evidence.passages_a, &evidence.passages_b);
    let moves = moves(pairs, a, b, lexicon);
    let dressed: Vec<Row> = rows(pairs, a.len(), b.len())
        .into_iter()
        .map(|plan| {
            let found = plan.0.and_then(|a| pairs.iter().position(|pair| pair.a == a));
            let kind = match (found, plan) {
                (Some(index), _) if moves[index] => RowKind::Moved,
                (Some(index), _) if pairs[index].kind == PairKind::Same => RowKind::Matched,
                (Some(_), _) => RowKind::Reworded,
                (None, (Some(_), _)) => RowKind::OnlyA,
                (None, _) => RowKind::OnlyB,
            };
            let pair = found.map(|index| &pairs[index]);
            Row {
                kind,
                a: plan.0.into_iter().collect(),
                b: plan.1.into_iter().collect(),
                score: pair.map_or(0.0, |pair| single(pair.score)),
                pair: pair.map(|pair| pair.kind),
                reasons: pair.map_or_else(Vec::new, |pair| reasons(pair, evidence, a, b)),
            }
        })
        .collect();
    let coverage = Coverage {
        a_matched: pairs.len(),
        a_total: a.len(),
        b_matched: pairs.len(),
        b_total: b.len(),
        moved: moves.iter().filter(|moved| **moved).count(),
    };
    (dressed, coverage)
}

fn pair_sentences(evidence: &Evidence, lexicon: &Lexicon) -> Vec<SentencePair> {
    let (a, b) = (&evidence.sentences_a, &evidence.sentences_b);
    let pairs = link(believed(evidence, a, b), a.len(), b.len());
    let moves = moves(&pairs, a, b, lexicon);
    let dressed = pairs.iter().zip(moves);
    dressed
        .map(|(pair, moved)| SentencePair {
            a: vec![pair.a],
            b: vec![pair.b],
            score: single(pair.score),
            kind: pair.kind,
            moved,
            reasons: reasons(pair, evidence, a, b),
        })
        .collect()
}

/// Which pairs have moved. A pair weighs as many words as it holds; the words themselves settle ties, so that
/// of two passages that changed places the same one has moved from either side.
fn moves(pairs: &[Pair], a: &[Unit], b: &[Unit], lexicon: &Lexicon) -> Vec<bool> {
    let weigh = |pair: &Pair| {
        let (a, b) = (&a[pair.a], &b[pair.b]);
        let words = (a.words.len() + b.words.len()) as u64 + 1;
        (words << 20) + (fingerprint(a, lexicon).wrapping_add(fingerprint(b, lexicon)) & 0xf_ffff)
    };
    let weights: Vec<u64> = pairs.iter().map(weigh).collect();
    let places: Vec<(usize, usize)> = pairs.iter().map(|pair| (pair.a, pair.b)).collect();
    moved(&places, &weights)
}

/// FNV-1a over the folded words: small, and the same on every machine.
fn fingerprint(unit: &Unit, lexicon: &Lexicon) -> u64 {
    let letters = unit.words.iter().flat_map(|word| lexicon.entry(*word).folded.bytes().chain([b' ']));
    letters.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

fn reasons(pair: &Pair, evidence: &Evidence, a: &[Unit], b: &[Unit]) -> Vec<String> {
    let (a, b) = (&a[pair.a], &b[pair.b]);
    if a.words == b.words {
        return vec!["same words".to_owned()];
    }
    let mut reasons = Vec::new();
    if pair.kind == PairKind::Same {
        reasons.push("nearly the same words".to_owned());
    }
    let labels = evidence.shared_labels(a, b, REASON_WORDS);
    if !labels.is_empty() {
        reasons.push(format!("shares: {}", labels.join(", ")));
    }
    reasons
}

#[allow(clippy::cast_possible_truncation)]
fn single(score: f64) -> f32 {
    score as f32
}
