//! The shell: follows the address, and shows the screen it names.
//!
//! Does not live here: opening the corpus, and what the page shows before (`start`).

use crate::browser;
use crate::components::{Notice, NoticeKind, Steps, dynamic, text};
use crate::routes::{Route, Screen};
use crate::screens::{
    About, BUTTON_ID, Browse, Compare, Event, Events, FILTERS_ID, Header, NewerEdition, Read, compared_names,
    keyboard, provide_start,
};
use crate::state::{
    Desk, Library, provide_library, provide_navigation, provide_own_texts, provide_searches, use_own_texts,
};
use demarche_corpus::LinkedText;
use leptos::prelude::*;

/// The whole app, or a sentence on why it cannot start.
#[component]
pub fn App(opened: Result<Desk, String>, steps: Steps) -> impl IntoView {
    match opened {
        Ok(desk) => {
            let library = Library::new(desk);
            provide_library(library);
            provide_navigation();
            provide_own_texts();
            provide_searches();
            provide_start();
            provide_context(steps);
            view! { <Shell library /> }.into_any()
        }
        Err(reason) => {
            browser::mark_shown();
            view! {
                <main class="page">
                    <h1>"Démarche cannot open its corpus"</h1>
                    <Notice kind=NoticeKind::Warning title=reason>
                        <p>"Reload the page. If that does not help, the site was not published completely: tell whoever runs it."</p>
                    </Notice>
                </main>
            }
            .into_any()
        }
    }
}

/// Header, the present screen, footer.
#[component]
fn Shell(library: Library) -> impl IntoView {
    let navigation = crate::state::use_navigation();
    let steps = expect_context::<Steps>();
    let route = navigation.route();
    let screen = Memo::new(move |_| route.with(Route::screen));
    let title = library.with_info(|info| info.title.clone());
    let words = text(move || match route.get() {
        Route::Browse(state) => state.request.text,
        _ => String::new(),
    });
    // What is compared names the window, as a statement's title does.
    let own = use_own_texts();
    let compared = Memo::new(move |_| match route.get() {
        Route::Compare(state) => compared_names(library, own, &state).join(" ↔ "),
        _ => String::new(),
    });
    let said = library.with_info(|info| info.footer.iter().map(said_below).collect_view());
    let licence = library.with_info(|info| info.licence.clone());
    let lang = library.own_lang();
    Effect::new(move |before: Option<Screen>| {
        let now = screen.get();
        // A new screen begins at its top and is read from its heading; the first one is left alone.
        if before.is_some_and(|before| before != now) {
            browser::scroll_to_top();
            browser::focus("main");
        }
        // A list marks itself, with its first answer.
        if now != Screen::Browse {
            browser::mark_shown();
        }
        now
    });
    // What was pressed may be drawn anew by what it did: the focus stays with it, or near.
    Effect::new(move |before: Option<()>| {
        route.track();
        match before {
            // The browser has drawn once already.
            Some(()) if navigation.is_in_steps() => browser::later(|| browser::give_focus_back("main")),
            Some(()) => browser::keep_focus("main"),
            None => {}
        }
    });
    browser::remember_focus();
    Effect::new(move |_| {
        let words = words.with(|words| if words.trim().is_empty() { compared.get() } else { words.clone() });
        let page = page_title(library, &screen.get(), &title);
        browser::set_title(&if words.trim().is_empty() {
            page
        } else {
            format!("{} · {page}", words.trim())
        });
    });
    let shown = move || match screen.get() {
        Screen::Browse => view! { <Browse /> }.into_any(),
        Screen::Read(id) => view! { <Read id /> }.into_any(),
        Screen::Compare => view! { <Compare /> }.into_any(),
        Screen::Events => view! { <Events /> }.into_any(),
        Screen::Event(id) => view! { <Event id /> }.into_any(),
        Screen::About => view! { <About /> }.into_any(),
        Screen::Unknown(hash) => view! { <Nowhere hash /> }.into_any(),
    };
    view! {
        {dynamic(move || skip_links(&screen.get()))}
        {steps.part(2, || view! { <Header /> }.into_any())}
        <main id="main" class="page" tabindex="-1">
            {steps.part(1, move || dynamic(shown))}
        </main>
        <NewerEdition />
        <footer class="footer">
            <p lang=lang.clone()>{said}</p>
            <p>{keyboard()}</p>
            <p><span lang=lang>{licence}</span>" "<a href=Route::About.href()>"What this corpus holds and how figures are made"</a></p>
        </footer>
    }
}

/// Links past what stands before the part that readers come for.
fn skip_links(screen: &Screen) -> AnyView {
    let links: &[(&'static str, &'static [&'static str])] = match screen {
        Screen::Browse => &[
            ("Skip to the results", &["results", "found"]),
            ("Skip to the filters", &[BUTTON_ID, FILTERS_ID]),
        ],
        Screen::Read(_) => &[("Skip to the text", &["text"]), ("Skip to the facts and tools", &["facts"])],
        Screen::Compare => &[("Skip to the rows", &["rows"])],
        _ => &[("Skip to the content", &[])],
    };
    let link = |(name, ids): &(&'static str, &'static [&'static str])| {
        let ids = *ids;
        let press = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            // The first of these that is there.
            if !ids.iter().any(|id| browser::focus_in_view(id)) {
                browser::focus_in_view("main");
            }
        };
        view! { <a class="skip" href="#main" on:click=press>{*name}</a> }.into_any()
    };
    links.iter().map(link).collect::<Vec<AnyView>>().into_any()
}

/// A part of what the corpus says at the foot of every page.
fn said_below(part: &LinkedText) -> AnyView {
    let LinkedText { text, url } = part.clone();
    match url.as_str() {
        "" => text.into_any(),
        _ => view! { <a href=url rel="noopener noreferrer external">{text}</a> }.into_any(),
    }
}

/// The title of the window for a screen.
fn page_title(library: Library, screen: &Screen, corpus: &str) -> String {
    let event = |id: &str| {
        library.with_info(|info| {
            info.events.iter().find(|event| event.id == id).map(|event| event.title.clone())
        })
    };
    let part = match screen {
        Screen::Browse => None,
        Screen::Read(id) => library.statement(id).map(|(_, statement)| statement.title),
        Screen::Compare => Some("Compare".to_owned()),
        Screen::Events => Some("Events".to_owned()),
        Screen::Event(id) => event(id),
        Screen::About => Some("About".to_owned()),
        Screen::Unknown(_) => Some("No such page".to_owned()),
    };
    part.map_or_else(|| corpus.to_owned(), |part| format!("{part} · {corpus}"))
}

/// An address that leads nowhere.
#[component]
fn Nowhere(hash: String) -> impl IntoView {
    view! {
        <h1>"No such page"</h1>
        <Notice kind=NoticeKind::Warning title=format!("“{hash}” is not an address of this site")>
            <p>"The link may be cut short. "<a href="#/">"Search all statements"</a>" or "
            <a href=Route::Events.href()>"see all events"</a>"."</p>
        </Notice>
    }
}
