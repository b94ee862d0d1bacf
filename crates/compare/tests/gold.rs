//! Scores the sentence pairs on labelled readouts, where that folder is at hand.
//!
//! The labelled texts belong to others and are not part of this repository: `DEMARCHE_GOLD` names the folder, or
//! it lies in `shared/gold/readouts` beside the repository. Without it the tests have nothing to score and pass;
//! the fixtures in `readouts.rs` prove the same on texts of our own.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use demarche_compare::sentences::blocks;
use demarche_compare::{PassageText, Sentence, Setting, Text, compare};

/// The least share of predicted pairs that must be right.
const LEAST_PRECISION: f64 = 0.85;
/// The least share of labelled pairs that must be found.
const LEAST_RECALL: f64 = 0.35;
/// The largest share of near misses that may be taken for pairs.
const MOST_VIOLATIONS: f64 = 0.1;

fn folder() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold/readouts");
    let folder = std::env::var_os("DEMARCHE_GOLD").map_or_else(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

fn table(folder: &Path, name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(folder.join(name)).expect("the table is readable");
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// The byte ranges in the file of the sentences of one side.
fn places(blocks: &[Range<usize>], sentences: &[Sentence]) -> Vec<Range<usize>> {
    let start = |sentence: &Sentence| blocks[sentence.passage].start;
    sentences.iter().map(|s| start(s) + s.range.start..start(s) + s.range.end).collect()
}

#[derive(Default)]
struct Tally {
    predicted: usize,
    right: usize,
    gold: usize,
    topic: usize,
    violated: usize,
}

#[test]
fn sentences_are_split_as_the_labels_were() {
    let Some(folder) = folder() else { return };
    let rows = table(&folder, "sentences.tsv");
    let files: BTreeSet<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    for file in files {
        let text = fs::read_to_string(folder.join(file)).expect("the text is readable");
        let mut found = Vec::new();
        for block in blocks(&text) {
            let inside = demarche_compare::sentences::sentences(&text[block.clone()]);
            found.extend(inside.into_iter().map(|range| block.start + range.start..block.start + range.end));
        }
        let expected: Vec<Range<usize>> = rows
            .iter()
            .filter(|row| row[0] == file)
            .map(|row| row[2].parse().expect("a start")..row[3].parse().expect("an end"))
            .collect();
        assert_eq!(found, expected, "sentences of {file}");
    }
}

#[test]
fn labelled_pairs_are_found_and_near_misses_are_not() {
    let Some(folder) = folder() else { return };
    let labels = table(&folder, "labels.tsv");
    let calls: BTreeSet<&str> = labels.iter().map(|row| row[0].as_str()).collect();
    let mut all = Tally::default();
    for call in calls {
        let of_call = || labels.iter().filter(|row| row[0] == call);
        let name =
            |column: usize| of_call().map(|row| row[column].as_str()).next().unwrap_or_default().to_owned();
        let read = |name: &str| fs::read_to_string(folder.join(name)).expect("the text is readable");
        let (file_a, file_b) = (read(&name(1)), read(&name(3)));
        let (blocks_a, blocks_b) = (blocks(&file_a), blocks(&file_b));
        let side = |file: &'_ str, blocks: &[Range<usize>]| -> Vec<String> {
            blocks.iter().map(|range| file[range.clone()].to_owned()).collect()
        };
        let (texts_a, texts_b) = (side(&file_a, &blocks_a), side(&file_b, &blocks_b));
        let passages = |texts: &'_ [String]| -> Vec<String> { texts.to_vec() };
        let (texts_a, texts_b) = (passages(&texts_a), passages(&texts_b));
        let text_a = Text {
            lang: "en",
            passages: texts_a.iter().map(|text| PassageText { anchor: "", text }).collect(),
        };
        let text_b = Text {
            lang: "en",
            passages: texts_b.iter().map(|text| PassageText { anchor: "", text }).collect(),
        };
        let found = compare(&text_a, &text_b, &Setting::default());
        // Labels number sentences from 1, in the same order.
        assert!(!places(&blocks_a, &found.sentences_a).is_empty());
        let number = |row: &Vec<String>| -> Option<(usize, usize)> {
            Some((row[2].parse().ok()?, row[4].parse().ok()?))
        };
        let pairs_of = |kinds: &[&str]| -> BTreeSet<(usize, usize)> {
            of_call().filter(|row| kinds.contains(&row[5].as_str())).filter_map(number).collect()
        };
        let (gold, topic) = (pairs_of(&["same", "part"]), pairs_of(&["topic"]));
        let boiler = |column: usize| -> BTreeSet<usize> {
            of_call().filter(|row| row[5] == "boiler").filter_map(|row| row[column].parse().ok()).collect()
        };
        let (boiler_a, boiler_b) = (boiler(2), boiler(4));
        let predicted: BTreeSet<(usize, usize)> = found
            .pairs
            .iter()
            .flat_map(|pair| pair.a.iter().flat_map(|a| pair.b.iter().map(move |b| (a + 1, b + 1))))
            .filter(|(a, b)| !boiler_a.contains(a) && !boiler_b.contains(b))
            .collect();
        println!("{call}: right {:?}", predicted.intersection(&gold).collect::<Vec<_>>());
        println!("{call}: wrong {:?}", predicted.difference(&gold).collect::<Vec<_>>());
        println!("{call}: missed {:?}", gold.difference(&predicted).collect::<Vec<_>>());
        all.predicted += predicted.len();
        all.right += predicted.intersection(&gold).count();
        all.gold += gold.len();
        all.topic += topic.len();
        all.violated += predicted.intersection(&topic).count();
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let (precision, recall) = (share(all.right, all.predicted), share(all.right, all.gold));
    let violations = share(all.violated, all.topic);
    println!("precision {precision:.2}, recall {recall:.2}, near misses taken {violations:.2}");
    assert!(precision >= LEAST_PRECISION, "precision {precision:.2}");
    assert!(recall >= LEAST_RECALL, "recall {recall:.2}");
    assert!(violations <= MOST_VIOLATIONS, "near misses taken for pairs {violations:.2}");
}
