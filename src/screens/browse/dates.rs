//! The date range: from and to, each a year, a month or a day.

use crate::browser::History;
use crate::components;
use crate::routes::{BrowseState, Route};
use crate::state::use_navigation;
use demarche_corpus::PartialDate;
use leptos::prelude::*;

/// Two fields that narrow the results by date.
#[component]
pub fn DateRange(
    /// The state of the screen.
    state: Memo<BrowseState>,
) -> impl IntoView {
    view! {
        <fieldset class="facet">
            <legend class="facet__name">"Date"</legend>
            <div class="dates__fields">
                <DateField label="From" id="date-from" value=Signal::derive(move || state.get().request.filters.from)
                    set=Callback::new(|(mut state, date): (BrowseState, Option<PartialDate>)| {
                        state.request.filters.from = date;
                        state
                    }) />
                <DateField label="To" id="date-to" value=Signal::derive(move || state.get().request.filters.to)
                    set=Callback::new(|(mut state, date): (BrowseState, Option<PartialDate>)| {
                        state.request.filters.to = date;
                        state
                    }) />
            </div>
            <p id="date-hint" class="dates__hint">"A year, month or day: 2024, "<span class="dates__day">"2024-11"</span>", "<span class="dates__day">"2024-11-05"</span></p>
        </fieldset>
    }
}

/// One end of the range. What is no date changes nothing and is said.
#[component]
fn DateField(
    label: &'static str,
    id: &'static str,
    value: Signal<Option<PartialDate>>,
    set: Callback<(BrowseState, Option<PartialDate>), BrowseState>,
) -> impl IntoView {
    let navigation = use_navigation();
    let wrong = RwSignal::new(None::<String>);
    let wrong_text = components::text(move || wrong.get().unwrap_or_default());
    let text = components::text(move || value.get().map(|date| date.to_string()).unwrap_or_default());
    // A date set elsewhere (a chip removed, Back) makes what was said of the last one void.
    Effect::new(move |_| {
        value.track();
        wrong.set(None);
    });
    let changed = move |typed: String| {
        let typed = typed.trim().to_owned();
        let date = PartialDate::parse(&typed);
        if date.is_none() && !typed.is_empty() {
            wrong.set(Some(format!("“{typed}” is not a date; write it as 2024-11-05, 2024-11 or 2024")));
            return;
        }
        wrong.set(None);
        let state = set.run((navigation.browse_untracked().first_page(), date));
        navigation.visit(Route::Browse(state), History::Push);
    };
    view! {
        <div class="dates__field">
            <label for=id>{label}</label>
            <input id=id type="text" inputmode="numeric" autocomplete="off" placeholder="YYYY-MM-DD"
                aria-describedby="date-hint" aria-invalid=components::text(move || wrong.get().is_some().to_string())
                prop:value=text on:change:target=move |event| changed(event.target().value()) />
            <p class="dates__wrong" aria-live="polite">{wrong_text}</p>
        </div>
    }
}
