//! Sides that name more than one text: an event, a speaker, a search. Which address shows what is meant. No nodes here.

use crate::routes::{BrowseState, CompareState, GroupBy, GroupsState, MAX_CHOSEN, Route, View};
use crate::screens::event_accounts::compared_first;
use crate::state::Library;
use demarche_search::Field;

/// How such sides begin.
const EVENT: &str = "event:";
const SPEAKER: &str = "speaker:";
const QUERY: &str = "q:";

/// The address that shows what is meant; nothing where every side is a text, or one names what this corpus has not.
pub fn meant(library: Library, state: &CompareState) -> Option<Route> {
    let is_speaker = |id: &str| library.with_catalog(|catalog| catalog.value(Field::Speaker, id).is_some());
    groups(&state.ids, &is_speaker).or_else(|| accounts(state, &|event| compared_first(library, event)))
}

/// Two speakers or searches are two groups of statements.
fn groups(ids: &[String; MAX_CHOSEN], is_speaker: &dyn Fn(&str) -> bool) -> Option<Route> {
    let [a, b, others @ ..] = ids;
    if others.iter().any(|id| !id.is_empty()) {
        return None;
    }
    let speaker = |id: &str| id.strip_prefix(SPEAKER).filter(|id| is_speaker(id)).map(str::to_owned);
    let query = |id: &str| match id.strip_prefix(QUERY) {
        Some(words) => Some(words.to_owned()).filter(|words| !words.trim().is_empty()),
        // A query finds a speaker by the same words.
        None => speaker(id).map(|_| id.to_owned()),
    };
    let groups = match (speaker(a), speaker(b)) {
        (Some(a), Some(b)) => {
            GroupsState { by: GroupBy::Field(Field::Speaker), a, b, ..GroupsState::default() }
        }
        _ => GroupsState { by: GroupBy::Queries, a: query(a)?, b: query(b)?, ..GroupsState::default() },
    };
    Some(Route::Browse(BrowseState { view: View::Groups, groups, ..BrowseState::default() }))
}

/// An event is its accounts: alone those two that are compared first, beside others the first that is not among them.
fn accounts(state: &CompareState, of: &dyn Fn(&str) -> Vec<String>) -> Option<Route> {
    let mut ids = state.ids.clone();
    let is_alone = ids.iter().filter(|id| !id.is_empty()).count() == 1;
    for at in 0..MAX_CHOSEN {
        let Some(event) = state.ids[at].strip_prefix(EVENT) else { continue };
        let mut accounts = of(event).into_iter().filter(|id| !state.ids.contains(id));
        let free = accounts.find(|id| !ids.contains(id))?;
        ids[at] = free;
        if is_alone {
            let second = accounts.next().unwrap_or_default();
            ids = [std::mem::take(&mut ids[at]), second, String::new(), String::new()];
        }
    }
    (ids != state.ids).then(|| Route::Compare(CompareState { ids, ..state.clone() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(hash: &str, expected: Option<&str>) {
        let Route::Compare(state) = Route::parse(hash) else { panic!("a comparison") };
        let of = |event: &str| match event {
            "talks" => ["us", "ru", "press"].map(str::to_owned).to_vec(),
            "call" => vec!["us".to_owned()],
            _ => Vec::new(),
        };
        let found = groups(&state.ids, &|id| id == "moor" || id == "dunn");
        let found = found.or_else(|| accounts(&state, &of));
        assert_eq!(found.map(|route| route.href()).as_deref(), expected, "{hash}");
    }

    #[test]
    fn an_event_is_its_accounts() {
        check("#/compare?a=event:talks&min=40", Some("#/compare?a=us&b=ru&min=40"));
        check("#/compare?b=event:talks", Some("#/compare?a=us&b=ru"));
        check("#/compare?a=event:talks&b=event:talks", Some("#/compare?a=us&b=ru"));
        check("#/compare?a=event:talks&b=other", Some("#/compare?a=us&b=other"));
        check("#/compare?a=us&b=event:talks&c=own:1", Some("#/compare?a=us&b=ru&c=own%3A1"));
        check("#/compare?a=event:call", Some("#/compare?a=us"));
        check("#/compare?a=event:call&b=event:talks", Some("#/compare?a=us&b=ru"));
    }

    #[test]
    fn speakers_and_searches_are_groups_of_statements() {
        check("#/compare?a=speaker:moor&b=speaker:dunn", Some("#/?view=groups&g=speaker&ga=moor&gb=dunn"));
        check("#/compare?a=q:oil+price&b=q:gas", Some("#/?view=groups&ga=oil+price&gb=gas"));
        check("#/compare?a=speaker:moor&b=q:gas", Some("#/?view=groups&ga=speaker%3Amoor&gb=gas"));
    }

    #[test]
    fn what_cannot_be_resolved_stays() {
        for sides in [
            "a=us&b=ru",
            "a=event:none",
            "a=event:call&b=event:call",
            "a=event:call&b=us",
            "a=speaker:moor",
            "a=speaker:moor&b=speaker:none",
            "a=speaker:moor&b=us",
            "a=q:oil&b=q:+",
            "a=q:oil&b=q:gas&c=q:coal",
            "a=own:1&b=x:y",
            "",
        ] {
            check(&format!("#/compare?{sides}"), None);
        }
    }
}
