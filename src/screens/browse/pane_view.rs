//! The pane beside the list as it is drawn: the statement with its hits to step through and its passages' menu.

use super::pane::{Pane, TITLE_ID};
use crate::browser::{self, Action, Place};
use crate::components::{dynamic, maybe, text, when};
use crate::routes::Route;
use crate::screens::statement::{
    HitStepper, Menu, Opened, Words, completeness, opened, passage_named, shown, step as step_from,
};
use crate::text_view::marked;
use demarche_corpus::{Body, Statement};
use demarche_search::Query;
use leptos::prelude::*;

/// Id of the pane, which scrolls by itself.
const PANE_ID: &str = "pane";

impl Pane {
    /// The pane; until something is open in it, a line on how that is done.
    pub fn view(self) -> AnyView {
        let pressed = move |event: leptos::ev::KeyboardEvent| {
            // What floats in the pane shuts first.
            if event.key() == "Escape" && !event.default_prevented() && self.open.get_untracked().is_some() {
                event.prevent_default();
                self.close();
            }
        };
        Effect::new(move |_| {
            self.open.track();
            browser::scroll_back(PANE_ID);
        });
        let named = maybe(move || self.open.with(Option::is_some).then_some(TITLE_ID));
        let inside = move || {
            match self.open.get() {
            Some(id) => self.statement(&id),
            None => view! {
                <p class="hint">"Click beside a title, or on its arrow, to read the statement here, beside the list."</p>
            }
            .into_any(),
        }
        };
        when(
            move || self.is_shown.get(),
            move || {
                view! { <section id=PANE_ID class="pane" aria-labelledby=named on:keydown=pressed>{dynamic(inside)}</section> }
                    .into_any()
            },
        )
    }

    /// What is known of a statement, and its words once they are there.
    fn statement(self, id: &str) -> AnyView {
        let close = view! {
            <button type="button" class="link-button" on:click=move |_| self.close()>"Close"</button>
        };
        let Some((idx, statement)) = self.library.statement(id) else {
            return view! {
                <div class="pane__head">{close}</div>
                <h2 id=TITLE_ID tabindex="-1">{format!("This corpus has no statement “{id}”")}</h2>
            }
            .into_any();
        };
        let q = Memo::new(move |_| self.state.with(|state| state.request.text.clone()));
        let opened = opened(Some(idx), None, q);
        let (title, lang, id) = (statement.title.clone(), statement.lang.clone(), statement.id.clone());
        let href = text(move || self.state.with(|state| Route::found(&id, &state.request)).href());
        let title = dynamic(move || marked(&title, &opened.hits.with(|hits| hits.title.clone())).into_any());
        view! {
            <div class="pane__head"><a href=href>"Open the page"</a>{close}</div>
            <h2 id=TITLE_ID tabindex="-1" lang=lang dir="auto">{title}</h2>
            {completeness(&statement, true)}
            {shown(opened, || ().into_any(), move |body| words(&statement, body, opened, q))}
        }
        .into_any()
    }
}

/// The words with their hits to step through and the menu of a passage.
fn words(statement: &Statement, body: Body, opened: Opened, q: Memo<String>) -> AnyView {
    let marks = opened.marks;
    let query = Memo::new(move |_| Query::parse(&q.get()).0);
    let at = RwSignal::new(0);
    // Other words have other hits.
    Effect::new(move |_| {
        q.track();
        at.set(0);
    });
    let current = Memo::new(move |_| at.get().min(marks.with(Vec::len)));
    let step = Callback::new(move |forward: bool| {
        let count = marks.with_untracked(Vec::len);
        if count > 0 {
            at.set(step_from(current.get_untracked(), count, forward));
            browser::bring_into_view(&format!("hit-{}", at.get_untracked()));
        }
    });
    let listening = StoredValue::new_local(browser::on_key(Place::Browse, move |action| {
        let is_mine = matches!(action, Action::NextFind | Action::PreviousFind);
        if is_mine {
            step.run(action == Action::NextFind);
        }
        is_mine
    }));
    on_cleanup(move || listening.dispose());
    let menu = Menu::new(statement);
    let target = Memo::new(move |_| menu.anchor());
    let named = StoredValue::new(body.clone());
    let open = Callback::new(move |anchor: String| {
        menu.open(named.with_value(|body| passage_named(body, &anchor)));
    });
    view! {
        <HitStepper current marks step query />
        <div class="read__text">
            <Words statement=statement.clone() body marks current target menu open />
            {menu.view()}
        </div>
    }
    .into_any()
}
