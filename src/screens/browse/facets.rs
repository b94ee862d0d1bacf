//! The facets: one group a field, every value with the count of statements it has under all other filters.

use super::Evaluated;
use crate::browser::History;
use crate::components::{Icon, IconName, dynamic, text, when};
use crate::messages::number;
use crate::routes::{BrowseState, Route};
use crate::state::{use_library, use_navigation};
use demarche_search::{Choice, FacetCount, FacetCounts, Field};
use leptos::prelude::*;

/// How many values a facet shows before "show all". The list scrolls; more rows would make every keystroke slower.
const SHOWN_AT_FIRST: usize = 60;

/// All facets that have a value.
#[component]
pub fn Facets(
    /// The state of the screen.
    state: Memo<BrowseState>,
    /// The evaluated query.
    answer: Evaluated,
) -> impl IntoView {
    Field::ALL.into_iter().map(|field| view! { <Facet field state answer /> }).collect_view()
}

/// One facet. Order is by count and does not change when a value is chosen, so that focus stays where it is.
#[component]
fn Facet(field: Field, state: Memo<BrowseState>, answer: Evaluated) -> impl IntoView {
    let library = use_library();
    let all = RwSignal::new(false);
    let counts = Memo::new(move |_| {
        answer.with(|answer| {
            let counts = answer.as_ref()?.facets.get(field as usize)?;
            Some(library.with_catalog(|catalog| catalog.listed(field, counts)))
        })
    });
    let rows = move || {
        let Some(counts) = counts.get() else { return ().into_any() };
        let choice =
            state.with(|state| state.request.filters.choices.get(&field).cloned().unwrap_or_default());
        let largest = counts.values.iter().map(|value| value.count).max().unwrap_or(0);
        shown(&counts, &choice, all.get())
            .map(|value| view! { <Value field value=value.clone() choice=choice.clone() largest /> })
            .collect_view()
            .into_any()
    };
    let len = move || counts.with(|counts| counts.as_ref().map_or(0, |counts| counts.values.len()));
    let more = move || {
        view! {
            <button type="button" class="facet__more" aria-expanded=text(move || all.get().to_string())
                on:click=move |_| all.update(|all| *all = !*all)>
                {text(move || if all.get() { "Show fewer".to_owned() } else { format!("Show all {}", len()) })}
                <span class="visually-hidden">" values of "{field.label()}</span>
            </button>
        }
        .into_any()
    };
    view! {
        <fieldset class="facet">
            <legend class="facet__name">{field.label()}</legend>
            <ul class="facet__values">{dynamic(rows)}</ul>
            {when(move || counts.with(|counts| counts.as_ref().is_some_and(|counts| counts.values.is_empty())), || view! { <p class="facet__none">"No statement says"</p> }.into_any())}
            {when(move || len() > SHOWN_AT_FIRST, more)}
        </fieldset>
    }
}

/// The first values, and every chosen one wherever it stands.
fn shown<'a>(counts: &'a FacetCounts, choice: &'a Choice, all: bool) -> impl Iterator<Item = &'a FacetCount> {
    counts.values.iter().enumerate().filter_map(move |(at, value)| {
        let chosen = choice.include.contains(&value.id) || choice.exclude.contains(&value.id);
        (all || chosen || at < SHOWN_AT_FIRST).then_some(value)
    })
}

/// One value: a checkbox with its count and bar, and a button that leaves its statements out.
#[component]
fn Value(field: Field, value: FacetCount, choice: Choice, largest: usize) -> impl IntoView {
    let navigation = use_navigation();
    let included = choice.include.contains(&value.id);
    let excluded = choice.exclude.contains(&value.id);
    let toggle = {
        let id = value.id.clone();
        move |exclude: bool| {
            let state = navigation.browse_untracked().toggle(field, &id, exclude);
            navigation.visit(Route::Browse(state), History::Push);
        }
    };
    let exclude = toggle.clone();
    let share = (value.count * 100).checked_div(largest).unwrap_or(0);
    let name = if excluded {
        format!("Stop leaving out {}", value.label)
    } else {
        format!("Leave out {}", value.label)
    };
    view! {
        <li class="facet__row" class:facet__row--excluded=excluded class:facet__row--none=value.count == 0>
            <label class="facet__value">
                <input type="checkbox" data-count=value.count.to_string() data-value=value.id.clone()
                    prop:checked=included on:change=move |_| toggle(false) />
                <span class="facet__label">{value.label.clone()}</span>
                <span class="facet__count">{number(value.count)}</span>
                <span class="facet__bar" style:--share=format!("{}.{:02}", share / 100, share % 100) aria-hidden="true"></span>
            </label>
            <button type="button" class="icon-button facet__exclude" aria-label=name.clone() title=name on:click=move |_| exclude(true)>
                <Icon name=IconName::Exclude />
            </button>
        </li>
    }
}
