//! All glue to the platform: address, clipboard, storage, scrolling, focus, keys, the pack inside the module.
//!
//! Returns plain Rust types. Does not live here: anything that knows what a statement is. Nothing else in the
//! app touches `web-sys`, `js-sys`, `wasm-bindgen` or `gloo`.

mod address;
mod caret;
mod clipboard;
mod element;
mod embedded;
mod file;
mod kept;
mod keys;
mod offline;
mod pointed;
mod port;
mod prefs;
mod press;
mod print;
mod refocus;
mod scroller;
mod shown;
mod sweep;
mod timer;
mod width;
mod written;

pub use address::{
    History, address_of, came_back, current_hash, go, go_back, is_pressed, on_hash_change, shared_address,
    step_before,
};
pub use caret::{Early, caret, pasted_length, put_form_away, set_text, type_text, typed_early, typed_text};
pub use clipboard::{can_pass_on, copy, pass_on, select_all};
pub use element::{
    bring_into_view, focus, focus_at_top, focus_if_there, focus_in_view, focus_item, focus_passage,
    focus_result, last_above, offset_of, remove_element, scroll_to_passage, scroll_to_top, scroll_up_to,
    set_title, show_dialog,
};
pub use embedded::embedded_section;
pub use file::{after, drawn, later, save, today};
pub use kept::{keep_lines, kept_lines};
pub use keys::{Action, Place, SHORTCUTS, on_key};
pub use offline::{
    Kept, edition, is_newer_ready, keep_all, kept_offline, on_offline, say_started, show_newer,
};
pub use pointed::{data_at, ground_at, has_selection, is_plain_click, leaves, link_at, share_down};
pub use port::{
    Port, fetch_pieces, is_worker, let_messages_in, pause, pause_to_draw, reply, say_newer, serve, start,
};
pub use prefs::{
    LOOKS, Setting, has_keys, is_hint_put_away, put_hint_away, set_setting, setting, switch_keys,
};
pub use press::on_long_press;
pub use print::on_print;
pub use refocus::{focus_neighbour, give_focus_back, keep_focus, remember_focus};
pub use scroller::{Scrolled, focused_id, on_resize, on_scroll, scroll_back, scrolled};
pub use shown::{hide_app, is_marked_shown, mark_shown};
pub use sweep::{Sweep, Swept, on_sweep};
pub use timer::Timer;
pub use width::{is_low, is_narrow, is_one_column, is_wide};
pub use written::{write, write_attribute, write_slider};

/// Sends panics to the console, where a bug report can quote them.
pub fn report_panics() {
    console_error_panic_hook::set_once();
}
