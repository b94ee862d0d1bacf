//! The words of a passage that are looked for elsewhere.

/// So many words of a passage are looked for as they stand.
pub const PHRASE_WORDS: usize = 8;

/// Words of fewer letters are not asked about.
const LEAST_LETTERS: usize = 4;

/// The words of a passage that are long enough to mean something, each once.
pub fn long_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= LEAST_LETTERS && !word.chars().any(|c| c.is_ascii_digit()))
        .map(str::to_lowercase)
        .collect();
    demarche_corpus::order::sort(&mut words);
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_and_numbers_are_not_asked_about() {
        assert_eq!(long_words("The roofs of 2024: Roofs, and tiles."), ["roofs", "tiles"]);
    }
}
