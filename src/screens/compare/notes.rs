//! What a reader should know before reading the rows: the same text twice, different languages, nothing in common.

use super::model::Compared;
use super::texts::Side;
use crate::components::{Notice, NoticeKind, SIDE_LETTERS};
use crate::messages::joined;
use demarche_compare::witness;
use leptos::prelude::*;
use std::sync::Arc;

/// The notes, each only where it holds.
#[component]
pub fn Notes(
    /// What is compared.
    compared: Arc<Compared>,
) -> impl IntoView {
    let sides = &compared.sides;
    let is_twice = |at: usize| sides[..at].iter().any(|side| side.statement.id == sides[at].statement.id);
    let same = (0..sides.len()).any(is_twice).then(|| {
        view! {
            <Notice kind=NoticeKind::Plain title="Both sides are the same statement">
                <p>"Choose another one for one of them."</p>
            </Notice>
        }
    });
    let empty = sides.iter().zip(SIDE_LETTERS).filter(|(side, _)| side.passages.is_empty());
    let empty: Vec<String> = empty.map(|(_, letter)| letter.to_owned()).collect();
    let is_empty = !empty.is_empty();
    let empty = is_empty.then(|| {
        let title = format!("{} has no words to compare", joined(empty));
        view! { <Notice kind=NoticeKind::Warning title><p>"Choose another text, or read the other one below."</p></Notice> }
    });
    let tongues = languages(sides);
    let is_foreign = tongues.is_some();
    let tongues = tongues.map(|said| view! { <p class="compare__note">{said}</p> });
    let none = (compared.paired() == 0 && !is_empty).then(|| {
        let first = if is_foreign {
            "They are in different languages: a translation of one of them would tell more. "
        } else if compared.least.is_some() {
            "Looser matching (under View) may find some. "
        } else {
            "They may be about different things. Looser matching (under View) finds weaker pairs. "
        };
        view! {
            <Notice kind=NoticeKind::Plain title="No two passages of these texts make the same point">
                <p>{first}"The texts stand side by side below, each in its own order. Other accounts of an event are under "
                <a href="#/events">"Events"</a>"."</p>
            </Notice>
        }
    });
    view! { {same}{empty}{tongues}{none} }
}

/// That the texts are in different languages, in the words of the report: of A with each other text.
fn languages(sides: &[Side]) -> Option<String> {
    let first = sides.first()?.text();
    let said = sides.iter().zip(SIDE_LETTERS).skip(1).filter_map(|(side, letter)| {
        let said = witness::languages(&first, &side.text())?;
        Some(said.replacen(", B ", &format!(", {letter} "), 1) + ". ")
    });
    Some(said.collect::<String>()).filter(|said| !said.is_empty())
}
