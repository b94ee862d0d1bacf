//! The list of matched statements, in pages.

use super::Evaluated;
use super::PAGE_SIZE;
use super::result_item::ResultItem;
use crate::browser::{self, History};
use crate::components::{Notice, NoticeKind, Pager, dynamic, when};
use crate::routes::{BrowseState, Route};
use crate::state::use_navigation;
use demarche_search::Sort;
use leptos::prelude::*;

/// The results with their order and their pages.
#[component]
pub fn Results(
    /// The state of the screen.
    state: Memo<BrowseState>,
    /// The evaluated query.
    answer: Evaluated,
) -> impl IntoView {
    let count = move || answer.with(|answer| answer.as_ref().map(|answer| answer.total.statements));
    let pages = move || count().unwrap_or(0).div_ceil(PAGE_SIZE).max(1);
    // An address from elsewhere may name a page that this result does not have.
    let page = Memo::new(move |_| state.with(|state| state.page).min(pages() - 1));
    Effect::new(move |before: Option<usize>| {
        let now = page.get();
        if before.is_some_and(|before| before != now) {
            browser::scroll_to_top();
            browser::focus("main");
        }
        now
    });
    let items = move || {
        answer.with(|answer| {
            let rows = answer
                .iter()
                .flat_map(|answer| answer.rows.iter().map(|row| (row.clone(), answer.text.clone())));
            rows.map(|(row, q)| view! { <ResultItem row q state /> }).collect_view().into_any()
        })
    };
    let list = move || {
        let href = Callback::new(move |page| Route::Browse(BrowseState { page, ..state.get() }).href());
        view! {
            {dynamic(move || view! { <Order state=state.get() /> }.into_any())}
            <ol aria-label="Results" role="list">{dynamic(items)}</ol>
            {dynamic(move || view! { <Pager page=page.get() pages=pages() href /> }.into_any())}
        }
        .into_any()
    };
    let found = move || count().is_some_and(|count| count > 0);
    view! {
        {when(found, list)}
        {when(move || count() == Some(0), move || dynamic(move || view! { <NothingFound state=state.get() /> }.into_any()))}
    }
}

/// The order of the results.
#[component]
fn Order(state: BrowseState) -> impl IntoView {
    let navigation = use_navigation();
    let choose = move |id: String| {
        let mut next = navigation.browse_untracked().first_page();
        next.request.sort = Sort::from_id(&id).unwrap_or_default();
        navigation.visit(Route::Browse(next), History::Push);
    };
    // Without words nothing matches better than anything else: then the default order is the newest first.
    let words = !state.request.text.trim().is_empty();
    let best = if words { "Best match" } else { "Newest first" };
    let newest = words.then_some((Sort::Newest, "Newest first"));
    let shown = [Some((Sort::Relevance, best)), newest, Some((Sort::Oldest, "Oldest first"))];
    let present =
        if !words && state.request.sort == Sort::Newest { Sort::Relevance } else { state.request.sort };
    let options = shown
        .into_iter()
        .flatten()
        .map(|(sort, name)| {
            view! {
                <option value=sort.id() selected=sort == present>{name}</option>
            }
        })
        .collect_view();
    view! {
        <div class="order">
            <label for="order">"Order"</label>
            <select id="order" prop:value=present.id()
                on:change:target=move |event| choose(event.target().value())>
                {options}
            </select>
        </div>
    }
}

/// No statement matches: why, and what next.
#[component]
fn NothingFound(state: BrowseState) -> impl IntoView {
    let filtered = !state.request.filters.is_empty();
    let words = !state.request.text.trim().is_empty();
    let title = if filtered && words {
        "No statement has these words and passes these filters"
    } else if filtered {
        "No statement passes these filters"
    } else {
        "No statement has all of this"
    };
    let way = |next: BrowseState, name: &'static str| view! { <li><a href=Route::Browse(next).href()>{name}</a></li> };
    let filters_away = filtered.then(|| way(state.without_filters(), "Take all filters away"));
    let words_away = words.then(|| way(state.with_text(""), "Take the words away"));
    view! {
        <Notice kind=NoticeKind::Plain title=title>
            <ul class="ways">
                {filters_away}
                {words_away}
                <li>"Put "<kbd>"OR"</kbd>" between words to find statements with any of them, or "<kbd>"*"</kbd>" behind the beginning of a word"</li>
            </ul>
        </Notice>
    }
}
