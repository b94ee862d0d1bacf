//! Which values of a facet are shown: the first ones, all chosen ones, and what was asked for. Without any signal.

use demarche_search::FacetCount;

/// So many values stand there before more are asked for.
const AT_FIRST: usize = 7;
/// So many at most: more rows would make every letter typed slower, and nobody reads them.
const MOST: usize = 200;
/// Of more values than this one can be looked for by its name.
pub const FIND_ABOVE: usize = 12;

/// What is shown of the values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picked {
    /// The places of those shown.
    pub rows: Vec<usize>,
    /// How many more have a match.
    pub hidden: usize,
    /// How many more have none.
    pub noughts: usize,
    /// How many are left out although all were asked for.
    pub beyond: usize,
    /// The largest count, where bars beside the counts say something: not where all are equal.
    pub bars: Option<usize>,
}

/// Picks values, in their order. `is_kept`: what stays in any case; `sought`: a part of a name.
pub fn picked(
    values: &[FacetCount],
    is_kept: &dyn Fn(&String) -> bool,
    is_open: bool,
    sought: &str,
) -> Picked {
    let sought = sought.trim().to_lowercase();
    let room = if is_open { MOST } else { AT_FIRST };
    let mut shown = Picked::default();
    for (at, value) in values.iter().enumerate() {
        let is_wanted = (is_open || value.count > 0) && value.label.to_lowercase().contains(&sought);
        if is_kept(&value.id) || (is_wanted && shown.rows.len() < room) {
            shown.rows.push(at);
        } else if is_open {
            shown.beyond += usize::from(is_wanted);
        } else if value.count > 0 {
            shown.hidden += 1;
        } else {
            shown.noughts += 1;
        }
    }
    // A single value more takes no more room than the button that would show it.
    if shown.hidden == 1 && shown.noughts == 0 {
        shown.rows.extend(values.iter().enumerate().map(|(at, _)| at).find(|at| !shown.rows.contains(at)));
        shown.hidden = 0;
    }
    let counts = || shown.rows.iter().filter_map(|at| values.get(*at)).map(|value| value.count);
    shown.bars = counts().max().filter(|most| counts().any(|count| count > 0 && count != *most));
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(counts: &[usize]) -> Vec<FacetCount> {
        let value = |(at, count): (usize, &usize)| FacetCount {
            id: at.to_string(),
            label: format!("Value {at}"),
            count: *count,
        };
        counts.iter().enumerate().map(value).collect()
    }

    #[test]
    fn the_first_values_stand_there_and_those_chosen() {
        let check = |counts: &[usize],
                     kept: &str,
                     is_open: bool,
                     sought: &str,
                     expected: (&[usize], usize, usize)| {
            let is_kept = |id: &String| kept.split(' ').any(|other| other == id);
            let found = picked(&values(counts), &is_kept, is_open, sought);
            assert_eq!((found.rows.as_slice(), found.hidden, found.noughts), expected);
        };
        let ten = [9, 8, 7, 6, 5, 4, 3, 2, 1, 1];
        check(&ten, "", false, "", (&[0, 1, 2, 3, 4, 5, 6], 3, 0));
        check(&ten, "9", false, "", (&[0, 1, 2, 3, 4, 5, 6, 9], 2, 0));
        check(&ten[..8], "", false, "", (&[0, 1, 2, 3, 4, 5, 6, 7], 0, 0));
        check(&[2, 1, 0, 0], "", false, "", (&[0, 1], 0, 2));
        check(&[2, 1, 0, 0], "3", false, "", (&[0, 1, 3], 0, 1));
        check(&[2, 1, 0, 0], "", true, "", (&[0, 1, 2, 3], 0, 0));
        check(&ten, "", true, "VALUE 9", (&[9], 0, 0));
        check(&ten, "2", true, "9", (&[2, 9], 0, 0));
        check(&[], "", true, "", (&[], 0, 0));
        let many = vec![1; 300];
        assert_eq!(picked(&values(&many), &|_| false, true, "").beyond, 100);
    }

    #[test]
    fn bars_stand_where_counts_differ() {
        for (counts, expected) in [(&[3, 3, 3][..], None), (&[3, 1], Some(3)), (&[3, 0], None), (&[], None)] {
            assert_eq!(picked(&values(counts), &|_| true, false, "").bars, expected, "{counts:?}");
        }
    }
}
