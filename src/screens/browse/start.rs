//! What stands above everything on a first visit: what this corpus is, and the four questions as links made from it.
//!
//! Lives here: when it stands there, and its words. Does not live here: the way to each answer (`questions`).

use super::questions::{Question, questions};
use crate::browser::{self, keep_lines, kept_lines};
use crate::components::{dynamic, text};
use crate::messages::counted;
use crate::routes::{BrowseState, Route, View};
use crate::state::{Library, use_library};
use demarche_corpus::PartialDate;
use demarche_search::Field;
use leptos::prelude::*;

/// Set once the reader has put this away.
const KEY: &str = "demarche.start.v1";

/// Whether the reader has put this away in this browser.
#[derive(Clone, Copy)]
pub struct IsPutAway(RwSignal<bool>);

impl IsPutAway {
    /// Puts it away, or brings it back.
    pub fn set(self, is_put_away: bool) {
        if self.0.get_untracked() != is_put_away {
            let line = is_put_away.then(|| "1".to_owned());
            keep_lines(KEY, line.as_slice());
            self.0.set(is_put_away);
        }
    }
}

/// Makes it known to everything below.
pub fn provide_start() {
    provide_context(IsPutAway(RwSignal::new(!kept_lines(KEY).is_empty())));
}

/// The heading of the screen; where nothing is asked yet, with what can be asked.
pub fn start(state: Memo<BrowseState>) -> AnyView {
    let library = use_library();
    let is_put_away = expect_context::<IsPutAway>();
    let is_shown = Memo::new(move |_| {
        let is_bare = |state: &BrowseState| {
            state.is_everything() && state.chosen.is_empty() && state.view == View::List && state.page == 0
        };
        state.with(is_bare) && !is_put_away.0.get()
    });
    dynamic(move || match is_shown.get() {
        false => view! { <h1 class="visually-hidden">"Browse statements"</h1> }.into_any(),
        true => welcome(library, is_put_away),
    })
}

fn welcome(library: Library, is_put_away: IsPutAway) -> AnyView {
    let (title, description) = library.with_info(|info| (info.title.clone(), info.description.clone()));
    let lang = library.own_lang();
    let rows: Vec<AnyView> = questions(library).into_iter().map(row).collect();
    let hide = move |_| {
        is_put_away.set(true);
        browser::focus("scope");
    };
    view! {
        <section class="start" aria-label="Start here">
            <div>
                <h1 class="start__title" lang=lang.clone() dir="auto">{title}</h1>
                <p class="start__description" lang=lang dir="auto">{description}</p>
                <p class="start__holds"><a href=Route::About.href()>{holds(library)}</a></p>
            </div>
            <ul>{rows}</ul>
            <button type="button" class="link-button start__hide" on:click=hide>"Hide this"</button>
        </section>
    }
    .into_any()
}

/// A question and the link that answers it.
fn row(one: Question) -> AnyView {
    let Question { asked, href, way, is_coming } = one;
    view! {
        <li class="start__way" class:start__way--coming=is_coming>
            <span class="start__question">{asked}</span>
            <a href=text(move || href.get())>{text(move || way.get())}</a>
        </li>
    }
    .into_any()
}

/// For instance `50 statements, Oct 2024 to Sep 2025, 15 speakers, 20 events`.
fn holds(library: Library) -> String {
    let mut parts = Vec::new();
    library.with_pack(|pack| {
        parts.push(counted(pack.statements().len(), "statement", "statements"));
        let dates = || pack.statements().iter().filter_map(|statement| statement.date);
        let month = |date: PartialDate| {
            PartialDate::new(date.year(), date.month(), None).map_or_else(String::new, PartialDate::display)
        };
        // Of one year, a year alone would hide the month that others begin or end in.
        let first = dates().min_by_key(|date| (date.year(), date.month().unwrap_or(u8::MAX))).map(month);
        let last = dates().max_by_key(|date| (date.year(), date.month())).map(month);
        if let (Some(first), Some(last)) = (first, last) {
            parts.push(if first == last { first } else { format!("{first} to {last}") });
        }
    });
    for (field, one, many) in [
        (Field::Speaker, "speaker", "speakers"),
        (Field::Side, "side", "sides"),
        (Field::Event, "event", "events"),
    ] {
        let count = library.with_catalog(|catalog| catalog.values(field).len());
        if count > 0 {
            parts.push(counted(count, one, many));
        }
    }
    parts.join(", ")
}
