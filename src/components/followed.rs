//! What is true of the window as long as something stands in it.

use crate::browser;
use leptos::prelude::*;

/// What is true of the window at its present size, followed from now on.
pub fn followed(asked: fn() -> bool) -> RwSignal<bool> {
    let is_so = RwSignal::new(asked());
    let listening = StoredValue::new_local(browser::on_resize(move || {
        let now = asked();
        if is_so.get_untracked() != now {
            is_so.set(now);
        }
    }));
    on_cleanup(move || listening.dispose());
    is_so
}
