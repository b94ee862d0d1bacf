//! How well two accounts of one event are aligned, on pairs of texts labelled by reading.
//!
//! Lives here: the sets, what is counted, and the table. Does not live here: reading the labels (`labels`), fitting
//! the score (`fit`), and the alignment (`demarche_compare`).
//!
//! Counted as the labels' own notes say: *precision*, the share of predicted pairs that are labelled `same` or `part`;
//! *recall*, the share of those that are predicted; *violations*, the share of the near misses (`topic`) that are
//! predicted. Pairs that touch a title or an end mark are left out. A row of passages is right if it holds a labelled
//! pair; a labelled pair is found if a row holds it.

mod fit;
mod labels;

use anyhow::{Result, bail};
use demarche_compare::{Comparison, Meanings, Setting, compare, meanings};
use labels::Call;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Figures to reach on calls that nothing was tuned on.
const LEAST_PRECISION: f64 = 0.85;
const LEAST_RECALL: f64 = 0.60;
const MOST_VIOLATIONS: f64 = 0.10;

/// What the labelled readouts that are not ours are called.
const OTHERS: &str = "readouts of others";

/// Whether a set is kept apart: nothing is fitted on it.
fn is_apart(set: &str) -> bool {
    set.starts_with("apart")
}

/// What was counted on some calls.
#[derive(Debug, Clone, Copy, Default, Serialize)]
struct Tally {
    predicted: usize,
    right: usize,
    labelled: usize,
    found: usize,
    near_misses: usize,
    violated: usize,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.predicted += other.predicted;
        self.right += other.right;
        self.labelled += other.labelled;
        self.found += other.found;
        self.near_misses += other.near_misses;
        self.violated += other.violated;
    }

    fn precision(self) -> f64 {
        share(self.right, self.predicted)
    }

    fn recall(self) -> f64 {
        share(self.found, self.labelled)
    }

    fn f1(self) -> f64 {
        let sum = self.precision() + self.recall();
        if sum > 0.0 { 2.0 * self.precision() * self.recall() / sum } else { 0.0 }
    }

    fn violations(self) -> f64 {
        share(self.violated, self.near_misses)
    }
}

/// What was counted on one set at one level.
#[derive(Debug, Serialize)]
struct Line {
    set: String,
    level: &'static str,
    calls: usize,
    #[serde(flatten)]
    tally: Tally,
    precision: f64,
    recall: f64,
    f1: f64,
    violations: f64,
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Measures the sets below `root`, and the labelled readouts in `gold` where there are any; `fit` fits the score first
/// and prints its coefficients; `verbose` names every pair that is wrong or missed.
pub fn run(
    root: &Path,
    gold: Option<&Path>,
    least: Option<f64>,
    do_fit: bool,
    verbose: bool,
    write: bool,
) -> Result<()> {
    let mut sets: Vec<(String, Vec<Call>)> = Vec::new();
    let folder = root.join("bench/align");
    let mut names: Vec<_> = fs::read_dir(&folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    names.retain(|path| path.join("labels.tsv").is_file());
    demarche_corpus::order::sort(&mut names);
    for path in names {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        sets.push((name, labels::read(&path)?));
    }
    if let Some(gold) = gold {
        sets.push((OTHERS.to_owned(), labels::read(gold)?));
    }
    if sets.iter().all(|(_, calls)| calls.is_empty()) {
        bail!("there are no labelled pairs in {}", folder.display());
    }
    if do_fit {
        return fit::run(&sets);
    }
    let meanings = &meanings::taught();
    let mut lines = Vec::new();
    for (name, calls) in &sets {
        let (mut sentences, mut passages) = (Tally::default(), Tally::default());
        for call in calls {
            let setting = Setting { meanings, least_score: least, ..Setting::default() };
            let found = compare(&call.text_a(), &call.text_b(), &setting);
            sentences.add(sentence_tally(call, &found, verbose));
            passages.add(passage_tally(call, &found));
        }
        for (level, tally) in [("sentences", sentences), ("passages", passages)] {
            lines.push(Line {
                set: name.clone(),
                level,
                calls: calls.len(),
                tally,
                precision: tally.precision(),
                recall: tally.recall(),
                f1: tally.f1(),
                violations: tally.violations(),
            });
        }
    }
    let unlike = unlike(&sets, meanings);
    let table = draw(&lines, unlike);
    print!("{table}");
    if write {
        fs::write(root.join("bench/align.md"), table)?;
        fs::write(root.join("bench/align.json"), serde_json::to_string_pretty(&lines)? + "\n")?;
    }
    Ok(())
}

fn sentence_tally(call: &Call, found: &Comparison, verbose: bool) -> Tally {
    let predicted: BTreeSet<(usize, usize)> = found
        .pairs
        .iter()
        .flat_map(|pair| pair.a.iter().flat_map(|a| pair.b.iter().map(|b| (*a, *b))))
        .filter(|pair| !call.is_boiler(*pair))
        .collect();
    if verbose {
        for pair in predicted.difference(&call.labelled) {
            let near = if call.near_misses.contains(pair) { "NEAR MISS" } else { "wrong" };
            println!("{near} {}", call.spelt(*pair));
        }
        for pair in call.labelled.difference(&predicted) {
            println!("missed {}", call.spelt(*pair));
        }
    }
    let right = predicted.intersection(&call.labelled).count();
    Tally {
        predicted: predicted.len(),
        right,
        labelled: call.labelled.len(),
        found: right,
        near_misses: call.near_misses.len(),
        violated: predicted.intersection(&call.near_misses).count(),
    }
}

fn passage_tally(call: &Call, found: &Comparison) -> Tally {
    let rows: Vec<_> = found.rows.iter().filter(|row| row.pair.is_some()).collect();
    let holds = |row: &demarche_compare::Row, (a, b): (usize, usize)| {
        let side = |sentences: &[demarche_compare::Sentence], at: usize, passages: &[usize]| {
            sentences.get(at).is_some_and(|sentence| passages.contains(&sentence.passage))
        };
        side(&found.sentences_a, a, &row.a) && side(&found.sentences_b, b, &row.b)
    };
    let is_right = |row: &demarche_compare::Row| call.labelled.iter().any(|pair| holds(row, *pair));
    // A row of titles and end marks only is no prediction.
    let counted: Vec<_> = rows
        .into_iter()
        .filter(|row| {
            let all: Vec<(usize, usize)> = (0..found.sentences_a.len())
                .flat_map(|a| (0..found.sentences_b.len()).map(move |b| (a, b)))
                .filter(|pair| holds(row, *pair))
                .collect();
            !all.iter().all(|pair| call.is_boiler(*pair))
        })
        .collect();
    Tally {
        predicted: counted.len(),
        right: counted.iter().filter(|row| is_right(row)).count(),
        labelled: call.labelled.len(),
        found: call.labelled.iter().filter(|pair| counted.iter().any(|row| holds(row, **pair))).count(),
        near_misses: call.near_misses.len(),
        violated: call
            .near_misses
            .iter()
            .filter(|pair| counted.iter().any(|row| holds(row, **pair) && !is_right(row)))
            .count(),
    }
}

/// Pairs of sentences made between texts about different events: how many texts, how many of them with any pair, and
/// how many pairs.
fn unlike(sets: &[(String, Vec<Call>)], meanings: &Meanings) -> (usize, usize, usize) {
    let setting = Setting { meanings, ..Setting::default() };
    let (mut texts, mut with_pairs, mut pairs) = (0, 0, 0);
    for (_, calls) in sets {
        for (at, one) in calls.iter().enumerate() {
            for other in calls.iter().skip(at + 1) {
                for (a, b) in [(one.text_a(), other.text_b()), (other.text_a(), one.text_b())] {
                    let found = compare(&a, &b, &setting).pairs.len();
                    texts += 1;
                    with_pairs += usize::from(found > 0);
                    pairs += found;
                }
            }
        }
    }
    (texts, with_pairs, pairs)
}

fn draw(lines: &[Line], (texts, with_pairs, pairs): (usize, usize, usize)) -> String {
    let mut out = String::from(
        "# Alignment, measured on labelled pairs\n\n\
         Made by `cargo xtask bench align`; do not edit. What is counted: `crates/bench/src/align/mod.rs`. The sets named\n\
         `set-…` were tuned on, and so were the readouts of others; those named `apart` never were.\n\n\
         | set | level | calls | labelled | predicted | precision | recall | F1 | near misses taken |\n\
         |---|---|---:|---:|---:|---:|---:|---:|---:|\n",
    );
    for line in lines {
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {:.2} | {:.2} | {:.2} | {} of {} ({:.0} %) |",
            line.set,
            line.level,
            line.calls,
            line.tally.labelled,
            line.tally.predicted,
            line.precision,
            line.recall,
            line.f1,
            line.tally.violated,
            line.tally.near_misses,
            100.0 * line.violations,
        );
    }
    let _ = writeln!(
        out,
        "\nOf {texts} pairs of texts about different events, {with_pairs} have any pair of sentences ({pairs} in all).\n\n\
         Wanted of sentences on calls not tuned on: precision at least {LEAST_PRECISION:.2}, recall at least {LEAST_RECALL:.2}, \
         near misses at most {:.0} %.",
        100.0 * MOST_VIOLATIONS
    );
    out
}
