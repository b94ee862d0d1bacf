//! Compare: two statements side by side, passages with a counterpart level with each other, gaps where there is none.

mod columns;
mod model;
mod sides;
mod summary;

use crate::components::{Icon, IconName, Notice, NoticeKind, dynamic, text, when};
use crate::routes::{CompareState, Route};
use crate::state::{Library, use_library, use_navigation};
use leptos::prelude::*;
use model::Compared;

/// The state of this screen as a memo: other screens' addresses leave it as it was.
fn compare_state() -> Memo<CompareState> {
    let route = use_navigation().route();
    Memo::new(move |before: Option<&CompareState>| match route.get() {
        Route::Compare(state) => state,
        _ => before.cloned().unwrap_or_default(),
    })
}

/// The screen.
#[component]
pub fn Compare() -> impl IntoView {
    let library = use_library();
    let state = compare_state();
    let pair = Memo::new(move |_| state.with(|state| (state.a.clone(), state.b.clone())));
    let rows = Memo::new(move |_| state.get().rows);
    let swapped = text(move || {
        let CompareState { a, b, rows } = state.get();
        Route::Compare(CompareState { a: b, b: a, rows: model::mirrored(rows) }).href()
    });
    let swap = move || {
        view! { <a class="button" href=swapped><Icon name=IconName::Swap />"Swap sides"</a> }.into_any()
    };
    view! {
        <div class="compare">
            <div class="compare__head">
                <h1>"Compare"</h1>
                {when(move || pair.with(|(a, b)| !a.is_empty() && !b.is_empty()), swap)}
            </div>
            {dynamic(move || {
                let (a, b) = pair.get();
                match compared(library, &a, &b) {
                    Ok(compared) => view! { <Both compared state rows /> }.into_any(),
                    Err(trouble) => view! { <sides::Unchosen trouble /> }.into_any(),
                }
            })}
        </div>
    }
}

/// Why no comparison can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Trouble {
    /// At least one side is not chosen; the id of the one that is.
    Unchosen(Option<String>),
    /// No such statement.
    Unknown(String),
    /// The text cannot be read; why.
    Unreadable(String),
}

/// Reads and compares the two statements.
fn compared(library: Library, a: &str, b: &str) -> Result<Compared, Trouble> {
    if a.is_empty() || b.is_empty() {
        let one = [a, b].into_iter().find(|id| !id.is_empty()).map(str::to_owned);
        // A single side that does not exist is a broken link, not half a choice.
        return match one {
            Some(id) if library.statement(&id).is_none() => Err(Trouble::Unknown(id)),
            one => Err(Trouble::Unchosen(one)),
        };
    }
    let side = |id: &str| {
        let (idx, statement) = library.statement(id).ok_or_else(|| Trouble::Unknown(id.to_owned()))?;
        let body = library.body(idx).map_err(Trouble::Unreadable)?;
        Ok((statement, body))
    };
    let (a, b) = (side(a)?, side(b)?);
    Ok(library.with(|engine| Compared::new(a, b, engine)))
}

/// Summary and columns of two statements.
#[component]
fn Both(
    compared: Compared,
    state: Memo<CompareState>,
    rows: Memo<crate::routes::RowFilter>,
) -> impl IntoView {
    let same = (compared.a.statement.id == compared.b.statement.id).then(|| {
        view! {
            <Notice kind=NoticeKind::Plain title="Both sides are the same statement">
                <p>"Choose another one for side B: "<a href="#/">"search all statements"</a>"."</p>
            </Notice>
        }
    });
    view! {
        {same}
        <summary::Summary compared=compared.clone() state />
        <columns::Columns compared rows />
    }
}
