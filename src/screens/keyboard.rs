//! The list of single-key shortcuts with the switch that turns them off, and what the search box understands.

use crate::browser::{self, Action, Place, SHORTCUTS};
use crate::components::{dynamic, when};
use demarche_search::query::help::LANGUAGE;
use leptos::prelude::*;

const DIALOG_ID: &str = "keyboard";
const TITLE_ID: &str = "keyboard-title";

/// The button at the foot of every page, with the dialog that it and the key open.
pub fn keyboard() -> AnyView {
    let is_on = RwSignal::new(browser::has_keys());
    let is_kept = RwSignal::new(true);
    // The lists are drawn when somebody asks for them, not with every page.
    let is_asked = RwSignal::new(false);
    let open = move || {
        is_asked.set(true);
        browser::show_dialog(DIALOG_ID, true);
    };
    let listening = StoredValue::new_local(browser::on_key(Place::Everywhere, move |action| {
        let wanted = action == Action::Help;
        if wanted {
            open();
        }
        wanted
    }));
    on_cleanup(move || listening.dispose());
    let switch = move |is_wanted: bool| {
        is_on.set(is_wanted);
        is_kept.set(browser::switch_keys(is_wanted));
    };
    let said = move || match is_kept.get() {
        true => ().into_any(),
        false => "Your browser keeps no settings of this page: this one is for this visit.".into_any(),
    };
    view! {
        <button type="button" class="button" aria-haspopup="dialog" on:click=move |_| open()>
            "Keyboard and search words"
        </button>
        <dialog id=DIALOG_ID class="keyboard" aria-labelledby=TITLE_ID>
            <h2 id=TITLE_ID>"Keyboard"</h2>
            <label class="switch">
                <input type="checkbox" prop:checked=is_on
                    on:change:target=move |event| switch(event.target().checked()) />
                "Single-key shortcuts"
            </label>
            <p>"Switch them off where a program types for you, as speech input does. All they do can be done with Tab and Enter."</p>
            <p role="status">{dynamic(said)}</p>
            {when(move || is_asked.get(), lists)}
            <button type="button" class="button" on:click=move |_| browser::show_dialog(DIALOG_ID, false)>"Close"</button>
        </dialog>
    }
    .into_any()
}

/// The keys, by where they work, and what can be typed into the box.
fn lists() -> AnyView {
    let of = |(place, name): (Place, &'static str)| {
        let rows: Vec<AnyView> = SHORTCUTS
            .iter()
            .filter(|(other, ..)| *other == place)
            .map(|(_, key, _, words)| {
                view! { <div class="keyboard__row"><dt><kbd>{*key}</kbd></dt><dd>{*words}</dd></div> }
                    .into_any()
            })
            .collect();
        view! { <section><h3>{name}</h3><dl>{rows}</dl></section> }.into_any()
    };
    let lists: Vec<AnyView> = Place::ALL.into_iter().map(of).collect();
    let typed: Vec<AnyView> = LANGUAGE
        .iter()
        .map(|(typed, finds)| {
            view! { <div class="keyboard__typed"><dt><code>{*typed}</code></dt><dd>{*finds}</dd></div> }
                .into_any()
        })
        .collect();
    view! {
        <div class="keyboard__lists">{lists}</div>
        <h2>"In the search box"</h2>
        <dl class="keyboard__words">{typed}</dl>
    }
    .into_any()
}
