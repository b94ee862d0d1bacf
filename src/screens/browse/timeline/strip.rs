//! The strip as it is at a moment, and writing it into the page.
//!
//! Does not live here: how it comes to be so ([`super::brush`]).

use super::super::Evaluated;
use super::super::undo::Undo;
use super::brush::{END, START};
use crate::browser::{write, write_attribute, write_slider};
use crate::messages::{by_period, counted, in_no_bar};
use crate::routes::BrowseState;
use crate::state::{Library, Navigation};
use demarche_corpus::PartialDate;
use demarche_search::{Calendar, Timeline};
use leptos::prelude::*;
use std::cell::Cell;
use std::fmt::Write as _;
use std::ops::Range;

/// So wide is the plane that is stretched to the room there is, and so high its highest bar.
const WHOLE: usize = 10_000;
const HEIGHT: usize = 100;

/// A bar that counts anything is so high at least.
const LOWEST: usize = 6;

/// The strip.
pub struct Strip {
    pub(super) library: Library,
    pub(super) navigation: Navigation,
    pub(super) undo: Undo,
    pub(super) state: Memo<BrowseState>,
    pub(super) answer: Evaluated,
    /// How many bars there are.
    pub(super) len: usize,
    /// The dates in force when it was drawn last.
    pub(super) dates: Cell<(Option<PartialDate>, Option<PartialDate>)>,
    /// The stretch while it is being moved, from its first bar to the one behind its last.
    pub(super) moved: Cell<Option<(usize, usize)>>,
    /// The bar that the pointer is at.
    pub(super) pointed: Cell<Option<usize>>,
    /// Counts the keys, so that only the last one ends in asking.
    pub(super) pause: Cell<u32>,
}

impl Strip {
    pub(super) fn calendar<T>(&self, work: impl FnOnce(&Calendar) -> T) -> T {
        self.library.with_catalog(|catalog| work(catalog.calendar()))
    }

    /// Writes all of it.
    pub fn draw(&self) {
        let dates = self.state.with_untracked(|state| (state.request.filters.from, state.request.filters.to));
        // What the dates say now, from here or from elsewhere, is what counts.
        if self.dates.replace(dates) != dates {
            self.give_up();
        }
        let is_narrowed = dates != (None, None);
        let nothing = Timeline::default();
        self.answer.with_untracked(|answer| {
            let timeline = answer.as_ref().map_or(&nothing, |page| &page.timeline);
            self.calendar(|calendar| self.write(calendar, timeline, dates, is_narrowed));
        });
    }

    fn write(
        &self,
        calendar: &Calendar,
        timeline: &Timeline,
        (from, to): (Option<PartialDate>, Option<PartialDate>),
        is_narrowed: bool,
    ) {
        let len = self.len;
        let moved = self.moved.get();
        let Range { start, end } =
            moved.map_or_else(|| calendar.reached(from, to), |(start, end)| start..end);
        let edge = |bar: usize| bar * WHOLE / len;
        write_attribute("timeline-outside", "d", &bars(&timeline.counts, (0..start).chain(end..len)));
        write_attribute("timeline-inside", "d", &bars(&timeline.counts, (start..end).chain(0..0)));
        let is_marked = (is_narrowed || moved.is_some()) && start < end;
        let bracket =
            if is_marked { format!("M{} 106V112H{}V106", edge(start), edge(end)) } else { String::new() };
        write_attribute("timeline-bracket", "d", &bracket);
        for (slider, at, bar) in [(START, start, start), (END, end, end.saturating_sub(1))] {
            let (bar, left) = (bar.min(len - 1), edge(at));
            let left = format!("{}.{:02}%", left / 100, left % 100);
            write_slider(slider, (bar, len - 1), &tell(calendar, timeline, bar, bar + 1), &left);
        }
        let told = moved.or(self.pointed.get().map(|bar| (bar, bar + 1)));
        let said = told.map(|(start, end)| tell(calendar, timeline, start, end)).unwrap_or_default();
        let missing = in_no_bar(timeline);
        let mut class = "timeline".to_owned();
        for (is_so, name) in [
            (is_narrowed, " timeline--narrowed"),
            (told.is_some(), " timeline--told"),
            (!missing.is_empty(), " timeline--less"),
        ] {
            if is_so {
                class.push_str(name);
            }
        }
        write_attribute("timeline-strip", "class", &class);
        for (id, words) in [
            ("timeline-first", calendar.label(0)),
            ("timeline-last", calendar.label(len - 1)),
            ("timeline-unit", by_period(calendar.unit())),
            ("timeline-missing", missing),
            ("timeline-said", said),
        ] {
            write(id, &words);
        }
    }
}

/// For instance `Nov 2024, 5 statements`, or `Nov 2024 to Jan 2025, 9 statements`.
fn tell(calendar: &Calendar, timeline: &Timeline, start: usize, end: usize) -> String {
    let count = timeline.counts.get(start..end).map_or(0, |part| part.iter().sum::<u32>());
    let count = counted(count as usize, "statement", "statements");
    let (first, last) = (calendar.label(start), calendar.label(end - 1));
    if first == last { format!("{first}, {count}") } else { format!("{first} to {last}, {count}") }
}

/// The path of some bars, each four fifths as wide as its place.
fn bars(counts: &[u32], wanted: std::iter::Chain<Range<usize>, Range<usize>>) -> String {
    let most = counts.iter().copied().max().unwrap_or(0).max(1) as usize;
    let tenth = WHOLE / 10 / counts.len().max(1);
    let mut path = String::new();
    for at in wanted {
        let count = counts.get(at).copied().unwrap_or(0) as usize;
        if count > 0 {
            let height = (count * HEIGHT / most).max(LOWEST);
            let left = at * WHOLE / counts.len() + tenth;
            let _ = write!(path, "M{left} {HEIGHT}v-{height}h{}v{height}z", 8 * tenth);
        }
    }
    path
}
