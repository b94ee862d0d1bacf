//! The ledger as tables: which text states which fact. No nodes here; what is found is the library's.

use super::open::Shown;
use super::sheet::{Cell, Sheet};
use super::whole::Whole;
use crate::components::SIDE_LETTERS;
use crate::messages::{counted, number};
use demarche_compare::{LedgerClass, LedgerRow, Mentions};

/// All classes, in the order they are listed.
pub const CLASSES: [LedgerClass; 9] = [
    LedgerClass::Person,
    LedgerClass::Place,
    LedgerClass::Organisation,
    LedgerClass::Treaty,
    LedgerClass::Name,
    LedgerClass::Topic,
    LedgerClass::Number,
    LedgerClass::Date,
    LedgerClass::Quotation,
];

/// The name of a class, of one and of several.
pub fn class_name(class: LedgerClass) -> (&'static str, &'static str) {
    match class {
        LedgerClass::Person => ("person", "people"),
        LedgerClass::Place => ("place", "places"),
        LedgerClass::Organisation => ("organisation", "organisations"),
        LedgerClass::Treaty => ("treaty or resolution", "treaties and resolutions"),
        LedgerClass::Topic => ("topic", "topics"),
        LedgerClass::Number => ("number", "numbers"),
        LedgerClass::Date => ("date", "dates"),
        LedgerClass::Quotation => ("quotation", "quotations"),
        LedgerClass::Name => ("other name", "other names"),
    }
}

/// A word of the app's own with a capital.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        std::iter::once(first.to_ascii_uppercase()).chain(letters).collect()
    })
}

/// The id of a class's table.
pub fn table_id(class: LedgerClass) -> String {
    format!("ledger-{}", class.id())
}

/// Whether a row is shown.
pub fn is_shown(row: &LedgerRow, shown: Shown) -> bool {
    match shown {
        Shown::All => true,
        Shown::Common => row.is_in_all(),
        Shown::Only(side) => row.only() == Some(side),
    }
}

/// How a choice among so many texts is called.
pub fn shown_name(texts: usize, shown: Shown) -> String {
    match shown {
        Shown::All => "All".to_owned(),
        Shown::Common => match texts {
            2 => "Both",
            3 => "In all three",
            _ => "In all four",
        }
        .to_owned(),
        Shown::Only(side) => format!("Only {}", SIDE_LETTERS[side]),
    }
}

/// One table for each class that has something to show.
pub fn sheets(whole: &Whole, shown: Shown) -> Vec<Sheet> {
    let rows = whole.ledger();
    let sheet = |class: LedgerClass| {
        let of_class = rows.iter().filter(|row| row.class == class);
        let rows: Vec<Vec<Cell>> =
            of_class.filter(|row| is_shown(row, shown)).map(|row| cells(whole, row)).collect();
        if rows.is_empty() {
            return None;
        }
        let name = capital(class_name(class).1);
        let head = |side: usize| format!("In {} ({})", SIDE_LETTERS[side], whole.scope(side));
        let heads = std::iter::once(capital(class_name(class).0)).chain((0..whole.texts()).map(head));
        Some(Sheet {
            id: table_id(class),
            caption: format!("{name}: {}", number(rows.len())),
            heads: heads.collect(),
            rows,
        })
    };
    CLASSES.into_iter().filter_map(sheet).collect()
}

fn cells(whole: &Whole, row: &LedgerRow) -> Vec<Cell> {
    // Known names are written as the reader's language has them; all else stands as in the text.
    let lang = match row.class {
        LedgerClass::Quotation | LedgerClass::Name | LedgerClass::Number | LedgerClass::Date => {
            whole.side(row.holders().next().unwrap_or_default()).statement.lang.clone()
        }
        _ => String::new(),
    };
    let words = match row.class {
        LedgerClass::Quotation => format!("“{}”", row.value),
        _ => row.value.clone(),
    };
    let name = Cell::Name { words, note: note(row), lang, swatch: None };
    let sides = row.sides.iter().enumerate().map(|(side, mentions)| stated(whole, side, mentions));
    std::iter::once(name).chain(sides).collect()
}

/// Where one text states a fact.
fn stated(whole: &Whole, side: usize, mentions: &Mentions) -> Cell {
    let places = whole.passages(side, &mentions.sentences);
    if places.is_empty() {
        return Cell::Absent(whole.absence(side));
    }
    let mentions = mentions.count as usize;
    let count =
        if mentions > places.len() { counted(mentions, "mention:", "mentions:") } else { String::new() };
    let places = places.into_iter().map(|passage| (passage, String::new())).collect();
    Cell::Places { count, side, places }
}

/// How exact a number is said to be and what it counts, where its words do not say.
fn note(row: &LedgerRow) -> String {
    let value = row.value.to_lowercase();
    let mut parts = Vec::new();
    if !row.unit.is_empty() && !value.contains(row.unit.as_str()) && row.unit != "%" {
        parts.push(row.unit.clone());
    }
    if row.qualifier.contains(" / ") {
        let said = row.holders().zip(row.qualifier.split(" / ")).map(|(side, words)| match words {
            "–" => format!("{} flatly", SIDE_LETTERS[side]),
            words => format!("{} “{words}”", SIDE_LETTERS[side]),
        });
        parts.push(said.collect::<Vec<_>>().join(", "));
    } else if !row.qualifier.is_empty() && !value.contains(row.qualifier.as_str()) {
        parts.push(format!("“{}”", row.qualifier));
    }
    parts.join(" · ")
}
