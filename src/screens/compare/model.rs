//! What the Compare screen shows: up to four texts (`texts`) and how they correspond. No nodes here.

use super::alone;
use super::texts::Side;
use crate::routes::{Couple, RowFilter};
use crate::text_view::CellMark;
use demarche_compare::{Between, Comparison, LedgerRow, Row, RowKind, Sentence, TableRow, table};
use std::ops::Range;
use std::sync::Arc;

/// Byte ranges of a passage with what they are.
pub type Marks = Vec<(Range<usize>, CellMark)>;

/// The comparison of two of the texts.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairwise {
    /// The number of its side A among the texts.
    pub first: usize,
    /// The number of its side B among the texts.
    pub second: usize,
    /// What was found.
    pub comparison: Comparison,
}

/// Texts and how they correspond.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The texts, A first; two at least.
    pub sides: Vec<Side>,
    /// Every two of them, A and B first.
    pub pairs: Vec<Pairwise>,
    /// The rows of all of them.
    pub table: Vec<TableRow>,
    /// The ledger of all of them, where there are more than two.
    ledger: Vec<LedgerRow>,
    /// The score in per cent from which passages are a pair, if the reader wanted another than usual.
    pub least: Option<u8>,
    /// Whether the ledgers are there. Of long texts the rows are known before.
    pub is_whole: bool,
    /// The same for a comparison and for what was known of it before it was whole.
    rows_of: Arc<()>,
    /// By side and passage: the wording shared with another text.
    shared: Vec<Vec<Marks>>,
    /// By side and passage: the sentences without a counterpart, of passages that have one.
    pub(super) alone: Vec<Vec<Vec<Range<usize>>>>,
}

impl Pairwise {
    /// Which two texts they are.
    pub fn couple(&self) -> Couple {
        Couple { first: self.first, second: self.second }
    }
}

impl Compared {
    /// Puts the comparisons of every two texts together; `ledger` is that of all, where there are more than two.
    pub fn new(
        sides: Vec<Side>,
        pairs: Vec<Pairwise>,
        ledger: Vec<LedgerRow>,
        least: Option<u8>,
    ) -> Compared {
        let lengths: Vec<usize> = sides.iter().map(|side| side.passages.len()).collect();
        let between: Vec<Between<'_>> = pairs
            .iter()
            .map(|pair| Between { first: pair.first, second: pair.second, rows: &pair.comparison.rows })
            .collect();
        let table = table(&lengths, &between);
        let mut shared: Vec<Vec<Marks>> = lengths.iter().map(|length| vec![Vec::new(); *length]).collect();
        for pair in &pairs {
            // Of more than two texts each is set against A alone.
            if pair.first > 0 {
                continue;
            }
            let letter = if sides.len() > 2 { crate::components::SIDE_LETTERS[pair.second] } else { "" };
            for found in &pair.comparison.shared {
                let mark =
                    CellMark::Shared { label: format!("{letter}{}", found.number), is_exact: found.exact };
                for (side, place) in [(pair.first, &found.a), (pair.second, &found.b)] {
                    if let Some(marks) = shared[side].get_mut(place.passage) {
                        marks.push((place.range.clone(), mark.clone()));
                    }
                }
            }
        }
        let alone = alone::sentences(&sides, &pairs);
        Compared {
            sides,
            pairs,
            table,
            ledger,
            least,
            is_whole: true,
            rows_of: Arc::default(),
            shared,
            alone,
        }
    }

    /// The rows of two texts, before the ledger is known.
    pub fn early(sides: Vec<Side>, comparison: Comparison, least: Option<u8>) -> Compared {
        let pairs = vec![Pairwise { first: 0, second: 1, comparison }];
        Compared { is_whole: false, ..Compared::new(sides, pairs, Vec::new(), least) }
    }

    /// The same with all that was found.
    pub fn completed(&self, pairs: Vec<Pairwise>) -> Compared {
        Compared { pairs, is_whole: true, ..self.clone() }
    }

    /// Whether both are the same rows.
    pub fn has_rows_of(&self, other: &Compared) -> bool {
        Arc::ptr_eq(&self.rows_of, &other.rows_of)
    }

    /// The wording of a passage that another text shares.
    pub fn shared(&self, side: usize, passage: usize) -> &[(Range<usize>, CellMark)] {
        self.shared.get(side).and_then(|side| side.get(passage)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Which text states which fact.
    pub fn ledger(&self) -> &[LedgerRow] {
        match self.pairs.as_slice() {
            [pair] => &pair.comparison.ledger,
            _ => &self.ledger,
        }
    }

    /// The sentences of a text in reading order: any comparison it stands in has all of them.
    pub fn sentences(&self, side: usize) -> &[Sentence] {
        for Pairwise { first, second, comparison } in &self.pairs {
            if *first == side {
                return &comparison.sentences_a;
            } else if *second == side {
                return &comparison.sentences_b;
            }
        }
        &[]
    }

    /// The pairs inside a row, or what the comparisons say of a row of one text.
    pub fn links(&self, row: usize) -> impl Iterator<Item = (&Pairwise, &Row)> {
        let links = self.table.get(row).map(|row| row.links.as_slice()).unwrap_or_default();
        links.iter().filter_map(|link| {
            let pair = self.pairs.get(link.comparison)?;
            Some((pair, pair.comparison.rows.get(link.row)?))
        })
    }

    /// The name of a row's kind that scripts rely on (`data-row`).
    pub fn kind(&self, row: usize) -> &'static str {
        match self.table.get(row).and_then(TableRow::only) {
            Some(side) => ["only-a", "only-b", "only-c", "only-d"].get(side).copied().unwrap_or_default(),
            None if self.is_moved(row) => RowKind::Moved.id(),
            None if self.links(row).any(|(_, row)| row.kind == RowKind::Reworded) => RowKind::Reworded.id(),
            None => RowKind::Matched.id(),
        }
    }

    /// Whether a row has passages of one text alone.
    pub fn is_alone(&self, row: usize) -> bool {
        self.table.get(row).is_none_or(|row| row.only().is_some())
    }

    /// Whether some of a row stands out of the order of the row's first text.
    pub fn is_moved(&self, row: usize) -> bool {
        self.moved_sides(row).next().is_some()
    }

    /// The texts whose passages in a row stand out of the order of the row's first text.
    pub fn moved_sides(&self, row: usize) -> impl Iterator<Item = usize> {
        let first = self.table.get(row).map_or(0, TableRow::first);
        let moved = move |(pair, row): &(&Pairwise, &Row)| pair.first == first && row.kind == RowKind::Moved;
        self.links(row).filter(moved).map(|(pair, _)| pair.second)
    }

    /// Whether any difference is shown in a row: between two texts, a sentence of one alone, or that one is not in it.
    pub fn differs(&self, row: usize) -> bool {
        self.links(row).any(|(_, found)| found.differs)
            || (0..self.sides.len()).any(|side| self.alone_in_row(side, row) > 0)
            || self.table.get(row).is_some_and(|row| row.passages.iter().any(Vec::is_empty))
    }

    /// Whether a row is mere formula.
    pub fn is_formula(&self, row: usize) -> bool {
        let mut links = self.links(row).peekable();
        links.peek().is_some() && links.all(|(_, row)| row.is_formula)
    }

    /// Whether a row is shown.
    pub fn is_shown(&self, row: usize, filter: RowFilter, hides_formulae: bool) -> bool {
        let fits = match filter {
            RowFilter::All => true,
            RowFilter::Matched => !self.is_alone(row) && !self.is_moved(row),
            RowFilter::Moved => self.is_moved(row),
            RowFilter::Differing => self.differs(row),
            RowFilter::Only(side) => self.table.get(row).and_then(TableRow::only) == Some(side),
            RowFilter::Paired(two) => {
                self.links(row).any(|(pair, found)| pair.couple() == two && found.pair.is_some())
            }
            RowFilter::Alone(side) => self.alone_in_row(side, row) > 0,
            RowFilter::Formulae => return self.is_formula(row),
        };
        fits && !(hides_formulae && self.is_formula(row))
    }

    /// The rows that are shown, in order.
    pub fn shown(&self, filter: RowFilter, hides_formulae: bool) -> Vec<usize> {
        (0..self.table.len()).filter(|row| self.is_shown(*row, filter, hides_formulae)).collect()
    }

    /// How many rows have a counterpart.
    pub fn paired(&self) -> usize {
        (0..self.table.len()).filter(|row| !self.is_alone(*row)).count()
    }

    /// The score in per cent from which sentences are a pair, chosen or not; of several texts the least.
    pub fn applied(&self) -> u8 {
        let least = self.pairs.iter().map(|pair| pair.comparison.least()).fold(1.0, f64::min);
        (least * 100.0).round() as u8
    }

    /// The row that holds a passage with this anchor, A's before the others'.
    pub fn row_of(&self, anchor: &str) -> Option<usize> {
        let found = |(side, texts): (usize, &Side)| {
            let passage = texts.passages.iter().position(|passage| passage.anchor == anchor)?;
            self.table.iter().position(|row| row.passages[side].contains(&passage))
        };
        self.sides.iter().enumerate().find_map(found)
    }

    /// The row that holds a passage of a text.
    pub fn holder(&self, side: usize, passage: usize) -> Option<usize> {
        let holds = |row: &TableRow| row.passages.get(side).is_some_and(|held| held.contains(&passage));
        self.table.iter().position(holds)
    }

    /// The anchor by which an address names a row: that of its first passage.
    pub fn anchor(&self, row: usize) -> Option<String> {
        let row = self.table.get(row)?;
        let side = row.first();
        let passage = row.passages.get(side)?.first()?;
        self.sides.get(side)?.passages.get(*passage).map(|passage| passage.anchor.clone())
    }
}
