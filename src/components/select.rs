//! A choice of one among several, with its label beside it.

use leptos::prelude::*;

/// A labelled list to choose from. `options` are values and their names.
pub fn select(
    label: &'static str,
    id: &'static str,
    options: Vec<(String, String)>,
    present: &str,
    choose: impl Fn(String) + 'static,
) -> AnyView {
    let choose: Box<dyn Fn(String)> = Box::new(choose);
    let options = options
        .into_iter()
        .map(|(value, name)| {
            let is_present = value == present;
            view! { <option value=value selected=is_present>{name}</option> }
        })
        .collect_view();
    view! {
        <div class="select">
            <label for=id>{label}</label>
            <select id=id prop:value=present.to_owned() on:change:target=move |event| choose(event.target().value())>
                {options}
            </select>
        </div>
    }
    .into_any()
}
