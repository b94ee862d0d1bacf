//! One value of a facet: a checkbox with its count and bar, and a button that leaves its statements out.

use super::undo::Undo;
use crate::browser::History;
use crate::components::{Icon, IconName};
use crate::messages::number;
use crate::routes::Route;
use crate::state::{use_library, use_navigation};
use demarche_search::{Choice, FacetCount, Field};
use leptos::prelude::*;

/// One value. `bars`: the count of the longest bar, where there are bars. The button is no stop of the keyboard's:
/// a key at the checkbox does the same, and halves the way through the filters.
pub fn value(
    field: Field,
    value: FacetCount,
    choice: &Choice,
    bars: Option<usize>,
    touched: RwSignal<Vec<String>>,
    undo: Undo,
) -> AnyView {
    let navigation = use_navigation();
    let lang = use_library().lang_of(field);
    let included = choice.include.contains(&value.id);
    let excluded = choice.exclude.contains(&value.id);
    let FacetCount { id, label, count } = value;
    let shown_id = id.clone();
    let name = if excluded { format!("Stop leaving out {label}") } else { format!("Leave out {label}") };
    let title = format!("{name} (key: -)");
    let share = bars.and_then(|most| (count * 100).checked_div(most)).unwrap_or(0);
    let words = format!("“{}: {label}” left out", field.label());
    let change = Callback::new(move |exclude: bool| {
        touched.update(|touched| touched.push(id.clone()));
        let next = navigation.browse_untracked().toggle(field, &id, exclude);
        match exclude && !excluded {
            true => undo.visit(words.clone(), next),
            false => navigation.visit(Route::Browse(next), History::Push),
        }
    });
    let pressed = move |event: leptos::ev::KeyboardEvent| {
        if matches!(event.key().as_str(), "-" | "Delete") {
            event.prevent_default();
            change.run(true);
        }
    };
    view! {
        <li class="facet__row" class:facet__row--excluded=excluded class:facet__row--none=count == 0>
            <label class="facet__value">
                <input type="checkbox" data-count=count.to_string() data-value=shown_id aria-keyshortcuts="-"
                    prop:checked=included on:change=move |_| change.run(false) on:keydown=pressed />
                <span class="facet__label" lang=lang>{label}</span>
                <span class="facet__count">{number(count)}</span>
                <span class="facet__bar" style:--share=format!("{}.{:02}", share / 100, share % 100) aria-hidden="true"></span>
            </label>
            <button type="button" class="icon-button facet__exclude" tabindex="-1" aria-label=name title=title
                on:click=move |_| change.run(true)>
                <Icon name=IconName::Exclude />
            </button>
        </li>
    }
    .into_any()
}
