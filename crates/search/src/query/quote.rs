//! From a text to the phrase that finds it.

use super::operand::is_quote;
use crate::analysis;

/// The first words of a text, as many as `most`, as a phrase with its quotation marks that finds them where they stand;
/// and how many words it has. Empty where there is no word.
///
/// What is a word is for the index to say ("U.S." is one, "3.5" is one), so nothing but quotation marks and `*` is
/// taken out: only these mean something inside a phrase.
pub fn quoted(text: &str, most: usize) -> (String, usize) {
    let tokens = analysis::phrase_tokens(text);
    let words = &tokens[..tokens.len().min(most)];
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return (String::new(), 0);
    };
    // Of the parts of a hashtag the first stands behind the sign.
    let start = text[..first.range.start].trim_end_matches(['#', '＃']).len();
    let plain = text[start..last.range.end].replace(|c| is_quote(c) || c == '*', " ");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    (format!("\"{plain}\""), words.len())
}
