//! The accounts of one event, each to be read or ticked, and the comparison of those ticked.

use crate::components::{dynamic, flag};
use crate::messages::byline;
use crate::routes::{MAX_CHOSEN, Route};
use crate::screens::event_accounts::two_sides;
use crate::state::use_library;
use demarche_corpus::{Statement, order};
use leptos::prelude::*;

/// All accounts. Ticks are kept in the order of the list, so that the same ticks make the same comparison.
#[component]
pub fn Accounts(
    /// The title of the event.
    title: String,
    /// Its accounts, those first that are compared where none is ticked.
    accounts: Vec<Statement>,
) -> impl IntoView {
    let ticked: RwSignal<Vec<usize>> = RwSignal::default();
    let best = two_sides(use_library(), &accounts);
    let best = best.map(|(at, [a, b])| (at, format!("Compare {} and {} accounts", whose(&a), whose(&b))));
    let ids: Vec<String> = accounts.iter().map(|account| account.id.clone()).collect();
    let can_compare = ids.len() > 1;
    let rows = accounts.into_iter().enumerate().map(|(at, account)| row(at, account, can_compare, ticked));
    let rows = rows.collect_view();
    let way = move || {
        let ticked = ticked.get();
        let is_ticked = !ticked.is_empty();
        let (at, words): (&[usize], String) = match (ticked.as_slice(), &best) {
            ([], Some((at, words))) => (at, words.clone()),
            ([], None) => {
                return view! { <p class="choice__hint">"Tick two accounts to compare"</p> }.into_any();
            }
            ([_], _) => {
                return view! { <p class="choice__hint" role="status">"Tick one more to compare"</p> }
                    .into_any();
            }
            (some, _) => (some, format!("Compare the {} ticked accounts", some.len())),
        };
        let chosen: Vec<String> = at.iter().filter_map(|at| ids.get(*at).cloned()).collect();
        let full = (ticked.len() == MAX_CHOSEN)
            .then(|| view! { <span class="choice__hint">{format!(" {MAX_CHOSEN} are the most")}</span> });
        view! {
            <p><a class="button" class:button--strong=is_ticked href=Route::compare_all(&chosen).href()
                aria-label=format!("{words} of {title}")>{words.clone()}</a>{full}</p>
        }
        .into_any()
    };
    view! {
        <ul class="accounts">{rows}</ul>
        {can_compare.then(|| dynamic(way))}
    }
}

/// `Russia’s`, `the United States’`.
fn whose(name: &str) -> String {
    let article = if name.starts_with("United ") || name.ends_with(" Union") { "the " } else { "" };
    format!("{article}{name}{}", if name.ends_with('s') { "’" } else { "’s" })
}

/// One account.
fn row(at: usize, account: Statement, can_compare: bool, ticked: RwSignal<Vec<usize>>) -> AnyView {
    let line = use_library().with_info(|info| byline(info, &account));
    let title = account.title.clone();
    let tick = move |_| {
        ticked.update(|ticked| {
            let before = ticked.len();
            ticked.retain(|other| *other != at);
            if ticked.len() == before {
                ticked.push(at);
                order::sort(ticked);
            }
        });
    };
    let is_ticked = flag(move || ticked.with(|ticked| ticked.contains(&at)));
    // A fifth would push another one out unasked.
    let is_shut = flag(move || ticked.with(|ticked| ticked.len() >= MAX_CHOSEN && !ticked.contains(&at)));
    let choose = can_compare.then(|| view! {
        <input class="account__choose" type="checkbox" prop:checked=is_ticked disabled=is_shut on:change=tick
            aria-label=format!("Compare: {title}") title="Tick two to compare" />
    });
    view! {
        <li class="account">
            {choose}
            <a class="account__title" href=Route::read(&account.id, "").href() lang=account.lang.clone() dir="auto">{account.title.clone()}</a>
            <span class="byline" title=account.date.map(|date| date.to_string())>{line}</span>
        </li>
    }
    .into_any()
}
