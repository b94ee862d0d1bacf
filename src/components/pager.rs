//! Previous and next page, with where the reader is.

use leptos::prelude::*;

/// Links to the neighbouring pages of a list; nothing where there is one page only.
#[component]
pub fn Pager(
    /// The present page, counted from 0.
    page: usize,
    /// How many pages there are.
    pages: usize,
    /// The address of a page, counted from 0.
    href: Callback<usize, String>,
) -> impl IntoView {
    (pages > 1).then(|| {
        let previous =
            (page > 0).then(|| view! { <a class="button" href=href.run(page - 1)>"Previous page"</a> });
        let next =
            (page + 1 < pages).then(|| view! { <a class="button" href=href.run(page + 1)>"Next page"</a> });
        view! {
            <nav class="pager" aria-label="Pages of results">
                {previous}
                <span class="pager__place">{format!("Page {} of {pages}", page + 1)}</span>
                {next}
            </nav>
        }
    })
}
