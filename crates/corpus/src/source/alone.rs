//! One Markdown file by itself, outside of a corpus: what its front matter says, its words, and the way back to its bytes.
//!
//! Lives here: reading what needs no corpus, and forgiving what is missing. Does not live here: the front matter
//! (`statement`), Markdown (`markdown`). Ids of speakers, publishers and events say nothing here: only `corpus.toml` knows
//! what they stand for. Linear in the file; a place costs O(log lines).

use super::declared::Declared;
use super::headings::TopicNames;
use super::markdown::{HTML_DROPPED, Piece, parse_with_pieces};
use super::node::parse_yaml;
use super::statement::{Split, Surroundings, read_front_matter, split};
use super::text::SourceText;
use crate::body::Body;
use crate::diagnostic::Diagnostic;
use crate::model::Statement;
use std::collections::BTreeMap;
use std::ops::Range;

/// A Markdown file read by itself.
#[derive(Debug, Default)]
pub struct Alone {
    /// What the front matter says; `None` where there is none that can be read. Its id and, where none is given, its title
    /// are empty.
    pub statement: Option<Statement>,
    /// The words.
    pub body: Body,
    /// Where words were dropped.
    pub dropped: Vec<Diagnostic>,
    pieces: Vec<Piece>,
    /// Where the words begin in the text read.
    start: usize,
    source: Option<SourceText>,
}

/// Reads a Markdown file, with front matter or without. Never fails: what is no UTF-8 has no words.
///
/// ```
/// let file = "---\ntitle: Ferry talks\n---\n# Notes\r\n\r\nGrain *first*.\r\n";
/// let alone = demarche_corpus::source::read_alone("notes.md", file.as_bytes());
/// assert_eq!(alone.statement.map(|statement| statement.title).as_deref(), Some("Ferry talks"));
/// let block = &alone.body.blocks[1];
/// assert_eq!(alone.body.block_text(block), "Grain first.");
/// ```
pub fn read_alone(path: &str, bytes: &[u8]) -> Alone {
    let Some(source) = SourceText::decode(path, bytes, &mut Vec::new()) else { return Alone::default() };
    let mut alone = Alone::default();
    if let Ok(Split { fence, yaml, body_start }) = split(&source.text) {
        alone.start = body_start;
        if let Ok(node) = parse_yaml(source.text.get(yaml.clone()).unwrap_or(""), yaml.start) {
            let (declared, topics, ids) = (Declared::default(), TopicNames::new(&[]), BTreeMap::new());
            let around = Surroundings { declared: &declared, topics: &topics, ids: &ids };
            alone.statement = Some(read_front_matter("", &node, fence, &around, &mut Vec::new()));
        }
    }
    let (markdown, pieces) = parse_with_pieces(source.text.get(alone.start..).unwrap_or(""));
    let dropped = markdown.findings.into_iter().filter(|finding| finding.message == HTML_DROPPED);
    alone.dropped = dropped
        .map(|mut finding| {
            finding.range = alone.start + finding.range.start..alone.start + finding.range.end;
            source.diagnostic(finding)
        })
        .collect();
    Alone { body: markdown.body, pieces, source: Some(source), ..alone }
}

impl Alone {
    /// The bytes of the file that a stretch of the words was read from.
    #[must_use]
    pub fn in_file(&self, words: &Range<usize>) -> Range<usize> {
        // A piece as long as what it was read from is that, letter by letter.
        let first = self.pieces.partition_point(|piece| piece.words.start <= words.start).saturating_sub(1);
        let start = self.pieces.get(first).map_or(0, |piece| {
            let into = if piece.is_literal() { words.start.saturating_sub(piece.words.start) } else { 0 };
            (piece.source.start + into).min(piece.source.end)
        });
        let last = self.pieces.partition_point(|piece| piece.words.start < words.end).saturating_sub(1);
        let end = self.pieces.get(last).map_or(start, |piece| {
            let short = if piece.is_literal() { piece.words.end.saturating_sub(words.end) } else { 0 };
            (piece.source.end - short).max(piece.source.start)
        });
        let in_file = |at: usize| self.source.as_ref().map_or(0, |source| source.in_file(self.start + at));
        in_file(start)..in_file(end.max(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Completeness;

    /// Each word of a file's passages, by its place in the file, is that word.
    fn check(file: &str, expected: &[&str]) {
        let alone = read_alone("a.md", file.as_bytes());
        let words = |(_, block): (usize, &crate::body::Block)| alone.body.block_text(block).to_owned();
        assert_eq!(alone.body.passages().map(words).collect::<Vec<_>>(), expected, "passages of {file:?}");
        let text = &alone.body.text;
        for word in text.split_whitespace() {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            let place = alone.in_file(&(start..start + word.len()));
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            let found = file.get(place.clone()).unwrap_or_else(|| panic!("{place:?} of {file:?}"));
            assert_eq!(letters(found), letters(word), "{word:?} at {place:?} of {file:?}");
        }
    }

    #[test]
    fn every_word_has_its_place_in_the_file() {
        check("Grain *first*,\nthen gas.\n\n- One\n- Two\n", &["Grain first, then gas.", "One", "Two"]);
        check("---\ntitle: Notes\n---\r\n# Head\r\n\r\nЗерно\r\nи газ.\r\n", &["Зерно и газ."]);
        check("\u{feff}---\ntitle: Notes\n---\nA\n", &["A"]);
        check("A \\* and `code` and [link](https://example.org/x) end.\n", &["A * and code and link end."]);
        check("> quoted\n> twice\n\n    kept as is\n", &["quoted twice", "kept as is"]);
        check("Head\n====\n\nWords.\n", &["Words."]);
        check("#Lavrov: no heading.\n", &["#Lavrov: no heading."]);
        check("--- no fence\n", &["--- no fence"]);
        check("", &[]);
    }

    #[test]
    fn a_stretch_over_several_pieces_goes_from_the_first_to_the_last() {
        let file = "Salt &amp; *grain*\nfirst.\n";
        let alone = read_alone("a.md", file.as_bytes());
        assert_eq!(alone.body.text, "Salt & grain first.");
        for (words, expected) in [
            ("Salt & grain first.", file.trim_end()),
            ("& grain", "&amp; *grain"),
            ("rain fir", "rain*\nfir"),
        ] {
            let start = alone.body.text.find(words).expect("the words");
            assert_eq!(&file[alone.in_file(&(start..start + words.len()))], expected);
        }
    }

    #[test]
    fn metadata_is_read_as_far_as_it_goes() {
        let read = |front: &str| read_alone("a.md", format!("---\n{front}\n---\nWords.\n").as_bytes());
        let statement =
            read("title: Talks\ndate: 2024-05\nlang: ru\ntext: digest\nlayout: post\nspeaker: koss")
                .statement;
        let statement = statement.expect("front matter");
        assert_eq!((statement.title.as_str(), statement.lang.as_str()), ("Talks", "ru"));
        assert_eq!(statement.date.map(|date| date.to_string()).as_deref(), Some("2024-05"));
        assert_eq!(statement.completeness, Completeness::Digest);
        assert_eq!(read("date: soon").statement.map(|statement| statement.title).as_deref(), Some(""));
        let broken = read("title: [");
        assert_eq!((broken.statement, broken.body.text.as_str()), (None, "Words."));
    }

    #[test]
    fn dropped_words_are_told() {
        let alone = read_alone("a.md", b"Words.\n\n<div>\nLost.\n</div>\n");
        assert_eq!(alone.body.text, "Words.");
        let told: Vec<(usize, &str)> =
            alone.dropped.iter().map(|dropped| (dropped.line, dropped.message.as_str())).collect();
        assert_eq!(told, [(3, "HTML is dropped")]);
    }
}
