//! The list of matched statements, in pages.

use super::pane::Pane;
use super::result_item::ResultItem;
use super::{Evaluated, Listed};
use crate::browser::{self, History};
use crate::components::{Pager, dynamic, when};
use crate::routes::{BrowseState, PAGE_SIZE, Route};
use crate::state::use_navigation;
use demarche_search::{Request, Row, Sort};
use leptos::prelude::*;

/// So many lines stand for results that are still on their way.
const COMING: usize = 5;

/// So many results are drawn at once: what a window shows, or nearly.
pub(super) const PART: usize = 5;

/// So many parts fill the window, or a large one nearly.
pub(super) fn filling() -> usize {
    if browser::is_low() { 1 } else { 2 }
}

/// The results, so many parts of them, with their order and their pages.
pub fn results(
    state: Memo<BrowseState>,
    answer: Evaluated,
    listed: RwSignal<Listed>,
    drawn: RwSignal<usize>,
    pane: Pane,
) -> AnyView {
    let count = move || answer.with(|answer| answer.as_ref().map_or(0, |answer| answer.total.statements));
    let pages = move || count().div_ceil(PAGE_SIZE).max(1);
    // An address from elsewhere may name a page that this result does not have.
    let page = Memo::new(move |_| state.with(|state| state.page).min(pages() - 1));
    Effect::new(move |before: Option<usize>| {
        let now = page.get();
        if before.is_some_and(|before| before != now) {
            browser::scroll_to_top();
            browser::focus("results");
        }
        now
    });
    let items = move || {
        listed.with(|Listed { rows, found, is_here }| {
            if !is_here {
                let coming = || view! { <li class="result result--coming" aria-hidden="true"></li> };
                return (0..COMING).map(|_| coming()).collect_view().into_any();
            }
            let part = |(at, rows): (usize, &[Row])| {
                let (rows, found) = (rows.to_vec(), found.clone());
                let cards = move || {
                    let rows = rows.iter().map(|row| (row.clone(), found.clone()));
                    let card = |(row, found): (Row, Request)| view! { <ResultItem row found state pane /> };
                    rows.map(card).collect_view().into_any()
                };
                when(move || drawn.get() > at, cards)
            };
            rows.chunks(PART).enumerate().map(part).collect::<Vec<AnyView>>().into_any()
        })
    };
    // One listener for all cards.
    let press = move |event: leptos::ev::MouseEvent| {
        if let Some(id) = browser::ground_at(&event, "statement") {
            pane.open(id);
        }
    };
    let sorted =
        Memo::new(move |_| state.with(|state| (!state.request.text.trim().is_empty(), state.request.sort)));
    let href = Callback::new(move |page| Route::Browse(BrowseState { page, ..state.get() }).href());
    view! {
        {dynamic(move || order(sorted.get()))}
        <ol id="results" aria-label="Results" role="list" tabindex="-1" on:click=press>{dynamic(items)}</ol>
        {dynamic(move || view! { <Pager page=page.get() pages=pages() href /> }.into_any())}
    }
    .into_any()
}

/// The order of the results; whether there are words, and the order they have.
fn order((words, sort): (bool, Sort)) -> AnyView {
    let navigation = use_navigation();
    let choose = move |id: String| {
        let mut next = navigation.browse_untracked().first_page();
        next.request.sort = Sort::from_id(&id).unwrap_or_default();
        navigation.visit(Route::Browse(next), History::Push);
    };
    // Without words nothing matches better than anything else: then the default order is the newest first.
    let best = if words { "Best match" } else { "Newest first" };
    let newest = words.then_some((Sort::Newest, "Newest first"));
    let shown = [Some((Sort::Relevance, best)), newest, Some((Sort::Oldest, "Oldest first"))];
    let present = if !words && sort == Sort::Newest { Sort::Relevance } else { sort };
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
            <span class="order__hint">"Tick two to compare"</span>
            <label for="order">"Order"</label>
            <select id="order" prop:value=present.id()
                on:change:target=move |event| choose(event.target().value())>
                {options}
            </select>
        </div>
    }
    .into_any()
}
