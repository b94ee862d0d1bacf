//! What is asked: words, filters and an order, as one value that list, counts and export share.
//!
//! Lives here: the facet fields, the filters, the order. Does not live here: the chosen values ([`crate::choices`]), the
//! words' grammar ([`crate::query`]), how filters are evaluated (`filter`) and URLs (the app builds those from the ids given here).

use crate::choices::{Choice, Choices};
use demarche_corpus::PartialDate;
use serde::{Deserialize, Serialize};

/// A metadata field offered for narrowing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// Who said it.
    Speaker,
    /// The country or organisation spoken for.
    Side,
    /// What sort of text it is.
    Kind,
    /// What it is about.
    Topic,
    /// Who published it.
    Publisher,
    /// The meeting or call it is an account of.
    Event,
    /// Where it was said.
    Place,
    /// The language it is in.
    Lang,
    /// How much of the text is given.
    Completeness,
}

impl Field {
    /// All fields, in the order they are offered.
    pub const ALL: [Field; 9] = [
        Field::Speaker,
        Field::Side,
        Field::Kind,
        Field::Topic,
        Field::Publisher,
        Field::Event,
        Field::Place,
        Field::Lang,
        Field::Completeness,
    ];

    /// The name used in queries, URLs and JSON.
    pub fn id(self) -> &'static str {
        match self {
            Field::Speaker => "speaker",
            Field::Side => "side",
            Field::Kind => "kind",
            Field::Topic => "topic",
            Field::Publisher => "publisher",
            Field::Event => "event",
            Field::Place => "place",
            Field::Lang => "lang",
            Field::Completeness => "completeness",
        }
    }

    /// The word shown to a reader.
    pub fn label(self) -> &'static str {
        match self {
            Field::Speaker => "Speaker",
            Field::Side => "Side",
            Field::Kind => "Kind",
            Field::Topic => "Topic",
            Field::Publisher => "Publisher",
            Field::Event => "Event",
            Field::Place => "Place",
            Field::Lang => "Language",
            Field::Completeness => "Completeness",
        }
    }

    /// What stands before a value of it in a sentence: statements *by* a speaker, *on* a topic.
    pub fn preposition(self) -> &'static str {
        match self {
            Field::Speaker => "by",
            Field::Side => "for",
            Field::Kind => "of kind",
            Field::Topic => "on",
            Field::Publisher => "published by",
            Field::Event => "about",
            Field::Place | Field::Lang => "in",
            Field::Completeness => "given as",
        }
    }

    /// The field with this id.
    pub fn from_id(id: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.id() == id)
    }
}

/// All chosen constraints. They never score.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterSet {
    /// Chosen values by field; a statement must satisfy every field.
    pub choices: Choices,
    /// The earliest date: a statement must be able to lie on or after its first day.
    pub from: Option<PartialDate>,
    /// The latest date: a statement must be able to lie on or before its last day.
    pub to: Option<PartialDate>,
}

impl FilterSet {
    /// Whether nothing is constrained.
    pub fn is_empty(&self) -> bool {
        self.choices.iter().all(|(_, choice)| choice.is_empty()) && self.from.is_none() && self.to.is_none()
    }

    /// Whether this value is included.
    pub fn includes(&self, field: Field, id: &str) -> bool {
        self.choices.get(&field).is_some_and(|choice| choice.include.contains(id))
    }

    /// Whether this value is excluded.
    pub fn excludes(&self, field: Field, id: &str) -> bool {
        self.choices.get(&field).is_some_and(|choice| choice.exclude.contains(id))
    }

    /// Includes the value, or takes the choice back where it was included. It is no longer excluded.
    pub fn toggle_include(&mut self, field: Field, id: &str) {
        let choice = self.choices.of_mut(field);
        choice.exclude.remove(id);
        if !choice.include.remove(id) {
            choice.include.insert(id.to_owned());
        }
        self.forget_if_empty(field);
    }

    /// Excludes the value, or takes the choice back where it was excluded. It is no longer included.
    pub fn toggle_exclude(&mut self, field: Field, id: &str) {
        let choice = self.choices.of_mut(field);
        choice.include.remove(id);
        if !choice.exclude.remove(id) {
            choice.exclude.insert(id.to_owned());
        }
        self.forget_if_empty(field);
    }

    /// Takes back whatever was chosen for this value.
    pub fn clear(&mut self, field: Field, id: &str) {
        let choice = self.choices.of_mut(field);
        choice.include.remove(id);
        choice.exclude.remove(id);
        self.forget_if_empty(field);
    }

    /// An empty choice and no choice are the same thing, so only one of them is ever stored.
    fn forget_if_empty(&mut self, field: Field) {
        if self.choices.get(&field).is_some_and(Choice::is_empty) {
            self.choices.remove(&field);
        }
    }
}

/// The order of the matched statements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sort {
    /// Best first; without words the same as [`Sort::Newest`].
    #[default]
    Relevance,
    /// Newest first, undated ones last.
    Newest,
    /// Oldest first, undated ones last.
    Oldest,
}

impl Sort {
    /// All orders, as offered.
    pub const ALL: [Sort; 3] = [Sort::Relevance, Sort::Newest, Sort::Oldest];

    /// The name used in URLs and by the command.
    pub fn id(self) -> &'static str {
        match self {
            Sort::Relevance => "relevance",
            Sort::Newest => "newest",
            Sort::Oldest => "oldest",
        }
    }

    /// The order with this id.
    pub fn from_id(id: &str) -> Option<Sort> {
        Sort::ALL.into_iter().find(|sort| sort.id() == id)
    }
}

/// Everything that is asked at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// What was typed, in the query language.
    pub text: String,
    /// What was chosen beside it.
    pub filters: FilterSet,
    /// The order of the list.
    pub sort: Sort,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_lead_back_to_their_field_and_sort() {
        for field in Field::ALL {
            assert_eq!(Field::from_id(field.id()), Some(field));
            assert_eq!(Field::ALL[field as usize], field);
        }
        for sort in Sort::ALL {
            assert_eq!(Sort::from_id(sort.id()), Some(sort));
        }
    }

    #[test]
    fn toggling_twice_leaves_nothing_behind() {
        let mut filters = FilterSet::default();
        filters.toggle_include(Field::Side, "x");
        assert!(filters.includes(Field::Side, "x"));
        filters.toggle_exclude(Field::Side, "x");
        assert!(filters.excludes(Field::Side, "x") && !filters.includes(Field::Side, "x"));
        filters.toggle_exclude(Field::Side, "x");
        assert_eq!(filters, FilterSet::default());
        filters.toggle_include(Field::Side, "x");
        filters.clear(Field::Side, "x");
        assert_eq!(filters, FilterSet::default());
    }
}
