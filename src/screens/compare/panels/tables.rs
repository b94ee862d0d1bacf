//! The content of a panel on the page: sentences, the drawing, tables, how it is computed.
//!
//! Tables are drawn part by part, so that no part keeps the page from listening for long.

use super::jump::{Ways, link, sentence};
use super::sheet::{Cell, Content, Sheet, Way};
use super::strips;
use crate::components::{SIDE_LETTERS, draw_on, when};
use leptos::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// So many rows are drawn in one go.
const PART: usize = 16;

/// So many links a cell shows at once; the others wait behind a word.
const LINKS: usize = 6;

/// Draws what a panel holds.
pub fn content(ways: Ways, content: Arc<Content>, printing: RwSignal<bool>) -> AnyView {
    let notes = content.notes.clone();
    let notes = notes.into_iter().map(|note| view! { <p class="panel__note">{sentence(ways, note)}</p> });
    let notes = notes.collect_view();
    let strips = content.strips.as_ref().map(strips::draw);
    let part = RwSignal::new(1_usize);
    let drawn = Memo::new(move |_| if printing.get() { usize::MAX } else { part.get() });
    let mut first = 0;
    let mut tables = Vec::new();
    for at in 0..content.sheets.len() {
        let parts = content.sheets[at].rows.len().div_ceil(PART);
        tables.push(table(ways, &content, at, first, drawn));
        first += parts;
    }
    draw_on(part, first);
    let method = content.method;
    let method = (!method.is_empty()).then(|| {
        let lines = method.iter().map(|line| view! { <p>{*line}</p> }).collect_view();
        view! { <details class="panel__method"><summary>"How this is computed"</summary>{lines}</details> }
    });
    view! { {notes}{strips}<div class="panel__tables">{tables}</div>{method} }.into_any()
}

/// One table; `first` is the number of its first part among all.
fn table(ways: Ways, content: &Arc<Content>, at: usize, first: usize, drawn: Memo<usize>) -> AnyView {
    let sheet = &content.sheets[at];
    let first_row = sheet.rows.first().map(Vec::as_slice).unwrap_or_default();
    let heads = sheet.heads.iter().zip(first_row).map(|(head, below)| {
        let class = matches!(below, Cell::Figure(_)).then_some("figure");
        view! { <th scope="col" class=class>{head.clone()}</th> }
    });
    let heads = heads.collect_view();
    let has_figures = first_row.iter().any(|cell| matches!(cell, Cell::Figure(_)));
    let class = if has_figures { "sheet sheet--figures" } else { "sheet" };
    let starts = (0..sheet.rows.len()).step_by(PART).enumerate();
    let part = |(part, start): (usize, usize)| {
        let content = Arc::clone(content);
        when(move || drawn.get() > first + part, move || rows(ways, &content.sheets[at], start..start + PART))
    };
    let parts = starts.map(part).collect_view();
    let heads = (!sheet.rows.is_empty()).then(|| view! { <thead><tr>{heads}</tr></thead> });
    view! {
        <div class="sheet__box"><table class=class>
            <caption id=sheet.id.clone() tabindex="-1">{sheet.caption.clone()}</caption>
            {heads}
            {parts}
        </table></div>
    }
    .into_any()
}

/// Some rows of a table.
fn rows(ways: Ways, sheet: &Sheet, range: Range<usize>) -> AnyView {
    let rows = sheet.rows.get(range.start..range.end.min(sheet.rows.len())).unwrap_or_default();
    let row = |cells: &Vec<Cell>| {
        let name = match cells.first() {
            Some(Cell::Name { words, .. }) => words.as_str(),
            _ => "",
        };
        let cells = cells.iter().map(|one| cell(ways, one, name)).collect_view();
        view! { <tr>{cells}</tr> }
    };
    view! { <tbody>{rows.iter().map(row).collect_view()}</tbody> }.into_any()
}

/// One cell; `name` is what its row is about.
fn cell(ways: Ways, cell: &Cell, name: &str) -> AnyView {
    match cell {
        Cell::Name { words, note, lang, swatch } => {
            let lang = (!lang.is_empty()).then(|| lang.clone());
            let note = (!note.is_empty()).then(|| view! { " "<small>{note.clone()}</small> });
            let swatch = swatch.map(|topic| {
                let class = format!("swatch {}", strips::colour(Some(topic)));
                view! { <span class=class>{topic + 1}</span>" " }
            });
            view! { <th scope="row">{swatch}<bdi lang=lang>{words.clone()}</bdi>{note}</th> }.into_any()
        }
        Cell::Figure(words) => view! { <td class="figure">{words.clone()}</td> }.into_any(),
        Cell::Absent(words) => view! { <td class="sheet__absent">{words.clone()}</td> }.into_any(),
        Cell::Places { count, side, places } => {
            let one = |(passage, word): &(usize, String)| place(ways, name, (*side, *passage), word);
            let (shown, others) = places.split_at(places.len().min(LINKS));
            let shown = shown.iter().map(one).collect_view();
            let others = (!others.is_empty()).then(|| more(ways, name, *side, others.to_vec()));
            let count = (!count.is_empty()).then(|| view! { <span class="figure">{count.clone()}</span>" " });
            view! { <td>{count}{shown}{others}</td> }.into_any()
        }
    }
}

/// Links that wait to be asked for: what stands everywhere would fill the page.
fn more(ways: Ways, name: &str, side: usize, places: Vec<(usize, String)>) -> AnyView {
    let is_wanted = RwSignal::new(false);
    let words = format!("{} more", places.len());
    let name = name.to_owned();
    let links = move || {
        let one = |(passage, word): &(usize, String)| place(ways, &name, (side, *passage), word);
        places.iter().map(one).collect_view().into_any()
    };
    view! {
        <details class="sheet__more" on:click=move |_| is_wanted.set(true)>
            <summary>{words}</summary>
            {when(move || is_wanted.get(), links)}
        </details>
    }
    .into_any()
}

/// A link to a passage.
fn place(ways: Ways, name: &str, (side, passage): (usize, usize), word: &str) -> AnyView {
    let number = passage + 1;
    let letter = SIDE_LETTERS[side];
    let words = if word.is_empty() { format!("¶{number}") } else { format!("¶{number} {word}") };
    let said = if word.is_empty() { String::new() } else { format!(", {word}") };
    let label = format!("{name} in {letter}, passage {number}{said}");
    view! { {link(ways, words, label, &Way::Passage(side, passage))}" " }.into_any()
}
