//! The moment before the page goes to paper, and the one after.

use gloo_events::EventListener;

/// Tells `listener` that the page is about to be printed (`true`), and that it has been, until the returned guard is
/// dropped. What signals set off in the meantime is still drawn before the page is.
#[must_use = "dropping the guard ends the listening"]
pub fn on_print(listener: impl Fn(bool) + Clone + 'static) -> Option<impl Sized> {
    let after = listener.clone();
    web_sys::window().map(|window| {
        [
            EventListener::new(&window, "beforeprint", move |_| listener(true)),
            EventListener::new(&window, "afterprint", move |_| after(false)),
        ]
    })
}
