//! A comparison on the terminal.

use super::witness::Witness;
use demarche_compare::report;
use demarche_compare::{Comparison, LedgerRow, Presence, Row};

/// Rows with both passages, then the ledger.
pub(super) fn text([a, b]: [&Witness; 2], found: &Comparison, notes: &[String]) -> String {
    let mut out = format!(
        "A: {}\nB: {}\n{}\n",
        one_line(&a.name),
        one_line(&b.name),
        report::coverage(&found.coverage)
    );
    out.extend(notes.iter().map(|note| format!("{note}\n")));
    for row in &found.rows {
        out.push_str(&row_text(a, b, row));
    }
    for (title, presence) in [("Both", Presence::Both), ("Only A", Presence::A), ("Only B", Presence::B)] {
        let rows: Vec<&LedgerRow> = found.ledger.iter().filter(|row| row.presence == presence).collect();
        if !rows.is_empty() {
            out.push_str(&format!("\n{title}:\n"));
            out.extend(rows.iter().map(|row| format!("  {}: {}\n", row.class.id(), ledger_value(row))));
        }
    }
    out
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
