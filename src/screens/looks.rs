//! How texts look: size and width of the letters, and the theme.

use crate::browser::{self, LOOKS, Setting};
use crate::components::{Icon, IconName, dynamic, unfold_with};
use leptos::prelude::*;

/// The button in the header with the choices that it opens.
pub fn looks() -> AnyView {
    let is_kept = RwSignal::new(true);
    let groups: Vec<AnyView> = LOOKS.iter().map(|setting| group(setting, is_kept)).collect();
    let said = move || match is_kept.get() {
        true => ().into_any(),
        false => "Your browser keeps no settings of this page: these are for this visit.".into_any(),
    };
    let inside = view! { {groups}<p aria-live="polite">{dynamic(said)}</p> };
    let face =
        view! { <Icon name=IconName::TextSize /><span class="visually-hidden">"Text and theme"</span> };
    unfold_with("looks", "export looks", "icon-button", face.into_any(), inside.into_any())
}

/// One choice.
fn group(setting: &'static Setting, is_kept: RwSignal<bool>) -> AnyView {
    let present = browser::setting(setting.name);
    let first = setting.values.first().map_or("", |(value, _)| *value);
    let is_known = setting.values.iter().any(|(value, _)| *value == present);
    let present = if is_known { present } else { first.to_owned() };
    let choices: Vec<AnyView> = setting
        .values
        .iter()
        .map(|(value, label)| {
            let choose = move |_| is_kept.set(browser::set_setting(setting.name, value));
            view! {
                <label class="switch">
                    <input type="radio" name=setting.name value=*value checked=*value == present on:change=choose />
                    {*label}
                </label>
            }
            .into_any()
        })
        .collect();
    view! { <fieldset class="looks__group"><legend>{setting.label}</legend>{choices}</fieldset> }.into_any()
}
