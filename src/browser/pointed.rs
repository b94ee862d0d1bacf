//! Which link an event is about, for parts with so many links that one listener serves them all.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// The link that the event happened in, or at: its id and its name.
pub fn link_at(event: &Event) -> Option<(String, String)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let link = target.closest("a[id]").ok()??;
    Some((link.id(), link.get_attribute("aria-label").unwrap_or_default()))
}
