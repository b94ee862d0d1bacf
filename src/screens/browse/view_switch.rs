//! The ways to look at the same results: list, concordance, chart, two groups.

use crate::components::{dynamic, maybe, text};
use crate::routes::{BrowseState, Route, View};
use leptos::prelude::*;

/// Links to the same results in each view.
pub fn view_switch(state: Memo<BrowseState>) -> AnyView {
    let link = |view: View| {
        let (name, title) = match view {
            View::List => ("List", "One entry a statement"),
            View::Concordance => ("Concordance", "One line a hit, with the words before and after it"),
            View::Chart => ("Chart", "Hits by month, quarter or year"),
            View::Groups => ("Two groups", "The words that set two groups of statements apart"),
        };
        let here = maybe(move || state.with(|state| state.view == view).then_some("page"));
        let href = text(move || Route::Browse(state.get().with_view(view)).href());
        view! { <a class="views__link" href=href title=title aria-current=here>{name}</a> }.into_any()
    };
    let links: Vec<AnyView> = View::ALL.into_iter().map(link).collect();
    view! { <nav class="views" aria-label="Views">{links}</nav> }.into_any()
}

/// The part of the screen that shows the results in the view asked for.
pub fn viewed(state: Memo<BrowseState>, part: impl Fn(View) -> AnyView + Send + 'static) -> AnyView {
    let shown = Memo::new(move |_| state.with(|state| state.view));
    dynamic(move || part(shown.get()))
}
