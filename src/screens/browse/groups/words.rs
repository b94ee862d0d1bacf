//! The words that one group has more of than the other, as a table.

use super::sides::Side;
use crate::messages::{decimal, number};
use crate::routes::{BrowseState, LinesState, Route, View};
use demarche_corpus::keyness::SURE;
use demarche_search::keyness::GroupSize;
use demarche_search::{Keyness, Keyword};
use leptos::prelude::*;

/// The words of group A, or those of group B.
pub(super) fn words(state: &BrowseState, sides: &[Side; 2], found: &Keyness, of_b: bool) -> AnyView {
    let (list, letter, label) = match of_b {
        false => (&found.of_target, "A", &sides[0].label),
        true => (&found.of_reference, "B", &sides[1].label),
    };
    let rows: Vec<AnyView> = list.iter().map(|word| row(state, sides, found, word, of_b)).collect();
    let body = if rows.is_empty() {
        view! { <p class="hint">"No word occurs five times or more and is more frequent here."</p> }
            .into_any()
    } else {
        view! {
            <table class="keywords" aria-label=format!("Distinctive words of {letter}")>
                <thead>
                    <tr>
                        <th scope="col">"Word"</th>
                        <th scope="col" class="keywords__figure">"In A"<span class="keywords__rate">"per 10,000"</span></th>
                        <th scope="col" class="keywords__figure">"In B"<span class="keywords__rate">"per 10,000"</span></th>
                        <th scope="col" class="keywords__figure">"Score"<span class="keywords__rate">"log-likelihood"</span><span class="keywords__rate keywords__folded">"log ratio"</span></th>
                        <th scope="col" class="keywords__figure keywords__ratio">"How much more"<span class="keywords__rate">"log ratio"</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section class="groups__side" class:groups__side--b=of_b aria-label=format!("Group {letter}: {label}")>
            <h2 class="groups__name"><span class="side-letter" aria-hidden="true">{letter}</span>"More in "{label.clone()}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn row(state: &BrowseState, sides: &[Side; 2], found: &Keyness, word: &Keyword, of_b: bool) -> AnyView {
    let own = lines_of(state, &sides[usize::from(of_b)], &word.form);
    let ratio = decimal(word.log_ratio.abs(), 2);
    let note =
        (word.log_likelihood < SURE).then(|| view! { <span class="keywords__rate">"a hint only"</span> });
    view! {
        <tr>
            <th scope="row"><a href=own>{word.form.clone()}</a>{note}</th>
            {count(state, &sides[0], &word.form, word.target, found.target)}
            {count(state, &sides[1], &word.form, word.reference, found.reference)}
            <td class="keywords__figure">{decimal(word.log_likelihood, 1)}<span class="keywords__rate keywords__folded">{ratio.clone()}</span></td>
            <td class="keywords__figure keywords__ratio">{ratio}</td>
        </tr>
    }
    .into_any()
}

/// How often a word occurs in a group, a link to these lines.
fn count(state: &BrowseState, side: &Side, form: &str, count: u32, size: GroupSize) -> AnyView {
    let figure = number(count as usize);
    let rate = f64::from(count) * 10_000.0 / f64::from(size.words.max(1));
    let figure = match count {
        0 => figure.into_any(),
        _ => view! { <a href=lines_of(state, side, form)>{figure}</a> }.into_any(),
    };
    view! { <td class="keywords__figure">{figure}<span class="keywords__rate">{decimal(rate, 1)}</span></td> }
        .into_any()
}

/// The address of a word's lines in a group.
fn lines_of(state: &BrowseState, side: &Side, form: &str) -> String {
    let lines = LinesState { word: format!("={form}"), only: None, ..state.lines.clone() };
    let next = BrowseState {
        request: side.request.clone(),
        view: View::Concordance,
        lines,
        page: 0,
        ..state.clone()
    };
    Route::Browse(next).href()
}
