//! What bears a capitalised name that nobody knew: somebody, a body, a treaty, a place, or it is not told.
//!
//! Lives here: what is left of each run of capitals once the known names are out of it, titles before it, the nouns
//! that tell bodies, treaties and places. Does not live here: the runs (`names`), known names (`known`), which names
//! are one (`same`). Cost: O(tokens).

use std::ops::Range;

use super::reading::{Mention, Reading, is_hyphen, name_stem};
use crate::model::LedgerClass;
use crate::names::{is_office, is_title};
use crate::words::Class;

/// Nouns that a body's name ends with, or begins with before `of`.
const BODIES: &str = "academy agency alliance army assembly association authority bank board brigade bureau cabinet \
centre center chamber church coalition college commission committee company corporation corps council court \
department delegation embassy federation fleet force forces foundation front fund government group guard institute \
league ministry mission movement navy office organisation organization parliament party secretariat senate service society tribunal \
union university министерств совет комитет комисси союз парти парламент";
/// The same for treaties.
const TREATIES: &str = "accord agreement charter communique communiqué constitution convention declaration memorandum \
pact protocol statute treaty договор соглашени конвенци меморандум деклараци";
/// The same for places.
const PLACES: &str = "airport bay bridge canal cape city coast corridor desert district gulf island lake mount mountain \
oblast ocean peninsula port province region river sea square strait strip valley область край остров пролив море";
/// Those of them that a name may begin with.
const OPENING_PLACES: &str = "bay cape gulf lake mount port strait";
/// Verbs whose subject is somebody, where two capitals or more stand before them.
const SPEECH: &str = "said told noted stressed added thanked expressed emphasised emphasized stated underlined \
reiterated welcomed arrived сказал сказала заявил заявила отметил отметила подчеркнул подчеркнула сообщил сообщила";
/// Those of them that bodies and states are not said to do.
const SPEECH_OF_ONE: &str =
    "noted told stressed thanked emphasised emphasized underlined отметил отметила подчеркнул подчеркнула";
/// Words within a Russian office, as stems.
const RUSSIAN_OFFICES: &str = "дел иностранн внутренн оборон финанс юстици экономик совет";
/// Small words at the edge of what is left of a run.
const EDGES: &str = "of for the de al and";
/// How far before a name its title may begin, in words.
const MOST_TITLE_WORDS: usize = 6;

/// Takes the names of a passage that are not spoken for.
pub(crate) fn find(reading: &mut Reading<'_>) {
    let facts = reading.facts;
    for fact in facts.iter().filter(|fact| fact.class == LedgerClass::Name) {
        let mut at = fact.tokens.start;
        while at < fact.tokens.end {
            let is_taken = |at: &usize| reading.taken.get(*at).is_none_or(Option::is_some);
            let end = (at..fact.tokens.end).find(is_taken).unwrap_or(fact.tokens.end);
            if end > at {
                left_over(reading, at..end, fact.tokens.start);
            }
            at = end + 1;
        }
    }
}

fn is_in(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split(' ').any(|other| other == word)
}

/// Lists what is left of a run of capitals between known names; the run begins at `run`.
fn left_over(reading: &mut Reading<'_>, mut tokens: Range<usize>, run: usize) {
    while !tokens.is_empty() && is_in(EDGES, reading.folded(tokens.start)) {
        tokens.start += 1;
    }
    while !tokens.is_empty() && is_in(EDGES, reading.folded(tokens.end - 1)) {
        tokens.end -= 1;
    }
    // A capital that only opens the sentence: `Welcoming Edda Storm`.
    if tokens.len() > 1 && opens_sentence(reading, tokens.start) && is_opening(reading, tokens.start) {
        tokens.start += 1;
    }
    // What hangs on a known name by a hyphen is no name: `Russian-led`.
    let is_tail =
        tokens.start > 0 && is_hyphen(reading.gap(tokens.start)) && !reading.is_capital(tokens.start);
    if tokens.is_empty() || is_tail {
        return;
    }
    // `NATO-Ukraine Commission` is one body, and mentions two others.
    let is_body = |at: usize| {
        matches!(reading.taken.get(at), Some(Some(LedgerClass::Place | LedgerClass::Organisation)))
    };
    let before = (run..tokens.start).rev().take_while(|at| is_body(*at)).last().unwrap_or(tokens.start);
    let whole = before..tokens.end;
    let headed =
        [(BODIES, LedgerClass::Organisation), (TREATIES, LedgerClass::Treaty), (PLACES, LedgerClass::Place)]
            .into_iter()
            .find(|(nouns, _)| is_headed(reading, &whole, nouns));
    let says_something = |at: usize| {
        let folded = reading.folded(at);
        let is_office = is_title(folded) || is_office(folded) || folded == "allies";
        reading.class(at) == Class::Content && !is_office
    };
    // `the Charter` alone says too little.
    let is_noun_alone = tokens.len() == 1
        && headed.is_none()
        && [BODIES, TREATIES, PLACES]
            .iter()
            .any(|nouns| is_in(nouns, name_stem(reading.folded(tokens.start))));
    if headed.is_none() && (is_noun_alone || !tokens.clone().any(says_something)) {
        return;
    }
    // A first name before a last name that is known.
    if reading.taken.get(tokens.end) == Some(&Some(LedgerClass::Person))
        && is_name_gap(reading.gap(tokens.end))
    {
        return;
    }
    let class = if let Some((_, class)) = headed {
        tokens = whole;
        class
    } else if tokens.len() == 1 && reading.is_acronym(tokens.start) {
        LedgerClass::Name
    } else if is_titled(reading, tokens.start) {
        // «Президент Велмарии Иван Шторм»: the place follows the office without a word between.
        let is_russian = !reading.folded(tokens.start).is_ascii();
        if is_russian && tokens.len() == 3 && !is_patronymic(reading.folded(tokens.start + 1)) {
            push(reading, LedgerClass::Name, tokens.start..tokens.start + 1);
            tokens.start += 1;
        }
        LedgerClass::Person
    } else if tokens.len() <= 4
        && reading.follows(tokens.end)
        && is_in(if tokens.len() > 1 { SPEECH } else { SPEECH_OF_ONE }, reading.folded(tokens.end))
    {
        LedgerClass::Person
    } else {
        LedgerClass::Name
    };
    push(reading, class, tokens);
}

fn push(reading: &mut Reading<'_>, class: LedgerClass, tokens: Range<usize>) {
    let bytes = reading.bytes(&tokens);
    let value = reading.value(&bytes);
    let normal = reading.words(&tokens);
    let mut mention = Mention::new(class, normal, value, bytes);
    mention.key = name_key(&mention.normal);
    reading.mentions.push(mention);
    reading.take(tokens, class);
}

/// The stems of a name; initials written together come apart.
pub(crate) fn name_key(folded: &str) -> String {
    let words = folded.split([' ', '.', '-']).filter(|word| !word.is_empty());
    words.map(name_stem).collect::<Vec<_>>().join(" ")
}

fn opens_sentence(reading: &Reading<'_>, at: usize) -> bool {
    at == 0 || reading.gap(at).contains(['.', '!', '?', ':', '\n'])
}

/// Whether a word may well open a sentence without being a name.
fn is_opening(reading: &Reading<'_>, at: usize) -> bool {
    reading.class(at) != Class::Content || reading.folded(at).ends_with("ing")
}

fn is_name_gap(gap: &str) -> bool {
    matches!(gap, " " | "\n" | "\u{a0}" | ". ")
}

/// Whether a name ends with one of these nouns, or has one before `of`; places may begin with it.
fn is_headed(reading: &Reading<'_>, tokens: &Range<usize>, nouns: &str) -> bool {
    let is_noun = |at: usize| {
        let folded = reading.folded(at);
        let stem = name_stem(folded);
        is_in(nouns, folded) || (stem != folded && is_in(nouns, stem))
    };
    if tokens.len() == 1 {
        // `the Council` alone says too little in English; a Russian name goes on in small letters.
        return !reading.folded(tokens.start).is_ascii() && is_noun(tokens.start);
    }
    let opens = nouns == PLACES && is_in(OPENING_PLACES, reading.folded(tokens.start));
    let is_before_of = |at: usize| reading.folded(at + 1) == "of" && is_noun(at);
    is_noun(tokens.end - 1) || opens || (tokens.start..tokens.end - 1).any(is_before_of)
}

/// Whether a title stands before the token: `President X`, `Foreign Minister of Arden X`, «глава МИД России X».
fn is_titled(reading: &Reading<'_>, start: usize) -> bool {
    let mut at = start;
    for step in 0..MOST_TITLE_WORDS {
        let gap = reading.gap(at);
        let Some(before) = at.checked_sub(1).filter(|_| is_name_gap(gap) || is_hyphen(gap)) else {
            return false;
        };
        let folded = reading.folded(before);
        if is_title(folded) {
            return true;
        }
        let is_possessive = reading.bytes(&(before..at)).len() < reading.raw(before).len();
        let is_link = step > 0 && matches!(folded, "of" | "for" | "the" | "по");
        let is_part = is_office(folded)
            || is_in(RUSSIAN_OFFICES, name_stem(folded))
            || matches!(
                reading.taken.get(before),
                Some(Some(LedgerClass::Place | LedgerClass::Organisation))
            )
            || reading.is_capital(before);
        if is_possessive || !(is_link || is_part) {
            return false;
        }
        at = before;
    }
    false
}

fn is_patronymic(folded: &str) -> bool {
    ["вич", "вн", "ичн"].iter().any(|end| name_stem(folded).ends_with(end))
}
