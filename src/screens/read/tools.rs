//! The ways to what stands below a text where the window has one column: a long one is many windows high.

use super::others::OTHERS_ID;
use crate::browser;
use crate::components::when;
use crate::routes::Route;
use crate::screens::cite::CITE_ID;
use crate::screens::share::SHARE_ID;
use crate::state::OWN_PREFIX;
use demarche_corpus::Statement;
use leptos::prelude::*;

/// A row of them; nothing in a window of two columns.
pub fn tools(statement: &Statement, is_narrow: RwSignal<bool>) -> AnyView {
    let is_own = statement.id.starts_with(OWN_PREFIX);
    let compare = Route::compare_all(std::slice::from_ref(&statement.id)).href();
    let ways = [
        (!is_own, "Cite", CITE_ID),
        (true, "Share", SHARE_ID),
        (statement.event.is_some(), "Other accounts", OTHERS_ID),
    ];
    let row = move || {
        let way = |(_, name, id): (bool, &'static str, &'static str)| {
            let press = move |_| {
                browser::focus_in_view(id);
            };
            view! { <button type="button" class="link-button" on:click=press>{name}</button> }.into_any()
        };
        let ways: Vec<AnyView> = ways.into_iter().filter(|(is_there, ..)| *is_there).map(way).collect();
        view! { <nav class="read__tools" aria-label="Below the text">{ways}<a href=compare.clone()>"Compare"</a></nav> }
            .into_any()
    };
    when(move || is_narrow.get(), row)
}
