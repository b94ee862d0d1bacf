//! About: what the corpus holds, how figures are made, licence, version and checksum.

use crate::browser;
use crate::components::text;
use crate::messages::{counted, number};
use crate::routes::{BrowseState, Route};
use crate::screens::offline::OfflineFact;
use crate::state::{Lane, use_library};
use demarche_compare::report::METHOD;
use demarche_corpus::{Completeness, Statement};
use demarche_search::keyness::MIN_TOTAL;
use demarche_search::trend::THIN;
use demarche_search::{Field, Request};
use leptos::prelude::*;

/// The screen.
#[component]
pub fn About() -> impl IntoView {
    let library = use_library();
    let info = library.with_info(Clone::clone);
    let lang = library.own_lang();
    let events = info.events.len();
    let total = RwSignal::new((library.with_pack(|pack| pack.statements().len()), 0));
    library.search(Lane::Each, Request::default(), (0, 0, 0), move |page| {
        if let Ok(page) = page {
            total.set((page.total.statements, page.total.passages));
        }
    });
    let checksum = library.with_pack(|pack| pack.checksum().to_owned());
    let files = match browser::edition() {
        Some(edition) => view! {
            "Edition "<code class="checksum">{edition}</code>"; "<a href="./checksums.txt">"checksums.txt"</a>
            " has the SHA-256 of every file of this site, and “sha256sum --check checksums.txt” compares a copy of it."
        }.into_any(),
        None => "This page is one file: what “sha256sum” says of it is its checksum.".into_any(),
    };
    let completeness = [Completeness::Full, Completeness::Excerpt, Completeness::Digest, Completeness::Unstated]
        .map(|how| {
            let is = |statement: &&Statement| statement.completeness == how;
            (how, library.with_pack(|pack| pack.statements().iter().filter(is).count()))
        })
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(how, count)| {
            let toggle = |state: BrowseState, id, exclude| state.toggle(Field::Completeness, id, exclude);
            let state = match how.id() {
                Some(id) => toggle(BrowseState::default(), id, false),
                // What is not stated is what is none of those.
                None => {
                    let stated = [Completeness::Full, Completeness::Excerpt, Completeness::Digest];
                    let ids = stated.into_iter().filter_map(Completeness::id);
                    ids.fold(BrowseState::default(), |state, id| toggle(state, id, true))
                }
            };
            let href = Route::Browse(state).href();
            view! { <tr><th scope="row"><a href=href>{how.label()}</a></th><td class="figure">{number(count)}</td></tr> }
        })
        .collect_view();
    let counts = [Field::Side, Field::Kind, Field::Publisher]
        .map(|field| {
            let values = library.with_catalog(|catalog| catalog.listed(field, &catalog.all_counts(field)).values);
            let lang = library.lang_of(field);
            let rows = values.into_iter().map(|value| {
                let href = Route::Browse(BrowseState::default().toggle(field, &value.id, false)).href();
                view! { <tr><th scope="row"><a href=href lang=lang.clone()>{value.label}</a></th><td class="figure">{number(value.count)}</td></tr> }
            });
            view! {
                <table class="table">
                    <caption>{format!("Statements by {}", field.label().to_lowercase())}</caption>
                    <thead><tr><th scope="col">{field.label()}</th><th scope="col" class="figure">"Statements"</th></tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            }
        })
        .collect_view();
    view! {
        <h1>"About "<bdi lang=lang.clone()>{info.title.clone()}</bdi></h1>
        <p class="lead" lang=lang.clone() dir="auto">{info.description.clone()}</p>
        <p>{text(move || {
            let (statements, passages) = total.get();
            format!("{} in {}, {}.", counted(statements, "statement", "statements"),
                counted(passages, "passage", "passages"), counted(events, "event", "events"))
        })}</p>
        <h2>"What it holds"</h2>
        <div class="tables">
            <table class="table">
                <caption>"Statements by completeness"</caption>
                <thead><tr><th scope="col">"Completeness"</th><th scope="col" class="figure">"Statements"</th></tr></thead>
                <tbody>{completeness}</tbody>
            </table>
            {counts}
        </div>
        <h2>"How figures are made"</h2>
        <ul class="prose">
            <li>"A statement matches when all words typed stand in its title, headings or passages. A plain word also finds its inflections and the spellings that the corpus declares as one; words inside quotation marks are taken as they are, capitals and accents aside."</li>
            <li>"A count beside a filter says how many statements have that value under the words and all other filters. Values of one filter add up. Counts are counted, never estimated."</li>
            <li>"A statement that is dated by month or year alone is found by every range of dates in which it may lie; the sentence above the list says how many are."</li>
            <li>"Best match orders by BM25F (Robertson and Zaragoza, 2009): the rarer a word, the more it counts, in titles and headings more than in passages, with a bonus for passages and titles that hold all the words, and for words side by side."</li>
            <li>{format!("The chart counts hits; per 10,000 words of all statements that the filters leave in a period; or the matching ones as a share of these. A period of fewer than {THIN} is drawn as thin, and what is dated more coarsely than the periods stands in none.")}</li>
            <li>{format!("Two groups are told apart by the measures for distinctive words below; words with fewer than {MIN_TOTAL} occurrences in both together are left out.")}</li>
            {Vec::from(METHOD.map(|said| view! { <li>{said}</li> }.into_any()))}
        </ul>
        <h2>"Licence and version"</h2>
        <dl class="facts facts--wide">
            <div class="fact"><dt>"Licence of the texts"</dt><dd>{match info.licence.is_empty() {
                true => "not stated".into_any(),
                false => view! { <span lang=lang>{info.licence}</span> }.into_any(),
            }}</dd></div>
            <div class="fact"><dt>"Démarche"</dt><dd>{env!("CARGO_PKG_VERSION")}", MIT or Apache-2.0"</dd></div>
            <div class="fact"><dt>"Checksum of the corpus"</dt><dd><code class="checksum">{checksum}</code></dd></div>
            <div class="fact"><dt>"Checksums of the files"</dt><dd>{files}</dd></div>
            <OfflineFact />
            <div class="fact"><dt>"Privacy"</dt><dd>"Nothing you type or read leaves this page. It asks for the files of this site and for nothing else."</dd></div>
        </dl>
    }
}
