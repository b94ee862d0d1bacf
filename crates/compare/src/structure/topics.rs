//! The subjects of two texts: which come when, and how many words each takes.
//!
//! Lives here: the choice of a sentence's subjects, the strips and the bands between them. Does not live here: the table of
//! diplomatic subjects, which serves the alignment too (`subjects`), or the caller's. Not the passage but the sentence has
//! subjects, since many a readout is one single passage.
//!
//! A subject scores in a sentence by its words there, weighted by how much it is a matter of its own and by how few
//! sentences of both texts have it. The best takes the sentence; the next shares it if it has at least half the score. A
//! sentence without any such word has no subject, rather than the one before it. Cost: O(words · log words).

use demarche_corpus::order;

use super::party::is_in;
use super::patterns::{Hit, Patterns};
use super::{Band, Block, Line, Side, Structure, Topic, TopicShare};
use crate::lists::Lists;
use crate::model::Place;
use crate::subjects::Subject;
use crate::words::Lexicon;

/// What a caller's subject weighs; those of the table weigh 4 at most.
const CALLERS: u32 = 8;
/// What a subject of the table must weigh to be shown: below, it is said of everything.
const LEAST_WEIGHT: u8 = 2;
/// Subjects of the table that tell how a talk went rather than what it was about.
const OF_THE_TALK: &[&str] = &[
    "alliance",
    "blame",
    "concern",
    "condemnation",
    "dialogue",
    "follow up",
    "implementation",
    "next meeting",
    "package",
    "provocation",
    "respond",
    "situation report",
];

/// Before `security`, they make it part of an office. Folded.
const OF_OFFICES: &str = "homeland national";

/// A subject of the caller or of the table.
struct Known {
    id: String,
    label: String,
    weight: u32,
}

/// All subjects, the caller's first.
struct Subjects {
    known: Vec<Known>,
    callers: Patterns,
    /// For each row of the table its place among the known ones, if it is shown.
    rows: Vec<Option<usize>>,
}

pub(super) fn find(sides: &[Side<'_>; 2], topics: &[Topic], lexicon: &mut Lexicon, found: &mut Structure) {
    let subjects = Subjects::new(topics, lexicon);
    let lexicon = &*lexicon;
    let known = &subjects.known;
    let told = sides.each_ref().map(|side| {
        let lines = side.sentences.iter();
        lines.map(|line| subjects.tally(side, line, lexicon)).collect::<Vec<_>>()
    });
    let mut lines_with = vec![0u32; known.len()];
    for counts in told.iter().flatten() {
        for (topic, _) in counts {
            lines_with[*topic] += 1;
        }
    }
    let lines = told.iter().map(Vec::len).sum::<usize>() as u32;
    let score = |&(topic, count): &(usize, u32)| {
        let rarity = 1 + (lines / lines_with[topic].max(1)).max(1).ilog2();
        count.saturating_mul(rarity * known[topic].weight)
    };
    let mut words = vec![[0u32; 2]; known.len()];
    let mut strips = [Vec::new(), Vec::new()];
    for (index, side) in sides.iter().enumerate() {
        for (line, counts) in side.sentences.iter().zip(&told[index]) {
            for (topic, share) in shares(counts, line.tokens.len() as u32, &score) {
                if let Some(topic) = topic {
                    words[topic][index] += share;
                }
                append(&mut strips[index], topic, share, line);
            }
        }
    }
    let shown = ranked(&words, known, [found.words_a, found.words_b]);
    let renumbered = |topic: usize| shown.iter().position(|one| *one == topic);
    for block in strips.iter_mut().flatten() {
        block.topic = block.topic.and_then(renumbered);
    }
    let share = |&topic: &usize| {
        let Known { id, label, .. } = &known[topic];
        TopicShare {
            id: id.clone(),
            label: label.clone(),
            words_a: words[topic][0],
            words_b: words[topic][1],
        }
    };
    found.topics = shown.iter().map(share).collect();
    [found.strip_a, found.strip_b] = strips;
    let band = |topic: usize| {
        let (a, b) = (largest(&found.strip_a, topic)?, largest(&found.strip_b, topic)?);
        Some(Band { topic, a, b })
    };
    found.bands = (0..shown.len()).filter_map(band).collect();
}

impl Subjects {
    fn new(topics: &[Topic], lexicon: &mut Lexicon) -> Subjects {
        let mut callers = Patterns::default();
        let mut known = Vec::new();
        for (group, topic) in topics.iter().enumerate() {
            known.push(Known { id: topic.id.clone(), label: topic.label.clone(), weight: CALLERS });
            for phrase in topic.keywords.iter().chain([&topic.label]) {
                callers.add_phrase(group, phrase, lexicon);
            }
        }
        callers.prepare(lexicon);
        let mut row = |subject: &Subject| {
            let id = subject.label.replace(' ', "-");
            let is_shown = subject.weight >= LEAST_WEIGHT && !subject.is_form;
            if let Some(group) = topics.iter().position(|topic| topic.id == id) {
                return Some(group);
            }
            (is_shown && !OF_THE_TALK.contains(&subject.label)).then(|| {
                known.push(Known { id, label: subject.label.to_owned(), weight: u32::from(subject.weight) });
                known.len() - 1
            })
        };
        let rows = lexicon.subjects().all.iter().map(&mut row).collect();
        Subjects { known, callers, rows }
    }

    /// How often each subject is told in a sentence, in the order in which they come.
    fn tally(&self, side: &Side<'_>, line: &Line, lexicon: &Lexicon) -> Vec<(usize, u32)> {
        let tokens = side.line(line).1;
        let mut hits = self.callers.hits(tokens, lexicon);
        let of_callers = hits.len();
        let stems: Vec<&str> = tokens.iter().map(|token| lexicon.entry(token.word).stem.as_str()).collect();
        // What the caller has a subject for is no other's word. Of two at one word, the one told by more words counts,
        // then the one that weighs more.
        let mut last: Option<(usize, usize, u32)> = None;
        let mut claimed = 0;
        for (at, words, row) in lexicon.subjects().raised_at(&stems) {
            let Some(group) = self.rows.get(usize::from(row)).copied().flatten() else { continue };
            let entry = |at: usize| lexicon.entry(tokens[at].word);
            let is_office =
                entry(at).folded == "security" && at > 0 && is_in(OF_OFFICES, &entry(at - 1).folded);
            if words == 1 && (is_office || entry(at).lists.has(Lists::BY_CHANCE)) {
                continue;
            }
            while claimed < of_callers && hits[claimed].tokens.end <= at {
                claimed += 1;
            }
            if claimed < of_callers && hits[claimed].tokens.contains(&at) {
                continue;
            }
            let weight = self.known[group].weight;
            match last {
                // Inside a longer entry: `food security` is not about security.
                Some((before, most, _)) if before < at && at < before + most => continue,
                Some((before, ..)) if before < at => {}
                Some((_, most, heaviest)) if (words, weight) <= (most, heaviest) => continue,
                Some(_) => drop(hits.pop()),
                None => {}
            }
            last = Some((at, words, weight));
            hits.push(Hit { group, tokens: at..at + 1 });
        }
        order::sort_by_key(&mut hits, |hit| hit.tokens.start);
        let mut counts: Vec<(usize, u32)> = Vec::new();
        for hit in hits {
            match counts.iter_mut().find(|(topic, _)| *topic == hit.group) {
                Some((_, count)) => *count += 1,
                None => counts.push((hit.group, 1)),
            }
        }
        counts
    }
}

/// The subjects of a sentence, two at most, with the words each takes; they stand in the order in which they come.
fn shares(
    counts: &[(usize, u32)],
    words: u32,
    score: &dyn Fn(&(usize, u32)) -> u32,
) -> Vec<(Option<usize>, u32)> {
    let mut sorted: Vec<usize> = (0..counts.len()).collect();
    order::sort_by(&mut sorted, |one, other| score(&counts[*other]).cmp(&score(&counts[*one])));
    match sorted[..] {
        [] => vec![(None, words)],
        [best, next, ..] if words > 1 && score(&counts[next]).saturating_mul(2) >= score(&counts[best]) => {
            let (first, second) = (best.min(next), best.max(next));
            vec![(Some(counts[first].0), words - words / 2), (Some(counts[second].0), words / 2)]
        }
        [best, ..] => vec![(Some(counts[best].0), words)],
    }
}

/// Puts a sentence, or its half, behind what the strip has.
fn append(strip: &mut Vec<Block>, topic: Option<usize>, words: u32, line: &Line) {
    let end = line.passage + 1;
    match strip.last_mut() {
        Some(last) if last.topic == topic => {
            last.words += words;
            last.passages.end = end;
        }
        _ => strip.push(Block {
            topic,
            passages: line.passage..end,
            start: Place { passage: line.passage, range: line.range.clone() },
            words,
        }),
    }
}

/// The subjects that take words, by the sum of their shares of both sides, then by id.
fn ranked(words: &[[u32; 2]], known: &[Known], totals: [u32; 2]) -> Vec<usize> {
    let mut shown: Vec<usize> = (0..words.len()).filter(|topic| words[*topic] != [0, 0]).collect();
    let [total_a, total_b] = totals.map(|total| u64::from(total.max(1)));
    let share = |topic: usize| u64::from(words[topic][0]) * total_b + u64::from(words[topic][1]) * total_a;
    order::sort_by(&mut shown, |one, other| {
        share(*other).cmp(&share(*one)).then_with(|| known[*one].id.cmp(&known[*other].id))
    });
    shown
}

/// The largest block on a subject, the first of equal ones.
fn largest(strip: &[Block], topic: usize) -> Option<usize> {
    let blocks = strip.iter().enumerate().filter(|(_, block)| block.topic == Some(topic));
    blocks.max_by_key(|(at, block)| (block.words, std::cmp::Reverse(*at))).map(|(at, _)| at)
}
