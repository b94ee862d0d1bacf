//! What stands above the lines: order, groups, width of the context, and the word in the middle where it is another
//! than the one searched for.

use super::Lines;
use crate::browser::History;
use crate::components::{dynamic, select};
use crate::messages::number;
use crate::routes::{BrowseState, LinesState, Route};
use crate::state::use_navigation;
use demarche_search::concordance::LineCount;
use demarche_search::{LineGroup, LineSort};
use leptos::prelude::*;

/// The widths of context on offer, in words.
const WIDTHS: [u8; 6] = [3, 5, 8, 12, 20, 40];

/// So many groups are shown before "all groups".
const GROUPS_SHOWN: usize = 24;

/// How an order is called.
fn sort_name(sort: LineSort) -> &'static str {
    match sort {
        LineSort::Newest => "Newest first",
        LineSort::Oldest => "Oldest first",
        LineSort::Speaker => "Speaker",
        LineSort::Match => "Words found",
        LineSort::Before(0 | 1) => "1st word before",
        LineSort::Before(2) => "2nd word before",
        LineSort::Before(_) => "3rd word before",
        LineSort::After(0 | 1) => "1st word after",
        LineSort::After(2) => "2nd word after",
        LineSort::After(_) => "3rd word after",
    }
}

/// How a grouping is called.
fn group_name(group: LineGroup) -> &'static str {
    match group {
        LineGroup::Speaker => "Speaker",
        LineGroup::Side => "Side",
        LineGroup::Year => "Year",
        LineGroup::Kind => "Kind",
    }
}

/// All controls.
pub(super) fn controls(lines: Lines, state: Memo<BrowseState>) -> AnyView {
    let shown = Memo::new(move |_| state.with(|state| state.lines.clone()));
    let groups = Memo::new(move |_| {
        lines.loaded.with(|loaded| loaded.as_ref().map(|loaded| loaded.groups.clone())).unwrap_or_default()
    });
    let all = RwSignal::new(false);
    view! {
        <div class="lines__controls">{dynamic(move || selects(&shown.get()))}</div>
        {dynamic(move || word(&state.get()))}
        {dynamic(move || groups.with(|groups| chooser(groups, &state.get(), all)))}
    }
    .into_any()
}

fn selects(shown: &LinesState) -> AnyView {
    let navigation = use_navigation();
    let change = move |change: fn(&mut LinesState, &str)| {
        move |value: String| {
            let mut next = navigation.browse_untracked();
            change(&mut next.lines, &value);
            navigation.visit(Route::Browse(next), History::Push);
        }
    };
    let sorts = LineSort::ALL.map(|sort| (sort.id().to_owned(), sort_name(sort).to_owned()));
    let groups = LineGroup::ALL.map(|group| (group.id().to_owned(), group_name(group).to_owned()));
    let none = (String::new(), "None".to_owned());
    let mut widths = WIDTHS.to_vec();
    // An address may ask for another.
    if let Err(at) = widths.binary_search(&shown.width) {
        widths.insert(at, shown.width);
    }
    let widths = widths.into_iter().map(|width| (width.to_string(), format!("{width} words"))).collect();
    let order = select(
        "Order",
        "lines-order",
        sorts.into(),
        shown.sort.id(),
        change(|lines, id| lines.sort = LineSort::from_id(id).unwrap_or_default()),
    );
    let group = select(
        "Groups",
        "lines-group",
        [none].into_iter().chain(groups).collect(),
        shown.group.map_or("", LineGroup::id),
        change(|lines, id| (lines.group, lines.only) = (LineGroup::from_id(id), None)),
    );
    let width = select(
        "Context",
        "lines-width",
        widths,
        &shown.width.to_string(),
        change(|lines, width| lines.width = width.parse().unwrap_or(lines.width)),
    );
    view! { {order}{group}{width} }.into_any()
}

/// Says that the lines show another word than the one searched for.
fn word(state: &BrowseState) -> AnyView {
    if state.lines.word.is_empty() {
        return ().into_any();
    }
    let mut without = state.clone();
    without.lines.word.clear();
    view! {
        <p class="lines__word">
            "Lines of "<mark>{state.lines.word.trim_start_matches('=').to_owned()}</mark>" inside the statements found. "
            <a href=Route::Browse(without).href()>"Show the lines of the search"</a>
        </p>
    }
    .into_any()
}

/// The groups with their counts, each a link that shows its lines alone.
fn chooser(groups: &[LineCount], state: &BrowseState, all: RwSignal<bool>) -> AnyView {
    if groups.is_empty() || state.lines.group.is_none() {
        return ().into_any();
    }
    let link = |id: Option<&String>, label: &str, count: u32| {
        let mut next = state.clone();
        next.lines.only = id.cloned();
        let is_here = (next.lines.only == state.lines.only).then_some("true");
        view! {
            <li>
                <a class="chip" href=Route::Browse(next).href() aria-current=is_here>
                    {label.to_owned()}" "<span class="chip__count">{number(count as usize)}</span>
                </a>
            </li>
        }
    };
    let total = groups.iter().map(|group| group.count).sum();
    let is_shown = |at: usize, group: &LineCount| {
        all.get() || at < GROUPS_SHOWN || state.lines.only.as_ref() == Some(&group.id)
    };
    let links = groups
        .iter()
        .enumerate()
        .filter(|(at, group)| is_shown(*at, group))
        .map(|(_, group)| link(Some(&group.id), &group.label, group.count))
        .collect_view();
    let more = (groups.len() > GROUPS_SHOWN).then(|| {
        let name = if all.get() { "Show fewer".to_owned() } else { format!("Show all {} groups", groups.len()) };
        view! { <li><button type="button" class="chip" on:click=move |_| all.update(|all| *all = !*all)>{name}</button></li> }
    });
    view! {
        <nav aria-label="Groups of lines">
            <ul class="chips lines__groups">{link(None, "All", total)}{links}{more}</ul>
        </nav>
    }
    .into_any()
}
