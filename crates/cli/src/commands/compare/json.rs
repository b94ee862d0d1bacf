//! A comparison as JSON, in the form that scripts rely on.

use super::witness::Witness;
use crate::commands::search::rounded;
use demarche_compare::{ChangeClass, Comparison, Place, RowKind, Sentence};
use serde_json::{Value, json};

/// Everything found; indices are into `sentences`, offsets are bytes of the input.
pub(super) fn json(
    [a, b]: [&Witness; 2],
    found: &Comparison,
    notes: &[String],
    checksum: Option<&str>,
) -> Value {
    let pairs = found.pairs.iter().map(|pair| {
        json!({
            "a": pair.a, "b": pair.b, "score": rounded(pair.score), "kind": pair.kind.id(),
            "moved": pair.moved, "reasons": pair.reasons,
        })
    });
    let ledger = found.ledger.iter().map(|row| {
        json!({
            "class": row.class.id(), "value": row.value, "normal": row.normal, "qualifier": row.qualifier,
            "unit": row.unit, "in": row.presence().id(),
            "a": row.sides[0].sentences, "b": row.sides[1].sentences,
            "mentions_a": row.sides[0].count, "mentions_b": row.sides[1].count,
        })
    });
    let rows = found.rows.iter().map(|row| {
        json!({
            "kind": row.kind.id(), "pair": row.pair.map(demarche_compare::PairKind::id),
            "moved": row.kind == RowKind::Moved, "a": a.anchors(&row.a), "b": b.anchors(&row.b),
            "score": rounded(row.score), "reasons": row.reasons, "turn": row.turn.map(ChangeClass::id),
        })
    });
    let shared = found.shared.iter().map(|one| {
        json!({
            "number": one.number, "exact": one.exact, "words": one.words,
            "a": place(a, &one.a), "b": place(b, &one.b),
        })
    });
    let formulae = found.rows.iter().enumerate().filter(|(_, row)| row.is_formula).map(|(at, _)| at);
    let coverage = found.coverage;
    json!({
        "a": side(a, &found.sentences_a),
        "b": side(b, &found.sentences_b),
        "pairs": pairs.collect::<Vec<_>>(),
        "ledger": ledger.collect::<Vec<_>>(),
        "rows": rows.collect::<Vec<_>>(),
        "shared": shared.collect::<Vec<_>>(),
        "formulae": formulae.collect::<Vec<_>>(),
        "coverage": {
            "a_matched": coverage.a_matched, "a_total": coverage.a_total,
            "b_matched": coverage.b_matched, "b_total": coverage.b_total, "moved": coverage.moved,
        },
        "least": rounded(found.least() as f32),
        "notes": notes,
        "checksum": checksum,
    })
}

fn place(witness: &Witness, place: &Place) -> Value {
    let (range, passage) = witness.place(place.passage, &place.range);
    json!({"start": range.start, "end": range.end, "passage": passage})
}

fn side(witness: &Witness, sentences: &[Sentence]) -> Value {
    let sentence = |sentence: &Sentence| {
        let (range, passage) = witness.sentence(sentence);
        json!({"start": range.start, "end": range.end, "passage": passage})
    };
    let sentences: Vec<Value> = sentences.iter().map(sentence).collect();
    let lang = Some(witness.lang.as_str()).filter(|lang| !lang.is_empty());
    json!({
        "name": witness.name, "title": witness.title, "date": witness.date.map(|date| date.to_string()),
        "text": witness.source.completeness.id(), "lang": lang, "passages": witness.passages.len(),
        "sentences": sentences,
    })
}
