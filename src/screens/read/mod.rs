//! Read: one statement with its words, its hits, its metadata, and the other accounts of its event.

mod around;
mod article;
mod facts;
mod hits;
mod keys;
mod menu;
mod menu_view;
mod others;
mod outline;
mod words;

use crate::browser::{self, Action, History, Place};
use crate::components::{Notice, NoticeKind, dynamic};
use crate::routes::{ReadState, Route};
use crate::screens::cite::cite_menu;
use crate::screens::share::share;
use crate::state::{OWN_PREFIX, use_library, use_navigation, use_own_texts};
use crate::text_view::{HitMark, marked};
use demarche_corpus::{Body, Statement, StatementIdx};
use demarche_search::{Query, StatementHits};
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
    let q = Memo::new(move |_| state.get().q);
    let body: RwSignal<Option<Result<Body, String>>> = RwSignal::new(words);
    let hits: RwSignal<StatementHits> = RwSignal::default();
    Effect::new(move |_| {
        let Some(idx) = idx else { return };
        library.read(idx, q.get(), move |found| match found {
            Ok((words, found)) => {
                hits.set(found);
                // Other words to mark leave the text as it stands.
                if !body.with_untracked(|body| matches!(body, Some(Ok(_)))) {
                    body.set(Some(Ok(words)));
                }
            }
            Err(reason) => body.set(Some(Err(reason))),
        });
    });
    dynamic(move || {
        match body.get() {
        None => view! { <h1>{statement.title.clone()}</h1><p role="status">"Opening the text…"</p> }.into_any(),
        Some(Ok(body)) => view! { <Statement statement=statement.clone() idx body state q hits /> }.into_any(),
        Some(Err(reason)) => view! {
            <h1>{statement.title.clone()}</h1>
            <Notice kind=NoticeKind::Warning title=format!("The text of this statement cannot be shown: {reason}")>
                <p>"Reload the page. If that does not help, the site was not published completely."</p>
            </Notice>
        }
        .into_any(),
    }
    })
}

/// The screen when all is there.
#[component]
fn Statement(
    statement: Statement,
    idx: Option<StatementIdx>,
    body: Body,
    state: Memo<ReadState>,
    q: Memo<String>,
    hits: RwSignal<StatementHits>,
) -> impl IntoView {
    let navigation = use_navigation();
    let query = Memo::new(move |_| Query::parse(&q.get()).0);
    let marks: Memo<Vec<(usize, HitMark)>> = Memo::new(move |_| {
        let hits = hits.with(|found| found.hits.clone());
        let number = |(at, hit): (usize, demarche_search::Hit)| {
            (hit.block, HitMark { number: at + 1, range: hit.range })
        };
        hits.into_iter().enumerate().map(number).collect()
    });
    let current = Memo::new(move |_| state.get().hit.unwrap_or(0).min(marks.with(Vec::len)));
    let step = Callback::new(move |forward: bool| {
        let count = marks.with_untracked(Vec::len);
        if count > 0 {
            let hit = hits::step(current.get_untracked(), count, forward);
            let next = ReadState { hit: Some(hit), passage: None, ..state.get_untracked() };
            navigation.visit(Route::Read(next), History::Replace);
        }
    });
    let menu = menu::Menu::new(&statement);
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
    let passage = Signal::derive(move || {
        let anchor = state.get().passage?;
        named.with_value(|body| article::passage_named(body, &anchor))
    });
    let go_to = move |anchor: String| {
        let next = ReadState { passage: Some(anchor), hit: None, ..state.get_untracked() };
        navigation.visit(Route::Read(next), History::Replace);
    };
    let open = Callback::new(move |anchor: String| {
        menu.open(named.with_value(|body| article::passage_named(body, &anchor)));
        go_to(anchor);
    });
    let place = around::place(idx, q);
    let keys = keys::Keys { navigation, state, marks, current, body: named, place, menu };
    let beside = Route::compare_all(std::slice::from_ref(&statement.id));
    let listening = StoredValue::new_local(browser::on_key(Place::Read, move |action| {
        match action {
            Action::Compare => navigation.visit(beside.clone(), History::Push),
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
    let outline = outline::outline(&body, state);
    let said = statement.title.clone();
    let shows = move || match (passage.get(), q.get()) {
        (Some(passage), _) => format!("“{said}” at passage {}", passage.number),
        (None, q) if q.is_empty() => format!("“{said}”"),
        (None, q) => format!("“{said}” with the hits of {q} marked"),
    };
    let title = statement.title.clone();
    let title_marks = move || hits.with(|found| found.title.clone());
    view! {
        <article class="read">
            <header class="read__head">
                {around::way_back(place, q)}
                <h1 lang=statement.lang.clone() dir="auto">{dynamic(move || marked(&title, &title_marks()).into_any())}</h1>
                <facts::Completeness statement=statement.clone() />
                {dynamic(lost)}
            </header>
            <div class="read__text">
                <hits::HitStepper current marks step query />
                {outline::minimap(&body, marks)}
                <article::Words statement=statement.clone() body marks current state menu open />
                {menu.view()}
            </div>
            <aside class="read__aside" aria-label="About this statement">
                {outline}
                <facts::Facts statement=statement.clone() />
                {cite}
                {share(shows)}
                <others::OtherAccounts statement />
            </aside>
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
