//! Sorting for code that every reader downloads: one compiled sort for all types.
//!
//! The standard library compiles its sorts anew for each element type and comparison, about 5 KB a place; some
//! thirty places made an eighth of the app. These sort positions by a comparison behind a pointer, then move the
//! elements once. Stable. O(n log n) comparisons, O(n) moves, n positions of memory. Where sorting is hot (merging
//! postings), the standard sort is used instead.

use std::cmp::Ordering;

/// Sorts by the elements' own order.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts by a key made anew for each comparison.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts by a key made once for each element.
pub fn sort_by_cached_key<T, K: Ord>(items: &mut [T], key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = items.iter().map(key).collect();
    let order = sorted_positions(keys.len(), &|one, other| keys.get(one).cmp(&keys.get(other)));
    arrange(items, order);
}

/// Sorts by a comparison.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let order = sorted_positions(items.len(), &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    arrange(items, order);
}

/// The positions `0..len` in the order of what stands there.
fn sorted_positions(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|one, other| compare(*one, *other));
    order
}

/// Puts at each position what stood at `order` of it: cycle by cycle, so that each element moves once.
fn arrange<T>(items: &mut [T], mut order: Vec<usize>) {
    for start in 0..items.len() {
        let mut at = start;
        while order[at] != start {
            let next = order[at];
            items.swap(at, next);
            order[at] = at;
            at = next;
        }
        order[at] = at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(items in prop::collection::vec((0u8..9, any::<u8>()), 0..60)) {
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            for sort in [
                |items: &mut [(u8, u8)]| sort_by_key(items, |item| item.0),
                |items: &mut [(u8, u8)]| sort_by_cached_key(items, |item| item.0),
                |items: &mut [(u8, u8)]| sort_by(items, |one, other| one.0.cmp(&other.0)),
            ] {
                let mut ours = items.clone();
                sort(&mut ours);
                prop_assert_eq!(&ours, &expected);
            }
            let mut whole = items.clone();
            sort(&mut whole);
            expected.sort();
            prop_assert_eq!(whole, expected);
        }
    }
}
