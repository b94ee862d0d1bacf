//! One matched statement: title, byline, best passages, other accounts, and the box that chooses it.

use crate::browser::History;
use crate::components::flag;
use crate::messages::{byline, counted};
use crate::routes::{BrowseState, ReadState, Route};
use crate::state::{use_library, use_navigation};
use crate::text_view::marked;
use demarche_corpus::StatementIdx;
use demarche_search::{Query, Snippets};
use leptos::prelude::*;

/// How many passages a result shows.
const PASSAGES: usize = 2;

/// One statement of the results.
#[component]
pub fn ResultItem(
    /// Which statement.
    idx: StatementIdx,
    /// The words it was found by.
    query: Query,
    /// The state of the screen.
    state: Memo<BrowseState>,
) -> impl IntoView {
    let library = use_library();
    let navigation = use_navigation();
    let (statement, title_marks, snippets) = library.with(|engine| {
        let statement = engine.pack().statement(idx).cloned();
        let snippets = engine.snippets(&query, idx, PASSAGES).map_err(|error| error.to_string());
        (statement, engine.title_highlights(&query, idx), snippets)
    });
    statement.map(|statement| {
        let q = state.with_untracked(|state| state.request.text.clone());
        let line = library.with_info(|info| byline(info, &statement));
        let others = statement.event.as_deref().map(|event| (event.to_owned(), library.accounts(event).len().saturating_sub(1)));
        let chosen = {
            let id = statement.id.clone();
            flag(move || state.with(|state| state.chosen.contains(&id)))
        };
        let choose = {
            let id = statement.id.clone();
            move |_| {
                let next = navigation.browse_untracked().choose(&id);
                navigation.visit(Route::Browse(next), History::Replace);
            }
        };
        view! {
            <li class="result" class:result--chosen=chosen>
                <input class="result__choose" type="checkbox" prop:checked=chosen on:change=choose
                    aria-label=format!("Choose for comparing: {}", statement.title) title="Choose for comparing" />
                <div class="result__body">
                    <h2 class="result__title" lang=statement.lang.clone()>
                        <a href=Route::read(&statement.id, &q).href()>{marked(&statement.title, &title_marks)}</a>
                    </h2>
                    <p class="byline">{line}</p>
                    <Passages id=statement.id.clone() lang=statement.lang.clone() q snippets />
                    {others.filter(|(_, count)| *count > 0).map(|(event, count)| view! {
                        <p class="result__others">
                            <a href=Route::Event(event).href()>{counted(count, "other account", "other accounts")}" of this event"</a>
                        </p>
                    })}
                </div>
            </li>
        }
    })
}

/// The best passages, each a link to its place in the statement.
#[component]
fn Passages(id: String, lang: String, q: String, snippets: Result<Snippets, String>) -> impl IntoView {
    let snippets = match snippets {
        Ok(snippets) => snippets,
        Err(reason) => {
            return view! { <p class="result__failed">"Its text cannot be shown: "{reason}</p> }.into_any();
        }
    };
    let more = snippets.more;
    let at = |anchor: &str| {
        let passage = Some(anchor.to_owned());
        Route::Read(ReadState { id: id.clone(), q: q.clone(), passage, hit: None }).href()
    };
    if snippets.shown.is_empty() {
        return view! { <Opening id lang /> }.into_any();
    }
    let shown = snippets
        .shown
        .iter()
        .map(|snippet| {
            let before = if snippet.cut_before { "… " } else { "" };
            let after = if snippet.cut_after { " …" } else { "" };
            view! {
                <p class="snippet" lang=lang.clone() dir="auto">
                    {before}{marked(&snippet.text, &snippet.highlights)}{after}
                    <a class="snippet__place" href=at(&snippet.anchor) aria-label="Read this passage in its place"></a>
                </p>
            }
        })
        .collect_view();
    let more = (more > 0).then(|| {
        let href = Route::read(&id, &q).href();
        view! { <p class="result__more"><a href=href>{format!("and {}", counted(more, "more passage", "more passages"))}</a></p> }
    });
    view! { {shown}{more} }.into_any()
}

/// The first passage, where no words single out a better one; the style sheet shows two lines of it.
#[component]
fn Opening(id: String, lang: String) -> impl IntoView {
    let library = use_library();
    let body = library.statement(&id).and_then(|(idx, _)| library.body(idx).ok())?;
    let text = body.passages().next().map(|(_, block)| body.block_text(block).to_owned())?;
    Some(view! { <p class="snippet snippet--opening" lang=lang dir="auto">{text}</p> })
}
