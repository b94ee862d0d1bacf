//! Packs made on purpose: other content under right checksums.
//!
//! Does not live here: what readers must make of them.

use super::*;

/// Where the section in this row of the table lies, as far as it lies inside the file; or where the blocks lie.
pub fn section(bytes: &[u8], row: usize) -> Option<std::ops::Range<usize>> {
    if row == BLOCKS {
        let head_len = usize::try_from(u64::from_le_bytes(bytes.get(16..24)?.try_into().ok()?)).ok()?;
        return (head_len <= bytes.len()).then_some(head_len..bytes.len());
    }
    let row = bytes.get(HEADER_LEN + row * ROW_LEN..)?.get(..ROW_LEN)?;
    let start = usize::try_from(u64::from_le_bytes(row[8..16].try_into().ok()?)).ok()?;
    let len = usize::try_from(u64::from_le_bytes(row[16..24].try_into().ok()?)).ok()?;
    let end = start.checked_add(len)?;
    (end <= bytes.len()).then_some(start..end)
}

/// The checksum of the format, by the library rather than by the code under test.
const CRC_32: crc::Crc<u32> = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);

/// Makes the checksums right again after the content was changed: of each body, each section, and the header.
pub fn reseal(bytes: &mut [u8]) {
    if let (Some(table), Some(blocks)) = (section(bytes, BLOCK_TABLE), section(bytes, BLOCKS)) {
        let number_at = |bytes: &[u8], at: usize| {
            bytes
                .get(at..at + 4)
                .map(|number| u32::from_le_bytes(number.try_into().expect("four bytes")) as usize)
        };
        let stored = number_at(bytes, table.start) == Some(0);
        let n_groups = number_at(bytes, table.start + 4).unwrap_or(0);
        let mut at = blocks.start;
        for row in (table.start.saturating_add(8 + 8 * n_groups)..table.end).step_by(BLOCK_ROW_LEN) {
            let Some(len) = number_at(bytes, row).filter(|_| stored && row + BLOCK_ROW_LEN <= table.end)
            else {
                break;
            };
            let Some(block) = bytes.get(at..).and_then(|rest| rest.get(..len)) else { break };
            let crc32 = CRC_32.checksum(block);
            bytes[row + 8..row + 12].copy_from_slice(&crc32.to_le_bytes());
            at += len;
        }
    }
    let n_sections = u32::from_le_bytes(bytes[12..16].try_into().expect("four bytes")) as usize;
    for number in 0..n_sections.min(256) {
        let Some(range) = section(bytes, number) else { continue };
        let crc32 = CRC_32.checksum(&bytes[range]);
        let at = HEADER_LEN + number * ROW_LEN + 24;
        bytes[at..at + 4].copy_from_slice(&crc32.to_le_bytes());
    }
    let mut hasher = CRC_32.digest();
    hasher.update(&bytes[..68]);
    if let Some(table) = bytes[HEADER_LEN..].get(..n_sections.saturating_mul(ROW_LEN)) {
        hasher.update(table);
    }
    let crc32 = hasher.finalize();
    bytes[68..72].copy_from_slice(&crc32.to_le_bytes());
}

/// The pack with other bytes in one of its sections, or for all its blocks; table and header follow.
pub fn with_section(original: &[u8], row: usize, content: &[u8]) -> Vec<u8> {
    let n_sections = u32::from_le_bytes(original[12..16].try_into().expect("four bytes")) as usize;
    let mut bytes = original[..HEADER_LEN + n_sections * ROW_LEN].to_vec();
    for number in 0..n_sections {
        let kept = &original[section(original, number).expect("an undamaged pack")];
        let content = if number == row { content } else { kept };
        bytes.resize(bytes.len().next_multiple_of(8), 0);
        let at = HEADER_LEN + number * ROW_LEN;
        let offset = bytes.len() as u64;
        bytes[at + 8..at + 16].copy_from_slice(&offset.to_le_bytes());
        bytes[at + 16..at + 24].copy_from_slice(&(content.len() as u64).to_le_bytes());
        bytes.extend_from_slice(content);
    }
    let head_len = bytes.len() as u64;
    let kept = &original[section(original, BLOCKS).expect("an undamaged pack")];
    bytes.extend_from_slice(if row == BLOCKS { content } else { kept });
    let len = bytes.len() as u64;
    bytes[16..24].copy_from_slice(&head_len.to_le_bytes());
    bytes[24..32].copy_from_slice(&len.to_le_bytes());
    reseal(&mut bytes);
    bytes
}

/// A pack of one statement whose words are stored as these bytes.
pub fn with_words(words: &[u8]) -> Vec<u8> {
    let mut one = write(&corpus(1, 1), &Part::default(), Squeeze::Never);
    let len = (words.len() as u32).to_le_bytes();
    let lens = section(&one, BODY_TABLE).expect("an undamaged pack").start;
    one[lens..lens + 4].copy_from_slice(&len);
    // One group, then the row of its one block: length stored, length decoded.
    let row = section(&one, BLOCK_TABLE).expect("an undamaged pack").start + 16;
    one[row..row + 4].copy_from_slice(&len);
    one[row + 4..row + 8].copy_from_slice(&len);
    with_section(&one, BLOCKS, words)
}

/// A number as postcard stores lengths: seven bits a byte, the lowest first.
pub fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}
