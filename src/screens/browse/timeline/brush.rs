//! The stretch of the timeline that is chosen, and what pointer and keys do to it.
//!
//! Lives here: the stretch as it is being moved, and its way into the address once it is let go: one step of the history a
//! gesture. Does not live here: the platform's pointer (`crate::browser`), where a sweep leads ([`super::stretch`]), which dates a
//! bar has (`demarche_search::Calendar`), and what is told of it ([`super::told`]).

use super::super::undo::Undo;
use super::BARS_ID;
use super::stretch::{Side, bar_at, dated, stretched};
use super::thumb::START_ID;
use crate::browser::{self, History, Sweep, Swept, Timer};
use crate::routes::{BrowseState, Route};
use crate::state::{Library, Navigation, use_library, use_navigation};
use demarche_search::{Calendar, Timeline};
use leptos::prelude::*;
use std::ops::Range;

/// So many milliseconds after the last key the stretch is taken to stand.
const PAUSE: i32 = 500;

/// The stretch and its ways to change; copying this copies none of it.
#[derive(Clone, Copy)]
pub struct Brush {
    library: Library,
    navigation: Navigation,
    undo: Undo,
    pub(super) counts: Memo<Timeline>,
    /// How many bars there are.
    pub len: usize,
    /// The stretch while it is being moved.
    pub(super) moved: RwSignal<Option<Range<usize>>>,
    /// The bar that the pointer is at.
    pub(super) pointed: RwSignal<Option<usize>>,
    /// The stretch as drawn: what is being moved, or else what the dates reach.
    pub shown: Memo<Range<usize>>,
    /// Whether dates narrow the results.
    pub is_narrowed: Memo<bool>,
    pause: StoredValue<Timer, LocalStorage>,
}

impl Brush {
    /// The brush of a screen in this state.
    pub fn new(state: Memo<BrowseState>, counts: Memo<Timeline>, undo: Undo, len: usize) -> Brush {
        let (library, navigation) = (use_library(), use_navigation());
        let dates =
            Memo::new(move |_| state.with(|state| (state.request.filters.from, state.request.filters.to)));
        let moved: RwSignal<Option<Range<usize>>> = RwSignal::new(None);
        let shown = Memo::new(move |_| {
            let (from, to) = dates.get();
            let reached = || library.with_catalog(|catalog| catalog.calendar().reached(from, to));
            moved.get().unwrap_or_else(reached)
        });
        let is_narrowed = Memo::new(move |_| dates.with(|(from, to)| from.is_some() || to.is_some()));
        let pause = StoredValue::new_local(Timer::default());
        let pointed = RwSignal::new(None);
        let brush =
            Brush { library, navigation, undo, counts, len, moved, pointed, shown, is_narrowed, pause };
        // What the dates say now, from here or from elsewhere, is what counts.
        Effect::new(move |_| {
            dates.track();
            brush.drop();
        });
        let listening =
            StoredValue::new_local(browser::on_sweep(BARS_ID, move |sweep, swept| brush.hear(sweep, swept)));
        on_cleanup(move || {
            listening.dispose();
            pause.with_value(Timer::stop);
        });
        brush
    }

    pub(super) fn calendar<T>(self, work: impl FnOnce(&Calendar) -> T) -> T {
        self.library.with_catalog(|catalog| work(catalog.calendar()))
    }

    /// Forgets what was being moved.
    pub fn drop(self) {
        self.pause.with_value(Timer::stop);
        if self.moved.with_untracked(Option::is_some) {
            self.moved.set(None);
        }
    }

    /// What the pointer does.
    fn hear(self, sweep: Sweep, swept: Swept) {
        let bar = bar_at(swept, self.len);
        let pointed = bar.filter(|_| sweep == Sweep::Over);
        if self.pointed.get_untracked() != pointed {
            self.pointed.set(pointed);
        }
        match (sweep, bar) {
            (Sweep::Going | Sweep::Done, _) => {
                let (side, stretch) = stretched(swept, self.reached(), self.len);
                self.moved.set(Some(stretch));
                if sweep == Sweep::Done {
                    self.choose(side);
                }
            }
            (Sweep::Click, Some(bar)) => self.press(bar),
            (Sweep::GivenUp, _) => self.drop(),
            _ => {}
        }
    }

    /// The stretch that the dates reach; all bars where they reach none.
    fn reached(self) -> Range<usize> {
        let filters = self.navigation.browse_untracked().request.filters;
        let reached = self.calendar(|calendar| calendar.reached(filters.from, filters.to));
        if reached.is_empty() { 0..self.len } else { reached }
    }

    /// A click on a bar: it alone; on the only one chosen: all of them again.
    fn press(self, bar: usize) {
        if self.is_narrowed.get_untracked() && self.reached() == (bar..bar + 1) {
            return self.clear();
        }
        self.moved.set(Some(bar..bar + 1));
        self.choose(Side::Both);
    }

    /// The bar that an end of the stretch is in.
    pub fn bar(self, side: Side) -> usize {
        let shown = self.shown.get();
        let bar = if side == Side::From { shown.start } else { shown.end.saturating_sub(1) };
        bar.min(self.len - 1)
    }

    /// Moves an end by keys; gives the bar where it stands then, which is never past the other end.
    pub fn move_to(self, side: Side, bar: usize) -> usize {
        let moved = self.moved.get_untracked();
        let Range { start, end } = moved.unwrap_or_else(|| self.reached());
        let bar = if side == Side::From { bar.min(end - 1) } else { bar.clamp(start, self.len - 1) };
        self.moved.set(Some(if side == Side::From { bar..end } else { start..bar + 1 }));
        self.pause.with_value(|pause| pause.begin(PAUSE, move || self.choose(side)));
        bar
    }

    /// Puts what was moved into the address: both ends of a stretch that is drawn anew, else the one that is elsewhere now.
    fn choose(self, side: Side) {
        let Some(stretch) = self.moved.get_untracked() else { return };
        let before = self.navigation.browse_untracked();
        let mut next = before.first_page();
        let filters = &mut next.request.filters;
        let ((from, to), reached) =
            self.calendar(|calendar| (calendar.dates(&stretch), calendar.reached(filters.from, filters.to)));
        let is_new = side == Side::Both || reached.is_empty();
        let (has_from, has_to) = dated(&stretch, is_new, self.len);
        if is_new || stretch.start != reached.start {
            filters.from = from.filter(|_| has_from);
        }
        if is_new || stretch.end != reached.end {
            filters.to = to.filter(|_| has_to);
        }
        match filters == &before.request.filters {
            true => self.drop(),
            false => self.navigation.visit(Route::Browse(next), History::Push),
        }
    }

    /// All dates again.
    pub fn clear(self) {
        let mut next = self.navigation.browse_untracked().first_page();
        (next.request.filters.from, next.request.filters.to) = (None, None);
        self.undo.visit("Dates taken away".to_owned(), next);
        browser::focus(START_ID);
    }
}
