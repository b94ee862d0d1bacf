//! Where the reader is inside an element that scrolls, and which element has the focus. Elements are named by id.

use gloo_events::EventListener;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// A place in an element that scrolls, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scrolled {
    /// How much is out of sight above.
    pub top: i32,
    /// How much of the content is in sight at most: what stands above it in the same element is left out.
    pub height: i32,
    /// How high the content is.
    pub content: i32,
}

fn element(id: &str) -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}

/// Where the reader is in an element with this content.
pub fn scrolled(id: &str, content: &str) -> Option<Scrolled> {
    let scroller = element(id)?;
    let content = element(content)?.dyn_into::<HtmlElement>().ok()?;
    Some(Scrolled {
        top: scroller.scroll_top(),
        height: scroller.client_height() - content.offset_top(),
        content: content.offset_height(),
    })
}

/// Back to the top of an element that scrolls.
pub fn scroll_back(id: &str) {
    if let Some(scroller) = element(id) {
        scroller.set_scroll_top(0);
    }
}

/// The id of the element that has the focus; empty where none has one.
pub fn focused_id() -> String {
    let page = web_sys::window().and_then(|window| window.document());
    page.and_then(|page| page.active_element()).map(|element| element.id()).unwrap_or_default()
}

/// Calls `listener` when the window changes its size, until the returned guard is dropped.
#[must_use = "dropping the guard ends the listening"]
pub fn on_resize(listener: impl Fn() + 'static) -> Option<impl Sized> {
    web_sys::window().map(|window| EventListener::new(&window, "resize", move |_| listener()))
}

/// Calls `listener` when the page is scrolled, once a frame at most, and once at the beginning, until the returned guard
/// is dropped.
#[must_use = "dropping the guard ends the listening"]
pub fn on_scroll(listener: impl Fn() + 'static) -> Option<impl Sized> {
    let listener: Rc<dyn Fn()> = Rc::new(listener);
    let is_waiting = Rc::new(Cell::new(false));
    let tell = move || {
        if is_waiting.replace(true) {
            return;
        }
        let (listener, is_waiting) = (Rc::clone(&listener), Rc::clone(&is_waiting));
        super::drawn(move || {
            is_waiting.set(false);
            listener();
        });
    };
    tell();
    web_sys::window().map(|window| EventListener::new(&window, "scroll", move |_| tell()))
}
