//! The two texts that a panel sets against each other. No nodes here.

use super::super::model::Pairwise;
use super::super::texts::Side;
use super::whole::Whole;
use crate::components::SIDE_LETTERS;
use crate::routes::Couple;

/// Two of the texts.
#[derive(Debug, Clone, PartialEq)]
pub struct Two {
    whole: Whole,
    pair: usize,
}

impl Two {
    /// These two texts, or A and B where there are none such.
    pub fn new(whole: Whole, two: Couple) -> Option<Two> {
        let two = two.among(whole.texts());
        let pair = whole.compared().pairs.iter().position(|pair| pair.couple() == two)?;
        Some(Two { whole, pair })
    }

    fn pair(&self) -> &Pairwise {
        &self.whole.compared().pairs[self.pair]
    }

    /// All texts.
    pub fn whole(&self) -> &Whole {
        &self.whole
    }

    /// The number among all texts of the first (0) or second (1) of the two.
    pub fn number(&self, side: usize) -> usize {
        if side == 0 { self.pair().first } else { self.pair().second }
    }

    /// Its text.
    pub fn side(&self, side: usize) -> &Side {
        self.whole.side(self.number(side))
    }

    /// Its letter.
    pub fn letter(&self, side: usize) -> &'static str {
        SIDE_LETTERS[self.number(side)]
    }

    /// How much of it was looked at.
    pub fn scope(&self, side: usize) -> String {
        self.whole.scope(self.number(side))
    }

    /// What stands where one of the two has nothing.
    pub fn absence(&self, side: usize) -> String {
        self.whole.absence(self.number(side))
    }
}
