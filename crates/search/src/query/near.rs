//! Words joined by NEAR, and how far apart they may stand.
//!
//! Lives here: chains of operands with NEAR between them, and distances. Does not live here: the operands (`operand`),
//! what stands side by side (`parse`).

use super::ast::{self, Clause, Node, Occur, Spot, Term, TermMode};
use super::parse::Parser;
use super::word;
use crate::analysis;
use std::ops::Range;

/// How far words may stand apart where NEAR or `~` does not say.
const USUAL_DISTANCE: u32 = 10;
/// How far they may stand apart at the most.
const MAX_DISTANCE: u32 = 9_999;

impl Parser<'_> {
    /// What follows an operand by way of NEAR, joined to it.
    pub fn chain(&mut self, first: Clause) -> Clause {
        let Some((mut within, mut marks)) = self.near() else { return first };
        let mut operands = vec![first];
        loop {
            match self.right_side() {
                Some(clause) => operands.push(clause),
                None if self.is_full => {}
                None => self.tell_lone_near(marks.clone()),
            }
            let Some((other, range)) = self.near() else { break };
            if other != within {
                self.tell(
                    range.clone(),
                    "words that NEAR joins in a row have one distance",
                    "the largest one is used; write the same number everywhere",
                );
            }
            (within, marks) = (within.max(other), range);
        }
        if operands.len() == 1
            && let Some(only) = operands.pop()
        {
            return only;
        }
        match self.near_term(&operands, within, &marks) {
            Some(term) => Clause::must(Node::Term(term)),
            None => {
                self.tell(
                    marks,
                    "NEAR joins words, and something else stands beside it",
                    "both sides are searched anywhere in the statement; write it as in: ceasefire NEAR/5 talks",
                );
                Clause::must(Node::All(ast::all(operands)))
            }
        }
    }

    /// A NEAR at this place with its distance, passed over.
    fn near(&mut self) -> Option<(u32, Range<usize>)> {
        self.skip_blanks();
        let (_, range) = self.operator_ahead().filter(|(name, _)| *name == "NEAR")?;
        self.at = range.end;
        let digits = self.text[range.clone()].split_once('/').map_or("", |(_, digits)| digits);
        Some((self.distance(digits, range.clone()), range))
    }

    /// How far words may stand apart.
    pub fn distance(&mut self, digits: &str, range: Range<usize>) -> u32 {
        if digits.is_empty() {
            return USUAL_DISTANCE;
        }
        match digits.parse::<u32>() {
            Ok(within) if (1..=MAX_DISTANCE).contains(&within) => within,
            _ => {
                self.tell(
                    range,
                    format!("a distance is a number of words from 1 to {MAX_DISTANCE}"),
                    format!("{USUAL_DISTANCE} is used; write it as in NEAR/5 or \"…\"~5"),
                );
                USUAL_DISTANCE
            }
        }
    }

    /// The operand behind a NEAR; punctuation before it changes nothing.
    fn right_side(&mut self) -> Option<Clause> {
        loop {
            self.skip_blanks();
            if self.next().is_none_or(|next| next == ')') || self.operator_ahead().is_some() {
                return None;
            }
            let is_excluded = self.sign();
            if let Some(clause) = self.operand() {
                return Some(clause.flipped_if(is_excluded));
            }
        }
    }

    /// The term that NEAR makes of words; `None` where one of the operands is anything else.
    fn near_term(&mut self, operands: &[Clause], within: u32, marks: &Range<usize>) -> Option<Term> {
        let terms: Option<Vec<&Term>> = operands
            .iter()
            .map(|clause| match &clause.node {
                Node::Term(term) if clause.occur == Occur::Must => Some(term),
                _ => None,
            })
            .collect();
        let terms = terms?;
        let first = *terms.first()?;
        let is_phrase = |term: &&Term| term.mode == TermMode::Phrase;
        if !terms
            .iter()
            .all(|term| term.in_title == first.in_title && (is_phrase(term) || term.mode == TermMode::Plain))
        {
            return None;
        }
        let is_exact = terms.iter().all(is_phrase);
        let mut words: Vec<String> = Vec::new();
        let mut is_loosened = false;
        for term in &terms {
            let own = analysis::words(&term.text);
            is_loosened |= is_phrase(term) && (own.len() > 1 || !is_exact);
            match is_phrase(term) && !is_exact {
                // What punctuation and a mark make up between quotation marks is no word outside.
                true => {
                    words.extend(own.iter().filter_map(|own| word::read(own, false).term).map(|own| own.text))
                }
                false => words.push(term.text.clone()),
            }
        }
        let text = words.join(" ");
        if words.len() < 2 || is_exact && analysis::query_tokens(&text).len() < 2 {
            return None;
        }
        if is_loosened {
            self.tell(
                marks.clone(),
                "NEAR takes the words of a phrase one by one",
                "they need not stand side by side; for words exactly as they stand write \"a b c\"~5",
            );
        }
        let mode = if is_exact { TermMode::NearExact(within) } else { TermMode::Near(within) };
        let spot = Spot(first.spot.0.start..self.at);
        Some(Term { text, mode, in_title: first.in_title, spot })
    }

    /// Tells that a NEAR has nothing on one side.
    pub fn tell_lone_near(&mut self, range: Range<usize>) {
        self.tell(range, "NEAR stands between two words", "write it as in: ceasefire NEAR/5 talks");
    }
}
