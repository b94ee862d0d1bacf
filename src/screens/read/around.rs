//! The way back to what was found, and to the statements before and after this one in it.

use crate::browser;
use crate::components::{Icon, IconName, dynamic, text};
use crate::messages::number;
use crate::routes::{PAGE_SIZE, ReadState, Route, View};
use crate::state::{Lane, use_library, use_navigation};
use demarche_corpus::StatementIdx;
use demarche_search::{Question, Reply};
use leptos::prelude::*;

/// A statement that stands beside this one in what was found.
#[derive(Debug, Clone)]
pub struct Neighbour {
    id: String,
    title: String,
    lang: String,
}

/// Where this statement stands in what was found.
#[derive(Debug, Clone)]
pub struct Place {
    /// Which of them, counted from 1.
    at: usize,
    total: usize,
    /// The one before and the one after.
    beside: [Option<Neighbour>; 2],
}

/// Asks where a statement stands in what it was found by, which its address says: the same in another window.
pub fn place(idx: Option<StatementIdx>, state: Memo<ReadState>) -> RwSignal<Option<Place>> {
    let found = RwSignal::new(None);
    let library = use_library();
    let search = Memo::new(move |_| state.get().found);
    Effect::new(move |_| {
        let (Some(idx), request) = (idx, search.get()) else { return };
        library.ask(Lane::Each, Question::Around { request, idx }, move |reply| {
            let Ok(Reply::Around(Some(around))) = reply else { return };
            let beside = [around.previous, around.next].map(|idx| {
                let statement = library.with_pack(|pack| pack.statement(idx?).cloned())?;
                Some(Neighbour { id: statement.id, title: statement.title, lang: statement.lang })
            });
            let _ = found.try_set(Some(Place { at: around.place + 1, total: around.total, beside }));
        });
    });
    found
}

/// The address of the neighbour before or after.
pub fn towards(place: Option<&Place>, forward: bool, state: &ReadState) -> Option<Route> {
    let next = place?.beside[usize::from(forward)].as_ref()?;
    Some(Route::found(&next.id, &state.found))
}

/// The line above the title.
pub fn way_back(id: &str, place: RwSignal<Option<Place>>, state: Memo<ReadState>) -> AnyView {
    let navigation = use_navigation();
    // The page that has this statement, which need not be the one that the reader left.
    let href = text(move || {
        let mut list = navigation.browse();
        if let Some(at) = place.with(|place| place.as_ref().map(|place| place.at))
            && list.view == View::List
            && state.with(|state| list.leads_to(&state.found))
        {
            list.page = (at - 1) / PAGE_SIZE;
        }
        Route::Browse(list).href()
    });
    let id = id.to_owned();
    let press = move |event: leptos::ev::MouseEvent| {
        if browser::is_plain_click(&event) {
            navigation.leave(&id);
            // The browser knows the place in a list that the reader came from.
            if navigation.step_back_to(&Route::Browse(navigation.browse_untracked())) {
                event.prevent_default();
            }
        }
    };
    let steps = move || {
        let Some(found) = place.get().filter(|place| place.total > 1) else { return ().into_any() };
        let link =
            |forward: bool, icon: IconName, name: &str| {
                let href = state.with(|state| towards(Some(&found), forward, state))?.href();
                let next = found.beside[usize::from(forward)].as_ref()?;
                let key = if forward { "]" } else { "[" };
                let title = format!("{} ({key})", next.title);
                let (name, lang) = (name.to_owned(), next.lang.clone());
                Some(view! {
                <a class="icon-button" href=href title=title><Icon name=icon />
                    <span class="visually-hidden">{name}<bdi lang=lang>{next.title.clone()}</bdi></span>
                </a>
            }
            .into_any())
            };
        view! {
            <span class="read__steps">
                {link(false, IconName::Left, "Previous: ")}
                <span>{format!("{} of {}", number(found.at), number(found.total))}</span>
                {link(true, IconName::Right, "Next: ")}
            </span>
        }
        .into_any()
    };
    view! {
        <div class="read__back">
            <a href=href on:click=press><Icon name=IconName::Left />"Back to the statements"</a>
            {dynamic(steps)}
        </div>
    }
    .into_any()
}
