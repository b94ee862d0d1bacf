//! Bytes as text that may stand in a page: seven bits a character.
//!
//! Lives here: writing such text, and reading it back as the page does (`single.js`), so that tests can. Does not live
//! here: what the bytes are.
//!
//! Base64 puts six bits into a byte of the page. A page in UTF-8 can carry seven: every ASCII character stands for
//! itself, and the few that a page cannot carry, or that editors and servers change, are written with the seven bits
//! after them as one character of two bytes. Two bytes then carry fourteen bits as well, so nothing is lost. The idea is
//! that of base122 (K. Albertson, "Base-122 encoding", 2016). Cost: 8/7 of the bytes, where base64 takes 4/3; one pass.

/// Characters that never stand in the text: NUL and CR, which HTML replaces; `<`, which could end the element; white
/// space, which editors trim; control characters that some programs take for the end of a file or drop.
const LEFT_OUT: [u8; 11] = [0x00, 0x08, b'\t', b'\n', 0x0b, 0x0c, b'\r', 0x1a, b' ', b'<', 0x7f];

/// The first character of two bytes.
const FIRST_LONG: u32 = 0x80;

/// The bytes as text. Without their number the end cannot be told, so it has to stand beside the text.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 7 + 2);
    let mut waiting = None;
    let mut put = |symbol: u8| match waiting.take() {
        None => match LEFT_OUT.iter().position(|left_out| *left_out == symbol) {
            None => text.push(char::from(symbol)),
            found => waiting = found,
        },
        Some(at) => {
            let number = FIRST_LONG + u32::try_from(at).unwrap_or(0) * 128 + u32::from(symbol);
            text.extend(char::from_u32(number));
        }
    };
    let (mut bits, mut n_bits) = (0_u32, 0);
    for byte in bytes {
        bits |= u32::from(*byte) << n_bits;
        n_bits += 8;
        while n_bits >= 7 {
            put((bits & 127) as u8);
            bits >>= 7;
            n_bits -= 7;
        }
    }
    if n_bits > 0 {
        put((bits & 127) as u8);
    }
    // One that waits for seven bits more gets them; reading ends before.
    if waiting.is_some() {
        let at = waiting.and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
        text.extend(char::from_u32(FIRST_LONG + at * 128));
    }
    text
}

/// The characters left out, as JavaScript writes a list of numbers.
pub fn left_out() -> String {
    LEFT_OUT.map(|left_out| left_out.to_string()).join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// As `single.js` reads it.
    fn decode(text: &str, length: usize) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(length);
        let (mut bits, mut n_bits) = (0_u32, 0);
        for character in text.chars() {
            let number = u32::from(character);
            let symbols = match number.checked_sub(FIRST_LONG) {
                None => vec![number],
                Some(long) => vec![u32::from(LEFT_OUT[(long >> 7) as usize]), long & 127],
            };
            for symbol in symbols {
                bits |= symbol << n_bits;
                n_bits += 7;
                if n_bits >= 8 {
                    bytes.push((bits & 255) as u8);
                    bits >>= 8;
                    n_bits -= 8;
                }
            }
        }
        bytes.truncate(length);
        bytes
    }

    proptest! {
        #[test]
        fn reading_gives_the_bytes_back(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
            let text = encode(&bytes);
            prop_assert_eq!(decode(&text, bytes.len()), bytes.clone());
            prop_assert!(text.len() <= bytes.len() * 8 / 7 + 3, "{} for {}", text.len(), bytes.len());
            prop_assert!(!text.bytes().any(|byte| LEFT_OUT.contains(&byte)));
        }
    }

    #[test]
    fn each_left_out_character_is_read_back_at_the_end_and_before_the_end() {
        for left_out in LEFT_OUT {
            for bytes in [vec![left_out], vec![left_out; 7], vec![0xff, left_out], vec![0; 8]] {
                assert_eq!(decode(&encode(&bytes), bytes.len()), bytes);
            }
        }
    }
}
