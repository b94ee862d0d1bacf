//! The hash of the page's address and its history. No meaning of any hash lives here.

use gloo_events::EventListener;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsValue;

/// Whether a change of the address makes a step that Back returns from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum History {
    /// A step of its own: following a link, choosing a filter.
    Push,
    /// In place of the present one: typing, stepping through hits.
    Replace,
}

thread_local! {
    /// The hash of the step that the reader stands at.
    static HERE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The hash of the address, `#` included; empty where there is none.
pub fn current_hash() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// The whole address of the page as others can open it: the hash alone where the page was opened from disk, whose path
/// is nobody else's business, and does not say where it stands for all.
pub fn shared_address() -> String {
    let hash = current_hash();
    address_of(&hash).unwrap_or(hash)
}

/// The whole address of a view of this site, as others can open it; none where the page was opened from disk and does
/// not say where it stands for all.
pub fn address_of(hash: &str) -> Option<String> {
    let window = web_sys::window()?;
    let is_whole = |address: &String| address.starts_with("http");
    let own = window.location().href().ok().filter(is_whole);
    // The address that the corpus states for its site.
    let stated = || window.document()?.query_selector("link[rel=canonical]").ok()??.get_attribute("href");
    let address = own.or_else(|| stated().filter(is_whole))?;
    Some(address.split('#').next().unwrap_or_default().to_owned() + hash)
}

/// Changes the hash without loading anything. A page opened from disk may change nothing else.
pub fn go(hash: &str, history: History) {
    let Some(window) = web_sys::window() else { return };
    let result = window.history().and_then(|list| match history {
        History::Push => list.push_state_with_url(&current_hash().into(), "", Some(hash)),
        History::Replace => {
            let before = list.state().ok().filter(JsValue::is_string);
            list.replace_state_with_url(&before.unwrap_or_else(|| "".into()), "", Some(hash))
        }
    });
    HERE.set(hash.to_owned());
    if result.is_err() {
        // Some browsers refuse history in sandboxed frames; the hash itself can still be set.
        let _ = window.location().set_hash(hash);
    }
}

/// Whether the reader has stood at this step of the history before: Back or Forward led here, not a link. Asked once
/// per step. A step where the reader was is marked with the hash of the one before it.
pub fn came_back() -> bool {
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else { return false };
    let is_known = history.state().is_ok_and(|state| !state.is_null());
    let before = HERE.replace(current_hash());
    if !is_known {
        let _ = history.replace_state_with_url(&before.into(), "", None);
    }
    is_known
}

/// The hash of the step before this one, where the reader came from it in this page.
pub fn step_before() -> Option<String> {
    let state = web_sys::window()?.history().ok()?.state().ok()?;
    state.as_string()
}

/// Goes back a step, as the browser's Back does.
pub fn go_back() {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        // Where the browser refuses, the reader stays, which is no failure.
        let _ = history.back();
    }
}

/// So many milliseconds after a press a change of the hash is taken to come of it.
const PRESS: i32 = 100;

thread_local! {
    static IS_PRESSED: Cell<bool> = const { Cell::new(false) };
}

/// Whether something was pressed just now: then a link led here, and the browser has not drawn it as pressed yet.
pub fn is_pressed() -> bool {
    IS_PRESSED.get()
}

/// Calls `listener` whenever the reader changes the hash: a link, Back, Forward, typing in the address bar.
/// Lasts as long as the page.
pub fn on_hash_change(listener: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let press = |_: &web_sys::Event| {
        IS_PRESSED.set(true);
        super::after(PRESS, || IS_PRESSED.set(false));
    };
    EventListener::new(&window, "click", press).forget();
    let listener = std::rc::Rc::new(listener);
    for event in ["hashchange", "popstate"] {
        let listener = std::rc::Rc::clone(&listener);
        EventListener::new(&window, event, move |_| listener()).forget();
    }
}
