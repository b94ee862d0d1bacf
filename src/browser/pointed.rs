//! Which link or button an event is about, for parts with so many of them that one listener serves all.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, Node};

/// Whether the focus leaves the element that listens to the event, rather than moving inside it. Where the whole window
/// loses it, to another or to what Firefox shows of a saved file, the element keeps it for when the window has it again.
pub fn leaves(event: &Event) -> bool {
    let target = Reflect::get(event, &"relatedTarget".into()).ok();
    let target: Option<Node> = target.and_then(|target| target.dyn_into().ok());
    let active = || web_sys::window()?.document()?.active_element().map(Node::from);
    let target = target.or_else(active);
    let inside: Option<Node> = event.current_target().and_then(|own| own.dyn_into().ok());
    !inside.is_some_and(|inside| target.is_some_and(|target| inside.contains(Some(&target))))
}

/// Whether a click means to follow the link here, rather than in another tab or window.
pub fn is_plain_click(event: &Event) -> bool {
    let held = |key: &str| Reflect::get(event, &key.into()).is_ok_and(|held| held.is_truthy());
    !["ctrlKey", "metaKey", "shiftKey", "altKey"].into_iter().any(held)
}

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

/// As [`data_at`], for a press on the ground of the element: nothing where a link, a box or a button inside it was meant,
/// where the press asks for another window, or where it ends a selection of words.
pub fn ground_at(event: &Event, name: &str) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let control = target.closest("a, button, input, label").ok()?;
    let is_other = control.is_some_and(|control| !control.has_attribute(&format!("data-{name}")));
    if is_other || !is_plain_click(event) || has_selection() {
        return None;
    }
    data_at(event, name)
}

/// How far down the element that listens to a press it lies, from 0 to 1.
pub fn share_down(event: &web_sys::MouseEvent) -> Option<f64> {
    let own: Element = event.current_target()?.dyn_into().ok()?;
    let place = own.get_bounding_client_rect();
    Some((f64::from(event.client_y()) - place.top()) / place.height().max(1.0))
}

/// Whether words of the page are selected.
pub fn has_selection() -> bool {
    let selection = web_sys::window().and_then(|window| window.get_selection().ok().flatten());
    selection.is_some_and(|selection| !selection.is_collapsed())
}
