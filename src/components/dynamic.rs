//! Parts of a view that follow signals, in one compiled shape each.
//!
//! Leptos compiles the machinery behind `{move || …}` and `<Show>` anew for every closure, 2 to 5 KB a place.
//! Behind a pointer it is compiled once. Every changing part of this app goes through here.

use leptos::prelude::*;

/// A part of a view that is built anew when a signal it reads changes.
pub fn dynamic(part: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let part: Box<dyn Fn() -> AnyView + Send> = Box::new(part);
    part.into_any()
}

/// A part of a view that stands there only while a condition holds; it is built anew only when that changes.
pub fn when(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    part: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let condition: Box<dyn Fn() -> bool + Send + Sync> = Box::new(condition);
    let holds = Memo::new(move |_| condition());
    dynamic(move || if holds.get() { part() } else { ().into_any() })
}

/// Text, or the value of an attribute, that follows signals.
pub fn text(text: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    let text: Box<dyn Fn() -> String + Send + Sync> = Box::new(text);
    Signal::derive(text)
}

/// The value of an attribute that is there only at times, such as `aria-current`.
pub fn maybe(text: impl Fn() -> Option<&'static str> + Send + Sync + 'static) -> Signal<Option<String>> {
    let text: Box<dyn Fn() -> Option<&'static str> + Send + Sync> = Box::new(text);
    Signal::derive(move || text().map(str::to_owned))
}

/// Whether a class is set, following signals.
pub fn flag(flag: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    let flag: Box<dyn Fn() -> bool + Send + Sync> = Box::new(flag);
    Signal::derive(flag)
}
