//! The order of subjects in two texts: two strips as wide as the page, bands between what stands in both.
//!
//! Lives here: the geometry, by whole numbers, and the drawing. Numbers in the strips are those of the table below it,
//! so nothing is told by colour alone; the table has the same in words.

use super::two::Two;
use crate::components::side_letter;
use crate::messages::joined;
use demarche_compare::structure::{Block, Structure};
use leptos::prelude::*;

/// The width of a strip in the drawing's own units.
const WIDTH: u64 = 10_000;

/// The heights of the strips and of what is between them.
const STRIP: u32 = 30;
const BETWEEN: u32 = 60;

/// The classes of the first subjects, each with a colour of its own.
const COLOURS: [&str; 6] = ["topic-0", "topic-1", "topic-2", "topic-3", "topic-4", "topic-5"];
/// The classes of all other subjects, and of what has none.
const OTHERS: [&str; 2] = ["topic-other", "topic-none"];

/// Below this width a block has no room for its number.
const LEAST_LABELLED: u64 = 300;

/// A drawing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Strips {
    /// The bands, the strongest last and on top, then the blocks: the class of the colour, and the outline.
    bands: Vec<(&'static str, String)>,
    blocks: Vec<(&'static str, String)>,
    /// What it shows, in a sentence.
    said: String,
    /// By side, the numbers in the strip: where they stand in thousandths of the width, and what they say.
    labels: [Vec<(u64, String)>; 2],
    /// The numbers of the texts.
    sides: [usize; 2],
}

/// The class of a subject's colour.
pub fn colour(topic: Option<usize>) -> &'static str {
    match topic {
        Some(topic) => COLOURS.get(topic).copied().unwrap_or(OTHERS[0]),
        None => OTHERS[1],
    }
}

/// Draws two texts.
pub fn strips(two: &Two, found: &Structure) -> Strips {
    let spans = [spans(&found.strip_a), spans(&found.strip_b)];
    let (mut bands, mut blocks) = (Vec::new(), Vec::new());
    let bottom = STRIP + BETWEEN;
    // Bands below, the strongest last and on top.
    for band in found.bands.iter().rev() {
        let (Some(&(a, to_a)), Some(&(b, to_b))) = (spans[0].get(band.a), spans[1].get(band.b)) else {
            continue;
        };
        let middle = STRIP + BETWEEN / 2;
        bands.push((
            colour(Some(band.topic)),
            format!(
                "M{a} {STRIP}C{a} {middle} {b} {middle} {b} {bottom}L{to_b} {bottom}C{to_b} {middle} {to_a} {middle} {to_a} {STRIP}Z"
            ),
        ));
    }
    let mut labels = [Vec::new(), Vec::new()];
    for (side, strip) in [&found.strip_a, &found.strip_b].into_iter().enumerate() {
        let top = if side == 0 { 0 } else { bottom };
        for (block, (from, to)) in strip.iter().zip(&spans[side]) {
            let width = to - from;
            blocks.push((colour(block.topic), format!("M{from} {top}h{width}v{STRIP}h-{width}Z")));
            if let Some(topic) = block.topic.filter(|_| width >= LEAST_LABELLED) {
                labels[side].push(((from + to) / 20, (topic + 1).to_string()));
            }
        }
    }
    Strips { bands, blocks, said: said(two, found), labels, sides: [two.number(0), two.number(1)] }
}

/// Where each block begins and ends.
fn spans(strip: &[Block]) -> Vec<(u64, u64)> {
    let words = |block: &Block| u64::from(block.words);
    let all = strip.iter().map(words).sum::<u64>().max(1);
    let mut at = 0;
    let mut span = |block: &Block| {
        let from = at;
        at += words(block);
        (from * WIDTH / all, at * WIDTH / all)
    };
    strip.iter().map(&mut span).collect()
}

/// The subjects of each text in their order.
fn said(two: &Two, found: &Structure) -> String {
    let order = |strip: &[Block]| {
        let mut seen: Vec<usize> = Vec::new();
        for topic in strip.iter().filter_map(|block| block.topic) {
            if !seen.contains(&topic) {
                seen.push(topic);
            }
        }
        let names = seen.iter().filter_map(|at| found.topics.get(*at)).map(|topic| topic.label.clone());
        joined(names.take(12))
    };
    let [a, b] = [order(&found.strip_a), order(&found.strip_b)];
    let [first, second] = [two.letter(0), two.letter(1)];
    let none = |said: String| if said.is_empty() { "no known subject".to_owned() } else { said };
    format!("Order of subjects. {first}: {}. {second}: {}.", none(a), none(b))
}

/// The drawing on the page.
pub fn draw(strips: &Strips) -> AnyView {
    let labels = |side: usize| {
        let label = |(at, words): &(u64, String)| {
            let (whole, rest) = (at / 10, at % 10);
            view! { <span style:left=format!("{whole}.{rest}%")>{words.clone()}</span> }
        };
        let labels = strips.labels[side].iter().map(label).collect_view();
        view! { <div class="strips__labels" aria-hidden="true">{labels}</div> }
    };
    let paths = |outlines: &[(&'static str, String)]| {
        let path =
            |(class, outline): &(&'static str, String)| view! { <path class=*class d=outline.clone() /> };
        outlines.iter().map(path).collect_view()
    };
    let height = STRIP * 2 + BETWEEN;
    let box_of = format!("0 0 {WIDTH} {height}");
    view! {
        <figure class="strips">
            <div class="strips__letters">{side_letter(strips.sides[0])}{side_letter(strips.sides[1])}</div>
            <div class="strips__drawing">
                <svg role="img" aria-label=strips.said.clone() viewBox=box_of preserveAspectRatio="none">
                    <g class="bands">{paths(&strips.bands)}</g>
                    <g>{paths(&strips.blocks)}</g>
                </svg>
                {labels(0)}
                {labels(1)}
            </div>
            <figcaption>
                "Each text from beginning to end, as shares of its words. Numbers are those of the table; a band leads from the longest stretch on a subject to its counterpart."
            </figcaption>
        </figure>
    }
    .into_any()
}
