//! A saved page: one statement, and every line of the page accounted for.
//!
//! Lives here: what of a page goes into the statement, and what is told of the rest. Does not live here: which part of a
//! page is its text (`crate::html`), what it says of itself (`page_metadata`). A line is kept where a word of it is; a page
//! may stand in one line, so the words that were left out are counted besides.

use super::page_metadata::PageMetadata;
use super::{Record, Records, count};
use crate::article::own_date;
use crate::furniture::without_furniture;
use crate::html::{Block, BlockKind, Blocks, Left, Parts, Tree, passages, read_blocks};
use crate::lines::Line;
use crate::report::Reason;
use std::collections::{BTreeMap, BTreeSet};

/// Reads a page.
///
/// # Errors
/// A sentence with a remedy, where it holds no text.
pub fn read(text: &str) -> Result<Records, String> {
    let tree = Tree::parse(text);
    let parts = Parts::of(&tree);
    let mut about = PageMetadata::of(&tree, parts.main);
    let Blocks { mut blocks, mut left, lost_links, replaced } =
        read_blocks(&tree, &parts, about.base.as_ref());
    let mut kept: BTreeSet<usize> = BTreeSet::new();

    let (title, title_lines) = take_title(&mut blocks, &mut about);
    kept.extend(title_lines);
    left.extend(leave_out_furniture(&mut blocks));
    let mut date = about.date.map(|stated| {
        kept.extend(stated.lines);
        stated.value
    });
    // A line that is only the date says what the front matter does.
    blocks.retain(|block| {
        let own = own_date(&block.text()).map(|own| own.date);
        let states = own.is_some() && date.is_none_or(|date| own == Some(date));
        if states {
            date = own;
            kept.extend(&block.lines);
        }
        !states
    });
    if blocks.is_empty() {
        return Err("a page without text, perhaps because scripts make it: open it in a browser, copy the text into a \
                    .txt document and import that"
            .to_owned());
    }
    for stated in [&about.url, &about.lang, &about.publisher].into_iter().flatten() {
        kept.extend(&stated.lines);
    }
    let mut body = passages(&blocks);
    for (passage, block) in body.iter_mut().zip(&blocks) {
        passage.line = block.lines.first().copied().unwrap_or(1);
        kept.extend(&block.lines);
    }
    let record = Record {
        lines: (1, 1),
        stretches: kept.iter().map(|line| (*line, *line)).collect(),
        title,
        date,
        publisher: about.publisher.map(|stated| stated.value),
        url: about.url.map(|stated| stated.value),
        lang: about.lang.map(|stated| stated.value),
        body,
        is_page: true,
        ..Record::default()
    };
    Ok(Records {
        format: "page",
        records: vec![record],
        notes: notes(&left, lost_links, replaced),
        // Of several reasons for one line the first is told.
        dropped: left.iter().rev().map(|left| ((left.line, left.line), left.reason)).collect(),
    })
}

/// The title: the first great heading of the text, or else what the page says; it does not stand in the body again.
fn take_title(blocks: &mut Vec<Block>, about: &mut PageMetadata) -> (Option<String>, BTreeSet<usize>) {
    let stated = about.title.take();
    let great = blocks.iter().position(|block| block.kind == BlockKind::Heading(1));
    let again = || {
        let stated = stated.as_ref()?;
        let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading(_));
        blocks.iter().position(|block| is_heading(block) && block.text() == stated.value)
    };
    // A page of nothing but headings keeps them as its text.
    let at = great.or_else(again).filter(|_| blocks.len() > 1);
    match at {
        Some(at) => {
            let block = blocks.remove(at);
            (Some(block.text()), block.lines)
        }
        None => stated.map_or((None, BTreeSet::new()), |stated| (Some(stated.value), stated.lines)),
    }
}

/// Takes out captions, lists of other stories and advertisements that the page does not mark as such.
fn leave_out_furniture(blocks: &mut Vec<Block>) -> Vec<Left> {
    let texts: Vec<String> = blocks.iter().map(Block::text).collect();
    let lines: Vec<Line<'_>> = texts.iter().enumerate().map(|(at, text)| Line { number: at, text }).collect();
    let (_, dropped) = without_furniture(&lines);
    let first = |at: usize| blocks.get(at).and_then(|block| block.lines.first().copied()).unwrap_or(1);
    let reasons: BTreeMap<usize, Reason> = dropped
        .into_iter()
        .map(|(at, reason)| match reason {
            Reason::Duplicate { of } => (at, Reason::Duplicate { of: first(of) }),
            reason => (at, reason),
        })
        .collect();
    let mut left = Vec::new();
    for (at, reason) in &reasons {
        let words = texts.get(*at).map_or(0, |text| text.split_whitespace().count());
        let lines = blocks.get(*at).map(|block| block.lines.clone()).unwrap_or_default();
        // Its words are counted once, wherever they stand.
        let counted = |nth: usize| if nth == 0 { words } else { 0 };
        left.extend(lines.into_iter().enumerate().map(|(nth, line)| Left {
            reason: *reason,
            line,
            words: counted(nth),
        }));
    }
    let mut at = 0;
    blocks.retain(|_| {
        at += 1;
        !reasons.contains_key(&(at - 1))
    });
    left
}

/// What is told of the words that are not in the statement.
fn notes(left: &[Left], lost_links: usize, replaced: usize) -> Vec<String> {
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for left in left {
        *words.entry(left.reason.name()).or_insert(0) += left.words;
    }
    let told: Vec<String> = words.iter().map(|(reason, words)| format!("{words} {reason}")).collect();
    let mut notes = Vec::new();
    if !told.is_empty() {
        notes.push(format!("words left out: {}", told.join(", ")));
    }
    if lost_links > 0 {
        notes.push(format!(
            "left out, with the words kept: {} without a whole address",
            count(lost_links, "link")
        ));
    }
    if replaced > 0 {
        notes.push(format!("made spaces of {}", count(replaced, "control character")));
    }
    notes
}
