//! Speeches → a corpus folder as the command packs it, and the same texts as JSON lines for everybody else.
//!
//! Lives here: ids of sides and speakers, front matter, and the check that what is packed is what was received.
//! Does not live here: reading ([`super::speeches`]), escaping (`demarche_corpus`). Linear in the texts.

use crate::speeches::{Speech, lines_of};
use anyhow::{Context as _, Result, ensure};
use demarche_corpus::source::markdown::{escape_line, parse_markdown};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

/// The name of the file for everybody else, inside the corpus folder.
pub const TEXTS: &str = "texts.jsonl";

/// One statement as everybody else gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlainStatement {
    /// The statement's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// As stated: the year only, in the large corpus.
    pub date: String,
    /// Id of the side spoken for; empty where there is none.
    pub side: String,
    /// Exactly the plain text that is packed: paragraphs joined by a blank line.
    pub text: String,
}

/// Writes `corpus.toml`, `statements/` and [`TEXTS`] into `into`, which must not hold a corpus yet. Gives the number
/// of statements.
pub fn write_folder(speeches: &[Speech], into: &Path) -> Result<usize> {
    let statements = into.join("statements");
    ensure!(
        !statements.exists(),
        "{} is there already; remove it or name another folder",
        statements.display()
    );
    fs::create_dir_all(&statements).with_context(|| format!("making {}", statements.display()))?;
    let sides = Ids::new(speeches.iter().map(|speech| speech.country.as_str()));
    let speakers = Ids::new(speeches.iter().map(|speech| speech.speaker.as_str()));
    let info = info(&sides, &speakers);
    fs::write(into.join("corpus.toml"), info).context("writing corpus.toml")?;

    let path = into.join(TEXTS);
    let file = File::create(&path).with_context(|| format!("making {}", path.display()))?;
    let mut texts = BufWriter::new(file);
    let mut count = 0;
    for speech in speeches {
        let lines = lines_of(&speech.text);
        if lines.is_empty() {
            continue;
        }
        let body: Vec<String> = lines.iter().map(|line| escape_line(line)).collect();
        let body = body.join("\n\n");
        let text = lines.join("\n\n");
        ensure!(
            parse_markdown(&body).body.text == text,
            "{} would not be packed as it was received",
            speech.id
        );
        let side = sides.get(&speech.country);
        let mut markdown = front_matter(speech, side, speakers.get(&speech.speaker))?;
        markdown.push_str(&body);
        markdown.push('\n');
        let path = statements.join(format!("{}.md", speech.id));
        fs::write(&path, markdown).with_context(|| format!("writing {}", path.display()))?;
        let plain = PlainStatement {
            id: speech.id.clone(),
            title: speech.title.clone(),
            date: speech.date.clone(),
            side: side.unwrap_or_default().to_owned(),
            text,
        };
        serde_json::to_writer(&mut texts, &plain)?;
        texts.write_all(b"\n")?;
        count += 1;
    }
    texts.flush()?;
    Ok(count)
}

/// The texts a folder was written with.
pub fn read_texts(folder: &Path) -> Result<Vec<PlainStatement>> {
    let path = folder.join(TEXTS);
    let all = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let lines = all.lines().enumerate();
    lines
        .map(|(at, line)| {
            serde_json::from_str(line)
                .with_context(|| format!("reading line {} of {}", at + 1, path.display()))
        })
        .collect()
}

/// An id for every spelling of a name.
struct Ids<'a>(BTreeMap<&'a str, String>);

impl<'a> Ids<'a> {
    /// Empty names get none. Two names that would share an id are told apart by a number.
    fn new(names: impl Iterator<Item = &'a str>) -> Self {
        let names: BTreeSet<&str> = names.filter(|name| !name.trim().is_empty()).collect();
        let mut taken = BTreeSet::new();
        let mut ids = BTreeMap::new();
        for name in names {
            let base = id_from_name(name);
            let mut id = base.clone();
            let mut number = 2;
            while !taken.insert(id.clone()) {
                id = format!("{base}-{number}");
                number += 1;
            }
            ids.insert(name, id);
        }
        Self(ids)
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

/// Letters and digits in lower case, everything between them as one hyphen.
fn id_from_name(name: &str) -> String {
    let lower = name.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "unnamed".to_owned() } else { words.join("-") }
}

fn info(sides: &Ids<'_>, speakers: &Ids<'_>) -> String {
    let mut info = "title = \"UN General Debate\"\nlanguage = \"en\"\n".to_owned();
    for (table, ids) in [("side", sides), ("speaker", speakers)] {
        for (name, id) in &ids.0 {
            let (id, name) = (toml::Value::from(id.as_str()), toml::Value::from(*name));
            let _ = write!(info, "\n[[{table}]]\nid = {id}\nname = {name}\n");
        }
    }
    info
}

/// The fence with what is known. JSON strings are YAML, too.
fn front_matter(speech: &Speech, side: Option<&str>, speaker: Option<&str>) -> Result<String> {
    let mut matter =
        format!("---\ntitle: {}\ndate: {}\n", serde_json::to_string(&speech.title)?, speech.date);
    match speaker {
        Some(speaker) => writeln!(matter, "speaker: {}", serde_json::to_string(speaker)?)?,
        // A speech needs a speaker; that it is not known has to be said.
        None => matter.push_str("to_fill_in: [speaker]\n"),
    }
    if let Some(side) = side {
        writeln!(matter, "side: {}", serde_json::to_string(side)?)?;
    }
    if !speech.lang.is_empty() {
        writeln!(matter, "lang: {}", speech.lang)?;
    }
    matter.push_str("kind: speech\ntext: full\n---\n\n");
    Ok(matter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarche_corpus::source::{SourceContent, SourceFile, read_corpus};

    fn speech(id: &str, speaker: &str, text: &str) -> Speech {
        Speech {
            id: id.to_owned(),
            date: "2024".to_owned(),
            speaker: speaker.to_owned(),
            country: "Côte d’Ivoire".to_owned(),
            title: "A \"talk\": one".to_owned(),
            lang: "en".to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn what_is_packed_is_what_was_received() {
        let speeches = [
            speech("a-1", "Mr. ODD", "1. First **point** \rsecond\n\n\t# third"),
            speech("a-2", "MR ODD", "only\u{c}this"),
            speech("a-3", "", "nobody said so"),
            speech("a-4", "", " \n"),
        ];
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(write_folder(&speeches, folder.path()).expect("is written"), 3);
        let texts = read_texts(folder.path()).expect("is read");
        assert_eq!(texts[0].text, "1. First **point** \n\nsecond\n\n\t# third");

        let mut files = vec![folder.path().join("corpus.toml")];
        files.extend(["a-1", "a-2", "a-3"].map(|id| folder.path().join(format!("statements/{id}.md"))));
        let files: Vec<SourceFile> = files
            .iter()
            .map(|path| SourceFile {
                path: path.strip_prefix(folder.path()).expect("is inside").to_string_lossy().into_owned(),
                content: SourceContent::Bytes(fs::read(path).expect("is there")),
            })
            .collect();
        let (corpus, findings) = read_corpus(&files);
        let corpus = corpus.unwrap_or_else(|| panic!("{findings:?}"));
        assert_eq!(findings.len(), 1, "only the missing speaker: {findings:?}");
        let packed: Vec<&str> = corpus.statements.iter().map(|(_, body)| body.text.as_str()).collect();
        assert_eq!(packed, texts.iter().map(|text| text.text.as_str()).collect::<Vec<_>>());
        let speakers: Vec<&str> = corpus.info.speakers.iter().map(|speaker| speaker.id.as_str()).collect();
        assert_eq!(speakers, ["mr-odd", "mr-odd-2"]);
        assert_eq!(texts[0].side, "côte-d-ivoire");
    }
}
