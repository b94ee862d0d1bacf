//! Addresses: the only place where the hash of the page's address is built and read.
//!
//! Lives here: [`Route`] and its two-way codec; what a reader would share is part of it. Does not live here: the
//! platform's history ([`crate::browser`]). Every route is a hash route, so the site works under any path and
//! from a file on disk.

mod browse;
mod chart;
mod codec;
mod compare;
mod couple;
mod filters;
mod views;

pub use browse::{BrowseState, MAX_CHOSEN, Misread, PAGE_SIZE, View};
pub use chart::{CHART_FIELDS, ChartState, Measure};
use codec::{Params, decode_segment, encode_segment};
pub use compare::{CompareState, RowFilter, WITH};
pub use couple::Couple;
pub use views::{GroupBy, GroupsState, LinesState};

use demarche_search::Request;
use filters::{request_from_params, sort_to_params, words_to_params};

/// One view of the app, with everything a copied address must restore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// `#/`: search and filter.
    Browse(BrowseState),
    /// `#/s/ID`: one statement.
    Read(ReadState),
    /// `#/compare?a=…&b=…`: statements side by side.
    Compare(CompareState),
    /// `#/events`: all events with their accounts.
    Events,
    /// `#/e/ID`: one event with its accounts.
    Event(String),
    /// `#/about`: what the corpus holds.
    About,
    /// An address that leads nowhere, as typed.
    Unknown(String),
}

/// What the Read screen shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadState {
    /// Id of the statement.
    pub id: String,
    /// What it was found by: the words whose hits are marked, and the filters and the order that say what stands before
    /// and after it.
    pub found: Request,
    /// Anchor of the passage to bring into view.
    pub passage: Option<String>,
    /// The hit that is current, counted from 1.
    pub hit: Option<usize>,
}

/// Which screen a route belongs to: changes of state within one do not build the screen anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Screen {
    /// Search and filter.
    Browse,
    /// One statement, by id.
    Read(String),
    /// Texts side by side.
    Compare,
    /// All events.
    Events,
    /// One event, by id.
    Event(String),
    /// About the corpus.
    About,
    /// Nothing there.
    Unknown(String),
}

impl Route {
    /// Reads the hash of an address, with or without its `#`. Never fails: what is not understood is
    /// [`Route::Unknown`], and unknown parameters are left aside.
    pub fn parse(hash: &str) -> Route {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let params = Params::parse(query);
        let segments: Vec<String> =
            path.split('/').filter(|part| !part.is_empty()).map(decode_segment).collect();
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        match segments.as_slice() {
            [] => Route::Browse(BrowseState::from_params(&params)),
            ["s", id] => Route::Read(ReadState {
                id: (*id).to_owned(),
                found: request_from_params(&params),
                passage: Some(params.last("p")).filter(|anchor| !anchor.is_empty()),
                hit: params.last("hit").parse().ok().filter(|hit| *hit > 0),
            }),
            ["compare"] => Route::Compare(CompareState::from_params(&params)),
            ["own"] => Route::own_text(),
            ["events"] => Route::Events,
            ["e", id] => Route::Event((*id).to_owned()),
            ["about"] => Route::About,
            _ => Route::Unknown(hash.to_owned()),
        }
    }

    /// The hash, `#` included, that [`Route::parse`] reads back to the same route.
    pub fn href(&self) -> String {
        let mut params = Params::default();
        let path = match self {
            Route::Browse(state) => {
                state.to_params(&mut params);
                "/".to_owned()
            }
            Route::Read(state) => {
                words_to_params(&state.found, &mut params);
                sort_to_params(state.found.sort, &mut params);
                params.push_nonempty("p", state.passage.as_deref().unwrap_or(""));
                if let Some(hit) = state.hit {
                    params.push("hit", &hit.to_string());
                }
                format!("/s/{}", encode_segment(&state.id))
            }
            Route::Compare(state) => {
                state.to_params(&mut params);
                "/compare".to_owned()
            }
            Route::Events => "/events".to_owned(),
            Route::Event(id) => format!("/e/{}", encode_segment(id)),
            Route::About => "/about".to_owned(),
            Route::Unknown(hash) => return format!("#{hash}"),
        };
        format!("#{path}{}", params.to_query())
    }

    /// The screen this route belongs to.
    pub fn screen(&self) -> Screen {
        match self {
            Route::Browse(_) => Screen::Browse,
            Route::Read(state) => Screen::Read(state.id.clone()),
            Route::Compare(_) => Screen::Compare,
            Route::Events => Screen::Events,
            Route::Event(id) => Screen::Event(id.clone()),
            Route::About => Screen::About,
            Route::Unknown(hash) => Screen::Unknown(hash.clone()),
        }
    }

    /// The address of a statement, its hits for `q` marked.
    pub fn read(id: &str, q: &str) -> Route {
        Route::found(id, &Request { text: q.to_owned(), ..Request::default() })
    }

    /// The address of a statement that was found by a search.
    pub fn found(id: &str, found: &Request) -> Route {
        Route::Read(ReadState { id: id.to_owned(), found: found.clone(), ..ReadState::default() })
    }

    /// The address of a comparison of two statements.
    pub fn compare(a: &str, b: &str) -> Route {
        Route::compare_all(&[a.to_owned(), b.to_owned()])
    }

    /// The address of a comparison of these texts, at most [`MAX_CHOSEN`]; an empty id leaves its side open.
    pub fn compare_all(ids: &[String]) -> Route {
        Route::Compare(CompareState::of(ids))
    }

    /// The address where a text of the reader's own is pasted, to find what of it was said before.
    pub fn own_text() -> Route {
        Route::Compare(CompareState { is_pasting: true, ..CompareState::default() })
    }
}

#[cfg(test)]
mod tests;
