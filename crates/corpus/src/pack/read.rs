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

use super::format::{self, BODIES, BODY_ROW_LEN, BODY_TABLE, BodyRow, INFO, STATEMENTS, SectionRow};
use super::{Pack, PackError, Tag, validate};
use crate::body::Body;
use crate::model::{CorpusInfo, Statement, StatementIdx};
use serde::Deserialize;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::OnceLock;

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

/// Opens a pack: header, section table, `INFO`, `STMT` and `BTAB`.
pub(super) fn open(bytes: Cow<'static, [u8]>) -> Result<Pack, PackError> {
    let (header, rows) = format::parse(&bytes)?;
    let sections: Vec<Section> =
        rows.into_iter().map(|row| Section { row, sound: OnceLock::new() }).collect();
    let info: CorpusInfo =
        decode(own_section(&sections, INFO)?.checked_bytes(&bytes)?).ok_or_else(|| damaged(INFO))?;
    let statements: Vec<Statement> = decode(own_section(&sections, STATEMENTS)?.checked_bytes(&bytes)?)
        .ok_or_else(|| damaged(STATEMENTS))?;
    if !validate::info(&info) {
        return Err(damaged(INFO));
    }
    let by_id = validate::statements(&statements).ok_or_else(|| damaged(STATEMENTS))?;
    let body_table = own_section(&sections, BODY_TABLE)?;
    // The one section that is not checked as a whole here: every row of the table has its own checksum.
    let bodies = own_section(&sections, BODIES)?.row.range.clone();
    if !body_rows_fit(body_table.checked_bytes(&bytes)?, statements.len(), bodies.len()) {
        return Err(damaged(BODY_TABLE));
    }
    let body_table = body_table.row.range.clone();
    let checksum = hex(&header.content_hash);
    Ok(Pack { bytes, sections, info, statements, by_id, body_table, bodies, checksum })
}

/// The words of one statement.
pub(super) fn body(pack: &Pack, idx: StatementIdx) -> Result<Body, PackError> {
    let Some(statement) = pack.statement(idx) else {
        let count = u32::try_from(pack.statements.len()).unwrap_or(u32::MAX);
        return Err(PackError::NoSuchStatement { number: idx.0, count });
    };
    checked_body_bytes(pack, idx)
        .and_then(decode)
        .filter(validate::body)
        .ok_or_else(|| PackError::Damaged { section: format!("the words of {}", statement.id) })
}

/// The stored words of one statement; `None` where they do not match their checksum.
fn checked_body_bytes(pack: &Pack, idx: StatementIdx) -> Option<&[u8]> {
    let row = BodyRow::parse(pack.bytes.get(pack.body_table.clone())?, usize::try_from(idx.0).ok()?)?;
    let bytes = pack.bytes.get(pack.bodies.clone())?.get(row.range()?)?;
    (format::crc32(bytes) == row.crc32).then_some(bytes)
}

/// Checks everything that opening leaves for later.
#[cfg(feature = "build")]
pub(super) fn verify(pack: &Pack) -> Result<(), PackError> {
    // Sections and bodies come before the hash, because they can say where the damage is.
    for section in &pack.sections {
        if section.row.tag != BODIES {
            section.checked_bytes(&pack.bytes)?;
        }
    }
    for number in 0..pack.statements.len() {
        body(pack, StatementIdx(number as u32))?;
    }
    for section in &pack.sections {
        section.checked_bytes(&pack.bytes)?;
    }
    let content = pack.bytes.get(format::HEADER_LEN..).unwrap_or_default();
    if hex(blake3::hash(content).as_bytes()) != pack.checksum {
        return Err(format::damaged("its content, which does not match the hash in the header"));
    }
    Ok(())
}

/// Whether `BTAB` has one row for each statement and the rows cover `BODY` one after another without a gap.
fn body_rows_fit(table: &[u8], n_statements: usize, bodies_len: usize) -> bool {
    if Some(table.len()) != n_statements.checked_mul(BODY_ROW_LEN) {
        return false;
    }
    let mut end = 0;
    for number in 0..n_statements {
        match BodyRow::parse(table, number).and_then(|row| row.range()) {
            Some(Range { start, end: row_end }) if start == end => end = row_end,
            _ => return false,
        }
    }
    end == bodies_len
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

/// Bytes as lower-case hex digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut digits, byte| {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
