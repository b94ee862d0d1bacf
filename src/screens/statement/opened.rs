//! A statement's words on their way from the pack, and the hits in them.

use crate::components::{Notice, NoticeKind, dynamic};
use crate::state::use_library;
use crate::text_view::HitMark;
use demarche_corpus::{Body, StatementIdx};
use demarche_search::StatementHits;
use leptos::prelude::*;

/// What is there of a statement.
#[derive(Clone, Copy)]
pub struct Opened {
    /// Its words; `None` while they are on their way, a sentence where they cannot be had.
    pub body: RwSignal<Option<Result<Body, String>>>,
    /// What is marked in its title and in its words.
    pub hits: RwSignal<StatementHits>,
    /// The hits in its words, each with the index of its block.
    pub marks: Memo<Vec<(usize, HitMark)>>,
}

/// Asks for the words of a statement, and for the hits of `q` in them whenever that changes. `words`: those of a text
/// that is not in the pack.
pub fn opened(idx: Option<StatementIdx>, words: Option<Result<Body, String>>, q: Memo<String>) -> Opened {
    let library = use_library();
    let body = RwSignal::new(words);
    let hits: RwSignal<StatementHits> = RwSignal::default();
    Effect::new(move |_| {
        let (Some(idx), asked) = (idx, q.get()) else { return };
        library.read(idx, asked.clone(), move |found| {
            // Whoever has gone on, or asks for other words by now, is not shown these.
            if q.try_get_untracked() != Some(asked) {
                return;
            }
            match found {
                Ok((words, found)) => {
                    hits.set(found);
                    // Other words to mark leave the text as it stands.
                    if !body.with_untracked(|body| matches!(body, Some(Ok(_)))) {
                        body.set(Some(Ok(words)));
                    }
                }
                Err(reason) => body.set(Some(Err(reason))),
            }
        });
    });
    let marks = Memo::new(move |_| {
        let hits = hits.with(|found| found.hits.clone());
        let number = |(at, hit): (usize, demarche_search::Hit)| {
            (hit.block, HitMark { number: at + 1, range: hit.range })
        };
        hits.into_iter().enumerate().map(number).collect()
    });
    Opened { body, hits, marks }
}

/// The words once they are there; until then, and where they cannot be had, a sentence below the heading.
pub fn shown(
    opened: Opened,
    heading: impl Fn() -> AnyView + Send + 'static,
    ready: impl Fn(Body) -> AnyView + Send + 'static,
) -> AnyView {
    dynamic(move || {
        match opened.body.get() {
        None => view! { {heading()}<p role="status">"Opening the text…"</p> }.into_any(),
        Some(Ok(body)) => ready(body),
        Some(Err(reason)) => view! {
            {heading()}
            <Notice kind=NoticeKind::Warning title=format!("The text of this statement cannot be shown: {reason}")>
                <p>"Reload the page. If that does not help, the site was not published completely."</p>
            </Notice>
        }
        .into_any(),
    }
    })
}
