//! What stands below the rows: the ledger, the structure at a glance, the distinctive words.
//!
//! Lives here: which panel is open and when its content is made: only once it is opened, and after the page has had time
//! for the reader. Does not live here: what is found (`demarche_compare`); `ledger`, `structure` and `words` make tables of
//! it, `tables` and `strips` draw them, `jump` leads from them to the passages.

pub mod alone;
mod head;
pub mod jump;
mod ledger;
mod open;
pub mod sheet;
mod strips;
mod structure;
mod tables;
mod two;
pub mod whole;
mod words;

use super::Work;
use crate::browser;
use crate::components::{SIDE_LETTERS, dynamic, maybe, select, when};
use crate::routes::Couple;
use crate::state::use_library;
use demarche_compare::known_topics;
use jump::Ways;
use leptos::prelude::*;
pub use open::Opened;
use open::{Panel, Shown};
use sheet::Content;
use std::sync::Arc;
use two::Two;
use whole::Whole;

/// What the panels share.
#[derive(Clone, Copy)]
struct Desk {
    ways: Ways,
    opened: Memo<Opened>,
    /// All texts; `None` while they are being compared.
    whole: Memo<Option<Whole>>,
    /// Whether the page is going to paper, which has the ledger and the structure.
    printing: RwSignal<bool>,
}

/// The panels.
#[component]
pub fn Panels(
    /// What the screen shares.
    work: Work,
    /// How its links are followed.
    ways: Ways,
    /// How many texts there are.
    count: usize,
) -> impl IntoView {
    let opened = Memo::new(move |_| work.state.with(|state| Opened::read(&state.panel).among(count)));
    let whole = Memo::new(move |_| Whole::new(work.compared.get()?));
    let printing = RwSignal::new(false);
    let listening = StoredValue::new_local(browser::on_print(move |is_on| printing.set(is_on)));
    on_cleanup(move || listening.dispose());
    let desk = Desk { ways, opened, whole, printing };
    let two = move || {
        let choose = move |id: String| ways.set_two(Couple::from_id(&id).unwrap_or_default());
        select("Below, these two texts", "panels-two", couples(count), &opened.get().two.id(), choose)
    };
    let two = (count > 2).then(|| dynamic(two));
    view! {
        <div class="panels" on:click=move |event| ways.follow(&event)>
            {panel(desk, Panel::Ledger(Shown::All))}
            {two}
            {panel(desk, Panel::Structure)}
            {panel(desk, Panel::Words)}
        </div>
    }
}

/// Every two of so many texts to choose from: the word for them in an address, and how they are called.
pub fn couples(count: usize) -> Vec<(String, String)> {
    let name = |two: Couple| format!("{} and {}", SIDE_LETTERS[two.first], SIDE_LETTERS[two.second]);
    Couple::all(count).map(|two| (two.id(), name(two))).collect()
}

/// One panel: its heading, and below it the content if it is open.
fn panel(desk: Desk, panel: Panel) -> AnyView {
    let Desk { opened, printing, .. } = desk;
    let id = panel.id();
    let is_open =
        Memo::new(move |_| opened.get().has(panel) || (printing.get() && !matches!(panel, Panel::Words)));
    let expanded = maybe(move || Some(if is_open.get() { "true" } else { "false" }));
    let head = match panel {
        Panel::Ledger(_) => dynamic(move || head::head(desk)),
        Panel::Structure => {
            plain("The order of subjects, share of words, who asked, agreed, noted and condemned.")
        }
        Panel::Words => plain("Words and phrases that one text uses far more than the other, with counts."),
    };
    view! {
        <section class="panel" id=format!("panel-{id}") data-open=expanded aria-labelledby=format!("panel-{id}-title")>
            <h2 class="panel__title" id=format!("panel-{id}-title")>
                <button type="button" aria-expanded=expanded data-way=format!("toggle {id}")>{panel.title()}</button>
            </h2>
            {head}
            {when(move || is_open.get(), move || body(desk, panel))}
        </section>
    }
    .into_any()
}

fn plain(words: &'static str) -> AnyView {
    view! { <p class="panel__hint">{words}</p> }.into_any()
}

/// The content of an opened panel, made in a later task.
fn body(desk: Desk, panel: Panel) -> AnyView {
    let library = use_library();
    let content = RwSignal::new(None::<Arc<Content>>);
    let wanted = Memo::new(move |_| {
        let Opened { ledger, two, .. } = desk.opened.get();
        // The ledger is of all texts, whichever two are chosen.
        let (panel, two) = match panel {
            Panel::Ledger(_) => (Panel::Ledger(ledger.unwrap_or_default()), Couple::default()),
            _ => (panel, two),
        };
        Some((Two::new(desk.whole.get()?, two)?, panel))
    });
    Effect::new(move |_| {
        let Some((two, panel)) = wanted.get() else { return };
        let topics = library.with_info(known_topics);
        if desk.printing.get_untracked() {
            // Paper does not wait.
            let found = matches!(panel, Panel::Structure).then(|| structure::find_at_once(&two, &topics));
            content.set(Some(Arc::new(make(&two, panel, found.as_ref()))));
            return;
        }
        browser::start(async move {
            browser::pause().await;
            let found = match panel {
                Panel::Structure => Some(structure::find(&two, &topics).await),
                _ => None,
            };
            browser::pause().await;
            let found = make(&two, panel, found.as_ref());
            browser::pause().await;
            // Meanwhile the reader may have gone on to other texts, or away.
            if wanted.try_get_untracked() == Some(Some((two, panel))) {
                content.set(Some(Arc::new(found)));
            }
        });
    });
    dynamic(move || match content.get() {
        None => view! { <p class="panel__note" role="status">"Counting…"</p> }.into_any(),
        Some(found) if found.sheets.is_empty() && found.strips.is_none() => {
            view! { <p class="panel__note">"No text has anything of that kind."</p> }.into_any()
        }
        Some(found) => tables::content(desk.ways, found, desk.printing),
    })
}

/// What a panel shows; `found` is what the structure is made of.
fn make(two: &Two, panel: Panel, found: Option<&demarche_compare::structure::Structure>) -> Content {
    match (panel, found) {
        (Panel::Ledger(shown), _) => {
            Content { sheets: ledger::sheets(two.whole(), shown), ..Content::default() }
        }
        (Panel::Structure, Some(found)) => structure::content(two, found),
        (Panel::Structure, None) => Content::default(),
        (Panel::Words, _) => words::content(two),
    }
}
