//! The two columns and the gutter between them. Passages are grouped by side, so that a side can be read on its
//! own; the style sheet sets those of one row level with each other by their row number.

use super::model::{Compared, Side, is_shown, relation};
use crate::components::dynamic;
use crate::messages::byline;
use crate::routes::{ReadState, Route, RowFilter};
use crate::state::use_library;
use crate::text_view::ComparedText;
use demarche_compare::{Row, RowKind};
use leptos::prelude::*;

/// Which side a cell belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letter {
    A,
    B,
}

impl Letter {
    fn name(self) -> &'static str {
        match self {
            Letter::A => "A",
            Letter::B => "B",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Letter::A => "side side--a",
            Letter::B => "side side--b",
        }
    }
}

/// Both sides, row by row.
#[component]
pub fn Columns(
    /// What is compared.
    compared: Compared,
    /// Which rows are shown.
    rows: Memo<RowFilter>,
) -> impl IntoView {
    let compared = StoredValue::new(compared);
    dynamic(move || {
        let filter = rows.get();
        let Compared { a, b, comparison } = compared.get_value();
        let shown: Vec<Row> = comparison.rows.into_iter().filter(|row| is_shown(row, filter)).collect();
        let relations = shown
            .iter()
            .enumerate()
            .map(|(at, row)| view! { <Relation row=row.clone() at=at + 1 a=a.clone() b=b.clone() /> })
            .collect_view();
        let none = shown
            .is_empty()
            .then(|| view! { <p class="compare__none">"No row of this comparison is of that kind."</p> });
        view! {
            <div class="columns">
                <SideView letter=Letter::A side=a.clone() rows=shown.clone() />
                <div class="gutter" role="group" aria-label="How the passages correspond">{relations}</div>
                <SideView letter=Letter::B side=b.clone() rows=shown />
            </div>
            {none}
        }
        .into_any()
    })
}

/// One side: its head, then a cell a row.
#[component]
fn SideView(letter: Letter, side: Side, rows: Vec<Row>) -> impl IntoView {
    let line = use_library().with_info(|info| byline(info, &side.statement));
    let statement = side.statement.clone();
    let cells = rows
        .into_iter()
        .enumerate()
        .map(|(at, row)| {
            let says = relation(&row).1;
            let passages = if letter == Letter::A { row.a } else { row.b };
            view! { <Cell letter at=at + 1 side=side.clone() passages says /> }
        })
        .collect_view();
    view! {
        <section class=letter.class() aria-label=statement.title.clone()>
            <div class="side__head" style:--row="0">
                <span class="side-letter" title=format!("Side {}", letter.name())>{letter.name()}</span>
                <h2 class="side__title" lang=statement.lang.clone()>
                    <a href=Route::read(&statement.id, "").href()>{statement.title.clone()}</a>
                </h2>
                <p class="byline">{line}</p>
            </div>
            {cells}
        </section>
    }
}

/// The passages of one side in one row, or the gap that faces the other side's.
#[component]
fn Cell(letter: Letter, at: usize, side: Side, passages: Vec<usize>, says: &'static str) -> impl IntoView {
    if passages.is_empty() {
        return view! {
            <div class="cell cell--gap" style:--row=at.to_string()>
                <span><span class="visually-hidden">{format!("Row {at}: ")}</span>{format!("Nothing in {} corresponds", letter.name())}</span>
            </div>
        }
        .into_any();
    }
    let id = side.statement.id.clone();
    let lang = side.statement.lang.clone();
    let passages = passages.into_iter().filter_map(|at| side.passages.get(at).cloned()).map(|passage| {
        let state = ReadState { id: id.clone(), passage: Some(passage.anchor.clone()), ..ReadState::default() };
        view! {
            {passage.heading.map(|heading| view! { <p class="cell__section">{heading}</p> })}
            <div data-passage=passage.anchor.clone() lang=lang.clone() dir="auto">
                <p><ComparedText text=passage.text marks=passage.marks />
                <a class="snippet__place" href=Route::Read(state).href() aria-label="Read this passage in its place"></a></p>
            </div>
        }
    });
    view! {
        <div class="cell" style:--row=at.to_string()>
            <p class="visually-hidden">{format!("Row {at}, {says}:")}</p>
            {passages.collect_view()}
        </div>
    }
    .into_any()
}

/// How the passages of one row correspond, with the evidence.
#[component]
fn Relation(row: Row, at: usize, a: Side, b: Side) -> impl IntoView {
    let (sign, words) = relation(&row);
    let anchor = |side: &Side, passages: &[usize]| {
        passages.first().and_then(|at| side.passages.get(*at)).map(|passage| passage.anchor.clone())
    };
    let pair = match (anchor(&a, &row.a), anchor(&b, &row.b)) {
        (Some(a), Some(b)) => Some(format!("{a} {b}")),
        _ => None,
    };
    let is_pair = pair.is_some();
    let why = (is_pair && !row.reasons.is_empty()).then(|| {
        let reasons = row.reasons.join("; ");
        view! { <p class="relation__why">"Why: "{reasons}{format!(" · score {}", hundredths(row.score))}</p> }
    });
    let class = match row.kind {
        RowKind::OnlyA => "relation relation--only-a",
        RowKind::OnlyB => "relation relation--only-b",
        RowKind::Moved => "relation relation--moved",
        _ => "relation relation--pair",
    };
    view! {
        <div class=class style:--row=at.to_string() data-row=row.kind.id() data-pair=pair>
            <p class="relation__what"><span class="relation__sign" aria-hidden="true">{sign}</span><span>{words}</span></p>
            {why}
        </div>
    }
}

/// A score of 0–1 as `0.62`. Formatting floats would cost every reader several kilobytes.
fn hundredths(score: f32) -> String {
    let hundredths = (score.clamp(0.0, 1.0) * 100.0).round() as u32;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
