//! The columns and their cells: passages, the gaps that face the others', and stubs where a passage stands elsewhere.

use super::lines::{self, Line};
use super::model::Compared;
use super::relation::{evidence, relation};
use super::rows::{ROWS_ID, row_id};
use super::sheet::{Run, Sheet};
use super::sides::opener;
use super::stretch::Within;
use super::texts::{Side, SidePassage};
use crate::browser;
use crate::components::{SIDE_LETTERS, side_letter, text, when};
use crate::messages::byline;
use crate::routes::{ReadState, Route};
use crate::state::use_library;
use crate::text_view::compared_text;
use leptos::prelude::*;
use std::ops::Range;

/// Which column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// A text.
    Side(usize),
    /// How the passages correspond.
    Gutter,
}

/// A column around its cells.
pub fn column(sheet: &Sheet, column: Column, cells: AnyView) -> AnyView {
    let Column::Side(side) = column else {
        let rails = lines::rails(&sheet.lines).into_iter().map(|rail| {
            let (from, to) = (rail.row.min(rail.stub) + 1, rail.row.max(rail.stub) + 1);
            view! {
                <div class="rail" aria-hidden="true" style:--from=from.to_string() style:--to=to.to_string()
                    style:--lane=rail.lane.to_string()></div>
            }
        });
        let rails = rails.collect_view();
        return view! { <div class="gutter" role="group" aria-label="How the passages correspond">{cells}{rails}</div> }.into_any();
    };
    let library = use_library();
    let statement = &sheet.compared.sides[side].statement;
    let line = library.with_info(|info| byline(info, statement));
    let title = statement.title.clone();
    let name = view! { <a href=Route::read(&statement.id, "").href()>{title.clone()}</a> };
    // What scrolls for itself has to be reached by keyboard.
    let tab = (!sheet.is_level).then_some("0");
    view! {
        <section class="side" data-side=SIDE_LETTERS[side] aria-label=title tabindex=tab>
            <div class="side__head" style:--row="0">
                {side_letter(side)}
                <h2 class="side__title" lang=statement.lang.clone() dir="auto">{name}</h2>
                {opener(side, Some(statement), sheet.work.choosing)}
                <p class="byline">{line}</p>
            </div>
            {cells}
        </section>
    }
    .into_any()
}

/// The names of the texts in one line that stays in sight. Each text's own heading is what is read out.
pub fn names(sheet: &Sheet) -> AnyView {
    let sides = &sheet.compared.sides;
    let titles: Vec<String> = sides.iter().map(|side| side.statement.title.clone()).collect();
    let name = |(at, (side, title)): (usize, (&Side, String))| {
        view! { <p class="names__one" data-side=SIDE_LETTERS[at]>{side_letter(at)}<span lang=side.statement.lang.clone() dir="auto">{title}</span></p> }
    };
    let class = match sides.len() {
        2 => "names",
        3 => "names names--many names--three",
        _ => "names names--many names--four",
    };
    let names = sides.iter().zip(super::names::short(&titles)).enumerate().map(name).collect_view();
    view! { <div class=class aria-hidden="true">{names}</div> }.into_any()
}

/// One cell of a column, by its place.
pub fn cell(sheet: &Sheet, column: Column, at: usize) -> AnyView {
    match (column, sheet.is_level) {
        (Column::Side(side), false) => {
            sheet.runs[side].get(at).map_or_else(|| ().into_any(), |run| loose(sheet, side, run))
        }
        (column, _) => {
            sheet.lines.get(at).map_or_else(|| ().into_any(), |line| level(sheet, column, *line, at + 1))
        }
    }
}

/// One cell where texts stand level. `line` is its place on the page.
fn level(sheet: &Sheet, column: Column, line: Line, at: usize) -> AnyView {
    let compared = &*sheet.compared;
    match (line, column) {
        (Line::Row(row), Column::Gutter) => relation(sheet, row, Some(at)),
        (Line::Row(row), Column::Side(side)) => {
            let passages = compared.table[row].passages[side].len();
            let within = sheet.folding.within(at - 1);
            if let Some(within) = within.filter(|_| passages == 0) {
                // One gap faces them all.
                if within.is_first { within.gap(compared, side, row) } else { ().into_any() }
            } else if passages == 0 {
                gap(compared, side, row, at)
            } else {
                filled(sheet, side, row, 0..passages, Some(at))
            }
        }
        (Line::Stub { side, row }, Column::Side(own)) if own == side => {
            let (number, id) = (row + 1, stub_id(row, side));
            view! {
                <p class="cell cell--stub" id=id tabindex="-1" style:--row=at.to_string()>
                    <span aria-hidden="true">"⇅ "</span>"A passage here is shown "<a href=sheet.href(row) data-to=row_id(row)>{format!("at row {number}")}</a>
                </p>
            }
            .into_any()
        }
        (Line::Stub { .. }, _) => ().into_any(),
    }
}

/// How to read the screen, once.
pub fn hint(is_shown: RwSignal<bool>) -> AnyView {
    let put_away = move |_| {
        browser::put_hint_away();
        is_shown.set(false);
        browser::focus(ROWS_ID);
    };
    let line = move || {
        view! {
            <p class="summary__hint">
                "The sign between two passages says how they correspond; every number and name above the rows leads to its words. "
                <button type="button" class="jump" on:click=put_away>"Got it"</button>
            </p>
        }
        .into_any()
    };
    when(move || is_shown.get(), line)
}

/// The id of the stub that a row's passage of one text leaves at its own place.
pub fn stub_id(row: usize, side: usize) -> String {
    format!("stub-{}-{side}", row + 1)
}

/// The id of one text's passages of a row.
pub fn cell_id(row: usize, side: usize) -> String {
    format!("cell-{}-{side}", row + 1)
}

/// A button that leads to another place on the page.
pub fn jump(to: String, words: String) -> AnyView {
    view! { <button type="button" class="jump" data-to=to>{words}</button>" " }.into_any()
}

/// What faces passages of other texts where this one has nothing that corresponds.
fn gap(compared: &Compared, side: usize, row: usize, at: usize) -> AnyView {
    let letter = SIDE_LETTERS[side];
    let said = if compared.sides.len() > 2 {
        format!("Nothing in {letter}")
    } else {
        format!("Nothing in {letter} corresponds")
    };
    view! {
        <div class="cell cell--gap" style:--row=at.to_string()>
            <span><span class="visually-hidden">{format!("Row {}: ", row + 1)}</span>{said}</span>
        </div>
    }
    .into_any()
}

/// Passages of one text in one row, `places` of those it has there.
fn filled(sheet: &Sheet, side: usize, row: usize, places: Range<usize>, at: Option<usize>) -> AnyView {
    let compared = &*sheet.compared;
    let drawing = sheet.drawing(row);
    let found = &compared.sides[side];
    let held = &compared.table[row].passages[side];
    let passages = places.clone().map(|place| {
        let passage = held.get(place).and_then(|at| found.passages.get(*at));
        let marks =
            drawing.marks.get(side).and_then(|side| side.get(place)).map(Vec::as_slice).unwrap_or_default();
        passage.map(|passage| one_passage(compared, side, passage, compared_text(&passage.text, marks)))
    });
    let passages = passages.collect_view();
    let said = format!("Row {}:", row + 1);
    let class = if compared.is_formula(row) { "cell cell--formula" } else { "cell" };
    let within = at.and_then(|at| sheet.folding.within(at - 1));
    let hidden = within.as_ref().map(Within::hidden);
    let stretch = within.as_ref().map(|within| within.at.to_string());
    let class = within.map_or_else(|| text(move || class.to_owned()), |within| within.folded(class));
    let line = at.map(|at| at.to_string()).unwrap_or_default();
    let id = (places.start == 0).then(|| cell_id(row, side));
    let is_first = at.is_some() && compared.table[row].first() == side;
    let why = if is_first { evidence(sheet, row) } else { ().into_any() };
    view! {
        <div class=class id=id tabindex="-1" style:--row=line hidden=hidden data-stretch=stretch>
            <p class="visually-hidden">{said}</p>
            {passages}
            {why}
        </div>
    }
    .into_any()
}

/// One passage with the heading it stands under and the way to its place in the statement.
fn one_passage(compared: &Compared, side: usize, passage: &SidePassage, words: AnyView) -> AnyView {
    let statement = &compared.sides[side].statement;
    let state =
        ReadState { id: statement.id.clone(), passage: Some(passage.anchor.clone()), ..ReadState::default() };
    let heading = passage.heading.clone().map(|heading| {
        view! { <p class="cell__section" lang=statement.lang.clone() dir="auto">{heading}</p> }
    });
    let place = view! { <a class="snippet__place" href=Route::Read(state).href() aria-label="Read this passage in its place"></a> };
    view! {
        {heading}
        <div data-passage=passage.anchor.clone() lang=statement.lang.clone() dir="auto"><p>{words}{place}</p></div>
    }
    .into_any()
}

/// Passages of one text where texts do not stand level: how they correspond stands below them.
fn loose(sheet: &Sheet, side: usize, run: &Run) -> AnyView {
    let relation = if run.has_relation {
        relation(sheet, run.row, None)
    } else {
        let first = sheet.compared.table[run.row].first();
        view! {
            <p class="relation__others">
                {jump(cell_id(run.row, first), format!("Row {}: show in {}", run.row + 1, SIDE_LETTERS[first]))}
            </p>
        }
        .into_any()
    };
    view! { {filled(sheet, side, run.row, run.places.clone(), None)}{relation} }.into_any()
}
