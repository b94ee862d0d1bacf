//! That the first answer is in the page, for what is not the app: `xtask/src/later.js` loads the rest of the program then,
//! and `crates/cli/src/publishing/offline.js` has the browser keep the site.

/// Marks it in the browser's timeline, once it is drawn. The name of the mark is known over there, too.
pub fn mark_shown() {
    super::drawn(|| {
        if let Some(timeline) = web_sys::window().and_then(|window| window.performance()) {
            // Where no mark can be made, the rest comes when something in it is needed.
            let _ = timeline.mark("demarche-shown");
        }
    });
}
