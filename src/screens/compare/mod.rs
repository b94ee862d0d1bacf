//! Compare: two statements side by side, passages with a counterpart level with each other, gaps where there is none.

mod columns;
mod model;
mod sides;
mod summary;

use crate::components::{Icon, IconName, Notice, NoticeKind, dynamic, text, when};
use crate::routes::{CompareState, Route};
use crate::state::{Lane, Library, use_library, use_navigation};
use demarche_corpus::{Statement, StatementIdx};
use demarche_search::{Question, Reply, service};
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
    let found: RwSignal<Option<Result<Compared, Trouble>>> = RwSignal::new(None);
    Effect::new(move |_| {
        let (a, b) = pair.get();
        let wanted = (a.clone(), b.clone());
        found.set(None);
        compare(library, &a, &b, move |compared| {
            // Meanwhile the reader may have gone on to another pair.
            if pair.with_untracked(|pair| *pair == wanted) {
                found.set(Some(compared));
            }
        });
    });
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
            {dynamic(move || match found.get() {
                Some(Ok(compared)) => view! { <Both compared state rows /> }.into_any(),
                Some(Err(trouble)) => view! { <sides::Unchosen trouble /> }.into_any(),
                None => view! { <p role="status">"Opening both texts…"</p> }.into_any(),
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
fn compare(library: Library, a: &str, b: &str, then: impl FnOnce(Result<Compared, Trouble>) + 'static) {
    let sides = match sides(library, a, b) {
        Ok(sides) => sides,
        Err(trouble) => return then(Err(trouble)),
    };
    let [(idx_a, statement_a), (idx_b, statement_b)] = sides;
    library.read(idx_a, String::new(), move |found| {
        let body_a = match found {
            Ok((body, _)) => body,
            Err(reason) => return then(Err(Trouble::Unreadable(reason))),
        };
        library.read(idx_b, String::new(), move |found| {
            let body_b = match found {
                Ok((body, _)) => body,
                Err(reason) => return then(Err(Trouble::Unreadable(reason))),
            };
            let forms = service::forms_of(&format!("{}\n{}", body_a.text, body_b.text));
            library.ask(Lane::Each, Question::Frequencies(forms.clone()), move |reply| {
                let counts = match reply {
                    Ok(Reply::Frequencies(counts)) => counts,
                    Ok(_) => Vec::new(),
                    Err(reason) => return then(Err(Trouble::Unreadable(reason))),
                };
                let statements = library.with_pack(|pack| pack.statements().len());
                let frequencies = model::Frequencies { statements, forms, counts };
                then(Ok(Compared::new((statement_a, body_a), (statement_b, body_b), &frequencies)));
            });
        });
    });
}

/// The two statements that the address names.
fn sides(library: Library, a: &str, b: &str) -> Result<[(StatementIdx, Statement); 2], Trouble> {
    if a.is_empty() || b.is_empty() {
        let one = [a, b].into_iter().find(|id| !id.is_empty()).map(str::to_owned);
        // A single side that does not exist is a broken link, not half a choice.
        return match one {
            Some(id) if library.statement(&id).is_none() => Err(Trouble::Unknown(id)),
            one => Err(Trouble::Unchosen(one)),
        };
    }
    let side = |id: &str| library.statement(id).ok_or_else(|| Trouble::Unknown(id.to_owned()));
    Ok([side(a)?, side(b)?])
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
