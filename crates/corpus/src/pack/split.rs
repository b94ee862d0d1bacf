//! Weighing a pack, and cutting it in pieces: the head, and a file for each block.
//!
//! Does not live here: where the pieces go (the command) and how they come back ([`Pack::supply`](super::Pack::supply)).
//! Costs a copy of the pack. The same pack gives the same pieces.

use super::format::{self, BLOCK_TABLE, BlockTable, Codec};
use super::{Pack, PackError};

/// A pack in pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The pack's beginning, a pack itself whose blocks are absent.
    pub head: Vec<u8>,
    /// Name and content of each block's file, in the order of the blocks; blocks of equal content share one.
    pub files: Vec<(String, Vec<u8>)>,
}

/// What the parts of a pack weigh, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// The head.
    pub head: usize,
    /// How many blocks there are.
    pub blocks: usize,
    /// All blocks as they are read.
    pub decoded: u64,
    /// All blocks as they are stored.
    pub stored: u64,
    /// Whether they are compressed.
    pub is_squeezed: bool,
}

/// The sizes of a pack's parts.
pub(super) fn sizes(pack: &Pack) -> Sizes {
    let rows = &pack.blocks.rows;
    Sizes {
        head: pack.head_len,
        blocks: rows.len(),
        decoded: rows.iter().map(|row| u64::from(row.decoded_len)).sum(),
        stored: rows.iter().map(|row| u64::from(row.stored_len)).sum(),
        is_squeezed: pack.blocks.codec == Codec::Gzip,
    }
}

/// Cuts a whole pack in pieces.
///
/// # Errors
/// When the bytes are no pack, or a block does not match its hash; also when blocks are absent already.
pub fn split(whole: &[u8]) -> Result<Split, PackError> {
    let (header, sections) = format::parse(whole)?;
    let row = sections.into_iter().find(|row| row.tag == BLOCK_TABLE);
    let table = row.and_then(|row| {
        let bytes = whole.get(row.range)?;
        (format::crc32(bytes) == row.crc32).then(|| BlockTable::parse(bytes, header.blocks_len))?
    });
    let table = table.ok_or_else(|| format::damaged_section(BLOCK_TABLE))?;
    if !header.is_whole {
        let blocks = (0..table.rows.len()).map(|number| super::BlockId(number as u32)).collect();
        return Err(PackError::Absent { blocks });
    }
    let mut files: Vec<(String, Vec<u8>)> = Vec::with_capacity(table.rows.len());
    let mut names = std::collections::BTreeSet::new();
    for (number, row) in table.rows.iter().enumerate() {
        let stored = row.range(header.head_len).and_then(|range| whole.get(range)).unwrap_or_default();
        if format::block_hash(stored) != row.hash {
            return Err(format::damaged(&format!("block {number}")));
        }
        let name = row.file_name(table.codec);
        if names.insert(name.clone()) {
            files.push((name, stored.to_vec()));
        }
    }
    let head = whole.get(..header.head_len).unwrap_or_default().to_vec();
    Ok(Split { head, files })
}
