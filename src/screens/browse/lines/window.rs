//! Which rows of a long table are in the page: those in sight and some around them.
//!
//! Pure sums, tested natively. Up to [`MOST_ROWS`] rows the table is as high as its rows are; beyond that no browser
//! could draw it, and its height stands still while a pixel of scrolling means more.

use crate::browser::Scrolled;

/// A table is never higher than so many rows: two-line rows of 64 pixels then stay below what any browser can scroll.
const MOST_ROWS: u32 = 250_000;
/// So many rows are drawn above and below those in sight, so that scrolling meets words.
const AROUND: u32 = 12;
/// The first row drawn is a multiple of this: so rows are drawn anew only now and then.
const STEP: u32 = 8;
/// A row of which no more than this part is in sight is not said to be seen.
const HARDLY_SEEN: f64 = 0.25;
/// So many rows are drawn before anything is measured.
const AT_FIRST: u32 = 40;

/// The rows in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first of them, counted from 0.
    pub first: u32,
    /// How many; there may be fewer.
    pub len: u32,
    /// How far below the top of the table they begin, in pixels.
    pub shift: i64,
    /// The first row in sight.
    pub seen_from: u32,
    /// The row after the last in sight.
    pub seen_to: u32,
}

impl Default for Window {
    fn default() -> Window {
        Window { first: 0, len: AT_FIRST, shift: 0, seen_from: 0, seen_to: 0 }
    }
}

/// How high the table is, in rows.
pub fn height(total: u32) -> u32 {
    total.min(MOST_ROWS)
}

/// The rows that belong into the page at this place of the table.
pub fn window(place: Scrolled, total: u32) -> Window {
    let rows = height(total);
    if rows == 0 || place.content <= 0 || place.height <= 0 {
        return Window::default();
    }
    let row = f64::from(place.content) / f64::from(rows);
    let in_sight = f64::from(place.height) / row;
    let top = f64::from(place.top.max(0));
    let at = if rows == total {
        top / row
    } else {
        let way = f64::from(place.content) - f64::from(place.height);
        (top / way.max(1.0)).min(1.0) * (f64::from(total) - in_sight).max(0.0)
    };
    let seen_from = (at as u32).min(total - 1);
    let first = seen_from.saturating_sub(AROUND) / STEP * STEP;
    let len = (in_sight as u32).saturating_add(2 * AROUND + STEP + 1);
    Window {
        first,
        len,
        shift: (top - (at - f64::from(first)) * row).round() as i64,
        seen_from,
        seen_to: ((at + in_sight - HARDLY_SEEN).ceil() as u32).clamp(seen_from + 1, total.max(seen_from + 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: i32 = 32;

    fn at(top: i32, total: u32) -> Window {
        window(Scrolled { top, height: 640, content: height(total) as i32 * ROW }, total)
    }

    #[test]
    fn what_is_in_sight_is_drawn_where_it_belongs() {
        for total in [1, 7, 100, 100_000, 250_000, 251_000, 3_000_000] {
            let way = (height(total) as i32 * ROW - 640).max(0);
            for part in 0..=20 {
                let top = (i64::from(way) * part / 20) as i32;
                let found = at(top, total);
                assert!(
                    found.first <= found.seen_from && found.seen_to <= found.first + found.len,
                    "{found:?}"
                );
                assert!(found.seen_from < found.seen_to, "{found:?}");
                // The row seen first crosses the upper edge.
                let edge = found.shift + i64::from(found.seen_from - found.first) * i64::from(ROW);
                assert!((edge - i64::from(top)).abs() <= i64::from(ROW), "{top} {found:?}");
            }
            assert_eq!(at(way, total).seen_to, total, "the last row can be reached");
            assert_eq!((at(0, total).first, at(0, total).shift), (0, 0));
        }
    }

    #[test]
    fn rows_are_drawn_anew_only_now_and_then() {
        let firsts: Vec<u32> = (0..3200).map(|top| at(top, 100_000).first).collect();
        let changes = firsts.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert!(changes <= 100 / STEP as usize, "{changes}");
        assert_eq!(at(50 * ROW, 100_000).shift, i64::from(at(50 * ROW, 100_000).first) * i64::from(ROW));
    }

    #[test]
    fn nothing_measured_or_nothing_there_is_the_beginning() {
        let none = Scrolled { top: 9, height: 0, content: 0 };
        assert_eq!((window(none, 5), window(none, 0)), (Window::default(), Window::default()));
    }
}
