//! Labelled pairs of texts, as they lie in a folder.
//!
//! Lives here: reading `labels.tsv` (call, a_file, a_sentence, b_file, b_sentence, relation, note) and the texts it
//! names. Does not live here: what is counted on them (`super`). Sentences are numbered from 1 in the files and from 0
//! here.

use anyhow::{Context, Result, bail};
use demarche_compare::sentences::{blocks, sentences};
use demarche_compare::{PassageText, Text};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Two accounts of one event.
pub struct Call {
    pub name: String,
    passages_a: Vec<String>,
    passages_b: Vec<String>,
    sentences_a: Vec<String>,
    sentences_b: Vec<String>,
    /// Pairs that make a point in common.
    pub labelled: BTreeSet<(usize, usize)>,
    /// Pairs on the same topic that do not.
    pub near_misses: BTreeSet<(usize, usize)>,
    boiler_a: BTreeSet<usize>,
    boiler_b: BTreeSet<usize>,
}

impl Call {
    pub fn text_a(&self) -> Text<'_> {
        text(&self.passages_a)
    }

    pub fn text_b(&self) -> Text<'_> {
        text(&self.passages_b)
    }

    /// Whether the pair touches a title or an end mark.
    pub fn is_boiler(&self, (a, b): (usize, usize)) -> bool {
        self.boiler_a.contains(&a) || self.boiler_b.contains(&b)
    }

    /// Both sentences, for a reader.
    pub fn spelt(&self, (a, b): (usize, usize)) -> String {
        let of = |sentences: &[String], at: usize| sentences.get(at).cloned().unwrap_or_default();
        format!(
            "{} {}-{}\n  A {}\n  B {}",
            self.name,
            a + 1,
            b + 1,
            of(&self.sentences_a, a),
            of(&self.sentences_b, b)
        )
    }
}

fn text(passages: &[String]) -> Text<'_> {
    let passages = passages.iter().map(|text| PassageText { anchor: "", text });
    Text { lang: "en", passages: passages.collect() }
}

/// The calls of a folder, in the order of their names.
pub fn read(folder: &Path) -> Result<Vec<Call>> {
    let path = folder.join("labels.tsv");
    let table = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut calls: Vec<Call> = Vec::new();
    for (number, line) in table.lines().enumerate().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [call, file_a, sentence_a, file_b, sentence_b, relation, ..] = cells[..] else {
            bail!("{} line {}: six cells parted by tabs are wanted", path.display(), number + 1);
        };
        if calls.last().is_none_or(|last| last.name != call) {
            let (passages_a, passages_b) = (passages(folder, file_a)?, passages(folder, file_b)?);
            calls.push(Call {
                name: call.to_owned(),
                sentences_a: split(&passages_a),
                sentences_b: split(&passages_b),
                passages_a,
                passages_b,
                labelled: BTreeSet::new(),
                near_misses: BTreeSet::new(),
                boiler_a: BTreeSet::new(),
                boiler_b: BTreeSet::new(),
            });
        }
        let Some(last) = calls.last_mut() else { continue };
        let index = |cell: &str| cell.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let (a, b) = (index(sentence_a), index(sentence_b));
        if a.is_some_and(|a| a >= last.sentences_a.len()) || b.is_some_and(|b| b >= last.sentences_b.len()) {
            bail!("{} line {}: no such sentence; the texts have fewer", path.display(), number + 1);
        }
        match (relation, a, b) {
            ("same" | "part", Some(a), Some(b)) => drop(last.labelled.insert((a, b))),
            ("topic", Some(a), Some(b)) => drop(last.near_misses.insert((a, b))),
            ("boiler", a, b) => {
                last.boiler_a.extend(a);
                last.boiler_b.extend(b);
            }
            ("only-A" | "only-B", _, _) => {}
            _ => bail!("{} line {}: unknown relation {relation:?}", path.display(), number + 1),
        }
    }
    Ok(calls)
}

fn passages(folder: &Path, name: &str) -> Result<Vec<String>> {
    let path = folder.join(name);
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(blocks(&text).into_iter().map(|range| text[range].to_owned()).collect())
}

fn split(passages: &[String]) -> Vec<String> {
    let split = passages.iter().flat_map(|text| sentences(text).into_iter().map(|range| &text[range]));
    split.map(|sentence| sentence.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}
