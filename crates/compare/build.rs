//! Stems the tables of subjects and synonyms as the texts are stemmed. At run time every first comparison would wait for it.
//!
//! Lives here: the stemming of the two tables. Does not live here: the tables, or how they are read (`src/entries.rs`). A
//! table begins and ends with a line of its own, by which it is found in the app's program: it comes with the second part.

#[path = "src/stem.rs"]
mod stem;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};
use stem::Stemmers;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/stem.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no folder")?);
    let stemmers = Stemmers::new();
    let stems = |words: &str, between: &[char]| {
        let words = words.split(between).filter(|word| !word.is_empty());
        words.map(|word| stemmers.stem(word, "")).collect::<Vec<_>>().join("_")
    };

    write(&out, "synonyms", |line| {
        once_each(line.split(' ').map(|entry| stems(entry, &['_', '-']))).join(" ")
    })?;
    write(&out, "subjects", |line| {
        let (head, list) = line.split_once(": ").unwrap_or((line, ""));
        let entries = once_each(list.split(", ").map(|entry| stems(entry, &[' ', '-'])));
        format!("{head}: {}", entries.join(" "))
    })
}

/// Each entry once: several forms of a word may be listed, and have one stem.
fn once_each(entries: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for entry in entries.filter(|entry| !entry.is_empty()) {
        if !found.contains(&entry) {
            found.push(entry);
        }
    }
    found
}

fn write(out: &Path, name: &str, stemmed: impl Fn(&str) -> String) -> Result<(), Box<dyn Error>> {
    let file = format!("{name}.txt");
    let path = Path::new("src").join(&file);
    println!("cargo::rerun-if-changed={}", path.display());
    let text = fs::read_to_string(path)?;
    let lines: String = text.lines().map(|line| stemmed(line) + "\n").collect();
    Ok(fs::write(out.join(file), format!("# {name}\n{lines}# end of {name}\n"))?)
}
