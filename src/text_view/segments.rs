//! Overlapping ranges cut into a flat row of segments, each with the layers that cover it.

use demarche_corpus::order;
use std::ops::Range;

/// A stretch of text and the layers that cover all of it, in the order they were given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment<T> {
    /// Byte range.
    pub range: Range<usize>,
    /// What covers it.
    pub layers: Vec<T>,
}

/// Cuts `text` at every edge of a layer. Edges off a character boundary move back to one, and what lies outside
/// the text is left aside, so slicing by the result never fails. O(n log n) for n layers, as long as few overlap.
pub fn segments<T: Clone>(text: &str, layers: &[(Range<usize>, T)]) -> Vec<Segment<T>> {
    let layers: Vec<(Range<usize>, &T)> = layers
        .iter()
        .map(|(range, layer)| (floor(text, range.start)..floor(text, range.end), layer))
        .filter(|(range, _)| range.start < range.end)
        .collect();
    let mut edges: Vec<usize> = layers.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
    edges.extend([0, text.len()]);
    order::sort(&mut edges);
    edges.dedup();
    let mut starting: Vec<usize> = (0..layers.len()).collect();
    order::sort_by_key(&mut starting, |at| layers[*at].0.start);
    let mut starting = starting.into_iter().peekable();
    let mut covering: Vec<usize> = Vec::new();
    edges
        .windows(2)
        .map(|pair| {
            let range = pair[0]..pair[1];
            covering.retain(|at| layers[*at].0.end > range.start);
            while let Some(at) = starting.next_if(|at| layers[*at].0.start <= range.start) {
                let place = covering.partition_point(|other| *other < at);
                covering.insert(place, at);
            }
            Segment { range, layers: covering.iter().map(|at| layers[*at].1.clone()).collect() }
        })
        .collect()
}

/// The nearest character boundary at or before `offset`.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, layers: &[(Range<usize>, char)], expected: &[(&str, &str)]) {
        let cut = segments(text, layers);
        let seen: Vec<(&str, String)> =
            cut.iter().map(|s| (&text[s.range.clone()], s.layers.iter().collect())).collect();
        let seen: Vec<(&str, &str)> = seen.iter().map(|(part, layers)| (*part, layers.as_str())).collect();
        assert_eq!(seen, expected);
        assert_eq!(cut.iter().map(|s| &text[s.range.clone()]).collect::<String>(), text);
    }

    #[test]
    fn overlapping_layers_are_cut_apart() {
        check("abcdef", &[(1..4, 'x'), (3..6, 'y')], &[("a", ""), ("bc", "x"), ("d", "xy"), ("ef", "y")]);
    }

    #[test]
    fn no_layer_is_one_segment_and_no_text_is_none() {
        check("abc", &[], &[("abc", "")]);
        check("", &[(0..3, 'x')], &[]);
    }

    #[test]
    fn edges_inside_a_character_or_beyond_the_text_do_no_harm() {
        check("мир", &[(1..5, 'x'), (4..99, 'y')], &[("ми", "x"), ("р", "y")]);
    }
}
