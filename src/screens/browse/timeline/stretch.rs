//! Stretches of bars: what a sweep of the pointer leads to, and which ends of it are dates. Plain figures, no signals.

use crate::browser::Swept;
use std::ops::Range;

/// How wide a thumb is, in pixels; it stands outside of the stretch.
const THUMB: f64 = 24.0;

/// Which end of the stretch is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The earlier one.
    From,
    /// The later one.
    To,
    /// Both: a stretch is drawn anew.
    Both,
}

/// The bar at a place in pixels, the nearest one where there is none.
fn nearest(x: f64, width: f64, len: usize) -> usize {
    ((x.max(0.0) * len as f64 / width) as usize).min(len.saturating_sub(1))
}

/// The bar that the pointer is at.
pub fn bar_at(swept: Swept, len: usize) -> Option<usize> {
    (0.0..swept.width).contains(&swept.to).then(|| nearest(swept.to, swept.width, len))
}

/// The stretch that a sweep over `len` bars leads to: a press beside an end of the one that is `chosen` takes hold of that
/// end, any other press begins anew.
pub fn stretched(swept: Swept, chosen: Range<usize>, len: usize) -> (Side, Range<usize>) {
    let edge = |bar: usize| bar as f64 * swept.width / len as f64;
    let (start, end) = (edge(chosen.start), edge(chosen.end));
    let (from, to) = (nearest(swept.from, swept.width, len), nearest(swept.to, swept.width, len));
    if (start - THUMB..start).contains(&swept.from) {
        (Side::From, to.min(chosen.end.saturating_sub(1))..chosen.end)
    } else if (end..end + THUMB).contains(&swept.from) {
        (Side::To, chosen.start..to.max(chosen.start) + 1)
    } else {
        (Side::Both, from.min(to)..from.max(to) + 1)
    }
}

/// Which of the two dates a stretch has: none where it is everything, and none for an end that was led to the edge of time
/// by itself.
pub fn dated(stretch: &Range<usize>, is_new: bool, len: usize) -> (bool, bool) {
    let (is_from_start, is_to_end) = (stretch.start == 0, stretch.end == len);
    let is_all = is_from_start && is_to_end;
    (!is_all && (is_new || !is_from_start), !is_all && (is_new || !is_to_end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sweep_begins_anew_or_takes_hold_of_an_end() {
        // Ten bars of 20 px, those from 60 to 120 chosen.
        let check = |from: f64, to: f64, side, stretch| {
            let swept = Swept { from, to, width: 200.0 };
            assert_eq!(stretched(swept, 3..6, 10), (side, stretch), "{from} to {to}");
        };
        check(10.0, 30.0, Side::Both, 0..2);
        check(110.0, 70.0, Side::Both, 3..6);
        check(170.0, 900.0, Side::Both, 8..10);
        check(50.0, 10.0, Side::From, 0..6);
        check(50.0, 190.0, Side::From, 5..6);
        check(130.0, 199.0, Side::To, 3..10);
        check(130.0, -50.0, Side::To, 3..4);
        let all = |from: f64, to: f64| stretched(Swept { from, to, width: 200.0 }, 0..10, 10);
        assert_eq!(all(-10.0, 70.0), (Side::From, 3..10));
        assert_eq!(all(210.0, 70.0), (Side::To, 0..4));
    }

    #[test]
    fn the_pointer_is_at_a_bar_or_beside_them() {
        let at = |to: f64| bar_at(Swept { from: 0.0, to, width: 200.0 }, 10);
        assert_eq!([at(-1.0), at(0.0), at(199.9), at(200.0)], [None, Some(0), Some(9), None]);
    }

    #[test]
    fn the_edges_of_time_are_no_dates() {
        assert_eq!(dated(&(0..10), true, 10), (false, false));
        assert_eq!(dated(&(0..4), true, 10), (true, true));
        assert_eq!(dated(&(0..4), false, 10), (false, true));
        assert_eq!(dated(&(4..10), false, 10), (true, false));
    }
}
