//! All filters in force, each removable.

use super::scope::label;
use super::undo::{UNDO_ID, Undo};
use crate::browser;
use crate::components::{Icon, IconName, dynamic};
use crate::messages::counted;
use crate::routes::{BrowseState, Route};
use crate::state::use_library;
use leptos::prelude::*;

/// The chips in the page: where one goes, the focus goes to the next.
pub const CHIPS: &str = "#chips .chip:not(.chip--clear)";

/// A chip a filter, a link that takes all of them away, and the way back.
pub fn chips(state: Memo<BrowseState>, undo: Undo) -> AnyView {
    let library = use_library();
    let all = move |state: &BrowseState| {
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
    let list = dynamic(move || {
        let state = state.get();
        if state.request.filters.is_empty() {
            return ().into_any();
        }
        let without = state.without_filters();
        let words = format!("{} taken away", counted(state.filter_count(), "filter", "filters"));
        let chips = all(&state).into_iter().map(|(name, next)| {
            let words = format!("“{name}” taken away");
            let label = format!("Remove filter {name}");
            let inside = view! { {name}<Icon name=IconName::Close /> }.into_any();
            chip("chip", label, inside, words, next, undo)
        });
        let chips = chips.collect::<Vec<AnyView>>();
        let clear = "Clear all filters";
        view! {
            <ul id="chips" class="chips" aria-label="Filters in force">
                {chips}
                {chip("chip chip--clear", clear.to_owned(), clear.into_any(), words, without, undo)}
            </ul>
        }
        .into_any()
    });
    view! { {list}{undo.line(state)} }.into_any()
}

/// A link that takes filters away.
fn chip(
    class: &'static str,
    label: String,
    inside: AnyView,
    words: String,
    next: BrowseState,
    undo: Undo,
) -> AnyView {
    let href = Route::Browse(next.clone()).href();
    let press = move |event: leptos::ev::MouseEvent| {
        if browser::is_plain_click(&event) {
            event.prevent_default();
            undo.visit(words.clone(), next.clone());
            browser::focus_neighbour(CHIPS, UNDO_ID);
        }
    };
    view! { <li><a class=class href=href aria-label=label on:click=press>{inside}</a></li> }.into_any()
}
