//! `--against`: the words that set what was found apart from what another query finds.

use super::list::figure;
use super::{Asked, cut, explain, plain};
use crate::render::count;
use demarche_search::export::{KEYNESS_COLUMNS, keyness_rows};
use demarche_search::{Keyness, KeynessRequest, Keyword, Query, Request, keyness};
use serde_json::{Value, json};

/// How many words of each side are shown on a terminal unless `--limit` says otherwise.
const SHOWN: usize = 20;
/// Columns of a word.
const WORD: usize = 24;

/// The comparison as asked for. The filters hold for both queries.
pub(super) fn write(asked: &Asked<'_>, reference: &str) -> anyhow::Result<String> {
    explain(reference, &Query::parse(reference).1)?;
    let request = KeynessRequest {
        target: asked.request.clone(),
        reference: Request { text: reference.to_owned(), ..asked.request.clone() },
        limit: u32::try_from(asked.args.shown(SHOWN)).unwrap_or(u32::MAX),
        ..KeynessRequest::default()
    };
    let found = keyness(asked.engine, &request)?;
    if asked.args.json {
        let list = |words: &[Keyword]| words.iter().map(to_json).collect::<Vec<_>>();
        asked.json(json!({
            "target": found.target,
            "reference": found.reference,
            "shared_statements": found.shared_statements,
            "of_target": list(&found.of_target),
            "of_reference": list(&found.of_reference),
        }))
    } else if asked.args.csv {
        let scope = format!(
            "{}; against {reference:?}: {}",
            asked.scope(),
            count(found.reference.statements as usize, "statement")
        );
        Ok(asked.csv_of(scope, KEYNESS_COLUMNS, keyness_rows(&found)))
    } else {
        Ok(to_text(asked, reference, &found))
    }
}

fn to_json(word: &Keyword) -> Value {
    json!({
        "word": word.form,
        "target": word.target,
        "reference": word.reference,
        "target_statements": word.target_statements,
        "reference_statements": word.reference_statements,
        "log_likelihood": figure(word.log_likelihood),
        "log_ratio": figure(word.log_ratio),
    })
}

fn to_text(asked: &Asked<'_>, reference: &str, found: &Keyness) -> String {
    let size = |size: demarche_search::keyness::GroupSize| {
        format!("{}, {}", count(size.statements as usize, "statement"), count(size.words as usize, "word"))
    };
    let mut out = format!("{}\n{}", asked.scope(), asked.unmatched());
    out.push_str(&format!("target: {}\n", size(found.target)));
    out.push_str(&format!("reference {:?}: {}\n", plain(reference), size(found.reference)));
    if found.shared_statements > 0 {
        let shared = count(found.shared_statements as usize, "statement");
        out.push_str(&format!("{shared} in both, which blurs the difference\n"));
    }
    for (heading, words) in [
        ("more frequent in the target", &found.of_target),
        ("more frequent in the reference", &found.of_reference),
    ] {
        out.push_str(&format!(
            "\n{heading}\n{:WORD$} {:>10} {:>10} {:>14} {:>10}\n",
            "", "target", "reference", "log-likelihood", "log ratio"
        ));
        for word in words {
            out.push_str(&format!(
                "{:WORD$} {:>10} {:>10} {:>14.1} {:>+10.2}\n",
                cut(&plain(&word.form), WORD),
                word.target,
                word.reference,
                word.log_likelihood,
                word.log_ratio
            ));
        }
    }
    out
}
