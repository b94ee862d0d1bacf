//! Writing the index of a corpus. Feature `build`.
//!
//! One pass over the texts; each term keeps its postings already encoded, so memory is about that of the finished
//! index plus the vocabulary. Terms are written in byte order: the same corpus gives the same bytes.

use super::{INDEX_VERSION, POSTINGS, STATEMENTS, TERMS, write_varint};
use crate::analysis::{self, Token};
use demarche_corpus::Body;
use demarche_corpus::pack::{Tag, pack_order};
use demarche_corpus::source::Corpus;
use std::collections::{BTreeMap, HashMap};

/// Builds the index sections of a pack. Deterministic.
pub fn build_sections(corpus: &Corpus) -> Vec<(Tag, Vec<u8>)> {
    // A pack stores statements in this order, whatever order they come in.
    let mut ordered: Vec<_> = corpus.statements.iter().collect();
    ordered.sort_by(|(one, _), (other, _)| pack_order(one, other));
    let mut builder = IndexBuilder::default();
    for (statement, body) in ordered {
        builder.add(&statement.title, &statement.lang, body);
    }
    builder.finish()
}

/// The postings of one term so far.
#[derive(Default)]
struct TermPostings {
    doc_freq: u32,
    last_statement: u32,
    /// Encoded as in the section, without the leading count.
    bytes: Vec<u8>,
    /// Whether some statement is in a language whose forms are stemmed.
    stemmed: bool,
}

#[derive(Default)]
struct IndexBuilder {
    terms: HashMap<String, TermPostings>,
    statements: u32,
    rows: Vec<u8>,
    blocks: Vec<u8>,
    /// Positions of the current statement by form; drained at its end.
    current: HashMap<String, Vec<u32>>,
}

impl IndexBuilder {
    fn add(&mut self, title: &str, lang: &str, body: &Body) {
        let blocks_at = self.blocks.len() as u32;
        let mut position = 0;
        self.add_block(&analysis::tokens(title), false, &mut position);
        for block in &body.blocks {
            self.add_block(&analysis::tokens(body.block_text(block)), block.is_passage(), &mut position);
        }
        for number in [blocks_at, position, body.passages().count() as u32] {
            self.rows.extend(number.to_le_bytes());
        }
        // The end of the list: a length no block has, see `add_block`.
        write_varint(&mut self.blocks, u32::MAX);
        self.close_statement(lang);
        self.statements += 1;
    }

    fn add_block(&mut self, tokens: &[Token], is_passage: bool, position: &mut u32) {
        let length = analysis::position_count(tokens);
        write_varint(&mut self.blocks, (length << 1) | u32::from(is_passage));
        for token in tokens {
            let at = *position + token.position;
            match self.current.get_mut(&token.form) {
                Some(positions) => positions.push(at),
                None => {
                    self.current.insert(token.form.clone(), vec![at]);
                }
            }
        }
        *position += length + 1;
    }

    fn close_statement(&mut self, lang: &str) {
        let statement = self.statements;
        let mut encoded = Vec::new();
        // Each term's own bytes do not depend on the order in which terms are visited.
        #[allow(clippy::iter_over_hash_type)]
        for (form, positions) in self.current.drain() {
            encoded.clear();
            let mut last = 0;
            for position in positions {
                write_varint(&mut encoded, position - last);
                last = position;
            }
            let stemmed = analysis::stems_in(&form, lang);
            let term = self.terms.entry(form).or_default();
            write_varint(&mut term.bytes, statement - term.last_statement);
            write_varint(&mut term.bytes, encoded.len() as u32);
            term.bytes.extend(&encoded);
            term.last_statement = statement;
            term.doc_freq += 1;
            term.stemmed |= stemmed;
        }
    }

    fn finish(self) -> Vec<(Tag, Vec<u8>)> {
        let sorted: BTreeMap<String, TermPostings> = self.terms.into_iter().collect();
        let mut terms = fst::MapBuilder::memory();
        let mut postings = Vec::new();
        for (form, term) in &sorted {
            // Keys rise, so that insertion cannot fail; a failure would leave the term out, which tests would see.
            let inserted = terms.insert(form, (postings.len() as u64) << 1 | u64::from(term.stemmed));
            debug_assert!(inserted.is_ok());
            write_varint(&mut postings, term.doc_freq);
            postings.extend(&term.bytes);
        }
        let mut statements = Vec::new();
        statements.extend(INDEX_VERSION.to_le_bytes());
        statements.extend(self.statements.to_le_bytes());
        statements.extend(&self.rows);
        statements.extend(&self.blocks);
        let terms = terms.into_inner().unwrap_or_default();
        vec![(TERMS, terms), (POSTINGS, postings), (STATEMENTS, statements)]
    }
}
