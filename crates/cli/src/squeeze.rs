//! Compressing the blocks of a pack.
//!
//! Lives here: the compressor, on as many threads as there are cores. Does not live here: which packs are compressed
//! ([`crate::packing`]) and how blocks are read back (`demarche_corpus::pack`, the browser).
//!
//! Costs a second for 35 MB on one core, and memory for the members. The same blocks give the same members, whatever
//! the number of threads: each is compressed by itself.

use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;
use std::io::Write as _;

/// Makes one gzip member of each block, in their order, on all cores.
pub fn gzip(blocks: &[&[u8]]) -> Vec<Vec<u8>> {
    // One by one: texts take twice as long as lists of numbers, so that shares of equal length would not end together.
    blocks.par_iter().with_max_len(1).map(|block| member(block)).collect()
}

/// One gzip member, without a name or a time.
fn member(block: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(block.len()), Compression::best());
    let written = encoder.write_all(block).and_then(|()| encoder.finish());
    written.expect("memory takes all bytes")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn members_come_in_the_order_of_their_blocks() {
        for n_blocks in [0_usize, 1, 2, 3, 17] {
            let blocks: Vec<Vec<u8>> = (0..n_blocks).map(|number| vec![number as u8; 100 * number]).collect();
            let blocks: Vec<&[u8]> = blocks.iter().map(Vec::as_slice).collect();
            let members = gzip(&blocks);
            assert_eq!(members, gzip(&blocks), "twice the same");
            let inflate = |member: &Vec<u8>| {
                let mut decoded = Vec::new();
                flate2::read::GzDecoder::new(&member[..]).read_to_end(&mut decoded).expect("just written");
                decoded
            };
            assert_eq!(members.iter().map(inflate).collect::<Vec<_>>(), blocks);
        }
    }
}
