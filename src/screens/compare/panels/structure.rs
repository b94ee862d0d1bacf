//! Subjects, verbs and who asked, as tables and sentences. No nodes here; what is found is the library's.

use super::sheet::{Cell, Content, Piece, Sheet, Way};
use super::strips::strips;
use super::two::Two;
use crate::messages::number;
use demarche_compare::structure::{Block, Initiative, Structure, Topic, VerbPlace, structure};

/// How the figures are computed.
const METHOD: [&str; 2] = [
    "A sentence has the subject whose words it holds, those of the corpus first, then those of a table of diplomatic subjects; a sentence on two subjects gives half its words to each, and a sentence with no such word has none.",
    "Verbs are counted in any of their forms, whoever acts. Who asked for a talk is given only where the text says so in as many words.",
];

/// What the panel shows. `topics` are those of the corpus.
pub fn content(two: &Two, topics: &[Topic]) -> Content {
    let found = structure(&two.side(0).text(), &two.side(1).text(), topics);
    let sheets = [topic_sheet(two, &found), verb_sheet(two, &found)];
    Content {
        notes: vec![initiated(two, &found)],
        strips: (!found.topics.is_empty()).then(|| strips(two, &found)),
        sheets: sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect(),
        method: &METHOD,
    }
}

/// `Who asked for it: A names the Russian side (¶2); B does not say (8 passages, digest).`
fn initiated(two: &Two, found: &Structure) -> Vec<Piece> {
    let mut pieces = vec![Piece::words("Named as having initiated it: ")];
    for (side, named) in [&found.initiated_a, &found.initiated_b].into_iter().enumerate() {
        let letter = two.letter(side);
        if named.is_empty() {
            pieces.push(Piece::Words(format!("nobody in {letter} ({})", two.scope(side))));
        } else {
            pieces.push(Piece::Words(format!("in {letter}, ")));
            for (at, Initiative { by, place }) in named.iter().enumerate() {
                if at > 0 {
                    pieces.push(Piece::words(", "));
                }
                let way = Way::Passage(two.number(side), place.passage);
                pieces.push(Piece::Link(format!("“{by}”"), way));
            }
        }
        pieces.push(Piece::words(if side == 0 { "; " } else { "." }));
    }
    pieces
}

fn topic_sheet(two: &Two, found: &Structure) -> Sheet {
    let cell = |side: usize, topic: usize, words: u32| {
        let (strip, all) =
            if side == 0 { (&found.strip_a, found.words_a) } else { (&found.strip_b, found.words_b) };
        let of_topic = |block: &&Block| block.topic == Some(topic);
        let mut places: Vec<usize> = strip.iter().filter(of_topic).map(|block| block.start.passage).collect();
        places.dedup();
        if places.is_empty() {
            return Cell::Absent(two.absence(side));
        }
        let share = u64::from(words) * 100 / u64::from(all.max(1));
        let count = if share == 0 { "under 1 %:".to_owned() } else { format!("{share} %:") };
        let places = places.into_iter().map(|passage| (passage, String::new())).collect();
        Cell::Places { count, side: two.number(side), places }
    };
    let rows = found.topics.iter().enumerate().map(|(at, topic)| {
        let name = Cell::Name {
            words: topic.label.clone(),
            note: String::new(),
            lang: String::new(),
            swatch: Some(at),
        };
        vec![name, cell(0, at, topic.words_a), cell(1, at, topic.words_b)]
    });
    let words =
        |side: usize, words: u32| format!("Of {}’s {} words", two.letter(side), number(words as usize));
    Sheet {
        id: "structure-topics".to_owned(),
        caption: "Share of words by subject".to_owned(),
        heads: vec!["Subject".to_owned(), words(0, found.words_a), words(1, found.words_b)],
        rows: rows.collect(),
    }
}

fn verb_sheet(two: &Two, found: &Structure) -> Sheet {
    let cell = |side: usize, count: u32, places: &[VerbPlace]| {
        if places.is_empty() {
            return Cell::Absent(two.absence(side));
        }
        let places = places.iter().map(|one| (one.place.passage, one.subject.clone())).collect();
        Cell::Places { count: format!("{}×", number(count as usize)), side: two.number(side), places }
    };
    let rows = found.verbs.iter().map(|verb| {
        let name = Cell::name(verb.verb.to_owned());
        vec![name, cell(0, verb.a, &verb.places_a), cell(1, verb.b, &verb.places_b)]
    });
    let head = |side: usize| format!("In {}, and who did it", two.letter(side));
    Sheet {
        id: "structure-verbs".to_owned(),
        caption: "Verbs of agreement and reporting".to_owned(),
        heads: vec!["Verb".to_owned(), head(0), head(1)],
        rows: rows.collect(),
    }
}
