//! What a statement quotes: its block quotations, and words between quotation marks. No nodes here.
//!
//! The comparison finds quotations too, but comes to the page later than a statement does.

use demarche_corpus::{Block, BlockKind, Body};
use std::ops::Range;

/// A single word between marks is a name, or held at arm’s length.
const LEAST_WORDS: usize = 2;
/// So many letters of a quotation tell which it is.
const TOLD: usize = 40;

/// Bytes of the text, the anchor of the passage, and the first words.
pub fn quotations(body: &Body) -> impl Iterator<Item = (Range<usize>, String, String)> + '_ {
    body.blocks.iter().filter(|block| block.is_passage()).flat_map(move |block| {
        let text = body.block_text(block);
        let whole = (block.kind == BlockKind::Quote).then_some(0..text.len());
        let found = if whole.is_some() { Vec::new() } else { between_marks(text) };
        let told = move |range: Range<usize>| quotation(block, text, range);
        whole.into_iter().chain(found).map(told)
    })
}

fn quotation(block: &Block, text: &str, range: Range<usize>) -> (Range<usize>, String, String) {
    let words = &text[range.clone()];
    let told =
        words.char_indices().nth(TOLD).map_or(words.to_owned(), |(end, _)| format!("{}…", &words[..end]));
    let start = block.range.start as usize;
    (start + range.start..start + range.end, block.anchor.clone(), told)
}

/// What stands between the marks of a text.
fn between_marks(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut open) = (Vec::new(), None);
    for (at, c) in text.char_indices() {
        let closed = match (open, c) {
            (Some((start, '“')), '”')
            | (Some((start, '«')), '»')
            | (Some((start, '"')), '"')
            | (Some((start, '„')), '“' | '”') => Some(start),
            _ => None,
        };
        match (closed, c) {
            (Some(start), _) => {
                if text[start..at].split_whitespace().count() >= LEAST_WORDS {
                    found.push(start..at);
                }
                open = None;
            }
            (None, '“' | '«' | '"' | '„') => open = Some((at + c.len_utf8(), c)),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_between_marks_are_found() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = between_marks(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("he said “no more of it” and \"never, ever again\"", &["no more of it", "never, ever again"]);
        check("«ни шагу назад», „das ist gut so“ and “so”", &["ни шагу назад", "das ist gut so"]);
        check("a “so-called “inner of them all” one", &["inner of them all"]);
        check("“left open for ever", &[]);
        check("", &[]);
    }
}
