//! What stands in a text field, and its caret, in bytes of the text; the platform counts in UTF-16.

use js_sys::{Function, JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlInputElement};

fn field(id: &str) -> Option<HtmlInputElement> {
    web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Where the caret is in the field with this id; at the end where the platform does not say.
pub fn caret(id: &str) -> usize {
    let Some(field) = field(id) else { return 0 };
    let text = field.value();
    let wanted = field.selection_start().ok().flatten().map_or(usize::MAX, |at| at as usize);
    let mut seen = 0;
    for (at, c) in text.char_indices() {
        if seen >= wanted {
            return at;
        }
        seen += c.len_utf16();
    }
    text.len()
}

/// Puts text into the field with this id, the caret at this byte of it.
pub fn set_text(id: &str, text: &str, caret: usize) {
    let Some(field) = field(id) else { return };
    field.set_value(text);
    let before: usize = text[..text.floor_char_boundary(caret)].chars().map(char::len_utf16).sum();
    let at = u32::try_from(before).unwrap_or(u32::MAX);
    // A field that takes no selection keeps the caret at its end, which is where it mostly belongs.
    let _ = field.set_selection_range(at, at);
}

/// Puts text into the field with this id as if the reader had typed it.
pub fn type_text(id: &str, text: &str) {
    let Some(field) = field(id) else { return };
    if field.value() != text {
        field.set_value(text);
    }
    if let Ok(event) = Event::new("input") {
        let _ = field.dispatch_event(&event);
    }
}

/// What a reader typed before the app stood.
pub struct Early {
    /// All of it.
    pub text: String,
    /// Where its caret is, in bytes.
    pub caret: usize,
    /// Whether they are still at it.
    pub is_typing: bool,
}

/// What stands in the page's own field with this id; nothing where the page has none.
pub fn typed_early(id: &str) -> Option<Early> {
    let text = field(id)?.value();
    let focused = web_sys::window()?.document()?.active_element();
    let is_typing = focused.is_some_and(|element| element.id() == id);
    Some(Early { text, caret: caret(id), is_typing })
}

/// What stands in the field with this id, of one line or of several. Read when it is wanted: following every letter
/// of a long text would cost a copy of it each.
pub fn typed_text(id: &str) -> String {
    let element =
        web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id(id));
    let value = element.and_then(|element| Reflect::get(&element, &JsValue::from_str("value")).ok());
    value.and_then(|value| value.as_string()).unwrap_or_default()
}

/// Empties the form that an event is about, and folds what it stands in.
pub fn put_form_away(event: &Event) {
    let Some(form) = event.target().and_then(|form| form.dyn_into::<Element>().ok()) else { return };
    let reset = Reflect::get(&form, &JsValue::from_str("reset")).ok();
    if let Some(reset) = reset.as_ref().and_then(|reset| reset.dyn_ref::<Function>()) {
        // It throws where the target is no form, and then there is nothing to empty.
        let _ = reset.call0(&form);
    }
    if let Ok(Some(around)) = form.closest("details") {
        let _ = around.remove_attribute("open");
    }
}

/// How long the text is that an event is about to paste, in the platform's units, of which every character has one or
/// two. The text itself is not copied.
pub fn pasted_length(event: &Event) -> Option<usize> {
    let get = |from: &JsValue, name: &str| Reflect::get(from, &JsValue::from_str(name)).ok();
    let clipboard = get(event, "clipboardData")?;
    let read: Function = get(&clipboard, "getData")?.dyn_into().ok()?;
    let text: JsString = read.call1(&clipboard, &JsValue::from_str("text/plain")).ok()?.dyn_into().ok()?;
    Some(text.length() as usize)
}
