//! Who said it, when and where, and how complete the text is.

use crate::messages;
use crate::state::use_library;
use demarche_corpus::{Completeness, Statement};
use leptos::prelude::*;

/// The line that tells a statement from others, then how complete it is, in a sentence that no reader can miss. The
/// place is told where it stands nowhere else.
pub fn completeness(statement: &Statement, tells_place: bool) -> AnyView {
    let sentence = match statement.completeness {
        Completeness::Full => "Full text",
        Completeness::Excerpt => "Excerpt: parts of the text, word for word",
        Completeness::Digest => "Digest: a summary in the words of this corpus, not of the speaker",
        Completeness::Unstated => "Whether this text is complete is not stated",
    };
    let line = use_library().with_info(|info| messages::byline(info, statement));
    // The label below says it.
    let mut line = line
        .strip_suffix(statement.completeness.label())
        .map_or(line.as_str(), |line| line.trim_end_matches(" · "))
        .to_owned();
    if tells_place && !statement.place.is_empty() {
        line.push_str(" · ");
        line.push_str(&messages::isolated(statement.place.clone()));
    }
    view! {
        <p class="byline" title=statement.date.map(|date| date.to_string())>{line}</p>
        <p class="completeness">{sentence}</p>
    }
    .into_any()
}
