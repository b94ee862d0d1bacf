//! The layout of a pack's bytes: header, section table and block table, read and written.
//!
//! Does not live here: what sections and blocks hold (`read`, `write`). All numbers are little-endian.
//!
//! ```text
//! header, 72 bytes                          section table, 32 bytes for each section
//!    0  magic, 8 bytes                         0  tag, 4 bytes
//!    8  format version, u32                    4  zero, 4 bytes
//!   12  number of sections, u32                8  offset in the file, u64, a multiple of 8
//!   16  length of the head, u64               16  length, u64
//!   24  length of the whole pack, u64         24  CRC-32 of the section's bytes, u32
//!   32  BLAKE3 of what the pack says          28  zero, 4 bytes
//!   64  zero, 4 bytes
//!   68  CRC-32 of bytes 0..68 and the table
//! ```
//!
//! The *head* is header, section table and sections, which follow in the order of the table, each at the next
//! multiple of 8, filled up with zero bytes; it ends with the last byte of the last one. What the hash is made of is in
//! `content`. The *blocks* follow the head without gaps. A file that ends with the head is a pack too, one whose blocks lie elsewhere: both begin with the
//! same bytes, so that a pack is split by cutting it. The version stands before everything that may change with it.
//!
//! Own sections: `INFO` and `STMT` are one postcard value each ([`CorpusInfo`](crate::CorpusInfo); the
//! [`Statement`](crate::Statement)s in pack order), and so is `FOOT`, where there is one (its `footer`). `BTAB` has a u32 for each statement in pack order, the length of
//! its words. They stand in the blocks `BODY`, whole statements one after another (`stored`, `abbreviations`), *the
//! last statement of the pack first*: a new statement is mostly the newest one, and then all blocks but the last stay what they were.
//!
//! ```text
//! BLKS, the block table                     a row for each block, 20 bytes
//!    0  codec, u32: 0 stored, 1 gzip           0  length as it is stored, u32
//!    4  number of groups, u32                  4  length decoded, u32
//!    8  for each group: tag, 4 bytes;          8  CRC-32 of the decoded bytes, u32
//!       number of its blocks, u32             12  first 8 bytes of the BLAKE3 of the stored bytes
//! ```

use super::{FORMAT_VERSION, OLDEST_SUPPORTED, PackError, Tag};
use std::fmt::Write as _;
use std::ops::Range;

/// The first bytes of every pack. The first is no ASCII and no UTF-8, the last shows a conversion of line ends.
pub(super) const MAGIC: [u8; 8] = *b"\x8FDemPck\n";

/// Bytes of the header.
pub(super) const HEADER_LEN: usize = 72;

/// Bytes of a row of the section table.
pub(super) const ROW_LEN: usize = 32;

/// Bytes of a row of `BTAB`.
pub(super) const BODY_ROW_LEN: usize = 4;

/// Bytes of a row of the block table.
pub(super) const BLOCK_ROW_LEN: usize = 20;

/// The most that deflate can make of a byte; a larger length in the block table is damage.
const MAX_INFLATION: u64 = 1032;

/// Sections begin at multiples of this, so that fixed rows in them can be read in place.
pub(super) const ALIGNMENT: usize = 8;

/// No pack has more sections than this; a larger number is damage.
pub(super) const MAX_SECTIONS: usize = 256;

/// Where the hash of the content stands.
const HASH_AT: usize = 32;

/// Where the checksum of header and table stands.
const HEADER_CRC_AT: usize = 68;

/// What `corpus.toml` says.
pub(super) const INFO: Tag = *b"INFO";
/// Metadata of all statements.
pub(super) const STATEMENTS: Tag = *b"STMT";
/// How long the words of each statement are.
pub(super) const BODY_TABLE: Tag = *b"BTAB";
/// What blocks there are.
pub(super) const BLOCK_TABLE: Tag = *b"BLKS";
/// The words that have codes; not in every pack.
pub(super) const ABBREVIATIONS: Tag = *b"ABBR";
/// What stands at the foot of the site's pages; only where the corpus says something there.
pub(super) const FOOTER: Tag = *b"FOOT";
/// The blocks with the words of all statements.
pub(super) const BODIES: Tag = *b"BODY";

/// What the header says of the pack as a whole.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// Where the blocks begin.
    pub(super) head_len: usize,
    /// How many bytes of blocks follow the head in the whole pack.
    pub(super) blocks_len: u64,
    /// Whether they follow in this file.
    pub(super) is_whole: bool,
    /// BLAKE3 of what the pack says.
    pub(super) content_hash: [u8; 32],
}

/// Where one section stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SectionRow {
    pub(super) tag: Tag,
    /// Bytes of the file; inside it.
    pub(super) range: Range<usize>,
    pub(super) crc32: u32,
}

/// How blocks are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codec {
    /// As they are.
    Stored,
    /// Each as one gzip member.
    Gzip,
}

/// One block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BlockRow {
    /// Where it begins, counted from the end of the head.
    pub(super) offset: u64,
    pub(super) stored_len: u32,
    pub(super) decoded_len: u32,
    /// Of the decoded bytes; looked at where they are stored as they are.
    pub(super) crc32: u32,
    /// The beginning of the BLAKE3 of the stored bytes.
    pub(super) hash: [u8; 8],
}

/// All blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BlockTable {
    pub(super) codec: Codec,
    /// Who wrote which.
    pub(super) groups: Vec<(Tag, Range<u32>)>,
    pub(super) rows: Vec<BlockRow>,
}

/// Reads the header and the section table, and checks them as far as they go by themselves: magic, version,
/// checksum, length of the file (the whole pack's or the head's), sections one after another inside the head, no tag
/// twice.
pub(super) fn parse(bytes: &[u8]) -> Result<(Header, Vec<SectionRow>), PackError> {
    if !MAGIC.starts_with(bytes.get(..MAGIC.len()).unwrap_or(bytes)) {
        return Err(PackError::Foreign);
    }
    let actual = bytes.len() as u64;
    let truncated = |expected: u64| PackError::Truncated { expected, actual };
    // The version comes first: what follows it may mean something else in another one.
    let version = u32_at(bytes, 8).ok_or_else(|| truncated(HEADER_LEN as u64))?;
    if !(OLDEST_SUPPORTED..=FORMAT_VERSION).contains(&version) {
        return Err(PackError::Version { found: version, supported: FORMAT_VERSION });
    }
    let header = bytes.get(..HEADER_LEN).ok_or_else(|| truncated(HEADER_LEN as u64))?;
    let n_sections = u32_at(header, 12).map(|n| n as usize).filter(|n| *n <= MAX_SECTIONS);
    let n_sections = n_sections.ok_or_else(|| damaged("the header"))?;
    let head_len = u64_at(header, 16).unwrap_or(0);
    let whole_len = u64_at(header, 24).unwrap_or(0);
    let Some(table) = bytes.get(HEADER_LEN..HEADER_LEN + n_sections * ROW_LEN) else {
        // The checksum cannot be computed, so that the stated length is believed only where it fits.
        return Err(if whole_len > actual { truncated(whole_len) } else { damaged("the header") });
    };
    if u32_at(header, HEADER_CRC_AT) != Some(header_crc(header, table)) {
        return Err(damaged("the header"));
    }
    if whole_len < head_len {
        return Err(damaged("the header"));
    }
    let is_whole = actual == whole_len;
    if !is_whole && actual != head_len {
        let is_cut = actual < whole_len;
        let too_long = || damaged("its length, more bytes follow than it states");
        return Err(if is_cut { truncated(whole_len) } else { too_long() });
    }
    // Not more than the file's length, which fits.
    let head_len = head_len as usize;
    let content_hash = header.get(HASH_AT..HASH_AT + 32).and_then(|hash| hash.try_into().ok());
    let content_hash = content_hash.ok_or_else(|| damaged("the header"))?;
    let blocks_len = whole_len - head_len as u64;
    Ok((Header { head_len, blocks_len, is_whole, content_hash }, parse_table(table, head_len)?))
}

/// Reads the section table of a head of `head_len` bytes.
fn parse_table(table: &[u8], head_len: usize) -> Result<Vec<SectionRow>, PackError> {
    let in_table = || damaged("the section table");
    let mut rows: Vec<SectionRow> = Vec::with_capacity(table.len() / ROW_LEN);
    let mut end = HEADER_LEN + table.len();
    for row in table.chunks_exact(ROW_LEN) {
        let parsed = parse_row(row).ok_or_else(in_table)?;
        // Each begins where it must: no overlap, no hidden bytes, and as a consequence inside the file.
        if parsed.range.start != aligned(end) || rows.iter().any(|earlier| earlier.tag == parsed.tag) {
            return Err(in_table());
        }
        end = parsed.range.end;
        rows.push(parsed);
    }
    if end == head_len { Ok(rows) } else { Err(in_table()) }
}

/// Reads one row; `None` where its numbers do not fit this machine.
fn parse_row(row: &[u8]) -> Option<SectionRow> {
    let tag = row.get(..4)?.try_into().ok()?;
    let start = usize::try_from(u64_at(row, 8)?).ok()?;
    let end = start.checked_add(usize::try_from(u64_at(row, 16)?).ok()?)?;
    Some(SectionRow { tag, range: start..end, crc32: u32_at(row, 24)? })
}

impl BlockTable {
    /// Reads the bytes of `BLKS`; `None` where they do not describe `blocks_len` bytes of blocks.
    pub(super) fn parse(bytes: &[u8], blocks_len: u64) -> Option<BlockTable> {
        let codec = match u32_at(bytes, 0)? {
            0 => Codec::Stored,
            1 => Codec::Gzip,
            _ => return None,
        };
        let n_groups = usize::try_from(u32_at(bytes, 4)?).ok().filter(|n| *n <= MAX_SECTIONS)?;
        let (groups, rows) = bytes.get(8..)?.split_at_checked(n_groups * 8)?;
        let mut first = 0_u32;
        let mut named: Vec<(Tag, Range<u32>)> = Vec::with_capacity(n_groups);
        for group in groups.chunks_exact(8) {
            let tag: Tag = group.get(..4)?.try_into().ok()?;
            let end = first.checked_add(u32_at(group, 4)?)?;
            if named.iter().any(|(earlier, _)| *earlier == tag) {
                return None;
            }
            named.push((tag, first..end));
            first = end;
        }
        if Some(rows.len()) != usize::try_from(first).ok()?.checked_mul(BLOCK_ROW_LEN) {
            return None;
        }
        let mut offset = 0_u64;
        let parse_row = |row: &[u8]| {
            let row = BlockRow {
                offset,
                stored_len: u32_at(row, 0)?,
                decoded_len: u32_at(row, 4)?,
                crc32: u32_at(row, 8)?,
                hash: row.get(12..20)?.try_into().ok()?,
            };
            offset += u64::from(row.stored_len);
            row.is_possible(codec).then_some(row)
        };
        let rows: Vec<BlockRow> = rows.chunks_exact(BLOCK_ROW_LEN).map(parse_row).collect::<Option<_>>()?;
        (offset == blocks_len).then_some(BlockTable { codec, groups: named, rows })
    }

    /// The block with this number.
    pub(super) fn row(&self, number: u32) -> Option<&BlockRow> {
        self.rows.get(usize::try_from(number).ok()?)
    }

    /// The numbers of the blocks under this tag.
    pub(super) fn group(&self, tag: Tag) -> Option<Range<u32>> {
        self.groups.iter().find(|(named, _)| *named == tag).map(|(_, range)| range.clone())
    }

    /// The table as it is stored.
    #[cfg(feature = "build")]
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(8 + 8 * self.groups.len() + BLOCK_ROW_LEN * self.rows.len());
        bytes.extend_from_slice(&u32::from(self.codec == Codec::Gzip).to_le_bytes());
        bytes.extend_from_slice(&(self.groups.len() as u32).to_le_bytes());
        for (tag, range) in &self.groups {
            bytes.extend_from_slice(tag);
            bytes.extend_from_slice(&(range.end - range.start).to_le_bytes());
        }
        for row in &self.rows {
            bytes.extend_from_slice(&row.stored_len.to_le_bytes());
            bytes.extend_from_slice(&row.decoded_len.to_le_bytes());
            bytes.extend_from_slice(&row.crc32.to_le_bytes());
            bytes.extend_from_slice(&row.hash);
        }
        bytes
    }
}

impl BlockRow {
    /// Whether so many stored bytes can be so many decoded ones.
    fn is_possible(&self, codec: Codec) -> bool {
        match codec {
            Codec::Stored => self.stored_len == self.decoded_len,
            Codec::Gzip => u64::from(self.decoded_len) <= MAX_INFLATION * u64::from(self.stored_len),
        }
    }

    /// Where the block stands in a whole pack whose head is so long.
    pub(super) fn range(&self, head_len: usize) -> Option<Range<usize>> {
        let start = head_len.checked_add(usize::try_from(self.offset).ok()?)?;
        Some(start..start.checked_add(usize::try_from(self.stored_len).ok()?)?)
    }

    /// How the file is called that holds this block alone: its content, so that no file of another pack is taken for it.
    pub(super) fn file_name(&self, codec: Codec) -> String {
        let mut name = hex(&self.hash);
        name.push_str(match codec {
            Codec::Stored => ".block",
            Codec::Gzip => ".gz",
        });
        name
    }
}

/// The beginning of the BLAKE3 of a block as it is stored.
#[cfg(feature = "build")]
pub(super) fn block_hash(stored: &[u8]) -> [u8; 8] {
    let mut beginning = [0; 8];
    beginning.copy_from_slice(&blake3::hash(stored).as_bytes()[..8]);
    beginning
}

/// The whole pack of these sections and blocks, and the hash of what they say.
#[cfg(feature = "build")]
pub(super) fn assemble(sections: &[(Tag, &[u8])], blocks: &[&[u8]], hash: [u8; 32]) -> Vec<u8> {
    let table_end = HEADER_LEN + sections.len() * ROW_LEN;
    let head_len = sections.iter().fold(table_end, |end, (_, content)| aligned(end) + content.len());
    let whole_len = head_len + blocks.iter().map(|block| block.len()).sum::<usize>();
    let mut bytes = Vec::with_capacity(whole_len);
    bytes.resize(table_end, 0);
    for (number, (tag, content)) in sections.iter().enumerate() {
        bytes.resize(aligned(bytes.len()), 0);
        let offset = bytes.len() as u64;
        let row = &mut bytes[HEADER_LEN + number * ROW_LEN..][..ROW_LEN];
        row[..4].copy_from_slice(tag);
        row[8..16].copy_from_slice(&offset.to_le_bytes());
        row[16..24].copy_from_slice(&(content.len() as u64).to_le_bytes());
        row[24..28].copy_from_slice(&crc32(content).to_le_bytes());
        bytes.extend_from_slice(content);
    }
    blocks.iter().for_each(|block| bytes.extend_from_slice(block));
    bytes[..8].copy_from_slice(&MAGIC);
    bytes[8..12].copy_from_slice(&FORMAT_VERSION.to_le_bytes());
    bytes[12..16].copy_from_slice(&(sections.len() as u32).to_le_bytes());
    bytes[16..24].copy_from_slice(&(head_len as u64).to_le_bytes());
    bytes[24..32].copy_from_slice(&(whole_len as u64).to_le_bytes());
    bytes[HASH_AT..HASH_AT + 32].copy_from_slice(&hash);
    let crc32 = header_crc(&bytes[..HEADER_LEN], &bytes[HEADER_LEN..table_end]);
    bytes[HEADER_CRC_AT..HEADER_LEN].copy_from_slice(&crc32.to_le_bytes());
    bytes
}

/// CRC-32 of the header up to the checksum itself and of the section table.
fn header_crc(header: &[u8], table: &[u8]) -> u32 {
    let mut digest = CRC_32.digest();
    digest.update(header.get(..HEADER_CRC_AT).unwrap_or(header));
    digest.update(table);
    digest.finalize()
}

/// The CRC-32 of zip, gzip and PNG (ISO-HDLC), with one table of 1 KB: faster implementations carry 16 KB of tables
/// that every reader would load and that do not compress.
const CRC_32: crc::Crc<u32, crc::Table<1>> = crc::Crc::<u32, crc::Table<1>>::new(&crc::CRC_32_ISO_HDLC);

/// The CRC-32 of some bytes.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    CRC_32.checksum(bytes)
}

/// Bytes as lower-case hex digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut digits, byte| {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// The next multiple of [`ALIGNMENT`]. Saturates, so that a crafted offset cannot wrap around.
fn aligned(offset: usize) -> usize {
    offset.checked_next_multiple_of(ALIGNMENT).unwrap_or(usize::MAX)
}

/// The error for a damaged part.
pub(super) fn damaged(section: &str) -> PackError {
    PackError::Damaged { section: section.to_owned() }
}

/// The error for a damaged section.
pub(super) fn damaged_section(tag: Tag) -> PackError {
    PackError::Damaged { section: format!("section {}", tag.escape_ascii()) }
}

/// The number at this place, where there are enough bytes.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// The number at this place, where there are enough bytes.
fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}
