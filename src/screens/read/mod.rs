//! Read: one statement with its words, its hits, its metadata, and the other accounts of its event.

mod around;
mod facts;
mod keys;
mod minimap;
mod others;
mod outline;
mod quoted;
mod tools;

use crate::browser::{self, Action, History, Place};
use crate::components::{Notice, NoticeKind, dynamic, followed, text};
use crate::routes::{CompareState, ReadState, Route};
use crate::screens::cite::{cite_menu, place_of};
use crate::screens::for_paper::for_paper;
use crate::screens::share::share_at;
use crate::screens::statement::{
    HitStepper, Menu, Opened, Words, completeness, opened, passage_named, shown, step as step_from,
};
use crate::state::{OWN_PREFIX, use_library, use_navigation, use_own_texts};
use crate::text_view::marked;
use demarche_corpus::{Body, Statement, StatementIdx};
use demarche_search::Query;
use leptos::prelude::*;

/// The state of this screen as a memo: other screens' addresses leave it as it was.
fn read_state() -> Memo<ReadState> {
    let route = use_navigation().route();
    Memo::new(move |before: Option<&ReadState>| match route.get() {
        Route::Read(state) => state,
        _ => before.cloned().unwrap_or_default(),
    })
}

/// The screen for the statement with this id.
#[component]
pub fn Read(
    /// Id of the statement.
    id: String,
) -> impl IntoView {
    let library = use_library();
    let (idx, statement, words) = match (library.statement(&id), use_own_texts().find(&id)) {
        (Some((idx, statement)), _) => (Some(idx), statement, None),
        // A text of the reader's own is here already, and no search has hits in it.
        (None, Some((statement, body))) => (None, statement, Some(Ok(body))),
        (None, None) => return view! { <NoSuchStatement id /> }.into_any(),
    };
    let state = read_state();
    let q = Memo::new(move |_| state.get().found.text);
    let opened = opened(idx, words, q);
    let title = statement.title.clone();
    let heading = move || view! { <h1>{title.clone()}</h1> }.into_any();
    shown(opened, heading, move |body| {
        view! { <WholeStatement statement=statement.clone() idx body state q opened /> }.into_any()
    })
}

/// The screen when all is there.
#[component]
fn WholeStatement(
    statement: Statement,
    idx: Option<StatementIdx>,
    body: Body,
    state: Memo<ReadState>,
    q: Memo<String>,
    opened: Opened,
) -> impl IntoView {
    let navigation = use_navigation();
    let query = Memo::new(move |_| Query::parse(&q.get()).0);
    let Opened { hits, marks, .. } = opened;
    let current = Memo::new(move |_| state.get().hit.unwrap_or(0).min(marks.with(Vec::len)));
    let step = Callback::new(move |forward: bool| {
        let count = marks.with_untracked(Vec::len);
        if count > 0 {
            let hit = step_from(current.get_untracked(), count, forward);
            let next = ReadState { hit: Some(hit), passage: None, ..state.get_untracked() };
            navigation.visit(Route::Read(next), History::Replace);
        }
    });
    let menu = Menu::new(&statement);
    // After the marks are in the page, the passage or hit that the address names comes into view.
    Effect::new(move |_| {
        let (state, _) = (state.get(), marks.track());
        match (state.hit, state.passage) {
            (Some(_), _) => browser::scroll_to_passage(&format!("hit-{}", current.get())),
            // Where its menu stands open the reader is there.
            (None, Some(anchor)) if menu.is_untracked_at(&anchor) => {}
            (None, Some(anchor)) => browser::scroll_to_passage(&anchor),
            (None, None) => {}
        }
    });
    let named = StoredValue::new(body.clone());
    let target = Memo::new(move |_| state.get().passage);
    let passage = Signal::derive(move || {
        let anchor = state.get().passage?;
        named.with_value(|body| passage_named(body, &anchor))
    });
    let go_to = move |anchor: String| {
        let next = ReadState { passage: Some(anchor), hit: None, ..state.get_untracked() };
        navigation.visit(Route::Read(next), History::Replace);
    };
    let open = Callback::new(move |anchor: String| {
        menu.open(named.with_value(|body| passage_named(body, &anchor)));
        go_to(anchor);
    });
    let place = around::place(idx, state);
    let keys = keys::Keys { navigation, state, marks, current, body: named, place, menu };
    let beside = CompareState::of(std::slice::from_ref(&statement.id));
    let listening = StoredValue::new_local(browser::on_key(Place::Read, move |action| {
        match action {
            Action::Compare => {
                let passage = state.with_untracked(|state| state.passage.clone());
                let next = CompareState { passage, ..beside.clone() };
                navigation.visit(Route::Compare(next), History::Push);
            }
            Action::NextFind => step.run(true),
            Action::PreviousFind => step.run(false),
            _ => return keys.press(action),
        }
        true
    }));
    on_cleanup(move || listening.dispose());
    let cite = cite_menu(vec![statement.clone()], passage, Signal::stored(String::new()));
    let anchors: Vec<String> = body.blocks.iter().map(|block| block.anchor.clone()).collect();
    let lost = move || match state.get().passage.filter(|anchor| !anchors.contains(anchor)) {
        Some(anchor) => view! {
            <Notice kind=NoticeKind::Warning title=format!("This statement has no passage “{anchor}”")>
                <p>"Its words may have changed since the link was made. The whole statement is below."</p>
            </Notice>
        }
        .into_any(),
        None => ().into_any(),
    };
    let is_narrow = followed(browser::is_one_column);
    let [outline_above, outline_beside] = outline::outline(&body, &statement.lang, state, is_narrow);
    let said = statement.title.clone();
    let shows = move || match (passage.get(), q.get()) {
        (Some(passage), _) => format!("“{said}” at passage {}", passage.number),
        (None, q) if q.is_empty() => format!("“{said}”"),
        (None, q) => format!("“{said}” with the hits of {q} marked"),
    };
    // A passage is shared as it is cited, whatever it was found by.
    let id = statement.id.clone();
    let address = move || match state.get().passage {
        Some(anchor) => {
            let place = place_of(&id, Some(&anchor));
            browser::address_of(&place).unwrap_or(place)
        }
        None => browser::shared_address(),
    };
    let title = statement.title.clone();
    let title_marks = move || hits.with(|found| found.title.clone());
    view! {
        <article class="read">
            <header class="read__head">
                {around::way_back(&statement.id, place, state)}
                <h1 lang=statement.lang.clone() dir="auto">{dynamic(move || marked(&title, &title_marks()).into_any())}</h1>
                {completeness(&statement, false)}
                {tools::tools(&statement, is_narrow)}
                {dynamic(lost)}
                {outline_above}
            </header>
            <div class="read__text">
                <HitStepper current marks step query />
                {minimap::minimap(named, marks, state)}
                <Words statement=statement.clone() body marks current target menu open />
                {menu.view()}
            </div>
            <aside id="facts" class="read__aside" aria-label="About this statement" tabindex="-1">
                {outline_beside}
                <facts::Facts statement=statement.clone() />
                {cite}
                {share_at(text(shows), text(address))}
                <others::OtherAccounts statement=statement.clone() />
            </aside>
            {for_paper(vec![statement], Signal::stored(String::new()))}
        </article>
    }
}

/// The address names a statement that this corpus does not have.
#[component]
fn NoSuchStatement(id: String) -> impl IntoView {
    let (title, why) = if id.starts_with(OWN_PREFIX) {
        let why = "Texts that a reader pastes stay in the page they were pasted into, until it is closed or reloaded. ";
        (format!("“{id}” is a text that is not in this page"), why)
    } else {
        (
            format!("This corpus has no statement “{id}”"),
            "The link may be cut short or belong to another corpus. ",
        )
    };
    view! {
        <h1>"No such statement"</h1>
        <Notice kind=NoticeKind::Warning title>
            <p>{why}<a href="#/">"Search all statements"</a>"."</p>
        </Notice>
    }
}
