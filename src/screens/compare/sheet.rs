//! What is drawn of a comparison: which lines and passages, in which order and in which parts. No nodes here.

use super::Work;
use super::cells::Column;
use super::drawing::{self, Drawing};
use super::lines::{self, Line};
use super::model::Compared;
use super::stretch::Folding;
use crate::routes::{CompareState, Route, RowFilter};
use demarche_compare::TableRow;
use leptos::prelude::*;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// Up to so many rows all are open; of more, stretches of one text alone begin closed where few passages are paired.
const MOST_OPEN: usize = 40;

/// Passages of one text that follow each other in one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The row.
    pub row: usize,
    /// Places in the row's list of this text's passages.
    pub places: Range<usize>,
    /// Whether the row's relation stands here.
    pub has_relation: bool,
}

/// What is drawn.
pub struct Sheet {
    /// What is compared.
    pub compared: Arc<Compared>,
    /// Rows and stubs in order, where texts stand level.
    pub lines: Vec<Line>,
    /// By text, the passages in its own order, where texts do not stand level.
    pub runs: Vec<Vec<Run>>,
    /// Rows of one text alone that follow each other, and which are closed.
    pub folding: Folding,
    /// Whether texts stand level.
    pub is_level: bool,
    /// What the screen shares.
    pub work: Work,
    state: CompareState,
    drawings: RefCell<Vec<Option<Rc<Drawing>>>>,
}

impl Sheet {
    /// What the address asks for of a comparison.
    pub fn new(compared: Arc<Compared>, work: Work) -> Sheet {
        let state = work.state.get_untracked();
        let shown = compared.shown(state.rows, state.hides_formulae);
        let is_level = !state.is_free && compared.paired() > 0;
        let drawings = RefCell::new(vec![None; compared.table.len()]);
        let (lines, runs) = if is_level {
            (lines::lines(&compared, &shown, state.rows == RowFilter::All), Vec::new())
        } else {
            (Vec::new(), (0..compared.sides.len()).map(|side| runs(&compared, &shown, side)).collect())
        };
        let only = |row: usize| compared.table.get(row).and_then(TableRow::only);
        let is_sparse = compared.table.len() > MOST_OPEN && compared.paired() * 3 < compared.table.len();
        // Who asks for the passages of one text wants to read them.
        let is_closed = is_sparse && !matches!(state.rows, RowFilter::Only(_));
        let folding = Folding::new(lines::stretches(&lines, only), is_closed);
        Sheet { compared, lines, runs, folding, is_level, work, state, drawings }
    }

    /// What is marked in a row; found when it is first asked for.
    pub fn drawing(&self, row: usize) -> Rc<Drawing> {
        let mut drawings = self.drawings.borrow_mut();
        let Some(slot) = drawings.get_mut(row) else { return Rc::default() };
        Rc::clone(slot.get_or_insert_with(|| Rc::new(drawing::draw(&self.compared, row))))
    }

    /// The address of a row.
    pub fn href(&self, row: usize) -> String {
        let passage = self.compared.anchor(row);
        Route::Compare(CompareState { passage, ..self.state.clone() }).href()
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.runs.iter().all(Vec::is_empty)
    }

    /// The parts of a column that are each drawn in one go.
    pub fn parts(&self, column: Column) -> Vec<Range<usize>> {
        let bytes = |side: usize, row: usize| -> usize {
            let passages = &self.compared.sides[side].passages;
            let held = self.compared.table[row].passages[side].iter();
            held.filter_map(|at| passages.get(*at)).map(|passage| passage.text.len()).sum()
        };
        let of_line = |line: &Line| match line {
            Line::Row(row) => (0..self.compared.sides.len()).map(|side| bytes(side, *row)).sum(),
            Line::Stub { .. } => 0,
        };
        match column {
            Column::Side(side) if !self.is_level => {
                lines::parts(&self.runs[side].iter().map(|run| bytes(side, run.row)).collect::<Vec<_>>())
            }
            _ => lines::parts(&self.lines.iter().map(of_line).collect::<Vec<_>>()),
        }
    }
}

/// The passages of one text in its own order, those of one row that follow each other together.
fn runs(compared: &Compared, shown: &[usize], side: usize) -> Vec<Run> {
    let mut found: Vec<(usize, Run)> = Vec::new();
    for row in shown {
        let passages = &compared.table[*row].passages[side];
        let mut start = 0;
        for end in 1..=passages.len() {
            if end == passages.len() || passages[end] != passages[end - 1] + 1 {
                let has_relation = start == 0 && compared.table[*row].first() == side;
                found.push((passages[start], Run { row: *row, places: start..end, has_relation }));
                start = end;
            }
        }
    }
    demarche_corpus::order::sort_by_key(&mut found, |(passage, _)| *passage);
    found.into_iter().map(|(_, run)| run).collect()
}
