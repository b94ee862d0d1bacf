//! One side of a comparison on the command line: a file, or a statement of a pack.

use super::super::opening::no_statement;
use anyhow::{Context, bail};
use demarche_compare::report::Source;
use demarche_compare::sentences::blocks;
use demarche_compare::witness::{has_words, passages};
use demarche_compare::{PassageText, Sentence, Text};
use demarche_corpus::StatementIdx;
use demarche_search::Engine;
use std::fs;
use std::ops::Range;
use std::path::Path;

/// One side: its whole text and where its passages stand in it.
pub(super) struct Witness {
    /// The id or the name of the file.
    pub name: String,
    pub is_statement: bool,
    pub source: Source,
    lang: String,
    input: String,
    /// Anchor and byte range in `input`.
    pub passages: Vec<(String, Range<usize>)>,
}

impl Witness {
    /// The statement of this id where there is a pack that has it, or else the file of this name.
    pub(super) fn find(name: &Path, engine: Option<&Engine>) -> anyhow::Result<Witness> {
        let id = name.to_string_lossy();
        match engine {
            Some(engine) => match engine.pack().find(&id) {
                Some(idx) => Witness::statement(&id, engine, idx),
                None if name.is_file() => Witness::read(name),
                None => bail!(no_statement(engine.pack(), &id, ", and there is no file of this name")),
            },
            None => Witness::read(name),
        }
    }

    fn statement(id: &str, engine: &Engine, idx: StatementIdx) -> anyhow::Result<Witness> {
        let body = engine.pack().body(idx)?;
        let passages = passages(&body)
            .map(|block| (block.anchor.clone(), block.range.start as usize..block.range.end as usize))
            .collect();
        let statement = engine.pack().statement(idx);
        let source = statement.map(|statement| Source::of(engine.pack().info(), statement));
        let source = source.unwrap_or_default();
        Ok(Witness {
            name: id.to_owned(),
            is_statement: true,
            lang: source.lang.clone(),
            source,
            passages,
            input: body.text,
        })
    }

    fn read(path: &Path) -> anyhow::Result<Witness> {
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let input = String::from_utf8(bytes)
            .with_context(|| format!("{} is not UTF-8; save it as UTF-8 and try again", path.display()))?;
        let is_markdown = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"));
        let start = if is_markdown { words_start(&input) } else { 0 };
        let is_passage = |range: &Range<usize>| {
            let text = input.get(range.clone()).unwrap_or("");
            has_words(text) && !(is_markdown && text.starts_with('#'))
        };
        let passages = blocks(input.get(start..).unwrap_or(""))
            .into_iter()
            .map(|range| start + range.start..start + range.end)
            .filter(is_passage)
            .enumerate()
            .map(|(index, range)| (format!("p{}", index + 1), range))
            .collect();
        let name = path.display().to_string();
        let title = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let source = Source { id: name.clone(), title, kind: "file".to_owned(), ..Source::default() };
        Ok(Witness { name, is_statement: false, source, lang: String::new(), passages, input })
    }

    /// What is compared.
    pub(super) fn text(&self) -> Text<'_> {
        let passages =
            self.passages.iter().map(|(anchor, range)| PassageText { anchor, text: self.slice(range) });
        Text { lang: &self.lang, passages: passages.collect() }
    }

    /// Words of the input.
    pub(super) fn slice(&self, range: &Range<usize>) -> &str {
        self.input.get(range.clone()).unwrap_or("")
    }

    /// The anchors of some passages.
    pub(super) fn anchors(&self, passages: &[usize]) -> Vec<&str> {
        let held = passages.iter().filter_map(|index| self.passages.get(*index));
        held.map(|(anchor, _)| anchor.as_str()).collect()
    }

    /// Bytes of a passage as bytes of the input, and the passage's anchor.
    pub(super) fn place(&self, passage: usize, range: &Range<usize>) -> (Range<usize>, &str) {
        let (anchor, start) =
            self.passages.get(passage).map_or(("", 0), |(anchor, range)| (anchor.as_str(), range.start));
        (start + range.start..start + range.end, anchor)
    }

    /// A sentence as bytes of the input, and its passage's anchor.
    pub(super) fn sentence(&self, sentence: &Sentence) -> (Range<usize>, &str) {
        self.place(sentence.passage, &sentence.range)
    }
}

/// Where the words of a Markdown file begin: behind its front matter, if it has any.
fn words_start(text: &str) -> usize {
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let is_fence = line.trim_start_matches('\u{feff}').trim_end() == "---";
        at += line.len();
        match (number, is_fence) {
            (0, false) => return 0,
            (0, true) | (_, false) => {}
            (_, true) => return at,
        }
    }
    0
}
