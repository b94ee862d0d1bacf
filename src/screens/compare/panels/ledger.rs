//! The ledger as tables: which text states which fact. No nodes here; what is found is the library's.

use super::open::Shown;
use super::sheet::{Cell, Sheet};
use super::two::Two;
use crate::messages::{counted, number};
use demarche_compare::{LedgerClass, LedgerRow, Presence};

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
        Shown::Both => row.presence == Presence::Both,
        Shown::OnlyA => row.presence == Presence::A,
        Shown::OnlyB => row.presence == Presence::B,
    }
}

/// How a choice is called.
pub fn shown_name(two: &Two, shown: Shown) -> String {
    match shown {
        Shown::All => "All".to_owned(),
        Shown::Both => "Both".to_owned(),
        Shown::OnlyA => format!("Only {}", two.letter(0)),
        Shown::OnlyB => format!("Only {}", two.letter(1)),
    }
}

/// One table for each class that has something to show.
pub fn sheets(two: &Two, shown: Shown) -> Vec<Sheet> {
    let rows = &two.comparison().ledger;
    let sheet = |class: LedgerClass| {
        let of_class = rows.iter().filter(|row| row.class == class);
        let rows: Vec<Vec<Cell>> =
            of_class.filter(|row| is_shown(row, shown)).map(|row| cells(two, row)).collect();
        if rows.is_empty() {
            return None;
        }
        let name = capital(class_name(class).1);
        let head = |side: usize| format!("In {} ({})", two.letter(side), two.scope(side));
        Some(Sheet {
            id: table_id(class),
            caption: format!("{name}: {}", number(rows.len())),
            heads: vec![capital(class_name(class).0), head(0), head(1)],
            rows,
        })
    };
    CLASSES.into_iter().filter_map(sheet).collect()
}

fn cells(two: &Two, row: &LedgerRow) -> Vec<Cell> {
    // Known names are written as the reader's language has them; all else stands as in the text.
    let lang = match row.class {
        LedgerClass::Quotation | LedgerClass::Name | LedgerClass::Number | LedgerClass::Date => {
            two.side(usize::from(row.presence == Presence::B)).statement.lang.clone()
        }
        _ => String::new(),
    };
    let words = match row.class {
        LedgerClass::Quotation => format!("“{}”", row.value),
        _ => row.value.clone(),
    };
    let name = Cell::Name { words, note: note(two, row), lang, swatch: None };
    vec![name, stated(two, 0, &row.a, row.mentions_a), stated(two, 1, &row.b, row.mentions_b)]
}

/// Where one text states a fact.
fn stated(two: &Two, side: usize, sentences: &[usize], mentions: u32) -> Cell {
    let places = two.passages(side, sentences);
    if places.is_empty() {
        return Cell::Absent(two.absence(side));
    }
    let mentions = mentions as usize;
    let count =
        if mentions > places.len() { counted(mentions, "mention:", "mentions:") } else { String::new() };
    let places = places.into_iter().map(|passage| (passage, String::new())).collect();
    Cell::Places { count, side: two.number(side), places }
}

/// How exact a number is said to be and what it counts, where its words do not say.
fn note(two: &Two, row: &LedgerRow) -> String {
    let value = row.value.to_lowercase();
    let mut parts = Vec::new();
    if !row.unit.is_empty() && !value.contains(row.unit.as_str()) && row.unit != "%" {
        parts.push(row.unit.clone());
    }
    match row.qualifier.split_once(" / ") {
        Some((a, b)) => {
            let said = |side: usize, words: &str| match words {
                "–" => format!("{} flatly", two.letter(side)),
                words => format!("{} “{words}”", two.letter(side)),
            };
            parts.push(format!("{}, {}", said(0, a), said(1, b)));
        }
        None if !row.qualifier.is_empty() && !value.contains(row.qualifier.as_str()) => {
            parts.push(format!("“{}”", row.qualifier));
        }
        None => {}
    }
    parts.join(" · ")
}
