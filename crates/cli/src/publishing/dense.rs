//! Bytes made small, for a page that has to carry its own program.
//!
//! Lives here: LZMA, with the parameters that `single.js` knows how to undo, and the checksum that tells damage. Does
//! not live here: what is compressed ([`super::single`]), how it stands in the page ([`super::seven`]).
//!
//! LZMA makes WebAssembly a quarter smaller than gzip does; no browser undoes it, so the page brings its decoder: the
//! one of I. Pavlov's "LZMA specification" (2015), without what these parameters rule out. It undoes some 10 MB a
//! second, so that a large corpus is left to gzip, which every browser undoes itself many times as fast.
//! Figures: `bench/SINGLE.md`.

use flate2::Compression;
use flate2::write::GzEncoder;
use lzma_rust2::{EncodeMode, LzmaOptions, LzmaWriter, MfType};
use std::io::Write as _;

/// How many bits of the byte before choose the model of a literal; `single.js` has the same number. Positions choose
/// nothing: neither WebAssembly nor text is aligned.
const LITERAL_CONTEXT: u32 = 4;

/// The longest match worth looking for.
const NICE: u32 = 273;

/// How many candidates are tried for a match; more gave nothing on the app.
const DEPTH: i32 = 512;

/// LZMA without a header or an end marker: the page knows all of it.
pub fn lzma(bytes: &[u8]) -> Vec<u8> {
    let dictionary = u32::try_from(bytes.len()).unwrap_or(u32::MAX).clamp(1 << 16, 1 << 26);
    let options = LzmaOptions {
        mode: EncodeMode::Normal,
        ..LzmaOptions::new(dictionary, LITERAL_CONTEXT, 0, 0, EncodeMode::Normal, NICE, MfType::Bt4, DEPTH)
    };
    let encoded = LzmaWriter::new_no_header(Vec::new(), &options, false).and_then(|mut writer| {
        writer.write_all(bytes)?;
        writer.finish()
    });
    encoded.expect("memory takes all bytes, and the parameters are within their limits")
}

/// One gzip member, without a name or a time.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let encoded = encoder.write_all(bytes).and_then(|()| encoder.finish());
    encoded.expect("memory takes all bytes")
}

/// Adler-32, as in RFC 1950: what `single.js` computes in two lines.
pub fn checksum(bytes: &[u8]) -> u32 {
    let (low, high) = bytes.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65521;
        (low, (high + low) % 65521)
    });
    high << 16 | low
}

#[cfg(test)]
mod tests {
    use super::*;
    use lzma_rust2::LzmaReader;
    use proptest::prelude::*;
    use std::io::Read as _;

    proptest! {
        #[test]
        fn undoing_it_gives_the_bytes_back(
            words in proptest::collection::vec("(ferry|pier|dawn|[a-z]{0,9}|\\PC{0,5})", 0..300),
        ) {
            let bytes = words.concat().into_bytes();
            let small = lzma(&bytes);
            prop_assert_eq!(&small, &lzma(&bytes), "twice the same");
            let length = bytes.len() as u64;
            let mut reader = LzmaReader::new(&small[..], length, LITERAL_CONTEXT, 0, 0, 1 << 16, None)
                .expect("the parameters are within their limits");
            let mut back = Vec::new();
            reader.read_to_end(&mut back).expect("just written");
            prop_assert_eq!(back, bytes);
        }
    }

    #[test]
    fn the_checksum_is_the_known_one() {
        assert_eq!(checksum(b""), 1);
        assert_eq!(checksum(b"Wikipedia"), 0x11E6_0398);
        assert_ne!(checksum(b"ab"), checksum(b"ba"));
    }
}
