//! What one text alone states, in a sentence whose parts lead to the words. No nodes here.

use super::ledger::{class_name, table_id};
use super::open::Shown;
use super::sheet::{Piece, Way};
use super::whole::Whole;
use crate::components::SIDE_LETTERS;
use crate::messages::counted;
use demarche_compare::{LedgerClass, LedgerRow};
use demarche_corpus::order;

/// So many names are given; the others are counted.
const NAMES: usize = 3;

/// Classes whose values are names, and those that are counted.
const NAMED: [LedgerClass; 5] = [
    LedgerClass::Person,
    LedgerClass::Place,
    LedgerClass::Organisation,
    LedgerClass::Treaty,
    LedgerClass::Name,
];
const COUNTED: [LedgerClass; 4] =
    [LedgerClass::Topic, LedgerClass::Number, LedgerClass::Date, LedgerClass::Quotation];

/// `A alone names Syria, Mali and 3 more, and gives 2 numbers and 1 date.` Nothing where nothing is its own.
pub fn alone(whole: &Whole, side: usize) -> Vec<Piece> {
    let own: Vec<&LedgerRow> = whole.ledger().iter().filter(|row| row.only() == Some(side)).collect();
    let names = names(whole, side, &own);
    let counts = counts(whole, side, &own);
    let mut pieces = vec![Piece::words(SIDE_LETTERS[side])];
    match (names.is_empty(), counts.is_empty()) {
        (true, true) => return Vec::new(),
        (false, true) => pieces.push(Piece::words(" alone names ")),
        (true, false) => pieces.push(Piece::words(" alone gives ")),
        (false, false) => pieces.push(Piece::words(" alone names ")),
    }
    let has_both = !names.is_empty() && !counts.is_empty();
    list(&mut pieces, names);
    if has_both {
        pieces.push(Piece::words("; gives "));
    }
    list(&mut pieces, counts);
    pieces.push(Piece::words("."));
    pieces
}

/// The names it alone has, the most frequent first.
fn names(whole: &Whole, side: usize, own: &[&LedgerRow]) -> Vec<Piece> {
    let mut names: Vec<&&LedgerRow> = own.iter().filter(|row| NAMED.contains(&row.class)).collect();
    // A bare capitalised word is the least sure of them.
    order::sort_by_key(&mut names, |row| {
        (row.class == LedgerClass::Name, std::cmp::Reverse(row.sides[side].count))
    });
    // "and 1 more" takes no less room than the name.
    let given = if names.len() == NAMES + 1 { NAMES + 1 } else { NAMES };
    let mut pieces: Vec<Piece> =
        names.iter().take(given).map(|row| value(whole, side, row, row.value.clone())).collect();
    if let Some(next) = names.get(given) {
        let way = Way::Panel(Shown::Only(side).id(), table_id(next.class));
        pieces.push(Piece::Link(format!("{} more", names.len() - given), way));
    }
    pieces
}

/// How much of what else it alone has.
fn counts(whole: &Whole, side: usize, own: &[&LedgerRow]) -> Vec<Piece> {
    let piece = |class: &LedgerClass| {
        let rows: Vec<&&LedgerRow> = own.iter().filter(|row| row.class == *class).collect();
        let (one, many) = class_name(*class);
        match rows.as_slice() {
            [] => None,
            [row] if *class != LedgerClass::Quotation => {
                Some(value(whole, side, row, format!("the {one} {}", row.value)))
            }
            rows => {
                let way = Way::Panel(Shown::Only(side).id(), table_id(*class));
                Some(Piece::Link(counted(rows.len(), one, many), way))
            }
        }
    };
    COUNTED.iter().filter_map(piece).collect()
}

/// A value that leads to where it first stands.
fn value(whole: &Whole, side: usize, row: &LedgerRow, words: String) -> Piece {
    match whole.passages(side, &row.sides[side].sentences).first() {
        Some(passage) => Piece::Link(words, Way::Passage(side, *passage)),
        None => Piece::Words(words),
    }
}

/// Puts commas and "and" between.
fn list(pieces: &mut Vec<Piece>, items: Vec<Piece>) {
    let count = items.len();
    for (at, item) in items.into_iter().enumerate() {
        match at {
            0 => {}
            _ if at + 1 == count => pieces.push(Piece::words(" and ")),
            _ => pieces.push(Piece::words(", ")),
        }
        pieces.push(item);
    }
}
