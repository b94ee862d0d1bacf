//! Markdown → [`Body`]: blocks, inline spans, stable anchors. Parsed once, at pack time.
//!
//! Lives here: which events of the parser become what, which links are kept. Does not live here: front matter, topics
//! of headings (`headings`), how anchors are made (`crate::anchor`), the way back (`escape`). Linear in the text.
//!
//! Safety: nothing that comes out is markup. Raw HTML is dropped, a link's address is kept only where it begins
//! with http://, https:// or mailto: after the parser has decoded entities, images become their description.

use crate::anchor;
use crate::body::{Anchor, Block, BlockKind, Body, Span, SpanKind};
use crate::diagnostic::Severity;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

pub use super::escape::{escape_heading, escape_line};
pub use super::text::Finding;

/// What a Markdown text came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markdown {
    /// The blocks. [`Block::topics`] are empty: only the corpus knows its topics.
    pub body: Body,
    /// What was dropped or is unfit, in order of place.
    pub findings: Vec<Finding>,
}

/// Reads Markdown with `\n` line ends. Never fails: whatever is typed is some Markdown.
///
/// ```
/// let markdown = demarche_corpus::source::markdown::parse_markdown("Grain *first*.\n\n- Then gas.\n");
/// assert_eq!(markdown.body.text, "Grain first.\n\nThen gas.");
/// ```
pub fn parse_markdown(text: &str) -> Markdown {
    parse_with_pieces(text).0
}

/// What is said of raw HTML.
pub(super) const HTML_DROPPED: &str = "HTML is dropped";

/// A stretch of the words and the stretch of Markdown it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Bytes of [`Body::text`].
    pub(super) words: Range<usize>,
    /// Bytes of the Markdown.
    pub(super) source: Range<usize>,
}

impl Piece {
    /// Whether the words are what stands there, letter by letter.
    pub(super) fn is_literal(&self) -> bool {
        self.words.len() == self.source.len()
    }
}

/// The same with the places that the words were read from, in order.
pub(super) fn parse_with_pieces(text: &str) -> (Markdown, Vec<Piece>) {
    let mut builder = Builder::default();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        builder.event(event, range);
    }
    builder.finish_block();
    let Body { text, blocks } = &mut builder.out.body;
    let anchors = anchor::anchors(text, blocks);
    blocks.iter_mut().zip(anchors).for_each(|(block, anchor)| block.anchor = anchor);
    (builder.out, builder.pieces)
}

/// CommonMark and nothing else. Named one by one, because two are dangerous and the rest change what plain text
/// means: `ENABLE_HEADING_ATTRIBUTES` passes attributes of the writer's choice, `ENABLE_WIKILINKS` passes any address;
/// tables, footnotes, strikethrough, task lists, smart punctuation, metadata blocks, math, GitHub's alerts, definition
/// lists, superscript and subscript would drop or alter characters of a source's words.
fn options() -> Options {
    Options::empty()
}

/// What is open around the place being read.
#[derive(Debug)]
enum Container {
    Quote,
    List { next: Option<u64> },
    Item { number: Option<u32>, begun: bool },
}

/// A block being filled.
#[derive(Debug)]
struct Pending {
    kind: BlockKind,
    text: String,
    /// Ranges are relative to `text` until the block is finished.
    pieces: Vec<Piece>,
    spans: Vec<Span>,
    /// Indices in `spans` of the marks still open; `None` for a mark that leaves no span.
    open: Vec<Option<usize>>,
}

#[derive(Debug, Default)]
struct Builder {
    out: Markdown,
    containers: Vec<Container>,
    pending: Option<Pending>,
    /// Inside how many images: their description is plain text.
    images: usize,
    html_seen: bool,
    /// Headings under which the next block stands: index and level, levels rising.
    headings: Vec<(u32, u8)>,
    pieces: Vec<Piece>,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, &range),
            Event::Code(text) => {
                let start = self.pending().text.len();
                // As many marks and spaces on either end.
                let marks = range.len().saturating_sub(text.len()) / 2;
                self.text(&text, &(range.start + marks..range.end - marks));
                if self.images == 0 {
                    let pending = self.pending();
                    let end = pending.text.len();
                    pending.spans.push(Span { range: start as u32..end as u32, kind: SpanKind::Code });
                }
            }
            Event::SoftBreak => self.push(" ", range),
            Event::HardBreak => self.push("\n", range),
            Event::Html(_) => self.html(range),
            Event::InlineHtml(html) => {
                // Words on both sides of a dropped line break must not grow together.
                if html.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br")) {
                    self.push("\n", range.clone());
                }
                self.html(range);
            }
            // A rule separates and says nothing. The rest belongs to extensions that are off.
            Event::Rule
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.finish_block();
                let kind = self.kind_here();
                self.begin(kind);
            }
            Tag::Heading { level, .. } => {
                self.finish_block();
                self.begin(BlockKind::Heading { level: level_number(level) });
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.finish_block();
                self.begin(BlockKind::Preformatted);
            }
            Tag::BlockQuote(_) => {
                self.finish_block();
                self.containers.push(Container::Quote);
            }
            Tag::List(first) => {
                self.finish_block();
                self.containers.push(Container::List { next: first });
            }
            Tag::Item => {
                self.finish_block();
                let number = match self.containers.last_mut() {
                    Some(Container::List { next: Some(next) }) => {
                        *next += 1;
                        u32::try_from(*next - 1).ok()
                    }
                    _ => None,
                };
                self.containers.push(Container::Item { number, begun: false });
            }
            Tag::Emphasis => self.open(Some(SpanKind::Emphasis)),
            Tag::Strong => self.open(Some(SpanKind::Strong)),
            Tag::Link { link_type, dest_url, .. } => {
                let url = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                if is_safe_address(&url) {
                    self.open(Some(SpanKind::Link { url }));
                } else {
                    self.find(
                        Severity::Warning,
                        range,
                        format!("link to {:?} is dropped, its text is kept", shorten(&url)),
                        "Only addresses that begin with http://, https:// or mailto: are kept.",
                    );
                    self.open(None);
                }
            }
            Tag::Image { .. } => self.images += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.finish_block(),
            TagEnd::CodeBlock => {
                if let Some(pending) = &mut self.pending
                    && pending.text.ends_with('\n')
                {
                    pending.text.pop();
                }
                self.finish_block();
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                self.finish_block();
                self.containers.pop();
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => self.close(),
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        if let Some(bad) = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
            self.find(
                Severity::Error,
                range.clone(),
                format!("an entity stands for the control character U+{:04X}", bad as u32),
                "Remove it: it cannot be shown.",
            );
        }
        self.push(text, range.clone());
    }

    /// Adds words that were read from a place.
    fn push(&mut self, text: &str, source: Range<usize>) {
        let pending = self.pending();
        let start = pending.text.len();
        pending.text.push_str(text);
        pending.pieces.push(Piece { words: start..pending.text.len(), source });
    }

    fn html(&mut self, range: Range<usize>) {
        if !std::mem::replace(&mut self.html_seen, true) {
            self.find(
                Severity::Warning,
                range,
                HTML_DROPPED.to_owned(),
                "Write it as Markdown; a \"<\" that is meant as such is written \"\\<\".",
            );
        }
    }

    fn find(&mut self, severity: Severity, range: Range<usize>, message: String, help: &str) {
        self.out.findings.push(Finding { severity, range, message, help: help.to_owned() });
    }

    fn open(&mut self, kind: Option<SpanKind>) {
        let inside_image = self.images > 0;
        let pending = self.pending();
        let at = pending.text.len() as u32;
        let index = kind.filter(|_| !inside_image).map(|kind| {
            pending.spans.push(Span { range: at..at, kind });
            pending.spans.len() - 1
        });
        pending.open.push(index);
    }

    fn close(&mut self) {
        let pending = self.pending();
        let at = pending.text.len() as u32;
        if let Some(Some(index)) = pending.open.pop()
            && let Some(span) = pending.spans.get_mut(index)
        {
            span.range.end = at;
        }
    }

    /// The block being filled. Items of a tight list hold text without a paragraph around it.
    fn pending(&mut self) -> &mut Pending {
        let kind = self.kind_here();
        self.pending.get_or_insert_with(|| Pending::new(kind))
    }

    fn begin(&mut self, kind: BlockKind) {
        self.pending = Some(Pending::new(kind));
    }

    /// What a paragraph is at this place: the innermost quote or list decides.
    fn kind_here(&self) -> BlockKind {
        let lists =
            self.containers.iter().filter(|container| matches!(container, Container::List { .. })).count();
        match self.containers.last() {
            Some(Container::Quote) => BlockKind::Quote,
            Some(Container::Item { number, begun }) => BlockKind::ListItem {
                depth: u8::try_from(lists.saturating_sub(1)).unwrap_or(u8::MAX),
                number: *number,
                continued: *begun,
            },
            _ => BlockKind::Paragraph,
        }
    }

    /// Moves the block being filled to the body; one without a visible character is dropped.
    fn finish_block(&mut self) {
        let Some(Pending { kind, text, pieces, spans, .. }) = self.pending.take() else { return };
        if text.chars().all(char::is_whitespace) {
            return;
        }
        if let Some(Container::Item { begun, .. }) = self.containers.last_mut() {
            *begun = true;
        }
        let body = &mut self.out.body;
        if !body.text.is_empty() {
            body.text.push_str("\n\n");
        }
        let start = body.text.len() as u32;
        let before = body.text.len();
        self.pieces.extend(pieces.into_iter().map(|piece| Piece {
            words: before + piece.words.start..before + piece.words.end,
            source: piece.source,
        }));
        body.text.push_str(&text);
        let index = body.blocks.len() as u32;
        if let BlockKind::Heading { level } = kind {
            while self.headings.last().is_some_and(|(_, open)| *open >= level) {
                self.headings.pop();
            }
        }
        let shift = |range: Range<u32>| start + range.start..start + range.end;
        body.blocks.push(Block {
            kind,
            anchor: Anchor::new(),
            range: start..body.text.len() as u32,
            spans: spans
                .into_iter()
                .filter(|span| !span.range.is_empty())
                .map(|span| Span { range: shift(span.range), kind: span.kind })
                .collect(),
            heading: self.headings.last().map(|(heading, _)| *heading),
            topics: Vec::new(),
        });
        if let BlockKind::Heading { level } = kind {
            self.headings.push((index, level));
        }
    }
}

impl Pending {
    fn new(kind: BlockKind) -> Pending {
        Pending { kind, text: String::new(), pieces: Vec::new(), spans: Vec::new(), open: Vec::new() }
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Whether an address may be kept. Stricter than a browser, which forgives spaces and control characters.
pub(crate) fn is_safe_address(url: &str) -> bool {
    let begins = |scheme: &str| {
        url.len() > scheme.len()
            && url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    let clean = !url.contains(|c: char| c.is_control() || c.is_whitespace());
    clean && (begins("http://") || begins("https://") || begins("mailto:"))
}

/// The first 60 characters of something quoted in a message.
fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests;
