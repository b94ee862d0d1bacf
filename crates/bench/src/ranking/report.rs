//! Tables of measured rankings, as Markdown and JSON.
//!
//! Lives here: layout. Does not live here: figures (`ranking`).

use super::{LOOKED_AT, Measured};
use anyhow::Result;
use serde_json::json;
use std::fmt::Write;

/// What stands above the tables.
const HEAD: &str = "\
# Quality of ranking

Made by `cargo xtask bench ranking` from the judged queries in `ranking/`, whose headers say how they were judged.
**MRR**: the mean over the queries of 1 / the place of the first statement with the highest grade.
**nDCG@10**: the gain (2^grade − 1, less with the logarithm of the place) of the first ten, as a share of the best
order there could be (Järvelin and Kekäläinen 2002). 1 is the best for both. Judged statements that no word of the
query finds count against both.

A part of the ranking stays unless the figures without it (second table) are better on both collections.
";

/// The tables as Markdown.
pub fn markdown(measured: &[Measured]) -> String {
    let mut text = HEAD.to_owned();
    // Writing into a String cannot fail.
    let _ = writeln!(text, "\n| corpus, statements | queries | MRR | nDCG@10 |\n|---|--:|--:|--:|");
    for one in measured {
        if let Some((_, figures)) = one.by_variant.first() {
            let (mrr, ndcg, queries) = (figures.mrr(), figures.ndcg(), figures.outcomes.len());
            let _ = writeln!(text, "| {} | {queries} | {mrr:.3} | {ndcg:.3} |", one.name);
        }
    }
    text += "\n## Without each part in turn\n\n| ranking |";
    measured.iter().for_each(|one| {
        let _ = write!(text, " {}: MRR | nDCG@10 |", one.name);
    });
    text += "\n|---|";
    text += &"--:|--:|".repeat(measured.len());
    text.push('\n');
    for at in 0..measured.first().map_or(0, |one| one.by_variant.len()) {
        let _ = write!(text, "| {} |", measured[0].by_variant[at].0.name);
        for one in measured {
            let (now, all) = (&one.by_variant[at].1, &one.by_variant[0].1);
            let cell = |own: f64, all: f64| match at {
                0 => format!("{own:.3}"),
                _ => format!("{own:.3} ({:+.3})", own - all),
            };
            let _ = write!(text, " {} | {} |", cell(now.mrr(), all.mrr()), cell(now.ndcg(), all.ndcg()));
        }
        text.push('\n');
    }
    for one in measured {
        let _ = writeln!(text, "\n## {}, query by query\n", one.name);
        text += "| query | found | 1 / place | nDCG@10 |\n|---|--:|--:|--:|\n";
        for outcome in one.by_variant.first().into_iter().flat_map(|(_, figures)| &figures.outcomes) {
            let query = outcome.text.replace('|', "\\|");
            let (rank, ndcg) = (outcome.reciprocal_rank, outcome.ndcg);
            let _ = writeln!(text, "| `{query}` | {} | {rank:.2} | {ndcg:.2} |", outcome.found);
        }
    }
    text
}

/// The same as JSON.
pub fn json(measured: &[Measured]) -> Result<String> {
    let rounded = |figure: f64| (figure * 10_000.0).round() / 10_000.0;
    let corpora = measured.iter().map(|one| {
        let variants = one.by_variant.iter().map(|(variant, figures)| {
            let queries = figures.outcomes.iter().map(|outcome| {
                json!({
                    "text": outcome.text,
                    "found": outcome.found,
                    "reciprocal_rank": rounded(outcome.reciprocal_rank),
                    "ndcg": rounded(outcome.ndcg),
                })
            });
            json!({
                "ranking": variant.name,
                "mrr": rounded(figures.mrr()),
                "ndcg": rounded(figures.ndcg()),
                "queries": queries.collect::<Vec<_>>(),
            })
        });
        json!({
            "corpus": one.name,
            "variants": variants.collect::<Vec<_>>(),
        })
    });
    let value = json!({ "looked_at": LOOKED_AT, "corpora": corpora.collect::<Vec<_>>() });
    Ok(serde_json::to_string_pretty(&value)? + "\n")
}
