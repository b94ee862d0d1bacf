//! Verbs of agreement and reporting: what the sides are said to have done with their words.
//!
//! Lives here: reading the table, `verbs.txt`, and what does not count: a verb denied ("did not agree"),
//! only planned ("agreed to discuss") or used as an adjective ("the agreed text").
//! Does not live here: the change of one such verb for another inside a pair.

use demarche_corpus::order;

use super::party::{Words, is_in};
use super::patterns::Patterns;
use super::{Side, Structure, VerbPlace, VerbUse};
use crate::model::Place;
use crate::words::Lexicon;

/// The verb shown, then its patterns; `^` stands for `we+~` and for `i+~`.
pub(super) const VERBS: &str = include_str!("verbs.txt");

/// Before a verb, they turn it round. Folded.
const DENIED: &str = "cannot never no nobody nor not without не ни";
/// Before a verb, they put it off. Folded.
const PLANNED: &str = "can could may might must shall should to will would";
/// Before a form in -ed, they make it an adjective. Folded.
const ADJECTIVAL: &str = "a an newly previously the";

pub(super) fn find(sides: &[Side<'_>; 2], lexicon: &Lexicon, found: &mut Structure) {
    let mut patterns = Patterns::default();
    let mut uses: Vec<VerbUse> = Vec::new();
    for (group, line) in VERBS.lines().enumerate() {
        let (verb, forms) = line.split_once(": ").unwrap_or((line, ""));
        uses.push(VerbUse { verb, a: 0, b: 0, places_a: Vec::new(), places_b: Vec::new() });
        for form in forms.split_whitespace() {
            match form.strip_prefix('^') {
                Some(base) => {
                    for first in ["we+~", "i+~"] {
                        patterns.add(group, &[first, base].concat());
                    }
                }
                None => patterns.add(group, form),
            }
        }
    }
    patterns.prepare(lexicon);
    for (index, side) in sides.iter().enumerate() {
        for line in &side.sentences {
            let (source, tokens) = side.line(line);
            let words = Words { source, tokens, lexicon };
            for hit in patterns.hits(tokens, lexicon) {
                if !counts(&words, hit.tokens.start, hit.tokens.end - 1) {
                    continue;
                }
                let start = hit.tokens.start;
                let own = is_in("i we", words.folded(start)).then_some(start..start + 1);
                let subject = own.or_else(|| words.before(start)).map(|run| words.text(&run));
                let place = Place { passage: line.passage, range: words.bytes(&hit.tokens) };
                let told = VerbPlace { place, subject: subject.unwrap_or_default() };
                let verb = &mut uses[hit.group];
                if index == 0 { verb.places_a.push(told) } else { verb.places_b.push(told) }
            }
        }
    }
    for verb in &mut uses {
        (verb.a, verb.b) = (verb.places_a.len() as u32, verb.places_b.len() as u32);
    }
    uses.retain(|verb| verb.a + verb.b > 0);
    // Stable: equally frequent ones stand as in the table.
    order::sort_by(&mut uses, |one, other| (other.a + other.b).cmp(&(one.a + one.b)));
    found.verbs = uses;
}

/// Whether what stands from `first` to `last` reports what was done.
fn counts(words: &Words<'_>, first: usize, last: usize) -> bool {
    // Of `we … welcome` the last is the verb.
    let is_held_back = |at: usize| is_denied(words, at) || is_planned(words, at);
    let folded = words.folded(first);
    let is_adjective = folded.ends_with("ed") && is_before(words, first, ADJECTIVAL);
    // `обсуждать`, which a pattern cannot tell from `обсуждал`.
    let is_infinitive = folded.ends_with("ть") || folded.ends_with("ться");
    !is_held_back(first) && !is_held_back(last) && !is_adjective && !is_infinitive
}

fn is_before(words: &Words<'_>, at: usize, list: &str) -> bool {
    at > 0 && is_in(list, words.folded(at - 1))
}

fn is_denied(words: &Words<'_>, at: usize) -> bool {
    let from = if is_before(words, at, "be been being ever fully yet") { at - 1 } else { at };
    is_before(words, from, DENIED) || (from > 0 && words.folded(from - 1).ends_with("n't"))
}

/// "We would like to thank" thanks.
fn is_planned(words: &Words<'_>, at: usize) -> bool {
    is_before(words, at, PLANNED)
        && !(is_before(words, at, "to") && is_before(words, at - 1, "like want wanted wish wished"))
}
