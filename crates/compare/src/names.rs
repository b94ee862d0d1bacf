//! Names in running text, told by their capitals.
//!
//! Lives here: runs of capitalised words and the titles taken out of them. Does not live here: other facts
//! (`facts`), or which names mean the same (`ledger`). Rules and lists, no gazetteer: a sentence's first word
//! counts only if the run goes on. Cost: O(tokens).

use std::ops::Range;

use crate::facts::Fact;
use crate::ledger::name_stem;
use crate::model::LedgerClass;
use crate::words::{Lexicon, Token};

/// Days that are capitalised without being names.
const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// What follows a name behind a comma.
const SUFFIXES: &[&str] = &["jr", "sr"];
/// Words inside a name that are not capitalised themselves.
const NAME_LINKS: &[&str] = &["of", "for", "de", "al", "la", "del", "bin", "van", "von"];
/// Titles that stand before a name without being part of it. Folded.
const TITLES: &[&str] = &[
    "adviser",
    "advisor",
    "ambassador",
    "chair",
    "chairman",
    "chairwoman",
    "chancellor",
    "commander",
    "commissioner",
    "dr",
    "emir",
    "envoy",
    "governor",
    "king",
    "leader",
    "lord",
    "mayor",
    "minister",
    "ministers",
    "mr",
    "mrs",
    "ms",
    "pope",
    "premier",
    "president",
    "presidents",
    "prince",
    "princess",
    "queen",
    "representative",
    "secretary",
    "senator",
    "sheikh",
    "sir",
    "speaker",
    "spokesman",
    "spokesperson",
    "spokeswoman",
];
/// The same in Russian, by their stems.
const RUSSIAN_TITLES: &[&str] = &[
    "президент",
    "министр",
    "премьер",
    "посл",
    "посол",
    "глав",
    "канцлер",
    "секретар",
    "генсек",
    "спикер",
    "председател",
    "представител",
    "лидер",
    "корол",
    "господин",
    "губернатор",
    "сенатор",
    "посланник",
    "спецпосланник",
    "помощник",
    "советник",
    "эмир",
];
/// Words that belong to a title when they stand beside one. Folded.
const TITLE_PARTS: &[&str] = &[
    "acting",
    "chief",
    "deputy",
    "executive",
    "first",
    "foreign",
    "former",
    "general",
    "high",
    "national",
    "permanent",
    "press",
    "prime",
    "security",
    "special",
    "vice",
];
/// What a secretary or minister is of or for, where that is no place. Folded.
const OFFICES: &[&str] = &[
    "affairs",
    "commerce",
    "defence",
    "defense",
    "economy",
    "energy",
    "finance",
    "foreign",
    "homeland",
    "interior",
    "justice",
    "political",
    "security",
    "state",
    "trade",
    "treasury",
    "war",
];

/// Whether a folded word is a title that stands before a name.
pub(crate) fn is_title(folded: &str) -> bool {
    if folded.is_ascii() {
        return TITLES.contains(&folded);
    }
    let stem = name_stem(folded);
    RUSSIAN_TITLES.contains(&stem)
}

/// Whether a folded word tells what an office is for.
pub(crate) fn is_office(folded: &str) -> bool {
    OFFICES.contains(&folded) || TITLE_PARTS.contains(&folded)
}

/// Words that open a sentence in other languages than English, and are no part of the name behind them. Folded.
const OPENERS: &str = "le la les il elle ils elles un une des ce cette ces nous on au aux dans pour en sur \
der die das ein eine wir es sie im in el los las una";

/// Runs of capitalised words, joined by spaces, hyphens and a few small words.
/// `lang` is the text's language, if it says so.
pub(crate) fn names(
    text: &str,
    tokens: &[Token],
    starts: &[usize],
    lang: &str,
    lexicon: &Lexicon,
) -> Vec<Fact> {
    let is_foreign = !matches!(lang.split('-').next(), Some("" | "en" | "ru" | "und" | "mul"));
    let folded = |index: usize| lexicon.entry(tokens[index].word).folded.as_str();
    let gap = |index: usize| &text[tokens[index - 1].range.end..tokens[index].range.start];
    let close = |index: usize| matches!(gap(index), " " | "-" | "\u{a0}" | "\n" | "\u{2011}" | ". ");
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at].capital {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < tokens.len()
            && close(end)
            && !possessive(text, &tokens[end - 1])
            && starts.binary_search(&tokens[end].range.start).is_err()
        {
            if tokens[end].capital && !lexicon.is_function(tokens[end].word) {
                end += 1;
            } else if NAME_LINKS.contains(&folded(end))
                && tokens.get(end + 1).is_some_and(|next| next.capital)
                && close(end + 1)
            {
                end += 2;
            } else {
                break;
            }
        }
        let mut start = at;
        // A sentence's first word has its capital from there, unless the rest of the run speaks for it.
        let opens = starts.binary_search(&tokens[start].range.start).is_ok()
            || opened_by_mark(text, tokens[start].range.start);
        let acronym = text[tokens[start].range.clone()].chars().filter(|c| c.is_uppercase()).count() > 1;
        let is_opener = is_foreign
            && !acronym
            && (opens || end == start + 1)
            && OPENERS.split(' ').any(|opener| opener == folded(start));
        if lexicon.is_function(tokens[start].word) || is_opener || (opens && end == start + 1 && !acronym) {
            start += 1;
        }
        for name in without_titles(start..end, &folded) {
            if name.len() == 1
                && (WEEKDAYS.contains(&folded(name.start)) || SUFFIXES.contains(&folded(name.start)))
            {
                continue;
            }
            let stems: Vec<&str> =
                name.clone().map(|index| lexicon.entry(tokens[index].word).stem.as_str()).collect();
            found.push(Fact {
                class: LedgerClass::Name,
                key: stems.join(" "),
                range: tokens[name.start].range.start..bare_end(text, &tokens[name.end - 1]),
                tokens: name,
            });
        }
        at = end;
    }
    found
}

/// The names in a run of capitals: titles cut it, and once there was one, so does `of`.
///
/// `Lakeland Foreign Minister Edda Storm` holds `Lakeland` and `Edda Storm`; `Council of Lakes` is one name.
/// In `President of Lakeland Edda Storm` the last two words are taken for the person.
fn without_titles<'a>(run: Range<usize>, folded: &impl Fn(usize) -> &'a str) -> Vec<Range<usize>> {
    let titular = |at: usize| is_title(folded(at)) || TITLE_PARTS.contains(&folded(at));
    let mut names = Vec::new();
    let mut titled = false;
    let mut of_title = false;
    let mut start = run.start;
    let mut at = run.start;
    let push = |names: &mut Vec<Range<usize>>, name: Range<usize>, of_title: bool| {
        if of_title && name.len() >= 3 {
            names.extend([name.start..name.end - 2, name.end - 2..name.end]);
        } else if !name.is_empty() {
            names.push(name);
        }
    };
    while at < run.end {
        let title_end = (at..run.end).find(|index| !titular(*index)).unwrap_or(run.end);
        if (at..title_end).any(|index| is_title(folded(index))) {
            push(&mut names, start..at, of_title);
            titled = true;
            of_title = title_end < run.end && folded(title_end) == "of";
            at = title_end;
            if at < run.end && NAME_LINKS[..2].contains(&folded(at)) {
                at += 1;
                let place = at;
                while at < run.end && OFFICES.contains(&folded(at)) {
                    at += 1;
                }
                of_title &= at == place;
            }
            start = at;
        } else if titled && NAME_LINKS[..2].contains(&folded(at)) {
            let is_office = at == start;
            push(&mut names, start..at, of_title);
            of_title = is_office && folded(at) == "of";
            at += 1;
            while at < run.end && OFFICES.contains(&folded(at)) {
                at += 1;
                of_title = false;
            }
            start = at;
        } else {
            at = title_end.max(at + 1);
        }
    }
    push(&mut names, start..run.end, of_title);
    names
}

/// The end of a word without its possessive ending.
fn bare_end(text: &str, token: &Token) -> usize {
    let word = &text[token.range.clone()];
    let bare = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word);
    token.range.start + bare.len()
}

fn possessive(text: &str, token: &Token) -> bool {
    bare_end(text, token) < token.range.end
}

fn opened_by_mark(text: &str, at: usize) -> bool {
    // French sets a space behind its marks.
    let before = text[..at].trim_end_matches(['\u{a0}', '\u{202f}']);
    before.chars().next_back().is_none_or(|c| matches!(c, '"' | '“' | '«' | '‘' | '(' | '•' | '\n'))
}
