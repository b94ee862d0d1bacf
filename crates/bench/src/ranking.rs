//! How good the order of results is: judged queries, measures, and what each part of the ranking is worth.
//!
//! Lives here: reading judged sets, the two measures, and switching parts of the ranking off. Does not live here: the
//! ranking (`demarche_search::Weights`), the judging (the sets' own headers say how), tables (`report`).
//!
//! MRR: the mean over the queries of 1 / the place of the first statement with the highest grade (Voorhees, "The TREC-8
//! question answering track report", 1999). nDCG@10: the gain 2^grade − 1 of each of the first ten, divided by
//! log2(place + 1), as a share of the best order there could be (Järvelin and Kekäläinen, "Cumulated gain-based
//! evaluation of IR techniques", 2002; this gain: Burges and others, 2005). Statements that no query word finds count
//! in the best order too. Linear in the matched statements of each query.

mod report;

use anyhow::{Context, Result, bail};
use demarche_corpus::pack::{self, Squeeze};
use demarche_corpus::source::{INFO_PATH, STATEMENTS_FOLDER, SourceContent, SourceFile, read_corpus};
use demarche_corpus::{Pack, StatementIdx};
use demarche_search::{Engine, Request, Weights, build_sections};
use serde::Deserialize;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// So many of the first results are looked at by nDCG.
const LOOKED_AT: usize = 10;

/// A judged set, as in `bench/ranking/*.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgedSet {
    query: Vec<JudgedQuery>,
}

/// What is typed, and what should come first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct JudgedQuery {
    /// As typed.
    text: String,
    /// What is wanted, in words: for those who judge anew.
    #[serde(rename = "want")]
    _want: String,
    /// Statements with grade 2.
    first: Vec<String>,
    /// Statements with grade 1.
    #[serde(default)]
    relevant: Vec<String>,
}

/// How well one query went.
#[derive(Debug, Clone)]
pub struct Outcome {
    text: String,
    /// 1 / the place of the first statement with the highest grade, 0 where none came.
    reciprocal_rank: f64,
    ndcg: f64,
    /// How many statements were found.
    found: usize,
}

/// How well a set went.
#[derive(Debug, Clone)]
pub struct Figures {
    outcomes: Vec<Outcome>,
}

impl Figures {
    fn mean(&self, of: impl Fn(&Outcome) -> f64) -> f64 {
        self.outcomes.iter().map(of).sum::<f64>() / self.outcomes.len().max(1) as f64
    }

    /// Mean reciprocal rank.
    pub fn mrr(&self) -> f64 {
        self.mean(|outcome| outcome.reciprocal_rank)
    }

    /// Mean nDCG@10.
    pub fn ndcg(&self) -> f64 {
        self.mean(|outcome| outcome.ndcg)
    }
}

/// The ranking as it is, or without one of its parts.
#[derive(Debug, Clone)]
pub struct Variant {
    name: &'static str,
    weights: Weights,
}

/// A corpus, and how well its queries go by each variant; the ranking as it is comes first.
#[derive(Debug)]
pub struct Measured {
    name: String,
    by_variant: Vec<(Variant, Figures)>,
}

/// The ranking as it is, then with each of its parts switched off in turn.
fn variants() -> Vec<Variant> {
    let all = Weights::default();
    let without = |name, change: fn(&mut Weights)| {
        let mut weights = all;
        change(&mut weights);
        Variant { name, weights }
    };
    vec![
        without("as it is", |_| {}),
        without("title counts as any passage", |weights| weights.title = weights.passage),
        without("no bonus for a title with all words", |weights| weights.whole_title = 0.0),
        without("headings count as passages", |weights| weights.heading = weights.passage),
        without("length does not matter", |weights| weights.b = 0.0),
        without("no bonus for passages with all words", |weights| weights.together = 0.0),
        without("no bonus for words close together", |weights| weights.near = 0.0),
    ]
}

/// Packs the corpus folder and measures the judged queries on it; how many statements it has goes into the name.
///
/// # Errors
/// When the set or the corpus cannot be read, or none of the judged statements is in the corpus.
pub fn measure(name: &str, judged: &Path, folder: &Path) -> Result<Measured> {
    let set = read_set(judged)?;
    let mut engine = open(folder)?;
    let statements = engine.pack().statements().len();
    let mut by_variant = Vec::new();
    for variant in variants() {
        engine = engine.with_weights(variant.weights);
        let figures = figures(&engine, &set).with_context(|| format!("measuring {}", folder.display()))?;
        by_variant.push((variant, figures));
    }
    Ok(Measured { name: format!("{name}, {statements}"), by_variant })
}

/// Writes `ranking.md` and `ranking.json` into the folder.
///
/// # Errors
/// When a file cannot be written.
pub fn write(measured: &[Measured], into: &Path) -> Result<()> {
    for (name, text) in
        [("ranking.md", report::markdown(measured)), ("ranking.json", report::json(measured)?)]
    {
        let path = into.join(name);
        fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
    }
    Ok(())
}

/// The tables as printed.
pub fn tables(measured: &[Measured]) -> String {
    report::markdown(measured)
}

fn read_set(path: &Path) -> Result<JudgedSet> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("reading {}", path.display()))
}

/// Packs a folder and opens it. The command's own reading is not used: it is not a library for other packages.
fn open(folder: &Path) -> Result<Engine> {
    let read = |path: String| -> Result<SourceFile> {
        let full = folder.join(&path);
        let bytes = fs::read(&full).with_context(|| format!("reading {}", full.display()))?;
        Ok(SourceFile { path, content: SourceContent::Bytes(bytes) })
    };
    let mut files = vec![read(INFO_PATH.to_owned())?];
    let statements = folder.join(STATEMENTS_FOLDER);
    for entry in fs::read_dir(&statements).with_context(|| format!("reading {}", statements.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") {
            files.push(read(format!("{STATEMENTS_FOLDER}/{name}"))?);
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let Some(corpus) = read_corpus(&files).0 else {
        bail!("the corpus {} has errors: `demarche check` tells them", folder.display());
    };
    let bytes = pack::write(&corpus, &build_sections(&corpus), Squeeze::Never);
    Ok(Engine::open(Arc::new(Pack::open(bytes)?))?)
}

/// Runs every query of which some judged statement is in the corpus.
fn figures(engine: &Engine, set: &JudgedSet) -> Result<Figures> {
    let mut outcomes = Vec::new();
    for query in &set.query {
        let grades = grades_in(engine.pack(), query);
        if grades.is_empty() {
            continue;
        }
        let request = Request { text: query.text.clone(), ..Request::default() };
        let answer = engine.evaluate(&request)?;
        let grade =
            |idx: StatementIdx| grades.iter().find(|(own, _)| *own == idx).map_or(0, |(_, grade)| *grade);
        let list: Vec<u32> = answer.matched.iter().map(|matched| grade(matched.idx)).collect();
        let mut ideal: Vec<u32> = grades.iter().map(|(_, grade)| *grade).collect();
        ideal.sort_by_key(|grade| std::cmp::Reverse(*grade));
        outcomes.push(Outcome {
            text: query.text.clone(),
            reciprocal_rank: reciprocal_rank(&list, ideal[0]),
            ndcg: gain(&list) / gain(&ideal),
            found: list.len(),
        });
    }
    if outcomes.is_empty() {
        bail!("none of the judged statements is in this corpus, so that there is nothing to measure");
    }
    Ok(Figures { outcomes })
}

/// The judged statements that this corpus has, with their grades.
fn grades_in(pack: &Pack, query: &JudgedQuery) -> Vec<(StatementIdx, u32)> {
    let graded = [(&query.first, 2), (&query.relevant, 1)];
    let known = |(ids, grade): (&Vec<String>, u32)| -> Vec<(StatementIdx, u32)> {
        ids.iter().filter_map(|id| Some((place_of(pack, id)?, grade))).collect()
    };
    graded.into_iter().flat_map(known).collect()
}

fn place_of(pack: &Pack, id: &str) -> Option<StatementIdx> {
    let at = pack.statements().iter().position(|statement| statement.id.as_str() == id)?;
    Some(StatementIdx(at as u32))
}

fn reciprocal_rank(list: &[u32], highest: u32) -> f64 {
    list.iter().position(|grade| *grade == highest).map_or(0.0, |at| 1.0 / (at + 1) as f64)
}

/// DCG@10 of grades in the order of a list.
fn gain(list: &[u32]) -> f64 {
    let one = |(at, grade): (usize, &u32)| (2f64.powi(*grade as i32) - 1.0) / ((at + 2) as f64).log2();
    list.iter().take(LOOKED_AT).enumerate().map(one).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    /// What was reached on the default corpus, less a hair: a change of the ranking that loses more has to be seen.
    const FLOOR_MRR: f64 = 0.98;
    const FLOOR_NDCG: f64 = 0.95;

    fn root() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
    }

    #[test]
    fn the_order_of_the_default_corpus_does_not_get_worse() {
        let set = read_set(&root().join("bench/ranking/default.toml"))
            .expect("the judged set is part of the project");
        let engine = open(&root().join("corpus")).expect("the default corpus can be packed");
        for query in &set.query {
            for id in query.first.iter().chain(&query.relevant) {
                assert!(
                    place_of(engine.pack(), id).is_some(),
                    "{id} is judged for {:?}, but not there",
                    query.text
                );
            }
        }
        let figures = figures(&engine, &set).expect("all judged statements are there");
        let (mrr, ndcg) = (figures.mrr(), figures.ndcg());
        assert!(
            mrr >= FLOOR_MRR && ndcg >= FLOOR_NDCG,
            "MRR {mrr:.4}, nDCG@10 {ndcg:.4}: {:#?}",
            figures.outcomes
        );
    }

    #[test]
    fn every_query_is_judged_once_and_no_statement_twice() {
        for name in ["default", "un"] {
            let set = read_set(&root().join(format!("bench/ranking/{name}.toml"))).expect("a judged set");
            assert_eq!(set.query.len(), 30, "{name}");
            let mut texts: Vec<&str> = set.query.iter().map(|query| query.text.as_str()).collect();
            texts.sort_unstable();
            texts.dedup();
            assert_eq!(texts.len(), set.query.len(), "a query of {name} stands twice");
            for query in &set.query {
                let mut ids: Vec<&String> = query.first.iter().chain(&query.relevant).collect();
                let all = ids.len();
                ids.sort_unstable();
                ids.dedup();
                assert_eq!(ids.len(), all, "a statement is judged twice for {:?}", query.text);
                assert!(!query.first.is_empty(), "nothing should come first for {:?}", query.text);
            }
        }
    }

    #[test]
    fn gain_follows_the_formula() {
        let check = |list: &[u32], expected: f64| assert!((gain(list) - expected).abs() < 1e-9, "{list:?}");
        check(&[], 0.0);
        check(&[2], 3.0);
        check(&[0, 2], 3.0 / 3f64.log2());
        check(&[2, 1, 0, 1], 3.0 + 1.0 / 3f64.log2() + 1.0 / 5f64.log2());
        check(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2], 0.0);
    }

    #[test]
    fn the_rank_is_that_of_the_highest_grade() {
        let check = |list: &[u32], highest, expected: f64| {
            assert!((reciprocal_rank(list, highest) - expected).abs() < 1e-9, "{list:?}");
        };
        check(&[1, 0, 2], 2, 1.0 / 3.0);
        check(&[1, 0, 2], 1, 1.0);
        check(&[0, 0], 2, 0.0);
    }

    #[test]
    fn each_variant_changes_one_thing() {
        let variants = variants();
        let changed = |variant: &Variant| variant.weights != variants[0].weights;
        assert!(variants.iter().skip(1).all(changed), "a part that is switched off already is not measured");
    }
}
