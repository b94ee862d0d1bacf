//! What paper says below the words and the screen does not: how to cite them, and the corpus in the state it was in.
//!
//! Does not live here: the words of a citation (`demarche_cite`), when it is shown (the style sheet).

use super::cite::note;
use crate::components::text;
use crate::state::use_library;
use demarche_corpus::Statement;
use leptos::prelude::*;

/// The note for a statement, or for a comparison of several at `address`, and the corpus with its checksum. Texts of the
/// reader's own are cited nowhere: `statements` is empty then.
pub fn for_paper(statements: Vec<Statement>, address: Signal<String>) -> AnyView {
    let library = use_library();
    let (title, checksum) = library.with_pack(|pack| (pack.info().title.clone(), pack.checksum().to_owned()));
    let cited = text(move || note(library, &statements, &address.get()));
    view! {
        <section class="for-paper" aria-label="Source">
            <p>{cited}</p>
            <p>"Corpus: "<bdi lang=library.own_lang()>{title}</bdi>", checksum "<code class="checksum">{checksum}</code></p>
        </section>
    }
    .into_any()
}
