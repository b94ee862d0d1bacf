//! How much room the window has.

use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;

/// Whether the window is so narrow that what stands beside something else on wide ones has no room there.
pub fn is_narrow() -> bool {
    fits("(max-width: 56rem)")
}

/// Whether what stands beside a text on wider windows stands below it.
pub fn is_one_column() -> bool {
    fits("(max-width: 62rem)")
}

/// Whether the window is so wide that a text has room beside what was found.
pub fn is_wide() -> bool {
    fits("(min-width: 100rem)")
}

/// Whether the window is so low that five results reach below it.
pub fn is_low() -> bool {
    fits("(max-height: 56rem)")
}

/// Whether the window is as a media query says.
fn fits(query: &str) -> bool {
    let matches = || {
        let window = web_sys::window()?;
        let ask: Function = Reflect::get(&window, &"matchMedia".into()).ok()?.dyn_into().ok()?;
        let list = ask.call1(&window, &query.into()).ok()?;
        Reflect::get(&list, &"matches".into()).ok()?.as_bool()
    };
    matches().unwrap_or(false)
}
