//! A pointer that sweeps across an element from side to side: mouse, pen or finger. Does not live here: what comes of it.

use gloo_events::{EventListener, EventListenerOptions};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent, Node, PointerEvent};

/// A press that goes no further than this, in pixels, sweeps over nothing.
const STILL: f64 = 4.0;

/// What the pointer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sweep {
    /// It hovers.
    Over,
    /// It is elsewhere again.
    Off,
    /// It presses, and has moved.
    Going,
    /// It has let go after that.
    Done,
    /// It has let go where it pressed.
    Click,
    /// Escape was pressed, or the finger scrolls the page.
    GivenUp,
}

/// Where: pixels from the left edge of the element.
#[derive(Debug, Clone, Copy)]
pub struct Swept {
    /// Where the press began; where the pointer is, if it does not press.
    pub from: f64,
    /// Where the pointer is.
    pub to: f64,
    /// How wide the element is.
    pub width: f64,
}

struct Sweeping {
    id: &'static str,
    from: Cell<Option<f64>>,
    is_over: Cell<bool>,
    has_moved: Cell<bool>,
    listener: Box<dyn Fn(Sweep, Swept)>,
}

/// Tells `listener` what the pointer does on the element with this id, and on what sticks out of it, until the returned
/// guard is dropped. The element need not be there yet.
#[must_use = "dropping the guard ends the listening"]
pub fn on_sweep(id: &'static str, listener: impl Fn(Sweep, Swept) + 'static) -> Option<impl Sized> {
    let window = web_sys::window()?;
    let sweeping = Rc::new(Sweeping {
        id,
        from: Cell::default(),
        is_over: Cell::default(),
        has_moved: Cell::default(),
        listener: Box::new(listener),
    });
    let options = EventListenerOptions::enable_prevent_default();
    Some(["pointermove", "pointerdown", "pointerup", "pointercancel", "keydown"].map(|kind| {
        let sweeping = Rc::clone(&sweeping);
        EventListener::new_with_options(&window, kind, options, move |event| {
            hear(&sweeping, event);
        })
    }))
}

fn hear(sweeping: &Sweeping, event: &Event) -> Option<()> {
    let from = sweeping.from.get();
    if let Some(key) = event.dyn_ref::<KeyboardEvent>() {
        if key.key() == "Escape" && sweeping.from.take().is_some() {
            event.prevent_default();
            (sweeping.listener)(Sweep::GivenUp, Swept { from: 0.0, to: 0.0, width: 1.0 });
        }
        return None;
    }
    let pointer = event.dyn_ref::<PointerEvent>().filter(|pointer| pointer.is_primary())?;
    let target: Option<Node> = event.target().and_then(|target| target.dyn_into().ok());
    let element = web_sys::window()?.document()?.get_element_by_id(sweeping.id)?;
    let is_inside = element.contains(target.as_ref());
    let place = element.get_bounding_client_rect();
    let to = f64::from(pointer.client_x()) - place.left();
    let tell = |sweep: Sweep| {
        let from = from.unwrap_or(to);
        (sweeping.listener)(sweep, Swept { from, to, width: place.width().max(1.0) });
    };
    match (event.type_().as_str(), from) {
        ("pointerdown", None) if is_inside && pointer.button() == 0 => {
            sweeping.from.set(Some(to));
            sweeping.has_moved.set(false);
            // Outside of the window too. Where that is refused, the sweep ends at its edge.
            let _ = element.set_pointer_capture(pointer.pointer_id());
        }
        // A finger does not hover.
        ("pointermove", None) if is_inside && pointer.pointer_type() != "touch" => {
            sweeping.is_over.set(true);
            tell(Sweep::Over);
        }
        ("pointermove", None) if sweeping.is_over.take() => tell(Sweep::Off),
        ("pointermove", Some(from)) => {
            if (to - from).abs() > STILL {
                sweeping.has_moved.set(true);
            }
            if sweeping.has_moved.get() {
                tell(Sweep::Going);
            }
        }
        ("pointerup", Some(_)) => {
            sweeping.from.set(None);
            tell(if sweeping.has_moved.get() { Sweep::Done } else { Sweep::Click });
        }
        ("pointercancel", Some(_)) => {
            sweeping.from.set(None);
            tell(Sweep::GivenUp);
        }
        _ => {}
    }
    None
}
