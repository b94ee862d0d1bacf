//! What stands above every screen: the name, the search box, the ways around, how texts look.

use crate::browser::{self, Action, History, Place};
use crate::components::{Icon, IconName, maybe, text};
use crate::routes::{Route, Screen};
use crate::screens::browse::searches::searches;
use crate::screens::browse::start::IsPutAway;
use crate::screens::browse::suggest::{LIST_ID, Pressed, SuggestionList, Suggestions};
use crate::screens::looks::looks;
use crate::state::{use_library, use_navigation};
use demarche_search::Suggestion;
use leptos::prelude::*;

/// Id of the search box, for the `/` key and for who typed before it stood.
pub const SEARCH_ID: &str = "search";

/// The header.
#[component]
pub fn Header() -> impl IntoView {
    let navigation = use_navigation();
    let route = navigation.route();
    let title = use_library().with_info(|info| info.title.clone());
    let lang = use_library().own_lang();
    let is_put_away = expect_context::<IsPutAway>();
    let here =
        move |wanted: Screen| maybe(move || route.with(|route| route.screen() == wanted).then_some("page"));
    let listening = StoredValue::new_local(browser::on_key(Place::Everywhere, |action| {
        let wanted = action == Action::Search;
        if wanted {
            browser::focus(SEARCH_ID);
        }
        wanted
    }));
    on_cleanup(move || listening.dispose());
    view! {
        <header class="header">
            <a class="header__brand" href="#/" on:click=move |_| is_put_away.set(false)>
                <span class="header__name">"Démarche"</span>
                <span class="header__corpus" lang=lang>{title}</span>
            </a>
            <SearchBox />
            <nav class="header__nav" aria-label="Main">
                <a href=text(move || Route::Browse(navigation.browse()).href()) aria-current=here(Screen::Browse)>"Browse"</a>
                <a href=Route::Events.href() aria-current=here(Screen::Events)>"Events"</a>
                <a href=Route::compare_all(&[]).href() aria-current=here(Screen::Compare)>"Compare"</a>
                <a href=Route::About.href() aria-current=here(Screen::About)>"About"</a>
            </nav>
            {looks()}
        </header>
    }
}

/// The search box. On the Browse screen every letter counts; elsewhere Enter leads there.
#[component]
fn SearchBox() -> impl IntoView {
    let navigation = use_navigation();
    let route = navigation.route();
    let shown = text(move || {
        route.with(|route| match route {
            Route::Browse(state) => state.request.text.clone(),
            Route::Read(state) => state.found.text.clone(),
            _ => String::new(),
        })
    });
    let typed = RwSignal::new(shown.get_untracked());
    Effect::new(move || {
        let text = shown.get();
        // What is typed is already there; only an address that says something else changes the box.
        if typed.with_untracked(|typed| *typed != text) {
            typed.set(text);
        }
    });
    let on_browse = move || navigation.is_at_search();
    let search = move |history: History| {
        let before = navigation.browse_untracked();
        // The first letter of a new search makes a step of its own, so that Back returns to what was there before.
        let history = if before.request.text.is_empty() { History::Push } else { history };
        navigation.visit(Route::Browse(before.with_text(&typed.get_untracked())), history);
    };
    let suggestions = Suggestions::new();
    let ask = move || suggestions.ask(typed.get_untracked(), browser::caret(SEARCH_ID));
    let take = Callback::new(move |one: Suggestion| {
        suggestions.close();
        let mut text = typed.get_untracked();
        let (start, end) = (one.replace.start as usize, one.replace.end as usize);
        // A reply to older letters would put it somewhere else.
        if text.get(start..end).is_none() {
            return;
        }
        // The blank that ends it may stand there already.
        let blank = one.with.ends_with(' ') && text[end..].starts_with(' ');
        text.replace_range(start..end + usize::from(blank), &one.with);
        browser::set_text(SEARCH_ID, &text, start + one.with.len());
        typed.set(text);
        if on_browse() {
            search(History::Replace);
        }
    });
    // An empty box offers the reader's own searches.
    let is_open = RwSignal::new(false);
    let is_empty = move || typed.with_untracked(|typed| typed.trim().is_empty());
    let shut = Callback::new(move |()| is_open.set(false));
    let escaped = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && is_open.get_untracked() {
            event.prevent_default();
            is_open.set(false);
            browser::focus(SEARCH_ID);
        }
    };
    let pressed = move |event: leptos::ev::KeyboardEvent| {
        // Enter and the arrows belong to an input method while it composes.
        if event.is_composing() {
            return;
        }
        match suggestions.press(&event.key()) {
            Pressed::Nothing if event.key() == "ArrowDown" && is_empty() => is_open.set(true),
            Pressed::Nothing if event.key() == "ArrowDown" => ask(),
            Pressed::Nothing => return,
            Pressed::Used => {}
            Pressed::Taken(one) => take.run(one),
        }
        event.prevent_default();
    };
    view! {
        <form class="search" role="search" on:keydown=escaped
            on:focusout=move |event| if browser::leaves(&event) { is_open.set(false) }
            on:submit=move |event| {
            event.prevent_default();
            is_open.set(false);
            suggestions.close();
            search(if on_browse() { History::Replace } else { History::Push });
        }>
            <Icon name=IconName::Search />
            <input id=SEARCH_ID class="search__box" type="search" aria-label="Search statements"
                placeholder="Search statements" autocomplete="off" spellcheck="false" enterkeyhint="search"
                aria-autocomplete="list" aria-controls=LIST_ID aria-activedescendant=suggestions.active()
                prop:value=typed
                on:click=move |_| is_open.set(is_empty())
                on:input:target=move |event| {
                    // Setting what is so already would draw it once more.
                    if is_open.get_untracked() {
                        is_open.set(false);
                    }
                    typed.set(event.target().value());
                    if on_browse() {
                        if !navigation.typing().get_untracked() {
                            navigation.typing().set(true);
                        }
                        search(History::Replace);
                    }
                    // What was typed before the app stood comes here when its reader may be elsewhere.
                    if browser::focused_id() == SEARCH_ID {
                        ask();
                    }
                }
                on:keydown=pressed on:blur=move |_| suggestions.close() />
            <kbd class="search__key" aria-hidden="true">"/"</kbd>
            <SuggestionList suggestions take />
            {searches(is_open, shut)}
        </form>
    }
}
