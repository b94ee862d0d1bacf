//! A finger that rests on something, which is what a pointer does by hovering. Does not live here: what comes of it.

use super::{Timer, has_selection};
use gloo_events::{EventListener, EventListenerOptions};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, PointerEvent};

/// So long it rests, in milliseconds: as long as systems take to tell a long press from a short one.
const HELD_MS: i32 = 500;
/// No finger rests more quietly than this, in pixels.
const STRAYS: i32 = 10;
/// What has long presses of its own.
const CONTROLS: &str = "a, button";

/// A press that may become a long one.
struct Press {
    timer: Timer,
    /// Where it began, while the finger is down.
    from: Cell<Option<(i32, i32)>>,
    /// Whether it has become one.
    is_long: Cell<bool>,
    listener: Box<dyn Fn(Option<String>)>,
}

/// Calls `listener` with what the element under a finger that rests, or the nearest around it, says in `data-NAME`; with
/// `None` when that finger then goes on, as it does to select words. A finger that scrolls does not rest, and while words
/// are selected it is about them. Lasts until the returned guard is dropped.
#[must_use = "dropping the guard ends the listening"]
pub fn on_long_press(name: &'static str, listener: impl Fn(Option<String>) + 'static) -> Option<impl Sized> {
    let window = web_sys::window()?;
    let press = Rc::new(Press {
        timer: Timer::default(),
        from: Cell::default(),
        is_long: Cell::default(),
        listener: Box::new(listener),
    });
    let options = EventListenerOptions::enable_prevent_default();
    Some(["pointerdown", "pointermove", "pointerup", "pointercancel", "touchend"].map(|kind| {
        let press = Rc::clone(&press);
        EventListener::new_with_options(&window, kind, options, move |event| hear(&press, event, name))
    }))
}

fn hear(press: &Rc<Press>, event: &Event, name: &str) {
    let Some(pointer) = event.dyn_ref::<PointerEvent>() else {
        // The last of them. Taken for a tap, it would shut what the long press has opened.
        if press.is_long.take() {
            event.prevent_default();
        }
        return;
    };
    if pointer.pointer_type() != "touch" {
        return;
    }
    let here = (pointer.client_x(), pointer.client_y());
    match (event.type_().as_str(), press.from.get()) {
        ("pointerdown", None) if pointer.is_primary() && !has_selection() => begin(press, event, here, name),
        ("pointermove", Some(from)) if (from.0 - here.0).abs().max((from.1 - here.1).abs()) <= STRAYS => {}
        ("pointermove", None) => {}
        (kind, _) => {
            press.timer.stop();
            press.from.set(None);
            if kind == "pointermove" && press.is_long.take() {
                (press.listener)(None);
            }
        }
    }
}

fn begin(press: &Rc<Press>, event: &Event, here: (i32, i32), name: &str) {
    press.is_long.set(false);
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_control =
        target.is_some_and(|target| target.closest(CONTROLS).is_ok_and(|control| control.is_some()));
    let Some(found) = super::data_at(event, name).filter(|_| !is_control) else { return };
    press.from.set(Some(here));
    let long = Rc::clone(press);
    press.timer.begin(HELD_MS, move || {
        long.is_long.set(true);
        (long.listener)(Some(found));
    });
}
