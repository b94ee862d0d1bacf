//! Facets: which values the corpus has, which statements have them, how many of those a request leaves.
//!
//! Lives here: the catalogue of values (made on opening, in proportion to the metadata), matching a typed value,
//! counting. Does not live here: which statements a filter leaves (`filter`).

use crate::analysis;
use crate::answer::{FacetCount, FacetCounts};
use crate::bits::Bits;
use crate::choices::Choice;
use crate::request::Field;
use crate::timeline::Calendar;
use demarche_corpus::order;
use demarche_corpus::{CorpusInfo, Statement, StatementIdx};
use std::sync::OnceLock;

/// English names of languages by primary subtag; others show their tag.
const LANGUAGES: [(&str, &str); 24] = [
    ("ar", "Arabic"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("cs", "Czech"),
    ("de", "German"),
    ("en", "English"),
    ("es", "Spanish"),
    ("fa", "Persian"),
    ("fr", "French"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hu", "Hungarian"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("nl", "Dutch"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sr", "Serbian"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("zh", "Chinese"),
];

/// One value of a field.
#[derive(Debug)]
pub struct Value {
    /// As in queries and URLs.
    pub id: String,
    /// As shown.
    pub label: String,
    /// Other names it goes by.
    spellings: Vec<String>,
    /// The statements that have it, rising.
    statements: Vec<u32>,
    /// Everything a reader may call it (id, label, other spellings), as folded words; made when first asked for,
    /// because most visits never ask.
    names: OnceLock<Vec<Vec<String>>>,
}

impl Value {
    /// The statements that have it.
    pub(crate) fn bits(&self, len: usize) -> Bits {
        Bits::of(len, self.statements.iter().copied())
    }

    /// How many statements have it.
    pub(crate) fn count(&self) -> u32 {
        self.statements.len() as u32
    }

    /// Everything a reader may call it, as folded words.
    pub(crate) fn names(&self) -> &[Vec<String>] {
        self.names.get_or_init(|| {
            let names = [&self.id, &self.label].into_iter().chain(&self.spellings);
            names.map(|name| analysis::words(name)).collect()
        })
    }
}

/// The values of one field.
#[derive(Debug)]
struct FieldValues {
    /// By id.
    values: Vec<Value>,
    /// By statement, where its values begin in `ids`; at the end their number.
    begins: Vec<u32>,
    /// Numbers of values.
    ids: Vec<u32>,
    /// Whether no statement has two.
    is_single: bool,
    /// By value: its place among the labels; made when first asked for.
    places: OnceLock<Vec<u32>>,
}

/// The values of all fields that occur in a corpus, and the periods it covers.
#[derive(Debug)]
pub struct Catalog {
    /// In the order of [`Field::ALL`].
    fields: [FieldValues; Field::ALL.len()],
    calendar: Calendar,
    len: usize,
}

impl FieldValues {
    fn new(info: &CorpusInfo, statements: &[Statement], field: Field) -> FieldValues {
        // Values are numbered as they come and put in order when each stands there once: they are few, and sorting the
        // statements by them would hold up the page.
        let mut numbers = Numbers::default();
        let mut begins = Vec::with_capacity(statements.len() + 1);
        let mut ids: Vec<u32> = Vec::with_capacity(statements.len());
        for statement in statements {
            let first = ids.len();
            begins.push(first as u32);
            for value in values_of(statement, field) {
                let number = numbers.of(value);
                // A list may name a value twice; the statement still counts once.
                if !ids[first..].contains(&number) {
                    ids.push(number);
                }
            }
        }
        begins.push(ids.len() as u32);
        let mut sorted: Vec<(&str, u32)> = numbers.names.iter().copied().zip(0..).collect();
        order::sort(&mut sorted);
        let mut places = vec![0; sorted.len()];
        sorted.iter().zip(0..).for_each(|((_, number), place)| places[*number as usize] = place);
        ids.iter_mut().for_each(|id| *id = places[*id as usize]);
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); sorted.len()];
        for (pair, statement) in begins.windows(2).zip(0..) {
            ids[pair[0] as usize..pair[1] as usize]
                .iter()
                .for_each(|id| members[*id as usize].push(statement));
        }
        let declared = Declared::new(info, field);
        let values = sorted.into_iter().zip(members).map(|((id, _), statements)| {
            let (label, spellings) = declared.label_of(info, field, id);
            Value { id: id.to_owned(), label, spellings, statements, names: OnceLock::new() }
        });
        let values = values.collect();
        let is_single = begins.windows(2).all(|pair| pair[1] - pair[0] <= 1);
        FieldValues { values, begins, ids, is_single, places: OnceLock::new() }
    }

    /// The numbers of the values a statement has.
    fn of(&self, statement: u32) -> &[u32] {
        let at = |n: usize| self.begins.get(n).map_or(0, |at| *at as usize);
        self.ids.get(at(statement as usize)..at(statement as usize + 1)).unwrap_or_default()
    }
}

/// Numbers names in the order they first come: a table of places, probed one after another (Knuth, vol. 3, 6.4, L).
#[derive(Default)]
struct Numbers<'a> {
    names: Vec<&'a str>,
    /// Number of a name plus 1, 0 where there is none. A power of two long, never more than half full.
    table: Vec<u32>,
}

impl<'a> Numbers<'a> {
    fn of(&mut self, name: &'a str) -> u32 {
        if self.table.len() <= self.names.len() * 2 {
            self.table = vec![0; (self.table.len() * 2).max(64)];
            for number in 0..self.names.len() {
                let at = self.place(self.names[number]);
                self.table[at] = number as u32 + 1;
            }
        }
        let at = self.place(name);
        if self.table[at] == 0 {
            self.names.push(name);
            self.table[at] = self.names.len() as u32;
        }
        self.table[at] - 1
    }

    /// Where a name stands, or where it would.
    fn place(&self, name: &str) -> usize {
        let step = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        let mask = self.table.len() - 1;
        let mut at = name.as_bytes().iter().fold(0x811c_9dc5, step) as usize & mask;
        while self.table[at] > 0 && self.names[self.table[at] as usize - 1] != name {
            at = (at + 1) & mask;
        }
        at
    }
}

impl Catalog {
    /// The catalogue of a corpus.
    pub fn new(info: &CorpusInfo, statements: &[Statement]) -> Catalog {
        let fields = Field::ALL.map(|field| FieldValues::new(info, statements, field));
        Catalog { fields, calendar: Calendar::new(statements), len: statements.len() }
    }

    /// The bars of the timeline.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The values of a field, by id. Counts come in this order.
    pub fn values(&self, field: Field) -> &[Value] {
        &self.fields[field as usize].values
    }

    /// The number of the value with this id.
    pub fn number(&self, field: Field, id: &str) -> Option<usize> {
        self.values(field).binary_search_by(|value| value.id.as_str().cmp(id)).ok()
    }

    /// The value with this id.
    pub fn value(&self, field: Field, id: &str) -> Option<&Value> {
        self.values(field).get(self.number(field, id)?)
    }

    /// The numbers of the values that a statement has in a field.
    pub fn numbers_of(&self, field: Field, idx: StatementIdx) -> &[u32] {
        self.fields[field as usize].of(idx.0)
    }

    /// The values that something typed means: the one with that id, or all with these words in a row in a name.
    pub fn resolve(&self, field: Field, typed: &str) -> Vec<&Value> {
        if let Some(value) = self.value(field, typed) {
            return vec![value];
        }
        let wanted = analysis::words(typed);
        let has_words = |name: &Vec<String>| name.windows(wanted.len()).any(|words| words == wanted);
        match wanted.is_empty() {
            true => Vec::new(),
            false => self.values(field).iter().filter(|value| value.names().iter().any(has_words)).collect(),
        }
    }

    /// The id of the value whose names come nearest to something typed, if any comes near.
    pub fn nearest(&self, field: Field, typed: &str) -> Option<&str> {
        let typed = analysis::words(typed).join(" ");
        let most = typed.chars().count().div_ceil(3);
        // The distance is at least the difference in length, which costs nothing to see.
        let is_near = |spelling: &str| spelling.chars().count().abs_diff(typed.chars().count()) <= most;
        let distance = |name: &Vec<String>| {
            let spellings = name.iter().cloned().chain([name.join(" ")]);
            let near = spellings.filter(|spelling| is_near(spelling));
            near.map(|spelling| strsim::osa_distance(&typed, &spelling)).min()
        };
        let ranked = self.values(field).iter().filter_map(|value| {
            let nearest = value.names().iter().filter_map(distance).min()?;
            Some((nearest, value.id.as_str()))
        });
        ranked.filter(|(distance, _)| *distance <= most).min().map(|(_, id)| id)
    }

    /// How many of these statements have each value of a field.
    pub(crate) fn tally(&self, field: Field, left: &Bits) -> Vec<u32> {
        let own = &self.fields[field as usize];
        let is_one_each = own.ids.len() == self.len && own.is_single;
        // Often there is nothing to tell apart: no topics, one language.
        match own.values.as_slice() {
            [] => return Vec::new(),
            [_] if is_one_each => return vec![left.count() as u32],
            _ => {}
        }
        let mut counts = vec![0; own.values.len()];
        let mut add = |value: u32| {
            if let Some(count) = counts.get_mut(value as usize) {
                *count += 1;
            }
        };
        // Where every statement has one value, its number stands at the statement's own place.
        match is_one_each {
            true => left.iter().for_each(|statement| add(own.ids[statement as usize])),
            false => left.iter().for_each(|statement| own.of(statement).iter().for_each(|value| add(*value))),
        }
        counts
    }

    /// How many statements each value of a field with a choice has. `open` is what the request leaves when this choice
    /// is ignored.
    pub(crate) fn count(&self, field: Field, open: &Bits, choice: &Choice) -> Vec<u32> {
        let open_without = |spared: Option<&str>| {
            let mut left = open.clone();
            for id in choice.exclude.iter().filter(|id| Some(id.as_str()) != spared) {
                if let Some(value) = self.value(field, id) {
                    left.and_not(&value.bits(self.len));
                }
            }
            left
        };
        let mut counts = self.tally(field, &open_without(None));
        for id in &choice.exclude {
            // An excluded value shows what it removes, so its own exclusion is lifted for it.
            if let Some(number) = self.number(field, id) {
                let lifted = open_without(Some(id));
                let statements = self.values(field)[number].statements.iter();
                counts[number] = statements.filter(|idx| lifted.contains(**idx)).count() as u32;
            }
        }
        counts
    }

    /// How many statements of the whole corpus have each value of a field.
    pub fn all_counts(&self, field: Field) -> Vec<u32> {
        self.values(field).iter().map(|value| value.statements.len() as u32).collect()
    }

    /// The values of a field with their counts, highest count first, then by label.
    pub fn listed(&self, field: Field, counts: &[u32]) -> FacetCounts {
        let own = &self.fields[field as usize];
        let places = own.places.get_or_init(|| {
            let mut sorted: Vec<(String, u32)> = own
                .values
                .iter()
                .zip(0..)
                .map(|(value, number)| (value.label.to_lowercase(), number))
                .collect();
            order::sort(&mut sorted);
            let mut places = vec![0; sorted.len()];
            sorted.iter().zip(0..).for_each(|((_, number), place)| places[*number as usize] = place);
            places
        });
        let mut sorted: Vec<(u64, usize)> = counts
            .iter()
            .zip(places)
            .enumerate()
            .map(|(number, (count, place))| (u64::from(u32::MAX - count) << 32 | u64::from(*place), number))
            .collect();
        order::sort(&mut sorted);
        let values = sorted.iter().filter_map(|(_, number)| {
            let value = own.values.get(*number)?;
            Some(FacetCount {
                id: value.id.clone(),
                label: value.label.clone(),
                count: counts[*number] as usize,
            })
        });
        FacetCounts { field, values: values.collect() }
    }
}

/// The ids a statement has in a field.
fn values_of(statement: &Statement, field: Field) -> Vec<&str> {
    let mut found: Vec<&str> = match field {
        Field::Speaker => statement.speakers.iter().map(String::as_str).collect(),
        Field::Side => statement.sides.iter().map(String::as_str).collect(),
        Field::Topic => statement.topics.iter().map(String::as_str).collect(),
        Field::Kind => statement.kind.map(|kind| kind.id()).into_iter().collect(),
        Field::Publisher => statement.publisher.as_deref().into_iter().collect(),
        Field::Event => statement.event.as_deref().into_iter().collect(),
        Field::Place => vec![statement.place.as_str()],
        Field::Lang => vec![statement.lang.as_str()],
        Field::Completeness => statement.completeness.id().into_iter().collect(),
    };
    found.retain(|id| !id.is_empty());
    found
}

/// Where `corpus.toml` declares the values of a field: ids in order, with their places. Some corpora declare thousands.
struct Declared<'a>(Vec<(&'a str, usize)>);

impl<'a> Declared<'a> {
    fn new(info: &'a CorpusInfo, field: Field) -> Declared<'a> {
        let ids: Vec<&str> = match field {
            Field::Speaker => info.speakers.iter().map(|speaker| speaker.id.as_str()).collect(),
            Field::Side => info.sides.iter().map(|side| side.id.as_str()).collect(),
            Field::Topic => info.topics.iter().map(|topic| topic.id.as_str()).collect(),
            Field::Publisher => info.publishers.iter().map(|publisher| publisher.id.as_str()).collect(),
            Field::Event => info.events.iter().map(|event| event.id.as_str()).collect(),
            Field::Kind | Field::Place | Field::Lang | Field::Completeness => Vec::new(),
        };
        let mut places: Vec<(&str, usize)> = ids.into_iter().zip(0..).collect();
        if !places.is_sorted() {
            order::sort(&mut places);
        }
        Declared(places)
    }

    /// How a value is shown, and other names it goes by. A value that is not declared shows its id.
    fn label_of(&self, info: &CorpusInfo, field: Field, id: &str) -> (String, Vec<String>) {
        // The first of several with one id.
        let at = self.0.partition_point(|(other, _)| *other < id);
        let place = self.0.get(at).filter(|(other, _)| *other == id).map(|(_, place)| *place);
        let declared = place.and_then(|place| match field {
            Field::Speaker => {
                info.speakers.get(place).map(|speaker| (speaker.name.clone(), speaker.spellings.clone()))
            }
            Field::Side => info.sides.get(place).map(|side| (side.name.clone(), Vec::new())),
            Field::Topic => {
                let topic = info.topics.get(place)?;
                Some((topic.name.clone(), [&topic.hashtags[..], &topic.words[..]].concat()))
            }
            Field::Publisher => {
                info.publishers.get(place).map(|publisher| (publisher.name.clone(), Vec::new()))
            }
            Field::Event => info.events.get(place).map(|event| (event.title.clone(), Vec::new())),
            Field::Kind | Field::Place | Field::Lang | Field::Completeness => None,
        });
        let found = match field {
            Field::Kind => {
                demarche_corpus::Kind::from_id(id).map(|kind| (kind.label().to_owned(), Vec::new()))
            }
            Field::Lang => Some((language_name(id), Vec::new())),
            _ => declared,
        };
        found.filter(|(label, _)| !label.is_empty()).unwrap_or_else(|| (id.to_owned(), Vec::new()))
    }
}

/// `English` for `en`, `English (en-GB)` for `en-GB`, the tag where the language is not in the table.
fn language_name(tag: &str) -> String {
    let primary = tag.split('-').next().unwrap_or(tag).to_ascii_lowercase();
    match LANGUAGES.iter().find(|(known, _)| *known == primary) {
        Some((_, name)) if tag.len() == primary.len() => (*name).to_owned(),
        Some((_, name)) => format!("{name} ({tag})"),
        None => tag.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_have_english_names() {
        for (tag, name) in
            [("en", "English"), ("en-GB", "English (en-GB)"), ("ru", "Russian"), ("tlh", "tlh")]
        {
            assert_eq!(language_name(tag), name);
        }
    }
}
