//! Texts of the reader's own as sides of a comparison: pasting one, or two at once, and those pasted before.

use super::ahead::{self, Likely};
use super::choose::{Place, chosen};
use crate::browser::{self, History};
use crate::components::{Icon, IconName, SIDE_LETTERS, dynamic, text, when};
use crate::routes::Route;
use crate::state::{OwnTexts, too_long, use_library, use_navigation, use_own_texts};
use leptos::prelude::*;

/// A form for a text of the reader's own, folded until it is wanted; empty again once the text is taken.
#[component]
pub fn Paste(
    /// Where the text goes; `None` for two texts that make a comparison of their own.
    place: Option<Place>,
    /// Whether the reader has asked for it: then it is open, and what is typed goes into it.
    is_asked: bool,
    /// What else happens once a text is taken.
    done: Callback<()>,
) -> impl IntoView {
    let own = use_own_texts();
    let navigation = use_navigation();
    let trouble = RwSignal::new(String::new());
    let (name, button) = match &place {
        Some(_) if is_asked => ("Paste a text of your own", "Find what was said before"),
        Some(_) => ("Paste a text of your own", "Compare this text"),
        None => ("Compare two texts of your own", "Compare these texts"),
    };
    let letters: Vec<&'static str> = place
        .as_ref()
        .map_or_else(|| SIDE_LETTERS.into_iter().take(2).collect(), |place| vec![place.letter()]);
    let is_pair = place.is_none();
    if is_asked && let Some(letter) = letters.first().copied() {
        browser::later(move || browser::focus(&text_id(letter, is_pair)));
    }
    let (library, going, fields) = (use_library(), place.clone(), letters.clone());
    let take = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match kept(own, place.as_ref(), &letters) {
            Ok(ids) => {
                trouble.set(String::new());
                browser::put_form_away(&event);
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
    let typed = Callback::new(move |()| {
        let place = going.clone();
        ahead::compare_soon(library, own, move || likely(place.as_ref()));
    });
    on_cleanup(ahead::end);
    let fields = fields.into_iter().map(|letter| field(letter, is_pair, is_asked, typed)).collect_view();
    view! {
        <details class="paste" open=is_asked>
            <summary>{name}</summary>
            <form class="paste__form" aria-label=name on:submit=take on:paste=move |event| {
                // Laying out millions of characters would stop the page for longer than anything done with them.
                if let Some(reason) = browser::pasted_length(&event).and_then(too_long) {
                    event.prevent_default();
                    trouble.set(reason);
                }
            }>
                <p class="paste__note">"What you paste stays in this page: it is never sent anywhere, and is gone when the page is closed or reloaded. Blank lines part its passages; its language is told by its letters and commonest words."</p>
                {fields}
                {when(move || trouble.with(|trouble| !trouble.is_empty()), alert)}
                <button type="submit" class="button button--strong">{button}</button>
            </form>
        </details>
    }
}

/// Words and title of one text; `typed` hears of every change of its words.
fn field(letter: &'static str, is_pair: bool, is_asked: bool, typed: Callback<()>) -> AnyView {
    let label = if is_asked { "Your text".to_owned() } else { format!("Text of side {letter}") };
    let title_label =
        if is_asked { "Title (optional)".to_owned() } else { format!("Title of side {letter} (optional)") };
    let (title, words) = (title_id(letter, is_pair), text_id(letter, is_pair));
    view! {
        <div class="paste__field">
            <label for=words.clone()>{label}</label>
            <textarea id=words class="paste__text" rows="8" spellcheck="false" dir="auto" on:input=move |_| typed.run(())></textarea>
            <label for=title.clone()>{title_label}</label>
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

/// The texts that will be compared if the reader goes on with what stands in the form now.
fn likely(place: Option<&Place>) -> Vec<Likely> {
    let written = |letter| Likely::Written(browser::typed_text(&text_id(letter, place.is_none())));
    match place {
        None => SIDE_LETTERS.into_iter().take(2).map(written).collect(),
        Some(place) => {
            let side = |(at, id): (usize, &String)| match (at == place.at, id.as_str()) {
                (true, _) => Some(written(place.letter())),
                (false, "") => None,
                (false, id) => Some(Likely::Chosen(id.to_owned())),
            };
            place.state.ids.iter().enumerate().filter_map(side).collect()
        }
    }
}

/// Keeps what was typed for these sides, or for this place: all of it, or nothing and the side with the reason.
fn kept(
    own: OwnTexts,
    place: Option<&Place>,
    letters: &[&'static str],
) -> Result<Vec<String>, (&'static str, String)> {
    let is_pair = place.is_none();
    let before = place.map(|place| chosen(&place.state)).unwrap_or_default();
    let mut ids: Vec<String> = Vec::new();
    for letter in letters.iter().copied() {
        let title = browser::typed_text(&title_id(letter, is_pair));
        let words = browser::typed_text(&text_id(letter, is_pair));
        if before.iter().any(|id| own.find(id).is_some_and(|(_, body)| body.text == words)) {
            let reason = "This text is chosen already. Paste another one, or choose a statement.";
            return Err((letter, reason.to_owned()));
        }
        match own.keep(&title, words) {
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
