//! The other accounts of a statement's event, each one click from being set beside it.

use crate::components::{Icon, IconName};
use crate::messages::byline;
use crate::routes::Route;
use crate::state::use_library;
use demarche_corpus::Statement;
use leptos::prelude::*;

/// Id of their list.
pub const OTHERS_ID: &str = "others";

/// Other accounts; for a statement without an event, only the way to compare it with any other.
#[component]
pub fn OtherAccounts(
    /// Metadata of the statement.
    statement: Statement,
) -> impl IntoView {
    let compare = Route::compare_all(std::slice::from_ref(&statement.id)).href();
    let accounts = accounts(&statement);
    view! {
        {accounts}
        <p><a class="button" href=compare><Icon name=IconName::Compare />"Compare with…"</a></p>
    }
}

/// The accounts of the same event, if there is one.
fn accounts(statement: &Statement) -> Option<AnyView> {
    let library = use_library();
    let event = statement.event.clone()?;
    let title = library.with_info(|info| {
        info.events.iter().find(|found| found.id == event).map(|found| found.title.clone())
    })?;
    let others: Vec<_> =
        library.accounts(&event).into_iter().filter(|other| other.id != statement.id).collect();
    let none = others.is_empty().then(|| view! { <p>"This corpus holds no other account of it."</p> });
    let rows = others.into_iter().map(|other| {
        let line = library.with_info(|info| byline(info, &other));
        view! {
            <li class="account">
                <a class="account__title" href=Route::read(&other.id, "").href() lang=other.lang.clone() dir="auto">{other.title.clone()}</a>
                <span class="byline">{line}</span>
                <a class="account__compare" href=Route::compare(&statement.id, &other.id).href()
                    aria-label=format!("Compare with {}", other.title)>"Compare"</a>
            </li>
        }
    });
    let list = view! {
        <section id=OTHERS_ID aria-label="Other accounts" tabindex="-1">
            <h2 class="aside-title">"Other accounts"</h2>
            <p class="others__event">"Event: "<a href=Route::Event(event.clone()).href() lang=library.own_lang()>{title}</a></p>
            {none}
            <ul class="accounts">{rows.collect_view()}</ul>
        </section>
    };
    Some(list.into_any())
}
