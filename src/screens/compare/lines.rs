//! In which order rows are drawn, and what stands where a passage was moved from. Numbers only, no text.
//!
//! Rows follow the first text. A passage of another text that stands elsewhere there leaves a stub at its own place;
//! a rail leads from its row to the stub. Cost: O(rows + passages), rails O(n · lanes).

use super::model::Compared;
use std::ops::Range;

/// So many rows are drawn at once, and so many in each further part.
const MOST_LINES: [usize; 2] = [30, 12];

/// Rows of so many bytes are drawn at once, more than a window shows, and in each further part.
const MOST_BYTES: [usize; 2] = [12_000, 10_000];

/// So many rows of one text alone that follow each other are drawn as one stretch, with one gap beside it.
const LEAST_STRETCH: usize = 3;

/// Rails side by side; a row beyond that has its stub alone.
const LANES: usize = 4;

/// One line of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// A row, by its number in the table.
    Row(usize),
    /// Where a passage stands in its own text that is shown in another row.
    Stub {
        /// The text.
        side: usize,
        /// The row it is shown in.
        row: usize,
    },
}

/// Rows of one text alone that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The text.
    pub side: usize,
    /// Their lines.
    pub lines: Range<usize>,
}

/// A line down the gutter from a row to the place where a passage of it stands in its own text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rail {
    /// The line of the row.
    pub row: usize,
    /// The line of the stub.
    pub stub: usize,
    /// Which of the lanes, counted from 0.
    pub lane: usize,
}

/// The lines of some rows, in order, with the stubs of those rows where `has_stubs`.
pub fn lines(compared: &Compared, shown: &[usize], has_stubs: bool) -> Vec<Line> {
    if !has_stubs {
        return shown.iter().map(|row| Line::Row(*row)).collect();
    }
    let rows = compared.table.len();
    // By row, the stubs that follow it; the last entry holds those before all rows.
    let mut after: Vec<Vec<Line>> = vec![Vec::new(); rows + 1];
    for side in 0..compared.sides.len() {
        stubs(compared, side, &mut after);
    }
    let mut lines = after.pop().unwrap_or_default();
    for (row, stubs) in after.into_iter().enumerate() {
        lines.push(Line::Row(row));
        lines.extend(stubs);
    }
    let mut is_shown = vec![false; rows];
    shown.iter().for_each(|row| is_shown[*row] = true);
    lines.retain(|line| match line {
        Line::Row(row) | Line::Stub { row, .. } => is_shown[*row],
    });
    lines
}

/// Puts the stubs of one text behind the rows they follow.
fn stubs(compared: &Compared, side: usize, after: &mut [Vec<Line>]) {
    let front = compared.table.len();
    let mut holder = vec![front; compared.sides[side].passages.len()];
    let mut is_elsewhere = vec![false; holder.len()];
    for (row, held) in compared.table.iter().enumerate() {
        let passages = &held.passages[side];
        let is_moved = compared.moved_sides(row).any(|moved| moved == side);
        for (at, passage) in passages.iter().enumerate() {
            holder[*passage] = row;
            let follows = at > 0 && passages[at - 1] + 1 == *passage;
            is_elsewhere[*passage] = if follows { is_elsewhere[passage - 1] } else { at > 0 || is_moved };
        }
    }
    // Where the passage before stands in this text's own order.
    let mut here = front;
    let mut last_stub = None;
    for (passage, row) in holder.into_iter().enumerate() {
        if !is_elsewhere[passage] {
            (here, last_stub) = (row, None);
        } else if last_stub != Some(row) {
            after[here].push(Line::Stub { side, row });
            last_stub = Some(row);
        }
    }
}

/// The stretches, given which text a row is alone of.
pub fn stretches(lines: &[Line], only: impl Fn(usize) -> Option<usize>) -> Vec<Stretch> {
    let side = |line: &Line| match line {
        Line::Row(row) => only(*row),
        _ => None,
    };
    let (mut found, mut start) = (Vec::new(), 0);
    for end in 1..=lines.len() {
        let of = side(&lines[start]);
        if lines.get(end).map(side) == Some(of) {
            continue;
        }
        if let Some(side) = of.filter(|_| end - start >= LEAST_STRETCH) {
            found.push(Stretch { side, lines: start..end });
        }
        start = end;
    }
    found
}

/// The rails between rows and stubs.
pub fn rails(lines: &[Line]) -> Vec<Rail> {
    let mut lane_ends = [0; LANES];
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if let Line::Row(row) = line {
            places.push((*row, at));
        }
    }
    let mut ends: Vec<(usize, usize)> = Vec::new();
    for (stub, line) in lines.iter().enumerate() {
        // Rows are shown in order.
        if let Line::Stub { row, .. } = line
            && let Ok(found) = places.binary_search_by_key(row, |(row, _)| *row)
        {
            ends.push((places[found].1, stub));
        }
    }
    demarche_corpus::order::sort_by_key(&mut ends, |(row, stub)| row.min(stub).to_owned());
    let rail = |(row, stub): (usize, usize)| {
        let lane = lane_ends.iter().position(|end| *end <= row.min(stub))?;
        lane_ends[lane] = row.max(stub) + 1;
        Some(Rail { row, stub, lane })
    };
    ends.into_iter().filter_map(rail).collect()
}

/// Lines cut into parts that are each drawn in one go, given how many bytes each line has.
pub fn parts(bytes: &[usize]) -> Vec<Range<usize>> {
    let (mut parts, mut start, mut held) = (Vec::new(), 0, 0);
    for (at, bytes) in bytes.iter().enumerate() {
        let which = usize::from(!parts.is_empty());
        if at > start && (at - start >= MOST_LINES[which] || held + bytes > MOST_BYTES[which]) {
            parts.push(start..at);
            (start, held) = (at, 0);
        }
        held += bytes;
    }
    if start < bytes.len() {
        parts.push(start..bytes.len());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_small_and_leave_nothing_out() {
        let check = |bytes: &[usize], expected: &[Range<usize>]| assert_eq!(parts(bytes), expected);
        check(&[], &[]);
        check(&[10; 43], &[0..30, 30..42, 42..43]);
        check(&[5_000, 5_000, 9_000, 9_000, 90_000, 1], &[0..2, 2..3, 3..4, 4..5, 5..6]);
        check(&[90_000], std::slice::from_ref(&(0..1)));
    }

    #[test]
    fn rows_of_one_text_that_follow_each_other_are_a_stretch() {
        let check = |sides: &str, expected: &[(usize, Range<usize>)]| {
            let only = |row: usize| "ab".find(&sides[row..=row]);
            let lines: Vec<Line> = (0..sides.len()).map(Line::Row).collect();
            let expected: Vec<Stretch> =
                expected.iter().map(|(side, lines)| Stretch { side: *side, lines: lines.clone() }).collect();
            assert_eq!(stretches(&lines, only), expected, "{sides}");
        };
        check("", &[]);
        check("aa=bb=", &[]);
        check("aaa", &[(0, 0..3)]);
        check("=aabbbb=", &[(1, 3..7)]);
        check("aaabbb", &[(0, 0..3), (1, 3..6)]);
        let rows = [Line::Row(0), Line::Row(1), Line::Stub { side: 0, row: 5 }, Line::Row(2)];
        assert_eq!(stretches(&rows, |_| Some(0)), [], "a stub stands between them");
    }

    #[test]
    fn rails_that_overlap_lie_side_by_side() {
        let stub = |row| Line::Stub { side: 1, row };
        let lines =
            [Line::Row(0), stub(2), Line::Row(1), Line::Row(2), stub(1), stub(0), Line::Row(3), stub(3)];
        let found = rails(&lines);
        let rail = |row, stub, lane| Rail { row, stub, lane };
        assert_eq!(found, [rail(0, 5, 0), rail(3, 1, 1), rail(2, 4, 2), rail(6, 7, 0)]);
    }
}
