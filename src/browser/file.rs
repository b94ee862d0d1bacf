//! Files that the reader saves, and the day. Nothing leaves the page but by the reader's own browser.

use js_sys::{Array, Date};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

/// How long a saved file stays in memory: time enough for the browser to write it.
const KEPT_MS: i32 = 60_000;

/// Hands a text file to the reader's browser as a download.
pub fn save(name: &str, media_type: &str, parts: &[String]) -> Option<()> {
    let parts: Array = parts.iter().map(|part| JsValue::from_str(part)).collect();
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    let page = web_sys::window()?.document()?;
    let link = page.create_element("a").ok()?.dyn_into::<HtmlElement>().ok()?;
    link.set_attribute("href", &url).ok()?;
    link.set_attribute("download", name).ok()?;
    link.click();
    after(KEPT_MS, move || drop(Url::revoke_object_url(&url)));
    Some(())
}

/// Today where the reader is, in ISO 8601.
pub fn today() -> String {
    let now = Date::new_0();
    format!("{}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
}

/// Runs something once the browser has had time for the reader.
pub fn later(work: impl FnOnce() + 'static) {
    after(0, work);
}

/// Runs something once the browser has drawn what there is.
pub fn drawn(work: impl FnOnce() + 'static) {
    let work: Box<dyn FnOnce()> = Box::new(work);
    if let Some(window) = web_sys::window() {
        let work = Closure::once_into_js(move || later(work));
        let _ = window.request_animation_frame(work.unchecked_ref());
    }
}

/// Runs something after so many milliseconds.
pub fn after(ms: i32, work: impl FnOnce() + 'static) {
    let work: Box<dyn FnOnce()> = Box::new(work);
    if let Some(window) = web_sys::window() {
        let work = Closure::once_into_js(work);
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(work.unchecked_ref(), ms);
    }
}
