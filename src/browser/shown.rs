//! That the page shows its first screen, a list with its first answer, and hiding the app until then. What is not the app
//! waits for it, too: `xtask/src/later.js` loads the rest of the program then, and `crates/cli/src/publishing/offline.js` has
//! the browser keep the site.

use std::cell::Cell;

thread_local! {
    static IS_MARKED: Cell<bool> = const { Cell::new(false) };
}

/// Marks it in the browser's timeline, once it is drawn and only once. The name of the mark is known over there, too.
pub fn mark_shown() {
    if IS_MARKED.replace(true) {
        return;
    }
    super::drawn(|| {
        if let Some(timeline) = web_sys::window().and_then(|window| window.performance()) {
            // Where no mark can be made, the rest comes when something in it is needed.
            let _ = timeline.mark("demarche-shown");
        }
    });
}

/// Whether [`mark_shown`] was called; the mark itself comes with the next frame.
pub fn is_marked_shown() -> bool {
    IS_MARKED.get()
}

/// What is set on the page's root while the first screen is being drawn; the style sheet knows it.
const DRAWING: &str = "data-drawing";

/// Hides the app behind what the page shows before it, or shows it.
pub fn hide_app(is_hidden: bool) {
    if let Some(root) = super::element::document().and_then(|page| page.document_element()) {
        let _ = root.toggle_attribute_with_force(DRAWING, is_hidden);
    }
}
