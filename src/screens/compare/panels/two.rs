//! The two texts that the panels look at, and the words for them. No nodes here.

use super::super::model::{Compared, Pairwise, Side};
use crate::components::SIDE_LETTERS;
use crate::messages::counted;
use demarche_compare::Comparison;
use std::sync::Arc;

/// A and the text it is set against.
#[derive(Debug, Clone)]
pub struct Two {
    compared: Arc<Compared>,
    pair: usize,
}

impl PartialEq for Two {
    fn eq(&self, other: &Two) -> bool {
        Arc::ptr_eq(&self.compared, &other.compared) && self.pair == other.pair
    }
}

impl Two {
    /// A and the text with this number, or B where there is none such; nothing before all is known of them.
    pub fn new(compared: Arc<Compared>, other: usize) -> Option<Two> {
        if !compared.is_whole {
            return None;
        }
        let with_a =
            |other: usize| compared.pairs.iter().position(|pair| (pair.first, pair.second) == (0, other));
        let pair = with_a(other).or_else(|| with_a(1))?;
        Some(Two { compared, pair })
    }

    fn pair(&self) -> &Pairwise {
        &self.compared.pairs[self.pair]
    }

    /// What was found.
    pub fn comparison(&self) -> &Comparison {
        &self.pair().comparison
    }

    /// The number among all texts of the first (0) or second (1) of the two.
    pub fn number(&self, side: usize) -> usize {
        if side == 0 { self.pair().first } else { self.pair().second }
    }

    /// Its text.
    pub fn side(&self, side: usize) -> &Side {
        &self.compared.sides[self.number(side)]
    }

    /// Its letter.
    pub fn letter(&self, side: usize) -> &'static str {
        SIDE_LETTERS[self.number(side)]
    }

    /// Whether there are other texts besides.
    pub fn is_of_more(&self) -> bool {
        self.compared.sides.len() > 2
    }

    /// How much was looked at: `14 passages, digest`.
    pub fn scope(&self, side: usize) -> String {
        let side = self.side(side);
        let passages = counted(side.passages.len(), "passage", "passages");
        format!("{passages}, {}", side.statement.completeness.label())
    }

    /// What stands where one of the two has nothing.
    pub fn absence(&self, side: usize) -> String {
        format!("not in {} ({})", self.letter(side), self.scope(side))
    }

    /// The passages of a side in which these sentences stand, each once.
    pub fn passages(&self, side: usize, sentences: &[usize]) -> Vec<usize> {
        let found = self.comparison();
        let all = if side == 0 { &found.sentences_a } else { &found.sentences_b };
        let mut passages: Vec<usize> =
            sentences.iter().filter_map(|at| all.get(*at)).map(|sentence| sentence.passage).collect();
        passages.dedup();
        passages
    }
}
