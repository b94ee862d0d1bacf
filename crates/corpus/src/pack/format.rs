//! The layout of a pack's bytes: header and section table, read and written.
//!
//! Does not live here: what the sections hold (`read`, `write`). All numbers are little-endian.
//!
//! ```text
//! header, 64 bytes                          section table, 32 bytes for each section
//!    0  magic, 8 bytes                         0  tag, 4 bytes
//!    8  format version, u32                    4  codec, u8: 0 = stored as it is; then 3 zero bytes
//!   12  number of sections, u32                8  offset in the file, u64, a multiple of 8
//!   16  length of the file, u64               16  length, u64
//!   24  BLAKE3 of all after the header        24  CRC-32 of the section's bytes, u32
//!   56  zero, 4 bytes                         28  zero, 4 bytes
//!   60  CRC-32 of bytes 0..60 and the table
//! ```
//!
//! Sections follow in the order of the table, each at the next multiple of 8, filled up with zero bytes; the
//! file ends with the last byte of the last one. The version stands before everything that may change with it.
//!
//! Own sections: `INFO` and `STMT` are one postcard value each ([`CorpusInfo`](crate::CorpusInfo); the
//! [`Statement`](crate::Statement)s in pack order), `BODY` is one postcard [`Body`](crate::Body) after another,
//! and `BTAB` has a row of 16 bytes for each statement: offset in `BODY`, u64; length, u32; CRC-32, u32.

use super::{FORMAT_VERSION, OLDEST_SUPPORTED, PackError, Tag};
use std::ops::Range;

/// The first bytes of every pack. The first is no ASCII and no UTF-8, the last shows a conversion of line ends.
pub(super) const MAGIC: [u8; 8] = *b"\x8FDemPck\n";

/// Bytes of the header.
pub(super) const HEADER_LEN: usize = 64;

/// Bytes of a row of the section table.
pub(super) const ROW_LEN: usize = 32;

/// Bytes of a row of `BTAB`.
pub(super) const BODY_ROW_LEN: usize = 16;

/// Sections begin at multiples of this, so that fixed rows in them can be read in place.
pub(super) const ALIGNMENT: usize = 8;

/// No pack has more sections than this; a larger number is damage.
pub(super) const MAX_SECTIONS: usize = 256;

/// The only codec of this version: bytes are stored as they are.
pub(super) const CODEC_STORED: u8 = 0;

/// Where the checksum of header and table stands.
const HEADER_CRC_AT: usize = 60;

/// What `corpus.toml` says.
pub(super) const INFO: Tag = *b"INFO";
/// Metadata of all statements.
pub(super) const STATEMENTS: Tag = *b"STMT";
/// Where in `BODY` the words of each statement stand.
pub(super) const BODY_TABLE: Tag = *b"BTAB";
/// The words of all statements.
pub(super) const BODIES: Tag = *b"BODY";

/// What the header says of the pack as a whole.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// BLAKE3 of all bytes after the header.
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

/// Where the words of one statement stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BodyRow {
    /// From the first byte of `BODY`.
    pub(super) offset: u64,
    pub(super) len: u32,
    pub(super) crc32: u32,
}

/// Reads the header and the section table, and checks them as far as they go by themselves: magic, version,
/// checksum, length of the file, sections one after another inside it, no tag twice.
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
    let stated_len = u64_at(header, 16).unwrap_or(0);
    let Some(table) = bytes.get(HEADER_LEN..HEADER_LEN + n_sections * ROW_LEN) else {
        // The checksum cannot be computed, so that the stated length is believed only where it fits.
        return Err(if stated_len > actual { truncated(stated_len) } else { damaged("the header") });
    };
    if u32_at(header, HEADER_CRC_AT) != Some(header_crc(header, table)) {
        return Err(damaged("the header"));
    }
    if stated_len > actual {
        return Err(truncated(stated_len));
    }
    if stated_len < actual {
        return Err(damaged("its length, more bytes follow than it states"));
    }
    let content_hash = header.get(24..56).and_then(|hash| hash.try_into().ok());
    let content_hash = content_hash.ok_or_else(|| damaged("the header"))?;
    Ok((Header { content_hash }, parse_table(table, bytes.len())?))
}

/// Reads the section table of a file of `file_len` bytes.
fn parse_table(table: &[u8], file_len: usize) -> Result<Vec<SectionRow>, PackError> {
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
    if end == file_len { Ok(rows) } else { Err(in_table()) }
}

/// Reads one row; `None` where its numbers do not fit this machine or its codec is unknown.
fn parse_row(row: &[u8]) -> Option<SectionRow> {
    let tag = row.get(..4)?.try_into().ok()?;
    if row.get(4) != Some(&CODEC_STORED) {
        return None;
    }
    let start = usize::try_from(u64_at(row, 8)?).ok()?;
    let end = start.checked_add(usize::try_from(u64_at(row, 16)?).ok()?)?;
    Some(SectionRow { tag, range: start..end, crc32: u32_at(row, 24)? })
}

impl BodyRow {
    /// Reads the row with this number from the bytes of `BTAB`.
    pub(super) fn parse(table: &[u8], number: usize) -> Option<BodyRow> {
        let start = number.checked_mul(BODY_ROW_LEN)?;
        let row = table.get(start..start.checked_add(BODY_ROW_LEN)?)?;
        Some(BodyRow { offset: u64_at(row, 0)?, len: u32_at(row, 8)?, crc32: u32_at(row, 12)? })
    }

    /// Where the words stand in `BODY`; `None` where no such range can be.
    pub(super) fn range(&self) -> Option<Range<usize>> {
        let start = usize::try_from(self.offset).ok()?;
        Some(start..start.checked_add(usize::try_from(self.len).ok()?)?)
    }

    /// The row as it is stored.
    #[cfg(feature = "build")]
    pub(super) fn to_bytes(self) -> [u8; BODY_ROW_LEN] {
        let mut row = [0; BODY_ROW_LEN];
        row[..8].copy_from_slice(&self.offset.to_le_bytes());
        row[8..12].copy_from_slice(&self.len.to_le_bytes());
        row[12..].copy_from_slice(&self.crc32.to_le_bytes());
        row
    }
}

/// The whole file around these sections.
#[cfg(feature = "build")]
pub(super) fn assemble(sections: &[(Tag, &[u8])]) -> Vec<u8> {
    let table_end = HEADER_LEN + sections.len() * ROW_LEN;
    let len = sections.iter().fold(table_end, |end, (_, content)| aligned(end) + content.len());
    let mut bytes = Vec::with_capacity(len);
    bytes.resize(table_end, 0);
    for (number, (tag, content)) in sections.iter().enumerate() {
        bytes.resize(aligned(bytes.len()), 0);
        let row = &mut bytes[HEADER_LEN + number * ROW_LEN..][..ROW_LEN];
        row[..4].copy_from_slice(tag);
        row[4] = CODEC_STORED;
        row[16..24].copy_from_slice(&(content.len() as u64).to_le_bytes());
        row[24..28].copy_from_slice(&crc32(content).to_le_bytes());
        let offset = bytes.len() as u64;
        bytes[HEADER_LEN + number * ROW_LEN + 8..][..8].copy_from_slice(&offset.to_le_bytes());
        bytes.extend_from_slice(content);
    }
    bytes[..8].copy_from_slice(&MAGIC);
    bytes[8..12].copy_from_slice(&FORMAT_VERSION.to_le_bytes());
    bytes[12..16].copy_from_slice(&(sections.len() as u32).to_le_bytes());
    bytes[16..24].copy_from_slice(&(len as u64).to_le_bytes());
    let content_hash = blake3::hash(&bytes[HEADER_LEN..]);
    bytes[24..56].copy_from_slice(content_hash.as_bytes());
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
fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// The number at this place, where there are enough bytes.
fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}
