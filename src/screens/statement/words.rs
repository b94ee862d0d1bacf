//! The words of a passage that are looked for elsewhere.

/// So many words of a passage are looked for as they stand.
const PHRASE_WORDS: usize = 8;

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

/// The first words of a passage, without signs that mean something to the search, and how many they are.
pub fn phrase(text: &str) -> (String, usize) {
    let words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')));
    let words: Vec<&str> =
        words.filter(|word| word.chars().any(char::is_alphanumeric)).take(PHRASE_WORDS).collect();
    (words.join(" "), words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_looked_for_by_its_first_words() {
        let check =
            |text: &str, expected: &str, count: usize| assert_eq!(phrase(text), (expected.to_owned(), count));
        check("“The roof leaks” — again*", "The roof leaks again", 4);
        check("one two three four five six seven eight nine", "one two three four five six seven eight", 8);
        check("…", "", 0);
    }

    #[test]
    fn short_words_and_numbers_are_not_asked_about() {
        assert_eq!(long_words("The roofs of 2024: Roofs, and tiles."), ["roofs", "tiles"]);
    }
}
