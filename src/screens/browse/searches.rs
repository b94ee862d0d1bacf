//! The reader's own searches: recent ones and saved ones below the empty search box, the saved ones beside the scope
//! sentence too, each a link that can be forgotten.

use crate::browser;
use crate::components::{Icon, IconName, dynamic, text, unfold_with, when};
use crate::routes::Route;
use crate::state::{Kept, Library, Searches, use_library, use_searches};
use demarche_search::{Sort, filter_clauses};
use leptos::prelude::*;

/// The links in the page: where one goes, the focus goes to the next.
const LINKS: &str = ".searches__link";

/// The panel; nothing while it is shut or there is nothing in it. `shut` is called when a search was chosen.
pub fn searches(is_open: RwSignal<bool>, shut: Callback<()>) -> AnyView {
    let (library, searches) = (use_library(), use_searches());
    let is_any =
        move || [Kept::Recent, Kept::Saved].into_iter().any(|which| !searches.list(which).is_empty());
    let forget = move || {
        let forget = move |_| {
            browser::focus("search");
            searches.forget_recent();
        };
        view! { <button type="button" class="link-button" on:click=forget>"Forget the recent ones"</button> }
            .into_any()
    };
    let panel = move || {
        view! {
            <section id="searches" class="suggest searches" aria-label="Your searches"
                // The box keeps the focus while the pointer is used.
                on:mousedown=move |event| event.prevent_default()>
                {list(library, searches, Kept::Saved, "Saved", shut)}
                {list(library, searches, Kept::Recent, "Recent", shut)}
                <p class="searches__foot">
                    "Kept in this browser only. "
                    {when(move || !searches.list(Kept::Recent).is_empty(), forget)}
                </p>
            </section>
        }
        .into_any()
    };
    when(move || is_open.get() && is_any(), panel)
}

/// A button that opens the saved searches; nothing where none is saved.
pub fn saved() -> AnyView {
    let (library, searches) = (use_library(), use_searches());
    let count = move || searches.list(Kept::Saved).len();
    let panel = move || {
        let face = text(move || format!("Saved searches ({})", count()));
        // With the focus elsewhere the box shuts.
        let shut = Callback::new(|()| browser::focus("scope"));
        let inside = list(library, searches, Kept::Saved, "Saved searches", shut);
        unfold_with("saved", "export scope__saved", "link-button", view! { {face} }.into_any(), inside)
    };
    when(move || count() > 0, panel)
}

fn list(
    library: Library,
    searches: Searches,
    which: Kept,
    name: &'static str,
    shut: Callback<()>,
) -> AnyView {
    dynamic(move || {
        let all = searches.list(which);
        if all.is_empty() {
            return ().into_any();
        }
        let rows: Vec<AnyView> =
            all.into_iter().map(|address| row(library, searches, which, address, shut)).collect();
        view! { <h2 class="searches__name">{name}</h2><ul aria-label=name>{rows}</ul> }.into_any()
    })
}

fn row(library: Library, searches: Searches, which: Kept, address: String, shut: Callback<()>) -> AnyView {
    let words = in_words(library, &address);
    let label = format!("Forget: {words}");
    let href = address.clone();
    let forget = move |_| {
        browser::focus_neighbour(LINKS, "search");
        searches.remove(which, &address);
    };
    view! {
        <li class="searches__row">
            <a class="searches__link" href=href on:click=move |_| shut.run(())>{words}</a>
            <button type="button" class="icon-button" aria-label=label title="Forget" on:click=forget>
                <Icon name=IconName::Close />
            </button>
        </li>
    }
    .into_any()
}

/// The words and filters of a search, for instance `peace talks, by Sergey Lavrov, oldest first`.
fn in_words(library: Library, address: &str) -> String {
    let Route::Browse(state) = Route::parse(address) else { return String::new() };
    let mut parts = vec![state.request.text.trim().to_owned()];
    parts.extend(library.with_catalog(|catalog| filter_clauses(&state.request.filters, catalog)));
    match state.request.sort {
        Sort::Relevance => {}
        Sort::Newest => parts.push("newest first".to_owned()),
        Sort::Oldest => parts.push("oldest first".to_owned()),
    }
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}
