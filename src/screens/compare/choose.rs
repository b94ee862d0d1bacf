//! Choosing the text of one side: the likeliest statements, a search over all of them, and a text of the reader's own.
//!
//! Everything offered is a link to the comparison with that text in its place, so that a choice can be opened in
//! another tab and Back takes it back.

use super::choose_offers::{Offer, Offers};
use super::paste::{OwnList, Paste};
use crate::browser;
use crate::components::{SIDE_LETTERS, dynamic, text};
use crate::messages::byline;
use crate::routes::{CompareState, Route, RowFilter};
use crate::state::{Library, use_library};
use crate::text_view::marked;
use leptos::prelude::*;

/// Id of the search box in here.
pub const SEARCH_ID: &str = "choose-search";

/// What the ids of the links offered begin with.
const OFFER: &str = "choose-";

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

    /// The comparison with this text on this side, all its rows shown, and all else as it was.
    pub fn filled(&self, id: &str) -> Route {
        self.with(|ids| {
            if let Some(place) = ids.get_mut(self.at) {
                id.clone_into(place);
            }
        })
    }

    /// The comparison without this side; later ones move up.
    pub fn without(&self) -> Route {
        self.with(|ids| {
            if let Some(gone) = ids.get_mut(self.at..).filter(|gone| !gone.is_empty()) {
                gone[0].clear();
                gone.rotate_left(1);
            }
        })
    }

    fn with(&self, change: impl Fn(&mut [String])) -> Route {
        let mut next = CompareState { rows: RowFilter::All, is_pasting: false, ..self.state.clone() };
        change(&mut next.ids);
        // A row is named by a passage of its first text, which goes with that text.
        if next.ids[0] != self.state.ids[0] {
            next.passage = None;
        }
        Route::Compare(next)
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
    let offers = Offers::new(&place);
    let Offers { offered, typed, .. } = offers;
    offers.ask();
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
                    offers.ask();
                } />
            <p class="choose__said" role="status">{text(move || offered.with(|offered| offered.says.clone()))}</p>
            <ul class="accounts" aria-label=format!("Texts for side {letter}")>{dynamic(rows)}</ul>
        </div>
        <OwnList place=own.clone() done />
        <Paste place=Some(own) is_asked=false done />
    }
}

/// One statement on offer.
fn row(at: usize, offer: Offer, place: &Place, done: Callback<()>, library: Library) -> AnyView {
    let Offer { statement, why, passage } = offer;
    let line = library.with_info(|info| byline(info, &statement));
    let passage = passage.map(|found| {
        let before = if found.cut_before { "… " } else { "" };
        let after = if found.cut_after { "\u{a0}…" } else { "" };
        view! {
            <p class="snippet" lang=statement.lang.clone() dir="auto">
                {before}{marked(&found.text, &found.highlights)}{after}
            </p>
        }
    });
    let reason = (!why.is_empty()).then(|| view! { <span class="choose__why">{why}</span>" · " });
    view! {
        <li class="account">
            <a id=format!("{OFFER}{at}") class="account__title" href=place.filled(&statement.id).href() lang=statement.lang.clone() dir="auto"
                on:click=move |_| done.run(())>{statement.title.clone()}</a>
            <span class="byline">{reason}{line}</span>
            {passage}
        </li>
    }
    .into_any()
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

    fn check(hash: &str, at: usize, filled: &str, without: &str) {
        let Route::Compare(state) = Route::parse(hash) else { panic!("a comparison") };
        let place = Place { state, at };
        assert_eq!(
            (place.filled("new").href(), place.without().href()),
            (filled.to_owned(), without.to_owned()),
            "{hash}"
        );
    }

    #[test]
    fn another_text_leaves_the_rest_of_the_view_as_it_is() {
        check("#/compare?a=x&own=new&p=p1", 1, "#/compare?a=x&b=new&p=p1", "#/compare?a=x&p=p1");
        check(
            "#/compare?a=x&b=y&rows=only-b&formulae=hide&min=40&scroll=free&panel=words&p=p1",
            2,
            "#/compare?a=x&b=y&c=new&formulae=hide&min=40&scroll=free&panel=words&p=p1",
            "#/compare?a=x&b=y&formulae=hide&min=40&scroll=free&panel=words&p=p1",
        );
        check(
            "#/compare?a=x&b=y&c=z&min=40&p=p1",
            0,
            "#/compare?a=new&b=y&c=z&min=40",
            "#/compare?a=y&b=z&min=40",
        );
    }
}
