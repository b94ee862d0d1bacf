//! Which part of a page is its text, and what the rest of it is.
//!
//! Lives here: the element that holds the text, and what elements are called that hold none of it. Does not live here: the
//! words (`blocks`). The page says it itself where it can: `itemprop="articleBody"`, `article`, `main`. Where it does not, the
//! way leads from `body` down to the element that still holds most of the words that are no links. Linear in the page.

use super::tree::{Content, NodeIdx, ROOT, Step, Tree};
use crate::report::Reason;

/// From which share of the words of an element, in percent, one element inside it is taken in its place.
const MOST: usize = 70;

/// Elements that hold text besides other things; the way down leads through these only.
const CONTAINERS: [&str; 13] = [
    "html", "body", "div", "section", "center", "font", "form", "span", "table", "tbody", "tr", "td", "main",
];

/// Elements whose words are not for reading.
const SILENT: [&str; 15] = [
    "head", "script", "style", "template", "noscript", "svg", "iframe", "object", "embed", "canvas", "audio",
    "video", "map", "datalist", "title",
];

/// Words in the class of a part of a page that is no text, where it holds less than half of the words.
const FURNISHING: [&str; 14] = [
    "breadcrumb",
    "breadcrumbs",
    "share",
    "sharing",
    "social",
    "related",
    "newsletter",
    "subscribe",
    "cookie",
    "cookies",
    "comments",
    "pagination",
    "pager",
    "advertisement",
];

/// What the words of an element are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The text of the page.
    Text,
    /// Words of the page that are not its text.
    Left(Reason),
    /// Scripts and the like.
    Silent,
}

/// The parts of a page.
#[derive(Debug)]
pub struct Parts {
    /// The element that holds the text.
    pub main: NodeIdx,
    /// For each node how many words it holds that are no links and stand in no part of another name; nothing where all is
    /// text.
    words: Vec<usize>,
}

impl Parts {
    /// Finds the text of a page.
    pub fn of(tree: &Tree) -> Parts {
        let mut parts = Parts::whole();
        parts.words = prose(tree, &parts);
        let all = tree.below(ROOT);
        let most = |wanted: &dyn Fn(NodeIdx) -> bool| {
            let found = all.iter().copied().filter(|idx| wanted(*idx) && parts.words[*idx] > 0);
            // The first of equals, which is the outer one.
            found.rev().max_by_key(|idx| parts.words[*idx])
        };
        let is_body = |idx: NodeIdx| {
            tree.attribute(idx, "itemprop")
                .is_some_and(|value| value.split_whitespace().any(|word| word == "articleBody"))
        };
        let is_article = |idx: NodeIdx| tree.name(idx) == "article";
        let is_main = |idx: NodeIdx| tree.name(idx) == "main" || tree.attribute(idx, "role") == Some("main");
        // A page of many articles is a list of them: none is its text.
        let in_articles: usize = {
            let outer =
                all.iter().copied().filter(|idx| is_article(*idx) && !stands_in(tree, *idx, &is_article));
            outer.map(|idx| parts.words[idx]).sum()
        };
        let article = most(&is_article).filter(|idx| parts.words[*idx] * 2 >= in_articles);
        let body = all.iter().copied().find(|idx| tree.name(*idx) == "body").unwrap_or(ROOT);
        parts.main = most(&is_body)
            .or(article)
            .or_else(|| most(&is_main))
            .unwrap_or_else(|| parts.way_down(tree, body));
        parts
    }

    /// All of it is text but for what is called otherwise.
    pub fn whole() -> Parts {
        Parts { main: ROOT, words: Vec::new() }
    }

    /// What an element is that stands in `above`.
    pub fn part(&self, tree: &Tree, idx: NodeIdx, above: Part) -> Part {
        if above == Part::Silent {
            return Part::Silent;
        }
        if idx == self.main {
            return Part::Text;
        }
        if !matches!(tree.node(idx).content, Content::Element(..)) {
            return above;
        }
        let name = tree.name(idx);
        let role = tree.attribute(idx, "role").unwrap_or_default();
        let furnishing = || {
            let words = |idx: NodeIdx| self.words.get(idx).copied();
            let class = tree.attribute(idx, "class").unwrap_or_default().to_lowercase();
            let marked = class.split(|c: char| !c.is_alphanumeric()).any(|word| FURNISHING.contains(&word));
            marked && words(idx).zip(words(self.main)).is_some_and(|(here, all)| here * 2 <= all)
        };
        let is_hidden = || {
            let style = tree.attribute(idx, "style").unwrap_or_default().replace(' ', "");
            tree.attribute(idx, "hidden").is_some() || style.contains("display:none")
        };
        match (name, role) {
            _ if SILENT.contains(&name) => Part::Silent,
            ("nav" | "menu" | "button" | "select" | "textarea" | "input" | "option" | "label", _)
            | (_, "navigation" | "menu" | "menubar" | "search" | "button") => Part::Left(Reason::Navigation),
            ("footer", _) | (_, "contentinfo" | "banner") => Part::Left(Reason::Boilerplate),
            // The head of the text holds its title; the head of the page stands around the text.
            ("header", _) if above != Part::Text => Part::Left(Reason::Boilerplate),
            ("aside", _) | (_, "complementary") => Part::Left(Reason::Surroundings),
            ("figcaption", _) => Part::Left(Reason::Caption),
            _ if is_hidden() => Part::Left(Reason::Surroundings),
            _ if furnishing() => Part::Left(Reason::Navigation),
            _ => above,
        }
    }

    /// From an element down to the one that still holds most of its words.
    fn way_down(&self, tree: &Tree, from: NodeIdx) -> NodeIdx {
        let mut here = from;
        loop {
            let heaviest = tree.children(here).iter().copied().max_by_key(|idx| self.words[*idx]);
            match heaviest {
                Some(next)
                    if CONTAINERS.contains(&tree.name(next))
                        && self.words[next] * 100 > self.words[here] * MOST =>
                {
                    here = next;
                }
                _ => return here,
            }
        }
    }
}

/// Whether a node stands in one that is `wanted`.
fn stands_in(tree: &Tree, idx: NodeIdx, wanted: &dyn Fn(NodeIdx) -> bool) -> bool {
    let mut above = tree.node(idx).parent;
    while let Some(node) = above {
        if wanted(node) {
            return true;
        }
        above = tree.node(node).parent;
    }
    false
}

/// For each node its words that are no links and stand in no part of another name.
fn prose(tree: &Tree, parts: &Parts) -> Vec<usize> {
    let mut words = vec![0; tree.count()];
    tree.walk(ROOT, |step| match step {
        Step::Enter(idx) => {
            if let Content::Text(text) = &tree.node(idx).content {
                words[idx] = text.split_whitespace().count();
            }
            // Before the text is found, the root stands for it.
            tree.name(idx) != "a" && parts.part(tree, idx, Part::Text) == Part::Text
        }
        Step::Leave(idx) => {
            if let Some(parent) = tree.node(idx).parent {
                words[parent] += words[idx];
            }
            true
        }
    });
    words
}
