//! Chosen values of facet fields.
//!
//! Lives here: the choice of one field and those of all fields. Does not live here: what they leave (`filter`).
//! Sorted lists: a reader chooses few values, and a tree map of each type is several KB of code to load.

use crate::request::Field;
use serde::{Deserialize, Serialize};
use std::ops::Index;
use std::slice;

/// Ids in order, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ids(Vec<String>);

impl Ids {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this one is among them.
    pub fn contains(&self, id: &str) -> bool {
        self.place(id).is_ok()
    }

    /// Adds one; says whether it is new.
    pub fn insert(&mut self, id: String) -> bool {
        let place = self.place(&id);
        if let Err(at) = place {
            self.0.insert(at, id);
        }
        place.is_err()
    }

    /// Takes one out; says whether it was there.
    pub fn remove(&mut self, id: &str) -> bool {
        let place = self.place(id);
        if let Ok(at) = place {
            self.0.remove(at);
        }
        place.is_ok()
    }

    /// All of them.
    pub fn iter(&self) -> slice::Iter<'_, String> {
        self.0.iter()
    }

    fn place(&self, id: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|own| own.as_str().cmp(id))
    }
}

impl FromIterator<String> for Ids {
    fn from_iter<I: IntoIterator<Item = String>>(ids: I) -> Ids {
        let mut found = Ids::default();
        for id in ids {
            found.insert(id);
        }
        found
    }
}

impl<const N: usize> From<[String; N]> for Ids {
    fn from(ids: [String; N]) -> Ids {
        ids.into_iter().collect()
    }
}

impl<'a> IntoIterator for &'a Ids {
    type Item = &'a String;
    type IntoIter = slice::Iter<'a, String>;

    fn into_iter(self) -> slice::Iter<'a, String> {
        self.iter()
    }
}

/// The values chosen in one field: any of the included ones, none of the excluded ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Statements must have one of these; empty means any value will do.
    pub include: Ids,
    /// Statements must have none of these; wins over `include`.
    pub exclude: Ids,
}

impl Choice {
    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}

/// The choices of all fields, in the order the fields are offered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices(Vec<(Field, Choice)>);

impl Choices {
    /// The choice of a field, if there is one.
    pub fn get(&self, field: &Field) -> Option<&Choice> {
        self.place(*field).ok().map(|at| &self.0[at].1)
    }

    /// The choice of a field, to be changed; an empty one where there was none.
    pub fn of_mut(&mut self, field: Field) -> &mut Choice {
        let at = self.place(field).unwrap_or_else(|at| {
            self.0.insert(at, (field, Choice::default()));
            at
        });
        &mut self.0[at].1
    }

    /// Takes back the choice of a field.
    pub fn remove(&mut self, field: &Field) {
        if let Ok(at) = self.place(*field) {
            self.0.remove(at);
        }
    }

    /// Fields and their choices.
    pub fn iter(&self) -> slice::Iter<'_, (Field, Choice)> {
        self.0.iter()
    }

    fn place(&self, field: Field) -> Result<usize, usize> {
        self.0.binary_search_by_key(&field, |(own, _)| *own)
    }
}

impl<const N: usize> From<[(Field, Choice); N]> for Choices {
    fn from(choices: [(Field, Choice); N]) -> Choices {
        let mut found = Choices::default();
        for (field, choice) in choices {
            *found.of_mut(field) = choice;
        }
        found
    }
}

impl<'a> IntoIterator for &'a Choices {
    type Item = &'a (Field, Choice);
    type IntoIter = slice::Iter<'a, (Field, Choice)>;

    fn into_iter(self) -> slice::Iter<'a, (Field, Choice)> {
        self.iter()
    }
}

/// The choice of a field that has one.
///
/// # Panics
/// When it has none.
impl Index<&Field> for Choices {
    type Output = Choice;

    fn index(&self, field: &Field) -> &Choice {
        match self.get(field) {
            Some(choice) => choice,
            None => panic!("nothing is chosen for {}", field.id()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn ids_behave_as_a_set(steps in prop::collection::vec((any::<bool>(), "[a-d]"), 0..30)) {
            let (mut ids, mut set) = (Ids::default(), BTreeSet::new());
            for (adds, id) in steps {
                match adds {
                    true => prop_assert_eq!(ids.insert(id.clone()), set.insert(id)),
                    false => prop_assert_eq!(ids.remove(&id), set.remove(&id)),
                }
                prop_assert!(ids.iter().eq(&set));
            }
        }
    }

    #[test]
    fn choices_stand_in_the_order_of_the_fields() {
        let mut choices =
            Choices::from([(Field::Place, Choice::default()), (Field::Side, Choice::default())]);
        choices.of_mut(Field::Kind).include.insert("x".to_owned());
        choices.remove(&Field::Place);
        let fields: Vec<Field> = choices.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, [Field::Side, Field::Kind]);
        assert!(choices[&Field::Kind].include.contains("x") && choices.get(&Field::Place).is_none());
    }
}
