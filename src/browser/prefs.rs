//! What a reader sets for this browser. Storage may be missing or refused: then settings last for the visit.

use web_sys::Storage;

/// Names the form of the stored values; a later form gets a new number and ignores the old.
const THEME_KEY: &str = "demarche.theme.v1";

/// Set once the reader has put the hint on the Compare screen away.
const HINT_KEY: &str = "demarche.compare-hint.v1";

/// The colour theme.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The stored value and the one in `data-theme`.
    pub fn id(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The words shown.
    pub fn label(self) -> &'static str {
        match self {
            Theme::System => "Theme: as the system",
            Theme::Light => "Theme: light",
            Theme::Dark => "Theme: dark",
        }
    }

    /// The theme that a press of the switch leads to.
    pub fn next(self) -> Theme {
        match self {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        }
    }
}

/// The theme chosen in this browser before.
pub fn stored_theme() -> Theme {
    match storage().and_then(|storage| storage.get_item(THEME_KEY).ok().flatten()).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

/// Shows a theme and remembers it where the browser allows; whether it does.
pub fn apply_theme(theme: Theme) -> bool {
    if let Some(root) = web_sys::window().and_then(|w| w.document()).and_then(|page| page.document_element())
    {
        let _ = root.set_attribute("data-theme", theme.id());
    }
    storage().is_some_and(|storage| storage.set_item(THEME_KEY, theme.id()).is_ok())
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
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
