//! Searches that the reader made lately, and those saved: kept in this browser and nowhere else.
//!
//! A search is kept as the address that makes it, without view, page and chosen statements.

use crate::browser::{keep_lines, kept_lines};
use crate::routes::{BrowseState, Route};
use leptos::prelude::*;

/// So many recent ones are kept.
const MOST_RECENT: usize = 8;
/// So many are saved at most.
const MOST_SAVED: usize = 40;
/// Longer addresses are not kept.
const MOST_BYTES: usize = 1_000;

/// Name the form of what is stored; a later form gets a new number.
const KEYS: [&str; 2] = ["demarche.recent.v1", "demarche.saved.v1"];

/// Which list of searches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Made lately.
    Recent,
    /// Saved by the reader.
    Saved,
}

/// The lists, newest first; copying this copies none.
#[derive(Debug, Clone, Copy)]
pub struct Searches([RwSignal<Vec<String>>; 2]);

impl Searches {
    /// The addresses of a list.
    pub fn list(self, which: Kept) -> Vec<String> {
        self.0[which as usize].get()
    }

    /// Whether this search is saved.
    pub fn is_saved(self, state: &BrowseState) -> bool {
        self.0[Kept::Saved as usize].with(|saved| saved.contains(&address(state)))
    }

    /// Puts a search at the head of a list.
    pub fn add(self, which: Kept, state: &BrowseState) {
        let address = address(state);
        if state.is_everything() || address.len() > MOST_BYTES {
            return;
        }
        self.change(which, move |list| {
            list.retain(|other| *other != address);
            list.insert(0, address);
            list.truncate(if which == Kept::Recent { MOST_RECENT } else { MOST_SAVED });
        });
    }

    /// Takes a search out of a list.
    pub fn remove(self, which: Kept, address: &str) {
        self.change(which, |list| list.retain(|other| other != address));
    }

    /// Saves a search, or no longer.
    pub fn toggle(self, state: &BrowseState) {
        if self.is_saved(state) {
            self.remove(Kept::Saved, &address(state));
        } else {
            self.add(Kept::Saved, state);
        }
    }

    /// Forgets the recent ones. Those saved are forgotten one by one.
    pub fn forget_recent(self) {
        self.change(Kept::Recent, Vec::clear);
    }

    fn change(self, which: Kept, change: impl FnOnce(&mut Vec<String>)) {
        let list = self.0[which as usize];
        let mut next = list.get_untracked();
        change(&mut next);
        if list.with_untracked(|list| *list != next) {
            keep_lines(KEYS[which as usize], &next);
            list.set(next);
        }
    }
}

/// The address of a search alone.
fn address(state: &BrowseState) -> String {
    Route::Browse(BrowseState { request: state.request.clone(), ..BrowseState::default() }).href()
}

/// Makes the searches known to everything below.
pub fn provide_searches() {
    provide_context(Searches(KEYS.map(|key| RwSignal::new(kept_lines(key)))));
}

/// The searches. Every screen stands below [`provide_searches`].
pub fn use_searches() -> Searches {
    expect_context::<Searches>()
}
