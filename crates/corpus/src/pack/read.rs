//! The steps of opening a pack and of decoding what is touched.
//!
//! Does not live here: the layout of header and tables (`format`) and what values must hold (`validate`).
//!
//! Memory: a length prefix in damaged bytes allocates nothing, because bytes are decoded only after their
//! CRC-32 matched. In a file made on purpose, where it does match, allocation is bounded all the same: postcard
//! passes an element count on as size hint only where at least as many bytes are left (`SeqAccess::size_hint`;
//! every element of the model takes a byte or more), and serde's `Vec` reserves no more than 1 MiB on the
//! strength of a hint (`size_hint::cautious`) and grows with what it has really read beyond that. The types nest
//! three lists deep at most. So memory stays below a fixed multiple of the section (an empty `String` takes 1
//! byte stored and 24 decoded; `Vec` may have doubled) plus 3 MiB; `tests/damage.rs` counts it.

use super::abbreviations::Abbreviations;
use super::blocks::{BlockId, Bytes, Shelf};
#[cfg(feature = "build")]
use super::content::{Content, Role};
use super::format::{
    self, ABBREVIATIONS, BLOCK_TABLE, BODIES, BODY_ROW_LEN, BODY_TABLE, BlockTable, Codec, FOOTER, Header,
    INFO, STATEMENTS, SectionRow,
};
use super::{Pack, PackError, Tag, stored, validate};
use crate::body::Body;
use crate::model::{CorpusInfo, LinkedText, Statement, StatementIdx};
use serde::Deserialize;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// What inflated blocks may hold where they can be inflated again.
#[cfg(all(feature = "build", not(target_family = "wasm")))]
const SHELF_LEN: usize = 64 << 20;

/// A section and whether its bytes were found sound.
pub(super) struct Section {
    pub(super) row: SectionRow,
    /// Set on first touch.
    sound: OnceLock<bool>,
}

impl Section {
    /// The section's bytes in the file, once their checksum was found right.
    pub(super) fn checked_bytes<'a>(&self, file: &'a [u8]) -> Result<&'a [u8], PackError> {
        let bytes = file.get(self.row.range.clone()).unwrap_or_default();
        if *self.sound.get_or_init(|| format::crc32(bytes) == self.row.crc32) {
            Ok(bytes)
        } else {
            Err(format::damaged_section(self.row.tag))
        }
    }
}

/// Where the words of one statement stand.
pub(super) struct BodyPlace {
    pub(super) block: u32,
    /// In the decoded block.
    range: Range<u32>,
}

/// A pack being opened, some hundredths of a second for each step of a large one: who keeps a page waiting goes on with
/// the next when the page has breathed.
pub struct Opening {
    bytes: Cow<'static, [u8]>,
    header: Header,
    sections: Vec<Section>,
    info: CorpusInfo,
    statements: Option<Vec<Statement>>,
}

/// What a step of [`Opening`] has come to.
pub enum Opened {
    /// There is more to do.
    NotYet(Box<Opening>),
    /// The pack.
    Done(Box<Pack>),
}

impl Opening {
    /// The first step: header, section table and `INFO`.
    ///
    /// # Errors
    /// As [`Pack::open`].
    pub fn new(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Opening, PackError> {
        let bytes = bytes.into();
        let (header, rows) = format::parse(&bytes)?;
        let sections: Vec<Section> =
            rows.into_iter().map(|row| Section { row, sound: OnceLock::new() }).collect();
        let info: CorpusInfo =
            decode(own_section(&sections, INFO)?.checked_bytes(&bytes)?).ok_or_else(|| damaged(INFO))?;
        Ok(Opening { bytes, header, sections, info, statements: None })
    }

    /// The next step.
    ///
    /// # Errors
    /// As [`Pack::open`].
    pub fn step(mut self) -> Result<Opened, PackError> {
        let Some(statements) = self.statements.take() else {
            let stored = own_section(&self.sections, STATEMENTS)?.checked_bytes(&self.bytes)?;
            self.statements = Some(decode(stored).ok_or_else(|| damaged(STATEMENTS))?);
            return Ok(Opened::NotYet(Box::new(self)));
        };
        finish(self, statements).map(|pack| Opened::Done(Box::new(pack)))
    }
}

/// Opens a pack in one go.
pub(super) fn open(bytes: Cow<'static, [u8]>) -> Result<Pack, PackError> {
    let mut opening = Opening::new(bytes)?;
    loop {
        match opening.step()? {
            Opened::NotYet(further) => opening = *further,
            Opened::Done(pack) => return Ok(*pack),
        }
    }
}

/// The last step: what was read is looked through, then `BTAB`, `ABBR` and the block table.
fn finish(opening: Opening, statements: Vec<Statement>) -> Result<Pack, PackError> {
    let Opening { bytes, header, sections, mut info, .. } = opening;
    if let Some(section) = sections.iter().find(|section| section.row.tag == FOOTER) {
        let footer: Option<Vec<LinkedText>> = decode(section.checked_bytes(&bytes)?);
        info.footer = footer.filter(|footer| validate::footer(footer)).ok_or_else(|| damaged(FOOTER))?;
    }
    if !validate::info(&info) {
        return Err(damaged(INFO));
    }
    let by_id = validate::statements(&statements).ok_or_else(|| damaged(STATEMENTS))?;
    let blocks = own_section(&sections, BLOCK_TABLE)?.checked_bytes(&bytes)?;
    let blocks = BlockTable::parse(blocks, header.blocks_len).ok_or_else(|| damaged(BLOCK_TABLE))?;
    let bodies = own_section(&sections, BODY_TABLE)?.checked_bytes(&bytes)?;
    let bodies = body_places(bodies, statements.len(), &blocks).ok_or_else(|| damaged(BODY_TABLE))?;
    let abbreviations = match sections.iter().find(|section| section.row.tag == ABBREVIATIONS) {
        None => Abbreviations::default(),
        Some(section) => {
            Abbreviations::parse(section.checked_bytes(&bytes)?).ok_or_else(|| damaged(ABBREVIATIONS))?
        }
    };
    Ok(Pack {
        bytes: Arc::new(bytes),
        head_len: header.head_len,
        is_whole: header.is_whole,
        sections,
        info,
        statements,
        by_id,
        bodies,
        abbreviations,
        shelf: Shelf::new(blocks.rows.len()),
        blocks,
        checksum: format::hex(&header.content_hash),
    })
}

/// The words of one statement, with or without the anchors of its blocks.
pub(super) fn body(pack: &Pack, idx: StatementIdx, named: bool) -> Result<Body, PackError> {
    let number = usize::try_from(idx.0).unwrap_or(usize::MAX);
    let (Some(statement), Some(place)) = (pack.statement(idx), pack.bodies.get(number)) else {
        let count = u32::try_from(pack.statements.len()).unwrap_or(u32::MAX);
        return Err(PackError::NoSuchStatement { number: idx.0, count });
    };
    let damaged = || PackError::Damaged { section: format!("the words of {}", statement.id) };
    let block = block(pack, BlockId(place.block)).map_err(|error| match error {
        PackError::Damaged { .. } => damaged(),
        other => other,
    })?;
    let words = block.get(place.range.start as usize..place.range.end as usize);
    words.and_then(|words| stored::decode(&pack.abbreviations, words, named)).ok_or_else(damaged)
}

/// The decoded bytes of a block, checked and kept on first touch.
pub(super) fn block(pack: &Pack, id: BlockId) -> Result<Bytes, PackError> {
    let (Some(row), Ok(number)) = (pack.blocks.row(id.0), usize::try_from(id.0)) else {
        return Err(no_such_block(id));
    };
    if let Some(bytes) = pack.shelf.take(number) {
        return Ok(bytes);
    }
    let absent = || PackError::Absent { blocks: vec![id] };
    if !pack.is_whole {
        return Err(absent());
    }
    let range = row.range(pack.head_len).unwrap_or_default();
    match pack.blocks.codec {
        Codec::Stored => {
            let block = Bytes::part_of(&pack.bytes, range);
            if format::crc32(&block) != row.crc32 {
                return Err(damaged_block(id));
            }
            pack.shelf.put(number, block.clone(), 0);
            Ok(block)
        }
        #[cfg(all(feature = "build", not(target_family = "wasm")))]
        Codec::Gzip => {
            // The member has a checksum of its own, and the inflater has looked at it.
            let decoded = inflate(pack.bytes.get(range).unwrap_or_default(), row.decoded_len);
            let block = Bytes::from(decoded.ok_or_else(|| damaged_block(id))?);
            pack.shelf.put(number, block.clone(), block.len());
            pack.shelf.trim(SHELF_LEN);
            Ok(block)
        }
        // The browser has an inflater of its own, which works while the page does something else. The feature alone does
        // not tell: cargo builds the app with all that any member of the workspace asks of this crate.
        #[cfg(not(all(feature = "build", not(target_family = "wasm"))))]
        Codec::Gzip => Err(absent()),
    }
}

/// Takes in a block that was fetched.
pub(super) fn supply(pack: &Pack, id: BlockId, decoded: Vec<u8>) -> Result<(), PackError> {
    let (Some(row), Ok(number)) = (pack.blocks.row(id.0), usize::try_from(id.0)) else {
        return Err(no_such_block(id));
    };
    if u32::try_from(decoded.len()) != Ok(row.decoded_len) {
        return Err(damaged_block(id));
    }
    let cost = decoded.len();
    pack.shelf.put(number, Bytes::from(decoded), cost);
    Ok(())
}

/// The content of a gzip member of exactly this length, and nothing after it. Memory grows with what is really there.
#[cfg(all(feature = "build", not(target_family = "wasm")))]
fn inflate(member: &[u8], len: u32) -> Option<Vec<u8>> {
    use std::io::Read as _;
    let mut decoder = flate2::bufread::GzDecoder::new(member);
    let mut decoded = Vec::with_capacity((len as usize).min(1 << 20));
    decoder.by_ref().take(u64::from(len)).read_to_end(&mut decoded).ok()?;
    // Reading on to the end is what checks the member's checksum.
    let ends_here = decoded.len() == len as usize && decoder.read(&mut [0]).ok()? == 0;
    (ends_here && decoder.into_inner().is_empty()).then_some(decoded)
}

/// Checks everything that opening leaves for later.
#[cfg(feature = "build")]
pub(super) fn verify(pack: &Pack) -> Result<(), PackError> {
    // Everything comes before the hash, because it can say where the damage is.
    let mut content = Content::default();
    let mut end = format::HEADER_LEN + pack.sections.len() * format::ROW_LEN;
    for section in &pack.sections {
        let bytes = section.checked_bytes(&pack.bytes)?;
        let gap = pack.bytes.get(end..section.row.range.start).unwrap_or_default();
        if gap.iter().any(|byte| *byte != 0) {
            return Err(format::damaged("the bytes between its sections, which are not zero"));
        }
        end = section.row.range.end;
        if Role::of(section.row.tag) == Role::Corpus {
            content.add(section.row.tag, bytes);
        }
    }
    // From the last one: so their blocks come in order, each inflated once.
    for number in (0..pack.statements.len()).rev() {
        let body = body(pack, StatementIdx(number as u32), true)?;
        content.add(BODIES, &super::write::encode(&body));
    }
    for section in pack.sections.iter().filter(|section| Role::of(section.row.tag) == Role::Further) {
        content.add(section.row.tag, section.checked_bytes(&pack.bytes)?);
    }
    for (tag, range) in &pack.blocks.groups {
        for id in range.clone().map(BlockId) {
            let decoded = block(pack, id)?;
            // A compressed block can be damaged and mean the same.
            let row = pack.blocks.row(id.0).ok_or_else(|| no_such_block(id))?;
            let stored = row.range(pack.head_len).and_then(|range| pack.bytes.get(range));
            if stored.is_some_and(|stored| format::block_hash(stored) != row.hash) {
                return Err(damaged_block(id));
            }
            if *tag != BODIES {
                content.add(*tag, &decoded);
            }
        }
    }
    if format::hex(&content.hash()) != pack.checksum {
        return Err(format::damaged("its content, which does not match the hash in the header"));
    }
    Ok(())
}

/// Where the words of each statement stand, where `BTAB` has one length for each and they fill the blocks `BODY` one
/// after another, from the last statement to the first, none across two blocks.
fn body_places(table: &[u8], n_statements: usize, blocks: &BlockTable) -> Option<Vec<BodyPlace>> {
    if Some(table.len()) != n_statements.checked_mul(BODY_ROW_LEN) {
        return None;
    }
    let group = blocks.group(BODIES)?;
    let mut block = group.start;
    let mut start = 0;
    let mut places = Vec::with_capacity(n_statements);
    for row in table.rchunks_exact(BODY_ROW_LEN) {
        // Even no words at all take a byte: so every block holds a statement, and each has one place.
        let end = format::u32_at(row, 0).filter(|len| *len > 0).and_then(|len| len.checked_add(start))?;
        let block_len = blocks.row(block).filter(|_| group.contains(&block))?.decoded_len;
        if end > block_len {
            return None;
        }
        places.push(BodyPlace { block, range: start..end });
        start = end;
        if end == block_len {
            block += 1;
            start = 0;
        }
    }
    places.reverse();
    (block == group.end && start == 0).then_some(places)
}

/// A section that every pack has.
fn own_section(sections: &[Section], tag: Tag) -> Result<&Section, PackError> {
    sections
        .iter()
        .find(|section| section.row.tag == tag)
        .ok_or_else(|| format::damaged(&format!("the section table, which lacks {}", tag.escape_ascii())))
}

/// The value that fills these bytes exactly. Call only with bytes whose checksum matched: see the file's header.
fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<T> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Some(value),
        _ => None,
    }
}

/// The error for a damaged section, as a short name for the many places.
fn damaged(tag: Tag) -> PackError {
    format::damaged_section(tag)
}

/// The error for a damaged block.
fn damaged_block(id: BlockId) -> PackError {
    format::damaged(&format!("block {}", id.0))
}

/// The error for a block that the block table lacks.
fn no_such_block(id: BlockId) -> PackError {
    format::damaged(&format!("the block table, which lacks block {}", id.0))
}
