//! Choosing the text of one side: the likeliest statements, a search over all of them, and a text of the reader's own.
//!
//! Everything offered is a link to the comparison with that text in its place, so that a choice can be opened in
//! another tab and Back takes it back.

use super::choose_likely::{MOST_OFFERED, likely};
use super::paste::{OwnList, Paste};
use crate::browser;
use crate::components::{SIDE_LETTERS, dynamic, text};
use crate::messages::{byline, counted};
use crate::routes::{CompareState, Route};
use crate::state::{Lane, Library, use_library};
use demarche_corpus::Statement;
use demarche_search::{Page, Request};
use leptos::prelude::*;

/// Id of the search box in here.
pub const SEARCH_ID: &str = "choose-search";

/// What the ids of the links offered begin with.
const OFFER: &str = "choose-";

/// A statement on offer.
#[derive(Debug, Clone)]
struct Offer {
    statement: Statement,
    /// Why it is offered; empty where it was searched for.
    why: &'static str,
}

/// What is on offer, and in words what it is.
#[derive(Debug, Clone, Default)]
struct Offered {
    says: String,
    offers: Vec<Offer>,
}

/// A side of a comparison, to be filled or emptied.
#[derive(Debug, Clone)]
pub struct Place {
    /// The comparison as it is.
    pub state: CompareState,
    /// The side, counted from 0.
    pub at: usize,
}

impl Place {
    /// The letter of the side.
    pub fn letter(&self) -> &'static str {
        SIDE_LETTERS.get(self.at).copied().unwrap_or_default()
    }

    /// The comparison with this text on this side, all its rows shown.
    pub fn filled(&self, id: &str) -> Route {
        let mut ids = self.state.ids.to_vec();
        if let Some(place) = ids.get_mut(self.at) {
            id.clone_into(place);
        }
        Route::compare_all(&ids)
    }

    /// The comparison without this side; later ones move up.
    pub fn without(&self) -> Route {
        let mut ids = self.state.ids.to_vec();
        if self.at < ids.len() {
            ids.remove(self.at);
        }
        Route::compare_all(&ids)
    }
}

/// The ids of the texts chosen so far.
pub fn chosen(state: &CompareState) -> Vec<String> {
    state.ids.iter().filter(|id| !id.is_empty()).cloned().collect()
}

/// All ways to fill a place.
#[component]
pub fn Chooser(
    /// The place.
    place: Place,
    /// What else happens once a text is chosen.
    done: Callback<()>,
) -> impl IntoView {
    let library = use_library();
    let letter = place.letter();
    let offered: RwSignal<Offered> = RwSignal::default();
    let typed = RwSignal::new(String::new());
    let chosen = StoredValue::new(chosen(&place.state));
    let ask = move || {
        let words = typed.get_untracked();
        let first = chosen
            .with_value(|chosen| if words.trim().is_empty() { likeliest(library, chosen) } else { None });
        match first {
            Some(likeliest) => offered.set(likeliest),
            None => search(library, words, chosen, offered, typed),
        }
    };
    ask();
    let pressed = move |event: leptos::ev::KeyboardEvent| {
        if !event.is_composing() && step(&event.key(), offered.with_untracked(|offered| offered.offers.len()))
        {
            event.prevent_default();
        }
    };
    let rows = {
        let place = place.clone();
        move || {
            let offers = offered.with(|offered| offered.offers.clone());
            offers
                .into_iter()
                .enumerate()
                .map(|(at, offer)| row(at, offer, &place, done, library))
                .collect_view()
                .into_any()
        }
    };
    let own = place.clone();
    view! {
        <div class="choose__offer" on:keydown=pressed>
            <label class="choose__label" for=SEARCH_ID>{format!("Search for the text of side {letter}")}</label>
            <input id=SEARCH_ID class="choose__search" type="search" autocomplete="off" spellcheck="false"
                on:input:target=move |event| {
                    typed.set(event.target().value());
                    ask();
                } />
            <p class="choose__said" role="status">{text(move || offered.with(|offered| offered.says.clone()))}</p>
            <ul class="accounts" aria-label=format!("Texts for side {letter}")>{dynamic(rows)}</ul>
        </div>
        <OwnList place=own.clone() done />
        <Paste place=Some(own) done />
    }
}

/// One statement on offer.
fn row(at: usize, offer: Offer, place: &Place, done: Callback<()>, library: Library) -> AnyView {
    let Offer { statement, why } = offer;
    let line = library.with_info(|info| byline(info, &statement));
    let reason = (!why.is_empty()).then(|| view! { <span class="choose__why">{why}</span>" · " });
    view! {
        <li class="account">
            <a id=format!("{OFFER}{at}") class="account__title" href=place.filled(&statement.id).href() lang=statement.lang.clone() dir="auto"
                on:click=move |_| done.run(())>{statement.title.clone()}</a>
            <span class="byline">{reason}{line}</span>
        </li>
    }
    .into_any()
}

/// The likeliest statements beside the chosen ones; `None` where nothing speaks for any.
fn likeliest(library: Library, chosen: &[String]) -> Option<Offered> {
    let offers: Vec<Offer> = library.with_pack(|pack| {
        let statements = pack.statements();
        let offer = |(at, why): (usize, super::choose_likely::Why)| {
            Some(Offer { statement: statements.get(at)?.clone(), why: why.label() })
        };
        likely(statements, chosen).into_iter().filter_map(offer).collect()
    });
    let says = format!("{}, the likeliest first", counted(offers.len(), "statement", "statements"));
    (!offers.is_empty()).then_some(Offered { says, offers })
}

/// Asks for the best statements for these words; without words, for the newest ones.
fn search(
    library: Library,
    words: String,
    chosen: StoredValue<Vec<String>>,
    offered: RwSignal<Offered>,
    typed: RwSignal<String>,
) {
    let request = Request { text: begun(&words), ..Request::default() };
    // The chosen ones may be among the best.
    let rows = MOST_OFFERED + chosen.with_value(Vec::len);
    library.search(Lane::Search, request, (0, rows, 0), move |found| {
        // Meanwhile the reader may have typed on, or closed this.
        if typed.try_with_untracked(|typed| *typed == words) == Some(true) {
            let next = match found {
                Ok(page) => chosen.with_value(|chosen| best(library, &page, &words, chosen)),
                Err(reason) => Offered {
                    says: format!("The corpus could not be searched: {reason}"),
                    offers: Vec::new(),
                },
            };
            offered.set(next);
        }
    });
}

fn best(library: Library, page: &Page, words: &str, chosen: &[String]) -> Offered {
    let statements =
        page.rows.iter().filter_map(|row| library.with_pack(|pack| pack.statement(row.idx).cloned()));
    let offers: Vec<Offer> = statements
        .filter(|statement| !chosen.contains(&statement.id))
        .take(MOST_OFFERED)
        .map(|statement| Offer { statement, why: "" })
        .collect();
    let total = page.total.statements;
    let says = match (words.trim(), total) {
        ("", _) => format!("The newest {} of {}", offers.len(), counted(total, "statement", "statements")),
        (words, 0) => format!("No statement has “{words}”. Try fewer or other words"),
        (words, _) if offers.is_empty() => format!("Only what is chosen already has “{words}”"),
        (words, _) => format!("{} with “{words}”, the best first", counted(total, "statement", "statements")),
    };
    Offered { says, offers }
}

/// What is typed, its last word taken as the beginning of one, unless signs of the query language are in it.
fn begun(words: &str) -> String {
    let is_plain = words.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '’' | '\''));
    let last = words.rsplit(' ').next().unwrap_or_default().chars().count();
    if is_plain && last > 2 { format!("{words}*") } else { words.to_owned() }
}

/// The arrow keys lead from the box to the links, through them and back; Enter in the box leads to the first. Whether
/// the key was used.
fn step(key: &str, len: usize) -> bool {
    let here = browser::focused_id();
    let at = here.strip_prefix(OFFER).and_then(|number| number.parse::<usize>().ok());
    let next = match (key, at) {
        ("ArrowDown" | "Enter", None) if here == SEARCH_ID && len > 0 => 0,
        ("ArrowDown", Some(at)) if at + 1 < len => at + 1,
        ("ArrowUp", Some(0)) => {
            browser::focus_in_view(SEARCH_ID);
            return true;
        }
        ("ArrowUp", Some(at)) => at - 1,
        _ => return false,
    };
    browser::focus_in_view(&format!("{OFFER}{next}"));
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_may_be_the_beginning_of_one() {
        for (typed, asked) in [
            ("lavr", "lavr*"),
            ("root cau", "root cau*"),
            ("root ca", "root ca"),
            ("мир", "мир*"),
            ("root causes ", "root causes "),
            ("\"root cau", "\"root cau"),
            ("speaker:lavrov", "speaker:lavrov"),
            ("lavr*", "lavr*"),
            ("", ""),
        ] {
            assert_eq!(begun(typed), asked, "{typed}");
        }
    }
}
