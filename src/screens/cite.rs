//! A menu of citations: of a statement or the passage that the address names, or of a comparison.
//!
//! Lives here: what is cited, and the choice of a notation. Does not live here: the words of a citation
//! (`demarche_cite`).

use crate::browser;
use crate::components::{dynamic, select, text, when};
use crate::routes::{ReadState, Route};
use crate::state::{Library, OWN_PREFIX, use_library};
use demarche_cite::{Setting, Style, Work, cite, quotation};
use demarche_corpus::{PartialDate, Statement};
use leptos::prelude::*;

/// Id of what opens the menu.
pub const CITE_ID: &str = "cite";
const STYLE_ID: &str = "cite-style";
const OF_ID: &str = "cite-of";
const TEXT_ID: &str = "cite-text";

/// A passage that the address names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedPassage {
    /// Its anchor.
    pub anchor: String,
    /// Which of the statement, counted from 1.
    pub number: usize,
    /// Its words.
    pub words: String,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Citation(Style),
    Quotation,
}

/// The menu. `passage` is what a single statement may be narrowed to, `address` the hash of a comparison. Nothing for
/// texts of the reader's own: nobody else could look them up.
pub fn cite_menu(
    statements: Vec<Statement>,
    passage: Signal<Option<CitedPassage>>,
    address: Signal<String>,
) -> AnyView {
    if !is_citable(&statements) {
        return ().into_any();
    }
    let summary = if statements.len() > 1 { "Cite this comparison" } else { "Cite" };
    let library = use_library();
    let (style, is_whole) = (RwSignal::new(Style::default()), RwSignal::new(false));
    let told = RwSignal::new("");
    let statements = StoredValue::new(statements);
    let shown = Memo::new(move |_| passage.get().filter(|_| !is_whole.get()));
    let words = move |form: Form| {
        let (passage, address) = (shown.get(), address.get());
        let accessed = PartialDate::parse(&browser::today());
        statements.with_value(|statements| {
            library.with_info(|info| {
                cited(statements, passage.as_ref(), &address, &Setting { info, accessed }, form)
            })
        })
    };
    let citation = Memo::new(move |_| words(Form::Citation(style.get())));
    // What was copied says nothing of what is shown next.
    Effect::new(move |_| {
        citation.track();
        told.set("");
    });
    let copy = move |text: String, done: &'static str| {
        told.set("");
        browser::copy(text, move |copied| {
            let said = if copied {
                done
            } else {
                browser::select_all(TEXT_ID);
                "This browser does not let a page copy. The citation is selected: copy it by hand."
            };
            // Meanwhile the reader may have gone elsewhere.
            let _ = told.try_set(said);
        });
    };
    let styles = Style::ALL.map(|style| (style.id().to_owned(), style.label().to_owned())).to_vec();
    let choose = move |id: String| style.set(Style::from_id(&id).unwrap_or_default());
    let of = move || {
        let number = passage.with(|passage| passage.as_ref().map_or(0, |passage| passage.number));
        let options = vec![
            ("passage".to_owned(), format!("passage {number}")),
            ("statement".to_owned(), "the whole statement".to_owned()),
        ];
        let present = if is_whole.get() { "statement" } else { "passage" };
        select("Of", OF_ID, options, present, move |value| is_whole.set(value == "statement"))
    };
    let quote = move || {
        let press = move |_| copy(untrack(|| words(Form::Quotation)), "Quotation copied");
        view! { <button type="button" class="button" on:click=press>"Copy as quotation"</button> }.into_any()
    };
    view! {
        <details class="cite">
            <summary id=CITE_ID class="button">{summary}</summary>
            <div class="cite__choice">
                {when(move || passage.with(Option::is_some), of)}
                {select("Style", STYLE_ID, styles, Style::default().id(), choose)}
                <textarea id=TEXT_ID class="cite__text" readonly rows="7" spellcheck="false" aria-label="Citation"
                    prop:value=text(move || citation.get())></textarea>
                <button type="button" class="button"
                    on:click=move |_| copy(citation.get_untracked(), "Citation copied")>"Copy citation"</button>
                {when(move || shown.with(Option::is_some), quote)}
                <p class="export__told" aria-live="polite">{dynamic(move || told.get().into_any())}</p>
            </div>
        </details>
    }
    .into_any()
}

/// A passage as a quotation with its source.
pub fn quotation_of(library: Library, statement: &Statement, passage: &CitedPassage) -> String {
    let accessed = PartialDate::parse(&browser::today());
    let one = std::slice::from_ref(statement);
    library.with_info(|info| cited(one, Some(passage), "", &Setting { info, accessed }, Form::Quotation))
}

/// The note for a statement, or for a comparison at an address; nothing for texts of the reader's own.
pub fn note(library: Library, statements: &[Statement], address: &str) -> String {
    if !is_citable(statements) {
        return String::new();
    }
    let accessed = PartialDate::parse(&browser::today());
    let form = Form::Citation(Style::default());
    library.with_info(|info| cited(statements, None, address, &Setting { info, accessed }, form))
}

/// Whether others could look all of them up.
fn is_citable(statements: &[Statement]) -> bool {
    !statements.is_empty() && !statements.iter().any(|statement| statement.id.starts_with(OWN_PREFIX))
}

/// The address of a statement, or of a passage of it, within the site.
pub fn place_of(id: &str, passage: Option<&str>) -> String {
    let passage = passage.map(str::to_owned);
    Route::Read(ReadState { id: id.to_owned(), passage, ..ReadState::default() }).href()
}

fn cited(
    statements: &[Statement],
    passage: Option<&CitedPassage>,
    address: &str,
    setting: &Setting<'_>,
    form: Form,
) -> String {
    // A page opened from disk has no address that others could follow.
    let full = |hash: &str| browser::address_of(hash).unwrap_or_default();
    let link = |statement: &Statement, passage: Option<&str>| full(&place_of(&statement.id, passage));
    let finish = |work: &Work<'_>| match (form, passage) {
        (Form::Quotation, Some(passage)) => quotation(&passage.words, work, setting),
        (Form::Citation(style), _) => cite(work, setting, style),
        (Form::Quotation, None) => String::new(),
    };
    match (statements, passage) {
        ([statement], Some(passage)) => {
            let link = link(statement, Some(&passage.anchor));
            finish(&Work::Passage { statement, link: &link, number: passage.number })
        }
        ([statement], None) => finish(&Work::Statement { statement, link: &link(statement, None) }),
        _ => {
            let links: Vec<String> = statements.iter().map(|statement| link(statement, None)).collect();
            let sides: Vec<(&Statement, &str)> =
                statements.iter().zip(&links).map(|(statement, link)| (statement, link.as_str())).collect();
            finish(&Work::Comparison { statements: &sides, link: &full(address) })
        }
    }
}
