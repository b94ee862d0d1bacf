//! Looking up ids that `corpus.toml` declares, and saying which one was meant.
//!
//! Lives here: what an id may refer to. Does not live here: how the tables are read ([`super::info`]). A look-up
//! walks the table, of which a corpus has a few hundred rows; near names are only searched for once one failed.

use super::fields::{Placed, nearest};
use super::text::Finding;
use crate::model::CorpusInfo;
use std::ops::Range;

/// What `corpus.toml` declares.
#[derive(Debug, Default)]
pub(super) struct Declared {
    pub(super) info: CorpusInfo,
    /// False where the file could not be read in full: an id that is not found may well be declared in it.
    pub(super) complete: bool,
}

/// What an id may refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Speaker,
    Side,
    Publisher,
    Event,
    Topic,
    /// A speaker or a side.
    Participant,
}

impl Target {
    fn noun(self) -> &'static str {
        match self {
            Target::Speaker => "speaker",
            Target::Side => "side",
            Target::Publisher => "publisher",
            Target::Event => "event",
            Target::Topic => "topic",
            Target::Participant => "participant",
        }
    }

    /// The table that declares it, for messages.
    fn table(self) -> &'static str {
        match self {
            Target::Participant => "[[speaker]] or [[side]]",
            Target::Speaker => "[[speaker]]",
            Target::Side => "[[side]]",
            Target::Publisher => "[[publisher]]",
            Target::Event => "[[event]]",
            Target::Topic => "[[topic]]",
        }
    }
}

impl Declared {
    /// The declared ones among these ids, each once; the others are reported.
    pub(super) fn resolve(
        &self,
        target: Target,
        ids: Vec<Placed>,
        findings: &mut Vec<Finding>,
    ) -> Vec<String> {
        let mut known: Vec<String> = Vec::new();
        for (id, range) in ids {
            if self.declares(target, &id) {
                if !known.contains(&id) {
                    known.push(id);
                }
            } else if self.complete {
                findings.push(self.unknown(target, &id, range));
            }
        }
        known
    }

    fn declares(&self, target: Target, id: &str) -> bool {
        let info = &self.info;
        let speaker = || info.speakers.iter().any(|speaker| speaker.id == id);
        let side = || info.sides.iter().any(|side| side.id == id);
        match target {
            Target::Speaker => speaker(),
            Target::Side => side(),
            Target::Participant => speaker() || side(),
            Target::Publisher => info.publishers.iter().any(|publisher| publisher.id == id),
            Target::Event => info.events.iter().any(|event| event.id == id),
            Target::Topic => info.topics.iter().any(|topic| topic.id == id),
        }
    }

    /// Says what is not declared, and which declared one was probably meant: by id, name or spelling.
    fn unknown(&self, target: Target, id: &str, range: Range<usize>) -> Finding {
        let help = match nearest(id, self.labels(target).into_iter()) {
            Some(near) => format!(
                "Did you mean {near:?}? Otherwise declare it in corpus.toml under {}.",
                target.table()
            ),
            None => format!("Declare it in corpus.toml under {}.", target.table()),
        };
        Finding::error(range, format!("unknown {} {id:?}", target.noun()), help)
    }

    /// Everything by which something of this sort may be called, with its id.
    fn labels(&self, target: Target) -> Vec<(&str, &str)> {
        let info = &self.info;
        let mut labels: Vec<(&str, &str)> = Vec::new();
        if matches!(target, Target::Speaker | Target::Participant) {
            for speaker in &info.speakers {
                let names = [&speaker.id, &speaker.name].into_iter().chain(&speaker.spellings);
                labels.extend(names.map(|name| (name.as_str(), speaker.id.as_str())));
            }
        }
        if matches!(target, Target::Side | Target::Participant) {
            labels.extend(
                info.sides.iter().flat_map(|side| [(&*side.id, &*side.id), (&*side.name, &*side.id)]),
            );
        }
        match target {
            Target::Publisher => labels.extend(info.publishers.iter().flat_map(|publisher| {
                [(&*publisher.id, &*publisher.id), (&*publisher.name, &*publisher.id)]
            })),
            Target::Event => {
                labels.extend(
                    info.events
                        .iter()
                        .flat_map(|event| [(&*event.id, &*event.id), (&*event.title, &*event.id)]),
                );
            }
            Target::Topic => {
                for topic in &info.topics {
                    let names =
                        [&topic.id, &topic.name].into_iter().chain(&topic.hashtags).chain(&topic.words);
                    labels.extend(names.map(|name| (name.as_str(), topic.id.as_str())));
                }
            }
            Target::Speaker | Target::Side | Target::Participant => {}
        }
        labels
    }
}
