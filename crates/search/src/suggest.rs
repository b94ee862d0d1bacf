//! Suggestions while a reader types: words of the corpus, and names of speakers, topics, events, sides, publishers.
//!
//! Lives here: what the word at the caret may become, and what to put in its place. Does not live here: how
//! suggestions are shown and chosen. Walks the forms that begin as the word does, which from two letters on are some
//! thousands in a large corpus, and the names of the fields' values; decodes no posting list.

use crate::analysis;
use crate::facet::{Catalog, Value};
use crate::index::read::{Form, Index};
use crate::query::{operand, word};
use crate::request::Field;
use demarche_corpus::order;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::ops::Range;

/// Words are suggested from so many letters on: one letter begins a tenth of the dictionary.
const MIN_TERM_CHARS: usize = 2;

/// So many of the commonest forms are looked at for each term suggested; the rest of their inflections is passed over.
const FORMS_PER_TERM: usize = 8;

/// The fields whose values are suggested beside words. The others have few values, all in view as facets.
const NAMED_FIELDS: [Field; 5] = [Field::Speaker, Field::Topic, Field::Event, Field::Side, Field::Publisher];

/// What is suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SuggestionKind {
    /// A word of the texts.
    Term,
    /// A value of a field.
    Value(Field),
}

/// One thing that the word at the caret may become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// What it is.
    pub kind: SuggestionKind,
    /// As shown.
    pub label: String,
    /// How many statements have it.
    pub count: u32,
    /// Bytes of the text that it replaces.
    pub replace: Range<u32>,
    /// What stands there then, with the blank that ends it.
    pub with: String,
}

/// What stands at the caret.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    /// The field whose value is typed; `None` where words are.
    field: Option<Field>,
    /// Whether words are typed where no name may stand: between quotation marks, after `=` and `title:`.
    is_word_only: bool,
    /// What is typed up to the caret, as folded words; the last one may go on.
    words: Vec<String>,
    /// What a name replaces: all that belongs to the value typed.
    value: Range<usize>,
    /// What a term replaces: the word.
    word: Range<usize>,
    /// Whether the word stands between quotation marks.
    is_quoted: bool,
}

/// Suggestions for the word at the caret, a byte of the text; at most so many. Words and names share the places, each
/// kind taking what the other leaves.
pub(crate) fn suggest(
    index: &Index,
    catalog: &Catalog,
    text: &str,
    caret: usize,
    max: usize,
) -> Vec<Suggestion> {
    let Some(place) = place(text, caret) else { return Vec::new() };
    let named: &[Field] = match &place.field {
        Some(field) => std::slice::from_ref(field),
        None if place.is_word_only => &[],
        None => &NAMED_FIELDS,
    };
    let mut names = names(catalog, named, &place, max);
    let mut terms = if place.field.is_none() { terms(index, &place, max) } else { Vec::new() };
    names.truncate(max.saturating_sub(terms.len()).max(max / 2));
    terms.truncate(max - names.len());
    terms.append(&mut names);
    terms
}

/// Looks at what stands around the caret; `None` where nothing can be suggested.
fn place(text: &str, caret: usize) -> Option<Place> {
    let caret = text.floor_char_boundary(caret);
    // Where the run of characters begins that the caret is in, where a quotation mark was opened in it, and what
    // would close that.
    let (mut begin, mut open) = (0, None);
    for (at, c) in text[..caret].char_indices() {
        let after = at + c.len_utf8();
        match open {
            Some((_, closers)) if str::contains(closers, c) => (begin, open) = (after, None),
            Some(_) => {}
            None => match operand::closers(c) {
                Some(closers) => open = Some((after, closers)),
                None if c.is_whitespace() || matches!(c, '(' | ')') => begin = after,
                None => {}
            },
        }
    }
    let (before, from) = match open {
        Some((from, _)) => (&text[begin..from], from),
        None => (&text[begin..caret], caret),
    };
    let is_word_only = before.starts_with('=');
    // The sign before a value stays, and other punctuation before a word.
    let value_begin = begin + (before.len() - before.trim_start_matches('-').len());
    let begin = begin + (before.len() - word::trim_start(before).len());
    let prefix =
        text[begin..from].split_once(':').filter(|(name, _)| name.bytes().all(|b| b.is_ascii_alphabetic()));
    let field = prefix.and_then(|(name, _)| Field::from_id(&name.to_ascii_lowercase()));
    let is_title = prefix.is_some_and(|(name, _)| name.eq_ignore_ascii_case("title"));
    if prefix.is_some() && field.is_none() && !is_title {
        return None;
    }
    let typed_from = match (open, prefix) {
        (Some(_), _) => from,
        (None, Some((name, _))) => begin + name.len() + 1,
        (None, None) => begin,
    };
    let typed = &text[typed_from..caret];
    let tokens = analysis::query_tokens(typed);
    let last = tokens.last().filter(|token| token.range.end == typed.len())?;
    if typed.contains(['*', '?', '~']) && open.is_none() || word::operator(typed).is_some() {
        return None;
    }
    let word_from = typed_from + last.range.start;
    let is_inside = |c: char| match open {
        Some((_, closers)) => !closers.contains(c),
        None => !c.is_whitespace() && !matches!(c, '(' | ')') && operand::closers(c).is_none(),
    };
    // What follows the caret within the word, or within the value, goes too.
    let end_of = |is_part: &dyn Fn(char) -> bool| {
        caret + text[caret..].find(|c| !is_part(c)).unwrap_or(text.len() - caret)
    };
    let word_end = end_of(&|c| c.is_alphanumeric() || analysis::is_mark(c));
    let mut value_end = end_of(&is_inside);
    if open.is_some() {
        value_end += text[value_end..].chars().next().map_or(0, char::len_utf8);
    }
    Some(Place {
        field,
        // Behind a hyphen, a name would stand in the middle of a word.
        is_word_only: is_word_only || is_title || open.is_some() || tokens.len() > 1,
        words: tokens.iter().map(|token| token.form.clone()).collect(),
        value: value_begin..value_end,
        word: word_from..word_end,
        is_quoted: open.is_some(),
    })
}

/// The commonest words that go on as typed, one of each stem.
fn terms(index: &Index, place: &Place, max: usize) -> Vec<Suggestion> {
    let Some(typed) = place.words.last().filter(|typed| typed.chars().count() >= MIN_TERM_CHARS) else {
        return Vec::new();
    };
    // The commonest, in order; few enough to keep them so as they come.
    let mut commonest: Vec<Form> = Vec::new();
    let most = max.saturating_mul(FORMS_PER_TERM);
    for form in index.forms_with_prefix(typed, |form| form.len() > typed.len()) {
        let at = commonest.partition_point(|other| other.doc_freq >= form.doc_freq);
        if at < most {
            commonest.truncate(most - 1);
            commonest.insert(at, form);
        }
    }
    let mut stems: Vec<String> = Vec::new();
    commonest.retain(|form| {
        let stem = analysis::stem(&form.text).unwrap_or_else(|| form.text.clone());
        let is_new = stems.len() < max && !stems.contains(&stem);
        if is_new {
            stems.push(stem);
        }
        is_new
    });
    let end = if place.is_quoted { "" } else { " " };
    let suggestion = |form: Form| Suggestion {
        kind: SuggestionKind::Term,
        count: form.doc_freq,
        replace: bytes(&place.word),
        with: form.text.clone() + end,
        label: form.text,
    };
    commonest.into_iter().map(suggestion).collect()
}

/// The values with a name in which the words typed stand in a row, the last one perhaps only begun; those of the most
/// statements first.
fn names(catalog: &Catalog, fields: &[Field], place: &Place, max: usize) -> Vec<Suggestion> {
    let mut found: Vec<(Field, &Value)> = Vec::new();
    for field in fields {
        let values = catalog.values(*field).iter();
        found.extend(values.filter(|value| has_words(value, &place.words)).map(|value| (*field, value)));
    }
    order::sort_by_key(&mut found, |(_, value)| Reverse(value.count()));
    let suggestion = |(field, value): (Field, &Value)| Suggestion {
        kind: SuggestionKind::Value(field),
        label: value.label.clone(),
        count: value.count(),
        replace: bytes(&place.value),
        with: format!("{}:{} ", field.id(), quoted_if_needed(&value.id)),
    };
    // An id with a quotation mark in it cannot be typed at all.
    let typeable = found.into_iter().filter(|(_, value)| !value.id.contains('"'));
    typeable.take(max).map(suggestion).collect()
}

fn has_words(value: &Value, typed: &[String]) -> bool {
    let Some((begun, whole)) = typed.split_last() else { return false };
    let is_here = |words: &[String]| {
        words.split_last().is_some_and(|(last, before)| before == whole && last.starts_with(begun.as_str()))
    };
    value.names().iter().any(|name| name.windows(typed.len()).any(is_here))
}

fn quoted_if_needed(id: &str) -> String {
    match id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')) {
        true => id.to_owned(),
        false => format!("\"{id}\""),
    }
}

fn bytes(range: &Range<usize>) -> Range<u32> {
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    number(range.start)..number(range.end)
}
