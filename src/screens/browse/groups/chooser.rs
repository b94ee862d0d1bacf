//! The choice of the two groups.

use super::super::Evaluated;
use super::super::query_notes::not_understood;
use super::sides::{chosen_values, values};
use crate::browser::History;
use crate::components::{dynamic, select, text};
use crate::messages::number;
use crate::routes::{BrowseState, GroupBy, GroupsState, Route};
use crate::state::{Library, Navigation, use_library, use_navigation};
use demarche_search::{FacetCount, Field, diagnose};
use leptos::prelude::*;

/// So many values are offered: a list of thousands cannot be chosen from, the filters can.
const VALUES_OFFERED: usize = 200;

/// The id of what is told of queries that are not understood.
const FAULTS: &str = "groups-faults";

/// What parts the groups, and what they are.
pub(super) fn chooser(state: Memo<BrowseState>, answer: Evaluated) -> AnyView {
    let library = use_library();
    let navigation = use_navigation();
    let groups = Memo::new(move |_| state.with(|state| state.groups.clone()));
    let form = move || {
        let now = groups.get();
        let names = [GroupBy::Date, GroupBy::Queries].map(|by| (by, by_name(by)));
        let fields = Field::ALL.map(|field| (GroupBy::Field(field), field.label()));
        let options = fields.into_iter().chain(names);
        let by = select(
            "Compare by",
            "groups-by",
            options.map(|(by, name)| (GroupsState::by_id(by).to_owned(), name.to_owned())).collect(),
            GroupsState::by_id(now.by),
            move |id| {
                let by = GroupsState::by_from_id(&id).unwrap_or(GroupsState::default().by);
                go(navigation, GroupsState { by, ..GroupsState::default() });
            },
        );
        let parts = match now.by {
            GroupBy::Field(field) => dynamic(move || selects(library, navigation, state, answer, field)),
            GroupBy::Date => field(navigation, "Date", "groups-a", "YYYY-MM-DD", now.clone(), false),
            GroupBy::Queries => view! {
                {field(navigation, "Group A", "groups-a", "speaker:lavrov", now.clone(), false)}
                {field(navigation, "Group B", "groups-b", "speaker:rubio", now.clone(), true)}
            }
            .into_any(),
        };
        view! { {by}{parts} }.into_any()
    };
    let faults = move || {
        let now = groups.get();
        let both = [("Group A: ", &now.a), ("Group B: ", &now.b)];
        let is_read = now.by == GroupBy::Queries;
        let told = both.into_iter().filter(|_| is_read).flat_map(|(whose, text)| {
            let found = library.with_catalog(|catalog| diagnose(catalog, text));
            found.into_iter().map(move |one| not_understood(whose, text, one))
        });
        told.collect::<Vec<_>>().into_any()
    };
    view! {
        <div class="groups__controls">{dynamic(form)}</div>
        <div id=FAULTS class="notes" aria-live="polite">{dynamic(faults)}</div>
    }
    .into_any()
}

fn by_name(by: GroupBy) -> &'static str {
    match by {
        GroupBy::Field(field) => field.label(),
        GroupBy::Date => "Before and after a date",
        GroupBy::Queries => "Two queries",
    }
}

fn go(navigation: Navigation, groups: GroupsState) {
    let before = navigation.browse_untracked();
    let groups = GroupsState { has_function_words: before.groups.has_function_words, ..groups };
    let next = BrowseState { groups, ..before };
    navigation.visit(Route::Browse(next), History::Push);
}

/// Two values of a field.
fn selects(
    library: Library,
    navigation: Navigation,
    state: Memo<BrowseState>,
    answer: Evaluated,
    field: Field,
) -> AnyView {
    let state = state.get();
    let found = answer.with(|answer| {
        answer.as_ref().map(|page| library.with_catalog(|catalog| values(&state, page, catalog, field)))
    });
    let Some(found) = found else { return ().into_any() };
    let [a, b] = chosen_values(&state, &found);
    let option =
        |value: &FacetCount| (value.id.clone(), format!("{} ({})", value.label, number(value.count)));
    let options = |chosen: &str| {
        let mut options: Vec<(String, String)> = found
            .iter()
            .enumerate()
            .filter(|(at, value)| *at < VALUES_OFFERED || value.id == chosen)
            .map(|(_, value)| option(value))
            .collect();
        if !options.iter().any(|(id, _)| id == chosen) {
            options.push((chosen.to_owned(), format!("{chosen} (0)")));
        }
        options
    };
    let by = state.groups.by;
    let (other_a, other_b) = (a.clone(), b.clone());
    let swapped = BrowseState {
        groups: GroupsState { by, a: b.clone(), b: a.clone(), ..state.groups.clone() },
        ..state.clone()
    };
    view! {
        <div class="groups__pair">
            {select("Group A", "groups-a", options(&a), &a, move |a| go(navigation, GroupsState { by, a, b: other_b.clone(), ..GroupsState::default() }))}
            {select("Group B", "groups-b", options(&b), &b, move |b| go(navigation, GroupsState { by, a: other_a.clone(), b, ..GroupsState::default() }))}
        </div>
        <a class="button" href=Route::Browse(swapped).href()>"Swap groups"</a>
    }
    .into_any()
}

/// A field for a date or a query.
fn field(
    navigation: Navigation,
    label: &'static str,
    id: &'static str,
    example: &'static str,
    now: GroupsState,
    is_b: bool,
) -> AnyView {
    let value = if is_b { now.b.clone() } else { now.a.clone() };
    let value = text(move || value.clone());
    let changed = move |typed: String| {
        let mut next = navigation.browse_untracked().groups;
        *(if is_b { &mut next.b } else { &mut next.a }) = typed.trim().to_owned();
        next.by = now.by;
        go(navigation, next);
    };
    view! {
        <div class="select">
            <label for=id>{label}</label>
            <input id=id type="text" autocomplete="off" spellcheck="false" placeholder=example prop:value=value
                aria-describedby=FAULTS
                on:change:target=move |event| changed(event.target().value()) />
        </div>
    }
    .into_any()
}
