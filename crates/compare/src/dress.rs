//! What was found, dressed for a reader: rows, pairs of sentences, and why they were paired.
//!
//! Lives here: kinds, reasons, what has moved, coverage. Does not live here: any decision on what corresponds
//! (`align`, `groups`).

use crate::align::{Pair, RowPlan, moved, rows};
use crate::changes::ChangeClass;
use crate::evidence::{Evidence, Kind};
use crate::groups::Correspondence;
use crate::model::{Coverage, PairKind, Row, RowKind, Sentence, SentencePair};
use crate::turn::turn;
use crate::unit::Unit;
use crate::words::Lexicon;
use demarche_corpus::order;

/// How a reason begins that names words which are not the same.
const NEAR_WORDS: &str = "words near in meaning: ";
/// The reason of a pair whose words are the same and yet not all of it.
const OTHER_SIGNS: &str = "same words, other signs or capitals";
/// Shared words named as the reason of a pair.
const REASON_WORDS: usize = 6;

/// The rows of the side-by-side view, and how many passages have a counterpart.
pub(crate) fn dress_rows(
    found: &[Correspondence],
    evidence: &Evidence,
    lexicon: &Lexicon,
) -> (Vec<Row>, Coverage) {
    let (a, b) = (&evidence.passages_a, &evidence.passages_b);
    let wholes: Vec<(Unit, Unit)> =
        found.iter().map(|one| (evidence.whole(a, &one.a), evidence.whole(b, &one.b))).collect();
    let units: Vec<(&Unit, &Unit)> = wholes.iter().map(|(a, b)| (a, b)).collect();
    let first = |side: &[usize]| side.first().copied().unwrap_or(0);
    let firsts: Vec<(usize, usize)> = found.iter().map(|one| (first(&one.a), first(&one.b))).collect();
    let moves = moves(&firsts, &units, lexicon);
    let places: Vec<(&[usize], &[usize])> =
        found.iter().map(|one| (one.a.as_slice(), one.b.as_slice())).collect();
    let dressed: Vec<Row> = rows(&places, a.len(), b.len())
        .into_iter()
        .map(|plan| {
            let mut row = match plan {
                RowPlan::OnlyA(a) => alone(RowKind::OnlyA, vec![a], Vec::new()),
                RowPlan::OnlyB(b) => alone(RowKind::OnlyB, Vec::new(), vec![b]),
                RowPlan::Pair(at) => {
                    let one = &found[at];
                    Row {
                        kind: match one.kind {
                            _ if moves[at] => RowKind::Moved,
                            PairKind::Same => RowKind::Matched,
                            _ => RowKind::Reworded,
                        },
                        score: single(one.score),
                        pair: Some(one.kind),
                        reasons: reasons(one.kind, units[at], evidence),
                        ..alone(RowKind::Reworded, one.a.clone(), one.b.clone())
                    }
                }
            };
            row.turn = turned(&row, evidence, lexicon);
            row.differs = match (plan, row.pair) {
                (RowPlan::Pair(at), Some(PairKind::Same)) => {
                    row.score < 1.0 || units[at].0.words != units[at].1.words
                }
                (RowPlan::Pair(at), Some(PairKind::Point)) => {
                    evidence.differ_in_facts(units[at].0, units[at].1)
                }
                _ => true,
            };
            row.is_formula = are_formulae(a, &row.a) && are_formulae(b, &row.b);
            row
        })
        .collect();
    let coverage = Coverage {
        a_matched: found.iter().map(|one| one.a.len()).sum(),
        a_total: a.len(),
        b_matched: found.iter().map(|one| one.b.len()).sum(),
        b_total: b.len(),
        moved: moves.iter().filter(|moved| **moved).count(),
    };
    (dressed, coverage)
}

fn alone(kind: RowKind, a: Vec<usize>, b: Vec<usize>) -> Row {
    let reasons = Vec::new();
    Row { kind, a, b, score: 0.0, pair: None, reasons, is_formula: false, turn: None, differs: true }
}

/// What differs in a pair of nearly the same words that says something else.
fn turned(row: &Row, evidence: &Evidence, lexicon: &Lexicon) -> Option<ChangeClass> {
    let words = |units: &[Unit], passages: &[usize]| -> Vec<u32> {
        passages.iter().filter_map(|at| units.get(*at)).flat_map(|unit| unit.words.iter().copied()).collect()
    };
    if row.pair != Some(PairKind::Same) {
        return None;
    }
    turn(&words(&evidence.passages_a, &row.a), &words(&evidence.passages_b, &row.b), lexicon)
}

fn are_formulae(units: &[Unit], passages: &[usize]) -> bool {
    passages.iter().all(|at| units.get(*at).is_some_and(|unit| unit.is_formula))
}

/// The pairs of sentences.
pub(crate) fn dress_sentences(pairs: &[Pair], evidence: &Evidence, lexicon: &Lexicon) -> Vec<SentencePair> {
    let (a, b) = (&evidence.sentences_a, &evidence.sentences_b);
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
            reasons: {
                let mut reasons = reasons(pair.kind, units, evidence);
                let [one, other] = [units.0, units.1].map(|unit| (&unit.sense, &unit.content));
                let near = evidence.vectors.named(one, other, lexicon);
                if pair.kind != PairKind::Same && !near.is_empty() {
                    reasons.push([NEAR_WORDS, &near.join(", ")].concat());
                }
                reasons
            },
        })
        .collect()
}

/// Gives each row the words near in meaning of the strongest pair of sentences in it.
pub(crate) fn tell_near_words(rows: &mut [Row], pairs: &[SentencePair], sentences: [&[Sentence]; 2]) {
    let passage = |side: usize, of: &[usize]| Some(sentences[side].get(*of.first()?)?.passage);
    let mut told: Vec<(Option<usize>, Option<usize>, &SentencePair)> =
        pairs.iter().map(|pair| (passage(0, &pair.a), passage(1, &pair.b), pair)).collect();
    order::sort_by(&mut told, |one, other| {
        other.2.score.total_cmp(&one.2.score).then_with(|| one.2.reasons.cmp(&other.2.reasons))
    });
    for row in rows.iter_mut().filter(|row| matches!(row.pair, Some(PairKind::Reworded | PairKind::Point))) {
        let holds = |side: &[usize], passage: Option<usize>| passage.is_some_and(|at| side.contains(&at));
        let within = told.iter().filter(|(a, b, _)| holds(&row.a, *a) && holds(&row.b, *b));
        let mut reasons = within.flat_map(|(_, _, pair)| &pair.reasons);
        row.reasons.extend(reasons.find(|reason| reason.starts_with(NEAR_WORDS)).cloned());
    }
}

/// Which pairs have moved, given where each begins. A pair weighs as many words as it holds; the words themselves
/// settle ties, so that of two passages that changed places the same one has moved from either side.
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
        let told = if a.written == b.written { "same words" } else { OTHER_SIGNS };
        return vec![told.to_owned()];
    }
    let mut reasons = Vec::new();
    if kind == PairKind::Same {
        reasons.push("nearly the same words".to_owned());
    }
    if a.opens && b.opens {
        reasons.push("both tell of the contact itself".to_owned());
    }
    let labels = evidence.shared_labels(a, b, &[Kind::Word, Kind::Fact], REASON_WORDS);
    if !labels.is_empty() {
        reasons.push(format!("shares: {}", labels.join(", ")));
    }
    let subjects = evidence.shared_labels(a, b, &[Kind::Subject, Kind::Form], REASON_WORDS);
    if !subjects.is_empty() {
        reasons.push(format!("both speak of: {}", subjects.join(", ")));
    }
    reasons
}

#[allow(clippy::cast_possible_truncation)]
fn single(score: f64) -> f32 {
    score as f32
}
