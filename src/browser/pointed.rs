//! Which link or button an event is about, for parts with so many of them that one listener serves all.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// The link that the event happened in, or at: its id and its name.
pub fn link_at(event: &Event) -> Option<(String, String)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let link = target.closest("a[id]").ok()??;
    Some((link.id(), link.get_attribute("aria-label").unwrap_or_default()))
}

/// What the element that the event happened in, or the nearest around it, says in `data-NAME`.
pub fn data_at(event: &Event, name: &str) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let name = format!("data-{name}");
    target.closest(&format!("[{name}]")).ok()??.get_attribute(&name)
}
