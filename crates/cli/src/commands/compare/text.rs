//! A comparison on the terminal.

use super::witness::Witness;
use crate::render::count;
use demarche_compare::witness::tongue_name;
use demarche_compare::{Comparison, LedgerRow, Presence, Row, report};

/// What the sides are, rows with both passages, then the ledger.
pub(super) fn text([a, b]: [&Witness; 2], found: &Comparison, notes: &[String]) -> String {
    let mut out = format!("A: {}\nB: {}\n{}\n", side(a), side(b), report::coverage(&found.coverage));
    out.extend(notes.iter().map(|note| format!("{note}\n")));
    for row in &found.rows {
        out.push_str(&row_text(a, b, row));
    }
    // What one side lacks means little without how much of it there is.
    let missing = |letter: char, witness: &Witness| format!(" (not found in {letter}: {})", extent(witness));
    for (title, presence, of) in [
        ("Both", Presence::Both, String::new()),
        ("Only A", Presence::A, missing('B', b)),
        ("Only B", Presence::B, missing('A', a)),
    ] {
        let rows: Vec<&LedgerRow> = found.ledger.iter().filter(|row| row.presence() == presence).collect();
        if !rows.is_empty() {
            out.push_str(&format!("\n{title}{of}:\n"));
            out.extend(rows.iter().map(|row| format!("  {}: {}\n", row.class.id(), ledger_value(row))));
        }
    }
    out
}

/// `opening · Opening words · 4 Mar 2024 · English · 3 passages, full`.
fn side(witness: &Witness) -> String {
    let mut parts = vec![one_line(&witness.name)];
    parts.extend(witness.title.as_deref().map(one_line));
    parts.extend(witness.date.map(demarche_corpus::PartialDate::display));
    let primary = witness.lang.split('-').next().unwrap_or_default();
    parts.extend(Some(tongue_name(primary)).filter(|name| !name.is_empty()));
    parts.push(extent(witness));
    parts.join(" · ")
}

/// How much of a text there is: `8 passages, digest`.
fn extent(witness: &Witness) -> String {
    format!("{}, {}", count(witness.passages.len(), "passage"), witness.source.completeness.label())
}

/// `21,000 (more than / about)`.
fn ledger_value(row: &LedgerRow) -> String {
    let value = one_line(&row.value);
    if row.qualifier.is_empty() { value } else { format!("{value} ({})", one_line(&row.qualifier)) }
}

fn row_text(a: &Witness, b: &Witness, row: &Row) -> String {
    let words = report::told(row);
    let score = if row.pair.is_some() { format!(" ({:.2})", row.score) } else { String::new() };
    let formula = if row.is_formula { ", formula" } else { "" };
    let reasons =
        if row.reasons.is_empty() { String::new() } else { format!(": {}", row.reasons.join("; ")) };
    let side = |letter: char, witness: &Witness, passages: &[usize]| -> String {
        let passages = passages.iter().filter_map(|index| witness.passages.get(*index));
        passages
            .map(|(anchor, range)| format!("  {letter} {anchor}  {}\n", one_line(witness.slice(range))))
            .collect()
    };
    let heading = one_line(&format!("{words}{score}{formula}{reasons}"));
    format!("\n{heading}\n{}{}", side('A', a, &row.a), side('B', b, &row.b))
}

/// A passage on one line of the terminal, without control characters.
fn one_line(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
