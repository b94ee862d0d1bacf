//! The four questions that readers come with, each with the link that answers it in this corpus.
//!
//! A question that the corpus has nothing for is left out: one without events has no two accounts of a meeting. Costs a
//! few passes over the metadata; no text is read but for the wording, which the engine counts.

use crate::messages::{counted, date, sides};
use crate::routes::{BrowseState, Route, View};
use crate::state::{Lane, Library};
use demarche_corpus::{Kind, Speaker, Statement};
use demarche_search::{FacetCount, Field, Request, Sort};
use leptos::prelude::*;

/// So many of the largest events are looked at.
const EVENTS: usize = 24;
/// So many of the most frequent speakers and topics.
const MOST: usize = 6;
/// So many of the most frequent topics lend their wording, and so many of a large corpus, where each is pieces to load
/// before the first word is typed.
const WORDINGS: usize = 16;
const WORDINGS_OF_LARGE: usize = 4;
/// Of a wording with fewer lines the count says nothing.
const RECURS: usize = 2;
/// What is said everywhere, for a corpus that names no wording of its own.
const STOCK: [&str; WORDINGS_OF_LARGE] =
    ["international law", "sustainable development", "territorial integrity", "международного права"];
/// A line through time needs so many statements.
const LINE: usize = 3;

/// A question, and a link with its words; both may still become better.
pub struct Question {
    /// What a reader asks.
    pub asked: &'static str,
    /// Where the answer is.
    pub href: Signal<String>,
    /// What the link says.
    pub way: Signal<String>,
    /// Whether that changes after it is shown.
    pub is_coming: bool,
}

/// The questions that this corpus answers.
pub fn questions(library: Library) -> Vec<Question> {
    let fixed = |asked: &'static str, found: Option<(Route, String)>| {
        found.map(|(route, way)| Question {
            asked,
            href: Signal::stored(route.href()),
            way: Signal::stored(way),
            is_coming: false,
        })
    };
    let all = library.with_pack(|pack| pack.statements().len());
    let own = format!("Compare it with {}", counted(all, "statement", "statements"));
    [
        match two_accounts(library) {
            None => fixed("What do two sides say at the same time?", two_of_a_date(library)),
            found => fixed("What does each side say of one meeting?", found),
        },
        one_line(library).and_then(|(asked, route, way)| fixed(asked, Some((route, way)))),
        wording(library),
        fixed("I hold a fresh text: what of it was said before?", Some((Route::own_text(), own))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The values of a field, the most frequent first.
fn most(library: Library, field: Field, count: usize) -> Vec<FacetCount> {
    let mut values = library.with_catalog(|catalog| catalog.listed(field, &catalog.all_counts(field)).values);
    values.truncate(count);
    values
}

/// Two accounts of one event by different sides, readouts before others.
fn two_accounts(library: Library) -> Option<(Route, String)> {
    let mut best: Option<(usize, Route, FacetCount)> = None;
    for event in most(library, Field::Event, EVENTS) {
        let found = library.with_pack(|pack| {
            let is_readout = |one: &Statement| one.kind == Some(Kind::Readout);
            let is_account =
                |one: &&Statement| one.event.as_deref() == Some(&event.id) && !one.sides.is_empty();
            let accounts = || pack.statements().iter().filter(is_account);
            let a = accounts().min_by_key(|one| !is_readout(one))?;
            let b = accounts().filter(|one| one.sides != a.sides).min_by_key(|one| !is_readout(one))?;
            let worth = usize::from(is_readout(a)) + usize::from(is_readout(b));
            Some((worth, Route::compare(&a.id, &b.id)))
        });
        let Some((worth, route)) = found else { continue };
        if best.as_ref().is_none_or(|(other, ..)| worth > *other) {
            best = Some((worth, route, event));
        }
        if worth == 2 {
            break;
        }
    }
    best.map(|(_, route, event)| (route, format!("See what each side said{}", of_event(library, &event))))
}

/// The latest two statements of one date by different sides. A pack has what is of one date side by side.
fn two_of_a_date(library: Library) -> Option<(Route, String)> {
    let pair = library.with_pack(|pack| {
        let differ = |pair: &&[Statement]| matches!(*pair, [a, b] if a.date.is_some() && a.date == b.date && !a.sides.is_empty() && !b.sides.is_empty() && a.sides != b.sides);
        pack.statements().windows(2).find(differ).map(<[Statement]>::to_vec)
    })?;
    let [a, b] = pair.as_slice() else { return None };
    let [one, other] = library.with_info(|info| [a, b].map(|one| sides(info, one)));
    Some((Route::compare(&a.id, &b.id), format!("{one} beside {other}, {}", date(a.date))))
}

/// ` of the Lavrov–Rubio meeting` where two speakers met, else the title of the event.
fn of_event(library: Library, event: &FacetCount) -> String {
    let names = library.with_info(|info| {
        let found = info.events.iter().find(|other| other.id == event.id)?;
        let [a, b] = found.participants.as_slice() else { return None };
        let name = |id: &String| info.speakers.iter().find(|speaker| speaker.id == *id).map(short_name);
        let (a, b) = (name(a)?, name(b)?);
        found.title.contains("meet").then(|| format!("{a}–{b}"))
    });
    names.map_or_else(|| format!(": {}", event.label), |names| format!(" of the {names} meeting"))
}

/// The word by which the corpus itself calls a speaker for short, else the whole name: nothing else tells which word
/// of it is the family name.
fn short_name(speaker: &Speaker) -> &str {
    let is_short = |word: &&str| {
        speaker.spellings.iter().any(|spelling| spelling == word) || speaker.id == word.to_lowercase()
    };
    speaker.name.split(' ').rev().find(is_short).unwrap_or(&speaker.name)
}

/// The speaker and topic with the most statements; without topics the speaker or side with the most. First what is
/// asked.
fn one_line(library: Library) -> Option<(&'static str, Route, String)> {
    let line = |values: &[(Field, &FacetCount)], count: usize| {
        let mut state = BrowseState::default();
        state.request.sort = Sort::Oldest;
        values.iter().for_each(|(field, value)| state = state.toggle(*field, &value.id, false));
        let names: Vec<&str> = values.iter().map(|(_, value)| value.label.as_str()).collect();
        let count = counted(count, "statement", "statements");
        (Route::Browse(state), format!("{}, {count}, oldest first", names.join(" on ")))
    };
    let speakers = most(library, Field::Speaker, MOST);
    let topics = most(library, Field::Topic, MOST);
    let mut together = [[0_usize; MOST]; MOST];
    library.with_pack(|pack| {
        for one in pack.statements() {
            for (counts, _) in
                together.iter_mut().zip(&speakers).filter(|(_, by)| one.speakers.contains(&by.id))
            {
                for (count, _) in counts.iter_mut().zip(&topics).filter(|(_, on)| one.topics.contains(&on.id))
                {
                    *count += 1;
                }
            }
        }
    });
    let pairs = together.iter().zip(&speakers).flat_map(|(counts, speaker)| {
        counts.iter().zip(&topics).map(move |(count, topic)| (*count, speaker, topic))
    });
    // Of equals the first, whose speaker says most.
    let best = pairs.reduce(|best, other| if other.0 > best.0 { other } else { best });
    if let Some((count, speaker, topic)) = best.filter(|(count, ..)| *count >= LINE) {
        let (route, way) = line(&[(Field::Speaker, speaker), (Field::Topic, topic)], count);
        return Some(("What did one speaker say on one topic?", route, way));
    }
    let asked = ["What did one speaker say, and when?", "What did one side say, and when?"];
    [Field::Speaker, Field::Side].into_iter().zip(asked).find_map(|(field, asked)| {
        let values = most(library, field, 2);
        let value = values.first().filter(|value| values.len() > 1 && value.count >= LINE)?;
        let (route, way) = line(&[(field, value)], value.count);
        Some((asked, route, way))
    })
}

/// A wording that a topic is known by, or that any diplomat may use, with all its lines: of those of the most frequent
/// topics the most used one. Names are no wordings.
fn wording(library: Library) -> Option<Question> {
    let is_whole = library.with_pack(|pack| pack.is_whole());
    let topics = most(library, Field::Topic, if is_whole { WORDINGS } else { WORDINGS_OF_LARGE });
    let is_wording =
        |word: &&String| word.contains(' ') && !word.contains('"') && word.starts_with(char::is_lowercase);
    let mut wordings: Vec<String> = library.with_info(|info| {
        let of = |topic: &FacetCount| {
            let words = info.topics.iter().find(|other| other.id == topic.id).map(|found| &found.words);
            words.and_then(|words| words.iter().find(is_wording).cloned())
        };
        topics.iter().filter_map(of).collect()
    });
    if wordings.is_empty() {
        wordings = STOCK.map(str::to_owned).into();
    }
    let best = RwSignal::new((wordings.first()?.clone(), 0));
    let waiting = StoredValue::new(wordings.len());
    for wording in wordings {
        let request = Request { text: format!("\"{wording}\""), ..Request::default() };
        library.search(Lane::Each, request, (0, 0, 0), move |page| {
            let hits = page.map_or(0, |page| page.total.hits);
            if best.try_with_untracked(|(_, other)| hits > *other) == Some(true) {
                best.set((wording, hits));
            }
            // Where nobody uses any of them, there is nothing to show.
            if waiting.try_update_value(|left| {
                *left -= 1;
                *left
            }) == Some(0)
                && best.with_untracked(|best| best.1 == 0)
            {
                best.set(Default::default());
            }
        });
    }
    if best.with_untracked(|(wording, _)| wording.is_empty()) {
        return None;
    }
    let href = Signal::derive(move || {
        let state = BrowseState::default().with_text(&best.with(|(wording, _)| format!("\"{wording}\"")));
        Route::Browse(state.with_view(View::Concordance)).href()
    });
    let way = Signal::derive(move || match best.get() {
        (wording, _) if wording.is_empty() => wording,
        (wording, ..RECURS) => format!("Every line with “{wording}”, in context"),
        (wording, hits) => format!("“{wording}” in context, {}", counted(hits, "hit", "hits")),
    });
    Some(Question { asked: "Who uses this wording?", href, way, is_coming: !is_whole })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speaker_is_called_for_short_as_the_corpus_does() {
        let check = |id: &str, name: &str, spellings: &[&str], expected: &str| {
            let speaker = Speaker {
                id: id.to_owned(),
                name: name.to_owned(),
                role: String::new(),
                side: None,
                spellings: spellings.iter().map(|spelling| (*spelling).to_owned()).collect(),
            };
            assert_eq!(short_name(&speaker), expected);
        };
        check("lavrov", "Sergey Lavrov", &[], "Lavrov");
        check("minister", "Marco Rubio", &["Rubio", "Рубио"], "Rubio");
        check("wang", "Wang Yi", &[], "Wang");
        check("wang-yi", "Wang Yi", &["王毅"], "Wang Yi");
        check("mbs", "Mohammed bin Salman", &["MBS"], "Mohammed bin Salman");
    }
}
