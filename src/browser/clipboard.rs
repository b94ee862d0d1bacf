//! The reader's clipboard: written to when the reader presses a button for it, never read.

use super::port::start;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Clipboard, HtmlInputElement};

/// Puts a text on the clipboard; `told` hears whether the browser did so.
pub fn copy(text: String, told: impl FnOnce(bool) + 'static) {
    let told: Box<dyn FnOnce(bool)> = Box::new(told);
    start(async move {
        let done = match clipboard() {
            Some(clipboard) => JsFuture::from(clipboard.write_text(&text)).await.is_ok(),
            None => false,
        };
        told(done);
    });
}

/// Moves the focus to a text field and selects all that stands in it, for the reader to copy.
pub fn select_all(id: &str) {
    let field = web_sys::window().and_then(|window| window.document()?.get_element_by_id(id));
    if let Some(field) = field {
        // Fields of several lines take both by the same calls.
        let field: HtmlInputElement = field.unchecked_into();
        let _ = field.focus();
        field.select();
    }
}

/// Only pages that came by HTTPS, or from this machine, have one.
fn clipboard() -> Option<Clipboard> {
    let clipboard = web_sys::window()?.navigator().clipboard();
    let value: &JsValue = clipboard.as_ref();
    (!value.is_undefined()).then_some(clipboard)
}
