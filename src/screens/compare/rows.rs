//! The rows: which are drawn, and when. Passages are grouped by text, so that a text can be read on its own; the style
//! sheet sets those of one row level with each other by the number of their line.
//!
//! Drawn part by part, the first at once, so that no part keeps the page from listening for long. Where the texts
//! scroll for themselves, or have nothing in common, each stands in its own order without gaps.

use super::Work;
use super::cells::{self, Column};
use super::keys::Place;
use super::lines::Line;
use super::model::Compared;
use super::sheet::Sheet;
use crate::browser::{self, History};
use crate::components::{draw_on, dynamic, maybe, text, when};
use crate::routes::RowFilter;
use leptos::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// So many rows come and go at once.
const AT_ONCE: usize = 40;

/// So many parts go together: they are quicker gone than drawn.
const GO_TOGETHER: usize = 6;

/// The id of all rows.
pub const ROWS_ID: &str = "rows";

/// All rows that the address asks for.
#[component]
pub fn Rows(
    /// What the screen shares.
    work: Work,
    /// Where the reader is.
    place: Place,
) -> impl IntoView {
    let wanted = Memo::new(move |_| {
        let shape = work.state.with(|state| (state.rows, state.hides_formulae, state.is_free));
        work.compared.get().map(|compared| (SameRows(compared), shape))
    });
    let shown: RwSignal<Option<(SameRows, Shape)>> = RwSignal::new(None);
    let is_current = Memo::new(move |_| shown.with(|shown| wanted.with(|wanted| shown == wanted)));
    let stage = Stage { parts: StoredValue::new(None), is_current };
    // The page listens while the rows there are go, and again before others come: both take long.
    Effect::new(move |_| {
        let now = wanted.get();
        if now.as_ref().is_some_and(|(rows, _)| rows.0.table.len() <= AT_ONCE) {
            return shown.set(now);
        }
        browser::start(async move {
            let is_wanted = || wanted.try_get_untracked().as_ref() == Some(&now);
            browser::pause().await;
            while is_wanted() && stage.parts.get_value().is_some_and(Parts::go) {
                browser::pause().await;
            }
            if is_wanted() {
                shown.set(None);
                browser::pause().await;
            }
            if is_wanted() {
                shown.set(now);
            }
        });
    });
    let rows = dynamic(move || {
        let Some((SameRows(compared), (.., is_free))) = shown.get() else { return ().into_any() };
        let sheet = Sheet::new(compared, work);
        if sheet.is_empty() {
            return view! { <p class="compare__none">"No row of this comparison is of that kind."</p> }
                .into_any();
        }
        draw(sheet, is_free, place, stage)
    });
    // It stays while rows come and go, and the focus in it.
    view! { <div id=ROWS_ID tabindex="-1">{rows}</div> }
}

/// Which rows are shown, whether formulae are not, and whether the texts scroll for themselves.
type Shape = (RowFilter, bool, bool);

/// A comparison, the same as any other of the same rows: what is found later draws none of them anew.
#[derive(Clone)]
struct SameRows(Arc<Compared>);

impl PartialEq for SameRows {
    fn eq(&self, other: &SameRows) -> bool {
        self.0.has_rows_of(&other.0)
    }
}

/// What the rows that are drawn share with those before and after them.
#[derive(Clone, Copy)]
struct Stage {
    parts: StoredValue<Option<Parts>>,
    /// Whether the rows there are those that are wanted, rather than about to go.
    is_current: Memo<bool>,
}

/// How many parts of a sheet are drawn, and how many of these are left while they go, the last first.
#[derive(Clone, Copy)]
struct Parts {
    drawn: RwSignal<usize>,
    left: RwSignal<usize>,
}

impl Parts {
    /// Takes some parts away; whether any is left.
    fn go(self) -> bool {
        let left = self.left.try_get_untracked().zip(self.drawn.try_get_untracked());
        let left = left.map_or(0, |(left, drawn)| left.min(drawn).saturating_sub(GO_TOGETHER));
        let _ = self.left.try_set(left);
        left > 0
    }
}

/// Draws a sheet, part by part.
fn draw(sheet: Sheet, is_free: bool, place: Place, stage: Stage) -> AnyView {
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
    let names = sheet.is_level.then(|| (cells::hint(sheet.work.has_hint), cells::names(&sheet)));
    let folding = sheet.folding.clone();
    let found = folding.clone();
    let line_of = {
        let lines = sheet.lines.clone();
        move |row: usize| lines.iter().position(|line| *line == Line::Row(row))
    };
    let sheet = StoredValue::new_local(sheet);
    let (drawn, left) = (RwSignal::new(1_usize), RwSignal::new(usize::MAX));
    stage.parts.set_value(Some(Parts { drawn, left }));
    draw_on(drawn, most);
    // What the reader asked for comes into view as soon as it is there.
    Effect::new(move |_| {
        let is_whole = drawn.get() >= most;
        // A row that is not among those shown is not waited for.
        if let Some(row) = place.wanted.get()
            && stage.is_current.get()
            && (bring(&row_id(row)) || is_whole)
        {
            place.wanted.set(None);
        }
    });
    // Where the reader is going is never closed.
    let opening = (folding.clone(), line_of.clone());
    Effect::new(move |_| {
        if let Some(row) = place.at.get()
            && let Some(line) = opening.1(row)
            && opening.0.open(line)
        {
            browser::later(move || {
                bring(&row_id(row));
            });
        }
    });
    let draw_column = |(column, parts): (Column, Vec<Range<usize>>)| {
        let part = move |(at, range): (usize, Range<usize>)| {
            when(
                move || drawn.get().min(left.get()) > at,
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
        let line = at.and_then(&line_of);
        line.map_or_else(String::new, |line| (line + 1).to_string())
    });
    let follow = move |event: leptos::ev::MouseEvent| {
        // A link opened in another tab is followed there.
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        if let Some(at) = browser::data_at(&event, "fold").and_then(|at| at.parse::<usize>().ok()) {
            return folding.toggle(at);
        }
        let Some(target) = browser::data_at(&event, "to") else { return };
        event.prevent_default();
        match target.strip_prefix("row-").and_then(|number| number.parse::<usize>().ok()) {
            Some(number) => place.go(number.saturating_sub(1), History::Push),
            None => {
                bring(&target);
            }
        }
    };
    // The browser's own search has found words in rows that are closed.
    let matched = move |event: leptos::ev::Event| {
        if let Some(at) = browser::data_at(&event, "stretch").and_then(|at| at.parse::<usize>().ok()) {
            found.toggle(at);
        }
    };
    view! {
        {names}
        // What is about to go need not be laid out anew for each part that goes.
        <div class=class style:display=maybe(move || (left.get() < usize::MAX).then_some("none")) on:click=follow on:beforematch=matched
            aria-busy=maybe(move || (drawn.get().min(left.get()) < most).then_some("true"))>
            {columns}
            <div class="cursor" aria-hidden="true" style:--row=line></div>
        </div>
    }
    .into_any()
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
