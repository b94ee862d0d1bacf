//! What to do when a comparison lacks a side.

use super::Trouble;
use crate::components::{Notice, NoticeKind};
use crate::messages::byline;
use crate::routes::{BrowseState, Route};
use crate::state::use_library;
use leptos::prelude::*;

/// Says what is missing and offers the likeliest statements for it.
#[component]
pub fn Unchosen(
    /// Why no comparison can be shown.
    trouble: Trouble,
) -> impl IntoView {
    match trouble {
        Trouble::Unknown(id) if id.starts_with("event:") => {
            let event = Route::Event(id.trim_start_matches("event:").to_owned()).href();
            view! {
                <Notice kind=NoticeKind::Plain title="Two statements can be compared, not whole events">
                    <p><a href=event>"Choose two accounts of the event"</a>"."</p>
                </Notice>
            }
            .into_any()
        }
        Trouble::Unknown(id) => view! {
            <Notice kind=NoticeKind::Warning title=format!("This corpus has no statement “{id}” to compare")>
                <p>"The link may be cut short or belong to another corpus. "<a href="#/">"Search all statements"</a>
                " or "<a href=Route::Events.href()>"choose an event"</a>"."</p>
            </Notice>
        }
        .into_any(),
        Trouble::Unreadable(reason) => view! {
            <Notice kind=NoticeKind::Warning title=format!("The texts cannot be compared: {reason}")>
                <p>"Reload the page. If that does not help, the site was not published completely."</p>
            </Notice>
        }
        .into_any(),
        Trouble::Unchosen(None) => view! {
            <Notice kind=NoticeKind::Plain title="Nothing is chosen to compare yet">
                <p><a href=Route::Events.href()>"Choose an event"</a>" to see its accounts side by side, or "
                <a href="#/">"search all statements"</a>" and tick two of them."</p>
            </Notice>
        }
        .into_any(),
        Trouble::Unchosen(Some(id)) => view! { <OneChosen id /> }.into_any(),
    }
}

/// One side is chosen: the other accounts of its event come first.
#[component]
fn OneChosen(id: String) -> impl IntoView {
    let library = use_library();
    let found = library.statement(&id).map(|(_, statement)| statement);
    let title = found.as_ref().map(|statement| statement.title.clone()).unwrap_or_default();
    let others =
        found.and_then(|statement| statement.event).map(|event| library.accounts(&event)).unwrap_or_default();
    let rows = others.into_iter().filter(|other| other.id != id).map(|other| {
        let line = library.with_info(|info| byline(info, &other));
        view! {
            <li class="account">
                <a class="account__title" href=Route::compare(&id, &other.id).href()>{other.title.clone()}</a>
                <span class="byline">{line}</span>
            </li>
        }
    });
    let rows = rows.collect_view();
    let browse = Route::Browse(BrowseState { chosen: vec![id.clone()], ..BrowseState::default() }).href();
    view! {
        <Notice kind=NoticeKind::Plain title=format!("“{title}” is chosen. Choose the other side")>
            <ul class="accounts">{rows}</ul>
            <p><a href=browse>"Search all statements for it"</a></p>
        </Notice>
    }
}
