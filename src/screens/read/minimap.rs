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

/// One tick: where it is drawn, what it is of, and the address it stands for.
struct Tick {
    y: usize,
    height: usize,
    class: &'static str,
    name: String,
    href: String,
}

/// The slider; nothing where there is neither hit nor quotation.
pub fn minimap(body: Body, marks: Memo<Vec<(usize, HitMark)>>, state: Memo<ReadState>) -> AnyView {
    dynamic(move || {
        let state = state.get_untracked();
        let bytes = body.text.len().max(1);
        let tick = |start: usize, end: usize, name: String, hit: Option<usize>, passage: Option<String>| {
            let [y, end] = [start, end].map(|byte| byte * HEIGHT / bytes);
            let class = if hit.is_some() { "minimap__hit" } else { "minimap__quote" };
            let href = Route::Read(ReadState { hit, passage, ..state.clone() }).href();
            Tick { y, height: (end - y).max(4), class, name, href }
        };
        let mut ticks = Vec::new();
        for (range, anchor, words) in quotations(&body).take(MOST_TICKS) {
            ticks.push(tick(range.start, range.end, format!("quotation: {words}"), None, Some(anchor)));
        }
        let marks = marks.get();
        // Many hits are thinned out evenly.
        for (number, (_, hit)) in marks.iter().enumerate().step_by(marks.len() / MOST_TICKS + 1) {
            let start = hit.range.start as usize;
            let name = format!("hit {} of {}", number + 1, marks.len());
            let found = tick(start, start, name, Some(number + 1), None);
            let at = ticks.partition_point(|other| other.y <= found.y);
            ticks.insert(at, found);
        }
        if ticks.is_empty() { ().into_any() } else { slider(ticks) }
    })
}

/// The slider over some ticks.
fn slider(ticks: Vec<Tick>) -> AnyView {
    let navigation = use_navigation();
    let rect = |tick: &Tick| {
        view! { <rect class=tick.class x="1" width="8" y=tick.y.to_string() height=tick.height.to_string()><title>{tick.name.clone()}</title></rect> }.into_any()
    };
    let rects: Vec<AnyView> = ticks.iter().map(rect).collect();
    let last = ticks.len() - 1;
    let here = RwSignal::new(0_usize);
    let ticks = StoredValue::new_local(ticks);
    let said = text(move || ticks.with_value(|ticks| ticks[here.get()].name.clone()));
    let go = move |to: usize| {
        here.set(to);
        let route = ticks.with_value(|ticks| Route::parse(&ticks[to].href));
        navigation.visit(route, History::Replace);
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
