//! Writing a pack: the same corpus and the same part of another crate give the same bytes, on every machine.
//!
//! Does not live here: the layout (`format`), and how blocks are compressed (the caller's, who has threads). No clock,
//! no random numbers, no maps: what is written is the order of the corpus alone. Costs time in proportion to the
//! texts, and memory for the pack and its words once more.

use super::abbreviations::Abbreviator;
use super::content::Content;
use super::format::{
    self, ABBREVIATIONS, BLOCK_TABLE, BODIES, BODY_ROW_LEN, BODY_TABLE, BlockRow, BlockTable, Codec, FOOTER,
    INFO, MAX_SECTIONS, STATEMENTS,
};
use super::{Tag, pack_order, stored};
use crate::body::Body;
use crate::model::Statement;
use crate::source::Corpus;
use serde::Serialize;

/// A block of words is closed before it grows beyond this, unless one statement alone is longer. On 199 MB of speeches
/// blocks of 64 KB would make the words 1.5 % smaller, and a page that shows ten statements load 43 KB for each of them
/// and not 27.
const BODY_BLOCK_LEN: usize = 40 << 10;

/// What another crate adds to a pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// For the head, which is always in memory.
    pub sections: Vec<(Tag, Vec<u8>)>,
    /// Read one by one: 64 to 128 KB each are a good size. None is empty.
    pub blocks: Vec<(Tag, Vec<Vec<u8>>)>,
}

/// Sections alone.
impl From<Vec<(Tag, Vec<u8>)>> for Part {
    fn from(sections: Vec<(Tag, Vec<u8>)>) -> Part {
        Part { sections, blocks: Vec::new() }
    }
}

/// Makes one gzip member of each block, in their order.
pub type Gzip<'a> = dyn Fn(&[&[u8]]) -> Vec<Vec<u8>> + 'a;

/// Whether texts are written with abbreviations and blocks are compressed.
#[derive(Clone, Copy)]
pub enum Squeeze<'a> {
    /// Never: every reader can use them as they are.
    Never,
    /// Texts where all together are larger than this, and then blocks where all together are so still.
    Above {
        /// So many bytes.
        limit: usize,
        /// What compresses.
        gzip: &'a Gzip<'a>,
    },
}

/// The corpus as a pack, with what another crate adds after its own sections and blocks, in the order given.
///
/// Statements are stored in [`pack_order`]; a [`Corpus`] already has them so, and a
/// [`StatementIdx`](crate::StatementIdx) in a further section means that order. A corpus that breaks the
/// promises of its types (two statements of one id, a range outside its text) is written as it is and refused
/// when opened.
///
/// # Panics
/// As [`Draft::finish`].
pub fn write(corpus: &Corpus, part: &Part, squeeze: Squeeze<'_>) -> Vec<u8> {
    Draft::new(corpus, squeeze).finish(part)
}

/// A pack without what other crates add. Making it takes a good part of the time, which can pass while they make
/// theirs.
pub struct Draft<'a> {
    squeeze: Squeeze<'a>,
    info: Vec<u8>,
    footer: Option<Vec<u8>>,
    statements: Vec<u8>,
    body_table: Vec<u8>,
    bodies: Vec<Vec<u8>>,
    abbreviations: Option<Vec<u8>>,
    content: Content,
}

impl<'a> Draft<'a> {
    /// Writes all of the corpus.
    pub fn new(corpus: &Corpus, squeeze: Squeeze<'a>) -> Draft<'a> {
        let mut ordered: Vec<&(Statement, Body)> = corpus.statements.iter().collect();
        ordered.sort_by(|(one, _), (other, _)| pack_order(one, other));
        let statements: Vec<&Statement> = ordered.iter().map(|(statement, _)| statement).collect();
        let texts = || ordered.iter().map(|(_, body)| body.text.as_str());
        let abbreviator = match squeeze {
            Squeeze::Above { limit, .. } if texts().map(str::len).sum::<usize>() > limit => {
                Abbreviator::choose(texts())
            }
            _ => Abbreviator::default(),
        };
        let (body_table, bodies) = encode_bodies(&abbreviator, &ordered);
        let (info, statements) = (encode(&corpus.info), encode(&statements));
        let footer = (!corpus.info.footer.is_empty()).then(|| encode(&corpus.info.footer));
        let mut content = Content::default();
        content.add(INFO, &info);
        content.add(STATEMENTS, &statements);
        if let Some(footer) = &footer {
            content.add(FOOTER, footer);
        }
        for (_, body) in ordered.iter().rev() {
            content.add(BODIES, &encode(body));
        }
        let abbreviations = abbreviator.section();
        Draft { squeeze, info, footer, statements, body_table, bodies, abbreviations, content }
    }

    /// The pack.
    ///
    /// # Panics
    /// Where a further section or group of blocks has a tag of the corpus's own or of another further one, where
    /// there are more than 250 of them, or where the compressor does not give one member for each block: all of them
    /// mistakes in the calling code.
    pub fn finish(&self, part: &Part) -> Vec<u8> {
        let mut decoded: Vec<&[u8]> = self.bodies.iter().map(Vec::as_slice).collect();
        let mut groups = vec![(BODIES, 0..decoded.len() as u32)];
        for (tag, blocks) in &part.blocks {
            assert_new(*tag, groups.iter().map(|(earlier, _)| *earlier));
            let first = decoded.len() as u32;
            decoded.extend(blocks.iter().map(Vec::as_slice));
            groups.push((*tag, first..decoded.len() as u32));
        }
        let decoded_len: usize = decoded.iter().map(|block| block.len()).sum();
        let members = match self.squeeze {
            Squeeze::Above { limit, gzip } if decoded_len > limit => Some(gzip(&decoded)),
            _ => None,
        };
        let codec = if members.is_some() { Codec::Gzip } else { Codec::Stored };
        let stored: Vec<&[u8]> = match &members {
            Some(members) => members.iter().map(Vec::as_slice).collect(),
            None => decoded.clone(),
        };
        assert_eq!(stored.len(), decoded.len(), "every block has one member");
        let rows = decoded.iter().zip(&stored).map(|(decoded, stored)| block_row(decoded, stored)).collect();
        let block_table = BlockTable { codec, groups, rows }.to_bytes();

        let mut sections: Vec<(Tag, &[u8])> = vec![
            (INFO, &self.info),
            (STATEMENTS, &self.statements),
            (BODY_TABLE, &self.body_table),
            (BLOCK_TABLE, &block_table),
        ];
        sections.extend(self.abbreviations.as_deref().map(|content| (ABBREVIATIONS, content)));
        sections.extend(self.footer.as_deref().map(|content| (FOOTER, content)));
        for (tag, content) in &part.sections {
            assert_new(*tag, sections.iter().map(|(earlier, _)| *earlier));
            sections.push((*tag, content));
        }
        let most = sections.len().max(part.blocks.len() + 1);
        assert!(
            most <= MAX_SECTIONS,
            "a pack has room for {MAX_SECTIONS} sections and as many groups of blocks"
        );
        let mut content = self.content.clone();
        for (tag, bytes) in &part.sections {
            content.add(*tag, bytes);
        }
        for (tag, blocks) in &part.blocks {
            blocks.iter().for_each(|block| content.add(*tag, block));
        }
        format::assemble(&sections, &stored, content.hash())
    }
}

/// Tags are constants: one that is used twice is a mistake in the calling code.
fn assert_new(tag: Tag, mut earlier: impl Iterator<Item = Tag>) {
    assert!(earlier.all(|earlier| earlier != tag), "a pack cannot have {} twice", tag.escape_ascii());
}

/// The row of a block; where it stands follows from the rows before it.
fn block_row(decoded: &[u8], stored: &[u8]) -> BlockRow {
    let len = |bytes: &[u8]| u32::try_from(bytes.len()).expect("the words of one statement stay below 4 GiB");
    BlockRow {
        offset: 0,
        stored_len: len(stored),
        decoded_len: len(decoded),
        crc32: format::crc32(decoded),
        hash: format::block_hash(stored),
    }
}

/// The bytes of `BTAB` and the blocks `BODY`. The last statement comes first: see the header of `format`.
fn encode_bodies(words: &Abbreviator, ordered: &[&(Statement, Body)]) -> (Vec<u8>, Vec<Vec<u8>>) {
    let mut table = vec![0; ordered.len() * BODY_ROW_LEN];
    let mut blocks = Vec::new();
    let mut block: Vec<u8> = Vec::new();
    for ((_, body), row) in ordered.iter().zip(table.chunks_exact_mut(BODY_ROW_LEN)).rev() {
        let start = block.len();
        block = stored::encode(words, body, block);
        // Ranges inside a body are u32 already: a longer one could not have been made.
        let len = u32::try_from(block.len() - start).expect("the words of one statement stay below 4 GiB");
        row.copy_from_slice(&len.to_le_bytes());
        if start > 0 && block.len() > BODY_BLOCK_LEN {
            let next = block.split_off(start);
            blocks.push(std::mem::replace(&mut block, next));
        }
    }
    if !block.is_empty() {
        blocks.push(block);
    }
    (table, blocks)
}

/// The value's bytes.
pub(super) fn encode(value: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(value).expect("memory takes all bytes, and every list of the model has a length")
}
