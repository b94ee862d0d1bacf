//! What pointer and keys do to the stretch, and its way into the address once it is let go: one step of the history a gesture.
//!
//! Does not live here: the platform's pointer (`crate::browser`), where a sweep leads ([`super::stretch`]), which dates a bar
//! has (`demarche_search::Calendar`).

use super::stretch::{Side, bar_at, dated, stretched};
use super::strip::Strip;
use crate::browser::{self, History, Sweep, Swept};
use crate::routes::Route;
use std::ops::Range;
use std::rc::Rc;

/// So many milliseconds after the last key the stretch is taken to stand.
const PAUSE: i32 = 500;

/// Ids of the sliders, and of the button that brings all dates back.
pub(super) const START: &str = "timeline-start";
pub(super) const END: &str = "timeline-end";
const ALL: &str = "timeline-all";

impl Strip {
    /// What is done on the strip; `control` is the id of the slider that was moved, or of the button pressed.
    pub fn hear(self: &Rc<Self>, sweep: Sweep, swept: Swept, control: &str) {
        let bar = bar_at(swept, self.len);
        let pointed = bar.filter(|_| sweep == Sweep::Over);
        if self.pointed.replace(pointed) == pointed && matches!(sweep, Sweep::Over | Sweep::Off) {
            return;
        }
        match (sweep, bar) {
            (Sweep::Going | Sweep::Done, _) => {
                let (side, Range { start, end }) = stretched(swept, self.reached(), self.len);
                self.moved.set(Some((start, end)));
                if sweep == Sweep::Done {
                    self.choose(side == Side::Both);
                }
            }
            (Sweep::Click, Some(bar)) => self.press(bar),
            (Sweep::Pressed, _) => match control {
                START | END => self.slide(control),
                ALL => self.clear(),
                _ => return,
            },
            (Sweep::GivenUp, _) => self.give_up(),
            _ => {}
        }
        self.draw();
    }

    /// Forgets what was being moved.
    pub(super) fn give_up(&self) {
        self.moved.set(None);
        self.pause.set(self.pause.get().wrapping_add(1));
    }

    /// The stretch that the dates reach; all bars where they reach none.
    fn reached(&self) -> Range<usize> {
        let filters = self.navigation.browse_untracked().request.filters;
        let reached = self.calendar(|calendar| calendar.reached(filters.from, filters.to));
        if reached.is_empty() { 0..self.len } else { reached }
    }

    /// A click on a bar: it alone; on the only one chosen: all of them again.
    fn press(&self, bar: usize) {
        if self.reached() == (bar..bar + 1) {
            return self.clear();
        }
        self.moved.set(Some((bar, bar + 1)));
        self.choose(true);
    }

    /// An end of the stretch is where its slider is, though never past the other end.
    fn slide(self: &Rc<Self>, slider: &str) {
        let Range { start, end } = self.reached();
        let (start, end) = self.moved.get().unwrap_or((start, end));
        let bar = browser::typed_text(slider).parse().unwrap_or(0).min(self.len - 1);
        self.moved.set(Some(match slider == START {
            true => (bar.min(end - 1), end),
            false => (start, bar.max(start) + 1),
        }));
        let turn = self.pause.get().wrapping_add(1);
        self.pause.set(turn);
        let strip = Rc::clone(self);
        browser::after(PAUSE, move || {
            if strip.pause.get() == turn {
                strip.choose(false);
            }
        });
    }

    /// Puts what was moved into the address: both ends of a stretch that is drawn anew, else the one that is elsewhere now.
    fn choose(&self, is_new: bool) {
        let Some((start, end)) = self.moved.get().filter(|_| self.navigation.is_at_search()) else { return };
        let before = self.navigation.browse_untracked();
        let mut next = before.first_page();
        let filters = &mut next.request.filters;
        let ((from, to), reached) = self
            .calendar(|calendar| (calendar.dates(&(start..end)), calendar.reached(filters.from, filters.to)));
        let is_new = is_new || reached.is_empty();
        let (has_from, has_to) = dated(&(start..end), is_new, self.len);
        if is_new || start != reached.start {
            filters.from = from.filter(|_| has_from);
        }
        if is_new || end != reached.end {
            filters.to = to.filter(|_| has_to);
        }
        match *filters == before.request.filters {
            true => self.give_up(),
            false => self.navigation.visit(Route::Browse(next), History::Push),
        }
    }

    /// All dates again.
    fn clear(&self) {
        let mut next = self.navigation.browse_untracked().first_page();
        (next.request.filters.from, next.request.filters.to) = (None, None);
        self.undo.visit("Dates taken away".to_owned(), next);
        browser::focus(START);
    }
}
