//! One side of a comparison on the command line: a file, or a statement of a pack.

use super::super::opening::no_statement;
use crate::render::{render, wants_colour};
use anyhow::{Context, bail};
use demarche_compare::report::Source;
use demarche_compare::sentences::blocks;
use demarche_compare::witness::{has_words, language, passages};
use demarche_compare::{PassageText, Sentence, Text};
use demarche_corpus::source::{Alone, SourceContent, SourceFile, read_alone};
use demarche_corpus::{Body, CorpusInfo, PartialDate, Statement, StatementIdx};
use demarche_search::Engine;
use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

/// One side: its words and where its passages stand in them.
pub(super) struct Witness {
    /// The id or the name of the file.
    pub name: String,
    pub is_statement: bool,
    pub source: Source,
    /// As the corpus or the front matter has it.
    pub title: Option<String>,
    /// When it was said.
    pub date: Option<PartialDate>,
    /// Language tag, or what its small words tell; empty where neither does.
    pub lang: String,
    /// The plain text of a statement or of a Markdown file, any other file as it is.
    words: String,
    /// Anchor and byte range in `words`.
    pub passages: Vec<(String, Range<usize>)>,
    /// The way from `words` to the bytes of a Markdown file.
    markdown: Option<Alone>,
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
        let statement = engine.pack().statement(idx);
        Ok(Witness {
            is_statement: true,
            ..Witness::new(id.to_owned(), statement, engine.pack().info(), body)
        })
    }

    fn read(path: &Path) -> anyhow::Result<Witness> {
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let input = String::from_utf8(bytes)
            .with_context(|| format!("{} is not UTF-8; save it as UTF-8 and try again", path.display()))?;
        let is_end =
            |end: &str| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(end));
        let name = path.display().to_string();
        let mut witness = if is_end("md") || is_end("markdown") {
            Witness::markdown(name, input)?
        } else {
            let passages = blocks(&input)
                .into_iter()
                .filter(|range| has_words(input.get(range.clone()).unwrap_or("")))
                .enumerate()
                .map(|(index, range)| (format!("p{}", index + 1), range));
            let passages = passages.collect();
            Witness {
                passages,
                words: input,
                ..Witness::new(name, None, &CorpusInfo::default(), Body::default())
            }
        };
        let source = &mut witness.source;
        source.id.clone_from(&witness.name);
        if source.title.is_empty() {
            let name = path.file_name();
            source.title = name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        }
        if source.kind.is_empty() {
            "file".clone_into(&mut source.kind);
        }
        Ok(witness.told())
    }

    /// A Markdown file, as the corpus would read it. What is dropped of it is said.
    fn markdown(name: String, input: String) -> anyhow::Result<Witness> {
        let mut alone = read_alone(&name, input.as_bytes());
        if !alone.dropped.is_empty() {
            let file = SourceFile { path: name.clone(), content: SourceContent::Bytes(input.into_bytes()) };
            let mut stderr = io::stderr();
            let colour = wants_colour(&stderr);
            stderr.write_all(render(&alone.dropped, &[file], colour).as_bytes())?;
        }
        let (statement, body) = (alone.statement.take(), std::mem::take(&mut alone.body));
        let witness = Witness::new(name, statement.as_ref(), &CorpusInfo::default(), body);
        Ok(Witness { markdown: Some(alone), ..witness })
    }

    fn new(name: String, statement: Option<&Statement>, info: &CorpusInfo, body: Body) -> Witness {
        let range = |range: &Range<u32>| range.start as usize..range.end as usize;
        let passages = passages(&body).map(|block| (block.anchor.clone(), range(&block.range))).collect();
        let source = statement.map(|statement| Source::of(info, statement)).unwrap_or_default();
        let witness = Witness {
            name,
            is_statement: false,
            title: Some(source.title.clone()).filter(|title| !title.is_empty()),
            date: statement.and_then(|statement| statement.date),
            lang: source.lang.clone(),
            source,
            words: body.text,
            passages,
            markdown: None,
        };
        witness.told()
    }

    /// The same with the language that its small words tell, if nothing else does.
    fn told(mut self) -> Witness {
        if self.lang.is_empty() {
            let told = language(&self.text());
            self.lang = told;
        }
        self
    }

    /// What is compared.
    pub(super) fn text(&self) -> Text<'_> {
        let passages =
            self.passages.iter().map(|(anchor, range)| PassageText { anchor, text: self.slice(range) });
        // What is guessed of the language is guessed by whoever compares.
        Text { lang: &self.source.lang, passages: passages.collect() }
    }

    /// Some of the words.
    pub(super) fn slice(&self, range: &Range<usize>) -> &str {
        self.words.get(range.clone()).unwrap_or("")
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
        let range = start + range.start..start + range.end;
        let range = self.markdown.as_ref().map_or(range.clone(), |markdown| markdown.in_file(&range));
        (range, anchor)
    }

    /// A sentence as bytes of the input, and its passage's anchor.
    pub(super) fn sentence(&self, sentence: &Sentence) -> (Range<usize>, &str) {
        self.place(sentence.passage, &sentence.range)
    }
}
