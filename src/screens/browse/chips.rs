//! All filters in force, each removable.

use super::scope::label;
use crate::browser;
use crate::components::{Icon, IconName, dynamic};
use crate::routes::{BrowseState, Route};
use crate::state::use_library;
use leptos::prelude::*;

/// A chip a filter, and a link that takes all of them away. Back brings them back.
#[component]
pub fn Chips(
    /// The state of the screen.
    state: Memo<BrowseState>,
) -> impl IntoView {
    let library = use_library();
    let chips = move |state: &BrowseState| {
        let mut chips: Vec<(String, BrowseState)> = Vec::new();
        for (field, choice) in &state.request.filters.choices {
            for (values, exclude) in [(&choice.include, false), (&choice.exclude, true)] {
                for id in values {
                    let name = library.with_catalog(|catalog| label(catalog, *field, id));
                    let not = if exclude { "not " } else { "" };
                    chips
                        .push((format!("{}: {not}{name}", field.label()), state.toggle(*field, id, exclude)));
                }
            }
        }
        if let Some(from) = state.request.filters.from {
            let mut next = state.first_page();
            next.request.filters.from = None;
            chips.push((format!("From {}", from.display()), next));
        }
        if let Some(to) = state.request.filters.to {
            let mut next = state.first_page();
            next.request.filters.to = None;
            chips.push((format!("To {}", to.display()), next));
        }
        chips
    };
    dynamic(move || {
        let state = state.get();
        if state.request.filters.is_empty() {
            return ().into_any();
        }
        let chips = chips(&state).into_iter().map(|(name, without)| view! {
            <li>
                <a class="chip" href=Route::Browse(without).href() aria-label=format!("Remove filter {name}")
                    on:click=move |_| browser::focus("main")>
                    {name.clone()}<Icon name=IconName::Close />
                </a>
            </li>
        });
        view! {
            <ul class="chips" aria-label="Filters in force">
                {chips.collect_view()}
                <li>
                    <a class="chip chip--clear" href=Route::Browse(state.without_filters()).href()
                        on:click=move |_| browser::focus("main")>"Clear all filters"</a>
                </li>
            </ul>
        }
        .into_any()
    })
}
