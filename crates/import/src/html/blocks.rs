//! The words of a page as blocks: headings, paragraphs, points of lists, quotations, with emphasis and links.
//!
//! Lives here: where a block ends, and what is left out for which reason. Does not live here: which part of a page is its
//! text (`main_text`), how a block is written (`markdown`). Tables, and lines of preformatted text, become a paragraph for
//! each cell and line; a line break ends a paragraph. One walk over the tree.

use super::main_text::{Part, Parts};
use super::tree::{Content, NodeIdx, ROOT, Step, Tree, lines_of};
use crate::report::Reason;
use std::collections::BTreeSet;
use url::Url;

/// Elements that end the block before them and begin another.
const BLOCKS: [&str; 48] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

/// The highest number that a point of a list is written with; Markdown knows nine digits.
const MOST_POINTS: u32 = 999_999_999;

/// One block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its words, in stretches of one look each; no white space at its ends and nowhere two of it.
    pub runs: Vec<Run>,
    /// The lines that its words stand in.
    pub lines: BTreeSet<usize>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// Plain words.
    Paragraph,
    /// Words that head what follows, 1–6.
    Heading(u8),
    /// A point of a list.
    Point {
        /// In how many lists that list stands.
        depth: usize,
        /// Which list of the page it is, so that two that follow each other stay two.
        list: usize,
        /// Its number, where the list has numbers.
        number: Option<u32>,
        /// Whether it goes on with the point before.
        continued: bool,
    },
    /// Words of others.
    Quote,
}

/// Words of one look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// How they stand out.
    pub look: Look,
}

/// How words stand out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// Set in italics.
    pub emphasis: bool,
    /// Set in bold.
    pub strong: bool,
    /// Where they lead: http, https or mailto.
    pub link: Option<String>,
}

/// Words that are in no block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Why.
    pub reason: Reason,
    /// The line.
    pub line: usize,
    /// How many of them are in it.
    pub words: usize,
}

/// What a page or a stretch of mark-up holds.
#[derive(Debug, Default)]
pub struct Blocks {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Words that are in none.
    pub left: Vec<Left>,
    /// Links whose address cannot be told in full.
    pub lost_links: usize,
    /// Control characters that became spaces.
    pub replaced: usize,
}

impl Block {
    /// Its words without their look.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// The blocks of a tree. Addresses are told in full where `base` is known.
pub fn read_blocks(tree: &Tree, parts: &Parts, base: Option<&Url>) -> Blocks {
    let mut builder = Builder { tree, base, ..Builder::new(tree) };
    let mut open = vec![if parts.main == ROOT { Part::Text } else { Part::Left(Reason::Surroundings) }];
    tree.walk(ROOT, |step| {
        match step {
            Step::Enter(idx) => {
                let above = open.last().copied().unwrap_or(Part::Silent);
                let part = parts.part(tree, idx, above);
                open.push(part);
                match part {
                    Part::Text => builder.enter(idx),
                    Part::Left(reason) => builder.leave_out(idx, reason),
                    Part::Silent => {}
                }
            }
            Step::Leave(idx) => {
                if open.pop() == Some(Part::Text) {
                    builder.leave(idx);
                }
            }
        }
        true
    });
    builder.finish();
    builder.out
}

/// What is open around the place being read.
#[derive(Debug, Clone, Copy)]
enum Container {
    List { list: usize, next: Option<u32> },
    Point { list: usize, depth: usize, number: Option<u32>, begun: bool },
    Heading(u8),
    Quote,
}

struct Builder<'t> {
    tree: &'t Tree,
    base: Option<&'t Url>,
    out: Blocks,
    containers: Vec<Container>,
    lists: usize,
    emphasis: usize,
    strong: usize,
    preformatted: usize,
    /// The links that are open; nothing where an address leads nowhere.
    links: Vec<Option<String>>,
    look: Look,
    pending: Option<Block>,
    /// Whether white space stands between the last word and the next.
    spaced: bool,
}

impl<'t> Builder<'t> {
    fn new(tree: &'t Tree) -> Builder<'t> {
        Builder {
            tree,
            base: None,
            out: Blocks::default(),
            containers: Vec::new(),
            lists: 0,
            emphasis: 0,
            strong: 0,
            preformatted: 0,
            links: Vec::new(),
            look: Look::default(),
            pending: None,
            spaced: false,
        }
    }

    fn enter(&mut self, idx: NodeIdx) {
        let tree = self.tree;
        if let Content::Text(text) = &tree.node(idx).content {
            for (at, (line, words)) in lines_of(text, tree.node(idx).line).enumerate() {
                if at > 0 && self.preformatted > 0 {
                    self.finish();
                }
                self.spaced |= at > 0;
                self.words(words, line);
            }
            return;
        }
        let name = tree.name(idx);
        let heads = matches!(self.containers.last(), Some(Container::Heading(_)));
        if name == "br" && heads {
            self.spaced = true;
        } else if BLOCKS.contains(&name) || name == "br" {
            self.finish();
        }
        let number =
            |name: &str| tree.attribute(idx, name).and_then(|value| value.trim().parse::<u32>().ok());
        match name {
            "em" | "i" => self.emphasis += 1,
            "strong" | "b" => self.strong += 1,
            "pre" => self.preformatted += 1,
            "a" => {
                let link = self.address(tree.attribute(idx, "href"));
                self.links.push(link);
            }
            "ul" | "menu" | "dir" => {
                self.lists += 1;
                self.containers.push(Container::List { list: self.lists, next: None });
            }
            "ol" => {
                self.lists += 1;
                let next = Some(number("start").unwrap_or(1));
                self.containers.push(Container::List { list: self.lists, next });
            }
            "li" => self.begin_point(number("value")),
            "blockquote" => self.containers.push(Container::Quote),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes().get(1).map_or(2, |digit| digit.saturating_sub(b'0'));
                self.containers.push(Container::Heading(level));
            }
            _ => {}
        }
        self.restyle();
    }

    fn leave(&mut self, idx: NodeIdx) {
        let name = self.tree.name(idx);
        if name.is_empty() {
            return;
        }
        if BLOCKS.contains(&name) {
            self.finish();
        }
        match name {
            "em" | "i" => self.emphasis = self.emphasis.saturating_sub(1),
            "strong" | "b" => self.strong = self.strong.saturating_sub(1),
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            "a" => {
                self.links.pop();
            }
            "ul" | "menu" | "dir" | "ol" | "li" | "blockquote" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.containers.pop();
            }
            _ => {}
        }
        self.restyle();
    }

    fn restyle(&mut self) {
        self.look = Look {
            emphasis: self.emphasis > 0,
            strong: self.strong > 0,
            link: self.links.last().cloned().flatten(),
        };
    }

    fn begin_point(&mut self, stated: Option<u32>) {
        let depth = self.containers.iter().filter(|open| matches!(open, Container::List { .. })).count();
        let number = match self.containers.last_mut() {
            Some(Container::List { next: Some(next), .. }) => {
                let number = stated.unwrap_or(*next).min(MOST_POINTS);
                *next = number.saturating_add(1);
                Some(number)
            }
            _ => None,
        };
        let list = match self.containers.last() {
            Some(Container::List { list, .. }) => *list,
            _ => self.lists,
        };
        let depth = depth.saturating_sub(1);
        self.containers.push(Container::Point { list, depth, number, begun: false });
    }

    /// The whole address of a link.
    fn address(&mut self, href: Option<&str>) -> Option<String> {
        let href = href.map(str::trim).filter(|href| !href.is_empty() && !href.starts_with('#'))?;
        let url = match self.base {
            Some(base) => base.join(href).ok(),
            None => Url::parse(href).ok(),
        };
        let url = url.filter(|url| matches!(url.scheme(), "http" | "https" | "mailto"));
        if url.is_none() {
            self.out.lost_links += 1;
        }
        url.map(String::from)
    }

    fn words(&mut self, text: &str, line: usize) {
        for c in text.chars() {
            let blank = matches!(c, ' ' | '\t' | '\r' | '\u{c}');
            if blank || c.is_control() {
                self.out.replaced += usize::from(!blank);
                self.spaced = true;
                continue;
            }
            self.push(c, line);
        }
    }

    fn push(&mut self, c: char, line: usize) {
        let kind = self.kind_here();
        let pending = self.pending.get_or_insert_with(|| {
            self.spaced = false;
            Block { kind, runs: Vec::new(), lines: BTreeSet::new() }
        });
        if std::mem::take(&mut self.spaced)
            && let Some(last) = pending.runs.last_mut()
        {
            last.text.push(' ');
        }
        match pending.runs.last_mut() {
            Some(last) if last.look == self.look => last.text.push(c),
            _ => pending.runs.push(Run { text: String::from(c), look: self.look.clone() }),
        }
        if pending.lines.last() != Some(&line) {
            pending.lines.insert(line);
        }
    }

    /// What a block is at this place: the innermost list, quotation or heading decides.
    fn kind_here(&self) -> BlockKind {
        match self.containers.last() {
            Some(Container::Heading(level)) => BlockKind::Heading(*level),
            Some(Container::Quote) => BlockKind::Quote,
            Some(Container::Point { list, depth, number, begun }) => {
                BlockKind::Point { depth: *depth, list: *list, number: *number, continued: *begun }
            }
            Some(Container::List { .. }) | None => BlockKind::Paragraph,
        }
    }

    /// Moves the block being filled to the others, where it holds more than white space.
    fn finish(&mut self) {
        self.spaced = false;
        let Some(mut block) = self.pending.take() else { return };
        trim(&mut block.runs);
        if block.runs.is_empty() {
            return;
        }
        if let Some(Container::Point { begun, .. }) = self.containers.last_mut() {
            *begun = true;
        }
        self.out.blocks.push(block);
    }

    fn leave_out(&mut self, idx: NodeIdx, reason: Reason) {
        if let Content::Text(text) = &self.tree.node(idx).content {
            for (line, words) in lines_of(text, self.tree.node(idx).line) {
                let words = words.split_whitespace().count();
                if words > 0 {
                    self.out.left.push(Left { reason, line, words });
                }
            }
        }
    }
}

/// Takes white space of any kind off both ends.
fn trim(runs: &mut Vec<Run>) {
    while let Some(first) = runs.first_mut() {
        first.text.drain(..first.text.len() - first.text.trim_start().len());
        if !first.text.is_empty() {
            break;
        }
        runs.remove(0);
    }
    while let Some(last) = runs.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        runs.pop();
    }
}
