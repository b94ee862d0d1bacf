//! Lines of text that this browser keeps for this site; nowhere else. Storage may be missing or refused.

use super::prefs::storage;

/// The lines kept under a key.
pub fn kept_lines(key: &str) -> Vec<String> {
    let text = storage().and_then(|storage| storage.get_item(key).ok().flatten()).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// Keeps lines under a key in place of those there; none takes the key away.
pub fn keep_lines(key: &str, lines: &[String]) {
    let Some(storage) = storage() else { return };
    // Full or refused storage loses nothing but the convenience.
    let _ = match lines {
        [] => storage.remove_item(key),
        lines => storage.set_item(key, &lines.join("\n")),
    };
}
