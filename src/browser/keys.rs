//! Single-key shortcuts. They stay silent while the reader types and while a modifier is held.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// A key pressed outside text fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(pub String);

/// Listens until the returned guard is dropped. `listener` says whether it used the key.
#[must_use = "dropping the guard ends the listening"]
pub fn on_key(listener: impl Fn(Key) -> bool + 'static) -> Option<impl Sized> {
    let window = web_sys::window()?;
    let options = gloo_events::EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&window, "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.ctrl_key() || event.meta_key() || event.alt_key() || typing(event) {
            return;
        }
        if listener(Key(event.key())) {
            event.prevent_default();
        }
    }))
}

/// Whether the event happens in a field that takes text.
fn typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| {
        let text_input = element.tag_name().eq_ignore_ascii_case("input")
            && !matches!(element.get_attribute("type").as_deref(), Some("checkbox" | "radio" | "range"));
        text_input || matches!(element.tag_name().to_ascii_lowercase().as_str(), "textarea" | "select")
    })
}
