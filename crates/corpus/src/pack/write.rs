//! Writing a pack: the same corpus and the same further sections give the same bytes, on every machine.
//!
//! Does not live here: the layout (`format`). No clock, no random numbers, no maps: what is written is the order
//! of the corpus alone. Costs time in proportion to the texts, and memory for the pack and its words once more.

use super::format::{self, BODIES, BODY_ROW_LEN, BODY_TABLE, BodyRow, INFO, MAX_SECTIONS, STATEMENTS};
use super::{Tag, pack_order};
use crate::body::Body;
use crate::model::Statement;
use crate::source::Corpus;
use serde::Serialize;

/// The corpus as a pack, with the sections of other crates after its own, in the order given.
///
/// Statements are stored in [`pack_order`]; a [`Corpus`] already has them so, and a
/// [`StatementIdx`](crate::StatementIdx) in a further section means that order. A corpus that breaks the
/// promises of its types (two statements of one id, a range outside its text) is written as it is and refused
/// when opened.
///
/// # Panics
/// Where a further section has a tag of the corpus's own or of another further one, or where there are more
/// than 252 of them: tags are constants, so that this is a mistake in the calling code.
pub fn write(corpus: &Corpus, extra: &[(Tag, Vec<u8>)]) -> Vec<u8> {
    let mut ordered: Vec<&(Statement, Body)> = corpus.statements.iter().collect();
    ordered.sort_by(|(one, _), (other, _)| pack_order(one, other));
    let statements: Vec<&Statement> = ordered.iter().map(|(statement, _)| statement).collect();
    let info = encode(&corpus.info, Vec::new());
    let statements = encode(&statements, Vec::new());
    let (body_table, bodies) = encode_bodies(ordered.iter().map(|(_, body)| body));
    let mut sections: Vec<(Tag, &[u8])> =
        vec![(INFO, &info), (STATEMENTS, &statements), (BODY_TABLE, &body_table), (BODIES, &bodies)];
    for (tag, content) in extra {
        let is_new = sections.iter().all(|(earlier, _)| earlier != tag);
        assert!(is_new, "a pack cannot have two sections {}", tag.escape_ascii());
        sections.push((*tag, content));
    }
    assert!(sections.len() <= MAX_SECTIONS, "a pack has room for {MAX_SECTIONS} sections");
    format::assemble(&sections)
}

/// The bytes of `BTAB` and of `BODY`.
fn encode_bodies<'a>(all: impl ExactSizeIterator<Item = &'a Body>) -> (Vec<u8>, Vec<u8>) {
    let mut table = Vec::with_capacity(all.len() * BODY_ROW_LEN);
    let mut bodies = Vec::new();
    for body in all {
        let offset = bodies.len();
        bodies = encode(body, bodies);
        let stored = &bodies[offset..];
        // Ranges inside a body are u32 already: a longer one could not have been made.
        let len = u32::try_from(stored.len()).expect("the words of one statement stay below 4 GiB");
        let row = BodyRow { offset: offset as u64, len, crc32: format::crc32(stored) };
        table.extend_from_slice(&row.to_bytes());
    }
    (table, bodies)
}

/// Appends the value to the bytes.
fn encode(value: &impl Serialize, bytes: Vec<u8>) -> Vec<u8> {
    postcard::to_extend(value, bytes)
        .expect("memory takes all bytes, and every list of the model has a length")
}
