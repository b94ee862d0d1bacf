//! The facets: one group a field, every value with the count of statements it has under all other filters.
//!
//! Lives here: the groups and how they open. Does not live here: which values are shown (`picked`), one value (`value`).

use super::Evaluated;
use super::facet_value::value;
use super::picked::{FIND_ABOVE, Picked, picked};
use super::undo::Undo;
use crate::components::{draw_on, dynamic, flag, text, when};
use crate::messages::{counted, number};
use crate::routes::BrowseState;
use crate::state::use_library;
use demarche_search::{FacetCount, Field};
use leptos::prelude::*;

/// All facets that have a value; those without are named in one line. `at_once`, or one after the other. None of them before
/// there is anything to count: they would move when the values come.
pub fn facets(state: Memo<BrowseState>, answer: Evaluated, undo: Undo, at_once: bool) -> AnyView {
    let is_counted =
        Memo::new(move |before: Option<&bool>| before == Some(&true) || answer.with(Option::is_some));
    when(move || is_counted.get(), move || counted_facets(state, answer, undo, at_once))
}

fn counted_facets(state: Memo<BrowseState>, answer: Evaluated, undo: Undo, at_once: bool) -> AnyView {
    let library = use_library();
    let is_stated = |field: &Field| library.with_catalog(|catalog| !catalog.values(*field).is_empty());
    let (stated, unstated): (Vec<Field>, Vec<Field>) = Field::ALL.into_iter().partition(is_stated);
    let drawn = RwSignal::new(if at_once { stated.len() } else { 0 });
    draw_on(drawn, stated.len());
    let part = |(at, field): (usize, Field)| {
        when(move || drawn.get() > at, move || facet(field, state, answer, undo))
    };
    let stated: Vec<AnyView> = stated.into_iter().enumerate().map(part).collect();
    let names: Vec<AnyView> = unstated
        .iter()
        .map(|field| {
            view! { <fieldset class="unstated__facet"><legend>{field.label()}</legend></fieldset> }.into_any()
        })
        .collect();
    let unstated = (!names.is_empty()).then(|| {
        view! { <div class="unstated"><p>"No statement of this corpus says:"</p>{names}</div> }.into_any()
    });
    view! { {stated}{unstated} }.into_any()
}

/// One facet. Order is by count and does not change when a value is chosen, so that focus stays where it is.
fn facet(field: Field, state: Memo<BrowseState>, answer: Evaluated, undo: Undo) -> AnyView {
    let library = use_library();
    let is_open = RwSignal::new(false);
    let sought = RwSignal::new(String::new());
    // A value once chosen stays, whatever its count: the focus is on it.
    let touched: RwSignal<Vec<String>> = RwSignal::default();
    let values: Memo<Vec<FacetCount>> = Memo::new(move |_| {
        answer.with(|answer| {
            let counts = answer.as_ref().and_then(|answer| answer.facets.get(field as usize));
            counts.map_or_else(Vec::new, |counts| {
                library.with_catalog(|catalog| catalog.listed(field, counts).values)
            })
        })
    });
    // What does not concern this facet draws none of it anew.
    let choice = Memo::new(move |_| {
        state.with(|state| state.request.filters.choices.get(&field).cloned().unwrap_or_default())
    });
    // The rows' counts are in it: what reads it and then `values`, of which it is made, would miss a change of the counts
    // alone.
    let shown: Memo<(Vec<FacetCount>, Picked)> = Memo::new(move |_| {
        let choice = choice.get();
        let is_kept = |id: &String| {
            choice.include.contains(id)
                || choice.exclude.contains(id)
                || touched.with(|touched| touched.contains(id))
        };
        values.with(|values| {
            let picked = picked(values, &is_kept, is_open.get(), &sought.get());
            let counts = picked.rows.iter().filter_map(|at| values.get(*at).cloned()).collect();
            (counts, picked)
        })
    });
    let rows = move || {
        let choice = choice.get();
        let (counts, Picked { bars, .. }) = shown.get();
        let row = |one: FacetCount| value(field, one, &choice, bars, touched, undo);
        counts.into_iter().map(row).collect::<Vec<AnyView>>().into_any()
    };
    let label = field.label();
    let find = move || {
        let article = if field == Field::Event { "an" } else { "a" };
        let name = format!("Find {article} {}", label.to_lowercase());
        view! {
            <input type="text" class="facet__find" autocomplete="off" spellcheck="false" aria-label=name.clone()
                placeholder=name on:input:target=move |event| sought.set(event.target().value()) />
        }
        .into_any()
    };
    let rest = move || match shown.with(|(_, shown)| shown.beyond) {
        0 => ().into_any(),
        beyond => {
            let others = counted(beyond, "further value", "further values");
            view! { <p class="facet__none">{format!("{others}: type a part of a name above")}</p> }.into_any()
        }
    };
    let more = move || {
        let press = move |_| {
            sought.set(String::new());
            is_open.update(|is_open| *is_open = !*is_open);
        };
        let words = text(move || {
            let (hidden, noughts) = shown.with(|(_, shown)| (shown.hidden, shown.noughts));
            match (is_open.get(), hidden) {
                (true, _) => "Show fewer".to_owned(),
                (false, 0) => format!("{} without a match", number(noughts)),
                (false, hidden) => format!("Show {} more", number(hidden + noughts)),
            }
        });
        let is_none = flag(move || !is_open.get() && shown.with(|(_, shown)| shown.hidden == 0));
        view! {
            <button type="button" class="facet__more" class:facet__more--none=is_none aria-expanded=text(move || is_open.get().to_string()) on:click=press>
                {words}<span class="visually-hidden">{format!(", {label}")}</span>
            </button>
        }
        .into_any()
    };
    let has_more = move || is_open.get() || shown.with(|(_, shown)| shown.hidden > 0 || shown.noughts > 0);
    view! {
        <fieldset class="facet">
            <legend class="facet__name">{label}</legend>
            {when(move || is_open.get() && values.with(Vec::len) > FIND_ABOVE, find)}
            <ul>{dynamic(rows)}</ul>
            {dynamic(rest)}
            {when(has_more, more)}
        </fieldset>
    }
    .into_any()
}
