//! Who is said to have started a talk, a visit or a meeting.
//!
//! Lives here: the turns of phrase that say so: "at the request of X", "at X's initiative", "initiated by X", "X called
//! Y", «по инициативе X», «X позвонил Y». Does not live here: any guess from who is named first. A pronoun names nobody,
//! so "at his request" gives nothing; nor does a request in a sentence that tells of no call, meeting or visit.

use std::ops::Range;

use super::party::{Words, is_in};
use super::patterns::Patterns;
use super::{Initiative, Side, Structure};
use crate::model::Place;
use crate::words::Lexicon;

/// The one who started stands behind the words.
const BEHIND: &str = "at+the+~initiative+of on+the+~initiative+of upon+the+initiative+of at+the+~request+of \
on+the+request+of upon+the+~request+of at+the+~invitation+of on+the+invitation+of upon+the+invitation+of \
at+the+suggestion+of at+the+~behest+of initiated+by requested+by received+~call+from took+~call+from \
got+~call+from по+инициативе по+просьбе по+приглашению по+запросу инициатором+~выступил* инициатором+~стал* \
инициирован*";
/// Stands before the words.
const BEFORE: &str = "initiated+~call* initiated+~conversation* initiated+~talks initiated+~meeting* \
initiated+~contact* requested+~call* requested+~conversation* requested+~talks requested+~meeting* asked+for+~call \
asked+for+~meeting placed+~call+to made+~call+to инициировал*+~разговор* инициировал*+~бесед* инициировал*+~звон* \
инициировал*+~встреч* инициировал*+~переговор*";
/// Stands before the word if somebody else stands behind it.
const BETWEEN: &str = "called phoned telephoned rang позвонил позвонила";
/// Stands before the word as its owner, after `at`.
const OWNED: &str = "request initiative invitation behest suggestion";
/// What may follow the one who was called: another word makes it "called NATO a threat". Folded.
const AFTER_CALLED: &str = "about after and at before by during earlier for from in late on shortly this to today twice \
yesterday";
/// Before `on`, they tell what was spoken of. Folded.
const SPOKEN_ON: &str =
    "briefed focused information opinions progress report statement touched views vote work";
const GROUPS: [&str; 4] = [BEHIND, BEFORE, BETWEEN, OWNED];

pub(super) fn find(sides: &[Side<'_>; 2], lexicon: &Lexicon, found: &mut Structure) {
    let mut patterns = Patterns::default();
    for (group, turns) in GROUPS.iter().enumerate() {
        patterns.add(group, turns);
    }
    patterns.prepare(lexicon);
    for (side, list) in sides.iter().zip([&mut found.initiated_a, &mut found.initiated_b]) {
        for line in &side.sentences {
            let (source, tokens) = side.line(line);
            let words = Words { source, tokens, lexicon };
            let mut of_contact = None;
            for hit in patterns.hits(tokens, lexicon) {
                let Range { start, end } = hit.tokens;
                // In the order of `GROUPS`.
                let who = match hit.group {
                    0 | 3 if !*of_contact.get_or_insert_with(|| lexicon.tells_of_contact(tokens)) => None,
                    0 if is_subject_of_talk(&words, start) => None,
                    0 => words.after(end),
                    1 => words.before(start),
                    2 => caller(&words, start),
                    _ => owner(&words, start),
                };
                let Some(who) = who.filter(|who| names_somebody(&words, who)) else { continue };
                let all = who.start.min(start)..who.end.max(end);
                list.push(Initiative {
                    by: words.text(&who),
                    place: Place { passage: line.passage, range: words.bytes(&all) },
                });
            }
        }
    }
}

/// "Views on the initiative of X" do not say who started the talk.
fn is_subject_of_talk(words: &Words<'_>, at: usize) -> bool {
    at > 0 && words.folded(at) == "on" && is_in(SPOKEN_ON, words.folded(at - 1))
}

/// Whether it is more than a pronoun.
fn names_somebody(words: &Words<'_>, who: &Range<usize>) -> bool {
    who.len() > 1 || !words.lexicon.is_function(words.tokens[who.start].word)
}

/// X of "X called Y", where Y is somebody and nothing is said of Y.
fn caller(words: &Words<'_>, at: usize) -> Option<Range<usize>> {
    let callee = words.after(at + 1)?;
    if !callee.clone().any(|at| words.is_name(at)) {
        return None;
    }
    if words.folded(at).starts_with("позв") {
        // Case tells who called whom, wherever each stands: «Ивану Озерову позвонил …».
        let is_dative = |run: &Range<usize>| run.clone().any(|at| words.folded(at).ends_with(['у', 'ю']));
        return match words.before(at) {
            Some(before) if is_dative(&before) && !is_dative(&callee) => Some(callee),
            before => before,
        };
    }
    let is_owner = words.is_possessive(callee.end - 1);
    let next = callee.end;
    let goes_on = next < words.tokens.len() && words.follows(next);
    if is_owner || (goes_on && !is_in(AFTER_CALLED, words.folded(next))) {
        return None;
    }
    words.before(at)
}

/// X of "at X's request".
fn owner(words: &Words<'_>, at: usize) -> Option<Range<usize>> {
    // An adjective may stand between them: "at Storm's own request".
    let last =
        (at.saturating_sub(2)..at).rev().find(|last| words.is_possessive(*last) || words.is_name(*last))?;
    let who = words.before(last + 1)?;
    let mut first = who.start;
    if first > 0 && words.folded(first - 1) == "the" {
        first -= 1;
    }
    (first > 0 && is_in("at on upon", words.folded(first - 1))).then_some(who)
}
