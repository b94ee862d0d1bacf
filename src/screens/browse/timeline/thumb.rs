//! The two thumbs of the timeline, one at each end of the stretch: sliders for the keyboard and for screen readers.
//!
//! Lives here: how they look and what their keys do. Does not live here: pulling them, which the whole strip sees to. Each is
//! the platform's own slider, drawn by its label: on a touch screen, a screen reader moves no other.

use super::brush::Brush;
use super::stretch::Side;
use crate::components::text;
use leptos::prelude::*;

/// Id of the one at the beginning, for the focus to go to.
pub const START_ID: &str = "timeline-start";

/// Page Up and Page Down go so many bars: a quarter of a year, a year, half a decade.
const SEVERAL: usize = 4;

/// The thumb of one end.
pub fn thumb(brush: Brush, side: Side) -> AnyView {
    let is_start = side == Side::From;
    let (id, class, name) = match is_start {
        true => (START_ID, "timeline__thumb timeline__thumb--start", "Timeline start"),
        false => ("timeline-end", "timeline__thumb", "Timeline end"),
    };
    let place = text(move || {
        let shown = brush.shown.get();
        let hundredths = if is_start { shown.start } else { shown.end } * 10_000 / brush.len;
        format!("{}.{:02}%", hundredths / 100, hundredths % 100)
    });
    let value = text(move || brush.bar(side).to_string());
    let told = text(move || {
        let bar = brush.bar(side);
        brush.tell(bar..bar + 1)
    });
    let pressed = move |event: leptos::ev::KeyboardEvent| {
        let bar = untrack(|| brush.bar(side));
        let bar = match event.key().as_str() {
            "PageUp" => bar + SEVERAL,
            "PageDown" => bar.saturating_sub(SEVERAL),
            "Escape" => return brush.drop(),
            _ => return,
        };
        event.prevent_default();
        brush.move_to(side, bar.min(brush.len - 1));
    };
    view! {
        <label class=class style:left=place>
            <span class="visually-hidden">{name}</span>
            <input id=id type="range" min="0" max=(brush.len - 1).to_string() prop:value=value aria-valuetext=told
                on:input:target=move |event| {
                    let field = event.target();
                    let bar = field.value().parse().unwrap_or(0);
                    field.set_value(&brush.move_to(side, bar).to_string());
                }
                on:keydown=pressed />
        </label>
    }
    .into_any()
}
