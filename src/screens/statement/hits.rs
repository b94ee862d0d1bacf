//! Stepping through the hits of one statement.

use crate::components::{Icon, IconName, text, when};
use crate::messages::counted;
use crate::text_view::HitMark;
use demarche_search::Query;
use leptos::prelude::*;

/// The number of the hit after or before `current` (0 for none yet), around the end; `count` is at least 1.
pub fn step(current: usize, count: usize, forward: bool) -> usize {
    match (current, forward) {
        (0, true) => 1,
        (0 | 1, false) => count,
        (_, true) => current % count + 1,
        (_, false) => current - 1,
    }
}

/// How many hits there are, which is current, and two buttons. Nothing without words.
#[component]
pub fn HitStepper(
    /// Number of the current hit, 0 for none.
    current: Memo<usize>,
    /// All hits.
    marks: Memo<Vec<(usize, HitMark)>>,
    /// Goes on (`true`) or back.
    step: Callback<bool>,
    /// The words.
    query: Memo<Query>,
) -> impl IntoView {
    let count = move || marks.with(Vec::len);
    let said = text(move || match (current.get(), count()) {
        (_, 0) => format!("No hit {} in this text", query.with(Query::describe)),
        (0, count) => format!("{} {}", counted(count, "hit", "hits"), query.with(Query::describe)),
        (current, count) => format!("Hit {current} of {count} {}", query.with(Query::describe)),
    });
    let buttons = move || {
        view! {
            <button type="button" class="icon-button" aria-label="Previous hit" title="Previous hit (p)" on:click=move |_| step.run(false)>
                <Icon name=IconName::Up />
            </button>
            <button type="button" class="icon-button" aria-label="Next hit" title="Next hit (n)" on:click=move |_| step.run(true)>
                <Icon name=IconName::Down />
            </button>
        }
        .into_any()
    };
    let stepper = move || {
        view! {
            <div class="stepper">
                <span role="status">{said}</span>
                {when(move || count() > 0, buttons)}
            </div>
        }
        .into_any()
    };
    when(move || query.with(|query| !query.is_empty()), stepper)
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn stepping_goes_around_both_ends() {
        assert_eq!([step(0, 3, true), step(1, 3, true), step(3, 3, true)], [1, 2, 1]);
        assert_eq!([step(0, 3, false), step(1, 3, false), step(3, 3, false)], [3, 3, 2]);
        assert_eq!([step(0, 1, true), step(1, 1, true), step(1, 1, false)], [1, 1, 1]);
    }
}
