//! The ways to look at the same results: list, lines, chart, groups.

use crate::components::{dynamic, maybe, text};
use crate::routes::{BrowseState, Route, View};
use leptos::prelude::*;

/// Links to the same results in each view.
#[component]
pub fn ViewSwitch(
    /// The state of the screen.
    state: Memo<BrowseState>,
) -> impl IntoView {
    let links = View::ALL.into_iter().map(|view| {
        let name = match view {
            View::List => "List",
            View::Lines => "Lines",
            View::Chart => "Chart",
            View::Groups => "Groups",
        };
        let here = maybe(move || state.with(|state| state.view == view).then_some("page"));
        let href = text(move || Route::Browse(state.get().with_view(view)).href());
        view! { <a class="views__link" href=href aria-current=here>{name}</a> }
    });
    view! { <nav class="views" aria-label="Views">{links.collect_view()}</nav> }
}

/// The part of the screen that shows the results in the view asked for.
pub fn viewed(state: Memo<BrowseState>, part: impl Fn(View) -> AnyView + Send + 'static) -> AnyView {
    let shown = Memo::new(move |_| state.with(|state| state.view));
    dynamic(move || part(shown.get()))
}
