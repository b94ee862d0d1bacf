//! Compare: two to four texts side by side, passages with a counterpart level with each other, gaps where there is
//! none.
//!
//! Lives here: which texts are read and compared when, and what stands where on the screen. `load` reads and compares,
//! `model` is what came of it, `sheet` what is drawn of it, `drawing` what is marked in a row; `rows`, `cells`
//! and `relation` draw it.

mod ahead;
mod alone;
mod cells;
mod choose;
mod choose_alike;
mod choose_likely;
mod choose_offers;
mod controls;
mod coverage;
mod drawing;
mod follow;
mod forms;
mod frequencies;
mod keys;
mod legend;
mod lines;
mod load;
mod model;
mod names;
mod notes;
mod panels;
mod paste;
mod relation;
mod report;
mod rows;
mod sentence_pairs;
mod sheet;
mod sides;
mod slider;
mod stretch;
mod summary;
mod texts;

use crate::browser;
use crate::components::{Icon, IconName, dynamic, flag, text};
use crate::routes::{CompareState, MAX_CHOSEN, Route};
use crate::screens::cite::cite_menu;
use crate::screens::for_paper::for_paper;
use crate::screens::share::share;
use crate::state::{OWN_PREFIX, use_library, use_navigation, use_own_texts};
use demarche_corpus::Statement;
use leptos::prelude::*;
use load::Loaded;
use model::Compared;
use std::sync::Arc;

pub use names::names;

/// Id of what stands behind a button where there is little room.
const WAYS_ID: &str = "ways";

/// The state of this screen as a memo: other screens' addresses leave it as it was.
fn compare_state() -> Memo<CompareState> {
    let route = use_navigation().route();
    Memo::new(move |before: Option<&CompareState>| match route.get() {
        Route::Compare(state) => state,
        _ => before.cloned().unwrap_or_default(),
    })
}

/// Why no comparison can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Trouble {
    /// At least one side is not chosen; the id of the one that is.
    Unchosen(Option<String>),
    /// The reader comes with a text that is not pasted yet.
    Pasting,
    /// No such statement.
    Unknown(String),
    /// The text cannot be read; why.
    Unreadable(String),
}

/// How far the screen is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stage {
    Opening,
    Failed(Trouble),
    /// There is a comparison of so many texts.
    Ready(usize),
}

/// What the parts of this screen share.
#[derive(Clone, Copy)]
struct Work {
    state: Memo<CompareState>,
    /// The texts; `None` while they are being read.
    loaded: RwSignal<Option<Arc<Loaded>>>,
    /// What is compared; `None` before the first comparison of these texts.
    compared: RwSignal<Option<Arc<Compared>>>,
    /// How many pairs there are where no least score is chosen, and from which one in per cent they are; once that is known.
    usual: RwSignal<Option<(usize, u8)>>,
    trouble: RwSignal<Option<Trouble>>,
    /// The side another text is being chosen for.
    choosing: RwSignal<Option<usize>>,
    /// Whether the screen says how it is read.
    has_hint: RwSignal<bool>,
}

/// The screen.
#[component]
pub fn Compare() -> impl IntoView {
    let work = Work {
        state: compare_state(),
        loaded: RwSignal::new(None),
        compared: RwSignal::new(None),
        usual: RwSignal::new(None),
        trouble: RwSignal::new(None),
        choosing: RwSignal::new(None),
        has_hint: RwSignal::new(!browser::is_hint_put_away()),
    };
    follow::follow(work);
    let stage = Memo::new(move |_| match (work.trouble.get(), work.compared.get()) {
        (Some(trouble), _) => Stage::Failed(trouble),
        (None, Some(compared)) => Stage::Ready(compared.sides.len()),
        (None, None) => Stage::Opening,
    });
    let (library, own) = (use_library(), use_own_texts());
    let names = Memo::new(move |_| names::names(library, own, &work.state.get()));
    let heading = move || match names.get().as_slice() {
        [] => "Compare".into_any(),
        names => {
            let langs = names::languages(library, own, &work.state.get_untracked());
            view! { <span class="visually-hidden">"Compare: "</span>{named(names, &langs)} }.into_any()
        }
    };
    view! {
        <div class="compare">
            <div class="compare__head">
                <h1>{dynamic(heading)}</h1>
                {dynamic(move || match stage.get() {
                    Stage::Ready(count) => ways_on(work, count),
                    _ => ().into_any(),
                })}
            </div>
            {dynamic(move || match stage.get() {
                Stage::Ready(count) => ready(work, count),
                Stage::Failed(trouble) => view! { <sides::Unchosen trouble /> }.into_any(),
                Stage::Opening => view! { <p role="status">"Opening the texts…"</p> }.into_any(),
            })}
        </div>
    }
}

/// The names as [`names::heading`] puts them, each in its own language.
fn named(all: &[String], langs: &[String]) -> AnyView {
    let one = |(at, name): (usize, &String)| {
        let [before, after] = names::around(at, all.len());
        let lang = langs.get(at).cloned().unwrap_or_default();
        view! { {before}<span lang=lang dir="auto">{name.clone()}</span>{after} }
    };
    all.iter().enumerate().map(one).collect_view().into_any()
}

/// What can be done with the whole comparison.
fn ways_on(work: Work, count: usize) -> AnyView {
    let state = work.state;
    let swapped = text(move || Route::Compare(state.get().swapped()).href());
    let address = text(move || Route::Compare(state.get()).href());
    let (library, own) = (use_library(), use_own_texts());
    let shows = move || {
        let state = state.get();
        let said = names::heading(&names::names(library, own, &state));
        let stays = state.ids.iter().any(|id| id.starts_with(OWN_PREFIX));
        let stays = if stays { ", without your own text, which stays in this page" } else { "" };
        format!("the comparison “{said}”{stays}")
    };
    let further = (count < MAX_CHOSEN).then(|| sides::opener(count, None, work.choosing));
    let is_open = RwSignal::new(false);
    view! {
        <a class="button" href=swapped title="Swap A and B (x)"><Icon name=IconName::Swap />"Swap sides"</a>
        // In a narrow window what is wanted once stands behind one button.
        <button type="button" class="button compare__more" aria-controls=WAYS_ID
            aria-expanded=text(move || is_open.get().to_string()) on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)>"More"</button>
        <div id=WAYS_ID class="compare__ways" class:compare__ways--open=flag(move || is_open.get())>
            {further}
            {report::buttons(work, count)}
            {cite_menu(citable(work, count), Signal::stored(None), address)}
            {share(shows)}
        </div>
    }
    .into_any()
}

/// The statements compared. A text of the reader's own is none of the corpus, and the comparison nobody else's to look
/// up.
fn citable(work: Work, count: usize) -> Vec<Statement> {
    let library = use_library();
    let ids = work.state.with_untracked(CompareState::ids);
    let statements: Vec<_> = ids.iter().filter_map(|id| Some(library.statement(id)?.1)).collect();
    if statements.len() == count { statements } else { Vec::new() }
}

/// Everything below the head, once there is a comparison.
fn ready(work: Work, count: usize) -> AnyView {
    let Work { state, compared, choosing, .. } = work;
    let place = keys::Place::new(work);
    let ways = panels::jump::Ways::new(work, place);
    let summary = move || match compared.get() {
        Some(compared) => {
            view! { <summary::Summary compared=Arc::clone(&compared) ways /><notes::Notes compared /> }
                .into_any()
        }
        None => ().into_any(),
    };
    view! {
        {dynamic(summary)}
        <legend::Legend count is_for_paper=true />
        <controls::Controls work count />
        {sides::choice(state, choosing)}
        <rows::Rows work place />
        <p class="compare__keys">
            "Keys: "<kbd>"j"</kbd>" "<kbd>"k"</kbd>" next and previous row · "<kbd>"n"</kbd>" "<kbd>"p"</kbd>
            " next and previous difference · "<kbd>"x"</kbd>" swap A and B"
        </p>
        <panels::Panels work ways count />
        {for_paper(citable(work, count), text(move || Route::Compare(state.get()).href()))}
    }
    .into_any()
}
