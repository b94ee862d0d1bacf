//! The query as a tree.
//!
//! Lives here: the types, and the two rules that keep a tree in its simplest shape. Does not live here: the text
//! (`parse`, `print`) and what the corpus makes of it (`compile`).

use crate::request::Field;
use demarche_corpus::PartialDate;
use std::cmp::Ordering;
use std::ops::Range;

/// What was typed, understood. All clauses of the root must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pub(crate) clauses: Vec<Clause>,
}

impl Query {
    /// The query with its last word taken as a beginning, where that is a plain word that must occur and stands at the
    /// very end of a text of so many bytes: a reader may still be typing it.
    pub(crate) fn begun(&self, len: usize) -> Option<Query> {
        let mut query = self.clone();
        let Some(Clause { occur: Occur::Must, node: Node::Term(term) }) = query.clauses.last_mut() else {
            return None;
        };
        if term.mode != TermMode::Plain || term.spot.0.end != len {
            return None;
        }
        term.mode = TermMode::Wildcard;
        term.text.push('*');
        Some(query)
    }
}

/// Whether what a clause says must hold or must not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occur {
    /// It must.
    Must,
    /// It must not.
    MustNot,
}

impl Occur {
    /// The other one.
    pub fn flipped(self) -> Occur {
        match self {
            Occur::Must => Occur::MustNot,
            Occur::MustNot => Occur::Must,
        }
    }
}

/// One constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Whether it must hold.
    pub occur: Occur,
    /// What is constrained.
    pub node: Node,
}

impl Clause {
    /// A clause that must hold.
    pub fn must(node: Node) -> Clause {
        Clause { occur: Occur::Must, node }
    }

    /// The same, or where asked its opposite.
    pub(crate) fn flipped_if(self, is_flipped: bool) -> Clause {
        match is_flipped {
            true => Clause { occur: self.occur.flipped(), node: self.node },
            false => self,
        }
    }
}

/// What a clause says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// All of these; two or more, none of them itself a plain `All`.
    All(Vec<Clause>),
    /// At least one of these; two or more, none of them itself a plain `Any`.
    Any(Vec<Clause>),
    /// A word or phrase.
    Term(Term),
    /// A facet field has this value.
    Field {
        /// Which field.
        field: Field,
        /// An id, or words of a name.
        value: String,
        /// Where it was typed.
        spot: Spot,
    },
    /// The date lies, or may lie, in a range.
    Date(DateRange),
    /// `said:lavrov`: the words of the statement that stand inside a quotation of this speaker. Packs do not tell
    /// yet who is quoted; until they do, the statements of the speaker are meant.
    Said {
        /// An id, or words of a name.
        speaker: String,
        /// Where it was typed.
        spot: Spot,
    },
}

/// A word or phrase to look for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// As typed, without the marks of the language and without punctuation around it.
    pub text: String,
    /// How it is to be matched.
    pub mode: TermMode,
    /// Whether only titles count.
    pub in_title: bool,
    /// Where it was typed.
    pub spot: Spot,
}

/// How a term is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TermMode {
    /// With inflections and aliases: `sanctions`.
    Plain,
    /// This form alone: `=sanctions`.
    Exact,
    /// With `*` for any letters and `?` for one: `sanct*`.
    Wildcard,
    /// Forms spelled nearly so: `sanktions~2`. So many letters may differ; 0 leaves it to the length of the word
    /// (`sanktions~`).
    Fuzzy(u8),
    /// These words in this order, as they stand: `"root causes"`.
    Phrase,
    /// These words in any order, from the first to the last of them at most so many words on, each with its
    /// inflections: `treaty NEAR/5 sign`. The words stand in the text with blanks between them.
    Near(u32),
    /// As `Near`, each word as it stands: `"treaty signed"~5`.
    NearExact(u32),
}

/// A range of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateRange {
    /// `date:2024-10`
    During(PartialDate),
    /// `date:>=2024`, `date:2024..`
    From(PartialDate),
    /// `date:>2024`
    After(PartialDate),
    /// `date:<=2024`, `date:..2024`
    To(PartialDate),
    /// `date:<2024`
    Before(PartialDate),
    /// `date:2024-10..2024-11`
    Between(PartialDate, PartialDate),
}

impl DateRange {
    /// First and last day, numbered as `PartialDate::first_day` does.
    pub fn days(self) -> (u32, u32) {
        match self {
            DateRange::During(date) => (date.first_day(), date.last_day()),
            DateRange::From(date) => (date.first_day(), u32::MAX),
            DateRange::After(date) => (date.last_day() + 1, u32::MAX),
            DateRange::To(date) => (0, date.last_day()),
            DateRange::Before(date) => (0, date.first_day() - 1),
            DateRange::Between(first, last) => (first.first_day(), last.last_day()),
        }
    }
}

/// Bytes of the text something was typed at. Any two are equal: where a thing was typed is no part of what it says.
#[derive(Debug, Clone, Default, Eq)]
pub struct Spot(pub Range<usize>);

impl PartialEq for Spot {
    fn eq(&self, _other: &Spot) -> bool {
        true
    }
}

/// In keeping with its equality.
impl Ord for Spot {
    fn cmp(&self, _other: &Spot) -> Ordering {
        Ordering::Equal
    }
}

impl PartialOrd for Spot {
    fn partial_cmp(&self, other: &Spot) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Query {
    /// Whether there is nothing to look for and mark: no word or phrase but excluded ones. Such a query may still
    /// constrain: see [`Query::is_blank`].
    pub fn is_empty(&self) -> bool {
        !self.clauses.iter().any(|clause| has_terms(clause, true))
    }

    /// Whether nothing is asked at all: every statement matches.
    pub fn is_blank(&self) -> bool {
        self.clauses.is_empty()
    }
}

/// Whether some term under this clause must (or, under an odd number of negations, must not) occur.
fn has_terms(clause: &Clause, positive: bool) -> bool {
    let positive = positive == (clause.occur == Occur::Must);
    match &clause.node {
        Node::All(clauses) | Node::Any(clauses) => clauses.iter().any(|clause| has_terms(clause, positive)),
        Node::Term(_) => positive,
        Node::Field { .. } | Node::Date(_) | Node::Said { .. } => false,
    }
}

/// Clauses that must all hold, in simplest shape.
pub(crate) fn all(clauses: Vec<Clause>) -> Vec<Clause> {
    let mut flat = Vec::with_capacity(clauses.len());
    for clause in clauses {
        match clause {
            Clause { occur: Occur::Must, node: Node::All(inner) } => flat.extend(inner),
            other => flat.push(other),
        }
    }
    flat
}

/// One of two clauses, in simplest shape. What the first holds stays where it is: chains of OR grow by one.
pub(crate) fn any(one: Clause, other: Clause) -> Clause {
    let alternatives = |clause| match clause {
        Clause { occur: Occur::Must, node: Node::Any(inner) } => inner,
        other => vec![other],
    };
    let mut flat = alternatives(one);
    flat.extend(alternatives(other));
    Clause::must(Node::Any(flat))
}
