//! Which mentions are one fact: a full name and its last word, a number with and without its unit, a quotation and
//! a part of it.
//!
//! Lives here: the keys that all mentions of both texts get in the end. Does not live here: dates (`dates`), or the
//! rows (`ledger`). Everything is told from both texts together, so that neither side comes first. Cost: O(n log n);
//! quotations are compared with each other, as many and as long as the constants allow.

use demarche_corpus::order;

use super::people::name_key;
use super::reading::Mention;
use super::scripts;
use crate::model::LedgerClass;

/// Letters that two spellings of a first name share: `Joe` and `Joseph`.
const FIRST_NAME_LETTERS: usize = 2;
/// Words in order that two quotations share, of their mean length, to be one.
const LEAST_COMMON: f64 = 0.8;
/// A quotation of fewer words is part of a longer one only by chance.
const LEAST_CONTAINED: usize = 3;
/// First names that are tried for one last name.
const MOST_NAMESAKES: usize = 64;
/// Beyond these, quotations are one only if their words are the same.
const MOST_QUOTATIONS: usize = 400;
const MOST_QUOTED_WORDS: usize = 120;

/// A name as it is met in both texts.
struct Named {
    class: LedgerClass,
    key: String,
    mentions: usize,
}

/// Gives all mentions of somebody one key, and the class where any mention tells it.
pub(crate) fn join_names(mentions: &mut [&mut Mention]) {
    let is_name = |mention: &Mention| matches!(mention.class, LedgerClass::Person | LedgerClass::Name);
    for mention in mentions.iter_mut().filter(|mention| mention.class == LedgerClass::Person) {
        mention.key = name_key(&mention.normal);
    }
    let mut named: Vec<&mut Mention> =
        mentions.iter_mut().filter(|mention| is_name(mention)).map(|mention| &mut **mention).collect();
    scripts::join(&mut named);
    let mut names: Vec<Named> = Vec::new();
    let mut found: Vec<(LedgerClass, &str)> = mentions
        .iter()
        .filter(|mention| is_name(mention))
        .map(|mention| (mention.class, mention.key.as_str()))
        .collect();
    // A person before a mere name of the same words.
    order::sort_by(&mut found, |x, y| x.1.cmp(y.1).then(x.0.cmp(&y.0)));
    for (class, key) in found {
        match names.last_mut() {
            Some(last) if last.key == key => last.mentions += 1,
            _ => names.push(Named { class, key: key.to_owned(), mentions: 1 }),
        }
    }
    // By last word, the fullest first, so that each finds the one it is a form of before it.
    order::sort_by(&mut names, |x, y| {
        let words = |name: &Named| std::cmp::Reverse(name.key.split(' ').count());
        last_word(&x.key)
            .cmp(last_word(&y.key))
            .then_with(|| words(x).cmp(&words(y)))
            .then_with(|| y.key.len().cmp(&x.key.len()))
            .then_with(|| x.key.cmp(&y.key))
    });
    // To what each name belongs: an index into `names`, its own if it stands for itself.
    let mut heads: Vec<usize> = (0..names.len()).collect();
    let mut from = 0;
    while from < names.len() {
        let last = last_word(&names[from].key);
        let end = from + names[from..].partition_point(|name| last_word(&name.key) <= last);
        join_group(&names, from..end, &mut heads);
        from = end;
    }
    join_first_words(&names, &mut heads);
    let mut classes: Vec<LedgerClass> = names.iter().map(|name| name.class).collect();
    for (index, head) in heads.iter().enumerate() {
        if names[index].class == LedgerClass::Person {
            classes[*head] = LedgerClass::Person;
        }
    }
    let mut places: Vec<(&str, usize)> =
        names.iter().enumerate().map(|(at, name)| (name.key.as_str(), at)).collect();
    order::sort(&mut places);
    for mention in mentions.iter_mut().filter(|mention| is_name(mention)) {
        if let Ok(at) = places.binary_search_by(|(key, _)| (*key).cmp(mention.key.as_str())) {
            let head = heads[places[at].1];
            mention.class = classes[head];
            mention.key.clone_from(&names[head].key);
        }
    }
}

fn last_word(key: &str) -> &str {
    key.rsplit(' ').next().unwrap_or(key)
}

fn first_word(key: &str) -> &str {
    key.split(' ').next().unwrap_or(key)
}

/// Names of one last word: full ones whose first names agree are one, and the last word alone is that of the most
/// frequent.
fn join_group(names: &[Named], group: std::ops::Range<usize>, heads: &mut [usize]) {
    let has_person = group.clone().any(|at| names[at].class == LedgerClass::Person);
    let mut stands: Vec<(usize, usize)> = Vec::new();
    for at in group {
        let is_full = names[at].key.contains(' ');
        let head = if is_full {
            let agrees = |(head, _): &&mut (usize, usize)| {
                has_person && first_names_agree(&names[*head].key, &names[at].key)
            };
            stands.iter_mut().take(MOST_NAMESAKES).find(agrees)
        } else {
            // The last word alone comes last; of equals the first in order.
            let most = stands.iter().map(|stand| stand.1).max();
            stands.iter_mut().find(|stand| Some(stand.1) == most)
        };
        match head {
            Some((head, mentions)) => {
                heads[at] = *head;
                *mentions += names[at].mentions;
            }
            None => stands.push((at, names[at].mentions)),
        }
    }
}

/// A first name or a family name that comes first stands for the person too: `Xi`, `Kim`.
fn join_first_words(names: &[Named], heads: &mut [usize]) {
    let mut firsts: Vec<(&str, usize)> = names
        .iter()
        .enumerate()
        .filter(|(at, name)| heads[*at] == *at && name.class == LedgerClass::Person && name.key.contains(' '))
        .map(|(at, name)| (first_word(&name.key), at))
        .collect();
    order::sort(&mut firsts);
    for at in 0..names.len() {
        if heads[at] != at || names[at].key.contains(' ') {
            continue;
        }
        let key = names[at].key.as_str();
        let first = firsts.partition_point(|(word, _)| *word < key);
        let end = firsts.partition_point(|(word, _)| *word <= key);
        if let [(_, only)] = &firsts[first..end] {
            heads[at] = *only;
        }
    }
}

/// Whether two full names of one last word may be of one person.
fn first_names_agree(x: &str, y: &str) -> bool {
    let (x, y) = (first_word(x), first_word(y));
    let is_initial = |name: &str| name.chars().count() == 1;
    let letters = |name: &str| name.chars().take(FIRST_NAME_LETTERS).collect::<Vec<_>>();
    if is_initial(x) || is_initial(y) {
        x.chars().next() == y.chars().next()
    } else {
        letters(x) == letters(y)
    }
}

/// A number without a unit is the one of the same value that has one, if there is only one; and a unit in letters that
/// are not Latin tells nothing where one in Latin letters stands beside it.
pub(crate) fn join_units(mentions: &mut [&mut Mention]) {
    let mut keys: Vec<String> = mentions
        .iter()
        .filter(|mention| mention.class == LedgerClass::Number && !mention.unit.is_empty())
        .map(|mention| mention.key.clone())
        .collect();
    order::sort(&mut keys);
    keys.dedup();
    let foreign = foreign_units(&keys);
    keys.retain(|key| foreign.binary_search_by(|pair| pair.0.cmp(key)).is_err());
    for mention in mentions.iter_mut().filter(|mention| mention.class == LedgerClass::Number) {
        if let Ok(at) = foreign.binary_search_by(|pair| pair.0.cmp(&mention.key)) {
            mention.key.clone_from(&foreign[at].1);
        }
        if !mention.unit.is_empty() {
            continue;
        }
        // The key of such a number is its value and a space: a prefix of those with a unit.
        let first = keys.partition_point(|key| key < &mention.key);
        let fits = keys[first..].iter().take(2).take_while(|key| key.starts_with(&mention.key));
        if let [only] = &fits.collect::<Vec<_>>()[..] {
            mention.key = (*only).clone();
        }
    }
}

/// Of the values that have one unit in Latin letters, or a sign, and one in others: the key of the latter and of the
/// former.
fn foreign_units(keys: &[String]) -> Vec<(String, String)> {
    let parts = |key: &String| {
        key.split_once(' ')
            .map_or((key.clone(), String::new()), |(value, unit)| (value.to_owned(), unit.to_owned()))
    };
    let is_foreign = |key: &&String| parts(key).1.chars().any(|c| c >= '\u{370}' && c.is_alphabetic());
    let mut found = Vec::new();
    for of_value in keys.chunk_by(|x, y| parts(x).0 == parts(y).0) {
        let (foreign, usual): (Vec<&String>, Vec<&String>) = of_value.iter().partition(is_foreign);
        if let ([foreign], [usual]) = (&foreign[..], &usual[..]) {
            found.push(((*foreign).clone(), (*usual).clone()));
        }
    }
    found
}

/// Quotations that contain each other, or share nearly all words in order, get one key.
pub(crate) fn join_quotations(mentions: &mut [&mut Mention]) {
    let mut texts: Vec<String> = mentions.iter().map(|mention| mention.key.clone()).collect();
    order::sort(&mut texts);
    texts.dedup();
    if texts.len() > MOST_QUOTATIONS {
        return;
    }
    let words: Vec<Vec<&str>> = texts.iter().map(|text| text.split(' ').collect()).collect();
    let mut heads: Vec<usize> = (0..texts.len()).collect();
    for x in 0..texts.len() {
        for y in x + 1..texts.len() {
            if is_one_quotation(&words[x], &words[y]) {
                let (old, new) = (heads[y].max(heads[x]), heads[y].min(heads[x]));
                for head in heads.iter_mut().filter(|head| **head == old) {
                    *head = new;
                }
            }
        }
    }
    for mention in mentions.iter_mut() {
        if let Ok(at) = texts.binary_search(&mention.key) {
            mention.key.clone_from(&texts[heads[at]]);
        }
    }
}

fn is_one_quotation(x: &[&str], y: &[&str]) -> bool {
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    if long.len() > MOST_QUOTED_WORDS {
        return false;
    }
    if short.len() >= LEAST_CONTAINED && long.windows(short.len()).any(|window| window == short) {
        return true;
    }
    let enough = |common: usize| 2.0 * common as f64 >= LEAST_COMMON * (short.len() + long.len()) as f64;
    enough(short.len()) && enough(common_in_order(short, long))
}

/// How many words stand in both in the same order.
fn common_in_order(x: &[&str], y: &[&str]) -> usize {
    let mut row = vec![0; y.len() + 1];
    for one in x {
        let mut diagonal = 0;
        for (at, other) in y.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if one == other { diagonal + 1 } else { row[at].max(above) };
            diagonal = above;
        }
    }
    row[y.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_one_if_contained_or_nearly_the_same() {
        for (x, y, expected) in [
            ("we will keep the harbour open", "keep the harbour open", true),
            ("we will keep the harbour open", "we shall keep the harbour open", true),
            ("we will keep the harbour open", "the harbour stays shut", false),
            ("open", "we will keep the harbour open", false),
            ("never again", "never again", true),
        ] {
            let words = |text: &'static str| text.split(' ').collect::<Vec<_>>();
            assert_eq!(is_one_quotation(&words(x), &words(y)), expected, "{x:?} and {y:?}");
            assert_eq!(is_one_quotation(&words(y), &words(x)), expected, "{y:?} and {x:?}");
        }
    }
}
