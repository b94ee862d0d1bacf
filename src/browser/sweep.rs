//! A pointer that sweeps across an element from side to side: mouse, pen or finger; and the controls with an id, by which keys
//! do the same. Does not live here: what comes of it.

use gloo_events::{EventListener, EventListenerOptions};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, KeyboardEvent, PointerEvent};

/// A press that goes no further than this, in pixels, sweeps over nothing.
const STILL: f64 = 4.0;

/// Page Up and Page Down move a slider so far.
const SEVERAL: i32 = 4;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sweep {
    /// The pointer hovers.
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
    /// A slider was moved by a key, or a button pressed.
    Pressed,
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

/// Is told what is done, where, and the id of the control that was used.
type Listener = Box<dyn Fn(Sweep, Swept, &str)>;

thread_local! {
    static LISTENER: RefCell<Option<(&'static str, Listener)>> = const { RefCell::new(None) };
    /// Where the pointer was pressed, while it is.
    static FROM: Cell<Option<f64>> = const { Cell::new(None) };
    static IS_OVER: Cell<bool> = const { Cell::new(false) };
    static HAS_MOVED: Cell<bool> = const { Cell::new(false) };
}

/// Tells `listener` what is done on the element with this id, and on what sticks out of it, whenever it is in the page. One
/// element at a time: a later call takes the place of an earlier one.
pub fn on_sweep(id: &'static str, listener: impl Fn(Sweep, Swept, &str) + 'static) {
    let before = LISTENER.replace(Some((id, Box::new(listener))));
    let Some(window) = web_sys::window().filter(|_| before.is_none()) else { return };
    let options = EventListenerOptions::enable_prevent_default();
    for kind in ["pointermove", "pointerdown", "pointerup", "pointercancel", "keydown", "input", "click"] {
        let hear = |event: &Event| {
            LISTENER.with_borrow(|listener| {
                let _ = listener.as_ref().and_then(|(id, tell)| hear(event, id, tell));
            });
        };
        EventListener::new_with_options(&window, kind, options, hear).forget();
    }
}

fn hear(event: &Event, id: &str, tell: &Listener) -> Option<()> {
    let element = web_sys::window()?.document()?.get_element_by_id(id)?;
    let target: Element = event.target()?.dyn_into().ok()?;
    let is_inside = element.contains(Some(&target));
    let place = element.get_bounding_client_rect();
    let from = FROM.get();
    let mut swept = Swept { from: 0.0, to: 0.0, width: place.width().max(1.0) };
    // A click is an event of the pointer too.
    let Some(pointer) = event.dyn_ref::<PointerEvent>().filter(|_| event.type_() != "click") else {
        let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key).unwrap_or_default();
        if key == "Escape" {
            FROM.set(None);
            tell(Sweep::GivenUp, swept, "");
        }
        let by = match key.as_str() {
            "" => 0,
            "PageUp" => SEVERAL,
            "PageDown" => -SEVERAL,
            _ => return None,
        };
        if by != 0 {
            let slider: &HtmlInputElement = target.dyn_ref().filter(|_| is_inside)?;
            event.prevent_default();
            let present: i32 = slider.value().parse().unwrap_or(0);
            slider.set_value(&(present + by).to_string());
        }
        tell(Sweep::Pressed, swept, &target.id());
        return None;
    };
    swept.to = f64::from(pointer.client_x()) - place.left();
    swept.from = from.unwrap_or(swept.to);
    let done = match (event.type_().as_str(), from) {
        _ if !pointer.is_primary() => return None,
        ("pointerdown", None) if is_inside && pointer.button() == 0 => {
            FROM.set(Some(swept.to));
            HAS_MOVED.set(false);
            // Outside of the window too. Where that is refused, the sweep ends at its edge.
            let _ = element.set_pointer_capture(pointer.pointer_id());
            return None;
        }
        // A finger does not hover.
        ("pointermove", None) if is_inside && pointer.pointer_type() != "touch" => {
            IS_OVER.set(true);
            Sweep::Over
        }
        ("pointermove", None) if IS_OVER.take() => Sweep::Off,
        ("pointermove", Some(_)) => {
            HAS_MOVED.set(HAS_MOVED.get() || (swept.to - swept.from).abs() > STILL);
            if !HAS_MOVED.get() {
                return None;
            }
            Sweep::Going
        }
        ("pointerup", Some(_)) if HAS_MOVED.get() => Sweep::Done,
        ("pointerup", Some(_)) => Sweep::Click,
        ("pointercancel", Some(_)) => Sweep::GivenUp,
        _ => return None,
    };
    if !matches!(done, Sweep::Over | Sweep::Off | Sweep::Going) {
        FROM.set(None);
    }
    tell(done, swept, "");
    None
}
