//! Writing on elements that stand in the page, by id. For parts that change with every movement of a pointer: a view of
//! signals would cost a reader's browser several times the bytes.

use super::element::document;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

/// The words of an element.
pub fn write(id: &str, text: &str) {
    if let Some(element) = document().and_then(|page| page.get_element_by_id(id)) {
        element.set_text_content(Some(text));
    }
}

/// An attribute of an element.
pub fn write_attribute(id: &str, name: &'static str, value: &str) {
    if let Some(element) = document().and_then(|page| page.get_element_by_id(id)) {
        let _ = element.set_attribute(name, value);
    }
}

/// The value of a slider and the greatest it may have, what is said of it, and how far from the left its label stands.
pub fn write_slider(id: &str, (value, max): (usize, usize), said: &str, left: &str) {
    let element = document().and_then(|page| page.get_element_by_id(id));
    let Some(slider) = element.and_then(|element| element.dyn_into::<HtmlInputElement>().ok()) else {
        return;
    };
    slider.set_max(&max.to_string());
    slider.set_value(&value.to_string());
    let _ = slider.set_attribute("aria-valuetext", said);
    if let Some(label) = slider.parent_element() {
        let _ = label.unchecked_into::<HtmlElement>().style().set_property("left", left);
    }
}
