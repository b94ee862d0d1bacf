//! What a comparison found, in plain words; each clause leads to what it says.

use super::model::{Compared, Pairwise};
use super::panels::Opened;
use super::panels::alone::alone;
use super::panels::jump::{Ways, sentence};
use super::panels::sheet::{Piece, Way};
use super::panels::two::Two;
use crate::browser;
use crate::components::{SIDE_LETTERS, dynamic};
use crate::messages::counted;
use crate::routes::{CompareState, RowFilter};
use demarche_corpus::Completeness;
use leptos::prelude::*;
use std::sync::Arc;

/// The coverage of A with each other text, what each alone states, and what silence may mean.
#[component]
pub fn Summary(
    /// What is compared.
    compared: Arc<Compared>,
    /// The state of the screen.
    state: Memo<CompareState>,
    /// How its links are followed.
    ways: Ways,
) -> impl IntoView {
    let pairs = compared.pairs.iter().filter(|pair| pair.first == 0);
    let coverage = pairs.map(|pair| coverage(&compared, pair)).map(|pieces| {
        view! { {sentence(ways, pieces)}" " }
    });
    let coverage = coverage.collect_view();
    let completeness: Vec<_> = compared.sides.iter().map(|side| side.statement.completeness).collect();
    let limits = limits(&completeness);
    let other = Memo::new(move |_| state.with(|state| Opened::read(&state.panel).other));
    let own = move || {
        let mut said = Vec::new();
        if let Some(two) = Two::new(Arc::clone(&compared), other.get()) {
            let parts = [alone(&two, 0), alone(&two, 1)];
            for part in parts.into_iter().filter(|part| !part.is_empty()) {
                said.push(match said.len() {
                    0 if two.is_of_more() => {
                        Piece::Words(format!("Of {} and {}, ", two.letter(0), two.letter(1)))
                    }
                    _ => Piece::words(" "),
                });
                said.extend(part);
            }
        }
        // Of long texts that is not known yet: what comes then moves no rows.
        if said.is_empty() && compared.is_whole {
            return ().into_any();
        }
        view! {
            // On a narrow window it would keep the rows out of sight.
            <details class="summary__alone" open=!browser::is_narrow()>
                <summary>"What only one of them states"</summary>
                <p>{sentence(ways, said)}</p>
            </details>
        }
        .into_any()
    };
    view! {
        <div class="summary" on:click=move |event| ways.follow(&event)>
            <p class="coverage" role="status">{coverage}</p>
            // In no window is it folded away: without it, what stands on one side only says too much.
            <p class="coverage__limits">{limits}</p>
            {dynamic(own)}
        </div>
    }
}

/// `3 of A’s 4 passages have a counterpart in B, and 3 of B’s 6 in A; 1 moved; 1 pair is mere formula.`
fn coverage(compared: &Compared, pair: &Pairwise) -> Vec<Piece> {
    let found = &pair.comparison.coverage;
    let [a, b] = [SIDE_LETTERS[pair.first], SIDE_LETTERS[pair.second]];
    let rows = |filter: RowFilter| Way::Rows(filter.id());
    if found.a_matched == 0 && found.b_matched == 0 {
        return vec![Piece::Words(format!(
            "None of {a}’s {} has a counterpart among {b}’s {}.",
            counted(found.a_total, "passage", "passages"),
            counted(found.b_total, "passage", "passages"),
        ))];
    }
    let covered = format!(
        "{} of {a}’s {} {} a counterpart in {b}",
        found.a_matched,
        counted(found.a_total, "passage", "passages"),
        if found.a_matched == 1 { "has" } else { "have" },
    );
    // Without moved pairs, the level ones are all that are counted.
    let pairs = if found.moved == 0 { RowFilter::Matched } else { RowFilter::All };
    let back = format!("{} of {b}’s {} in {a}", found.b_matched, found.b_total);
    let mut pieces =
        vec![Piece::Link(covered, rows(pairs)), Piece::words(", and "), Piece::Link(back, rows(pairs))];
    if found.moved > 0 {
        pieces.push(Piece::words("; "));
        pieces.push(Piece::Link(format!("{} moved", found.moved), rows(RowFilter::Moved)));
    }
    let is_formula = |row: &&demarche_compare::Row| row.is_formula && !row.a.is_empty() && !row.b.is_empty();
    let formulae: Vec<_> = pair.comparison.rows.iter().filter(is_formula).collect();
    if let Some(passage) = formulae.first().and_then(|row| row.a.first()) {
        let verb = if formulae.len() == 1 { "is" } else { "are" };
        let words = format!("{} {verb} mere formula", counted(formulae.len(), "pair", "pairs"));
        pieces.push(Piece::words("; "));
        pieces.push(Piece::Link(words, Way::Passage(pair.first, *passage)));
    }
    for (letter, number) in [(a, pair.first), (b, pair.second)] {
        // Of several texts a row may be one's alone and another's too.
        let own = compared.shown(RowFilter::Only(number), false).len();
        if compared.sides.len() == 2 && own > 0 {
            pieces.push(Piece::words("; "));
            let words = format!("{} only in {letter}", counted(own, "passage", "passages"));
            pieces.push(Piece::Link(words, rows(RowFilter::Only(number))));
        }
    }
    let mut is_first = true;
    for (letter, number) in [(a, pair.first), (b, pair.second)] {
        if let Some((passage, count)) = compared.alone_of(number).filter(|_| compared.sides.len() == 2) {
            pieces.push(Piece::words(if is_first { "; inside pairs, " } else { " and " }));
            is_first = false;
            let words = format!("{} only in {letter}", counted(count, "sentence", "sentences"));
            pieces.push(Piece::Link(words, Way::Passage(number, passage)));
        }
    }
    pieces.push(Piece::words("."));
    pieces
}

/// What the silence of a text may mean here: absence from an incomplete text proves nothing, and what was not found in
/// a full one was looked for by words that are the same or near.
fn limits(sides: &[Completeness]) -> String {
    let how = |completeness: &Completeness| match completeness {
        Completeness::Full => "the full text",
        Completeness::Excerpt => "an excerpt",
        Completeness::Digest => "a digest",
        Completeness::Unstated => "a text whose completeness is not stated",
    };
    let caution = if sides.iter().all(|completeness| *completeness == Completeness::Full) {
        "What stands on one side only was not found in the other; in quite other words it may be there."
    } else {
        "What is missing here may still stand in the full text."
    };
    let sides = sides.iter().zip(SIDE_LETTERS);
    let said = sides.map(|(completeness, letter)| format!("{letter} is {}", how(completeness)));
    format!("{}. {caution}", said.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_said_to_be_silent() {
        use Completeness::{Digest, Full};
        let check = |sides: &[Completeness], expected: &str| assert_eq!(limits(sides), expected);
        check(
            &[Full, Full],
            "A is the full text, B is the full text. What stands on one side only was not found in the other; \
             in quite other words it may be there.",
        );
        check(
            &[Full, Digest],
            "A is the full text, B is a digest. What is missing here may still stand in the full text.",
        );
    }
}
