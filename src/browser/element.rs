//! Focus, scrolling and the page's title. Elements are named by id or by `data-passage`. Where the focus goes when what
//! had it is gone does not live here (`refocus`).

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// What sticks below the header, and at the foot of the window, with some air, in pixels.
const AT_TOP: f64 = 56.0;
const AT_FOOT: f64 = 72.0;

pub(super) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Moves the keyboard focus to the element with this id, if there is one, and scrolls nothing.
pub fn focus(id: &str) {
    focus_if_there(id);
}

/// Gives an element the focus where it is, without scrolling to it.
pub(super) fn focus_still(element: impl JsCast) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // Links in a drawing are no `HtmlElement`, and take focus by the same call. Refused focus leaves the reader where they
    // are, which is no failure.
    let _ = element.unchecked_into::<HtmlElement>().focus_with_options(&options);
}

/// As [`focus`]; whether there is such an element.
pub fn focus_if_there(id: &str) -> bool {
    let Some(element) = document().and_then(|page| page.get_element_by_id(id)) else { return false };
    focus_still(element);
    true
}

/// As [`focus`], and scrolls no further than it takes to see the element; whether there is such an element.
pub fn focus_in_view(id: &str) -> bool {
    let element = document().and_then(|page| page.get_element_by_id(id));
    if let Some(element) = &element {
        let _ = element.unchecked_ref::<HtmlElement>().focus();
    }
    element.is_some()
}

/// Gives the focus to the title of a result, by the id of its statement, and brings it into view where it is not;
/// whether it is there.
pub fn focus_result(id: &str) -> bool {
    let place = format!("li[data-statement={id:?}] a");
    let Some(link) = document().and_then(|page| page.query_selector(&place).ok().flatten()) else {
        return false;
    };
    bring_to_middle(&link);
    focus_still(link);
    true
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

/// Brings the top of the element with this id into view where the reader has scrolled past it.
pub fn scroll_up_to(id: &str) {
    if let Some(element) = document().and_then(|page| page.get_element_by_id(id))
        && element.get_bounding_client_rect().top() < 0.0
    {
        element.scroll_into_view();
    }
}

/// Brings the top of the element with this id to the top of the view and gives it the focus; whether it is there.
pub fn focus_at_top(id: &str) -> bool {
    if let Some(element) = document().and_then(|page| page.get_element_by_id(id)) {
        element.scroll_into_view();
    }
    focus_if_there(id)
}

/// Opens the dialog with this id over the page, or closes it. The browser keeps the focus inside and gives it back.
pub fn show_dialog(id: &str, is_open: bool) {
    let Some(dialog) = document().and_then(|page| page.get_element_by_id(id)) else { return };
    let name = JsValue::from_str(if is_open { "showModal" } else { "close" });
    if let Ok(method) = Reflect::get(&dialog, &name)
        && let Some(method) = method.dyn_ref::<Function>()
    {
        // It throws where the dialog is open already, which is as well.
        let _ = method.call0(&dialog);
    }
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

/// Brings an element into view, without motion: the first that carries this id. What is wholly in view stays where it
/// is; what is higher than the window shows its beginning, anything else comes into the middle.
pub fn scroll_to_passage(id: &str) {
    if let Some(element) = document().and_then(|page| page.get_element_by_id(id)) {
        bring_to_middle(&element);
    }
}

fn bring_to_middle(element: &Element) {
    let Some(page) = document() else { return };
    let height = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or(0.0);
    let header = page.query_selector("header").ok().flatten();
    let covered = header.map_or(0.0, |header| header.get_bounding_client_rect().bottom().max(0.0)) + AT_TOP;
    let place = element.get_bounding_client_rect();
    if place.top() >= covered && place.bottom() <= height - AT_FOOT {
        return;
    }
    let options = ScrollIntoViewOptions::new();
    let is_high = place.bottom() - place.top() > height - covered - AT_FOOT;
    options.set_block(if is_high { ScrollLogicalPosition::Start } else { ScrollLogicalPosition::Center });
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Brings the element with this id into view, in whatever scrolls around it, no further than it takes.
pub fn bring_into_view(id: &str) {
    if let Some(element) = document().and_then(|page| page.get_element_by_id(id)) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// How far below the top of the page the element with this id begins, inside the nearest element that is placed.
pub fn offset_of(id: &str) -> i32 {
    let element = document().and_then(|page| page.get_element_by_id(id));
    element.map_or(0, |element| element.unchecked_into::<HtmlElement>().offset_top())
}

/// Which of these elements, by id, is the last that begins in the upper third of the window.
pub fn last_above(ids: &[String]) -> Option<usize> {
    let page = document()?;
    let third = web_sys::window()?.inner_height().ok()?.as_f64()? / 3.0;
    let is_above = |id: &String| {
        page.get_element_by_id(id).is_some_and(|element| element.get_bounding_client_rect().top() < third)
    };
    ids.iter().rposition(is_above)
}

/// Moves the focus inside the menu with this id: to the `first`, `last`, `next` or `previous` item, around the ends.
pub fn focus_item(menu: &str, which: &str) {
    let Some(page) = document() else { return };
    let Ok(items) = page.query_selector_all(&format!("#{menu} [role=menuitem]")) else { return };
    let count = items.length();
    if count == 0 {
        return;
    }
    let active = page.active_element();
    let at = (0..count).find(|at| items.get(*at).is_some_and(|item| item.contains(active.as_deref())));
    let to = match (which, at) {
        ("next", Some(at)) => (at + 1) % count,
        ("previous", Some(at)) => (at + count - 1) % count,
        ("last" | "previous", _) => count - 1,
        _ => 0,
    };
    if let Some(item) = items.get(to) {
        // The menu comes into view with it.
        let _ = item.unchecked_into::<HtmlElement>().focus();
    }
}

/// The title of the window and of a bookmark.
pub fn set_title(title: &str) {
    if let Some(page) = document() {
        page.set_title(title);
    }
}
