//! Focus, scrolling and the page's title. Elements are named by id or by `data-passage`.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Moves the keyboard focus to the element with this id, if there is one, and scrolls nothing.
pub fn focus(id: &str) {
    focus_if_there(id);
}

/// As [`focus`]; whether there is such an element.
pub fn focus_if_there(id: &str) -> bool {
    let Some(element) = document().and_then(|page| page.get_element_by_id(id)) else { return false };
    // Refused focus leaves the reader where they are, which is no failure.
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // Links in a drawing are no `HtmlElement`, and take focus by the same call.
    let _ = element.unchecked_into::<HtmlElement>().focus_with_options(&options);
    true
}

/// As [`focus`], and scrolls no further than it takes to see the element.
pub fn focus_in_view(id: &str) {
    if let Some(element) = document().and_then(|page| page.get_element_by_id(id)) {
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

/// Moves the focus to a passage of one column, by the column's letter and the passage's anchor, and brings it into the
/// middle of the view; whether it is there.
pub fn focus_passage(side: &str, anchor: &str) -> bool {
    let place = format!("[data-side={side:?}] [data-passage={anchor:?}]");
    let Some(element) = document().and_then(|page| page.query_selector(&place).ok().flatten()) else {
        return false;
    };
    // Passages are no stop of the keyboard's, but a place to be sent to.
    let _ = element.set_attribute("tabindex", "-1");
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.unchecked_into::<HtmlElement>().focus_with_options(&options);
    true
}

/// Takes the element with this id out of the page.
pub fn remove_element(id: &str) {
    if let Some(element) = document().and_then(|page| page.get_element_by_id(id)) {
        element.remove();
    }
}

/// Back to the top: what a reader expects of a new screen.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Brings an element into the middle of the view, without motion: the first that carries this id.
pub fn scroll_to_passage(id: &str) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    let element: Option<Element> = document().and_then(|page| page.get_element_by_id(id));
    if let Some(element) = element {
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// The title of the window and of a bookmark.
pub fn set_title(title: &str) {
    if let Some(page) = document() {
        page.set_title(title);
    }
}
