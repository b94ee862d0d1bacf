//! Segments grouped under the marks that cover several of them, so that one mark becomes one element.

use super::Segment;
use std::ops::Range;

/// What a group of neighbouring segments has in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nested<T> {
    /// Text with nothing around it: a byte range.
    Text(Range<usize>),
    /// A mark, and what stands inside it.
    Mark(T, Vec<Nested<T>>),
}

/// Nests segments by their layers: of the layers of a segment the one with the highest rank is the outermost, and
/// neighbours that share it share the element. A layer that others cross is cut where it must be, never the one of
/// higher rank.
pub fn nest<T: Clone + PartialEq>(segments: &[Segment<T>], rank: &dyn Fn(&T) -> u8) -> Vec<Nested<T>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(segment) = segments.get(at) {
        let Some(outer) = segment.layers.iter().max_by_key(|layer| rank(layer)).cloned() else {
            out.push(Nested::Text(segment.range.clone()));
            at += 1;
            continue;
        };
        let run: Vec<Segment<T>> = segments[at..at + run_len(&segments[at..], &outer, rank)]
            .iter()
            .map(|segment| Segment {
                range: segment.range.clone(),
                layers: segment.layers.iter().filter(|layer| **layer != outer).cloned().collect(),
            })
            .collect();
        at += run.len();
        out.push(Nested::Mark(outer, nest(&run, rank)));
    }
    out
}

/// How many of the first segments one element for `outer` may hold: those it covers, but not the beginning of a layer
/// of higher rank that goes on beyond them. At least 1, for `outer` is the highest layer of the first segment.
fn run_len<T: PartialEq>(segments: &[Segment<T>], outer: &T, rank: &dyn Fn(&T) -> u8) -> usize {
    let covers =
        |layer: &T, at: usize| segments.get(at).is_some_and(|segment| segment.layers.contains(layer));
    let mut len = segments.iter().take_while(|segment| segment.layers.contains(outer)).count();
    // Ending earlier may cut another layer in two, which then has to be left out as well.
    while let Some(crossing) =
        segments[len - 1].layers.iter().find(|layer| rank(layer) > rank(outer) && covers(layer, len))
    {
        len -= (0..len).rev().take_while(|at| covers(crossing, *at)).count();
    }
    len
}

#[cfg(test)]
mod tests {
    use super::super::segments;
    use super::*;

    fn shown(text: &str, nested: &[Nested<char>]) -> String {
        let one = |part: &Nested<char>| match part {
            Nested::Text(range) => text[range.clone()].to_owned(),
            Nested::Mark(mark, inside) => format!("<{mark}>{}</>", shown(text, inside)),
        };
        nested.iter().map(one).collect()
    }

    fn check(layers: &[(Range<usize>, char)], expected: &str) {
        let text = "abcdef";
        // Capitals are hits: they stay whole, whatever crosses them.
        let rank = |mark: &char| u8::from(mark.is_uppercase());
        assert_eq!(shown(text, &nest(&segments(text, layers), &rank)), expected);
    }

    #[test]
    fn one_mark_is_one_element() {
        check(&[(0..4, 'l'), (1..2, 'b')], "<l>a<b>b</>cd</>ef");
        check(&[(1..5, 'H'), (2..3, 'b')], "a<H>b<b>c</>de</>f");
        check(&[(0..3, 'b'), (2..5, 'H')], "<b>ab</><H><b>c</>de</>f");
        check(&[(0..5, 'b'), (1..3, 'H'), (4..6, 'G')], "<b>a<H>bc</>d</><G><b>e</>f</>");
        check(&[(0..2, 'H'), (2..4, 'G')], "<H>ab</><G>cd</>ef");
        check(&[], "abcdef");
    }
}
