//! What a reader sets for this browser. Storage may be missing or refused: then settings last for the visit.
//!
//! Each is an attribute of the page's root, `data-NAME`, that the style sheet goes by; the page sets those kept before
//! its first paint.

use web_sys::{Element, Storage};

/// Set once the reader has put the hint on the Compare screen away.
const HINT_KEY: &str = "demarche.compare-hint.v1";

/// A setting with its values: what is stored, and what readers see. The first is the one unless another is chosen.
#[derive(Debug)]
pub struct Setting {
    /// The name of the attribute and of what is stored.
    pub name: &'static str,
    /// What readers see.
    pub label: &'static str,
    /// The values.
    pub values: &'static [(&'static str, &'static str)],
}

/// How texts look.
pub const LOOKS: [Setting; 3] = [
    Setting {
        name: "size",
        label: "Size of the text",
        values: &[("usual", "Usual"), ("small", "Small"), ("large", "Large"), ("largest", "Largest")],
    },
    Setting {
        name: "width",
        label: "Width of the text",
        values: &[("usual", "Usual"), ("narrow", "Narrow"), ("wide", "Wide")],
    },
    Setting {
        name: "theme",
        label: "Theme",
        values: &[("system", "As the system"), ("light", "Light"), ("dark", "Dark")],
    },
];

/// The setting for single-key shortcuts: `off` where they are switched off.
const KEYS: &str = "keys";

fn root() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}

/// The present value of a setting; empty where none was chosen.
pub fn setting(name: &str) -> String {
    root().and_then(|root| root.get_attribute(&format!("data-{name}"))).unwrap_or_default()
}

/// Puts a setting into force and remembers it where the browser allows; whether it does.
pub fn set_setting(name: &str, value: &str) -> bool {
    if let Some(root) = root() {
        let _ = root.set_attribute(&format!("data-{name}"), value);
    }
    storage().is_some_and(|storage| storage.set_item(&format!("demarche.{name}.v1"), value).is_ok())
}

/// Whether single keys do something.
pub fn has_keys() -> bool {
    setting(KEYS) != "off"
}

/// Switches single keys on or off; whether this browser remembers it.
pub fn switch_keys(is_on: bool) -> bool {
    set_setting(KEYS, if is_on { "on" } else { "off" })
}

/// Whether the reader has put the hint on the Compare screen away in this browser.
pub fn is_hint_put_away() -> bool {
    storage().and_then(|storage| storage.get_item(HINT_KEY).ok().flatten()).is_some()
}

/// Remembers that the reader has put the hint away, where the browser allows.
pub fn put_hint_away() {
    if let Some(storage) = storage() {
        let _ = storage.set_item(HINT_KEY, "1");
    }
}

/// The browser's storage; `None` where it is switched off. (gloo-storage panics there.)
pub(super) fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
