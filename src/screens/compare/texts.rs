//! One of the compared texts: its metadata and its passages. No nodes here.

use demarche_compare::{PassageText, Text, witness};
use demarche_corpus::{Body, Statement};

/// One text.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Its metadata.
    pub statement: Statement,
    /// Its passages in reading order.
    pub passages: Vec<SidePassage>,
}

/// One passage of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SidePassage {
    /// Its anchor.
    pub anchor: String,
    /// Its words.
    pub text: String,
    /// The section heading, on the first passage below it.
    pub heading: Option<String>,
}

impl Side {
    /// The passages of a statement that have words.
    pub fn new((statement, body): (Statement, Body)) -> Side {
        let mut last_heading = None;
        let passages = witness::passages(&body)
            .map(|block| {
                let heading =
                    block.heading.filter(|heading| last_heading.replace(*heading) != Some(*heading));
                let heading = heading
                    .and_then(|at| body.blocks.get(at as usize))
                    .map(|found| body.block_text(found).to_owned());
                SidePassage { anchor: block.anchor.clone(), text: body.block_text(block).to_owned(), heading }
            })
            .collect();
        Side { statement, passages }
    }

    /// What the comparison reads.
    pub fn text(&self) -> Text<'_> {
        let passages = self.passages.iter();
        let passages = passages.map(|passage| PassageText { anchor: &passage.anchor, text: &passage.text });
        Text { lang: &self.statement.lang, passages: passages.collect() }
    }
}
