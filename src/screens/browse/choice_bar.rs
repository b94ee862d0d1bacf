//! The statements chosen for a comparison, and the way to it.

use crate::browser::{self, History};
use crate::components::{Icon, IconName, dynamic, side_letter};
use crate::routes::{BrowseState, MAX_CHOSEN, Route};
use crate::state::{use_library, use_navigation};
use leptos::prelude::*;

/// A bar at the foot of the screen; nothing while no statement is chosen.
#[component]
pub fn ChoiceBar(
    /// The state of the screen.
    state: Memo<BrowseState>,
) -> impl IntoView {
    let library = use_library();
    let navigation = use_navigation();
    dynamic(move || {
        let state = state.get();
        if state.chosen.is_empty() {
            return ().into_any();
        }
        let title = |id: &String| {
            library.statement(id).map_or_else(
                || (format!("“{id}” is not in this corpus"), String::new()),
                |(_, found)| (found.title, found.lang),
            )
        };
        let row = |(at, id): (usize, &String)| {
            let without = state.choose(id);
            let (title, lang) = title(id);
            view! {
                <li class="choice__item">
                    {side_letter(at)}
                    <span class="choice__title" lang=lang dir="auto">{title.clone()}</span>
                    <a class="icon-button" href=Route::Browse(without.clone()).href() aria-label=format!("Do not compare {title}")
                        on:click=move |event| {
                            if browser::is_plain_click(&event) {
                                event.prevent_default();
                                navigation.visit(Route::Browse(without.clone()), History::Push);
                                browser::focus_neighbour(".choice__list a", "scope");
                            }
                        }>
                        <Icon name=IconName::Close />
                    </a>
                </li>
            }
        };
        let names = state.chosen.iter().enumerate().map(row).collect_view();
        let compare = match state.chosen.as_slice() {
            [_] => view! { <span class="choice__hint">"Choose one more to compare"</span> }.into_any(),
            chosen => view! {
                <a class="button button--strong" href=Route::compare_all(chosen).href()><Icon name=IconName::Compare />"Compare"</a>
            }
            .into_any(),
        };
        view! {
            <section class="choice" aria-label="Chosen for comparing">
                <span class="choice__count">{format!("{} of {MAX_CHOSEN} chosen", state.chosen.len())}</span>
                <ul class="choice__list">{names}</ul>
                {compare}
            </section>
        }
        .into_any()
    })
}
