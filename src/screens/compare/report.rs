//! The comparison as a file that the reader saves.
//!
//! Lives here: the buttons, and making the file in parts between which the page may listen. Does not live here: what
//! stands in it (`demarche_compare::report`).

use super::Work;
use super::model::Compared;
use super::panels::couples;
use crate::browser;
use crate::components::{dynamic, select, unfold};
use crate::routes::Couple;
use crate::state::{OWN_PREFIX, use_library};
use demarche_compare::report::{Form, Making, Report, Source};
use leptos::prelude::*;
use std::sync::Arc;

/// A file name has no more of an id than this.
const NAME_CHARS: usize = 40;

/// A button that opens those for each notation; of more than two texts, the choice of the two that are reported on.
pub fn buttons(work: Work, count: usize) -> AnyView {
    let told = RwSignal::new(String::new());
    let chosen = RwSignal::new(Couple::default());
    // What was saved says nothing of what is shown next.
    Effect::new(move |_| {
        work.compared.track();
        told.set(String::new());
    });
    let button = move |form: Form| {
        let notation = if form == Form::Html { "HTML" } else { "Markdown" };
        let library = use_library();
        let save = move |_| {
            if let Some(compared) = work.compared.get_untracked().filter(|compared| compared.is_whole) {
                let two = chosen.get_untracked();
                let (corpus, checksum) =
                    library.with_pack(|pack| (pack.info().title.clone(), pack.checksum().to_owned()));
                let source = |side: usize| {
                    let statement = &compared.sides[side].statement;
                    let mut source = library.with_info(|info| Source::of(info, statement));
                    if statement.id.starts_with(OWN_PREFIX) {
                        source.licence.clear();
                    }
                    source
                };
                let sources = [source(two.first), source(two.second)];
                let is_own = sources.iter().any(|source| source.id.starts_with(OWN_PREFIX));
                // A text of the reader's own is in this page only: no address leads to it.
                let link = if is_own { String::new() } else { browser::shared_address() };
                told.set("Making the report…".to_owned());
                make(compared, two, form, Words { sources, corpus, checksum, link }, told);
            }
        };
        view! { <button type="button" class="button" on:click=save>{format!("Save report ({notation})")}</button> }
    };
    let choose = move |id: String| {
        chosen.set(Couple::from_id(&id).unwrap_or_default());
        told.set(String::new());
    };
    let choice = (count > 2)
        .then(|| select("Report on", "report-two", couples(count), &chosen.get_untracked().id(), choose));
    let inside = view! {
        <div class="compare__report" role="group" aria-label="Report">
            {choice}
            {[Form::Html, Form::Markdown].map(button).collect_view()}
        </div>
        <p class="export__told" aria-live="polite">{dynamic(move || told.get().into_any())}</p>
    };
    unfold("report", "Save report", inside.into_any())
}

/// What a report says besides the comparison.
struct Words {
    sources: [Source; 2],
    corpus: String,
    checksum: String,
    link: String,
}

/// Makes the file, part by part, and hands it to the reader's browser.
fn make(compared: Arc<Compared>, two: Couple, form: Form, words: Words, told: RwSignal<String>) {
    browser::start(async move {
        browser::pause().await;
        let Words { sources, corpus, checksum, link } = words;
        let Some(pair) = compared.pairs.iter().find(|pair| pair.couple() == two) else { return };
        let texts = [&compared.sides[two.first].text(), &compared.sides[two.second].text()];
        let made_on = browser::today();
        let (end, media_type) = match form {
            Form::Html => ("html", "text/html;charset=utf-8"),
            Form::Markdown => ("md", "text/markdown;charset=utf-8"),
        };
        let [a, b] = [0, 1].map(|side| short(&sources[side].id));
        let name = format!("comparison-{a}-{b}-{made_on}.{end}");
        let found = &pair.comparison;
        let report = Report { sources, texts, found, corpus, checksum, link, made_on };
        let mut making = Making::new(&report, form);
        let whole = loop {
            if let Some(whole) = making.step() {
                break whole;
            }
            browser::pause().await;
        };
        let said = match browser::save(&name, media_type, &[whole]) {
            Some(()) => format!("Saved as {name}"),
            None => "No file was made: this browser does not let a page save files".to_owned(),
        };
        // Meanwhile the reader may have gone elsewhere.
        let _ = told.try_set(said);
    });
}

/// An id as part of a file's name.
fn short(id: &str) -> String {
    let name: String =
        id.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(NAME_CHARS).collect();
    name.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_parts_of_a_file_name() {
        for (id, expected) in [
            ("2025-09-24-readout", "2025-09-24-readout"),
            ("own:1", "own-1"),
            ("../мир/", "мир"),
            (&"ab".repeat(40), &"ab".repeat(20)),
        ] {
            assert_eq!(short(id), expected);
        }
    }
}
