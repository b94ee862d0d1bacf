//! Lines of text that this browser keeps for this site; nowhere else. Storage may be missing or refused.
//!
//! A browser gives all sites of one host the same storage, and all files of a disk too: each key therefore names the
//! site it is of. How texts look (`prefs`) belongs to the reader, not to a site, and is common to a host.

use super::prefs::storage;
use web_sys::Storage;

/// The lines kept under a key.
pub fn kept_lines(key: &str) -> Vec<String> {
    let text = storage().and_then(|storage| kept(&storage, key)).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// Keeps lines under a key in place of those there; none takes the key away.
pub fn keep_lines(key: &str, lines: &[String]) {
    let (Some(storage), Some(key)) = (storage(), of_this_site(key)) else { return };
    // Full or refused storage loses nothing but the convenience.
    let _ = match lines {
        [] => storage.remove_item(&key),
        lines => storage.set_item(&key, &lines.join("\n")),
    };
}

/// What is kept under a key. What an earlier edition kept for the whole host goes to the site that asks first.
fn kept(storage: &Storage, key: &str) -> Option<String> {
    let own = of_this_site(key)?;
    if let Some(text) = storage.get_item(&own).ok()? {
        return Some(text);
    }
    let text = storage.get_item(key).ok()??;
    storage.set_item(&own, &text).and_then(|()| storage.remove_item(key)).ok()?;
    Some(text)
}

/// The key of this site: with its folder, or with the file where the site is a single one.
fn of_this_site(key: &str) -> Option<String> {
    let path = web_sys::window()?.location().pathname().ok()?;
    let folder = path.rfind('/').map_or(0, |slash| slash + 1);
    let (folder, file) = path.split_at(folder);
    let is_folder = file.is_empty() || file == "index.html";
    Some(format!("{key} {}", if is_folder { folder } else { &path }))
}
