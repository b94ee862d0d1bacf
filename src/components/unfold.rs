//! A button that opens a box over the page; Escape, a press elsewhere and leaving it by keyboard shut it.

use crate::browser;
use leptos::prelude::*;

/// The button and, once it is open, what it holds. `id` is the button's.
pub fn unfold(id: &'static str, name: &'static str, inside: AnyView) -> AnyView {
    unfold_with(id, "export", "button", name.into_any(), inside)
}

/// The same, with classes for the whole and the button, and anything on the button.
pub fn unfold_with(
    id: &'static str,
    class: &'static str,
    button: &'static str,
    face: AnyView,
    inside: AnyView,
) -> AnyView {
    let is_open = RwSignal::new(false);
    let key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && is_open.get_untracked() {
            is_open.set(false);
            browser::focus(id);
        }
    };
    let left = move |event: leptos::ev::FocusEvent| {
        if browser::leaves(&event) {
            is_open.set(false);
        }
    };
    // The browser would open it by itself; then nothing else could shut it.
    let press = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        is_open.update(|is_open| *is_open = !*is_open);
        browser::focus(id);
    };
    view! {
        <details class=class prop:open=is_open on:keydown=key on:focusout=left>
            <summary id=id class=button on:click=press>{face}</summary>
            // What is pressed between the controls takes the focus, so that it stays inside.
            <div class="export__ways" tabindex="-1">{inside}</div>
        </details>
    }
    .into_any()
}
