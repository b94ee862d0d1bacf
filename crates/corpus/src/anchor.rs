//! Names of blocks, made from their words.
//!
//! Lives here: what a block is called whose name nobody chose, so that packs need not store it. Does not live here:
//! what an anchor is ([`Anchor`]) and whether a stored one may be used (`pack::validate`).
//!
//! Costs one pass over the words, eight bytes a step, and a sort of one number for each block.

use crate::body::{Anchor, Block};
use crate::order;

/// Length of an anchor's name after its letter: 30 bits. Two unequal blocks of a statement of 1,000 blocks share
/// a name with a chance of 1 in 2,000; the later one then gets a number, which costs it only its stability.
const NAME_LENGTH: u32 = 6;

/// Crockford's base 32, lower case: no letter that looks like a digit, and no u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The anchors of these blocks of this text: the letter and six characters of the hash of the words; of equal
/// blocks the later ones are numbered.
pub(crate) fn anchors(text: &str, blocks: &[Block]) -> Vec<Anchor> {
    let names: Vec<u32> = blocks.iter().map(|block| name(text, block)).collect();
    let name_at = |number: &usize| names.get(*number).copied().unwrap_or(0);
    let mut by_name: Vec<usize> = (0..names.len()).collect();
    order::sort_by_key(&mut by_name, name_at);
    let mut counts = vec![1_u32; names.len()];
    let mut earlier: Option<(u32, u32)> = None;
    for number in by_name {
        let name = name_at(&number);
        let count = earlier.filter(|(last, _)| *last == name).map_or(1, |(_, count)| count + 1);
        if let Some(place) = counts.get_mut(number) {
            *place = count;
        }
        earlier = Some((name, count));
    }
    names.iter().zip(counts).map(|(name, count)| spell(*name, count)).collect()
}

/// 30 bits of the hash of the words, and above them whether this is a passage.
fn name(text: &str, block: &Block) -> u32 {
    let words = text.get(block.range.start as usize..block.range.end as usize).unwrap_or("");
    (hash(words.as_bytes()) >> 34) as u32 | u32::from(block.is_passage()) << 30
}

/// The name in letters and digits.
fn spell(name: u32, count: u32) -> Anchor {
    let mut anchor = Anchor::with_capacity(7);
    anchor.push(if name >> 30 == 1 { 'p' } else { 'h' });
    for place in 0..NAME_LENGTH {
        let digit = (name >> (5 * place)) as usize % ALPHABET.len();
        anchor.push(char::from(ALPHABET.get(digit).copied().unwrap_or(b'0')));
    }
    if count > 1 {
        anchor.push('-');
        anchor.push_str(&count.to_string());
    }
    anchor
}

/// A hash for names, not for secrets: the steps of MurmurHash3 (x64, one lane), eight bytes each, and its mixer at the
/// end. Written out because names must never change with a library's version. (FxHash, which is simpler, gave one
/// name to every tenth of 10,000 lines that differ in a number.)
fn hash(bytes: &[u8]) -> u64 {
    let mut hash = bytes.len() as u64;
    for part in bytes.chunks(8) {
        let mut word = [0; 8];
        word.iter_mut().zip(part).for_each(|(place, byte)| *place = *byte);
        let word = u64::from_le_bytes(word).wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31);
        hash ^= word.wrapping_mul(0x4cf5_ad43_2745_937f);
        hash = hash.rotate_left(27).wrapping_mul(5).wrapping_add(0x52dc_e729);
    }
    hash = (hash ^ hash >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ hash >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ hash >> 33
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::BlockKind;

    /// Blocks of these words, a heading where they begin with `#`.
    fn named(words: &[&str]) -> Vec<Anchor> {
        let mut text = String::new();
        let block = |words: &&str| {
            let start = text.len() as u32;
            text.push_str(words);
            let heading = words.starts_with('#');
            Block {
                kind: if heading { BlockKind::Heading { level: 2 } } else { BlockKind::Paragraph },
                anchor: Anchor::new(),
                range: start..text.len() as u32,
                spans: Vec::new(),
                heading: None,
                topics: Vec::new(),
            }
        };
        let blocks: Vec<Block> = words.iter().map(block).collect();
        anchors(&text, &blocks)
    }

    #[test]
    fn names_never_change() {
        let names =
            named(&["The tide turns.", "# Gulls", "", "The tide turns.", "Отлив.", "The tide turns."]);
        insta::assert_snapshot!(names.join(" "), @"p7z0smk hvztvdh p000000 p7z0smk-2 pdac025 p7z0smk-3");
    }

    #[test]
    fn ten_thousand_lines_have_ten_thousand_names() {
        let lines: Vec<String> =
            (0..10_000).map(|number| format!("Buoy {number} is in its place.")).collect();
        let names = named(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        let unique: std::collections::BTreeSet<&Anchor> = names.iter().collect();
        assert_eq!(unique.len(), lines.len());
        let shared = names.iter().filter(|name| name.contains('-')).count();
        assert!(shared < 3, "{shared} share a hash");
    }
}
