//! How the passages of one row correspond, with the evidence.

use super::cells::{cell_id, jump, stub_id};
use super::model::{self, Compared};
use super::rows::row_id;
use super::sentence_pairs;
use super::sheet::Sheet;
use super::stretch::Within;
use crate::components::SIDE_LETTERS;
use crate::messages::counted;
use demarche_compare::{Row, RowKind};
use leptos::prelude::*;

/// Sign, words and reasons of a row. `at` is its place on the page where texts stand level.
pub fn relation(sheet: &Sheet, row: usize, at: Option<usize>) -> AnyView {
    let compared = &*sheet.compared;
    let within = at.and_then(|at| sheet.folding.within(at - 1));
    let what = said(compared, row);
    let name = what.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join(", ");
    let alone = alone(compared, row);
    let name = [vec![name], alone.clone()].concat().join("; ");
    let formula = compared.is_formula(row);
    let formula_said = if formula { ", formula" } else { "" };
    let name = format!("Row {} of {}: {name}{formula_said}", row + 1, compared.table.len());
    // What holds for all rows of a stretch is said at the first.
    let is_told = within.as_ref().is_none_or(|within| within.is_first);
    let words = what.into_iter().filter(|_| is_told).map(|(sign, words)| {
        view! { <p class="relation__what"><span class="relation__sign" aria-hidden="true">{sign}</span><span>{words}</span></p> }
    });
    let words = words.collect_view();
    let formula = formula.then(|| view! { <p class="relation__formula">"formula"</p> });
    let class = match (compared.kind(row), at) {
        (_, None) => "relation relation--below",
        ("moved", _) => "relation relation--moved",
        ("matched" | "reworded", _) => "relation relation--pair",
        _ if !is_told => "relation relation--only relation--within",
        _ => "relation relation--only",
    };
    // Where texts stand level, the reasons stand below the first text's passages.
    let below = if at.is_none() { evidence(sheet, row) } else { ().into_any() };
    let hidden = within.as_ref().map(Within::hidden);
    let stretch = within.as_ref().map(|within| within.at.to_string());
    let count = within.filter(|within| within.is_first).map(|within| within.count());
    // Who hears the row hears what differs in it, wherever that stands.
    let differs = (!sheet.drawing(row).told.is_empty()).then(|| told_id(row));
    view! {
        <div class=class id=row_id(row) tabindex="-1" role="group" aria-label=name aria-describedby=differs style:--row=at.unwrap_or(0).to_string()
            data-row=compared.kind(row) data-pair=pair(compared, row) data-formula=formula_said.strip_prefix(", ")
            hidden=hidden data-stretch=stretch>
            <span class="relation__number figure" aria-hidden="true">{row + 1}</span>
            {words}
            {count}
            {alone.into_iter().map(|words| view! { <p class="relation__alone">{words}</p> }).collect_view()}
            {formula}
            {others(compared, row, at.is_some())}
            {below}
        </div>
    }
    .into_any()
}

/// Sign and words, a line for every two texts that correspond.
fn said(compared: &Compared, row: usize) -> Vec<(&'static str, String)> {
    if let Some(side) = compared.table[row].only() {
        return vec![("∅", format!("only in {}", SIDE_LETTERS[side]))];
    }
    let is_two = compared.sides.len() == 2;
    let line = |(pair, found): (&model::Pairwise, &Row)| {
        let (sign, words) = sign_and_words(found);
        let words = match found.turn_words() {
            "" => words.to_owned(),
            turn => format!("{words}, but {turn}"),
        };
        let letters = format!("{} and {}: ", SIDE_LETTERS[pair.first], SIDE_LETTERS[pair.second]);
        (sign, if is_two { words } else { format!("{letters}{words}") })
    };
    compared.links(row).map(line).collect()
}

/// How many sentences of a row's passages stand in one text alone.
fn alone(compared: &Compared, row: usize) -> Vec<String> {
    let of_side = |(side, letter): (usize, &&str)| {
        let count = compared.alone_in_row(side, row);
        (count > 0).then(|| format!("{} only in {letter}", counted(count, "sentence", "sentences")))
    };
    SIDE_LETTERS.iter().take(compared.sides.len()).enumerate().filter_map(of_side).collect()
}

/// The sign and the words of how two texts correspond in a row.
fn sign_and_words(row: &Row) -> (&'static str, &'static str) {
    match row.kind {
        RowKind::OnlyA | RowKind::OnlyB => ("∅", "only here"),
        _ => demarche_compare::report::relation(row),
    }
}

/// The anchors of the pair, one a text.
fn pair(compared: &Compared, row: usize) -> Option<String> {
    if compared.is_alone(row) {
        return None;
    }
    let sides = compared.table[row].passages.iter().zip(&compared.sides);
    let anchors = sides.filter_map(|(held, side)| side.passages.get(*held.first()?));
    Some(anchors.map(|passage| passage.anchor.as_str()).collect::<Vec<_>>().join(" "))
}

/// Links to where the row's passages stand in the other texts: to the stub of what has moved where texts stand level,
/// to the passages themselves where they do not.
fn others(compared: &Compared, row: usize, is_level: bool) -> AnyView {
    let first = compared.table[row].first();
    let link = |side: usize| {
        let letter = SIDE_LETTERS[side];
        if is_level {
            jump(stub_id(row, side), format!("Its place in {letter}"))
        } else {
            jump(cell_id(row, side), format!("Show in {letter}"))
        }
    };
    let links = if is_level {
        compared.moved_sides(row).map(link).collect_view()
    } else {
        let passages = compared.table[row].passages.iter().enumerate();
        passages
            .filter(|(side, held)| *side != first && !held.is_empty())
            .map(|(side, _)| link(side))
            .collect_view()
    };
    view! { <p class="relation__others">{links}</p> }.into_any()
}

/// How sure the pair is, why it is one, and what differs in it; the whole of it when opened.
pub fn evidence(sheet: &Sheet, row: usize) -> AnyView {
    let compared = &*sheet.compared;
    let is_two = compared.sides.len() == 2;
    let mut before = "Why: ";
    let why = |(pair, found): (&model::Pairwise, &Row)| {
        let score = (found.score.clamp(0.0, 1.0) * 100.0).round() as u8;
        let letters = if is_two {
            String::new()
        } else {
            format!("{}–{} ", SIDE_LETTERS[pair.first], SIDE_LETTERS[pair.second])
        };
        // It is never cut, and a row of a table is read from its figure.
        let score = format!("{before}{letters}{}", super::slider::hundredths(score));
        before = " · ";
        let reasons = found
            .reasons
            .iter()
            .enumerate()
            .map(|(at, reason)| (if at == 0 { " · " } else { "; " }, told(reason, lang(compared, pair))));
        view! { {score}{reasons.collect_view()} }.into_any()
    };
    let reasons: Vec<AnyView> =
        compared.links(row).filter(|(_, found)| found.pair.is_some()).map(why).collect();
    if reasons.is_empty() {
        return ().into_any();
    }
    let differences = sheet.drawing(row).told.clone().into_iter().map(|told| view! { <p>{told}</p> });
    let sentences = compared.links(row).flat_map(|(pair, found)| sentence_pairs::told(compared, pair, found));
    let sentences = sentences.map(|told| view! { <p>{told}</p> }).collect_view();
    view! {
        <details class="relation__why">
            <summary>{reasons}</summary>
            <div id=told_id(row)>{differences.collect_view()}</div>
            {sentences}
        </details>
    }
    .into_any()
}

/// A reason: the page's own words, then those of the texts.
fn told(reason: &str, lang: Option<String>) -> AnyView {
    match reason.split_once(": ") {
        Some((how, words)) => {
            let (how, words) = (format!("{how}: "), words.to_owned());
            view! { {how}<bdi lang=lang>{words}</bdi> }.into_any()
        }
        None => reason.to_owned().into_any(),
    }
}

/// The language of what two texts share; none where each has its own, for then it is names and numbers.
fn lang(compared: &Compared, pair: &model::Pairwise) -> Option<String> {
    let [a, b] = [pair.first, pair.second].map(|side| &compared.sides[side].statement.lang);
    (a == b).then(|| a.clone())
}

/// The id of the sentences that say what differs in a row.
fn told_id(row: usize) -> String {
    format!("told-{}", row + 1)
}
