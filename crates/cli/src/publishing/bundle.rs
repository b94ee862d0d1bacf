//! The built app as one run of bytes, so that the command can carry it.
//!
//! Lives here: writing and reading that run, and which versions of pack and index an app understands. Does not live
//! here: where an app comes from (`app`), and putting a corpus into it (`site`). `build.rs` compiles this same file as a
//! module of its own: keep it free of `crate::`.
//!
//! ```text
//! magic, 8 bytes · version of the pack, u32 · version of the index, u32 · one gzip member of all files by name, each:
//!     length of the name, u32 · length of the content, u32 · name · content
//! ```
//!
//! Numbers are little-endian. The same files give the same bytes: the map is sorted, and the gzip member has neither
//! time nor name. gzip's checksum tells damage.

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read as _, Write as _};

/// The first bytes; the digit rises with the layout.
const MAGIC: [u8; 8] = *b"DemApp1\n";

/// The first bytes of every pack, and what of its header is read here (`crates/corpus/src/pack/format.rs`).
const PACK_MAGIC: [u8; 8] = *b"\x8FDemPck\n";
const PACK_HEADER: usize = 72;
const PACK_ROW: usize = 32;
/// The section that begins with the index's version.
const INDEX_TABLE: [u8; 4] = *b"STAB";

/// What an app and a pack must have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Versions {
    /// Of the pack's layout.
    pub pack: u32,
    /// Of the search index in it.
    pub index: u32,
}

impl Versions {
    /// Reads them from a pack or its head; nothing where the bytes are no pack with an index.
    pub fn of_pack(bytes: &[u8]) -> Option<Self> {
        if !bytes.starts_with(&PACK_MAGIC) {
            return None;
        }
        let sections = usize::try_from(number(bytes, 12)?).ok()?;
        let table = bytes.get(PACK_HEADER..)?;
        let row = table.chunks_exact(PACK_ROW).take(sections).find(|row| row.starts_with(&INDEX_TABLE))?;
        let offset = u64::from_le_bytes(row.get(8..16)?.try_into().ok()?);
        Some(Self { pack: number(bytes, 8)?, index: number(bytes, usize::try_from(offset).ok()?)? })
    }
}

impl fmt::Display for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pack {}, index {}", self.pack, self.index)
    }
}

/// A built app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// What it understands.
    pub versions: Versions,
    /// Its files.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Why bytes are no bundle.
#[derive(Debug)]
pub enum BundleError {
    /// They begin with something else.
    Foreign,
    /// They cannot be decompressed.
    Damaged(io::Error),
    /// A file in them is cut short, or its name is no text.
    Cut,
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreign => "these bytes are no bundled app",
            Self::Damaged(_) => "the bundled app is damaged",
            Self::Cut => "the bundled app is cut short",
        })
    }
}

impl std::error::Error for BundleError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Damaged(source) => Some(source),
            Self::Foreign | Self::Cut => None,
        }
    }
}

impl Bundle {
    /// The bytes to carry.
    ///
    /// # Errors
    /// When a file is larger than 4 GB.
    pub fn write(&self) -> io::Result<Vec<u8>> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.versions.pack.to_le_bytes());
        bytes.extend(self.versions.index.to_le_bytes());
        let mut encoder = GzEncoder::new(bytes, Compression::best());
        for (name, content) in &self.files {
            for part in [name.as_bytes(), content] {
                let length = u32::try_from(part.len()).map_err(io::Error::other)?;
                encoder.write_all(&length.to_le_bytes())?;
            }
            encoder.write_all(name.as_bytes())?;
            encoder.write_all(content)?;
        }
        encoder.finish()
    }

    /// Reads what [`Bundle::write`] wrote.
    ///
    /// # Errors
    /// When the bytes are something else, or damaged.
    pub fn read(bytes: &[u8]) -> Result<Self, BundleError> {
        let rest = bytes.strip_prefix(&MAGIC).ok_or(BundleError::Foreign)?;
        let [pack, index] = [0, 4].map(|at| number(rest, at).ok_or(BundleError::Cut));
        let versions = Versions { pack: pack?, index: index? };
        let mut unpacked = Vec::new();
        let packed = rest.get(8..).unwrap_or_default();
        GzDecoder::new(packed).read_to_end(&mut unpacked).map_err(BundleError::Damaged)?;
        let mut files = BTreeMap::new();
        let mut rest = unpacked.as_slice();
        while !rest.is_empty() {
            let (name, content, after) = first_file(rest).ok_or(BundleError::Cut)?;
            files.insert(name.to_owned(), content.to_vec());
            rest = after;
        }
        Ok(Self { versions, files })
    }
}

/// Name and content of the first file, and what follows it.
fn first_file(bytes: &[u8]) -> Option<(&str, &[u8], &[u8])> {
    let [name, content] = [0, 4].map(|at| usize::try_from(number(bytes, at)?).ok());
    let (name, rest) = bytes.get(8..)?.split_at_checked(name?)?;
    let (content, rest) = rest.split_at_checked(content?)?;
    Some((std::str::from_utf8(name).ok()?, content, rest))
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let end = at.checked_add(4)?;
    Some(u32::from_le_bytes(bytes.get(at..end)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle() -> Bundle {
        let file = |name: &str, content: &[u8]| (name.to_owned(), content.to_vec());
        let files =
            [file("index.html", b"<!doctype html>"), file("a/b_bg.wasm", &[0, 255]), file("empty", b"")];
        Bundle { versions: Versions { pack: 2, index: 70_000 }, files: files.into() }
    }

    #[test]
    fn what_was_bundled_comes_out_again() {
        let bytes = bundle().write().expect("small files");
        assert_eq!(Bundle::read(&bytes).expect("just written"), bundle());
        let none = Bundle { files: BTreeMap::new(), ..bundle() };
        assert_eq!(Bundle::read(&none.write().expect("no files")).expect("just written"), none);
    }

    #[test]
    fn the_same_files_give_the_same_bytes() {
        assert_eq!(bundle().write().expect("small files"), bundle().write().expect("small files"));
        let bytes = bundle().write().expect("small files");
        assert_eq!(bytes.get(20..24), Some(&[0; 4][..]), "the gzip member has no time");
    }

    #[test]
    fn damage_is_an_error() {
        let bytes = bundle().write().expect("small files");
        assert!(matches!(Bundle::read(b""), Err(BundleError::Foreign)));
        assert!(matches!(Bundle::read(b"DemApp2\n"), Err(BundleError::Foreign)));
        for end in 8..bytes.len() {
            assert!(Bundle::read(&bytes[..end]).is_err(), "cut at {end}");
        }
        let mut changed = bytes.clone();
        changed[40] ^= 1;
        assert!(Bundle::read(&changed).is_err());
        let mut long = GzEncoder::new(bytes[..16].to_vec(), Compression::best());
        long.write_all(&[255; 12]).expect("memory takes all bytes");
        let long = long.finish().expect("memory takes all bytes");
        assert!(matches!(Bundle::read(&long), Err(BundleError::Cut)), "a length beyond the end");
    }

    #[test]
    fn versions_stand_in_a_pack() {
        let mut pack = PACK_MAGIC.to_vec();
        pack.extend(2u32.to_le_bytes());
        pack.extend(2u32.to_le_bytes());
        pack.resize(PACK_HEADER, 0);
        for (tag, offset) in [(b"INFO", 0u64), (b"STAB", 136)] {
            pack.extend(tag);
            pack.extend([0; 4]);
            pack.extend(offset.to_le_bytes());
            pack.extend([0; 16]);
        }
        let without = pack.clone();
        pack.extend(3u32.to_le_bytes());
        assert_eq!(Versions::of_pack(&pack), Some(Versions { pack: 2, index: 3 }));
        for bytes in [&without[..], &pack[..100], &pack[..10], b"", b"other"] {
            assert_eq!(Versions::of_pack(bytes), None);
        }
    }
}
