//! The whole comparison, put together from its parts.
//!
//! Lives here: the order of the steps, and the reasons a reader is given. Does not live here: any method of
//! its own. Cost: two speeches of 5,000 words take some ten milliseconds.

use crate::align::{LEAST_PASSAGE_SCORE, Pair, RowPlan, assign, judge, least_shared, link, moved, rows};
use crate::analysis::analyze;
use crate::evidence::{Evidence, Unit};
use crate::groups::{Group, groups};
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

    let (rows, coverage) = dress_rows(&pair_passages(&evidence), &evidence, &lexicon);
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
    let mut found = Vec::new();
    evidence.measures(a, b, least_shared(tried), &mut |a, b, measure| {
        found.extend(judge(a, b, measure, tried));
    });
    found
}

fn pair_passages(evidence: &Evidence) -> Vec<Group> {
    let (a, b) = (&evidence.passages_a, &evidence.passages_b);
    let mut pairs = believed(evidence, a, b);
    pairs.retain(|pair| pair.score >= LEAST_PASSAGE_SCORE);
    groups(assign(pairs, a.len(), b.len()), evidence)
}

fn dress_rows(groups: &[Group], evidence: &Evidence, lexicon: &Lexicon) -> (Vec<Row>, Coverage) {
    let (a, b) = (&evidence.passages_a, &evidence.passages_b);
    let units: Vec<(&Unit, &Unit)> = groups.iter().map(|group| (group.unit_a(a), group.unit_b(b))).collect();
    let firsts: Vec<(usize, usize)> = groups.iter().map(|group| (group.a.start, group.b.start)).collect();
    let moves = moves(&firsts, &units, lexicon);
    let places: Vec<_> = groups.iter().map(|group| (group.a.clone(), group.b.clone())).collect();
    let alone = |kind, a, b| Row { kind, a, b, score: 0.0, pair: None, reasons: Vec::new() };
    let dressed: Vec<Row> = rows(&places, a.len(), b.len())
        .into_iter()
        .map(|plan| match plan {
            RowPlan::OnlyA(a) => alone(RowKind::OnlyA, vec![a], Vec::new()),
            RowPlan::OnlyB(b) => alone(RowKind::OnlyB, Vec::new(), vec![b]),
            RowPlan::Pair(at) => {
                let group = &groups[at];
                Row {
                    kind: match group.kind {
                        _ if moves[at] => RowKind::Moved,
                        PairKind::Same => RowKind::Matched,
                        _ => RowKind::Reworded,
                    },
                    a: group.a.clone().collect(),
                    b: group.b.clone().collect(),
                    score: single(group.score),
                    pair: Some(group.kind),
                    reasons: reasons(group.kind, units[at], evidence),
                }
            }
        })
        .collect();
    let coverage = Coverage {
        a_matched: groups.iter().map(|group| group.a.len()).sum(),
        a_total: a.len(),
        b_matched: groups.iter().map(|group| group.b.len()).sum(),
        b_total: b.len(),
        moved: moves.iter().filter(|moved| **moved).count(),
    };
    (dressed, coverage)
}

fn pair_sentences(evidence: &Evidence, lexicon: &Lexicon) -> Vec<SentencePair> {
    let (a, b) = (&evidence.sentences_a, &evidence.sentences_b);
    let pairs = link(believed(evidence, a, b), a.len(), b.len());
    let units: Vec<(&Unit, &Unit)> = pairs.iter().map(|pair| (&a[pair.a], &b[pair.b])).collect();
    let places: Vec<(usize, usize)> = pairs.iter().map(|pair| (pair.a, pair.b)).collect();
    let moves = moves(&places, &units, lexicon);
    let dressed = pairs.iter().zip(units).zip(moves);
    dressed
        .map(|((pair, units), moved)| SentencePair {
            a: vec![pair.a],
            b: vec![pair.b],
            score: single(pair.score),
            kind: pair.kind,
            moved,
            reasons: reasons(pair.kind, units, evidence),
        })
        .collect()
}

/// Which pairs have moved, given where each begins. A pair weighs as many words as it holds; the words themselves settle ties, so that
/// of two passages that changed places the same one has moved from either side.
fn moves(places: &[(usize, usize)], units: &[(&Unit, &Unit)], lexicon: &Lexicon) -> Vec<bool> {
    let weigh = |(a, b): &(&Unit, &Unit)| {
        let words = (a.words.len() + b.words.len()) as u64 + 1;
        (words << 20) + (fingerprint(a, lexicon).wrapping_add(fingerprint(b, lexicon)) & 0xf_ffff)
    };
    let weights: Vec<u64> = units.iter().map(weigh).collect();
    moved(places, &weights)
}

/// FNV-1a over the folded words: small, and the same on every machine.
fn fingerprint(unit: &Unit, lexicon: &Lexicon) -> u64 {
    let letters = unit.words.iter().flat_map(|word| lexicon.entry(*word).folded.bytes().chain([b' ']));
    letters.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

fn reasons(kind: PairKind, (a, b): (&Unit, &Unit), evidence: &Evidence) -> Vec<String> {
    if a.words == b.words {
        return vec!["same words".to_owned()];
    }
    let mut reasons = Vec::new();
    if kind == PairKind::Same {
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
