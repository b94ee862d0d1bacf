//! What one of two texts alone states, in a sentence whose parts lead to the words. No nodes here.

use super::ledger::{class_name, table_id};
use super::open::Shown;
use super::sheet::{Piece, Way};
use super::two::Two;
use crate::messages::counted;
use demarche_compare::{LedgerClass, LedgerRow, Presence};
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
pub fn alone(two: &Two, side: usize) -> Vec<Piece> {
    let (presence, shown) = if side == 0 { (Presence::A, Shown::OnlyA) } else { (Presence::B, Shown::OnlyB) };
    let own = two.comparison().ledger.iter().filter(|row| row.presence == presence);
    let own: Vec<&LedgerRow> = own.collect();
    let names = names(two, side, &own, shown);
    let counts = counts(two, side, &own, shown);
    let mut pieces = vec![Piece::words(two.letter(side))];
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
fn names(two: &Two, side: usize, own: &[&LedgerRow], shown: Shown) -> Vec<Piece> {
    let mut names: Vec<&&LedgerRow> = own.iter().filter(|row| NAMED.contains(&row.class)).collect();
    // A bare capitalised word is the least sure of them.
    order::sort_by_key(&mut names, |row| {
        (row.class == LedgerClass::Name, std::cmp::Reverse(row.mentions_a + row.mentions_b))
    });
    // "and 1 more" takes no less room than the name.
    let given = if names.len() == NAMES + 1 { NAMES + 1 } else { NAMES };
    let mut pieces: Vec<Piece> =
        names.iter().take(given).map(|row| value(two, side, row, row.value.clone())).collect();
    if let Some(next) = names.get(given) {
        let way = Way::Panel(shown.id(), table_id(next.class));
        pieces.push(Piece::Link(format!("{} more", names.len() - given), way));
    }
    pieces
}

/// How much of what else it alone has.
fn counts(two: &Two, side: usize, own: &[&LedgerRow], shown: Shown) -> Vec<Piece> {
    let piece = |class: &LedgerClass| {
        let rows: Vec<&&LedgerRow> = own.iter().filter(|row| row.class == *class).collect();
        let (one, many) = class_name(*class);
        match rows.as_slice() {
            [] => None,
            [row] if *class != LedgerClass::Quotation => {
                Some(value(two, side, row, format!("the {one} {}", row.value)))
            }
            rows => {
                let way = Way::Panel(shown.id(), table_id(*class));
                Some(Piece::Link(counted(rows.len(), one, many), way))
            }
        }
    };
    COUNTED.iter().filter_map(piece).collect()
}

/// A value that leads to where it first stands.
fn value(two: &Two, side: usize, row: &LedgerRow, words: String) -> Piece {
    let sentences = if side == 0 { &row.a } else { &row.b };
    match two.passages(side, sentences).first() {
        Some(passage) => Piece::Link(words, Way::Passage(two.number(side), *passage)),
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
