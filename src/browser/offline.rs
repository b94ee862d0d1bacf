//! How this browser keeps the site for reading offline, as the script beside the page tells it.
//!
//! Lives here: reading what it tells and saying what the reader wants. Does not live here: the work, which `offline.js`
//! and `sw.js` do (`crates/cli/src/publishing/`). A site that is served while it is developed and a page opened from disk have
//! neither; then there is nothing to tell.

use gloo_events::EventListener;
use web_sys::Event;

/// The attributes of the page's root, and the events, that `offline.js` knows.
const KEPT: &str = "data-offline";
const NEWER: &str = "data-newer";
const STARTED: &str = "data-started";
/// What selects the element that names the edition.
const EDITION: &str = "meta[name=demarche-edition]";
const TOLD_EVENT: &str = "demarche-offline";
const STARTED_EVENT: &str = "demarche-started";
const SHOW_EVENT: &str = "demarche-newer";
const KEEP_EVENT: &str = "demarche-keep";

/// What the browser keeps of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is at it; of the files of a large corpus it has so many, of so many.
    Coming(Option<(usize, usize)>),
    /// All of it.
    Whole,
    /// The app, and so many of the files of a large corpus, of so many that take so many megabytes.
    Some(usize, usize, usize),
    /// Nothing: it cannot or must not.
    Nothing,
}

/// What the browser keeps; `None` where the site does not ask for it.
pub fn kept_offline() -> Option<Kept> {
    let told = root()?.get_attribute(KEPT)?;
    let mut words = told.split(' ');
    let state = words.next()?;
    let mut number = || words.next()?.parse::<usize>().ok();
    Some(match state {
        "keeping" => Kept::Coming(number().zip(number())),
        "kept" => Kept::Whole,
        "some" => Kept::Some(number()?, number()?, number()?),
        _ => Kept::Nothing,
    })
}

/// What publishing named the files of this site; `None` where the page is one file, or is served while it is developed.
pub fn edition() -> Option<String> {
    let page = web_sys::window()?.document()?;
    page.query_selector(EDITION).ok()??.get_attribute("content")
}

/// Whether a newer edition of the site is ready to be shown.
pub fn is_newer_ready() -> bool {
    root().is_some_and(|root| root.has_attribute(NEWER))
}

/// Notes that there is a newer edition, of which a part of this one that is gone has told.
pub(super) fn note_newer() {
    if let Some(root) = root() {
        let _ = root.set_attribute(NEWER, "");
    }
    say(TOLD_EVENT);
}

/// Calls `listener` whenever one of the two may have changed, until the returned guard is dropped.
#[must_use = "dropping the guard ends the listening"]
pub fn on_offline(listener: impl Fn() + 'static) -> Option<impl Sized> {
    web_sys::window().map(|window| EventListener::new(&window, TOLD_EVENT, move |_| listener()))
}

/// Says that the app stands, so that keeping the site takes nothing from its start.
pub fn say_started() {
    if let Some(root) = root() {
        let _ = root.set_attribute(STARTED, "");
    }
    say(STARTED_EVENT);
}

/// Loads the page anew, from the newer edition.
pub fn show_newer() {
    say(SHOW_EVENT);
}

/// Has the browser keep all files of a large corpus.
pub fn keep_all() {
    say(KEEP_EVENT);
}

fn say(name: &str) {
    if let (Some(window), Ok(event)) = (web_sys::window(), Event::new(name)) {
        let _ = window.dispatch_event(&event);
    }
}

fn root() -> Option<web_sys::Element> {
    web_sys::window()?.document()?.document_element()
}
