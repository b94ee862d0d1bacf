//! A statement as a format reads it, before it has an identifier and before names are matched with known ones.

use crate::lines::Line;
use crate::names::Named;
use crate::report::Reason;
use crate::words;
use demarche_corpus::{Kind, PartialDate};

/// Words of the opening that stand for a title which the text does not state, at most, in characters.
const OPENING: usize = 60;

/// What a format makes of a document.
#[derive(Debug, Default)]
pub struct Reading<'a> {
    /// Statements in the order of the document.
    pub drafts: Vec<Draft<'a>>,
    /// Lines that stand in no statement.
    pub dropped: Vec<(usize, Reason)>,
}

/// One statement. Empty where the text does not say.
#[derive(Debug, Clone, Default)]
pub struct Draft<'a> {
    /// The title, where the text has one.
    pub title: Option<&'a str>,
    /// The body, a block a line.
    pub blocks: Vec<DraftBlock<'a>>,
    /// Numbers of the lines that stand in the front matter only.
    pub metadata_lines: Vec<usize>,
    /// When it was said or published.
    pub date: Option<PartialDate>,
    /// Where it was said.
    pub place: Option<&'a str>,
    /// What sort of text it is.
    pub kind: Option<Kind>,
    /// Who says it.
    pub speaker: Option<Named>,
    /// The country it speaks for, where no speaker is named.
    pub country: Option<&'a str>,
    /// Who published it.
    pub publisher: Option<&'a str>,
    /// Where the text itself says it stands.
    pub url: Option<&'a str>,
    /// What else the text says of itself.
    pub note: Option<&'a str>,
    /// Hashtags without `#`, in order of first use.
    pub hashtags: Vec<&'a str>,
    /// Subjects that a table or a feed names, each once.
    pub topics: Vec<&'a str>,
    /// The language that a record names.
    pub lang: Option<&'a str>,
    /// The identifier that a table gives.
    pub stated_id: Option<&'a str>,
    /// Whether the text says that there is more of it elsewhere.
    pub excerpt: bool,
    /// Whether the text is a summary in other words.
    pub digest: bool,
    /// Index among the drafts of the same document of the statement that this one translates.
    pub translation_of: Option<usize>,
}

/// One line of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftBlock<'a> {
    /// The line.
    pub line: Line<'a>,
    /// Whether it heads what follows.
    pub heading: bool,
    /// What stands in the file, where that is more than the words of the line, escaped.
    pub markdown: Option<&'a str>,
}

impl<'a> Draft<'a> {
    /// Adds a paragraph.
    pub fn paragraph(&mut self, line: Line<'a>) {
        self.blocks.push(DraftBlock { line, heading: false, markdown: None });
    }

    /// Adds a heading.
    pub fn heading(&mut self, line: Line<'a>) {
        self.blocks.push(DraftBlock { line, heading: true, markdown: None });
    }

    /// Makes words of the headings at the end: what a heading headed may have gone to the front matter, and a heading
    /// with nothing below it heads nothing.
    pub fn settle(&mut self) {
        for block in self.blocks.iter_mut().rev().take_while(|block| block.heading) {
            block.heading = false;
            block.markdown = None;
        }
    }

    /// Takes over the hashtags of a line.
    pub fn read_hashtags(&mut self, line: Line<'a>) {
        for tag in words::hashtags(line.text) {
            if !self.hashtags.contains(&tag) {
                self.hashtags.push(tag);
            }
        }
    }

    /// The title to show: the stated one, or else the opening words of the text, verbatim up to an ellipsis.
    pub fn shown_title(&self) -> String {
        if let Some(title) = self.title {
            return title.trim().to_owned();
        }
        let opening = self.blocks.first().map_or("", |block| block.line.trimmed());
        let Some((cut, _)) = opening.char_indices().nth(OPENING) else { return opening.to_owned() };
        let end = opening[..cut].rfind(char::is_whitespace).unwrap_or(cut);
        format!("{}…", opening[..end].trim_end())
    }
}

/// Whether a line ends as a sentence does, closing quotation marks and brackets aside.
pub fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end().trim_end_matches(['”', '"', '»', '’', '\'', ')', ']']);
    text.ends_with(['.', '!', '?', '…', ':', ';', ','])
}

/// The address, where a text is one http or https address and nothing else.
pub fn bare_link(text: &str) -> Option<&str> {
    let text = words::without_lead(text);
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let sound = rest.starts_with(char::is_alphanumeric)
        && !rest.contains(|c: char| c.is_whitespace() || "<>\"\\^`{|}".contains(c));
    sound.then_some(text)
}
