//! The list of matched statements, in pages.

use super::PAGE_SIZE;
use super::result_item::ResultItem;
use crate::browser::History;
use crate::components::{Notice, NoticeKind, Pager};
use crate::routes::{BrowseState, Route};
use crate::state::use_navigation;
use demarche_search::{Answer, Sort};
use leptos::prelude::*;

/// The results with their order and their pages.
#[component]
pub fn Results(
    /// The state of the screen.
    state: Memo<BrowseState>,
    /// The evaluated query.
    answer: Memo<Answer>,
) -> impl IntoView {
    let pages = move || answer.with(|answer| answer.matched.len().div_ceil(PAGE_SIZE)).max(1);
    // An address from elsewhere may name a page that this result does not have.
    let page = Memo::new(move |_| state.with(|state| state.page).min(pages() - 1));
    let items = move || {
        let (page, state) = (page.get(), state.get());
        answer.with(|answer| {
            let shown = answer.matched.iter().skip(page * PAGE_SIZE).take(PAGE_SIZE);
            shown
                .map(|matched| view! { <ResultItem idx=matched.idx query=answer.query.clone() state=state.clone() /> })
                .collect_view()
        })
    };
    let href = Callback::new(move |page| Route::Browse(BrowseState { page, ..state.get() }).href());
    view! {
        <Show when=move || answer.with(|answer| !answer.matched.is_empty()) fallback=move || view! { <NothingFound state /> }>
            <Order state />
            <ol class="results" aria-label="Results" role="list">{items}</ol>
            {move || view! { <Pager page=page.get() pages=pages() href /> }}
        </Show>
    }
}

/// The order of the results.
#[component]
fn Order(state: Memo<BrowseState>) -> impl IntoView {
    let navigation = use_navigation();
    let choose = move |id: String| {
        let mut next = state.get_untracked().first_page();
        next.request.sort = Sort::from_id(&id).unwrap_or_default();
        navigation.visit(Route::Browse(next), History::Push);
    };
    // Without words nothing matches better than anything else: then the default order is the newest first.
    let words = move || state.with(|state| !state.request.text.trim().is_empty());
    let options = move || {
        let (best, newest) = if words() {
            ("Best match", Some((Sort::Newest, "Newest first")))
        } else {
            ("Newest first", None)
        };
        let shown = [Some((Sort::Relevance, best)), newest, Some((Sort::Oldest, "Oldest first"))];
        shown.into_iter().flatten().map(|(sort, name)| view! {
            <option value=sort.id() selected=move || state.with(|state| state.request.sort == sort)>{name}</option>
        }).collect_view()
    };
    view! {
        <div class="order">
            <label for="order">"Order"</label>
            <select id="order" prop:value=move || state.with(|state| state.request.sort.id())
                on:change:target=move |event| choose(event.target().value())>
                {options}
            </select>
        </div>
    }
}

/// No statement matches: why, and what next.
#[component]
fn NothingFound(state: Memo<BrowseState>) -> impl IntoView {
    let filtered = move || state.with(|state| !state.request.filters.is_empty());
    let words = move || state.with(|state| !state.request.text.trim().is_empty());
    let title = if filtered() && words() {
        "No statement has these words and passes these filters"
    } else if filtered() {
        "No statement passes these filters"
    } else {
        "No statement has all of this"
    };
    view! {
        <Notice kind=NoticeKind::Plain title=title>
            <ul class="ways">
                <Show when=filtered>
                    <li><a href=move || Route::Browse(state.get().without_filters()).href()>"Take all filters away"</a></li>
                </Show>
                <Show when=words>
                    <li><a href=move || Route::Browse(state.get().with_text("")).href()>"Take the words away"</a></li>
                </Show>
                <li>"Put "<kbd>"OR"</kbd>" between words to find statements with any of them, or "<kbd>"*"</kbd>" behind the beginning of a word"</li>
            </ul>
        </Notice>
    }
}
