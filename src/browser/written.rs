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

/// The value of a slider, and what is said of it.
pub fn write_slider(id: &str, value: usize, said: &str) {
    let element = document().and_then(|page| page.get_element_by_id(id));
    if let Some(slider) = element.and_then(|element| element.dyn_into::<HtmlInputElement>().ok()) {
        slider.set_value(&value.to_string());
        let _ = slider.set_attribute("aria-valuetext", said);
    }
}

/// How far from the left an element stands, in hundredths of a percent.
pub fn write_left(id: &str, place: usize) {
    let element = document().and_then(|page| page.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.style().set_property("left", &format!("{}.{:02}%", place / 100, place % 100));
    }
}
