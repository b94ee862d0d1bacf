//! What the timeline says of the stretch that is being moved, of the bar that is pointed at, and of its thumbs.

use super::brush::Brush;
use crate::messages::counted;
use leptos::prelude::*;
use std::ops::Range;

impl Brush {
    /// Whether there is a bar or a stretch to tell of.
    pub fn is_told(self) -> bool {
        self.pointed.with(Option::is_some) || self.moved.with(Option::is_some)
    }

    /// The stretch that is being moved, or the bar that is pointed at, with its count.
    pub fn told(self) -> String {
        match (self.moved.get(), self.pointed.get()) {
            (Some(stretch), _) => self.tell(stretch),
            (None, Some(bar)) => self.tell(bar..bar + 1),
            (None, None) => String::new(),
        }
    }

    /// For instance `Nov 2024, 5 statements`, or `Nov 2024 to Jan 2025, 9 statements`.
    pub fn tell(self, stretch: Range<usize>) -> String {
        let count = self
            .counts
            .with(|counts| counts.counts.get(stretch.clone()).map_or(0, |part| part.iter().sum::<u32>()));
        let count = counted(count as usize, "statement", "statements");
        let (first, last) = (stretch.start, stretch.end - 1);
        let (first_name, last_name) = self.calendar(|calendar| (calendar.label(first), calendar.label(last)));
        if first == last {
            format!("{first_name}, {count}")
        } else {
            format!("{first_name} to {last_name}, {count}")
        }
    }
}
