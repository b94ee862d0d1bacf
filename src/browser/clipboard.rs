//! The reader's clipboard: written to when the reader presses a button for it, never read.

use super::port::start;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Clipboard, HtmlInputElement, Navigator};

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

/// Whether the system has a way of its own to pass links on.
pub fn can_pass_on() -> bool {
    share_method().is_some()
}

/// Hands a link to the system's way of passing it on.
pub fn pass_on(title: &str, url: &str) {
    let Some((navigator, share)) = share_method() else { return };
    let data = Object::new();
    let _ = Reflect::set(&data, &"title".into(), &title.into());
    let _ = Reflect::set(&data, &"url".into(), &url.into());
    if let Ok(promise) = share.call1(&navigator, &data)
        && let Ok(promise) = promise.dyn_into::<Promise>()
    {
        // A reader who turns back is no failure.
        start(async move { drop(JsFuture::from(promise).await) });
    }
}

fn share_method() -> Option<(Navigator, Function)> {
    let navigator = web_sys::window()?.navigator();
    let method = Reflect::get(&navigator, &"share".into()).ok()?.dyn_into().ok()?;
    Some((navigator, method))
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
