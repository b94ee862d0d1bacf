//! The score from which two passages are a pair, and what another one changes.

use super::Work;
use crate::browser::{self, History};
use crate::components::{text, when};
use crate::messages::counted;
use crate::routes::{CompareState, Route};
use crate::state::use_navigation;
use leptos::prelude::*;

/// The id of the slider.
const ID: &str = "least-score";

/// A reader who drags on is not answered before so many milliseconds.
const PAUSE_MS: i32 = 150;

/// The score in per cent that is usual between accounts of one thing.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
const USUAL: u8 = (demarche_compare::score::LEAST_SCORE * 100.0) as u8;

/// The slider with what it does in words.
#[component]
pub fn Slider(
    /// What the screen shares.
    work: Work,
) -> impl IntoView {
    let navigation = use_navigation();
    let state = work.state;
    // Between texts with hardly anything in common more is asked, unless the reader asks for less.
    let usual = Memo::new(move |_| work.usual.get().map_or(USUAL, |(_, least)| least));
    let chosen = Memo::new(move |_| state.with(|state| state.least).unwrap_or_else(|| usual.get()));
    let pulled = RwSignal::new(chosen.get_untracked());
    Effect::new(move |_| pulled.set(chosen.get()));
    let settle = move |least: u8| {
        // Somebody who still drags, or has left, is not answered.
        if pulled.try_get_untracked() == Some(least) && chosen.get_untracked() != least {
            let least = Some(least).filter(|least| *least != usual.get_untracked());
            navigation
                .visit(Route::Compare(CompareState { least, ..state.get_untracked() }), History::Replace);
        }
    };
    let pull = move |value: String| {
        let Ok(least) = value.parse() else { return };
        pulled.set(least);
        browser::after(PAUSE_MS, move || settle(least));
    };
    let said = text(move || {
        let Some(compared) = work.compared.get() else { return String::new() };
        let pairs = compared.paired();
        let told = counted(pairs, "pair", "pairs");
        let than_usual = match work.usual.get() {
            _ if compared.least.is_none() => ", as usual".to_owned(),
            Some((usual, _)) if pairs > usual => format!(", {} more than usual", pairs - usual),
            Some((usual, _)) if pairs < usual => format!(", {} fewer than usual", usual - pairs),
            Some(_) => ", as many as usual".to_owned(),
            None => String::new(),
        };
        format!("{told}{than_usual}: least score {}", hundredths(compared.applied()))
    });
    let as_usual = text(move || Route::Compare(CompareState { least: None, ..state.get() }).href());
    // The way back goes away once it is taken.
    let back =
        move || view! { <a href=as_usual on:click=move |_| browser::focus(ID)>"As usual"</a> }.into_any();
    view! {
        <div class="slider">
            <label for=ID>"Matching"</label>
            <span aria-hidden="true">"loose"</span>
            <input id=ID type="range" min="5" max="95" prop:value=text(move || pulled.get().to_string())
                aria-valuetext=text(move || hundredths(pulled.get()))
                on:input:target=move |event| pull(event.target().value()) />
            <span aria-hidden="true">"strict"</span>
            <output for=ID>{said}</output>
            {when(move || chosen.get() != usual.get(), back)}
        </div>
    }
}

/// A score in per cent as `0.62`.
pub fn hundredths(per_cent: u8) -> String {
    format!("{}.{:02}", per_cent / 100, per_cent % 100)
}
