//! The tables of a report: ledger, shared wording, quotations, distinctive words.

use super::Report;
use super::summary::complete;
use super::writer::{Cell, LETTERS, Writer, counted, hundredths};
use crate::distinctive::{Keyword, distinctive};
use crate::model::{LedgerClass, LedgerRow, Presence, Sentence};

/// Distinctive words shown of a side.
const MOST_KEYWORDS: usize = 20;

/// Persons, places, numbers …, those of both sides first; quotations have their own table.
pub(super) fn ledger(writer: &mut Writer, report: &Report<'_>) {
    writer.heading(2, "Ledger");
    let is_listed = |row: &&LedgerRow| row.class != LedgerClass::Quotation;
    for presence in [Presence::Both, Presence::A, Presence::B] {
        let rows: Vec<&LedgerRow> =
            report.found.ledger.iter().filter(is_listed).filter(|row| row.presence() == presence).collect();
        writer.heading(3, &title(report, presence, rows.len()));
        if !rows.is_empty() {
            let mut rows = rows.into_iter().map(|row| {
                vec![
                    Cell::Text(row.class.id()),
                    Cell::Text(&row.value),
                    Cell::Text(&row.qualifier),
                    Cell::Number(row.sides[0].count),
                    Cell::Number(row.sides[1].count),
                    Cell::Places(places(report, row)),
                ]
            });
            writer.table(&["Class", "Value", "How exact", "In A", "In B", "Passages"], &mut rows);
        }
    }
}

/// `Only in A: 3. Not in the 11 passages of B, a digest.`
fn title(report: &Report<'_>, presence: Presence, count: usize) -> String {
    let other = match presence {
        Presence::Both => return format!("In both: {count}"),
        Presence::A => 1,
        Presence::B => 0,
    };
    let passages = counted(report.texts[other].passages.len(), "passage");
    let how = complete(report.sources[other].completeness);
    format!("Only in {}: {count}, not in the {passages} of {}, {how}", LETTERS[1 - other], LETTERS[other])
}

/// The passages that state a fact, each once.
fn places(report: &Report<'_>, row: &LedgerRow) -> Vec<(usize, usize)> {
    let of = |side: usize, stated: &[usize], sentences: &[Sentence]| -> Vec<(usize, usize)> {
        let passages = stated.iter().filter_map(|at| sentences.get(*at));
        let mut found: Vec<(usize, usize)> = passages.map(|sentence| (side, sentence.passage)).collect();
        found.dedup();
        found
    };
    let mut found = of(0, &row.sides[0].sentences, &report.found.sentences_a);
    found.extend(of(1, &row.sides[1].sentences, &report.found.sentences_b));
    found
}

/// Runs of the same words.
pub(super) fn shared_wording(writer: &mut Writer, report: &Report<'_>) {
    let shared = &report.found.shared;
    writer.heading(2, "Shared wording");
    if shared.is_empty() {
        return writer.paragraph("No run of words stands in both texts.");
    }
    let mut rows = shared.iter().map(|one| {
        let passage = report.texts[0].passages.get(one.a.passage);
        let words = passage.and_then(|passage| passage.text.get(one.a.range.clone())).unwrap_or_default();
        vec![
            Cell::Owned(one.number.to_string()),
            Cell::Text(words),
            Cell::Owned(one.words.to_string()),
            Cell::Text(if one.exact { "exact" } else { "near" }),
            Cell::Places(vec![(0, one.a.passage), (1, one.b.passage)]),
        ]
    });
    writer.table(&["Number", "As A has it", "Words in common", "How", "Passages"], &mut rows);
}

/// What stands between quotation marks.
pub(super) fn quotations(writer: &mut Writer, report: &Report<'_>) {
    writer.heading(2, "Quotations");
    let is_quoted = |row: &&LedgerRow| row.class == LedgerClass::Quotation;
    let quoted: Vec<&LedgerRow> = report.found.ledger.iter().filter(is_quoted).collect();
    if quoted.is_empty() {
        return writer.paragraph("Neither text quotes anybody.");
    }
    let mut rows = quoted.into_iter().map(|row| {
        let by = match row.presence() {
            Presence::Both => "both",
            Presence::A => "only A",
            Presence::B => "only B",
        };
        vec![Cell::Text(by), Cell::Text(&row.value), Cell::Places(places(report, row))]
    });
    writer.table(&["In", "Words", "Passages"], &mut rows);
}

/// What each side says far more often.
pub(super) fn distinctive_words(writer: &mut Writer, report: &Report<'_>) {
    let [a, b] = report.texts;
    let found = distinctive(a, b, MOST_KEYWORDS);
    writer.heading(2, "Distinctive words");
    for (side, (keywords, words)) in
        [(&found.of_a, found.words_a), (&found.of_b, found.words_b)].into_iter().enumerate()
    {
        writer.heading(3, &format!("Of {}, {}", LETTERS[side], counted(words as usize, "word")));
        if keywords.is_empty() {
            writer.paragraph("None stands out.");
            continue;
        }
        let mut rows = keywords.iter().map(|keyword| keyword_row(side, keyword));
        writer.table(&["Word", "In A", "In B", "G²", "Log ratio", "Sure", "First in"], &mut rows);
    }
}

fn keyword_row(side: usize, keyword: &Keyword) -> Vec<Cell<'_>> {
    let first = keyword.places.first();
    vec![
        Cell::Text(&keyword.form),
        Cell::Number(keyword.a),
        Cell::Number(keyword.b),
        Cell::Owned(hundredths(keyword.log_likelihood)),
        Cell::Owned(hundredths(keyword.log_ratio)),
        Cell::Text(if keyword.sure { "yes" } else { "a hint" }),
        Cell::Places(first.map(|place| (side, place.passage)).into_iter().collect()),
    ]
}
