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

/// `3 of A’s 4 passages have a counterpart in B, and 3 of B’s 6 in A; 1 moved; 1 row is mere formula.`
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
    // Of two texts without moved pairs, the level ones are all that are counted.
    let is_two = compared.sides.len() == 2;
    let pairs = if is_two && found.moved == 0 { RowFilter::Matched } else { RowFilter::Paired(pair.second) };
    let back = format!("{} of {b}’s {} in {a}", found.b_matched, found.b_total);
    let mut pieces =
        vec![Piece::Link(covered, rows(pairs)), Piece::words(", and "), Piece::Link(back, rows(pairs))];
    if found.moved > 0 {
        let words = format!("{} moved", found.moved);
        // Of several texts a row may have moved in another than B.
        let is_all = compared.shown(RowFilter::Moved, false).len() == found.moved;
        pieces.push(Piece::words("; "));
        pieces.push(if is_all { Piece::Link(words, rows(RowFilter::Moved)) } else { Piece::Words(words) });
    }
    // Of several texts a row may be one's alone and another's too, and a formula for all of them.
    if is_two {
        let formulae = compared.shown(RowFilter::Formulae, false).len();
        if formulae > 0 {
            let verb = if formulae == 1 { "is" } else { "are" };
            let words = format!("{} {verb} mere formula", counted(formulae, "row", "rows"));
            pieces.push(Piece::words("; "));
            pieces.push(Piece::Link(words, rows(RowFilter::Formulae)));
        }
        let only = [0, 1].map(|side| (side, compared.shown(RowFilter::Only(side), false).len()));
        for (side, count) in only.into_iter().filter(|(_, count)| *count > 0) {
            let words = format!("{} only in {}", counted(count, "passage", "passages"), SIDE_LETTERS[side]);
            pieces.push(Piece::words("; "));
            pieces.push(Piece::Link(words, rows(RowFilter::Only(side))));
        }
        let alone = [0, 1].map(|side| (side, compared.alone_of(side)));
        for (at, (side, count)) in alone.into_iter().filter(|(_, count)| *count > 0).enumerate() {
            let words = format!("{} only in {}", counted(count, "sentence", "sentences"), SIDE_LETTERS[side]);
            pieces.push(Piece::words(if at == 0 { "; inside pairs, " } else { " and " }));
            pieces.push(Piece::Link(words, rows(RowFilter::Alone(side))));
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
