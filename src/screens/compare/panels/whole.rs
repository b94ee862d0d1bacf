//! All texts of a comparison, and the words for how much of each was looked at. No nodes here.

use super::super::model::Compared;
use super::super::texts::Side;
use crate::components::SIDE_LETTERS;
use crate::messages::counted;
use demarche_compare::LedgerRow;
use std::sync::Arc;

/// A comparison of which all is known.
#[derive(Debug, Clone)]
pub struct Whole(Arc<Compared>);

impl PartialEq for Whole {
    fn eq(&self, other: &Whole) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Whole {
    /// The comparison; nothing before all is known of it.
    pub fn new(compared: Arc<Compared>) -> Option<Whole> {
        compared.is_whole.then_some(Whole(compared))
    }

    /// The comparison.
    pub fn compared(&self) -> &Compared {
        &self.0
    }

    /// How many texts there are.
    pub fn texts(&self) -> usize {
        self.0.sides.len()
    }

    /// A text by its number.
    pub fn side(&self, number: usize) -> &Side {
        &self.0.sides[number]
    }

    /// Which text states which fact.
    pub fn ledger(&self) -> &[LedgerRow] {
        self.0.ledger()
    }

    /// How much of a text was looked at: `14 passages, digest`.
    pub fn scope(&self, number: usize) -> String {
        let side = self.side(number);
        let passages = counted(side.passages.len(), "passage", "passages");
        format!("{passages}, {}", side.statement.completeness.label())
    }

    /// What stands where a text has nothing.
    pub fn absence(&self, number: usize) -> String {
        format!("not in {} ({})", SIDE_LETTERS[number], self.scope(number))
    }

    /// The passages of a text in which these of its sentences stand, each once.
    pub fn passages(&self, number: usize, sentences: &[usize]) -> Vec<usize> {
        let all = self.0.sentences(number);
        let mut passages: Vec<usize> =
            sentences.iter().filter_map(|at| all.get(*at)).map(|sentence| sentence.passage).collect();
        passages.dedup();
        passages
    }
}
