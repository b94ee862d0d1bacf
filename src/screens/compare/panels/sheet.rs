//! What a panel holds: tables of plain data, made in one place and drawn in another. No nodes here.

use super::strips::Strips;

/// What an opened panel shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Content {
    /// Sentences above everything.
    pub notes: Vec<Vec<Piece>>,
    /// The order of subjects, drawn.
    pub strips: Option<Strips>,
    /// The tables.
    pub sheets: Vec<Sheet>,
    /// How the figures are computed, one paragraph each; empty where they are plain counts.
    pub method: &'static [&'static str],
}

/// One table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The id of its element.
    pub id: String,
    /// What it lists.
    pub caption: String,
    /// The names of its columns.
    pub heads: Vec<String>,
    /// Its rows, as many cells each as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// One cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// What the row is about.
    Name {
        /// Its words.
        words: String,
        /// What is said of it besides; may be empty.
        note: String,
        /// The language of the words; empty for the page's own.
        lang: String,
        /// Its number in the drawing above.
        swatch: Option<usize>,
    },
    /// A number.
    Figure(String),
    /// Where something stands.
    Places {
        /// How often or how much, where the links do not tell.
        count: String,
        /// The number of the text.
        side: usize,
        /// The passages, with a word on each that may be empty.
        places: Vec<(usize, String)>,
    },
    /// That something does not stand there, with how much was looked at.
    Absent(String),
}

impl Cell {
    /// A name in the page's language, without a note.
    pub fn name(words: String) -> Cell {
        Cell::Name { words, note: String::new(), lang: String::new(), swatch: None }
    }
}

/// Part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Plain words.
    Words(String),
    /// Words that lead to what they say.
    Link(String, Way),
}

impl Piece {
    /// Plain words.
    pub fn words(words: &str) -> Piece {
        Piece::Words(words.to_owned())
    }
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// To a passage: the number of the text, the place of the passage.
    Passage(usize, usize),
    /// To the rows of one kind, by its id.
    Rows(String),
    /// To an opened panel: its word in the address, the element to bring into view.
    Panel(&'static str, String),
}
