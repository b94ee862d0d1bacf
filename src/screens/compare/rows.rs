//! The rows: which are drawn, and when. Passages are grouped by text, so that a text can be read on its own; the style
//! sheet sets those of one row level with each other by the number of their line.
//!
//! Drawn part by part, the first at once, so that no part keeps the page from listening for long. Where the texts
//! scroll for themselves, or have nothing in common, each stands in its own order without gaps.

use super::Work;
use super::cells::{self, Column};
use super::drawing::{self, Drawing};
use super::keys::Place;
use super::lines::{self, Line};
use super::model::Compared;
use crate::browser::{self, History};
use crate::components::{dynamic, maybe, text, when};
use crate::routes::{CompareState, Route, RowFilter};
use leptos::prelude::*;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

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
    /// Whether texts stand level.
    pub is_level: bool,
    state: CompareState,
    drawings: RefCell<Vec<Option<Rc<Drawing>>>>,
}

impl Sheet {
    fn new(compared: Arc<Compared>, state: CompareState) -> Sheet {
        let shown = compared.shown(state.rows, state.hides_formulae);
        let is_level = !state.is_free && compared.paired() > 0;
        let drawings = RefCell::new(vec![None; compared.table.len()]);
        let (lines, runs) = if is_level {
            (lines::lines(&compared, &shown, state.rows == RowFilter::All), Vec::new())
        } else {
            (Vec::new(), (0..compared.sides.len()).map(|side| runs(&compared, &shown, side)).collect())
        };
        Sheet { compared, lines, runs, is_level, state, drawings }
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

    fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.runs.iter().all(Vec::is_empty)
    }

    /// The parts of a column that are each drawn in one go.
    fn parts(&self, column: Column) -> Vec<Range<usize>> {
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

/// All rows that the address asks for.
#[component]
pub fn Rows(
    /// What the screen shares.
    work: Work,
    /// Where the reader is.
    place: Place,
) -> impl IntoView {
    let shape =
        Memo::new(move |_| work.state.with(|state| (state.rows, state.hides_formulae, state.is_free)));
    dynamic(move || {
        let (.., is_free) = shape.get();
        let Some(compared) = work.compared.get() else { return ().into_any() };
        let sheet = Sheet::new(compared, work.state.get_untracked());
        if sheet.is_empty() {
            return view! { <p class="compare__none">"No row of this comparison is of that kind."</p> }
                .into_any();
        }
        draw(sheet, is_free, place)
    })
}

/// Draws a sheet, part by part.
fn draw(sheet: Sheet, is_free: bool, place: Place) -> AnyView {
    let count = sheet.compared.sides.len();
    let class = match (is_free, sheet.is_level, count) {
        (true, ..) => "columns columns--loose columns--free",
        (_, false, _) => "columns columns--loose",
        (.., 2) => "columns",
        (.., 3) => "columns columns--many columns--three",
        _ => "columns columns--many columns--four",
    };
    let gutter = sheet.is_level.then_some(Column::Gutter);
    let mut columns: Vec<Column> = (0..count).map(Column::Side).collect();
    columns.splice(1..1, gutter);
    let parts: Vec<Vec<Range<usize>>> = columns.iter().map(|column| sheet.parts(*column)).collect();
    let most = parts.iter().map(Vec::len).max().unwrap_or(0);
    let sheet = StoredValue::new_local(sheet);
    let drawn = RwSignal::new(1_usize);
    go_on(drawn, most);
    // What the reader asked for comes into view as soon as it is there.
    Effect::new(move |_| {
        let is_whole = drawn.get() >= most;
        // A row that is not among those shown is not waited for.
        if let Some(row) = place.wanted.get()
            && (bring(&row_id(row)) || is_whole)
        {
            place.wanted.set(None);
        }
    });
    let draw_column = |(column, parts): (Column, Vec<Range<usize>>)| {
        let part = move |(at, range): (usize, Range<usize>)| {
            when(
                move || drawn.get() > at,
                move || {
                    let cell = |at| sheet.with_value(|sheet| cells::cell(sheet, column, at));
                    range.clone().map(cell).collect_view().into_any()
                },
            )
        };
        let inside = parts.into_iter().enumerate().map(part).collect_view().into_any();
        sheet.with_value(|sheet| cells::column(sheet, column, inside))
    };
    let columns = columns.into_iter().zip(parts).map(draw_column).collect_view();
    let line = text(move || {
        let at = place.at.get();
        let line =
            sheet.with_value(|sheet| sheet.lines.iter().position(|line| Some(*line) == at.map(Line::Row)));
        line.map_or_else(String::new, |line| (line + 1).to_string())
    });
    let follow = move |event: leptos::ev::MouseEvent| {
        // A link opened in another tab is followed there.
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let Some(target) = browser::data_at(&event, "to") else { return };
        event.prevent_default();
        match target.strip_prefix("row-").and_then(|number| number.parse::<usize>().ok()) {
            Some(number) => place.go(number.saturating_sub(1), History::Push),
            None => drop(bring(&target)),
        }
    };
    view! {
        <div class=class on:click=follow aria-busy=maybe(move || (drawn.get() < most).then_some("true"))>
            {columns}
            <div class="cursor" aria-hidden="true" style:--row=line></div>
        </div>
    }
    .into_any()
}

/// Draws the next part once the browser has drawn the last: laying out several at once would take long.
fn go_on(drawn: RwSignal<usize>, parts: usize) {
    browser::drawn(move || {
        // Rows that are gone are not drawn on.
        let Some(count) = drawn.try_get_untracked().filter(|count| *count < parts) else { return };
        drawn.set(count + 1);
        go_on(drawn, parts);
    });
}

/// Brings an element into view and gives it the focus; whether it is there.
fn bring(id: &str) -> bool {
    let is_there = browser::focus_if_there(id);
    browser::scroll_to_passage(id);
    is_there
}

/// The id of a row's element. Readers count from 1.
pub fn row_id(row: usize) -> String {
    format!("row-{}", row + 1)
}
