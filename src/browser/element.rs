//! Focus, scrolling and the page's title. Elements are named by id or by `data-passage`.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
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

/// As [`focus`], and scrolls no further than it takes to see the element; whether there is such an element.
pub fn focus_in_view(id: &str) -> bool {
    let element = document().and_then(|page| page.get_element_by_id(id));
    if let Some(element) = &element {
        let _ = element.unchecked_ref::<HtmlElement>().focus();
    }
    element.is_some()
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

/// Sends the focus, once the page has changed, to what then stands in the place of the control that has it now: to the
/// next of these controls, else to the one before, else to the element with the id `otherwise`.
pub fn focus_neighbour(controls: &'static str, otherwise: &'static str) {
    let all = |page: &Document| page.query_selector_all(controls).ok();
    let at = document().and_then(|page| {
        let (active, all) = (page.active_element()?, all(&page)?);
        (0..all.length()).find(|at| all.get(*at).is_some_and(|one| one.contains(Some(&active))))
    });
    super::later(move || {
        let left = document().and_then(|page| all(&page)).filter(|left| left.length() > 0);
        let next = left.and_then(|left| left.get(at.unwrap_or(0).min(left.length() - 1)));
        match next {
            Some(next) => {
                let options = FocusOptions::new();
                options.set_prevent_scroll(true);
                let _ = next.unchecked_into::<HtmlElement>().focus_with_options(&options);
            }
            None => focus(otherwise),
        }
    });
}

/// Brings the top of the element with this id into view where the reader has scrolled past it.
pub fn scroll_up_to(id: &str) {
    if let Some(element) = document().and_then(|page| page.get_element_by_id(id))
        && element.get_bounding_client_rect().top() < 0.0
    {
        element.scroll_into_view();
    }
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

/// Whether the window is so narrow that what stands beside something else on wide ones has no room there.
pub fn is_narrow() -> bool {
    let matches = || {
        let window = web_sys::window()?;
        let ask: Function = Reflect::get(&window, &"matchMedia".into()).ok()?.dyn_into().ok()?;
        let list = ask.call1(&window, &"(max-width: 56rem)".into()).ok()?;
        Reflect::get(&list, &"matches".into()).ok()?.as_bool()
    };
    matches().unwrap_or(false)
}

/// Brings the top of the element with this id to the top of the view and gives it the focus; whether it is there.
pub fn focus_at_top(id: &str) -> bool {
    if let Some(element) = document().and_then(|page| page.get_element_by_id(id)) {
        element.scroll_into_view();
    }
    focus_if_there(id)
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
