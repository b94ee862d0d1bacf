//! Texts of the reader's own as sides of a comparison: pasting one, or two at once, and those pasted before.

use super::choose::Place;
use crate::browser::{self, History};
use crate::components::{Icon, IconName, SIDE_LETTERS, dynamic, text, when};
use crate::routes::Route;
use crate::state::{OwnTexts, too_long, use_navigation, use_own_texts};
use leptos::prelude::*;

/// A form for a text of the reader's own, folded until it is wanted.
#[component]
pub fn Paste(
    /// Where the text goes; `None` for two texts that make a comparison of their own.
    place: Option<Place>,
    /// What else happens once a text is taken.
    done: Callback<()>,
) -> impl IntoView {
    let own = use_own_texts();
    let navigation = use_navigation();
    let trouble = RwSignal::new(String::new());
    let (name, button) = match &place {
        Some(_) => ("Paste a text of your own", "Compare this text"),
        None => ("Compare two texts of your own", "Compare these texts"),
    };
    let letters: Vec<&'static str> = place
        .as_ref()
        .map_or_else(|| SIDE_LETTERS.into_iter().take(2).collect(), |place| vec![place.letter()]);
    let is_pair = place.is_none();
    let fields = letters.iter().copied().map(|letter| field(letter, is_pair)).collect_view();
    let take = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match kept(own, &letters, is_pair) {
            Ok(ids) => {
                let route = match (&place, ids.as_slice()) {
                    (Some(place), [id, ..]) => place.filled(id),
                    (_, ids) => Route::compare_all(ids),
                };
                done.run(());
                // Reading long texts has taken its time: the page may breathe before it shows them.
                browser::drawn(move || navigation.visit(route, History::Push));
            }
            Err((letter, reason)) => {
                trouble.set(reason);
                browser::focus(&text_id(letter, is_pair));
            }
        }
    };
    let alert =
        move || view! { <p class="paste__trouble" role="alert">{text(move || trouble.get())}</p> }.into_any();
    view! {
        <details class="paste">
            <summary>{name}</summary>
            <form class="paste__form" aria-label=name on:submit=take on:paste=move |event| {
                // Laying out millions of characters would stop the page for longer than anything done with them.
                if let Some(reason) = browser::pasted_length(&event).and_then(too_long) {
                    event.prevent_default();
                    trouble.set(reason);
                }
            }>
                <p class="paste__note">"What you paste stays in this page: it is never sent anywhere, and is gone when the page is closed or reloaded. Blank lines part its passages; English and Russian are told apart by their letters."</p>
                {fields}
                {when(move || trouble.with(|trouble| !trouble.is_empty()), alert)}
                <button type="submit" class="button button--strong">{button}</button>
            </form>
        </details>
    }
}

/// Words and title of one text.
fn field(letter: &'static str, is_pair: bool) -> AnyView {
    let (title, words) = (title_id(letter, is_pair), text_id(letter, is_pair));
    view! {
        <div class="paste__field">
            <label for=words.clone()>{format!("Text of side {letter}")}</label>
            <textarea id=words class="paste__text" rows="8" spellcheck="false" dir="auto"></textarea>
            <label for=title.clone()>{format!("Title of side {letter} (optional)")}</label>
            <input id=title class="paste__title" type="text" autocomplete="off" dir="auto" />
        </div>
    }
    .into_any()
}

/// One form for a single text and one for two can be in the page at once.
fn text_id(letter: &str, is_pair: bool) -> String {
    format!("own-text{}-{letter}", if is_pair { "s" } else { "" })
}

fn title_id(letter: &str, is_pair: bool) -> String {
    format!("own-title{}-{letter}", if is_pair { "s" } else { "" })
}

/// Keeps what was typed for these sides: all of it, or nothing and the side with the reason.
fn kept(
    own: OwnTexts,
    letters: &[&'static str],
    is_pair: bool,
) -> Result<Vec<String>, (&'static str, String)> {
    let mut ids: Vec<String> = Vec::new();
    for letter in letters.iter().copied() {
        let title = browser::typed_text(&title_id(letter, is_pair));
        match own.keep(&title, browser::typed_text(&text_id(letter, is_pair))) {
            Ok(id) => ids.push(id),
            Err(reason) => {
                ids.iter().for_each(|id| own.remove(id));
                return Err((letter, if is_pair { format!("Side {letter}: {reason}") } else { reason }));
            }
        }
    }
    Ok(ids)
}

/// The texts pasted before, each to be taken again or removed; nothing where there is none.
#[component]
pub fn OwnList(
    /// Where a text goes that is chosen.
    place: Place,
    /// What else happens once one is chosen.
    done: Callback<()>,
) -> impl IntoView {
    let own = use_own_texts();
    let navigation = use_navigation();
    let row = move |(id, title): (String, String)| {
        let side = place.state.ids.iter().position(|other| *other == id);
        let name = if side.is_some() {
            view! { <span class="account__title">{title.clone()}</span> }.into_any()
        } else {
            let href = place.filled(&id).href();
            view! { <a class="account__title" href=href dir="auto" on:click=move |_| done.run(())>{title.clone()}</a> }
                .into_any()
        };
        let without = side.map(|at| Place { at, ..place.clone() }.without());
        let remove = move |_| {
            own.remove(&id);
            if let Some(without) = without.clone() {
                done.run(());
                navigation.visit(without, History::Replace);
            }
        };
        view! {
            <li class="choose__own">
                {name}
                <button type="button" class="icon-button" aria-label=format!("Remove “{title}” from this page") on:click=remove>
                    <Icon name=IconName::Close />
                </button>
            </li>
        }
    };
    dynamic(move || match own.all() {
        none if none.is_empty() => ().into_any(),
        all => view! {
            <div>
                <p class="choose__label">"Your texts, in this page only"</p>
                <ul class="accounts" aria-label="Your texts">{all.into_iter().map(&row).collect_view()}</ul>
            </div>
        }
        .into_any(),
    })
}
