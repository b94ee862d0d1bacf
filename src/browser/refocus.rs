//! Where the focus goes when the control that had it goes away. Giving it to something lives in `element`.

use super::element::{document, focus, focus_still};
use gloo_events::EventListener;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event};

/// Sends the focus, once the page has changed, to what then stands in the place of the control that has it now: to the
/// next of these controls, else to the one before, else to the element with the id `otherwise`.
pub fn focus_neighbour(controls: &'static str, otherwise: &'static str) {
    let all = |page: &Document| page.query_selector_all(controls).ok();
    let at = document().and_then(|page| {
        let (active, all) = (page.active_element()?, all(&page)?);
        (0..all.length()).find(|at| all.get(*at).is_some_and(|one| one.contains(Some(&active))))
    });
    super::drawn(move || {
        let left = document().and_then(|page| all(&page)).filter(|left| left.length() > 0);
        let next = left.and_then(|left| left.get(at.unwrap_or(0).min(left.length() - 1)));
        match next {
            Some(next) => focus_still(next),
            None => focus(otherwise),
        }
    });
}

thread_local! {
    /// What had the focus last: the kind of element, and what it is called.
    static FOCUSED: RefCell<Option<(String, String)>> = const { RefCell::new(None) };
}

/// What an element is called, nearly as it is read out.
fn called(element: &Element) -> String {
    let label = element.get_attribute("aria-label").or_else(|| element.text_content());
    label.unwrap_or_default().trim().to_owned()
}

/// Remembers from now on what has the focus.
pub fn remember_focus() {
    let Some(page) = document() else { return };
    let remember = |_: &Event| {
        let active = document().and_then(|page| page.active_element());
        // Of what holds other things, such as a whole screen, the name would be all its words.
        let is_control =
            |name: String| ["a", "button", "input", "select", "summary"].contains(&name.as_str());
        let said = active.filter(|active| is_control(active.local_name()));
        FOCUSED.set(said.map(|active| (active.local_name(), called(&active))));
    };
    EventListener::new(&page, "focusin", remember).forget();
}

/// [`give_focus_back`] once the page is drawn.
pub fn keep_focus(otherwise: &'static str) {
    super::drawn(move || give_focus_back(otherwise));
}

/// Where the control that had the focus has gone: gives it to the one of that name, else to the element with the id
/// `otherwise`.
pub fn give_focus_back(otherwise: &'static str) {
    let Some(page) = document() else { return };
    if page.active_element().is_some_and(|active| active.local_name() != "body") {
        return;
    }
    let Some((kind, name)) = FOCUSED.take() else { return };
    let alike = page.query_selector_all(&format!("#{otherwise} {kind}")).ok();
    let alike = alike.iter().flat_map(|all| (0..all.length()).filter_map(|at| all.get(at)));
    let same = alike.map(JsCast::unchecked_into::<Element>).find(|one| called(one) == name);
    match same {
        Some(same) => focus_still(same),
        None => focus(otherwise),
    }
}
