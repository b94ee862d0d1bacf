//! A page as a tree, as browsers read it, and the line that each stretch of words stands in.
//!
//! Lives here: the tree and how the parser makes it. Does not live here: which of it is text (`main_text`), and what
//! becomes of it (`blocks`). Nodes stand in one list and name each other by their place in it, so that a tree of any depth is
//! walked and dropped without a call for each level.

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, LocalName, Namespace, ParseOpts, QualName, local_name, ns, parse_document};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// The place of a node in its tree.
pub type NodeIdx = usize;

/// The document itself, above `html`.
pub const ROOT: NodeIdx = 0;

/// A page.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
}

/// One node.
#[derive(Debug)]
pub struct Node {
    /// The node it stands in.
    pub parent: Option<NodeIdx>,
    children: Vec<NodeIdx>,
    /// The line that it begins in, counted from 1.
    pub line: usize,
    /// What it is.
    pub content: Content,
}

/// What a node is.
#[derive(Debug)]
pub enum Content {
    /// The document, or what a template holds, which is shown nowhere.
    Document,
    /// An element.
    Element(QualName, Vec<Attribute>),
    /// Words.
    Text(StrTendril),
    /// A comment.
    Comment(StrTendril),
}

/// A step of a walk.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    /// A node begins.
    Enter(NodeIdx),
    /// A node that was entered ends.
    Leave(NodeIdx),
}

impl Tree {
    /// Reads a page or a stretch of mark-up. Whatever is written is some page.
    pub fn parse(html: &str) -> Tree {
        let sink = Sink { nodes: RefCell::default(), line: Cell::new(1) };
        sink.add(Content::Document);
        // Another end of line would part the words beside it.
        let html = html.replace("\r\n", "\n").replace('\r', "\n");
        parse_document(sink, ParseOpts::default()).one(html.as_str())
    }

    /// A node.
    pub fn node(&self, idx: NodeIdx) -> &Node {
        &self.nodes[idx]
    }

    /// The nodes that stand right in a node, in order.
    pub fn children(&self, idx: NodeIdx) -> &[NodeIdx] {
        &self.nodes[idx].children
    }

    /// How many nodes there are, those included that stand nowhere.
    pub fn count(&self) -> usize {
        self.nodes.len()
    }

    /// The name of an element in small letters; empty for what is none.
    pub fn name(&self, idx: NodeIdx) -> &str {
        match &self.nodes[idx].content {
            Content::Element(name, _) => &name.local,
            _ => "",
        }
    }

    /// An attribute of an element.
    pub fn attribute(&self, idx: NodeIdx, name: &str) -> Option<&str> {
        let Content::Element(_, attributes) = &self.nodes[idx].content else { return None };
        let found = attributes.iter().find(|attribute| &*attribute.name.local == name);
        found.map(|attribute| &*attribute.value)
    }

    /// Visits a node and what is in it, in order; nothing in a node for which `visit` answers no.
    pub fn walk(&self, from: NodeIdx, mut visit: impl FnMut(Step) -> bool) {
        let mut open: Vec<(NodeIdx, usize)> = Vec::new();
        if visit(Step::Enter(from)) {
            open.push((from, 0));
        }
        while let Some((node, next)) = open.last_mut() {
            let node = *node;
            let child = self.nodes[node].children.get(*next).copied();
            *next += 1;
            match child {
                Some(child) => {
                    if visit(Step::Enter(child)) {
                        open.push((child, 0));
                    }
                }
                None => {
                    open.pop();
                    visit(Step::Leave(node));
                }
            }
        }
    }

    /// All nodes below one, in order.
    pub fn below(&self, from: NodeIdx) -> Vec<NodeIdx> {
        let mut found = Vec::new();
        self.walk(from, |step| {
            if let Step::Enter(idx) = step {
                found.push(idx);
            }
            true
        });
        found
    }

    /// The words of a node, as written, line ends included.
    pub fn text(&self, from: NodeIdx) -> String {
        let texts = self.below(from).into_iter().filter_map(|idx| match &self.nodes[idx].content {
            Content::Text(text) => Some(&**text),
            _ => None,
        });
        texts.collect()
    }
}

/// What the parser fills.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    line: Cell<usize>,
}

/// The name of an element, held by itself: the list of nodes may grow while the parser looks at it.
#[derive(Debug)]
struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Sink {
    fn add(&self, content: Content) -> NodeIdx {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { parent: None, children: Vec::new(), line: self.line.get(), content });
        nodes.len() - 1
    }

    /// The node to be put into the tree. Words stay apart where they came apart, each with the line it begins in.
    fn made(&self, child: NodeOrText<NodeIdx>) -> NodeIdx {
        match child {
            NodeOrText::AppendNode(node) => {
                self.remove(node);
                node
            }
            NodeOrText::AppendText(text) => {
                // The parser counts a stretch of words where it ends.
                let ends = text.bytes().filter(|byte| *byte == b'\n').count();
                let node = self.add(Content::Text(text));
                let first = self.line.get().saturating_sub(ends).max(1);
                self.nodes.borrow_mut()[node].line = first;
                node
            }
        }
    }

    fn remove(&self, node: NodeIdx) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[node].parent.take() {
            let children = &mut nodes[parent].children;
            if let Some(at) = children.iter().rposition(|child| *child == node) {
                children.remove(at);
            }
        }
    }

    fn append_to(&self, parent: NodeIdx, child: NodeOrText<NodeIdx>) {
        let child = self.made(child);
        let mut nodes = self.nodes.borrow_mut();
        nodes[child].parent = Some(parent);
        nodes[parent].children.push(child);
    }
}

impl TreeSink for Sink {
    type Handle = NodeIdx;
    type Output = Tree;
    type ElemName<'a>
        = Name
    where
        Self: 'a;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeIdx {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeIdx) -> Name {
        match &self.nodes.borrow()[*target].content {
            Content::Element(name, _) => Name(name.clone()),
            _ => Name(QualName::new(None, ns!(), local_name!(""))),
        }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> NodeIdx {
        self.add(Content::Element(name, attributes))
    }

    fn create_comment(&self, text: StrTendril) -> NodeIdx {
        self.add(Content::Comment(text))
    }

    fn create_pi(&self, _target: StrTendril, data: StrTendril) -> NodeIdx {
        self.add(Content::Comment(data))
    }

    fn append(&self, parent: &NodeIdx, child: NodeOrText<NodeIdx>) {
        self.append_to(*parent, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeIdx, before: &NodeIdx, child: NodeOrText<NodeIdx>) {
        if self.nodes.borrow()[*element].parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append_to(*before, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn get_template_contents(&self, _target: &NodeIdx) -> NodeIdx {
        // A document of its own, which stands nowhere: what a template holds is not shown.
        self.add(Content::Document)
    }

    fn same_node(&self, one: &NodeIdx, other: &NodeIdx) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeIdx, child: NodeOrText<NodeIdx>) {
        let child = self.made(child);
        let mut nodes = self.nodes.borrow_mut();
        let Some(parent) = nodes[*sibling].parent else { return };
        let children = &mut nodes[parent].children;
        let at = children.iter().rposition(|known| known == sibling).unwrap_or(children.len());
        children.insert(at, child);
        nodes[child].parent = Some(parent);
    }

    fn add_attrs_if_missing(&self, target: &NodeIdx, attributes: Vec<Attribute>) {
        if let Content::Element(_, known) = &mut self.nodes.borrow_mut()[*target].content {
            for attribute in attributes {
                if !known.iter().any(|other| other.name == attribute.name) {
                    known.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeIdx) {
        self.remove(*target);
    }

    fn reparent_children(&self, node: &NodeIdx, new_parent: &NodeIdx) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[*node].children);
        for child in &children {
            nodes[*child].parent = Some(*new_parent);
        }
        nodes[*new_parent].children.extend(children);
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(usize::try_from(line).unwrap_or(usize::MAX));
    }
}

/// The lines of a stretch of words that begins in `first`, each with its number.
pub fn lines_of(text: &str, first: usize) -> impl Iterator<Item = (usize, &str)> {
    text.split('\n').enumerate().map(move |(at, line)| (first + at, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_knows_its_line() {
        let lines = [
            "<!DOCTYPE html>",
            "<title>a2</title>",
            "<p>b3",
            "c4 &amp; d4</p>",
            "",
            "<p>",
            "e7 <b>f7",
            "g8</b>",
        ];
        for end in ["\n", "\r\n", "\r"] {
            let tree = Tree::parse(&lines.join(end));
            let mut found = Vec::new();
            for idx in tree.below(ROOT) {
                let Content::Text(text) = &tree.node(idx).content else { continue };
                for (line, words) in lines_of(text, tree.node(idx).line) {
                    found.extend(words.split_whitespace().map(|word| format!("{word} in {line}")));
                }
            }
            let expected =
                ["a2 in 2", "b3 in 3", "c4 in 4", "& in 4", "d4 in 4", "e7 in 7", "f7 in 7", "g8 in 8"];
            assert_eq!(found, expected, "{end:?}");
        }
    }

    #[test]
    fn a_tree_of_any_depth_is_walked() {
        let tree = Tree::parse(&format!("{}deep", "<i>".repeat(20_000)));
        assert_eq!(tree.text(ROOT), "deep");
    }
}
