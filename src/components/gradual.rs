//! Parts of a view that are drawn one after another, so that none keeps the page from listening for long.

use super::dynamic::when;
use crate::browser;
use leptos::prelude::*;

/// A first screen is drawn in so many steps, besides its results.
const STEPS: usize = 7;

/// How much of the first screen is drawn. Each step is a task of its own, between which the page listens; what the page
/// showed before the app stays in sight until all are done. Any later screen is drawn at once.
#[derive(Clone, Copy)]
pub struct Steps(RwSignal<usize>);

impl Steps {
    /// None is done yet; or all are, for a screen that is drawn at once.
    pub fn new(is_gradual: bool) -> Steps {
        Steps(RwSignal::new(if is_gradual { 0 } else { usize::MAX }))
    }

    /// Whether there are more to come.
    pub fn is_gradual(self) -> bool {
        self.0.get_untracked() < usize::MAX
    }

    /// A part of the screen that is drawn at this step, counted from 1.
    pub fn part(self, step: usize, part: impl Fn() -> AnyView + Send + 'static) -> AnyView {
        if self.is_gradual() { when(move || self.0.get() >= step, part) } else { part() }
    }

    /// Takes all steps, and then waits for the results where `has_results` says that they come at once.
    pub async fn take(self, has_results: bool) {
        for step in 1..=STEPS {
            browser::pause().await;
            self.0.set(step);
        }
        while has_results && !browser::is_marked_shown() {
            browser::pause().await;
        }
        self.0.set(usize::MAX);
    }
}

/// Counts up to so many parts, one each time the browser has drawn what there is: laying out several at once would take
/// long.
pub fn draw_on(drawn: RwSignal<usize>, parts: usize) {
    browser::drawn(move || {
        // Parts that are gone are not drawn on.
        let Some(count) = drawn.try_get_untracked().filter(|count| *count < parts) else { return };
        drawn.set(count + 1);
        draw_on(drawn, parts);
    });
}
