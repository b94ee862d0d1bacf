//! The filters: beside the results on a wide screen, on a narrow one in a sheet that a button opens over the page.

use super::Evaluated;
use super::dates::DateRange;
use super::facets::facets;
use super::undo::Undo;
use crate::browser;
use crate::components::{Icon, IconName, dynamic, followed, text, when};
use crate::messages::counted;
use crate::routes::BrowseState;
use leptos::prelude::*;

/// Id of the part that holds the filters.
pub const FILTERS_ID: &str = "filters";

/// Id of the button that opens the sheet.
pub const BUTTON_ID: &str = "filters-button";

/// The filters, where there is room for them.
pub fn filters(state: Memo<BrowseState>, answer: Evaluated, undo: Undo) -> AnyView {
    let is_narrow = followed(browser::is_narrow);
    let all =
        move |at_once: bool| view! { <DateRange state />{facets(state, answer, undo, at_once)} }.into_any();
    dynamic(move || {
        match is_narrow.get() {
        false => view! {
            <section id=FILTERS_ID class="browse__filters" aria-label="Filters" tabindex="-1">{all(true)}</section>
        }
        .into_any(),
        true => sheet(state, answer, move || all(false)),
    }
    })
}

/// A dialog with the filters, and the button that opens it.
fn sheet(
    state: Memo<BrowseState>,
    answer: Evaluated,
    all: impl Fn() -> AnyView + Copy + Send + 'static,
) -> AnyView {
    let is_open = RwSignal::new(false);
    let name = text(move || match state.with(BrowseState::filter_count) {
        0 => "Filters".to_owned(),
        count => format!("Filters ({count})"),
    });
    let total = move || {
        let count = answer.with(|answer| answer.as_ref().map_or(0, |answer| answer.total.statements));
        counted(count, "statement", "statements")
    };
    let open = move |_| {
        browser::show_dialog(FILTERS_ID, true);
        // The reader sees it open before what is in it.
        browser::drawn(move || {
            let _ = is_open.try_set(true);
        });
    };
    let done = move |_| {
        browser::show_dialog(FILTERS_ID, false);
        browser::scroll_to_top();
        browser::focus("scope");
    };
    view! {
        <div class="browse__toggle">
            <button id=BUTTON_ID type="button" class="button" aria-haspopup="dialog" on:click=open>
                <Icon name=IconName::Filter />{name}
            </button>
        </div>
        <dialog id=FILTERS_ID class="sheet-dialog" aria-labelledby="filters-name" on:close=move |_| is_open.set(false)>
            <div class="sheet-dialog__head">
                <h2 id="filters-name" class="sheet-dialog__name">"Filters"</h2>
                <span class="sheet-dialog__count" aria-live="polite">{text(total)}</span>
                <button type="button" class="icon-button" aria-label="Close" title="Close"
                    on:click=move |_| browser::show_dialog(FILTERS_ID, false)>
                    <Icon name=IconName::Close />
                </button>
            </div>
            <div class="sheet-dialog__body">{when(move || is_open.get(), all)}</div>
            <div class="sheet-dialog__foot">
                <button type="button" class="button button--strong" on:click=done>
                    {text(move || format!("Show {}", total()))}
                </button>
            </div>
        </dialog>
    }
    .into_any()
}
