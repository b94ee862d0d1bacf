//! The texts of a comparison: changing and adding them, and what to do where one is missing.

use super::Trouble;
use super::choose::{Chooser, Place, SEARCH_ID, chosen};
use super::paste::{OwnList, Paste};
use crate::browser;
use crate::components::{Icon, IconName, Notice, NoticeKind, SIDE_LETTERS, dynamic, side_letter, text};
use crate::routes::{BrowseState, CompareState, Route};
use crate::state::{OWN_PREFIX, use_library, use_navigation, use_own_texts};
use demarche_corpus::Statement;
use leptos::prelude::*;

/// Id of the part that opens below the bar.
const PANEL_ID: &str = "choose";

/// The choice of another text for the side that `open` names, or of a further one.
pub fn choice(state: Memo<CompareState>, open: RwSignal<Option<usize>>) -> AnyView {
    let len = Memo::new(move |_| state.with(|state| chosen(state).len()));
    dynamic(move || {
        let len = len.get();
        match open.get().filter(|at| *at <= len) {
            Some(at) => panel(Place { state: state.get_untracked(), at }, at < len, open),
            None => ().into_any(),
        }
    })
}

/// The button that opens the choice of another text for one side; without a present one, of a further one.
pub fn opener(at: usize, present: Option<&Statement>, open: RwSignal<Option<usize>>) -> AnyView {
    let letter = SIDE_LETTERS.get(at).copied().unwrap_or_default();
    let is_open = text(move || (open.get() == Some(at)).to_string());
    let press = move |_| {
        let next = Some(at).filter(|_| open.get_untracked() != Some(at));
        open.set(next);
        if next.is_some() {
            // Once it is there.
            browser::later(|| browser::focus(SEARCH_ID));
        }
    };
    let name = match present {
        Some(Statement { title, lang, .. }) => view! {
            "Change…"
            <span class="visually-hidden">{format!(" side {letter}: ")}<span lang=lang.clone() dir="auto">{title.clone()}</span></span>
        }
        .into_any(),
        None => "Add a text…".into_any(),
    };
    view! {
        <button id=opener_id(at) type="button" class="button" aria-expanded=is_open aria-controls=PANEL_ID on:click=press>{name}</button>
    }
    .into_any()
}

fn opener_id(at: usize) -> String {
    format!("change-{at}")
}

/// The choice of a text for one side, which may be taken out if it has one.
fn panel(place: Place, is_chosen: bool, open: RwSignal<Option<usize>>) -> AnyView {
    let (at, letter) = (place.at, place.letter());
    let name = format!("Choose the text of side {letter}");
    let close = move || {
        open.set(None);
        browser::focus(&opener_id(at));
    };
    let escape = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            close();
        }
    };
    let done = Callback::new(move |()| {
        open.set(None);
        browser::focus("main");
    });
    let out = is_chosen.then(|| {
        let href = place.without().href();
        view! { <p><a href=href on:click=move |_| done.run(())>{format!("Take side {letter} out of the comparison")}</a></p> }
    });
    view! {
        <section id=PANEL_ID class="choose" aria-label=name.clone() on:keydown=escape>
            <div class="choose__head">
                <h2 class="choose__title">{side_letter(at)}{name.clone()}</h2>
                <button type="button" class="icon-button" aria-label="Close" on:click=move |_| close()><Icon name=IconName::Close /></button>
            </div>
            <Chooser place done />
            {out}
        </section>
    }
    .into_any()
}

/// Says why no comparison can be shown, and offers texts for the side that lacks one.
#[component]
pub fn Unchosen(
    /// Why no comparison can be shown.
    trouble: Trouble,
) -> impl IntoView {
    let state = match use_navigation().route().get_untracked() {
        Route::Compare(state) => state,
        _ => CompareState::default(),
    };
    let wanted = match &trouble {
        Trouble::Unreadable(_) => None,
        Trouble::Unknown(id) => state.ids.iter().position(|side| side == id),
        Trouble::Unchosen(_) | Trouble::Pasting => state.ids.iter().position(String::is_empty),
    };
    if let (Trouble::Pasting, Some(at)) = (&trouble, wanted) {
        return view! { {said(trouble)}{pasting(Place { state, at })} }.into_any();
    }
    let none_chosen = chosen(&state).is_empty();
    let chooser = wanted.map(|at| {
        let done = Callback::new(move |()| browser::focus("main"));
        view! {
            <section class="choose" aria-label="Choose a text"><Chooser place=Place { state, at } done /></section>
            {none_chosen.then(|| view! { <Paste place=None is_asked=false done /> })}
        }
    });
    view! { {said(trouble)}{chooser} }.into_any()
}

/// The form for the text that the reader comes with, open and ready to be typed into.
fn pasting(place: Place) -> AnyView {
    let done = Callback::new(move |()| browser::focus("main"));
    let own = place.clone();
    view! {
        <section class="choose" aria-label="Your text">
            <Paste place=Some(place) is_asked=true done />
            <OwnList place=own done />
        </section>
    }
    .into_any()
}

/// The sentence.
fn said(trouble: Trouble) -> AnyView {
    let (title, kind, way) = match trouble {
        Trouble::Unknown(id) if id.starts_with(OWN_PREFIX) => (
            format!("“{id}” is a text that somebody pasted into their own page"),
            NoticeKind::Warning,
            view! { "It was never sent anywhere, so that it is not here. Closing or reloading that page has ended it too. Whoever has the text can paste it below." }.into_any(),
        ),
        Trouble::Unknown(id) if id.starts_with("event:") => {
            let event = Route::Event(id.trim_start_matches("event:").to_owned()).href();
            (
                "Statements can be compared, not whole events".to_owned(),
                NoticeKind::Plain,
                view! { <a href=event>"Choose accounts of the event"</a>"." }.into_any(),
            )
        }
        // Ids of statements hold no colon.
        Trouble::Unknown(id) if id.contains(':') => {
            let words = id.strip_prefix("q:").unwrap_or(&id);
            let found = Route::Browse(BrowseState::default().with_text(words)).href();
            (
                "Statements can be compared, not whole searches".to_owned(),
                NoticeKind::Plain,
                view! { <a href=found>"Choose statements of this search"</a>". Whose words differ how, “Two groups” there tells of whole searches." }.into_any(),
            )
        }
        Trouble::Unknown(id) => (
            format!("This corpus has no statement “{id}” to compare"),
            NoticeKind::Warning,
            view! {
                "The link may be cut short or belong to another corpus. "<a href="#/">"Search all statements"</a>
                ", "<a href=Route::Events.href()>"choose an event"</a>", or choose another text below."
            }
            .into_any(),
        ),
        Trouble::Unreadable(reason) => (
            format!("The texts cannot be compared: {reason}"),
            NoticeKind::Warning,
            "Reload the page. If that does not help, the site was not published completely.".into_any(),
        ),
        Trouble::Pasting => (
            "Paste the text that you hold".to_owned(),
            NoticeKind::Plain,
            "The statements that share its rare words are found, the best first. Beside any of them you see what was said before, passage by passage.".into_any(),
        ),
        Trouble::Unchosen(None) => (
            "Nothing is chosen to compare yet".to_owned(),
            NoticeKind::Plain,
            view! {
                <a href=Route::Events.href()>"Choose an event"</a>" to see its accounts side by side, "
                <a href="#/">"search all statements"</a>" and tick two to four of them, or begin here."
            }
            .into_any(),
        ),
        Trouble::Unchosen(Some(id)) => {
            let found = use_library().statement(&id).map(|(_, statement)| statement.title);
            let title = found.or_else(|| use_own_texts().title(&id)).unwrap_or(id);
            (
                format!("“{title}” is chosen. Choose another text beside it"),
                NoticeKind::Plain,
                "Take one of those below, search for any other, or paste a text of your own.".into_any(),
            )
        }
    };
    view! { <Notice kind title><p>{way}</p></Notice> }.into_any()
}
