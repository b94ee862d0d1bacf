//! Who gave an account of what, as a table in which nothing stands where there is none: by publisher and side of one
//! event, by publisher of all events.

use crate::messages::{counted, joined, publisher};
use crate::routes::{BrowseState, MAX_CHOSEN, Route};
use crate::state::Library;
use demarche_corpus::{Event, Statement, order};
use demarche_search::{Field, FilterSet};
use leptos::prelude::*;

/// What stands in place of a name that the corpus does not give; after all names.
const UNSTATED: &str = "not stated";

/// One row: its name, the address of what it is about, and the accounts in each column.
struct Row {
    name: String,
    href: String,
    cells: Vec<Vec<Statement>>,
}

/// The publishers of an event's accounts by the sides whose account it is; a side that took part and has none stands
/// there too.
pub fn of_event(library: Library, event: &Event, accounts: &[Statement]) -> AnyView {
    let mut columns: Vec<String> = event.participants.iter().filter_map(|id| side_of(library, id)).collect();
    // As with names: what is not stated comes last.
    let mut accounts: Vec<&Statement> = accounts.iter().collect();
    order::sort_by_key(&mut accounts, |account| by(library, account) == UNSTATED);
    let sides = |account: &Statement| match account.sides.as_slice() {
        [] => vec![UNSTATED.to_owned()],
        ids => ids.iter().filter_map(|id| side_of(library, id)).collect(),
    };
    columns.extend(accounts.iter().flat_map(|account| sides(account)));
    let mut rows: Vec<Row> = Vec::new();
    each_once(&mut columns);
    for account in accounts {
        let name = by(library, account);
        let at = rows.iter().position(|row| row.name == name).unwrap_or_else(|| {
            rows.push(Row { name, href: String::new(), cells: vec![Vec::new(); columns.len()] });
            rows.len() - 1
        });
        let sides = sides(account);
        for (column, cell) in columns.iter().zip(&mut rows[at].cells) {
            if sides.contains(column) {
                cell.push(account.clone());
            }
        }
    }
    let more = move |some: &[Statement], side: &str| listed(library, some, Some(side));
    table("Whose account, and who published it", "Publisher", &columns, rows, &more)
}

/// All events by the publishers that have an account of any.
pub fn of_all(library: Library, events: &[Event]) -> AnyView {
    let accounts: Vec<Vec<Statement>> = events.iter().map(|event| library.accounts(&event.id)).collect();
    let mut columns: Vec<String> = accounts.iter().flatten().map(|account| by(library, account)).collect();
    order::sort(&mut columns);
    each_once(&mut columns);
    let row = |(event, accounts): (&Event, Vec<Statement>)| {
        let mut cells = vec![Vec::new(); columns.len()];
        for account in accounts {
            let name = by(library, &account);
            if let Some(cell) = columns.iter().zip(&mut cells).find(|(column, _)| **column == name) {
                cell.1.push(account);
            }
        }
        Row { name: event.title.clone(), href: Route::Event(event.id.clone()).href(), cells }
    };
    let rows = events.iter().zip(accounts).map(row).collect();
    let more = move |some: &[Statement], _: &str| listed(library, some, None);
    table("Accounts of each event by publisher", "Event", &columns, rows, &more)
}

fn by(library: Library, account: &Statement) -> String {
    let name = library.with_info(|info| publisher(info, account));
    if name.is_empty() { UNSTATED.to_owned() } else { name }
}

/// The name of a side, or of the side that a speaker speaks for.
fn side_of(library: Library, id: &str) -> Option<String> {
    library.with_info(|info| {
        let speaker = info.speakers.iter().find(|speaker| speaker.id == id);
        let id = speaker.map_or(Some(id), |speaker| speaker.side.as_deref())?;
        info.sides.iter().find(|side| side.id == id).map(|side| side.name.clone())
    })
}

/// Leaves the first of equal names, and what is not stated at the end.
fn each_once(names: &mut Vec<String>) {
    let all = std::mem::take(names);
    let (named, unstated): (Vec<String>, Vec<String>) = all.into_iter().partition(|name| name != UNSTATED);
    named.into_iter().chain(unstated).for_each(|name| {
        if !names.contains(&name) {
            names.push(name);
        }
    });
}

/// Where a cell leads that counts more accounts than can be compared at once, by its accounts and its column.
type More<'a> = &'a dyn Fn(&[Statement], &str) -> Route;

/// The list of exactly the accounts that a cell counts. `side`: the name of the side whose they are, where the columns
/// are sides.
fn listed(library: Library, some: &[Statement], side: Option<&str>) -> Route {
    let mut state = BrowseState::default();
    let filters = &mut state.request.filters;
    let event = some.first().and_then(|one| one.event.clone()).unwrap_or_default();
    let all = library.accounts(&event);
    narrow(filters, Field::Event, vec![event], Vec::new());
    let publishers =
        |of: &[Statement]| of.iter().filter_map(|one| one.publisher.clone()).collect::<Vec<String>>();
    narrow(filters, Field::Publisher, publishers(some), publishers(&all));
    if let Some(side) = side {
        let sides = |of: &[Statement]| of.iter().flat_map(|one| one.sides.clone()).collect::<Vec<String>>();
        let is_meant = |id: &String| side_of(library, id).as_deref() == Some(side);
        narrow(filters, Field::Side, sides(some).into_iter().filter(is_meant).collect(), sides(&all));
    }
    Route::Browse(state)
}

/// Leaves what has one of `wanted` in a field. Where there is none, the field is not stated: what has any of `all`
/// goes.
fn narrow(filters: &mut FilterSet, field: Field, wanted: Vec<String>, all: Vec<String>) {
    let is_stated = !wanted.is_empty();
    for id in if is_stated { wanted } else { all } {
        let choice = filters.choices.of_mut(field);
        if is_stated {
            choice.include.insert(id)
        } else {
            choice.exclude.insert(id)
        };
    }
}

fn table(
    caption: &'static str,
    corner: &'static str,
    columns: &[String],
    rows: Vec<Row>,
    more: More<'_>,
) -> AnyView {
    let heads = columns.iter().map(|name| view! { <th scope="col">{name.clone()}</th> }).collect_view();
    let rows = rows.into_iter().map(|row| {
        let name = match row.href.as_str() {
            "" => row.name.clone().into_any(),
            href => view! { <a href=href.to_owned()>{row.name.clone()}</a> }.into_any(),
        };
        let cells =
            columns.iter().zip(row.cells).map(|(column, accounts)| cell(&row.name, column, &accounts, more));
        view! { <tr><th scope="row">{name}</th>{cells.collect_view()}</tr> }
    });
    view! {
        <div class="matrix" role="region" aria-label=caption tabindex="0">
            <table class="table">
                <caption>{caption}</caption>
                <thead><tr><th scope="col">{corner}</th>{heads}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The accounts of one cell: one is a link to it, several to their comparison, more than that takes to their list.
fn cell(row: &str, column: &str, accounts: &[Statement], more: More<'_>) -> AnyView {
    let kind = |account: &Statement| account.kind.map_or("account", demarche_corpus::Kind::label);
    let (words, name, href) = match accounts {
        [] => return view! { <td class="matrix__none">"none"</td> }.into_any(),
        [one] => (kind(one).to_owned(), format!("Read: {}", one.title), Route::read(&one.id, "").href()),
        some => {
            let ids: Vec<String> = some.iter().map(|one| one.id.clone()).collect();
            let (name, route) = if ids.len() > MAX_CHOSEN {
                ("List them all".to_owned(), more(some, column))
            } else {
                let titles = joined(some.iter().map(|one| one.title.clone()));
                (format!("Compare {titles}"), Route::compare_all(&ids))
            };
            (counted(ids.len(), "account", "accounts"), name, route.href())
        }
    };
    let label = format!("{words} ({column}, {row}). {name}");
    view! { <td><a href=href title=name aria-label=label>{words}</a></td> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_narrowed_to_what_is_stated_or_to_what_is_not() {
        let check = |wanted: &[&str], all: &[&str], expected: &str| {
            let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
            let mut state = BrowseState::default();
            narrow(&mut state.request.filters, Field::Publisher, ids(wanted), ids(all));
            assert_eq!(Route::Browse(state).href(), expected);
        };
        check(&["one", "one"], &["one", "two"], "#/?publisher=one");
        check(&["two", "one"], &["one", "two"], "#/?publisher=one&publisher=two");
        check(&[], &["one", "two", "one"], "#/?publisher=-one&publisher=-two");
        check(&[], &[], "#/");
    }
}
