//! One matched statement: title, byline, best passages, other accounts, the box that chooses it, and the button
//! that opens it beside the list.

use super::pane::{Pane, button_id};
use crate::browser::History;
use crate::components::{Icon, IconName, flag, maybe};
use crate::messages::{byline, counted};
use crate::routes::{BrowseState, ReadState, Route};
use crate::state::{use_library, use_navigation};
use crate::text_view::marked;
use demarche_search::{Request, Row, Snippets};
use leptos::prelude::*;

/// One statement of the results.
#[component]
pub fn ResultItem(
    /// Which statement, and what is shown of it.
    row: Row,
    /// What it was found by.
    found: Request,
    /// The state of the screen.
    state: Memo<BrowseState>,
    /// Where it can be read beside the list.
    pane: Pane,
) -> impl IntoView {
    let library = use_library();
    let navigation = use_navigation();
    let Row { idx, title: title_marks, snippets, opening, .. } = row;
    let statement = library.with_pack(|pack| pack.statement(idx).cloned());
    statement.map(|statement| {
        let line = library.with_info(|info| byline(info, &statement));
        let day = statement.date.map(|date| date.to_string());
        let others = statement.event.as_deref().map(|event| (event.to_owned(), library.count_accounts(event).saturating_sub(1)));
        let chosen = {
            let id = statement.id.clone();
            flag(move || state.with(|state| state.chosen.contains(&id)))
        };
        let current = {
            let id = statement.id.clone();
            maybe(move || pane.open.with(|open| open.as_ref() == Some(&id)).then_some("true"))
        };
        let choose = {
            let id = statement.id.clone();
            move |_| {
                let next = navigation.browse_untracked().choose(&id);
                navigation.visit(Route::Browse(next), History::Replace);
            }
        };
        view! {
            <li class="result" class:result--chosen=chosen aria-current=current data-statement=statement.id.clone()>
                <label class="result__pick">
                    <input class="result__choose" type="checkbox" prop:checked=chosen on:change=choose
                        aria-label=format!("Compare: {}", statement.title) title="Tick two to compare" />
                    <span class="result__pick-word" aria-hidden="true">"Compare"</span>
                </label>
                <div class="result__body">
                    <h2 class="result__title" lang=statement.lang.clone() dir="auto">
                        <a href=Route::found(&statement.id, &found).href()>{marked(&statement.title, &title_marks)}</a>
                    </h2>
                    <p class="byline" title=day>{line}</p>
                    <Passages id=statement.id.clone() lang=statement.lang.clone() found snippets opening />
                    {others.filter(|(_, count)| *count > 0).map(|(event, count)| view! {
                        <p class="result__others">
                            <a href=Route::Event(event).href()>{counted(count, "other account", "other accounts")}" of this event"</a>
                        </p>
                    })}
                </div>
                <button id=button_id(&statement.id) type="button" class="icon-button result__read" data-statement=statement.id.clone()
                    aria-label=format!("Read here: {}", statement.title) title="Read here, beside the list">
                    <Icon name=IconName::Right />
                </button>
            </li>
        }
    })
}

/// The best passages, each a link to its place in the statement.
#[component]
fn Passages(id: String, lang: String, found: Request, snippets: Snippets, opening: String) -> impl IntoView {
    let more = snippets.more;
    let at = |anchor: &str| {
        let passage = Some(anchor.to_owned());
        Route::Read(ReadState { id: id.clone(), found: found.clone(), passage, hit: None }).href()
    };
    if snippets.shown.is_empty() {
        // The style sheet shows two lines of it.
        return view! { <p class="snippet snippet--opening" lang=lang dir="auto">{opening}</p> }.into_any();
    }
    let shown = snippets
        .shown
        .iter()
        .map(|snippet| {
            let before = if snippet.cut_before { "… " } else { "" };
            let after = if snippet.cut_after { "\u{a0}…" } else { "" };
            view! {
                <p class="snippet" lang=lang.clone() dir="auto">
                    // A blank that no line breaks at: the link stays with the last word.
                    {before}{marked(&snippet.text, &snippet.highlights)}{after}"\u{a0}"
                    <a class="snippet__place" href=at(&snippet.anchor) title="Read this passage in its place">"Read here"</a>
                </p>
            }
        })
        .collect_view();
    let more = (more > 0).then(|| {
        let href = Route::found(&id, &found).href();
        view! { <p class="result__more"><a href=href>{format!("and {}", counted(more, "more passage", "more passages"))}</a></p> }
    });
    view! { {shown}{more} }.into_any()
}
