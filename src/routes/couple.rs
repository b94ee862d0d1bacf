//! Two of the compared texts: which they are, and how an address names them.

use super::browse::MAX_CHOSEN;
use super::compare::SIDES;

/// Two of the texts, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Couple {
    /// The one that stands first.
    pub first: usize,
    /// The one that stands after it.
    pub second: usize,
}

impl Default for Couple {
    /// A and B.
    fn default() -> Couple {
        Couple { first: 0, second: 1 }
    }
}

impl Couple {
    /// Every two of so many texts, those with A first.
    pub fn all(texts: usize) -> impl Iterator<Item = Couple> {
        (0..texts).flat_map(move |first| (first + 1..texts).map(move |second| Couple { first, second }))
    }

    /// These two among so many texts; A and B where there are not as many.
    pub fn among(self, texts: usize) -> Couple {
        if self.second < texts { self } else { Couple::default() }
    }

    /// The name in an address: `c` for A and C, `bc` for B and C.
    pub fn id(self) -> String {
        let name = |side: usize| SIDES.get(side).copied().unwrap_or_default();
        [if self.first == 0 { "" } else { name(self.first) }, name(self.second)].concat()
    }

    /// The two of this name.
    pub fn from_id(id: &str) -> Option<Couple> {
        Couple::all(MAX_CHOSEN).find(|couple| couple.id() == id)
    }

    /// The same texts once A and B have changed places.
    pub(super) fn swapped(self) -> Couple {
        let (one, other) = (swapped(self.first), swapped(self.second));
        Couple { first: one.min(other), second: one.max(other) }
    }
}

/// The number of a text once A and B have changed places.
pub(super) fn swapped(side: usize) -> usize {
    if side < 2 { 1 - side } else { side }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_texts_that_are_gone_give_way_to_a_and_b() {
        let check = |id: &str, texts: usize, expected: &str| {
            let couple = Couple::from_id(id).map(|couple| couple.among(texts).id());
            assert_eq!(couple.as_deref(), Some(expected), "{id} of {texts}");
        };
        check("cd", 4, "cd");
        check("cd", 3, "b");
        check("bc", 3, "bc");
        check("c", 2, "b");
    }
}
