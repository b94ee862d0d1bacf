//! How much of each text has a counterpart in the others, in words that lead to the rows. No nodes here.

use super::model::{Compared, Pairwise};
use super::panels::sheet::{Piece, Way};
use crate::components::SIDE_LETTERS;
use crate::messages::counted;
use crate::routes::RowFilter;

/// The sentences, one of two texts, one for each of more.
pub fn coverage(compared: &Compared) -> Vec<Vec<Piece>> {
    match compared.pairs.as_slice() {
        [] => Vec::new(),
        [pair] => vec![of_two(compared, pair)],
        _ => {
            let mut said: Vec<_> = (0..compared.sides.len()).map(|side| of_one(compared, side)).collect();
            if let Some(last) = said.last_mut() {
                let moved = compared.shown(RowFilter::Moved, false).len();
                let moved = (moved > 0).then(|| format!("{} moved", counted(moved, "row", "rows")));
                let moved = moved.map(|words| rows(words, RowFilter::Moved));
                tell_of_all([moved, formulae(compared)], last);
            }
            said
        }
    }
}

/// ` 2 rows moved. 1 row is mere formula.`
fn tell_of_all(found: [Option<Piece>; 2], said: &mut Vec<Piece>) {
    for piece in found.into_iter().flatten() {
        said.push(Piece::words(" "));
        said.push(piece);
        said.push(Piece::words("."));
    }
}

/// `3 of A’s 4 passages have a counterpart in B, and 3 of B’s 6 in A; 1 moved; 1 row is mere formula.`
fn of_two(compared: &Compared, pair: &Pairwise) -> Vec<Piece> {
    let found = &pair.comparison.coverage;
    if found.a_matched == 0 && found.b_matched == 0 {
        return vec![Piece::Words(format!(
            "None of A’s {} has a counterpart among B’s {}.",
            counted(found.a_total, "passage", "passages"),
            counted(found.b_total, "passage", "passages"),
        ))];
    }
    let covered = format!(
        "{} of A’s {} {} a counterpart in B",
        found.a_matched,
        counted(found.a_total, "passage", "passages"),
        if found.a_matched == 1 { "has" } else { "have" },
    );
    // Without moved pairs, the level ones are all that are counted.
    let pairs = if found.moved == 0 { RowFilter::Matched } else { RowFilter::Paired(pair.couple()) };
    let back = format!("{} of B’s {} in A", found.b_matched, found.b_total);
    let mut pieces = vec![rows(covered, pairs), Piece::words(", and "), rows(back, pairs)];
    let moved = (found.moved > 0).then(|| rows(format!("{} moved", found.moved), RowFilter::Moved));
    for piece in [moved, formulae(compared)].into_iter().flatten() {
        pieces.push(Piece::words("; "));
        pieces.push(piece);
    }
    (0..2).for_each(|side| only(compared, side, &mut pieces));
    let alone = (0..2).filter_map(|side| alone(compared, side));
    for (at, piece) in alone.enumerate() {
        pieces.push(Piece::words(if at == 0 { "; inside pairs, " } else { " and " }));
        pieces.push(piece);
    }
    pieces.push(Piece::words("."));
    pieces
}

/// `A’s 4 passages: 3 with a counterpart in B, none in C; 1 passage only in A.`
fn of_one(compared: &Compared, side: usize) -> Vec<Piece> {
    let letter = SIDE_LETTERS[side];
    let passages = counted(compared.sides[side].passages.len(), "passage", "passages");
    let mut pieces = vec![Piece::Words(format!("{letter}’s {passages}: "))];
    for (at, pair) in
        compared.pairs.iter().filter(|pair| pair.first == side || pair.second == side).enumerate()
    {
        let found = &pair.comparison.coverage;
        let (other, matched) =
            if pair.first == side { (pair.second, found.a_matched) } else { (pair.first, found.b_matched) };
        let with = if at == 0 { "with a counterpart in" } else { "in" };
        pieces.push(Piece::words(if at == 0 { "" } else { ", " }));
        pieces.push(match matched {
            0 => Piece::Words(format!("none {with} {}", SIDE_LETTERS[other])),
            _ => rows(format!("{matched} {with} {}", SIDE_LETTERS[other]), RowFilter::Paired(pair.couple())),
        });
    }
    only(compared, side, &mut pieces);
    if let Some(piece) = alone(compared, side) {
        pieces.push(Piece::words("; inside pairs, "));
        pieces.push(piece);
    }
    pieces.push(Piece::words("."));
    pieces
}

/// `; 2 passages only in C`.
fn only(compared: &Compared, side: usize, pieces: &mut Vec<Piece>) {
    let count = compared.shown(RowFilter::Only(side), false).len();
    if count > 0 {
        let words = format!("{} only in {}", counted(count, "passage", "passages"), SIDE_LETTERS[side]);
        pieces.push(Piece::words("; "));
        pieces.push(rows(words, RowFilter::Only(side)));
    }
}

/// `1 sentence only in B`, of those inside pairs.
fn alone(compared: &Compared, side: usize) -> Option<Piece> {
    let count = compared.alone_of(side);
    let words = format!("{} only in {}", counted(count, "sentence", "sentences"), SIDE_LETTERS[side]);
    (count > 0).then(|| rows(words, RowFilter::Alone(side)))
}

/// `1 row is mere formula`.
fn formulae(compared: &Compared) -> Option<Piece> {
    let count = compared.shown(RowFilter::Formulae, false).len();
    let verb = if count == 1 { "is" } else { "are" };
    (count > 0)
        .then(|| rows(format!("{} {verb} mere formula", counted(count, "row", "rows")), RowFilter::Formulae))
}

fn rows(words: String, filter: RowFilter) -> Piece {
    Piece::Link(words, Way::Rows(filter.id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_of_all_texts_is_a_sentence_each() {
        let check = |found: [Option<&str>; 2], expected: &str| {
            let mut said = Vec::new();
            tell_of_all(found.map(|words| words.map(Piece::words)), &mut said);
            let said = said.into_iter().map(|(Piece::Words(words) | Piece::Link(words, _))| words);
            let said = said.collect::<String>();
            assert_eq!(said, expected);
        };
        check([None, None], "");
        check([Some("2 rows moved"), None], " 2 rows moved.");
        check([Some("2 rows moved"), Some("1 row is mere formula")], " 2 rows moved. 1 row is mere formula.");
    }
}
