//! Events: what several statements are accounts of, with every account and the way to compare them.

mod accounts;
mod matrix;

use crate::components::{Icon, IconName, Notice, NoticeKind, when};
use crate::messages::{counted, joined, line_of, participant};
use crate::routes::Route;
use crate::screens::event_accounts::accounts_of;
use crate::state::{Library, use_library};
use accounts::Accounts;
use demarche_corpus::order;
use demarche_corpus::{Event as CorpusEvent, PartialDate};
use leptos::prelude::*;

/// All events, those with the most accounts first.
#[component]
pub fn Events() -> impl IntoView {
    let library = use_library();
    let mut events = library.with_info(|info| info.events.clone());
    order::sort_by_key(&mut events, |event| {
        (std::cmp::Reverse(library.accounts(&event.id).len()), std::cmp::Reverse(event.date))
    });
    let none = events.is_empty().then(|| {
        view! {
            <Notice kind=NoticeKind::Plain title="This corpus declares no events">
                <p><a href="#/">"Search all statements"</a>" and choose any two of them to compare."</p>
            </Notice>
        }
    });
    let table = (!events.is_empty()).then(|| {
        let is_open = RwSignal::new(false);
        let all = events.clone();
        view! {
            <details class="events__table" on:toggle=move |_| is_open.set(true)>
                <summary class="button">"Show who published an account of what"</summary>
                {when(move || is_open.get(), move || matrix::of_all(library, &all))}
            </details>
        }
    });
    let lead = if none.is_some() {
        "What several statements are accounts of."
    } else {
        "What several statements are accounts of. Tick two to four accounts of one event to see what each says and what only one of them says."
    };
    view! {
        <h1>"Events"</h1>
        <p class="lead">{lead}</p>
        {none}
        {table}
        <div class="events">{events.into_iter().map(|event| view! { <EventCard event heading_is_link=true /> }).collect_view()}</div>
    }
}

/// One event.
#[component]
pub fn Event(
    /// Id of the event.
    id: String,
) -> impl IntoView {
    let library = use_library();
    let event = library.with_info(|info| info.events.iter().find(|event| event.id == id).cloned());
    match event {
        Some(event) => {
            let accounts = library.accounts(&event.id);
            let matrix = (!accounts.is_empty()).then(|| matrix::of_event(library, &event, &accounts));
            view! {
                <p class="read__back"><a href=Route::Events.href()><Icon name=IconName::Left />"All events"</a></p>
                <h1 lang=library.own_lang() dir="auto">{event.title.clone()}</h1>
                <EventCard event heading_is_link=false />
                {matrix}
            }
            .into_any()
        }
        None => view! {
            <h1>"No such event"</h1>
            <Notice kind=NoticeKind::Warning title=format!("This corpus has no event “{id}”")>
                <p>"The link may be cut short. "<a href=Route::Events.href()>"See all events"</a>"."</p>
            </Notice>
        }
        .into_any(),
    }
}

/// When, where and who, then the accounts.
#[component]
fn EventCard(event: CorpusEvent, heading_is_link: bool) -> impl IntoView {
    let library = use_library();
    let accounts = accounts_of(library, &event.id);
    let line = event_line(library, &event, accounts.len());
    let heading = heading_is_link.then(|| {
        view! { <h2 class="event__title" lang=library.own_lang() dir="auto"><a href=Route::Event(event.id.clone()).href()>{event.title.clone()}</a></h2> }
    });
    let title = event.title.clone();
    view! {
        <section class="event" aria-label=event.title>
            {heading}
            <p class="byline">{line}</p>
            <Accounts title accounts />
        </section>
    }
}

/// `24 Sep 2025 · New York · Sergey Lavrov and Marco Rubio · 4 accounts`.
fn event_line(library: Library, event: &CorpusEvent, accounts: usize) -> String {
    let date = match (event.date, event.end) {
        (Some(date), Some(end)) => format!("{} to {}", date.display(), end.display()),
        (date, _) => date.map(PartialDate::display).unwrap_or_default(),
    };
    let who = library.with_info(|info| joined(event.participants.iter().map(|id| participant(info, id))));
    line_of([date, event.place.clone(), who, counted(accounts, "account", "accounts")])
}
