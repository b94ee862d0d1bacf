//! Where hits and quotations stand in a text: ticks at the edge of the window, of which a press goes to the nearest. For
//! keys and programs they are a slider, whose value is the tick that the reader is at.

use super::quoted::quotations;
use crate::browser::{self, History};
use crate::components::{dynamic, text};
use crate::routes::{ReadState, Route};
use crate::state::use_navigation;
use crate::text_view::HitMark;
use demarche_corpus::Body;
use leptos::prelude::*;

/// So many ticks of a sort are drawn at most; more would be one bar.
const MOST_TICKS: usize = 400;

/// So high is the drawing in its own units.
const HEIGHT: usize = 1_000;

/// One tick: where it is drawn, what it is of, and what it stands for in the address.
struct Tick {
    y: usize,
    height: usize,
    class: &'static str,
    name: String,
    hit: Option<usize>,
    passage: Option<String>,
}

impl Tick {
    /// Whether it is what an address names.
    fn is_named(&self, state: &ReadState) -> bool {
        self.hit == state.hit && (self.hit.is_some() || self.passage == state.passage)
    }
}

/// The slider; nothing where there is neither hit nor quotation.
pub fn minimap(
    body: StoredValue<Body>,
    marks: Memo<Vec<(usize, HitMark)>>,
    state: Memo<ReadState>,
) -> AnyView {
    dynamic(move || {
        let ticks = body.with_value(|body| marks.with(|marks| ticks(body, marks)));
        if ticks.is_empty() { ().into_any() } else { slider(ticks, body, marks, state) }
    })
}

/// So far down is a byte of the text.
fn down(body: &Body, byte: usize) -> usize {
    byte * HEIGHT / body.text.len().max(1)
}

fn ticks(body: &Body, marks: &[(usize, HitMark)]) -> Vec<Tick> {
    let tick = |start: usize, end: usize, name: String, hit: Option<usize>, passage: Option<String>| {
        let [y, end] = [start, end].map(|byte| down(body, byte));
        let class = if hit.is_some() { "minimap__hit" } else { "minimap__quote" };
        Tick { y, height: (end - y).max(4), class, name, hit, passage }
    };
    let mut ticks = Vec::new();
    for (range, anchor, words) in quotations(body).take(MOST_TICKS) {
        ticks.push(tick(range.start, range.end, format!("quotation: {words}"), None, Some(anchor)));
    }
    // Many hits are thinned out evenly.
    for (number, (_, hit)) in marks.iter().enumerate().step_by(marks.len() / MOST_TICKS + 1) {
        let start = hit.range.start as usize;
        let name = format!("hit {} of {}", number + 1, marks.len());
        let found = tick(start, start, name, Some(number + 1), None);
        let at = ticks.partition_point(|other: &Tick| other.y <= found.y);
        ticks.insert(at, found);
    }
    ticks
}

/// How far down the reader is: at the hit or the passage that the address names.
fn reader_at(body: &Body, marks: &[(usize, HitMark)], state: &ReadState) -> Option<usize> {
    let byte = match (state.hit, &state.passage) {
        (Some(hit), _) => marks.get(hit.checked_sub(1)?)?.1.range.start,
        (None, Some(anchor)) => body.blocks.get(body.find(anchor)?)?.range.start,
        (None, None) => return None,
    };
    Some(down(body, byte as usize))
}

/// The tick of a reader who is so far down: `before` as long as the address names it, for a passage may have several;
/// else the first that it names, else the last one above.
fn tick_at(ticks: &[Tick], before: usize, state: &ReadState, down: Option<usize>) -> usize {
    let Some(down) = down else { return 0 };
    if ticks.get(before).is_some_and(|tick| tick.is_named(state)) {
        return before;
    }
    let above = || ticks.partition_point(|tick| tick.y <= down).saturating_sub(1);
    ticks.iter().position(|tick| tick.is_named(state)).unwrap_or_else(above)
}

/// The slider over some ticks.
fn slider(
    ticks: Vec<Tick>,
    body: StoredValue<Body>,
    marks: Memo<Vec<(usize, HitMark)>>,
    state: Memo<ReadState>,
) -> AnyView {
    let navigation = use_navigation();
    let rect = |tick: &Tick| {
        view! { <rect class=tick.class x="1" width="8" y=tick.y.to_string() height=tick.height.to_string()><title>{tick.name.clone()}</title></rect> }.into_any()
    };
    let rects: Vec<AnyView> = ticks.iter().map(rect).collect();
    let last = ticks.len() - 1;
    let here = RwSignal::new(0_usize);
    let ticks = StoredValue::new_local(ticks);
    Effect::new(move |_| {
        let (state, before) = (state.get(), here.get_untracked());
        let down = body.with_value(|body| marks.with(|marks| reader_at(body, marks, &state)));
        let now = ticks.with_value(|ticks| tick_at(ticks, before, &state, down));
        if now != before {
            here.set(now);
        }
    });
    let said = text(move || ticks.with_value(|ticks| ticks[here.get()].name.clone()));
    let go = move |to: usize| {
        here.set(to);
        let (hit, passage) = ticks.with_value(|ticks| (ticks[to].hit, ticks[to].passage.clone()));
        let next = ReadState { hit, passage, ..state.get_untracked() };
        navigation.visit(Route::Read(next), History::Replace);
    };
    let pressed = move |event: leptos::ev::MouseEvent| {
        let y = browser::share_down(&event).unwrap_or_default() * HEIGHT as f64;
        let off = |tick: &Tick| (tick.y as f64 - y).abs() as usize;
        let nearest = ticks.with_value(|ticks| (0..ticks.len()).min_by_key(|at| off(&ticks[*at])));
        go(nearest.unwrap_or_default());
    };
    let key = move |event: leptos::ev::KeyboardEvent| {
        let at = here.get_untracked();
        let to = match event.key().as_str() {
            "ArrowDown" | "ArrowRight" => (at + 1).min(last),
            "ArrowUp" | "ArrowLeft" => at.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        go(to);
    };
    view! {
        <div class="minimap" role="slider" tabindex="0" aria-label="Hits and quotations" aria-orientation="vertical"
            aria-valuemax=last.to_string() aria-valuenow=text(move || here.get().to_string()) aria-valuetext=said
            on:click=pressed on:keydown=key>
            <svg viewBox="0 0 10 1000" preserveAspectRatio="none" aria-hidden="true" focusable="false">{rects}</svg>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slider_is_where_the_reader_is() {
        let tick = |y: usize, hit: Option<usize>, passage: &str| Tick {
            y,
            height: 4,
            class: "",
            name: String::new(),
            hit,
            passage: Some(passage.to_owned()).filter(|passage| !passage.is_empty()),
        };
        let ticks =
            [tick(10, None, "p1"), tick(20, None, "p1"), tick(20, Some(1), ""), tick(60, Some(3), "")];
        let check =
            |before: usize, hit: Option<usize>, passage: &str, down: Option<usize>, expected: usize| {
                let passage = Some(passage.to_owned()).filter(|passage| !passage.is_empty());
                let state = ReadState { hit, passage, ..ReadState::default() };
                assert_eq!(tick_at(&ticks, before, &state, down), expected, "{state:?} from {before}");
            };
        check(2, None, "", None, 0);
        check(0, Some(1), "", Some(20), 2);
        check(0, Some(3), "", Some(60), 3);
        // Hit 2 has no tick of its own.
        check(0, Some(2), "", Some(40), 2);
        // Two quotations of one passage.
        check(0, None, "p1", Some(5), 0);
        check(1, None, "p1", Some(5), 1);
        check(3, None, "p1", Some(5), 0);
        check(0, None, "p2", Some(70), 3);
        check(3, None, "p0", Some(0), 0);
    }
}
