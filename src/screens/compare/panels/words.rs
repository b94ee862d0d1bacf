//! The words that set two texts apart, as tables. No nodes here; counts and measures are the library's.

use super::sheet::{Cell, Content, Sheet};
use super::two::Two;
use crate::messages::{counted, decimal, number};
use demarche_compare::distinctive::{Distinctive, Keyword, distinctive};

/// So many words and phrases a text are listed.
const LISTED: usize = 25;

/// How the figures are computed.
const METHOD: [&str; 4] = [
    "A word is counted in any of its forms and shown in its commonest one; small words (and, of, the) and numbers are left out. Two or three words that keep together stand for the words inside them.",
    "G² = 2 · (a · ln(a / Ea) + b · ln(b / Eb) + (A − a) · ln((A − a) / (A − Ea)) + (B − b) · ln((B − b) / (B − Eb))), where a and b are the occurrences, A and B all words of the texts, Ea = A · (a + b) / (A + B), and Eb likewise: Dunning's log-likelihood. Chance makes 3.84 once in twenty words; what is below is marked as a hint.",
    "Log ratio = log2((a / A) / (b / B)), with half an occurrence where there is none: 1 is twice as frequent, 2 four times, 3 eight times (Hardie).",
    "A figure says that a word is frequent here and rare there, not that it matters. Many words are looked at, so some differ by chance.",
];

/// The tables.
pub fn content(two: &Two) -> Content {
    let found = distinctive(&two.side(0).text(), &two.side(1).text(), LISTED);
    let sheets = [0, 1].map(|side| sheet(two, &found, side));
    Content { sheets: sheets.into(), method: &METHOD, ..Content::default() }
}

fn sheet(two: &Two, found: &Distinctive, side: usize) -> Sheet {
    let (keywords, words) =
        if side == 0 { (&found.of_a, found.words_a) } else { (&found.of_b, found.words_b) };
    let letter = two.letter(side);
    let caption = match keywords.len() {
        0 => format!("{letter} has no word of its own that it uses twice"),
        _ => format!("More frequent in {letter} ({})", counted(words as usize, "word", "words")),
    };
    let count = |side: usize| format!("In {}", two.letter(side));
    let heads = ["Word or phrase".to_owned(), count(0), count(1), "G²".to_owned(), "Log ratio".to_owned()];
    let heads = heads.into_iter().chain([format!("Where in {letter}")]).collect();
    let rows = keywords.iter().map(|word| row(two, word, side)).collect();
    Sheet { id: format!("words-{side}"), caption, heads, rows }
}

fn row(two: &Two, word: &Keyword, side: usize) -> Vec<Cell> {
    let mut passages: Vec<usize> = word.places.iter().map(|place| place.passage).collect();
    passages.dedup();
    let note = if word.sure { "" } else { "a hint only" };
    vec![
        Cell::Name {
            words: word.form.clone(),
            note: note.to_owned(),
            lang: two.side(side).statement.lang.clone(),
            swatch: None,
        },
        Cell::Figure(number(word.a as usize)),
        Cell::Figure(number(word.b as usize)),
        Cell::Figure(decimal(word.log_likelihood, 1)),
        Cell::Figure(decimal(word.log_ratio, 1)),
        Cell::Places {
            count: String::new(),
            side: two.number(side),
            places: passages.into_iter().map(|passage| (passage, String::new())).collect(),
        },
    ]
}
