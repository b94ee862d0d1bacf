//! Rows of one text alone that follow each other: drawn with one gap beside them, and closed to their first lines or open.
//!
//! What is closed is in the page all the same: the browser's own search finds it (`hidden="until-found"`), and so does who
//! reads the page by program.

use super::lines::Stretch;
use super::model::Compared;
use crate::components::{SIDE_LETTERS, maybe, text};
use leptos::prelude::*;

/// The stretches of a sheet.
#[derive(Clone)]
pub struct Folding {
    stretches: Vec<(Stretch, RwSignal<bool>)>,
}

/// Where a line stands in its stretch.
#[derive(Clone)]
pub struct Within {
    /// Which of the sheet's stretches.
    pub at: usize,
    /// It.
    pub stretch: Stretch,
    /// Whether the line is its first.
    pub is_first: bool,
    is_closed: RwSignal<bool>,
}

impl Folding {
    /// Stretches that are all closed, or all open.
    pub fn new(stretches: Vec<Stretch>, is_closed: bool) -> Folding {
        let fold = |stretch| (stretch, RwSignal::new(is_closed));
        Folding { stretches: stretches.into_iter().map(fold).collect() }
    }

    /// The stretch that a line stands in.
    pub fn within(&self, line: usize) -> Option<Within> {
        let at = self.stretches.partition_point(|(stretch, _)| stretch.lines.end <= line);
        let (stretch, is_closed) = self.stretches.get(at)?;
        let is_first = stretch.lines.start == line;
        let found = Within { at, stretch: stretch.clone(), is_first, is_closed: *is_closed };
        stretch.lines.contains(&line).then_some(found)
    }

    /// Opens the stretch that a line stands in, but for its first line, which is always there; whether it was closed.
    pub fn open(&self, line: usize) -> bool {
        let found = self.within(line).filter(|within| !within.is_first && within.is_closed.get_untracked());
        if let Some(within) = &found {
            within.is_closed.set(false);
        }
        found.is_some()
    }

    /// Opens a stretch that is closed, and closes one that is open.
    pub fn toggle(&self, at: usize) {
        if let Some((_, is_closed)) = self.stretches.get(at) {
            is_closed.update(|is_closed| *is_closed = !*is_closed);
        }
    }
}

impl Within {
    /// The value of `hidden` of what stands in the line.
    pub fn hidden(&self) -> Signal<Option<String>> {
        let (is_first, is_closed) = (self.is_first, self.is_closed);
        maybe(move || (!is_first && is_closed.get()).then_some("until-found"))
    }

    /// The class of a cell of its first line, that shows no more than two lines of its words while the rest is closed.
    pub fn folded(&self, class: &'static str) -> Signal<String> {
        let (is_first, is_closed) = (self.is_first, self.is_closed);
        text(
            move || {
                if is_first && is_closed.get() { format!("{class} cell--folded") } else { class.to_owned() }
            },
        )
    }

    /// How many passages, and the button that opens and closes the stretch.
    pub fn count(&self) -> AnyView {
        let is_closed = self.is_closed;
        let words = text(move || if is_closed.get() { "Show each" } else { "Close up" }.to_owned());
        let expanded = text(move || (!is_closed.get()).to_string());
        let said = format!(
            " of the {} passages only in {}",
            self.stretch.lines.len(),
            SIDE_LETTERS[self.stretch.side]
        );
        view! {
            <p class="relation__count">{self.stretch.lines.len()}" passages "
                <button type="button" class="jump" data-fold=self.at.to_string() aria-expanded=expanded>
                    {words}<span class="visually-hidden">{said}</span>
                </button>
            </p>
        }
        .into_any()
    }

    /// What faces the passages in another text.
    pub fn gap(&self, compared: &Compared, side: usize, row: usize) -> AnyView {
        let (letter, count) = (SIDE_LETTERS[side], self.stretch.lines.len());
        // Where the parts of a row stand below each other: before all of the passages, or after all.
        let at = if side < self.stretch.side { self.stretch.lines.start + 1 } else { self.stretch.lines.end };
        let corresponds = if compared.sides.len() > 2 { "for" } else { "corresponds to" };
        view! {
            <div class="cell cell--gap cell--stretch" style:--row=(self.stretch.lines.start + 1).to_string() style:--rows=count.to_string() style:--at=at.to_string()>
                <span>
                    <span class="visually-hidden">{format!("Rows {} to {}: ", row + 1, row + count)}</span>
                    {format!("Nothing in {letter} {corresponds} these {count} passages")}
                </span>
            </div>
        }
        .into_any()
    }
}
