//! Groups: two parts of the results, and the words that set one apart from the other.
//!
//! Lives here: asking, and what is said around the two lists. Does not live here: the measures
//! (`demarche_search::keyness`), which groups (`sides`), choosing them (`chooser`), the lists (`words`).

mod chooser;
pub mod sides;
mod words;

use super::Evaluated;
use crate::components::{Notice, NoticeKind, dynamic};
use crate::messages::counted;
use crate::routes::{BrowseState, GroupsState, Route, View};
use crate::state::{Lane, use_library};
use demarche_search::keyness::GroupSize;
use demarche_search::{Keyness, Question, Reply};
use leptos::prelude::*;
use sides::{Side, WORDS, sides};

/// Groups smaller than this are said to be thin.
const THIN_STATEMENTS: u32 = 3;
/// The same in words.
const THIN_WORDS: u32 = 2_000;

/// Two groups, or what is missing.
type Chosen = Option<Result<[Side; 2], &'static str>>;

/// The comparison with its controls.
#[component]
pub fn Groups(
    /// The state of the screen.
    state: Memo<BrowseState>,
    /// The evaluated query.
    answer: Evaluated,
) -> impl IntoView {
    let library = use_library();
    let chosen: Memo<Chosen> = Memo::new(move |_| {
        answer.with(|answer| {
            let page = answer.as_ref()?;
            Some(state.with(|state| library.with_catalog(|catalog| sides(state, page, catalog))))
        })
    });
    let found: RwSignal<Option<Result<Keyness, String>>> = RwSignal::new(None);
    Effect::new(move |_| {
        let Some(Ok(pair)) = chosen.get() else { return };
        found.set(None);
        let asked = state.with(|state| sides::request(&pair, &state.groups, WORDS));
        library.ask(Lane::Groups, Question::Keyness(asked), move |reply| match reply {
            Ok(Reply::Keyness(keyness)) => found.set(Some(Ok(keyness))),
            Ok(_) => {}
            Err(reason) => found.set(Some(Err(reason))),
        });
    });
    let result = move || {
        match (chosen.get(), found.get()) {
        (None, _) => ().into_any(),
        (Some(Err(missing)), _) => view! { <p class="hint">{missing}</p> }.into_any(),
        (Some(Ok(_)), None) => view! { <p class="hint" role="status">"Counting every word of both groups…"</p> }.into_any(),
        (Some(Ok(_)), Some(Err(reason))) => {
            view! { <Notice kind=NoticeKind::Warning title="The groups cannot be compared"><p>{reason}</p></Notice> }
                .into_any()
        }
        (Some(Ok(pair)), Some(Ok(keyness))) => compared(&state.get(), &pair, &keyness),
    }
    };
    view! {
        {chooser::chooser(state, answer)}
        {dynamic(result)}
    }
}

/// Sizes, warnings, both lists, and how they are made.
fn compared(state: &BrowseState, pair: &[Side; 2], found: &Keyness) -> AnyView {
    let notes = notes(pair, found)
        .into_iter()
        .map(|note| view! { <p class="groups__note">{note}</p> })
        .collect_view();
    let has_all = state.groups.has_function_words;
    let groups = GroupsState { has_function_words: !has_all, ..state.groups.clone() };
    let other = Route::Browse(BrowseState { groups, ..state.clone() }).href();
    let name =
        if has_all { "Hide words such as the, of, and" } else { "Show words such as the, of, and too" };
    view! {
        <div class="groups__sizes">
            {size(state, "A", &pair[0], found.target)}
            {size(state, "B", &pair[1], found.reference)}
        </div>
        {notes}
        <p class="hint"><a href=other>{name}</a></p>
        <div class="groups">
            {words::words(state, pair, found, false)}
            {words::words(state, pair, found, true)}
        </div>
        <details class="groups__how">
            <summary>"How these words are found"</summary>
            <p>"Every word of the statements of A is counted, as spelled, and held against the same word in B. Words that occur fewer than five times in both together are left out."</p>
            <p>"Log-likelihood (G²) says how sure a difference is: 2 Σ O ln(O ÷ E) over the four cells of the table of this word and all other words in A and B, where E is what is expected if both groups used it alike. Above 3.84 chance alone would do this for one word in 20, above 6.63 for one in 100, above 10.83 for one in 1,000; with thousands of words looked at, only the highest mean much. Dunning 1993; Rayson and Garside 2000, with all four cells."</p>
            <p>"Log ratio says how large it is: log₂ of the two rates. 1 is twice as frequent, 2 four times, 3 eight times. A count of 0 is taken as a half. Hardie 2014."</p>
        </details>
    }
    .into_any()
}

fn size(state: &BrowseState, letter: &'static str, side: &Side, size: GroupSize) -> AnyView {
    let list = BrowseState { request: side.request.clone(), view: View::List, page: 0, ..state.clone() };
    let statements = counted(size.statements as usize, "statement", "statements");
    view! {
        <p class="groups__size" class:groups__side--b=letter == "B">
            <span class="side-letter" aria-hidden="true">{letter}</span>
            <span><strong>{side.label.clone()}</strong>": "<a href=Route::Browse(list).href()>{statements}</a>
            {format!(", {}", counted(size.words as usize, "word", "words"))}</span>
        </p>
    }
    .into_any()
}

/// What has to be known before reading anything into the lists.
fn notes(pair: &[Side; 2], found: &Keyness) -> Vec<String> {
    let mut notes = Vec::new();
    if pair[0].request == pair[1].request {
        notes.push("A and B are the same statements: nothing can set them apart.".to_owned());
    } else if found.shared_statements > 0 {
        let shared = counted(found.shared_statements as usize, "statement stands", "statements stand");
        notes.push(format!("{shared} in both groups, and blur the difference."));
    }
    let mut thin: Vec<&str> = Vec::new();
    for (letter, size) in [("A", found.target), ("B", found.reference)] {
        if size.statements == 0 {
            notes.push(format!("No statement is in {letter}."));
        } else if size.statements < THIN_STATEMENTS || size.words < THIN_WORDS {
            thin.push(letter);
        }
    }
    match thin.as_slice() {
        [] => {}
        [one] => notes.push(format!("{one} is thin: one text’s subject can fill its list.")),
        _ => notes.push("Both groups are thin: one text’s subject can fill a list.".to_owned()),
    }
    notes
}
