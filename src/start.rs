//! The start: opens the corpus, and puts the app into the place of what the page showed before it.
//!
//! Lives here: the order of the steps, each a task of its own between which the page listens, and carrying over what was
//! typed meanwhile. Does not live here: what the page shows before (`index.html`), the app itself (`app`), the steps of
//! its first screen (`components::Steps`).

use crate::app::App;
use crate::browser::{self, History};
use crate::components::Steps;
use crate::routes::{BrowseState, Route, View};
use crate::screens::SEARCH_ID;
use crate::state::Desk;
use demarche_corpus::pack::{Opened, Opening};
use leptos::prelude::*;

/// Id of the element that the page shows until the app has started.
const LOADING_ID: &str = "loading";

/// Id of the element that the page shows when the app cannot start.
const FAILED_ID: &str = "failed";

/// Id of the search box that the page shows until then.
const EARLY_ID: &str = "early";

/// A corpus of at most so many bytes is opened in one go.
const OPENED_AT_ONCE: usize = 1 << 20;

/// Opens the corpus and shows the app in the page. Between the steps the page may breathe: a large corpus takes some.
pub fn mount() {
    browser::start(async {
        let opened = open().await;
        // Whoever typed and then followed a link is where the link leads.
        let is_first_screen = Route::parse(&browser::current_hash()) == Route::Browse(BrowseState::default());
        let mut early = browser::typed_early(EARLY_ID).filter(|_| is_first_screen);
        let asked = early.as_ref().map_or_else(String::new, |early| early.text.clone());
        if !asked.is_empty() {
            browser::go(&Route::Browse(BrowseState::default().with_text(&asked)).href(), History::Push);
        }
        let hash = browser::current_hash();
        // Of a large corpus the answer is a while in coming: the screen without it is shown meanwhile.
        let is_whole = opened.as_ref().is_ok_and(|desk| desk.pack().is_whole());
        let is_list = matches!(Route::parse(&hash), Route::Browse(BrowseState { view: View::List, .. }));
        let steps = Steps::new(is_list);
        let is_gradual = steps.is_gradual();
        browser::hide_app(is_gradual);
        leptos::mount::mount_to_body(move || view! { <App opened steps /> });
        if is_gradual {
            steps.take(is_whole).await;
            browser::hide_app(false);
            // Meanwhile more may have been typed.
            early =
                browser::typed_early(EARLY_ID).filter(|_| early.is_some() && hash == browser::current_hash());
        }
        if let Some(early) = early {
            if early.is_typing {
                browser::focus(SEARCH_ID);
                browser::set_text(SEARCH_ID, &early.text, early.caret);
            }
            if early.text != asked {
                browser::type_text(SEARCH_ID, &early.text);
            }
        }
        browser::remove_element(LOADING_ID);
        browser::remove_element(FAILED_ID);
        browser::say_started();
    });
}

/// The corpus, or a sentence on why it cannot be opened.
async fn open() -> Result<Desk, String> {
    let bytes = browser::embedded_section(crate::state::PACK_SECTION);
    let bytes = bytes.ok_or_else(|| "this copy of the app carries no corpus".to_owned())?;
    let is_large = bytes.len() > OPENED_AT_ONCE;
    if is_large {
        browser::pause().await;
    }
    let mut opening = Opening::new(bytes).map_err(|error| error.to_string())?;
    let pack = loop {
        if is_large {
            browser::pause().await;
        }
        match opening.step().map_err(|error| error.to_string())? {
            Opened::NotYet(further) => opening = *further,
            Opened::Done(pack) => break *pack,
        }
    };
    browser::pause().await;
    let desk = Desk::open(pack)?;
    browser::pause().await;
    Ok(desk)
}
